"""What of a sold line belongs to the consignor. Pure.

A percentage is of the line's net, rounded half up; the commission is the rest. A discount is borne by the shop (the
share comes from the list price), by the consignor (list price less the whole discount) or by both (net price).
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from pkkmart.core.i18n import N_
from pkkmart.core.money import divide_half_up, share_idr
from pkkmart.core.named import Named
from pkkmart.core.quantity import times_price
from pkkmart.till.places import CashPlace


class TermsModel(StrEnum):
    """PERCENT: commission of the selling price. FIXED: a harga setor per unit."""

    PERCENT = "PERCENT"
    FIXED = "FIXED"


class Bearer(StrEnum):
    """Who pays a discount, or bears what is missing."""

    SHOP = "SHOP"
    CONSIGNOR = "CONSIGNOR"
    SHARED = "SHARED"


class ReturnReason(StrEnum):
    """Why goods go home."""

    UNSOLD = "UNSOLD"
    EXPIRED = "EXPIRED"
    DEFECT = "DEFECT"


class GapDecision(StrEnum):
    """What became of goods that are gone though the till sold fewer: sold and not rung up, or replaced by the shop."""

    UNRUNG = "UNRUNG"
    REPLACED = "REPLACED"


class PayoutWay(Named):
    """A way by which a consignor gets what is due: money from a place, her savings, or what she owes the shop."""

    DRAWER = CashPlace.DRAWER.value, CashPlace.DRAWER.label
    PETTY = CashPlace.PETTY.value, CashPlace.PETTY.label
    SAFE = CashPlace.SAFE.value, CashPlace.SAFE.label
    BANK = CashPlace.BANK.value, CashPlace.BANK.label
    ADVANCE = "ADVANCE", N_("Potong uang muka")
    BON = "BON", N_("Potong bon")
    MANDATORY = "MANDATORY", N_("Simpanan wajib")
    SAVINGS = "SAVINGS", N_("Simpanan sukarela")

    @property
    def place(self) -> CashPlace | None:
        """The place the money leaves; None where no money is handed over."""
        return CashPlace(self.value) if self in _MONEY else None


_MONEY = frozenset({PayoutWay.DRAWER, PayoutWay.PETTY, PayoutWay.SAFE, PayoutWay.BANK})


class AdvanceDirection(StrEnum):
    """GIVEN: uang muka went to the consignor. RETURNED: it was paid back in money."""

    GIVEN = "GIVEN"
    RETURNED = "RETURNED"


@dataclass(frozen=True, slots=True)
class Terms:
    """The agreement in force for a product on a day; rate in basis points, share in rupiah per unit."""

    model: TermsModel
    commission_bp: int | None
    unit_share_idr: int | None
    bearer: Bearer
    shrinkage: Bearer = Bearer.SHOP
    """Who bears goods that a count finds missing, SHOP or CONSIGNOR."""


class Cycle(Named):
    """How often a consignor's account is drawn up."""

    ON_DEMAND = "ON_DEMAND", N_("Kalau diminta")
    DAILY = "DAILY", N_("Tiap hari")
    WEEKLY = "WEEKLY", N_("Tiap minggu")
    FORTNIGHTLY = "FORTNIGHTLY", N_("Dua minggu sekali")
    MONTHLY = "MONTHLY", N_("Tiap bulan")

    def due_on(self, since: date) -> date | None:
        """The day on which what was sold since a day is to be drawn up; None where nobody waits for it."""
        if self is Cycle.MONTHLY:
            year, month = (since.year + 1, 1) if since.month == 12 else (since.year, since.month + 1)
            return date(year, month, min(since.day, monthrange(year, month)[1]))
        days = {Cycle.DAILY: 0, Cycle.WEEKLY: 7, Cycle.FORTNIGHTLY: 14}.get(self)
        return None if days is None else since + timedelta(days=days)


@dataclass(frozen=True, slots=True)
class Arrangement:
    """How a consignor's account is drawn up and paid; the terms of the goods are an agreement.

    `minimum_idr` is the least that is worth drawing up; `expiry` bears goods past their day, SHOP or CONSIGNOR. `bon`
    and `savings` are whether she agreed to have them deducted.
    """

    cycle: Cycle = Cycle.ON_DEMAND
    minimum_idr: int = 0
    expiry: Bearer = Bearer.CONSIGNOR
    bon: bool = False
    savings: bool = False
    note: str = ""


def consignor_share_idr(
    terms: Terms, *, qty_milli: int, list_price_idr: int, net_idr: int, promoted_idr: int = 0,
    promotion_bearer: Bearer | None = None,
) -> int:  # fmt: skip
    """The consignor's part of a line sold for `net_idr`; the shop's commission is the rest, negative if it gave away
    more.

    What a promotion took off (`promoted_idr` of the difference between list and net) is borne as the promotion
    says, everything else (member price, manual discount) as the agreement says. SHOP: the part comes from the list
    price. CONSIGNOR: the same, less the whole discount. SHARED: from what is left after the discount.
    """
    list_idr = times_price(qty_milli, list_price_idr)
    borne = {Bearer.SHOP: 0, Bearer.CONSIGNOR: 0, Bearer.SHARED: 0}
    borne[terms.bearer] += list_idr - net_idr - promoted_idr
    borne[promotion_bearer or terms.bearer] += promoted_idr
    base = list_idr - borne[Bearer.SHARED]
    if terms.model is TermsModel.PERCENT:
        assert terms.commission_bp is not None
        full = share_idr(base, terms.commission_bp)
    else:
        assert terms.unit_share_idr is not None
        full = times_price(qty_milli, terms.unit_share_idr)
        if borne[Bearer.SHARED]:
            full = divide_half_up(full * base, list_idr) if list_idr else full
    return full - borne[Bearer.CONSIGNOR]


def full_share_idr(terms: Terms, qty_milli: int, price_idr: int) -> int:
    """The consignor's part of goods at their price, as if they were sold without a discount."""
    net_idr = times_price(qty_milli, price_idr)
    return consignor_share_idr(terms, qty_milli=qty_milli, list_price_idr=price_idr, net_idr=net_idr)
