"""A standing change of a sale as a value: its goods and tenders, signed as the sale's own. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from pkkmart.consignment.rules import Terms
from pkkmart.core.i18n import N_
from pkkmart.sale_changes.returns import Fault, PartBack
from pkkmart.sales.tenders import Tender


class ChangeKind(StrEnum):
    """What a change does: goods come back, the payment or the owner of goods is corrected."""

    RETURN = "RETURN"
    PAYMENT = "PAYMENT"
    OWNER = "OWNER"

    @property
    def label(self) -> str:
        """The words on screen, to be translated where they are shown."""
        return {
            ChangeKind.RETURN: N_("Retur"),
            ChangeKind.PAYMENT: N_("Cara bayar dibetulkan"),
            ChangeKind.OWNER: N_("Koreksi penitip"),
        }[self]

    def series(self, *, with_receipt: bool = True) -> str:
        """The two letters its document numbers begin with; each kind of paper counts by itself."""
        if self is ChangeKind.RETURN:
            return "RJ" if with_receipt else "RT"
        return {ChangeKind.PAYMENT: "TB", ChangeKind.OWNER: "SI"}[self]


@dataclass(frozen=True, slots=True)
class ChangedGoods:
    """Goods that leave a sale (quantity and amounts below 0) or come into it; thousandths of a unit, rupiah.

    `sale_line_id` is the line as rung, None without a receipt; `source_id` the line of an earlier owner correction
    whose goods leave. `back_on_shelf` is of goods that leave, None for goods that come; `fault` is of consigned goods
    that a buyer returned, None for any others. The cost of goods that come is known once they left the shelf.
    """

    product_id: int
    name: str
    unit: str
    qty_milli: int
    price_idr: int
    amounts: PartBack
    reason: str
    sale_line_id: int | None = None
    source_id: int | None = None
    owner_id: int | None = None
    owner_is_member: bool = False
    terms: Terms | None = None
    back_on_shelf: bool | None = None
    fault: Fault | None = None

    @property
    def leaves(self) -> bool:
        return self.qty_milli < 0


@dataclass(frozen=True, slots=True)
class ChangedTender:
    """By how much a tender paid more (+) or was paid back (-), rupiah; the reference of a transfer."""

    tender: Tender
    amount_idr: int
    reference: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """A change before it is written. `sale_id` is None for goods without a receipt, whose `buyer` is named.

    `rounding_idr` is what the change adds to the sale's rounding of cash. `cash` is what was handed over and given
    back after all, of a corrected payment only.
    """

    kind: ChangeKind
    goods: Sequence[ChangedGoods]
    reason: str
    sale_id: int | None = None
    buyer_is_member: bool = False
    rounding_idr: int = 0
    member_id: int | None = None
    buyer: str = ""
    cash: tuple[int, int] | None = None

    @property
    def total_idr(self) -> int:
        return sum(one.amounts.net_idr for one in self.goods)


def consignors_part_idr(goods: Sequence[ChangedGoods]) -> int:
    """How much of the worth of returned goods is taken back from their consignors, rupiah, between 0 and the worth."""
    worth = -sum(one.amounts.net_idr for one in goods)
    shares = -sum(one.amounts.share_idr for one in goods if one.fault is Fault.CONSIGNOR)
    return min(max(shares, 0), max(worth, 0))


def differences(
    before: Mapping[Tender, int], after: Mapping[Tender, int], references: Mapping[Tender, str]
) -> list[ChangedTender]:
    """What each tender paid more (+) or less (-), those without a difference left out."""
    return [
        ChangedTender(tender, after.get(tender, 0) - before.get(tender, 0), references.get(tender, ""))
        for tender in Tender
        if after.get(tender, 0) != before.get(tender, 0)
    ]
