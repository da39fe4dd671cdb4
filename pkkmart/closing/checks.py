"""Proofs of the closings: what they stored is what the postings say, and months close without a hole."""

from __future__ import annotations

from pkkmart.closing.queries import closings_in_force, stored_balances
from pkkmart.core.check import Check
from pkkmart.core.db import fetch
from pkkmart.core.i18n import _, figure


def stored_balances_hold() -> Check:
    """Every balance a closing in force stored, recomputed from the first posting on."""
    closings = closings_in_force()
    sums: dict[int, int] = {}
    wrong, looked = 0, 0
    moves = fetch(
        "SELECT substr(e.business_date, 1, 7), p.account_id, sum(p.amount_idr) FROM journal_entry e"
        " JOIN posting p ON p.entry_id = e.id WHERE e.business_date < ? GROUP BY 1, 2 ORDER BY 1",
        (f"{max(closings, default='')}-99",),
    ) if closings else []  # fmt: skip
    place = 0
    for month, event_id in closings.items():
        while place < len(moves) and moves[place][0] <= month:
            sums[moves[place][1]] = sums.get(moves[place][1], 0) + moves[place][2]
            place += 1
        stored = stored_balances(event_id)
        looked += len(stored)
        wrong += sum(stored.get(account, 0) != sums.get(account, 0) for account in stored.keys() | sums.keys())
    text = _("{months} bulan tertutup, {count} saldo, {wrong} berbeda").format(
        months=len(closings), count=figure(looked), wrong=wrong
    )
    return Check(_("Saldo tersimpan sama dengan jurnalnya"), text, not wrong)


def months_close_in_order() -> Check:
    """No month with entries lies open below a closed one."""
    closings = closings_in_force()
    last = max(closings, default="")
    holes = [
        row[0]
        for row in fetch(
            "SELECT DISTINCT substr(business_date, 1, 7) FROM journal_entry WHERE business_date < ?", (f"{last}-99",)
        )
        if row[0] not in closings
    ] if last else []  # fmt: skip
    text = _("tertutup sampai {last}, {holes} bulan terlewat").format(last=last or "-", holes=len(holes))
    return Check(_("Bulan ditutup berurutan"), text, not holes)


CHECKS = (stored_balances_hold, months_close_in_order)
