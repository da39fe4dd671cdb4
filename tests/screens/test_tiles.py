"""Selling by tiles: whole tiles in an order that stands, a cart one can read, and acts for a hand on the mouse."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QFontMetricsF
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from pkkmart.core import clock
from pkkmart.core.actor import SYSTEM, Actor
from pkkmart.core.i18n import figure, rupiah
from pkkmart.core.quantity import ONE, quantity_text
from pkkmart.ledger.screen.slip import SlipPaper
from pkkmart.pricing.operations import add_promotion, set_paket
from pkkmart.pricing.promotions import Kind, PromotionDetails
from pkkmart.pricing.rules import PaketPart
from pkkmart.sales.lines import Discount, DiscountKind
from pkkmart.sales.operations import hold
from pkkmart.sales.queries import held_carts
from pkkmart.sales.screen import CounterPage
from pkkmart.sales.screen.lines import Stepper
from pkkmart.sales.tenders import Paid, Tender
from pkkmart.shell.window import MainWindow
from pkkmart.till.operations import close_shift, count_drawer
from pkkmart.ui.buttons import Button
from pkkmart.ui.cards import BigFigure
from pkkmart.ui.doors import Door
from pkkmart.ui.theme import TARGET, apply_theme, current
from pkkmart.ui.tiles import Tile
from tests import make
from tests.conftest import FrozenClock
from tests.keys import press, scan, type_as_person

EGGS, SUGAR = "8999990000056", "8999990000032"
CAKES = 30
IN_A_FRAME = (1_024, 576, 100, 8)
"""What a desktop leaves of the smallest screen under the title of a window."""

SIZES = ((1_366, 768, 100, 16), (1_024, 600, 100, 12), (1_366, 768, 150, 12))
"""Width, height, text in percent, and how many whole tiles are seen at least."""


@dataclass
class Stall:
    """The window of a cashier who sells thirty cakes of three consignors; the first twenty-four came this morning."""

    window: MainWindow
    rina: Actor
    consignors: list[int]
    cakes: list[int]
    eggs: int
    clock: FrozenClock

    @property
    def page(self) -> CounterPage:
        page = self.window.page()
        assert isinstance(page, CounterPage)
        return page

    def names(self) -> list[str]:
        """The tiles of the chosen group, as they are told to screen readers, without what is left."""
        return [tile._title for tile in self.page.board.tiles.shown]

    def tile(self, name: str) -> Tile:
        (found,) = [tile for tile in self.page.board.tiles.shown if tile._title == name]
        return found

    def tap(self, name: str) -> None:
        click(self.tile(name))

    def lines(self) -> list[tuple[str, str]]:
        return [(line.name, quantity_text(line.qty_milli)) for line in self.page.open_cart.cart.lines]

    def brought(self, *places: int, quantity: int = 20) -> None:
        for place in places:
            make.delivered(self.consignors[place % 3], self.cakes[place], quantity)

    def sized(self, width: int, height: int, percent: int) -> None:
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        apply_theme(app, scale_percent=percent)
        self.window.resize(width, height)
        for _again in range(3):
            QApplication.processEvents()


def click(widget: QWidget) -> None:
    """A click that lands: the widget is whole inside its window, and nothing lies over it."""
    window = widget.window()
    place = QRect(widget.mapTo(window, QPoint()), widget.size())
    assert widget.isVisible()
    assert window.rect().contains(place)
    assert window.childAt(place.center()) is widget
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)
    QApplication.processEvents()


def whole(widget: QWidget) -> bool:
    """Whether all of a widget is seen."""
    return widget.isVisible() and widget.visibleRegion().boundingRect() == widget.rect()


@pytest.fixture
def stall(window: MainWindow, shop: FrozenClock) -> Stall:
    rina = make.cashier("Bu Lina", "7788")
    consignors = [make.consignor(name, percent_bp=1_500) for name in ("Bu Lilis", "Bu Kokom", "KWT Melati")]
    cakes = [
        make.product(
            f"Kue {place:02d}",
            2_000,
            owner_id=consignors[place % 3],
            category="Kue basah" if place < 26 else "Gorengan",
        )
        for place in range(CAKES)
    ]
    eggs = make.product("Telur ayam negeri pilihan peternak Sukamaju", 29_000, code=EGGS, by_weight=True, unit="kg")
    make.product("Gula", 12_000, code=SUGAR, member_price_idr=11_500)
    stall = Stall(window, rina, consignors, cakes, eggs, shop)
    stall.brought(*range(24))
    make.shift(rina, 100_000)
    shop.pass_(minutes=1)
    window.unlock(rina)
    press(window, "Ctrl+T")
    QApplication.processEvents()
    return stall


@pytest.mark.parametrize(("width", "height", "percent", "least"), SIZES)
def test_whole_tiles_are_seen_four_across(stall: Stall, width: int, height: int, percent: int, least: int) -> None:
    stall.sized(width, height, percent)
    tiles = stall.page.board.tiles.shown
    seen = [tile for tile in tiles if not tile.visibleRegion().isEmpty()]
    assert len(tiles) == 24
    assert len(seen) >= least
    assert all(whole(tile) for tile in seen), "no tile is cut"
    assert len({tile.x() for tile in seen}) == 4
    assert all(min(tile.width(), tile.height()) >= TARGET for tile in seen)


@pytest.mark.parametrize(("width", "height", "percent", "_least"), SIZES)
def test_rows_and_pages_on_there_are_whole_tiles_again(
    stall: Stall, width: int, height: int, percent: int, _least: int
) -> None:
    stall.sized(width, height, percent)
    bar = stall.page.board.tiles.rows.verticalScrollBar()
    for action in (bar.SliderAction.SliderSingleStepAdd, *[bar.SliderAction.SliderPageStepAdd] * 3):
        bar.triggerAction(action)
        QApplication.processEvents()
        seen = [tile for tile in stall.page.board.tiles.shown if not tile.visibleRegion().isEmpty()]
        assert all(whole(tile) for tile in seen)
    assert stall.names()[-1] == seen[-1]._title


@pytest.mark.parametrize(("width", "height", "percent", "_least"), SIZES)
@pytest.mark.parametrize("tiles", [True, False])
def test_no_quantity_is_ever_cut(stall: Stall, tiles: bool, width: int, height: int, percent: int, _least: int) -> None:
    if not tiles:
        press(stall.window, "Ctrl+T")
    stall.sized(width, height, percent)
    page = stall.page
    for quantity, qty_milli in (("0,25", 250), ("1,25", 1_250), ("999,125", 999_125), ("1.250", 1_250_000)):
        scan(stall.window, EGGS)
        page.open_cart.set_quantity(qty_milli)
        line = page.open_cart.cart.lines[-1]
        assert quantity_text(line.qty_milli) == quantity
        table, model = page.board.cart.table, page.board.cart.model
        (at,) = [place for place, column in enumerate(model.columns) if column.title == "Jml"]
        needed = QFontMetricsF(current().font("medium", 600)).horizontalAdvance(quantity)
        assert needed <= table.columnWidth(at) - 2 * Stepper.WIDE - 4, "between − and + it is whole"
        scan(stall.window, SUGAR)
        assert needed <= table.columnWidth(at) - 19, "and on a row that is not selected"
        assert sum(table.columnWidth(place) for place in range(len(model.columns))) <= table.viewport().width()
        assert table.columnWidth(0) >= current().px(100), line.name
        press(stall.window, "Ctrl+Z")
        page.open_cart.remove(0)


def test_the_morning_comes_first_and_every_group_says_how_many(stall: Stall) -> None:
    pills = [pill.accessibleName() for pill in stall.page.board.tiles.groups.pills]
    assert pills == ["Pagi ini · 24", "Kue basah · 26", "Gorengan · 4"]
    assert stall.page.board.tiles.groups.pills[0].isChecked()
    click(stall.page.board.tiles.groups.pills[1])
    assert stall.page.search.hasFocus()
    assert stall.names()[:3] == ["Kue 00", "Kue 01", "Kue 02"]
    assert stall.names()[-2:] == ["Kue 24", "Kue 25"], "what did not come today stands behind"


def test_what_is_sold_most_often_stands_before_the_others(stall: Stall) -> None:
    for _again in range(3):
        make.sell(stall.rina, (stall.cakes[7], 1))
    make.sell(stall.rina, (stall.cakes[25], 1), (stall.cakes[3], 1))
    stall.clock.pass_(minutes=1)
    assert stall.names()[:2] == ["Kue 00", "Kue 01"], "not in this shift"
    count_drawer(stall.rina, 1, {100_000: 1, 10_000: 1})
    close_shift(stall.rina, 1)
    stall.clock.pass_(minutes=1)
    make.shift(stall.rina, 110_000)
    stall.page.enter()
    assert stall.names()[:3] == ["Kue 07", "Kue 03", "Kue 00"]
    click(stall.page.board.tiles.groups.pills[1])
    assert stall.names()[-2:] == ["Kue 25", "Kue 24"]


def test_no_tile_moves_while_a_shift_sells_and_goods_come(stall: Stall) -> None:
    before = stall.names()
    places = {name: stall.tile(name).geometry() for name in before}
    for name in ("Kue 09", "Kue 09", "Kue 11"):
        stall.tap(name)
    press(stall.window, "F12")
    press(stall.window, "Enter")
    stall.clock.pass_(minutes=5)
    stall.brought(5, 27, 24)
    QApplication.processEvents()
    assert stall.names() == [*before, "Kue 27", "Kue 24"], "what comes later is put behind, as it came"
    assert {name: stall.tile(name).geometry() for name in before} == places
    assert stall.tile("Kue 09").accessibleName().endswith("sisa 18")
    assert stall.tile("Kue 05").accessibleName().endswith("sisa 40")
    assert stall.page.board.tiles.groups.pills[0].accessibleName() == "Pagi ini · 26"
    press(stall.window, "Ctrl+L")
    stall.window.unlock(stall.rina)
    assert stall.names() == [*before, "Kue 27", "Kue 24"]
    restarted = CounterPage(stall.page.context)
    restarted.enter()
    assert [tile._title for tile in restarted.board.tiles.shown] == [*before, "Kue 27", "Kue 24"]
    restarted.deleteLater()


def test_a_chip_says_few_and_none(stall: Stall) -> None:
    make.sell(stall.rina, (stall.cakes[0], 17), (stall.cakes[1], 20))
    stall.page.board.tiles.refresh_left()
    assert [(stall.tile(name)._left, stall.tile(name)._tone) for name in ("Kue 00", "Kue 01", "Kue 02")] == [
        ("3", "attention"),
        ("habis", "muted"),
        ("20", "plain"),
    ]


def test_the_tiles_stay_after_a_sale_and_at_the_next_start(stall: Stall) -> None:
    for _again in range(2):
        stall.tap("Kue 03")
        press(stall.window, "F12")
        type_as_person(stall.window, "5000")
        press(stall.window, "Enter")
        board = stall.page.board
        assert all(whole(tile) for tile in board.tiles.shown[:16])
        change = board.side.last_change
        assert (change.isVisible(), change.text()) == (True, "Kembali Rp 3.000")
        assert change.sizeHint().height() > BigFigure("", step="large").sizeHint().height(), "large after a sale"
    another = CounterPage(stall.page.context)
    another.enter()
    assert another.board.tiles_shown
    assert len(another.board.tiles.shown) == 24
    another.deleteLater()


@pytest.mark.parametrize("tiles", [True, False])
@pytest.mark.parametrize(("width", "height", "percent", "_least"), SIZES)
def test_less_and_more_by_mouse(stall: Stall, tiles: bool, width: int, height: int, percent: int, _least: int) -> None:
    if not tiles:
        press(stall.window, "Ctrl+T")
    stall.sized(width, height, percent)
    scan(stall.window, SUGAR)
    scan(stall.window, EGGS)
    stepper = stall.page.board.cart.stepper
    assert min(stepper.less.height(), stepper.more.height(), stepper.less.width(), stepper.more.width()) >= 40
    click(stepper.more)
    assert stall.lines()[1][1] == "1,25"
    click(stepper.less)
    click(stepper.less)
    assert stall.lines()[1][1] == "0,75"
    table = stall.page.board.cart.table
    QTest.mouseClick(
        table.viewport(), Qt.MouseButton.LeftButton, pos=table.visualRect(table.model().index(0, 0)).center()
    )
    assert not stepper.less.isEnabled(), "one is the last: Del takes the line away"
    click(stepper.more)
    assert stall.lines() == [("Gula", "2"), ("Telur ayam negeri pilihan peternak Sukamaju", "0,75")]
    click(stepper.less)
    assert stall.lines()[0] == ("Gula", "1")
    assert stall.page.search.hasFocus()


def test_the_row_stays_selected_when_the_view_changes(stall: Stall) -> None:
    for name in ("Kue 01", "Kue 02", "Kue 03"):
        stall.tap(name)
    press(stall.window, "Up")
    for _again in range(2):
        press(stall.window, "Ctrl+T")
        assert stall.page.board.cart.table.current_row().line.name == "Kue 02"
        assert stall.page.open_cart.cart.selected == 1
    press(stall.window, "Del")
    assert [name for name, _quantity in stall.lines()] == ["Kue 01", "Kue 03"]


def test_a_cart_is_put_aside_and_called_by_mouse_and_its_name_is_seen(stall: Stall) -> None:
    acts = stall.page.board.side.acts
    assert not acts.names.isVisible()
    assert acts.hold.is_dim
    click(acts.hold)
    assert stall.window.messages.history[-1].text == "Keranjang masih kosong. Pindai atau pilih barang dulu."
    click(acts.recall)
    assert stall.window.messages.history[-1].text == "Tidak ada keranjang yang ditahan. Tahan satu dengan F6."
    assert not acts.recall.property("lit")
    stall.tap("Kue 04")
    click(acts.hold)
    assert stall.lines() == [], "one click is enough while the next buyer waits"
    assert stall.window.messages.history[-1].text == "Keranjang Pembeli 1 ditahan. F7 untuk memanggilnya."
    assert acts.recall.accessibleName() == "Panggil · 1"
    assert acts.names.text() == "ditahan: Pembeli 1 10.43"
    assert acts.names.isVisible()
    hold(stall.rina, make.cart((stall.cakes[1], 1)), "Pak RT", till_id=1)
    stall.page.enter()
    assert (acts.recall.accessibleName(), acts.names.text()) == (
        "Panggil · 2",
        "ditahan: Pak RT 10.43 · Pembeli 1 10.43",
    )
    click(acts.recall)
    press(stall.window, "Enter")
    assert stall.lines() == [("Kue 04", "1")]
    assert acts.recall.accessibleName() == "Panggil · 1"
    assert [row.name for row in held_carts(1)] == ["Pak RT"]


def test_discount_and_receipts_by_mouse(stall: Stall) -> None:
    stall.tap("Kue 04")
    acts = stall.page.board.side.acts
    click(acts.discount)
    panel = stall.window.messages.panel()
    assert panel is not None
    press(stall.window, "Esc")
    doors: list[Door] = []
    stall.page.context.door_wished.connect(doors.append)
    click(acts.receipts)
    assert doors == [Door("receipts")]


def test_the_last_sale_is_printed_corrected_and_opened_by_mouse(stall: Stall) -> None:
    stall.tap("Kue 04")
    press(stall.window, "F12")
    press(stall.window, "Enter")
    card, page = stall.page.board.side.last_card, stall.page
    click(card.copy)
    assert stall.window.messages.history[-1].text == "Struk PM-26-000001"
    press(stall.window, "Esc")
    doors: list[Door] = []
    page.context.door_wished.connect(doors.append)
    click(card.correct)
    press(stall.window, "Esc")
    press(stall.window, "Esc")
    assert stall.page is page
    click(card.receipt)
    assert [door for door in doors if door.kind == "sale"] == [Door("sale", 1, "payment"), Door("sale", 1)]


@pytest.mark.parametrize(("width", "height", "percent", "_least"), [*SIZES, IN_A_FRAME])
def test_nothing_at_the_right_is_cut(stall: Stall, width: int, height: int, percent: int, _least: int) -> None:
    for name in ("Pak RT", "Bu Nur", "Bu Kartini dari gang sebelah"):
        hold(stall.rina, make.cart((stall.cakes[1], 1)), name, till_id=1)
    stall.tap("Kue 04")
    press(stall.window, "F12")
    press(stall.window, "Enter")
    stall.sized(width, height, percent)
    side = stall.page.board.side
    assert side.last_change.text() == "Kembali Rp 0"
    assert side.total.isVisible()
    for button in side.findChildren(QPushButton):
        if button.isVisible():
            assert whole(button), button.text()
            assert min(button.height(), button.width()) >= TARGET
            assert isinstance(button, Button)
            assert button.fontMetrics().horizontalAdvance(button._words) <= button.width() - 14, button.text()
    below = side.last_card.geometry().bottom()
    assert side.last_card.isVisible()
    assert below <= side.height()
    assert side.acts.geometry().bottom() < side.last_card.geometry().top()
    for card in (side.acts, side.last_card, side.member):
        assert card.height() >= card.minimumSizeHint().height(), "no card is squeezed"
    assert side.acts.recall.text().startswith("Panggil · 3")
    if (width, percent) == (1_366, 100):
        assert side.acts.names.isVisible()
        assert side.last_card.correct.isVisible()


@pytest.mark.parametrize(("width", "height", "percent", "_least"), SIZES)
def test_three_lines_and_every_act_are_seen_beside_the_tiles(
    stall: Stall, width: int, height: int, percent: int, _least: int
) -> None:
    """With a member, money that came, carts that wait and a last sale: all of it at once."""
    stall.tap("Kue 04")
    press(stall.window, "F12")
    press(stall.window, "Enter")
    hold(stall.rina, make.cart((stall.cakes[1], 1)), "Pak RT", till_id=1)
    stall.page.enter()
    stall.sized(width, height, percent)
    page = stall.page
    for name in ("Kue 01", "Kue 02", "Kue 03", "Kue 05"):
        stall.tap(name)
    cart = page.open_cart.cart.with_member(make.member()).with_paid([Paid(Tender.QRIS, 2_000)])
    page.open_cart.put(cart)
    QApplication.processEvents()
    table, side = page.board.cart.table, page.board.side
    assert table.viewport().height() % table.rowHeight(0) == 0, "no line is cut"
    assert table.viewport().height() // table.rowHeight(0) >= 3
    for widget in (side._caption, side.total, side.paid, *side.keyed, side.acts.receipts, side.last_change):
        assert whole(widget)
    for button in (side.last_card.copy, side.last_card.correct, side.last_card.receipt):
        assert whole(button)
    bon = side.others[Tender.RECEIVABLE]
    assert bon.sizeHint().width() <= bon.width(), "its key is read too"
    click(side.acts.recall)
    assert stall.window.messages.history[-1].text == (
        "Ditahan: Pak RT 10.43. Keranjang ini belum kosong: bayar atau tahan dulu (F6)."
    )


def test_the_row_of_keys_is_told_only_when_an_act_can_or_can_not_be_done_now(stall: Stall) -> None:
    told: list[None] = []
    stall.page.actions_changed.connect(lambda: told.append(None))
    stall.tap("Kue 04")
    assert len(told) == 1
    for _again in range(5):
        stall.tap("Kue 05")
    assert len(told) == 1
    press(stall.window, "Ctrl+Z")
    press(stall.window, "Ctrl+Z")
    assert len(told) == 2


def test_the_tile_of_a_paket_names_whose_its_parts_are(stall: Stall) -> None:
    box = make.product("Paket arisan", 5_000, category="Paket")
    set_paket(SYSTEM, box, [PaketPart(stall.cakes[0], ONE), PaketPart(stall.cakes[1], ONE), PaketPart(stall.eggs, 100)])
    tiles = stall.page.board.tiles
    tiles.load(stall.page.shift)
    (place,) = [place for place, pill in enumerate(tiles.groups.pills) if pill.text().startswith("Paket")]
    tiles.groups.chosen.emit(place)
    assert stall.tile("Paket arisan")._second == "paket dari Bu Lilis, Bu Kokom, koperasi"


def test_a_cashier_prints_the_x_report_at_the_counter_and_is_not_told_the_cash(stall: Stall) -> None:
    press(stall.window, "Shift+F8")
    panel = stall.window.messages.panel()
    assert panel is not None
    assert panel.accessibleName() == "Laporan X sif 1"
    (paper,) = panel.findChildren(SlipPaper)
    told = " ".join(paper.text.text().split())
    assert "LAPORAN X ke-1" in told
    assert "Uang laci: dihitung dulu saat tutup" in told
    assert "Modal awal" not in told


def test_enter_without_a_shift_says_how_to_open_the_drawer(window: MainWindow, shop: FrozenClock) -> None:
    make.product("Gula", 12_000, code=SUGAR)
    window.unlock(make.cashier("Bu Lina", "7788"))
    type_as_person(window, "gula")
    press(window, "Enter")
    assert window.messages.history[-1].text == "Laci belum dibuka. F12 membukanya; yang diketik tetap di sini."
    page = window.page()
    assert isinstance(page, CounterPage)
    assert page.search.text() == "gula"
    make.shift(make.cashier("Bu Wati", "9911"), 0)
    press(window, "Enter")
    assert [line.name for line in page.open_cart.cart.lines] == ["Gula"]


def test_a_line_says_what_the_whole_line_saves_and_a_paket_its_consignors(stall: Stall) -> None:
    box = make.product("Paket arisan", 5_000)
    set_paket(SYSTEM, box, [PaketPart(stall.cakes[0], ONE), PaketPart(stall.cakes[1], ONE), PaketPart(stall.eggs, 100)])
    page = stall.page
    page.open_cart.forget_book()
    type_as_person(stall.window, "3*")
    scan(stall.window, SUGAR)
    page.open_cart.put(page.open_cart.cart.with_member(make.member()))
    type_as_person(stall.window, "paket")
    press(stall.window, "Enter")
    assert [row_words(page, place) for place in (0, 1)] == [
        "milik koperasi · harga anggota, hemat 1.500",
        "paket dari Bu Lilis, Bu Kokom, koperasi",
    ]
    assert page.board.foot_right.text() == "Hemat Rp 1.500"


def test_the_lines_savings_and_the_carts_discount_add_up_to_the_saving_below(stall: Stall) -> None:
    add_promotion(
        SYSTEM,
        PromotionDetails(
            name="Hari gula", kind=Kind.AMOUNT, amount_idr=250, starts_on=clock.today(), on_everything=True
        ),
    )
    page = stall.page
    page.open_cart.forget_book()
    type_as_person(stall.window, "4*")
    scan(stall.window, SUGAR)
    type_as_person(stall.window, "1,5*")
    scan(stall.window, EGGS)
    cart = page.open_cart.cart.with_member(make.member())
    cart = cart.with_line_discount(1, Discount(DiscountKind.AMOUNT, 1_333, "memar"))
    page.open_cart.put(cart.with_discount(Discount(DiscountKind.PERCENT, 700, "arisan")))
    cart = page.open_cart.cart
    assert [row_words(page, place).partition(" · ")[2] for place in (0, 1)] == [
        "harga anggota + Hari gula, hemat 3.000",
        "diskon, hemat 1.333",
    ]
    off_idr = cart.before_discount_idr - cart.total_idr
    assert 3_000 + 1_333 + off_idr == cart.saved_idr
    assert page.board.off_right.text() == f"-{figure(off_idr)}"
    assert page.board.foot_right.text() == f"Hemat {rupiah(cart.saved_idr)}"


def row_words(page: CounterPage, place: int) -> str:
    """The second line of a row of the cart."""
    model = page.board.cart.model
    tell = model.columns[0].second
    assert tell is not None
    return tell(model.rows[place])
