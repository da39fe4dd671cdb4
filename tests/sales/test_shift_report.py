"""X and Z as figures and as paper: every tender, what was taken back, what else went through the drawer."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pkkmart.core import clock
from pkkmart.core.actor import Actor, Approval
from pkkmart.core.audit import Audit
from pkkmart.core.errors import UserError
from pkkmart.printing.escpos import to_bytes
from pkkmart.printing.queries import elements_of, job, jobs_of
from pkkmart.printing.settings import PrinterKind, PrinterSettings
from pkkmart.printing.slip import as_text
from pkkmart.printing.spool import pump
from pkkmart.sale_changes.operations import ReturnItem, cancel_return, correct_payment, return_goods, void_sale
from pkkmart.sale_changes.queries.standing import standing_sale
from pkkmart.sales.operations import checkout
from pkkmart.sales.operations.shift_papers import ShiftNotClosed, print_x, print_z
from pkkmart.sales.queries.shifts import shift_report
from pkkmart.sales.shift_report import x_elements
from pkkmart.sales.tenders import Paid, Tender
from pkkmart.savings.operations import cancel_savings_slip, deposit
from pkkmart.savings.rules import SavingsKind
from pkkmart.till.kinds import CashIn, CashOut
from pkkmart.till.operations import cancel_cash_slip, cash_in, cash_out, close_shift, count_drawer, open_drawer
from pkkmart.till.places import CashPlace
from pkkmart.till.queries import expected_idr
from pkkmart.users.roles import Role
from tests import make
from tests.conftest import FrozenClock, memory_shop
from tests.scenarios.proofs import failures


@pytest.fixture
def rina(shop: FrozenClock) -> Actor:
    return make.cashier()


@pytest.fixture
def endang(rina: Actor) -> Actor:
    return make.cashier("Bu Endang", "4321", Role.TREASURER)


@pytest.fixture
def day(rina: Actor, endang: Actor, shop: FrozenClock) -> int:
    """A shift with all that a day brings; 200.000 of float."""
    shift = make.shift(rina, 200_000)
    make.funded(500_000)
    rice, cake = make.product("Beras", 23_430), make.product("Lemper", 2_000, owner_id=make.consignor(fixed_idr=1_600))
    siti = make.member()
    shop.pass_(minutes=10)
    make.sell(rina, (rice, 1), received_idr=50_000)
    checkout(
        rina,
        make.cart((rice, 2)),
        0,
        others=[Paid(Tender.QRIS, 46_860)],
        confirmed=frozenset({"below_stock"}),
        till_id=1,
    )
    checkout(rina, make.cart((cake, 5)), 10_000, confirmed=frozenset({"below_stock"}), till_id=1)
    changed = make.cart((cake, 4), buyer=siti)
    checkout(rina, changed, 10_000, to_savings_idr=1_500, confirmed=frozenset({"below_stock"}), till_id=1)
    wrong = make.sell(rina, (rice, 3), received_idr=100_000)
    void_sale(endang, wrong.sale.id, "salah barang", till_id=1)
    back = make.sell(rina, (rice, 1), received_idr=23_500)
    line = standing_sale(back.sale.id).lines[0]
    return_goods(endang, back.sale.id, [ReturnItem(line.id, 1_000)], "kutuan", till_id=1)
    swapped = make.sell(rina, (rice, 1), received_idr=25_000)
    correct_payment(endang, swapped.sale.id, 0, "ternyata QRIS", others=[Paid(Tender.QRIS, 23_430)], till_id=1)
    deposit(rina, siti.person_id, SavingsKind.MANDATORY, 20_000, CashPlace.DRAWER, till_id=1)
    shop.pass_(hours=2)
    cash_in(
        rina, CashIn.FROM_SAFE, 50_000, "uang receh habis", approval=Approval(endang, "uang receh habis"), till_id=1
    )
    gone = cash_out(rina, CashOut.TO_SAFE, 60_000, "setoran siang", till_id=1)
    cancel_cash_slip(endang, gone.id, "tidak jadi", till_id=1)
    cash_out(rina, CashOut.TO_SAFE, 30_000, "setoran siang", till_id=1)
    open_drawer(rina, "menukar uang", approval=Approval(endang, "ada saya"), till_id=1)
    return shift.id


def test_the_figures_of_a_full_day(day: int) -> None:
    report = shift_report(day)
    assert [(one.tender.value, one.receipts, one.amount_idr) for one in report.tenders] == [
        ("CASH", 4, 23_400 + 10_000 + 8_000 + 23_400),
        ("QRIS", 2, 46_860 + 23_430),
    ]
    assert (report.receipts, report.voided, report.returned, report.corrected) == (6, (1, 70_290), (1, 23_430), 1)
    assert sum(one.amount_idr for one in report.tenders) == report.total_idr + report.rounding_idr
    assert (report.consigned_idr, report.saved_change_idr) == (18_000, 1_500)
    assert report.cash_sales_idr == 64_800 + 1_500
    assert (report.corrected_cash_idr, report.returned_cash) == (-23_400, ((1, -23_400), (0, 0)))
    others = [moved for moved in report.shift.moved if moved.kind != "sale"]
    assert {(moved.kind, moved.cancelled): (moved.documents, moved.amount_idr) for moved in others} == {
        ("sale_change", False): (2, -46_800), ("savings_slip", False): (1, 20_000),
        ("cash_slip", False): (2, 20_000), ("cash_slip", True): (1, 0),
    }  # fmt: skip
    assert expected_idr(day) == 200_000 + sum(moved.amount_idr for moved in report.shift.moved)
    assert failures() == []


BLIND_X_32 = """\
            PKK Mart
--------------------------------
         LAPORAN X ke-1
Sif 1                 24/11/2026
Kasir                    Bu Rina
Buka            24/11/2026 10.42
Dicetak         24/11/2026 12.52
--------------------------------
PENJUALAN                6 struk
Tunai (4)
QRIS (2)                  70.290
Struk batal (1)           70.290
Retur (1)                 23.430
Cara bayar diganti             1
--------------------------------
UANG LACI SELAIN PENJUALAN
KL-26-000001 12.52
Tambah uang kecil dari brankas:
uang receh habis
KL-26-000002 12.52
BATAL Setor ke brankas: setoran
siang
KL-26-000003 12.52
Setor ke brankas: setoran siang
Retur tunai (1)
Simpanan (1)
--------------------------------
LACI DIBUKA TANPA JUALAN       1
12.52 menukar uang (Bu Rina, Bu
Endang)
--------------------------------
 Uang laci: dihitung dulu saat
             tutup
- - - - - - - - - - - - - - - -
"""

Z_48 = """\
                    PKK Mart
------------------------------------------------
                   LAPORAN Z
Sif 1                                 24/11/2026
Kasir                                    Bu Rina
Buka                            24/11/2026 10.42
Tutup                           24/11/2026 12.52
------------------------------------------------
PENJUALAN                                6 struk
Tunai (4)                                 64.800
QRIS (2)                                  70.290
Jumlah diterima                          135.090
termasuk pembulatan                          -60
termasuk titipan                          18.000
Kembalian jadi simpanan                    1.500
Struk batal (1)                           70.290
Retur (1)                                 23.430
Cara bayar diganti                             1
------------------------------------------------
UANG LACI SELAIN PENJUALAN
KL-26-000001 12.52                        50.000
Tambah uang kecil dari brankas: uang receh habis
KL-26-000002 12.52                             0
BATAL Setor ke brankas: setoran siang
KL-26-000003 12.52                       -30.000
Setor ke brankas: setoran siang
Retur tunai (1)                          -23.400
Simpanan (1)                              20.000
------------------------------------------------
LACI DIBUKA TANPA JUALAN                       1
12.52 menukar uang (Bu Rina, Bu Endang)
------------------------------------------------
ISI LACI
Modal awal                               200.000
Tunai dari penjualan                      66.300
Uang laci lain                            16.600
Seharusnya                               282.900
Hitungan pertama 12.52                   300.000
Hitungan ke-2 12.52                      305.000
Selisih lebih                             22.100
Sebab: salah kembalian
Disetujui Bu Endang
Setor ke brankas                         105.000
Tinggal di laci                          200.000

         Kasir                  Penerima



     .............            .............
        Bu Rina
- - - - - - - - - - - - - - - - - - - - - - - -
"""


def test_z_tells_a_first_count_that_a_later_sale_made_stale(rina: Actor) -> None:
    sugar = make.product(price_idr=10_000)
    shift = make.shift(rina, 100_000)
    count_drawer(rina, shift.id, {50_000: 1})
    make.sell(rina, (sugar, 1), received_idr=10_000)
    count_drawer(rina, shift.id, {10_000: 11})
    close_shift(rina, shift.id, approval=make.SEEN)
    lines = [line.split() for line in _show(print_z(rina, shift.id), 32).splitlines()]
    at = lines.index(["Seharusnya", "110.000"])
    assert lines[at + 1 : at + 6] == [
        ["Hitungan", "pertama", "10.42", "50.000"],
        ["seharusnya", "saat", "itu", "100.000"],
        ["selisih", "saat", "itu", "-50.000"],
        ["Hitungan", "ke-2", "10.42", "110.000"],
        ["Selisih", "0"],
    ]


def _show(job_id: int, columns: int) -> str:
    return as_text(elements_of(job_id), columns)


def test_x_tells_a_cashier_all_but_the_cash(rina: Actor, day: int) -> None:
    first, second = print_x(rina, day), print_x(rina, day)
    text = _show(first, 32)
    assert text == BLIND_X_32
    assert "LAPORAN X ke-2" in _show(second, 32)
    assert [job(one).copy_no for one in (first, second)] == [1, 1], "each is a paper of its own"
    for columns in (32, 42, 48):
        paper = _show(first, columns)
        assert max(map(len, paper.splitlines())) <= columns
        for hidden in (
            "Seharusnya",
            "Modal",
            "64.800",
            "135.090",
            "50.000",
            f"{expected_idr(day):,}".replace(",", "."),
        ):
            assert hidden not in paper


def test_x_tells_the_drawer_to_who_may_approve_its_difference(endang: Actor, day: int) -> None:
    lines = [" ".join(line.split()) for line in _show(print_x(endang, day), 48).splitlines()]
    sold, moved, drawer = (lines.index(title) for title in ("PENJUALAN 6 struk", MOVED, "ISI LACI"))
    assert {"Tunai (4) 64.800", "Jumlah diterima 135.090", "Kembalian jadi simpanan 1.500"} <= set(lines[sold:moved])
    assert {"KL-26-000001 12.52 50.000", "Retur tunai (1) -23.400", "Simpanan (1) 20.000"} <= set(lines[moved:drawer])
    assert lines[drawer + 1 : drawer + 5] == [
        "Modal awal 200.000",
        "Tunai dari penjualan 66.300",
        "Uang laci lain 16.600",
        "Seharusnya 282.900",
    ]
    assert (lines.count("Uang laci: dihitung dulu saat tutup"), expected_idr(day)) == (0, 282_900)
    assert shift_report(day).expected_idr == 282_900


MOVED = "UANG LACI SELAIN PENJUALAN"


def test_a_cancelled_return_has_a_line_of_its_own(rina: Actor, endang: Actor) -> None:
    """Counts and sums of goods taken back tie with those of the cash paid back."""
    shift, sugar = make.shift(rina, 200_000), make.product(price_idr=10_000)
    make.bought(sugar, 10, 80_000)
    backs = []
    for _sale in range(2):
        sold = make.sell(rina, (sugar, 1), received_idr=10_000).sale
        item = ReturnItem(standing_sale(sold.id).lines[0].id, 1_000)
        backs.append(return_goods(endang, sold.id, [item], "kutuan", till_id=1))
    cancel_return(endang, backs[0].id, "salah struk", till_id=1)
    assert _returns(shift.id) == [
        ["Retur (1)", "10.000"],
        ["Retur dibatalkan (1)", "10.000"],
        ["Retur tunai (1)", "-10.000"],
        ["Retur dibatalkan (1)", "0"],
    ]
    assert shift_report(shift.id).expected_idr == expected_idr(shift.id) == 210_000


def test_cancelled_documents_of_each_kind_are_counted_on_their_own(rina: Actor, endang: Actor) -> None:
    shift, siti = make.shift(rina, 200_000), make.member()
    slips = [
        deposit(rina, siti.person_id, SavingsKind.VOLUNTARY, amount, CashPlace.DRAWER, till_id=1)
        for amount in (20_000, 7_000, 5_000)
    ]
    cancel_savings_slip(endang, slips[1].id, "dobel", till_id=1)
    assert _lines(shift.id, "Simpanan") == [["Simpanan (2)", "25.000"], ["Simpanan batal (1)", "0"]]
    assert shift_report(shift.id).expected_idr == expected_idr(shift.id) == 225_000


def test_what_an_earlier_shift_brought_is_told_as_cancelled_where_it_went_out(rina: Actor, endang: Actor) -> None:
    first, siti = make.shift(rina, 200_000), make.member()
    slip = deposit(rina, siti.person_id, SavingsKind.VOLUNTARY, 20_000, CashPlace.DRAWER, till_id=1)
    count_drawer(rina, first.id, {100_000: 2, 20_000: 1})
    close_shift(rina, first.id, hand_over_idr=20_000, reason="")
    second = make.shift(rina, 200_000)
    cancel_savings_slip(endang, slip.id, "dobel", till_id=1)
    assert _lines(second.id, "Simpanan") == [["Simpanan batal (1)", "-20.000"]]
    assert shift_report(second.id).expected_idr == expected_idr(second.id) == 180_000


def _returns(shift_id: int) -> list[list[str]]:
    return _lines(shift_id, "Retur")


def _lines(shift_id: int, words: str) -> list[list[str]]:
    """The lines of the X report that start so: their words and their figure."""
    lines = as_text(x_elements(shift_report(shift_id), 1, clock.now_text(), blind=False), 48).splitlines()
    return [line.rsplit(maxsplit=1) for line in lines if line.startswith(words)]


def test_z_ends_with_the_drawer_and_two_signatures(rina: Actor, endang: Actor, day: int) -> None:
    with pytest.raises(ShiftNotClosed) as told:
        print_z(rina, day)
    assert str(told.value).startswith("Sif 1 belum ditutup.")
    count_drawer(rina, day, {100_000: 3})
    count_drawer(rina, day, {100_000: 3, 5_000: 1})
    close_shift(
        rina, day, hand_over_idr=105_000, reason="salah kembalian", approval=Approval(endang, "dihitung berdua")
    )
    first = print_z(rina, day)
    assert _show(first, 48) == Z_48
    for columns in (32, 42, 48):
        assert max(map(len, _show(first, columns).splitlines())) <= columns


def test_z_again_is_the_same_paper_marked_as_a_copy(
    rina: Actor, endang: Actor, day: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    count_drawer(rina, day, {100: expected_idr(day) // 100})
    close_shift(rina, day)
    first = print_z(rina, day)
    second = print_z(endang, day)
    assert elements_of(first) == elements_of(second)
    assert [one.copy_no for one in jobs_of("shift", day)] == [1, 2]
    row = Audit.select().order_by(Audit.id.desc()).get()
    assert (row.act, row.actor, row.subject) == ("print_z", "Bu Endang", "shift 1 Z")
    paper = tmp_path_factory.mktemp("printer") / "paper.bin"
    pump(PrinterSettings(kind=PrinterKind.FILE, path=str(paper)))
    assert b"SALINAN ke-1" in paper.read_bytes()


@pytest.mark.parametrize("columns", [32, 42, 48])
def test_a_printer_gets_both_reports(rina: Actor, day: int, columns: int) -> None:
    data = to_bytes(elements_of(print_x(rina, day)), columns=columns, dots=384)
    assert b"LAPORAN X ke-1" in data


PAYS = st.tuples(st.integers(1, 6), st.integers(0, 40_000), st.sampled_from(["keep", "void", "return"]))


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(sales=st.lists(PAYS, min_size=1, max_size=6))
def test_z_adds_up_whatever_was_sold_and_taken_back(
    template: sqlite3.Connection, sales: list[tuple[int, int, str]]
) -> None:
    with clock.using(lambda: datetime(2026, 11, 24, 4, 0, tzinfo=UTC)), memory_shop(template):
        endang = make.cashier("Bu Endang", "4321", Role.TREASURER)
        shift = make.shift(endang, 300_000)
        rice = make.product("Beras", 7_777)
        for pieces, qris, after in sales:
            _sell(endang, rice, pieces, qris, after)
        report = shift_report(shift.id)
        cash = sum(one.amount_idr for one in report.tenders if one.tender is Tender.CASH)
        assert sum(one.amount_idr for one in report.tenders) == report.total_idr + report.rounding_idr
        assert report.cash_sales_idr == cash + report.saved_change_idr
        assert report.receipts + report.voided[0] == len(sales)
        expected = expected_idr(shift.id)
        assert expected == 300_000 + sum(moved.amount_idr for moved in report.shift.moved)
        count_drawer(endang, shift.id, {100: expected // 100})
        close_shift(endang, shift.id, reason="uji")
        end = shift_report(shift.id).shift.end
        assert end is not None
        assert end.expected_idr == expected


def _sell(endang: Actor, rice: int, pieces: int, qris_idr: int, after: str) -> None:
    cart = make.cart((rice, pieces))
    others = [Paid(Tender.QRIS, min(qris_idr, cart.total_idr))] if qris_idr else []
    sold = checkout(endang, cart, 100_000 if qris_idr < cart.total_idr else 0, others=others,
                    confirmed=frozenset({"below_stock"}), till_id=1)  # fmt: skip
    try:
        if after == "void":
            void_sale(endang, sold.sale.id, "salah", till_id=1)
        elif after == "return":
            return_goods(
                endang, sold.sale.id, [ReturnItem(standing_sale(sold.sale.id).lines[0].id, 1_000)], "rusak", till_id=1
            )
    except UserError as refused:
        raise AssertionError(str(refused)) from refused
