"""Tables of what a living shop brings with it: its opening balances as one document."""

from __future__ import annotations

from peewee import TextField

from pkkmart.core.guards import append_only
from pkkmart.ledger.models import Document


class Opening(Document):
    """The day the books began, and the sheet they began with."""

    SERIES = "SA"
    note = TextField()


GUARDS = append_only(Opening)
