"""Writes of what a shop brings with it, one file a noun: its product list, its opening balances."""

from pkkmart.imports.operations.cancelling import (
    OpenedBonPaid,
    OpenedDebtPaid,
    OpenedGoodsSold,
    OpenedSavingsSpent,
    OpenedShareSettled,
    OpeningInUse,
    cancel_opening,
)
from pkkmart.imports.operations.opening import (
    AlreadyOpened,
    OpeningAmountUnfit,
    OpeningEmpty,
    OpeningLongAgo,
    OpeningQuantityUnfit,
    OpeningTooLate,
    OpeningUnbalanced,
    RegisteredSince,
    record_opening,
)
from pkkmart.imports.operations.products import ListOutdated, NothingToImport, import_products
