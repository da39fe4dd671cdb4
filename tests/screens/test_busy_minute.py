"""The eleven steps of a busy minute, by scanner and keyboard alone, counted as the guide counts them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pkkmart.core.paths import resources_dir
from pkkmart.printing.queries import jobs_of
from pkkmart.sales.screen import CounterPage
from pkkmart.sales.screen.help import Help
from pkkmart.savings.queries import balances
from pkkmart.ui.guide import Guide
from pkkmart.ui.panels import Sheet
from pkkmart.ui.theme import current
from tests import make
from tests.books import entry_of
from tests.keys import press, scan, type_as_person
from tests.screens.conftest import Show

SUGAR, CHIPS, WATER = "8999990000032", "8999990000018", "8999990000063"


@dataclass
class Hand:
    """The cashier's hand: what her scanner does is free, every key is counted."""

    page: CounterPage
    keys: int = 0

    def scan(self, code: str) -> None:
        scan(self.page, code)

    def type(self, text: str) -> None:
        """Letters and figures; a percent sign is Shift and 5."""
        self.keys += len(text) + text.count("%")
        type_as_person(self.page, text)

    def press(self, key: str) -> None:
        self.keys += 1
        press(self.page, key)


def test_the_busy_minute_takes_the_keys_the_guide_says(show: Show[CounterPage]) -> None:
    sari = make.consignor("Dapur Bu Sari", percent_bp=1_500)
    make.product("Keripik Singkong Balado", 12_000, owner_id=sari, code=CHIPS)
    make.product("Gula Pasir 1 kg", 17_500, code=SUGAR, member_price_idr=17_000)
    make.product("Air minum 600 ml", 6_000, code=WATER)
    siti, rina = make.member(), make.cashier()
    make.shift(rina, 200_000)
    hand = Hand(show(CounterPage, rina).page)
    for code in (SUGAR, CHIPS, WATER):  # 1-3
        hand.scan(code)
    hand.press("F4")  # 4
    hand.type("4")
    hand.press("Enter")
    hand.press("F2")  # 5
    hand.type("sit")
    hand.press("Enter")
    hand.press("F5")  # 6
    hand.type("5%")
    hand.press("Enter")
    assert hand.page.board.side.total.text() == "Rp 51.800"
    hand.press("F9")  # 7
    hand.type("20+")
    hand.press("Enter")
    hand.type("100+")  # 8
    hand.press("F2")  # 9
    assert hand.page.payment.view.change.text() == "Rp 68.000"
    hand.press("Enter")  # 10
    assert [job.title for job in jobs_of("sale", 1)] == ["PM-26-000001"]
    hand.scan(SUGAR)  # 11
    assert [line.name for line in hand.page.open_cart.cart.lines] == ["Gula Pasir 1 kg"]
    assert entry_of("sale", 1) == (
        "1101 D 32.000 / 1121 D 20.000 / 4102 D 1.200"
        " / 2103(Dapur Bu Sari) K 10.200 / 2111(Siti Wahyuni) K 200 / 4101 K 41.000 / 4113 K 1.800"
    )
    assert balances(siti.person_id).voluntary_idr == 200
    guide = (resources_dir() / "guide" / "kasir.md").read_text(encoding="utf-8")
    assert f"**{hand.keys} tombol**" in guide
    told = [int(row) for row in re.findall(r"^\| \d.*\| (\d+) \|$", guide, re.MULTILINE)]
    assert (len(told), sum(told)) == (9, hand.keys), "nine rows tell the eleven steps"


def test_the_change_is_as_large_on_a_low_screen(show: Show[CounterPage]) -> None:
    """At 1024x600 two cards share the width, and what is saved must not squeeze what she counts out."""
    make.product("Gula Pasir 1 kg", 17_500, code=SUGAR, member_price_idr=17_450)
    siti, rina = make.member(), make.cashier()
    make.shift(rina, 200_000)
    shown = show(CounterPage, rina)
    shown.window.resize(936, 500)
    scan(shown.page, SUGAR)
    shown.page.open_cart.put(shown.page.open_cart.cart.with_member(siti))
    press(shown.page, "F12")
    type_as_person(shown.page, "50+")
    press(shown.page, "F2")
    view = shown.page.payment.view
    assert (view.change.text(), view.change_card.saved.text()) == ("Rp 32.000", "Rp 550 masuk simpanan sukarela")
    full = current().font("total", 600).pointSizeF()
    assert view.change.figure_font(view.change.width() - 2).pointSizeF() == full
    assert view.due.figure_font(view.due.width() - 2).pointSizeF() == full


def test_without_a_printer_it_says_where_the_receipt_is(show: Show[CounterPage]) -> None:
    make.product("Gula Pasir 1 kg", 17_500, code=SUGAR)
    rina = make.cashier()
    make.shift(rina, 200_000)
    shown = show(CounterPage, rina)
    scan(shown.page, SUGAR)
    press(shown.page, "F12")
    press(shown.page, "Enter")
    done = shown.page.board.done
    assert done.paper.isVisible()
    assert done.copy.text() == "Tanpa printer: tunjukkan struk di layar ini kepada pembeli."
    shown.window.resize(900, 500)
    done.set_columns(48)
    assert not done.paper.isVisible()
    assert done.copy.text() == "Tanpa printer: tunjukkan lewat Lihat struk."
    assert done.preview.isVisible()


def test_f1_shows_the_keys_and_once_more_the_guide(show: Show[CounterPage]) -> None:
    shown = show(CounterPage, make.cashier())
    press(shown.page, "F1")
    sheet = next(sheet for sheet in shown.window.findChildren(Sheet) if sheet.isVisible())
    help_page = sheet.findChild(Help)
    guide = sheet.findChild(Guide)
    assert help_page is not None
    assert guide is not None
    assert not guide.isVisible()
    press(shown.page, "F1")
    assert guide.isVisible()
    assert "Satu menit ramai" in guide.toPlainText()
    press(shown.page, "Esc")
    assert not [sheet for sheet in shown.window.findChildren(Sheet) if sheet.isVisible()]
