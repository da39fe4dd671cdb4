"""Reads of how consignors are settled and paid: what is agreed now, what was before, and who is due by the cycle."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pkkmart.consignment.queries.accounts import ROOTED
from pkkmart.consignment.rules import Arrangement, Bearer, Cycle
from pkkmart.core.db import fetch

_COLUMNS = "cycle, minimum_idr, expiry_bearer, deducts_bon, deducts_savings, note"


@dataclass(frozen=True, slots=True)
class ArrangementRow:
    """What was agreed from a day on, and who wrote it."""

    since: date
    agreed: Arrangement
    user: str


def arrangements() -> dict[int, list[tuple[date, Arrangement]]]:
    """What was agreed with every consignor, the newest first."""
    found: dict[int, list[tuple[date, Arrangement]]] = {}
    for who, since, *agreed in fetch(
        f"SELECT consignor_id, valid_from, {_COLUMNS} FROM arrangement ORDER BY valid_from DESC, id DESC"
    ):
        found.setdefault(who, []).append((date.fromisoformat(since), _arrangement(*agreed)))
    return found


def arrangement_of(consignor_id: int, on: date) -> Arrangement:
    """What is agreed with a consignor on a day; where nothing is, on demand and without deductions."""
    rows = fetch(
        f"SELECT {_COLUMNS} FROM arrangement WHERE consignor_id = ? AND valid_from <= ?"
        " ORDER BY valid_from DESC, id DESC LIMIT 1",
        (consignor_id, on.isoformat()),
    )
    return _arrangement(*rows[0]) if rows else Arrangement()


def arrangement_history(consignor_id: int) -> list[ArrangementRow]:
    """All that was ever agreed with a consignor, the newest first."""
    rows = fetch(
        f"SELECT r.valid_from, coalesce(u.name, ''), {_COLUMNS} FROM arrangement r LEFT JOIN app_user u"
        " ON u.id = r.user_id WHERE r.consignor_id = ? ORDER BY r.valid_from DESC, r.id DESC",
        (consignor_id,),
    )
    return [ArrangementRow(date.fromisoformat(since), _arrangement(*agreed), user) for since, user, *agreed in rows]


def _arrangement(cycle: str, minimum: int, expiry: str, bon: int, savings: int, note: str) -> Arrangement:
    return Arrangement(Cycle(cycle), minimum, Bearer(expiry), bool(bon), bool(savings), note)


def due_since(on: date) -> dict[int, date]:
    """Of the consignors with something unsettled, who is due on a day by the agreed cycle, and since when.

    The cycle runs from the oldest unsettled line; less than the agreed minimum waits.
    """
    agreed = {
        who: next((one for since, one in known if since <= on), Arrangement()) for who, known in arrangements().items()
    }
    found = {}
    for who, oldest, amount in fetch(
        f"SELECT c.person_id, min(r.business_date), sum(c.amount_idr) {ROOTED} WHERE NOT EXISTS (SELECT 1"
        " FROM settlement_line s WHERE s.consignment_line_id = c.id)"
        f" AND c.person_id IN ({','.join('?' * len(agreed))}) GROUP BY c.person_id",
        list(agreed),
    ):
        due = agreed[who].cycle.due_on(date.fromisoformat(oldest))
        if due is not None and due <= on and amount > 0 and amount >= agreed[who].minimum_idr:
            found[who] = due
    return found
