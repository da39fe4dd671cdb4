"""Proofs of the shop's cash: the drawer's movements are account 1101, closed shifts add up, no place is below 0."""

from __future__ import annotations

from datetime import date

from pkkmart.core.check import Check
from pkkmart.core.db import fetch, fetch_one, tables_with
from pkkmart.core.i18n import _, date_short, figure
from pkkmart.ledger.chart import Account
from pkkmart.ledger.checks import not_as_posted, posted
from pkkmart.ledger.queries import balance_idr, first_documents
from pkkmart.till.places import CashPlace
from pkkmart.till.queries import shift_documents


def movements_are_drawer() -> Check:
    row = fetch_one("SELECT coalesce(sum(amount_idr), 0) FROM cash_movement") or (0,)
    booked = balance_idr(Account.DRAWER)
    text = _("gerak laci {moves}, Kas Laci {booked}").format(moves=figure(row[0]), booked=figure(booked))
    return Check(_("Gerak laci sama dengan Kas Laci"), text, row[0] == booked)


def closed_shifts_add_up() -> Check:
    """What a shift left in the drawer is what the last one left plus its own movements."""
    rows = fetch(
        "SELECT s.id, s.till_id, c.float_left_idr, coalesce((SELECT sum(amount_idr) FROM cash_movement m"
        " WHERE m.shift_id = s.id), 0) FROM shift s JOIN shift_close c ON c.shift_id = s.id ORDER BY s.id"
    )
    left: dict[int, int] = {}
    wrong = 0
    for _shift, till_id, float_left, moved in rows:
        wrong += left.get(till_id, 0) + moved != float_left
        left[till_id] = float_left
    return Check(
        _("Sif tertutup cocok"), _("{count} sif, {wrong} tidak cocok").format(count=len(rows), wrong=wrong), not wrong
    )


def no_place_below_nothing() -> Check:
    """No place but the drawer ever ended a day below 0.

    The drawer is proven in the order of its shifts: none may leave less than nothing, and after a clock that ran
    ahead their days stand in another order.
    """
    places = {int(place.account): place for place in CashPlace if place is not CashPlace.DRAWER}
    balance, lowest = dict.fromkeys(places, 0), dict.fromkeys(places, (0, ""))
    for account, day, amount in fetch(
        "SELECT p.account_id, e.business_date, sum(p.amount_idr) FROM posting p JOIN journal_entry e"
        f" ON e.id = p.entry_id WHERE p.account_id IN ({','.join(map(str, places))})"
        " GROUP BY p.account_id, e.business_date ORDER BY p.account_id, e.business_date"
    ):
        balance[account] += amount
        lowest[account] = min(lowest[account], (balance[account], day))
    wrong = [
        _("{place} {held} pada {day}").format(
            place=_(places[account].label), held=figure(least), day=date_short(date.fromisoformat(day))
        )
        for account, (least, day) in lowest.items()
        if least < 0
    ]
    text = ", ".join(wrong) or _("{count} tempat, tidak pernah kurang dari 0").format(count=len(places))
    return Check(_("Uang tidak keluar dari tempat yang kosong"), text, not wrong)


_DRAWER = int(CashPlace.DRAWER.account)
_SIGNED = "CASE WHEN d.kind IN ('FROM_SAFE','FROM_PETTY') THEN d.amount_idr ELSE -d.amount_idr END"
_OTHER = (
    "CASE WHEN d.kind IN ('FROM_SAFE','TO_SAFE') THEN "
    f"{int(CashPlace.SAFE.account)} ELSE {int(CashPlace.PETTY.account)} END"
)


def cash_slips_are_posted() -> Check:
    """Every slip of cash in or out is one entry of two lines and one movement, reversed when, and only when, void."""
    wrong = {
        *not_as_posted(
            "cash_slip",
            f"p.account_id = {_DRAWER} AND p.amount_idr = {_SIGNED}",
            f"p.account_id = {_OTHER} AND p.amount_idr = -({_SIGNED})",
        ),
        *fetch(
            "SELECT d.id FROM cash_slip d WHERE (SELECT coalesce(sum(m.amount_idr), 0) FROM cash_movement m"
            f" WHERE m.origin_kind = 'cash_slip' AND m.origin_id = d.id AND m.shift_id = d.shift_id) <> {_SIGNED}"
        ),
    }
    check = posted(_("Kas masuk dan keluar laci sama dengan jurnalnya"), "cash_slip", len(wrong))
    return check._replace(figure=check.figure + first_documents(("cash_slip", slip_id) for (slip_id,) in wrong))


def tills_move_their_own_drawer() -> Check:
    """At each till a document moved in the drawer exactly what its entries of that till book on it.

    An entry names a till of the shop or none: the ledger lies below the tills, so no key of the database says so.
    """
    wrong = fetch(
        "SELECT origin_kind, origin_id FROM journal_entry WHERE till_id IS NOT NULL"
        " AND till_id NOT IN (SELECT id FROM till) UNION SELECT kind, document_id"
        " FROM (SELECT m.origin_kind AS kind, m.origin_id AS document_id, s.till_id AS till_id,"
        " m.amount_idr AS amount_idr FROM cash_movement m JOIN shift s ON s.id = m.shift_id UNION ALL"
        " SELECT e.origin_kind, e.origin_id, e.till_id, -p.amount_idr FROM posting p JOIN journal_entry e"
        f" ON e.id = p.entry_id WHERE p.account_id = {_DRAWER}) x"
        " GROUP BY kind, document_id, till_id HAVING sum(amount_idr) <> 0"
    )
    total = fetch_one("SELECT count(*) FROM till") or (0,)
    text = _("{count} kasir, {wrong} dokumen tidak cocok").format(count=total[0], wrong=len(wrong))
    text += first_documents(wrong)
    return Check(_("Tiap kasir menggerakkan lacinya sendiri"), text, not wrong)


def documents_are_in_their_shift() -> Check:
    """A document that names a shift is of its day and till, and moved the drawer and was booked there.

    A document without a shift was booked at no till; a cancellation is booked at the till that cancels.
    """
    tables = shift_documents()
    looked, wrong = 0, list[tuple[str, int]]()
    for table in tables:
        shift = "d.id" if table == "shift" else "d.shift_id"
        looked += fetch(f'SELECT count(*) FROM "{table}" d WHERE {shift} IS NOT NULL')[0][0]
        wrong += fetch(
            f"SELECT '{table}', m.origin_id FROM cash_movement m LEFT JOIN \"{table}\" d ON d.id = m.origin_id"
            f" WHERE m.origin_kind = '{table}' AND coalesce({shift}, 0) <> m.shift_id"
            f" UNION SELECT '{table}', e.origin_id FROM journal_entry e LEFT JOIN \"{table}\" d ON d.id = e.origin_id"
            f" LEFT JOIN shift s ON s.id = {shift} WHERE e.origin_kind = '{table}' AND (d.id IS NULL"
            " OR coalesce(e.till_id, 0) <> coalesce(s.till_id, 0) OR e.business_date <> s.business_date)"
            f" UNION SELECT '{table}', d.id FROM \"{table}\" d JOIN shift s ON s.id = {shift}"
            " WHERE d.business_date <> s.business_date"
        )
    wrong += fetch(
        " UNION ALL ".join(
            f"SELECT '{table}', d.id FROM \"{table}\" d JOIN shift s ON s.id = d.shift_id WHERE d.till_id <> s.till_id"
            for table in tables_with("shift_id", "till_id")
        )
    )
    with_shift = ", ".join(f"'{table}'" for table in (*tables, "void"))
    wrong += fetch(
        "SELECT origin_kind, origin_id FROM journal_entry WHERE till_id IS NOT NULL"
        f" AND origin_kind NOT IN ({with_shift})"
    )
    text = _("{count} dokumen, {wrong} tidak cocok").format(count=figure(looked), wrong=len(set(wrong)))
    text += first_documents(wrong)
    return Check(_("Dokumen dan gerak lacinya di sif yang sama"), text, not wrong)


CHECKS = (
    movements_are_drawer,
    tills_move_their_own_drawer,
    documents_are_in_their_shift,
    closed_shifts_add_up,
    cash_slips_are_posted,
    no_place_below_nothing,
)
