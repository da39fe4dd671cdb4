"""Every list of every page: totals that are their accounts, figures seen whole, rows that open their documents."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from pkkmart.consignment.screen import ConsignorsPage
from pkkmart.core.actor import Actor
from pkkmart.core.settings import PcFile
from pkkmart.ledger.chart import Account
from pkkmart.ledger.queries import balance_idr
from pkkmart.purchasing.screen import SuppliersPage
from pkkmart.receivables.screen import BonPage
from pkkmart.savings.screen import SavingsPage
from pkkmart.shell.doors import DOORS
from pkkmart.shell.window import MainWindow
from pkkmart.stock.queries import StockFilter
from pkkmart.stock.screen import StockPage
from pkkmart.ui.cell import cell_value
from pkkmart.ui.doors import Door
from pkkmart.ui.keys import ScanFilter
from pkkmart.ui.list_total import ListTotal
from pkkmart.ui.listing import listing_of
from pkkmart.ui.page import Page
from pkkmart.ui.table_model import Table
from pkkmart.ui.theme import TARGET, apply_theme, current
from pkkmart.users.queries import active_users, actor_of
from pkkmart.users.roles import Role
from tests.closing.conftest import file_shop
from tests.conftest import Demo, FrozenClock, open_copy
from tests.keys import press, type_as_person
from tests.screens.conftest import Show

SIZES = ((1_366, 768, 100), (1_366, 768, 150), (1_024, 600, 100))


@pytest.fixture
def treasurer(shop: FrozenClock, demo: Demo, frozen: FrozenClock) -> Actor:
    """The treasurer of a shop that was played for five days."""
    frozen.at = datetime(2026, 11, 20, 7, 30, tzinfo=UTC)
    open_copy(demo.copy)
    return actor_of(next(user.id for user in active_users() if user.role is Role.TREASURER))


def figures(total: ListTotal[object]) -> list[str]:
    return [words.text() for words in total.figures]


def rupiah_on(*accounts: Account) -> str:
    return "Rp " + f"{-sum(map(balance_idr, accounts)):,}".replace(",", ".")


def test_savings_are_their_three_accounts(show: Show[SavingsPage], treasurer: Actor) -> None:
    page = show(SavingsPage, treasurer).page
    accounts = (Account.PRINCIPAL_SAVINGS, Account.MANDATORY_SAVINGS, Account.VOLUNTARY_SAVINGS)
    assert figures(page.people.total)[:3] == [rupiah_on(one) for one in accounts]
    assert figures(page.people.total)[:3] == [
        f"Rp {sum(of):,}".replace(",", ".")
        for of in zip(
            *(
                (row.balances.principal_idr, row.balances.mandatory_idr, row.balances.voluntary_idr)
                for row in page.model.rows
            ),
            strict=True,
        )
    ], "every member with savings is in the list"
    assert not page.people.total.part.isVisible()


def test_a_searched_list_says_that_its_total_is_of_what_is_shown(show: Show[SavingsPage], treasurer: Actor) -> None:
    shown = show(SavingsPage, treasurer)
    name = shown.page.model.rows[0].name
    type_as_person(shown.window, name)
    shown.page.reload()
    rows = shown.page.model.rows
    assert 0 < len(rows) < 5
    assert shown.page.people.total.part.text() == f"dari {len(rows)} yang tampak"
    assert shown.page.people.total.part.isVisible()
    assert shown.page.people.total.figures[
        0
    ].text() == "Rp " + f"{sum(r.balances.principal_idr for r in rows):,}".replace(",", ".")


def test_stock_is_worth_what_1141_says(show: Show[StockPage], treasurer: Actor) -> None:
    page = show(StockPage, treasurer).page
    assert page.total.isVisible()
    booked = "Rp " + f"{balance_idr(Account.INVENTORY):,}".replace(",", ".")
    assert figures(page.total) == [booked]
    page.filter_by(StockFilter.CONSIGNED)
    assert (figures(page.total), page.total.part.isVisible()) == (["Rp 0"], True)
    page.filter_by(StockFilter.OWNED)
    page.table.turn(0)  # sorted, the list is whole
    assert figures(page.total) == [booked]


def test_what_stock_cost_is_not_shown_to_a_cashier(show: Show[StockPage], treasurer: Actor) -> None:
    cashier = actor_of(next(user.id for user in active_users() if user.role is Role.CASHIER))
    assert not show(StockPage, cashier).page.total.isVisible()


def test_debts_to_suppliers_are_2101(show: Show[SuppliersPage], treasurer: Actor) -> None:
    shown = show(SuppliersPage, treasurer)
    assert balance_idr(Account.SUPPLIER_PAYABLE) < 0
    assert figures(shown.page.total) == [rupiah_on(Account.SUPPLIER_PAYABLE)]
    owed = shown.page.owed_model.rows[0]
    press(shown.window, "F3")
    type_as_person(shown.window, owed.supplier)
    press(shown.window, "Enter")
    assert [row.supplier for row in shown.page.owed_model.rows] == [owed.supplier]
    assert {row.supplier for row in shown.page.model.rows} == {owed.supplier}
    assert figures(shown.page.total) == ["Rp " + f"{owed.owed_idr:,}".replace(",", ".")]
    assert shown.page.total.part.text() == "dari 1 yang tampak"
    number = shown.page.model.rows[-1].number
    press(shown.window, "F3")
    type_as_person(shown.window, number)
    press(shown.window, "Enter")
    assert [row.number for row in shown.page.model.rows] == [number]


def test_bon_is_1131(show: Show[BonPage], treasurer: Actor) -> None:
    page = show(BonPage, treasurer).page
    booked = balance_idr(Account.MEMBER_RECEIVABLE)
    assert booked > 0
    assert figures(page.people.total) == ["Rp " + f"{booked:,}".replace(",", ".")]
    assert sum(row.owed_idr for row in page.model.rows) == booked


def test_what_consignors_are_owed_is_their_three_accounts(show: Show[ConsignorsPage], treasurer: Actor) -> None:
    page = show(ConsignorsPage, treasurer).page
    accounts = (Account.MEMBER_CONSIGNOR_PAYABLE, Account.OTHER_CONSIGNOR_PAYABLE, Account.CONSIGNOR_RECEIVABLE)
    shown = figures(page.people.total)
    assert shown == [rupiah_on(*accounts), "Rp 0", "Rp 0"], "nothing waits to be fetched, no advance is open"
    assert shown[0] != "Rp 0"


def test_enter_and_the_file_follow_the_order_on_screen(show: Show[StockPage], treasurer: Actor) -> None:
    shown = show(StockPage, treasurer)
    table = shown.page.table
    table.setFocus()
    table.turn(2)
    table.turn(2)
    prices = [row.selling_price_idr for row in shown.page.model.rows]
    assert prices == sorted(prices, reverse=True)
    table.select(3)
    painted = table.model().data(table.model().index(3, 0))
    press(shown.window, "Enter")
    panel = shown.messages.panel()
    assert panel is not None
    assert painted in [words.text() for words in panel.findChildren(type(shown.page.count))]
    press(shown.window, "Esc")
    written = [line[0] for line in listing_of(table).cells()]
    assert written == [row.name for row in shown.page.model.rows]
    assert shown.page.table.current_row().name == painted


def test_goods_on_a_shelf_open_their_product(show: Show[ConsignorsPage], treasurer: Actor) -> None:
    shown = show(ConsignorsPage, treasurer)
    page, doors = shown.page, []
    page.context.door_wished.connect(doors.append)
    page.table.stand_on(lambda row: row.kinds > 1)
    page.details.shelf_table.setFocus()
    page.details.shelf_table.turn(1)
    page.details.shelf_table.select(1)
    painted = page.details.shelf_table.current_row()
    press(shown.window, "Enter")
    assert doors == [Door("product", painted.product_id)]


@pytest.fixture(params=SIZES, ids=lambda size: "x".join(map(str, size)))
def window(
    request: pytest.FixtureRequest, demo: Demo, frozen: FrozenClock, qtbot: QtBot, qapp: QApplication, tmp_path: Path
) -> Iterator[MainWindow]:
    """The window of the treasurer at each size."""
    width, height, scale = request.param
    frozen.at = datetime(2026, 11, 20, 7, 30, tzinfo=UTC)
    apply_theme(qapp, scale_percent=scale)
    file_shop(demo.copy, tmp_path / "toko")
    window = MainWindow(PcFile(tmp_path / "pc.json"), ScanFilter(qapp))
    window.resize(width, height)
    window.show()
    window.unlock(actor_of(next(user.id for user in active_users() if user.role is Role.TREASURER)))
    yield window
    apply_theme(qapp)


def cut(table: Table) -> list[str]:
    """The figures and days on screen that are cut, although a text beside them could give way."""
    theme, columns, found = current(), table.rows_model.columns, []
    spare = sum(table.columnWidth(place) for place, one in enumerate(columns) if not one.width)
    if spare <= theme.px(111) * sum(not one.width for one in columns):
        return []
    bottom = table.rowAt(table.viewport().height() - 1)
    for row in table.rows_model.rows[table.rowAt(0) : bottom + 1 if bottom >= 0 else None]:
        for place, column in enumerate(columns):
            if not column.width or column.fits or table.isColumnHidden(place):
                continue
            room = table.columnWidth(place) - 19
            fonts = (column.font(theme), theme.font("small"))
            for text, font in zip(column.texts(row), fonts, strict=False):
                is_read = cell_value(text, is_figure=True) != text or column.align == "right"
                if is_read and QFontMetricsF(font).horizontalAdvance(text) > room:
                    found.append(f"{table.accessibleName()}: {text}")
    return found


@pytest.mark.parametrize("part", [1, 2], ids=["as it is", "too narrow for its figures"])
def test_no_figure_of_any_page_is_cut_while_a_text_has_room(window: MainWindow, part: int) -> None:
    walked = 0
    for kind in (room.kind for door in DOORS for room in door.rooms):
        window.open(Door(kind))
        QApplication.processEvents()
        page = window.page()
        assert isinstance(page, Page)
        for table in (one for one in page.findChildren(Table) if one.isVisible()):
            if table.rows_model.rows and not table.currentIndex().isValid():
                table.select(0)
            columns = table.rows_model.columns
            table.rows_model.columns = [replace(one, width=one.width // part) for one in columns]
            table.measure()
            QApplication.processEvents()
            assert cut(table) == [], kind
            assert table.ordered or table.horizontalHeader().height() >= TARGET
            walked += bool(table.rows_model.rows)
    assert walked >= 12


def test_every_list_of_every_page_can_be_saved_and_sorted(window: MainWindow) -> None:
    listed = []
    for kind in (room.kind for door in DOORS for room in door.rooms):
        window.open(Door(kind))
        page = window.page()
        assert isinstance(page, Page)
        if page.lists():
            keys = [action.key for action in page.actions_shown]
            assert {"Ctrl+S", "Ctrl+Shift+C"} <= set(keys), kind
            listed.append(kind)
    assert listed == [
        "stock", "receive", "expiry", "certificates", "promotions", "consignors", "savings", "bon", "cash", "suppliers",
        "journal",
    ]  # fmt: skip


def test_a_sorted_list_read_again_keeps_the_row_that_is_stood_on(window: MainWindow) -> None:
    sorted_lists = []
    for kind in (room.kind for door in DOORS for room in door.rooms):
        window.open(Door(kind))
        page = window.page()
        assert isinstance(page, Page)
        for table in page.lists():
            if table.ordered or not table.isVisible() or len(table.rows_model.rows) < 3:
                continue
            last = len(table.rows_model.columns) - 1
            table.turn(last)
            table.turn(last)
            table.select(1)
            stood, painted = table.current_row(), [table.model().data(table.model().index(1, 0))]
            page.reload()
            assert table.current_row() == stood, f"{kind} {table.accessibleName()}"
            place = table.currentIndex().row()
            assert [table.model().data(table.model().index(place, 0))] == painted
            opened: list[object] = []
            table.opened.disconnect()
            table.opened.connect(opened.append)
            table.setFocus()
            press(window, "Enter")
            assert opened == [stood], f"{kind} {table.accessibleName()}"
            sorted_lists.append(table.accessibleName())
    assert set(sorted_lists) >= {"Stok", "Penitip", "Simpanan", "Bon anggota", "Nota pemasok", "Jurnal"}
