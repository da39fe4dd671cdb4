"""What may be one of a set: tenders, reasons, kinds of savings, places of money.

One table holds every set, because a set is a name and its keys and nothing else: what a key means (its label, its
account) is the code's. A CHECK … IN (…) could not grow later: SQLite rebuilds the table to change one, and loses
STRICT and every trigger of a posted table on the way. Here a new key is a row that a migration, or an operation (a
second bank), adds. `guards.one_of` is the trigger that refuses any other key on any connection.

Each room names its sets in `models.SETS`; the first migration plants them, and a test holds them against the code.
"""

from __future__ import annotations

from peewee import TextField

from pkkmart.core.db import Row
from pkkmart.core.guards import append_only


class Kind(Row):
    """One key of one set, as it is stored."""

    set_name = TextField()
    key = TextField()

    class Meta:
        indexes = ((("set_name", "key"), True),)


GUARDS = append_only(Kind)
