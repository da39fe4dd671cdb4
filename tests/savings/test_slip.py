"""The slip as paper at 32 and 48 columns: the paper for the member."""

from __future__ import annotations

from datetime import date

import pytest

from pkkmart.core.actor import SYSTEM, Actor, Permission
from pkkmart.core.operation import operation
from pkkmart.core.settings import write_setting
from pkkmart.printing.letterhead import SHOP_ADDRESS, SHOP_LEGAL_NAME, SHOP_NAME
from pkkmart.printing.queries import elements_of, jobs_of
from pkkmart.printing.slip import as_text, layout
from pkkmart.savings.operations import cancel_savings_slip, deposit, withdraw
from pkkmart.savings.rules import SavingsKind
from pkkmart.till.places import CashPlace
from tests import make
from tests.conftest import FrozenClock


@operation(Permission.KEEP_SETTINGS)
def _name_shop(actor: Actor) -> None:
    for setting, value in (
        (SHOP_NAME, "PKK Mart Setu"),
        (SHOP_LEGAL_NAME, "Koperasi Konsumen Melati"),
        (SHOP_ADDRESS, "Jl. Raya Setu 1, Setu"),
    ):
        write_setting(setting, value)


def paper(kind: str, origin_id: int, columns: int) -> str:
    return as_text(elements_of(jobs_of(kind, origin_id)[0].id), columns)


@pytest.fixture
def siti(shop: FrozenClock) -> int:
    _name_shop(SYSTEM)
    rina = make.cashier()
    siti = make.member().person_id
    make.shift(rina, 100_000)
    deposit(rina, siti, SavingsKind.VOLUNTARY, 412_500, CashPlace.DRAWER, till_id=1)
    withdraw(rina, siti, 121_000, CashPlace.DRAWER, note="untuk sekolah", till_id=1)
    cancel_savings_slip(rina, 2, "salah jumlah", till_id=1)
    return siti


DEPOSIT_32 = """\
         PKK Mart Setu
    Koperasi Konsumen Melati
     Jl. Raya Setu 1, Setu
--------------------------------
        SETORAN SIMPANAN
SP-26-000001    24/11/2026 10.42
Anggota                   A-0001
Siti Wahyuni
--------------------------------
Simpanan sukarela      Rp412.500
Terbilang: empat ratus dua belas
ribu lima ratus rupiah
Masuk ke              Laci kasir
--------------------------------
Saldo sukarela sekarang  412.500

    Penyetor         Petugas



 .............    .............
  Siti Wahyuni       Bu Rina
- - - - - - - - - - - - - - - -
"""

WITHDRAWAL_48 = """\
                 PKK Mart Setu
            Koperasi Konsumen Melati
             Jl. Raya Setu 1, Setu
------------------------------------------------
               PENARIKAN SIMPANAN
SP-26-000002                    24/11/2026 10.42
Anggota                                   A-0001
Siti Wahyuni
------------------------------------------------
Simpanan sukarela                      Rp121.000
Terbilang: seratus dua puluh satu ribu rupiah
Keluar dari                           Laci kasir
Catatan: untuk sekolah
------------------------------------------------
Saldo sukarela sekarang                  291.500

        Penerima                 Petugas



     .............            .............
      Siti Wahyuni               Bu Rina
- - - - - - - - - - - - - - - - - - - - - - - -
"""


def test_a_deposit_on_58_mm_paper(siti: int) -> None:
    assert paper("savings_slip", 1, 32) == DEPOSIT_32


def test_a_withdrawal_on_80_mm_paper(siti: int) -> None:
    assert paper("savings_slip", 2, 48) == WITHDRAWAL_48


def test_a_cancellation_says_what_it_takes_back(siti: int) -> None:
    text = paper("void", 1, 32)
    for line in (
        "        BATAL PENARIKAN",
        "BT-26-000001    24/11/2026 10.42",
        "Membatalkan         SP-26-000002",
        "Sebab: salah jumlah",
        "Masuk ke              Laci kasir",
        "Saldo sukarela sekarang  412.500",
        "    Penyetor         Petugas",
    ):
        assert line in text.splitlines()


@pytest.mark.parametrize("columns", [32, 42, 48])
def test_no_line_is_wider_than_the_paper(siti: int, columns: int) -> None:
    for kind, origin_id in (("savings_slip", 1), ("savings_slip", 2), ("void", 1)):
        laid = layout(elements_of(jobs_of(kind, origin_id)[0].id), columns)
        assert max(line.width for line in laid) <= columns


def test_a_slip_booked_for_another_day_shows_no_hour(siti: int) -> None:
    deposit(SYSTEM, siti, SavingsKind.MANDATORY, 20_000, CashPlace.SAFE, day=date(2026, 11, 20), till_id=1)
    assert "SP-26-000003          20/11/2026" in paper("savings_slip", 3, 32).splitlines()
