"""Where a figure comes from: somebody asks the treasurer, and she finds the entry and the paper behind it."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout

from pkkmart.core import clock
from pkkmart.core.i18n import _, date_long, date_short, figure, rupiah
from pkkmart.core.operation import Changed
from pkkmart.ledger.queries import EntryLine, JournalRow, entry_lines, journal
from pkkmart.ledger.screen.words import document_words, kind_words
from pkkmart.ui.buttons import SecondaryButton
from pkkmart.ui.cards import Card, Elided, Words
from pkkmart.ui.doors import Door
from pkkmart.ui.fields import DateField, SearchField
from pkkmart.ui.keys import KeyAction
from pkkmart.ui.page import Context, Page
from pkkmart.ui.run import run
from pkkmart.ui.table_model import Column, RowsModel, styled_table
from pkkmart.ui.theme import GAP, current

SHOWN = 200


class JournalPage(Page):
    """Entries newest first, the lines of the chosen one beside them; Enter opens the paper."""

    title = _("Jurnal")

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.search = SearchField(_("Cari jurnal"), _("Cari nomor, nama, akun, atau jumlah …"), rest_ms=200)
        today = clock.today()
        self.since = DateField(_("Dari tanggal"), value=today.replace(day=1))
        self.until = DateField(_("Sampai tanggal"), value=today)
        self.model: RowsModel[JournalRow] = RowsModel(_entry_columns())
        self.table = styled_table(
            self.model, _("Jurnal"), two_lines=True, empty_text=_("Tidak ada jurnal yang cocok pada tanggal ini.")
        )
        self.count = Words("", "caption", tone="muted")
        self.head = Words("", "section", wrap=True)
        self.about = Words("", "caption", tone="muted", wrap=True)
        self.lines_model: RowsModel[EntryLine] = RowsModel(_line_columns())
        self.lines = styled_table(self.lines_model, _("Baris jurnal"), two_lines=True)
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
        self.table.selected.connect(lambda _row: self._show_lines())
        self.table.opened.connect(lambda _row: self.open_document())
        self.lines.opened.connect(lambda _row: self.open_document())
        self.set_actions(
            [
                KeyAction("F3", _("Cari"), self._find),
                KeyAction("F6", _("Tanggal"), self._find_day),
                KeyAction("↑↓", _("Jurnal lain")),
                KeyAction("Enter", _("Buka dokumen")),
                KeyAction("Esc", _("Kosongkan"), self._clear, shown=False),
            ]
        )

    def _lay(self) -> None:
        days = QHBoxLayout()
        days.setSpacing(8)
        for field, words in ((self.since, _("dari")), (self.until, _("s.d."))):
            days.addWidget(Words(words, "caption", tone="muted"))
            days.addWidget(field)
        top = QHBoxLayout()
        top.setSpacing(GAP)
        top.addWidget(self.search, 1)
        top.addLayout(days)
        listed = Card(padding=8, spacing=4)
        foot = QHBoxLayout()
        foot.setContentsMargins(10, 4, 10, 2)
        foot.addWidget(self.count)
        listed.add(self.table, foot)
        listed.body.setStretch(0, 1)
        head = QVBoxLayout()
        head.setContentsMargins(10, 6, 10, 0)
        head.setSpacing(2)
        head.addWidget(self.head)
        head.addWidget(self.about)
        below = QHBoxLayout()
        below.setContentsMargins(10, 4, 4, 2)
        below.addWidget(self.sums, 1)
        below.addWidget(self.open_button)
        entry = Card(padding=8, spacing=6)
        entry.add(head, self.lines, below)
        entry.body.setStretch(1, 1)
        both = QHBoxLayout()
        both.setSpacing(GAP + 2)
        both.addWidget(listed, 50)
        both.addWidget(entry, 50)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP - 4)
        layout.addLayout(top)
        layout.addLayout(both, 1)

    @property
    def home(self) -> QLineEdit | None:
        return self.search

    def enter(self) -> None:
        super().enter()
        self.reload()

    def refresh(self, changes: frozenset[Changed]) -> None:
        if changes & {Changed.LEDGER, Changed.PEOPLE}:
            self.reload()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for field in (self.since, self.until):
            field.setFixedWidth(current().px(128))

    def show_item(self, door: Door) -> None:
        """Show one entry (`journal_entry`) or the entries of an account (`account`), whatever was searched."""
        if door.kind == "account":
            self.search.setText(str(door.id))
        else:
            self.search.clear()
            self.since.set_value(None)
        self.reload()
        for place, row in enumerate(self.model.rows):
            if row.id == door.id:
                self.table.select(place)

    def reload(self) -> None:
        """Read the list anew; the person keeps standing on the entry she stood on."""
        since, until = self.since.value(), self.until.value()
        for field, day in ((self.since, since), (self.until, until)):
            field.set_wrong(day is None and bool(field.text().strip()))
        stood = self.table.current_row()
        rows = run(self.context.messages, journal, self.search.text(), since, until, SHOWN) or []
        places = [place for place, row in enumerate(rows) if stood and row.id == stood.id]
        self.model.replace(rows)
        if rows:
            self.table.select(places[0] if places else 0)
        else:
            self.table.setCurrentIndex(QModelIndex())
        self.count.setText(
            _("{shown} terbaru · persempit dengan kata atau tanggal").format(shown=SHOWN)
            if len(rows) >= SHOWN
            else _("{count} jurnal").format(count=figure(len(rows)))
        )
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
        self.head.setText(_words(row))
        self.about.setText(_about(row))
        debit = sum(line.amount_idr for line in lines if line.amount_idr > 0)
        self.sums.setText(_("D = K = {amount}").format(amount=rupiah(debit)))

    def _entered(self) -> None:
        """Enter right after typing means what was typed, not what was shown before it."""
        before = [row.id for row in self.model.rows]
        self.reload()
        if [row.id for row in self.model.rows] == before:
            self.open_document()

    def _find(self) -> None:
        self.search.setFocus()
        self.search.selectAll()

    def _find_day(self) -> None:
        field = self.until if self.since.hasFocus() else self.since
        field.setFocus()
        field.selectAll()

    def _clear(self) -> None:
        self.search.clear()
        self.reload()
        self._find()


def _words(row: JournalRow) -> str:
    return document_words(row.origin_kind, row.origin_id, row.number, undoes=row.undoes)


def _about(row: JournalRow) -> str:
    parts = [
        _("Jurnal {id}").format(id=figure(row.id)),
        date_long(row.business_date),
        _("oleh {name}").format(name=row.user_name or _("sistem")),
    ]
    if row.undoes:
        parts.append(f"{_('membatalkan')} {row.cancels or kind_words(row.origin_kind)}")
    if row.cancelled_by:
        parts.append(_("dibatalkan dengan {number}").format(number=row.cancelled_by))
    return " · ".join(parts)


def _second(row: JournalRow) -> str:
    """The number first: a narrow list may cut what follows it."""
    if row.cancelled_by:
        note = _("dibatalkan dengan {number}").format(number=row.cancelled_by)
    elif row.undoes:
        note = _("membatalkan {number}").format(number=row.cancels or kind_words(row.origin_kind).lower())
    else:
        note = row.user_name or _("sistem")
    return " · ".join(part for part in (row.number, note) if part)


def _entry_columns() -> list[Column[JournalRow]]:
    return [
        Column(_("Tanggal"), lambda row: date_short(row.business_date), 104),
        Column(
            _("Dokumen"),
            lambda row: document_words(row.origin_kind, row.origin_id, "", undoes=row.undoes),
            second=_second,
            tone=lambda row: "muted" if row.cancelled_by else "plain",
            second_tone=lambda row: "attention" if row.cancelled_by or row.undoes else "muted",
        ),
        Column(_("Jumlah"), lambda row: figure(row.total_idr), 112, "right", weight=700),
    ]


def _line_columns() -> list[Column[EntryLine]]:
    return [
        Column(
            _("Akun"),
            lambda line: line.account_name,
            second=lambda line: " · ".join(part for part in (str(line.code), line.person_name) if part),
        ),
        Column("D", lambda line: figure(line.amount_idr) if line.amount_idr > 0 else "", 98, "right"),
        Column("K", lambda line: figure(-line.amount_idr) if line.amount_idr < 0 else "", 98, "right"),
    ]
