"""Everyone a shop knows, by number and by name, and whom a name resembles: for sheets of hundreds of rows. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import permutations
from typing import Final

from rapidfuzz import process
from rapidfuzz.distance import OSA

from pkkmart.imports.columns import plain
from pkkmart.imports.judging import name_key
from pkkmart.people.queries import CapacityKind

_HONORIFICS: Final = frozenset(
    {"bu", "ibu", "pak", "bapak", "hj", "h", "hajjah", "haji", "ny", "nyonya", "mbak", "mas"}
)
_NUMBER: Final = re.compile(r"[a-z]?[-. ]?\d+", re.IGNORECASE)
_DOUBLED: Final = re.compile(r"(.)\1+")
_SLIPS: Final = ((9, 2), (5, 1))
"""Letters of a word, and how many may be wrong; in a shorter one a wrong letter makes another name (Rina, Rini)."""
_MOST_WORDS: Final = 3
"""Words that may differ at once."""


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """A person of the shop: numbers and capacities of today."""

    id: int
    name: str
    trade_name: str
    numbers: tuple[str, ...]
    capacities: frozenset[CapacityKind]

    @property
    def called(self) -> str:
        """The name a shopper knows: the trade name where there is one."""
        return self.trade_name or self.name

    @property
    def words(self) -> str:
        """`Siti Wahyuni (A-0031)`; a sheet may name a person so, too."""
        return f"{self.called} ({', '.join(self.numbers)})" if self.numbers else self.called


def is_number(name: str) -> bool:
    """Whether a name is a member's (consignor's, supplier's) number, or no name at all."""
    return bool(_NUMBER.fullmatch(name.strip())) or not any(map(str.isalpha, name))


class Likeness:
    """Names that are looked through for one that somebody may have misspelt."""

    def __init__(self) -> None:
        self._written: dict[str, str] = {}
        self._by_word: dict[str, set[str]] = {}
        self._run_together: dict[str, str] = {}

    def add(self, name: str) -> None:
        """Take one more name in."""
        words = _bare(name)
        bare = " ".join(sorted(words))
        self._written.setdefault(bare, name)
        self._run_together.setdefault("".join(words), name)
        for word in words:
            self._by_word.setdefault(word, set()).add(bare)

    def near(self, name: str) -> str:
        """The name another is probably a misspelling of, as it is written, "" where there is none.

        Such names differ by a Bu or a Hj., by the order or the joining of their words, by doubled letters, by an
        initial, or by a slip of the finger in a word long enough.
        """
        words = _bare(name)
        bare = " ".join(sorted(words))
        same = self._written.get(bare) or self._run_together.get("".join(words))
        if same:
            return same
        found = process.extract(bare, self._written.keys(), scorer=OSA.distance, score_cutoff=4, limit=10)
        others = {one[0] for one in found} | self._sharing(words)
        near = [(slips, other) for other in others if (slips := _slips(words, other.split())) is not None]
        return self._written[min(near)[1]] if near else ""

    def part(self, name: str) -> str:
        """The name that is only a part of another, or the other way round (Endang, Endang Lestari), "" for none."""
        words = set(_bare(name))
        sharing = {other: set(other.split()) for other in self._sharing(words)}
        parts = [other for other, theirs in sharing.items() if words < theirs or words > theirs]
        return self._written[min(parts, key=lambda other: (len(other), other))] if parts else ""

    def _sharing(self, words: Iterable[str]) -> set[str]:
        return {other for word in words for other in self._by_word.get(word, ())}


class Register:
    """Everyone the shop knows."""

    def __init__(self, people: Iterable[KnownPerson]) -> None:
        self._by_id: dict[int, KnownPerson] = {}
        self._by_key: dict[str, list[KnownPerson]] = {}
        self._likeness = Likeness()
        for person in people:
            self._by_id[person.id] = person
            names = [name for name in (person.name, person.trade_name) if name]
            numbered = [f"{name} ({number})" for name in names for number in person.numbers]
            for key in dict.fromkeys(map(name_key, (*names, *person.numbers, *numbered, person.words))):
                self._by_key.setdefault(key, []).append(person)
            for name in names:
                self._likeness.add(name)

    def person(self, person_id: int) -> KnownPerson | None:
        """One person, None when no longer active."""
        return self._by_id.get(person_id)

    def find(self, name: str, capacity: CapacityKind) -> list[KnownPerson]:
        """Who answers to a number, a name or a trade name; of several, those who are already what is asked for."""
        found = self._by_key.get(name_key(name), [])
        fit = [person for person in found if capacity in person.capacities]
        return fit or found

    def near(self, name: str) -> KnownPerson | None:
        """Whom a name that nobody answers to is probably meant for."""
        return self._named(self._likeness.near(name))

    def part(self, name: str) -> KnownPerson | None:
        """A person with a name that is part of an unknown one, or contains it."""
        return self._named(self._likeness.part(name))

    def _named(self, written: str) -> KnownPerson | None:
        return self._by_key[name_key(written)][0] if written else None

    def spelling(self, person: KnownPerson) -> str:
        """How to write a person so that nobody else is meant: the name, with the number where others share it."""
        return person.called if len(self._by_key.get(name_key(person.called), [])) == 1 else person.words


def _bare(name: str) -> list[str]:
    """The words of a name without what people put before it, spelt the short way: Soetti is Suti."""
    words = plain(name).split()
    left = [word for word in words if word not in _HONORIFICS] or words
    return [_DOUBLED.sub(r"\1", word.replace("oe", "u")) for word in left]


def _slips(mine: list[str], theirs: list[str]) -> int | None:
    """How many letters two names of as many words differ in; None when they are not each other misspelt."""
    left = list((Counter(mine) - Counter(theirs)).elements())
    right = list((Counter(theirs) - Counter(mine)).elements())
    if len(left) != len(right) or len(left) > _MOST_WORDS:
        return None
    pairings = [[_slip(*pair) for pair in zip(left, order, strict=True)] for order in permutations(right)]
    sums = [sum(slip for slip in slips if slip is not None) for slips in pairings if None not in slips]
    return min(sums, default=None)


def _slip(mine: str, other: str) -> int | None:
    short, long = sorted((mine, other), key=len)
    if len(short) == 1:
        return 1 if long.startswith(short) else None
    allowed = next((slips for letters, slips in _SLIPS if len(short) >= letters), 0)
    distance = OSA.distance(mine, other)
    return distance if distance <= allowed else None
