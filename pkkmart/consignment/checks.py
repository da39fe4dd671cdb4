"""Proofs of titipan: lines less payouts are 2102, 2103 and 1133 per consignor; settlements are their lines."""

from __future__ import annotations

from pkkmart.consignment.queries import advances_by_person
from pkkmart.consignment.queries.owed import unpaid_by_person
from pkkmart.core.check import Check, first_of
from pkkmart.core.db import fetch, fetch_one, how_many
from pkkmart.core.i18n import _, figure
from pkkmart.ledger.cancelled import join_cancellation, stands
from pkkmart.ledger.chart import CONSIGNOR_ACCOUNTS, Account, codes
from pkkmart.ledger.queries import balances_by_person


def lines_are_payables() -> Check:
    """Lines less what payouts paid of them and what is advanced are what 2102, 2103 and 1133 say of each consignor."""
    accounts = codes(*CONSIGNOR_ACCOUNTS)
    rows = fetch(
        "SELECT coalesce(w.name, '?'), sum(lines), sum(booked) FROM (SELECT person_id, account_id, amount_idr AS lines,"
        " 0 AS booked FROM consignment_line UNION ALL SELECT g.person_id, g.account_id, -g.amount_idr, 0"
        " FROM posting g JOIN journal_entry e ON e.id = g.entry_id AND e.origin_kind = 'payout'"
        f" WHERE g.account_id IN ({accounts}) AND {stands('payout', 'e', 'origin_id')}"
        f" UNION ALL SELECT a.consignor_id, {int(Account.CONSIGNOR_RECEIVABLE)}, CASE a.direction WHEN 'GIVEN'"
        f" THEN -a.amount_idr ELSE a.amount_idr END, 0 FROM advance a WHERE {stands('advance', 'a')}"
        f" UNION ALL SELECT person_id, account_id, 0, -amount_idr FROM posting WHERE account_id IN ({accounts})) x"
        " LEFT JOIN person w ON w.id = x.person_id GROUP BY x.person_id, x.account_id, w.name ORDER BY w.name"
    )
    lines, booked = sum(row[1] for row in rows), sum(row[2] for row in rows)
    wrong = list(dict.fromkeys(name for name, mine, told in rows if mine != told))
    text = _("terutang menurut baris {lines}, Utang Penitip {booked}, {wrong} penitip berbeda").format(
        lines=figure(lines), booked=figure(booked), wrong=len(wrong)
    )
    return Check(_("Baris titipan sama dengan Utang Penitip"), text + first_of(wrong), not wrong)


def settlements_are_lines() -> Check:
    """A settlement is the sum of the lines locked to it; a cancelled one is nothing; all lines are the consignor's."""
    rows = fetch(
        "SELECT t.id FROM settlement t LEFT JOIN settlement_line s ON s.settlement_id = t.id"
        " LEFT JOIN consignment_line c ON c.id = s.consignment_line_id"
        f" {join_cancellation('settlement', 't')} GROUP BY t.id"
        " HAVING coalesce(sum(c.amount_idr), 0) <> CASE WHEN v.id IS NULL THEN t.total_idr ELSE 0 END"
        f" OR {how_many('c.person_id <> t.consignor_id')} > 0 OR count(s.id) <> count(c.id)"
    )
    total = fetch_one("SELECT count(*), coalesce(sum(total_idr), 0) FROM settlement") or (0, 0)
    text = _("{count} perhitungan, {total} rupiah, {wrong} tidak cocok").format(
        count=figure(total[0]), total=figure(total[1]), wrong=len(rows)
    )
    return Check(_("Perhitungan titipan sama dengan barisnya"), text, not rows)


def payouts_within_settlements() -> Check:
    """Nothing is paid above a settlement or to another than its consignor; its parts and its entry say the same."""
    over = fetch(
        "SELECT t.id FROM settlement t JOIN payout k ON k.settlement_id = t.id"
        f" {join_cancellation('settlement', 't')}"
        f" WHERE {stands('payout', 'k')}"
        " GROUP BY t.id HAVING sum(k.amount_idr) > CASE WHEN v.id IS NULL THEN t.total_idr ELSE 0 END"
    )
    unlike = fetch(
        "SELECT k.id FROM payout k JOIN settlement t ON t.id = k.settlement_id LEFT JOIN journal_entry e"
        " ON e.origin_kind = 'payout' AND e.origin_id = k.id LEFT JOIN posting g ON g.entry_id = e.id"
        f" AND g.account_id IN ({codes(*CONSIGNOR_ACCOUNTS)}) AND g.person_id = k.consignor_id GROUP BY k.id"
        " HAVING coalesce(sum(g.amount_idr), 0) <> k.amount_idr - (SELECT coalesce(sum(w.amount_idr), 0)"
        " FROM payout_part w WHERE w.payout_id = k.id AND w.way = 'ADVANCE') OR k.consignor_id <> t.consignor_id"
        " OR k.amount_idr <> (SELECT coalesce(sum(w.amount_idr), 0) FROM payout_part w WHERE w.payout_id = k.id)"
    )
    total = fetch_one("SELECT count(*), coalesce(sum(amount_idr), 0) FROM payout") or (0, 0)
    text = _("{count} kuitansi, {total} rupiah, {over} melebihi perhitungan, {unlike} tidak sama dengan jurnal").format(
        count=figure(total[0]), total=figure(total[1]), over=len(over), unlike=len(unlike)
    )
    return Check(_("Pembayaran penitip sama dengan perhitungan dan jurnalnya"), text, not over and not unlike)


def advances_are_posted() -> Check:
    """An advance moved its rupiah between its place and 1133, once; no more was netted or paid back than was given."""
    unlike = fetch(
        "SELECT a.id FROM advance a LEFT JOIN journal_entry e ON e.origin_kind = 'advance' AND e.origin_id = a.id"
        f" LEFT JOIN posting g ON g.entry_id = e.id AND g.account_id = {int(Account.CONSIGNOR_RECEIVABLE)}"
        " AND g.person_id = a.consignor_id GROUP BY a.id HAVING coalesce(sum(g.amount_idr), 0)"
        " <> CASE a.direction WHEN 'GIVEN' THEN a.amount_idr ELSE -a.amount_idr END OR count(e.id) <> 1"
    )
    advances = advances_by_person()
    over = sum(amount < 0 for amount in advances.values())
    text = _("uang muka terbuka {total}, {unlike} tidak sama dengan jurnal, {over} penitip minus").format(
        total=figure(sum(advances.values())), unlike=len(unlike), over=over
    )
    return Check(_("Uang muka penitip sama dengan jurnalnya"), text, not unlike and not over)


def owed_is_what_is_told() -> Check:
    """Unsettled + settled and unpaid lines less advances are 2102 + 2103 − 1133, for every consignor."""
    unsettled = dict(
        fetch(
            "SELECT c.person_id, sum(c.amount_idr) FROM consignment_line c WHERE NOT EXISTS (SELECT 1"
            " FROM settlement_line s WHERE s.consignment_line_id = c.id) GROUP BY c.person_id"
        )
    )
    unpaid, advances, booked = unpaid_by_person(), advances_by_person(), balances_by_person(*CONSIGNOR_ACCOUNTS)
    people = unsettled.keys() | unpaid.keys() | advances.keys() | booked.keys()
    wrong = [
        one
        for one in people
        if unsettled.get(one, 0) + unpaid.get(one, 0) - advances.get(one, 0) != -booked.get(one, 0)
    ]
    text = _(
        "belum dihitung {unsettled}, belum diambil {unpaid}, uang muka {advances}, {wrong} penitip berbeda"
    ).format(
        unsettled=figure(sum(unsettled.values())),
        unpaid=figure(sum(unpaid.values())),
        advances=figure(sum(advances.values())),
        wrong=len(wrong),
    )
    return Check(_("Hak penitip sama dengan Utang Penitip"), text, not wrong)


def goods_are_moved() -> Check:
    """What deliveries brought, and returns and losses took, is what they moved in stock."""
    rows = fetch(
        "SELECT product_id FROM (SELECT product_id, qty_milli FROM delivery_line"
        " UNION ALL SELECT product_id, -qty_milli FROM return_note_line"
        " UNION ALL SELECT product_id, -qty_milli FROM loss_line"
        " UNION ALL SELECT product_id, -qty_milli FROM stock_move"
        " WHERE origin_kind IN ('delivery', 'return_note', 'loss'))"
        " GROUP BY product_id HAVING sum(qty_milli) <> 0"
    )
    return Check(
        _("Nota titip dan nota retur sama dengan gerak stok"),
        _("{wrong} barang berbeda").format(wrong=len(rows)),
        not rows,
    )


def documents_have_lines() -> Check:
    """Every document that stands has lines: goods, or lines locked to it."""
    bare = "SELECT h.id FROM {0} h WHERE NOT EXISTS (SELECT 1 FROM {0}_line l WHERE l.{0}_id = h.id)"
    union = " UNION ALL ".join(
        bare.format(table) for table in ("delivery", "return_note", "loss", "evening_count", "settlement")
    )
    rows = fetch(  # the last one's condition: a cancelled settlement let go of its lines
        f"{union} AND {stands('settlement', 'h')}"
    )
    return Check(_("Tiap surat titipan ada isinya"), _("{wrong} tanpa isi").format(wrong=len(rows)), not rows)


_GAP = "l.brought_milli - l.leftover_milli - l.damaged_milli - l.till_milli"
_REPLACED = f"CASE l.decision WHEN 'REPLACED' THEN {_GAP} ELSE 0 END + l.damaged_by_shop * l.damaged_milli"

_FOLLOWED = (
    ("return_note", "(1 - l.kept) * l.leftover_milli + (1 - l.damaged_by_shop) * l.damaged_milli"),
    ("loss", _REPLACED),
)
"""SQL: what of a counted line the document of a column took."""


def evenings_are_followed() -> Check:
    """Every evening count has the documents that follow from it: what went home, was replaced, and was not rung up.

    They stand as long as the count does, and no longer. What was not rung up is a line of debt, a move and an entry
    with the count as origin, answered when it is cancelled.
    """
    wrong: set[int] = set()
    for kind, taken in _FOLLOWED:
        wrong |= _ids(
            f"SELECT id FROM (SELECT h.id AS id, l.product_id, {taken} AS qty FROM evening_count h"
            " JOIN evening_count_line l ON l.evening_count_id = h.id"
            f" UNION ALL SELECT h.id, d.product_id, -d.qty_milli FROM evening_count h"
            f" JOIN {kind}_line d ON d.{kind}_id = h.{kind}_id) GROUP BY id, product_id HAVING sum(qty) <> 0"
            f" UNION SELECT h.id FROM evening_count h JOIN {kind} d ON d.id = h.{kind}_id"
            f" WHERE ({stands('evening_count', 'h')}) <> ({stands(kind, 'd')}) OR d.consignor_id <> h.consignor_id"
        )
    standing = f"CASE WHEN {stands('evening_count', 'h')} THEN 1 ELSE 0 END"
    wrong |= _ids(
        f"SELECT id FROM (SELECT h.id AS id, l.product_id, CASE l.decision WHEN 'UNRUNG' THEN {_GAP} ELSE 0 END AS qty,"
        " l.share_idr AS share FROM evening_count h JOIN evening_count_line l ON l.evening_count_id = h.id"
        " UNION ALL SELECT origin_id, product_id, -qty_milli, -amount_idr FROM consignment_line"
        " WHERE origin_kind = 'evening_count') GROUP BY id, product_id HAVING sum(qty) <> 0 OR sum(share) <> 0"
        f" UNION SELECT id FROM (SELECT h.id AS id, l.product_id, CASE l.decision WHEN 'UNRUNG' THEN {_GAP} ELSE 0 END"
        " AS qty FROM evening_count h JOIN evening_count_line l ON l.evening_count_id = h.id"
        " UNION ALL SELECT origin_id, product_id, qty_milli FROM stock_move WHERE origin_kind = 'evening_count')"
        " GROUP BY id, product_id HAVING sum(qty) <> 0"
    )
    wrong |= _ids(
        "SELECT h.id FROM evening_count h LEFT JOIN journal_entry e ON e.origin_kind = 'evening_count'"
        " AND e.origin_id = h.id LEFT JOIN journal_entry r ON r.reverses_id = e.id GROUP BY h.id"
        " HAVING h.unrung_idr <> (SELECT coalesce(sum(l.net_idr), 0) FROM evening_count_line l"
        " WHERE l.evening_count_id = h.id)"
        " OR h.unrung_idr <> coalesce((SELECT sum(g.amount_idr) FROM posting g"
        " JOIN journal_entry o ON o.id = g.entry_id WHERE o.origin_kind = 'evening_count' AND o.origin_id = h.id"
        f" AND g.account_id = {int(Account.CASH_DIFFERENCE)}), 0)"
        f" OR count(e.id) > 1 OR count(e.id) > 0 AND (count(r.id) = 0) <> {standing}"
    )
    total = fetch_one("SELECT count(*) FROM evening_count") or (0,)
    text = _("{count} hitungan, {wrong} tidak cocok").format(count=figure(total[0]), wrong=len(wrong))
    return Check(_("Hitungan sore sama dengan surat-suratnya"), text, not wrong)


def _ids(sql: str) -> set[int]:
    return {row[0] for row in fetch(sql)}


CHECKS = (
    lines_are_payables,
    settlements_are_lines,
    payouts_within_settlements,
    advances_are_posted,
    owed_is_what_is_told,
    goods_are_moved,
    documents_have_lines,
    evenings_are_followed,
)
