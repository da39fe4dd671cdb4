"""Tables of what a living shop brings with it: its opening balances as one document."""

from __future__ import annotations

from peewee import AutoField, IntegerField, TextField

from pkkmart.core.db import POSITIVE_ID, DayField, Row
from pkkmart.core.guards import append_only


class Opening(Row):
    """The day the books began, and the sheet they began with."""

    id = AutoField(constraints=POSITIVE_ID)
    number = TextField(unique=True)
    business_date = DayField()
    recorded_at = TextField()
    user_id = IntegerField(null=True)
    note = TextField()


GUARDS = append_only("opening", [("number",)])
