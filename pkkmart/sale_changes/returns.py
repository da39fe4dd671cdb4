"""What a part of a sold line takes back, and by which tenders it is paid back. Pure.

Every figure is cumulative: what is back after this return less what was back before it, so the last part takes the
residue and all of a line, returned in any number of parts and any order, ends at exactly what the line was.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from pkkmart.core.i18n import N_, _
from pkkmart.core.money import divide_half_up, round_cash
from pkkmart.core.quantity import ONE


class Fault(StrEnum):
    """Who bears returned consigned goods: the consignor gets no share of them, or the shop pays it all the same."""

    CONSIGNOR = "CONSIGNOR"
    SHOP = "SHOP"

    @property
    def label(self) -> str:
        """The words on screen, to be translated where they are shown."""
        return {Fault.CONSIGNOR: N_("tanggungan penitip"), Fault.SHOP: N_("tanggungan toko")}[self]


RETURN_REASONS: Final = (
    SPOILED := N_("Rusak atau basi"),
    N_("Salah barang"),
    N_("Tidak jadi beli"),
    N_("Salah hitung"),
)
"""The ready reasons of a return; another one may be typed."""


def back_to_shelf(reason: str) -> bool:
    """Whether goods that came back for a reason can be sold again: spoiled goods never go back on the shelf."""
    return " ".join(reason.split()).casefold() != SPOILED.casefold()


def reason_of(words: str) -> str:
    """A reason as it is stored: one of the ready reasons whatever letters it was typed in, any other as typed."""
    typed = " ".join(words.split())
    return next((one for one in RETURN_REASONS if _(one).casefold() == typed.casefold()), typed)


@dataclass(frozen=True, slots=True)
class State:
    """Why goods came back and what becomes of them: on the shelf again or thrown away, and who bears consigned ones.

    `assumed` says that nobody gave the reason: the goods were turned to spoiled, which is a reason already.
    """

    reason: str = ""
    back_on_shelf: bool = True
    fault: Fault = Fault.CONSIGNOR
    assumed: bool = False

    def with_reason(self, words: str) -> State:
        """Another reason; spoiled goods never go back on the shelf, and what was only thrown away for it may again."""
        reason = reason_of(words)
        if not back_to_shelf(reason):
            return replace(self, reason=reason, back_on_shelf=False, assumed=False)
        if not back_to_shelf(self.reason) and not self.assumed:
            return State(reason)
        return replace(self, reason=reason, assumed=False)

    def like(self, other: State) -> State:
        """The state with the reason of other goods, given or only assumed."""
        return replace(self.with_reason(other.reason), assumed=other.assumed)

    def turned(self, *, consigned: bool) -> State:
        """The next that can become of the goods: shelf, thrown away, of consigned ones also at the shop's loss.

        Goods thrown away for no reason yet are spoiled; on the shelf again, such a reason goes with the state.
        """
        if self.back_on_shelf:
            assumed = not self.reason
            return State(SPOILED if assumed else self.reason, back_on_shelf=False, assumed=assumed)
        if consigned and self.fault is Fault.CONSIGNOR:
            return replace(self, fault=Fault.SHOP)
        if self.assumed:
            return State()
        return replace(self, back_on_shelf=back_to_shelf(self.reason), fault=Fault.CONSIGNOR)

    def words(self, *, short: bool = False) -> str:
        """`kembali ke rak` or `rusak, tidak dijual lagi`; `ke rak` or `rusak` where there is little room."""
        if short:
            return _("ke rak") if self.back_on_shelf else _("rusak")
        return _("kembali ke rak") if self.back_on_shelf else _("rusak, tidak dijual lagi")

    def told(self, *, consigned: bool) -> str:
        """Who bears consigned goods that are thrown away, and the reason."""
        parts = [_(self.fault.label)] if consigned and not self.back_on_shelf else []
        return " · ".join([*parts, *([_(self.reason)] if self.reason else [])])


NO_REASON: Final = State()
"""Goods of which nothing was said yet: on the shelf again."""


def stepped(qty_milli: int, by: int, most_milli: int) -> int:
    """A quantity one unit more (`by` 1) or less (-1), between nothing and all that can come back."""
    return min(max(qty_milli + by * ONE, 0), most_milli)


@dataclass(frozen=True, slots=True)
class PartBack:
    """Amounts of a quantity of goods, rupiah: price before and after discounts, the owner's share, the co-op's cost.

    Both `share_idr` of the co-op's own goods and `cost_idr` of consigned ones are 0.
    """

    gross_idr: int
    net_idr: int
    share_idr: int
    cost_idr: int

    @property
    def discount_idr(self) -> int:
        return self.gross_idr - self.net_idr

    @property
    def commission_idr(self) -> int:
        return self.net_idr - self.share_idr

    def __neg__(self) -> PartBack:
        return PartBack(-self.gross_idr, -self.net_idr, -self.share_idr, -self.cost_idr)


def part_back(whole: PartBack, *, sold_milli: int, before_milli: int, now_milli: int) -> PartBack:
    """The part of a sold line that goes back now, when so much of it went back before.

    Three pieces for 10.000 that come back one by one take 3.333, 3.334 and 3.333:

    >>> whole = PartBack(10_000, 10_000, 0, 0)
    >>> [part_back(whole, sold_milli=3_000, before_milli=at * 1_000, now_milli=1_000).net_idr for at in range(3)]
    [3333, 3334, 3333]
    """

    def part(total_idr: int) -> int:
        return divide_half_up(total_idr * (before_milli + now_milli), sold_milli) - divide_half_up(
            total_idr * before_milli, sold_milli
        )

    return PartBack(part(whole.gross_idr), part(whole.net_idr), part(whole.share_idr), part(whole.cost_idr))


@dataclass(frozen=True, slots=True)
class PaidSale:
    """How a sale was paid, rupiah: `electronic` is QRIS and transfer, `cash` has its rounding within."""

    total_idr: int
    bon_idr: int = 0
    savings_idr: int = 0
    electronic_idr: int = 0
    cash_idr: int = 0


@dataclass(frozen=True, slots=True)
class Refund:
    """What goes back now, rupiah; `rounding_idr` is what rounding of the cash kept (+) or gave (-)."""

    bon_idr: int
    savings_idr: int
    cash_idr: int
    rounding_idr: int
    bank_idr: int = 0


def refund(
    paid: PaidSale, *, before_idr: int, given_idr: int, now_idr: int, rounding_unit_idr: int, by_bank: bool = False
) -> Refund:
    """How goods worth `now_idr` are paid back, when goods worth `before_idr` were before, for `given_idr` in all.

    In the order bon, sukarela, QRIS and transfer, cash; the last two in cash, or with `by_bank` what falls on QRIS and
    transfer by bank, to the rupiah. What is paid back of them never rounds away from what was paid by more than half a
    coin, however many parts it takes and whichever of them went into sukarela or by bank to the rupiah: all that is
    left is what was paid less what was really given.
    """
    bon_before, savings_before = _own_accounts(paid, before_idr)
    bon, savings = _own_accounts(paid, before_idr + now_idr)
    in_hand = paid.electronic_idr + paid.cash_idr
    due = in_hand if before_idr + now_idr == paid.total_idr else min(before_idr + now_idr - bon - savings, in_hand)
    given = given_idr - bon_before - savings_before
    falls_on_bank = by_bank and before_idr - bon_before - savings_before < paid.electronic_idr
    bank = max(min(due, paid.electronic_idr) - given, 0) if falls_on_bank else 0
    cash = max(round_cash(due - given - bank, rounding_unit_idr), 0)
    bon, savings = bon - bon_before, savings - savings_before
    return Refund(bon, savings, cash, now_idr - bon - savings - bank - cash, bank)


def _own_accounts(paid: PaidSale, worth_idr: int) -> tuple[int, int]:
    """Bon and sukarela that are back once goods worth so much are."""
    bon = min(worth_idr, paid.bon_idr)
    return bon, min(worth_idr - bon, paid.savings_idr)
