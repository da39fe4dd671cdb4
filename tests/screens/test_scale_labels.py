"""Weighed goods at the counter: a scale's label scanned or typed, and a weight typed before the goods' own code."""

from __future__ import annotations

import pytest

from pkkmart.core.actor import SYSTEM
from pkkmart.sales.screen import CounterPage
from tests import make
from tests.keys import press, scan, type_as_person
from tests.products.test_scale import label, set_scale
from tests.screens.conftest import Show, Shown

EGGS, BOOK = "12345", "00077"


@pytest.fixture
def counter(show: Show[CounterPage]) -> Shown[CounterPage]:
    rina = make.cashier()
    make.product("Telur ayam", 28_000, code=EGGS, by_weight=True, unit="kg")
    make.product("Buku tulis", 5_000, code=BOOK)
    make.shift(rina, 100_000)
    set_scale(SYSTEM)
    return show(CounterPage, rina)


def lines(counter: Shown[CounterPage]) -> list[tuple[int, int]]:
    return [(one.line.qty_milli, one.net_idr) for one in counter.page.open_cart.cart.priced]


def test_each_label_scanned_is_a_line_and_the_total_is_what_they_say(counter: Shown[CounterPage]) -> None:
    for code in (label("22", EGGS, 7_015), label("22", EGGS, 7_015), label("21", EGGS, 500)):
        scan(counter.page, code)
    assert lines(counter) == [(251, 7_015), (251, 7_015), (500, 14_000)]
    assert counter.page.board.side.total.text() == "Rp 28.030"


def test_packets_are_counted_whole(counter: Shown[CounterPage]) -> None:
    type_as_person(counter.page, "2*")
    scan(counter.page, label("22", EGGS, 7_015))
    assert lines(counter) == [(502, 14_030)]
    type_as_person(counter.page, "0,5*")
    scan(counter.page, label("22", EGGS, 7_015))
    assert lines(counter) == [(502, 14_030)]
    assert counter.said() == "Satu label adalah satu bungkus Telur ayam. Ketik jumlah bungkus tanpa koma, misalnya 2*."


def test_a_weight_is_typed_before_the_code(counter: Shown[CounterPage]) -> None:
    type_as_person(counter.page, f"0,25*{EGGS}")
    press(counter.page, "Enter")
    type_as_person(counter.page, f"0.125*{EGGS}")
    press(counter.page, "Enter")
    assert lines(counter) == [(375, 10_500)]
    type_as_person(counter.page, f"0,25*{BOOK}")
    press(counter.page, "Enter")
    assert lines(counter) == [(375, 10_500)]
    assert counter.said() == "Buku tulis dijual per pcs utuh. Ketik jumlah tanpa koma."


def test_a_label_may_be_typed(counter: Shown[CounterPage]) -> None:
    type_as_person(counter.page, label("21", EGGS, 1_250))
    press(counter.page, "Enter")
    assert lines(counter) == [(1_250, 35_000)]


def test_a_wrong_check_digit_is_an_unknown_code_and_a_label_without_sense_is_told(counter: Shown[CounterPage]) -> None:
    right = label("21", EGGS, 250)
    wrong = right[:-1] + str((int(right[-1]) + 1) % 10)
    scan(counter.page, wrong)
    assert counter.page.board.unknown.words.text() == f"Kode {wrong} belum terdaftar."
    scan(counter.page, label("21", BOOK, 250))
    assert counter.said().startswith("Buku tulis tidak dijual timbang, jadi label timbangannya tidak bisa dipakai.")
    assert lines(counter) == []
