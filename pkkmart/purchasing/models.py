"""Tables of owned goods bought from suppliers."""

from __future__ import annotations

from peewee import SQL, ForeignKeyField, IntegerField, TextField

from pkkmart.core.db import DayField, Row
from pkkmart.core.guards import append_only, one_of
from pkkmart.ledger.models import Document
from pkkmart.people.models import Person
from pkkmart.products.models import Product
from pkkmart.till.models import Shift


class Purchase(Document):
    """A supplier's invoice: its goods with freight and less discount are the total, which was paid or is owed."""

    SERIES = "PB"
    supplier = ForeignKeyField(Person, null=True)
    paid_from = TextField()
    shift = ForeignKeyField(Shift, null=True, index=False)
    invoice_number = TextField()
    freight_idr = IntegerField(constraints=[SQL("CHECK (freight_idr >= 0)")])
    discount_idr = IntegerField(constraints=[SQL("CHECK (discount_idr >= 0)")])
    total_idr = IntegerField(constraints=[SQL("CHECK (total_idr >= 0)")])

    due_on = DayField(null=True)

    class Meta:
        constraints = [
            SQL("CHECK ((shift_id IS NOT NULL) = (paid_from = 'DRAWER'))"),
            SQL("CHECK ((due_on IS NOT NULL) = (paid_from = 'CREDIT'))"),
        ]


class PurchaseLine(Row):
    """Goods of an invoice: `cost_idr` as printed there, `value_idr` with their part of its freight and discount."""

    purchase = ForeignKeyField(Purchase)
    line_no = IntegerField()
    product = ForeignKeyField(Product)
    qty_milli = IntegerField(constraints=[SQL("CHECK (qty_milli > 0)")])
    cost_idr = IntegerField(constraints=[SQL("CHECK (cost_idr >= 0)")])
    value_idr = IntegerField(constraints=[SQL("CHECK (value_idr >= 0)")])
    produced_on = DayField(null=True)
    expires_on = DayField(null=True)

    class Meta:
        table_name = "purchase_line"
        indexes = ((("purchase", "line_no"), True),)


class SupplierPayment(Document):
    """Money that went to a supplier for what was bought on credit; the debt falls by the supplier's discount too."""

    SERIES = "BP"
    supplier = ForeignKeyField(Person)
    paid_from = TextField()
    shift = ForeignKeyField(Shift, null=True, index=False)
    amount_idr = IntegerField(constraints=[SQL("CHECK (amount_idr > 0)")])
    discount_idr = IntegerField(constraints=[SQL("CHECK (discount_idr >= 0)")])
    note = TextField()

    class Meta:
        table_name = "supplier_payment"
        constraints = [SQL("CHECK ((shift_id IS NOT NULL) = (paid_from = 'DRAWER'))")]


class PurchaseReturn(Document):
    """Goods of a purchase that went back; `amount_idr` is what the supplier took off the debt or gave back."""

    SERIES = "RB"
    purchase = ForeignKeyField(Purchase)
    paid_to = TextField()
    shift = ForeignKeyField(Shift, null=True, index=False)
    amount_idr = IntegerField(constraints=[SQL("CHECK (amount_idr > 0)")])
    note = TextField()

    class Meta:
        table_name = "purchase_return"
        constraints = [SQL("CHECK ((shift_id IS NOT NULL) = (paid_to = 'DRAWER'))")]


class PurchaseReturnLine(Row):
    """Goods of a line that went back, and the stock value that left with them."""

    purchase_return = ForeignKeyField(PurchaseReturn)
    line_no = IntegerField()
    purchase_line = ForeignKeyField(PurchaseLine)
    qty_milli = IntegerField(constraints=[SQL("CHECK (qty_milli > 0)")])
    value_idr = IntegerField(constraints=[SQL("CHECK (value_idr >= 0)")])

    class Meta:
        table_name = "purchase_return_line"
        indexes = ((("purchase_return", "line_no"), True),)


SETS = {"purchase_way": ("SAFE", "BANK", "DRAWER", "PETTY", "CREDIT")}

GUARDS = {
    **one_of("purchase", paid_from="purchase_way"),
    **one_of("supplier_payment", paid_from="place"),
    **one_of("purchase_return", paid_to="purchase_way"),
    **append_only(Purchase, PurchaseLine, SupplierPayment, PurchaseReturn, PurchaseReturnLine),
}
