"""Tables of titipan: dated agreements, deliveries, and the lines that say what is owed to whom."""

from __future__ import annotations

from peewee import SQL, AutoField, ForeignKeyField, IntegerField, TextField

from pkkmart.core.db import POSITIVE_ID, Row
from pkkmart.core.guards import append_only
from pkkmart.ledger.models import AccountRow
from pkkmart.people.models import Person
from pkkmart.products.models import Category, Product
from pkkmart.till.models import Shift


class Agreement(Row):
    """Terms from a day on; the most specific wins (product, category, consignor), then the newest."""

    id = AutoField(constraints=POSITIVE_ID)
    consignor = ForeignKeyField(Person)
    consignor_id: IntegerField[int]
    product = ForeignKeyField(Product, null=True)
    product_id: IntegerField[int | None]
    category = ForeignKeyField(Category, null=True)
    category_id: IntegerField[int | None]
    valid_from = TextField(constraints=[SQL("CHECK (date(valid_from, '+0 days') IS valid_from)")])
    model = TextField(constraints=[SQL("CHECK (model IN ('PERCENT','FIXED'))")])
    commission_bp = IntegerField(null=True, constraints=[SQL("CHECK (commission_bp BETWEEN 0 AND 10000)")])
    unit_share_idr = IntegerField(null=True, constraints=[SQL("CHECK (unit_share_idr >= 0)")])
    bearer = TextField(constraints=[SQL("CHECK (bearer IN ('SHOP','CONSIGNOR','SHARED'))")])
    recorded_at = TextField()
    user_id = IntegerField(null=True)

    class Meta:
        constraints = [
            SQL("CHECK ((model = 'PERCENT') = (commission_bp IS NOT NULL))"),
            SQL("CHECK ((model = 'FIXED') = (unit_share_idr IS NOT NULL))"),
            SQL("CHECK (product_id IS NULL OR category_id IS NULL)"),
        ]


class Delivery(Row):
    """A nota titip: goods came to the shelf; nothing is owed yet and nothing is posted."""

    id = AutoField(constraints=POSITIVE_ID)
    number = TextField(unique=True)
    consignor = ForeignKeyField(Person)
    consignor_id: IntegerField[int]
    business_date = TextField(index=True, constraints=[SQL("CHECK (date(business_date, '+0 days') IS business_date)")])
    recorded_at = TextField()
    user_id = IntegerField(null=True)
    note = TextField()


class DeliveryLine(Row):
    id = AutoField(constraints=POSITIVE_ID)
    delivery = ForeignKeyField(Delivery)
    delivery_id: IntegerField[int]
    line_no = IntegerField()
    product = ForeignKeyField(Product)
    product_id: IntegerField[int]
    qty_milli = IntegerField(constraints=[SQL("CHECK (qty_milli > 0)")])
    expires_on = TextField(null=True, constraints=[SQL("CHECK (date(expires_on, '+0 days') IS expires_on)")])

    class Meta:
        table_name = "delivery_line"
        indexes = ((("delivery", "line_no"), True),)


class ConsignmentLine(Row):
    """One change in what is owed to a consignor: settled once, by a row of another table."""

    id = AutoField(constraints=POSITIVE_ID)
    kind = TextField(constraints=[SQL("CHECK (kind IN ('SOLD','RETURNED','LOST','FOUND','ADJUSTED','OPENING'))")])
    person = ForeignKeyField(Person)
    person_id: IntegerField[int]
    account = ForeignKeyField(AccountRow, index=False)
    account_id: IntegerField[int]
    amount_idr = IntegerField()
    product = ForeignKeyField(Product, null=True)
    product_id: IntegerField[int | None]
    qty_milli = IntegerField()
    origin_kind = TextField()
    origin_id = IntegerField()
    origin_line_id = IntegerField(null=True)
    business_date = TextField(constraints=[SQL("CHECK (date(business_date, '+0 days') IS business_date)")])
    recorded_at = TextField()

    class Meta:
        table_name = "consignment_line"
        indexes = ((("origin_kind", "origin_id"), False),)
        constraints = [SQL("CHECK (account_id IN (1133, 2102, 2103))")]


class ReturnNote(Row):
    """A nota retur: unsold goods went home; nothing is posted."""

    id = AutoField(constraints=POSITIVE_ID)
    number = TextField(unique=True)
    consignor = ForeignKeyField(Person)
    consignor_id: IntegerField[int]
    business_date = TextField(constraints=[SQL("CHECK (date(business_date, '+0 days') IS business_date)")])
    recorded_at = TextField()
    user_id = IntegerField(null=True)
    note = TextField()

    class Meta:
        table_name = "return_note"


class ReturnNoteLine(Row):
    id = AutoField(constraints=POSITIVE_ID)
    return_note = ForeignKeyField(ReturnNote)
    return_note_id: IntegerField[int]
    line_no = IntegerField()
    product = ForeignKeyField(Product)
    product_id: IntegerField[int]
    qty_milli = IntegerField(constraints=[SQL("CHECK (qty_milli > 0)")])
    reason = TextField(constraints=[SQL("CHECK (reason IN ('UNSOLD','EXPIRED','DEFECT'))")])

    class Meta:
        table_name = "return_note_line"
        indexes = ((("return_note", "line_no"), True),)


class Loss(Row):
    """Consigned goods lost or broken in our care: the shop replaces her share."""

    id = AutoField(constraints=POSITIVE_ID)
    number = TextField(unique=True)
    consignor = ForeignKeyField(Person)
    consignor_id: IntegerField[int]
    business_date = TextField(constraints=[SQL("CHECK (date(business_date, '+0 days') IS business_date)")])
    recorded_at = TextField()
    user_id = IntegerField(null=True)
    note = TextField()


class LossLine(Row):
    id = AutoField(constraints=POSITIVE_ID)
    loss = ForeignKeyField(Loss)
    loss_id: IntegerField[int]
    line_no = IntegerField()
    product = ForeignKeyField(Product)
    product_id: IntegerField[int]
    qty_milli = IntegerField(constraints=[SQL("CHECK (qty_milli > 0)")])
    share_idr = IntegerField(constraints=[SQL("CHECK (share_idr >= 0)")])

    class Meta:
        table_name = "loss_line"
        indexes = ((("loss", "line_no"), True),)


class Settlement(Row):
    """A consignor's account drawn up to a cut-off day: her lines are locked to it, paid or not."""

    id = AutoField(constraints=POSITIVE_ID)
    number = TextField(unique=True)
    consignor = ForeignKeyField(Person)
    consignor_id: IntegerField[int]
    cut_off = TextField(constraints=[SQL("CHECK (date(cut_off, '+0 days') IS cut_off)")])
    business_date = TextField(constraints=[SQL("CHECK (date(business_date, '+0 days') IS business_date)")])
    recorded_at = TextField()
    user_id = IntegerField(null=True)
    total_idr = IntegerField()


class SettlementLine(Row):
    """One consignment line, settled once."""

    id = AutoField(constraints=POSITIVE_ID)
    settlement = ForeignKeyField(Settlement)
    settlement_id: IntegerField[int]
    consignment_line = ForeignKeyField(ConsignmentLine, unique=True)
    consignment_line_id: IntegerField[int]

    class Meta:
        table_name = "settlement_line"


class Payout(Row):
    """Money that went to a consignor for a settlement, with her kuitansi."""

    id = AutoField(constraints=POSITIVE_ID)
    number = TextField(unique=True)
    settlement = ForeignKeyField(Settlement)
    settlement_id: IntegerField[int]
    consignor = ForeignKeyField(Person)
    consignor_id: IntegerField[int]
    business_date = TextField(constraints=[SQL("CHECK (date(business_date, '+0 days') IS business_date)")])
    recorded_at = TextField()
    user_id = IntegerField(null=True)
    paid_from = TextField(constraints=[SQL("CHECK (paid_from IN ('DRAWER','PETTY','SAFE','BANK','SAVINGS'))")])
    shift = ForeignKeyField(Shift, null=True, index=False)
    shift_id: IntegerField[int | None]
    amount_idr = IntegerField(constraints=[SQL("CHECK (amount_idr > 0)")])
    received_by = TextField()

    class Meta:
        constraints = [SQL("CHECK ((shift_id IS NOT NULL) = (paid_from = 'DRAWER'))")]


GUARDS = {
    **append_only("return_note", [("number",)]),
    **append_only("return_note_line", [("return_note_id", "line_no")]),
    **append_only("loss", [("number",)]),
    **append_only("loss_line", [("loss_id", "line_no")]),
    **append_only("settlement", [("number",)]),
    **append_only("settlement_line", [("consignment_line_id",)]),
    **append_only("payout", [("number",)]),
    **append_only("agreement"),
    **append_only("delivery", [("number",)]),
    **append_only("delivery_line", [("delivery_id", "line_no")]),
    **append_only("consignment_line"),
}
