"""Much out of the safe is booked by two, whichever screen it leaves from; the sheet stays until it went through."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtWidgets import QApplication

from pkkmart.cashbook.operations import transfer
from pkkmart.cashbook.screen import CashPage
from pkkmart.cashbook.screen.forms import ExpenseForm, TransferForm, routes_for
from pkkmart.consignment.operations import settle
from pkkmart.consignment.queries import documents
from pkkmart.consignment.screen.documents import cancelling
from pkkmart.consignment.screen.paying import pay_sheet
from pkkmart.core.actor import SYSTEM
from pkkmart.core.db import fetch
from pkkmart.ledger.screen.cancelling import cancel_sheet
from pkkmart.people.operations import PersonDetails, register_person
from pkkmart.people.queries import CapacityKind
from pkkmart.purchasing.operations import PaidFrom, PurchaseItem, record_purchase
from pkkmart.purchasing.queries import owed_to_suppliers
from pkkmart.purchasing.screen.pay import PayForm
from pkkmart.purchasing.screen.suppliers import SuppliersPage
from pkkmart.savings.operations import deposit
from pkkmart.savings.queries import passbook
from pkkmart.savings.rules import SavingsKind
from pkkmart.savings.screen.book import cancelling as slip_cancelling
from pkkmart.till.kinds import CashIn
from pkkmart.till.operations import cash_in
from pkkmart.till.places import CashPlace
from pkkmart.till.screen.money_form import money_sheet
from pkkmart.ui.choices import ChipField
from pkkmart.ui.doors import Door
from pkkmart.ui.page import Page
from pkkmart.users.roles import Role
from tests import make
from tests.books import entry_of
from tests.keys import press, type_as_person
from tests.screens.conftest import Show, Shown


@pytest.fixture
def endang(show: Show[Page]) -> Shown[Page]:
    """The treasurer at a page, 30 million in the safe, and a chair as the second name."""
    make.cashier("Bu Ketua", "9876", Role.ADMIN)
    actor = make.cashier("Bu Endang", "4321", Role.TREASURER)
    make.funded(30_000_000)
    return show(Page, actor)


def _second(shown: Shown[Page]) -> None:
    """The chair stands behind it."""
    QApplication.processEvents()
    type_as_person(shown.page, "9876")
    press(shown.page, "Tab")
    type_as_person(shown.page, "dihitung berdua")
    press(shown.page, "Enter")


def _logged(act: str) -> list[tuple[str, str, str]]:
    return fetch("SELECT actor, approver, reason FROM audit WHERE act = ?", (act,))


def test_money_for_the_bank(endang: Shown[Page]) -> None:
    routes = routes_for(may_safe=True, drawer_open=False, transit_idr=0, place=CashPlace.SAFE)
    form, done = TransferForm(endang.page.context, routes), []
    money_sheet(endang.page.context, "Pindah kas", form, "Simpan", done.append)
    form.amount.set_value(6_000_000)
    press(endang.page, "Enter")
    assert (fetch("SELECT count(*) FROM transfer"), done) == ([(0,)], [])
    _second(endang)
    assert entry_of("transfer", 1) == "1104 D 6.000.000 / 1103 K 6.000.000"
    assert _logged("transfer") == [("Bu Endang", "Bu Ketua", "dihitung berdua")]
    assert ([one.number for one in done], endang.messages.panel()) == (["PK-26-000001"], None)


def test_giving_up_leaves_the_sheet_as_it_was(endang: Shown[Page]) -> None:
    form = ExpenseForm(endang.page.context, [CashPlace.SAFE], CashPlace.SAFE)
    sheet = money_sheet(endang.page.context, "Biaya", form, "Simpan", lambda _saved: None)
    form.amount.set_value(6_000_000)
    press(endang.page, "Enter")
    press(endang.page, "Esc")
    assert endang.messages.panel() is sheet
    assert (form.amount.value(), fetch("SELECT count(*) FROM expense")) == (6_000_000, [(0,)])
    press(endang.page, "Enter")
    _second(endang)
    assert fetch("SELECT amount_idr FROM expense") == [(6_000_000,)]


def test_a_hand_over_is_taken_back_by_two(show: Show[CashPage]) -> None:
    make.cashier("Bu Ketua", "9876", Role.ADMIN)
    actor = make.cashier("Bu Endang", "4321", Role.TREASURER)
    make.shift(actor, 0)
    make.funded(6_000_000)
    cash_in(SYSTEM, CashIn.FROM_SAFE, 6_000_000, "pasar murah", till_id=1)
    transfer(actor, CashPlace.DRAWER, CashPlace.SAFE, 6_000_000, till_id=1)
    shown = show(CashPage, actor)
    shown.page.show_item(Door("transfer", 1))
    press(shown.page, "Del")
    type_as_person(shown.page, "salah jumlah")
    press(shown.page, "Enter")
    assert fetch("SELECT count(*) FROM voided_document") == [(0,)]
    QApplication.processEvents()
    type_as_person(shown.page, "9876")
    press(shown.page, "Enter")
    assert entry_of("void", 1) == "1101 D 6.000.000 / 1103 K 6.000.000"
    assert _logged("cancel_transfer") == [("Bu Endang", "Bu Ketua", "salah jumlah")]
    assert (shown.said(), shown.messages.panel()) == ("PK-26-000001 dibatalkan.", None)


def test_a_supplier(endang: Shown[Page]) -> None:
    actor = endang.page.context.actor
    supplier = _supplier()
    record_purchase(
        actor,
        [PurchaseItem(make.product(price_idr=8_000_000), 1_000, 7_000_000)],
        paid_from=PaidFrom.CREDIT,
        supplier_id=supplier,
    )
    form = PayForm(endang.page.context, owed_to_suppliers()[0], [CashPlace.SAFE])
    endang.messages.sheet("Bayar", form, yes="Bayar", on_yes=form.save)
    press(endang.page, "Enter")
    _second(endang)
    assert form.saved is not None
    assert entry_of("supplier_payment", 1).endswith("/ 1103 K 7.000.000")
    assert endang.messages.panel() is None
    page = SuppliersPage(endang.page.context)
    page.show_item(Door("supplier_payment", 1))
    page.cancel()
    _cancelled_by_two(endang)
    assert entry_of("void", 1).startswith("1103 D 7.000.000 /")


def test_a_consignor(endang: Shown[Page]) -> None:
    actor = endang.page.context.actor
    sari = make.consignor(fixed_idr=6_000_000)
    batik = make.product("Batik tulis", 7_000_000, owner_id=sari)
    make.delivered(sari, batik, 1)
    make.shift(actor, 0)
    make.sell(actor, (batik, 1), received_idr=7_000_000)
    settled = settle(actor, sari, date(2026, 11, 24))
    paid: list[str] = []
    sheet = pay_sheet(endang.page.context, settled.id, lambda done: paid.append(done.number))
    assert sheet is not None
    _choose_safe(endang)
    press(endang.page, "Enter")
    _second(endang)
    assert paid == ["KW-26-000001"]
    assert _logged("pay_settlement") == [("Bu Endang", "Bu Ketua", "dihitung berdua")]
    (paper,) = [row for row in documents(sari) if row.kind == "payout"]
    cancel_sheet(
        endang.page.context, cancelling(paper, endang.page.context.till_id), lambda _void: paid.append("cancelled")
    )
    _cancelled_by_two(endang)
    assert (entry_of("void", 1).startswith("1103 D 6.000.000 /"), paid[1:]) == (True, ["cancelled"])


def test_a_members_savings(endang: Shown[Page]) -> None:
    actor, siti = endang.page.context.actor, make.member().person_id
    deposit(actor, siti, SavingsKind.VOLUNTARY, 6_000_000, CashPlace.SAFE, till_id=1)
    (line,) = [one for one in passbook(siti) if one.number == "SP-26-000001"]
    assert line.slip_id is not None
    undone: list[str | None] = []
    cancel_sheet(endang.page.context, slip_cancelling(line, line.slip_id, endang.page.context.till_id), undone.append)
    _cancelled_by_two(endang)
    assert undone == ["BT-26-000001"]
    assert entry_of("void", 1) == "2111(Siti Wahyuni) D 6.000.000 / 1103 K 6.000.000"


def _cancelled_by_two(shown: Shown[Page]) -> None:
    QApplication.processEvents()
    type_as_person(shown.page, "tercatat dua kali")
    press(shown.page, "Enter")
    assert fetch("SELECT count(*) FROM voided_document") == [(0,)]
    QApplication.processEvents()
    type_as_person(shown.page, "9876")
    press(shown.page, "Enter")
    assert shown.messages.panel() is None


def _choose_safe(shown: Shown[Page]) -> None:
    panel = shown.messages.panel()
    assert panel is not None
    for field in panel.findChildren(ChipField):
        field.choose(CashPlace.SAFE)


def _supplier() -> int:
    return register_person(SYSTEM, PersonDetails(name="Agen Gula"), [CapacityKind.SUPPLIER], since=make.START)


def test_nobody_stands_behind_herself(endang: Shown[Page]) -> None:
    form = ExpenseForm(endang.page.context, [CashPlace.SAFE], CashPlace.SAFE)
    money_sheet(endang.page.context, "Biaya", form, "Simpan", lambda _saved: None)
    form.amount.set_value(6_000_000)
    press(endang.page, "Enter")
    QApplication.processEvents()
    type_as_person(endang.page, "4321")
    press(endang.page, "Tab")
    type_as_person(endang.page, "sendiri")
    press(endang.page, "Enter")
    assert fetch("SELECT count(*) FROM expense") == [(0,)]
