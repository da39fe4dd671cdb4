"""The page of goods that expire: what it lists, and what pulling them books, by keys and by mouse."""

from __future__ import annotations

from datetime import date

import pytest

from pkkmart.consignment.operations import DeliveryItem, record_delivery
from pkkmart.consignment.screen.expiry import ExpiryPage, PullForm, Span
from pkkmart.core.actor import SYSTEM, Actor
from pkkmart.core.db import fetch
from pkkmart.core.quantity import ONE
from pkkmart.purchasing.operations import PaidFrom, PurchaseItem, record_purchase
from pkkmart.shell.home_figures import read_morning
from pkkmart.stock.queries import levels
from pkkmart.ui.doors import Door
from pkkmart.users.roles import Role
from tests import make
from tests.books import entry_of
from tests.conftest import FrozenClock
from tests.keys import press
from tests.scenarios.proofs import failures
from tests.screens.conftest import Show, Shown

YESTERDAY, TOMORROW, CHRISTMAS = date(2026, 11, 23), date(2026, 11, 25), date(2026, 12, 20)


@pytest.fixture
def endang(shop: object) -> Actor:
    return make.cashier("Bu Endang", "4321", Role.TREASURER)


@pytest.fixture
def goods(endang: Actor) -> dict[str, int]:
    """Till yesterday five lapis of Bu Sari and two milk of ours, till tomorrow three keripik, sugar till December."""
    sari = make.consignor(fixed_idr=1_600)
    lapis = make.product("Kue lapis", 2_000, owner_id=sari)
    keripik = make.product("Keripik", 12_000, owner_id=sari)
    milk, sugar = make.product("Susu UHT 1 l", 18_000), make.product("Gula 1 kg", 17_000)
    items = [DeliveryItem(lapis, 5 * ONE, YESTERDAY), DeliveryItem(keripik, 3 * ONE, TOMORROW)]
    record_delivery(SYSTEM, sari, items)
    make.funded(80_000)
    bought = [PurchaseItem(milk, 2 * ONE, 30_000, YESTERDAY), PurchaseItem(sugar, 3 * ONE, 45_000, CHRISTMAS)]
    record_purchase(SYSTEM, bought, paid_from=PaidFrom.SAFE)
    return {"lapis": lapis, "keripik": keripik, "milk": milk, "sugar": sugar}


def names(shown: Shown[ExpiryPage]) -> list[str]:
    return [row.name for row in shown.page.model.rows]


def pull_form(shown: Shown[ExpiryPage]) -> PullForm:
    return [one for one in shown.window.findChildren(PullForm) if one.isVisible()][-1]


def on_shelf(goods: dict[str, int]) -> dict[str, int]:
    known = levels(goods.values())
    return {name: known[product].qty_milli // ONE for name, product in goods.items()}


def test_the_list_looks_as_far_ahead_as_its_pill(show: Show[ExpiryPage], endang: Actor, goods: dict[str, int]) -> None:
    shown = show(ExpiryPage, endang)
    assert names(shown) == ["Kue lapis", "Susu UHT 1 l", "Keripik"], "within three days unless told"
    assert [pill.text() for pill in shown.page.pills.values()] == [
        "Lewat · 2", "3 hari lagi · 3", "Sebulan lagi · 4", "Semua · 4",
    ]  # fmt: skip
    shown.page.pills[Span.PAST].click()
    assert names(shown) == ["Kue lapis", "Susu UHT 1 l"]
    assert shown.page.sum.text() == "Modal barang koperasi di daftar ini Rp 30.000"


def test_f12_sends_titipan_home_and_writes_off_our_own(
    show: Show[ExpiryPage], endang: Actor, goods: dict[str, int]
) -> None:
    shown = show(ExpiryPage, endang)
    press(shown.window, "F12")
    form = pull_form(shown)
    assert [(one.row.name, one.quantity.text()) for one in form.pulled] == [("Kue lapis", "5"), ("Susu UHT 1 l", "2")]
    form.pulled[0].quantity.set_value(4 * ONE)  # one was eaten by nobody knows whom
    press(shown.window, "Enter")
    assert on_shelf(goods) == {"lapis": 1, "keripik": 3, "milk": 0, "sugar": 3}
    assert fetch("SELECT qty_milli, reason FROM return_note_line") == [(4 * ONE, "EXPIRED")]
    assert entry_of("adjustment", 1) == "5122 D 30.000 / 1141 K 30.000"
    assert names(shown) == ["Kue lapis", "Keripik"], "the one that was not found is still in the books"
    assert not failures()


def test_the_pulled_goods_of_one_batch_by_mouse(show: Show[ExpiryPage], endang: Actor, goods: dict[str, int]) -> None:
    shown = show(ExpiryPage, endang)
    shown.page.table.select(2)
    shown.page.one_button.click()
    assert [one.row.name for one in pull_form(shown).pulled] == ["Keripik"]
    press(shown.window, "Enter")
    assert on_shelf(goods)["keripik"] == 0


def test_a_cashier_sends_titipan_home_and_is_told_who_writes_off(show: Show[ExpiryPage], goods: dict[str, int]) -> None:
    shown = show(ExpiryPage, make.cashier())
    press(shown.window, "F12")
    assert [one.row.name for one in pull_form(shown).pulled] == ["Kue lapis"]
    assert shown.said().startswith("Susu UHT 1 l milik koperasi")


def test_home_tells_what_expired_and_opens_the_list(
    show: Show[ExpiryPage], shop: FrozenClock, endang: Actor, goods: dict[str, int]
) -> None:
    shown = show(ExpiryPage, endang)
    assert not [line for line in read_morning(shown.pc).waiting if line.act == "SOON"], "what came today is no news"
    shop.pass_(days=1)
    waiting = [(line.title, line.door, line.act) for line in read_morning(shown.pc).waiting]
    assert ("2 barang lewat tanggal kedaluwarsa", "expiry", "PAST") in waiting
    assert ("1 barang hampir kedaluwarsa", "expiry", "SOON") in waiting
    shown.page.show_item(Door("expiry", act="PAST"))
    assert names(shown) == ["Kue lapis", "Susu UHT 1 l"]
