"""Writes of people: persons with their capacities, households and groups."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from pkkmart.core import clock
from pkkmart.core.actor import Actor, Permission
from pkkmart.core.db import fetch, fetch_one
from pkkmart.core.errors import UserError
from pkkmart.core.i18n import N_
from pkkmart.core.operation import Changed, current_act, operation, part
from pkkmart.people.models import (
    Area,
    Business,
    BusinessBaseline,
    BusinessLevel,
    Capacity,
    GroupMember,
    Household,
    Person,
)
from pkkmart.people.queries import CapacityKind, person_name

_NIK = re.compile(r"[0-9]{16}")
_PREFIX = {CapacityKind.MEMBER: "A", CapacityKind.CONSIGNOR: "P", CapacityKind.SUPPLIER: "S"}


class NameMissing(UserError):
    template = N_("Nama belum diisi. Ketik namanya, lalu simpan lagi.")


class NikWrong(UserError):
    template = N_("NIK “{nik}” harus 16 angka. Periksa kartunya, atau kosongkan dulu.")


class CapacityExists(UserError):
    template = N_("{name} sudah tercatat ({number}). Tidak perlu didaftarkan lagi.")


class AreaUnknown(UserError):
    template = N_("Kode wilayah {code} tidak dikenal. Pilih kelurahan dari daftar.")


class AlreadyInGroup(UserError):
    template = N_("{name} sudah anggota {group}.")


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonDetails:
    """What a registration form has; only the name is required."""

    name: str
    kind: str = "INDIVIDUAL"
    trade_name: str = ""
    phone: str = ""
    nik: str | None = None
    address: str = ""
    area_code: str | None = None
    household_id: int | None = None
    gender: str | None = None
    birth_date: str | None = None
    up2k_level: str | None = None
    baseline_income_idr: int | None = None
    consent_on: str | None = None


def is_number_of(kind: CapacityKind, number: str) -> bool:
    """Whether a number is one the program itself could give, such as `A-0031`."""
    return re.fullmatch(rf"{_PREFIX[kind]}-(?!0+$)[0-9]{{4,6}}", number) is not None


@part
def add_person(details: PersonDetails, capacities: Iterable[CapacityKind], since: date) -> int:
    """Add a person with capacities and their numbers; returns the person's id."""
    name = " ".join(details.name.split())
    if not name:
        raise NameMissing
    if details.nik is not None and not _NIK.fullmatch(details.nik):
        raise NikWrong(nik=details.nik)
    area = _area(details.area_code)
    person = Person.create(
        kind=details.kind,
        name=name,
        trade_name=" ".join(details.trade_name.split()),
        phone=details.phone.strip(),
        nik=details.nik,
        address=details.address.strip(),
        area=area,
        household=details.household_id,
        gender=details.gender,
        birth_date=details.birth_date,
        consent_on=details.consent_on,
        created_at=clock.now_text(),
    )
    for kind in capacities:
        add_capacity(person.id, kind, since)
    _add_business(person, details, since)
    return int(person.id)


def _add_business(person: Person, details: PersonDetails, since: date) -> None:
    """Add the UMKM a person is registered with, and what is declared of it."""
    if details.up2k_level is None and details.baseline_income_idr is None:
        return
    now, user_id = clock.now_text(), current_act().actor.id
    told = {"business": _new_business(person), "recorded_at": now, "user_id": user_id}
    if details.up2k_level is not None:
        BusinessLevel.create(level=details.up2k_level, since=since.isoformat(), **told)
    if details.baseline_income_idr is not None:
        income = details.baseline_income_idr
        BusinessBaseline.create(monthly_income_idr=income, told_on=since.isoformat(), **told)


def _new_business(person: Person) -> Business:
    return Business.create(owner=person, name=person.trade_name or person.name, created_at=clock.now_text())


@part
def business_of(owner_id: int) -> int:
    """The first UMKM of a person, a group or a company, written down now where none is yet; returns its id."""
    known = fetch_one("SELECT min(id) FROM business WHERE owner_id = ? AND active", (owner_id,))
    if known is not None and known[0] is not None:
        return int(known[0])
    return int(_new_business(Person.get_by_id(owner_id)).id)


@part
def complete_person(person_id: int, details: PersonDetails) -> list[str]:
    """Fill in what a person's record lacks of phone, kelurahan and consent; returns the names of what was filled.

    What is on record stays: a slip at the counter must not overwrite somebody's number. Raises AreaUnknown.
    """
    person: Person = Person.get_by_id(person_id)
    area = _area(details.area_code)
    lacking = {
        "phone": details.phone.strip() if not person.phone else "",
        "area": area if person.area_id is None else None,
        "consent_on": details.consent_on if person.consent_on is None else None,
    }
    filled = {name: value for name, value in lacking.items() if value}
    if filled:
        Person.update(filled).where(Person.id == person_id).execute()
    return sorted(filled)


@part
def add_capacity(person_id: int, kind: CapacityKind, since: date, number: str = "") -> str:
    """Make a person a member, consignor or supplier from a day on; returns the number, the next one unless told."""
    known = fetch_one(
        "SELECT p.name, c.number FROM capacity c JOIN person p ON p.id = c.person_id"
        " WHERE c.person_id = ? AND c.kind = ? AND (c.until IS NULL OR c.until > ?)",
        (person_id, kind, since.isoformat()),
    )
    if known:
        raise CapacityExists(name=known[0], number=known[1])
    if not number:
        last = fetch_one("SELECT max(CAST(substr(number, 3) AS INTEGER)) FROM capacity WHERE kind = ?", (kind,))
        number = f"{_PREFIX[kind]}-{((last[0] or 0) if last else 0) + 1:04d}"
    Capacity.create(person=person_id, kind=kind, number=number, since=since.isoformat())
    return number


@part
def withdraw_capacities(first_id: int, last_id: int) -> None:
    """Take back capacities that nothing used, as if never given; who has none left is no longer listed."""
    given = Capacity.id.between(first_id, last_id)
    people = [row[0] for row in fetch("SELECT person_id FROM capacity WHERE id BETWEEN ? AND ?", (first_id, last_id))]
    Capacity.delete().where(given).execute()
    for start in range(0, len(people), 500):
        chunk = Person.id.in_(people[start : start + 500])
        Person.update(active=False).where(chunk, Person.id.not_in(Capacity.select(Capacity.person))).execute()


def _area(code: str | None) -> Area | None:
    if not code:
        return None
    area: Area | None = Area.get_or_none(Area.code == code)
    if area is None:
        raise AreaUnknown(code=code)
    return area


@operation(Permission.KEEP_PEOPLE, changes=frozenset({Changed.PEOPLE}))
def register_person(
    actor: Actor, details: PersonDetails, capacities: Iterable[CapacityKind] = (), *, since: date | None = None
) -> int:
    """Register a person; returns the id. Raises NameMissing, NikWrong, AreaUnknown."""
    person_id = add_person(details, capacities, since or clock.today())
    current_act().subject = f"person {person_id} {details.name}"
    return person_id


@operation(Permission.KEEP_PEOPLE, changes=frozenset({Changed.PEOPLE}))
def grant_capacity(actor: Actor, person_id: int, kind: CapacityKind, *, since: date | None = None) -> str:
    """Give one more capacity to a person already known; returns the number. Raises CapacityExists."""
    current_act().subject = f"person {person_id} {kind}"
    return add_capacity(person_id, kind, since or clock.today())


@operation(Permission.KEEP_PEOPLE, changes=frozenset({Changed.PEOPLE}))
def register_household(actor: Actor, name: str, *, card_number: str | None = None, area_code: str | None = None) -> int:
    """Record a household that persons may belong to; returns its id."""
    if not name.strip():
        raise NameMissing
    area = _area(area_code)
    household = Household.create(name=name.strip(), card_number=card_number, area=area)
    current_act().subject = f"household {household.id}"
    return int(household.id)


@operation(Permission.KEEP_PEOPLE, changes=frozenset({Changed.PEOPLE}))
def join_group(actor: Actor, group_id: int, person_id: int) -> None:
    """Record that a person belongs to a group (kelompok). Raises AlreadyInGroup."""
    if GroupMember.get_or_none(GroupMember.group == group_id, GroupMember.person == person_id) is not None:
        raise AlreadyInGroup(name=person_name(person_id), group=person_name(group_id))
    current_act().subject = f"group {group_id} person {person_id}"
    GroupMember.create(group=group_id, person=person_id, since=clock.today().isoformat())
