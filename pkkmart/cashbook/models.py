"""Tables of money that moves without goods: expenses, cash carried from place to place, QRIS that reached the bank."""

from __future__ import annotations

from peewee import SQL, ForeignKeyField, IntegerField, TextField

from pkkmart.core.db import DayField, Row
from pkkmart.core.guards import append_only, one_of, refuse
from pkkmart.ledger.models import AccountRow, Document
from pkkmart.till.models import Shift


class Expense(Document):
    """A cost paid at once, on the account of its kind."""

    SERIES = "BK"
    account = ForeignKeyField(AccountRow, index=False)
    place = TextField()
    shift = ForeignKeyField(Shift, null=True, index=False)
    amount_idr = IntegerField(constraints=[SQL("CHECK (amount_idr > 0)")])
    payee = TextField()
    note = TextField()

    class Meta:
        constraints = [SQL("CHECK ((shift_id IS NOT NULL) = (place = 'DRAWER'))")]


class Transfer(Document):
    """The shop's own money carried from one place to another; to the bank once the bank has confirmed it."""

    SERIES = "PK"
    from_place = TextField()
    to_place = TextField()
    shift = ForeignKeyField(Shift, null=True, index=False)
    amount_idr = IntegerField(constraints=[SQL("CHECK (amount_idr > 0)")])
    note = TextField()

    class Meta:
        constraints = [
            SQL("CHECK (from_place <> to_place)"),
            SQL("CHECK ((shift_id IS NOT NULL) = ('DRAWER' IN (from_place, to_place)))"),
        ]


class Clearing(Document):
    """A payment of the QRIS provider into the bank for some days; the fee is what was seen to be missing."""

    SERIES = "CQ"
    received_idr = IntegerField(constraints=[SQL("CHECK (received_idr > 0)")])
    fee_idr = IntegerField(constraints=[SQL("CHECK (fee_idr >= 0)")])
    note = TextField()


class ClearingLine(Row):
    """What a payment settled of one day's QRIS, rupiah; negative for a day that gave back more than it sold."""

    clearing = ForeignKeyField(Clearing, index=False)
    day = DayField()
    amount_idr = IntegerField(constraints=[SQL("CHECK (amount_idr <> 0)")])

    class Meta:
        table_name = "clearing_line"
        indexes = ((("clearing", "day"), True),)


GUARDS = {
    **one_of("expense", place="place"),
    **refuse("expense", "account", "NEW.account_id NOT BETWEEN 6000 AND 8999", "bukan akun biaya"),
    **one_of("transfer", from_place="transfer_place", to_place="transfer_place"),
    **append_only(Expense, Transfer, Clearing, ClearingLine),
}
