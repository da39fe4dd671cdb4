"""Promotions, tier prices and pakets are kept by keyboard, warned of below cost, and ended."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from pkkmart.core.actor import SYSTEM
from pkkmart.core.quantity import ONE
from pkkmart.pricing.operations import GoodsMissing, WeekdaysMissing, add_promotion, set_paket, set_tiers
from pkkmart.pricing.promotions import Kind, PromotionDetails
from pkkmart.pricing.queries import State, paket_of, price_book, promotions, tiers_of
from pkkmart.pricing.rules import PaketPart, Tier
from pkkmart.pricing.screen import PromotionsPage, Shelf
from pkkmart.pricing.screen.paket_form import PaketForm
from pkkmart.pricing.screen.promotion_form import PromotionForm
from pkkmart.pricing.screen.tier_form import TierForm
from pkkmart.products.queries import categories
from pkkmart.shell.floors import floors
from pkkmart.ui.panels import Question, Sheet
from pkkmart.users.roles import Role
from tests import make
from tests.keys import press, scan, type_as_person
from tests.screens.conftest import Show, Shown

DAY = date(2026, 11, 24)
SUGAR = "8991001000028"


@pytest.fixture
def goods(shop: object) -> dict[str, int]:
    """Sugar bought at 16.000, a cake of Bu Sari at 1.600, and a box that may become a paket."""
    sari = make.consignor("Bu Sari", fixed_idr=1_600)
    known = {
        "sugar": make.product("Gula Pasir", 17_500, code=SUGAR, category="Sembako"),
        "cake": make.product("Kue lapis", 2_000, owner_id=sari, category="Kue basah"),
        "box": make.product("Paket arisan", 19_000),
    }
    make.bought(known["sugar"], 10, 160_000)
    return known


@pytest.fixture
def page(show: Show[PromotionsPage], goods: dict[str, int]) -> Shown[PromotionsPage]:
    return show(partial(PromotionsPage, floors=floors), make.cashier("Bu Endang", role=Role.TREASURER))


def form(shown: Shown[PromotionsPage]) -> QWidget:
    sheet = shown.messages.panel()
    assert isinstance(sheet, Sheet)
    return sheet.content


def promotion_form(shown: Shown[PromotionsPage]) -> PromotionForm:
    press(shown.window, "Ctrl+N")
    found = form(shown)
    assert isinstance(found, PromotionForm)
    return found


def details(**values: object) -> PromotionDetails:
    told = {"name": "Kue sore", "kind": Kind.PERCENT, "percent_bp": 1_000, "starts_on": DAY, "on_everything": True}
    return PromotionDetails(**{**told, **values})  # type: ignore[arg-type]


def test_a_happy_hour_is_written_down_and_said_back(page: Shown[PromotionsPage]) -> None:
    asked = promotion_form(page)
    cakes = {name: number for number, name in categories()}["Kue basah"]
    assert asked.sentence.text() == "Isi besarnya dan pilih barangnya."
    type_as_person(page.window, "Kue sore")
    asked.percent.setFocus()
    type_as_person(page.window, "20")
    asked.goods.categories.toggle(cakes)
    asked.begin.setText("16")
    asked.end.setText("20.30")
    asked.days.toggle(6)
    asked.bearer.setCurrentIndex(2)
    assert asked.sentence.text() == (
        "potong 20 % · Kue basah · Senin, Selasa, Rabu, Kamis, Jumat, Sabtu · 16.00–20.30 · mulai 24/11/2026"
    )
    press(page.window, "Enter")
    assert page.said() == "Promosi tersimpan."
    (row,) = page.page.promotions.rows
    one = row.promotion
    assert (one.name, one.percent_bp, one.bearer) == ("Kue sore", 2_000, "SHARED")
    assert (one.from_minute, one.until_minute, one.weekdays) == (960, 1_230, 0b0111111)
    assert one.category_ids == frozenset({cakes})
    assert page.page.pills[Shelf.PROMOTIONS].accessibleName() == "Promosi · 1 berjalan"


def test_goods_are_searched_scanned_and_taken_out_and_a_loss_is_told(
    page: Shown[PromotionsPage], goods: dict[str, int], qtbot: QtBot
) -> None:
    asked = promotion_form(page)
    type_as_person(page.window, "Gula murah")
    asked.percent.set_value(15 * ONE)
    scan(page.window, SUGAR)
    assert list(asked.goods.products.products) == [goods["sugar"]]
    assert asked.warning.text() == "Gula Pasir menjadi 14.875, di bawah modalnya 16.000."
    type_as_person(page.window, "lapis")
    qtbot.waitUntil(lambda: bool(asked.goods.products.picker.found.rows))
    press(page.window, "Enter")
    assert sorted(asked.goods.products.products) == [goods["sugar"], goods["cake"]]
    asked.percent.set_value(30 * ONE)
    assert asked.warning.text() == "Gula Pasir menjadi 12.250, di bawah modalnya 16.000. Begitu juga 1 barang lain."
    asked.goods.products.remove(goods["sugar"])
    assert asked.warning.text() == "Kue lapis menjadi 1.400, di bawah hak UMKM-nya 1.600."
    asked.bearer.setCurrentIndex(1)
    asked.bearer.activated.emit(1)
    assert not asked.warning.isVisible()
    asked.percent.set_value(90 * ONE)
    assert asked.warning.text() == "Kue lapis dipotong 1.800, lebih dari hak UMKM-nya 1.600."
    press(page.window, "Enter")
    assert promotions()[0].promotion.product_ids == frozenset({goods["cake"]})


@pytest.mark.parametrize(
    ("mend", "sentence"),
    [
        (lambda one: one.name.clear(), "Nama promosi belum diisi."),
        (lambda one: one.percent.clear(), "Belum diisi."),
        (lambda one: one.percent.set_value(12_345), "Paling banyak dua angka di belakang koma."),
        (lambda one: one.goods.way.choose("PRODUCTS"), str(GoodsMissing())),
        (lambda one: one.first.clear(), "Tulis tanggalnya, misalnya 24/11/2026."),
        (lambda one: one.last.setText("besok"), "Tulis tanggalnya, atau kosongkan."),
        (lambda one: one.begin.setText("25"), "Tulis jamnya, misalnya 16.00."),
        (lambda one: one.end.setText("16.61"), "Tulis jamnya, misalnya 20.00."),
        (lambda one: [one.days.toggle(day) for day in range(7)], str(WeekdaysMissing())),
    ],
)  # fmt: skip
def test_what_is_missing_is_said_under_its_field(
    page: Shown[PromotionsPage], mend: Callable[[PromotionForm], object], sentence: str
) -> None:
    asked = promotion_form(page)
    asked.name.setText("Ulang tahun")
    asked.percent.set_value(5 * ONE)
    asked.goods.way.choose("EVERYTHING")
    mend(asked)
    press(page.window, "Enter")
    shown = [label.text() for label in asked.findChildren(QWidget) if getattr(label, "text", str)() == sentence]
    assert shown == [sentence]
    assert promotions() == []


def test_the_other_kinds_ask_for_their_figures(page: Shown[PromotionsPage], goods: dict[str, int]) -> None:
    figures: dict[Kind, Callable[[PromotionForm], object]] = {
        Kind.AMOUNT: lambda one: one.amount.set_value(500),
        Kind.BUY_N_GET_M: lambda one: (one.pieces.set_value(2 * ONE), one.free.set_value(ONE)),
        Kind.BUNDLE: lambda one: (one.bundle.set_value(3 * ONE), one.price.set_value(5_000)),
    }
    for kind, fill in figures.items():
        asked = promotion_form(page)
        asked.name.setText(kind)
        asked.kind.choose(kind)
        asked.goods.way.choose("EVERYTHING")
        fill(asked)
        press(page.window, "Enter")
    assert [(row.promotion.amount_idr, row.promotion.pieces, row.promotion.free_pieces) for row in promotions()] == [
        (5_000, 3, 0), (0, 2, 1), (500, 0, 0),
    ]  # fmt: skip
    column = page.page.promotions.columns[0]
    assert column.second is not None
    assert [column.second(row) for row in page.page.promotions.rows] == [
        "3 buah 5.000 · semua barang", "beli 2 gratis 1 · semua barang", "potong 500 tiap satuan · semua barang",
    ]  # fmt: skip


def test_one_is_looked_at_repeated_and_ended(page: Shown[PromotionsPage]) -> None:
    add_promotion(SYSTEM, details(ends_on=DAY))
    page.page.reload()
    press(page.window, "Enter")
    assert page.said() == "Potong 10 %\nSemua barang\nTiap hari\n24/11/2026\nDitanggung Toko"
    press(page.window, "Enter")
    press(page.window, "F7")
    again = form(page)
    assert isinstance(again, PromotionForm)
    assert (again.name.text(), again.percent.value(), again.last.text()) == ("Kue sore", 10 * ONE, "")
    press(page.window, "Enter")
    assert len(promotions()) == 2
    press(page.window, "Del")
    assert page.said() == "Hentikan promosi Kue sore mulai sekarang? Struk yang sudah jadi tidak berubah."
    press(page.window, "Enter")
    assert [(row.promotion.id, row.state) for row in page.page.promotions.rows] == [
        (1, State.RUNNING), (2, State.PAST),
    ]  # fmt: skip
    page.page.tables[Shelf.PROMOTIONS].select(1)
    press(page.window, "Del")
    assert page.said() == "Pilih promosi yang berjalan atau akan datang, lalu tekan Del."


def test_typed_work_is_not_lost_by_one_key(page: Shown[PromotionsPage]) -> None:
    promotion_form(page)
    type_as_person(page.window, "Kue")
    press(page.window, "Esc")
    assert isinstance(page.messages.panel(), Question)


def test_tier_prices_are_set_by_keyboard_and_warned_of(
    page: Shown[PromotionsPage], goods: dict[str, int], qtbot: QtBot
) -> None:
    press(page.window, "F5")
    press(page.window, "Ctrl+N")
    type_as_person(page.window, "gula")
    press(page.window, "Enter")
    asked = form(page)
    assert isinstance(asked, TierForm)
    type_as_person(page.window, "6")
    press(page.window, "Enter")
    assert page.said() == "Isi jumlah dan harganya, atau kosongkan keduanya."
    type_as_person(page.window, "15500")
    assert asked.warning.text() == "Gula Pasir menjadi 15.500, di bawah modalnya 16.000."
    press(page.window, "Enter")
    assert page.said() == "Harga grosir Gula Pasir sudah diubah."
    assert tiers_of(goods["sugar"]) == (Tier(6 * ONE, 15_500),)
    column = page.page.tiers.columns[0]
    assert column.second is not None
    assert [column.second(row) for row in page.page.tiers.rows] == ["mulai 6 pcs 15.500"]
    press(page.window, "Enter")
    again = form(page)
    assert isinstance(again, TierForm)
    assert again.rows[0][1].value() == 15_500
    press(page.window, "Esc")
    scan(page.window, SUGAR)
    assert isinstance(form(page), TierForm)


def test_a_refused_tier_keeps_the_sheet_open(page: Shown[PromotionsPage], goods: dict[str, int]) -> None:
    page.page.show_shelf(Shelf.TIERS)
    scan(page.window, SUGAR)
    type_as_person(page.window, "1")
    press(page.window, "Tab")
    type_as_person(page.window, "17000")
    press(page.window, "Enter")
    assert page.said() == "Jumlah 1 untuk Gula Pasir belum benar. Harga grosir mulai dari lebih dari 1 pcs."
    assert isinstance(form(page), TierForm)


def test_a_paket_is_made_of_what_is_searched(page: Shown[PromotionsPage], goods: dict[str, int], qtbot: QtBot) -> None:
    page.page.show_shelf(Shelf.PAKETS)
    press(page.window, "Ctrl+N")
    type_as_person(page.window, "arisan")
    press(page.window, "Enter")
    asked = form(page)
    assert isinstance(asked, PaketForm)
    scan(page.window, SUGAR)
    type_as_person(page.window, "lapis")
    press(page.window, "Enter")
    asked.rows[1].quantity.set_value(2 * ONE)
    assert asked.sum.text() == "Satuan 21.500 · paket 19.000 · pembeli hemat 2.500"
    assert asked.warning.text() == "Paket arisan menjadi 19.000, di bawah modalnya 19.200."
    asked.picker.search.setFocus()
    press(page.window, "Enter")
    assert paket_of(goods["box"]) == (PaketPart(goods["sugar"], ONE), PaketPart(goods["cake"], 2 * ONE))
    column = page.page.pakets.columns[0]
    assert column.second is not None
    assert [column.second(row) for row in page.page.pakets.rows] == ["1 Gula Pasir, 2 Kue lapis"]
    press(page.window, "Enter")
    again = form(page)
    assert isinstance(again, PaketForm)
    again.add(again.rows[0].product)
    assert again.rows[0].quantity.value() == 2 * ONE
    again.remove(goods["cake"])
    press(page.window, "Enter")
    assert price_book(DAY).pakets == {goods["box"]: (PaketPart(goods["sugar"], 2 * ONE),)}


def test_a_paket_may_be_registered_on_the_spot(page: Shown[PromotionsPage]) -> None:
    page.page.show_shelf(Shelf.PAKETS)
    press(page.window, "Ctrl+N")
    type_as_person(page.window, "Hampers lebaran")
    press(page.window, "Ctrl+N")
    press(page.window, "Enter")
    type_as_person(page.window, "150000")
    press(page.window, "Enter")
    asked = form(page)
    assert isinstance(asked, PaketForm)
    assert asked.sum.text() == "Belum ada isi. Tanpa isi, ini barang biasa."


def test_the_list_hears_of_what_others_change(page: Shown[PromotionsPage], goods: dict[str, int]) -> None:
    set_tiers(SYSTEM, goods["sugar"], [Tier(6 * ONE, 17_000)])
    set_paket(SYSTEM, goods["box"], [PaketPart(goods["cake"], ONE)])
    assert [pill.accessibleName() for pill in page.page.pills.values()] == [
        "Promosi · 0 berjalan", "Harga grosir · 1", "Paket · 1",
    ]  # fmt: skip


def test_a_lower_price_the_consignor_bears_is_not_below_cost(goods: dict[str, int]) -> None:
    found = floors([goods["sugar"], goods["cake"], goods["box"]])
    assert {key: (floor.idr, floor.owned) for key, floor in found.items()} == {
        goods["sugar"]: (16_000, True), goods["cake"]: (1_600, False),
    }  # fmt: skip
