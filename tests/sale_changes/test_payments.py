"""Salah cara bayar: the entries of 2.1, a wrong amount handed over, and what is shown afterwards."""

from __future__ import annotations

import json

import pytest

from pkkmart.closing.verify import verify
from pkkmart.core.actor import SYSTEM, Actor, Approval, Permission
from pkkmart.core.db import db, fetch
from pkkmart.core.errors import NotPermitted
from pkkmart.core.operation import operation
from pkkmart.core.quantity import ONE
from pkkmart.core.settings import write_setting
from pkkmart.ledger.chart import Account
from pkkmart.ledger.queries import balance_idr, balances_by_person
from pkkmart.reports.queries import sales_recap
from pkkmart.sale_changes import checks
from pkkmart.sale_changes.operations import ReturnItem, correct_owner, correct_payment, return_goods
from pkkmart.sale_changes.operations.cancelling import PaymentCorrectedSince, cancel_return, void_sale
from pkkmart.sale_changes.operations.payments import (
    CorrectionReasonMissing,
    LessThanSaved,
    NothingCorrected,
    OwnAccount,
    SaleChanged,
    require_unreturned,
)
from pkkmart.sale_changes.operations.without_receipt import UnreceiptedItem, return_without_receipt
from pkkmart.sale_changes.queries.standing import standing_sale
from pkkmart.sales import checks as sales
from pkkmart.sales.queries import sale_view
from pkkmart.sales.queries.as_paid import sale_as_paid
from pkkmart.sales.queries.payments import corrected_by, paid_by
from pkkmart.sales.tenders import Paid, PaidTooLittle, ReceivedUnfit, Tender
from pkkmart.savings.operations import deposit
from pkkmart.savings.rules import SavingsKind
from pkkmart.till.operations import close_shift, count_drawer
from pkkmart.till.places import CashPlace
from pkkmart.till.queries import expected_idr, open_shift
from pkkmart.till.settings import CASH_ROUNDING_IDR
from pkkmart.users.roles import Role
from tests import make
from tests.books import entry_count, entry_of


@pytest.fixture
def rina(shop: object) -> Actor:
    return make.cashier()


@pytest.fixture
def ani(rina: Actor) -> Actor:
    return make.cashier("Bu Ani", "7788", Role.SUPERVISOR)


@pytest.fixture
def sale(rina: Actor) -> int:
    """A sale of 23.430 in cash, 23.400 after rounding, from 50.000."""
    goods = make.product("Beras", 23_430)
    make.shift(rina, 100_000)
    return make.sell(rina, (goods, 1), received_idr=50_000).sale.id


QRIS = [Paid(Tender.QRIS, 23_430)]


@pytest.mark.worked_entry("tender-swap")
def test_it_was_qris_while_the_shift_is_open(ani: Actor, sale: int) -> None:
    done = correct_payment(ani, sale, 0, "pembeli memindai QRIS", others=QRIS, till_id=1)
    assert done.number == "TB-26-000001"
    assert entry_of("sale_change", done.id) == "1121 D 23.430 / 1101 K 23.400 / 7102 K 30"
    shift = open_shift(1)
    assert shift is not None
    assert expected_idr(shift.id) == 100_000
    view = sale_view(sale)
    assert [(one.tender, one.amount_idr) for one in view.payments] == [("QRIS", 23_430)]
    assert (view.rounding_idr, view.change_idr, view.due_idr) == (0, 0, 23_430)
    assert [(row.label, row.amount_idr) for row in sales_recap("2026-11").tenders if row.amount_idr] == [
        ("QRIS", 23_430)
    ]
    assert sales_recap("2026-11").rounding_idr == 0
    assert all(check.ok for check in verify())


@pytest.mark.worked_entry("tender-swap")
def test_it_was_qris_and_the_shift_was_closed_short(rina: Actor, ani: Actor, sale: int) -> None:
    shift = open_shift(1)
    assert shift is not None
    count_drawer(rina, shift.id, {100_000: 1})
    close_shift(ani, shift.id, reason="kurang")
    make.shift(rina, 100_000)
    done = correct_payment(ani, sale, 0, "ternyata QRIS", others=QRIS, till_id=1)
    assert entry_of("sale_change", done.id) == "1121 D 23.430 / 7102 K 30 / 7103 K 23.400"
    assert balance_idr(Account.CASH_DIFFERENCE) == 0
    assert all(check.ok for check in verify())


def closed_short(rina: Actor, missing_idr: int, *, charged: bool) -> None:
    """The open shift ends so much short, hers or the shop's, and the next begins with what is left."""
    shift = open_shift(1)
    assert shift is not None
    rest, counted = expected_idr(shift.id) - missing_idr, dict[int, int]()
    for note in (100_000, 1_000, 100):
        counted[note], rest = divmod(rest, note)
    count_drawer(rina, shift.id, counted)
    close_shift(rina, shift.id, reason="kurang", charge_to_staff=charged, approval=make.SEEN)
    make.shift(rina, sum(note * pieces for note, pieces in counted.items()))


def swapped(sale_id: int, received_idr: int, *others: Paid) -> str:
    """The entry of a payment put right."""
    return entry_of(
        "sale_change", correct_payment(SYSTEM, sale_id, received_idr, "keliru", others=others, till_id=1).id
    )


def test_what_the_cashier_was_charged_comes_back_to_her_first(rina: Actor, sale: int) -> None:
    """Short of 10.000 in a shift whose 23.400 were QRIS: the rest is what the drawer held too much after all."""
    closed_short(rina, 10_000, charged=True)
    assert balances_by_person(Account.STAFF_RECEIVABLE) == {rina_s(rina): 10_000}
    assert swapped(sale, 0, *QRIS) == "1121 D 23.430 / 1134(Bu Rina) K 10.000 / 7102 K 30 / 7103 K 13.400"
    assert balances_by_person(Account.STAFF_RECEIVABLE) == {}
    assert swapped(sale, 23_400) == "1134(Bu Rina) D 10.000 / 7102 D 30 / 7103 D 13.400 / 1121 K 23.430"
    assert balances_by_person(Account.STAFF_RECEIVABLE) == {rina_s(rina): 10_000}
    assert all(check.ok for check in verify())


def test_no_more_comes_back_to_her_than_she_was_charged(rina: Actor, sale: int) -> None:
    """Two sales of the shift were QRIS; what one gave back the other does not give again."""
    other = make.sell(rina, (1, 1), received_idr=50_000).sale.id
    closed_short(rina, 30_000, charged=True)
    assert swapped(sale, 0, *QRIS) == "1121 D 23.430 / 1134(Bu Rina) K 23.400 / 7102 K 30"
    assert swapped(other, 0, *QRIS) == "1121 D 23.430 / 1134(Bu Rina) K 6.600 / 7102 K 30 / 7103 K 16.800"
    later = make.sell(rina, (1, 1), received_idr=50_000).sale.id
    closed_short(rina, 0, charged=False)
    assert swapped(later, 0, *QRIS) == "1121 D 23.430 / 7102 K 30 / 7103 K 23.400", "another shift's is not hers"
    assert all(check.ok for check in verify())


def rina_s(rina: Actor) -> int:
    return int(fetch("SELECT person_id FROM app_user WHERE id = ?", (rina.id,))[0][0])


def test_cash_of_a_closed_shift_that_never_was_is_no_money_of_buyers(rina: Actor, ani: Actor) -> None:
    sari = make.consignor("Bu Sari", fixed_idr=1_600)
    lemper = make.product("Lemper", 2_000, owner_id=sari)
    make.delivered(sari, lemper, 10)
    make.shift(rina, 100_000)
    sale = make.sell(rina, (lemper, 10), received_idr=20_000).sale.id
    closed_short(rina, 20_000, charged=False)
    correct_payment(ani, sale, 0, "transfer", others=[Paid(Tender.TRANSFER, 20_000)], till_id=1)
    found = "SELECT account_id, cash_flow, sum(amount_idr) FROM posting WHERE cash_flow NOT IN ('TRANSFER', 'OPENING')"
    assert fetch(f"{found} GROUP BY 1, 2 HAVING sum(amount_idr) <> 0 ORDER BY 1, 2") == [
        (1111, "CUSTOMERS", 4_000), (1111, "FOR_CONSIGNORS", 16_000)
    ]  # fmt: skip
    assert all(check.ok for check in verify())


def test_a_reference_is_kept(rina: Actor, ani: Actor, sale: int) -> None:
    """What is typed at the swap stands in the audit and on the receipt, that of the first payment where none is."""
    correct_payment(ani, sale, 0, "transfer", others=[Paid(Tender.TRANSFER, 23_430, " BCA 8812 ")], till_id=1)
    assert [one.reference for one in sale_view(sale).payments] == ["BCA 8812"]
    ((details,),) = fetch("SELECT details FROM audit WHERE act = 'correct_payment'")
    assert json.loads(details)["references"] == {"TRANSFER": "BCA 8812"}
    others = [Paid(Tender.TRANSFER, 10_000, "BCA 9913"), Paid(Tender.QRIS, 5_000, "QR 1")]
    half = make.sell(rina, (1, 1), others=others, received_idr=8_400).sale.id
    correct_payment(ani, half, 0, "lebih", others=[Paid(Tender.TRANSFER, 23_430)], till_id=1)
    assert [(one.tender, one.amount_idr, one.reference) for one in sale_view(half).payments] == [
        ("TRANSFER", 23_430, "BCA 9913")
    ]


def forged_swap(sale: int) -> None:
    db.execute_sql(
        "INSERT INTO sale_change (id, kind, number, sale_id, shift_id, business_date, recorded_at, user_id, reason,"
        " buyer, total_idr, received_idr, change_idr, rounding_idr) SELECT 1, 'PAYMENT', 'TB-26-000001', id, shift_id,"
        " business_date, recorded_at, user_id, '', '', 0, 0, 0, 30 FROM sale WHERE id = ?",
        (sale,),
    )
    db.execute_sql(
        "INSERT INTO sale_change_tender (sale_change_id, line_no, tender, amount_idr, reference)"
        " VALUES (1, 1, 'CASH', -23400, ''), (1, 2, 'TRANSFER', 23430, '')"
    )


def wrong() -> list[str]:
    return [check.__name__ for check in (*sales.CHECKS, *checks.CHECKS) if not check().ok]


def test_a_forged_swap_is_found(sale: int) -> None:
    forged_swap(sale)
    assert wrong() == ["changes_are_posted", "corrections_are_witnessed"]


@pytest.mark.parametrize(
    ("attack", "unpaid"),
    [
        ("UPDATE sale_change_tender SET amount_idr = amount_idr * 2", True),
        ("UPDATE sale_change_tender SET tender = 'TRANSFER' WHERE tender = 'QRIS'", False),
        ("UPDATE sale_change SET rounding_idr = 0", True),
        ("DELETE FROM sale_change_tender", True),
        ("UPDATE sale_change SET shift_id = shift_id + 1", False),
    ],
)
def test_a_swap_that_is_not_its_entry_is_found(ani: Actor, sale: int, attack: str, unpaid: bool) -> None:
    correct_payment(ani, sale, 0, "QRIS", others=QRIS, till_id=1)
    assert wrong() == []
    for (name,) in fetch("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name LIKE 'sale_change%'"):
        db.execute_sql(f"DROP TRIGGER {name}")
    db.execute_sql("PRAGMA foreign_keys = OFF")
    db.execute_sql(attack)
    assert wrong() == ["changes_are_posted", *(["payments_are_as_corrected"] if unpaid else [])]


@pytest.mark.parametrize("series", ["PM", "RJ", "RT", "SI", "TB"])
def test_a_number_that_is_missing_is_found(ani: Actor, sale: int, series: str) -> None:
    paper = "sale" if series == "PM" else "sale_change"
    correct_payment(ani, sale, 0, "QRIS", others=QRIS, till_id=1)
    sari = make.consignor("Bu Sari", fixed_idr=20_000)
    rice = make.product("Beras Bu Sari", 23_430, owner_id=sari)
    make.delivered(sari, rice, 1)
    moved = make.sell(ani, (1, 2), received_idr=50_000).sale.id
    correct_owner(SYSTEM, moved, standing_sale(moved).lines[0].id, rice, ONE, "salah", till_id=1)
    return_goods(SYSTEM, moved, [ReturnItem(standing_sale(moved).lines[0].id, ONE)], "tidak jadi", till_id=1)
    return_without_receipt(SYSTEM, [UnreceiptedItem(rice, ONE)], "Bu Yati", "tidak jadi", till_id=1)
    assert wrong() == []
    for (name,) in fetch("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = ?", (paper,)):
        db.execute_sql(f"DROP TRIGGER {name}")
    db.execute_sql(f"UPDATE {paper} SET number = '{series}-26-000009' WHERE number = '{series}-26-000001'")
    assert fetch(f"SELECT count(*) FROM {paper} WHERE number = '{series}-26-000009'") == [(1,)]
    assert "numbers_without_gap" in wrong()


def test_back_to_cash_and_a_return_pay_what_was_really_paid(ani: Actor, sale: int) -> None:
    correct_payment(ani, sale, 0, "QRIS", others=QRIS, till_id=1)
    correct_payment(ani, sale, 30_000, "bukan, tunai", till_id=1)
    assert entry_of("sale_change", 2) == "1101 D 23.400 / 7102 D 30 / 1121 K 23.430"
    assert [(one.tender, one.received_idr, one.change_idr) for one in sale_view(sale).payments] == [
        ("CASH", 30_000, 6_600)
    ]
    line = standing_sale(sale).lines[0]
    back = return_goods(SYSTEM, sale, [ReturnItem(line.id, line.left_milli)], "tidak jadi", till_id=1)
    assert back.refund.cash_idr == 23_400
    assert all(check.ok for check in verify())


def test_a_wrong_amount_handed_over_books_nothing(rina: Actor, sale: int) -> None:
    known = entry_count()
    done = correct_payment(rina, sale, 100_000, "", till_id=1)
    assert (done.change_idr, entry_count()) == (76_600, known)
    assert sale_view(sale).change_idr == 76_600
    with pytest.raises(NothingCorrected):
        correct_payment(rina, sale, 100_000, "", till_id=1)
    with pytest.raises(PaidTooLittle):
        correct_payment(rina, sale, 20_000, "", till_id=1)


def test_a_wrong_amount_handed_over_leaves_the_sale_to_be_cancelled(rina: Actor, ani: Actor, sale: int) -> None:
    correct_payment(rina, sale, 100_000, "", till_id=1)
    void_sale(ani, sale, "dobel", till_id=1)
    assert expected_idr(1) == 100_000
    assert all(check.ok for check in verify())


def test_who_may_and_what_may_not(rina: Actor, ani: Actor, sale: int) -> None:
    with pytest.raises(NotPermitted, match="membatalkan struk"):
        correct_payment(rina, sale, 0, "QRIS", others=QRIS, till_id=1)
    with pytest.raises(CorrectionReasonMissing):
        correct_payment(ani, sale, 0, " ", others=QRIS, till_id=1)
    correct_payment(rina, sale, 0, "QRIS", others=QRIS, approval=Approval(ani, "dilihat di aplikasi"), till_id=1)
    siti = make.member()
    deposit(SYSTEM, siti.person_id, SavingsKind.VOLUNTARY, 50_000, CashPlace.SAFE, till_id=1)
    own = make.sell(rina, (1, 1), buyer=siti, others=[Paid(Tender.SAVINGS, 23_430)]).sale.id
    with pytest.raises(OwnAccount, match="dibayar juga lewat Simpanan"):
        correct_payment(ani, own, 23_400, "tunai", till_id=1)
    line = standing_sale(sale).lines[0]
    back = return_goods(SYSTEM, sale, [ReturnItem(line.id, line.left_milli)], "x", till_id=1).id
    with pytest.raises(SaleChanged, match="RJ-26-000001"):
        correct_payment(ani, sale, 23_400, "tunai", till_id=1)
    assert fetch("SELECT count(*) FROM sale_change WHERE kind = 'PAYMENT'") == [(1,)]
    make.bought(1, 5, 50_000)
    cancel_return(SYSTEM, back, "salah struk", till_id=1)
    correct_payment(ani, sale, 23_400, "tunai", till_id=1)
    assert all(check.ok for check in verify())


def test_a_swapped_sale_is_returned_not_voided(ani: Actor, sale: int) -> None:
    correct_payment(ani, sale, 0, "QRIS", others=QRIS, till_id=1)
    with pytest.raises(PaymentCorrectedSince, match="sudah dibetulkan di TB-26-000001"):
        void_sale(ani, sale, "dobel", till_id=1)
    assert fetch("SELECT count(*) FROM voided_document") == [(0,)]


def test_of_a_split_bill_only_the_tender_that_was_wrong_is_booked(rina: Actor, ani: Actor, sale: int) -> None:
    half = make.sell(rina, (1, 1), others=[Paid(Tender.QRIS, 10_000)], received_idr=20_000).sale.id
    known = entry_count()
    assert correct_payment(rina, half, 15_000, "", others=[Paid(Tender.QRIS, 10_000)], till_id=1).change_idr == 1_600
    assert entry_count() == known
    done = correct_payment(ani, half, 15_000, "transfer, bukan QRIS", others=[Paid(Tender.TRANSFER, 10_000)], till_id=1)
    assert entry_of("sale_change", done.id) == "1111 D 10.000 / 1121 K 10.000"
    assert all(check.ok for check in verify())


def test_money_handed_over_is_put_right_where_change_was_saved(rina: Actor, sale: int) -> None:
    """23.430 and 2.570 saved of it are 26.000 in the drawer, whatever was handed over."""
    saved = make.sell(rina, (1, 1), buyer=make.member(), received_idr=30_000, to_savings_idr=2_570).sale.id
    known = entry_count()
    done = correct_payment(rina, saved, 50_000, "", till_id=1)
    assert (done.change_idr, entry_count()) == (24_000, known)
    view = sale_as_paid(saved)
    assert [(one.tender, one.amount_idr, one.received_idr, one.to_savings_idr) for one in view.payments] == [
        ("CASH", 23_430, 50_000, 2_570)
    ]
    assert (view.change_idr, view.notes) == (
        24_000, (("Kembalian ke simpanan", "2.570"), ("Saldo sukarela", "2.570"))
    )  # fmt: skip
    with pytest.raises(LessThanSaved, match=r"Uang 25.000 kurang dari 26.000 .* 2.570 di antaranya masuk simpanan"):
        correct_payment(rina, saved, 25_000, "", till_id=1)
    with pytest.raises(ReceivedUnfit):
        correct_payment(rina, saved, 899_900_001_234, "", till_id=1)
    with pytest.raises(NothingCorrected):
        correct_payment(rina, saved, 50_000, "", till_id=1)
    with pytest.raises(OwnAccount):
        correct_payment(SYSTEM, saved, 0, "QRIS", others=QRIS, till_id=1)
    assert corrected_by(saved) == "TB-26-000001"
    assert all(check.ok for check in verify())


def test_money_handed_over_is_put_right_beside_what_came_from_savings(rina: Actor, sale: int) -> None:
    siti = make.member()
    deposit(SYSTEM, siti.person_id, SavingsKind.VOLUNTARY, 50_000, CashPlace.SAFE, till_id=1)
    own = [Paid(Tender.SAVINGS, 10_000)]
    part = make.sell(rina, (1, 1), buyer=siti, others=own, received_idr=20_000).sale.id
    known = entry_count()
    assert (correct_payment(rina, part, 15_000, "", others=own, till_id=1).change_idr, entry_count()) == (1_600, known)
    assert paid_by(part) == ({Tender.SAVINGS: 10_000, Tender.CASH: 13_400}, -30)
    with pytest.raises(OwnAccount, match="dibayar juga lewat Simpanan"):
        correct_payment(SYSTEM, part, 23_400, "tunai", till_id=1)
    assert all(check.ok for check in verify())


def test_a_sale_stays_as_it_was_rounded(rina: Actor, sale: int) -> None:
    """Another amount handed over books nothing, even after the shop rounds otherwise."""

    @operation(Permission.KEEP_SETTINGS)
    def round_to(actor: Actor) -> None:
        write_setting(CASH_ROUNDING_IDR, 500)

    round_to(SYSTEM)
    known = entry_count()
    assert (correct_payment(rina, sale, 100_000, "", till_id=1).change_idr, entry_count()) == (76_600, known)


def test_what_stands_may_be_put_right(ani: Actor, sale: int) -> None:
    require_unreturned(standing_sale(sale))
    void_sale(ani, sale, "dobel", till_id=1)
    with pytest.raises(SaleChanged, match="BT-26-000001"):
        require_unreturned(standing_sale(sale))
