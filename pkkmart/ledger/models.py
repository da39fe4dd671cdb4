"""Tables of the books and the triggers that keep them balanced, sealed and locked."""

from __future__ import annotations

from typing import ClassVar

from peewee import SQL, ForeignKeyField, IntegerField, TextField

from pkkmart.core.db import POSITIVE_ID, DayField, FlagField, MonthField, Row, Table
from pkkmart.core.guards import LEAP, append_only, one_of, refuse, unknown
from pkkmart.ledger.chart import CashFlow
from pkkmart.ledger.posting import EntryKind
from pkkmart.people.models import Person
from pkkmart.users.models import User


class Document(Row):
    """What every paper has, not a table itself: a number of its own series, the day it counts on, who wrote it when.

    Another paper cancels it (`VoidedDocument`); whether it stands is asked with `ledger.cancelled`.
    """

    SERIES: ClassVar[str]
    """The two letters its numbers begin with, `PM` of `PM-26-000417`; each series has no gap."""

    number = TextField(unique=True)
    business_date = DayField(index=True)
    recorded_at = TextField()
    user = ForeignKeyField(User, null=True, index=False)


class AccountRow(Table):
    """A line of the chart; the id is the code, the name is the shop's to change."""

    id = IntegerField(primary_key=True, constraints=POSITIVE_ID)
    name = TextField()
    normal_side = TextField(constraints=[SQL("CHECK (normal_side IN ('D','K'))")])
    statement = TextField()
    contra = FlagField()
    own_capital = FlagField()
    is_cash = FlagField()
    """Postings here, and only here, carry a line of the cash flow statement."""
    needs_person = FlagField()
    """Postings here must name a person; their sum by person is the sub-ledger."""
    of_consignor = FlagField()
    """What a consignor is owed or owes: the account of a consignment line."""
    active = FlagField(default=True)

    class Meta:
        table_name = "account"


class JournalEntry(Row):
    """One event in the books. Inserted after its postings: its arrival seals them."""

    kind = TextField()
    business_date = DayField(index=True)
    recorded_at = TextField()
    origin_kind = TextField()
    origin_id = IntegerField()
    reverses = ForeignKeyField("self", null=True, unique=True)
    till_id = IntegerField(null=True)
    user = ForeignKeyField(User, null=True)
    memo = TextField()

    class Meta:
        table_name = "journal_entry"
        indexes = ((("origin_kind", "origin_id"), False),)


class Posting(Row):
    """One line of an entry: debit positive, never zero."""

    entry = ForeignKeyField(
        JournalEntry, deferrable="INITIALLY DEFERRED", index=False, constraints=[SQL("CHECK (entry_id > 0)")]
    )
    line_no = IntegerField()
    account = ForeignKeyField(AccountRow, index=False)
    amount_idr = IntegerField(constraints=[SQL("CHECK (amount_idr <> 0)")])
    person = ForeignKeyField(Person, null=True, index=False)
    cash_flow = TextField(null=True)

    class Meta:
        table_name = "posting"
        indexes = ((("entry", "line_no"), True), (("account", "entry", "amount_idr"), False))


Posting.add_index(Posting.index(Posting.person, Posting.account).where(Posting.person.is_null(False)))


class PeriodEvent(Row):
    """A month was closed, or the last closed one reopened; the newest event of a month holds."""

    month = MonthField()
    kind = TextField(constraints=[SQL("CHECK (kind IN ('CLOSED','REOPENED'))")])
    recorded_at = TextField()
    user = ForeignKeyField(User, null=True)
    reason = TextField()

    class Meta:
        table_name = "period_event"
        # Every entry and every move of goods asks whether its month is closed.
        indexes = ((("kind", "month"), False),)


class PeriodBalance(Row):
    """What an account stood at when a month was closed (debit positive): a fact of that closing."""

    period_event = ForeignKeyField(PeriodEvent, index=False)
    account = ForeignKeyField(AccountRow, index=False)
    amount_idr = IntegerField()

    class Meta:
        table_name = "period_balance"
        indexes = ((("period_event", "account"), True),)


class VoidedDocument(Document):
    """A document was cancelled ("Batalkan dokumen"): the paper that says so, one for each document."""

    SERIES = "BT"
    origin_kind = TextField()
    origin_id = IntegerField()
    reason = TextField()

    class Meta:
        table_name = "voided_document"
        indexes = ((("origin_kind", "origin_id"), True),)


_OPENED_AGAIN = "(SELECT 1 FROM period_event r WHERE r.month = c.month AND r.kind = 'REOPENED' AND r.id > c.id)"
_IN_CLOSED_MONTH = (
    "EXISTS (SELECT 1 FROM period_event c WHERE c.kind = 'CLOSED'"
    f" AND c.month >= substr(NEW.business_date, 1, 7) AND NOT EXISTS {_OPENED_AGAIN})"
)
_CLOSED_THROUGH = (
    f"coalesce((SELECT max(c.month) FROM period_event c WHERE c.kind = 'CLOSED' AND NOT EXISTS {_OPENED_AGAIN}), '')"
)
_AWAKE_WITHIN = "+366 days"
"""A closing further than this after the newest act is a stranger's: he would lock the shop out of its own years."""

_FIXED = (
    "id", "normal_side", "contra", "statement", "own_capital", "is_cash", "needs_person", "of_consignor",
)  # fmt: skip
"""The columns of an account that never change."""

SETS = {"entry_kind": tuple(EntryKind), "cash_flow": tuple(CashFlow)}

GUARDS = {
    **one_of("journal_entry", kind="entry_kind"),
    **refuse(
        "posting",
        "account",
        "NOT EXISTS (SELECT 1 FROM account a WHERE a.id = NEW.account_id AND a.is_cash = (NEW.cash_flow IS NOT NULL)"
        " AND (NEW.person_id IS NOT NULL OR NOT a.needs_person))"
        f" OR (NEW.cash_flow IS NOT NULL AND {unknown('cash_flow', 'cash_flow')})",
        "akun, orang atau arus kasnya tidak cocok",
    ),
    **append_only(Posting, PeriodEvent, PeriodBalance, VoidedDocument),
    # An entry takes its id above stray postings too, so its leap may be twice theirs.
    **append_only(JournalEntry, leap=2 * LEAP),
    **refuse("account", "no_delete", "", "akun tidak bisa dihapus", "DELETE"),
    **refuse(
        "account",
        "no_renumber",
        " OR ".join(f"NEW.{column} IS NOT OLD.{column}" for column in _FIXED),
        "kode, sisi dan tempat akun di laporan tetap",
        "UPDATE",
    ),
    **refuse(
        "account",
        "no_replace",
        "EXISTS (SELECT 1 FROM account WHERE id = NEW.id)",
        "sudah ada, tidak bisa diganti",
    ),
    **refuse(
        "posting",
        "near",
        f"NEW.entry_id > {LEAP} + (SELECT coalesce(max(id), 0) FROM journal_entry)",
        "nomor jurnal terlalu jauh",
    ),
    **refuse(
        "posting",
        "sealed",
        "EXISTS (SELECT 1 FROM journal_entry WHERE id = NEW.entry_id)",
        "jurnal sudah disegel",
    ),
    **refuse(
        "journal_entry",
        "balanced",
        "NEW.id < 1 OR (SELECT coalesce(sum(amount_idr), 1) FROM posting WHERE entry_id = NEW.id) <> 0",
        "debet dan kredit tidak sama",
    ),
    **refuse("journal_entry", "open_month", _IN_CLOSED_MONTH, "bulan sudah ditutup"),
    # The lock is the ledger's, also where goods move without an entry.
    **refuse("stock_move", "open_month", _IN_CLOSED_MONTH, "bulan sudah ditutup"),
    **refuse(
        "period_event",
        "close_in_order",
        "NEW.kind = 'CLOSED'"
        f" AND (NEW.month <= {_CLOSED_THROUGH} OR EXISTS (SELECT 1 FROM journal_entry"
        f" WHERE business_date > {_CLOSED_THROUGH} || '-99' AND business_date < NEW.month || '-01')"
        " OR NOT coalesce(NEW.month <= substr(date(NEW.recorded_at, '+1 day'), 1, 7), 0)"
        " OR date(NEW.recorded_at) >"
        f" date((SELECT recorded_at FROM audit ORDER BY id DESC LIMIT 1), '{_AWAKE_WITHIN}'))",
        "bulan ditutup berurutan, tidak sebelum tiba",
    ),
    **refuse(
        "period_event",
        "reopen_last",
        f"NEW.kind = 'REOPENED' AND NEW.month <> {_CLOSED_THROUGH}",
        "hanya bulan terakhir yang bisa dibuka lagi",
    ),
}
