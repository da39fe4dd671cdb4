"""Bringing a product list in: choose a file, see what was understood and what becomes of each row, then do it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QGridLayout, QStackedWidget, QWidget

from pkkmart.core.db import connection
from pkkmart.core.i18n import N_, _, figure
from pkkmart.core.operation import Changed
from pkkmart.imports.columns import NOT_IMPORTED, Field, ListKind, Mapping
from pkkmart.imports.operations import import_list
from pkkmart.imports.outcome import Preview, Reason, RowOutcome, Status, grouped
from pkkmart.imports.queries import Reading, judge_list, read_list, standing_opening
from pkkmart.imports.report import not_imported_note
from pkkmart.imports.stock_list import has_stock
from pkkmart.ui.buttons import PillButton, PrimaryButton, SecondaryButton
from pkkmart.ui.cards import Card, EmptyState, StatCard, Words
from pkkmart.ui.choices import ChoiceField
from pkkmart.ui.doors import Door
from pkkmart.ui.fields import Labeled
from pkkmart.ui.files import Wish, ask_path
from pkkmart.ui.keys import KeyAction
from pkkmart.ui.layout import aligned, boxed, column, row, wide
from pkkmart.ui.page import Context, Page
from pkkmart.ui.run import run
from pkkmart.ui.table_model import Column, RowsModel, styled_table
from pkkmart.ui.theme import GAP
from pkkmart.ui.worker import Chore, Steps, run_chore

_TONES = {Status.IMPORTED: "good", Status.WARNED: "attention", Status.REJECTED: "danger"}
_FIELDS_IN_A_ROW = 5


_Work = Callable[[Steps], Reading]


class MappingForm(QWidget):
    """One choice per field: which heading of the file it is read from."""

    def __init__(self, page: ImportPage) -> None:
        super().__init__()
        self.fields: dict[Field, ChoiceField[int]] = {}
        self._labels: dict[Field, Labeled] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(8)
        for place, which in enumerate(Field):
            words = _("{label} (wajib)") if which in ListKind.PRODUCTS.required else "{label}"
            label = words.format(label=_(which.label))
            if which in NOT_IMPORTED:
                label = _("{label} (untuk saldo awal)").format(label=label)
            choice: ChoiceField[int] = ChoiceField(_("Kolom untuk {label}").format(label=label))
            choice.setMinimumWidth(90)
            choice.chosen.connect(lambda column, which=which: page.map_field(which, None if column < 0 else column))
            self.fields[which], self._labels[which] = choice, Labeled(label, choice)
            grid.addWidget(self._labels[which], place // _FIELDS_IN_A_ROW, place % _FIELDS_IN_A_ROW)
        for column in range(_FIELDS_IN_A_ROW):
            grid.setColumnStretch(column, 1)

    def show_mapping(self, mapping: Mapping) -> None:
        """Offer the headings of a file, with the understood one chosen."""
        nothing = (-1, _("(tidak ada)"))
        offered = [(place, words or _("kolom {n}").format(n=place + 1)) for place, words in enumerate(mapping.heading)]
        for which, choice in self.fields.items():
            column = mapping.column(which)
            choice.set_options([nothing, *offered])
            choice.choose(-1 if column is None else column)
            wrong = which in ListKind.PRODUCTS.required and column is None
            self._labels[which].set_error(_("Pilih kolomnya.") if wrong else "")


class ImportPage(Page):
    """Nothing is written until the primary button is pressed, and then all the good rows or none."""

    title = N_("Impor barang")

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.setAcceptDrops(True)
        self.reading: Reading | None = None
        self._chore: Chore[Reading] | None = None
        self._importing = self._imported = False
        self._status: Status | None = None
        self.choose = SecondaryButton(_("Pilih berkas"), "Ctrl+O", icon="folder-open", on_click=self.choose_file)
        self.go = PrimaryButton("", "F12", icon="import", on_click=self.do_import)
        self.file_line, self.understood = Words("", "strong"), Words("", "caption", tone="muted", wrap=True)
        self.result = Words("", "strong", wrap=True)
        self._path: Path | None = None
        self.stock = SecondaryButton(_("Bawa stok ke Saldo awal"), "F8", icon="scale", on_click=self.bring_stock)
        self.stock.hide()
        self.form = MappingForm(self)
        self.cards = {status: StatCard(_(status.label)) for status in Status}
        self.pills = {
            None: PillButton(_("Semua"), checked=True, on_click=lambda: self.show_only(None)),
            Status.WARNED: PillButton(_("Peringatan"), on_click=lambda: self.show_only(Status.WARNED)),
            Status.REJECTED: PillButton(_("Ditolak"), on_click=lambda: self.show_only(Status.REJECTED)),
        }
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
                KeyAction("F8", _("Stok ke Saldo awal"), self.bring_stock, self._why_no_stock, shown=False),
            ]
        )
        self._show()

    def _why_not(self) -> str:
        """Why nothing can be imported now, "" when something can."""
        return "" if self.go.isEnabled() else _("Belum ada barang baik untuk diimpor. Pilih berkasnya, atau tunggu.")

    def _lay(self) -> None:
        empty = EmptyState(
            "file-spreadsheet",
            _("Belum ada berkas"),
            _("Pilih daftar dari Excel (XLSX atau CSV) atau program lama, atau seret berkasnya ke halaman ini."),
        )
        self._pages.addWidget(empty)
        self._pages.addWidget(self._page_of_a_file())
        words = column(self.file_line, self.understood, spacing=2)
        head = row(wide(words), aligned(self.choose, Qt.AlignmentFlag.AlignTop))
        column(head, wide(self._pages), spacing=GAP - 4, on=self)

    def _page_of_a_file(self) -> QWidget:
        stats = row(*map(wide, self.cards.values()))
        filters = row(*self.pills.values(), wide(self.reasons))
        rows = Card(padding=8, spacing=6).add(filters, wide(self.table))
        foot = row(wide(self.result), self.stock, self.go)
        return boxed(column(Card(padding=12).add(self.form), stats, wide(rows), foot, spacing=GAP - 4))

    @property
    def preview(self) -> Preview | None:
        """What would be done with the file shown, None while that is not known."""
        return self.reading.preview if self.reading else None

    def enter(self) -> None:
        self.choose.setFocus()

    def refresh(self, changes: frozenset[Changed]) -> None:
        if changes & {Changed.PRODUCTS, Changed.PEOPLE} and self.reading and not (self._importing or self._imported):
            self.map_again(self.reading.mapping)

    def choose_file(self) -> None:
        """Ask for a file; the window's own dialog, not in the way of anything else."""
        kinds = [_("Daftar Excel atau CSV (*.xlsx *.xlsm *.csv *.txt *.tsv)"), _("Semua berkas (*)")]
        ask_path(self, Wish.OPEN, _("Pilih daftar barang"), self.open_path, kinds=kinds)

    def open_path(self, path: Path) -> None:
        """Read a file and show what importing it would do."""
        self._path = path
        self._start(_("Membaca {name}").format(name=path.name), lambda steps: _apart(steps, lambda: read_list(path)))

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
        self._importing = True
        added = run(self.context.messages, import_list, self.context.actor, preview.good, preview.table.name)
        self._importing = False
        if added is None:
            return
        self._imported = True
        sentence = _("{added} barang masuk dari {name}, {rejected} baris ditolak.").format(
            added=figure(added), name=preview.table.name, rejected=figure(preview.counts.rejected)
        )
        self.result.setText(sentence)
        self.context.messages.good(sentence)
        self._show()

    def _may_bring_stock(self) -> bool:
        """Whether the list was imported, says the stock, and the shop has no opening balances yet."""
        reading = self.reading
        return self._imported and reading is not None and has_stock(reading.mapping) and standing_opening() is None

    def _why_no_stock(self) -> str:
        return "" if self._may_bring_stock() else _("Impor dulu daftar yang punya kolom stok, sebelum ada saldo awal.")

    def bring_stock(self) -> None:
        """Open the opening sheet with the stock and the cost of the list just imported."""
        if self._path is not None and self._may_bring_stock():
            self.context.open(Door("opening", act=str(self._path)))

    def _show(self) -> None:
        reading = self.reading
        self.stock.setVisible(self._may_bring_stock())
        self._pages.setCurrentIndex(0 if reading is None else 1)
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
        shown = {
            Status.IMPORTED: counts.imported if counts else 0,
            Status.WARNED: counts.warned if counts else 0,
            Status.REJECTED: counts.rejected if counts else 0,
        }
        for status, card in self.cards.items():
            groups = grouped(self.preview.rows, status) if self.preview else []
            card.set(
                figure(shown[status]),
                _group_words(*groups[0]) if groups else "",
                tone=_TONES[status] if shown[status] else "muted",
            )
            card.setAccessibleName(f"{_(status.label)} {figure(shown[status])}")
        good = counts.good if counts and not self._imported else 0
        self.go.set_words(_("Impor {good} barang yang baik").format(good=figure(good)) if good else _("Impor"))
        self.go.setEnabled(good > 0)
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


def _columns() -> list[Column[RowOutcome]]:
    def tone(row: RowOutcome) -> str:
        return _TONES[row.status]

    return [
        Column(_("Baris"), lambda row: figure(row.line), 90, "right", tone=lambda _row: "muted"),
        Column(
            _("Nama barang"),
            lambda row: row.name or _("(tanpa nama)"),
            second=lambda row: row.sentence,
            second_tone=tone,
        ),
        Column(_("Kode"), lambda row: row.code, 190, tone=lambda _row: "muted"),
        Column(_("Harga"), lambda row: row.price, 130, "right", weight=600),
        Column(_("Hasil"), lambda row: _(row.status.label), 160, tone=tone, chip=True),
    ]
