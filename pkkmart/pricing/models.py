"""Tables of prices: promotions, what they are on and when they were ended; tier prices; what a paket is made of."""

from __future__ import annotations

from peewee import SQL, ForeignKeyField, IntegerField, TextField

from pkkmart.core.db import DayField, FlagField, Row
from pkkmart.core.guards import append_only, one_of, refuse
from pkkmart.pricing.promotions import Kind
from pkkmart.products.models import Category, Product


class PromotionRecord(Row):
    """A promotion as it was written down; it is ended by a row of its own, never changed. Unused figures are 0."""

    name = TextField()
    kind = TextField()
    bearer = TextField()
    percent_bp = IntegerField(constraints=[SQL("CHECK (percent_bp BETWEEN 0 AND 9999)")])
    amount_idr = IntegerField(constraints=[SQL("CHECK (amount_idr >= 0)")])
    pieces = IntegerField(constraints=[SQL("CHECK (pieces >= 0)")])
    free_pieces = IntegerField(constraints=[SQL("CHECK (free_pieces >= 0)")])
    starts_on = DayField()
    ends_on = DayField(null=True)
    weekdays = IntegerField(constraints=[SQL("CHECK (weekdays BETWEEN 1 AND 127)")])
    from_minute = IntegerField(constraints=[SQL("CHECK (from_minute BETWEEN 0 AND 1439)")])
    until_minute = IntegerField(constraints=[SQL("CHECK (until_minute BETWEEN 1 AND 1440)")])
    on_everything = FlagField()
    recorded_at = TextField()
    user_id = IntegerField(null=True)

    class Meta:
        table_name = "promotion"
        constraints = [
            SQL("CHECK (ends_on IS NULL OR starts_on <= ends_on)"),
            SQL("CHECK (from_minute < until_minute)"),
        ]


class PromotionTarget(Row):
    """One product, or one category, that a promotion is on."""

    promotion = ForeignKeyField(PromotionRecord, index=False)
    product = ForeignKeyField(Product, null=True)
    category = ForeignKeyField(Category, null=True)

    class Meta:
        table_name = "promotion_target"
        indexes = ((("promotion", "product"), True), (("promotion", "category"), True))
        constraints = [SQL("CHECK ((product_id IS NULL) <> (category_id IS NULL))")]


class PromotionEnd(Row):
    """The moment a promotion was ended before its last day, and who did it."""

    promotion = ForeignKeyField(PromotionRecord, unique=True)
    recorded_at = TextField()
    user_id = IntegerField(null=True)
    reason = TextField()

    class Meta:
        table_name = "promotion_end"


class TierPrice(Row):
    """From a quantity on a product costs so much; the newest row of each quantity holds, no price takes it away."""

    product = ForeignKeyField(Product, index=False)
    min_qty_milli = IntegerField(constraints=[SQL("CHECK (min_qty_milli > 0)")])
    price_idr = IntegerField(null=True, constraints=[SQL("CHECK (price_idr > 0)")])
    recorded_at = TextField()
    user_id = IntegerField(null=True)

    class Meta:
        table_name = "tier_price"
        indexes = ((("product", "min_qty_milli"), False),)


class PaketPartRecord(Row):
    """So much of a product in a paket; the newest row of each pair holds, a quantity of 0 takes the part out."""

    kit_product = ForeignKeyField(Product, index=False)
    product = ForeignKeyField(Product)
    qty_milli = IntegerField(constraints=[SQL("CHECK (qty_milli >= 0)")])
    recorded_at = TextField()
    user_id = IntegerField(null=True)

    class Meta:
        table_name = "kit_part"
        indexes = ((("kit_product", "product"), False),)
        constraints = [SQL("CHECK (kit_product_id <> product_id)")]


SETS = {"promotion_kind": tuple(Kind)}

GUARDS = {
    **one_of("promotion", kind="promotion_kind", bearer="bearer"),
    **refuse(
        "promotion",
        "figures",
        "(NEW.kind = 'PERCENT') <> (NEW.percent_bp > 0) OR (NEW.kind IN ('AMOUNT', 'BUNDLE')) <> (NEW.amount_idr > 0)"
        " OR (NEW.kind IN ('BUY_N_GET_M', 'BUNDLE')) <> (NEW.pieces > 0)"
        " OR (NEW.kind = 'BUY_N_GET_M') <> (NEW.free_pieces > 0)",
        "angkanya tidak cocok dengan jenisnya",
    ),
    **append_only(PromotionRecord, PromotionTarget, PromotionEnd, TierPrice, PaketPartRecord),
}
