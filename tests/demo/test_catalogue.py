"""The catalogue holds together: every source is known, terms fit, the notes in the drawer add up."""

from __future__ import annotations

import random

import pytest

from pkkmart.demo.consignors import CONSIGNORS
from pkkmart.demo.drawer import units_of
from pkkmart.demo.goods import GOODS, Good
from pkkmart.demo.members import HOUSEHOLDS, JOINED, MEMBERS, MEN, REGULARS, USERS
from pkkmart.demo.suppliers import COMES_ON, GIVES_CREDIT, SUPPLIERS
from pkkmart.till.queries import total_idr

_CONSIGNORS = {consignor.shown: consignor for consignor in CONSIGNORS}


def test_every_maker_is_known() -> None:
    assert {good.source for good in GOODS if not good.owned} == _CONSIGNORS.keys()
    assert {good.source for good in GOODS if good.owned} == set(SUPPLIERS) == COMES_ON.keys()
    assert set(SUPPLIERS) >= GIVES_CREDIT
    assert len({good.name for good in GOODS}) == len(GOODS)


@pytest.mark.parametrize("good", GOODS, ids=lambda good: good.name)
def test_a_good_earns_the_shop_a_little(good: Good) -> None:
    if not good.owned:
        assert (good.cost_idr is None) == (_CONSIGNORS[good.source].commission_bp is not None)
    least_price = good.member_price_idr or good.price_idr
    if good.cost_idr is not None:
        assert 0.6 < good.cost_idr / least_price < 0.95


def test_members_of_groups_and_households_are_members() -> None:
    assert len(set(MEMBERS)) == 60
    named = {name for names in (*JOINED.values(), *HOUSEHOLDS.values()) for name in names}
    assert named | MEN | REGULARS | {member for _name, _pin, _role, member in USERS} <= set(MEMBERS)
    for consignor in CONSIGNORS:
        assert (consignor.name in MEMBERS) == consignor.is_member


@pytest.mark.parametrize("amount", [0, 100, 200_000, 1_234_500, 3_684_100])
def test_notes_add_up(amount: int) -> None:
    assert total_idr(units_of(amount, random.Random(amount))) == amount
