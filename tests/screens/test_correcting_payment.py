"""F6 on a receipt: which of the tenders was wrong, or what was handed over, and what stays as it was."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from pkkmart.core.actor import SYSTEM, Actor
from pkkmart.core.db import fetch
from pkkmart.core.quantity import ONE
from pkkmart.sale_changes.operations import ReturnItem, return_goods, void_sale
from pkkmart.sale_changes.queries.standing import standing_sale
from pkkmart.sale_changes.screen import ReceiptsPage
from pkkmart.sale_changes.screen.payment import PaidForm
from pkkmart.sales.queries.payments import paid_by
from pkkmart.sales.tenders import Paid, Tender
from pkkmart.savings.operations import deposit
from pkkmart.savings.rules import SavingsKind
from pkkmart.till.places import CashPlace
from pkkmart.ui.cards import BigFigure
from pkkmart.ui.pad import NumberPad, write_pad
from pkkmart.ui.panels import Panel
from pkkmart.users.roles import Role
from tests import make
from tests.books import entry_count, entry_of
from tests.keys import press, type_as_person
from tests.screens.conftest import Show, Shown

SPLIT = [Paid(Tender.QRIS, 5_000)]


@pytest.fixture
def wati(shop: object) -> Actor:
    """A supervisor with an open shift and sugar at 12.000."""
    wati = make.cashier("Bu Wati", "7788", Role.SUPERVISOR)
    make.product("Gula", 12_000)
    make.shift(wati, 100_000)
    return wati


def inside(shown: Shown[ReceiptsPage], kind: type[QWidget]) -> QWidget:
    panel = shown.messages.panel()
    assert panel is not None
    found = panel.findChild(kind)
    assert isinstance(found, kind)
    return found


def opened(show: Show[ReceiptsPage], actor: Actor) -> tuple[Shown[ReceiptsPage], PaidForm]:
    shown = show(ReceiptsPage, actor)
    press(shown.page, "F6")
    form = inside(shown, PaidForm)
    assert isinstance(form, PaidForm)
    return shown, form


def tenders(form: PaidForm) -> list[str]:
    return [words.text() for words in form.tenders if words.isVisible()]


def corrected(shown: Shown[ReceiptsPage]) -> str:
    """Enter; the change that is told then."""
    press(shown.page, "Enter")
    assert shown.said() == "PM-26-000001 dibetulkan. Kembalian yang benar:"
    told = inside(shown, BigFigure)
    assert isinstance(told, BigFigure)
    return told.text()


def choose(form: PaidForm, wrong: Tender, true: Tender) -> None:
    """As a hand chooses in the two lists."""
    form.wrong.choose(wrong)
    form.wrong.chosen.emit(wrong)
    form.tender.choose(true)
    form.tender.chosen.emit(true)


def test_of_a_split_bill_only_what_was_handed_over_is_put_right(show: Show[ReceiptsPage], wati: Actor) -> None:
    make.sell(wati, (1, 1), others=SPLIT, received_idr=10_000)
    known = entry_count()
    shown, form = opened(show, wati)
    assert tenders(form) == ["QRIS Rp 5.000", "Tunai Rp 7.000 · diterima Rp 10.000, kembali Rp 3.000"]
    assert form.received.hasFocus()
    type_as_person(shown.page, "20000")
    assert corrected(shown) == "Rp 13.000"
    assert paid_by(1)[0] == {Tender.QRIS: 5_000, Tender.CASH: 7_000}
    assert entry_count() == known


@pytest.mark.parametrize(
    ("wrong", "true", "received", "entry"),
    [
        (Tender.QRIS, Tender.TRANSFER, True, "1111 D 5.000 / 1121 K 5.000"),
        (Tender.CASH, Tender.TRANSFER, False, "1111 D 7.000 / 1101 K 7.000"),
        (Tender.CASH, Tender.QRIS, False, "1121 D 7.000 / 1101 K 7.000"),
        (Tender.QRIS, Tender.CASH, True, "1101 D 5.000 / 1121 K 5.000"),
    ],
)
def test_another_tender_leaves_the_rest_of_the_bill(
    show: Show[ReceiptsPage], wati: Actor, wrong: Tender, true: Tender, received: bool, entry: str
) -> None:
    make.sell(wati, (1, 1), others=SPLIT, received_idr=10_000)
    shown, form = opened(show, wati)
    choose(form, wrong, true)
    assert form.received.isVisible() is received
    form.reason.field.setText("salah tekan")
    corrected(shown)
    assert entry_of("sale_change", 1) == entry


def test_who_stands_behind_another_tender_reads_which(show: Show[ReceiptsPage], wati: Actor) -> None:
    make.sell(wati, (1, 1), others=SPLIT, received_idr=10_000)
    shown, form = opened(show, make.cashier())
    choose(form, Tender.CASH, Tender.TRANSFER)
    form.reason.field.setText("salah tekan")
    press(shown.page, "Enter")
    panel = shown.messages.panel()
    assert panel is not None
    told = [label.text() for label in panel.findChildren(QLabel) if label.isVisible()]
    assert told[1] == "Betulkan pembayaran PM-26-000001: Tunai Rp 7.000 menjadi Transfer"
    assert not any("membatalkan struk" in one for one in told)


def test_a_sale_by_qris_alone_was_cash(show: Show[ReceiptsPage], wati: Actor) -> None:
    make.sell(wati, (1, 1), others=[Paid(Tender.QRIS, 12_000)], received_idr=0)
    shown, form = opened(show, wati)
    assert form.tender.value() is Tender.CASH
    assert form.received.hasFocus()
    assert form.received.value() == 12_000
    form.received.set_value(15_000)
    form.reason.field.setText("salah tekan")
    assert corrected(shown) == "Rp 3.000"
    assert entry_of("sale_change", 1) == "1101 D 12.000 / 1121 K 12.000"


@pytest.mark.parametrize(
    ("rung", "likely"),
    [(Tender.CASH, Tender.QRIS), (Tender.QRIS, Tender.CASH), (Tender.TRANSFER, Tender.QRIS)],
)
def test_it_opens_on_the_other_tender_so_that_enter_alone_asks_why(
    show: Show[ReceiptsPage], wati: Actor, rung: Tender, likely: Tender
) -> None:
    others = [Paid(rung, 12_000)] if rung is not Tender.CASH else []
    make.sell(wati, (1, 1), others=others, received_idr=0 if others else 20_000)
    shown, form = opened(show, wati)
    assert form.tender.value() is likely
    press(shown.page, "Enter")
    assert shown.said() == "Alasan belum diisi. Tulis singkat apa yang keliru."
    form.reason.field.setText("salah tekan")
    corrected(shown)
    assert paid_by(1)[0] == {likely: 12_000}


def test_who_types_another_amount_of_cash_means_cash(show: Show[ReceiptsPage], wati: Actor) -> None:
    make.sell(wati, (1, 1), received_idr=20_000)
    shown, form = opened(show, wati)
    assert form.tender.value() is Tender.QRIS
    type_as_person(shown.page, "50000")
    assert form.tender.value() is Tender.CASH
    assert corrected(shown) == "Rp 38.000"


def test_of_rounded_cash_that_was_qris_all_is_qris(show: Show[ReceiptsPage], wati: Actor) -> None:
    make.sell(wati, (make.product("Beras", 23_430), 1), received_idr=50_000)
    shown, form = opened(show, wati)
    choose(form, Tender.CASH, Tender.QRIS)
    form.reason.field.setText("salah tekan")
    assert corrected(shown) == "Rp 0"
    assert entry_of("sale_change", 1) == "1121 D 23.430 / 1101 K 23.400 / 7102 K 30"


def test_change_that_was_saved_stays_while_the_money_is_put_right(show: Show[ReceiptsPage], wati: Actor) -> None:
    make.sell(wati, (1, 1), buyer=make.member(), received_idr=20_000, to_savings_idr=3_000)
    shown, form = opened(show, wati)
    assert tenders(form) == ["Tunai Rp 12.000 · diterima Rp 20.000, kembali Rp 5.000, Rp 3.000 masuk simpanan"]
    assert not form.tender.isVisible()
    type_as_person(shown.page, "50000")
    assert corrected(shown) == "Rp 35.000"
    press(shown.page, "Enter")
    assert shown.page.view.paid.words.text() == (
        "Tunai Rp 12.000 · diterima Rp 50.000, kembali Rp 35.000, Rp 3.000 masuk simpanan"
    )
    press(shown.page, "F6")
    again = inside(shown, PaidForm)
    assert isinstance(again, PaidForm)
    assert tenders(again) == ["Tunai Rp 12.000 · diterima Rp 50.000, kembali Rp 35.000, Rp 3.000 masuk simpanan"]


def test_what_came_from_savings_alone_is_refused_at_once(show: Show[ReceiptsPage], wati: Actor) -> None:
    siti = make.member()
    deposit(SYSTEM, siti.person_id, SavingsKind.VOLUNTARY, 50_000, CashPlace.SAFE, till_id=1)
    make.sell(wati, (1, 1), buyer=siti, others=[Paid(Tender.SAVINGS, 12_000)], received_idr=0)
    shown = show(ReceiptsPage, wati)
    press(shown.page, "F6")
    assert shown.messages.panel() is None
    assert shown.said().startswith("PM-26-000001 dibayar juga lewat Simpanan. Batalkan struknya")


@pytest.mark.parametrize("paper", ["BT-26-000001", "RJ-26-000001"])
def test_a_receipt_that_does_not_stand_is_refused_at_once(show: Show[ReceiptsPage], wati: Actor, paper: str) -> None:
    make.sell(wati, (1, 1), received_idr=20_000)
    if paper.startswith("BT"):
        void_sale(wati, 1, "dobel", till_id=1)
    else:
        return_goods(SYSTEM, 1, [ReturnItem(standing_sale(1).lines[0].id, ONE)], "tidak jadi", till_id=1)
    shown = show(ReceiptsPage, wati)
    press(shown.page, "F6")
    assert shown.messages.panel() is None
    assert paper in shown.said()
    assert fetch("SELECT count(*) FROM sale_change WHERE kind = 'PAYMENT'") == [(0,)]


def test_a_low_window_keeps_its_buttons_in_sight(show: Show[ReceiptsPage], wati: Actor) -> None:
    make.sell(wati, (1, 1), others=SPLIT, received_idr=10_000)
    shown = show(ReceiptsPage, wati)
    shown.window.resize(960, 564)  # what 1024x600 leaves a page
    press(shown.page, "F6")
    panel = shown.messages.panel()
    assert isinstance(panel, Panel)
    QApplication.processEvents()
    assert panel.card.height() <= panel.view.height()


def test_the_money_handed_over_is_put_right_by_touch_alone(show: Show[ReceiptsPage], wati: Actor) -> None:
    make.sell(wati, (1, 1), received_idr=50_000)
    shown, form = opened(show, wati)
    panel = shown.messages.panel()
    assert panel is not None
    pad = panel.findChildren(NumberPad)[0]
    for key in ("C", "2", "0", "000"):
        QTest.mouseClick(pad.button(key), Qt.MouseButton.LeftButton)
    assert (form.received.value(), form.tender.value()) == (20_000, Tender.CASH)
    form.tender.choose(Tender.QRIS)
    form._show()
    QTest.mouseClick(pad.button("9"), Qt.MouseButton.LeftButton)
    assert form.received.value() == 20_000, "a pad types into no field that is hidden"
    write_pad(shown.page.context.pc, False)
    press(shown.page, "Esc")
    press(shown.page, "Del")
    press(shown.page, "F6")
    panel = shown.messages.panel()
    assert panel is not None
    assert panel.findChildren(NumberPad) == []


def test_cash_instead_of_qris_is_offered_rounded_as_it_is_due(show: Show[ReceiptsPage], wati: Actor) -> None:
    make.sell(wati, (make.product("Teh", 19_450), 1), others=[Paid(Tender.QRIS, 19_450)], received_idr=0)
    shown, form = opened(show, wati)
    assert form.received.value() == 19_400
    form.reason.field.setText("salah tekan")
    assert corrected(shown) == "Rp 0"
    assert entry_of("sale_change", 1) == "1101 D 19.400 / 7102 D 50 / 1121 K 19.450"
