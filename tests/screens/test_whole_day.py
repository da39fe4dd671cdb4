"""A cashier's whole day by scanner and keys: held, split, refused, returned, cancelled, and short at the end."""

from __future__ import annotations

import pytest

from pkkmart.closing.verify import verify
from pkkmart.core.db import fetch
from pkkmart.printing.queries import elements_of
from pkkmart.printing.slip import as_text
from pkkmart.sales.screen import CounterPage
from pkkmart.shell.window import MainWindow
from tests import make
from tests.books import entries_of, entry_of, entry_text
from tests.keys import press, scan, type_as_person

CHIPS, SUGAR = "8999990000018", "8999990000032"


class Day:
    """The window under the cashier's hand."""

    def __init__(self, window: MainWindow) -> None:
        self.window = window

    def press(self, *keys: str) -> None:
        for key in keys:
            press(self.window, key)

    def type(self, text: str) -> None:
        type_as_person(self.window, text)

    def scan(self, *codes: str) -> None:
        for code in codes:
            scan(self.window, code)

    @property
    def counter(self) -> CounterPage:
        page = self.window.page()
        assert isinstance(page, CounterPage)
        return page

    def said(self) -> str:
        return self.window.messages.history[-1].text

    def pin(self, pin: str) -> None:
        self.type(pin)
        self.press("Enter")


@pytest.fixture
def day(window: MainWindow) -> Day:
    sari = make.consignor("Dapur Bu Sari", percent_bp=1_500)
    chips = make.product("Keripik Singkong Balado", 12_000, owner_id=sari, code=CHIPS)
    make.product("Gula Pasir 1 kg", 17_500, code=SUGAR)
    make.delivered(sari, chips, 10)
    day = Day(window)
    day.pin("1234")
    day.press("F12")
    day.type("100+")
    day.press("Enter")
    return day


def test_a_whole_day_from_pin_to_a_short_drawer(day: Day) -> None:
    day.scan(CHIPS, SUGAR)
    day.press("F6")
    day.type("Bu Neneng")
    day.press("Enter")
    assert day.counter.open_cart.cart.lines == ()

    day.scan(SUGAR)
    day.press("F9")
    day.type("10+")
    day.press("Enter")
    day.type("50+")
    assert day.counter.payment.view.change.text() == "Rp 42.500"
    day.press("Enter")
    assert entry_of("sale", 1) == "1101 D 7.500 / 1121 D 10.000 / 4111 K 17.500"

    day.press("F7", "Enter", "F5")
    day.type("25%")
    day.press("Enter")
    day.pin("1111")
    assert day.counter.board.side.total.text() == "Rp 29.500", "a wrong PIN lets nothing through"
    day.pin("4321")
    assert day.counter.board.side.total.text() == "Rp 25.125"
    day.press("F12", "Enter")
    assert entry_of("sale", 2) == (
        "1101 D 25.100 / 4112 D 4.375 / 7102 D 25 / 2103(Dapur Bu Sari) K 10.200 / 4111 K 17.500 / 4113 K 1.800"
    )

    day.press("Ctrl+R", "Enter", "+", "F12", "Down", "F12")
    day.pin("4321")
    assert day.said() == "RJ-26-000001 tercatat. Tanpa printer: slip tidak dicetak."
    assert entry_of("sale_change", 1) == "2103(Dapur Bu Sari) D 10.200 / 4113 D 1.800 / 1101 K 12.000"
    day.press("Enter", "Esc")

    day.scan(SUGAR)
    day.press("F12", "Enter", "Ctrl+R", "F8")
    day.type("dobel")
    day.press("Enter")
    day.pin("4321")
    assert day.said() == "BT-26-000001 tercatat. Tanpa printer: slip tidak dicetak."
    day.press("Enter", "Esc")
    assert day.counter.board.side.last_change.text() == "BATAL"

    day.press("Ctrl+E")
    for pieces in ("1", "", "", "1", "1", "", "", "1", "", "1"):
        day.type(pieces)
        day.press("Enter")
    assert day.said() == "Uang di laci Rp 115.600. Sudah dihitung semua?"
    day.press("Enter", "Down", "F12")
    day.pin("4321")
    assert entry_text(entries_of("shift", 1)[-1]) == "7103 D 5.000 / 1101 K 5.000"
    assert fetch("SELECT expected_idr, counted_idr, difference_idr, reason <> '' FROM shift_close") == [
        (120_600, 115_600, -5_000, 1)
    ]
    (job,) = fetch("SELECT id FROM print_job WHERE kind = 'z_report'")
    z_report = as_text(elements_of(job[0]), 32)
    for line in ("Retur (1)", "Struk batal (1)", "Selisih kurang"):
        assert line in z_report
    assert [check.name for check in verify() if not check.ok] == []
