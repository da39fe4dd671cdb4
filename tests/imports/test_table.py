"""Reading bytes: any encoding and separator a spreadsheet writes, and a sentence for what is no list."""

from __future__ import annotations

from pathlib import Path

import pytest

from pkkmart.core.errors import UserError
from pkkmart.imports import table as reading
from pkkmart.imports.columns import Field, guess, is_heading
from pkkmart.imports.table import (
    FileEmpty,
    FileIsBinary,
    FileIsOldSpreadsheet,
    FileMissing,
    FileTooBig,
    FileUnreadable,
    HeadingMissing,
    NoRows,
    QuoteOpen,
    TooManyRows,
    parse_table,
    read_table,
)
from pkkmart.imports.workbook import WorkbookBroken
from tests.imports.lists import table

INDONESIAN = ("Harga Jual", "Nama Barang", "Barcode")
ENGLISH = ("Price", "Product Name", "Barcode")


@pytest.mark.parametrize("heading", [INDONESIAN, ENGLISH])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize(
    ("encoding", "label"),
    [
        ("utf-8", "UTF-8"),
        ("utf-8-sig", "UTF-8"),
        ("utf-16", "UTF-16"),
        ("cp1252", "Windows-1252"),
    ],
)
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_every_writing_gives_the_same_rows(
    encoding: str, label: str, separator: str, heading: tuple[str, ...], line_end: str
) -> None:
    rows = [heading, ("Rp 4.000", "Café Crème", "111"), ('"5,5;0"', '"Kue ""Lapis"""', "")]
    text = line_end.join(separator.join(row) for row in rows) + line_end
    read = table(text, encoding=encoding)
    assert (read.encoding, read.separator, read.heading) == (label, separator, heading)
    assert [row.cells for row in read.rows] == [("Rp 4.000", "Café Crème", "111"), ("5,5;0", 'Kue "Lapis"', "")]
    mapping = guess(read.heading)
    assert [mapping.column(field) for field in (Field.PRICE, Field.NAME, Field.CODE)] == [0, 1, 2]


def test_commas_in_prices_do_not_hide_the_semicolons() -> None:
    read = table("Nama;Harga\nGula;4,000\nTeh, celup;5,500\n")
    assert read.separator == ";"
    assert read.rows[1].cells == ("Teh, celup", "5,500")


def test_tabs_inside_quotes_do_not_make_a_list_of_tabs() -> None:
    read = table('Kode;Nama;Harga\n9;Gula;1000\n"";"\t\n0\t\n";"\t\n\t0"\n')
    assert (read.separator, read.rows[1].cells) == (";", ("", "0", "0"))


def test_excels_own_first_line_names_the_separator_and_lines_still_count() -> None:
    read = table("sep=,\nNama,Harga\nGula,4000\n")
    assert (read.separator, read.rows[0].line) == (",", 3)


def test_lines_are_those_of_the_file_through_blank_lines_and_breaks_inside_quotes() -> None:
    read = table('DAFTAR BARANG\n\nNama;Harga\n;;\n"Gula\npasir";4000\n\nTeh;5000')
    assert [(row.line, row.cells) for row in read.rows] == [(5, ("Gula pasir", "4000")), (8, ("Teh", "5000"))]


def test_short_rows_are_filled_and_long_ones_stay_long() -> None:
    read = table("Nama;Harga;Satuan\nGula\nTeh;1;2;3\n")
    assert [row.cells for row in read.rows] == [("Gula", "", ""), ("Teh", "1", "2", "3")]


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"", FileEmpty),
        (b"\xef\xbb\xbf \n\n", FileEmpty),
        (b";;\n;;\n", FileEmpty),
        (b"PK\x03\x04rest", WorkbookBroken),
        (b"\xd0\xcf\x11\xe0rest", FileIsOldSpreadsheet),
        (b"Nama;Harga\n\0\0\0", FileIsBinary),
        (b"%PDF-1.7\nNama;Harga", FileIsBinary),
        (bytes(range(1, 32)) * 4, FileIsBinary),
        (b"899;Gula;4000\n900;Teh;5000\n", HeadingMissing),
        (b"Nama;Harga\n\n", NoRows),
        (b'Nama;Harga\n"Gula;4000\nTeh;5000\n', QuoteOpen),
        (b'Nama;Harga\n"Gula;4000\n' + b"Teh;5000\n" * 30 + b'"Kopi";3000\n', QuoteOpen),
        (b'Nama;Harga\n"' + b"x" * 140_000 + b'";1\n', QuoteOpen),
    ],
)
def test_what_is_no_list_is_told_in_a_sentence(content: bytes, error: type[UserError]) -> None:
    with pytest.raises(error) as caught:
        parse_table(content, "daftar.csv", is_heading)
    assert str(caught.value).endswith(".")


def test_an_open_quotation_names_its_line() -> None:
    with pytest.raises(QuoteOpen, match="baris 3"):
        table('Nama;Harga\nGula;1\n"Teh;2\nKopi;3\n')


def test_bounds_are_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(reading, "MOST_ROWS", 2)
    assert len(table("Nama;Harga\na;1\nb;2\n").rows) == 2
    with pytest.raises(TooManyRows, match="lebih dari 2 baris"):
        table("Nama;Harga\na;1\nb;2\nc;3\n")
    with pytest.raises(TooManyRows):
        table("Nama;Harga\n" + "a;1\n" * 20)
    monkeypatch.setattr(reading, "MOST_BYTES", 1024 * 1024)
    big = tmp_path / "besar.csv"
    big.write_bytes(b"x" * (2 * 1024 * 1024))
    with pytest.raises(FileTooBig, match="paling besar 1 MB"):
        read_table(big, is_heading)
    with pytest.raises(FileTooBig):
        parse_table(big.read_bytes(), "besar.csv", is_heading)


def test_a_file_that_is_not_there_or_no_file(tmp_path: Path) -> None:
    with pytest.raises(FileMissing, match=r"hilang\.csv"):
        read_table(tmp_path / "hilang.csv", is_heading)
    with pytest.raises(FileUnreadable):
        read_table(tmp_path, is_heading)
    with pytest.raises(FileUnreadable):
        read_table(Path("nama\0.csv"), is_heading)
