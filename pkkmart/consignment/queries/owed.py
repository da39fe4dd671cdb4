"""Reads of what every consignor is owed now, and of the consignor's goods on the shelf."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pkkmart.consignment.queries.accounts import PAYOUT_STANDS
from pkkmart.consignment.queries.advances import PAID, advances_by_person
from pkkmart.consignment.queries.arrangements import due_since
from pkkmart.core import clock
from pkkmart.core.db import fetch
from pkkmart.core.quantity import times_price
from pkkmart.ledger.cancelled import stands
from pkkmart.people.queries import DISPLAY_NAME_SQL, CapacityKind, people_with

SETTLEMENT_STANDS = stands("settlement", "t")
"""SQL: the settlement `t` was not cancelled."""


@dataclass(frozen=True, slots=True)
class ConsignorRow:
    """A consignor as the list shows; rupiah, thousandths of a unit, value at the selling price."""

    id: int
    name: str
    area: str
    kinds: int
    shelf_milli: int
    shelf_idr: int
    owed_idr: int
    unpaid_idr: int
    advance_idr: int
    last_paid_idr: int
    last_paid_on: date | None
    due_on: date | None
    """The day the account was to be drawn up by the agreed cycle, None while it is not due."""

    @property
    def earned_idr(self) -> int:
        """What was earned and not yet paid, before an advance is taken off."""
        return self.owed_idr + self.advance_idr

    @property
    def unsettled_idr(self) -> int:
        """What was earned and is not yet drawn up in a settlement."""
        return self.earned_idr - self.unpaid_idr


@dataclass(frozen=True, slots=True)
class ShelfRow:
    """A consigned product on the shelf; thousandths of a unit, rupiah at the selling price."""

    product_id: int
    name: str
    unit: str
    qty_milli: int
    price_idr: int

    @property
    def value_idr(self) -> int:
        return times_price(self.qty_milli, self.price_idr)


def owed_by_person() -> dict[int, int]:
    """What the shop owes each consignor, rupiah: all lines less what was paid or advanced; zeros left out."""
    return dict(
        fetch(
            "SELECT person_id, sum(amount_idr) FROM (SELECT person_id, amount_idr FROM consignment_line UNION ALL"
            f" SELECT consignor_id, -amount_idr FROM ({PAID}) p) x GROUP BY person_id HAVING sum(amount_idr) <> 0"
        )
    )


def all_owed_idr() -> int:
    """What the shop owes all consignors together, less what some owe the shop, rupiah."""
    return sum(owed_by_person().values())


def all_unpaid_idr() -> int:
    """What was settled with all consignors and not yet fetched, rupiah."""
    return sum(unpaid_by_person().values())


def all_advances_idr() -> int:
    """The open uang muka of all consignors, rupiah."""
    return sum(advances_by_person().values())


def unpaid_by_person() -> dict[int, int]:
    """Of that, what is in settlements that stand and not yet paid, rupiah."""
    return dict(
        fetch(
            "SELECT consignor_id, sum(amount_idr) FROM"
            f" (SELECT consignor_id, total_idr AS amount_idr FROM settlement t WHERE {SETTLEMENT_STANDS} UNION ALL"
            f" SELECT consignor_id, -amount_idr FROM payout k WHERE {PAYOUT_STANDS})"
            " GROUP BY consignor_id HAVING sum(amount_idr) <> 0"
        )
    )


def consignors(on: date | None = None) -> list[ConsignorRow]:
    """Every consignor of a day by name, and whoever else is still owed something."""
    owed, unpaid, shelves, advances = owed_by_person(), unpaid_by_person(), _shelves(), advances_by_person()
    paid: dict[int, tuple[int, date | None]] = {
        row[0]: (row[1], date.fromisoformat(row[2]))
        for row in fetch(
            "SELECT consignor_id, amount_idr, business_date FROM payout WHERE id IN"
            f" (SELECT max(k.id) FROM payout k WHERE {PAYOUT_STANDS} GROUP BY k.consignor_id)"
        )
    }
    people = {row.id: (row.display_name, row.area) for row in people_with(CapacityKind.CONSIGNOR, on or clock.today())}
    left = [person for person in owed | advances | unpaid if person not in people]
    for person_id, name, area in fetch(
        f"SELECT p.id, {DISPLAY_NAME_SQL.format('p')}, coalesce(a.name, '') FROM person p"
        f" LEFT JOIN area a ON a.id = p.area_id WHERE p.id IN ({','.join('?' * len(left))}) ORDER BY 2",
        left,
    ):
        people[person_id] = (name, area)
    due = due_since(on or clock.today())
    return [
        ConsignorRow(
            person,
            name,
            area,
            *shelves.get(person, (0, 0, 0)),
            owed.get(person, 0),
            unpaid.get(person, 0),
            advances.get(person, 0),
            *paid.get(person, (0, None)),
            due.get(person),
        )
        for person, (name, area) in people.items()
    ]


def _shelves() -> dict[int, tuple[int, int, int]]:
    """Products, thousandths of a unit and value on the shelf, by owner."""
    found: dict[int, tuple[int, int, int]] = {}
    for owner, qty_milli, price in fetch(
        "SELECT p.owner_id, s.qty_milli, p.selling_price_idr FROM stock_level s JOIN product p ON p.id = s.product_id"
        " WHERE p.owner_id IS NOT NULL AND s.qty_milli > 0"
    ):
        kinds, quantity, value = found.get(owner, (0, 0, 0))
        found[owner] = (kinds + 1, quantity + qty_milli, value + times_price(qty_milli, price))
    return found


def shelf(consignor_id: int) -> list[ShelfRow]:
    """A consignor's goods on the shelf, by name."""
    rows = fetch(
        "SELECT p.id, p.name, p.unit, s.qty_milli, p.selling_price_idr FROM product p"
        " JOIN stock_level s ON s.product_id = p.id WHERE p.owner_id = ? AND s.qty_milli <> 0 ORDER BY p.name",
        (consignor_id,),
    )
    return [ShelfRow(*row) for row in rows]
