"""Reads of what was lately sold and may come back without a receipt: how much, and at what lowest price."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from pkkmart.core.db import fetch
from pkkmart.ledger.cancelled import stands
from pkkmart.sale_changes.queries.standing import PARTS

_SALE_STANDS: Final = "EXISTS (SELECT 1 FROM sale s WHERE s.id = l.sale_id AND " + stands("sale", "s")
_BACK: Final = (
    "SELECT b.product_id, -sum(b.qty_milli) FROM sale_change_line b JOIN sale_change o ON o.id = b.sale_change_id"
    f" WHERE o.sale_id IS NULL AND {stands('sale_change', 'o')} AND b.product_id IN "
)
"""SQL: what came back without a receipt, by product; the products follow in brackets, then what else is asked."""


@dataclass(frozen=True, slots=True)
class LatelySold:
    """What of a product left the shop since a day and did not come back; thousandths of a unit.

    `prices` are what each line brought, the consignor's share of that (rupiah), and its quantity; of every line of
    which something is left with its buyer.
    """

    left_milli: int = 0
    prices: tuple[tuple[int, int, int], ...] = ()

    def least_idr(self, qty_milli: int) -> int:
        """The most a quantity is paid back with: the lowest price it was really sold at, whole rupiah down."""
        return min((net_idr * qty_milli // sold_milli for net_idr, _share, sold_milli in self.prices), default=0)

    def least_share_idr(self, qty_milli: int) -> int:
        """The least its consignor got for such a quantity, whole rupiah down."""
        return min((share_idr * qty_milli // sold_milli for _net, share_idr, sold_milli in self.prices), default=0)


def lately_sold(
    product_ids: Iterable[int], day: date, days: int, *, member_id: int | None = None
) -> dict[int, LatelySold]:
    """By product, what was sold in the days up to `day` and may come back; one that was not sold is left out.

    Of a named member only the member's own purchases count (else the year's purchases would fall below nothing), and
    never more of a product than is still out at all.
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
        " l.qty_milli - l.returned_milli - l.corrected_milli"
        f" FROM ({PARTS}) l WHERE l.product_id IN ({marks}) AND l.business_date BETWEEN ? AND ?"
        f" AND {_SALE_STANDS} AND (? IS NULL OR s.member_id = ?))",
        (*wanted, since, until, member_id, member_id),
    )
    back = dict(
        fetch(
            f"{_BACK} ({marks}) AND o.business_date BETWEEN ? AND ? AND (? IS NULL OR o.member_id = ?)"
            " GROUP BY b.product_id",
            (*wanted, since, until, member_id, member_id),
        )
    )
    found: dict[int, LatelySold] = {}
    for product_id, net_idr, share_idr, sold_milli, left_milli in rows:
        known = found.get(product_id, LatelySold(-back.get(product_id, 0)))
        prices = (*known.prices, (net_idr, share_idr, sold_milli)) if left_milli else known.prices
        found[product_id] = LatelySold(known.left_milli + left_milli, prices)
    return found


@dataclass(frozen=True, slots=True)
class StillOut:
    """What of a product is with buyers: thousandths of a unit, and the rupiah they paid for it."""

    qty_milli: int
    net_idr: int


def still_out(product_ids: Iterable[int], member_id: int | None = None) -> dict[int, StillOut]:
    """Of products that ever came back without a receipt: all that was sold less all that came back.

    Of a named member only the member's own purchases and what came back in the member's name.
    """
    wanted = list(dict.fromkeys(product_ids))
    named = "" if member_id is None else " AND o.member_id = ?"
    who = [] if member_id is None else [member_id]
    marks = ",".join("?" * len(wanted))
    back = [row[0] for row in fetch(f"{_BACK} ({marks}){named} GROUP BY b.product_id", [*wanted, *who])]
    if not back:
        return {}
    marks = ",".join("?" * len(back))
    of_sale = "" if member_id is None else " AND s.member_id = ?"
    of_change = "" if member_id is None else " AND coalesce(t.member_id, c.member_id) = ?"
    rows = fetch(
        "SELECT product_id, sum(qty_milli), sum(net_idr) FROM (SELECT l.product_id, l.qty_milli, l.net_idr"
        f" FROM sale_line l WHERE l.product_id IN ({marks}) AND {_SALE_STANDS}{of_sale}) UNION ALL"
        " SELECT b.product_id, b.qty_milli, b.net_idr FROM sale_change_line b JOIN sale_change c"
        f" ON c.id = b.sale_change_id LEFT JOIN sale t ON t.id = c.sale_id WHERE b.product_id IN ({marks}){of_change}"
        f" AND {stands('sale_change', 'c')}) AS moved GROUP BY product_id",
        (*back, *who, *back, *who),
    )
    return {row[0]: StillOut(row[1], row[2]) for row in rows}
