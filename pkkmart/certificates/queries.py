"""Reads of certificates: which hold, which end soon, and which food has no halal certificate."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from pkkmart.certificates.kinds import CertificateKind
from pkkmart.certificates.rules import CertificateFilter, is_in
from pkkmart.core import clock
from pkkmart.core.db import fetch, fetch_one
from pkkmart.people.queries import DISPLAY_NAME_SQL, CapacityKind, people_with

_STANDS: Final = (
    "NOT EXISTS (SELECT 1 FROM certificate_withdrawal w WHERE w.certificate_id = h.id)"
    " AND NOT EXISTS (SELECT 1 FROM certificate n WHERE n.renews_id = h.id{begun}"
    " AND NOT EXISTS (SELECT 1 FROM certificate_withdrawal v WHERE v.certificate_id = n.id))"
)
"""SQL: certificate `h` was not withdrawn, and none that renews it stands in its place."""


def _holds_on(day: date) -> str:
    """SQL: certificate `h` holds on a day; one that is renewed holds until the next one begins."""
    on = f"'{day.isoformat()}'"
    stands = _STANDS.format(begun=f" AND n.valid_from <= {on}")
    return f"h.valid_from <= {on} AND (h.valid_to IS NULL OR h.valid_to >= {on}) AND {stands}"


@dataclass(frozen=True, slots=True)
class CertificateRow:
    """A certificate, of a product or of an UMKM; `subject` names it, `owner` is the owner's name ("" the co-op)."""

    id: int
    kind: CertificateKind
    number: str
    issuer: str
    valid_from: date
    valid_to: date | None
    product_id: int | None
    business_id: int | None
    subject: str
    owner: str
    photo_id: int | None

    def days_left(self, today: date) -> int | None:
        """Days until its last one, negative once that is over; None where it has no end."""
        return None if self.valid_to is None else (self.valid_to - today).days


_ROWS = (
    "SELECT h.id, h.kind, h.number, h.issuer, h.valid_from, h.valid_to, h.product_id, h.business_id,"
    f" coalesce(p.name, b.name), coalesce({DISPLAY_NAME_SQL.format('o')}, ''), h.photo_id"
    " FROM certificate h LEFT JOIN product p ON p.id = h.product_id LEFT JOIN business b ON b.id = h.business_id"
    " LEFT JOIN person o ON o.id = coalesce(p.owner_id, b.owner_id)"
)


def _row(row: tuple[Any, ...]) -> CertificateRow:
    begin, end = date.fromisoformat(row[4]), date.fromisoformat(row[5]) if row[5] else None
    return CertificateRow(row[0], CertificateKind(row[1]), row[2], row[3], begin, end, *row[6:])


def certificate(certificate_id: int) -> CertificateRow:
    """One certificate, whether it stands or not; LookupError when there is none."""
    row = fetch_one(f"{_ROWS} WHERE h.id = ?", (certificate_id,))
    if row is None:
        raise LookupError(f"no certificate {certificate_id}")
    return _row(row)


def certificates(chosen: CertificateFilter = CertificateFilter.ALL) -> list[CertificateRow]:
    """The certificates that stand, by their last day; those without an end come last."""
    rows = fetch(
        f"{_ROWS} WHERE {_STANDS.format(begun='')}"
        " ORDER BY h.valid_to IS NULL, h.valid_to, lower(coalesce(p.name, b.name)), h.id"
    )
    today = clock.today()
    return [row for row in map(_row, rows) if is_in(chosen, row.valid_to, today)]


def standing_of(kind: CertificateKind, product_id: int | None, business_id: int | None) -> CertificateRow | None:
    """The certificate of a kind that a product, or an UMKM, has already."""
    of, which = ("h.product_id", product_id) if product_id is not None else ("h.business_id", business_id)
    sql = f"{_ROWS} WHERE h.kind = ? AND {of} = ? AND {_STANDS.format(begun='')} ORDER BY h.id DESC LIMIT 1"
    row = fetch_one(sql, (kind, which))
    return _row(row) if row else None


def history_of(certificate_id: int) -> list[CertificateRow]:
    """The certificates a certificate took the place of, the newest first; itself is left out."""
    found: list[CertificateRow] = []
    renews = fetch_one("SELECT renews_id FROM certificate WHERE id = ?", (certificate_id,))
    while renews is not None and renews[0] is not None:
        found.append(certificate(renews[0]))
        renews = fetch_one("SELECT renews_id FROM certificate WHERE id = ?", (renews[0],))
    return found


def withdrawn_why(certificate_id: int) -> str:
    """Why a certificate was withdrawn; "" while it was not."""
    row = fetch_one("SELECT reason FROM certificate_withdrawal WHERE certificate_id = ?", (certificate_id,))
    return str(row[0]) if row else ""


def not_halal(day: date) -> str:
    """SQL: product `p` is food or drink and has, on a day, no halal certificate of its own nor of who makes it.

    Goods without a category count as food. Where it is not told which of its owner's UMKM makes a product, each may.
    """
    halal = f"certificate h WHERE h.kind = '{CertificateKind.HALAL}' AND {_holds_on(day)}"
    return (
        "(coalesce(p.category_id, 0) NOT IN (SELECT f.id FROM category f WHERE NOT f.is_food)"
        f" AND p.id NOT IN (SELECT h.product_id FROM {halal} AND h.product_id IS NOT NULL)"
        f" AND coalesce(p.business_id, 0) NOT IN (SELECT h.business_id FROM {halal} AND h.business_id IS NOT NULL)"
        " AND NOT (p.business_id IS NULL AND coalesce(p.owner_id, 0) IN (SELECT m.owner_id FROM business m"
        f" WHERE m.id IN (SELECT h.business_id FROM {halal}))))"
    )


@dataclass(frozen=True, slots=True)
class NotHalalRow:
    """A food or drink without a halal certificate; `owner` "" is the co-op."""

    product_id: int
    name: str
    category: str
    owner: str


def goods_not_halal() -> list[NotHalalRow]:
    """Active food and drink without a valid halal certificate: consigned goods first, then the co-op's own."""
    rows = fetch(
        f"SELECT p.id, p.name, coalesce(c.name, ''), coalesce({DISPLAY_NAME_SQL.format('o')}, '') FROM product p"
        " LEFT JOIN category c ON c.id = p.category_id LEFT JOIN person o ON o.id = p.owner_id"
        f" WHERE p.active AND {not_halal(clock.today())} ORDER BY p.owner_id IS NULL, 4, lower(p.name), p.id"
    )
    return [NotHalalRow(*row) for row in rows]


def count_not_halal() -> int:
    """How many those are."""
    row = fetch_one(f"SELECT count(*) FROM product p WHERE p.active AND {not_halal(clock.today())}")
    return int(row[0]) if row else 0


def counts() -> dict[CertificateFilter, int]:
    """How many certificates, or goods, each part of the list holds."""
    rows, today = certificates(), clock.today()
    found = {one: sum(is_in(one, row.valid_to, today) for row in rows) for one in CertificateFilter}
    return {**found, CertificateFilter.NOT_HALAL: count_not_halal()}


@dataclass(frozen=True, slots=True)
class BusinessRow:
    """An UMKM that may have certificates: a business, or an owner whose business nobody wrote down yet."""

    owner_id: int
    business_id: int | None
    name: str


def businesses() -> list[BusinessRow]:
    """Every UMKM of today's consignors, by name."""
    known: dict[int, list[tuple[int, str]]] = {}
    for business_id, owner_id, name in fetch("SELECT id, owner_id, name FROM business WHERE active ORDER BY id"):
        known.setdefault(owner_id, []).append((business_id, name))
    found: list[BusinessRow] = []
    for person in people_with(CapacityKind.CONSIGNOR):
        named: list[tuple[int | None, str]] = [*known.get(person.id, [])] or [(None, person.display_name)]
        found += [BusinessRow(person.id, business_id, name) for business_id, name in named]
    return sorted(found, key=lambda one: one.name.lower())


def label_numbers(product_ids: Iterable[int]) -> dict[int, list[tuple[CertificateKind, str]]]:
    """The P-IRT, BPOM and halal numbers that hold today, of each product or of who makes it, as a label shows them."""
    wanted = list(product_ids)
    marks = ",".join("?" * len(wanted))
    shown = f"'{CertificateKind.PIRT}', '{CertificateKind.BPOM}', '{CertificateKind.HALAL}'"
    rows = fetch(
        f"SELECT p.id, h.kind, h.number FROM product p JOIN certificate h ON h.kind IN ({shown}) AND"
        " (h.product_id = p.id OR h.business_id = p.business_id OR (p.business_id IS NULL AND h.business_id IN"
        " (SELECT m.id FROM business m WHERE m.owner_id = p.owner_id)))"
        f" WHERE p.id IN ({marks}) AND {_holds_on(clock.today())} ORDER BY p.id, h.product_id IS NULL, h.id DESC",
        wanted,
    )
    found: dict[int, dict[CertificateKind, str]] = {}
    for product_id, kind, number in rows:
        found.setdefault(product_id, {}).setdefault(CertificateKind(kind), number)
    order = (CertificateKind.PIRT, CertificateKind.BPOM, CertificateKind.HALAL)
    return {
        product_id: [(kind, numbers[kind]) for kind in order if kind in numbers]
        for product_id, numbers in found.items()
    }
