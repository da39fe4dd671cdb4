"""Writes of sales, one file a noun: checkout, its goods and money, permits, holds, drafts, copies."""

from pkkmart.sales.operations.below_cost import BelowCost
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
from pkkmart.sales.operations.expired import ExpiredGoods, ExpiredUnapproved, expired_words, permit_expired
from pkkmart.sales.operations.holds import AlreadyCalled, AlreadySold, NoName, hold, recall
from pkkmart.sales.operations.permits import PermitMissing, permit_discount, permit_price, permit_unlisted
