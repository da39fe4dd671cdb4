"""Files for a spreadsheet: true numbers and days, and no text that becomes a formula."""

from __future__ import annotations

import re
import zipfile
from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest

from pkkmart.core.sheet import csv_bytes, pasted, xlsx_bytes

HEAD = ["Barang", "Harga", "Jumlah", "Tanggal", "Kode"]
ROWS = [
    ['Kue lapis; "manis"', 3_500, Decimal("0.25"), date(2026, 11, 24), "8999999000479"],
    ["=SUM(A1:A9)", -1_200, None, date(2026, 11, 25), "+62"],
]


def test_csv_is_what_indonesian_excel_opens() -> None:
    assert csv_bytes(HEAD, ROWS).decode("utf-8") == (
        "\ufeffBarang;Harga;Jumlah;Tanggal;Kode\r\n"
        '"Kue lapis; ""manis""";3500;0,25;24/11/2026;8999999000479\r\n'
        "'=SUM(A1:A9);-1200;;25/11/2026;'+62\r\n"
    )


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"])
def test_no_text_of_a_csv_begins_like_a_formula(start: str) -> None:
    (line,) = csv_bytes([f"{start}1"], []).decode("utf-8-sig").splitlines()[:1]
    assert line.strip('"').startswith("'")


def parts(content: bytes) -> dict[str, str]:
    with zipfile.ZipFile(BytesIO(content)) as book:
        return {name: book.read(name).decode("utf-8") for name in book.namelist()}


def test_xlsx_has_numbers_days_and_texts_but_no_formula() -> None:
    book = parts(xlsx_bytes("Stok: [semua]/*?", HEAD, ROWS))
    sheet = book["xl/worksheets/sheet1.xml"]
    texts = re.findall(r"<t[^>]*>([^<]*)</t>", book["xl/sharedStrings.xml"])
    assert texts == [*HEAD, 'Kue lapis; "manis"', "8999999000479", "=SUM(A1:A9)", "+62"]
    numbers = dict(re.findall(r'<c r="([A-E][23])" s="\d+"><v>([^<]*)</v>', sheet))
    assert numbers == {"B2": "3500", "C2": "0.25", "D2": "46350", "B3": "-1200", "D3": "46351"}
    assert "<f>" not in sheet
    assert '<pane ySplit="1" topLeftCell="A2"' in sheet
    assert 'name="Stok semua"' in book["xl/workbook.xml"]


def test_a_number_a_spreadsheet_would_round_is_a_text() -> None:
    book = parts(xlsx_bytes("Angka", ["Nomor"], [[8_999_999_000_479_123]]))
    assert "8999999000479123" in book["xl/sharedStrings.xml"]


def test_a_text_longer_than_a_cell_is_cut_with_a_mark_and_the_file_opens() -> None:
    book = parts(xlsx_bytes("Catatan", ["Catatan"], [["a" * 40_000], ["🍰" * 20_000], ["b" * 32_767]]))
    texts = re.findall(r"<t[^>]*>([^<]*)</t>", book["xl/sharedStrings.xml"])[1:]
    assert texts == ["a" * 32_766 + "…", "🍰" * 16_383 + "…", "b" * 32_767]
    assert all(len(text.encode("utf-16-le")) // 2 <= 32_767 for text in texts)


def test_a_row_of_the_clipboard_stays_in_its_cells() -> None:
    assert pasted(["=1+1", "Kue\tlapis\n", "＝2", "12.500"]) == "'=1+1\tKue lapis\t'＝2\t12.500"
