"""Proofs of the cash book: every expense, hand-over and QRIS payment is its entry."""

from __future__ import annotations

from pkkmart.cashbook.queries import open_clearing
from pkkmart.core.check import Check
from pkkmart.core.db import fetch, how_many
from pkkmart.core.i18n import _, figure
from pkkmart.ledger.cancelled import stands
from pkkmart.ledger.chart import Account, codes, sum_on
from pkkmart.ledger.checks import not_as_posted, posted
from pkkmart.ledger.queries import balance_idr
from pkkmart.till.places import account_sql

_CLEARED = codes(Account.BANK, Account.CLEARING_FEE, Account.CLEARING)


def _unlike(table: str, debit_sql: str, credit_sql: str) -> int:
    """The number of documents without exactly one entry D / K, reversed when, and only when, cancelled."""
    debit = f"p.account_id = {debit_sql} AND p.amount_idr = d.amount_idr"
    return len(not_as_posted(table, debit, f"p.account_id = {credit_sql} AND p.amount_idr = -d.amount_idr"))


def expenses_are_posted() -> Check:
    wrong = _unlike("expense", "d.account_id", account_sql("d.place"))
    return posted(_("Biaya sama dengan jurnalnya"), "expense", wrong)


def transfers_are_posted() -> Check:
    wrong = _unlike("transfer", account_sql("d.to_place"), account_sql("d.from_place"))
    return posted(_("Pindah kas sama dengan jurnalnya"), "transfer", wrong)


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
    return posted(_("QRIS masuk bank sama dengan jurnalnya"), "clearing", len(rows), "received_idr")


def clearing_is_its_open_days() -> Check:
    """Account 1121 is the sum of the days still open."""
    balance, open_idr = balance_idr(Account.CLEARING), sum(one.open_idr for one in open_clearing())
    text = _("1121 {balance}, belum masuk bank {open}").format(balance=figure(balance), open=figure(open_idr))
    return Check(_("QRIS belum masuk bank sama dengan 1121"), text, balance == open_idr)


CHECKS = (expenses_are_posted, transfers_are_posted, clearings_are_posted, clearing_is_its_open_days)
