"""What becomes of goods that came back: the reason decides, a hand may turn it, spoiled goods never go on the shelf."""

from __future__ import annotations

import pytest

from pkkmart.core.quantity import ONE
from pkkmart.sale_changes.returns import NO_REASON, SPOILED, Fault, State, stepped


def test_a_reason_decides_and_another_takes_it_back() -> None:
    spoiled = NO_REASON.with_reason("rusak  ATAU basi")
    assert spoiled == State(SPOILED, back_on_shelf=False)
    assert spoiled.with_reason("Salah barang") == State("Salah barang", back_on_shelf=True)
    thrown = State("Salah barang").turned(consigned=False)
    assert thrown.with_reason("Tidak jadi beli") == State("Tidak jadi beli", back_on_shelf=False), "a hand said so"


def test_goods_turned_to_spoiled_have_that_reason_until_they_are_turned_back() -> None:
    turned = NO_REASON.turned(consigned=True)
    assert turned == State(SPOILED, back_on_shelf=False, assumed=True)
    assert turned.turned(consigned=True) == State(SPOILED, back_on_shelf=False, fault=Fault.SHOP, assumed=True)
    assert turned.turned(consigned=True).turned(consigned=True) == NO_REASON
    assert turned.with_reason("layu") == State("layu", back_on_shelf=False), "a hand turned it"
    assert turned.with_reason(SPOILED).turned(consigned=False) == State(SPOILED, back_on_shelf=False)
    assert NO_REASON.like(turned) == turned


@pytest.mark.parametrize(
    ("reason", "consigned", "round_"),
    [
        ("Salah barang", False, ["rusak", "ke rak"]),
        ("Salah barang", True, ["rusak CONSIGNOR", "rusak SHOP", "ke rak"]),
        (SPOILED, False, ["rusak", "rusak"]),
        (SPOILED, True, ["rusak SHOP", "rusak CONSIGNOR"]),
    ],
)
def test_a_hand_turns_it_round(reason: str, consigned: bool, round_: list[str]) -> None:
    state, seen = NO_REASON.with_reason(reason), []
    for _turn in round_:
        state = state.turned(consigned=consigned)
        seen.append(
            f"{state.words(short=True)} {state.fault}"
            if consigned and not state.back_on_shelf
            else state.words(short=True)
        )
    assert seen == round_


def test_who_bears_it_is_told_only_of_consigned_goods_thrown_away() -> None:
    assert State(SPOILED, back_on_shelf=False, fault=Fault.SHOP).told(consigned=True) == (
        "tanggungan toko · Rusak atau basi"
    )
    assert State(SPOILED, back_on_shelf=False, fault=Fault.SHOP).told(consigned=False) == "Rusak atau basi"
    assert State("Salah barang").told(consigned=True) == "Salah barang"
    assert NO_REASON.told(consigned=True) == ""


def test_plus_and_minus_stop_at_what_is_left() -> None:
    assert [stepped(milli, by, 2 * ONE) for milli, by in ((0, 1), (2 * ONE, 1), (0, -1), (ONE, -1))] == [
        ONE,
        2 * ONE,
        0,
        0,
    ]
