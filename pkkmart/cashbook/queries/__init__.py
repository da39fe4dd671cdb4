"""Reads of the cash book, one file a noun: the places of money, QRIS on its way to the bank."""

from pkkmart.cashbook.queries.clearing import WAITING_QRIS, OpenDay, cleared_days, for_consignors_idr, open_clearing
from pkkmart.cashbook.queries.places import (
    ClearedDays,
    Movement,
    PlaceBalance,
    ShiftFacts,
    cash_book,
    document,
    largest_expense_idr,
    place_balance_idr,
    place_balances,
    recent_documents,
    shift_facts,
)
