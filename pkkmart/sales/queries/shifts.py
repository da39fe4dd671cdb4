"""Reads of a shift: what it sold, by which tender, and the whole report of its drawer."""

from __future__ import annotations

from dataclasses import dataclass

from pkkmart.core.db import fetch, fetch_one
from pkkmart.sales.queries.loose import shift_loose
from pkkmart.sales.queries.returned import RETURN_STANDS, shift_returns
from pkkmart.sales.tenders import Tender
from pkkmart.till.queries import ShiftView, shift_view

_STANDS = "NOT EXISTS (SELECT 1 FROM voided_document v WHERE v.origin_kind = 'sale' AND v.origin_id = s.id)"


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
    `swaps` counts receipts whose way of payment was put right.
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
    by_bank: tuple[int, int]
    """Of the returns, those paid back by bank, which the drawer never saw."""
    loose: tuple[int, int]
    """Returns without a receipt, beside those with one."""
    swaps: int

    @property
    def cash_sales_idr(self) -> int:
        """Cash that sales brought into the drawer, change kept as savings within."""
        return sum(moved.amount_idr for moved in self.shift.moved if moved.kind in ("sale", "tender_swap"))


def shift_report(shift_id: int) -> ShiftReport:
    """The figures of a shift so far, or as it ended; LookupError for an unknown one."""
    receipts, total, discount, consigned, rounding, saved_change = fetch(
        "SELECT count(*), coalesce(sum(s.total_idr), 0), coalesce(sum(s.discount_idr), 0),"
        " coalesce(sum((SELECT sum(l.net_idr) FROM sale_line l WHERE l.sale_id = s.id AND l.owner_id IS NOT NULL)), 0)"
        " + coalesce(sum((SELECT sum(m.net_idr * ((m.owner_id IS NOT NULL) - (m.from_owner_id IS NOT NULL)))"
        " FROM line_move m JOIN sale_line l ON l.id = m.sale_line_id WHERE l.sale_id = s.id"
        " AND m.shift_id = s.shift_id)), 0),"
        " coalesce(sum(s.rounding_idr), 0) + coalesce(sum((SELECT sum(w.rounding_idr) FROM tender_swap w"
        " WHERE w.sale_id = s.id AND w.shift_id = s.shift_id)), 0),"
        " coalesce(sum((SELECT sum(p.to_savings_idr) FROM payment p WHERE p.sale_id = s.id)), 0)"
        f" FROM sale s WHERE s.shift_id = ? AND {_STANDS}",
        (shift_id,),
    )[0]
    voided = fetch(
        f"SELECT count(*), coalesce(sum(total_idr), 0) FROM sale s WHERE shift_id = ? AND NOT ({_STANDS})", (shift_id,)
    )[0]
    swaps = fetch_one("SELECT count(*) FROM tender_swap WHERE shift_id = ?", (shift_id,))
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
        returned=shift_returns(shift_id),
        by_bank=_by_bank(shift_id),
        loose=shift_loose(shift_id),
        swaps=int(swaps[0]) if swaps else 0,
    )


def _by_bank(shift_id: int) -> tuple[int, int]:
    row = fetch_one(
        "SELECT count(*), coalesce(sum(k.amount_idr), 0) FROM bank_refund k JOIN sale_return r"
        f" ON r.id = k.sale_return_id WHERE r.shift_id = ? AND {RETURN_STANDS}",
        (shift_id,),
    )
    return (int(row[0]), int(row[1])) if row else (0, 0)


def _tenders(shift_id: int) -> tuple[TenderSum, ...]:
    """By tender in the order of the keys; a swap counts where its receipt is of the same shift."""
    rows = fetch(
        "SELECT tender, count(*), sum(paid_idr) FROM (SELECT sale_id, tender, sum(amount_idr) AS paid_idr FROM"
        " (SELECT s.id AS sale_id, p.tender, p.amount_idr"
        f" FROM sale s JOIN payment p ON p.sale_id = s.id WHERE s.shift_id = :shift AND {_STANDS} UNION ALL"
        " SELECT s.id, y.tender, y.amount_idr FROM sale s JOIN tender_swap w ON w.sale_id = s.id"
        " AND w.shift_id = s.shift_id JOIN tender_swap_line y ON y.tender_swap_id = w.id"
        f" WHERE s.shift_id = :shift AND {_STANDS}) GROUP BY sale_id, tender HAVING sum(amount_idr) <> 0)"
        " GROUP BY tender",
        {"shift": shift_id},
    )
    sums = [TenderSum(Tender(row[0]), int(row[1]), int(row[2])) for row in rows]
    order = list(Tender)
    return tuple(sorted(sums, key=lambda one: order.index(one.tender)))
