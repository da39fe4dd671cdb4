"""Writes of sales, one file a noun: checkout, its goods and money, permits, holds, drafts, what puts a sale right."""

from pkkmart.sales.operations.checkout import (
    BelowStock,
    CartEmpty,
    CheckoutResult,
    NotMember,
    PriceChanged,
    ProductGone,
    StockRefused,
    ask_before_payment,
    checkout,
)
from pkkmart.sales.operations.drafts import note_cart_emptied, note_line_removed, note_paid_dropped, save_draft
from pkkmart.sales.operations.holds import AlreadyCalled, AlreadySold, NoName, hold, recall
from pkkmart.sales.operations.losses import BelowCost
from pkkmart.sales.operations.moved import Moved, move_line
from pkkmart.sales.operations.permits import PermitMissing, permit_discount, permit_price, permit_unlisted
from pkkmart.sales.operations.returning import Returned, ReturnItem, planned_refund, return_goods
from pkkmart.sales.operations.swaps import Swapped, swap_tender
from pkkmart.sales.operations.voids import void_sale

__all__ = [
    "AlreadyCalled",
    "AlreadySold",
    "BelowCost",
    "BelowStock",
    "CartEmpty",
    "CheckoutResult",
    "Moved",
    "NoName",
    "NotMember",
    "PermitMissing",
    "PriceChanged",
    "ProductGone",
    "ReturnItem",
    "Returned",
    "StockRefused",
    "Swapped",
    "ask_before_payment",
    "checkout",
    "hold",
    "move_line",
    "note_cart_emptied",
    "note_line_removed",
    "note_paid_dropped",
    "permit_discount",
    "permit_price",
    "permit_unlisted",
    "planned_refund",
    "recall",
    "return_goods",
    "save_draft",
    "swap_tender",
    "void_sale",
]
