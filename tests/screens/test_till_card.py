"""A shop with several tills: this PC stands at the one chosen in the settings, and at none before."""

from __future__ import annotations

from pkkmart.core.db import db
from pkkmart.sales.screen.counter import CounterPage
from pkkmart.shell.settings_page import SettingsPage
from pkkmart.till.queries import till_of_pc
from pkkmart.users.roles import Role
from tests import make
from tests.screens.conftest import Show


def test_the_only_till_needs_no_choice(show: Show[SettingsPage]) -> None:
    shown = show(SettingsPage, make.cashier("Bu Endang", role=Role.ADMIN))
    assert shown.page.context.till_id == 1
    assert not shown.page.till.isVisible()


def test_one_of_several_is_chosen_for_this_pc(show: Show[SettingsPage]) -> None:
    db.execute_sql("INSERT INTO till (id, letter, name) VALUES (2, 'B', 'Kasir 2')")
    shown = show(SettingsPage, make.cashier("Bu Endang", role=Role.ADMIN))
    assert (shown.page.context.till_id, till_of_pc(shown.pc)) == (None, None)
    assert [pill.text() for pill in shown.page.till.pills.values()] == ["Kasir 1", "Kasir 2"]
    assert shown.page.till.isVisible()
    shown.page.till.pills[2].click()
    assert (shown.page.context.till_id, till_of_pc(shown.pc)) == (2, 2)
    assert [till for till, pill in shown.page.till.pills.items() if pill.isChecked()] == [2]


def test_the_counter_sells_at_the_till_of_this_pc(show: Show[CounterPage]) -> None:
    db.execute_sql("INSERT INTO till (id, letter, name) VALUES (2, 'B', 'Kasir 2')")
    rina = make.cashier()
    make.shift(rina)
    shown = show(CounterPage, rina)
    assert shown.page.shift is None
    shown.pc.set("till.id", 1)
    shown.page.context.till_id = till_of_pc(shown.pc)
    shown.page.enter()
    assert shown.page.shift is not None
    assert shown.page.shift.till_id == 1
