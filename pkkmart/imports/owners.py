"""The person each row of an opening sheet belongs to: known to the shop, new, or a sentence why neither. Pure.

The rows are judged together: two rows of one new name are one person, and a new consignor who also saves is owed as
a member is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from typing import Final

from pkkmart.consignment.operations import payable_account
from pkkmart.core.i18n import N_, _, figure
from pkkmart.imports.judging import name_key
from pkkmart.imports.opening import Judged, OpeningDraft, OpeningKind, OpeningLine, line_words
from pkkmart.imports.register import KnownPerson, Likeness, Register, is_number
from pkkmart.people.queries import CapacityKind

CAPACITY_WORDS: Final = {
    CapacityKind.MEMBER: N_("anggota"),
    CapacityKind.CONSIGNOR: N_("penitip"),
    CapacityKind.SUPPLIER: N_("pemasok"),
}
_LONGEST: Final = 120
"""Letters of a name that every form and list can hold."""


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Somebody a sheet brings into the shop, once for all rows of that name."""

    name: str
    capacities: tuple[CapacityKind, ...]


@dataclass(frozen=True, slots=True)
class _New:
    """A name that nobody of the shop has, as it was written first."""

    name: str

    @property
    def key(self) -> str:
        return name_key(self.name)


_Found = KnownPerson | _New | str
"""The person of a row; a sentence where that is not known."""


def judge_people(rows: Sequence[Judged], register: Register) -> list[Judged]:
    """The rows of a sheet, each that names a person judged anew among all others; the rest as they were."""
    first: dict[str, str] = {}
    found: list[_Found | None] = []
    for row in rows:
        capacity = row.capacity
        found.append(_person_of(row.draft, capacity, register, first) if row.draft and capacity else None)
    members = {
        _key(one)
        for row, one in zip(rows, found, strict=True)
        if isinstance(one, KnownPerson | _New) and row.draft and _is_member(one, row.draft.kind)
    }
    alike = _alike(rows, found, register)
    return [
        _judged(row.row_no, row.draft, one, members, alike) if row.draft and one is not None else row
        for row, one in zip(rows, found, strict=True)
    ]


def newcomers(lines: Iterable[OpeningLine]) -> list[Newcomer]:
    """Everyone a sheet would register, in the order of their first rows, each with all capacities given."""
    names: dict[str, str] = {}
    becomes: dict[str, set[CapacityKind]] = {}
    for line in lines:
        capacity = line.draft.kind.capacity
        if line.newcomer and line.person_id is None and capacity is not None:
            key = name_key(line.newcomer)
            names.setdefault(key, line.newcomer)
            becomes.setdefault(key, set()).add(capacity)
    return [Newcomer(name, tuple(kind for kind in CapacityKind if kind in becomes[key])) for key, name in names.items()]


def promoted(lines: Iterable[OpeningLine]) -> list[tuple[int, CapacityKind]]:
    """People the shop knows (by id) and what the sheet makes of them besides; each pair once."""
    found = [
        (line.person_id, line.draft.kind.capacity)
        for line in lines
        if line.becomes and line.person_id is not None and line.draft.kind.capacity is not None
    ]
    return list(dict.fromkeys(found))


def people_words(lines: Sequence[OpeningLine]) -> str:
    """`12 orang baru: 9 anggota, 2 penitip, 1 anggota dan penitip. 1 orang lama menjadi penitip.` or less."""
    new, more = newcomers(lines), promoted(lines)
    said: list[str] = []
    if new:
        counted = Counter(one.capacities for one in new)
        kinds = [f"{figure(count)} {_kinds_words(kinds)}" for kinds, count in counted.most_common()]
        said.append(_("{count} orang baru: {kinds}.").format(count=figure(len(new)), kinds=", ".join(kinds)))
    for kind, count in Counter(kind for _person, kind in more).most_common():
        known = _("{count} orang lama menjadi {kind} juga.")
        said.append(known.format(count=figure(count), kind=_(CAPACITY_WORDS[kind])))
    return " ".join(said)


def alike_words(rows: Iterable[Judged]) -> str:
    """`2 orang baru mirip nama lain.`, "" where nobody is."""
    alike = len({name_key(row.line.newcomer) for row in rows if row.alike and row.line is not None})
    return _("{count} orang baru mirip nama lain.").format(count=figure(alike)) if alike else ""


def respelt(rows: Sequence[Judged], before: Judged, mended: Judged) -> tuple[list[Judged], int]:
    """The rows, and how many were mended like the one that was: all those of a new name that was somebody's, misspelt.

    That it was misspelt is known when it resembled another name and was made somebody of the shop or the sheet.
    """
    if before.line is None or mended.line is None or mended.draft is None or not before.alike:
        return list(rows), 0
    wrong, right = name_key(before.line.newcomer), name_key(mended.line.newcomer)
    named = {name_key(row.line.newcomer) for row in rows if row.line is not None and row is not mended}
    if right == wrong or (mended.line.person_id is None and right not in named):
        return list(rows), 0
    done = [
        replace(row, draft=replace(row.draft, name=mended.draft.name))
        if row.line is not None and row.draft is not None and name_key(row.line.newcomer) == wrong
        else row
        for row in rows
    ]
    return done, sum(new is not old for new, old in zip(done, rows, strict=True))


def _kinds_words(kinds: Sequence[CapacityKind]) -> str:
    return _(" dan ").join(_(CAPACITY_WORDS[kind]) for kind in kinds)


def _person_of(draft: OpeningDraft, capacity: CapacityKind, register: Register, first: dict[str, str]) -> _Found:
    found = register.find(draft.name, capacity)
    if len(found) == 1:
        return found[0]
    if found:
        return _several(draft.name, found)
    if is_number(draft.name):
        sentence = _(
            "“{name}” bukan nomor siapa pun di toko ini, dan bukan nama. Tulis namanya; nomornya diberi program."
        )
        return sentence.format(name=draft.name)
    if len(draft.name) > _LONGEST:
        return _("Namanya {count} huruf, paling banyak {most}. Singkatkan.").format(
            count=len(draft.name), most=_LONGEST
        )
    return _New(first.setdefault(name_key(draft.name), " ".join(draft.name.split())))


def _several(name: str, found: Sequence[KnownPerson]) -> str:
    numbers = _(" atau ").join(person.numbers[0] for person in found if person.numbers)
    if not numbers:
        sentence = _("Nama “{name}” dipakai {count} orang yang belum bernomor; tulis nama lengkapnya.")
        return sentence.format(name=name, count=len(found))
    sentence = _("Nama “{name}” dipakai {count} orang; tulis nomornya: {numbers}.")
    return sentence.format(name=name, count=len(found), numbers=numbers)


def _key(one: KnownPerson | _New) -> int | str:
    return one.id if isinstance(one, KnownPerson) else one.key


def _is_member(one: KnownPerson | _New, kind: OpeningKind) -> bool:
    known = isinstance(one, KnownPerson) and CapacityKind.MEMBER in one.capacities
    return known or kind.capacity is CapacityKind.MEMBER


def _alike(rows: Sequence[Judged], found: Sequence[_Found | None], register: Register) -> dict[str, str]:
    """Whom each new name resembles: somebody of the shop, else a new name further up the sheet."""
    earlier, places = Likeness(), dict[str, int]()
    alike: dict[str, str] = {}
    for row, one in zip(rows, found, strict=True):
        if not isinstance(one, _New) or one.key in alike:
            continue
        known, above = register.near(one.name), earlier.near(one.name)
        if known is None and not above:
            known, above = register.part(one.name), earlier.part(one.name)
        place = places[name_key(above)] if above else 0
        if known is not None:
            alike[one.key] = known.words
        else:
            alike[one.key] = _("{name} di baris {row}").format(name=above, row=place) if place else above
        earlier.add(one.name)
        places[one.key] = row.row_no
    return alike


def _judged(row_no: int, draft: OpeningDraft, one: _Found, members: Set[int | str], alike: Mapping[str, str]) -> Judged:
    if isinstance(one, str):
        return Judged(row_no, line_words(draft), None, one, draft=draft)
    account = draft.kind.account or payable_account(_key(one) in members)
    capacity = draft.kind.capacity
    assert capacity is not None
    becoming = _(CAPACITY_WORDS[capacity])
    if isinstance(one, _New):
        line = OpeningLine(draft, account, draft.kind.is_debit, newcomer=one.name, becomes=True)
        note = _("{capacity} baru").format(capacity=becoming)
        return Judged(row_no, line_words(draft, one.name), line, draft=draft, note=note, alike=alike[one.key])
    becomes, note = capacity not in one.capacities, ", ".join(one.numbers)
    if becomes:
        note = _("{numbers} menjadi {capacity} juga").format(numbers=note or one.name, capacity=becoming)
    line = OpeningLine(draft, account, draft.kind.is_debit, one.id, becomes=becomes)
    return Judged(row_no, line_words(draft, one.called), line, draft=draft, note=note)
