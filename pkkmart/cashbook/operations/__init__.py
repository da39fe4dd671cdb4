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
    AmountUnfit,
    ExpenseUnusual,
    cancel_expense,
    cancel_transfer,
    record_expense,
    transfer,
)
