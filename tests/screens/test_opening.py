"""The opening page: rows from a file or by hand, booked only when both sides agree."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from pkkmart.core.actor import Actor
from pkkmart.core.db import fetch
from pkkmart.core.settings import PcFile
from pkkmart.imports.opening import Judged, OpeningKind
from pkkmart.imports.operations import cancel_opening, record_opening
from pkkmart.imports.queries import read_opening
from pkkmart.imports.screen import OpeningPage
from pkkmart.imports.screen.row_form import RowForm
from pkkmart.ledger.screen import JournalPage
from pkkmart.shell.window import MainWindow
from pkkmart.ui.doors import Door
from pkkmart.ui.keys import ScanFilter
from pkkmart.users.roles import Role
from tests import make
from tests.books import entry_of
from tests.conftest import FrozenClock
from tests.keys import press, type_as_person
from tests.screens.conftest import Show, Shown

SHEET = "jenis;nama;jumlah;rupiah;sisi\nKas;Brankas;;500.000;\nwajib;A-0001;;300.000;\nakun;3104;;200.000;\n"


@pytest.fixture
def endang(shop: FrozenClock, tmp_path: Path) -> Actor:
    """The treasurer, who has booked her sheet as of the end of October."""
    actor = make.cashier("Bu Endang", role=Role.TREASURER)
    make.member("Siti Wahyuni")
    file = tmp_path / "lembar.csv"
    file.write_text(SHEET, encoding="utf-8")
    record_opening(actor, [row.line for row in read_opening(file) if row.line], date(2026, 10, 31))
    return actor


def listed(rows: list[Judged]) -> list[str]:
    return [f"{row.words} {'D' if row.line and row.line.is_debit else 'K'}" for row in rows]


def the_paper(shown: Shown[OpeningPage]) -> list[str]:
    """What is told of the document at the front."""
    view = shown.page.opened
    assert view.isVisible()
    return [view.number.text(), view.state.text(), view.about.text(), view.total.figure.text(), view.total.note.text()]


def test_a_sheet_is_read_mended_by_hand_and_booked(show: Show[OpeningPage], tmp_path: Path) -> None:
    endang = make.cashier("Bu Endang", role=Role.TREASURER)
    make.member("Siti Wahyuni")
    file = tmp_path / "saldo.csv"
    file.write_text("jenis;nama;jumlah;rupiah;sisi\nKas;Brankas;;500.000;\nwajib;A-0001;;300.000;\n", encoding="utf-8")
    shown = show(OpeningPage, endang)
    shown.page.take_file(file)
    assert shown.page.difference.figure.text() == "Rp 200.000"
    assert not shown.page.book.isEnabled()
    press(shown.page, "F12")
    assert fetch("SELECT count(*) FROM opening") == [(0,)]
    press(shown.page, "F4")
    sheet = shown.messages.panel()
    assert sheet is not None
    sheet.content.layout().itemAt(0).widget().field.choose("ACCOUNT")  # type: ignore[attr-defined]
    press(shown.page, "Tab")
    type_as_person(shown.page, "3104")
    press(shown.page, "Tab")
    type_as_person(shown.page, "200000")
    press(shown.page, "Enter")
    assert shown.page.difference.note.text() == "seimbang"
    press(shown.page, "F12")
    press(shown.page, "Enter")
    assert entry_of("opening", 1) == "1103 D 500.000 / 3102(Siti Wahyuni) K 300.000 / 3104 K 200.000"
    assert shown.said() == "Saldo awal dibukukan: SA-26-000001."


def test_rows_with_a_reason_keep_it_from_being_booked(show: Show[OpeningPage], tmp_path: Path) -> None:
    endang = make.cashier("Bu Endang", role=Role.TREASURER)
    file = tmp_path / "saldo.csv"
    text = "jenis;nama;jumlah;rupiah;sisi\nKas;Brankas;;500.000;\nakun;3104;;500.000;\nwajib;A-9999;;1.000;\n"
    file.write_text(text, encoding="utf-8")
    shown = show(OpeningPage, endang)
    shown.page.take_file(file)
    assert shown.said() == "1 baris belum dimengerti; F3 menuju barisnya."
    assert shown.page.doubts.text() == "1 baris belum dimengerti. F3 menuju barisnya, Enter membetulkannya."
    assert not shown.page.book.isEnabled()
    shown.page.table.select(2)
    press(shown.page, "Del")
    assert shown.page.book.isEnabled()
    assert not shown.page.doubts.isVisible()


NEW = (
    "jenis;nama;jumlah;rupiah;sisi\nKas;Brankas;;500.000;\nbon;Euis Komariah;;100.000;\n"
    "wajib;Siti Wahyunni;;240.000;\npokok;Siti Wahyunni;;100.000;\ntitipan;Dapur Bu Odah;;260.000;\n"
)


def second_lines(page: OpeningPage) -> list[tuple[str, str]]:
    """What stands under each row, and its tone."""
    column = page.model.columns[0]
    assert column.second is not None
    assert column.second_tone is not None
    return [(column.second(row), column.second_tone(row)) for row in page.model.rows]


@pytest.fixture
def newcomers(show: Show[OpeningPage], tmp_path: Path) -> Shown[OpeningPage]:
    """The page with a sheet that names three people nobody knows, one of them a misspelt member."""
    make.member("Siti Wahyuni")
    file = tmp_path / "saldo.csv"
    file.write_text(NEW, encoding="utf-8")
    shown = show(OpeningPage, make.cashier("Bu Endang", role=Role.TREASURER))
    shown.page.take_file(file)
    return shown


def test_it_says_who_will_be_registered_and_who_may_be_misspelt(newcomers: Shown[OpeningPage]) -> None:
    page = newcomers.page
    assert page.people.text() == "3 orang baru: 2 anggota, 1 penitip."
    assert page.doubts.text() == "1 orang baru mirip nama lain. F3 menuju barisnya, Enter membetulkannya."
    assert second_lines(page) == [
        ("1103 Kas Bendahara (brankas)", "muted"),
        ("anggota baru · 1131 Piutang Anggota - Bon Belanja", "primary"),
        ("mirip Siti Wahyuni (A-0001) · anggota baru · 3102 Simpanan Wajib", "attention"),
        ("mirip Siti Wahyuni (A-0001) · anggota baru · 3101 Simpanan Pokok", "attention"),
        ("penitip baru · 2103 Utang Penitip Non-Anggota", "primary"),
    ]
    assert page.model.rows[1].words == "Bon anggota · Euis Komariah"
    assert (page.difference.figure.text(), page.difference.figure._tone) == ("Rp 0", "good")
    assert fetch("SELECT count(*) FROM person WHERE name = 'Euis Komariah'") == [(0,)]


def test_a_misspelt_name_is_mended_in_the_form_and_in_her_other_rows(newcomers: Shown[OpeningPage]) -> None:
    page = newcomers.page
    press(page, "F3")
    assert page.table.currentIndex().row() == 2
    press(page, "Enter")
    sheet = newcomers.messages.panel()
    assert sheet is not None
    form = sheet.content
    assert isinstance(form, RowForm)
    assert "mirip Siti Wahyuni (A-0001)" in form._named._note.text()
    type_as_person(page, "A-0001")
    press(page, "Enter")
    assert newcomers.said() == "1 baris lain dengan nama itu ikut dibetulkan."
    assert [row.words for row in page.model.rows[2:4]] == [
        "Simpanan wajib · Siti Wahyuni",
        "Simpanan pokok · Siti Wahyuni",
    ]
    assert second_lines(page)[2] == ("A-0001 · 3102 Simpanan Wajib", "muted")
    assert page.people.text() == "2 orang baru: 1 anggota, 1 penitip."
    assert not page.doubts.isVisible()
    press(page, "F12")
    assert newcomers.said() == (
        "Bukukan 5 baris saldo awal, masing-masing sisi Rp 600.000?\n2 orang baru: 1 anggota, 1 penitip."
    )
    press(page, "Enter")
    assert newcomers.said() == "Saldo awal dibukukan: SA-26-000001. 2 orang baru terdaftar."
    assert entry_of("opening", 1) == (
        "1103 D 500.000 / 1131(Euis Komariah) D 100.000 / 2103(Dapur Bu Odah) K 260.000"
        " / 3101(Siti Wahyuni) K 100.000 / 3102(Siti Wahyuni) K 240.000"
    )


def test_going_on_makes_another_person_after_saying_so(newcomers: Shown[OpeningPage]) -> None:
    press(newcomers.page, "F12")
    assert newcomers.said().endswith("3 orang baru: 2 anggota, 1 penitip.\n1 orang baru mirip nama lain.")
    press(newcomers.page, "Enter")
    assert fetch("SELECT number FROM capacity WHERE kind = 'MEMBER' ORDER BY id") == [
        ("A-0001",), ("A-0002",), ("A-0003",)
    ]  # fmt: skip


def test_who_was_registered_meanwhile_is_shown_instead(newcomers: Shown[OpeningPage]) -> None:
    press(newcomers.page, "F12")
    make.member("Euis Komariah")
    press(newcomers.page, "Enter")
    assert newcomers.said().startswith("Euis Komariah sudah terdaftar sejak lembar ini dibaca")
    assert fetch("SELECT count(*) FROM opening") == [(0,)]
    assert second_lines(newcomers.page)[1] == ("A-0002 · 1131 Piutang Anggota - Bon Belanja", "muted")


def test_the_sheet_checks_itself_when_somebody_is_registered(newcomers: Shown[OpeningPage]) -> None:
    make.member("Euis Komariah")
    assert newcomers.page.people.text() == "2 orang baru: 1 anggota, 1 penitip."
    assert second_lines(newcomers.page)[1] == ("A-0002 · 1131 Piutang Anggota - Bon Belanja", "muted")


def test_a_second_file_is_added_and_rows_that_repeat_are_shown(newcomers: Shown[OpeningPage], tmp_path: Path) -> None:
    page, second = newcomers.page, tmp_path / "kedua.csv"
    second.write_text(
        "jenis;nama;jumlah;rupiah;sisi\nKas;Bank;;700.000;\nKas;Brankas;;500.000;\nakun;cadangan umum;;700.000;\n",
        encoding="utf-8",
    )
    page.take_file(second)
    assert newcomers.said() == "3 baris dari kedua.csv ditambahkan; sekarang 8 baris."
    assert [row.words for row in page.model.rows[5:]] == [
        "Kas · Bank", "Kas · Brankas", "Akun lain · 3105 Cadangan Umum",
    ]  # fmt: skip
    assert second_lines(page)[6] == ("sama dengan baris lain · 1103 Kas Bendahara (brankas)", "attention")
    assert "1 baris sama dengan baris lain." in page.doubts.text()
    page.table.select(6)
    press(page, "Del")
    assert (len(page.rows), "sama dengan" in page.doubts.text()) == (7, False)
    assert page.difference.figure.text() == "Rp 0"
    press(page, "Ctrl+Del")
    press(page, "Enter")
    assert page.rows == []


GOODS = (
    "Kode;Nama Barang;Harga Jual;Harga Beli;Stok;Penitip\n899111;Gula Pasir 1 kg;17.500;15.000;40;\n"
    ";Minyak 1 l;20.000;;12;\n899333;Beras;75.000;70.000;1.250;\n899444;Lemper;3.000;2.000;9;Bu Sari\n"
    "899555;Teh;5.000;4.000;0;\n"
)


def test_a_product_list_brings_stock_and_cost(show: Show[OpeningPage], tmp_path: Path) -> None:
    gula = make.product("Gula Pasir 1 kg", 17_500, code="899111")
    shown = show(OpeningPage, make.cashier("Bu Endang", role=Role.TREASURER))
    file = tmp_path / "barang.csv"
    file.write_text(GOODS, encoding="utf-8")
    page = shown.page
    page.show_item(Door("opening", act=str(file)))
    assert [(row.words, row.reason) for row in page.rows] == [
        ("Stok barang · Gula Pasir 1 kg", ""),
        ("Stok barang · Minyak 1 l", "Harga beli Minyak 1 l belum ada di daftar. Isi rupiahnya."),
        ("Stok barang · 899333", "Stok “1.250” bisa dibaca seribu lebih atau satu lebih. Tulis jumlahnya."),
    ]
    assert page.lines()[0].product_id == gula
    assert (page.debit.text(), page.book.isEnabled()) == ("Rp 600.000", False)
    page.table.select(1)
    page.remove_row()
    page.table.select(1)
    page.remove_row()
    second = tmp_path / "lain.csv"
    second.write_text("jenis;nama;jumlah;rupiah;sisi\nakun;3104;;600.000;\n", encoding="utf-8")
    page.take_file(second)
    press(page, "F12")
    press(page, "Enter")
    assert entry_of("opening", 1) == "1141 D 600.000 / 3104 K 600.000"
    assert fetch("SELECT qty_milli, value_idr FROM stock_level WHERE product_id = ?", (gula,)) == [(40_000, 600_000)]


def test_a_list_without_stock_is_refused_by_name(show: Show[OpeningPage], tmp_path: Path) -> None:
    shown = show(OpeningPage, make.cashier("Bu Endang", role=Role.TREASURER))
    file = tmp_path / "barang.csv"
    file.write_text("Nama Barang;Harga Jual\nGula;17500\n", encoding="utf-8")
    shown.page.take_file(file)
    assert shown.said() == (
        "barang.csv adalah daftar barang tanpa kolom stok. Judul yang ada: Nama Barang, Harga Jual."
    )


def test_typed_by_hand_a_name_like_another_is_asked_about_once(show: Show[OpeningPage]) -> None:
    make.member("Siti Wahyuni")
    page = (shown := show(OpeningPage, make.cashier("Bu Endang", role=Role.TREASURER))).page
    press(page, "F4")
    sheet = shown.messages.panel()
    assert sheet is not None
    form = sheet.content
    assert isinstance(form, RowForm)
    form.kind.choose(OpeningKind.MANDATORY)
    form.name.setText("Bu Siti Wahyuni")
    form.amount.set_value(5_000)
    press(page, "Enter")
    assert form._named._note.text() == (
        "Belum ada orang dengan nama ini; mirip Siti Wahyuni (A-0001). Bila orangnya sama, tulis seperti itu atau "
        "nomornya. Bila orang lain, tekan Enter."
    )
    assert page.rows == []
    press(page, "Enter")
    assert second_lines(page) == [("mirip Siti Wahyuni (A-0001) · anggota baru · 3102 Simpanan Wajib", "attention")]


def test_a_row_that_could_not_be_read_is_mended_in_the_form(show: Show[OpeningPage], tmp_path: Path) -> None:
    file = tmp_path / "saldo.csv"
    file.write_text("jenis;nama;jumlah;rupiah;sisi\nKas;Brankas;;1.000;\nKas;Bank;;seribu;\n", encoding="utf-8")
    page = (shown := show(OpeningPage, make.cashier("Bu Endang", role=Role.TREASURER))).page
    page.take_file(file)
    press(page, "F3")
    press(page, "Enter")
    sheet = shown.messages.panel()
    assert sheet is not None
    form = sheet.content
    assert isinstance(form, RowForm)
    assert (form.kind.value(), form.name.text(), form.amount.value()) == (OpeningKind.CASH, "Bank", None)
    assert "“seribu” bukan angka" in form._named._note.text()
    form.amount.set_value(1_000)
    press(page, "Enter")
    assert [row.words for row in page.rows] == ["Kas · Brankas", "Kas · Bank"]
    assert page.debit.text() == "Rp 2.000"


def test_an_empty_sheet_is_calm_and_offers_yesterday(show: Show[OpeningPage]) -> None:
    shown = show(OpeningPage, make.cashier("Bu Endang", role=Role.TREASURER))
    assert (shown.page.difference.figure.text(), shown.page.difference.figure._tone) == ("Rp 0", "muted")
    assert shown.page.day.text() == "23/11/2026"
    assert not shown.page.day_note.isVisible()


def test_a_shop_that_sells_is_offered_the_day_before(show: Show[OpeningPage]) -> None:
    endang = make.cashier("Bu Endang", role=Role.TREASURER)
    sugar = make.product()
    make.shift(endang)
    make.sell(endang, (sugar, 1))
    shown = show(OpeningPage, endang)
    assert shown.page.day.text() == "23/11/2026"
    assert shown.page.day_note.text() == "Paling akhir 23/11/2026: sesudahnya toko sudah mencatat transaksi."


def test_the_document_that_stands_is_shown_instead_of_the_form(show: Show[OpeningPage], endang: Actor) -> None:
    shown = show(OpeningPage, endang)
    assert the_paper(shown) == [
        "SA-26-000001",
        "Saldo awal per Sabtu, 31 Oktober 2026",
        "Dibukukan Selasa, 24 November 2026 pukul 10.42 oleh Bu Endang.",
        "Rp 500.000",
        "3 baris",
    ]
    assert listed(shown.page.opened.model.rows) == [
        "Kas · Brankas D",
        "Simpanan wajib · Siti Wahyuni K",
        "Akun lain · 3104 Hibah K",
    ]
    assert not shown.page.book.isVisible()
    assert shown.keys() == ["↑↓", "Del"]


def test_del_takes_it_back_and_its_rows_come_to_the_sheet(show: Show[OpeningPage], endang: Actor) -> None:
    shown = show(OpeningPage, endang)
    press(shown.page, "Del")
    type_as_person(shown.page, "salah jumlah kas")
    press(shown.page, "Enter")
    assert shown.said() == "SA-26-000001 dibatalkan."
    assert fetch("SELECT number, reason FROM voided_document") == [("BT-26-000001", "salah jumlah kas")]
    assert shown.page.book.isVisible()
    assert shown.page.day.text() == "31/10/2026"
    assert listed(shown.page.rows) == [
        "Kas · Brankas D",
        "Simpanan wajib · Siti Wahyuni K",
        "Akun lain · 3104 Hibah K",
    ]
    press(shown.page, "F12")
    press(shown.page, "Enter")
    assert shown.said() == "Saldo awal dibukukan: SA-26-000002."
    assert entry_of("opening", 2) == entry_of("opening", 1)
    assert the_paper(shown)[0] == "SA-26-000002"


def test_a_refusal_leaves_the_document_in_view(show: Show[OpeningPage], endang: Actor) -> None:
    shown = show(OpeningPage, endang)
    press(shown.page, "Del")
    press(shown.page, "Enter")
    assert fetch("SELECT count(*) FROM voided_document") == [(0,)]
    press(shown.page, "Esc")
    assert the_paper(shown)[0] == "SA-26-000001"


def test_a_cancelled_document_can_be_looked_at_and_filled_in_anew(show: Show[OpeningPage], endang: Actor) -> None:
    cancel_opening(endang, 1, "salah jumlah")
    shown = show(OpeningPage, endang)
    assert shown.page.book.isVisible()
    shown.page.show_item(Door("opening", 1))
    assert the_paper(shown)[1:3] == [
        "Dibatalkan dengan BT-26-000001: salah jumlah",
        "Per Sabtu, 31 Oktober 2026. Dibukukan Selasa, 24 November 2026 pukul 10.42 oleh Bu Endang.",
    ]
    assert shown.keys() == ["↑↓", "F4"]
    press(shown.page, "F4")
    assert len(shown.page.rows) == 3


def test_an_opening_without_a_sheet_says_so(show: Show[OpeningPage], endang: Actor) -> None:
    shown = show(OpeningPage, endang)
    shown.page.show_item(Door("opening", 99))
    assert shown.said() == "Saldo awal ini dibukukan tanpa lembar; rinciannya ada di jurnal."
    assert the_paper(shown)[0] == "SA-26-000001"


@pytest.fixture
def window(endang: Actor, qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> MainWindow:
    window = MainWindow(PcFile(tmp_path / "pc.json"), ScanFilter(qapp))
    window.resize(1_366, 768)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    window.unlock(endang)
    return window


def test_the_journal_leads_to_the_document(window: MainWindow) -> None:
    window.open(Door("journal"))
    journal = window.page()
    assert isinstance(journal, JournalPage)
    journal.search.setText("SA-26-000001")
    journal.since.set_value(None)
    journal.reload()
    assert journal.head.text() == "Saldo awal SA-26-000001"
    journal.open_document()
    page = window.page()
    assert isinstance(page, OpeningPage)
    assert page.opened.number.text() == "SA-26-000001"
    assert page.opened.isVisible()
