"""The journal by keys: search, days, the lines beside, and Enter to the paper."""

from __future__ import annotations

from datetime import date

import pytest

from pkkmart.cashbook.operations import cancel_expense, record_expense
from pkkmart.core.actor import Actor
from pkkmart.ledger.chart import Account, CashFlow
from pkkmart.ledger.posting import credit, debit
from pkkmart.ledger.queries import EntryLine
from pkkmart.ledger.screen import JournalPage
from pkkmart.ledger.screen.columns import line_columns
from pkkmart.till.places import CashPlace
from pkkmart.ui.doors import Door
from pkkmart.users.roles import Role
from tests import make
from tests.conftest import FrozenClock
from tests.keys import press, type_as_person
from tests.make import post_opening
from tests.screens.conftest import Show, Shown

SAFE = CashPlace.SAFE


@pytest.fixture
def endang(shop: object) -> Actor:
    actor = make.cashier("Bu Endang", "4321", Role.TREASURER)
    post_opening(actor, [debit(Account.SAFE, 3_000_000), credit(Account.GRANT, 3_000_000)], date(2026, 10, 1))
    record_expense(actor, Account.RENT, 250_000, SAFE, day=date(2026, 11, 20), till_id=1)
    record_expense(actor, Account.SUPPLIES, 35_000, SAFE, till_id=1)
    cancel_expense(actor, 2, "salah jumlah", till_id=1)
    return actor


def listed(shown: Shown[JournalPage]) -> list[list[str]]:
    """Day, document, amount; the document with the number on its second line."""
    found = []
    for row in shown.page.model.rows:
        day, paper, amount = shown.page.model.columns
        assert paper.second is not None
        found.append([day.text(row), f"{paper.text(row)} | {paper.second(row)}", amount.text(row)])
    return found


def lines(shown: Shown[JournalPage]) -> list[list[str]]:
    return [[column.text(row) for column in shown.page.lines_model.columns] for row in shown.page.lines_model.rows]


def test_this_month_newest_first_with_lines_beside(show: Show[JournalPage], endang: Actor) -> None:
    shown = show(JournalPage, endang)
    assert listed(shown) == [
        ["24/11/2026", "Batal biaya | BT-26-000001 · membatalkan BK-26-000002", "35.000"],
        ["24/11/2026", "Biaya | BK-26-000002 · dibatalkan dengan BT-26-000001", "35.000"],
        ["20/11/2026", "Biaya | BK-26-000001 · Bu Endang", "250.000"],
    ]
    press(shown.window, "Down")
    press(shown.window, "Down")
    assert shown.page.head.text() == "Biaya BK-26-000001"
    assert lines(shown) == [["Sewa", "250.000", ""], ["Kas Bendahara (brankas)", "", "250.000"]]
    assert shown.page.sums.text() == "D = K = Rp 250.000"
    assert shown.page.about.text() == "Jurnal 2 · Jumat, 20 November 2026 · oleh Bu Endang"
    press(shown.window, "Up")
    assert "dibatalkan dengan BT-26-000001" in shown.page.about.text()
    press(shown.window, "Up")
    assert "membatalkan BK-26-000002" in shown.page.about.text()


def test_typed_words_find_and_a_second_enter_opens_the_paper(show: Show[JournalPage], endang: Actor) -> None:
    shown = show(JournalPage, endang)
    wished: list[Door] = []
    shown.page.context.door_wished.connect(wished.append)
    type_as_person(shown.window, "sewa")
    press(shown.window, "Enter")
    assert [row[1] for row in listed(shown)] == ["Biaya | BK-26-000001 · Bu Endang"]
    assert wished == []
    press(shown.window, "Enter")
    assert wished == [Door("expense", 1)]
    press(shown.window, "Esc")
    assert len(listed(shown)) == 3
    shown.page.table.select(0)
    press(shown.window, "Enter")
    assert wished[-1] == Door("expense", 2), "a cancellation leads to what it cancelled"


def test_days_are_typed_and_a_broken_one_is_marked(show: Show[JournalPage], endang: Actor) -> None:
    shown = show(JournalPage, endang)
    press(shown.window, "F6")
    type_as_person(shown.window, "1/10/2026")
    press(shown.window, "Enter")
    assert listed(shown)[-1] == ["01/10/2026", "Saldo awal | Bu Endang", "3.000.000"]
    press(shown.window, "F6")
    type_as_person(shown.window, "20/11/2026")
    press(shown.window, "Enter")
    assert [row[0] for row in listed(shown)] == ["20/11/2026", "01/10/2026"]
    shown.page.until.setText("99/99/")
    shown.page.reload()
    assert shown.page.until.property("wrong") == "true"


def test_a_number_of_another_month_is_found_by_enter(show: Show[JournalPage], endang: Actor) -> None:
    record_expense(endang, Account.RENT, 777_000, SAFE, day=date(2026, 10, 5), till_id=1)
    shown = show(JournalPage, endang)
    wished: list[Door] = []
    shown.page.context.door_wished.connect(wished.append)
    type_as_person(shown.window, "BK-26-000003")
    press(shown.window, "Enter")
    assert (shown.page.head.text(), shown.page.since.text(), wished) == ("Biaya BK-26-000003", "", [])
    assert shown.said() == "Tidak ada pada tanggal itu. Ini hasil dari semua tanggal."
    press(shown.window, "Enter")
    assert wished == [Door("expense", 3)]


def test_what_is_cut_says_so_and_f9_goes_on(show: Show[JournalPage], endang: Actor) -> None:
    for _again in range(202):
        record_expense(endang, Account.SUPPLIES, 1_000, SAFE, till_id=1)
    shown = show(JournalPage, endang)
    assert shown.page.list_foot.words.text() == "200 terbaru sejak 24/11/2026"
    press(shown.window, "F9")
    assert (shown.page.list_foot.words.text(), listed(shown)[-1][0]) == ("205 jurnal", "20/11/2026")
    press(shown.window, "F9")
    assert shown.said() == "Tidak ada yang lebih lama pada tanggal ini. F6 untuk tanggal lain."


def test_an_old_entry_is_reached_among_many(show: Show[JournalPage], endang: Actor) -> None:
    for _again in range(205):
        record_expense(endang, Account.SUPPLIES, 1_000, SAFE, till_id=1)
    shown = show(JournalPage, endang)
    shown.page.show_item(Door("journal_entry", 2))
    assert (shown.page.head.text(), shown.page.until.text()) == ("Biaya BK-26-000001", "20/11/2026")
    shown.page.enter()
    assert (shown.page.since.text(), shown.page.until.text()) == ("01/11/2026", "24/11/2026")
    shown.page.show_item(Door("journal_entry", 999))
    assert shown.said() == "Jurnal 999 tidak ada. Cari menurut nomor dokumennya."
    assert (shown.page.table.current_row(), shown.page.head.text()) == (None, "")


def test_overnight_the_days_begin_anew(show: Show[JournalPage], endang: Actor, shop: FrozenClock) -> None:
    shown = show(JournalPage, endang)
    shop.pass_(days=7)
    shown.page.enter()
    assert (shown.page.since.text(), shown.page.until.text()) == ("01/12/2026", "01/12/2026")


def test_nothing_found_shows_nothing(show: Show[JournalPage], endang: Actor) -> None:
    shown = show(JournalPage, endang)
    wished: list[Door] = []
    shown.page.context.door_wished.connect(wished.append)
    type_as_person(shown.window, "tidak ada")
    press(shown.window, "Enter")
    press(shown.window, "Enter")
    assert (listed(shown), lines(shown), shown.page.head.text(), wished) == ([], [], "", [])
    assert not shown.page.open_button.isVisible()


def test_doors_lead_to_an_entry_and_to_an_account(show: Show[JournalPage], endang: Actor) -> None:
    shown = show(JournalPage, endang)
    shown.page.show_item(Door("journal_entry", 1))
    assert shown.page.head.text() == "Saldo awal"
    shown.page.show_item(Door("account", int(Account.RENT)))
    assert [row[1] for row in listed(shown)] == ["Biaya | BK-26-000001 · Bu Endang"]


def test_a_line_of_cash_says_what_it_counts_as(shop: FrozenClock) -> None:
    """Two lines on one account are told apart by it: ours, and what is received for a mother."""
    second = line_columns()[0].second
    assert second is not None
    told = [second(EntryLine(1_101, "Kas Laci Kasir", 1_000, None, "", flow)) for flow in CashFlow]
    assert told[:2] == ["1101 · dari pelanggan", "1101 · diterima untuk penitip"]
    assert len(set(told)) == len(CashFlow)
    assert second(EntryLine(2_102, "Utang", -1_000, 1, "Bu Sari", None)) == "2102 · Bu Sari"
