"""Proofs of the drawer: its movements are account 1101, and closed shifts add up."""

from __future__ import annotations

from pkkmart.core.check import Check
from pkkmart.core.db import fetch, fetch_one
from pkkmart.core.i18n import _, figure
from pkkmart.ledger.chart import Account
from pkkmart.ledger.queries import balance_idr


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


CHECKS = (movements_are_drawer, closed_shifts_add_up)
