"""The slips of the cash book: a cost, money carried, QRIS by days; each at every width of paper."""

from __future__ import annotations

from datetime import date

import pytest

from pkkmart.cashbook.operations import cancel_expense, record_expense, settle_clearing, transfer
from pkkmart.cashbook.slip import SLIPS
from pkkmart.core.actor import Actor
from pkkmart.ledger.chart import Account
from pkkmart.ledger.posting import credit, debit
from pkkmart.printing.operations import print_slip
from pkkmart.printing.queries import jobs_of
from pkkmart.printing.slip import WIDTHS, as_text
from pkkmart.sales.tenders import Paid, Tender
from pkkmart.till.places import CashPlace
from pkkmart.users.roles import Role
from tests import make
from tests.make import post_opening

DRAWER, PETTY, SAFE, TRANSIT, BANK = CashPlace

COST = """\
            PKK Mart
--------------------------------
        BUKTI KAS KELUAR
BK-26-000001          24/11/2026
--------------------------------
Kepada: Toko Plastik
Untuk: Plastik, kemasan,
perlengkapan
Dibayar                 Rp35.000
Terbilang: tiga puluh lima ribu
rupiah
Keluar dari              Brankas
Catatan: kantong dua pak
--------------------------------

    Penerima         Petugas



 .............    .............
  Toko Plastik      Bu Endang
"""

CARRIED = """\
    BUKTI SETOR / PINDAH KAS
PK-26-000001          24/11/2026
--------------------------------
Dari                     Brankas
Ke      Dalam perjalanan ke bank
Jumlah                 Rp500.000
Terbilang: lima ratus ribu
rupiah
--------------------------------

   Diserahkan       Diterima
"""

QRIS = """\
     REKAP QRIS MASUK BANK
CQ-26-000001          24/11/2026
--------------------------------
23/11/2026                40.000
24/11/2026                60.000
--------------------------------
JUMLAH (2 hari)          100.000
Biaya penyedia              -700
Masuk bank              Rp99.300
--------------------------------
"""


@pytest.fixture
def endang(shop: object) -> Actor:
    actor = make.cashier("Bu Endang", "4321", Role.TREASURER)
    post_opening(actor, [debit(Account.SAFE, 3_000_000), credit(Account.GRANT, 3_000_000)], date(2026, 11, 1))
    return actor


def text(kind: str, columns: int = 32) -> str:
    """The slip of the first document of a kind as it leaves the printer."""
    return "\n".join(line.rstrip() for line in as_text(SLIPS[kind](1).elements, columns).splitlines())


def cost(endang: Actor) -> None:
    record_expense(
        endang, Account.SUPPLIES, 35_000, SAFE, till_id=1, payee="Toko Plastik", note="kantong dua pak"
    )  # fmt: skip


def test_a_cost_names_who_was_paid_and_both_sign(endang: Actor) -> None:
    cost(endang)
    assert text("expense").startswith(COST)


def test_a_cancelled_cost_says_so(endang: Actor) -> None:
    cost(endang)
    cancel_expense(endang, 1, "salah", till_id=1)
    assert "BK-26-000001          24/11/2026\nBATAL: dibatalkan dengan\nBT-26-000001.\n" in text("expense")


def test_carried_money_names_both_places(endang: Actor) -> None:
    transfer(endang, SAFE, TRANSIT, 500_000, till_id=1)
    assert CARRIED in text("transfer")


def test_qris_is_told_by_days_with_the_fee(endang: Actor) -> None:
    rina = make.cashier()
    make.shift(rina)
    make.sell(rina, (make.product("Beras", 60_000), 1), others=[Paid(Tender.QRIS, 60_000, "123456789012")])
    day = date(2026, 11, 23)
    post_opening(endang, [debit(Account.CLEARING, 40_000), credit(Account.GRANT, 40_000)], day)
    settle_clearing(endang, [(date(2026, 11, 24), 60_000), (day, 40_000)], 99_300)
    assert QRIS in text("clearing")
    for width in WIDTHS:
        assert max(map(len, text("clearing", width).splitlines())) <= width


def test_long_words_stay_on_the_paper(endang: Actor) -> None:
    record_expense(
        endang, Account.OTHER_COST_ITEMS, 2_999_999, SAFE, till_id=1,
        payee="Perusahaan Listrik Negara Unit Pelayanan Pelanggan", note="rekening bulan November " * 3,
    )  # fmt: skip
    for width in WIDTHS:
        assert max(map(len, text("expense", width).splitlines())) <= width
        assert "Rp2.999.999" in text("expense", width)


def test_a_slip_is_printed_when_it_is_wished_and_each_copy_is_counted(endang: Actor) -> None:
    cost(endang)
    assert jobs_of("expense", 1) == []
    print_slip(endang, SLIPS["expense"](1))
    print_slip(endang, SLIPS["expense"](1))
    assert [(job.title, job.copy_no) for job in jobs_of("expense", 1)] == [("BK-26-000001", 1), ("BK-26-000001", 2)]


def test_what_was_never_written_has_no_slip(shop: object) -> None:
    for kind, slip in SLIPS.items():
        with pytest.raises(LookupError, match=f"no {kind} 9"):
            slip(9)
