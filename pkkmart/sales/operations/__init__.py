"""Writes of sales, one file a noun: the checkout with its goods and money, permits, holds, drafts."""

from pkkmart.sales.operations.checkout import (
    BelowStock,
    CartEmpty,
    CheckoutResult,
    NotMember,
    PriceChanged,
    ProductGone,
    StockRefused,
    checkout,
)
from pkkmart.sales.operations.drafts import note_cart_emptied, note_line_removed, save_draft
from pkkmart.sales.operations.holds import AlreadyCalled, AlreadySold, NoName, hold, recall
from pkkmart.sales.operations.permits import PermitMissing, permit_discount, permit_price

__all__ = [
    "AlreadyCalled",
    "AlreadySold",
    "BelowStock",
    "CartEmpty",
    "CheckoutResult",
    "NoName",
    "NotMember",
    "PermitMissing",
    "PriceChanged",
    "ProductGone",
    "StockRefused",
    "checkout",
    "hold",
    "note_cart_emptied",
    "note_line_removed",
    "permit_discount",
    "permit_price",
    "recall",
    "save_draft",
]
