"""Proofs of the closings (stored balances, order, witnesses), and of the sets of keys that all rooms share."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from typing import Final

from pkkmart.certificates import models as certificates
from pkkmart.closing.queries import balances_sha256, closings_in_force, stored_balances
from pkkmart.consignment import models as consignment
from pkkmart.core.check import Check, first_of
from pkkmart.core.db import fetch
from pkkmart.core.i18n import _, figure
from pkkmart.imports import models as imports
from pkkmart.labels import models as labels
from pkkmart.ledger import models as ledger
from pkkmart.people import models as people
from pkkmart.pricing import models as pricing
from pkkmart.printing import models as printing
from pkkmart.purchasing import models as purchasing
from pkkmart.receivables import models as receivables
from pkkmart.sales import models as sales
from pkkmart.savings import models as savings
from pkkmart.stock import models as stock
from pkkmart.stocktake import models as stocktake
from pkkmart.till import models as till
from pkkmart.users import models as users

_ROOMS: Final = (
    certificates,
    consignment,
    imports,
    labels,
    ledger,
    people,
    pricing,
    printing,
    purchasing,
    receivables,
    sales,
    savings,
    stock,
    stocktake,
    till,
    users,
)


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


def closings_are_witnessed() -> Check:
    """Each closing and reopening is an act of the log, by the same user, and a closing stored what its act saw.

    A lock lifted on a connection of one's own passes every guard, since it looks like any other; but no act stands
    behind it.
    """
    acts: dict[tuple[str, str, int | None], list[str]] = defaultdict(list)
    kinds = {"close_month": "CLOSED", "reopen_month": "REOPENED"}
    for act, month, user_id, details in fetch(
        "SELECT act, subject, user_id, details FROM audit WHERE act IN ('close_month', 'reopen_month') ORDER BY id"
    ):
        acts[kinds[act], month, user_id].append(json.loads(details).get("balances_sha256", ""))
    wrong, seen = 0, Counter[tuple[str, str, int | None]]()
    events = fetch("SELECT id, kind, month, user_id FROM period_event ORDER BY id")
    for event_id, *key in events:
        witnesses, place = acts[key[0], key[1], key[2]], seen[key[0], key[1], key[2]]
        seen[key[0], key[1], key[2]] += 1
        told = witnesses[place] if place < len(witnesses) else None
        wrong += told is None or bool(told and told != balances_sha256(stored_balances(event_id)))
    wrong += sum(max(len(told) - seen[key], 0) for key, told in acts.items())
    text = _("{events} penutupan dan pembukaan, {wrong} tidak sama dengan catatannya").format(
        events=len(events), wrong=wrong
    )
    return Check(_("Tiap bulan ditutup dan dibuka oleh orang yang tercatat"), text, not wrong)


def kinds_are_known() -> Check:
    """Every key of every set is one the program knows: another one passes the guards and means nothing."""
    known = {(name, str(key)) for room in _ROOMS for name, keys in room.SETS.items() for key in keys}
    stored = fetch("SELECT set_name, key FROM kind ORDER BY id")
    strange = [f"{name} {key}" for name, key in stored if (name, key) not in known]
    text = _("{count} pilihan, {wrong} tidak dikenal").format(count=figure(len(stored)), wrong=len(strange))
    text += first_of(strange)
    return Check(_("Tiap pilihan dikenal program"), text, not strange)


CHECKS = (stored_balances_hold, months_close_in_order, closings_are_witnessed, kinds_are_known)
