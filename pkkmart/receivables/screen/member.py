"""A member's bon: what she owes, how much she may owe, and every line of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pkkmart.core.i18n import _, date_short, figure, rupiah
from pkkmart.ledger.posting import Origin
from pkkmart.people.queries import MemberCard
from pkkmart.receivables.queries import Debt, LimitRow, StatementLine
from pkkmart.receivables.screen.columns import age_words, is_old, statement_columns
from pkkmart.ui.buttons import PrimaryButton, SecondaryButton
from pkkmart.ui.cards import Avatar, Card, Elided, StatCard, Words
from pkkmart.ui.table_model import RowsModel, styled_table
from pkkmart.ui.theme import GAP

Act = Callable[[], object]


class BonView(QWidget):
    """Head, three figures as cards, and the statement with the newest line on top."""

    def __init__(self, on_repay: Act, on_limit: Act, on_cancel: Act, on_copy: Act) -> None:
        super().__init__()
        self._whose: int | None = None
        self._owed: dict[Origin, int] = {}
        self.avatar = Avatar(size=48)
        self.name = Elided("", "title")
        self.about = Elided("", "caption")
        self.repay_button = PrimaryButton(_("Angsuran"), "F12", big=True, on_click=on_repay)
        self.limit_button = SecondaryButton(_("Batas bon"), "F8", big=True, on_click=on_limit)
        self.copy_button = SecondaryButton(_("Slip"), "Ctrl+P", icon="printer", on_click=on_copy)
        self.cancel_button = SecondaryButton(_("Batalkan"), "Del", icon="undo-2", on_click=on_cancel)
        self.owed = StatCard(_("Bon sekarang"), step="large")
        self.limit = StatCard(_("Batas bon"), step="large")
        self.room = StatCard(_("Masih bisa bon"), step="large")
        self.model: RowsModel[StatementLine] = RowsModel(statement_columns(self._still_owed))
        self.lines = styled_table(
            self.model, _("Catatan bon"), two_lines=True, empty_text=_("Belum pernah bon. Belanjanya dicatat di kasir.")
        )
        self.lines.selected.connect(lambda _line: self._offer())
        self.count = Words("", "caption", tone="muted")
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
        head.addWidget(self.limit_button)
        head.addWidget(self.repay_button)
        figures = QHBoxLayout()
        figures.setSpacing(GAP - 4)
        for card in (self.owed, self.limit, self.room):
            figures.addWidget(card, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(10, 4, 4, 2)
        foot.setSpacing(8)
        foot.addWidget(self.count, 1)
        foot.addWidget(self.copy_button)
        foot.addWidget(self.cancel_button)
        sheet = Card(padding=8, spacing=4)
        sheet.add(self.lines, foot)
        sheet.body.setStretch(0, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP - 4)
        column.addLayout(head)
        column.addLayout(figures)
        column.addWidget(sheet, 1)

    def show_member(
        self, member: MemberCard, debts: Sequence[Debt], limits: Sequence[LimitRow], lines: Sequence[StatementLine]
    ) -> None:
        """Show somebody's bon; while it has the same newest line, the line stood on is kept."""
        self.avatar.set_name(member.name)
        self.name.setText(member.name)
        self.about.setText(" · ".join(part for part in (member.number, member.area, member.phone) if part))
        owed = sum(debt.owed_idr for debt in debts)
        oldest = debts[0].since if debts else None
        self.owed.set(
            rupiah(owed),
            _("{age}, sejak {day}").format(age=age_words(oldest), day=date_short(oldest)) if oldest else _("lunas"),
            tone="primary" if owed else "muted",
            note_tone="attention" if is_old(oldest) else "muted",
        )
        standing = limits[0] if limits else None
        self.limit.set(
            rupiah(standing.limit_idr if standing else 0),
            _("sejak {day}, {reason}").format(day=date_short(standing.since), reason=standing.reason)
            if standing
            else _("belum diberi batas"),
            tone="primary" if standing and standing.limit_idr else "muted",
        )
        room = max((standing.limit_idr if standing else 0) - owed, 0)
        over = owed - (standing.limit_idr if standing else 0)
        self.room.set(
            rupiah(room),
            _("lewat batas {over}").format(over=figure(over)) if over > 0 else _("sisa batasnya"),
            tone="primary" if room else "muted",
            note_tone="attention" if over > 0 else "muted",
        )
        self._owed = {debt.origin: debt.owed_idr for debt in debts}
        self._fill(member.id, list(lines)[::-1])
        self.count.setText(_("{count} baris").format(count=figure(len(lines))) if lines else "")
        self._offer()

    def _still_owed(self, line: StatementLine) -> int:
        """What is left of the purchase a line began."""
        return self._owed.get(line.origin, 0) if line.charged_idr and not line.cancels else 0

    def _fill(self, member_id: int, rows: list[StatementLine]) -> None:
        before, stood = self.model.rows, self.line()
        same = member_id == self._whose and bool(before and rows) and before[0].number == rows[0].number
        self._whose = member_id
        self.model.replace(rows)
        if not same:
            self.lines.select(0)
            self.lines.scrollToTop()
            return
        numbers = [row.number for row in rows]
        if stood is not None and stood.number in numbers:
            self.lines.select(numbers.index(stood.number))
        else:
            self._stand_nowhere()

    def stand_on(self, repayment_id: int) -> bool:
        """Stand on a repayment's own line; on none, so that Del hits no other, when it isn't there."""
        places = [
            place
            for place, line in enumerate(self.model.rows)
            if line.origin == Origin("repayment", repayment_id) and not line.cancels
        ]
        if places:
            self.lines.select(places[0])
        else:
            self._stand_nowhere()
        self._offer()
        return bool(places)

    def _stand_nowhere(self) -> None:
        self.lines.clearSelection()
        self.lines.setCurrentIndex(QModelIndex())

    def line(self) -> StatementLine | None:
        """The line she stands on."""
        row = self.lines.current_row()
        return row if isinstance(row, StatementLine) else None

    def repayment(self) -> StatementLine | None:
        """The line she stands on, when it is a repayment's own."""
        line = self.line()
        return line if line is not None and line.origin.kind == "repayment" and not line.cancels else None

    def _offer(self) -> None:
        """Only what can be done with the line."""
        paid = self.repayment()
        self.copy_button.setVisible(paid is not None)
        self.cancel_button.setVisible(paid is not None and not paid.cancelled_by)
