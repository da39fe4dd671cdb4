"""A member's savings: the balance of every kind as a card, and every line of the passbook."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from pkkmart.core.i18n import _, date_long, rupiah
from pkkmart.ledger.screen.account_view import AccountView
from pkkmart.people.queries import MemberCard
from pkkmart.savings.queries import Balances, PassbookLine
from pkkmart.savings.rules import SavingsKind
from pkkmart.savings.screen.book import book_columns, card_note
from pkkmart.ui.buttons import PrimaryButton, SecondaryButton
from pkkmart.ui.cards import StatCard

Act = Callable[[], object]


class MemberView(AccountView[PassbookLine]):
    """The passbook of one member, under the balance of each kind of savings."""

    def __init__(self, on_deposit: Act, on_withdraw: Act, on_pin: Act) -> None:
        self.cards = {kind: StatCard(_(kind.label), step="large") for kind in SavingsKind}
        super().__init__(
            book_columns(),
            _("Buku simpanan"),
            _("Belum ada simpanan. Tekan F12 untuk setoran pertama."),
            acts=(
                SecondaryButton(_("Tarik"), "F8", big=True, on_click=on_withdraw),
                PrimaryButton(_("Setor"), "F12", big=True, on_click=on_deposit),
            ),
            figures=tuple(self.cards.values()),
            more=(SecondaryButton(_("PIN"), "F6", icon="key-round", on_click=on_pin),),
        )

    def key_of(self, line: PassbookLine) -> tuple[int, SavingsKind]:
        return line.entry_id, line.kind

    def slip_of(self, line: PassbookLine) -> int | None:
        return line.slip_id

    def show_member(self, member: MemberCard, saved: Balances, lines: list[PassbookLine], pin: str = "") -> None:
        """Show a member's savings; `pin` says when the PIN was made."""
        for kind, card in self.cards.items():
            balance = saved.of(kind)
            tone = "danger" if balance < 0 else "primary" if balance else "muted"
            card.set(rupiah(balance), card_note(kind, saved, lines), tone=tone)
        self.cards[SavingsKind.SPECIAL].setVisible(bool(saved.special_idr))
        self.show_lines(member.id, member.name, _about(member), lines, pin)


def _about(member: MemberCard) -> tuple[str, ...]:
    since = date_long(date.fromisoformat(member.since)).partition(", ")[2]
    return (
        member.number,
        _("anggota sejak {day}").format(day=since),
        member.area,
        member.trade_name if member.trade_name != member.name else "",
        member.phone,
    )
