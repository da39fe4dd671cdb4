"""The page Jurnal: entries, their lines, and the document behind each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from PySide6.QtGui import QResizeEvent

from pkkmart.core import clock
from pkkmart.core.i18n import N_, _, figure, rupiah
from pkkmart.core.operation import Changed
from pkkmart.ledger.queries import EntryLine, JournalRow, entry_lines, journal
from pkkmart.ledger.screen.columns import about_words, entry_columns, entry_words, line_columns
from pkkmart.ledger.screen.list_foot import ListFoot, no_match
from pkkmart.ui.buttons import SecondaryButton
from pkkmart.ui.cards import Card, Elided, Words
from pkkmart.ui.doors import Door
from pkkmart.ui.fields import DateField, SearchField
from pkkmart.ui.keys import KeyAction
from pkkmart.ui.layout import column, row, wide
from pkkmart.ui.page import Context, Page
from pkkmart.ui.run import run
from pkkmart.ui.table_model import ALL_ROWS, RowsModel, Table, styled_table
from pkkmart.ui.theme import GAP, current

SHOWN = 200


class JournalPage(Page):
    """Entries newest first, the lines of the chosen one next to them; Enter opens the paper."""

    title = N_("Jurnal")
    shows = frozenset({Changed.LEDGER, Changed.PEOPLE})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.search = SearchField(_("Cari jurnal"), _("Cari nomor, nama, akun, atau jumlah …"), rest_ms=200)
        self.since, self.until = DateField(_("Dari tanggal")), DateField(_("Sampai tanggal"))
        self._today: date | None = None
        self._asked: tuple[str, date | None, date | None] | None = None
        self.model: RowsModel[JournalRow] = RowsModel(entry_columns())
        self.table = styled_table(
            self.model, _("Jurnal"), two_lines=True, empty_text=_("Tidak ada jurnal yang cocok pada tanggal ini.")
        )
        self.table.read_all = lambda: self._read(None, ALL_ROWS)
        self.list_foot = ListFoot(SHOWN, self.table, dated=False)
        self.head = Words("", "section", wrap=True)
        self.about = Words("", "caption", tone="muted", wrap=True)
        self.lines_model: RowsModel[EntryLine] = RowsModel(line_columns())
        self.lines = styled_table(self.lines_model, _("Baris jurnal"), two_lines=True, ordered=True)
        self.sums = Elided("", "strong")
        self.open_button = SecondaryButton(_("Buka dokumen"), "Enter", icon="file-text", on_click=self.open_document)
        self._lay()
        self.search.searched.connect(lambda _text: self.reload())
        self.search.textChanged.connect(lambda text: None if text else self.reload())
        self.search.stepped.connect(self.table.step)
        self.search.entered.connect(self._entered)
        for field in (self.since, self.until):
            field.entered.connect(self.reload)
            field.editingFinished.connect(self.reload)
        self.list_foot.grown.connect(self.reload)
        self.table.selected.connect(lambda _row: self._show_lines())
        self.table.opened.connect(lambda _row: self.open_document())
        self.lines.opened.connect(lambda _row: self.open_document())
        self.set_actions(
            [
                KeyAction("F3", _("Cari"), self.focus_search),
                KeyAction("F6", _("Tanggal"), self._find_day),
                KeyAction("↑↓", _("Jurnal lain")),
                KeyAction("Enter", _("Buka dokumen")),
                KeyAction("F9", _("Lebih lama"), self.show_older),
                KeyAction("Esc", _("Kosongkan"), self._clear, shown=False),
            ]
        )

    def _lay(self) -> None:
        since, until = (Words(words, "caption", tone="muted") for words in (_("dari"), _("s.d.")))
        days = row(since, self.since, until, self.until, spacing=8)
        top = row(wide(self.search), days, spacing=GAP)
        listed = Card(padding=8, spacing=4)
        foot = row(self.list_foot, margins=(10, 4, 4, 2))
        listed.add(wide(self.table), foot)
        head = column(self.head, self.about, margins=(10, 6, 10, 0), spacing=2)
        below = row(wide(self.sums), self.open_button, margins=(10, 4, 4, 2))
        entry = Card(padding=8, spacing=6)
        entry.add(head, wide(self.lines), below)
        both = row(wide(listed, 50), wide(entry, 50), spacing=GAP + 2)
        column(top, wide(both), spacing=GAP - 4, on=self)

    def enter(self) -> None:
        """A page that was left open overnight, or that a door filled, begins with the days of today."""
        super().enter()
        today = clock.today()
        if self._today != today:
            self._today = today
            self.search.clear()
            self._set_days(today.replace(day=1), today)
        self.reload()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for field in (self.since, self.until):
            field.setFixedWidth(current().px(128))

    def show_item(self, door: Door) -> None:
        """Show one entry (`journal_entry`), of whatever age, or all entries of an account (`account`)."""
        assert door.id is not None
        if door.kind == "account":
            self._set_days(None, clock.today())
            self._today = None  # whoever comes in by the rail begins with today again
            self.search.setText(str(door.id))
            self.reload()
            return
        self.search.clear()
        self.table.stand_on(no_match)
        day, is_it = self._day_of(door.id), partial(_is, door.id)
        if day is None:
            sentence = _("Jurnal {id} tidak ada. Cari menurut nomor dokumennya.")
            self.context.messages.attention(sentence.format(id=figure(door.id)), stays=True)
            return
        self.list_foot.back_to(day, partial(journal, "", None), is_it)
        self._set_days(None, self.list_foot.day or clock.today())
        self._today = None  # whoever comes in by the rail begins with today again
        limit = self.list_foot.limit
        self.list_foot.reset()
        self.list_foot.limit, self._asked = limit, self._wanted()
        self._fill(is_it)

    def _day_of(self, entry_id: int) -> date | None:
        """The day of an entry, None when there is none; the books are read backwards, a stretch at a time."""
        until, most = None, 2_000
        while True:
            rows = run(self.context.messages, journal, "", None, until, most) or []
            found = [row.business_date for row in rows if row.id == entry_id]
            if found or len(rows) < most:
                return found[0] if found else None
            most = most * 2 if rows[-1].business_date == until else most
            until = rows[-1].business_date

    def show_older(self) -> None:
        """Show more of what was booked before."""
        if not self.list_foot.go_back():
            self.context.messages.attention(_("Tidak ada yang lebih lama pada tanggal ini. F6 untuk tanggal lain."))

    def reload(self) -> None:
        """Read the list anew; the chosen entry stays chosen. Other entries than before begin at the first."""
        wanted, stood = self._wanted(), self.table.current_row()
        is_other = wanted != self._asked
        if is_other:
            self._asked = wanted
            self.list_foot.reset()
        self._fill(partial(_is, stood.id) if stood else no_match, or_first=is_other)

    def _wanted(self) -> tuple[str, date | None, date | None]:
        return self.search.text().strip(), self.since.value(), self.until.value()

    def _set_days(self, since: date | None, until: date | None) -> None:
        self.since.set_value(since)
        self.until.set_value(until)

    def _read(self, _day: date | None, limit: int) -> list[JournalRow]:
        return run(self.context.messages, journal, *self._wanted(), limit) or []

    def lists(self) -> Sequence[Table]:
        return self.table, self.lines

    def _fill(self, stands_on: Callable[[JournalRow], bool] | None, *, or_first: bool = False) -> None:
        for field in (self.since, self.until):
            field.set_wrong(field.value() is None and bool(field.text().strip()))
        rows = self.list_foot.rows(self._read)
        self.model.replace(rows)
        if not self.table.stand_on(stands_on) and or_first:
            self.table.stand_on(None)
        oldest = rows[-1].business_date if rows else None
        self.list_foot.tell(len(rows), oldest, _("{count} jurnal").format(count=figure(len(rows))))
        self._show_lines()

    def open_document(self) -> None:
        """Ask to see the paper behind the entry."""
        row = self.table.current_row()
        if isinstance(row, JournalRow):
            self.context.open(Door(row.origin_kind, row.origin_id))

    def _show_lines(self) -> None:
        row = self.table.current_row()
        self.open_button.setVisible(isinstance(row, JournalRow))
        if not isinstance(row, JournalRow):
            self.lines_model.replace([])
            for words in (self.head, self.about, self.sums):
                words.setText("")
            return
        lines = run(self.context.messages, entry_lines, row.id) or []
        self.lines_model.replace(lines)
        self.head.setText(entry_words(row))
        self.about.setText(about_words(row))
        debit = sum(line.amount_idr for line in lines if line.amount_idr > 0)
        self.sums.setText(_("D = K = {amount}").format(amount=rupiah(debit)))

    def _entered(self) -> None:
        """Enter right after typing means what was typed, not what was shown before it."""
        before = [row.id for row in self.model.rows]
        self.reload()
        text = self.search.text().strip()
        elsewhere = None if self.model.rows else run(self.context.messages, journal, text, None, None, 1)
        if elsewhere:
            self._set_days(None, clock.today())
            self.reload()
            self.context.messages.attention(_("Tidak ada pada tanggal itu. Ini hasil dari semua tanggal."))
        elif [row.id for row in self.model.rows] == before:
            self.open_document()

    def _find_day(self) -> None:
        field = self.until if self.since.hasFocus() else self.since
        field.setFocus()
        field.selectAll()

    def _clear(self) -> None:
        self.search.clear()
        self.reload()
        self.focus_search()


def _is(entry_id: int, row: JournalRow) -> bool:
    return row.id == entry_id
