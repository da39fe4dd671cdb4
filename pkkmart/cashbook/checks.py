"""Proofs of the cash book: every expense, hand-over and QRIS payment is its entry, and no number is missing."""

from __future__ import annotations

from pkkmart.cashbook.queries import open_clearing
from pkkmart.core.check import Check
from pkkmart.core.db import fetch, fetch_one, how_many
from pkkmart.core.i18n import _, figure
from pkkmart.ledger.cancelled import join_cancellation, stands
from pkkmart.ledger.chart import Account, codes, sum_on
from pkkmart.ledger.queries import balance_idr
from pkkmart.till.places import CashPlace


def _account_of(column: str) -> str:
    return f"CASE {column} " + " ".join(f"WHEN '{place}' THEN {int(place.account)}" for place in CashPlace) + " END"


_CLEARED = codes(Account.BANK, Account.CLEARING_FEE, Account.CLEARING)


def _unlike(table: str, debit_sql: str, credit_sql: str) -> int:
    """The number of documents without exactly one entry D / K, reversed when, and only when, cancelled."""
    either = (
        f"(p.account_id = {debit_sql} AND p.amount_idr = d.amount_idr)"
        f" OR (p.account_id = {credit_sql} AND p.amount_idr = -d.amount_idr)"
    )
    rows = fetch(
        f"SELECT d.id FROM {table} d"
        f" LEFT JOIN journal_entry e ON e.origin_kind = '{table}' AND e.origin_id = d.id"
        " LEFT JOIN posting p ON p.entry_id = e.id"
        " LEFT JOIN journal_entry r ON r.reverses_id = e.id"
        f" {join_cancellation(table, 'd')}"
        " GROUP BY d.id HAVING count(DISTINCT e.id) <> 1 OR max(e.business_date) <> d.business_date"
        f" OR {how_many(either)} <> 2"
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


def clearings_are_posted() -> Check:
    """Each payment of the QRIS provider is D 1111; 6105 / K 1121, and the days it settles add up to 1121."""
    rows = fetch(
        "SELECT d.id FROM clearing d"
        " LEFT JOIN journal_entry e ON e.origin_kind = 'clearing' AND e.origin_id = d.id"
        " LEFT JOIN posting p ON p.entry_id = e.id"
        " GROUP BY d.id HAVING count(DISTINCT e.id) <> 1 OR max(e.business_date) <> d.business_date"
        f" OR {sum_on(Account.BANK)} <> d.received_idr OR {sum_on(Account.CLEARING_FEE)} <> d.fee_idr"
        f" OR {sum_on(Account.CLEARING)} <> -d.received_idr - d.fee_idr"
        f" OR {how_many(f'p.account_id NOT IN ({_CLEARED})')} <> 0"
        " OR coalesce((SELECT sum(l.amount_idr) FROM clearing_line l WHERE l.clearing_id = d.id), 0)"
        " <> d.received_idr + d.fee_idr"
        " OR EXISTS (SELECT 1 FROM clearing_line l WHERE l.clearing_id = d.id AND l.day > d.business_date)"
        f" OR NOT {stands('clearing', 'd')}"
        " <> EXISTS (SELECT 1 FROM journal_entry r JOIN journal_entry o ON o.id = r.reverses_id"
        " WHERE o.origin_kind = 'clearing' AND o.origin_id = d.id)"
    )
    total = fetch_one("SELECT count(*), coalesce(sum(received_idr), 0) FROM clearing") or (0, 0)
    text = _("{count} dokumen, {total}, {wrong} tidak cocok").format(
        count=figure(total[0]), total=figure(total[1]), wrong=len(rows)
    )
    return Check(_("QRIS masuk bank sama dengan jurnalnya"), text, not rows)


def clearing_is_its_open_days() -> Check:
    """Account 1121 is the sum of the days still open."""
    balance, open_idr = balance_idr(Account.CLEARING), sum(one.open_idr for one in open_clearing())
    text = _("1121 {balance}, belum masuk bank {open}").format(balance=figure(balance), open=figure(open_idr))
    return Check(_("QRIS belum masuk bank sama dengan 1121"), text, balance == open_idr)


def numbers_without_gap() -> Check:
    rows = fetch(
        "SELECT substr(number, 1, 6) FROM (SELECT number FROM expense UNION ALL SELECT number FROM transfer"
        " UNION ALL SELECT number FROM clearing)"
        " GROUP BY substr(number, 1, 6) HAVING count(*) <> max(CAST(substr(number, 7) AS INTEGER))"
    )
    return Check(_("Nomor buku kas tanpa lompatan"), _("{wrong} deret melompat").format(wrong=len(rows)), not rows)


CHECKS = (
    expenses_are_posted,
    transfers_are_posted,
    clearings_are_posted,
    clearing_is_its_open_days,
    numbers_without_gap,
)
