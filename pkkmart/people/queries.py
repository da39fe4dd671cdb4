"""Reads of people: persons, their capacities (member, consignor, supplier), and areas."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Final

from pkkmart.core import clock
from pkkmart.core.db import fetch, fetch_one
from pkkmart.core.i18n import _

DISPLAY_NAME_SQL = "CASE WHEN {0}.trade_name <> '' THEN {0}.trade_name ELSE {0}.name END"
"""SQL of the name shown to buyers: the trade name where there is one. `{0}` is the table's alias."""


class CapacityKind(StrEnum):
    """A capacity of a person in the co-op."""

    MEMBER = "MEMBER"
    CONSIGNOR = "CONSIGNOR"
    SUPPLIER = "SUPPLIER"


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A person as lists show one; `number` is that of the capacity asked for."""

    id: int
    name: str
    display_name: str
    number: str
    area: str


@dataclass(frozen=True, slots=True)
class AreaRow:
    """A node of the area tree."""

    id: int
    code: str
    level: str
    name: str
    parent_id: int | None


@dataclass(frozen=True, slots=True)
class VillageRow:
    """A kelurahan with its kecamatan."""

    code: str
    name: str
    district: str


@dataclass(frozen=True, slots=True)
class Lookalike:
    """A person on record who may be the one being registered; `number` is the member number where there is one."""

    person_id: int
    name: str
    trade_name: str
    number: str
    is_member: bool
    area: str
    same_phone: bool
    same_area: bool

    @property
    def sentence(self) -> str:
        """Words on who is on record, and why it may be the same person."""
        if self.same_phone:
            why = _("nomor HP-nya sama")
        elif self.same_area:
            why = _("namanya mirip dan kelurahannya sama, {area}").format(area=self.area)
        else:
            why = _("namanya sama")
        known_as = ", ".join(words for words in (self.number, self.trade_name) if words)
        return _("Sudah ada {name} ({known_as}), {why}.").format(name=self.name, known_as=known_as, why=why)


_ALIKE: Final = 85
"""How alike two names are, of 100: `Siti Rahmah` and `Siti Rahma` are 95, `Siti Rahma` and `Siti Aminah` 76."""
_SAME: Final = 98
_TITLES: Final = frozenset({"bu", "ibu", "pak", "bapak", "bpk", "hj", "h", "mbak", "mba"})

_PEOPLE = f"""
    SELECT p.id, p.name, {DISPLAY_NAME_SQL.format("p")}, c.number, coalesce(a.name, '')
    FROM person p JOIN capacity c ON c.person_id = p.id LEFT JOIN area a ON a.id = p.area_id
    WHERE c.kind = ? AND c.since <= ? AND (c.until IS NULL OR c.until > ?) AND p.active
"""


_KNOWN = """
    SELECT p.id, p.name, p.trade_name,
        coalesce((SELECT c.number FROM capacity c WHERE c.person_id = p.id
            ORDER BY c.kind <> 'MEMBER', c.since DESC LIMIT 1), ''),
        EXISTS (SELECT 1 FROM capacity c WHERE c.person_id = p.id AND c.kind = 'MEMBER' AND c.since <= :day
            AND (c.until IS NULL OR c.until > :day)),
        p.phone, coalesce(a.code, ''), coalesce(a.name, '')
    FROM person p LEFT JOIN area a ON a.id = p.area_id
    WHERE p.kind = 'INDIVIDUAL' AND EXISTS (SELECT 1 FROM capacity c WHERE c.person_id = p.id) ORDER BY p.id
"""


def people_with(kind: CapacityKind, on: date | None = None) -> list[PersonRow]:
    """The people with a capacity on a day (today by default), by name."""
    day = (on or clock.today()).isoformat()
    return [PersonRow(*row) for row in fetch(_PEOPLE + " ORDER BY 3", (kind, day, day))]


def find_people(kind: CapacityKind, text: str, limit: int = 20) -> list[PersonRow]:
    """People with a capacity with the text as their number, or with every fragment of it in their names.

    The likeliest come first: a name that begins with the text, then one with a word that does, then the rest.
    """
    day = clock.today().isoformat()
    exact = fetch(_PEOPLE + " AND lower(c.number) = lower(?)", (kind, day, day, text.strip()))
    if exact:
        return [PersonRow(*row) for row in exact]
    fragments = text.split()
    sql = _PEOPLE + " AND (p.name || ' ' || p.trade_name || ' ' || c.number) LIKE ? ESCAPE '\\'" * len(fragments)
    sql += (
        " ORDER BY CASE WHEN p.name LIKE ? ESCAPE '\\' OR p.trade_name LIKE ? ESCAPE '\\' THEN 0"
        " WHEN (' ' || p.name || ' ' || p.trade_name) LIKE ? ESCAPE '\\' THEN 1 ELSE 2 END, 3 LIMIT ?"
    )
    begins = f"{escaped(' '.join(fragments))}%"
    params = [f"%{escaped(fragment)}%" for fragment in fragments] + [begins, begins, f"% {begins}"]
    return [PersonRow(*row) for row in fetch(sql, (kind, day, day, *params, limit))]


def escaped(fragment: str) -> str:
    """A text that stands for itself in `LIKE … ESCAPE '\\'`."""
    return fragment.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def person_name(person_id: int) -> str:
    """The display name of one person; raises LookupError when there is none."""
    row = fetch_one(f"SELECT {DISPLAY_NAME_SQL.format('p')} FROM person p WHERE p.id = ?", (person_id,))
    if row is None:
        raise LookupError(f"no person {person_id}")
    return str(row[0])


def having_capacity(person_ids: Iterable[int], kind: CapacityKind, on: date) -> frozenset[int]:
    """Those of these people who have a capacity on a day."""
    wanted = sorted(set(person_ids))
    if not wanted:
        return frozenset()
    rows = fetch(
        f"SELECT person_id FROM capacity WHERE person_id IN ({','.join('?' * len(wanted))}) AND kind = ?"
        " AND since <= ? AND (until IS NULL OR until > ?)",
        (*wanted, kind.value, on.isoformat(), on.isoformat()),
    )
    return frozenset(row[0] for row in rows)


def has_capacity(person_id: int, kind: CapacityKind, on: date) -> bool:
    """Whether a person is a member (consignor, supplier) on a day."""
    return bool(having_capacity([person_id], kind, on))


def member_number(person_id: int) -> str:
    """The latest member number of a person, "" without one."""
    row = fetch_one(
        "SELECT number FROM capacity WHERE person_id = ? AND kind = 'MEMBER' ORDER BY since DESC LIMIT 1", (person_id,)
    )
    return str(row[0]) if row else ""


def areas(level: str) -> list[AreaRow]:
    """All areas of one level (`VILLAGE` is the kelurahan), in the order of their codes."""
    return [
        AreaRow(*row)
        for row in fetch("SELECT id, code, level, name, parent_id FROM area WHERE level = ? ORDER BY code", (level,))
    ]


def find_villages(text: str, limit: int = 100) -> list[VillageRow]:
    """Kelurahan with every fragment in their name or their kecamatan's; those that begin with the text first."""
    fragments = text.split()
    if not fragments:
        return []
    sql = (
        "SELECT v.code, v.name, coalesce(d.name, '') FROM area v LEFT JOIN area d ON d.id = v.parent_id"
        " WHERE v.level = 'VILLAGE'"
        + " AND (v.name || ' ' || coalesce(d.name, '')) LIKE ? ESCAPE '\\'" * len(fragments)
        + " ORDER BY v.name NOT LIKE ? ESCAPE '\\', v.name LIMIT ?"
    )
    params = [f"%{escaped(fragment)}%" for fragment in fragments]
    return [VillageRow(*row) for row in fetch(sql, (*params, f"{escaped(' '.join(fragments))}%", limit))]


def lookalike(name: str, phone: str, area_code: str | None, on: date | None = None) -> Lookalike | None:
    """A person on record who may be the one named: by the phone number, else by a like name in the kelurahan.

    Where one of the two kelurahan is not known, only the same name is enough. Groups and companies never count,
    even by the phone number of their chair. `is_member` is as of a day (today by default).
    """
    from rapidfuzz import fuzz  # imported late: a start compares no names

    wanted, digits = _plain_name(name), _plain_phone(phone)
    day = (on or clock.today()).isoformat()
    best: tuple[float, Lookalike] | None = None
    for person_id, known, trade, number, is_member, own_phone, code, area in fetch(_KNOWN, {"day": day}):
        found = Lookalike(
            person_id, known, trade, number, bool(is_member), area, same_phone=False, same_area=code == area_code
        )
        if digits and _plain_phone(own_phone) == digits:
            return replace(found, same_phone=True)
        score = fuzz.ratio(wanted, _plain_name(known))
        if score >= _enough(code, area_code) and (best is None or score > best[0]):
            best = score, found
    return None if best is None else best[1]


def _enough(code: str, area_code: str | None) -> float:
    """How alike two names must be, by the kelurahan of the two, of 100."""
    if not code or not area_code:
        return _SAME
    return _ALIKE if code == area_code else math.inf


def _plain_name(name: str) -> str:
    """A name without what people leave out or change when they say it: titles, order of words, case."""
    words = re.findall(r"[^\W\d_]+", name.casefold())
    return " ".join(sorted(word for word in words if word not in _TITLES))


def _plain_phone(phone: str) -> str:
    """The digits of a phone number, however it was written: +62 812 is 0812."""
    digits = re.sub(r"\D", "", phone)
    return "0" + digits[2:] if digits.startswith("62") else digits


@dataclass(frozen=True, slots=True)
class MemberCard:
    """A member as the member's own page shows; `since` and `until` are ISO days of the latest membership."""

    id: int
    name: str
    trade_name: str
    number: str
    since: str
    until: str | None
    area: str
    phone: str
    nik: str


def member_card(person_id: int, *, private: bool = False) -> MemberCard | None:
    """One member, None for a person who never was one. Phone and NIK are masked unless `private` is asked for."""
    row = fetch_one(
        "SELECT p.id, p.name, p.trade_name, c.number, c.since, c.until, coalesce(a.name, ''), p.phone,"
        " coalesce(p.nik, '') FROM person p JOIN capacity c ON c.person_id = p.id AND c.kind = 'MEMBER'"
        " LEFT JOIN area a ON a.id = p.area_id WHERE p.id = ? ORDER BY c.since DESC LIMIT 1",
        (person_id,),
    )
    if row is None:
        return None
    shown = MemberCard(*row)
    return shown if private else replace(shown, phone=masked(shown.phone), nik=masked(shown.nik))


def masked(digits: str) -> str:
    """A phone number or NIK with its middle hidden: `0812••••4471`."""
    if not digits:
        return ""
    return f"{digits[:4]}••••{digits[-4:]}" if len(digits) > 9 else f"••••{digits[-2:]}"
