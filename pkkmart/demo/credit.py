"""Bon of the invented shop: a dozen members who may owe, and how they pay it off."""

from __future__ import annotations

import random
from collections.abc import Iterable
from datetime import date
from typing import Final

from pkkmart.core.actor import Actor
from pkkmart.demo.cast import TILL_ID
from pkkmart.demo.members import REGULARS
from pkkmart.receivables.operations import repay, set_limit
from pkkmart.receivables.queries import owed_by_member
from pkkmart.sales.cart import Member
from pkkmart.till.places import CashPlace

_OTHERS: Final = frozenset({"Rosmiati", "Tati Hartati", "Watini", "Ella Nurlaela", "Yeni Rahmawati", "Lina Marliana"})
MAY_OWE: Final = REGULARS | _OTHERS
_REGULAR_LIMIT_IDR: Final = 400_000
_OTHER_LIMIT_IDR: Final = 200_000

_FRIDAY: Final = 4
_PAYDAY: Final = 26
_STEP_IDR: Final = 5_000


def grant_limits(treasurer: Actor, members: Iterable[Member]) -> tuple[Member, ...]:
    """Let a dozen members owe, as the last meeting agreed; returns them."""
    granted = tuple(member for member in members if member.name in MAY_OWE)
    for member in granted:
        limit_idr = _REGULAR_LIMIT_IDR if member.name in REGULARS else _OTHER_LIMIT_IDR
        set_limit(
            treasurer, member.person_id, limit_idr, "disepakati rapat pengurus, lunas tiap gajian", till_id=TILL_ID
        )
    return granted


def take_repayments(cashier: Actor, debtors: Iterable[Member], day: date, rng: random.Random) -> None:
    """On payday most clear their bon; on a Friday some bring half of it."""
    if day.day != _PAYDAY and day.weekday() != _FRIDAY:
        return
    owed = owed_by_member()
    for member in debtors:
        owes = owed.get(member.person_id, 0)
        clears = day.day == _PAYDAY
        amount_idr = owes if clears else owes // 2 // _STEP_IDR * _STEP_IDR
        if amount_idr > 0 and rng.random() < (0.8 if clears else 0.4):
            repay(cashier, member.person_id, amount_idr, CashPlace.DRAWER, till_id=TILL_ID)
