"""QRIS that reached the bank, by keys: the days are ticked, the sum is typed, the fee is told while one types."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from PySide6.QtWidgets import QWidget

from pkkmart.cashbook.operations import settle_clearing
from pkkmart.cashbook.queries import open_clearing
from pkkmart.cashbook.screen import CashPage
from pkkmart.cashbook.screen.clearing import ClearingForm
from pkkmart.core.actor import Actor
from pkkmart.core.db import fetch
from pkkmart.ledger.screen.cancelling import CancelForm
from pkkmart.sales.tenders import Paid, Tender
from pkkmart.till.operations import close_shift, count_drawer
from pkkmart.ui.doors import Door
from pkkmart.ui.panels import Question
from pkkmart.users.roles import Role
from tests import make
from tests.books import entry_count, entry_of
from tests.conftest import FrozenClock
from tests.keys import press, type_as_person
from tests.scenarios.proofs import failures
from tests.screens.conftest import Show, Shown
from tests.screens.slips import slip_on_top

SOLD = {12: 10_000, 20: 50_000, 21: 30_000, 22: 20_000, 24: 15_000}
"""By day of November, what was paid by QRIS; the shop stands on the 24th, its shift open."""


@pytest.fixture
def endang(shop: FrozenClock) -> Actor:
    shop.at = shop.at.replace(day=1)
    rina, treasurer = make.cashier(), make.cashier("Bu Endang", "4321", Role.TREASURER)
    for day, amount in SOLD.items():
        shop.at = shop.at.replace(day=day)
        shift = make.shift(rina)
        goods = make.product(f"Barang {day}", amount)
        make.sell(rina, (goods, 1), others=[Paid(Tender.QRIS, amount, "123456789012")])
        if day != 24:
            count_drawer(rina, shift.id, {})
            close_shift(rina, shift.id)
    return treasurer


def only(window: QWidget, kind: type[Any]) -> Any:
    (found,) = [one for one in window.findChildren(kind) if one.isVisible()]
    return found


def opened(shown: Shown[CashPage]) -> ClearingForm:
    press(shown.window, "F8")
    form = only(shown.window, ClearingForm)
    assert isinstance(form, ClearingForm)
    return form


def painted(form: ClearingForm) -> list[list[str]]:
    return [[column.text(row) for column in form.model.columns] for row in form.model.rows]


def seconds(form: ClearingForm) -> list[str]:
    second = form.model.columns[1].second
    assert second is not None
    return [second(row) for row in form.model.rows]


def test_the_card_tells_what_waits_and_for_how_long(show: Show[CashPage], endang: Actor) -> None:
    shown = show(CashPage, endang)
    card = shown.page.waiting_card
    assert card.isVisible()
    assert card.accessibleName() == "QRIS 5 hari menunggu 12 hari lalu Rp 125.000"
    card.click()
    assert only(shown.window, ClearingForm).isVisible()


def test_days_until_yesterday_are_ticked_and_late_ones_stand_out(show: Show[CashPage], endang: Actor) -> None:
    form = opened(show(CashPage, endang))
    assert painted(form) == [
        ["ya", "Kamis, 12 November 2026", "10.000"],
        ["ya", "Jumat, 20 November 2026", "50.000"],
        ["ya", "Sabtu, 21 November 2026", "30.000"],
        ["ya", "Minggu, 22 November 2026", "20.000"],
        ["belum", "Selasa, 24 November 2026", "15.000"],
    ]
    assert seconds(form) == [
        "12 hari lalu · tanyakan penyedia", "4 hari lalu", "3 hari lalu", "2 hari lalu", "hari ini"
    ]  # fmt: skip
    assert form.total.text() == "4 hari ditandai: Rp 110.000"
    assert form.received.hasFocus()


def test_a_weekend_by_keys_without_leaving_the_sum(show: Show[CashPage], endang: Actor) -> None:
    shown = show(CashPage, endang)
    form = opened(shown)
    assert form.fee.text() == "Biaya penyedia: selisih antara kedua jumlah itu."
    press(shown.window, "Space")
    assert form.total.text() == "3 hari ditandai: Rp 100.000"
    type_as_person(shown.window, "99700")
    assert (form.fee.text(), form.fee.property("tone")) == ("Biaya penyedia Rp 300 (0,3 %)", "plain")
    press(shown.window, "Enter")
    assert shown.said() == "CQ-26-000001 tersimpan: 99.700 masuk bank, biaya 300."
    assert entry_of("clearing", 1) == "1111 D 99.700 / 6105 D 300 / 1121 K 100.000"
    assert shown.page.head.text() == "Bank"
    row = shown.page.table.current_row()
    assert row.number == "CQ-26-000001"
    second = shown.page.model.columns[1].second
    assert second is not None
    assert second(row) == "20/11/2026 – 22/11/2026 · biaya 300"
    assert [column.text(row) for column in shown.page.model.columns] == [
        "24/11/2026", "Pencairan QRIS CQ-26-000001", "99.700", "", "99.700"
    ]  # fmt: skip
    assert shown.page.waiting_card.accessibleName() == "QRIS 2 hari menunggu 12 hari lalu Rp 25.000"
    sentence, text, _buttons = slip_on_top(shown)
    assert sentence == "Slip CQ-26-000001"
    assert (
        "JUMLAH (3 hari)          100.000\nBiaya penyedia              -300\nMasuk bank              Rp99.700" in text
    )
    assert failures() == []


def test_arrows_and_space_choose_days_and_f4_all_or_none(show: Show[CashPage], endang: Actor) -> None:
    shown = show(CashPage, endang)
    form = opened(shown)
    press(shown.window, "F4")
    assert form.total.text() == "5 hari ditandai: Rp 125.000"
    press(shown.window, "F4")
    assert form.total.text() == "0 hari ditandai: Rp 0"
    press(shown.window, "Down")
    press(shown.window, "Down")
    press(shown.window, "Space")
    press(shown.window, "Up")
    press(shown.window, "Space")
    assert [row.ticked for row in form.model.rows] == [False, True, True, False, False]
    type_as_person(shown.window, "80000")
    assert form.fee.text() == "Tanpa biaya penyedia."
    press(shown.window, "Enter")
    assert entry_of("clearing", 1) == "1111 D 80.000 / 1121 K 80.000"
    assert shown.said() == "CQ-26-000001 tersimpan: 80.000 masuk bank, tanpa biaya."


def test_nothing_typed_nothing_ticked_and_too_much_are_said(show: Show[CashPage], endang: Actor) -> None:
    shown = show(CashPage, endang)
    form = opened(shown)
    before = entry_count()
    press(shown.window, "Enter")
    assert form.isVisible()
    assert form.received.property("wrong") == "true"
    type_as_person(shown.window, "110001")
    assert (form.fee.text(), form.fee.property("tone")) == ("Lebih Rp 1 dari hari yang ditandai.", "danger")
    press(shown.window, "Enter")
    assert shown.said().startswith("Yang masuk 110.001 lebih dari QRIS hari yang ditandai, 110.000.")
    for _day in range(2):
        press(shown.window, "F4")
    press(shown.window, "Enter")
    assert shown.said().startswith("Belum ada hari yang ditandai.")
    form.day.setText("31/2/2026")
    press(shown.window, "Enter")
    assert form.day.property("wrong") == "true"
    press(shown.window, "Esc")
    assert only(shown.window, Question).sentence == "Buang isian ini?"
    press(shown.window, "Enter")
    assert form.isVisible()
    press(shown.window, "Esc")
    press(shown.window, "Del")
    assert not [one for one in shown.window.findChildren(ClearingForm) if one.isVisible()]
    assert entry_count() == before


def test_a_high_fee_is_asked_about_and_no_keeps_the_sheet(show: Show[CashPage], endang: Actor) -> None:
    shown = show(CashPage, endang)
    form = opened(shown)
    type_as_person(shown.window, "100000")
    assert (form.fee.text(), form.fee.property("tone")) == ("Biaya penyedia Rp 10.000 (9,09 %)", "attention")
    press(shown.window, "Enter")
    assert shown.said().startswith("Biaya 10.000 dari 110.000 adalah 9,09 %, lebih dari 1,5 %.")
    press(shown.window, "Esc")
    assert form.isVisible()
    assert fetch("SELECT count(*) FROM clearing") == [(0,)]
    press(shown.window, "Enter")
    press(shown.window, "Enter")
    assert fetch("SELECT count(*) FROM clearing") == [(0,)]
    press(shown.window, "Enter")
    press(shown.window, "F12")
    assert not [one for one in shown.window.findChildren(ClearingForm) if one.isVisible()]
    assert entry_of("clearing", 1) == "1111 D 100.000 / 6105 D 10.000 / 1121 K 110.000"


def test_what_is_still_to_come_is_no_fee(show: Show[CashPage], endang: Actor) -> None:
    shown = show(CashPage, endang)
    form = opened(shown)
    assert not form.partly.isVisible()
    type_as_person(shown.window, "95000")
    assert form.partly.isVisible()
    form.partly.setFocus()
    press(shown.window, "Space")
    assert form.fee.text() == "Tanpa biaya; Rp 15.000 dari hari terbaru tetap menunggu."
    press(shown.window, "Enter")
    assert entry_of("clearing", 1) == "1111 D 95.000 / 1121 K 95.000"
    assert [(one.day.day, one.open_idr) for one in open_clearing()] == [(22, 15_000), (24, 15_000)]
    press(shown.window, "Esc")
    form = opened(shown)
    assert seconds(form) == ["2 hari lalu · sisa dari 20.000", "hari ini"]
    assert failures() == []


def test_taken_back_by_del_its_days_wait_again(show: Show[CashPage], endang: Actor) -> None:
    settle_clearing(endang, [(date(2026, 11, 20), 50_000)], 50_000)
    shown = show(CashPage, endang)
    shown.page.show_item(Door("clearing", 1))
    assert shown.page.table.current_row().number == "CQ-26-000001"
    press(shown.window, "Del")
    form = only(shown.window, CancelForm)
    assert "QRIS 20/11/2026 · tanpa biaya, Rp 50.000. Hari-harinya akan menunggu lagi." in [
        label.text() for label in form.children() if hasattr(label, "text")
    ]
    type_as_person(shown.window, "salah hari")
    press(shown.window, "Enter")
    assert shown.said() == "CQ-26-000001 dibatalkan."
    assert entry_of("void", 1) == "1121 D 50.000 / 1111 K 50.000"
    assert len(open_clearing()) == 5
    assert shown.page.model.columns[1].text(shown.page.model.rows[0]) == "Batal pencairan QRIS BT-26-000001"


def test_nothing_waits(show: Show[CashPage], endang: Actor) -> None:
    settle_clearing(endang, [(one.day, one.open_idr) for one in open_clearing()], 125_000)
    shown = show(CashPage, endang)
    assert not shown.page.waiting_card.isVisible()
    press(shown.window, "F8")
    assert shown.said() == "Semua QRIS sudah masuk bank."
