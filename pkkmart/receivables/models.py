"""Tables of member credit ("bon"): each member's limit, debts and repayments."""

from __future__ import annotations

from peewee import SQL, ForeignKeyField, IntegerField, TextField

from pkkmart.core.db import DayField, Row
from pkkmart.core.guards import append_only, one_of, refuse
from pkkmart.ledger.models import Document
from pkkmart.people.models import Person
from pkkmart.till.models import Shift


class CreditLimit(Row):
    """How much a member may owe from a day on, and why; the newest row of the latest day holds. 0 ends it."""

    member = ForeignKeyField(Person)
    limit_idr = IntegerField(constraints=[SQL("CHECK (limit_idr >= 0)")])
    since = DayField()
    recorded_at = TextField()
    user_id = IntegerField(null=True)
    reason = TextField()

    class Meta:
        table_name = "credit_limit"


class Repayment(Document):
    """Money a member paid on bon; its items say on which debts it was counted."""

    SERIES = "AB"
    member = ForeignKeyField(Person)
    amount_idr = IntegerField(constraints=[SQL("CHECK (amount_idr > 0)")])
    place = TextField()
    shift = ForeignKeyField(Shift, null=True, index=False)
    note = TextField()

    class Meta:
        constraints = [SQL("CHECK ((shift_id IS NOT NULL) = (place = 'DRAWER'))")]


class ReceivableItem(Row):
    """What a document added to (+) or took from (-) one debt of a member.

    `debt_kind` and `debt_id` name the document that began the debt (a sale; for the shop's opening balances,
    which the ledger keeps, the opening), `origin_kind` and `origin_id` the one that moved it.
    """

    kind = TextField()
    member = ForeignKeyField(Person, index=False)
    amount_idr = IntegerField(constraints=[SQL("CHECK (amount_idr <> 0)")])
    debt_kind = TextField()
    debt_id = IntegerField()
    origin_kind = TextField()
    origin_id = IntegerField()
    undoes = ForeignKeyField("self", null=True, unique=True)
    business_date = DayField()
    recorded_at = TextField()

    class Meta:
        table_name = "receivable_item"
        indexes = (
            (("member", "debt_kind", "debt_id"), False),
            (("debt_kind", "debt_id"), False),
            (("origin_kind", "origin_id"), False),
        )


SETS = {"receivable_kind": ("CHARGE", "REPAYMENT", "REFUND", "WRITE_OFF", "VOID")}

GUARDS = {
    **one_of("repayment", place="place"),
    **one_of("receivable_item", kind="receivable_kind"),
    **refuse(
        "receivable_item",
        "sign",
        "(NEW.kind = 'VOID') <> (NEW.undoes_id IS NOT NULL)"
        " OR (NEW.kind <> 'VOID' AND (NEW.kind = 'CHARGE') <> (NEW.amount_idr > 0))",
        "jenis, tanda atau yang dibatalkannya tidak cocok",
    ),
    **append_only(CreditLimit, Repayment, ReceivableItem),
}
