"""What of a sold line belongs to the mother who made it. Pure (decisions 6 and 7)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from pkkmart.core.money import divide_half_up, share_idr
from pkkmart.core.quantity import times_price


class TermsModel(StrEnum):
    """PERCENT: commission of the selling price. FIXED: a harga setor per unit."""

    PERCENT = "PERCENT"
    FIXED = "FIXED"


class Bearer(StrEnum):
    """Who pays a discount."""

    SHOP = "SHOP"
    CONSIGNOR = "CONSIGNOR"
    SHARED = "SHARED"


class ReturnReason(StrEnum):
    """Why goods go home."""

    UNSOLD = "UNSOLD"
    EXPIRED = "EXPIRED"
    DEFECT = "DEFECT"


@dataclass(frozen=True, slots=True)
class Terms:
    """The agreement in force for a product on a day; rate in basis points, share in rupiah per unit."""

    model: TermsModel
    commission_bp: int | None
    unit_share_idr: int | None
    bearer: Bearer


def consignor_share_idr(terms: Terms, *, qty_milli: int, list_price_idr: int, net_idr: int) -> int:
    """Her part of a line sold for `net_idr`; the shop's commission is the rest, negative if it gave away more.

    SHOP: from the list price. CONSIGNOR: from the list price, less the whole discount. SHARED: from the net.
    """
    list_idr = times_price(qty_milli, list_price_idr)
    discount_idr = list_idr - net_idr
    if terms.model is TermsModel.PERCENT:
        assert terms.commission_bp is not None
        if terms.bearer is Bearer.SHARED:
            return share_idr(net_idr, terms.commission_bp)
        full = share_idr(list_idr, terms.commission_bp)
    else:
        assert terms.unit_share_idr is not None
        full = times_price(qty_milli, terms.unit_share_idr)
        if terms.bearer is Bearer.SHARED:
            return divide_half_up(full * net_idr, list_idr) if list_idr else full
    return full - discount_idr if terms.bearer is Bearer.CONSIGNOR else full
