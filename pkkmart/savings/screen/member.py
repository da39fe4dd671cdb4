"""A member's own page: who she is, what she has saved, and every line of her book."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pkkmart.core.i18n import _, date_long, figure, rupiah
from pkkmart.people.queries import MemberCard
from pkkmart.savings.queries import Balances, PassbookLine
from pkkmart.savings.rules import SavingsKind
from pkkmart.savings.screen.book import book_columns, card_note
from pkkmart.ui.buttons import PrimaryButton, SecondaryButton
from pkkmart.ui.cards import Avatar, Card, Elided, StatCard
from pkkmart.ui.table_model import RowsModel, styled_table
from pkkmart.ui.theme import GAP

Act = Callable[[], object]


class MemberView(QWidget):
    """Head, balances as cards, and the passbook with the newest line on top."""

    def __init__(self, on_deposit: Act, on_withdraw: Act, on_cancel: Act, on_copy: Act, on_pin: Act) -> None:
        super().__init__()
        self._whose: int | None = None
        self.avatar = Avatar(size=48)
        self.name = Elided("", "title")
        self.about = Elided("", "caption")
        self.deposit_button = PrimaryButton(_("Setor"), "F12", big=True, on_click=on_deposit)
        self.withdraw_button = SecondaryButton(_("Tarik"), "F8", big=True, on_click=on_withdraw)
        self.pin_button = SecondaryButton(_("PIN"), "F6", icon="key-round", on_click=on_pin)
        self.copy_button = SecondaryButton(_("Slip"), "Ctrl+P", icon="printer", on_click=on_copy)
        self.cancel_button = SecondaryButton(_("Batalkan"), "Del", icon="undo-2", on_click=on_cancel)
        self.cards = {kind: StatCard(_(kind.label), step="large") for kind in SavingsKind}
        self.model: RowsModel[PassbookLine] = RowsModel(book_columns())
        self.book = styled_table(
            self.model,
            _("Buku simpanan"),
            two_lines=True,
            empty_text=_("Belum ada simpanan. Tekan F12 untuk setoran pertama."),
        )
        self.book.selected.connect(lambda _line: self._offer())
        self.count = Elided("", "caption", tone="muted")
        self._lay()

    def _lay(self) -> None:
        named = QVBoxLayout()
        named.setSpacing(0)
        named.addWidget(self.name)
        named.addWidget(self.about)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self.avatar)
        head.addLayout(named, 1)
        head.addWidget(self.withdraw_button)
        head.addWidget(self.deposit_button)
        figures = QHBoxLayout()
        figures.setSpacing(GAP - 4)
        for card in self.cards.values():
            figures.addWidget(card, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(10, 4, 4, 2)
        foot.setSpacing(8)
        foot.addWidget(self.count, 1)
        foot.addWidget(self.pin_button)
        foot.addWidget(self.copy_button)
        foot.addWidget(self.cancel_button)
        sheet = Card(padding=8, spacing=4)
        sheet.add(self.book, foot)
        sheet.body.setStretch(0, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP - 4)
        column.addLayout(head)
        column.addLayout(figures)
        column.addWidget(sheet, 1)

    def show_member(self, member: MemberCard, saved: Balances, lines: list[PassbookLine], pin: str = "") -> None:
        """Show somebody, standing on her newest line; while it stays the newest, the line stood on is kept.

        `pin` says when her PIN was made.
        """
        self.avatar.set_name(member.name)
        self.name.setText(member.name)
        self.about.setText(_about(member))
        for kind, card in self.cards.items():
            balance = saved.of(kind)
            tone = "danger" if balance < 0 else "primary" if balance else "muted"
            card.set(rupiah(balance), card_note(kind, saved, lines), tone=tone)
        self.cards[SavingsKind.SPECIAL].setVisible(bool(saved.special_idr))
        self._fill(member.id, lines[::-1])
        count = _("{count} baris").format(count=figure(len(lines))) if lines else ""
        self.count.setText(" · ".join(words for words in (count, pin) if words))
        self._offer()

    def _fill(self, member_id: int, rows: list[PassbookLine]) -> None:
        before, stood = self.model.rows, self.line()
        same = member_id == self._whose and bool(before and rows) and _key(before[0]) == _key(rows[0])
        self._whose = member_id
        self.model.replace(rows)
        if not same:
            self.book.select(0)
            self.book.scrollToTop()
            return
        keys = [_key(row) for row in rows]
        if stood is not None and _key(stood) in keys:
            self.book.select(keys.index(_key(stood)))
        else:
            self._stand_nowhere()

    def stand_on(self, slip_id: int) -> bool:
        """Stand on a slip's own line, of whatever age; on none, so that Del hits no other, when it isn't there."""
        places = [place for place, line in enumerate(self.model.rows) if line.slip_id == slip_id]
        if places:
            self.book.select(places[0])
        else:
            self._stand_nowhere()
        self._offer()
        return bool(places)

    def _stand_nowhere(self) -> None:
        self.book.clearSelection()
        self.book.setCurrentIndex(QModelIndex())

    def line(self) -> PassbookLine | None:
        """The line she stands on."""
        row = self.book.current_row()
        return row if isinstance(row, PassbookLine) else None

    def _offer(self) -> None:
        """Only what can be done with the line."""
        line = self.line()
        ours = line is not None and line.slip_id is not None
        self.copy_button.setVisible(ours)
        self.cancel_button.setVisible(ours and line is not None and not line.cancelled_by)


def _key(line: PassbookLine) -> tuple[int, SavingsKind]:
    return line.entry_id, line.kind


def _about(member: MemberCard) -> str:
    since = date_long(date.fromisoformat(member.since)).partition(", ")[2]
    parts = (
        member.number,
        _("anggota sejak {day}").format(day=since),
        member.area,
        member.trade_name if member.trade_name != member.name else "",
        member.phone,
    )
    return " · ".join(part for part in parts if part)
