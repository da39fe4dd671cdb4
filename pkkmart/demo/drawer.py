"""The drawer: small change fetched, too much carried off, and counted blind in the evening, sometimes short."""

from __future__ import annotations

import random
from datetime import date
from typing import Final

from pkkmart.core.actor import Actor, Approval
from pkkmart.demo.cast import TILL_ID
from pkkmart.demo.clock import PlayClock
from pkkmart.ledger.chart import Account
from pkkmart.ledger.queries import balance_idr
from pkkmart.till.kinds import CashIn, CashOut
from pkkmart.till.operations import cash_in, cash_out, close_shift, count_drawer
from pkkmart.till.queries import DENOMINATIONS_IDR, expected_idr, open_shift
from pkkmart.till.settings import DIFFERENCE_TOLERANCE_IDR

FLOAT_IDR: Final = 200_000

_FAR_OUT_IDR: Final = (-2_500, -5_000, -7_000, 5_000)
_A_LITTLE_OUT_IDR: Final = (-500, -1_000, -1_500, -2_000, 500, 1_000)
_REASONS: Final = (
    "kembalian keliru saat ramai pagi",
    "uang lima ribuan terselip, sudah dicari",
    "salah memberi kembalian, pembeli sudah pulang",
)


_COINS_IDR: Final = 200_000
_COINS_ON: Final = frozenset({0, 4})
"""Mondays and Fridays the small change runs out."""

_FULL_IDR: Final = 1_500_000
_KEEP_IDR: Final = 500_000


def fetch_coins(cashier: Actor, treasurer: Actor, day: date) -> None:
    """Small change out of the safe, handed over by the treasurer."""
    if day.weekday() in _COINS_ON and balance_idr(Account.SAFE) >= _COINS_IDR:
        reason = "uang receh habis"
        cash_in(cashier, CashIn.FROM_SAFE, _COINS_IDR, reason, approval=Approval(treasurer, reason), till_id=TILL_ID)


def empty_full_drawer(cashier: Actor) -> None:
    """What a full drawer doesn't need goes into the safe before the evening."""
    shift = open_shift(TILL_ID)
    assert shift is not None, "the drawer is open in the afternoon"
    in_drawer_idr = expected_idr(shift.id)
    if in_drawer_idr >= _FULL_IDR:
        cash_out(
            cashier,
            CashOut.TO_SAFE,
            (in_drawer_idr - _KEEP_IDR) // 100_000 * 100_000,
            "laci sudah penuh",
            till_id=TILL_ID,
        )


def count_and_close(
    cashier: Actor, treasurer: Actor, shift_id: int, day: date, rng: random.Random, play_clock: PlayClock
) -> None:
    """Count, once more and with the treasurer's PIN when it is far out, and close; the float stays for tomorrow."""
    units = units_of(expected_idr(shift_id) + _mistake_idr(day, rng), rng)
    result = count_drawer(cashier, shift_id, units)
    play_clock.pass_s(240)
    reason, approval = "", None
    if abs(result.difference_idr) > DIFFERENCE_TOLERANCE_IDR.get():
        count_drawer(cashier, shift_id, units)
        play_clock.pass_s(180)
        reason = rng.choice(_REASONS)
        approval = Approval(treasurer, "dihitung berdua")
    hand_over = max(result.counted_idr - FLOAT_IDR, 0)
    close_shift(cashier, shift_id, hand_over_idr=hand_over, reason=reason, approval=approval)


def _mistake_idr(day: date, rng: random.Random) -> int:
    """Two evenings of eight don't come out, one of them by more than goes without a reason."""
    turn = day.toordinal() % 8
    if turn == 0:
        return rng.choice(_FAR_OUT_IDR)
    return rng.choice(_A_LITTLE_OUT_IDR) if turn == 5 else 0


def units_of(amount_idr: int, rng: random.Random) -> dict[int, int]:
    """Notes and coins that make up a sum of whole hundreds, mixed as a drawer is."""
    units = dict.fromkeys(DENOMINATIONS_IDR, 0)
    left = amount_idr
    for denomination in DENOMINATIONS_IDR:
        some = int(left * rng.uniform(0.3, 0.7)) // denomination
        units[denomination] += some
        left -= some * denomination
    for denomination in DENOMINATIONS_IDR:
        units[denomination] += left // denomination
        left %= denomination
    return units
