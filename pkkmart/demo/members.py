"""The sixty members of the invented co-op, in the order of their numbers, and who stands at its till."""

from __future__ import annotations

from typing import Final

from pkkmart.demo.goods import invented
from pkkmart.users.roles import Role

_ROWS: Final = invented("members")

MEMBERS: Final = tuple(row["name"] for row in _ROWS)
MEN: Final = frozenset(row["name"] for row in _ROWS if row["gender"] == "M")
REGULARS: Final = frozenset(row["name"] for row in _ROWS if row["regular"])
"""They shop here almost every other day."""


def _together(heading: str) -> dict[str, tuple[str, ...]]:
    """The members who share a household, or work in a group."""
    named = dict.fromkeys(row[heading] for row in _ROWS if row[heading])
    return {name: tuple(row["name"] for row in _ROWS if row[heading] == name) for name in named}


HOUSEHOLDS: Final = _together("household")
JOINED: Final = _together("group")

USERS: Final = (
    ("Bu Rina", "1234", Role.CASHIER, "Rina Marlina"),
    ("Bu Dewi", "2345", Role.CASHIER, "Dewi Sartika Putri"),
    ("Bu Endang", "4321", Role.TREASURER, "Endang Sulastri"),
)
"""Name, PIN, role, and the name of the member."""

CHAIR: Final = ("Bu Ketua", "9876", Role.ADMIN)

PINS: Final = (*((name, role, pin) for name, pin, role, _member in USERS), (CHAIR[0], CHAIR[2], CHAIR[1]))
"""Every PIN of the demo (name, role, PIN), for whoever wants to log in."""
