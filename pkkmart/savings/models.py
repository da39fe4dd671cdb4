"""Tables of savings: slips, what other documents moved, a member's PIN and consent. Balances are sums of postings."""

from __future__ import annotations

from peewee import SQL, AutoField, BooleanField, ForeignKeyField, IntegerField, TextField

from pkkmart.core.db import POSITIVE_ID, Row
from pkkmart.core.guards import append_only
from pkkmart.people.models import Person
from pkkmart.till.models import Shift
from pkkmart.users.models import User


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
    shift = ForeignKeyField(Shift, null=True, index=False)
    shift_id: IntegerField[int | None]
    business_date = TextField(constraints=[SQL("CHECK (date(business_date, '+0 days') IS business_date)")])
    recorded_at = TextField()
    user_id = IntegerField(null=True)
    note = TextField()

    class Meta:
        table_name = "savings_slip"
        constraints = [
            SQL("CHECK (direction = 'DEPOSIT' OR kind = 'VOLUNTARY')"),
            SQL("CHECK ((shift_id IS NOT NULL) = (place = 'DRAWER'))"),
        ]


class SavingsLine(Row):
    """Savings another document moved (a sale paid from them, its change): into them (+), out of them (-).

    A cancelled document's lines are answered by their negations, each naming the one it takes back.
    """

    id = AutoField(constraints=POSITIVE_ID)
    member = ForeignKeyField(Person, index=False)
    member_id: IntegerField[int]
    kind = TextField(constraints=[SQL("CHECK (kind IN ('PRINCIPAL','MANDATORY','VOLUNTARY','SPECIAL'))")])
    amount_idr = IntegerField(constraints=[SQL("CHECK (amount_idr <> 0)")])
    origin_kind = TextField()
    origin_id = IntegerField()
    undoes = ForeignKeyField("self", null=True, unique=True)
    undoes_id: IntegerField[int | None]
    business_date = TextField(constraints=[SQL("CHECK (date(business_date, '+0 days') IS business_date)")])
    recorded_at = TextField()

    class Meta:
        table_name = "savings_line"
        indexes = ((("member", "kind"), False), (("origin_kind", "origin_id"), False))


class MemberPin(Row):
    """A PIN a member chose, as its hash; the latest row of a person counts."""

    id = AutoField(constraints=POSITIVE_ID)
    person = ForeignKeyField(Person)
    person_id: IntegerField[int]
    pin_hash = TextField()
    set_at = TextField()
    user = ForeignKeyField(User, null=True, index=False)
    user_id: IntegerField[int | None]

    class Meta:
        table_name = "member_pin"


class MemberPinAttempt(Row):
    """A PIN typed at the counter, held against the one that counted then."""

    id = AutoField(constraints=POSITIVE_ID)
    member_pin = ForeignKeyField(MemberPin)
    member_pin_id: IntegerField[int]
    recorded_at = TextField()
    succeeded = BooleanField()
    user = ForeignKeyField(User, null=True, index=False)
    user_id: IntegerField[int | None]

    class Meta:
        table_name = "member_pin_attempt"


class SavingsConsent(Row):
    """A member's yes to an amount leaving her sukarela for one cart; the latest of a cart and person counts."""

    id = AutoField(constraints=POSITIVE_ID)
    cart_id = TextField(index=True, constraints=[SQL("CHECK (cart_id <> '')")])
    person = ForeignKeyField(Person, index=False)
    person_id: IntegerField[int]
    amount_idr = IntegerField(constraints=[SQL("CHECK (amount_idr > 0)")])
    recorded_at = TextField()
    user = ForeignKeyField(User, null=True, index=False)
    user_id: IntegerField[int | None]

    class Meta:
        table_name = "savings_consent"


GUARDS = {
    **append_only("savings_slip", [("number",)]),
    **append_only("savings_line", [("undoes_id",)]),
    **append_only("member_pin"),
    **append_only("member_pin_attempt"),
    **append_only("savings_consent"),
}
