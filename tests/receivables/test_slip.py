"""The slip of a repayment at 32 and 48 columns: which purchases it paid, and what is left."""

from __future__ import annotations

import pytest

from pkkmart.core.actor import SYSTEM
from pkkmart.printing.queries import elements_of, jobs_of
from pkkmart.printing.slip import as_text, layout
from pkkmart.receivables.operations import cancel_repayment, repay, set_limit
from pkkmart.till.places import CashPlace
from tests import make
from tests.conftest import FrozenClock
from tests.receivables.bare_sales import sell

REPAID_32 = """\
            PKK Mart
--------------------------------
          ANGSURAN BON
AB-26-000001    24/11/2026 10.42
Anggota                   A-0001
Siti Wahyuni
--------------------------------
Angsuran                Rp50.000
Terbilang: lima puluh ribu
rupiah
Masuk ke              Laci kasir
--------------------------------
Untuk belanja
PM-26-000001              30.000
PM-26-000002              20.000
--------------------------------
Sisa bon sekarang         25.000

    Pembayar         Petugas



 .............    .............
  Siti Wahyuni       Bu Rina
- - - - - - - - - - - - - - - -
"""


@pytest.fixture
def siti(shop: FrozenClock) -> int:
    rina = make.cashier()
    siti = make.member().person_id
    make.shift(rina)
    set_limit(SYSTEM, siti, 200_000, "rapat pengurus", till_id=1)
    sell(rina, siti, bon=30_000)
    sell(rina, siti, bon=45_000)
    repay(rina, siti, 50_000, CashPlace.DRAWER, till_id=1)
    cancel_repayment(rina, 1, "salah orang", till_id=1)
    return siti


def test_a_repayment_on_58_mm_paper(siti: int) -> None:
    assert as_text(elements_of(jobs_of("repayment", 1)[0].id), 32) == REPAID_32


def test_a_cancellation_says_what_it_takes_back(siti: int) -> None:
    lines = as_text(elements_of(jobs_of("void", 1)[0].id), 48).splitlines()
    for line in (
        "               BATAL ANGSURAN BON",
        "Membatalkan                         AB-26-000001",
        "Sebab: salah orang",
        "Dikembalikan                            Rp50.000",
        "Keluar dari                           Laci kasir",
        "Sisa bon sekarang                         75.000",
    ):
        assert line in lines


@pytest.mark.parametrize("columns", [32, 42, 48])
def test_no_line_is_wider_than_the_paper(siti: int, columns: int) -> None:
    for kind, origin_id in (("repayment", 1), ("void", 1)):
        laid = layout(elements_of(jobs_of(kind, origin_id)[0].id), columns)
        assert max(line.width for line in laid) <= columns
