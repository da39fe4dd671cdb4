"""Tables of the drawer: tills, shifts, every movement of its cash, blind counts."""

from __future__ import annotations

from peewee import SQL, ForeignKeyField, IntegerField, TextField

from pkkmart.core.db import DayField, FlagField, Row
from pkkmart.core.guards import append_only, one_of, refuse
from pkkmart.ledger.models import Document
from pkkmart.till.kinds import CashIn, CashOut
from pkkmart.till.places import CashPlace
from pkkmart.users.models import User


class Till(Row):
    letter = TextField(unique=True)
    name = TextField()


class Shift(Row):
    """A cashier's shift at a till. A closed shift has a row of shift_close."""

    till = ForeignKeyField(Till)
    user = ForeignKeyField(User)
    business_date = DayField()
    opened_at = TextField()
    opening_float_idr = IntegerField(constraints=[SQL("CHECK (opening_float_idr >= 0)")])


class CashMovement(Row):
    """Cash into (+) or out of (-) the drawer, with the document it belongs to."""

    shift = ForeignKeyField(Shift)
    kind = TextField()
    amount_idr = IntegerField(constraints=[SQL("CHECK (amount_idr <> 0)")])
    origin_kind = TextField()
    origin_id = IntegerField()
    recorded_at = TextField()

    class Meta:
        table_name = "cash_movement"
        indexes = ((("origin_kind", "origin_id"), False),)


class CashCount(Row):
    """A count of the drawer at the end of a shift, made before the expected cash is shown.

    `last_movement_id` is the newest movement of the shift at that moment: a later one makes it stale.
    """

    shift = ForeignKeyField(Shift)
    kind = TextField()
    total_idr = IntegerField(constraints=[SQL("CHECK (total_idr >= 0)")])
    expected_idr = IntegerField()
    last_movement_id = IntegerField()
    recorded_at = TextField()
    user = ForeignKeyField(User, null=True)

    class Meta:
        table_name = "cash_count"


class CashCountLine(Row):
    cash_count = ForeignKeyField(CashCount)
    denomination_idr = IntegerField(constraints=[SQL("CHECK (denomination_idr > 0)")])
    pieces = IntegerField(constraints=[SQL("CHECK (pieces >= 0)")])

    class Meta:
        table_name = "cash_count_line"
        indexes = ((("cash_count", "denomination_idr"), True),)


class ShiftClose(Row):
    """The end of a shift: expected, counted and recounted cash, and where the cash went."""

    shift = ForeignKeyField(Shift, unique=True)
    closed_at = TextField()
    user = ForeignKeyField(User, null=True)
    expected_idr = IntegerField()
    counted_idr = IntegerField()
    recounted_idr = IntegerField(null=True)
    difference_idr = IntegerField()
    charged_to_staff = FlagField()
    handed_over_idr = IntegerField(constraints=[SQL("CHECK (handed_over_idr >= 0)")])
    float_left_idr = IntegerField(constraints=[SQL("CHECK (float_left_idr >= 0)")])
    reason = TextField()
    approver_id = IntegerField(null=True)

    class Meta:
        table_name = "shift_close"


class CashSlip(Document):
    """The shop's own cash carried into or out of the drawer during a shift."""

    SERIES = "KL"
    shift = ForeignKeyField(Shift)
    kind = TextField()
    amount_idr = IntegerField(constraints=[SQL("CHECK (amount_idr > 0)")])
    reason = TextField()

    class Meta:
        table_name = "cash_slip"


class DrawerOpening(Row):
    """An opening of the drawer without a sale, in a shift or outside one."""

    till = ForeignKeyField(Till, index=False)
    shift = ForeignKeyField(Shift, null=True)
    recorded_at = TextField()
    user_id = IntegerField(null=True)
    approver_id = IntegerField(null=True)
    reason = TextField()

    class Meta:
        table_name = "drawer_opening"


SETS = {
    "cash_kind": ("FLOAT", "SALE", "REFUND", "IN", "OUT", "DIFFERENCE", "HANDOVER"),
    "count_kind": ("OPENING", "CLOSING", "RECOUNT"),
    "slip_kind": (*CashIn, *CashOut),
    "place": tuple(place for place in CashPlace if place is not CashPlace.TRANSIT),
    "transfer_place": tuple(CashPlace),
}

GUARDS = {
    **one_of("cash_movement", kind="cash_kind"),
    **one_of("cash_count", kind="count_kind"),
    **one_of("cash_slip", kind="slip_kind"),
    **append_only(Shift, CashMovement, CashCount, CashCountLine, ShiftClose, CashSlip, DrawerOpening),
    **refuse(
        "shift",
        "one_open",
        "EXISTS (SELECT 1 FROM shift s WHERE s.till_id = NEW.till_id"
        " AND NOT EXISTS (SELECT 1 FROM shift_close c WHERE c.shift_id = s.id))",
        "masih ada sif terbuka",
    ),
    **refuse(
        "cash_movement",
        "open_shift",
        "EXISTS (SELECT 1 FROM shift_close WHERE shift_id = NEW.shift_id)",
        "sif sudah ditutup",
    ),
}
