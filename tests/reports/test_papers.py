"""The papers as a treasurer holds them: read back from the PDF, held against the books and the edge of the page."""

from __future__ import annotations

import base64
import ctypes
import errno
import os
import re
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from pkkmart.core.actor import SYSTEM, Actor, Permission
from pkkmart.core.operation import operation
from pkkmart.core.settings import Setting, write_setting
from pkkmart.printing.letterhead import SHOP_LEGAL_NAME, SHOP_LOGO
from pkkmart.printing.paper import Column, Document, Letterhead, Look, Note, Paper, Row, Signatures, Table, amount
from pkkmart.printing.pdf import to_pdf
from pkkmart.printing.preview import page_pictures
from pkkmart.reports import documents, tables
from pkkmart.reports.documents import (
    BooksNotBegun,
    MonthNotCome,
    ReportDiskFull,
    ReportUnwritable,
    document,
    month_set,
    render,
    write_whole,
)
from pkkmart.reports.papers import REPORTS, Period, Report, ReportUnknown, reports_for
from pkkmart.reports.queries import ConsignmentRecap, consignment_recap
from pkkmart.reports.settings import ACCOUNTING_STANDARD, CHAIR, PAPER, PLACE
from tests import make
from tests.conftest import FrozenClock

LONG = "Kelompok Usaha Peningkatan Pendapatan Keluarga Melati Indah Sejahtera Kelurahan Pondok Jagung Timur"
DOT = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
)


@operation(Permission.KEEP_SETTINGS)
def write(actor: Actor, setting: Setting[str], value: str) -> None:
    write_setting(setting, value)


def opened(pdf: bytes) -> pypdfium2.PdfDocument:
    return pypdfium2.PdfDocument(pdf)


def words(pdf: bytes) -> str:
    document = opened(pdf)
    return "\n".join(page.get_textpage().get_text_bounded() for page in document).replace("\r\n", "\n")


def strayed(pdf: bytes) -> list[str]:
    """The letters that lie outside their page, or nearer than 8 mm to its edge."""
    found = []
    for page in opened(pdf):
        text, width, height = page.get_textpage(), page.get_width(), page.get_height()
        for place in range(text.count_chars()):
            left, bottom, right, top = text.get_charbox(place)
            if right > left and (left < 22 or right > width - 22 or bottom < 22 or top > height - 22):
                found.append(text.get_text_range(place, 1))
    return found


def fonts(pdf: bytes) -> dict[str, bool]:
    """The fonts a PDF uses, and whether each is inside it."""
    found: dict[str, bool] = {}
    for page in opened(pdf):
        for part in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT]):
            font = pdfium.FPDFTextObj_GetFont(part.raw)
            name = ctypes.create_string_buffer(100)
            pdfium.FPDFFont_GetBaseFontName(font, name, 100)
            found[name.value.decode()] = bool(pdfium.FPDFFont_GetIsEmbedded(font))
    return found


def test_every_paper_has_its_head_its_pages_and_its_signatures(endang: Actor) -> None:
    write(SYSTEM, SHOP_LEGAL_NAME, "Koperasi Konsumen PKK Contoh")
    write(SYSTEM, CHAIR, "Ny. Hj. Ratna Dewi")
    write(SYSTEM, PLACE, "Tangerang Selatan")
    for report in REPORTS:
        key, title = report.key, report.title
        pdf = render(key, "2026-10")
        text, pages = words(pdf), len(opened(pdf))
        for told in (
            "Koperasi Konsumen PKK Contoh",
            title.upper(),
            "(dalam Rupiah)",
            "SEMENTARA",
            "Tangerang Selatan, 31 Oktober 2026",
            "Ny. Hj. Ratna Dewi",
            "Sekretaris",
            "Bendahara",
            f"Halaman {pages} dari {pages}",
        ):
            assert told in text, (key, told)
        assert "ETAP" not in text
        assert strayed(pdf) == []
        assert set(fonts(pdf).values()) == {True}


def test_the_statements_say_what_the_books_say(endang: Actor) -> None:
    position, result = words(render("balance_sheet", "2026-11")), words(render("income_statement", "2026-11"))
    assert re.search(r"JUMLAH ASET\s+1\.647\.500\s+1\.635\.000\s+-\s", position)
    assert re.search(r"JUMLAH LIABILITAS DAN EKUITAS\s+1\.647\.500\s+1\.635\.000\s+-\s", position)
    assert re.search(r"Kas dan setara kas\s+252\.500\s+225\.000", position)
    assert "Barang titipan milik 2 penitip sebanyak 39 satuan senilai Rp470.000" in position.replace("\n", " ")
    for paper in (position, result):
        assert f"Disusun berdasarkan {ACCOUNTING_STANDARD.get()}." in paper
        assert "Buku dimulai 12 Oktober 2026; angka sebelum hari itu tidak ada di sini." in paper.replace("\n", " ")
    assert "Pos yang nihil di semua kolom tidak dicetak." in position
    assert re.search(r"Bulan ini\s+Bulan lalu\s+S\.d\. bulan ini\s+S\.d\. bulan yang\s+sama 2025", result)
    assert re.search(r"24 November 2026\s+31 Oktober 2026\s+31 Desember 2025", position)
    assert re.search(r"3\. SHU KOTOR \(1 \+ 2\)\s+4\.500\s+34\.000\s+38\.500\s+-\s", result)
    assert re.search(r"5\. SHU BRUTO \(3 - 4\)\s+4\.500\s+34\.000\s+38\.500\s+-\s", result)
    assert re.search(r"11\. SISA HASIL USAHA\s+4\.500\s+34\.000\s+38\.500\s+-\s", result)


def test_the_recaps_say_what_the_books_say(endang: Actor) -> None:
    sales, titipan = words(render("sales_recap", "2026-10")), words(render("consignment_recap", "2026-10"))
    assert re.search(r"JUMLAH\s+2\s+105\.000\s+120\.000\s+225\.000\s+19\.000", sales)
    assert re.search(r"Bu Tini\s+-\s+1\s+100\.000\s+-\s+15\.000\s+85\.000\s+-\s+-\s+85\.000", titipan)
    assert re.search(r"JUMLAH\s+-\s+11\s+120\.000\s+-\s+19\.000\s+101\.000\s+-\s+-\s+101\.000", titipan)


def test_the_recaps_stand_beside_last_months(endang: Actor) -> None:
    sales, titipan = words(render("sales_recap", "2026-11")), words(render("consignment_recap", "2026-11"))
    for row in (
        r"10/11/2026\s+1\s+17\.500\s+10\.000\s+27\.500\s+2\.000\nJUMLAH\s+1\s+17\.500\s+10\.000\s+27\.500\s+2\.000"
        r"\nBulan lalu\s+2\s+105\.000\s+120\.000\s+225\.000\s+19\.000",
        r"Kue basah\s+-\s+10\.000\s+10\.000\s+20\.000\s+2\.000",
        r"Sembako\s+17\.500\s+-\s+17\.500\s+105\.000\s+-",
        r"Tanpa kategori\s+-\s+-\s+-\s+100\.000\s+-",
        r"JUMLAH\s+17\.500\s+10\.000\s+27\.500\s+225\.000\s+2\.000",
        r"Bu Rina\s+1\s+17\.500\s+10\.000\s+27\.500\s+225\.000\s+2\.000",
        r"Tunai\s+1\s+27\.500\s+225\.000\nDiterima\s+1\s+27\.500\s+225\.000",
        r"JUMLAH PENJUALAN\s+27\.500\s+225\.000",
    ):
        assert re.search(row, sales), row
    for row in (
        r"Bu Sari\s+16\.000\s+5\s+10\.000\s+20\.000\s+2\.000\s+8\.000\s+-\s+-\s+24\.000",
        r"Bu Tini\s+85\.000\s+-\s+-\s+100\.000\s+-\s+-\s+-\s+-\s+85\.000",
        r"JUMLAH\s+101\.000\s+5\s+10\.000\s+120\.000\s+2\.000\s+8\.000\s+-\s+-\s+109\.000",
        r"Bulan lalu\s+-\s+11\s+120\.000\s+19\.000\s+101\.000\s+-\s+-\s+101\.000",
    ):
        assert re.search(row, titipan), row


def test_a_mother_who_only_sold_last_month_is_still_told(endang: Actor) -> None:
    recap = consignment_recap("2026-10")
    none = ConsignmentRecap(date(2026, 11, 1), date(2026, 11, 30), ())
    (table, _note) = tables.consignment_blocks(none, recap)
    assert isinstance(table, Table)
    assert [(row.cells[0], row.cells[4]) for row in table.rows] == [
        ("Bu Sari", "20.000"),
        ("Bu Tini", "100.000"),
        ("JUMLAH", "120.000"),
        ("Bulan lalu", ""),
    ]


def paper_of(rows: int, *, name: str = LONG, idr: int = 999_999_999_999) -> Document:
    columns = (Column("Kode", share=0), Column("Nama akun"), *(Column("Debet", figures=True),) * 6)
    body = [Row((str(1_100 + place), name, *[amount(-idr)] * 6)) for place in range(rows)]
    body.append(Row(("", "JUMLAH", *[amount(idr)] * 6), Look.TOTAL))
    return Document(
        Letterhead(LONG * 2, (LONG,), DOT),
        "Neraca Saldo",
        "Periode 1 s.d. 31 Oktober 2026",
        "(dalam Rupiah)",
        (Table(columns, tuple(body)), Note(LONG), Signatures("Kota, 1 Mei 2026", "Pengurus", (("Ketua", LONG),) * 3)),
        LONG,
        landscape=True,
    )


@pytest.mark.parametrize("paper", [Paper.A4, Paper.F4])
def test_sixty_rows_span_pages_with_the_head_on_each_and_nothing_clipped(paper: Paper) -> None:
    pdf = to_pdf(paper_of(60), paper)
    pages = opened(pdf)
    assert len(pages) > 2
    for number, page in enumerate(pages, 1):
        text = page.get_textpage().get_text_bounded()
        assert "Nama akun" in text
        assert f"Halaman {number} dari {len(pages)}" in text
        assert "Ketua" not in text or "(999.999.999.999)" in text
    assert strayed(pdf) == []
    assert words(pdf).count("(999.999.999.999)") == 360
    assert (round(pages[0].get_height()), round(pages[0].get_width())) == tuple(
        round(side * 72 / 25.4) for side in paper.value
    )


def test_figures_too_wide_for_the_page_are_made_smaller_and_a_name_without_blanks_is_broken() -> None:
    pdf = to_pdf(paper_of(3, name="A" * 200, idr=10**15))
    assert strayed(pdf) == []
    assert words(pdf).count("(1.000.000.000.000.000)") == 18
    assert words(pdf).count("A") > 600


def test_six_hundred_rows_come_in_chunks_and_none_is_lost() -> None:
    pdf = to_pdf(paper_of(600, name="Kas"))
    codes = re.findall(r"^(\d{4}) Kas", words(pdf), re.MULTILINE)
    assert codes == [str(1_100 + place) for place in range(600)]
    assert strayed(pdf) == []


def test_a_total_never_stands_alone_on_a_page() -> None:
    """Whatever the number of rows: the total, what follows it and two rows before it share a page."""
    for rows in range(20, 32):
        paper = paper_of(rows, name="Kas")
        (table, *rest) = paper.blocks
        assert isinstance(table, Table)
        after = Row(("", "Bulan lalu", *[amount(7)] * 6))
        pdf = to_pdf(replace(paper, blocks=(replace(table, rows=(*table.rows, after)), *rest)))
        (page,) = [text for one in opened(pdf) if "JUMLAH" in (text := one.get_textpage().get_text_bounded())]
        assert "Bulan lalu" in page
        assert {str(1_100 + rows - 1), str(1_100 + rows - 2)} <= set(re.findall(r"^\d{4}", page, re.MULTILINE))


def test_what_runs_a_little_over_is_set_smaller_and_stays_on_one_page() -> None:
    seen = []
    for rows in range(28, 46):
        paper = replace(paper_of(rows, name="Kas", idr=1_000), head=Letterhead("Koperasi"), landscape=False)
        pdf = to_pdf(paper)
        text = opened(pdf)[0].get_textpage()
        _left, bottom, _right, top = text.get_charbox(text.get_text_range().index("Nama akun"))
        seen.append((len(opened(pdf)), round(top - bottom, 1)))
        assert strayed(pdf) == []
    assert list(dict.fromkeys(seen)) == [(1, 6.6), (1, 6.1), (1, 5.7), (2, 6.6)]


def test_a_broken_logo_is_left_out(shop: object) -> None:
    write(SYSTEM, SHOP_LOGO, base64.b64encode(b"bukan gambar").decode())
    assert "NERACA SALDO" in words(render("trial_balance", "2026-11"))
    write(SYSTEM, SHOP_LOGO, "%%%")
    assert "NERACA SALDO" in words(render("trial_balance", "2026-11"))


def test_f4_by_setting(shop: object) -> None:
    write(SYSTEM, PAPER, "F4")
    assert round(opened(render("balance_sheet", "2026-11"))[0].get_height()) == round(330 * 72 / 25.4)


def test_amounts_as_statements_write_them() -> None:
    assert [amount(idr) for idr in (0, 5, -5, 1_250_000, -1_250_000)] == ["-", "5", "(5)", "1.250.000", "(1.250.000)"]


def test_the_set_is_five_papers_and_progress_is_told(endang: Actor, tmp_path: Path) -> None:
    told: list[tuple[int, int, str]] = []
    files = month_set("2026-10", tmp_path / "laporan" / "okt", lambda *step: told.append(step))
    assert [file.name for file in files] == [report.file_name("2026-10") for report in REPORTS]
    assert files[0].name == "2026-10-1-posisi-keuangan.pdf"
    assert sorted(path.name for path in (tmp_path / "laporan" / "okt").iterdir()) == [file.name for file in files]
    assert all(file.read_bytes().startswith(b"%PDF") for file in files)
    assert told == [*((done, 5, report.title) for done, report in enumerate(REPORTS)), (5, 5, "")]


def test_one_row_is_all_a_paper_needs(endang: Actor, tmp_path: Path) -> None:
    counted: Report[int] = Report(
        key="entries",
        title="Jumlah Akun",
        about="berapa akun dipakai",
        file="6-jumlah-akun",
        period=Period.THE_MONTH,
        permission=Permission.KEEP_BOOKS,
        read=lambda books: len(books.balances),
        draw=lambda books, accounts: (Note(f"{accounts} akun sampai {books.until}"),),
    )
    (file,) = month_set("2026-10", tmp_path, reports=(counted,))
    text = words(file.read_bytes())
    assert file.name == "2026-10-6-jumlah-akun.pdf"
    assert "JUMLAH AKUN" in text
    assert "Periode 1 s.d. 31 Oktober 2026" in text
    assert re.search(r"[1-9]\d* akun sampai 2026-10-31", text)


def test_every_paper_has_a_key_and_a_file_of_its_own_and_who_may_see_it() -> None:
    assert len({report.key for report in REPORTS}) == len({report.file for report in REPORTS}) == len(REPORTS)
    assert reports_for(SYSTEM) == REPORTS
    assert reports_for(Actor(1, "Bu Dewi", frozenset({Permission.SELL}))) == ()


def test_an_unwritable_folder_is_a_sentence(endang: Actor, tmp_path: Path) -> None:
    (tmp_path / "berkas").write_text("ini bukan folder")
    with pytest.raises(ReportUnwritable) as told:
        month_set("2026-10", tmp_path / "berkas")
    assert str(told.value).startswith("Laporan tidak bisa disimpan di ")
    assert [path.name for path in tmp_path.iterdir()] == ["berkas"]


def test_a_full_disk_leaves_the_old_papers_and_no_half_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old, never = tmp_path / "lama.pdf", tmp_path / "penuh.pdf"
    old.write_bytes(b"lama")
    answers: list[OSError | None] = [None, OSError(errno.ENOSPC, "full")]

    def flush(_handle: int) -> None:
        if (error := answers.pop(0)) is not None:
            raise error

    monkeypatch.setattr(os, "fsync", flush)
    with pytest.raises(ReportDiskFull) as told:
        write_whole({old: b"baru", never: b"x" * 100_000})
    assert str(told.value).startswith("Disk penuh: laporan tidak jadi disimpan")
    assert [path.name for path in tmp_path.iterdir()] == ["lama.pdf"]
    assert old.read_bytes() == b"lama"


def test_an_unknown_paper_is_a_sentence(shop: object) -> None:
    with pytest.raises(ReportUnknown) as told:
        documents.document("arus_kas", "2026-10")
    assert str(told.value).startswith("Laporan “arus_kas” tidak dikenal.")


def test_pages_become_pictures(shop: object) -> None:
    (first, *_more) = page_pictures(render("balance_sheet", "2026-11"), 400)
    assert (first.width, first.stride * first.height) == (400, len(first.pixels))
    assert first.pixels[:3] == b"\xff\xff\xff"
    assert len(set(first.pixels)) > 20


def test_a_month_that_has_not_come_has_no_papers(shop: FrozenClock) -> None:
    with pytest.raises(MonthNotCome) as told:
        document("balance_sheet", "2027-05")
    assert str(told.value) == "Mei 2027 belum tiba. Pilih bulan ini atau sebelumnya."


def test_a_month_before_the_first_entry_has_no_papers(endang: Actor, tmp_path: Path) -> None:
    with pytest.raises(BooksNotBegun) as told:
        month_set("2026-07", tmp_path)
    assert str(told.value) == (
        "Buku baru dimulai Oktober 2026, jadi Juli 2026 tidak punya laporan. Pilih Oktober 2026 atau sesudahnya."
    )
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("now", "position", "others"),
    [
        (datetime(2026, 11, 24, 3, 42, tzinfo=UTC), "Per 24 November 2026", "Periode 1 s.d. 24 November 2026"),
        (datetime(2026, 11, 30, 3, 0, tzinfo=UTC), "Per 30 November 2026", "Periode 1 s.d. 30 November 2026"),
        (datetime(2026, 12, 9, 3, 0, tzinfo=UTC), "Per 30 November 2026", "Periode 1 s.d. 30 November 2026"),
    ],
)
def test_the_papers_of_a_month_name_one_day(
    endang: Actor, frozen: FrozenClock, now: datetime, position: str, others: str
) -> None:
    frozen.at = now
    assert document("balance_sheet", "2026-11").period == position
    for key in ("income_statement", "trial_balance", "sales_recap", "consignment_recap"):
        assert document(key, "2026-11").period == others


def test_on_the_first_day_of_a_month_the_papers_name_that_day(shop: FrozenClock) -> None:
    shop.at = datetime(2026, 11, 1, 3, 0, tzinfo=UTC)
    assert document("income_statement", "2026-11").period == "Periode 1 November 2026"


def test_every_font_is_embedded(shop: FrozenClock) -> None:
    rina = make.cashier()
    make.shift(rina, 100_000)
    pdf = render("trial_balance", "2026-11")
    assert b"Helvetica" not in pdf
    assert b"/FontFile2" in pdf
