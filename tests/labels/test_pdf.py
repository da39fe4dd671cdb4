"""Labels as PDF, read back as a scanner and a person read them: code, whole name, price, within each label's edges."""

from __future__ import annotations

from dataclasses import replace

import pypdfium2
import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st

from pkkmart.printing.label import Label, bar_dots
from pkkmart.printing.label_pdf import labels_pdf
from pkkmart.printing.label_sizes import (
    USUAL,
    ColumnsTooWide,
    LabelSize,
    LabelTooSmall,
    NoColumns,
    PaperTooBig,
    RowsTooHigh,
    SizeNameMissing,
    StartUnfit,
    require_fit,
)
from pkkmart.products.own_codes import own_codes

ROLL_33, ROLL_40, A4_24, A4_21, A4_65 = USUAL
LONG = Label(
    "Keripik Singkong Balado Pedas Manis Mak Onah 250 gram kemasan besar",
    "Rp 125.500",
    "8991001000019",
    "Keripik Mak Onah",
    ("Prod 20/11/2026", "Exp 20/02/2027"),
    ("P-IRT 2053674010001-29", "Halal ID36110000123450721"),
)
_TENTH = 72 / 254
_DPI = 203
"""Dots to the inch of a label printer: what can be read at this size can be read from the label."""


def codes_on(pdf: bytes) -> list[list[tuple[str, str]]]:
    """The barcodes of each page, with their kinds, as an independent reader finds them."""
    document = pypdfium2.PdfDocument(pdf)
    pages = [document[place].render(scale=_DPI / 72).to_pil() for place in range(len(document))]
    document.close()
    return [[(found.format.name, found.text) for found in zxingcpp.read_barcodes(page)] for page in pages]


def texts_on(pdf: bytes, page: int = 0) -> list[tuple[str, float, float, float, float]]:
    """The runs of text of a page: words, and left, bottom, right, top in tenths of a millimetre."""
    document = pypdfium2.PdfDocument(pdf)
    text = document[page].get_textpage()
    found = []
    for place in range(text.count_rects()):
        box = text.get_rect(place)
        found.append((text.get_text_bounded(*box), *(side / _TENTH for side in box)))
    document.close()
    return found


@pytest.mark.parametrize("size", USUAL, ids=lambda size: f"{size.width}x{size.height}")
def test_a_scanner_reads_the_products_code_on_every_size(size: LabelSize) -> None:
    own = next(own_codes("20", 417))
    labels = [(replace(LONG, code=own, name="Sambal"), 3), (LONG, 4)]
    read = [code for page in codes_on(labels_pdf(labels, size)) for code in page]
    assert sorted(read) == sorted([("EAN13", own)] * 3 + [("EAN13", "8991001000019")] * 4)


@pytest.mark.parametrize("size", USUAL, ids=lambda size: f"{size.width}x{size.height}")
def test_name_and_price_stand_whole_within_the_label(size: LabelSize) -> None:
    found = texts_on(labels_pdf([(LONG, 1)], size))
    said = " ".join(" ".join(words for words, *_box in found).split())
    assert LONG.name in said
    assert LONG.price in said
    assert "Exp 20/02/2027" in said
    height = size.paper_height or size.height + size.gap_y + size.margin_y
    for words, left, bottom, right, top in found:
        assert size.margin_x <= left <= right <= size.margin_x + size.width, words
        assert size.margin_y <= height - top <= height - bottom <= size.margin_y + size.height, words
    if size.height >= 300:
        assert "P-IRT 2053674010001-29" in said
        assert "Halal ID36110000123450721" in said
        assert "Keripik Mak Onah" in said


def test_the_price_is_the_largest_words_of_the_label() -> None:
    for size in USUAL:
        found = texts_on(labels_pdf([(LONG, 1)], size))
        highest = max(found, key=lambda run: run[4] - run[2])
        assert highest[0].strip() == LONG.price, size.name


def test_a_used_sheet_begins_at_the_label_that_is_told() -> None:
    pdf = labels_pdf([(LONG, 20)], A4_21, start=5)
    assert [len(page) for page in codes_on(pdf)] == [17, 3]
    left = min(run[1] for run in texts_on(labels_pdf([(LONG, 1)], A4_21, start=5)))
    top = max(run[4] for run in texts_on(labels_pdf([(LONG, 1)], A4_21, start=5)))
    assert 720 + 22 <= 72 + 635 + 25 + 10 <= left, "the fifth stands in the second column"
    assert top <= 2_970 - 151 - 381, "and in the second row"
    for start in (0, 22):
        with pytest.raises(StartUnfit, match=f"Mulai dari label ke-{start} tidak mungkin"):
            labels_pdf([(LONG, 1)], A4_21, start=start)


def test_a_roll_has_a_page_for_each_row_as_high_as_the_label_and_its_gap() -> None:
    document = pypdfium2.PdfDocument(labels_pdf([(LONG, 7)], ROLL_33))
    assert [round(document[place].get_height() / _TENTH) for place in range(len(document))] == [170] * 3
    document.close()


def test_a_code_that_is_no_ean13_is_drawn_as_it_is() -> None:
    assert codes_on(labels_pdf([(replace(LONG, code="PKK0001"), 1)], A4_24)) == [[("Code128", "PKK0001")]]
    wrong = replace(LONG, code="8991001000011")
    assert bar_dots(wrong.code, ROLL_33.width) == 0, "thirteen digits with a wrong check digit don't fit 33 mm"
    assert codes_on(labels_pdf([(wrong, 1)], A4_24)) == [[("Code128", "8991001000011")]]


def test_every_letter_is_carried_by_the_file() -> None:
    pdf = labels_pdf([(LONG, 1)], A4_24)
    assert b"Helvetica" not in pdf
    assert b"FontFile2" in pdf


@given(
    st.text(st.characters(codec="ascii", categories=["L", "N", "P", "Z"]), min_size=1, max_size=80),
    st.integers(1, 99_999_999),
    st.sampled_from(USUAL),
)
@settings(max_examples=40, deadline=None)
def test_no_name_and_no_price_pushes_the_bars_off_the_label(name: str, price_idr: int, size: LabelSize) -> None:
    label = replace(LONG, name=name, price=f"Rp {price_idr:,}".replace(",", "."))
    assert codes_on(labels_pdf([(label, 1)], size)) == [[("EAN13", LONG.code)]]


FITTING = LabelSize(name="Uji", paper_width=2_100, paper_height=2_970, width=700, height=371, columns=3)


@pytest.mark.parametrize(
    ("changed", "error", "sentence"),
    [
        ({"name": " "}, SizeNameMissing, "Nama ukuran belum diisi."),
        (
            {"width": 250},
            LabelTooSmall,
            "Label 25 × 37,1 mm terlalu kecil: barcode 13 angka perlu lebar 30 mm dan tinggi 15 mm.",
        ),
        ({"height": 100}, LabelTooSmall, "Label 70 × 10 mm terlalu kecil"),
        ({"columns": 0}, NoColumns, "Jumlah kolom 0."),
        (
            {"columns": 4},
            ColumnsTooWide,
            "4 kolom label 70 mm dengan jarak dan tepinya perlu 280 mm, kertasnya hanya 210 mm.",
        ),
        ({"margin_x": 1}, ColumnsTooWide, "3 kolom label 70 mm dengan jarak dan tepinya perlu 210,1 mm"),
        (
            {"margin_y": 2_800},
            RowsTooHigh,
            "Satu baris label 37,1 mm dengan tepi atas perlu 317,1 mm, kertasnya hanya 297 mm.",
        ),
        ({"paper_height": 29_700}, PaperTooBig, "Panjang kertas 2970 mm terlalu besar; paling besar 500 mm."),
    ],
)
def test_a_size_that_cannot_be_is_refused_in_a_sentence(
    changed: dict[str, object], error: type[Exception], sentence: str
) -> None:
    require_fit(FITTING)
    with pytest.raises(error) as refused:
        require_fit(replace(FITTING, **changed))  # type: ignore[arg-type]
    assert str(refused.value).startswith(sentence)
