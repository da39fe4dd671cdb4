"""The opening page: rows from a file or by hand, booked only when both sides agree."""

from __future__ import annotations

from pathlib import Path

from pkkmart.core.db import fetch
from pkkmart.imports.screen import OpeningPage
from pkkmart.users.roles import Role
from tests import make
from tests.books import entry_of
from tests.keys import press, type_as_person
from tests.screens.conftest import Show


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
    assert shown.said() == "1 baris belum dimengerti; lihat sebabnya."
    assert not shown.page.book.isEnabled()
    shown.page.table.select(2)
    press(shown.page, "Del")
    assert shown.page.book.isEnabled()
