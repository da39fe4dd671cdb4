"""Bon of the invented shop: a dozen members who may owe."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from pkkmart.core.actor import Actor
from pkkmart.demo.members import REGULARS
from pkkmart.receivables.operations import set_limit
from pkkmart.sales.cart import Member

_OTHERS: Final = frozenset({"Rosmiati", "Tati Hartati", "Watini", "Ella Nurlaela", "Yeni Rahmawati", "Lina Marliana"})
MAY_OWE: Final = REGULARS | _OTHERS
_REGULAR_LIMIT_IDR: Final = 400_000
_OTHER_LIMIT_IDR: Final = 200_000


def grant_limits(treasurer: Actor, members: Iterable[Member]) -> tuple[Member, ...]:
    """Let a dozen members owe, as the last meeting agreed; returns them."""
    granted = tuple(member for member in members if member.name in MAY_OWE)
    for member in granted:
        limit_idr = _REGULAR_LIMIT_IDR if member.name in REGULARS else _OTHER_LIMIT_IDR
        set_limit(treasurer, member.person_id, limit_idr, "disepakati rapat pengurus, lunas tiap gajian")
    return granted
