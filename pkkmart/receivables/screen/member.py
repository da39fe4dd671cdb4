"""A member's bon: what is owed, how much may be, and every line of the statement."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from pkkmart.core.i18n import _, date_short, figure, rupiah
from pkkmart.ledger.posting import Origin
from pkkmart.ledger.screen.account_view import AccountView
from pkkmart.people.queries import MemberCard
from pkkmart.receivables.queries import Debt, LimitRow, StatementLine
from pkkmart.receivables.screen.columns import age_words, is_old, statement_columns
from pkkmart.ui.buttons import PrimaryButton, SecondaryButton
from pkkmart.ui.cards import StatCard

Act = Callable[[], object]


class BonView(AccountView[StatementLine]):
    """The statement of one member, under what is owed, the limit and what is left of it."""

    def __init__(self, on_repay: Act, on_limit: Act) -> None:
        self._owed: dict[Origin, int] = {}
        self.owed = StatCard(_("Bon sekarang"), step="large")
        self.limit = StatCard(_("Batas bon"), step="large")
        self.room = StatCard(_("Masih bisa bon"), step="large")
        super().__init__(
            statement_columns(self._still_owed),
            _("Catatan bon"),
            _("Belum pernah bon. Belanjanya dicatat di kasir."),
            acts=(
                SecondaryButton(_("Batas bon"), "F8", big=True, on_click=on_limit),
                PrimaryButton(_("Angsuran"), "F12", big=True, on_click=on_repay),
            ),
            figures=(self.owed, self.limit, self.room),
        )

    def slip_of(self, line: StatementLine) -> int | None:
        return line.origin.id if line.origin.kind == "repayment" and not line.cancels else None

    def show_member(
        self, member: MemberCard, debts: Sequence[Debt], limits: Sequence[LimitRow], lines: Sequence[StatementLine]
    ) -> None:
        """Show a member's bon."""
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
        self.show_lines(member.id, member.name, (member.number, member.area, member.phone), lines)

    def _still_owed(self, line: StatementLine) -> int:
        """What is left of the purchase a line began."""
        return self._owed.get(line.origin, 0) if line.charged_idr and not line.cancels else 0
