"""A consignor with goods on the shelf, and what tests of titipan ask of the books."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from pkkmart.consignment.checks import CHECKS
from pkkmart.core.actor import Actor
from pkkmart.core.errors import UserError
from pkkmart.core.quantity import ONE
from pkkmart.ledger.checks import CHECKS as LEDGER_CHECKS
from pkkmart.stock.checks import CHECKS as STOCK_CHECKS
from pkkmart.stock.queries import levels
from pkkmart.till.checks import CHECKS as TILL_CHECKS
from tests import make

TODAY = date(2026, 11, 24)
YESTERDAY = TODAY - timedelta(days=1)


def broken() -> list[str]:
    """The proofs that fail."""
    checks = [check() for check in (*CHECKS, *STOCK_CHECKS, *TILL_CHECKS, *LEDGER_CHECKS)]
    return [f"{check.name}: {check.figure}" for check in checks if not check.ok]


class Sari:
    """A consignor with a setor of 1.600 and lemper sold at 2.000; 150 on the shelf, the shift open."""

    def __init__(self, rina: Actor, *, is_member: bool = True) -> None:
        self.rina = rina
        self.id = make.consignor(fixed_idr=1_600, is_member=is_member)
        self.lemper = make.product("Lemper", 2_000, owner_id=self.id)
        make.delivered(self.id, self.lemper, 150)
        self.shift_id = make.shift(rina, 50_000).id

    def sold(self, quantity: int) -> None:
        make.sell(self.rina, (self.lemper, quantity), received_idr=quantity * 2_000)

    def on_shelf(self) -> int:
        return levels([self.lemper])[self.lemper].qty_milli // ONE


def refused(sentence: str, error: type[UserError], function: object, *args: object, **kwargs: object) -> None:
    with pytest.raises(error) as raised:
        function(*args, **kwargs)  # type: ignore[operator]
    assert str(raised.value) == sentence
