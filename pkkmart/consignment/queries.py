"""Reads of titipan: the terms in force, what came this morning, what is owed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from pkkmart.consignment.rules import Bearer, Terms, TermsModel
from pkkmart.core.db import fetch
from pkkmart.people.queries import DISPLAY_NAME_SQL


@dataclass(frozen=True, slots=True)
class DeliveryRow:
    """A nota titip as lists show it; quantity in thousandths over all its lines."""

    id: int
    number: str
    business_date: str
    consignor: str
    lines: int
    qty_milli: int


def terms_for(product_ids: Iterable[int], on: date) -> dict[int, Terms]:
    """The terms of consigned products on a day; a product without an agreement is left out.

    The most specific agreement wins (product, category, consignor), then the newest.
    """
    wanted = list(dict.fromkeys(product_ids))
    if not wanted:
        return {}
    rows = fetch(
        "SELECT p.id, a.model, a.commission_bp, a.unit_share_idr, a.bearer FROM product p"
        " JOIN agreement a ON a.consignor_id = p.owner_id AND a.valid_from <= ?"
        " AND (a.product_id = p.id OR (a.product_id IS NULL"
        " AND (a.category_id IS NULL OR a.category_id = p.category_id)))"
        f" WHERE p.id IN ({','.join('?' * len(wanted))})"
        " ORDER BY a.product_id IS NULL, a.category_id IS NULL, a.valid_from DESC, a.id DESC",
        [on.isoformat(), *wanted],
    )
    found: dict[int, Terms] = {}
    for product_id, model, commission_bp, unit_share, bearer in rows:
        found.setdefault(product_id, Terms(TermsModel(model), commission_bp, unit_share, Bearer(bearer)))
    return found


def delivered_on(day: date) -> dict[int, int]:
    """Thousandths of a unit delivered on a day, by product."""
    return dict(
        fetch(
            "SELECT l.product_id, sum(l.qty_milli) FROM delivery d JOIN delivery_line l ON l.delivery_id = d.id"
            " WHERE d.business_date = ? GROUP BY l.product_id",
            (day.isoformat(),),
        )
    )


def recent_deliveries(limit: int = 50) -> list[DeliveryRow]:
    """The newest deliveries first."""
    rows = fetch(
        f"SELECT d.id, d.number, d.business_date, {DISPLAY_NAME_SQL.format('p')}, count(l.id), sum(l.qty_milli)"
        " FROM delivery d JOIN person p ON p.id = d.consignor_id JOIN delivery_line l ON l.delivery_id = d.id"
        " GROUP BY d.id ORDER BY d.id DESC LIMIT ?",
        (limit,),
    )
    return [DeliveryRow(*row) for row in rows]


def owed_by_person() -> dict[int, int]:
    """What the consignment lines say the shop owes each consignor, rupiah."""
    return dict(
        fetch("SELECT person_id, sum(amount_idr) FROM consignment_line GROUP BY person_id HAVING sum(amount_idr) <> 0")
    )
