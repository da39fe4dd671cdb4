"""Writes of prices, one file a noun: promotions, tier prices, kits."""

from pkkmart.pricing.operations.kits import (
    KitByWeight,
    KitInKit,
    KitIsPart,
    KitNotOwned,
    KitOfItself,
    PartGone,
    PartNotWhole,
    PartQuantityUnfit,
    PartTwice,
    set_kit,
)
from pkkmart.pricing.operations.promotions import (
    AlreadyOver,
    AmountMissing,
    AmountUnfit,
    BearerUnfit,
    BundleNotCheaper,
    DatesUnfit,
    GoodsGone,
    GoodsMissing,
    HoursUnfit,
    PercentUnfit,
    PiecesUnfit,
    PromotionNameMissing,
    PromotionOver,
    WeekdaysMissing,
    add_promotion,
    end_promotion,
)
from pkkmart.pricing.operations.tiers import (
    TierNotCheaper,
    TierNotWhole,
    TierPriceUnfit,
    TierQuantityUnfit,
    TierTwice,
    set_tiers,
)
