"""A slip fits every paper, in ASCII, and never loses a figure."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pkkmart.printing.slip import (
    Barcode,
    Cell,
    Columns,
    Cut,
    DrawerKick,
    Element,
    Feed,
    Image,
    Qr,
    Row,
    Rule,
    Text,
    as_text,
    from_json,
    layout,
    to_json,
)  # fmt: skip
from pkkmart.printing.wrap import ascii_only, wrap
from tests.printing.conftest import SLIP


def test_32_columns() -> None:
    assert as_text(SLIP, 32) == (
        "            PKK MART\n"
        "Jl. Melati 5, Tangerang Selatan\n"
        "--------------------------------\n"
        "Kue lemper ayam bumbu\n"
        "kuning isi abon Bu Sari   12.500\n"
        "  3  x       2.500         7.500\n"
        "TOTAL                     20.000\n"
        "      [|| PM-26-000417 ||]\n"
        "- - - - - - - - - - - - - - - -\n"
    )


def test_48_columns() -> None:
    assert as_text(SLIP, 48) == (
        "                    PKK MART\n"
        "        Jl. Melati 5, Tangerang Selatan\n"
        "------------------------------------------------\n"
        "Kue lemper ayam bumbu kuning isi abon Bu\n"
        "Sari                                      12.500\n"
        "    3   x             2.500                7.500\n"
        "TOTAL                                     20.000\n"
        "              [|| PM-26-000417 ||]\n"
        "- - - - - - - - - - - - - - - - - - - - - - - -\n"
    )


def test_an_amount_too_long_for_the_line_of_the_name_gets_its_own() -> None:
    slip: list[Element] = [Columns("Simpanan sukarela", "Rp 1.250.000.000.000.000")]
    assert as_text(slip, 32) == "Simpanan sukarela\n        Rp 1.250.000.000.000.000\n"


def test_cells_that_cannot_stand_side_by_side_are_stacked() -> None:
    wide = Row((Cell("Kue"), Cell("1.250.000.000.000", align="right"), Cell("1.250.000.000.000", align="right")))
    assert as_text([wide], 32) == "Kue\n               1.250.000.000.000\n               1.250.000.000.000\n"
    assert as_text([wide], 48) == "Kue          1.250.000.000.000 1.250.000.000.000\n"


def test_big_letters_count_double_and_shrink_before_they_break_a_word() -> None:
    lines = layout([Text("KOPERASI KONSUMEN MELATI", "center", size=2), Text("1.250.000.000.000", size=2)], 32)
    assert [(line.text, line.size, line.width) for line in lines] == [
        ("KOPERASI", 2, 16),
        ("KONSUMEN MELATI", 2, 30),
        ("1.250.000.000.000", 1, 17),
    ]


def test_newlines_and_empty_lines_are_kept() -> None:
    slip = [Text("a\n\nb"), Feed(2), Text(""), Columns("", "5"), Columns("x", ""), Rule("="), DrawerKick(), Qr("ab")]
    shown = as_text(slip, 32).split("\n")
    assert shown[:8] == ["a", "", "b", "", "", "", " " * 31 + "5", "x"]
    assert shown[8:] == ["=" * 32, "            [QR ab]", ""]


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("café Rp 5 €2", "cafe Rp 5 EUR2"),
        ("Jum’at “es” – 2×3 … ½", 'Jum\'at "es" - 2x3 ... 1/2'),
        ("Bakpia 饼 Łódź ß", "Bakpia ? Lodz ss"),
        ("tab\tesc\x1b@\x00nbsp\u00a0zw\u200bj", "tab esc @ nbsp zwj"),
        ("٣٤ ５００", "34 500"),
        ("Tomat 🍅", "Tomat ?"),
        ("ŧeh ¿apa? ‒ ₹5 ƙe ǆ", "teh ?apa? - Rs5 ke dz"),
    ],
)
def test_what_the_printer_does_not_know_is_transliterated(text: str, printed: str) -> None:
    assert ascii_only(text) == printed


@given(st.text())
def test_only_printable_ascii_is_left(text: str) -> None:
    assert re.fullmatch(r"[ -~\n]*", ascii_only(text))


_texts = st.text(max_size=60) | st.lists(st.sampled_from(["kue", "Lemper", "ayam", "2.500", "x", "é€"])).map(" ".join)
_amounts = st.integers(-(10**12), 10**12).map(lambda value: f"{value:,}".replace(",", "."))
_cells = st.builds(Cell, _texts, st.integers(0, 5)) | st.builds(Cell, _amounts, st.integers(0, 5), st.just("right"))
_slips: st.SearchStrategy[list[Any]] = st.lists(
    st.builds(Text, _texts, st.sampled_from(["left", "center", "right"]), st.booleans(), st.sampled_from([1, 2]))
    | st.builds(Columns, _texts, _amounts, st.booleans())
    | st.builds(Row, st.lists(_cells, max_size=5).map(tuple), st.booleans())
    | st.builds(Rule, st.text(max_size=2))
    | st.builds(Feed, st.integers(0, 3))
    | st.builds(Barcode, _texts)
    | st.builds(Qr, _texts)
    | st.builds(Image, _texts)
    | st.sampled_from([Cut(), DrawerKick()]),
    max_size=6,
)


def _amounts_in(slip: list[Any]) -> list[str]:
    found: list[str] = []
    for element in slip:
        if isinstance(element, Columns):
            found.append(element.right)
        elif isinstance(element, Row):
            found += [cell.text for cell in element.cells if cell.align == "right"]
    return found


@given(_slips, st.sampled_from([32, 42, 48]))
def test_no_line_is_wider_than_the_paper_and_no_amount_is_lost(slip: list[Any], columns: int) -> None:
    lines = layout(slip, columns)
    assert all(line.width <= columns for line in lines)
    assert all(len(line) <= columns for line in as_text(slip, columns).split("\n"))
    words = [word for line in lines for word in line.text.split()]
    for amount in _amounts_in(slip):
        words.remove(amount)


def test_what_is_moved_in_stays_moved_in_on_every_line() -> None:
    assert wrap("  Diskon Promo kue sore menjelang tutup", 20) == ["  Diskon Promo kue", "  sore menjelang", "  tutup"]
    assert wrap(" " * 30 + "jauh", 20) == ["     jauh"]
    assert as_text([Columns("  2 pcs x 12.000", "24.000"), Text("  tengah ", "center")], 32) == (
        "  2 pcs x 12.000          24.000\n             tengah\n"
    )


@given(_texts, st.sampled_from([16, 32]))
def test_wrapping_drops_nothing(text: str, width: int) -> None:
    assert "".join("".join(wrap(text, width)).split()) == "".join(text.split())


@given(_slips)
def test_json_gives_the_same_slip_back(slip: list[Any]) -> None:
    assert from_json(to_json(slip)) == slip


@pytest.mark.parametrize("text", ["", "{}x", '[["z"]]', "[[]]", "[5]", '[["c"]]', '[["r",[["a",1,"left",9]]]]'])
def test_what_is_no_slip_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"not a slip"):
        from_json(text)


def test_a_picture_is_named_and_never_carried() -> None:
    assert len(to_json([Image("ab" * 32)])) < 80
    assert as_text([Image("ab" * 32)], 32) == "             [LOGO]\n"
