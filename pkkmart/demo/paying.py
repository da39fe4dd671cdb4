"""How a buyer pays: notes mostly, her telephone, her savings, on bon, or two of them together."""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from pkkmart.core import clock
from pkkmart.receivables.queries import room_idr
from pkkmart.sales.cart import Cart, Member
from pkkmart.sales.notes import handed_over_idr
from pkkmart.sales.tenders import Bill, Paid, Tender, small_change
from pkkmart.savings.queries import balances
from pkkmart.till.settings import CASH_ROUNDING_IDR

_LARGEST_NOTE_IDR: Final = 100_000

_NOTES: Final = (32, 28, 21, 13, 6)
"""Of a hundred buyers, how many pay exactly, the next round sum, … (sales.notes)."""

_QRIS: Final = ((20_000, 0.25), (60_000, 0.33), (10**12, 0.38))
"""Below which total, how many of one pay by telephone: about a quarter of all who come."""

_TRANSFERS_FROM_IDR: Final = 100_000
_TRANSFER: Final = 0.2
_BON_FROM_IDR: Final = 15_000
_BON: Final = 0.3
_SAVINGS: Final = 0.12
_SPLIT: Final = 0.2
"""Of those who pay by telephone, how many have too little on it and pay the rest in notes."""

_LEAST_PART_IDR: Final = 10_000
_KEEPS_COINS: Final = 0.3
"""Of members whose change has coins, how many put them into their savings."""


@dataclass(frozen=True, slots=True)
class Payment:
    """What is put on the counter: cash, the other tenders, and of the change what is saved; rupiah."""

    received_idr: int
    others: tuple[Paid, ...] = ()
    to_savings_idr: int = 0

    @property
    def is_cash(self) -> bool:
        """Whether notes paid all of it, and nothing was saved."""
        return not self.others and not self.to_savings_idr

    @property
    def is_on_bon(self) -> bool:
        """Whether she owes some of it."""
        return any(one.tender is Tender.RECEIVABLE for one in self.others)


class Buyers:
    """The purses of a day's buyers; knows who may owe."""

    def __init__(self, debtors: Iterable[Member], rng: random.Random) -> None:
        self._debtors = {member.person_id for member in debtors}
        self._rng = rng

    def pay(self, cart: Cart) -> Payment:
        """How this buyer pays this cart."""
        total = cart.total_idr
        others = self._from_own_account(cart) or self._by_telephone(total)
        bill = Bill(total, others, rounding_unit_idr=CASH_ROUNDING_IDR.get())
        if not bill.left_idr:
            return Payment(0, others)
        received = self._notes(bill.drawer_idr)
        saved = small_change(bill, received, 1_000) if cart.member else 0
        if saved and self._rng.random() < _KEEPS_COINS:
            return Payment(received, others, saved)
        return Payment(received, others)

    def reference(self) -> str:
        """What her telephone shows."""
        return f"{self._rng.randrange(10**12):012d}"

    def _notes(self, due_idr: int) -> int:
        highest = -(-due_idr // _LARGEST_NOTE_IDR) * _LARGEST_NOTE_IDR
        offers = [amount for amount in handed_over_idr(due_idr, len(_NOTES)) if amount <= highest]
        return self._rng.choices(offers, _NOTES[: len(offers)])[0]

    def _from_own_account(self, cart: Cart) -> tuple[Paid, ...]:
        """On bon as far as her limit goes, or from what she saved; nothing for who isn't a member."""
        if cart.member is None:
            return ()
        member_id, total = cart.member.person_id, cart.total_idr
        if member_id in self._debtors and total >= _BON_FROM_IDR and self._rng.random() < _BON:
            return _part(Tender.RECEIVABLE, room_idr(member_id, clock.today()), total)
        if self._rng.random() < _SAVINGS:
            return _part(Tender.SAVINGS, balances(member_id).voluntary_idr, total)
        return ()

    def _by_telephone(self, total_idr: int) -> tuple[Paid, ...]:
        rng = self._rng
        if total_idr >= _TRANSFERS_FROM_IDR and rng.random() < _TRANSFER:
            return (Paid(Tender.TRANSFER, total_idr, self.reference()),)
        if rng.random() >= next(odds for below, odds in _QRIS if total_idr < below):
            return ()
        held = total_idr
        if rng.random() < _SPLIT:
            held = total_idr * rng.randint(4, 8) // 10
        return tuple(Paid(one.tender, one.amount_idr, self.reference()) for one in _part(Tender.QRIS, held, total_idr))


def _part(tender: Tender, held_idr: int, total_idr: int) -> tuple[Paid, ...]:
    """All of a total when so much is there, else whole thousands of it and the rest in cash; no trifle either way."""
    if held_idr >= total_idr:
        return (Paid(tender, total_idr),)
    amount_idr = held_idr // 1_000 * 1_000
    fits = amount_idr >= _LEAST_PART_IDR and total_idr - amount_idr >= 1_000
    return (Paid(tender, amount_idr),) if fits else ()
