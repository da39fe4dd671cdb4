"""Tables of labels: the sizes the shop added or changed, and every print."""

from __future__ import annotations

from peewee import SQL, ForeignKeyField, IntegerField, TextField

from pkkmart.core.db import DayField, FlagField, Row
from pkkmart.core.guards import append_only, one_of
from pkkmart.labels.ways import LabelWay
from pkkmart.products.models import Product


class LabelSizeRow(Row):
    """A size of labels, in tenths of a millimetre; the newest row of a name holds, and one not `used` is put away.

    `paper_height` 0 is a roll.
    """

    name = TextField(index=True)
    paper_width = IntegerField(constraints=[SQL("CHECK (paper_width > 0)")])
    paper_height = IntegerField(constraints=[SQL("CHECK (paper_height >= 0)")])
    width = IntegerField(constraints=[SQL("CHECK (width > 0)")])
    height = IntegerField(constraints=[SQL("CHECK (height > 0)")])
    columns = IntegerField(constraints=[SQL("CHECK (columns > 0)")])
    gap_x = IntegerField(constraints=[SQL("CHECK (gap_x >= 0)")])
    gap_y = IntegerField(constraints=[SQL("CHECK (gap_y >= 0)")])
    margin_x = IntegerField(constraints=[SQL("CHECK (margin_x >= 0)")])
    margin_y = IntegerField(constraints=[SQL("CHECK (margin_y >= 0)")])
    used = FlagField()
    recorded_at = TextField()
    user_id = IntegerField(null=True)

    class Meta:
        table_name = "label_size"


class LabelPrint(Row):
    """Labels of one product that were printed, with what stood on them."""

    product = ForeignKeyField(Product)
    labels = IntegerField(constraints=[SQL("CHECK (labels > 0)")])
    code = TextField()
    selling_price_idr = IntegerField(constraints=[SQL("CHECK (selling_price_idr > 0)")])
    produced_on = DayField(null=True)
    expires_on = DayField(null=True)
    way = TextField()
    size = TextField()
    recorded_at = TextField()
    user_id = IntegerField(null=True)

    class Meta:
        table_name = "label_print"


SETS = {"label_way": tuple(LabelWay)}

GUARDS = {
    **one_of("label_print", way="label_way"),
    **append_only(LabelSizeRow, LabelPrint),
}
