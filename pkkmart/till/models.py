"""Tables of the drawer: tills, shifts, every movement of its cash, blind counts."""

from __future__ import annotations

from peewee import SQL, AutoField, ForeignKeyField, IntegerField, TextField

from pkkmart.core.db import POSITIVE_ID, DayField, FlagField, Row
from pkkmart.core.guards import append_only, one_of
from pkkmart.ledger.models import Document
from pkkmart.till.kinds import CashIn, CashOut
from pkkmart.till.places import CashPlace
from pkkmart.users.models import User


class Till(Row):
    id = AutoField(constraints=POSITIVE_ID)
    letter = TextField(unique=True)
    name = TextField()


class Shift(Row):
    """A cashier's shift at a till. A closed shift has a row of shift_close."""

    id = AutoField(constraints=POSITIVE_ID)
    till = ForeignKeyField(Till)
    till_id: IntegerField[int]
    user = ForeignKeyField(User)
    user_id: IntegerField[int]
    business_date = DayField()
    opened_at = TextField()
    opening_float_idr = IntegerField(constraints=[SQL("CHECK (opening_float_idr >= 0)")])


class CashMovement(Row):
    """Cash into (+) or out of (-) the drawer, with the document it belongs to."""

    id = AutoField(constraints=POSITIVE_ID)
    shift = ForeignKeyField(Shift)
    shift_id: IntegerField[int]
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

    id = AutoField(constraints=POSITIVE_ID)
    shift = ForeignKeyField(Shift)
    shift_id: IntegerField[int]
    kind = TextField()
    total_idr = IntegerField(constraints=[SQL("CHECK (total_idr >= 0)")])
    expected_idr = IntegerField()
    last_movement_id = IntegerField()
    recorded_at = TextField()
    user = ForeignKeyField(User, null=True)
    user_id: IntegerField[int | None]

    class Meta:
        table_name = "cash_count"


class CashCountLine(Row):
    id = AutoField(constraints=POSITIVE_ID)
    cash_count = ForeignKeyField(CashCount)
    cash_count_id: IntegerField[int]
    denomination_idr = IntegerField(constraints=[SQL("CHECK (denomination_idr > 0)")])
    pieces = IntegerField(constraints=[SQL("CHECK (pieces >= 0)")])

    class Meta:
        table_name = "cash_count_line"
        indexes = ((("cash_count", "denomination_idr"), True),)


class ShiftClose(Row):
    """The end of a shift: expected, counted and recounted cash, and where the cash went."""

    id = AutoField(constraints=POSITIVE_ID)
    shift = ForeignKeyField(Shift, unique=True)
    shift_id: IntegerField[int]
    closed_at = TextField()
    user = ForeignKeyField(User, null=True)
    user_id: IntegerField[int | None]
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
    shift_id: IntegerField[int]
    kind = TextField()
    amount_idr = IntegerField(constraints=[SQL("CHECK (amount_idr > 0)")])
    reason = TextField()

    class Meta:
        table_name = "cash_slip"


class DrawerOpening(Row):
    """An opening of the drawer without a sale, in a shift or outside one."""

    id = AutoField(constraints=POSITIVE_ID)
    till = ForeignKeyField(Till, index=False)
    till_id: IntegerField[int]
    shift = ForeignKeyField(Shift, null=True)
    shift_id: IntegerField[int | None]
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
    **append_only("shift"),
    **append_only("cash_movement"),
    **append_only("cash_count"),
    **append_only("cash_count_line", [("cash_count_id", "denomination_idr")]),
    **append_only("shift_close", [("shift_id",)]),
    **append_only("cash_slip", [("number",)]),
    **append_only("drawer_opening"),
    "shift_one_open": (
        "CREATE TRIGGER shift_one_open BEFORE INSERT ON shift"
        " WHEN EXISTS (SELECT 1 FROM shift s WHERE s.till_id = NEW.till_id"
        " AND NOT EXISTS (SELECT 1 FROM shift_close c WHERE c.shift_id = s.id)) BEGIN"
        " SELECT RAISE(ABORT, 'shift: masih ada sif terbuka'); END"
    ),
    "cash_movement_open_shift": (
        "CREATE TRIGGER cash_movement_open_shift BEFORE INSERT ON cash_movement"
        " WHEN EXISTS (SELECT 1 FROM shift_close WHERE shift_id = NEW.shift_id) BEGIN"
        " SELECT RAISE(ABORT, 'cash_movement: sif sudah ditutup'); END"
    ),
}
