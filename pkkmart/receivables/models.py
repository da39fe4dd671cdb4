"""Tables of member credit ("bon"): how much each may owe, what she owes and why, and what she paid on it."""

from __future__ import annotations

from peewee import SQL, AutoField, ForeignKeyField, IntegerField, TextField

from pkkmart.core.db import POSITIVE_ID, Row
from pkkmart.core.guards import append_only
from pkkmart.people.models import Person
from pkkmart.till.models import Shift


class CreditLimit(Row):
    """How much a member may owe from a day on, and why; the newest row of the latest day holds. 0 ends it."""

    id = AutoField(constraints=POSITIVE_ID)
    member = ForeignKeyField(Person)
    member_id: IntegerField[int]
    limit_idr = IntegerField(constraints=[SQL("CHECK (limit_idr >= 0)")])
    since = TextField(constraints=[SQL("CHECK (date(since, '+0 days') IS since)")])
    recorded_at = TextField()
    user_id = IntegerField(null=True)
    reason = TextField()

    class Meta:
        table_name = "credit_limit"


class Repayment(Row):
    """Money a member paid on her bon; its items say on which debts it was counted."""

    id = AutoField(constraints=POSITIVE_ID)
    number = TextField(unique=True)
    member = ForeignKeyField(Person)
    member_id: IntegerField[int]
    amount_idr = IntegerField(constraints=[SQL("CHECK (amount_idr > 0)")])
    place = TextField(constraints=[SQL("CHECK (place IN ('DRAWER','PETTY','SAFE','BANK'))")])
    shift = ForeignKeyField(Shift, null=True, index=False)
    shift_id: IntegerField[int | None]
    business_date = TextField(constraints=[SQL("CHECK (date(business_date, '+0 days') IS business_date)")])
    recorded_at = TextField()
    user_id = IntegerField(null=True)
    note = TextField()

    class Meta:
        constraints = [SQL("CHECK ((shift_id IS NOT NULL) = (place = 'DRAWER'))")]


class ReceivableItem(Row):
    """What a document added to (+) or took from (-) one debt of a member.

    `debt_kind` and `debt_id` name the document that began the debt (a sale; for the shop's opening balances,
    which the ledger keeps, the opening), `origin_kind` and `origin_id` the one that moved it.
    """

    id = AutoField(constraints=POSITIVE_ID)
    kind = TextField(constraints=[SQL("CHECK (kind IN ('CHARGE','REPAYMENT','REFUND','WRITE_OFF','VOID'))")])
    member = ForeignKeyField(Person, index=False)
    member_id: IntegerField[int]
    amount_idr = IntegerField(constraints=[SQL("CHECK (amount_idr <> 0)")])
    debt_kind = TextField()
    debt_id = IntegerField()
    origin_kind = TextField()
    origin_id = IntegerField()
    undoes = ForeignKeyField("self", null=True, unique=True)
    undoes_id: IntegerField[int | None]
    business_date = TextField(constraints=[SQL("CHECK (date(business_date, '+0 days') IS business_date)")])
    recorded_at = TextField()

    class Meta:
        table_name = "receivable_item"
        indexes = (
            (("member", "debt_kind", "debt_id"), False),
            (("debt_kind", "debt_id"), False),
            (("origin_kind", "origin_id"), False),
        )
        constraints = [
            SQL("CHECK ((kind = 'VOID') = (undoes_id IS NOT NULL))"),
            SQL("CHECK (kind = 'VOID' OR (kind = 'CHARGE') = (amount_idr > 0))"),
        ]


GUARDS = {
    **append_only("credit_limit"),
    **append_only("repayment", [("number",)]),
    **append_only("receivable_item", [("undoes_id",)]),
}
