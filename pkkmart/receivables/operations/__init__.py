"""Writes of bon, one file a noun: limits, what documents add to and take from a debt, repayments."""

from pkkmart.receivables.operations.items import charge, give_back, require_room, undo
from pkkmart.receivables.operations.limits import set_limit
from pkkmart.receivables.operations.repayments import (
    NothingOwed,
    PaidMoreThanOwed,
    RepaidSlip,
    cancel_repayment,
    pay_off,
    repay,
)
