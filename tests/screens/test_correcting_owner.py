"""Ibu lain on a receipt: the line, whose it was, the sentence that says what changes, a supervisor's PIN."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from pkkmart.consignment.operations import settle
from pkkmart.core import clock
from pkkmart.core.actor import SYSTEM, Actor
from pkkmart.core.db import fetch
from pkkmart.core.quantity import ONE
from pkkmart.ledger.chart import Account
from pkkmart.ledger.queries import balances_by_person
from pkkmart.sale_changes.operations import ReturnItem, return_goods, void_sale
from pkkmart.sale_changes.queries.standing import standing_sale
from pkkmart.sale_changes.screen import ReceiptsPage
from pkkmart.sale_changes.screen.owner import OwnerPicker
from pkkmart.ui.doors import Door
from pkkmart.users.roles import Role
from tests import make
from tests.books import entry_of
from tests.screens.after_sale import Hand
from tests.screens.conftest import Show


@dataclass
class Counter(Hand):
    """Three lemper of Bu Sari and a bottle of the co-op's water were sold, and then one lemper."""

    sari: int = 0
    ani: int = 0

    def open(self) -> None:
        """As Ctrl+M does: the last sale, and whose its goods were."""
        (last,) = fetch("SELECT max(id) FROM sale")
        self.page.show_item(Door("sale", last[0], "owner"))

    @property
    def picker(self) -> OwnerPicker:
        return self.inside(OwnerPicker)


def opened(show: Show[ReceiptsPage], actor: Actor) -> Counter:
    sari = make.consignor("Bu Sari", fixed_idr=1_600)
    ani = make.consignor("Bu Ani", fixed_idr=1_700)
    tini = make.consignor("Bu Tini", fixed_idr=1_500)
    lemper = make.product("Lemper", 2_000, owner_id=sari)
    make.product("Bolu", 2_000, owner_id=tini)
    arem = make.product("Arem-arem", 2_000, owner_id=ani)
    make.product("Dadar", 2_500, owner_id=ani)
    water, soap = make.product("Air minum", 2_000), make.product("Sabun", 4_750)
    make.delivered(sari, lemper, 20)
    make.delivered(ani, arem, 8)
    make.bought(water, 10, 12_000)
    make.bought(soap, 10, 30_000)
    make.shift(actor, 100_000)
    make.sell(actor, (lemper, 3), (water, 1), (soap, 1), received_idr=12_750)
    make.sell(actor, (lemper, 1), received_idr=2_000)
    shown = show(ReceiptsPage, actor)
    return Counter(shown.page, shown.messages, sari, ani)


@pytest.fixture
def supervisor(shop: object) -> Actor:
    return make.cashier("Bu Wati", "7788", Role.SUPERVISOR)


def changes() -> int:
    return int(fetch("SELECT count(*) FROM sale_change")[0][0])


def test_the_last_sale_is_moved_by_keys_alone(show: Show[ReceiptsPage], supervisor: Actor) -> None:
    counter = opened(show, supervisor)
    counter.open()
    picker = counter.picker
    assert picker.search.hasFocus()
    assert picker.rung.text() == "Tertulis 1 Lemper, Bu Sari · titipan"
    assert [row.product.name for row in picker.found.rows] == ["Arem-arem", "Air minum", "Bolu"]
    assert picker.candidate is None, "of several none is chosen by itself"
    counter.press("Enter")
    assert counter.said() == "Pilih barang siapa sebenarnya: ketik namanya, atau tekan ↓."
    counter.press("Down")
    assert picker.effect.text() == "Hak Bu Sari berkurang 1.600, hak Bu Ani bertambah 1.700; uang tidak berpindah."
    counter.press("Down")
    assert picker.effect.text() == (
        "Hak Bu Sari berkurang 1.600, penjualan toko bertambah 2.000; uang tidak berpindah."
    )
    counter.press("Up", "Enter")
    assert picker.reason.field.hasFocus(), "why is asked before anything is written"
    counter.press("Enter")
    assert changes() == 0
    counter.press("Down", "Enter")
    assert entry_of("sale_change", 1) == "2103(Bu Sari) D 1.600 / 4113 D 100 / 2103(Bu Ani) K 1.700"
    assert fetch("SELECT reason FROM sale_change") == [("salah tekan tombol",)]
    assert counter.closed
    assert counter.said() == (
        "SI-26-000001 tercatat. Hak Bu Sari berkurang 1.600, hak Bu Ani bertambah 1.700; uang tidak berpindah."
    )
    assert [row.line.name for row in counter.goods.rows] == ["Arem-arem"], "the page shows whose they are now"


def test_an_owner_corrected_by_mistake_is_moved_back(show: Show[ReceiptsPage], supervisor: Actor) -> None:
    counter = opened(show, supervisor)
    counter.open()
    counter.press("Down", "Enter", "Down", "Enter")
    assert [(row.line.name, row.line.owner) for row in counter.goods.rows] == [("Arem-arem", "Bu Ani")]
    counter.press("Enter")
    counter.click(counter.button("Arem-arem: ibu lain"))
    assert "Lemper" in [row.product.name for row in counter.picker.found.rows]
    counter.picker.search.setText("sari")
    counter.picker.search.searched.emit("sari")
    counter.press("Enter", "Down", "Enter")
    assert entry_of("sale_change", 1) == "2103(Bu Sari) D 1.600 / 4113 D 100 / 2103(Bu Ani) K 1.700"
    assert entry_of("sale_change", 2) == "2103(Bu Ani) D 1.700 / 2103(Bu Sari) K 1.600 / 4113 K 100"
    assert [(row.line.name, row.line.owner) for row in counter.goods.rows] == [("Lemper", "Bu Sari")]
    assert balances_by_person(Account.OTHER_CONSIGNOR_PAYABLE) == {counter.sari: -6_400}, "as if nothing had been moved"


def test_a_part_of_a_line_to_an_owner_found_by_name(show: Show[ReceiptsPage], supervisor: Actor) -> None:
    counter = opened(show, supervisor)
    counter.scan("PM-26-000001")
    counter.press("F7", "F4")
    counter.type("5")
    counter.press("Enter")
    assert counter.said() == "Paling banyak 3 yang bisa dipindah."
    counter.press("Backspace")
    counter.type("2")
    counter.press("Enter")
    picker = counter.picker
    assert picker.rung.text() == "Tertulis 2 dari 3 Lemper, Bu Sari · titipan"
    counter.type("tini")
    picker.search.searched.emit("tini")
    assert [row.product.name for row in picker.found.rows] == ["Bolu"]
    assert picker.effect.text() == "Hak Bu Sari berkurang 3.200, hak Bu Tini bertambah 3.000; uang tidak berpindah."
    counter.press("Enter")
    counter.type("ibunya bilang")
    counter.press("Enter")
    assert entry_of("sale_change", 1) == "2103(Bu Sari) D 3.200 / 2103(Bu Tini) K 3.000 / 4113 K 200"
    assert [(row.line.name, row.line.left_milli) for row in counter.goods.rows][:2] == [
        ("Lemper", ONE),
        ("Bolu", 2 * ONE),
    ]
    assert counter.goods.rows[0].words == "2 milik ibu lain · 2.000 · Bu Sari · titipan"


def test_the_co_op_s_own_line_only_where_its_owner_can_be_mistaken(show: Show[ReceiptsPage], supervisor: Actor) -> None:
    counter = opened(show, supervisor)
    counter.scan("PM-26-000001")
    assert [(row.line.name, row.other_owner) for row in counter.goods.rows] == [
        ("Lemper", True),
        ("Air minum", True),
        ("Sabun", False),
    ]
    assert [counter.visible(f"{name}: ibu lain") for name in ("Lemper", "Air minum", "Sabun")] == [True, True, False]
    counter.press("Down", "Down", "F7")
    assert counter.said() == "Pilih barang milik ibu lain dengan ↑↓, lalu tekan F7."
    counter.press("Up", "F7")
    picker = counter.picker
    assert [row.product.name for row in picker.found.rows] == ["Arem-arem", "Lemper", "Bolu"]
    counter.press("Down")
    assert picker.effect.text() == "Penjualan toko berkurang 2.000, hak Bu Ani bertambah 1.700; uang tidak berpindah."


def test_what_is_settled_is_said(show: Show[ReceiptsPage], supervisor: Actor) -> None:
    counter = opened(show, supervisor)
    number = settle(SYSTEM, counter.sari, clock.today()).number
    counter.open()
    counter.press("Down")
    assert counter.picker.effect.text().endswith(
        f"Bagian Bu Sari sudah ada di {number}, jadi dipotong dari hitungan berikutnya."
    )


def test_a_cashier_has_a_supervisor_behind_it(show: Show[ReceiptsPage], supervisor: Actor) -> None:
    counter = opened(show, make.cashier())
    counter.open()
    counter.press("Down", "Enter")
    counter.type("kue mirip")
    counter.press("Enter")
    assert changes() == 0
    words = counter.panel_words()
    assert words[1] == (
        "Koreksi penitip di PM-26-000002: 1 Lemper (Bu Sari · titipan) sebenarnya Arem-arem (Bu Ani · titipan). "
        "Hak Bu Sari berkurang 1.600, hak Bu Ani bertambah 1.700; uang tidak berpindah."
    )
    assert not any("membatalkan struk" in one for one in words)
    counter.type("7788")
    counter.press("Enter")
    assert fetch("SELECT actor, approver, reason FROM audit WHERE act = 'correct_owner'") == [
        ("Bu Rina", "Bu Wati", "kue mirip")
    ]
    assert counter.closed


def test_a_cancelled_receipt_is_refused_with_words(show: Show[ReceiptsPage], supervisor: Actor) -> None:
    counter = opened(show, supervisor)
    void_sale(SYSTEM, 2, "dobel", till_id=1)
    counter.open()
    assert counter.said() == "PM-26-000002 sudah dibatalkan dengan BT-26-000001."
    assert counter.closed
    counter.press("F3", "Down", "F7")
    assert counter.picker.line.name == "Lemper", "another receipt is one key away"


def test_nothing_at_that_price_says_what_to_do(show: Show[ReceiptsPage], supervisor: Actor) -> None:
    counter = opened(show, supervisor)
    rare = make.product("Tumpeng", 150_000, owner_id=counter.ani)
    make.sell(supervisor, (rare, 1), received_idr=150_000)
    counter.open()
    told = "Tidak ada barang ibu lain dengan harga itu. Terima yang salah sebagai retur, lalu jual lagi."
    assert counter.said() == told
    assert counter.closed
    assert not counter.visible("Tumpeng: ibu lain"), "nobody else has anything at that price"
    assert changes() == 0


def test_a_receipt_that_came_back_whole_is_said_at_once(show: Show[ReceiptsPage], supervisor: Actor) -> None:
    counter = opened(show, supervisor)
    return_goods(SYSTEM, 2, [ReturnItem(standing_sale(2).lines[0].id, ONE)], "tidak jadi", till_id=1)
    counter.open()
    assert counter.said() == "Semua barang PM-26-000002 sudah diretur. Pilih struk lain."
    assert counter.closed
