"""Reads of counted stock: counts under way with their lines, and counts as they were booked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from pkkmart.consignment.queries import refound, terms_for
from pkkmart.consignment.rules import Bearer, full_share_idr
from pkkmart.core import clock
from pkkmart.core.db import fetch, fetch_one, how_many
from pkkmart.ledger.cancelled import cancelled_by, stands
from pkkmart.people.queries import DISPLAY_NAME_SQL
from pkkmart.products.queries import by_ids
from pkkmart.stock.queries import levels
from pkkmart.stock.valuation import Level, found_cost, issued, received
from pkkmart.stocktake.rules import Scope, Worth, scope_words

SHOWN: Final = 500
"""So many goods that are not counted yet are listed; a search finds the others."""

OPEN = (
    "NOT EXISTS (SELECT 1 FROM stocktake s WHERE s.count_id = {0}.id)"
    " AND NOT EXISTS (SELECT 1 FROM discarded_count d WHERE d.count_id = {0}.id)"
)
"""SQL: the count is under way; `{0}` is its alias."""

_STANDS = "NOT EXISTS (SELECT 1 FROM withdrawn_part w WHERE w.count_part_id = t.id)"
PARTS = f"count_line l JOIN count_part t ON t.count_line_id = l.id AND {_STANDS}"
"""SQL: the lines `l` with their parts `t` that were not withdrawn."""

NEWEST = (
    "NOT EXISTS (SELECT 1 FROM count_line n WHERE n.count_id = l.count_id AND n.product_id = l.product_id"
    " AND n.pass_no > l.pass_no)"
)
"""SQL: the line `l` is its product's newest pass, the one that holds."""

_COUNTED = f"EXISTS (SELECT 1 FROM count_part t WHERE t.count_line_id = l.id AND {_STANDS})"
_EARLIER = (
    f"(SELECT sum(t.qty_milli) FROM {PARTS} WHERE l.count_id = x.count_id AND l.product_id = x.product_id"
    " AND l.pass_no = x.pass_no - 1)"
)
"""SQL: what the pass before counted of the product of `x`."""


@dataclass(frozen=True, slots=True)
class CountHead:
    """A count: its goods in words, who began it and when (UTC), how many goods it has and how many are counted."""

    id: int
    goods: str
    user: str
    begun_at: str
    products: int
    counted: int
    is_open: bool


@dataclass(frozen=True, slots=True)
class ScopeRow:
    """A group of goods that can be counted: how many they are, and the day it was last booked, None for never.

    `key` is what `begin_count` takes.
    """

    scope: Scope
    key: int | str | None
    name: str
    products: int
    booked_on: date | None

    @property
    def goods(self) -> str:
        """`rak A`, `titipan Bu Sari`."""
        return scope_words(self.scope, self.name)


@dataclass(frozen=True, slots=True)
class CountRow:
    """A product of a count; thousandths of a unit.

    `counted_milli` is None until it is counted; what it is held against is None until then too, and for whoever counts
    blind. `out_milli` left the shelf, net, from the count's beginning until it was counted. `earlier_milli` is what
    the pass before counted. `in_cart_milli` lay in open carts when it was counted. What moved between two of its
    parts, or was adjusted since, `is_unclear`: no difference can be told. `worth` is None where there is no difference,
    and where no terms tell it.
    """

    product_id: int
    name: str
    unit: str
    owner_id: int | None
    owner: str
    shelf: str
    pass_no: int
    counted_milli: int | None = None
    earlier_milli: int | None = None
    in_cart_milli: int = 0
    is_unclear: bool = False
    last_move_id: int = 0
    book_milli: int | None = None
    out_milli: int | None = None
    worth: Worth | None = None

    @property
    def difference_milli(self) -> int | None:
        """Thousandths more (+) or less (-) than there should have been; None where it can't be told, or not yet."""
        if self.counted_milli is None or self.book_milli is None or self.is_unclear:
            return None
        return self.counted_milli - self.book_milli

    @property
    def begun_milli(self) -> int | None:
        """What should have been there when the count began."""
        return None if self.book_milli is None or self.out_milli is None else self.book_milli + self.out_milli

    @property
    def needs_recount(self) -> bool:
        """Whether it differs, or can't be told."""
        return self.is_unclear or bool(self.difference_milli)


@dataclass(frozen=True, slots=True)
class Totals:
    """What the differences of a count do, per owner: rupiah, and pieces by owner and unit where no rupiah move."""

    owned_idr: int
    replaced_idr: int
    refound_idr: int
    surplus: tuple[tuple[str, str, int], ...]
    borne: tuple[tuple[str, str, int], ...]

    @property
    def result_idr(self) -> int:
        """What the co-op gains (+) or loses (-)."""
        return self.owned_idr - self.replaced_idr + self.refound_idr


@dataclass(frozen=True, slots=True)
class Minutes:
    """A count as its minutes tell it: a draft (no number) while it is under way, then the document that was booked."""

    count_id: int
    number: str
    goods: str
    begun_by: str
    begun_at: str
    counters: tuple[str, ...]
    booked_on: date | None
    booked_by: str
    cancelled_by: str
    rows: tuple[CountRow, ...]
    uncounted: int

    @property
    def totals(self) -> Totals:
        return totals(self.rows)


@dataclass(frozen=True, slots=True)
class StocktakeRow:
    """A booked count as the list shows it; rupiah the co-op gained (+) or lost (-)."""

    id: int
    number: str
    business_date: date
    goods: str
    user: str
    lines: int
    differing: int
    result_idr: int
    cancelled_by: str


_HEADS = (
    f"SELECT c.id, c.scope, c.name, coalesce(u.name, ''), c.recorded_at, count(l.id), {how_many(_COUNTED)},"
    f" {OPEN.format('c')} FROM stock_count c LEFT JOIN app_user u ON u.id = c.user_id"
    f" LEFT JOIN count_line l ON l.count_id = c.id AND {NEWEST}"
)


def _head(row: tuple[Any, ...]) -> CountHead:
    count_id, scope, name, user, begun_at, products, counted, is_open = row
    return CountHead(count_id, scope_words(scope, name), user, begun_at, products, counted, bool(is_open))


def open_counts() -> list[CountHead]:
    """The counts under way, the oldest first."""
    return [_head(row) for row in fetch(f"{_HEADS} WHERE {OPEN.format('c')} GROUP BY c.id ORDER BY c.id")]


def count_head(count_id: int) -> CountHead:
    """A count; LookupError when there is none."""
    row = fetch_one(f"{_HEADS} WHERE c.id = ? GROUP BY c.id", (count_id,))
    if row is None:
        raise LookupError(f"no count {count_id}")
    return _head(row)


def scope_rows() -> list[ScopeRow]:
    """Every group of goods that can be counted: all, the co-op's own, then shelves, categories and consignors."""
    booked = {
        (scope, name): date.fromisoformat(day)
        for scope, name, day in fetch(
            "SELECT c.scope, c.name, max(k.business_date) FROM stocktake k JOIN stock_count c ON c.id = k.count_id"
            f" WHERE {stands('stocktake', 'k')} GROUP BY c.scope, c.name"
        )
    }
    grouped = (
        "SELECT 'ALL' AS scope, NULL AS key, '' AS name, count(*) FROM product p WHERE p.active UNION ALL"
        " SELECT 'OWNED', NULL, '', count(*) FROM product p WHERE p.active AND p.owner_id IS NULL UNION ALL"
        " SELECT * FROM (SELECT 'SHELF', p.shelf, p.shelf, count(*) FROM product p WHERE p.active AND p.shelf <> ''"
        " GROUP BY p.shelf ORDER BY p.shelf) UNION ALL"
        " SELECT * FROM (SELECT 'CATEGORY', g.id, g.name, count(*) FROM product p JOIN category g"
        " ON g.id = p.category_id WHERE p.active GROUP BY g.id ORDER BY g.position, g.name) UNION ALL"
        f" SELECT * FROM (SELECT 'CONSIGNOR', o.id, {DISPLAY_NAME_SQL.format('o')} AS name, count(*) FROM product p"
        " JOIN person o ON o.id = p.owner_id WHERE p.active GROUP BY o.id ORDER BY 3)"
    )
    rows = [(Scope(scope), key, name, many) for scope, key, name, many in fetch(grouped) if many]
    chosen = (Scope.CHOSEN, None, "", 0)
    return [ScopeRow(*row, booked.get((row[0].value, row[2]))) for row in [*rows, chosen]]


_PRODUCT = (
    f"p.id, p.name, p.unit, p.owner_id, coalesce({DISPLAY_NAME_SQL.format('o')}, ''), p.shelf",
    "JOIN product p ON p.id = l.product_id LEFT JOIN person o ON o.id = p.owner_id",
)
_ORDER = "ORDER BY p.shelf = '', p.shelf, lower(p.name), p.id"


def _moved(after: str, until: str = "") -> str:
    """SQL: the sum of a product's moves after one move, and up to and including another where told."""
    upto = f" AND m.id <= {until}" if until else ""
    return (
        "coalesce((SELECT sum(m.qty_milli) FROM stock_move m WHERE m.product_id = x.product_id AND m.location_id = 1"
        f" AND m.id > {after}{upto}), 0)"
    )


_COUNTED_ROWS = (
    "WITH x AS (SELECT l.id, l.count_id, l.product_id, l.pass_no, sum(t.qty_milli) AS qty,"
    " min(t.last_move_id) AS first, max(t.last_move_id) AS last, max(t.in_cart_milli) AS in_cart"
    f" FROM {PARTS} WHERE l.count_id = :count AND {NEWEST} {{one}} GROUP BY l.id)"
    f" SELECT {_PRODUCT[0]}, x.pass_no, x.qty, {_EARLIER}, x.in_cart, EXISTS (SELECT 1 FROM stock_move m"
    " WHERE m.product_id = x.product_id AND m.location_id = 1 AND m.id > x.first"
    " AND (m.id <= x.last OR m.reason IN ('ADJUST', 'COUNT'))), x.last,"
    f" coalesce(v.qty_milli, 0) - {_moved('x.last')}, -{_moved('c.last_move_id', 'x.last')}"
    f" FROM x JOIN stock_count c ON c.id = x.count_id {_PRODUCT[1].replace('l.product_id', 'x.product_id')}"
    f" LEFT JOIN stock_level v ON v.product_id = x.product_id AND v.location_id = 1 {_ORDER}"
)
"""The book at a moment is what there is now less what moved since: the moves before it are never read."""

_UNCOUNTED_ROWS = (
    f"SELECT {_PRODUCT[0]}, l.pass_no FROM count_line l {_PRODUCT[1]}"
    f" WHERE l.count_id = :count AND {NEWEST} AND NOT {_COUNTED} {{one}} {_ORDER} LIMIT {SHOWN}"
)


def counted_rows(count_id: int, *, sees_book: bool, product_id: int | None = None) -> list[CountRow]:
    """The goods of a count that are counted, by shelf and name; of one product where told.

    Who may not see the book (`sees_book`) counts the first pass blind.
    """
    one = "AND l.product_id = :product" if product_id is not None else ""
    found = fetch(_COUNTED_ROWS.format(one=one), {"count": count_id, "product": product_id})
    rows = [_row(row) for row in found]
    shown = [row if sees_book or row.pass_no > 1 else replace(row, book_milli=None, out_milli=None) for row in rows]
    worth = worth_of({row.product_id: row.difference_milli for row in shown if row.difference_milli})
    return [replace(row, worth=worth.get(row.product_id)) if row.difference_milli else row for row in shown]


def _row(values: tuple[Any, ...], worth: Worth | None = None) -> CountRow:
    """A row as read: the fields of CountRow in their order, up to what left the shelf."""
    read = [*values, worth]
    read[10] = bool(read[10])
    return CountRow(*read)


def uncounted_rows(count_id: int, product_id: int | None = None) -> list[CountRow]:
    """The goods of a count that are not counted yet in their newest pass, the first SHOWN; or one product."""
    one = "AND l.product_id = :product" if product_id is not None else ""
    rows = fetch(_UNCOUNTED_ROWS.format(one=one), {"count": count_id, "product": product_id})
    return [CountRow(*row) for row in rows]


def worth_of(differences: Mapping[int, int]) -> dict[int, Worth]:
    """What each difference (thousandths of a unit by product) does if it is booked now.

    Consigned goods that are missing and nothing was agreed on are left out.
    """
    products, known = by_ids(differences), levels(differences)
    terms = terms_for((one.id for one in products.values() if one.owner_id is not None), clock.today())
    consigned = {product_id: moved for product_id, moved in differences.items() if products[product_id].owner_id}
    back = refound({product_id: moved for product_id, moved in consigned.items() if moved > 0})
    worth: dict[int, Worth] = {}
    for product_id, moved in differences.items():
        if product_id not in consigned:
            worth[product_id] = Worth(value_idr=_value_idr(known.get(product_id, Level()), moved))
        elif moved > 0:
            mine = [one for one in back if one.product_id == product_id]
            share = -sum(one.share_idr for one in mine)
            worth[product_id] = Worth(share_idr=share, found_milli=sum(one.qty_milli for one in mine))
        elif product_id in terms:
            agreed = terms[product_id]
            borne_by_shop = agreed.shrinkage is Bearer.SHOP
            share = full_share_idr(agreed, -moved, products[product_id].selling_price_idr) if borne_by_shop else 0
            worth[product_id] = Worth(share_idr=share, bearer=agreed.shrinkage)
    return worth


def _value_idr(level: Level, moved: int) -> int:
    """What the stock of owned goods gains (+) or loses (-), rupiah."""
    if moved < 0:
        return -issued(level, -moved)[1]
    cost = found_cost(level, moved)
    return cost - received(level, moved, cost)[1] if cost or level.value_idr else 0


def totals(rows: Iterable[CountRow]) -> Totals:
    """What the differences of some goods do, per owner."""
    owned = replaced = back = 0
    surplus: dict[tuple[str, str], int] = {}
    borne: dict[tuple[str, str], int] = {}
    for row in rows:
        difference, worth = row.difference_milli, row.worth
        if not difference or worth is None:
            continue
        owned += worth.value_idr
        replaced += max(worth.share_idr, 0)
        back += max(-worth.share_idr, 0)
        key = (row.owner, row.unit)
        if row.owner_id is not None and difference > worth.found_milli:
            surplus[key] = surplus.get(key, 0) + difference - worth.found_milli
        if worth.bearer is Bearer.CONSIGNOR:
            borne[key] = borne.get(key, 0) - difference
    return Totals(owned, replaced, back, _listed(surplus), _listed(borne))


def _listed(pieces: Mapping[tuple[str, str], int]) -> tuple[tuple[str, str, int], ...]:
    return tuple((owner, unit, milli) for (owner, unit), milli in sorted(pieces.items()))


def is_in_count(count_id: int, product_id: int) -> bool:
    """Whether a product belongs to a count."""
    sql = "SELECT 1 FROM count_line WHERE count_id = ? AND product_id = ?"
    return fetch_one(sql, (count_id, product_id)) is not None


def draft_minutes(count_id: int) -> Minutes:
    """The minutes of a count as it stands, before it is booked."""
    head, rows = count_head(count_id), counted_rows(count_id, sees_book=True)
    left = head.products - head.counted
    return Minutes(
        count_id, "", head.goods, head.user, head.begun_at, _counters(count_id), None, "", "", tuple(rows), left
    )


def minutes(stocktake_id: int) -> Minutes:
    """The minutes of a booked count; LookupError when there is none."""
    row = fetch_one(
        f"SELECT k.count_id, k.number, k.business_date, coalesce(u.name, ''), {cancelled_by('stocktake', 'k')}"
        " FROM stocktake k LEFT JOIN app_user u ON u.id = k.user_id WHERE k.id = ?",
        (stocktake_id,),
    )
    if row is None:
        raise LookupError(f"no stocktake {stocktake_id}")
    count_id, number, day, user, void = row
    found = fetch(
        f"SELECT {_PRODUCT[0]}, x.pass_no, l.counted_milli, {_EARLIER}, 0, 0, l.last_move_id, l.book_milli, NULL,"
        " l.value_idr, l.share_idr, l.bearer,"
        f" l.found_milli FROM stocktake_line l {_PRODUCT[1]} JOIN (SELECT l.count_id, l.product_id, l.pass_no"
        f" FROM count_line l WHERE l.count_id = :count AND {NEWEST}) x ON x.product_id = l.product_id"
        " WHERE l.stocktake_id = :stocktake ORDER BY l.line_no",
        {"count": count_id, "stocktake": stocktake_id},
    )
    rows = tuple(
        _row(line[:14], Worth(line[14], line[15], Bearer(line[16]) if line[16] else None, line[17])) for line in found
    )
    head = count_head(count_id)
    return Minutes(
        count_id, number, head.goods, head.user, head.begun_at, _counters(count_id), date.fromisoformat(day), user,
        void, rows, head.products - len(rows),
    )  # fmt: skip


def _counters(count_id: int) -> tuple[str, ...]:
    """Who counted, in the order they began."""
    rows = fetch(
        f"SELECT u.name FROM {PARTS} JOIN app_user u ON u.id = t.user_id"
        " WHERE l.count_id = ? GROUP BY u.id ORDER BY min(t.id)",
        (count_id,),
    )
    return tuple(row[0] for row in rows)


def stocktakes(limit: int = 50, until: date | None = None) -> list[StocktakeRow]:
    """The newest booked counts first, up to and including a day where told."""
    rows = fetch(
        "SELECT k.id, k.number, k.business_date, c.scope, c.name, coalesce(u.name, ''), count(l.id),"
        f" {how_many('l.counted_milli <> l.book_milli')}, coalesce(sum(l.value_idr - l.share_idr), 0),"
        f" {cancelled_by('stocktake', 'k')} FROM stocktake k JOIN stock_count c ON c.id = k.count_id"
        " LEFT JOIN app_user u ON u.id = k.user_id JOIN stocktake_line l ON l.stocktake_id = k.id"
        " WHERE k.business_date <= ? GROUP BY k.id ORDER BY k.business_date DESC, k.id DESC LIMIT ?",
        ((until or date.max).isoformat(), limit),
    )
    return [
        StocktakeRow(id, number, date.fromisoformat(day), scope_words(scope, name), user, *rest)
        for id, number, day, scope, name, user, *rest in rows
    ]


def stocktake_number(stocktake_id: int) -> str:
    """The number of a booked count; LookupError when there is none."""
    row = fetch_one("SELECT number FROM stocktake WHERE id = ?", (stocktake_id,))
    if row is None:
        raise LookupError(f"no stocktake {stocktake_id}")
    return str(row[0])
