"""What a thing costs, asked at the counter: scan after scan is answered, and the cart is not touched."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel

from pkkmart.core import clock
from pkkmart.core.actor import SYSTEM
from pkkmart.core.quantity import ONE
from pkkmart.pricing.operations import add_promotion, set_paket, set_tiers
from pkkmart.pricing.promotions import Kind, PromotionDetails
from pkkmart.pricing.rules import PaketPart, Tier
from pkkmart.products.operations import add_code
from pkkmart.sales.screen import CounterPage
from pkkmart.sales.screen.price_check import price_check_sheet
from pkkmart.ui.panels import Sheet
from tests import make
from tests.keys import press, scan, type_as_person
from tests.products.test_scale import label, set_scale
from tests.screens.conftest import Show, Shown

CHIPS, SUGAR, DOZEN, EGGS = "8999990000018", "8999990000032", "8999990000049", "12345"


@pytest.fixture
def counter(show: Show[CounterPage]) -> Shown[CounterPage]:
    rina = make.cashier()
    sari = make.consignor("Dapur Bu Sari", percent_bp=1_500)
    chips = make.product("Keripik Singkong Balado", 12_000, owner_id=sari, code=CHIPS)
    sugar = make.product("Gula Pasir 1 kg", 17_500, code=SUGAR, member_price_idr=17_000)
    add_code(SYSTEM, sugar, DOZEN, 12 * ONE)
    make.product("Telur ayam", 28_000, code=EGGS, by_weight=True, unit="kg")
    make.bought(sugar, 24, 360_000)
    make.delivered(sari, chips, 20)
    set_tiers(SYSTEM, sugar, [Tier(12 * ONE, 16_000)])
    paket = make.product("Paket arisan", 27_000, code="PAKET-1")
    set_paket(SYSTEM, paket, [PaketPart(sugar, ONE), PaketPart(chips, 2 * ONE)])
    add_promotion(
        SYSTEM,
        PromotionDetails(name="Gebyar", kind=Kind.PERCENT, percent_bp=1_000, starts_on=clock.today(),
                         product_ids=frozenset({chips})),
    )  # fmt: skip
    make.shift(rina, 100_000)
    shown = show(CounterPage, rina)
    price_check_sheet(shown.page.context, shown.page.open_cart)
    return shown


def answer(counter: Shown[CounterPage]) -> list[str]:
    """What the sheet says, from its title on."""
    panel = counter.messages.panel()
    assert isinstance(panel, Sheet)
    return [one.text() for one in panel.content.findChildren(QLabel) if one.isVisible() and one.text()]


def test_a_scan_is_answered_with_all_that_holds_now(counter: Shown[CounterPage]) -> None:
    scan(counter.page, CHIPS)
    assert answer(counter) == [
        "Keripik Singkong Balado", "Dapur Bu Sari · titipan", "Rp 10.800", "untuk 1 pcs",
        "Harga daftar", "12.000 per pcs", "Promo", "Gebyar, potong 10 %", "Sisa", "20 pcs",
    ]  # fmt: skip
    scan(counter.page, SUGAR)
    assert answer(counter) == [
        "Gula Pasir 1 kg", "milik koperasi", "Rp 17.500", "untuk 1 pcs", "Harga daftar", "17.500 per pcs",
        "Harga anggota", "17.000", "Harga grosir", "mulai 12 pcs 16.000", "Sisa", "24 pcs",
    ]  # fmt: skip
    assert counter.page.open_cart.cart.lines == ()
    press(counter.page, "Esc")
    assert counter.messages.panel() is None
    scan(counter.page, SUGAR)
    assert [line.name for line in counter.page.open_cart.cart.lines] == ["Gula Pasir 1 kg"]


def test_a_member_hears_the_member_price_and_a_dozen_its_own(counter: Shown[CounterPage]) -> None:
    counter.page.open_cart.put(counter.page.open_cart.cart.with_member(make.member()))
    scan(counter.page, SUGAR)
    assert answer(counter)[2:4] == ["Rp 17.000", "untuk 1 pcs"]
    scan(counter.page, DOZEN)
    assert answer(counter)[2:4] == ["Rp 192.000", "untuk 12 pcs"]


def test_a_paket_tells_what_is_in_it(counter: Shown[CounterPage]) -> None:
    scan(counter.page, "PAKET-1")
    assert answer(counter) == [
        "Paket arisan", "milik koperasi", "Rp 27.000", "untuk 1 pcs", "Harga daftar", "27.000 per pcs",
        "Isi paket", "1 Gula Pasir 1 kg, 2 Keripik Singkong Balado",
    ]  # fmt: skip


def test_a_label_a_weight_and_a_number_are_priced(counter: Shown[CounterPage]) -> None:
    set_scale(SYSTEM)
    scan(counter.page, label("22", EGGS, 7_015))
    assert answer(counter)[:4] == ["Telur ayam", "milik koperasi", "Rp 7.015", "untuk 0,251 kg"]
    assert answer(counter)[-2:] == ["Sisa", "belum pernah dicatat"]
    type_as_person(counter.page, f"0,25*{EGGS}")
    press(counter.page, "Enter")
    assert answer(counter)[2:4] == ["Rp 7.000", "untuk 0,25 kg"]
    type_as_person(counter.page, f"12*{SUGAR}")
    press(counter.page, "Enter")
    assert answer(counter)[2:4] == ["Rp 192.000", "untuk 12 pcs"]


def test_a_name_finds_the_first_and_names_its_likes(counter: Shown[CounterPage]) -> None:
    make.product("Keripik Pisang", 11_000)
    type_as_person(counter.page, "keripik")
    press(counter.page, "Enter")
    told = answer(counter)
    assert {told[0], told[-2].partition(" · ")[0]} == {"Keripik Singkong Balado", "Keripik Pisang"}
    assert "Juga cocok" in told
    assert told[-1] in ("Rp 11.000", "Rp 10.800")


def test_what_is_unknown_or_makes_no_sense_is_said_and_the_sheet_stays(counter: Shown[CounterPage]) -> None:
    scan(counter.page, "8990000000000")
    assert answer(counter) == ["Kode 8990000000000 belum terdaftar."]
    type_as_person(counter.page, "sepeda")
    press(counter.page, "Enter")
    assert answer(counter) == ["Tidak ada barang sepeda."]
    type_as_person(counter.page, f"0,5*{SUGAR}")
    press(counter.page, "Enter")
    assert counter.said() == "Gula Pasir 1 kg dijual per pcs utuh. Ketik jumlah tanpa koma."
    type_as_person(counter.page, "-3*x")
    press(counter.page, "Enter")
    assert "bukan angka" in answer(counter)[0]
    scan(counter.page, CHIPS)
    assert answer(counter)[0] == "Keripik Singkong Balado"


def test_one_code_of_two_consignors_tells_both(counter: Shown[CounterPage]) -> None:
    wati = make.consignor("Bu Wati", percent_bp=1_500)
    make.product("Keripik Bu Wati", 10_000, owner_id=wati, code=CHIPS)
    scan(counter.page, CHIPS)
    assert answer(counter)[-3:] == ["Juga cocok", "Keripik Bu Wati · Bu Wati · titipan", "Rp 10.000"]
