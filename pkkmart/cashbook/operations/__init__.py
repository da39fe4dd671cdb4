"""Writes of the cash book, one file a noun: money moved by hand, QRIS that reached the bank."""

from pkkmart.cashbook.operations.clearing import (
    BeforeItsDay,
    Cleared,
    DayNotOpen,
    FeeHigh,
    MoreThanOpen,
    NoDayChosen,
    NothingLeft,
    cancel_clearing,
    settle_clearing,
)
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
    "BeforeItsDay",
    "Cleared",
    "DayNotOpen",
    "ExpenseUnfit",
    "FeeHigh",
    "MoreThanOpen",
    "NoDayChosen",
    "NothingLeft",
    "PlaceUnfit",
    "Recorded",
    "SamePlace",
    "cancel_clearing",
    "cancel_expense",
    "cancel_transfer",
    "record_expense",
    "settle_clearing",
    "transfer",
]
