"""The receipt as paper: everything law and buyers ask for, at 32 and 48 columns."""

from __future__ import annotations

import pytest

from pkkmart.core.actor import SYSTEM, Permission
from pkkmart.core.operation import operation
from pkkmart.core.settings import write_setting
from pkkmart.printing.letterhead import SHOP_ADDRESS, SHOP_LEGAL_NAME, SHOP_LEGAL_NUMBER, SHOP_NAME, SHOP_PHONE
from pkkmart.printing.queries import elements_of
from pkkmart.printing.slip import Barcode, DrawerKick, as_text
from tests import make

PAPER_32 = """\
         PKK Mart Setu
    Koperasi Konsumen Melati
           BH AHU-123
     Jl. Raya Setu 1, Setu
         Telp. 021-555
--------------------------------
PM-26-000001    24/11/2026 10.42
Kasir                    Bu Rina
Anggota     Siti Wahyuni A-0001
--------------------------------
Keripik Singkong Balado Pedas
Sekali 150 g *
2 pcs x 12.000            24.000
Telur ayam
0,25 kg x 27.800           6.950
--------------------------------
TOTAL (3 barang)          30.950
Pembulatan tunai             -50
Harus dibayar             30.900
Tunai                     50.000
Kembali                   19.100
Hemat harga anggota           50
--------------------------------
* barang titipan UMKM: Bu Sari
"""


@operation(Permission.KEEP_SETTINGS)
def _name_shop(actor: make.Actor) -> None:
    for setting, value in (
        (SHOP_NAME, "PKK Mart Setu"),
        (SHOP_LEGAL_NAME, "Koperasi Konsumen Melati"),
        (SHOP_LEGAL_NUMBER, "AHU-123"),
        (SHOP_ADDRESS, "Jl. Raya Setu 1, Setu"),
        (SHOP_PHONE, "021-555"),
    ):
        write_setting(setting, value)


@pytest.fixture
def paper(shop: object) -> list[object]:
    _name_shop(SYSTEM)
    rina = make.cashier()
    sari = make.consignor(percent_bp=1_000)
    chips = make.product("Keripik Singkong Balado Pedas Sekali 150 g", 12_000, owner_id=sari)
    eggs = make.product("Telur ayam", 28_000, by_weight=True, unit="kg", member_price_idr=27_800)
    make.shift(rina)
    cart = make.cart((chips, 2), buyer=make.member())
    cart = cart.add(make.by_ids([eggs])[eggs], 250)
    result = make.checkout(rina, cart, 50_000)
    return list(elements_of(result.job_id))


def test_it_says_everything_at_32_columns(paper: list[object]) -> None:
    text = "\n".join(line.rstrip() for line in as_text(paper, 32).splitlines())  # type: ignore[arg-type]
    assert text.startswith(PAPER_32.replace("Anggota     Siti Wahyuni A-0001", "Anggota      Siti Wahyuni A-0001"))
    assert "Belanja Anda tahun 2026:" in text
    assert "Barang dapat ditukar hari ini" in text


def test_at_48_columns_names_stay_on_one_line(paper: list[object]) -> None:
    text = as_text(paper, 48)  # type: ignore[arg-type]
    assert "Keripik Singkong Balado Pedas Sekali 150 g *" in text
    assert max(map(len, text.splitlines())) <= 48


def test_the_kick_leads_and_the_number_is_a_barcode(paper: list[object]) -> None:
    assert isinstance(paper[0], DrawerKick)
    assert Barcode("PM-26-000001") in paper
