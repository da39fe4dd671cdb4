"""Writes of titipan, one file a noun: agreements, deliveries, what is sold, returns, losses, settlements, payouts,
advances, evenings."""

from pkkmart.consignment.operations.advances import (
    AdvanceAmountUnfit,
    AdvanceLarge,
    AdvancePlaceUnfit,
    AdvanceSettledSince,
    NettedTooMuch,
    NoConsignor,
    ReturnedTooMuch,
    cancel_advance,
    give_advance,
    take_back_advance,
)
from pkkmart.consignment.operations.agreements import NoAgreement, TermsUnfit, add_agreement, agree_terms
from pkkmart.consignment.operations.arrangements import MinimumUnfit, agree_arrangement
from pkkmart.consignment.operations.daily import (
    AlreadyCounted,
    CountItem,
    DrawerNotOver,
    Evening,
    GapUndecided,
    MoreThanBrought,
    MoreThanUnsold,
    NotCounted,
    NothingToCount,
    cancel_evening,
    close_evening,
    gap_milli,
)
from pkkmart.consignment.operations.deliveries import (
    DeliveryItem,
    DeliveryMoved,
    DeliveryQuantityUnfit,
    NothingDelivered,
    cancel_delivery,
    record_delivery,
)
from pkkmart.consignment.operations.goods import MoreThanShelf, NotOfConsignor, OfCount, payable_account
from pkkmart.consignment.operations.losses import (
    LossItem,
    LossQuantityUnfit,
    LossRefound,
    LossSettled,
    Lost,
    NothingLost,
    cancel_loss,
    cancel_replacement,
    record_loss,
    replace_lost,
    take_back_refound,
)
from pkkmart.consignment.operations.payouts import (
    AlreadyPaid,
    AmountUnfit,
    BonNotAgreed,
    MandatoryNotAgreed,
    PaidBeforeSettled,
    PaidBeforeSold,
    PaidTooMuch,
    PlaceUnfit,
    SettlementCancelled,
    SplitTooMuch,
    cancel_payout,
    pay_settlement,
)
from pkkmart.consignment.operations.returns import (
    NothingReturned,
    ReturnItem,
    ReturnQuantityUnfit,
    cancel_return,
    record_return,
)
from pkkmart.consignment.operations.settlements import (
    CutOffAfterDay,
    NothingLeft,
    NothingToSettle,
    StillPaid,
    cancel_settlement,
    settle,
)
from pkkmart.consignment.operations.sold import SoldLine, record_sold
