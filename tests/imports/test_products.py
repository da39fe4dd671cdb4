"""Each rule of a product list, and the sum that always holds."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stdnum import ean

from pkkmart.imports.codes import Code, completed, lack_check_digits, read_code
from pkkmart.imports.outcome import Reason, RowOutcome, Status, grouped
from pkkmart.imports.products import Known
from tests.imports.lists import HEADING, MISREAD, only, preview

FULL = "Kode;Nama;Kategori;Satuan;Harga;Harga Anggota;Harga Beli;Stok;Stok Minimum;Penitip"


def why(outcome: RowOutcome) -> tuple[Status, list[Reason]]:
    return outcome.status, [remark.reason for remark in outcome.remarks]


def test_a_good_row_is_brought_in_whole() -> None:
    known = Known(owners={"bu sari": 7})
    row = "8992741905442;Kue  Lapis;Kue;loyang;Rp 4.000;3500;2.000;12;1,5;BU SARI"
    details = only(row, heading=FULL, known=known).details
    assert details is not None
    assert (details.name, details.category, details.unit) == ("Kue Lapis", "Kue", "loyang")
    assert (details.selling_price_idr, details.member_price_idr, details.min_stock_milli) == (4_000, 3_500, 1_500)
    assert (details.owner_id, details.codes, details.on_tiles) == (7, ("8992741905442",), False)


@pytest.mark.parametrize(
    ("row", "reason", "sentence"),
    [
        ("1;;4000", Reason.NO_NAME, "Nama barang kosong."),
        ("1;Gula;", Reason.NO_PRICE, "Harga kosong."),
        ("1;Gula", Reason.NO_PRICE, "Harga kosong."),
        ("1;Gula;0", Reason.PRICE_ZERO, "Harga jual nol."),
        ("1;Gula;-15000", Reason.PRICE_NEGATIVE, "Harga jual -15.000 kurang dari nol."),
        ("1;Gula;(500)", Reason.PRICE_NEGATIVE, "Harga jual -500 kurang dari nol."),
        ("1;Gula;empat ribu", Reason.UNREADABLE, "Harga jual “empat ribu” tidak terbaca."),
        ("1;Gula;4000,5", Reason.UNREADABLE, "Harga jual “4000,5” tidak terbaca."),
        ("1;Gula;#REF!", Reason.UNREADABLE, "Harga jual “#REF!” tidak terbaca."),
        ("1;Gula;- ,-", Reason.UNREADABLE, "Harga jual “- ,-” tidak terbaca."),
        ("1;Gula;" + "9" * 5_000, Reason.UNREADABLE, "Harga jual “9999"),
        ("1;Gula;8992741905442", Reason.PRICE_IMPOSSIBLE, "Harga jual 8.992.741.905.442 tidak mungkin."),
        ("8,99274E+12;Gula;4000", Reason.CODE_DAMAGED, "Kode 8,99274E+12 kehilangan angka terakhirnya."),
        ("A" * 49 + ";Gula;4000", Reason.CODE_TOO_LONG, "Kode sepanjang 49 huruf; paling panjang 48."),
        ("1;Teh;celup;4000", Reason.RAGGED, "Baris ini berisi 4 kolom, judulnya 3."),
    ],
)
def test_refused_with_its_reason(row: str, reason: Reason, sentence: str) -> None:
    outcome = only(row)
    assert why(outcome) == (Status.REJECTED, [reason])
    assert outcome.sentence.startswith(sentence)
    assert (outcome.line, outcome.details) == (2, None)


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (";A;;;1000;nol;;;;", Reason.UNREADABLE),
        (";A;;;1000;-5;;;;", Reason.PRICE_NEGATIVE),
        (";A;;;1000;;mahal;;;", Reason.UNREADABLE),
        (";A;;;1000;;;banyak;;", Reason.UNREADABLE),
        (";A;;;1000;;;;-1;", Reason.UNREADABLE),
        (";A;;;1000;;;;;Bu Entah", Reason.OWNER_UNKNOWN),
        (";A;;;1000;;;;;Bu Ani", Reason.OWNER_AMBIGUOUS),
    ],
)
def test_other_columns_refuse_too(row: str, reason: Reason) -> None:
    assert why(only(row, heading=FULL, known=Known(owners={"bu ani": None}))) == (Status.REJECTED, [reason])


def test_a_row_tells_all_that_is_wrong_with_it() -> None:
    assert only("1;;0").sentence == "Nama barang kosong. Harga jual nol."


@pytest.mark.parametrize("stock", ["10", "-3", "1.250", "10,5", "0", ""])
def test_stock_is_read_for_sense_but_a_row_is_not_remarked_upon_for_it(stock: str) -> None:
    assert only(f";A;;;1000;;;{stock};;", heading=FULL).status is Status.IMPORTED


@pytest.mark.parametrize("price", ["4000", "Rp 4.000", "4,000", "4.000,00", "Rp4.000,-", "4rb"])
def test_prices_as_people_write_them(price: str) -> None:
    details = only(f'1;Gula;"{price}"').details
    assert details is not None
    assert details.selling_price_idr == 4_000


@pytest.mark.parametrize(
    ("row", "reason", "codes"),
    [
        (f"{MISREAD};Gula;4000", Reason.CHECK_DIGIT_WRONG, (MISREAD,)),
        ("12345678;Gula;4000", Reason.CHECK_DIGIT_WRONG, ("12345678",)),
        ("89686010947;Indomie;2600", Reason.ZERO_RESTORED, ("89686010947", "089686010947")),
        ("8992741 905442;Yupi;4000", Reason.CODE_BLANKS, ("8992741905442",)),
        ("1;Emas;150000000", Reason.PRICE_HIGH, ("1",)),
        ("1;" + "n" * 121 + ";4000", Reason.NAME_TRIMMED, ("1",)),
    ],
)
def test_brought_in_with_a_remark(row: str, reason: Reason, codes: tuple[str, ...]) -> None:
    outcome = only(row)
    assert why(outcome) == (Status.WARNED, [reason])
    assert outcome.details is not None
    assert outcome.details.codes == codes
    assert len(outcome.details.name) <= 120


def test_a_member_price_above_the_price_is_remarked_upon() -> None:
    assert why(only(";A;;;1000;1200;;;;", heading=FULL)) == (Status.WARNED, [Reason.MEMBER_PRICE_HIGHER])


@pytest.mark.parametrize(
    ("cell", "codes"),
    [
        ("089686010947", ("089686010947", "0089686010947")),
        ("0089686010947", ("0089686010947", "089686010947")),
        ("89981092", ("89981092",)),
        ("110606IN", ("110606IN",)),
        ("2089363", ("2089363",)),
        ("12345678901231", ("12345678901231",)),
        ('"=""089686010947"""', ("089686010947", "0089686010947")),
        ("'8992741905442", ("8992741905442",)),
        ("8992741905442.0", ("8992741905442",)),
        ("8.992741905442E+12", ("8992741905442",)),
    ],
)
def test_codes_are_kept_without_a_remark_in_all_forms_a_scanner_sends(cell: str, codes: tuple[str, ...]) -> None:
    outcome = only(f"{cell};Gula;4000")
    assert outcome.status is Status.IMPORTED
    assert outcome.details is not None
    assert outcome.details.codes == codes


def test_without_a_code_a_product_becomes_a_tile() -> None:
    details = only(";Lemper;2000").details
    assert details is not None
    assert (details.codes, details.on_tiles) == ((), True)


def test_a_code_is_taken_once_by_the_first_good_row() -> None:
    rows = preview("1;Gula;0", "1;Gula;4000", "1;Garam;3000", "089686010947;Mi;1", "0089686010947;Mi juga;1").rows
    assert [row.status for row in rows] == [
        Status.REJECTED, Status.IMPORTED, Status.REJECTED, Status.IMPORTED, Status.REJECTED,
    ]  # fmt: skip
    assert rows[2].sentence == "Kode 1 sudah dipakai baris 3."
    assert rows[4].sentence == "Kode 0089686010947 sudah dipakai baris 5."


def test_a_code_or_a_nameless_tile_of_the_shop_is_refused_by_the_holders_name() -> None:
    known = Known(codes={(None, "1"): "Gula Pasir"}, names={(None, "lemper"): "Lemper"})
    rows = preview("1;Gula;4000", ";LEMPER;2000", "2;Lemper;2000", known=known).rows
    assert rows[0].sentence == "Kode 1 sudah dipakai Gula Pasir."
    assert rows[1].sentence == "Lemper sudah ada di toko."
    assert rows[2].status is Status.IMPORTED


def test_two_consignors_may_share_a_barcode_and_a_name() -> None:
    heading = "Kode;Nama;Harga;Penitip"
    known = Known(owners={"bu sari": 1, "bu ani": 2}, codes={(None, "5"): "Punya toko"})
    read = preview("5;Lemper;2000;Bu Sari", "5;Lemper;2100;Bu Ani", "5;Lagi;1;Bu Ani", heading=heading, known=known)
    assert [row.status for row in read.rows] == [Status.IMPORTED, Status.IMPORTED, Status.REJECTED]


def test_categories_keep_the_first_spelling() -> None:
    heading = "Nama;Harga;Kategori"
    rows = preview("A;1;snack", "B;1;SNACK", "C;1;Roti", heading=heading, known=Known(categories={"roti": "ROTI"})).rows
    assert [row.details.category for row in rows if row.details] == ["snack", "snack", "ROTI"]


def bodies(count: int) -> list[str]:
    """Twelve digits behind a zero, as a list without check digits pads them."""
    return [f"00741273{number * 7:05d}" for number in range(1, count + 1)]


def test_a_list_without_check_digits_can_be_scanned_all_the_same() -> None:
    read = preview(*(f"{code};Barang {code};1000" for code in bodies(30)))
    for row in read.rows:
        assert row.details is not None
        written, *extra = row.details.codes
        assert written == row.code
        assert row.code[1:] + ean.calc_check_digit(row.code[1:]) in extra
    (reason, rows), *_rest = grouped(read.rows, Status.WARNED)
    assert reason is Reason.CHECK_DIGIT_MISSING
    assert len(rows) == read.counts.warned
    assert read.counts.total == 30


def test_a_completed_code_never_takes_what_another_row_or_product_has() -> None:
    codes = bodies(30)
    full = codes[0][1:] + ean.calc_check_digit(codes[0][1:])
    rows = [f"{code};Barang {code};1000" for code in codes]
    first = preview(*rows, f"{full};Yang asli;1000").rows
    assert first[0].details is not None
    assert first[0].details.codes == (codes[0],)
    assert first[-1].status is Status.IMPORTED
    shop = preview(*rows, known=Known(codes={(None, full): "Yang asli"})).rows
    assert shop[0].details is not None
    assert shop[0].details.codes == (codes[0],)


def test_one_wrong_digit_does_not_make_a_list_without_check_digits() -> None:
    good = [code[1:] + ean.calc_check_digit(code[1:]) for code in bodies(30)]
    assert not lack_check_digits([read_code(code) for code in [*good, MISREAD]])
    assert completed(Code("0000000004116")) == (), "a shop's own short number has no check digit to complete"


CELLS = st.text(alphabet='0123456789.,-;"\nERp abX\t', max_size=14)
ROWS = st.lists(st.tuples(CELLS | st.sampled_from(["1", "2", "089686010947"]), CELLS, CELLS), max_size=30)


def quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"'


@given(ROWS)
@settings(deadline=None)
def test_the_three_add_up_whatever_the_file_says(rows: list[tuple[str, str, str]]) -> None:
    lines = [";".join(quoted(cell) for cell in row) for row in rows]
    read = preview("9;Selalu ada;1000", *lines)
    filled = sum(any(cell.split() for cell in row) for row in rows)
    assert read.counts.total == len(read.rows) == len(read.table.rows) == filled + 1
    assert len(read.good) == read.counts.good
    for row in read.rows:
        assert (row.details is None) == (row.status is Status.REJECTED)
        assert bool(row.remarks) == (row.status is not Status.IMPORTED)
    codes = [code for details in read.good for code in details.codes]
    assert len(codes) == len(set(codes)), "no code is given twice"
    for status in (Status.WARNED, Status.REJECTED):
        groups = grouped(read.rows, status)
        assert sum(len(group) for _reason, group in groups) == sum(row.status is status for row in read.rows)


def test_the_heading_of_these_tests_is_understood() -> None:
    assert preview("1;Gula;4000", heading=HEADING).counts.imported == 1
