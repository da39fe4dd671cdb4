"""Proofs of savings: slips and lines match the ledger, sukarela is never negative, each posting has a person."""

from __future__ import annotations

from pkkmart.core.check import Check
from pkkmart.core.db import fetch, fetch_one, how_many
from pkkmart.core.i18n import _, figure
from pkkmart.ledger.cancelled import join_cancellation, join_cancelling
from pkkmart.ledger.chart import Account
from pkkmart.savings.rules import KIND_OF, SavingsKind
from pkkmart.till.places import account_sql

_ACCOUNTS = ",".join(str(code) for code in sorted(KIND_OF))
_KIND_SQL = "CASE l.kind " + " ".join(f"WHEN '{kind}' THEN {int(kind.account)}" for kind in SavingsKind) + " END"
_SIGNED_SQL = "CASE s.direction WHEN 'DEPOSIT' THEN s.amount_idr ELSE -s.amount_idr END"

_LINES = "SELECT l.amount_idr FROM savings_slip_line l WHERE l.savings_slip_id = s.id"

_FITS = (
    f"(p.account_id = {account_sql('s.place')} AND p.amount_idr = {_SIGNED_SQL}) OR EXISTS ({_LINES}"
    f" AND p.account_id = {_KIND_SQL} AND p.amount_idr = -l.amount_idr AND p.person_id = s.member_id)"
)


def slips_are_posted() -> Check:
    """Each slip has one entry, of its place and its kinds and no more, reversed when, and only when, cancelled."""
    rows = fetch(
        "SELECT s.id FROM savings_slip s"
        " LEFT JOIN journal_entry e ON e.origin_kind = 'savings_slip' AND e.origin_id = s.id"
        " LEFT JOIN posting p ON p.entry_id = e.id"
        " LEFT JOIN journal_entry r ON r.reverses_id = e.id"
        f" {join_cancellation('savings_slip', 's')}"
        " GROUP BY s.id HAVING count(DISTINCT e.id) <> 1 OR max(e.business_date) <> s.business_date"
        f" OR {how_many(_FITS)} <> count(p.id)"
        f" OR count(p.id) <> 1 + (SELECT count(*) FROM ({_LINES}) AS n)"
        f" OR coalesce((SELECT sum(n.amount_idr) FROM ({_LINES}) AS n), 0) <> {_SIGNED_SQL}"
        " OR (count(v.id) > 0) <> (count(r.id) > 0)"
    )
    total = fetch_one("SELECT count(*), coalesce(sum(amount_idr), 0) FROM savings_slip") or (0, 0)
    text = _("{count} slip, {total}, {wrong} tidak cocok").format(
        count=total[0], total=figure(total[1]), wrong=len(rows)
    )
    return Check(_("Slip simpanan sama dengan jurnalnya"), text, not rows)


def lines_are_posted() -> Check:
    """What a document took from savings or put into them stands in its entry and day, reversed only when undone."""
    origins = "SELECT 1 FROM savings_line l WHERE l.origin_kind = {0}.origin_kind AND l.origin_id = {0}.origin_id"
    rows = fetch(
        "SELECT origin_kind, origin_id FROM (SELECT l.origin_kind, l.origin_id, l.member_id AS person_id,"
        f" {_KIND_SQL} AS account_id, l.business_date, l.amount_idr FROM savings_line l"
        " UNION ALL SELECT e.origin_kind, e.origin_id, p.person_id, p.account_id, e.business_date, p.amount_idr"
        " FROM posting p JOIN journal_entry e ON e.id = p.entry_id"
        f" {join_cancelling('e')}"
        f" WHERE p.account_id IN ({_ACCOUNTS}) AND (e.origin_kind = 'sale' OR EXISTS ({origins.format('e')})"
        f" OR EXISTS ({origins.format('v')})))"
        " GROUP BY origin_kind, origin_id, person_id, account_id, business_date HAVING sum(amount_idr) <> 0"
    )
    total = fetch_one("SELECT count(*) FROM savings_line") or (0,)
    text = _("{count} baris, {wrong} dokumen tidak cocok").format(count=total[0], wrong=len({row[:2] for row in rows}))
    return Check(_("Simpanan yang dipakai belanja sama dengan jurnalnya"), text, not rows)


def voluntary_is_not_negative() -> Check:
    """No member has taken out more sukarela than was put in."""
    rows = fetch(
        "SELECT person_id FROM posting WHERE account_id = ? GROUP BY person_id HAVING sum(amount_idr) > 0",
        (int(Account.VOLUNTARY_SAVINGS),),
    )
    return Check(_("Simpanan sukarela tidak minus"), _("{wrong} anggota minus").format(wrong=len(rows)), not rows)


def lines_have_a_person() -> Check:
    """Every posting of savings names a person who exists."""
    row = fetch_one(
        f"SELECT count(*), {how_many('w.id IS NULL')} FROM posting p LEFT JOIN person w ON w.id = p.person_id"
        f" WHERE p.account_id IN ({_ACCOUNTS})"
    ) or (0, 0)
    text = _("{count} baris simpanan, {wrong} tanpa pemilik").format(count=row[0], wrong=row[1])
    return Check(_("Setiap simpanan ada pemiliknya"), text, not row[1])


CHECKS = (slips_are_posted, lines_are_posted, voluntary_is_not_negative, lines_have_a_person)
