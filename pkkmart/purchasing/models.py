"""Tables of owned goods bought from suppliers."""

from __future__ import annotations

from peewee import SQL, AutoField, ForeignKeyField, IntegerField, TextField

from pkkmart.core.db import POSITIVE_ID, Row
from pkkmart.core.guards import append_only
from pkkmart.people.models import Person
from pkkmart.products.models import Product
from pkkmart.till.models import Shift


class Purchase(Row):
    id = AutoField(constraints=POSITIVE_ID)
    number = TextField(unique=True)
    supplier = ForeignKeyField(Person, null=True)
    supplier_id: IntegerField[int | None]
    business_date = TextField(constraints=[SQL("CHECK (date(business_date, '+0 days') IS business_date)")])
    recorded_at = TextField()
    user_id = IntegerField(null=True)
    paid_from = TextField(constraints=[SQL("CHECK (paid_from IN ('SAFE','CREDIT'))")])
    invoice_number = TextField()
    total_idr = IntegerField()


class PurchaseLine(Row):
    id = AutoField(constraints=POSITIVE_ID)
    purchase = ForeignKeyField(Purchase)
    purchase_id: IntegerField[int]
    line_no = IntegerField()
    product = ForeignKeyField(Product)
    product_id: IntegerField[int]
    qty_milli = IntegerField(constraints=[SQL("CHECK (qty_milli > 0)")])
    cost_idr = IntegerField(constraints=[SQL("CHECK (cost_idr >= 0)")])

    class Meta:
        table_name = "purchase_line"
        indexes = ((("purchase", "line_no"), True),)


class SupplierPayment(Row):
    """Money that went to a supplier for what was bought on credit."""

    id = AutoField(constraints=POSITIVE_ID)
    number = TextField(unique=True)
    supplier = ForeignKeyField(Person)
    supplier_id: IntegerField[int]
    business_date = TextField(constraints=[SQL("CHECK (date(business_date, '+0 days') IS business_date)")])
    recorded_at = TextField()
    user_id = IntegerField(null=True)
    paid_from = TextField(constraints=[SQL("CHECK (paid_from IN ('DRAWER','PETTY','SAFE','BANK'))")])
    shift = ForeignKeyField(Shift, null=True, index=False)
    shift_id: IntegerField[int | None]
    amount_idr = IntegerField(constraints=[SQL("CHECK (amount_idr > 0)")])
    note = TextField()

    class Meta:
        table_name = "supplier_payment"
        constraints = [SQL("CHECK ((shift_id IS NOT NULL) = (paid_from = 'DRAWER'))")]


GUARDS = {
    **append_only("supplier_payment", [("number",)]),
    **append_only("purchase", [("number",)]),
    **append_only("purchase_line", [("purchase_id", "line_no")]),
}
