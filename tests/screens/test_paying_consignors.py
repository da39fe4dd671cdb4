"""The sheets that pay a consignor by several ways, and that give and take back uang muka."""

from __future__ import annotations

from datetime import date
from typing import TypeVar

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from pkkmart.consignment.operations import agree_arrangement, settle
from pkkmart.consignment.queries import advance_idr, settlement_view
from pkkmart.consignment.rules import AdvanceDirection, Arrangement, Cycle, PayoutWay
from pkkmart.consignment.screen import ConsignorsPage
from pkkmart.consignment.screen.advances import AdvanceForm
from pkkmart.consignment.screen.arrangement import ArrangementForm
from pkkmart.consignment.screen.consignors import ConsignorFilter
from pkkmart.consignment.screen.paying import PayForm
from pkkmart.consignment.screen.statement import Span, StatementForm
from pkkmart.core import clock
from pkkmart.core.actor import Actor
from pkkmart.ledger.chart import Account
from pkkmart.ledger.posting import credit, debit
from pkkmart.people.queries import CapacityKind, people_with
from pkkmart.shell.home import HomePage
from pkkmart.till.places import CashPlace
from pkkmart.ui.buttons import SecondaryButton
from pkkmart.ui.doors import Door
from pkkmart.ui.theme import apply_theme
from pkkmart.users.roles import Role
from tests import make
from tests.books import entry_of
from tests.conftest import FrozenClock
from tests.consignment.consignor import Sari
from tests.keys import press, type_as_person
from tests.screens.conftest import Show, Shown
from tests.screens.slips import slip_on_top


@pytest.fixture
def endang(shop: object) -> Actor:
    """The treasurer; Bu Sari, a member with bon of 5.000, has sold ten lemper, and the drawer is open."""
    endang = make.cashier("Bu Endang", "4321", Role.TREASURER)
    make.funded(500_000)
    sari = Sari(make.cashier())
    lines = [debit(Account.MEMBER_RECEIVABLE, 5_000, person=sari.id), credit(Account.GRANT, 5_000)]
    make.post_opening(endang, lines, date(2026, 11, 2))
    sari.sold(10)
    agree_arrangement(endang, sari.id, Arrangement(savings=True), valid_from=date(2026, 11, 2))
    return endang


F = TypeVar("F", bound=QWidget)


def form(shown: Shown[ConsignorsPage], kind: type[F]) -> F:
    found = [one for one in shown.window.findChildren(kind) if one.isVisible()]
    assert found, f"no {kind.__name__} is open"
    return found[-1]


def test_uang_muka_is_given_asked_about_netted_and_told(show: Show[ConsignorsPage], endang: Actor) -> None:
    shown = show(ConsignorsPage, endang)
    press(shown.window, "F11")
    sheet = form(shown, AdvanceForm)
    assert sheet.amount_named._note.text() == "Hasil yang belum dibayar 16.000, uang muka sekarang 0"
    assert not sheet.direction.isVisible()
    type_as_person(shown.window, "20000")
    press(shown.window, "Enter")
    asked = "Uang muka Bu Sari menjadi 20.000, padahal hasil titipannya yang belum dibayar 16.000. Periksa angkanya."
    panel = shown.messages.panel()
    assert panel is not None
    assert asked in [label.text() for label in panel.findChildren(QLabel)]
    press(shown.window, "Enter")
    assert advance_idr(1 + 1) == 0, "Enter books nothing unusual"


def test_a_payment_nets_saves_and_pays_from_two_places(show: Show[ConsignorsPage], endang: Actor) -> None:
    shown = show(ConsignorsPage, endang)
    press(shown.window, "F11")
    type_as_person(shown.window, "4000")
    press(shown.window, "Enter")
    assert shown.said() == "UM-26-000001: uang muka Rp 4.000 tercatat. Minta tanda tangan di slipnya."
    press(shown.window, "Enter")
    assert shown.page.details.owed.text() == "Rp 12.000"
    assert shown.page.details.note.text() == "belum dihitung 16.000 sejak 24/11/2026 · uang muka 4.000"
    press(shown.window, "F12")
    press(shown.window, "Enter")
    sheet = form(shown, PayForm)
    assert list(sheet.parts) == [
        PayoutWay.ADVANCE, PayoutWay.BON, PayoutWay.MANDATORY, PayoutWay.SAVINGS,
        PayoutWay.DRAWER, PayoutWay.PETTY, PayoutWay.SAFE, PayoutWay.BANK,
    ]  # fmt: skip
    assert not sheet.parts[PayoutWay.DRAWER].isVisible()
    assert (sheet.handed.text(), sheet.parts[PayoutWay.ADVANCE].value()) == (
        "Diserahkan Rp 12.000 dari laci kasir", 4_000
    )  # fmt: skip
    press(shown.window, "F6")
    assert sheet.parts[PayoutWay.ADVANCE].hasFocus()
    press(shown.window, "Tab")
    type_as_person(shown.window, "5000")
    press(shown.window, "Tab")
    press(shown.window, "Tab")
    type_as_person(shown.window, "12000")
    assert sheet.handed.text() == "Bagian lain melebihi yang dibayar, lebih Rp 5.000."
    press(shown.window, "Enter")
    assert shown.said() == "Potongan dan bagian lain 21.000 melebihi yang dibayar, 16.000. Kurangi salah satunya."
    sheet.parts[PayoutWay.SAVINGS].set_value(2_000)
    sheet.parts[PayoutWay.SAFE].set_value(3_000)
    assert sheet.handed.text() == "Diserahkan Rp 5.000, Rp 2.000 di antaranya dari laci kasir"
    press(shown.window, "Enter")
    panel = shown.messages.panel()
    assert panel is not None
    asked = (
        "Bu Sari belum menyetujui potongan bon dalam perjanjiannya. Potong 5.000 sekali ini, dengan tanda tangannya?"
    )
    assert asked in [label.text() for label in panel.findChildren(QLabel)]
    press(shown.window, "Enter")
    assert entry_of("payout", 1) == (
        "2102(Bu Sari) D 16.000 / 1101 K 2.000 / 1103 K 3.000 / 1131(Bu Sari) K 5.000 / 1133(Bu Sari) K 4.000"
        " / 2111(Bu Sari) K 2.000"
    )


def test_uang_muka_is_taken_back(show: Show[ConsignorsPage], endang: Actor) -> None:
    shown = show(ConsignorsPage, endang)
    press(shown.window, "F11")
    type_as_person(shown.window, "4000")
    press(shown.window, "Enter")
    press(shown.window, "Enter")
    press(shown.window, "F11")
    sheet = form(shown, AdvanceForm)
    assert sheet.direction.isVisible()
    sheet.direction.choose(AdvanceDirection.RETURNED)
    assert sheet.place_named._name.text() == "Masuk ke"
    sheet.amount.setFocus()
    type_as_person(shown.window, "1500")
    press(shown.window, "Enter")
    assert entry_of("advance", 2) == "1101 D 1.500 / 1133(Bu Sari) K 1.500"


def test_what_is_not_fetched_is_a_filter_with_its_sum(show: Show[ConsignorsPage], endang: Actor) -> None:
    shown = show(ConsignorsPage, endang)
    person = shown.page.model.rows[0].id
    settle(endang, person, clock.today())
    shown.page.filter_by(ConsignorFilter.WAITING)
    assert shown.page.pills[ConsignorFilter.WAITING].accessibleName() == "Belum diambil · 1"
    total = shown.page.people.total
    assert [one.words for one in total.totals] == [
        "Terutang kepada penitip", "di antaranya sudah dihitung, belum diambil", "sesudah dikurangi uang muka"
    ]  # fmt: skip
    assert [figure.text() for figure in total.figures][:2] == ["Rp 16.000", "Rp 16.000"]
    assert shown.page.details.note.text() == "sudah dihitung, menunggu dibayar 16.000"
    press(shown.window, "F8")
    sheet = form(shown, PayForm)
    sheet.note.setText("Dewi, anaknya")
    press(shown.window, "Enter")
    assert [one.received_by for one in settlement_view(1).payouts] == ["Dewi, anaknya"]
    assert shown.page.pills[ConsignorFilter.WAITING].accessibleName() == "Belum diambil · 0"


@pytest.mark.parametrize(("width", "height", "scale"), [(1_238, 640, 100), (890, 470, 100), (1_238, 640, 150)])
def test_the_sheets_fit(
    show: Show[ConsignorsPage], endang: Actor, qapp: QApplication, width: int, height: int, scale: int
) -> None:
    shown = show(ConsignorsPage, endang)
    apply_theme(qapp, scale_percent=scale)
    shown.window.resize(width, height)
    QApplication.processEvents()
    settle(endang, shown.page.model.rows[0].id, clock.today())
    press(shown.window, "F8")
    sheet = form(shown, PayForm)
    press(shown.window, "F6")
    QApplication.processEvents()
    panel = shown.messages.panel()
    assert panel is not None
    assert panel.card.width() <= width - 32
    for field in sheet.parts.values():
        assert not field.isVisible() or field.height() >= 44
    assert sheet.place.value() is CashPlace.DRAWER


def test_the_cycle_is_agreed_and_says_who_is_due(show: Show[ConsignorsPage], endang: Actor, shop: FrozenClock) -> None:
    shown = show(ConsignorsPage, endang)
    press(shown.window, "Ctrl+K")
    sheet = form(shown, ArrangementForm)
    assert (sheet.savings.isChecked(), sheet.bon.isChecked(), sheet.cycle.value()) == (True, False, Cycle.ON_DEMAND)
    sheet.cycle.choose(Cycle.WEEKLY)
    sheet.minimum.set_value(10_000)
    sheet.bon.setChecked(True)
    press(shown.window, "Enter")
    words = "dihitung tiap minggu · paling sedikit Rp 10.000 · potong bon · potong simpanan"
    assert shown.page.details.about.text().endswith(words)
    assert shown.page.pills[ConsignorFilter.DUE].accessibleName() == "Jatuh tempo · 0"
    shop.pass_(days=7)
    shown.page.filter_by(ConsignorFilter.DUE)
    assert [row.name for row in shown.page.model.rows] == ["Bu Sari"]
    assert "jatuh tempo hitung 01/12/2026" in shown.page.details.note.text()
    press(shown.window, "F12")
    press(shown.window, "Enter")
    assert form(shown, PayForm).others() == {PayoutWay.BON: 5_000}, "what was agreed is offered"
    assert shown.page.pills[ConsignorFilter.DUE].accessibleName() == "Jatuh tempo · 0"


def test_home_says_who_is_due(show: Show[HomePage], endang: Actor, shop: FrozenClock) -> None:
    sari = people_with(CapacityKind.CONSIGNOR, clock.today())[0].id
    agree_arrangement(endang, sari, Arrangement(Cycle.DAILY, minimum_idr=16_001))
    told = "1 penitip jatuh tempo dihitung sejak 24/11/2026"
    assert told not in [row.accessibleName() for row in show(HomePage, endang).page.waiting]
    agree_arrangement(endang, sari, Arrangement(Cycle.DAILY, minimum_idr=16_000))
    shown = show(HomePage, endang)
    doors: list[Door] = []
    shown.page.context.door_wished.connect(doors.append)
    row = next(row for row in shown.page.waiting if row.accessibleName() == told)
    row.click()
    assert doors == [Door("consignors", act="DUE")]


def test_a_statement_of_a_span_is_a_slip_and_a_message(show: Show[ConsignorsPage], endang: Actor) -> None:
    shown = show(ConsignorsPage, endang)
    press(shown.window, "F11")
    type_as_person(shown.window, "4000")
    press(shown.window, "Enter")
    press(shown.window, "Enter")
    press(shown.window, "Ctrl+R")
    sheet = form(shown, StatementForm)
    assert (sheet.since.text(), sheet.until.text()) == ("01/11/2026", "24/11/2026")
    sheet.span.choose(Span.YEAR)
    assert sheet.since.text() == "01/01/2026"
    sheet.until.setText("31/12/2025")
    press(shown.window, "Enter")
    assert sheet._until_named._note.text() == "Sampai 31/12/2025 mendahului 01/01/2026. Tukar tanggalnya."
    sheet.until.setText("24/11/2026")
    press(shown.window, "Enter")
    sentence, text, buttons = slip_on_top(shown)
    assert sentence == "Slip rekening Bu Sari"
    assert [" ".join(line.split()) for line in text.splitlines()][2:17] == [
        "REKENING TITIPAN", "Penitip Bu Sari", "01/01/2026 s.d. 24/11/2026", "-" * 32, "Terutang sebelumnya 0",
        "Lemper", "laku 10 16.000", "Hak penitip 16.000", "-" * 32, "24/11/2026 UM-26-000001", "Laci kasir -4.000",
        "Sudah dibayar 4.000", "-" * 32, "Terutang sekarang 12.000", "",
    ]  # fmt: skip
    assert "Ringkasan untuk WA" in buttons
    panel = shown.messages.panel()
    assert panel is not None
    next(one for one in panel.findChildren(SecondaryButton) if one.accessibleName() == "Ringkasan untuk WA").click()
    assert QApplication.clipboard().text().splitlines()[1:] == [
        "Lemper: laku 10 dari 150, hak Rp 16.000",
        "Hak Bu Sari: Rp 16.000",
        "Sudah dibayar: Rp 4.000",
        "Belum dibayar: Rp 12.000",
    ]
