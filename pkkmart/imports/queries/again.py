"""The shop as lists again: what a list of each kind brings in, written so that it can be mended and brought in."""

from __future__ import annotations

from pkkmart.consignment.queries import terms_of
from pkkmart.consignment.rules import Terms
from pkkmart.core import clock
from pkkmart.core.db import fetch
from pkkmart.core.i18n import _
from pkkmart.core.quantity import quantity_text
from pkkmart.core.sheet import Value
from pkkmart.imports.columns import NOT_IMPORTED, Field, ListKind
from pkkmart.imports.people import BEARER_WORDS, CAPACITY_OF, PERSON_KIND_WORDS
from pkkmart.imports.products import CODES_BETWEEN

_GOODS = """
    SELECT p.id, p.name, coalesce(c.name, ''), p.unit, p.selling_price_idr, p.member_price_idr, p.min_stock_milli,
        coalesce((SELECT n.number FROM capacity n WHERE n.person_id = p.owner_id AND n.kind = 'CONSIGNOR'
            ORDER BY n.since DESC LIMIT 1), ''), p.sold_by_weight
    FROM product p LEFT JOIN category c ON c.id = p.category_id WHERE p.active ORDER BY p.id
"""
_PEOPLE = """
    SELECT p.id, n.number, p.name, p.trade_name, p.kind, p.phone, coalesce(p.nik, ''), coalesce(a.code, ''), p.address,
        n.since FROM capacity n JOIN person p ON p.id = n.person_id LEFT JOIN area a ON a.id = p.area_id
    WHERE n.kind = ? AND p.active AND (n.until IS NULL OR n.until > ?) ORDER BY n.id
"""


def list_of_shop(kind: ListKind) -> tuple[list[str], list[list[Value]]]:
    """Headings and rows of what the shop has of a kind; what comes with a document (stock, savings) is left out."""
    fields = [field for field in kind.fields if field not in NOT_IMPORTED or field in kind.required]
    told = _people(kind) if kind in CAPACITY_OF else _goods()
    return [_(field.label) for field in fields], [[row.get(field) for field in fields] for row in told]


def _goods() -> list[dict[Field, Value]]:
    codes: dict[int, list[str]] = {}
    for product_id, code in fetch("SELECT product_id, code FROM barcode WHERE pack_milli = 1000 ORDER BY id"):
        codes.setdefault(product_id, []).append(code)
    return [
        {
            Field.CODE: f" {CODES_BETWEEN} ".join(codes.get(product_id, [])),
            Field.NAME: name,
            Field.CATEGORY: category,
            Field.UNIT: unit,
            Field.PRICE: price,
            Field.MEMBER_PRICE: member_price,
            Field.MIN_STOCK: quantity_text(least).replace(".", "") if least else "",
            Field.OWNER: owner,
            Field.BY_WEIGHT: _("ya") if by_weight else "",
        }
        for product_id, name, category, unit, price, member_price, least, owner, by_weight in fetch(_GOODS)
    ]


def _people(kind: ListKind) -> list[dict[Field, Value]]:
    today = clock.today()
    found: list[dict[Field, Value]] = []
    for person_id, number, name, trade, shape, phone, nik, village, address, since in fetch(
        _PEOPLE, (CAPACITY_OF[kind], today.isoformat())
    ):
        year, month, day = since.split("-")
        row: dict[Field, Value] = {
            Field.NUMBER: number,
            Field.PERSON: name,
            Field.TRADE_NAME: trade,
            Field.PERSON_KIND: _(PERSON_KIND_WORDS[shape]),
            Field.PHONE: phone,
            Field.NIK: nik,
            Field.VILLAGE: village,
            Field.ADDRESS: address,
            Field.SINCE: f"{day}/{month}/{year}",
        }
        terms = terms_of(person_id, today) if kind is ListKind.CONSIGNORS else None
        found.append(row | _terms(terms) if terms is not None else row)
    return found


def _terms(terms: Terms) -> dict[Field, Value]:
    rate = terms.commission_bp
    return {
        Field.COMMISSION: "" if rate is None else f"{quantity_text(rate * 10)}%",
        Field.SHARE: terms.unit_share_idr,
        Field.BEARER: _(BEARER_WORDS[terms.bearer]),
    }
