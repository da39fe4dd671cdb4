"""The receipt as paper: everything law and buyers ask for, at 32, 42 and 48 columns."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from pkkmart.core.actor import SYSTEM, Permission
from pkkmart.core.operation import operation
from pkkmart.core.settings import write_setting
from pkkmart.printing.letterhead import (
    RECEIPT_FOOTER,
    RECEIPT_HEADER,
    RECEIPT_POLICY,
    SHOP_ADDRESS,
    SHOP_LEGAL_NAME,
    SHOP_LEGAL_NUMBER,
    SHOP_NAME,
    SHOP_PHONE,
)
from pkkmart.printing.queries import elements_of
from pkkmart.printing.slip import Barcode, DrawerKick, as_text
from pkkmart.sales.models import SETS
from pkkmart.sales.queries import ReceiptLine, ReceiptPayment, SaleView
from pkkmart.sales.receipt import receipt_elements
from pkkmart.sales.tenders import Tender
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
  2 pcs x 12.000          24.000
Telur ayam
  0,25 kg x 27.800         6.950
--------------------------------
TOTAL (3 barang)          30.950
Pembulatan tunai             -50
Harus dibayar             30.900
Tunai                     50.000
Kembali                   19.100
ANDA HEMAT                    50
--------------------------------
* barang titipan UMKM: Bu Sari
"""


EVERYTHING = SaleView(
    id=417,
    number="PM-26-000417",
    business_date=date(2026, 11, 24),
    recorded_at="2026-11-24T09:15:00.000000Z",
    cashier="Bu Rina",
    till_name="Kasir 1",
    member_id=7,
    member="Siti Wahyuni",
    member_number="A-0001",
    member_year_idr=1_250_000,
    lines=(
        ReceiptLine("Lemper ayam", "pcs", 10_000, 2_500, 2_500, 5_000, 20_000, "Bu Sari", "Promo kue sore"),
        ReceiptLine("Minyak goreng 1 L", "pcs", 2_000, 18_000, 17_500, 1_000, 34_000, "", "botol penyok"),
        ReceiptLine("Telur ayam", "kg", 1_250, 28_000, 28_000, 500, 34_500, ""),
        ReceiptLine("Gula pasir 1 kg", "pcs", 1_000, 17_500, 18_000, 0, 18_000, ""),
    ),
    payments=(
        ReceiptPayment("QRIS", 40_000, 40_000, 0),
        ReceiptPayment("SAVINGS", 25_000, 25_000, 0),
        ReceiptPayment("CASH", 41_500, 50_000, 8_500),
    ),
    total_idr=106_500,
    rounding_idr=0,
    notes=(("Kembalian ke simpanan", "8.500"), ("Saldo sukarela", "158.500")),
)
"""A receipt with everything on it, before the counter sells so."""

EVERYTHING_42 = """\
Lemper ayam *
  10 pcs x 2.500                    25.000
  Diskon Promo kue sore             -5.000
Minyak goreng 1 L
  2 pcs x 17.500                    35.000
  Diskon botol penyok               -1.000
Telur ayam
  1,25 kg x 28.000                  35.000
  Diskon                              -500
Gula pasir 1 kg
  1 pcs x 18.000                    18.000
------------------------------------------
TOTAL (14 barang)                  106.500
QRIS                                40.000
Simpanan sukarela                   25.000
Tunai                               50.000
Kembali                              8.500
Kembalian ke simpanan                8.500
Saldo sukarela                     158.500
ANDA HEMAT                           7.500
------------------------------------------
"""


@operation(Permission.KEEP_SETTINGS)
def word_receipt(actor: make.Actor, header: str, policy: str, footer: str) -> None:
    for setting, value in ((RECEIPT_HEADER, header), (RECEIPT_POLICY, policy), (RECEIPT_FOOTER, footer)):
        write_setting(setting, value)


@operation(Permission.KEEP_SETTINGS)
def name_shop(actor: make.Actor) -> None:
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
    name_shop(SYSTEM)
    rina = make.cashier()
    sari = make.consignor(percent_bp=1_000)
    chips = make.product("Keripik Singkong Balado Pedas Sekali 150 g", 12_000, owner_id=sari)
    eggs = make.product("Telur ayam", 28_000, by_weight=True, unit="kg", member_price_idr=27_800)
    make.shift(rina)
    cart = make.cart((chips, 2), buyer=make.member())
    cart = cart.add(make.by_ids([eggs])[eggs], 250)
    result = make.checkout(rina, cart, 50_000, till_id=1)
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


def test_discounts_tenders_and_what_was_saved_each_have_their_line(shop: object) -> None:
    assert EVERYTHING_42 in as_text(receipt_elements(EVERYTHING), 42)
    for columns in (32, 48):
        lines = as_text(receipt_elements(EVERYTHING), columns).splitlines()
        assert max(map(len, lines)) <= columns
        for words, amount in (("Diskon Promo kue sore", "-5.000"), ("Saldo sukarela", "158.500")):
            assert any(words in line and line.endswith(amount) for line in lines)


PAKET_32 = """\
Hampers Lebaran
                          93.000
  Diskon Promo kue sore   -5.000
  1 Lemper ayam *
  1 Minyak goreng 1 L
Gula pasir 1 kg
  1 pcs x 18.000          18.000
"""


def test_a_paket_has_one_price_with_its_parts_under_it(shop: object) -> None:
    parts = tuple(
        replace(EVERYTHING.lines[place], qty_milli=1_000, net_idr=net, discount_idr=off, paket=9, kit_name=name)
        for place, net, off, name in ((0, 30_000, 2_000, "Hampers Lebaran"), (1, 58_000, 3_000, "Hampers Lebaran"))
    )
    elements = receipt_elements(replace(EVERYTHING, lines=(*parts, EVERYTHING.lines[-1])))
    assert PAKET_32 in "\n".join(line.rstrip() for line in as_text(elements, 32).splitlines())


def test_without_cash_there_is_no_change_to_speak_of(shop: object) -> None:
    text = as_text(receipt_elements(replace(EVERYTHING, payments=EVERYTHING.payments[:1], notes=())), 32)
    assert "QRIS                      40.000" in text
    assert "Kembali" not in text


def test_a_price_above_the_list_saves_nothing(shop: object) -> None:
    dearer = replace(EVERYTHING, lines=EVERYTHING.lines[-1:])
    assert dearer.saved_idr == 0
    assert "HEMAT" not in as_text(receipt_elements(dearer), 32)


def test_every_tender_there_is_has_a_name() -> None:
    assert {one.value for one in Tender if one.facts.on_paper} == set(SETS["tender"])


def test_the_shops_own_words_stand_at_head_and_foot(shop: object) -> None:
    word_receipt(SYSTEM, "Buka tiap hari 06.00-17.00", "", "Sampai jumpa")
    text = as_text(receipt_elements(EVERYTHING), 32)
    assert text.index("Buka tiap hari") < text.index("PM-26-000417")
    assert "Sampai jumpa" in text
    assert "ditukar" not in text
