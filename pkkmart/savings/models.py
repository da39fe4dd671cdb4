"""Tables of member savings: the slips. Balances are sums of postings, never a column."""

from __future__ import annotations

from peewee import SQL, AutoField, ForeignKeyField, IntegerField, TextField

from pkkmart.core.db import POSITIVE_ID, Row
from pkkmart.core.guards import append_only
from pkkmart.people.models import Person


class SavingsSlip(Row):
    """A deposit into, or a withdrawal from, one kind of a member's savings."""

    id = AutoField(constraints=POSITIVE_ID)
    number = TextField(unique=True)
    member = ForeignKeyField(Person)
    member_id: IntegerField[int]
    kind = TextField(constraints=[SQL("CHECK (kind IN ('PRINCIPAL','MANDATORY','VOLUNTARY','SPECIAL'))")])
    direction = TextField(constraints=[SQL("CHECK (direction IN ('DEPOSIT','WITHDRAWAL'))")])
    amount_idr = IntegerField(constraints=[SQL("CHECK (amount_idr > 0)")])
    place = TextField(constraints=[SQL("CHECK (place IN ('DRAWER','PETTY','SAFE','BANK'))")])
    business_date = TextField(constraints=[SQL("CHECK (date(business_date, '+0 days') IS business_date)")])
    recorded_at = TextField()
    user_id = IntegerField(null=True)
    note = TextField()

    class Meta:
        table_name = "savings_slip"
        constraints = [SQL("CHECK (direction = 'DEPOSIT' OR kind = 'VOLUNTARY')")]


GUARDS = append_only("savings_slip", [("number",)])
