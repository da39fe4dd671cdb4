"""Tables of money that moves without goods: expenses, cash carried from place to place, QRIS that reached the bank."""

from __future__ import annotations

from peewee import SQL, AutoField, ForeignKeyField, IntegerField, TextField

from pkkmart.core.db import POSITIVE_ID, Row
from pkkmart.core.guards import append_only
from pkkmart.ledger.models import AccountRow
from pkkmart.till.models import Shift


class Expense(Row):
    """A cost paid at once, on the account of its kind."""

    id = AutoField(constraints=POSITIVE_ID)
    number = TextField(unique=True)
    account = ForeignKeyField(AccountRow, index=False)
    account_id: IntegerField[int]
    place = TextField(constraints=[SQL("CHECK (place IN ('DRAWER','PETTY','SAFE','BANK'))")])
    shift = ForeignKeyField(Shift, null=True, index=False)
    shift_id: IntegerField[int | None]
    amount_idr = IntegerField(constraints=[SQL("CHECK (amount_idr > 0)")])
    business_date = TextField(constraints=[SQL("CHECK (date(business_date, '+0 days') IS business_date)")])
    recorded_at = TextField()
    user_id = IntegerField(null=True)
    payee = TextField()
    note = TextField()

    class Meta:
        constraints = [
            SQL("CHECK (account_id BETWEEN 6000 AND 8999)"),
            SQL("CHECK ((shift_id IS NOT NULL) = (place = 'DRAWER'))"),
        ]


class Transfer(Row):
    """Our own money carried from one place to another; the bank counts once it has confirmed."""

    id = AutoField(constraints=POSITIVE_ID)
    number = TextField(unique=True)
    from_place = TextField(constraints=[SQL("CHECK (from_place IN ('DRAWER','PETTY','SAFE','TRANSIT','BANK'))")])
    to_place = TextField(constraints=[SQL("CHECK (to_place IN ('DRAWER','PETTY','SAFE','TRANSIT','BANK'))")])
    shift = ForeignKeyField(Shift, null=True, index=False)
    shift_id: IntegerField[int | None]
    amount_idr = IntegerField(constraints=[SQL("CHECK (amount_idr > 0)")])
    business_date = TextField(constraints=[SQL("CHECK (date(business_date, '+0 days') IS business_date)")])
    recorded_at = TextField()
    user_id = IntegerField(null=True)
    note = TextField()

    class Meta:
        constraints = [
            SQL("CHECK (from_place <> to_place)"),
            SQL("CHECK ((shift_id IS NOT NULL) = ('DRAWER' IN (from_place, to_place)))"),
        ]


class Clearing(Row):
    """The provider of QRIS paid some days into the bank; what it kept is the fee it was seen to keep."""

    id = AutoField(constraints=POSITIVE_ID)
    number = TextField(unique=True)
    received_idr = IntegerField(constraints=[SQL("CHECK (received_idr > 0)")])
    fee_idr = IntegerField(constraints=[SQL("CHECK (fee_idr >= 0)")])
    business_date = TextField(constraints=[SQL("CHECK (date(business_date, '+0 days') IS business_date)")])
    recorded_at = TextField()
    user_id = IntegerField(null=True)
    note = TextField()


class ClearingLine(Row):
    """What a payment settled of one day's QRIS; less than nothing on a day that only gave some back."""

    id = AutoField(constraints=POSITIVE_ID)
    clearing = ForeignKeyField(Clearing, index=False)
    clearing_id: IntegerField[int]
    day = TextField(constraints=[SQL("CHECK (date(day, '+0 days') IS day)")])
    amount_idr = IntegerField(constraints=[SQL("CHECK (amount_idr <> 0)")])

    class Meta:
        table_name = "clearing_line"
        indexes = ((("clearing", "day"), True),)


GUARDS = {
    **append_only("expense", [("number",)]),
    **append_only("transfer", [("number",)]),
    **append_only("clearing", [("number",)]),
    **append_only("clearing_line", [("clearing_id", "day")]),
}
