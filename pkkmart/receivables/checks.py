"""Proofs of bon: each member's debts are what the books say, and no debt is overpaid."""

from __future__ import annotations

from pkkmart.core.check import Check
from pkkmart.core.db import fetch, fetch_one
from pkkmart.core.i18n import _, figure
from pkkmart.ledger.chart import Account
from pkkmart.ledger.queries import balance_idr, balances_by_person
from pkkmart.receivables.queries import ALL_MOVED_SQL, OPENED_SQL, owed_by_member


def items_are_receivable() -> Check:
    """What each member owes by documents and opening balances is the member's part of 1131."""
    owed, booked = owed_by_member(), balances_by_person(Account.MEMBER_RECEIVABLE)
    wrong = sum(owed.get(person, 0) != booked.get(person, 0) for person in owed.keys() | booked.keys())
    text = _("bon {owed}, Piutang Anggota {booked}, {wrong} anggota berbeda").format(
        owed=figure(sum(owed.values())), booked=figure(balance_idr(Account.MEMBER_RECEIVABLE)), wrong=wrong
    )
    return Check(_("Bon anggota sama dengan Piutang Anggota"), text, not wrong)


def items_are_posted() -> Check:
    """Each document's items stand in its entry, on its day, and were reversed when, and only when, undone."""
    rows = fetch(
        "SELECT origin_kind, origin_id FROM (SELECT origin_kind, origin_id, member_id, business_date, amount_idr"
        " FROM receivable_item UNION ALL"
        f" SELECT o.origin_kind, o.origin_id, o.member_id, o.business_date, o.amount_idr FROM ({OPENED_SQL}) o"
        " UNION ALL SELECT e.origin_kind, e.origin_id, p.person_id, e.business_date, -p.amount_idr FROM posting p"
        " JOIN journal_entry e ON e.id = p.entry_id WHERE p.account_id = ?)"
        " GROUP BY origin_kind, origin_id, member_id, business_date HAVING sum(amount_idr) <> 0",
        (int(Account.MEMBER_RECEIVABLE),),
    )
    total = fetch_one("SELECT count(*) FROM receivable_item") or (0,)
    text = _("{count} baris bon, {wrong} dokumen tidak cocok").format(
        count=figure(total[0]), wrong=len({row[:2] for row in rows})
    )
    return Check(_("Baris bon sama dengan jurnalnya"), text, not rows)


def no_debt_below_nothing() -> Check:
    """No purchase was paid back beyond what was owed, at the end of any day.

    Opening balances are only checked as they stand now: they are cancelled on their own day, before what was
    paid on them and cancelled in between.
    """
    rows = fetch(
        "WITH day_end AS (SELECT member_id, debt_kind, debt_id, business_date, sum(sum(amount_idr))"
        " OVER (PARTITION BY member_id, debt_kind, debt_id ORDER BY business_date) AS owed_idr,"
        " max(business_date) OVER (PARTITION BY member_id, debt_kind, debt_id) AS last_day"
        f" FROM ({ALL_MOVED_SQL}) GROUP BY member_id, debt_kind, debt_id, business_date)"
        " SELECT DISTINCT member_id, debt_kind, debt_id FROM day_end"
        " WHERE owed_idr < 0 AND (debt_kind <> 'opening' OR business_date = last_day)"
    )
    return Check(_("Bon tidak dibayar lebih"), _("{wrong} bon minus").format(wrong=len(rows)), not rows)


def repayments_are_counted() -> Check:
    """Every repayment is counted in full on purchases of the member who paid."""
    rows = fetch(
        "SELECT r.id FROM repayment r LEFT JOIN receivable_item i ON i.origin_kind = 'repayment' AND i.origin_id = r.id"
        " AND i.kind = 'REPAYMENT' AND i.member_id = r.member_id AND i.business_date = r.business_date"
        " GROUP BY r.id HAVING coalesce(sum(i.amount_idr), 0) <> -r.amount_idr"
    )
    total = fetch_one("SELECT count(*), coalesce(sum(amount_idr), 0) FROM repayment") or (0, 0)
    text = _("{count} angsuran, {total}, {wrong} tidak habis terbagi").format(
        count=total[0], total=figure(total[1]), wrong=len(rows)
    )
    return Check(_("Angsuran bon terbagi habis"), text, not rows)


CHECKS = (items_are_receivable, items_are_posted, no_debt_below_nothing, repayments_are_counted)
