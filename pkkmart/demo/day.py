"""One day of the invented shop, from the first tray of cakes to the count of the drawer."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from typing import Final

from pkkmart.core.actor import Actor
from pkkmart.demo.cast import TILL_ID, Cast
from pkkmart.demo.clock import PlayClock, moment
from pkkmart.demo.counter import Counter
from pkkmart.demo.credit import take_repayments
from pkkmart.demo.drawer import FLOAT_IDR, count_and_close, empty_full_drawer, fetch_coins
from pkkmart.demo.offers import announce
from pkkmart.demo.office import (
    close_last_month,
    keep_money,
    match_qris,
    pay_consignors,
    pay_costs,
    send_leftovers_home,
    take_savings,
)
from pkkmart.demo.restock import bring_cakes, bring_lasting_goods, buy_goods, by_source, pull_expired
from pkkmart.demo.returns import return_one_item
from pkkmart.demo.rhythm import arrivals
from pkkmart.demo.suppliers import COMES_ON
from pkkmart.sales.queries.shifts import ShiftReport, shift_report
from pkkmart.till.operations import start_shift

_WAITS: Final = ("Bu Neneng", "Pak Ojek", "Ibu jilbab hijau", "Mas kurir", "Bu RT")
"""Names of the carts held after lunch."""

_Act = Callable[[], object]


@dataclass(frozen=True, slots=True)
class _Step:
    """Something that happens at a moment, and takes none of the play's time."""

    at: datetime
    act: _Act


class ShopDay:
    """A day with its cashier; `play` runs what happens before a deadline."""

    def __init__(self, cast: Cast, day: date, cashier: Actor, rng: random.Random, play_clock: PlayClock) -> None:
        self._cast, self._day, self._cashier, self._rng, self._clock = cast, day, cashier, rng, play_clock
        self._counter = Counter(cast, cashier, rng)
        self._shift_id: int | None = None

    def play(self, deadline: datetime | None) -> ShiftReport | None:
        """Let the day run to its evening, or stop at a deadline with the shift left open; what its shift sold.

        On a day with a deadline, the one that will be looked at, every consignor comes.
        """
        for step in self._agenda(consignors_rest=deadline is None):
            if deadline is not None and step.at > deadline:
                break
            self._clock.move_to(step.at)
            step.act()
        return None if self._shift_id is None else shift_report(self._shift_id)

    def _agenda(self, *, consignors_rest: bool) -> list[_Step]:
        """Everything of the day in its order; who does it is told below."""
        steps = [*self._goods_come(consignors_rest=consignors_rest), *self._counter_runs(), *self._office_works()]
        return sorted(steps, key=lambda step: step.at)

    def _goods_come(self, *, consignors_rest: bool) -> list[_Step]:
        """Cakes from six, what keeps before ten, what was bought after lunch; cakes left over go home."""
        day, rng, cashier, cast = self._day, self._rng, self._cashier, self._cast
        cakes = [partial(bring_cakes, cashier, one, rng, may_rest=consignors_rest) for one in by_source(cast.cakes())]
        # Not every consignor has time every day.
        coming = [one for one in by_source(cast.lasting()) if rng.random() < 0.6]
        lasting = [partial(bring_lasting_goods, cashier, one) for one in coming]
        bought = [
            partial(buy_goods, cast.treasurer, one, rng)
            for one in by_source(cast.owned())
            if day.weekday() in COMES_ON[one[0].good.source]
        ]
        return [
            _Step(moment(day, 6, 0), partial(pull_expired, cashier, cast.treasurer)),
            *self._spread(moment(day, 6, 8), 480, cakes),
            *self._spread(moment(day, 9, 45), 420, lasting, then=self._counter.look),
            *self._spread(moment(day, 13, 20), 900, bought, then=self._counter.look),
            _Step(moment(day, 17, 40), partial(send_leftovers_home, cashier, by_source(cast.cakes()))),
        ]

    def _counter_runs(self) -> list[_Step]:
        """The shift from eight to six, its buyers, and now and then something to put right."""
        day, counter, treasurer = self._day, self._counter, self._cast.treasurer
        turn = day.toordinal()
        steps = [
            _Step(moment(day, 8, 2), self._open),
            *(_Step(at, counter.serve) for at in arrivals(day, self._rng)),
            _Step(moment(day, 9, 8), partial(fetch_coins, self._cashier, treasurer, day)),
            _Step(moment(day, 14, 5), partial(counter.put_aside, _WAITS[turn % len(_WAITS)])),
            _Step(moment(day, 14, 35), partial(counter.call_back, _WAITS[turn % len(_WAITS)])),
            _Step(moment(day, 14, 50), partial(empty_full_drawer, self._cashier)),
            _Step(moment(day, 18, 5), self._close),
        ]
        if turn % 9 == 0:
            steps.append(_Step(moment(day, 10, 55), counter.void_last))
        if turn % 7 == 0:
            steps.append(_Step(moment(day, 10, 25), counter.swap_last))
        if turn % 3 == 0:
            steps.append(
                _Step(moment(day, 11, 20), partial(return_one_item, self._cashier, self._cast, day, self._rng))
            )
        return steps

    def _office_works(self) -> list[_Step]:
        """Months closed, money put away, members and consignors paid and paying, offers announced."""
        day, rng, cashier, cast = self._day, self._rng, self._cashier, self._cast
        treasurer = cast.treasurer
        return [
            _Step(moment(day, 7, 15), partial(close_last_month, treasurer, day)),
            _Step(moment(day, 7, 30), partial(announce, treasurer, cast.articles, day)),
            _Step(moment(day, 8, 40), partial(keep_money, treasurer, cast.chair, day)),
            _Step(moment(day, 9, 15), partial(match_qris, treasurer, day, rng)),
            _Step(moment(day, 9, 30), partial(pay_costs, treasurer, day, rng)),
            _Step(moment(day, 10, 35), partial(take_savings, cashier, cast.buyers, day, rng)),
            _Step(moment(day, 10, 50), partial(take_repayments, cashier, cast.debtors, day, rng)),
            _Step(moment(day, 17, 55), partial(pay_consignors, treasurer, day)),
        ]

    def _spread(self, first: datetime, most_s: int, acts: Sequence[_Act], then: _Act | None = None) -> list[_Step]:
        """Acts one after another with pauses; `then` follows each at the same moment."""
        at, steps = first, []
        for act in acts:
            steps.append(_Step(at, act))
            if then is not None:
                steps.append(_Step(at, then))
            at += timedelta(seconds=self._rng.randint(most_s // 3, most_s))
        return steps

    def _open(self) -> None:
        self._shift_id = start_shift(self._cashier, FLOAT_IDR, till_id=TILL_ID).id
        self._counter.open(self._day)

    def _close(self) -> None:
        assert self._shift_id is not None
        count_and_close(self._cashier, self._cast.treasurer, self._shift_id, self._day, self._rng, self._clock)
