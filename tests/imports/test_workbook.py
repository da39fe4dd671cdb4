"""Excel files: what a cell says, what is told of formulas and merged cells, and what is never opened."""

from __future__ import annotations

import resource
from datetime import date
from typing import Any

import pytest

from pkkmart.imports import workbook as reading
from pkkmart.imports.columns import guess, is_heading
from pkkmart.imports.outcome import Reason
from pkkmart.imports.products import Known, preview_products
from pkkmart.imports.table import Table, parse_table
from pkkmart.imports.workbook import WorkbookBroken, WorkbookEmpty, WorkbookTooWide, WorkbookUnpacksTooBig
from tests.imports.workbooks import Fill, rows, with_part, workbook

SHEET = "xl/worksheets/sheet1.xml"
GOODS = (("Kode", "Nama Barang", "Harga Jual"), (8992741905442, "Gula", 17_500))


def table(fill: Fill, *more: tuple[str, Fill]) -> Table:
    return parse_table(workbook(fill, *more), "daftar.xlsx", is_heading)


def test_numbers_and_texts_are_read_as_a_person_types_them() -> None:
    read = table(rows(*GOODS, ("0899", "Teh  celup", 2_500.5), ("", "", "")))
    assert read.heading == ("Kode", "Nama Barang", "Harga Jual")
    assert [row.cells for row in read.rows] == [("8992741905442", "Gula", "17500"), ("0899", "Teh celup", "2500,5")]
    assert [row.line for row in read.rows] == [2, 3]
    assert (read.written_words, read.notes) == ("Excel, lembar Barang", ())


def test_a_list_under_a_title_is_read_with_the_line_numbers_of_excel() -> None:
    def fill(_book: Any, sheet: Any) -> None:
        sheet.merge_range("A1:C1", "DAFTAR BARANG KOPERASI")
        for line, row in enumerate(GOODS, 2):
            sheet.write_row(line, 0, row)

    read = table(fill)
    assert (read.heading, read.rows[0].line) == (GOODS[0], 4)
    assert read.notes == (), "a wide title is no merged row"


def test_formulas_are_read_as_they_were_stored_and_merged_cells_are_named() -> None:
    def fill(_book: Any, sheet: Any) -> None:
        sheet.write_row(0, 0, GOODS[0])
        sheet.write_row(1, 0, ("1", "Gula"))
        sheet.write_formula(1, 2, "=15000+2500", None, 17_500)
        sheet.write_row(2, 0, ("2", "Teh"))
        sheet.write_formula(2, 2, "=1/0", None, "#DIV/0!")
        sheet.merge_range("B4:B5", "Kopi")
        sheet.write_row(3, 2, (3_000,))
        sheet.write_row(4, 2, (4_000,))

    read = table(fill)
    assert read.notes == (
        "2 rumus dibaca sebagai nilai yang tersimpan; bila ragu, hitung ulang dan simpan di Excel.",
        "Sel gabungan B4:B5: isinya hanya dibaca di sel pertamanya; pisahkan bila barisnya kurang.",
    )
    judged = preview_products(read, guess(read.heading), Known()).rows
    assert [(row.line, row.name, row.price, row.sentence) for row in judged] == [
        (2, "Gula", "17.500", ""),
        (3, "Teh", "", "Harga kosong."),
        (4, "Kopi", "3.000", ""),
        (5, "", "4000", "Nama barang kosong."),
    ]


def test_codes_excel_mangled_are_mended_or_asked() -> None:
    def fill(book: Any, sheet: Any) -> None:
        sheet.write_row(0, 0, GOODS[0])
        sheet.write_row(1, 0, (8992741905442.0, "Utuh", 1_000))
        sheet.write_row(2, 0, ("8,99274E+12", "Terpotong", 1_000))
        sheet.write_row(3, 0, (8992741905442123456, "Terlalu panjang", 1_000))
        sheet.write_datetime(4, 0, date(2026, 2, 1), book.add_format({"num_format": "dd/mm/yyyy"}))
        sheet.write_row(4, 1, ("Jadi tanggal", 1_000))
        sheet.write_row(5, 0, ("01-Feb", "Jadi tanggal juga", 1_000))
        sheet.write_row(6, 0, (36000291452, "Tanpa nol", 1_000))

    read = table(fill)
    judged = preview_products(read, guess(read.heading), Known()).rows
    assert [row.remarks[0].reason if row.remarks else None for row in judged] == [
        None, Reason.CODE_DAMAGED, Reason.CODE_DAMAGED, Reason.CODE_DATE, Reason.CODE_DATE, Reason.ZERO_RESTORED,
    ]  # fmt: skip
    assert judged[0].details is not None
    assert judged[0].details.codes == ("8992741905442",)
    assert judged[3].sentence == (
        "Kode “01/02/2026” dijadikan tanggal oleh Excel. Jadikan kolom kode Teks, ketik kodenya lagi."
    )


def test_the_sheet_with_the_list_is_chosen_and_said() -> None:
    def hidden(book: Any, sheet: Any) -> None:
        rows(*GOODS)(book, sheet)
        sheet.hide()

    read = table(rows(("Catatan rapat",)), ("Lama", hidden), ("Daftar", rows(*GOODS)))
    assert read.sheet == "Daftar"
    assert read.notes == ("Dari 2 lembar yang berisi, yang dibaca lembar Daftar.",)


@pytest.mark.parametrize("last", ["XFD1048576", "A1048576", "ZZ2"])
def test_one_cell_far_away_is_refused_before_a_billion_cells_are_laid_out(last: str) -> None:
    far = (
        f'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1">'
        f'<c r="A1"><v>1</v></c></row><row r="2"><c r="{last}"><v>1</v></c></row></sheetData></worksheet>'
    )
    with pytest.raises(WorkbookTooWide, match=rf"sampai sel {last}; paling banyak 200\.010 baris dan 256 kolom"):
        parse_table(with_part(workbook(rows(*GOODS)), SHEET, far.encode()), "jauh.xlsx", is_heading)


def test_a_row_far_away_whose_cells_name_no_place_is_refused_too() -> None:
    far = b'<worksheet><sheetData><row r="1048576"><c><v>1</v></c></row></sheetData></worksheet>'
    with pytest.raises(WorkbookTooWide, match="A1048576"):
        parse_table(with_part(workbook(rows(*GOODS)), SHEET, far), "jauh.xlsx", is_heading)


def test_cells_that_are_only_painted_are_no_cells() -> None:
    def fill(book: Any, sheet: Any) -> None:
        rows(*GOODS)(book, sheet)
        sheet.write_blank(1_000_000, 16_000, None, book.add_format({"bg_color": "red"}))

    assert len(table(fill).rows) == 1


def test_a_small_file_that_unpacks_to_gigabytes_is_refused_in_little_memory() -> None:
    bomb = with_part(workbook(rows(*GOODS)), SHEET, b"<row>" * 40_000_000)
    assert len(bomb) < 2 * 1024 * 1024
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(WorkbookUnpacksTooBig, match="lebih dari 96 MB"):
        parse_table(bomb, "bom.xlsx", is_heading)
    grown_kb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert grown_kb < 3 * reading.MOST_UNPACKED / 1024


def test_what_is_no_workbook_is_told() -> None:
    good = workbook(rows(*GOODS))
    for content in (good[:400], good.replace(b"xl/workbook", b"xl/wirkbook"), with_part(good, SHEET, b"<worksheet><c")):
        with pytest.raises((WorkbookBroken, WorkbookEmpty), match=r"rusak\.xlsx"):
            parse_table(content, "rusak.xlsx", is_heading)
    with pytest.raises(WorkbookEmpty):
        table(rows(("",)))
