"""Reads of labels: the sizes in use, what stands on a product's label, and which goods want a new one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from pkkmart.certificates.queries import label_numbers
from pkkmart.core.db import fetch
from pkkmart.core.i18n import _, date_short, rupiah
from pkkmart.core.quantity import ONE
from pkkmart.ledger.cancelled import join_cancellation
from pkkmart.people.queries import DISPLAY_NAME_SQL
from pkkmart.printing.label import Label, bar_dots, is_ean13
from pkkmart.printing.label_sizes import USUAL, LabelSize
from pkkmart.products.queries import ProductRow, by_ids, next_own_code

MOST_LABELS = 999
"""So many of one product are offered at most."""
STRIP_WIDTH = 480
"""What the narrowest receipt printer prints on, in tenths of a millimetre."""


@dataclass(frozen=True, slots=True)
class LabelLine:
    """Labels to print: of which product, how many, and the days that stand on each where they are told."""

    product_id: int
    labels: int
    produced_on: date | None = None
    expires_on: date | None = None


def label_sizes() -> list[LabelSize]:
    """The sizes in use: the usual ones, changed or put away by the shop, then those it added."""
    found = {_(size.name): replace(size, name=_(size.name)) for size in USUAL}
    columns = "name, paper_width, paper_height, width, height, columns, gap_x, gap_y, margin_x, margin_y"
    for *values, used in fetch(f"SELECT {columns}, used FROM label_size ORDER BY id"):
        names = columns.split(", ")
        if used:
            found[values[0]] = LabelSize(**dict(zip(names, values, strict=True)))
        else:
            found.pop(values[0], None)
    return list(found.values())


def label_code(product_id: int, codes: Sequence[str], width_tenths: int) -> str:
    """The code on a product's label: an EAN-13 it has, another one that fits, else the one it is to be given."""
    fitting = [code for code in codes if bar_dots(code, width_tenths)]
    known = next((code for code in fitting if is_ean13(code)), fitting[0] if fitting else "")
    return known or next_own_code(product_id)


def unit_codes(product_ids: Iterable[int]) -> dict[int, list[str]]:
    """The codes of one unit of each product, the oldest first; a code of a whole pack is none."""
    wanted = list(product_ids)
    found: dict[int, list[str]] = {product_id: [] for product_id in wanted}
    sql = f"SELECT product_id, code FROM barcode WHERE pack_milli = ? AND product_id IN ({','.join('?' * len(wanted))})"
    for product_id, code in fetch(sql + " ORDER BY id", [ONE, *wanted]):
        found[product_id].append(code)
    return found


def labels_of(lines: Sequence[LabelLine], width_tenths: int) -> list[tuple[Label, int]]:
    """What stands on each label, for labels of a width; a product without a code shows the one it will be given."""
    ids = [line.product_id for line in lines]
    products, codes, numbers = by_ids(ids), unit_codes(ids), label_numbers(ids)
    found = []
    for line in lines:
        product = products[line.product_id]
        label = Label(
            name=product.name,
            price=_price(product),
            code=label_code(product.id, codes[product.id], width_tenths),
            owner=product.owner_name,
            dates=_dates(line),
            numbers=tuple(f"{_(kind.label)} {number}" for kind, number in numbers.get(product.id, [])),
        )
        found.append((label, line.labels))
    return found


def _price(product: ProductRow) -> str:
    price = rupiah(product.selling_price_idr)
    return _("{price} / {unit}").format(price=price, unit=product.unit) if product.sold_by_weight else price


def _dates(line: LabelLine) -> tuple[str, ...]:
    told = []
    if line.produced_on is not None:
        told.append(_("Prod {day}").format(day=date_short(line.produced_on)))
    if line.expires_on is not None:
        told.append(_("Exp {day}").format(day=date_short(line.expires_on)))
    return tuple(told)


@dataclass(frozen=True, slots=True)
class PriceOnLabel:
    """A product that costs another price than its label says; rupiah per unit."""

    product_id: int
    name: str
    label_idr: int
    selling_price_idr: int


_LABELLED = (
    "coalesce((SELECT l.selling_price_idr FROM label_print l WHERE l.product_id = p.id ORDER BY l.id DESC LIMIT 1),"
    " (SELECT c.selling_price_idr FROM price_change c WHERE c.product_id = p.id ORDER BY c.id LIMIT 1))"
)
"""SQL: the price on product `p`'s last label; of one that never had a label, the price it came into the shop with."""


def changed_prices() -> list[PriceOnLabel]:
    """Active products whose price is not the one on their last label, the last change first.

    A product that never had a label is held against its first price.
    """
    rows = fetch(
        f"SELECT p.id, p.name, {_LABELLED}, p.selling_price_idr FROM product p WHERE p.active"
        " AND p.id IN (SELECT c.product_id FROM price_change c GROUP BY c.product_id HAVING count(*) > 1)"
        f" AND {_LABELLED} <> p.selling_price_idr"
        " ORDER BY (SELECT max(n.id) FROM price_change n WHERE n.product_id = p.id) DESC"
    )
    return [PriceOnLabel(*row) for row in rows]


@dataclass(frozen=True, slots=True)
class Receipt:
    """Goods that came: a purchase or a delivery that stands, and how many kinds of goods are on it."""

    kind: str
    id: int
    number: str
    day: date
    source: str
    products: int


_RECEIPTS = f"""
    SELECT d.kind, d.id, d.number, d.business_date, coalesce({DISPLAY_NAME_SQL.format("s")}, ''), d.products FROM (
        SELECT 'purchase' AS kind, b.id, b.number, b.business_date, b.recorded_at, b.supplier_id AS source_id,
            (SELECT count(*) FROM purchase_line l WHERE l.purchase_id = b.id) AS products FROM purchase b
        UNION ALL SELECT 'delivery', t.id, t.number, t.business_date, t.recorded_at, t.consignor_id,
            (SELECT count(*) FROM delivery_line m WHERE m.delivery_id = t.id) FROM delivery t
    ) d LEFT JOIN person s ON s.id = d.source_id {join_cancellation("d.kind", "d")}
    WHERE v.id IS NULL ORDER BY d.business_date DESC, d.recorded_at DESC, d.kind, d.id DESC LIMIT ?
"""


def newest_receipts(limit: int = 30) -> list[Receipt]:
    """The purchases and deliveries that stand, the newest first."""
    return [
        Receipt(kind, document_id, number, date.fromisoformat(day), source, products)
        for kind, document_id, number, day, source, products in fetch(_RECEIPTS, (limit,))
    ]


def received_lines(receipt: Receipt) -> list[LabelLine]:
    """A label for each unit that came, with the last day where the note told it; of weighed goods one label."""
    if receipt.kind == "purchase":
        sql = "SELECT product_id, qty_milli, NULL FROM purchase_line WHERE purchase_id = ? ORDER BY line_no"
    else:
        sql = "SELECT product_id, qty_milli, expires_on FROM delivery_line WHERE delivery_id = ? ORDER BY line_no"
    rows = fetch(sql, (receipt.id,))
    products = by_ids(row[0] for row in rows)
    return [_received(products[product_id], qty_milli, day) for product_id, qty_milli, day in rows]


def _received(product: ProductRow, qty_milli: int, day: Any) -> LabelLine:
    labels = 1 if product.sold_by_weight else as_many(qty_milli)
    return LabelLine(product.id, labels, expires_on=date.fromisoformat(day) if day else None)


def as_many(qty_milli: int) -> int:
    """A label for each whole unit, at least one."""
    return max(1, min(qty_milli // ONE, MOST_LABELS))
