"""Writes of prices, one file a noun: promotions, tier prices, pakets."""

from pkkmart.pricing.operations.pakets import set_paket
from pkkmart.pricing.operations.promotions import (
    GoodsMissing,
    PromotionOver,
    WeekdaysMissing,
    add_promotion,
    end_promotion,
)
from pkkmart.pricing.operations.tiers import set_tiers
