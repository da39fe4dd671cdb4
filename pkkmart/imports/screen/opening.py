"""Opening balances: a sheet that can only be booked when it balances, then the document that stands."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QGridLayout, QStackedWidget

from pkkmart.core import clock
from pkkmart.core.errors import UserError
from pkkmart.core.i18n import N_, _, date_short, rupiah
from pkkmart.core.operation import Changed
from pkkmart.imports.opening import Judged, OpeningLine, template_text, totals_idr
from pkkmart.imports.operations import cancel_opening, record_opening
from pkkmart.imports.owners import alike_words, newcomers, people_words, respelt
from pkkmart.imports.queries import (
    OpeningDocument,
    find_opening,
    judge_opening,
    judge_sheet,
    latest_opening_day,
    read_opening,
    standing_opening,
)
from pkkmart.imports.screen.opened import OpenedView, rows_of
from pkkmart.imports.screen.row_form import RowForm
from pkkmart.imports.screen.rows import row_columns
from pkkmart.ledger.screen.cancelling import Cancelling, cancel_sheet
from pkkmart.ui.buttons import PrimaryButton, SecondaryButton
from pkkmart.ui.cards import Card, StatCard, Words
from pkkmart.ui.columns import two_columns
from pkkmart.ui.doors import Door
from pkkmart.ui.fields import DateField, Labeled
from pkkmart.ui.files import Wish, ask_path
from pkkmart.ui.keys import KeyAction
from pkkmart.ui.layout import STRETCH, column, row, wide
from pkkmart.ui.page import Context, Page
from pkkmart.ui.run import run
from pkkmart.ui.table_model import RowsModel, styled_table

_INTRODUCTION = N_(
    "Pindahkan saldo buku lama: kas, stok, utang penitip, simpanan, bon. Jumlah kedua sisi harus sama. "
    "Stok boleh dari daftar barang yang punya kolom stok dan harga beli. "
    "Orang yang belum terdaftar ikut didaftarkan."
)


class OpeningPage(Page):
    """Rows are gathered on the page; nothing is written before F12, and then all of it or nothing."""

    title = N_("Saldo awal")

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.rows: list[Judged] = []
        self.document: OpeningDocument | None = None
        self.model: RowsModel[Judged] = RowsModel(row_columns())
        self.table = styled_table(
            self.model,
            _("Baris saldo awal"),
            two_lines=True,
            ordered=True,
            empty_text=_("Belum ada baris. Tambahkan satu per satu (F4), atau ambil dari berkas (Ctrl+O)."),
        )
        self.day = DateField(_("Tanggal saldo awal"))
        self.day_note = Words("", "caption", tone="muted", wrap=True)
        self.debit, self.credit = Words("", "strong"), Words("", "strong")
        self.difference = StatCard(_("Selisih"), step="large")
        self.people = Words("", wrap=True)
        self.doubts = Words("", "caption", wrap=True)
        self.book = PrimaryButton(_("Bukukan saldo awal"), "F12", on_click=self.record, big=True)
        self.table.opened.connect(lambda _row: self.mend_row())
        self.opened = OpenedView()
        self.opened.cancel_button.clicked.connect(self.cancel)
        self.opened.anew_button.clicked.connect(self.fill_anew)
        self._lay()
        self._show()

    def _lay(self) -> None:
        left = Card(padding=14, spacing=8).add(self.people, wide(self.table))
        sums = QGridLayout()
        sums.setVerticalSpacing(4)
        for place, (words, total) in enumerate(((_("Debet"), self.debit), (_("Kredit"), self.credit))):
            sums.addWidget(Words(words, tone="muted"), place, 0)
            sums.addWidget(total, place, 1, Qt.AlignmentFlag.AlignRight)
        self.difference.body.insertLayout(0, sums)
        self.difference.body.insertSpacing(1, 6)
        ways = row(
            SecondaryButton(_("Tambah"), "F4", on_click=self.add_row),
            SecondaryButton(_("Berkas"), "Ctrl+O", on_click=self.choose_file),
            spacing=8,
        )
        day = Labeled(_("Per tanggal"), self.day)
        side = column(day, self.day_note, self.difference, self.doubts, STRETCH, self.book, ways, spacing=8)
        self._pages = QStackedWidget()
        self._pages.addWidget(two_columns(left, side))
        self._pages.addWidget(self.opened)
        column(self._pages, on=self)

    def enter(self) -> None:
        standing = run(self.context.messages, standing_opening)
        if standing is not None:
            self.show_document(standing)
        else:
            self.show_sheet()

    def show_item(self, door: Door) -> None:
        """Show one opening document, cancelled ones too; or take the file that `act` names into the sheet."""
        if door.act and self.document is None:
            self.take_file(Path(door.act))
        elif door.id is not None:
            self.show_document(door.id)

    def refresh(self, changes: frozenset[Changed]) -> None:
        if self.document is not None and Changed.LEDGER in changes:
            self.show_document(self.document.id)
        elif self.document is None and changes & {Changed.PRODUCTS, Changed.PEOPLE}:
            self._show()

    def show_document(self, opening_id: int) -> None:
        """Show a document instead of the sheet."""
        document = run(self.context.messages, find_opening, opening_id)
        if document is None:
            sentence = _("Saldo awal ini dibukukan tanpa lembar; rinciannya ada di jurnal.")
            self.context.messages.attention(sentence)
            return
        self.document = document
        refill = bool(document.cancelled_by) and standing_opening() is None
        self.opened.show_document(document, may_refill=refill)
        self._pages.setCurrentWidget(self.opened)
        self.set_actions(
            [
                KeyAction("↑↓", _("Baris lain")),
                *([KeyAction("F4", _("Isi saldo awal baru"), self.fill_anew)] if refill else []),
                *([KeyAction("Del", _("Batalkan saldo awal"), self.cancel)] if not document.cancelled_by else []),
            ]
        )
        self.opened.table.setFocus()

    def show_sheet(self) -> None:
        """Show the sheet, with what was gathered on it so far."""
        self.document = None
        self._pages.setCurrentIndex(0)
        self._tell_day()
        self._show()
        self.set_actions(
            [
                KeyAction("Enter", _("Betulkan baris")),
                KeyAction("F3", _("Periksa"), self.next_doubt, self._why_no_doubt),
                KeyAction("F4", _("Tambah baris"), self.add_row),
                KeyAction("Ctrl+O", _("Ambil dari berkas"), self.choose_file),
                KeyAction("F6", _("Simpan contoh lembar"), self.choose_template),
                KeyAction("Del", _("Hapus baris"), self.remove_row),
                KeyAction("Ctrl+Del", _("Kosongkan"), self.clear, self._why_not_cleared),
                KeyAction("F12", _("Bukukan"), self.record, self._why_not_booked),
            ]
        )
        self.table.setFocus()

    def _why_no_doubt(self) -> str:
        return "" if any(map(_is_doubtful, self.rows)) else _("Tidak ada baris yang perlu diperiksa.")

    def _why_not_cleared(self) -> str:
        return "" if self.rows else _("Lembarnya sudah kosong.")

    def _why_not_booked(self) -> str:
        """Why the sheet can't be booked yet, "" when it can."""
        if self.book.isEnabled():
            return ""
        return _("Belum bisa dibukukan: debet dan kredit harus sama, dan semua baris harus dimengerti.")

    def _tell_day(self) -> None:
        """Offer the latest day a sheet may bear, yesterday at the latest: the shop trades on the days after it."""
        latest = run(self.context.messages, latest_opening_day)
        yesterday = clock.today() - timedelta(days=1)
        offered = min(latest or yesterday, yesterday)
        day = self.day.value()
        if day is None or day > offered:
            self.day.set_value(offered)
        said = _("Paling akhir {latest}: sesudahnya toko sudah mencatat transaksi.")
        self.day_note.setText(said.format(latest=date_short(latest)) if latest else "")
        self.day_note.setVisible(latest is not None)

    def lines(self) -> list[OpeningLine]:
        """The rows that were understood."""
        return [row.line for row in self.rows if row.line is not None]

    def _show(self) -> None:
        """Show the rows as they stand against the people the shop has now."""
        judged = run(self.context.messages, judge_sheet, self.rows)
        self.rows = self.rows if judged is None else judged
        self.model.replace(self.rows)
        debit, credit = totals_idr(self.lines())
        self.debit.setText(rupiah(debit))
        self.credit.setText(rupiah(credit))
        balanced = debit == credit and debit > 0
        words = _("seimbang") if balanced else _("debet lebih") if debit > credit else _("kredit lebih")
        tone = "good" if balanced else "danger" if debit or credit else "muted"
        self.difference.set(rupiah(abs(debit - credit)), words if debit or credit else "", tone=tone)
        self.book.setEnabled(balanced and all(row.line is not None for row in self.rows))
        self._show_people()
        self.actions_changed.emit()

    def _show_people(self) -> None:
        """Who will be registered with the sheet, and what somebody should look at before it is booked."""
        people = people_words(self.lines())
        self.people.setText(people or _(_INTRODUCTION))
        self.people.set_tone("primary" if people else "muted")
        wrong = sum(row.line is None for row in self.rows)
        said = [_("{count} baris belum dimengerti.").format(count=wrong)] if wrong else []
        said += filter(None, [alike_words(self.rows)])
        twice = sum(row.twice for row in self.rows)
        said += [_("{count} baris sama dengan baris lain.").format(count=twice)] if twice else []
        self.doubts.setText(" ".join([*said, _("F3 menuju barisnya, Enter membetulkannya.")]) if said else "")
        self.doubts.set_tone("danger" if wrong else "attention")
        self.doubts.setVisible(bool(said))

    def add_row(self) -> None:
        """A small form for one row."""
        form = RowForm(self.context, lambda draft: judge_opening(draft, others=self.rows), self._take_row)
        self.context.messages.sheet(
            _("Baris saldo awal"), form, yes=_("Tambahkan"), on_yes=form.save, is_dirty=form.is_dirty
        )

    def _take_row(self, row: Judged) -> None:
        self.rows = [*self.rows, row]
        self._show()
        self.table.select(-1)

    def mend_row(self) -> None:
        """The same form, filled with the row that is stood on."""
        place = self.table.currentIndex().row()
        if not 0 <= place < len(self.rows):
            return
        row = self.rows[place]
        others = self.rows[:place] + self.rows[place + 1 :]
        form = RowForm(
            self.context,
            lambda draft: judge_opening(draft, row.row_no, others),
            lambda mended: self._replace_row(place, mended),
            row,
        )
        title = _("Baris {number} dari berkas").format(number=row.row_no) if row.row_no else _("Baris saldo awal")
        self.context.messages.sheet(title, form, yes=_("Simpan"), on_yes=form.save, is_dirty=form.is_dirty)
        form.name.setFocus()
        form.name.selectAll()

    def _replace_row(self, place: int, mended: Judged) -> None:
        """A misspelt name that turns out to be somebody known is mended in all its rows."""
        before = self.rows[place]
        self.rows = [*self.rows[:place], mended, *self.rows[place + 1 :]]
        self.rows, more = respelt(self.rows, before, mended)
        self._show()
        self.table.select(place)
        if more:
            said = _("{count} baris lain dengan nama itu ikut dibetulkan.")
            self.context.messages.good(said.format(count=more))

    def next_doubt(self) -> None:
        """Stand on the next row that was not understood, or has a new name that resembles another."""
        count, here = len(self.rows), self.table.currentIndex().row()
        for step in range(1, count + 1):
            place = (here + step) % count
            if _is_doubtful(self.rows[place]):
                self.table.select(place)
                self.table.scrollTo(self.table.currentIndex(), QAbstractItemView.ScrollHint.PositionAtCenter)
                self.table.setFocus()
                return

    def remove_row(self) -> None:
        place = self.table.currentIndex().row()
        if 0 <= place < len(self.rows):
            self.rows = self.rows[:place] + self.rows[place + 1 :]
            self._show()
            self.table.select(min(place, len(self.rows) - 1))

    def clear(self) -> None:
        """Take all rows off the sheet, after a question; nothing of it was booked."""
        asked = _("Hapus semua {count} baris dari lembar ini? Belum ada yang dibukukan.")
        self.context.messages.ask(
            asked.format(count=len(self.rows)), yes=_("Kosongkan"), on_yes=lambda: self._fill([]), no=_("Biarkan")
        )

    def _fill(self, rows: list[Judged]) -> None:
        self.rows = rows
        self._show()

    def choose_file(self) -> None:
        kinds = [_("Lembar Excel atau CSV (*.xlsx *.csv *.txt)")]
        ask_path(self, Wish.OPEN, _("Pilih lembar saldo awal"), self.take_file, kinds=kinds)

    def take_file(self, path: Path) -> None:
        """Add the rows of a file to those of the sheet; one that is not understood stays in view with its reason."""
        rows = run(self.context.messages, read_opening, path)
        if rows is None:
            return
        before = len(self.rows)
        self._fill([*self.rows, *rows])
        self.table.select(before)
        wrong = sum(row.line is None for row in self.rows)
        if wrong:
            said = _("{count} baris belum dimengerti; F3 menuju barisnya.")
            self.context.messages.attention(said.format(count=wrong))
        elif before:
            said = _("{count} baris dari {name} ditambahkan; sekarang {total} baris.")
            self.context.messages.good(said.format(count=len(rows), name=path.name, total=len(self.rows)))

    def choose_template(self) -> None:
        ask_path(
            self,
            Wish.SAVE,
            _("Simpan contoh lembar"),
            self.save_template,
            kinds=[_("Lembar CSV (*.csv)")],
            name="saldo-awal.csv",
            suffix="csv",
        )

    def save_template(self, path: Path) -> None:
        """An example sheet that Excel opens with its letters right."""
        if run(self.context.messages, path.write_text, template_text(), encoding="utf-8-sig") is not None:
            self.context.messages.good(_("Contoh lembar disimpan di {path}.").format(path=path))

    def record(self) -> None:
        lines = self.lines()  # what is booked is what the question told, whatever is registered meanwhile
        debit, _credit = totals_idr(lines)
        asked = _("Bukukan {count} baris saldo awal, masing-masing sisi {total}?").format(
            count=len(self.rows), total=rupiah(debit)
        )
        self.context.messages.ask(
            "\n".join(filter(None, (asked, people_words(lines), alike_words(self.rows)))),
            yes=_("Bukukan"),
            on_yes=lambda: self._book(lines),
        )

    def _book(self, lines: list[OpeningLine]) -> None:
        day: date | None = self.day.value()
        if day is None:
            self.context.messages.attention(str(NoDay()))
            return
        number = run(self.context.messages, record_opening, self.context.actor, lines, day)
        if number is None:
            self._show()  # somebody may have been registered meanwhile
            return
        self.rows = []
        self.enter()
        said = _("Saldo awal dibukukan: {number}.").format(number=number)
        if newcomers(lines):
            said += " " + _("{count} orang baru terdaftar.").format(count=len(newcomers(lines)))
        self.context.messages.good(said)

    def cancel(self) -> None:
        """Take the document back; its rows come to the sheet, so that only what was wrong is typed again."""
        document = self.document
        if document is None or document.cancelled_by:
            return
        what = _(
            "{count} baris saldo awal per {day}, {total} tiap sisi. Stok, simpanan dan utangnya ditarik kembali; "
            "barisnya kembali ke lembar untuk dibetulkan."
        ).format(count=len(document.lines), day=date_short(document.business_date), total=rupiah(document.total_idr))
        cancelling = Cancelling(document.number, what, cancel_opening, document.id)
        cancel_sheet(self.context, cancelling, lambda _void: self.fill_anew())

    def fill_anew(self) -> None:
        """Start a sheet with the rows of the cancelled document."""
        if self.document is not None:
            self.rows = rows_of(self.document)
            self.day.set_value(self.document.business_date)
            self.show_sheet()


def _is_doubtful(row: Judged) -> bool:
    return row.line is None or bool(row.alike) or row.twice


class NoDay(UserError):
    template = N_("Tanggal saldo awal belum diisi dengan benar, misalnya 31/10/2026.")
