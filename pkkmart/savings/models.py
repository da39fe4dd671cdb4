"""Tables of savings: slips, what other documents moved, a member's PIN and consent. Balances are sums of postings."""

from __future__ import annotations

from peewee import SQL, ForeignKeyField, IntegerField, TextField

from pkkmart.core.db import DayField, FlagField, Row
from pkkmart.core.guards import append_only, one_of, refuse
from pkkmart.ledger.models import Document
from pkkmart.people.models import Person
from pkkmart.savings.rules import SavingsKind
from pkkmart.till.models import Shift
from pkkmart.users.models import User


class SavingsSlip(Document):
    """A deposit into, or a withdrawal from, a member's savings; its lines say which kinds, its amount is all of it."""

    SERIES = "SP"
    member = ForeignKeyField(Person)
    direction = TextField()
    amount_idr = IntegerField(constraints=[SQL("CHECK (amount_idr > 0)")])
    place = TextField()
    shift = ForeignKeyField(Shift, null=True, index=False)
    note = TextField()

    class Meta:
        table_name = "savings_slip"
        constraints = [SQL("CHECK ((shift_id IS NOT NULL) = (place = 'DRAWER'))")]


class SavingsSlipLine(Row):
    """What a slip put into (+) or took out of (-) one kind of savings, rupiah."""

    savings_slip = ForeignKeyField(SavingsSlip, index=False)
    line_no = IntegerField()
    kind = TextField()
    amount_idr = IntegerField(constraints=[SQL("CHECK (amount_idr <> 0)")])

    class Meta:
        table_name = "savings_slip_line"
        indexes = ((("savings_slip", "line_no"), True),)


class SavingsLine(Row):
    """Savings another document moved (a sale paid from them, its change): into them (+), out of them (-).

    A cancelled document's lines are answered by their negations, each naming the one it takes back.
    """

    member = ForeignKeyField(Person, index=False)
    kind = TextField()
    amount_idr = IntegerField(constraints=[SQL("CHECK (amount_idr <> 0)")])
    origin_kind = TextField()
    origin_id = IntegerField()
    undoes = ForeignKeyField("self", null=True, unique=True)
    business_date = DayField()
    recorded_at = TextField()

    class Meta:
        table_name = "savings_line"
        indexes = ((("member", "kind"), False), (("origin_kind", "origin_id"), False))


class MemberPin(Row):
    """A PIN a member chose, as its hash; the latest row of a person counts."""

    person = ForeignKeyField(Person)
    pin_hash = TextField()
    set_at = TextField()
    user = ForeignKeyField(User, null=True, index=False)

    class Meta:
        table_name = "member_pin"


class MemberPinAttempt(Row):
    """A PIN typed at the counter, compared with the one that counted then."""

    member_pin = ForeignKeyField(MemberPin)
    recorded_at = TextField()
    succeeded = FlagField()
    user = ForeignKeyField(User, null=True, index=False)

    class Meta:
        table_name = "member_pin_attempt"


class SavingsConsent(Row):
    """A member's consent to an amount leaving sukarela for one cart; the latest of a cart and person counts."""

    cart_id = TextField(index=True, constraints=[SQL("CHECK (cart_id <> '')")])
    person = ForeignKeyField(Person, index=False)
    amount_idr = IntegerField(constraints=[SQL("CHECK (amount_idr > 0)")])
    recorded_at = TextField()
    user = ForeignKeyField(User, null=True, index=False)

    class Meta:
        table_name = "savings_consent"


SETS = {"savings_kind": tuple(SavingsKind), "slip_direction": ("DEPOSIT", "WITHDRAWAL")}

GUARDS = {
    **one_of("savings_slip", place="place", direction="slip_direction"),
    **append_only(SavingsSlip, SavingsSlipLine, SavingsLine, MemberPin, MemberPinAttempt, SavingsConsent),
    **one_of("savings_slip_line", kind="savings_kind"),
    **refuse(
        "savings_slip_line",
        "leaving",
        "NEW.amount_idr < 0 AND NEW.kind <> 'VOLUNTARY'",
        "jenis ini tidak bisa ditarik selama menjadi anggota",
    ),
    **one_of("savings_line", kind="savings_kind"),
}
