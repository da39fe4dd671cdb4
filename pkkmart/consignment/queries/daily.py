"""Reads of the evening of titip kue: what lies to be counted, what was counted, what to bring tomorrow."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from pkkmart.consignment.queries.accounts import ROOTED, settlement_view
from pkkmart.consignment.queries.deliveries import delivered_on, terms_for
from pkkmart.consignment.rules import GapDecision, Terms, consignor_share_idr
from pkkmart.core import clock
from pkkmart.core.db import fetch, fetch_one
from pkkmart.core.quantity import ONE, times_price
from pkkmart.ledger.cancelled import cancelled_by, join_cancelling, stands
from pkkmart.people.queries import DISPLAY_NAME_SQL
from pkkmart.products.queries import ProductRow, by_ids
from pkkmart.stock.queries import levels

RECENT: Final = timedelta(days=14)
"""Who delivered in so many days brings daily goods; as many days tell how many to bring tomorrow."""

_EARLY: Final = time(15)
"""What is sold out before then could have sold more."""

_COUNT_STANDS: Final = stands("evening_count", "h")

_SOLD: Final = (
    f" FROM stock_move m {join_cancelling('m')}"
    " WHERE coalesce(v.origin_kind, m.origin_kind) IN ('sale', 'sale_change'{more})"
    " AND m.location_id = 1 AND m.product_id IN ({marks}) AND m.id > ?"
)
"""SQL: moves of goods the till sold, and of what came back of them; `more` names other documents that sell.

Its parameters are the products, and a move before the first one of the days that are read (`_before`).
"""


@dataclass(frozen=True, slots=True)
class EveningGoods:
    """A product before it is counted: thousandths of a unit, rupiah.

    `brought_milli` is what lay there to be sold that day: what is on the shelf by the books, and what the till sold of
    it. `earned_idr` is the consignor's share of what the till sold that day and no settlement holds yet.
    """

    product: ProductRow
    brought_milli: int
    till_milli: int
    terms: Terms | None
    earned_idr: int

    def share_idr(self, qty_milli: int) -> int:
        """The consignor's full share of so much at the list price, 0 where nothing is agreed on."""
        price = self.product.selling_price_idr
        net = times_price(qty_milli, price)
        return (
            consignor_share_idr(self.terms, qty_milli=qty_milli, list_price_idr=price, net_idr=net) if self.terms else 0
        )

    @property
    def unsold_milli(self) -> int:
        """What the books say is still on the shelf."""
        return self.brought_milli - self.till_milli


@dataclass(frozen=True, slots=True)
class CountedLine:
    """A counted product; thousandths of a unit, rupiah.

    `net_idr` and `share_idr` are of a gap sold and not rung up; `earned_idr` is what the settlement pays for the day's
    own lines of the product, replacements among them.
    """

    product_id: int
    name: str
    brought_milli: int
    leftover_milli: int
    damaged_milli: int
    till_milli: int
    price_idr: int
    net_idr: int
    share_idr: int
    earned_idr: int
    kept: bool
    damaged_by_shop: bool
    decision: GapDecision | None

    @property
    def gap_milli(self) -> int:
        return self.brought_milli - self.leftover_milli - self.damaged_milli - self.till_milli

    @property
    def sold_milli(self) -> int:
        """What was sold: at the till, and without it where that was decided."""
        return self.till_milli + (self.gap_milli if self.decision is GapDecision.UNRUNG else 0)


@dataclass(frozen=True, slots=True)
class Counted:
    """An evening count as its slip and the page show it; `due_idr` was settled by it, `paid_idr` is paid of that."""

    id: int
    number: str
    business_date: date
    consignor_id: int
    consignor: str
    area: str
    user: str
    lines: tuple[CountedLine, ...]
    settlement_id: int | None
    due_idr: int
    paid_idr: int
    cancelled_by: str

    @property
    def unpaid_idr(self) -> int:
        return 0 if self.cancelled_by else self.due_idr - self.paid_idr

    @property
    def others_idr(self) -> int:
        """What was due for earlier days and for goods that are not counted."""
        return self.due_idr - sum(line.earned_idr for line in self.lines) if self.due_idr else 0

    @property
    def brought_milli(self) -> int:
        return sum(line.brought_milli for line in self.lines)

    @property
    def sold_milli(self) -> int:
        return sum(line.sold_milli for line in self.lines)


def goods_to_count(consignor_id: int, day: date) -> list[EveningGoods]:
    """A consignor's daily goods that lay on the shelf on a day, by name.

    They are what is sold by its picture on a tile, and what came that day and has no barcode. What is scanned lies
    there for weeks: it belongs to a count of the shelf, and only its sales are settled along.
    """
    return evening_goods(day, consignor_id).get(consignor_id, [])


def evening_goods(day: date, consignor_id: int | None = None) -> dict[int, list[EveningGoods]]:
    """`goods_to_count` of every consignor who has some, or of one."""
    brought_today = delivered_on(day)
    rows = fetch(
        "SELECT id FROM product WHERE active AND owner_id IS NOT NULL AND (? IS NULL OR owner_id = ?)"
        f" AND (on_tiles OR id IN ({','.join('?' * len(brought_today))})"
        " AND NOT EXISTS (SELECT 1 FROM barcode b WHERE b.product_id = product.id)) ORDER BY owner_id, name",
        (consignor_id, consignor_id, *brought_today),
    )
    ids = [row[0] for row in rows]
    known, shelf, till = by_ids(ids), levels(ids), sold_on(ids, day)
    terms, earned = terms_for(ids, day), _earned(ids, day)
    found: dict[int, list[EveningGoods]] = defaultdict(list)
    for product_id in ids:
        left, sold = shelf[product_id].qty_milli if product_id in shelf else 0, till.get(product_id, 0)
        if not (left or sold or product_id in brought_today):
            continue
        product, agreed = known[product_id], terms.get(product_id)
        assert product.owner_id is not None
        one = EveningGoods(product, left + sold, sold, agreed, earned.get(product_id, 0))
        found[product.owner_id].append(one)
    return dict(found)


def sold_on(product_ids: Iterable[int], day: date) -> dict[int, int]:
    """Thousandths of a unit the till sold on a day, less what came back to the shelf, by product."""
    ids = list(product_ids)
    sql = _SOLD.format(more="", marks=",".join("?" * len(ids)))
    sold = f"SELECT m.product_id, -sum(m.qty_milli){sql} AND m.business_date = ? GROUP BY 1"
    return dict(fetch(sold, (*ids, _before("stock_move", day), day.isoformat())))


def _before(table: str, day: date) -> int:
    """The newest row of a table recorded before a day, 0 for none: nothing is booked on a day that has not come."""
    begins = clock.to_text(clock.day_begins(day))
    row = fetch_one(f"SELECT id FROM {table} WHERE recorded_at < ? ORDER BY id DESC LIMIT 1", (begins,))
    return int(row[0]) if row else 0


def _earned(product_ids: list[int], day: date) -> dict[int, int]:
    """The unsettled shares of a day's lines, by product."""
    return dict(
        fetch(
            f"SELECT c.product_id, sum(c.amount_idr) {ROOTED} WHERE r.business_date = ? AND c.id > ?"
            f" AND c.product_id IN ({','.join('?' * len(product_ids))})"
            " AND NOT EXISTS (SELECT 1 FROM settlement_line s WHERE s.consignment_line_id = c.id) GROUP BY 1",
            (day.isoformat(), _before("consignment_line", day), *product_ids),
        )
    )


def count_of(consignor_id: int, day: date) -> int | None:
    """The evening count of a consignor on a day that stands, None while there is none."""
    row = fetch_one(
        f"SELECT h.id FROM evening_count h WHERE h.consignor_id = ? AND h.business_date = ? AND {_COUNT_STANDS}",
        (consignor_id, day.isoformat()),
    )
    return int(row[0]) if row else None


def unrung_on(day: date) -> int:
    """The price of all that counts of a day found sold and not rung up, rupiah."""
    row = fetch_one(
        f"SELECT coalesce(sum(h.unrung_idr), 0) FROM evening_count h WHERE h.business_date = ? AND {_COUNT_STANDS}",
        (day.isoformat(),),
    )
    return int(row[0]) if row else 0


def count_with_note(return_note_id: int) -> int | None:
    """The evening count that sent the goods of a nota retur home, None for a note of its own."""
    row = fetch_one("SELECT id FROM evening_count WHERE return_note_id = ?", (return_note_id,))
    return int(row[0]) if row else None


def counted_on(day: date) -> dict[int, Counted]:
    """The evening counts of a day that stand, by consignor, in the order they were made."""
    rows = fetch(
        f"SELECT h.id FROM evening_count h WHERE h.business_date = ? AND {_COUNT_STANDS} ORDER BY h.id",
        (day.isoformat(),),
    )
    return {one.consignor_id: one for one in (counted(row[0]) for row in rows)}


def counted(count_id: int) -> Counted:
    """One evening count; raises LookupError when there is none."""
    row = fetch_one(
        f"SELECT h.number, h.business_date, h.consignor_id, {DISPLAY_NAME_SQL.format('p')}, coalesce(a.name, ''),"
        f" coalesce(u.name, ''), h.settlement_id, {cancelled_by('evening_count', 'h')} FROM evening_count h"
        " JOIN person p ON p.id = h.consignor_id LEFT JOIN area a ON a.id = p.area_id"
        " LEFT JOIN app_user u ON u.id = h.user_id WHERE h.id = ?",
        (count_id,),
    )
    if row is None:
        raise LookupError(f"no evening count {count_id}")
    number, day, consignor_id, name, area, user, settlement_id, void = row
    view = settlement_view(settlement_id) if settlement_id is not None else None
    due, paid = (view.total_idr, view.paid_idr) if view is not None and not view.cancelled_by else (0, 0)
    earned = dict(
        fetch(
            f"SELECT c.product_id, sum(c.amount_idr) {ROOTED} JOIN settlement_line s ON s.consignment_line_id = c.id"
            " WHERE s.settlement_id = ? AND r.business_date = ? GROUP BY 1",
            (settlement_id, day),
        )
    )
    lines = fetch(
        "SELECT l.product_id, p.name, l.brought_milli, l.leftover_milli, l.damaged_milli, l.till_milli, l.price_idr,"
        " l.net_idr, l.share_idr, l.kept, l.damaged_by_shop, l.decision FROM evening_count_line l"
        " JOIN product p ON p.id = l.product_id WHERE l.evening_count_id = ? ORDER BY l.line_no",
        (count_id,),
    )
    return Counted(
        count_id, number, date.fromisoformat(day), consignor_id, name, area, user,
        tuple(_line(line, earned.get(line[0], 0)) for line in lines), settlement_id, due, paid, void,
    )  # fmt: skip


def _line(row: tuple[Any, ...], earned_idr: int) -> CountedLine:
    product_id, name, brought, left, damaged, till, price, net, share, kept, by_shop, decision = row
    return CountedLine(
        product_id, name, brought, left, damaged, till, price, net, share, earned_idr, bool(kept), bool(by_shop),
        GapDecision(decision) if decision else None,
    )  # fmt: skip


def daily_consignors(day: date) -> set[int]:
    """Who brings daily goods: a delivery in the last fortnight, or goods on the tiles."""
    rows = fetch(
        f"SELECT d.consignor_id FROM delivery d WHERE d.business_date BETWEEN ? AND ? AND {stands('delivery', 'd')}"
        " UNION SELECT owner_id FROM product WHERE active AND on_tiles AND owner_id IS NOT NULL",
        ((day - RECENT).isoformat(), day.isoformat()),
    )
    return {row[0] for row in rows}


def unsettled_of(consignor_id: int, day: date) -> int:
    """All that no settlement holds of a consignor's lines up to a day, rupiah: what a settlement then would be."""
    row = fetch_one(
        f"SELECT coalesce(sum(c.amount_idr), 0) {ROOTED} WHERE c.person_id = ? AND r.business_date <= ?"
        " AND NOT EXISTS (SELECT 1 FROM settlement_line s WHERE s.consignment_line_id = c.id)",
        (consignor_id, day.isoformat()),
    )
    return int(row[0]) if row else 0


def first_notes(day: date) -> dict[int, tuple[str, datetime]]:
    """By consignor, the number of the first nota titip of a day and when it was written."""
    rows = fetch(
        "SELECT d.consignor_id, d.number, d.recorded_at FROM delivery d"
        f" WHERE d.business_date = ? AND {stands('delivery', 'd')} ORDER BY d.id DESC",
        (day.isoformat(),),
    )
    return {row[0]: (row[1], clock.from_text(row[2])) for row in rows}


def sold_out(product_ids: Iterable[int], day: date) -> dict[int, datetime]:
    """When the till sold the last one of each product on a day; what was left of it is for the caller to know."""
    ids = list(product_ids)
    sql = _SOLD.format(more="", marks=",".join("?" * len(ids)))
    rows = fetch(
        f"SELECT m.product_id, max(m.recorded_at){sql} AND m.business_date = ? AND m.reason = 'SALE' GROUP BY 1",
        (*ids, _before("stock_move", day), day.isoformat()),
    )
    return {product_id: clock.from_text(moment) for product_id, moment in rows}


def suggestions(lines: Iterable[CountedLine], day: date) -> dict[int, int]:
    """How many of each counted product to bring tomorrow, thousandths of a unit.

    As many as were sold on an average day of the last fortnight, of the days on which any was sold, today among them,
    and rounded up. Where nothing is left today and the last one went before 15.00, more would have sold: then as many
    as today, if that is more, and a tenth above it, at least one. So a suggestion is never more than a tenth, or one,
    above the best day.
    """
    by_id: Mapping[int, CountedLine] = {line.product_id: line for line in lines}
    gone, found = sold_out(by_id, day), {}
    sql = _SOLD.format(more=", 'evening_count'", marks=",".join("?" * len(by_id)))
    days: dict[int, list[int]] = defaultdict(list)
    for product_id, sold in fetch(
        f"SELECT m.product_id, -sum(m.qty_milli){sql} AND m.business_date BETWEEN ? AND ?"
        " GROUP BY m.product_id, m.business_date HAVING sum(m.qty_milli) < 0",
        (*by_id, _before("stock_move", day - RECENT), (day - RECENT).isoformat(), day.isoformat()),
    ):
        days[product_id].append(sold)
    for product_id, line in by_id.items():
        sold_days = days.get(product_id, [])
        usual = _whole(sum(sold_days), len(sold_days)) if sold_days else 0
        last = gone.get(product_id)
        if last is not None and not line.leftover_milli and clock.local(last).time() < _EARLY:
            most = max(usual, _whole(line.sold_milli, 1))
            usual = most + _whole(most, 10)
        found[product_id] = usual
    return found


def _whole(qty_milli: int, parts: int) -> int:
    """A part of a quantity, up to the next whole unit."""
    return -(-qty_milli // (parts * ONE)) * ONE
