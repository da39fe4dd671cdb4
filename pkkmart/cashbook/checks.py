"""Proofs of the cash book: every expense and hand-over is its entry, and no number is missing."""

from __future__ import annotations

from pkkmart.core.check import Check
from pkkmart.core.db import fetch, fetch_one
from pkkmart.core.i18n import _, figure
from pkkmart.till.places import CashPlace


def _account_of(column: str) -> str:
    return f"CASE {column} " + " ".join(f"WHEN '{place}' THEN {int(place.account)}" for place in CashPlace) + " END"


def _unlike(table: str, debit_sql: str, credit_sql: str) -> int:
    """How many documents do not have exactly one entry D / K, reversed when, and only when, cancelled."""
    rows = fetch(
        f"SELECT d.id FROM {table} d"
        f" LEFT JOIN journal_entry e ON e.origin_kind = '{table}' AND e.origin_id = d.id"
        " LEFT JOIN posting p ON p.entry_id = e.id"
        " LEFT JOIN journal_entry r ON r.reverses_id = e.id"
        f" LEFT JOIN voided_document v ON v.origin_kind = '{table}' AND v.origin_id = d.id"
        " GROUP BY d.id HAVING count(DISTINCT e.id) <> 1 OR max(e.business_date) <> d.business_date"
        f" OR coalesce(sum((p.account_id = {debit_sql} AND p.amount_idr = d.amount_idr)"
        f" OR (p.account_id = {credit_sql} AND p.amount_idr = -d.amount_idr)), 0) <> 2"
        " OR count(p.id) <> 2 OR (count(v.id) > 0) <> (count(r.id) > 0)"
    )
    return len(rows)


def _posted(name: str, table: str, wrong: int) -> Check:
    total = fetch_one(f"SELECT count(*), coalesce(sum(amount_idr), 0) FROM {table}") or (0, 0)
    text = _("{count} dokumen, {total}, {wrong} tidak cocok").format(
        count=figure(total[0]), total=figure(total[1]), wrong=wrong
    )
    return Check(name, text, not wrong)


def expenses_are_posted() -> Check:
    wrong = _unlike("expense", "d.account_id", _account_of("d.place"))
    return _posted(_("Biaya sama dengan jurnalnya"), "expense", wrong)


def transfers_are_posted() -> Check:
    wrong = _unlike("transfer", _account_of("d.to_place"), _account_of("d.from_place"))
    return _posted(_("Pindah kas sama dengan jurnalnya"), "transfer", wrong)


def numbers_without_gap() -> Check:
    rows = fetch(
        "SELECT substr(number, 1, 6) FROM (SELECT number FROM expense UNION ALL SELECT number FROM transfer)"
        " GROUP BY substr(number, 1, 6) HAVING count(*) <> max(CAST(substr(number, 7) AS INTEGER))"
    )
    return Check(
        _("Nomor biaya dan pindah kas tanpa lompatan"), _("{wrong} deret melompat").format(wrong=len(rows)), not rows
    )


CHECKS = (expenses_are_posted, transfers_are_posted, numbers_without_gap)
