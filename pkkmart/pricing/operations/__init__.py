"""Writes of prices, one file a noun: promotions, tier prices, kits."""

from pkkmart.pricing.operations.kits import set_kit
from pkkmart.pricing.operations.promotions import (
    GoodsMissing,
    PromotionOver,
    WeekdaysMissing,
    add_promotion,
    end_promotion,
)
from pkkmart.pricing.operations.tiers import set_tiers
