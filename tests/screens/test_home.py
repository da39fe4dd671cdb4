"""The treasurer's morning: figures of the books, what waits, every line a door."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from pkkmart.closing.checklist import Item
from pkkmart.consignment.screen.consignors import ConsignorFilter, ConsignorsPage
from pkkmart.core import clock
from pkkmart.core.actor import SYSTEM, Actor
from pkkmart.ledger.screen.words import document_words
from pkkmart.reports.screen import ReportsPage
from pkkmart.sale_changes.operations import void_sale
from pkkmart.shell.home import HomePage, _next
from pkkmart.shell.home_figures import Figure, Waiting, greeting, millions, read_morning
from pkkmart.shell.settings_page import SettingsPage
from pkkmart.shell.window import MainWindow
from pkkmart.stock.queries import StockFilter
from pkkmart.stock.screen import StockPage
from pkkmart.ui.doors import Door
from pkkmart.ui.page import Page
from pkkmart.ui.theme import apply_theme
from pkkmart.users.queries import actor_of
from pkkmart.users.roles import Role
from tests import make
from tests.conftest import FrozenClock
from tests.keys import press
from tests.screens.conftest import Show, Shown
from tests.ui.reading import cut_texts


@pytest.fixture
def endang(shop: FrozenClock) -> Actor:
    """A treasurer in a shop that sold gula and lemper today and a week ago."""
    actor = make.cashier("Bu Endang", "4321", Role.TREASURER)
    sari = make.consignor(fixed_idr=2_000)
    shop.pass_(days=-7)
    make.bought(make.product(), 100, 1_500_000)
    lemper = make.product("Lemper", 3_000, owner_id=sari)
    make.delivered(sari, lemper, 50)
    shift = make.shift(actor)
    make.sell(actor, (1, 2))
    shop.pass_(hours=5)
    make.sell(actor, (1, 10))
    shop.pass_(hours=-5)
    _count_off(actor, shift.id)
    shop.pass_(days=7)
    make.shift(actor, 210_000)
    make.sell(actor, (1, 1))
    make.sell(actor, (lemper, 4))
    return actor


def _count_off(actor: Actor, shift_id: int) -> None:
    from tests.closing.test_closing import count_off

    count_off(actor, shift_id)


def opened(shown: Shown[HomePage]) -> list[Door]:
    found: list[Door] = []
    shown.page.context.door_wished.connect(found.append)
    return found


def test_the_figures_are_those_of_the_books(show: Show[HomePage], endang: Actor) -> None:
    page = show(HomePage, endang).page
    told = {key: (card.figure.text(), card.note.text()) for key, card in page.cards.items()}
    assert told == {
        "sales": ("Rp 29.500", "2 struk · turun 16 % dari Selasa lalu jam ini"),
        "families": ("Rp 8.000", "bulan ini, 1 ibu"),
        "owed": ("Rp 8.000", "1 orang · tertua 0 hari"),
        "cash": ("Rp 239.500", "0,2 · 0 · 0 juta"),
    }
    bars = page.days._bars
    assert (len(bars), bars[-1].value, bars[-1].label, bars[-8].value) == (30, 29_500, "kini", 210_000)
    assert bars[-1].tip == "Selasa 24/11/2026: Rp 29.500"
    assert page.days_note.text() == "rata-rata Rp 0,2 juta sehari"
    assert not page._months_card.isVisible(), "one month is no comparison"


def test_a_cancelled_receipt_brings_no_family_anything(show: Show[HomePage], endang: Actor) -> None:
    void_sale(SYSTEM, make.sell(endang, (2, 10)).sale.id, "salah ketik", till_id=1)
    page = show(HomePage, endang).page
    assert (page.cards["families"].figure.text(), page.cards["owed"].figure.text()) == ("Rp 8.000", "Rp 8.000")


def test_a_morning_is_held_against_a_morning(show: Show[HomePage], endang: Actor) -> None:
    """35.000 had been sold at this hour last week; the 175.000 came later that day."""
    assert read_morning(show(HomePage, endang).pc).sales.note == "2 struk · turun 16 % dari Selasa lalu jam ini"


def test_a_new_shop_has_a_home_too(show: Show[HomePage], shop: FrozenClock) -> None:
    actor = make.cashier("Bu Endang", "4321", Role.TREASURER)
    page = show(HomePage, actor).page
    assert [card.figure.text() for card in page.cards.values()] == ["Rp 0", "Rp 0", "Rp 0", "Rp 0"]
    assert page.cards["sales"].note.text() == "0 struk"
    assert page.cards["owed"].note.text() == "tidak ada yang menunggu"
    assert page.progress.title.text() == "Tutup buku November 2026"


@pytest.mark.parametrize(
    ("key", "door"),
    [
        ("sales", Door("reports", act="sales_recap")), ("families", Door("reports", act="consignment_recap")),
        ("owed", Door("consignors", act="OWED")), ("cash", Door("cash")),
    ],
)  # fmt: skip
def test_every_figure_is_a_door(show: Show[HomePage], endang: Actor, key: str, door: Door, qtbot: QtBot) -> None:
    shown = show(HomePage, endang)
    doors = opened(shown)
    qtbot.mouseClick(shown.page.cards[key], Qt.MouseButton.LeftButton)
    shown.page.cards[key].setFocus()
    press(shown.window, "Enter")
    assert doors == [door, door]
    assert shown.page.cards[key].accessibleName().startswith(shown.page.cards[key]._name)


def test_what_waits_stands_loudest_first_and_leads_on(show: Show[HomePage], endang: Actor, shop: FrozenClock) -> None:
    make.sell(endang, (1, 200))
    shop.pass_(days=15)
    shown = show(HomePage, endang)
    page, doors = shown.page, opened(shown)
    told = [row.accessibleName() for row in page.waiting]
    assert told == [
        "Sif 2 belum ditutup 24/11/2026 · Bu Endang",
        "1 barang berstok minus hitung dan sesuaikan stoknya",
        "Belum pernah dicadangkan pilih folder dan cadangkan di Pengaturan",
        "Titipan belum dibayar 15 hari Rp 8.000 untuk 1 orang",
    ]
    for row in page.waiting:
        row.click()
    assert doors == [
        Door("close_shift"), Door("stock", act="MINUS"), Door("settings", act="backup"), Door("consignors", act="OWED"),
    ]  # fmt: skip


def test_the_month_tells_how_far_it_is_and_f12_leads_there(show: Show[HomePage], endang: Actor) -> None:
    shown = show(HomePage, endang)
    assert shown.page.progress.title.text() == "Tutup buku November 2026"
    assert shown.page.progress.chip.text() == "7 dari 9 beres"
    assert shown.page.next.text() == ("Berikutnya: antrean printer kosong, cadangan terbaru.")
    doors = opened(shown)
    press(shown.window, "F12")
    shown.page.close_button.click()
    assert doors == [Door("close"), Door("close")]
    assert shown.keys() == ["F12", "F5", "Tab", "Enter"]


def test_qris_keeps_its_capitals() -> None:
    red = [
        Item("clearing", "QRIS masuk bank dalam 7 hari", "", False, "cash"),
        Item("stock", "Stok tidak minus", "", False, "stock"),
    ]
    assert _next(red) == "Berikutnya: QRIS masuk bank dalam 7 hari, stok tidak minus."
    assert document_words("clearing", 1, "BT-26-000001", undoes=True) == "Batal pencairan QRIS BT-26-000001"


def test_a_sale_elsewhere_shows_after_a_moment(show: Show[HomePage], endang: Actor, qtbot: QtBot) -> None:
    shown = show(HomePage, endang)
    make.sell(endang, (1, 1))
    qtbot.waitUntil(lambda: shown.page.cards["sales"].figure.text() == "Rp 47.000", timeout=2_000)


@pytest.mark.parametrize(("scale", "width", "height"), [(100, 1_238, 625), (150, 1_199, 620), (100, 924, 457)])
def test_nothing_is_cut(
    show: Show[HomePage], endang: Actor, qapp: QApplication, scale: int, width: int, height: int
) -> None:
    """The page as it is in a window of 1366×768, with large text too, and of 1024×600."""
    apply_theme(qapp, scale_percent=scale)
    shown = show(HomePage, endang)
    margins = shown.window.layout().contentsMargins()
    shown.window.resize(width + margins.left() + margins.right(), height + margins.top() + margins.bottom())
    shown.page.cards["sales"].show_figure(
        Figure("Rp 12.541.100", "145 struk · turun 35 % dari Selasa lalu jam ini", "reports")
    )
    trouble = Waiting(
        "printer",
        "attention",
        "Printer: 12 cetakan menunggu",
        "Printer 192.168.1.50 tidak menjawab. Periksa " * 2,
        "",
    )
    shown.page._fill((*(shown.page._shown or ()), trouble))
    for _again in range(3):
        QApplication.processEvents()
    assert shown.page.width() == width
    assert cut_texts(shown.page) == []


def test_low_pages_keep_what_matters(show: Show[HomePage], endang: Actor, qtbot: QtBot) -> None:
    shown = show(HomePage, endang)
    shown.window.resize(900, 470)
    qtbot.waitUntil(lambda: not shown.page.next.isVisible(), timeout=1_000)
    assert shown.page.close_button.isVisible()
    assert shown.page.days.isVisible()


@pytest.mark.parametrize(
    ("hour", "words"),
    [(4, "pagi"), (10, "pagi"), (11, "siang"), (14, "siang"), (15, "sore"), (18, "sore"), (19, "malam"), (2, "malam")],
)
def test_the_greeting_follows_the_shops_clock(hour: int, words: str) -> None:
    with clock.using(lambda: datetime(2026, 11, 24, (hour - 7) % 24, 5, tzinfo=UTC)):
        assert greeting("Bu Endang") == f"Selamat {words}, Bu Endang"


@pytest.mark.parametrize(
    ("amount", "words"),
    [(0, "0"), (49_999, "0"), (50_000, "0,1"), (1_892_400, "1,9"), (12_000_000, "12"), (-1_500_000, "-1,5"),
     (1_234_567_890, "1.234,6")],
)  # fmt: skip
def test_millions_are_short(amount: int, words: str) -> None:
    assert millions(amount) == words


@pytest.fixture
def program(window: MainWindow) -> MainWindow:
    """The window at home, in a shop with one consignor, who is owed nothing, and one of two products below zero."""
    rina = actor_of(1)
    make.consignor(fixed_idr=2_000)
    make.product("Teh")
    gula = make.product("Gula")
    make.shift(rina)
    make.sell(rina, (gula, 3))
    window.unlock(actor_of(2))
    return window


def _door(window: MainWindow, kind: str, act: str) -> Page:
    page = window.page()
    assert isinstance(page, HomePage)
    page._go(Door(kind, act=act))
    QApplication.processEvents()
    found = window.page()
    assert found is not None
    return found


def test_the_doors_land_on_the_filter_the_paper_and_the_card_they_name(
    program: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ReportsPage, "make", lambda *_told, **_more: None)  # a chore reads no shop in memory
    stock = _door(program, "stock", "MINUS")
    assert isinstance(stock, StockPage)
    assert [row.name for row in stock.model.rows] == ["Gula"]
    assert stock.pills[StockFilter.MINUS].isChecked()
    program.open(Door("home"))
    consignors = _door(program, "consignors", "OWED")
    assert isinstance(consignors, ConsignorsPage)
    assert consignors.pills[ConsignorFilter.OWED].isChecked()
    assert consignors.model.rows == [], "nobody is owed anything yet"
    program.open(Door("home"))
    settings = _door(program, "settings", "backup")
    assert isinstance(settings, SettingsPage)
    assert settings.backup.isAncestorOf(program.focusWidget())
    shown = settings.columns.viewport()
    top = settings.backup.mapTo(shown, settings.backup.rect().topLeft()).y()
    assert 0 <= top < shown.height()
    program.open(Door("home"))
    reports = _door(program, "reports", "sales_recap")
    assert isinstance(reports, ReportsPage)
    assert (reports.key, reports.month) == ("sales_recap", "2026-11")
