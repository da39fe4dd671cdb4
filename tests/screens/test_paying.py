"""Money that came is never forgotten with a key, questions come before it, and what the pay view prints works."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QApplication

from pkkmart.core.actor import SYSTEM, Actor
from pkkmart.core.db import fetch
from pkkmart.products.operations import change_price
from pkkmart.receivables.operations.limits import set_limit
from pkkmart.sales.cart import Cart
from pkkmart.sales.operations import save_draft
from pkkmart.sales.queries import SaleView, draft
from pkkmart.sales.screen import CounterPage
from pkkmart.sales.screen.display import CustomerDisplay
from pkkmart.sales.tenders import Paid, Tender
from pkkmart.savings.operations import deposit
from pkkmart.savings.rules import SavingsKind
from pkkmart.till.places import CashPlace
from pkkmart.ui.buttons import Button
from pkkmart.ui.panels import Sheet
from pkkmart.ui.table_model import Table
from pkkmart.ui.theme import TARGET, apply_theme, current
from tests import make
from tests.books import entry_of
from tests.keys import press, scan, type_as_person
from tests.screens.conftest import Show, Shown

SUGAR, OIL = "8999990000032", "8999990000049"
QRIS_10 = (Paid(Tender.QRIS, 10_000),)


@pytest.fixture
def rina(shop: object) -> Actor:
    return make.cashier()


@pytest.fixture
def counter(show: Show[CounterPage], rina: Actor) -> Shown[CounterPage]:
    """One kilo of sugar for 17.500 in the cart."""
    make.product("Gula Pasir 1 kg", 17_500, code=SUGAR)
    make.product("Minyak 1 L", 20_000, code=OIL)
    make.shift(rina, 200_000)
    shown = show(CounterPage, rina)
    scan(shown.page, SUGAR)
    return shown


@pytest.fixture
def part_paid(counter: Shown[CounterPage]) -> Shown[CounterPage]:
    """10.000 of it came by QRIS."""
    press(counter.page, "F9")
    type_as_person(counter.page, "10000")
    press(counter.page, "Enter")
    return counter


def rest(shown: Shown[CounterPage]) -> tuple[str, int | None, str]:
    """What is being typed, its amount, and what stands as paid."""
    view = shown.page.payment.view
    return view.tender.value, view.received.value(), view.paid.text()


def printed(shown: Shown[CounterPage]) -> set[str]:
    """The keys the bar at the bottom prints."""
    return set(shown.keys())


def test_esc_with_money_that_came_asks_and_keeps_it(part_paid: Shown[CounterPage]) -> None:
    assert rest(part_paid) == ("CASH", 7_500, "QRIS Rp 10.000")
    press(part_paid.page, "Esc")
    assert part_paid.said() == "QRIS Rp 10.000 sudah dicatat diterima. Tetap kembali ke keranjang?"
    press(part_paid.page, "Esc")
    assert part_paid.page.is_paying
    press(part_paid.page, "Esc")
    press(part_paid.page, "Enter")
    assert part_paid.page.is_paying
    press(part_paid.page, "Esc")
    press(part_paid.page, "Del")
    assert not part_paid.page.is_paying
    assert part_paid.said() == (
        "QRIS Rp 10.000 tetap tercatat diterima di keranjang ini, dan dihitung lagi waktu dibayar."
    )
    scan(part_paid.page, OIL)
    press(part_paid.page, "F12")
    assert rest(part_paid) == ("CASH", 27_500, "QRIS Rp 10.000")
    press(part_paid.page, "Enter")
    assert entry_of("sale", 1) == "1101 D 27.500 / 1121 D 10.000 / 4111 K 37.500"
    assert part_paid.page.open_cart.cart.paid == ()
    assert draft(1) is None


def test_esc_with_nothing_received_goes_straight_back(counter: Shown[CounterPage]) -> None:
    press(counter.page, "F12")
    press(counter.page, "Esc")
    assert not counter.page.is_paying
    assert counter.messages.panel() is None


def test_esc_says_where_it_goes_back_to(counter: Shown[CounterPage]) -> None:
    view = counter.page.payment.view
    press(counter.page, "F9")
    esc = next(hint for hint in view.actions_shown if hint.key == "Esc")
    assert (view.back.accessibleName(), esc.label) == ("Kembali ke tunai", "Kembali ke tunai")
    press(counter.page, "Esc")
    assert (counter.page.is_paying, view.tender, view.back.accessibleName()) == (
        True, Tender.CASH, "Kembali ke keranjang",
    )  # fmt: skip
    press(counter.page, "Esc")
    assert not counter.page.is_paying


def test_money_that_came_is_in_the_draft_of_a_power_cut(part_paid: Shown[CounterPage], show: Show[CounterPage]) -> None:
    kept = draft(1)
    assert kept is not None
    assert kept.paid == QRIS_10
    again = show(CounterPage, part_paid.page.context.actor)
    press(again.page, "Enter")
    press(again.page, "F12")
    assert rest(again) == ("CASH", 7_500, "QRIS Rp 10.000")


def test_a_draft_of_before_knows_no_money() -> None:
    values = json.loads(Cart.new().with_paid([*QRIS_10, Paid(Tender.SAVINGS, 500)]).to_json())
    assert Cart.from_json(json.dumps(values)).paid == QRIS_10
    del values["paid"]
    assert Cart.from_json(json.dumps(values)).paid == ()


def test_money_survives_a_cart_emptied_of_goods(part_paid: Shown[CounterPage]) -> None:
    save_draft(Cart("abc", paid=QRIS_10), till_id=1)
    kept = draft(1)
    assert kept is not None
    assert kept.paid == QRIS_10


def test_more_than_the_changed_cart_costs_is_told_and_dropped_only_on_a_yes(counter: Shown[CounterPage]) -> None:
    scan(counter.page, OIL)
    press(counter.page, "F9")
    type_as_person(counter.page, "20000")
    press(counter.page, "Enter")
    press(counter.page, "Esc")
    press(counter.page, "Del")
    press(counter.page, "Del")
    assert counter.page.board.side.total.text() == "Rp 17.500"
    press(counter.page, "F12")
    assert counter.said() == (
        "QRIS Rp 20.000 sudah dicatat diterima, padahal belanjanya tinggal Rp 17.500. Hapus catatan itu? "
        "Kembalikan dulu uangnya ke pembeli."
    )
    press(counter.page, "Esc")
    assert not counter.page.is_paying
    assert counter.page.open_cart.cart.paid == (Paid(Tender.QRIS, 20_000),)
    press(counter.page, "F12")
    press(counter.page, "Enter")
    assert rest(counter) == ("CASH", 17_500, "")
    (row,) = fetch("SELECT actor, details FROM audit WHERE act = 'note_paid_dropped'")
    assert row[0] == "Bu Rina"
    assert json.loads(row[1])["paid"] == {"QRIS": 20_000}


def test_stock_is_asked_before_money_is(counter: Shown[CounterPage]) -> None:
    make.bought(1, 2, 30_000)
    type_as_person(counter.page, "5*")
    scan(counter.page, SUGAR)
    press(counter.page, "F9")
    assert counter.said() == "Stok Gula Pasir 1 kg tercatat 2, diminta 6. Enter = tetap jual, Esc = ubah jumlah."
    assert not counter.page.is_paying
    press(counter.page, "Esc")
    assert not counter.page.is_paying
    press(counter.page, "F9")
    press(counter.page, "Enter")
    assert rest(counter) == ("QRIS", 105_000, "")
    press(counter.page, "Enter")
    assert counter.messages.panel() is None, "nobody asks a second time"
    assert entry_of("sale", 1).startswith("1121 D 105.000")


def test_stock_that_ran_out_meanwhile_keeps_the_money(part_paid: Shown[CounterPage]) -> None:
    make.bought(1, 2, 30_000)
    make.sell(part_paid.page.context.actor, (1, 2))
    press(part_paid.page, "Enter")
    assert part_paid.said().startswith("Stok Gula Pasir 1 kg tercatat 0, diminta 1.")
    press(part_paid.page, "Esc")
    assert not part_paid.page.is_paying
    assert part_paid.said().startswith("QRIS Rp 10.000 tetap tercatat diterima")
    assert part_paid.page.open_cart.cart.paid == QRIS_10


def test_a_changed_price_is_told_before_money_is_asked_for(counter: Shown[CounterPage]) -> None:
    change_price(SYSTEM, 1, 18_000, None, "naik")
    press(counter.page, "F9")
    assert counter.said().startswith("Harga Gula Pasir 1 kg berubah dari 17.500 menjadi 18.000.")
    assert not counter.page.is_paying
    assert counter.page.board.side.total.text() == "Rp 18.000"


def test_del_takes_a_tender_out_after_a_question(part_paid: Shown[CounterPage]) -> None:
    view = part_paid.page.payment.view
    assert not view.drop_button.isVisible()
    press(part_paid.page, "F9")
    assert rest(part_paid) == ("QRIS", 10_000, "QRIS Rp 10.000")
    assert (view.drop_button.isVisible(), view.drop_button.accessibleName()) == (True, "Hapus QRIS")
    assert "Del" in printed(part_paid)
    press(part_paid.page, "Del")
    assert part_paid.said() == (
        "QRIS Rp 10.000 sudah dicatat diterima. Hapus catatan itu? Kembalikan uangnya bila memang sudah masuk."
    )
    press(part_paid.page, "Esc")
    assert part_paid.page.open_cart.cart.paid == QRIS_10
    press(part_paid.page, "Del")
    press(part_paid.page, "Enter")
    assert rest(part_paid) == ("CASH", 17_500, "")
    kept = draft(1)
    assert kept is not None
    assert kept.paid == ()
    assert fetch("SELECT count(*) FROM audit WHERE act = 'note_paid_dropped'") == [(1,)]


def test_del_edits_the_amount_where_nothing_was_paid(counter: Shown[CounterPage]) -> None:
    press(counter.page, "F9")
    press(counter.page, "Del")
    assert counter.page.payment.view.received.value() is None
    assert counter.messages.panel() is None


def test_less_than_came_is_asked_once_more(part_paid: Shown[CounterPage]) -> None:
    press(part_paid.page, "F9")
    type_as_person(part_paid.page, "4000")
    press(part_paid.page, "Enter")
    assert part_paid.said() == "QRIS Rp 10.000 sudah dicatat diterima. Ubah menjadi Rp 4.000?"
    press(part_paid.page, "Enter")
    assert rest(part_paid) == ("CASH", 13_500, "QRIS Rp 4.000")
    assert part_paid.page.open_cart.cart.paid == (Paid(Tender.QRIS, 4_000),)


@pytest.mark.parametrize(("key", "named"), [("F9", "QRIS"), ("F12", "Tunai")])
def test_an_emptied_amount_is_told(counter: Shown[CounterPage], key: str, named: str) -> None:
    press(counter.page, key)
    view = counter.page.payment.view
    assert view.done.isEnabled()
    press(counter.page, "Backspace")
    assert not view.done.isEnabled()
    press(counter.page, "Enter")
    assert counter.said() == f"Isi jumlah {named} dulu, lalu tekan Enter. Esc untuk kembali."
    assert fetch("SELECT count(*) FROM sale") == [(0,)]


def member_at(counter: Shown[CounterPage], rina: Actor, savings_idr: int = 276_600) -> None:
    siti = make.member()
    deposit(rina, siti.person_id, SavingsKind.VOLUNTARY, savings_idr, CashPlace.DRAWER, till_id=1)
    set_limit(SYSTEM, siti.person_id, 1_400_000, "dicoba", till_id=1)
    counter.page.open_cart.put(counter.page.open_cart.cart.with_member(siti))


def test_change_to_savings_is_printed_only_where_it_works(counter: Shown[CounterPage], rina: Actor) -> None:
    member_at(counter, rina)
    press(counter.page, "F12")
    assert "F2" in printed(counter)
    press(counter.page, "F9")
    assert "F2" not in printed(counter)


def test_f1_and_ctrl_l_work_while_paying(part_paid: Shown[CounterPage]) -> None:
    locked: list[bool] = []
    part_paid.page.context.lock_wished.connect(lambda: locked.append(True))
    assert part_paid.keys()[-3:] == ["Esc", "F1", "Ctrl+L"]
    press(part_paid.page, "F1")
    assert isinstance(part_paid.messages.panel(), Sheet)
    press(part_paid.page, "Esc")
    press(part_paid.page, "Ctrl+L")
    assert locked == [True]
    part_paid.page.enter()
    assert part_paid.said().startswith("QRIS Rp 10.000 tetap tercatat diterima")
    assert [line.name for line in part_paid.page.open_cart.cart.lines] == ["Gula Pasir 1 kg"]
    press(part_paid.page, "F12")
    assert rest(part_paid) == ("CASH", 7_500, "QRIS Rp 10.000")


def test_a_balance_is_never_cut(counter: Shown[CounterPage], rina: Actor, qapp: QApplication) -> None:
    member_at(counter, rina)
    press(counter.page, "F12")
    rows = counter.page.payment.view.tenders
    assert rows[Tender.SAVINGS].shown == "saldo Rp 276.600"
    apply_theme(qapp, scale_percent=150)
    counter.window.resize(936, 520)
    QApplication.processEvents()
    for row in rows.values():
        assert QFontMetricsF(current().font("caption")).horizontalAdvance(row.shown) <= row.room, row.shown
    assert rows[Tender.RECEIVABLE].shown == "ruang Rp 1.400.000"
    assert rows[Tender.RECEIVABLE].height() > rows[Tender.QRIS].height()
    assert rows[Tender.RECEIVABLE].accessibleName() == "Bon anggota F11 ruang Rp 1.400.000"


def test_a_cart_with_money_and_no_goods_is_offered_again_and_named(show: Show[CounterPage]) -> None:
    rina = make.cashier()
    make.shift(rina, 100_000)
    save_draft(replace(Cart.new(), paid=(Paid(Tender.QRIS, 50_000),)), till_id=1)
    shown = show(CounterPage, rina)
    assert shown.said() == (
        "Ada keranjang yang belum dibayar: 0 baris, Rp 0. QRIS Rp 50.000 sudah diterima. Lanjutkan?"
    )
    press(shown.page, "Esc")
    assert shown.said() == (
        "Kosongkan keranjang 0 baris itu? QRIS Rp 50.000 sudah dicatat diterima: kembalikan dulu uangnya."
    )
    press(shown.page, "Esc")
    press(shown.page, "Ctrl+E")
    assert shown.said() == "Masih ada barang atau uang di keranjang. Selesaikan atau hapus dulu."


def test_money_that_waits_stays_in_sight_on_the_cart(part_paid: Shown[CounterPage]) -> None:
    chip = part_paid.page.board.side.paid
    press(part_paid.page, "Esc")
    press(part_paid.page, "Del")
    assert (chip.isVisible(), chip.text()) == (True, "QRIS Rp 10.000 sudah diterima")
    scan(part_paid.page, OIL)
    assert chip.isVisible()
    press(part_paid.page, "F12")
    press(part_paid.page, "Enter")
    assert not chip.isVisible()


def test_the_list_of_waiting_carts_names_money_that_came(part_paid: Shown[CounterPage]) -> None:
    page = part_paid.page
    press(page, "Esc")
    press(page, "Del")
    page.board.side.acts.hold.click()
    press(page, "F7")
    panel = part_paid.page.context.messages.panel()
    assert panel is not None
    (table,) = panel.findChildren(Table)
    second = table.rows_model.columns[0].second
    assert second is not None
    assert second(table.current_row()).startswith("QRIS Rp 10.000 sudah diterima · sejak ")


def test_qris_is_not_rounded_and_says_nothing_of_it(counter: Shown[CounterPage]) -> None:
    make.product("Gula curah", 1_430, code="8999990000070")
    scan(counter.page, "8999990000070")
    view = counter.page.payment.view
    press(counter.page, "F12")
    assert (view.due.text(), view.rounding.text()) == ("Rp 18.900", "belanja Rp 18.930, pembulatan tunai -30")
    press(counter.page, "F9")
    assert (view.due.text(), view.received.value()) == ("Rp 18.930", 18_930)
    assert not view.rounding.isVisible()


def test_a_split_says_what_was_paid_apart_from_what_was_handed_over(part_paid: Shown[CounterPage]) -> None:
    seen: list[object] = []
    part_paid.page.context.buyer_sees.connect(seen.append)
    type_as_person(part_paid.page, "20000")
    press(part_paid.page, "Enter")
    words = "PM-26-000001 · harus dibayar Rp 17.500 · QRIS Rp 10.000, Tunai Rp 7.500 · uang diterima Rp 20.000"
    assert part_paid.page.board.done.paid.text() == words
    assert part_paid.page.board.side.last_change.text() == "Kembali Rp 12.500"
    display = CustomerDisplay()
    sales = [one for one in seen if isinstance(one, SaleView)]
    display.show_seen(sales[-1])
    assert display.done.change.text() == "Rp 12.500"
    told = "Harus dibayar Rp 17.500: QRIS Rp 10.000, Tunai Rp 7.500. Uang diterima Rp 20.000"
    assert display.done.paid.text() == told
    display.deleteLater()


@pytest.mark.parametrize(("width", "height"), [(1_024, 600), (910, 512)])
def test_all_of_the_pay_view_is_seen_on_a_low_screen(counter: Shown[CounterPage], width: int, height: int) -> None:
    """A member who paid a part by QRIS needs the most room; 910x512 is 1366x768 enlarged to half as much again."""
    page, view = counter.page, counter.page.payment.view
    page.open_cart.put(page.open_cart.cart.with_member(make.member()))
    counter.window.resize(width - 64, height - 104)
    press(page, "F9")
    type_as_person(page, "10000")
    press(page, "Enter")
    for button in view.findChildren(Button):
        if button.isVisible():
            assert button.visibleRegion().boundingRect() == button.rect(), button.text()
            assert min(button.width(), button.height()) >= TARGET, button.text()
    assert view.due.isVisible()
    assert view.card.height() >= view.card.minimumSizeHint().height()


def test_cash_typed_first_is_kept_when_the_rest_is_paid_by_qris(counter: Shown[CounterPage]) -> None:
    press(counter.page, "F12")
    type_as_person(counter.page, "7500")
    press(counter.page, "F9")
    assert rest(counter) == ("QRIS", 10_000, "")
    press(counter.page, "Esc")
    assert rest(counter) == ("CASH", 7_500, "")
    press(counter.page, "F9")
    press(counter.page, "Enter")
    assert rest(counter) == ("CASH", 7_500, "QRIS Rp 10.000")
    press(counter.page, "Enter")
    assert entry_of("sale", 1) == "1101 D 7.500 / 1121 D 10.000 / 4111 K 17.500"


def test_f12_once_more_fills_in_the_exact_cash(counter: Shown[CounterPage]) -> None:
    press(counter.page, "F12")
    type_as_person(counter.page, "7500")
    press(counter.page, "F12")
    assert rest(counter) == ("CASH", 17_500, "")


@pytest.fixture
def of_siti(counter: Shown[CounterPage]) -> Shown[CounterPage]:
    """Siti buys: 100.000 in sukarela, a bon of at most 12.000."""
    siti = make.member()
    deposit(SYSTEM, siti.person_id, SavingsKind.VOLUNTARY, 100_000, place=CashPlace.SAFE, till_id=None)
    set_limit(SYSTEM, siti.person_id, 12_000, "gaji tetap", till_id=None)
    counter.page.open_cart.put(counter.page.open_cart.cart.with_member(siti))
    return counter


def test_a_bon_over_its_limit_is_refused_at_its_own_step(of_siti: Shown[CounterPage]) -> None:
    press(of_siti.page, "F11")
    type_as_person(of_siti.page, "15000")
    press(of_siti.page, "Enter")
    assert of_siti.said().startswith("Bon Siti Wahyuni tinggal bisa 12.000: batasnya 12.000, sudah terpakai 0.")
    assert rest(of_siti) == ("RECEIVABLE", 15_000, "")
    assert "✓" not in of_siti.page.payment.view.tenders[Tender.RECEIVABLE].shown


def test_what_a_member_agreed_to_is_not_lost_by_one_esc(of_siti: Shown[CounterPage]) -> None:
    press(of_siti.page, "F10")
    type_as_person(of_siti.page, "10000")
    press(of_siti.page, "Enter")
    press(of_siti.page, "Enter")
    assert rest(of_siti) == ("CASH", 7_500, "Simpanan Rp 10.000")
    press(of_siti.page, "Esc")
    assert of_siti.said() == (
        "Simpanan Rp 10.000 sudah disetujui. Kembali ke keranjang menghapusnya, dan nanti harus disetujui lagi."
    )
    press(of_siti.page, "Enter")
    assert of_siti.page.is_paying
    press(of_siti.page, "Esc")
    press(of_siti.page, "Esc")
    assert of_siti.page.is_paying
    press(of_siti.page, "Esc")
    press(of_siti.page, "Del")
    assert not of_siti.page.is_paying
    assert of_siti.said() == "Simpanan Rp 10.000 harus disetujui lagi."
    press(of_siti.page, "F12")
    assert rest(of_siti) == ("CASH", 17_500, "")
