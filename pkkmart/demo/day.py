"""One day of the invented shop, from the first tray of cakes to the count of the drawer."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial

from pkkmart.core.actor import Actor
from pkkmart.demo.cast import Cast
from pkkmart.demo.counter import Counter
from pkkmart.demo.drawer import FLOAT_IDR, count_and_close
from pkkmart.demo.office import (
    close_last_month,
    keep_money,
    pay_costs,
    pay_mothers,
    send_leftovers_home,
    take_savings,
)
from pkkmart.demo.restock import bring_cakes, bring_lasting_goods, buy_goods, by_maker
from pkkmart.demo.rhythm import arrivals
from pkkmart.demo.staples import COMES_ON
from pkkmart.demo.wristwatch import Wristwatch, moment
from pkkmart.sales.queries import ShiftSales, shift_sales
from pkkmart.till.operations import start_shift

_Act = Callable[[], object]


@dataclass(frozen=True, slots=True)
class _Step:
    """Something that happens at a moment, and takes none of the play's time."""

    at: datetime
    act: _Act


class ShopDay:
    """A day with its cashier; `play` runs what happens before a deadline."""

    def __init__(self, cast: Cast, day: date, cashier: Actor, rng: random.Random, watch: Wristwatch) -> None:
        self._cast, self._day, self._cashier, self._rng, self._watch = cast, day, cashier, rng, watch
        self._counter = Counter(cast, cashier, rng)
        self._shift_id: int | None = None

    def play(self, deadline: datetime | None) -> ShiftSales:
        """Let the day run to its evening, or stop at a deadline with the shift left open; what was sold.

        On a day with a deadline, the one that will be looked at, every mother comes.
        """
        for step in self._agenda(mothers_rest=deadline is None):
            if deadline is not None and step.at > deadline:
                break
            self._watch.move_to(step.at)
            step.act()
        return shift_sales(self._shift_id) if self._shift_id is not None else ShiftSales(0, 0, 0, 0, 0)

    def _agenda(self, *, mothers_rest: bool) -> list[_Step]:
        """Cakes from six, the shift from eight, sales, restocking in between, the count at six in the evening."""
        day, rng, cashier, treasurer = self._day, self._rng, self._cashier, self._cast.treasurer
        cakes = [partial(bring_cakes, cashier, one, rng, may_rest=mothers_rest) for one in by_maker(self._cast.cakes())]
        # Not every mother has time every day.
        coming = [one for one in by_maker(self._cast.lasting()) if rng.random() < 0.6]
        lasting = [partial(bring_lasting_goods, cashier, one) for one in coming]
        bought = [
            partial(buy_goods, self._cast.treasurer, one, rng)
            for one in by_maker(self._cast.owned())
            if day.weekday() in COMES_ON[one[0].good.maker]
        ]
        steps = [
            *self._spread(moment(day, 6, 8), 480, cakes),
            _Step(moment(day, 8, 2), self._open),
            *self._spread(moment(day, 9, 45), 420, lasting, then=self._counter.look),
            *(_Step(at, self._counter.serve) for at in arrivals(day, rng)),
            *self._spread(moment(day, 13, 20), 900, bought, then=self._counter.look),
            _Step(moment(day, 7, 15), partial(close_last_month, treasurer, day)),
            _Step(moment(day, 8, 40), partial(keep_money, treasurer, self._cast.chair, day)),
            _Step(moment(day, 9, 30), partial(pay_costs, treasurer, day, rng)),
            _Step(moment(day, 10, 35), partial(take_savings, cashier, self._cast.buyers, day, rng)),
            _Step(moment(day, 17, 40), partial(send_leftovers_home, cashier, by_maker(self._cast.cakes()))),
            _Step(moment(day, 17, 55), partial(pay_mothers, treasurer, day)),
            _Step(moment(day, 18, 5), self._close),
        ]
        return sorted(steps, key=lambda step: step.at)

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
        self._shift_id = start_shift(self._cashier, FLOAT_IDR).id
        self._counter.look()

    def _close(self) -> None:
        assert self._shift_id is not None
        count_and_close(self._cashier, self._cast.treasurer, self._shift_id, self._day, self._rng, self._watch)
