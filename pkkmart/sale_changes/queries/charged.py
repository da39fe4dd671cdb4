"""Reads of what the cashier of a closed shift was charged for its shortage."""

from __future__ import annotations

from dataclasses import dataclass

from pkkmart.core.db import fetch
from pkkmart.ledger.chart import Account


@dataclass(frozen=True, slots=True)
class Charged:
    """What a cashier owes for a shift's shortage (1134), and what corrected payments gave back of it; rupiah."""

    person_id: int
    charged_idr: int
    given_back_idr: int


def charged_of_shift(shift_id: int) -> Charged | None:
    """What a shift's shortage was charged to its cashier, None where nothing was charged."""
    rows = fetch(
        "SELECT p.person_id, sum(CASE e.origin_kind WHEN 'shift' THEN p.amount_idr ELSE 0 END),"
        " -sum(CASE e.origin_kind WHEN 'shift' THEN 0 ELSE p.amount_idr END)"
        " FROM journal_entry e JOIN posting p ON p.entry_id = e.id AND p.account_id = :staff"
        " WHERE (e.origin_kind = 'shift' AND e.origin_id = :shift) OR (e.origin_kind = 'sale_change' AND e.origin_id IN"
        " (SELECT w.id FROM sale_change w JOIN sale s ON s.id = w.sale_id WHERE s.shift_id = :shift))"
        " GROUP BY p.person_id",
        {"staff": int(Account.STAFF_RECEIVABLE), "shift": shift_id},
    )
    return Charged(*rows[0]) if rows else None
