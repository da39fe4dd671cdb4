"""Reads of returns without a receipt: what was lately sold and at what least price, and such a return on its slip."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from pkkmart.core.db import fetch, fetch_one
from pkkmart.people.queries import DISPLAY_NAME_SQL
from pkkmart.sales.queries.returned import PARTS, ReturnedLine

LOOSE_STANDS = (
    "NOT EXISTS (SELECT 1 FROM voided_document v WHERE v.origin_kind = 'loose_return' AND v.origin_id = o.id)"
)
"""SQL: the return without a receipt `o` was not cancelled."""


@dataclass(frozen=True, slots=True)
class LatelySold:
    """What of a product left the shop since a day and did not come back; thousandths of a unit.

    `prices` are what each line brought, what of that was its maker's (rupiah), and its quantity; of every line that
    something is left of with its buyer.
    """

    left_milli: int = 0
    prices: tuple[tuple[int, int, int], ...] = ()

    def least_idr(self, qty_milli: int) -> int:
        """The most a quantity is paid back with: the lowest price it was really sold at, whole rupiah down."""
        return min((net_idr * qty_milli // sold_milli for net_idr, _share, sold_milli in self.prices), default=0)

    def least_share_idr(self, qty_milli: int) -> int:
        """The least its maker got for such a quantity, whole rupiah down."""
        return min((share_idr * qty_milli // sold_milli for _net, share_idr, sold_milli in self.prices), default=0)


@dataclass(frozen=True, slots=True)
class LooseView:
    """A return without a receipt, frozen, as its slip shows it; rupiah."""

    id: int
    number: str
    business_date: date
    recorded_at: str
    keeper: str
    member: str
    buyer: str
    reason: str
    total_idr: int
    rounding_idr: int
    lines: tuple[ReturnedLine, ...]

    @property
    def cash_idr(self) -> int:
        """What was counted into her hand."""
        return self.total_idr - self.rounding_idr


def lately_sold(
    product_ids: Iterable[int], day: date, days: int, *, member_id: int | None = None
) -> dict[int, LatelySold]:
    """By product, what was sold in the days up to `day` and may come back; one that was not sold is left out.

    Of a named member only what she bought herself counts (else her year's purchases would fall below nothing), and
    never more of it than is still out at all.
    """
    wanted, since = list(dict.fromkeys(product_ids)), (day - timedelta(days=days)).isoformat()
    every = _sold(wanted, since, day.isoformat(), None)
    if member_id is None:
        return every
    own = _sold(wanted, since, day.isoformat(), member_id)
    return {
        product_id: replace(one, left_milli=min(one.left_milli, every[product_id].left_milli))
        for product_id, one in own.items()
    }


def _sold(wanted: Sequence[int], since: str, until: str, member_id: int | None) -> dict[int, LatelySold]:
    marks = ",".join("?" * len(wanted))
    rows = fetch(
        "SELECT l.product_id, l.net_idr, coalesce(l.share_idr, 0), l.qty_milli,"
        " l.qty_milli - l.returned_milli - l.moved_milli"
        f" FROM ({PARTS}) l WHERE l.product_id IN ({marks}) AND l.business_date BETWEEN ? AND ? AND NOT EXISTS"
        " (SELECT 1 FROM voided_document v WHERE v.origin_kind = 'sale' AND v.origin_id = l.sale_id)"
        " AND (? IS NULL OR EXISTS (SELECT 1 FROM sale s WHERE s.id = l.sale_id AND s.member_id = ?))",
        (*wanted, since, until, member_id, member_id),
    )
    back = dict(
        fetch(
            "SELECT b.product_id, sum(b.qty_milli) FROM loose_return_line b JOIN loose_return o"
            f" ON o.id = b.loose_return_id WHERE b.product_id IN ({marks}) AND o.business_date BETWEEN ? AND ?"
            f" AND {LOOSE_STANDS} AND (? IS NULL OR o.member_id = ?) GROUP BY b.product_id",
            (*wanted, since, until, member_id, member_id),
        )
    )
    found: dict[int, LatelySold] = {}
    for product_id, net_idr, share_idr, sold_milli, left_milli in rows:
        known = found.get(product_id, LatelySold(-back.get(product_id, 0)))
        prices = (*known.prices, (net_idr, share_idr, sold_milli)) if left_milli else known.prices
        found[product_id] = LatelySold(known.left_milli + left_milli, prices)
    return found


def out_of_loose(product_ids: Iterable[int]) -> dict[int, int]:
    """Of products that ever came back without a receipt: how much of all that was sold is still out, thousandths."""
    wanted = list(dict.fromkeys(product_ids))
    marks = ",".join("?" * len(wanted))
    back = fetch(
        "SELECT b.product_id, sum(b.qty_milli) FROM loose_return_line b JOIN loose_return o ON o.id = b.loose_return_id"
        f" WHERE b.product_id IN ({marks}) AND {LOOSE_STANDS} GROUP BY b.product_id",
        wanted,
    )
    if not back:
        return {}
    some = ",".join("?" * len(back))
    sold = fetch(
        f"SELECT l.product_id, sum(l.qty_milli - l.returned_milli - l.moved_milli) FROM ({PARTS}) l"
        f" WHERE l.product_id IN ({some}) AND NOT EXISTS"
        " (SELECT 1 FROM voided_document v WHERE v.origin_kind = 'sale' AND v.origin_id = l.sale_id)"
        " GROUP BY l.product_id",
        [product_id for product_id, _milli in back],
    )
    known = dict(sold)
    return {product_id: known.get(product_id, 0) - milli for product_id, milli in back}


def loose_view(return_id: int) -> LooseView:
    """A return without a receipt as its slip shows it; raises LookupError for an unknown id."""
    head = fetch_one(
        "SELECT o.id, o.number, o.business_date, o.recorded_at, coalesce(u.name, ''),"
        f" coalesce({DISPLAY_NAME_SQL.format('m')}, ''), o.buyer, o.reason, o.total_idr, o.rounding_idr"
        " FROM loose_return o LEFT JOIN app_user u ON u.id = o.user_id LEFT JOIN person m ON m.id = o.member_id"
        " WHERE o.id = ?",
        (return_id,),
    )
    if head is None:
        raise LookupError(f"no return {return_id}")
    rows = fetch(
        f"SELECT b.name, b.unit, b.qty_milli, b.net_idr, coalesce({DISPLAY_NAME_SQL.format('p')}, ''),"
        " b.back_on_shelf, b.fault FROM loose_return_line b LEFT JOIN person p ON p.id = b.owner_id"
        " WHERE b.loose_return_id = ? ORDER BY b.line_no",
        (return_id,),
    )
    return LooseView(
        id=head[0],
        number=head[1],
        business_date=date.fromisoformat(head[2]),
        recorded_at=head[3],
        keeper=head[4],
        member=head[5],
        buyer=head[6],
        reason=head[7],
        total_idr=head[8],
        rounding_idr=head[9],
        lines=tuple(ReturnedLine.of(row) for row in rows),
    )


def shift_loose(shift_id: int) -> tuple[int, int]:
    """How many returns without a receipt a shift took, and what they were worth, rupiah."""
    row = fetch_one(
        f"SELECT count(*), coalesce(sum(total_idr), 0) FROM loose_return o WHERE shift_id = ? AND {LOOSE_STANDS}",
        (shift_id,),
    )
    return (int(row[0]), int(row[1])) if row else (0, 0)
