"""Reads of the nota titip: the terms in force, who may come, what was brought today and last time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from pkkmart.consignment.rules import Bearer, Terms, TermsModel
from pkkmart.core.db import fetch
from pkkmart.ledger.cancelled import stands
from pkkmart.people.queries import DISPLAY_NAME_SQL, CapacityKind, people_with

_STANDS = stands("delivery", "d")
"""SQL: the delivery `d` was not cancelled."""


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
        "SELECT p.id, a.model, a.commission_bp, a.unit_share_idr, a.bearer,"
        " a.shrinkage_bearer FROM product p"
        " JOIN agreement a ON a.consignor_id = p.owner_id AND a.valid_from <= ?"
        " AND (a.product_id = p.id OR (a.product_id IS NULL"
        " AND (a.category_id IS NULL OR a.category_id = p.category_id)))"
        f" WHERE p.id IN ({','.join('?' * len(wanted))})"
        " ORDER BY a.product_id IS NULL, a.category_id IS NULL, a.valid_from DESC, a.id DESC",
        [on.isoformat(), *wanted],
    )
    found: dict[int, Terms] = {}
    for product_id, *terms in rows:
        found.setdefault(product_id, _terms(*terms))
    return found


def _terms(model: str, commission_bp: int | None, unit_share: int | None, bearer: str, shrinkage: str) -> Terms:
    return Terms(TermsModel(model), commission_bp, unit_share, Bearer(bearer), Bearer(shrinkage))


def delivered_on(day: date) -> dict[int, int]:
    """Thousandths of a unit delivered on a day, by product."""
    return dict(
        fetch(
            "SELECT l.product_id, sum(l.qty_milli) FROM delivery d JOIN delivery_line l ON l.delivery_id = d.id"
            f" WHERE d.business_date = ? AND {_STANDS} GROUP BY l.product_id",
            (day.isoformat(),),
        )
    )


def first_delivered(day: date) -> dict[int, str]:
    """When each product was first delivered on a day (UTC), the earliest first."""
    return dict(
        fetch(
            "SELECT l.product_id, min(d.recorded_at) FROM delivery d JOIN delivery_line l ON l.delivery_id = d.id"
            f" WHERE d.business_date = ? AND {_STANDS} GROUP BY l.product_id ORDER BY min(l.id)",
            (day.isoformat(),),
        )
    )


def recent_deliveries(limit: int = 50) -> list[DeliveryRow]:
    """The newest deliveries that stand, the newest first."""
    rows = fetch(
        f"SELECT d.id, d.number, d.business_date, {DISPLAY_NAME_SQL.format('p')}, count(l.id), sum(l.qty_milli)"
        " FROM delivery d JOIN person p ON p.id = d.consignor_id JOIN delivery_line l ON l.delivery_id = d.id"
        f" WHERE {_STANDS} GROUP BY d.id ORDER BY d.id DESC LIMIT ?",
        (limit,),
    )
    return [DeliveryRow(*row) for row in rows]


@dataclass(frozen=True, slots=True)
class ConsignorToday:
    """A consignor as the morning's list shows; thousandths of a unit brought on the day asked for."""

    id: int
    name: str
    area: str
    goods: tuple[str, ...]
    delivered_milli: int


def consignors_on(day: date) -> list[ConsignorToday]:
    """Everyone who may bring goods on a day, by name, with their goods and what they have brought already."""
    goods: dict[int, list[str]] = {}
    for owner_id, name in fetch(
        "SELECT owner_id, name FROM product WHERE active AND owner_id IS NOT NULL ORDER BY owner_id, name"
    ):
        goods.setdefault(owner_id, []).append(name)
    brought = dict(
        fetch(
            "SELECT d.consignor_id, sum(l.qty_milli) FROM delivery d JOIN delivery_line l ON l.delivery_id = d.id"
            f" WHERE d.business_date = ? AND {_STANDS} GROUP BY d.consignor_id",
            (day.isoformat(),),
        )
    )
    return [
        ConsignorToday(
            person.id, person.display_name, person.area, tuple(goods.get(person.id, ())), brought.get(person.id, 0)
        )
        for person in people_with(CapacityKind.CONSIGNOR, day)
    ]


def last_delivered(consignor_id: int, before: date) -> dict[int, int]:
    """Thousandths of a unit of each product on the last earlier day it came."""
    return dict(
        fetch(
            "SELECT product_id, qty_milli FROM (SELECT l.product_id, sum(l.qty_milli) AS qty_milli, d.business_date,"
            " max(d.business_date) OVER (PARTITION BY l.product_id) AS newest FROM delivery d"
            " JOIN delivery_line l ON l.delivery_id = d.id"
            f" WHERE d.consignor_id = ? AND d.business_date < ? AND {_STANDS}"
            " GROUP BY l.product_id, d.business_date) WHERE business_date = newest",
            (consignor_id, before.isoformat()),
        )
    )


def terms_of(consignor_id: int, on: date) -> Terms | None:
    """The terms for everything a consignor brings, None when there are none (or only per product)."""
    rows = fetch(
        "SELECT model, commission_bp, unit_share_idr, bearer, shrinkage_bearer FROM agreement WHERE consignor_id = ?"
        " AND valid_from <= ? AND product_id IS NULL AND category_id IS NULL ORDER BY valid_from DESC, id DESC LIMIT 1",
        (consignor_id, on.isoformat()),
    )
    return _terms(*rows[0]) if rows else None
