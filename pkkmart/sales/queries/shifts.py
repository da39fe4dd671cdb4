"""Reads of a shift: what it sold, by which tender, and the whole report of its drawer."""

from __future__ import annotations

from dataclasses import dataclass

from pkkmart.core.db import fetch, fetch_one
from pkkmart.ledger.cancelled import join_cancelling, stands
from pkkmart.sales.queries.payments import CORRECTIONS
from pkkmart.sales.tenders import Tender
from pkkmart.till.queries import ShiftView, shift_view

_STANDS = stands("sale", "s")
_CHANGE_STANDS = stands("sale_change", "c")


@dataclass(frozen=True, slots=True)
class TenderSum:
    """What one tender paid of a shift's sales, and on how many receipts; rupiah."""

    tender: Tender
    receipts: int
    amount_idr: int


@dataclass(frozen=True, slots=True)
class ShiftReport:
    """All that an X or Z report says, rupiah. Cancelled receipts are left out of everything but `voided`.

    `tenders` add up to `total_idr` + `rounding_idr`; `saved_change_idr` is change that stayed as simpanan sukarela.
    `corrected` counts corrected payments.
    """

    shift: ShiftView
    receipts: int
    total_idr: int
    discount_idr: int
    consigned_idr: int
    rounding_idr: int
    saved_change_idr: int
    tenders: tuple[TenderSum, ...]
    voided: tuple[int, int]
    returned: tuple[int, int]
    """Returns with a receipt: how many, and what the goods were worth."""
    by_bank: tuple[int, int]
    """Of the returns, those paid back by bank, which the drawer never saw."""
    without_receipt: tuple[int, int]
    corrected: int
    corrected_cash_idr: int
    """What corrected payments brought into the drawer (+) or took out of it (-)."""
    returned_cash: tuple[tuple[int, int], tuple[int, int]]
    """Standing returns with and without a receipt that took cash out of the drawer: how many, how much (below 0)."""
    cancelled_returns: tuple[int, int]
    """Returns of this shift that were cancelled: how many, and what the goods were worth."""
    cancelled_cash: tuple[int, int]
    """Of the cancelled returns, those that moved the drawer: how many, and how much it was after all."""

    @property
    def cash_sales_idr(self) -> int:
        """Cash that sales brought into the drawer, change kept as savings within."""
        return sum(moved.amount_idr for moved in self.shift.moved if moved.kind == "sale") + self.corrected_cash_idr

    @property
    def expected_idr(self) -> int:
        """What should lie in the drawer, rupiah, before its difference and hand-over."""
        return self.shift.opening_float_idr + sum(moved.amount_idr for moved in self.shift.moved)


def shift_report(shift_id: int) -> ShiftReport:
    """The figures of a shift so far, or as it ended; LookupError for an unknown one."""
    receipts, total, discount, consigned, rounding, saved_change = fetch(
        "SELECT count(*), coalesce(sum(s.total_idr), 0), coalesce(sum(s.discount_idr), 0),"
        " coalesce(sum((SELECT sum(l.net_idr) FROM sale_line l WHERE l.sale_id = s.id AND l.owner_id IS NOT NULL)), 0)"
        " + coalesce(sum((SELECT sum(b.net_idr) FROM sale_change_line b JOIN sale_change c ON c.id = b.sale_change_id"
        " WHERE c.sale_id = s.id AND c.kind = 'OWNER' AND c.shift_id = s.shift_id AND b.owner_id IS NOT NULL)), 0),"
        f" coalesce(sum(s.rounding_idr), 0) + coalesce(sum((SELECT sum(w.rounding_idr) FROM {CORRECTIONS}"
        " AND w.sale_id = s.id AND w.shift_id = s.shift_id)), 0),"
        " coalesce(sum((SELECT sum(p.to_savings_idr) FROM payment p WHERE p.sale_id = s.id)), 0)"
        f" FROM sale s WHERE s.shift_id = ? AND {_STANDS}",
        (shift_id,),
    )[0]
    voided = fetch(
        f"SELECT count(*), coalesce(sum(total_idr), 0) FROM sale s WHERE shift_id = ? AND NOT ({_STANDS})", (shift_id,)
    )[0]
    corrected = fetch_one(f"SELECT count(*) FROM {CORRECTIONS} AND w.shift_id = ?", (shift_id,))
    return ShiftReport(
        shift_view(shift_id),
        int(receipts),
        int(total),
        int(discount),
        int(consigned),
        int(rounding),
        int(saved_change),
        tenders=_tenders(shift_id),
        voided=(int(voided[0]), int(voided[1])),
        returned=_returns(shift_id, f"c.sale_id IS NOT NULL AND {_CHANGE_STANDS}"),
        by_bank=_by_bank(shift_id),
        without_receipt=_returns(shift_id, f"c.sale_id IS NULL AND {_CHANGE_STANDS}"),
        corrected=int(corrected[0]) if corrected else 0,
        corrected_cash_idr=_cash(shift_id, "c.kind = 'PAYMENT'")[1],
        returned_cash=(
            _cash(shift_id, f"c.kind = 'RETURN' AND c.sale_id IS NOT NULL AND {_CHANGE_STANDS}"),
            _cash(shift_id, f"c.kind = 'RETURN' AND c.sale_id IS NULL AND {_CHANGE_STANDS}"),
        ),
        cancelled_returns=_returns(shift_id, f"NOT ({_CHANGE_STANDS})"),
        cancelled_cash=_cash(shift_id, f"c.kind = 'RETURN' AND NOT ({_CHANGE_STANDS})"),
    )


def _returns(shift_id: int, which: str) -> tuple[int, int]:
    """How many returns of a shift and what the goods were worth, rupiah; `which` is SQL about `c`."""
    row = fetch_one(
        "SELECT count(*), coalesce(-sum(c.total_idr), 0) FROM sale_change c WHERE c.shift_id = ? AND c.kind = 'RETURN'"
        f" AND {which}",
        (shift_id,),
    )
    return (int(row[0]), int(row[1])) if row else (0, 0)


def _by_bank(shift_id: int) -> tuple[int, int]:
    row = fetch_one(
        "SELECT count(*), coalesce(-sum(y.amount_idr), 0) FROM sale_change_tender y JOIN sale_change c"
        " ON c.id = y.sale_change_id WHERE c.shift_id = ? AND c.kind = 'RETURN' AND y.tender = 'TRANSFER'"
        f" AND {_CHANGE_STANDS}",
        (shift_id,),
    )
    return (int(row[0]), int(row[1])) if row else (0, 0)


def _cash(shift_id: int, which: str) -> tuple[int, int]:
    """How many changes moved the drawer of a shift and by how much, cancellations within; `which` is SQL about `c`."""
    row = fetch_one(
        "SELECT count(DISTINCT c.id), coalesce(sum(m.amount_idr), 0) FROM cash_movement m"
        f" {join_cancelling('m')} JOIN sale_change c"
        " ON c.id = coalesce(v.origin_id, m.origin_id) WHERE coalesce(v.origin_kind, m.origin_kind) = 'sale_change'"
        f" AND m.shift_id = ? AND {which}",
        (shift_id,),
    )
    return (int(row[0]), int(row[1])) if row else (0, 0)


def _tenders(shift_id: int) -> tuple[TenderSum, ...]:
    """By tender in the order of the keys; a corrected payment counts where its receipt is of the same shift."""
    rows = fetch(
        "SELECT tender, count(*), sum(paid_idr) FROM (SELECT sale_id, tender, sum(amount_idr) AS paid_idr FROM"
        " (SELECT s.id AS sale_id, p.tender, p.amount_idr"
        f" FROM sale s JOIN payment p ON p.sale_id = s.id WHERE s.shift_id = :shift AND {_STANDS} UNION ALL"
        " SELECT s.id, y.tender, y.amount_idr FROM sale s JOIN sale_change w ON w.sale_id = s.id AND w.kind = 'PAYMENT'"
        " AND w.shift_id = s.shift_id JOIN sale_change_tender y ON y.sale_change_id = w.id"
        f" WHERE s.shift_id = :shift AND {stands('sale_change', 'w')} AND {_STANDS})"
        " GROUP BY sale_id, tender HAVING sum(amount_idr) <> 0)"
        " GROUP BY tender",
        {"shift": shift_id},
    )
    sums = [TenderSum(Tender(row[0]), int(row[1]), int(row[2])) for row in rows]
    order = list(Tender)
    return tuple(sorted(sums, key=lambda one: order.index(one.tender)))
