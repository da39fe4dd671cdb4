"""Writes of what a shop brings with it, one file a noun: its lists, its opening balances."""

from pkkmart.imports.operations.cancelling import (
    OpenedBonPaid,
    OpenedDebtPaid,
    OpenedGoodsSold,
    OpenedSavingsSpent,
    OpenedShareSettled,
    OpeningInUse,
    cancel_opening,
)
from pkkmart.imports.operations.lists import (
    ImportInUse,
    ImportUndone,
    ListOutdated,
    NothingToImport,
    PriceChangedSince,
    cancel_import,
    import_list,
    keep_columns,
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
