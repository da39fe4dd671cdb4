"""Bringing a list in: say what it brings, a file, see what becomes of each row, do it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QGridLayout, QStackedWidget, QWidget

from pkkmart.core import clock
from pkkmart.core.db import connection
from pkkmart.core.files import write_whole
from pkkmart.core.i18n import N_, _, date_short, figure, inside, time_short
from pkkmart.core.operation import Changed
from pkkmart.core.sheet import csv_bytes, xlsx_bytes
from pkkmart.imports.columns import Field, ListKind, Mapping
from pkkmart.imports.operations import cancel_import, import_list, keep_columns
from pkkmart.imports.outcome import Preview, Reason, RowOutcome, Status, grouped
from pkkmart.imports.queries import (
    ListImportRow,
    Reading,
    judge_list,
    list_imports,
    list_of_shop,
    read_list,
    standing_opening,
)
from pkkmart.imports.report import not_imported_note
from pkkmart.imports.stock_list import has_balances
from pkkmart.ledger.screen.cancelling import Cancelling, cancel_sheet
from pkkmart.ui.buttons import PillButton, PrimaryButton, SecondaryButton
from pkkmart.ui.cards import Card, EmptyState, Words
from pkkmart.ui.choices import CheckField, ChoiceField, choice_field
from pkkmart.ui.doors import Door
from pkkmart.ui.fields import Labeled
from pkkmart.ui.files import Wish, ask_path
from pkkmart.ui.keys import KeyAction
from pkkmart.ui.layout import aligned, boxed, column, row, wide
from pkkmart.ui.page import Context, Page
from pkkmart.ui.run import run, succeeds
from pkkmart.ui.table_model import Column, RowsModel, styled_table
from pkkmart.ui.theme import GAP
from pkkmart.ui.worker import Chore, Steps, run_chore

_TONES = {Status.IMPORTED: "good", Status.WARNED: "attention", Status.REJECTED: "danger"}
_FIELDS_IN_A_ROW = 6
REASONS = (N_("Salah berkas"), N_("Salah kolom"), N_("Masuk dua kali"))


_Work = Callable[[Steps], Reading]


class MappingForm(QWidget):
    """One choice per field: which heading of the file it is read from."""

    def __init__(self, page: ImportPage) -> None:
        super().__init__()
        self.fields: dict[Field, ChoiceField[int]] = {}
        self._labels: dict[Field, Labeled] = {}
        self._page = page
        self._kind: ListKind | None = None
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(8)
        for column in range(_FIELDS_IN_A_ROW):
            self._grid.setColumnStretch(column, 1)

    def _lay(self, kind: ListKind) -> None:
        """One choice for each field of a kind of list, in place of those of another kind."""
        for labeled in self._labels.values():
            labeled.deleteLater()
        self.fields, self._labels, self._kind = {}, {}, kind
        for place, which in enumerate(kind.fields):
            words = _("{label} (wajib)") if which in kind.required else "{label}"
            label = words.format(label=_(which.label))
            choice: ChoiceField[int] = ChoiceField(_("Kolom untuk {label}").format(label=label))
            choice.setMinimumWidth(90)
            choice.chosen.connect(
                lambda column, which=which: self._page.map_field(which, None if column < 0 else column)
            )
            self.fields[which], self._labels[which] = choice, Labeled(label, choice)
            self._grid.addWidget(self._labels[which], place // _FIELDS_IN_A_ROW, place % _FIELDS_IN_A_ROW)

    def show_mapping(self, mapping: Mapping) -> None:
        """Offer the headings of a file, with the understood one chosen."""
        if mapping.kind is not self._kind:
            self._lay(mapping.kind)
        nothing = (-1, _("tanpa"))
        offered = [(place, words or _("kolom {n}").format(n=place + 1)) for place, words in enumerate(mapping.heading)]
        for which, choice in self.fields.items():
            column = mapping.column(which)
            choice.set_options([nothing, *offered])
            choice.choose(-1 if column is None else column)
            wrong = which in mapping.missing
            self._labels[which].set_error(_("Pilih kolomnya.") if wrong else "")


class ImportPage(Page):
    """Nothing is written until the primary button is pressed, and then all the good rows or none."""

    title = N_("Impor daftar")

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.setAcceptDrops(True)
        self.reading: Reading | None = None
        self._chore: Chore[Reading] | None = None
        self._importing = self._imported = False
        self.kind = choice_field(_("Isi daftar"), [(kind, _(kind.label)) for kind in ListKind])
        self.kind.chosen.connect(lambda _kind: self._read_again())
        self.whole = CheckField(_("Hanya bila semua baris baik"))
        self.whole.toggled.connect(lambda _on: self._show_counts())
        self._status: Status | None = None
        self.choose = SecondaryButton(_("Pilih berkas"), "Ctrl+O", icon="folder-open", on_click=self.choose_file)
        self.go = PrimaryButton("", "F12", icon="import", on_click=self.do_import)
        self.file_line, self.understood = Words("", "strong"), Words("", "caption", tone="muted", wrap=True)
        self.result = Words("", "strong", wrap=True)
        self._path: Path | None = None
        self.stock = SecondaryButton(_("Bawa ke Saldo awal"), "F8", icon="scale", on_click=self.bring_balances)
        self.stock.hide()
        self.form = MappingForm(self)
        kinds: tuple[Status | None, ...] = (None, *Status)
        self.pills = {kind: PillButton("", on_click=partial(self.show_only, kind)) for kind in kinds}
        self.pills[None].setChecked(True)
        self.reasons: ChoiceField[Reason | None] = ChoiceField(_("Sebab yang ditampilkan"))
        self.reasons.chosen.connect(lambda _reason: self._fill())
        self.model = RowsModel(_columns())
        self.table = styled_table(
            self.model, _("Baris berkas"), row_height=48, empty_text=_("Tidak ada baris seperti itu.")
        )
        self._pages = QStackedWidget()
        self._lay()
        self.set_actions(
            [
                KeyAction("Ctrl+O", _("Pilih berkas"), self.choose_file),
                KeyAction("F12", _("Impor"), self.do_import, self._why_not),
                KeyAction("F8", _("Bawa ke Saldo awal"), self.bring_balances, self._why_no_balances, shown=False),
                KeyAction("F6", _("Simpan isi toko"), self.choose_target, self._why_not_saved),
                KeyAction("F9", _("Impor terdahulu"), self.show_done, self._why_no_done),
                KeyAction("Del", _("Batalkan impor"), self.cancel_chosen, self._why_not_cancelled),
            ]
        )
        self._show()

    def _why_not(self) -> str:
        """Why nothing can be imported now, "" when something can."""
        if self.go.isEnabled():
            return ""
        if self._waits_for_all():
            return _("Masih ada baris yang ditolak. Perbaiki berkasnya, atau hilangkan centangnya.")
        return _("Belum ada baris baik untuk diimpor. Pilih berkasnya, atau tunggu.")

    def _waits_for_all(self) -> bool:
        """Whether all or nothing was chosen and a row is refused."""
        return self.whole.isChecked() and self.preview is not None and self.preview.counts.rejected > 0

    def _lay(self) -> None:
        empty = EmptyState(
            "file-spreadsheet",
            _("Belum ada berkas"),
            _("Pilih daftar dari Excel (XLSX atau CSV) atau program lama, atau seret berkasnya ke halaman ini."),
        )
        self.done = DoneList()
        self.done.table.selected.connect(lambda _row: self.actions_changed.emit())
        self._pages.addWidget(boxed(column(wide(empty), wide(self.done), spacing=GAP - 4)))
        self._pages.addWidget(self._page_of_a_file())
        head = row(wide(self.kind), aligned(self.choose, Qt.AlignmentFlag.AlignTop))
        column(head, self.file_line, self.understood, wide(self._pages), spacing=6, on=self)

    def _page_of_a_file(self) -> QWidget:
        filters = row(*self.pills.values(), wide(self.reasons))
        rows = Card(padding=8, spacing=6).add(filters, wide(self.table))
        foot = row(wide(self.result), self.whole, self.stock, self.go)
        return boxed(column(Card(padding=12).add(self.form), wide(rows), foot, spacing=8))

    @property
    def preview(self) -> Preview | None:
        """What would be done with the file shown, None while that is not known."""
        return self.reading.preview if self.reading else None

    def enter(self) -> None:
        self.choose.setFocus()
        self._show_done()

    def refresh(self, changes: frozenset[Changed]) -> None:
        if changes & {Changed.PRODUCTS, Changed.PEOPLE} and self.reading and not (self._importing or self._imported):
            self.map_again(self.reading.mapping)

    def choose_file(self) -> None:
        """Ask for a file; the window's own dialog, not in the way of anything else."""
        kinds = [_("Daftar Excel atau CSV (*.xlsx *.xlsm *.csv *.txt *.tsv)"), _("Semua berkas (*)")]
        ask_path(self, Wish.OPEN, _("Pilih daftar"), self.open_path, kinds=kinds)

    def open_path(self, path: Path) -> None:
        """Read a file and show what importing it would do."""
        self._path, kind = path, self._kind
        self._start(
            _("Membaca {name}").format(name=path.name), lambda steps: _apart(steps, lambda: read_list(path, kind))
        )

    @property
    def _kind(self) -> ListKind:
        return self.kind.value() or ListKind.PRODUCTS

    def _read_again(self) -> None:
        """Read the file shown as what was chosen now."""
        if self._path is not None and self.reading is not None:
            self.open_path(self._path)

    def map_field(self, which: Field, column: int | None) -> None:
        """Read one field from another column."""
        if self.reading is not None:
            self.map_again(self.reading.mapping.with_(which, column))

    def map_again(self, mapping: Mapping) -> None:
        """Judge the rows again by these columns and what the shop has now."""
        assert self.reading is not None
        table = self.reading.table
        self._start(
            _("Memeriksa {name}").format(name=table.name),
            lambda steps: _apart(steps, lambda: judge_list(table, mapping)),
        )

    def _start(self, title: str, work: _Work) -> None:
        if self._chore is not None:
            self._chore.cancel()
        self.go.setEnabled(False)
        chore = run_chore(
            self.context.messages,
            title,
            work,
            lambda reading: self._arrived(chore, reading),
            on_stopped=lambda: self._ended(chore),
        )
        chore.failed.connect(lambda _error: self._ended(chore))
        self._chore = chore

    def _arrived(self, chore: Chore[Reading], reading: Reading) -> None:
        if chore is self._chore:  # not the answer to an earlier question
            self.reading, self._imported = reading, False
            self.result.setText("")
            self._show()

    def _ended(self, chore: Chore[Reading]) -> None:
        if chore is self._chore:
            self._show()

    def show_only(self, status: Status | None) -> None:
        """Show all rows, or those of one kind."""
        self._status = status
        self._offer_reasons()
        self._fill()

    def do_import(self) -> None:
        """Add the good rows; a code given out meanwhile brings nothing in and is told."""
        preview = self.preview
        if preview is None or not self.go.isEnabled():
            return
        if preview.mapping.kind is ListKind.STOCK:
            self.bring_balances()
            return
        self._importing = True
        self.go.setEnabled(False)
        actor, table, mapping, rows = self.context.actor, preview.table, preview.mapping, preview.good

        def work(steps: Steps) -> int:
            def told(done: int, total: int) -> None:
                steps(done, total, _("{done} dari {total} baris").format(done=figure(done), total=figure(total)))

            with connection():
                return import_list(actor, rows, table.name, mapping.kind, columns=mapping, progress=told)

        title = _("Memasukkan {name}").format(name=table.name)
        run_chore(self.context.messages, title, work, self._brought, on_stopped=self._not_brought).failed.connect(
            lambda _error: self._not_brought()
        )

    def _brought(self, added: int) -> None:
        preview = self.preview
        assert preview is not None
        self._importing, self._imported = False, True
        sentence = _("{added} baris masuk dari {name}, {rejected} baris ditolak.").format(
            added=figure(added), name=preview.table.name, rejected=figure(preview.counts.rejected)
        )
        self.result.setText(sentence)
        self.context.messages.good(sentence)
        self._show()

    def _not_brought(self) -> None:
        self._importing = False
        self._show()

    def _may_bring_balances(self) -> bool:
        """Whether the list says what the opening sheet wants, its rows are known, and the shop has no sheet yet."""
        reading = self.reading
        if reading is None or not has_balances(reading.mapping) or standing_opening() is not None:
            return False
        return self._imported or reading.mapping.kind is ListKind.STOCK

    def _why_no_balances(self) -> str:
        if self._may_bring_balances():
            return ""
        return _("Impor dulu daftar yang punya kolom stok atau simpanan, sebelum ada saldo awal.")

    def bring_balances(self) -> None:
        """Open the opening sheet with the stock or the savings of this list."""
        if self._path is None or self.reading is None:
            return
        if not self._may_bring_balances():
            told = _("Saldo awal sudah dibukukan. Barang baru lewat Terima barang, selisih lewat Stok, Sesuaikan.")
            self.context.messages.attention(told)
        elif succeeds(self.context.messages, keep_columns, self.context.actor, self.reading.mapping):
            self.context.open(Door("opening", act=str(self._path)))

    # the shop as a list again

    def _why_not_saved(self) -> str:
        if self._kind is not ListKind.STOCK:
            return ""
        return _("Simpan sebagai Barang; stok dan nilainya ada di Stok, Simpan daftar.")

    def choose_target(self) -> None:
        """Save what the shop has of this kind as a list: to mend and bring in, or as an example to fill in."""
        kinds = [_("Lembar kerja Excel (*.xlsx)"), _("Berkas CSV (*.csv)")]
        name = f"{_(self._kind.label).lower()}-{clock.today():%Y-%m-%d}.xlsx"
        ask_path(self, Wish.SAVE, _("Simpan isi toko"), self.save_shop, kinds=kinds, name=name, suffix="xlsx")

    def save_shop(self, path: Path) -> None:
        """Write the list, as CSV where its name ends so, else as XLSX."""
        told = run(self.context.messages, list_of_shop, self._kind)
        if told is None:
            return
        head, rows = told
        name = _(self._kind.label)
        content = csv_bytes(head, rows) if path.suffix.lower() == ".csv" else xlsx_bytes(name, head, rows)
        if succeeds(self.context.messages, write_whole, {path: content}):
            sentence = _("{count} baris disimpan ke {path}.")
            self.context.messages.good(sentence.format(count=figure(len(rows)), path=path))

    # what was brought in before

    def show_done(self) -> None:
        """Close the file and show the lists brought in before."""
        self.reading = self._path = None
        self._show()
        self._show_done()
        self.done.table.setFocus()

    def _show_done(self) -> None:
        rows = run(self.context.messages, list_imports)
        self.done.show_rows(rows or [])
        self.actions_changed.emit()

    def _why_no_done(self) -> str:
        return "" if self.reading is not None else _("Impor terdahulu sudah tampak.")

    def _why_not_cancelled(self) -> str:
        chosen = self.done.table.current_row() if self.reading is None else None
        if chosen is None:
            return _("Pilih dulu impor terdahulu (F9).")
        return _("Impor itu sudah dibatalkan.") if chosen.reason else ""

    def cancel_chosen(self) -> None:
        """Ask why the list stood on is taken back, and do it while nothing uses it."""
        chosen = self.done.table.current_row()
        if self.reading is not None or chosen is None or chosen.reason:
            return
        what = _("{count} baris ({kind}) dari {name}. Bisa selama belum dipakai apa pun.").format(
            count=figure(chosen.count), kind=inside(_(chosen.kind.label)), name=chosen.source
        )
        name = _("impor {name}").format(name=chosen.source)
        cancelling = Cancelling(name, what, cancel_import, chosen.id, REASONS)
        cancel_sheet(self.context, cancelling, lambda _void: self._show_done())

    def _show(self) -> None:
        reading = self.reading
        self.stock.setVisible(self._imported and self._may_bring_balances())
        self._pages.setCurrentIndex(0 if reading is None else 1)
        for words in (self.file_line, self.understood):
            words.setVisible(reading is not None)
        if reading is not None:
            table, mapping = reading.table, reading.mapping
            written = _("{written}, judul berbahasa {language}, {rows} baris.").format(
                written=table.written_words, language=mapping.language, rows=figure(len(table.rows))
            )
            self.file_line.setText(table.name)
            self.understood.setText(
                " ".join(part for part in (written, *table.notes, not_imported_note(mapping)) if part)
            )
            self.form.show_mapping(mapping)
            if reading.missing:
                self.result.setText(reading.missing)
        self._show_counts()
        self._offer_reasons()
        self._fill()

    def _show_counts(self) -> None:
        counts = self.preview.counts if self.preview else None
        shown: dict[Status | None, tuple[str, int]] = {
            None: (_("Semua"), counts.total if counts else 0),
            Status.IMPORTED: (_(Status.IMPORTED.label), counts.imported if counts else 0),
            Status.WARNED: (_(Status.WARNED.label), counts.warned if counts else 0),
            Status.REJECTED: (_(Status.REJECTED.label), counts.rejected if counts else 0),
        }
        for kind, (words, count) in shown.items():
            self.pills[kind].set_words(_("{words} {count}").format(words=words, count=figure(count)))
        good = counts.good if counts and not self._imported else 0
        stock = self._kind is ListKind.STOCK
        words = _("Bawa {good} baris ke Saldo awal") if stock else _("Impor {good} baris yang baik")
        self.go.set_words(words.format(good=figure(good)) if good else _("Impor"))
        self.go.setEnabled(good > 0 and not self._importing and not self._waits_for_all())
        self.actions_changed.emit()

    def _offer_reasons(self) -> None:
        chosen = [self._status] if self._status else [Status.REJECTED, Status.WARNED]
        rows = self.preview.rows if self.preview else ()
        options: list[tuple[Reason | None, str]] = [(None, _("Semua sebab"))]
        for status in chosen:
            for reason, group in grouped(rows, status):
                options.append((reason, _group_words(reason, group)))
        self.reasons.set_options(options)

    def _fill(self) -> None:
        self.model.replace(_matching(self.preview.rows if self.preview else (), self._status, self.reasons.value()))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        files = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        if files:
            event.acceptProposedAction()
            self.open_path(Path(files[0]))


def _apart(steps: Steps, read: Callable[[], Reading]) -> Reading:
    """On the chore's thread, with a connection of its own; stopped, its answer is not used."""
    with connection():
        reading = read()
    steps(1, 1)
    return reading


def _group_words(reason: Reason, rows: Sequence[RowOutcome]) -> str:
    return _("{rows} · {reason}").format(rows=figure(len(rows)), reason=_(reason.value))


def _matching(rows: Sequence[RowOutcome], status: Status | None, reason: Reason | None) -> list[RowOutcome]:
    return [
        row
        for row in rows
        if status in (None, row.status) and (reason is None or (row.remarks and row.remarks[0].reason is reason))
    ]


class DoneList(QWidget):
    """The lists brought in before, the newest first, with what became of each."""

    def __init__(self) -> None:
        super().__init__()
        self.model: RowsModel[ListImportRow] = RowsModel(_done_columns())
        self.table = styled_table(self.model, _("Impor terdahulu"), two_lines=True)
        column(Words(_("Impor terdahulu"), "strong"), wide(self.table), spacing=4, on=self)
        self.hide()

    def show_rows(self, rows: list[ListImportRow]) -> None:
        """Show these; nothing is shown while nothing was ever brought in."""
        self.model.replace(rows)
        self.setVisible(bool(rows))
        if rows:
            self.table.select(0)


def _done_columns() -> list[Column[ListImportRow]]:
    def when(row: ListImportRow) -> str:
        at = clock.local(clock.from_text(row.recorded_at))
        return _("{day} {time} oleh {name}").format(
            day=date_short(at.date()), time=time_short(at), name=row.user_name or _("sistem")
        )

    return [
        Column(_("Berkas"), lambda row: row.source, second=when),
        Column(_("Isi"), lambda row: _(row.kind.label), 130),
        Column(_("Baris"), lambda row: figure(row.count), 90, "right"),
        Column(
            _("Keadaan"),
            lambda row: _("dibatalkan") if row.reason else _("masuk"),
            240,
            second=lambda row: row.reason,
            tone=lambda row: "attention" if row.reason else "good",
        ),
    ]


def _columns() -> list[Column[RowOutcome]]:
    def tone(row: RowOutcome) -> str:
        return _TONES[row.status]

    return [
        Column(_("Baris"), lambda row: figure(row.line), 90, "right", tone=lambda _row: "muted"),
        Column(
            _("Nama"),
            lambda row: row.name or _("(tanpa nama)"),
            second=lambda row: row.sentence,
            second_tone=tone,
        ),
        Column(_("Kode atau nomor"), lambda row: row.code, 190, tone=lambda _row: "muted"),
        Column(_("Isi"), lambda row: row.price, 130, "right", weight=600),
        Column(_("Hasil"), lambda row: _(row.status.label), 160, tone=tone, chip=True),
    ]
