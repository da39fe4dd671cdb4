"""Writes of the cash book, one file a noun: money moved by hand."""

from pkkmart.cashbook.operations.moving import (
    MOST_IDR,
    AmountUnfit,
    ExpenseUnfit,
    PlaceUnfit,
    Recorded,
    SamePlace,
    cancel_expense,
    cancel_transfer,
    record_expense,
    transfer,
)

__all__ = [
    "MOST_IDR",
    "AmountUnfit",
    "ExpenseUnfit",
    "PlaceUnfit",
    "Recorded",
    "SamePlace",
    "cancel_expense",
    "cancel_transfer",
    "record_expense",
    "transfer",
]
