"""Tables of what a living shop brings with it: its opening balances as one document, and the lists it brought in."""

from __future__ import annotations

from peewee import SQL, ForeignKeyField, IntegerField, TextField

from pkkmart.core.db import Row
from pkkmart.core.guards import append_only, one_of
from pkkmart.ledger.models import Document


class Opening(Document):
    """The day the books began, and the sheet they began with."""

    SERIES = "SA"
    note = TextField()


class ListImport(Row):
    """A list brought in from a file at one go; its rows got ids that follow one by one.

    The ids are those of products, of price changes, or of capacities, by kind. Nothing is booked by it, so it has no
    number.
    """

    kind = TextField()
    source = TextField()
    first_id = IntegerField()
    last_id = IntegerField(constraints=[SQL("CHECK (last_id >= first_id)")])
    recorded_at = TextField()
    user_id = IntegerField(null=True)

    class Meta:
        table_name = "list_import"


class ListImportUndone(Row):
    """The taking back of a list that nothing had used yet."""

    list_import = ForeignKeyField(ListImport, unique=True)
    reason = TextField()
    recorded_at = TextField()
    user_id = IntegerField(null=True)

    class Meta:
        table_name = "list_import_undone"


class ColumnChoice(Row):
    """Which column held which field the last time a list with these headings came in; the next one is read so."""

    kind = TextField()
    heading = TextField()
    places = TextField()

    class Meta:
        table_name = "column_choice"
        indexes = ((("kind", "heading"), True),)


SETS = {"list_kind": ("products", "prices", "stock", "consignors", "members")}

GUARDS = {
    **append_only(Opening, ListImport, ListImportUndone),
    **one_of("list_import", kind="list_kind"),
    **one_of("column_choice", kind="list_kind", changes=True),
}
