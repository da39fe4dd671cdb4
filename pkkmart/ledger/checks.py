"""Proofs of the books themselves: balanced, sealed, without orphans, and the audit chain unbroken."""

from __future__ import annotations

from pkkmart.core import audit
from pkkmart.core.check import Check
from pkkmart.core.db import fetch, fetch_one, how_many, orphans
from pkkmart.core.i18n import _, figure
from pkkmart.ledger.cancelled import join_cancellation
from pkkmart.ledger.posting import entry_digest
from pkkmart.ledger.queries import first_documents, numbers_with_gap

_HEAD = "kind, business_date, origin_kind, origin_id, reverses_id"


def not_as_posted(table: str, *lines: str, besides: str = "false") -> list[tuple[int]]:
    """The ids of a table's documents without exactly one entry of these lines on their day.

    Each line is the SQL condition that a posting `p` is one line of the entry of the document `d`, and each fits one
    posting; postings that are `besides` (SQL) are left out. The entry is reversed when, and only when,
    the document is cancelled.
    """
    return fetch(
        f"SELECT d.id FROM {table} d"
        f" LEFT JOIN journal_entry e ON e.origin_kind = '{table}' AND e.origin_id = d.id"
        f" LEFT JOIN posting p ON p.entry_id = e.id AND NOT ({besides})"
        " LEFT JOIN journal_entry r ON r.reverses_id = e.id"
        f" {join_cancellation(table, 'd')}"
        " GROUP BY d.id HAVING count(DISTINCT e.id) <> 1 OR max(e.business_date) <> d.business_date"
        f" OR {how_many(' OR '.join(f'({line})' for line in lines))} <> {len(lines)}"
        f" OR count(p.id) <> {len(lines)} OR (count(v.id) > 0) <> (count(r.id) > 0)"
    )


def posted(name: str, table: str, wrong: int, amount: str = "amount_idr") -> Check:
    """The check that a table's documents, told by their number and sum, are as posted but for some that are wrong."""
    total = fetch_one(f"SELECT count(*), coalesce(sum({amount}), 0) FROM {table}") or (0, 0)
    text = _("{count} dokumen, {total}, {wrong} tidak cocok").format(
        count=figure(total[0]), total=figure(total[1]), wrong=wrong
    )
    return Check(name, text, not wrong)


def debits_equal_credits() -> Check:
    row = fetch_one(
        "SELECT coalesce(sum(CASE WHEN amount_idr > 0 THEN amount_idr END), 0),"
        " -coalesce(sum(CASE WHEN amount_idr < 0 THEN amount_idr END), 0) FROM posting"
    ) or (0, 0)
    text = _("debet {debit}, kredit {credit}").format(debit=figure(row[0]), credit=figure(row[1]))
    return Check(_("Debet sama dengan kredit"), text, row[0] == row[1])


def entries_balance() -> Check:
    rows = fetch(
        "SELECT e.id FROM journal_entry e LEFT JOIN posting p ON p.entry_id = e.id GROUP BY e.id"
        " HAVING coalesce(sum(p.amount_idr), 1) <> 0"
    )
    total = fetch_one("SELECT count(*) FROM journal_entry") or (0,)
    text = _("{total} jurnal, {wrong} tidak seimbang").format(total=figure(total[0]), wrong=len(rows))
    return Check(_("Tiap jurnal seimbang"), text, not rows)


def no_orphans() -> Check:
    postings = fetch("SELECT p.id FROM posting p LEFT JOIN journal_entry e ON e.id = p.entry_id WHERE e.id IS NULL")
    count = max(len(postings), len(orphans()))
    return Check(_("Tidak ada baris tanpa induk"), _("{count} baris").format(count=count), not count)


def chain_unbroken() -> Check:
    state = audit.check_chain()
    text = _("{rows} catatan").format(rows=figure(state.rows))
    if state.broken_at is not None:
        text += _(", putus di nomor {id}").format(id=state.broken_at)
    return Check(_("Rantai catatan kejadian utuh"), text, state.broken_at is None)


def digests_hold() -> Check:
    """Every entry is as the audit saw it when it was posted, and none it saw is missing."""
    heads = {row[0]: row[1:] for row in fetch(f"SELECT id, {_HEAD} FROM journal_entry")}
    lines: dict[int, list[tuple[object, ...]]] = {entry_id: [] for entry_id in heads}
    for row in fetch(
        "SELECT entry_id, account_id, amount_idr, person_id, cash_flow FROM posting ORDER BY entry_id, line_no"
    ):
        lines.setdefault(row[0], []).append(row[1:])
    found = {entry_digest(entry_id, heads.get(entry_id, ()), rows) for entry_id, rows in lines.items()}
    seen = {text for row in fetch("SELECT digest FROM audit WHERE digest <> ''") for text in row[0].split()}
    wrong = {text.partition(":")[0] for text in found ^ seen}
    text = _("{count} jurnal dicocokkan, {wrong} berbeda").format(count=figure(len(lines)), wrong=len(wrong))
    return Check(_("Jurnal sama dengan catatan kejadian"), text, not wrong)


def cancelled_documents_are_reversed() -> Check:
    """Each entry of a cancelled document is reversed by its cancellation, line by line, and by nothing else."""
    wrong = fetch(
        "WITH gone AS (SELECT v.id, v.origin_kind, v.origin_id, e.id AS entry_id FROM voided_document v"
        " JOIN journal_entry e ON e.origin_kind = v.origin_kind AND e.origin_id = v.origin_id),"
        " undone AS (SELECT e.id, e.origin_id AS void_id, e.kind, e.reverses_id FROM journal_entry e"
        " WHERE e.origin_kind = 'void'),"
        " lines AS (SELECT g.id, g.origin_kind, g.origin_id, p.account_id, p.person_id, p.cash_flow, p.amount_idr"
        " FROM gone g JOIN posting p ON p.entry_id = g.entry_id UNION ALL"
        " SELECT v.id, v.origin_kind, v.origin_id, p.account_id, p.person_id, p.cash_flow, p.amount_idr"
        " FROM undone u JOIN voided_document v ON v.id = u.void_id JOIN posting p ON p.entry_id = u.id)"
        " SELECT g.origin_kind, g.origin_id FROM gone g LEFT JOIN undone u ON u.void_id = g.id"
        " AND u.reverses_id = g.entry_id AND u.kind = 'REVERSAL' WHERE u.id IS NULL"
        " UNION SELECT 'void', u.void_id FROM undone u LEFT JOIN gone g ON g.id = u.void_id"
        " AND g.entry_id = u.reverses_id WHERE g.id IS NULL"
        " UNION SELECT origin_kind, origin_id FROM lines GROUP BY origin_kind, origin_id, account_id, person_id,"
        " cash_flow HAVING sum(amount_idr) <> 0"
    )
    total = fetch_one("SELECT count(*) FROM voided_document") or (0,)
    text = _("{count} pembatalan, {wrong} tidak membalik jurnalnya").format(count=figure(total[0]), wrong=len(wrong))
    return Check(_("Dokumen yang batal dibalik jurnalnya"), text + first_documents(wrong), not wrong)


def every_series_without_gap() -> Check:
    """The numbers of every paper of the shop run without a gap; a room that is new is proven unasked."""
    wrong = numbers_with_gap()
    text = _("{count} deret melompat").format(count=len(wrong)) + (f": {', '.join(wrong)}" if wrong else "")
    return Check(_("Nomor semua surat tanpa lompatan"), text, not wrong)


CHECKS = (
    debits_equal_credits,
    entries_balance,
    no_orphans,
    chain_unbroken,
    digests_hold,
    cancelled_documents_are_reversed,
    every_series_without_gap,
)
