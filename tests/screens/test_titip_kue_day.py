"""A whole day of titip kue: eight consignors in the morning, sales, and the evening until the last strip."""

from __future__ import annotations

import os
from datetime import UTC, datetime

import pytest
from PySide6.QtGui import QGuiApplication

from pkkmart.consignment.queries import counted, goods_to_count, owed_by_person, settlements
from pkkmart.consignment.screen import ConsignorsPage, DailyPage
from pkkmart.consignment.screen.daily.evening import EveningPage
from pkkmart.core import clock
from pkkmart.core.db import fetch
from pkkmart.core.quantity import ONE
from pkkmart.printing.queries import slip_of
from pkkmart.printing.settings import PrinterKind, PrinterSettings, write_printer
from pkkmart.printing.slip import as_text
from pkkmart.shell.window import MainWindow
from pkkmart.stock.queries import levels
from pkkmart.till.queries import expected_idr
from pkkmart.ui.cards import Words
from pkkmart.ui.doors import Door
from pkkmart.users.queries import active_users, actor_of
from tests import make
from tests.books import entry_of
from tests.conftest import FrozenClock
from tests.keys import press, type_as_person
from tests.scenarios.proofs import failures
from tests.screens.slips import slip_on_top


class Day:
    """Eight consignors with cakes, a cashier with an open shift, and the page Titip kue in the window."""

    def __init__(self, window: MainWindow) -> None:
        self.window = window
        self.rina = actor_of(next(user.id for user in active_users() if user.name == "Bu Rina"))
        self.people: dict[str, int] = {}
        self.cakes: dict[str, int] = {}
        for name, cakes, terms in (
            ("Bu Ani", ("Lemper",), {"fixed_idr": 1_600, "is_member": True}),
            ("Bu Bibi", ("Kue lumpur", "Lapis legit"), {"fixed_idr": 1_600}),
            ("Bu Cici", ("Nagasari",), {"percent_bp": 1_500}),
            ("Bu Dedi", ("Pastel",), {"fixed_idr": 1_600}),
            ("Bu Eka", ("Bolu",), {"fixed_idr": 1_600}),
            ("Bu Fifi", ("Getuk",), {"fixed_idr": 1_600}),
            ("Bu Gita", ("Klepon",), {"fixed_idr": 1_600}),
            ("Bu Hani", ("Risoles",), {"fixed_idr": 1_600}),
        ):
            self.people[name] = make.consignor(name, **terms)  # type: ignore[arg-type]
            for cake in cakes:
                self.cakes[cake] = make.product(cake, 2_000, owner_id=self.people[name])
        self.shift = make.shift(self.rina, 200_000)
        window.unlock(self.rina)
        window.open(Door("daily"))

    @property
    def page(self) -> DailyPage:
        page = self.window.page()
        assert isinstance(page, DailyPage)
        return page

    @property
    def evening(self) -> EveningPage:
        return self.page.evening

    def type(self, *words: str) -> None:
        """Type counts and press keys, as they come: a number is typed, anything else is a key."""
        for word in words:
            if word.isdigit():
                type_as_person(self.window, word)
            else:
                press(self.window, word)

    def said(self) -> str:
        return self.window.messages.history[-1].text

    def sell(self, **sold: int) -> None:
        for cake, quantity in sold.items():
            name = cake.replace("_", " ").capitalize()
            make.sell(self.rina, (self.cakes[name], quantity), received_idr=quantity * 2_000)

    def level(self, cake: str) -> int:
        return levels([self.cakes[cake]])[self.cakes[cake]].qty_milli // ONE

    def card(self, name: str) -> str:
        return self.evening.consignors.cards[self.people[name]].accessibleName()

    def due(self) -> tuple[str, str, str]:
        return self.evening.due.figure.text(), self.evening.due.note.text(), self.evening.due.tomorrow.text()


@pytest.fixture
def day(window: MainWindow, shop: FrozenClock) -> Day:
    shop.at = datetime(2026, 11, 23, 23, 30, tzinfo=UTC)  # 06.30 on the 24th
    return Day(window)


def close_slip(day: Day) -> None:
    """Close the strip that is shown where there is no printer."""
    assert day.window.messages.panel() is not None
    press(day.window, "Esc")


def test_eight_consignors_from_morning_to_strip(day: Day, shop: FrozenClock) -> None:
    # 06.30: the page opens on the morning; a number, Enter, F12, and the next one stands there.
    assert not day.page.halves.currentIndex()
    morning = day.page.morning
    assert morning.name.text() == "Bu Ani"
    morning.choose(day.people["Bu Ani"])
    for counts in (("20",), ("12", "Enter", "20"), ("10",), ("10",), ("10",), ("5",), ("10",), ("10",)):
        shop.pass_(seconds=20)
        day.type(*counts, "F12")
    assert morning.today.text() == "Hari ini 8 dari 8 ibu · 107 barang"
    assert fetch("SELECT DISTINCT expires_on FROM delivery_line") == [("2026-11-24",)]

    # All day: the counter sells. One kue lumpur goes without a receipt, one pastel is lost.
    shop.pass_(hours=3)
    day.sell(lemper=14, lapis_legit=14, kue_lumpur=7, pastel=4, bolu=6, klepon=2, risoles=7)
    day.sell(nagasari=10)
    shop.pass_(hours=7)

    # 16.40: the same eight come back.
    day.window.open(Door("counter"))
    day.window.open(Door("daily"))
    evening = day.evening
    assert evening.today.text() == "0 dari 8 ibu selesai · 107 kue masuk"
    assert evening.name.text() == "Bu Ani"
    day.type("F12")
    assert day.said().startswith("Belum dihitung 8 ibu: Bu Ani, Bu Bibi")
    day.type("6")
    row = evening.rows.rows[0]
    assert (row.sold.text(), row.till.text(), row.state.text(), row.share.text()) == ("14", "14", "cocok", "22.400")
    assert day.due() == ("Rp 22.400", "laku 14 dari 20", "saran besok: 14 Lemper")
    assert "dihitung" in day.card("Bu Ani")
    day.type("F8")
    close_slip(day)
    assert entry_of("payout", 1) == "2102(Bu Ani) D 22.400 / 1101 K 22.400"
    assert "sudah dibayar" in day.card("Bu Ani")

    # Bu Bibi: 12 lumpur, 3 left, 1 broken, the till sold 7: one was not rung up.
    assert evening.name.text() == "Bu Bibi"
    day.type("3", "Tab", "1", "Enter", "6")
    assert evening.rows.rows[0].state.text() == "kurang 1 di kasir"
    assert "selisih 1" in day.card("Bu Bibi")
    assert evening.gaps.asked[0].sentence == ("1 Kue lumpur laku tetapi tidak tercatat di kasir. Laci belum dihitung.")
    day.type("F8")
    assert day.said() == (
        "1 Kue lumpur sudah tidak ada tetapi tidak tercatat di kasir. Pilih dulu: terjual, atau diganti toko."
    )
    day.type("F5")
    assert evening.rows.rows[0].state.text() == "1 dicatat terjual"
    assert day.due()[0] == "Rp 35.200"
    day.type("F8")
    close_slip(day)
    assert entry_of("evening_count", 2) == "7103 D 2.000 / 2103(Bu Bibi) K 1.600 / 4113 K 400"
    assert fetch("SELECT product_id, qty_milli, reason FROM return_note_line WHERE return_note_id = 2") == [
        (day.cakes["Kue lumpur"], 3_000, "UNSOLD"),
        (day.cakes["Lapis legit"], 6_000, "UNSOLD"),
        (day.cakes["Kue lumpur"], 1_000, "DEFECT"),
    ]

    # Bu Cici did not come; what is hers is kept.
    assert evening.name.text() == "Bu Cici"
    day.type("0", "F9")
    close_slip(day)
    assert (settlements(day.people["Bu Cici"])[0].unpaid_idr, evening.waiting.isVisible()) == (17_000, True)

    # Bu Dedi: a pastel is gone; the shop replaces it with a second person's PIN.
    assert evening.name.text() == "Bu Dedi"
    day.type("5", "F6", "F8")
    panel = day.window.messages.panel()
    assert panel is not None
    type_as_person(day.window, "4321")
    press(day.window, "Enter")
    assert day.said().startswith("HK-26-000004: Rp 8.000 dibayar kepada Bu Dedi.")
    close_slip(day)
    assert entry_of("loss", 1) == "5123 D 1.600 / 2103(Bu Dedi) K 1.600"

    # Bu Eka: four stay on the shelf. Bu Fifi: nothing sold. Bu Gita: counted too many, mended.
    assert evening.name.text() == "Bu Eka"
    day.type("4", "F4", "F8")
    close_slip(day)
    assert (evening.name.text(), day.level("Bolu")) == ("Bu Fifi", 4)
    day.type("5")
    assert evening.due.pay.accessibleName() == "Selesai"
    day.type("F8")
    close_slip(day)
    assert evening.name.text() == "Bu Gita"
    day.type("9")
    assert evening.gaps.asked[0].sentence == (
        "Sisa dan rusak Klepon berjumlah 9, padahal dari 10 yang masuk kasir sudah menjual 2, jadi paling banyak 8. "
        "Hitung lagi; mungkin tertukar dengan kue ibu lain: betulkan di Struk."
    )
    day.type("F8")
    assert day.said() == evening.gaps.asked[0].sentence
    assert day.window.focusWidget() is evening.rows.rows[0].left
    day.type("8", "F8")
    close_slip(day)
    assert evening.name.text() == "Bu Hani"
    day.type("2", "Tab", "1")
    assert [choice.words for choice in evening.gaps.asked[0].choices] == [
        "Dari ibu, dibawa pulang", "Rusak di toko, diganti",
    ]  # fmt: skip
    day.type("F8")
    close_slip(day)

    # All done; what is owed is what is kept, and the shelf holds what stays.
    day.type("F12")
    assert day.said() == "Semua selesai: 8 ibu, hak Rp 106.600. Belum diambil 1 ibu, Rp 17.000."
    assert owed_by_person() == {day.people["Bu Cici"]: 17_000}
    assert {cake: day.level(cake) for cake in day.cakes} == dict.fromkeys(day.cakes, 0) | {"Bolu": 4}
    assert expected_idr(day.shift.id) == 200_000 + 64 * 2_000 - 89_600
    assert failures() == []

    # Her daughter collects it, under her own name.
    evening.choose(day.people["Bu Cici"])
    assert "belum diambil" in day.card("Bu Cici")
    day.type("F8")
    panel = day.window.messages.panel()
    assert panel is not None
    press(day.window, "Enter")
    assert settlements(day.people["Bu Cici"])[0].unpaid_idr == 0
    close_slip(day)
    assert not evening.waiting.isVisible()
    assert failures() == []

    # The next morning what stayed is counted again with what came.
    shop.pass_(hours=14)
    make.delivered(day.people["Bu Eka"], day.cakes["Bolu"], 10)
    (bolu,) = goods_to_count(day.people["Bu Eka"], clock.today())
    assert bolu.brought_milli == 14 * ONE


STRIP_32 = """\
            PKK Mart
--------------------------------
           TITIP KUE
HK-26-000001          24/11/2026
Penitip                  Bu Bibi
--------------------------------
Kue lumpur                12.800
masuk 12 laku 8 sisa 3 rusak 1
Lapis legit               22.400
masuk 20 laku 14 sisa 6 rusak 0
--------------------------------
laku 22 dari 32
sisa dibawa pulang             9
rusak dibawa pulang            1
Hak penitip               35.200
Dibayar tunai             35.200

    Penitip           Kasir



   (Bu Bibi)        (Bu Rina)
"""


def test_the_strip_and_the_message_say_the_same(day: Day, shop: FrozenClock) -> None:
    make.delivered(day.people["Bu Bibi"], day.cakes["Kue lumpur"], 12)
    make.delivered(day.people["Bu Bibi"], day.cakes["Lapis legit"], 20)
    shop.at = datetime(2026, 11, 24, 2, 40, tzinfo=UTC)
    day.sell(kue_lumpur=7, lapis_legit=14)
    day.type("F2", "3", "Tab", "1", "Enter", "6", "F5", "F8")
    close_slip(day)
    slip = slip_of("evening_count", 1)
    assert slip is not None
    assert as_text(list(slip.elements), 32).split("- - -")[0].rstrip() == STRIP_32.rstrip()
    wide = [line.rstrip() for line in as_text(list(slip.elements), 48).splitlines()]
    assert "Lapis legit                               22.400" in wide
    assert "Dibayar tunai                             35.200" in wide
    day.type("Ctrl+W")
    assert QGuiApplication.clipboard().text() == (
        "PKK Mart, titip kue 24/11/2026\n"
        "Kue lumpur: laku 8 dari 12, hak Rp 12.800; saran besok 8\n"
        "Lapis legit: laku 14 dari 20, hak Rp 22.400; saran besok 14\n"
        "Hak Bu Bibi: Rp 35.200\n"
        "Sudah dibayar.\n"
    )
    assert counted(1).paid_idr == 35_200


def test_a_closed_evening_is_cancelled_where_the_papers_are(day: Day) -> None:
    make.delivered(day.people["Bu Ani"], day.cakes["Lemper"], 20)
    day.sell(lemper=14)
    day.type("F2", "6", "F8")
    close_slip(day)
    assert (day.level("Lemper"), owed_by_person()) == (0, {})
    day.window.open(Door("evening_count", 1))
    page = day.window.page()
    assert isinstance(page, ConsignorsPage)
    document = page.details.document()
    assert document is not None
    assert (document.number, document.qty_milli) == ("HK-26-000001", 20 * ONE)
    press(day.window, "Ctrl+P")
    assert slip_on_top(day.window)[0] == "Slip HK-26-000001"
    press(day.window, "Esc")
    press(day.window, "Del")
    sheet = day.window.messages.panel()
    assert sheet is not None
    assert any("ikut batal" in words.text() for words in sheet.card.findChildren(Words))
    press(day.window, "Down")
    press(day.window, "Enter")
    assert (day.level("Lemper"), owed_by_person()) == (6, {day.people["Bu Ani"]: 22_400})
    assert failures() == []


def test_a_sale_at_the_counter_is_heard_while_leftovers_are_typed(day: Day) -> None:
    make.delivered(day.people["Bu Ani"], day.cakes["Lemper"], 20)
    day.sell(lemper=14)
    day.type("F2", "6")
    row = day.evening.rows.rows[0]
    assert (row.till.text(), row.state.text()) == ("14", "cocok")
    day.sell(lemper=1)
    assert (row.till.text(), row.state.text(), row.left.text()) == ("15", "lebih 1", "6")
    day.type("F8")
    assert day.said().startswith("Sisa dan rusak Lemper berjumlah 6, padahal dari 20 yang masuk kasir sudah menjual 15")
    assert day.page.unfinished() == "Buang hitungan sore yang sudah diketik untuk Bu Ani?"
    day.type("5", "F8")
    close_slip(day)
    assert (day.level("Lemper"), owed_by_person(), day.page.unfinished()) == (0, {}, "")


def test_all_strips_are_printed_again_when_everybody_is_done(day: Day) -> None:
    write_printer(day.window.context.pc, PrinterSettings(kind=PrinterKind.FILE, path=os.devnull))
    for name in ("Bu Ani", "Bu Eka"):
        cake = {"Bu Ani": "Lemper", "Bu Eka": "Bolu"}[name]
        make.delivered(day.people[name], day.cakes[cake], 5)
    day.type("F2", "5", "F8", "5", "F8", "F12")
    panel = day.window.messages.panel()
    assert panel is not None
    assert day.said() == "Semua selesai: 2 ibu, hak Rp 0."
    press(day.window, "Enter")
    assert fetch("SELECT title, copy_no FROM print_job WHERE kind = 'evening_count' ORDER BY id") == [
        ("HK-26-000001", 1), ("HK-26-000002", 1), ("HK-26-000001", 2), ("HK-26-000002", 2),
    ]  # fmt: skip
