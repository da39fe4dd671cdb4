"""Tables of the books and the triggers that keep them balanced, sealed and locked."""

from __future__ import annotations

from typing import ClassVar

from peewee import SQL, AutoField, ForeignKeyField, IntegerField, TextField

from pkkmart.core.db import POSITIVE_ID, DayField, FlagField, MonthField, Row
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

    id = AutoField(constraints=POSITIVE_ID)
    number = TextField(unique=True)
    business_date = DayField(index=True)
    recorded_at = TextField()
    user = ForeignKeyField(User, null=True, index=False)
    user_id: IntegerField[int | None]


class AccountRow(Row):
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

    id = AutoField(constraints=POSITIVE_ID)
    kind = TextField()
    business_date = DayField(index=True)
    recorded_at = TextField()
    origin_kind = TextField()
    origin_id = IntegerField()
    reverses = ForeignKeyField("self", null=True, unique=True)
    reverses_id: IntegerField[int | None]
    till_id = IntegerField(null=True)
    user = ForeignKeyField(User, null=True)
    user_id: IntegerField[int | None]
    memo = TextField()

    class Meta:
        table_name = "journal_entry"
        indexes = ((("origin_kind", "origin_id"), False),)


class Posting(Row):
    """One line of an entry: debit positive, never zero."""

    id = AutoField(constraints=POSITIVE_ID)
    entry = ForeignKeyField(
        JournalEntry, deferrable="INITIALLY DEFERRED", index=False, constraints=[SQL("CHECK (entry_id > 0)")]
    )
    entry_id: IntegerField[int]
    line_no = IntegerField()
    account = ForeignKeyField(AccountRow, index=False)
    account_id: IntegerField[int]
    amount_idr = IntegerField(constraints=[SQL("CHECK (amount_idr <> 0)")])
    person = ForeignKeyField(Person, null=True, index=False)
    person_id: IntegerField[int | None]
    cash_flow = TextField(null=True)

    class Meta:
        table_name = "posting"
        indexes = ((("entry", "line_no"), True), (("account", "entry", "amount_idr"), False))


Posting.add_index(Posting.index(Posting.person, Posting.account).where(Posting.person.is_null(False)))


class PeriodEvent(Row):
    """A month was closed, or the last closed one reopened; the newest event of a month holds."""

    id = AutoField(constraints=POSITIVE_ID)
    month = MonthField()
    kind = TextField(constraints=[SQL("CHECK (kind IN ('CLOSED','REOPENED'))")])
    recorded_at = TextField()
    user = ForeignKeyField(User, null=True)
    user_id: IntegerField[int | None]
    reason = TextField()

    class Meta:
        table_name = "period_event"
        # Every entry and every move of goods asks whether its month is closed.
        indexes = ((("kind", "month"), False),)


class PeriodBalance(Row):
    """What an account stood at when a month was closed (debit positive): a fact of that closing."""

    id = AutoField(constraints=POSITIVE_ID)
    period_event = ForeignKeyField(PeriodEvent, index=False)
    period_event_id: IntegerField[int]
    account = ForeignKeyField(AccountRow, index=False)
    account_id: IntegerField[int]
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
    **append_only("period_balance", [("period_event_id", "account_id")]),
    **append_only("voided_document", [("number",), ("origin_kind", "origin_id")]),
    # An entry takes its id above stray postings too, so its leap may be twice theirs.
    **append_only("journal_entry", [("reverses_id",)], leap=2 * LEAP),
    **append_only("posting", [("entry_id", "line_no")]),
    **append_only("period_event"),
    "account_no_delete": (
        "CREATE TRIGGER account_no_delete BEFORE DELETE ON account BEGIN"
        " SELECT RAISE(ABORT, 'account: akun tidak bisa dihapus'); END"
    ),
    "account_no_renumber": (
        "CREATE TRIGGER account_no_renumber BEFORE UPDATE ON account WHEN NEW.id IS NOT OLD.id"
        " OR NEW.normal_side IS NOT OLD.normal_side OR NEW.contra IS NOT OLD.contra"
        " OR NEW.statement IS NOT OLD.statement OR NEW.own_capital IS NOT OLD.own_capital"
        " OR NEW.is_cash IS NOT OLD.is_cash OR NEW.needs_person IS NOT OLD.needs_person"
        " OR NEW.of_consignor IS NOT OLD.of_consignor BEGIN"
        " SELECT RAISE(ABORT, 'account: kode, sisi dan tempat akun di laporan tetap'); END"
    ),
    "account_no_replace": (
        "CREATE TRIGGER account_no_replace BEFORE INSERT ON account"
        " WHEN EXISTS (SELECT 1 FROM account WHERE id = NEW.id) BEGIN"
        " SELECT RAISE(ABORT, 'account: sudah ada, tidak bisa diganti'); END"
    ),
    "posting_near": (
        "CREATE TRIGGER posting_near BEFORE INSERT ON posting"
        f" WHEN NEW.entry_id > {LEAP} + (SELECT coalesce(max(id), 0) FROM journal_entry) BEGIN"
        " SELECT RAISE(ABORT, 'posting: nomor jurnal terlalu jauh'); END"
    ),
    "posting_sealed": (
        "CREATE TRIGGER posting_sealed BEFORE INSERT ON posting"
        " WHEN EXISTS (SELECT 1 FROM journal_entry WHERE id = NEW.entry_id) BEGIN"
        " SELECT RAISE(ABORT, 'posting: jurnal sudah disegel'); END"
    ),
    "journal_entry_balanced": (
        "CREATE TRIGGER journal_entry_balanced BEFORE INSERT ON journal_entry"
        " WHEN NEW.id < 1 OR (SELECT coalesce(sum(amount_idr), 1) FROM posting WHERE entry_id = NEW.id) <> 0 BEGIN"
        " SELECT RAISE(ABORT, 'journal_entry: debet dan kredit tidak sama'); END"
    ),
    "journal_entry_open_month": (
        "CREATE TRIGGER journal_entry_open_month BEFORE INSERT ON journal_entry"
        f" WHEN {_IN_CLOSED_MONTH} BEGIN SELECT RAISE(ABORT, 'journal_entry: bulan sudah ditutup'); END"
    ),
    # The lock is the ledger's, also where goods move without an entry.
    "stock_move_open_month": (
        "CREATE TRIGGER stock_move_open_month BEFORE INSERT ON stock_move"
        f" WHEN {_IN_CLOSED_MONTH} BEGIN SELECT RAISE(ABORT, 'stock_move: bulan sudah ditutup'); END"
    ),
    "period_event_close_in_order": (
        "CREATE TRIGGER period_event_close_in_order BEFORE INSERT ON period_event WHEN NEW.kind = 'CLOSED'"
        f" AND (NEW.month <= {_CLOSED_THROUGH} OR EXISTS (SELECT 1 FROM journal_entry"
        f" WHERE business_date > {_CLOSED_THROUGH} || '-99' AND business_date < NEW.month || '-01')"
        " OR NOT coalesce(NEW.month <= substr(date(NEW.recorded_at, '+1 day'), 1, 7), 0)"
        " OR date(NEW.recorded_at) >"
        f" date((SELECT recorded_at FROM audit ORDER BY id DESC LIMIT 1), '{_AWAKE_WITHIN}'))"
        " BEGIN SELECT RAISE(ABORT, 'period_event: bulan ditutup berurutan, tidak sebelum tiba'); END"
    ),
    "period_event_reopen_last": (
        "CREATE TRIGGER period_event_reopen_last BEFORE INSERT ON period_event WHEN NEW.kind = 'REOPENED'"
        f" AND NEW.month <> {_CLOSED_THROUGH}"
        " BEGIN SELECT RAISE(ABORT, 'period_event: hanya bulan terakhir yang bisa dibuka lagi'); END"
    ),
}
