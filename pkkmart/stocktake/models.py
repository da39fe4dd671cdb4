"""Tables of counted stock: a count under way, each part of it the moment it was counted, and the count once booked.

A count under way is rows that are only added: a power cut loses nothing that was scanned.
"""

from __future__ import annotations

from peewee import SQL, ForeignKeyField, IntegerField, TextField

from pkkmart.core.db import Row
from pkkmart.core.guards import append_only, one_of, refuse
from pkkmart.ledger.models import Document
from pkkmart.people.models import Person
from pkkmart.products.models import Product
from pkkmart.stocktake.rules import Scope
from pkkmart.users.models import User


class StockCount(Row):
    """Goods counted together; `name` is that of the shelf, the category or the consignor.

    `last_move_id` is the newest stock move when the count began, 0 for none.
    """

    scope = TextField()
    name = TextField()
    last_move_id = IntegerField()
    user = ForeignKeyField(User, null=True, index=False)
    recorded_at = TextField()

    class Meta:
        table_name = "stock_count"


class CountLine(Row):
    """A product to count in a pass: 1 is the first count, each recount is one more, and the newest pass holds."""

    count = ForeignKeyField(StockCount, index=False)
    product = ForeignKeyField(Product)
    pass_no = IntegerField(constraints=[SQL("CHECK (pass_no > 0)")])
    user = ForeignKeyField(User, null=True, index=False)
    recorded_at = TextField()

    class Meta:
        table_name = "count_line"
        indexes = ((("count", "product", "pass_no"), True),)


class CountPart(Row):
    """Thousandths of a unit counted in one place at one moment; a line's figure is the sum of its parts that stand.

    `last_move_id` is the newest stock move of that moment, `in_cart_milli` what lay in open carts then.
    """

    count_line = ForeignKeyField(CountLine)
    qty_milli = IntegerField(constraints=[SQL("CHECK (qty_milli >= 0)")])
    last_move_id = IntegerField()
    in_cart_milli = IntegerField()
    user = ForeignKeyField(User, null=True, index=False)
    recorded_at = TextField()

    class Meta:
        table_name = "count_part"


class WithdrawnPart(Row):
    """A part that was counted wrong and no longer counts."""

    count_part = ForeignKeyField(CountPart, unique=True)
    user = ForeignKeyField(User, null=True, index=False)
    recorded_at = TextField()

    class Meta:
        table_name = "withdrawn_part"


class DiscardedCount(Row):
    """A count that was given up: nothing of it is booked."""

    count = ForeignKeyField(StockCount, unique=True)
    reason = TextField()
    user = ForeignKeyField(User, null=True, index=False)
    recorded_at = TextField()

    class Meta:
        table_name = "discarded_count"


class Stocktake(Document):
    """A count as it was booked, once: the goods that were counted are on the shelf as they were counted."""

    SERIES = "HS"
    count = ForeignKeyField(StockCount, unique=True)


class StocktakeLine(Row):
    """A counted product: what was there, what should have been when it was counted, and what the difference did.

    `value_idr` is what the stock gained (+) or lost (-), `share_idr` what the consignor is owed more (+) or less (-).
    `owner` is null for the co-op's own goods; `bearer` is that of consigned goods that are missing.
    """

    stocktake = ForeignKeyField(Stocktake, index=False)
    line_no = IntegerField()
    product = ForeignKeyField(Product)
    owner = ForeignKeyField(Person, null=True, index=False)
    counted_milli = IntegerField(constraints=[SQL("CHECK (counted_milli >= 0)")])
    book_milli = IntegerField()
    last_move_id = IntegerField()
    value_idr = IntegerField()
    share_idr = IntegerField()
    found_milli = IntegerField(constraints=[SQL("CHECK (found_milli >= 0)")])
    bearer = TextField(null=True)

    class Meta:
        table_name = "stocktake_line"
        indexes = ((("stocktake", "line_no"), True),)
        constraints = [
            SQL("CHECK (owner_id IS NULL OR value_idr = 0)"),
            SQL("CHECK (owner_id IS NOT NULL OR (share_idr = 0 AND found_milli = 0 AND bearer IS NULL))"),
        ]


SETS = {"count_scope": tuple(Scope)}

_CLOSED = (
    "EXISTS (SELECT 1 FROM stocktake s WHERE s.count_id = {0}) OR"
    " EXISTS (SELECT 1 FROM discarded_count d WHERE d.count_id = {0})"
)
_OF_LINE = "(SELECT l.count_id FROM count_line l WHERE l.id = NEW.count_line_id)"

GUARDS = {
    **one_of("stock_count", scope="count_scope"),
    **one_of("stocktake_line", bearer="shrinkage_bearer", optional=("bearer",)),
    **append_only(StockCount, CountLine, CountPart, WithdrawnPart, DiscardedCount, Stocktake, StocktakeLine),
    **refuse("count_line", "open_count", _CLOSED.format("NEW.count_id"), "hitungan sudah selesai"),
    **refuse("count_part", "open_count", _CLOSED.format(_OF_LINE), "hitungan sudah selesai"),
    **refuse(
        "withdrawn_part",
        "open_count",
        _CLOSED.format(
            "(SELECT l.count_id FROM count_line l JOIN count_part t ON t.count_line_id = l.id"
            " WHERE t.id = NEW.count_part_id)"
        ),
        "hitungan sudah selesai",
    ),
    **refuse(
        "discarded_count",
        "not_booked",
        "EXISTS (SELECT 1 FROM stocktake s WHERE s.count_id = NEW.count_id)",
        "hitungan sudah dibukukan",
    ),
    **refuse(
        "stocktake",
        "not_discarded",
        "EXISTS (SELECT 1 FROM discarded_count d WHERE d.count_id = NEW.count_id)",
        "hitungan sudah dibuang",
    ),
}
