"""The nota of a sale, read back from its PDF, and the receipt as a message."""

from __future__ import annotations

from dataclasses import replace

import pypdfium2
import pytest

from pkkmart.core.actor import SYSTEM
from pkkmart.printing.letterhead import PLACE, SHOP_ADDRESS
from pkkmart.sales.message import receipt_text
from pkkmart.sales.nota import nota_name, nota_pdf
from pkkmart.sales.queries import sale_view
from tests import make
from tests.reports.test_papers import fonts, opened, strayed, words, write
from tests.sales.test_receipt import EVERYTHING, name_shop, word_receipt


@pytest.fixture
def named(shop: object) -> None:
    name_shop(SYSTEM)
    write(SYSTEM, PLACE, "Setu")


def test_it_is_half_a_sheet_with_everything_an_office_files(named: object) -> None:
    pdf = nota_pdf(EVERYTHING)
    text = words(pdf)
    for told in (
        "Koperasi Konsumen Melati",
        "Badan Hukum No. AHU-123",
        "NOTA PENJUALAN",
        "No. PM-26-000417",
        "24/11/2026 16.15 · Kasir Bu Rina · Pembeli Siti Wahyuni (A-0001)",
        "1. Lemper ayam * 10 pcs 2.500 25.000",
        "Diskon Promo kue sore -5.000",
        "Jumlah 106.500",
        "Terbilang: # Seratus enam ribu lima ratus rupiah #",
        "* barang titipan UMKM: Bu Sari.",
        "Setu, 24 November 2026",
        "Penerima",
        "Hormat kami",
        "Halaman 1 dari 1",
    ):
        assert told in text, told
    paid = "Dibayar: QRIS 40.000 · Simpanan sukarela 25.000 · Tunai 50.000 · kembali 8.500"
    assert paid in text.replace("\r\n", " ")
    assert _millimetres(pdf) == (148, 210)
    assert strayed(pdf) == []
    assert set(fonts(pdf).values()) == {True}
    assert nota_name(EVERYTHING) == "nota-PM-26-000417.pdf"


def test_a_long_one_goes_on_and_no_discount_leaves_its_line(named: object) -> None:
    pdf = nota_pdf(replace(EVERYTHING, lines=EVERYTHING.lines * 12))
    pages = [page.get_textpage().get_text_bounded() for page in opened(pdf)]
    assert len(pages) > 2
    assert strayed(pdf) == []
    assert all(f"Halaman {place} dari {len(pages)}" in page for place, page in enumerate(pages, 1))
    for page in pages:
        first = page.split("Jumlah (Rp)\r\n")[1].split("\r\n")[0]
        assert first[0].isdigit(), first
    assert "Terbilang" in pages[-1]
    assert "Hormat kami" in pages[-1]


def test_the_amount_in_words_is_what_was_to_be_paid(named: object) -> None:
    stranger = replace(EVERYTHING, member_id=None, member="", member_number="", total_idr=106_550, rounding_idr=-50)
    text = words(nota_pdf(stranger))
    assert "Pembulatan tunai -50" in text
    assert "Harus dibayar 106.500" in text
    assert "# Seratus enam ribu lima ratus rupiah #" in text
    assert "Pembeli umum" in text
    assert "................................" in text


def test_a_sale_from_the_counter_has_both(named: object) -> None:
    rina = make.cashier()
    make.shift(rina)
    sale = sale_view(make.sell(rina, (make.product(), 2), received_idr=50_000).sale.id)
    assert "1. Gula Pasir 1 kg 2 pcs 17.500 35.000" in words(nota_pdf(sale))
    assert "2 pcs x 17.500 = 35.000" in receipt_text(sale)


HAMPER = tuple(
    replace(
        EVERYTHING.lines[place], qty_milli=1_000, net_idr=net, discount_idr=off, paket=9, kit_name="Hampers Lebaran"
    )
    for place, net, off in ((0, 30_000, 2_000), (1, 58_000, 3_000))
)


def test_a_paket_stands_once_with_what_is_in_it(named: object) -> None:
    sale = replace(EVERYTHING, lines=(*HAMPER, EVERYTHING.lines[-1]))
    lines = words(nota_pdf(sale)).splitlines()
    at = lines.index("1. Hampers Lebaran 93.000")
    assert lines[at + 1 : at + 5] == [
        "1 Lemper ayam *",
        "1 Minyak goreng 1 L",
        "Diskon Promo kue sore -5.000",
        "2. Gula pasir 1 kg 1 pcs 18.000 18.000",
    ]
    told = receipt_text(sale)
    assert (
        "\nHampers Lebaran = 93.000\nDiskon Promo kue sore: -5.000\n- 1 Lemper ayam (titipan)\n- 1 Minyak goreng 1 L\n"
    ) in told
    assert "∗" not in told


MESSAGE = """\
*PKK Mart Setu*
Jl. Raya Setu 1, Setu
Telp. 021-555

Struk PM-26-000417
24/11/2026 16.15, kasir Bu Rina
Anggota: Siti Wahyuni A-0001

Lemper ayam (titipan)
10 pcs x 2.500 = 25.000
Diskon Promo kue sore: -5.000
Minyak goreng 1 L
2 pcs x 17.500 = 35.000
Diskon botol penyok: -1.000
Telur ayam
1,25 kg x 28.000 = 35.000
Diskon: -500
Gula pasir 1 kg
1 pcs x 18.000 = 18.000

*Total (14 barang): Rp106.500*
QRIS: 40.000
Simpanan sukarela: 25.000
Tunai: 50.000
Kembali: 8.500
Kembalian ke simpanan: 8.500
Saldo sukarela: 158.500
Anda hemat: 7.500

Titipan UMKM: Bu Sari
_Tukar hari ini_
_Terima kasih_
"""


def test_the_message_reads_as_the_receipt_does(named: object) -> None:
    word_receipt(SYSTEM, "", "Tukar hari ini", "Terima kasih")
    assert receipt_text(EVERYTHING) == MESSAGE


def test_a_message_of_little_has_no_empty_lines_and_no_name_dresses_it(named: object) -> None:
    word_receipt(SYSTEM, "", "", "")
    write(SYSTEM, SHOP_ADDRESS, "")
    line = replace(EVERYTHING.lines[-1], name="Kopi *spesial* _asli_\n~250~ `g`")
    bare = replace(EVERYTHING, lines=(line,), member_id=None, payments=EVERYTHING.payments[:1], notes=())
    text = receipt_text(bare)
    assert "Kopi ∗spesial∗ asli ∼250∼ 'g'" in text
    assert "Kembali" not in text
    assert "\n\n\n" not in text
    assert text.endswith("QRIS: 40.000\n")


def _millimetres(pdf: bytes) -> tuple[int, int]:
    width, height = pypdfium2.PdfDocument(pdf)[0].get_size()
    return round(width * 25.4 / 72), round(height * 25.4 / 72)
