"""The slips a consignor signs, at both widths: goods brought, goods returned, money paid."""

from __future__ import annotations

import pytest

from pkkmart.consignment.operations import (
    LossItem,
    ReturnItem,
    cancel_loss,
    pay_settlement,
    record_loss,
    record_return,
    settle,
)
from pkkmart.consignment.slip import loss_slip
from pkkmart.core import clock
from pkkmart.core.actor import SYSTEM, Actor, Permission
from pkkmart.core.operation import operation
from pkkmart.core.quantity import ONE
from pkkmart.core.settings import write_setting
from pkkmart.printing.letterhead import SHOP_ADDRESS, SHOP_LEGAL_NAME, SHOP_NAME, SHOP_PHONE
from pkkmart.printing.queries import elements_of, jobs_of
from pkkmart.printing.slip import Cut, DrawerKick, as_text
from pkkmart.till.places import CashPlace
from tests import make

RETURN_32 = """\
         PKK Mart Setu
    Koperasi Konsumen Melati
     Jl. Raya Setu 1, Setu
         Telp. 021-555
--------------------------------
       NOTA RETUR TITIPAN
NR-26-000001          24/11/2026
Penitip                  Bu Sari
--------------------------------
Lemper                     3 pcs
setor 1.600
--------------------------------
JUMLAH (1 macam)               3
sisa sore

    Penitip          Petugas



   (Bu Sari)        (Bu Rina)
"""

KUITANSI_32 = """\
         PKK Mart Setu
    Koperasi Konsumen Melati
     Jl. Raya Setu 1, Setu
         Telp. 021-555
--------------------------------
            KUITANSI
KW-26-000001          24/11/2026
--------------------------------
Sudah dibayar kepada
Bu Sari
diterima oleh Dewi

            Rp10.000
    # Sepuluh ribu rupiah #

Untuk hasil titipan 24/11/2026,
perhitungan PT-26-000001.
--------------------------------
Lemper
laku 10 x 2.000           20.000
dibawa pulang 3
Lemper
diganti toko 1             1.600
--------------------------------
Komisi koperasi           -4.000
Hak penitip               17.600
Dibayar sekarang          10.000
Belum dibayar              7.600

    Penitip           Kasir



     (Dewi)         (Bu Rina)
"""


@operation(Permission.KEEP_SETTINGS)
def _name_shop(actor: Actor) -> None:
    for setting, value in (
        (SHOP_NAME, "PKK Mart Setu"),
        (SHOP_LEGAL_NAME, "Koperasi Konsumen Melati"),
        (SHOP_ADDRESS, "Jl. Raya Setu 1, Setu"),
        (SHOP_PHONE, "021-555"),
    ):
        write_setting(setting, value)


@pytest.fixture
def rina(shop: object) -> Actor:
    _name_shop(SYSTEM)
    rina = make.cashier()
    sari = make.consignor(fixed_idr=1_600)
    lemper = make.product("Lemper", 2_000, owner_id=sari)
    make.delivered(sari, lemper, 50)
    make.shift(rina, 50_000)
    make.sell(rina, (lemper, 10), received_idr=20_000)
    record_return(rina, sari, [ReturnItem(lemper, 3 * ONE)], note="sisa sore")
    record_loss(SYSTEM, sari, [LossItem(lemper, ONE)])
    settle(rina, sari, clock.today())
    return rina


def paper(kind: str, columns: int) -> str:
    """The newest slip of the first document of a kind, as it leaves the printer."""
    elements = elements_of(jobs_of(kind, 1)[-1].id)
    assert isinstance(elements[-1], Cut)
    return "\n".join(line.rstrip() for line in as_text(elements, columns).splitlines())


def test_a_return_note_at_32_columns(rina: Actor) -> None:
    assert paper("return_note", 32).startswith(RETURN_32)


def test_a_delivery_note_says_who_took_the_goods(rina: Actor) -> None:
    text = paper("delivery", 48)
    assert "NOTA TITIP\n" in text
    assert "Lemper                                    50 pcs" in text
    assert "(Bu Sari)" in text
    assert "Penerima" in text


def test_what_has_a_percentage_is_noted_at_its_price(shop: object) -> None:
    ani = make.consignor("Bu Ani", percent_bp=1_500)
    make.delivered(ani, make.product("Tas rajut", 99_000, owner_id=ani), 1)
    assert "\njual 99.000\n" in paper("delivery", 32)


def test_a_kuitansi_at_32_columns(rina: Actor) -> None:
    pay_settlement(rina, 1, CashPlace.DRAWER, amount_idr=10_000, received_by="Dewi", till_id=1)
    assert paper("payout", 32).startswith(KUITANSI_32)
    assert isinstance(elements_of(jobs_of("payout", 1)[0].id)[0], DrawerKick)


def test_the_last_kuitansi_says_what_was_paid_before_and_nothing_is_wider_than_the_paper(rina: Actor) -> None:
    pay_settlement(rina, 1, CashPlace.DRAWER, amount_idr=10_000, till_id=1)
    make.funded(7_600)
    pay_settlement(SYSTEM, 1, CashPlace.SAFE, till_id=1)
    elements = elements_of(jobs_of("payout", 2)[0].id)
    assert not isinstance(elements[0], DrawerKick), "money from the safe opens no drawer"
    text = as_text(elements, 48)
    assert "Sudah dibayar sebelumnya                  10.000" in text
    assert "Belum dibayar" not in text
    assert "# Tujuh ribu enam ratus rupiah #" in text
    assert "diterima oleh" not in text
    for columns in (32, 42, 48):
        for job in (*jobs_of("payout", 1), *jobs_of("payout", 2), *jobs_of("delivery", 1)):
            assert max(map(len, as_text(elements_of(job.id), columns).splitlines())) <= columns


def test_long_names_and_a_long_account_stay_on_the_paper(shop: object) -> None:
    rina = make.cashier("Endang Sulistyowati Kartikaningrum")
    kwt = make.consignor("Kelompok Wanita Tani Melati Pisangan Timur", fixed_idr=1_234_567)
    goods = make.product("Kain batik tulis motif sekar jagad ukuran 2,5 meter", 2_345_678, owner_id=kwt)
    make.delivered(kwt, goods, 499)
    make.shift(rina)
    make.sell(rina, (goods, 12), received_idr=28_148_200)
    settle(rina, kwt, clock.today())
    pay_settlement(rina, 1, CashPlace.DRAWER, till_id=1)
    text = paper("payout", 32)
    assert "Rp14.814.804" in text
    assert max(map(len, text.splitlines())) <= 32
    for part in ("(Kelompok Wanita", "Endang"):
        assert part in text


def test_lost_goods_have_a_paper_that_says_what_the_shop_replaces(rina: Actor) -> None:
    elements = loss_slip(1).elements
    text = "\n".join(line.rstrip() for line in as_text(elements, 32).splitlines())
    told = "Lemper\n1 pcs                      1.600\n" + "-" * 32 + "\nDiganti                  Rp1.600\n"
    assert "   BERITA KEHILANGAN TITIPAN\nRG-26-000001          24/11/2026\nPenitip                  Bu Sari\n" in text
    assert told + "Terbilang: seribu enam ratus\nrupiah\n" in text
    for columns in (32, 42, 48):
        assert max(map(len, as_text(elements, columns).splitlines())) <= columns


def test_a_cancelled_loss_says_so(shop: object) -> None:
    sari = make.consignor(fixed_idr=1_600)
    lemper = make.product("Lemper", 2_000, owner_id=sari)
    make.delivered(sari, lemper, 5)
    record_loss(SYSTEM, sari, [LossItem(lemper, ONE)])
    cancel_loss(SYSTEM, 1, "ketemu lagi")
    assert "BATAL: dibatalkan dengan\nBT-26-000001." in as_text(loss_slip(1).elements, 32)
