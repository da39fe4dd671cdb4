"""Writes of bon, one file a noun: limits, what documents add to and take from a debt, repayments."""

from pkkmart.receivables.operations.items import (
    BonForMembersOnly,
    ChargeRepaid,
    LimitExceeded,
    NoLimit,
    charge,
    give_back,
    require_room,
    undo,
)
from pkkmart.receivables.operations.limits import LimitReasonMissing, LimitUnfit, set_limit
from pkkmart.receivables.operations.repayments import (
    NothingOwed,
    PaidMoreThanOwed,
    PaidMoreThanOwedThen,
    RepaidSlip,
    RepaymentPlaceUnfit,
    cancel_repayment,
    repay,
)

__all__ = [
    "BonForMembersOnly",
    "ChargeRepaid",
    "LimitExceeded",
    "LimitReasonMissing",
    "LimitUnfit",
    "NoLimit",
    "NothingOwed",
    "PaidMoreThanOwed",
    "PaidMoreThanOwedThen",
    "RepaidSlip",
    "RepaymentPlaceUnfit",
    "cancel_repayment",
    "charge",
    "give_back",
    "repay",
    "require_room",
    "set_limit",
    "undo",
]
