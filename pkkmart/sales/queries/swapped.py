"""Reads of a payment put right: the sale as it was paid, and what its shift's cashier was charged for a shortage."""

from __future__ import annotations

from dataclasses import dataclass

from pkkmart.core.db import fetch, fetch_one
from pkkmart.ledger.chart import Account
from pkkmart.sales.whose import WhoseMoney


@dataclass(frozen=True, slots=True)
class SwappableSale:
    """A sale whose way of payment may be put right: its number, its shift, and whose its money is."""

    number: str
    shift_id: int
    money: WhoseMoney


@dataclass(frozen=True, slots=True)
class Charged:
    """What the cashier of a closed shift owes for its shortage (1134), and what swaps gave back of it; rupiah."""

    person_id: int
    charged_idr: int
    given_back_idr: int


def swappable(sale_id: int) -> SwappableSale:
    """The sale; raises LookupError for an unknown id."""
    row = fetch_one("SELECT number, shift_id FROM sale WHERE id = ?", (sale_id,))
    if row is None:
        raise LookupError(f"no sale {sale_id}")
    return SwappableSale(str(row[0]), int(row[1]), whose_money(sale_id))


def whose_money(sale_id: int) -> WhoseMoney:
    """Whose the money of a sale was when it was rung, and is with every move of its lines since."""
    ((total, rung, moved),) = fetch(
        "SELECT s.total_idr, coalesce((SELECT sum(l.share_idr) FROM sale_line l WHERE l.sale_id = s.id), 0),"
        " coalesce((SELECT sum(coalesce(m.share_idr, 0) - coalesce(m.from_share_idr, 0)) FROM line_move m"
        " JOIN sale_line l ON l.id = m.sale_line_id WHERE l.sale_id = s.id), 0) FROM sale s WHERE s.id = ?",
        (sale_id,),
    )
    return WhoseMoney(total, rung, rung + moved)


def charged_of_shift(shift_id: int) -> Charged | None:
    """What a shift's shortage was charged to its cashier, None where she was charged nothing."""
    row = fetch_one(
        "SELECT p.person_id, sum(CASE e.origin_kind WHEN 'shift' THEN p.amount_idr ELSE 0 END),"
        " -sum(CASE e.origin_kind WHEN 'shift' THEN 0 ELSE p.amount_idr END)"
        " FROM journal_entry e JOIN posting p ON p.entry_id = e.id AND p.account_id = :staff"
        " WHERE (e.origin_kind = 'shift' AND e.origin_id = :shift) OR (e.origin_kind = 'tender_swap' AND e.origin_id IN"
        " (SELECT w.id FROM tender_swap w JOIN sale s ON s.id = w.sale_id WHERE s.shift_id = :shift))"
        " GROUP BY p.person_id",
        {"staff": int(Account.STAFF_RECEIVABLE), "shift": shift_id},
    )
    return Charged(*row) if row else None
