"""Reads of the cash book, one file a noun: the places money lies in."""

from pkkmart.cashbook.queries.places import (
    CashDocument,
    Movement,
    PlaceBalance,
    ShiftFacts,
    cash_book,
    document,
    place_balance_idr,
    place_balances,
    recent_documents,
    shift_facts,
)

__all__ = [
    "CashDocument",
    "Movement",
    "PlaceBalance",
    "ShiftFacts",
    "cash_book",
    "document",
    "place_balance_idr",
    "place_balances",
    "recent_documents",
    "shift_facts",
]
