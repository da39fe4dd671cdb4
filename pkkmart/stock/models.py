"""Tables of goods: every move with its value, and the current level of each product."""

from __future__ import annotations

from peewee import SQL, CompositeKey, ForeignKeyField, IntegerField, TextField

from pkkmart.core.db import DayField, FlagField, Row, Table
from pkkmart.core.guards import append_only, one_of
from pkkmart.ledger.models import Document
from pkkmart.products.models import Product
from pkkmart.stock.rules import AdjustReason


class Location(Row):
    name = TextField(unique=True)


class Batch(Row):
    """Goods of one product that expire on one day, whenever they came; `produced_on` is null where nobody told it."""

    product = ForeignKeyField(Product)
    produced_on = DayField(null=True)
    expires_on = DayField()

    class Meta:
        constraints = [SQL("CHECK (produced_on IS NULL OR produced_on <= expires_on)")]


class StockMove(Row):
    """Goods in (+) or out (-). Consigned goods move with value 0: they are never our inventory."""

    product = ForeignKeyField(Product, index=False)
    location = ForeignKeyField(Location, index=False)
    batch = ForeignKeyField(Batch, null=True, index=False)
    reason = TextField()
    qty_milli = IntegerField()
    value_idr = IntegerField()
    origin_kind = TextField()
    origin_id = IntegerField()
    business_date = DayField()
    recorded_at = TextField()

    class Meta:
        table_name = "stock_move"
        indexes = ((("product", "location"), False), (("origin_kind", "origin_id"), False))


class StockLevel(Table):
    """The sum of a product's moves, written in the same transaction and recomputed by verify.

    `unit_cost_micro` is the last known cost of one base unit in millionths of a rupiah: what
    leaves below zero leaves at it. A product that was never received is not counted
    yet, so selling it asks nothing.
    """

    product = ForeignKeyField(Product, index=False)
    location = ForeignKeyField(Location, index=False)
    qty_milli = IntegerField()
    value_idr = IntegerField()
    unit_cost_micro = IntegerField()
    ever_received = FlagField()

    class Meta:
        table_name = "stock_level"
        primary_key = CompositeKey("product", "location")


class BatchLevel(Table):
    """The sum of a batch's moves, kept as `stock_level` is; a batch of which nothing is left has no row."""

    product = ForeignKeyField(Product, index=False)
    location = ForeignKeyField(Location, index=False)
    batch = ForeignKeyField(Batch, index=False)
    qty_milli = IntegerField(constraints=[SQL("CHECK (qty_milli > 0)")])

    class Meta:
        table_name = "batch_level"
        primary_key = CompositeKey("product", "location", "batch")


class Adjustment(Document):
    """Owned goods found, missing or spoiled, with its reason; the counts of a shelf come later."""

    SERIES = "PS"
    reason = TextField()
    note = TextField()


class AdjustmentLine(Row):
    """Thousandths of a unit, in (+) or out (-), and the inventory value that moved with them."""

    adjustment = ForeignKeyField(Adjustment)
    line_no = IntegerField()
    product = ForeignKeyField(Product)
    qty_milli = IntegerField(constraints=[SQL("CHECK (qty_milli <> 0)")])
    value_idr = IntegerField()

    class Meta:
        table_name = "adjustment_line"
        indexes = ((("adjustment", "line_no"), True),)


SETS = {
    "stock_reason": (
        "PURCHASE", "PURCHASE_RETURN", "DELIVERY", "DELIVERY_RETURN", "SALE", "SALE_RETURN", "VOID", "ADJUST", "COUNT",
        "SPOILED", "OPENING", "PURCHASE_DISCOUNT",
    ),
    "adjust_reason": tuple(AdjustReason),
}  # fmt: skip

GUARDS = {
    **one_of("stock_move", reason="stock_reason"),
    **one_of("adjustment", reason="adjust_reason"),
    **append_only(StockMove, Adjustment, AdjustmentLine),
}
