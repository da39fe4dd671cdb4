"""The keys of Struk when there is nothing to do with them: they choose nothing, look dim, and tell why."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from pkkmart.core.actor import Actor
from pkkmart.core.db import fetch
from pkkmart.core.quantity import ONE
from pkkmart.sale_changes.screen import ReceiptsPage
from pkkmart.shell.window import MainWindow
from pkkmart.till.operations import close_shift, count_drawer
from pkkmart.ui.doors import Door
from pkkmart.users.roles import Role
from tests import make
from tests.keys import press
from tests.screens.after_sale import Hand
from tests.screens.conftest import Show

CHOOSE = "Pilih struknya dulu: pindai nomornya, atau pilih dari daftar."
NO_SHIFT = "Buka sif dulu di kasir: uang retur keluar dari laci."


@pytest.fixture
def supervisor(shop: object) -> Actor:
    return make.cashier("Bu Ani", "7788", Role.SUPERVISOR)


def sold(actor: Actor) -> int:
    """Three sugar sold in an open shift; returns its id."""
    sugar = make.product("Gula", 17_500)
    make.bought(sugar, 5, 75_000)
    shift = make.shift(actor, 100_000)
    make.sell(actor, (sugar, 3), received_idr=52_500)
    return shift.id


def changes() -> int:
    return int(fetch("SELECT count(*) FROM sale_change")[0][0])


def dim(window: MainWindow) -> list[str]:
    """The keys at the bottom that are drawn dim."""
    return [action.key for action, hint in window.keys._hints if hint.is_dim]


def test_no_key_or_button_chooses_goods_while_no_shift_is_open(show: Show[ReceiptsPage], supervisor: Actor) -> None:
    shift_id = sold(supervisor)
    count_drawer(supervisor, shift_id, {100_000: 1, 50_000: 1, 2_000: 1, 500: 1})
    close_shift(supervisor, shift_id)
    shown = show(ReceiptsPage, supervisor)
    hand = Hand(shown.page, shown.messages)
    assert hand.view.number.text() == "PM-26-000001"
    for keys in (("F3", "Enter"), ("Enter",), ("+",), ("=",), ("-",), ("Shift+Enter",), ("F4",), ("F5",), ("F12",)):
        shown.messages.history.clear()
        hand.press(*keys)
        assert (hand.back(), hand.refund()[0], hand.closed) == ([], "Rp 0", True), keys
        if keys[0] != "F3":  # these only bring the hand to the goods
            assert hand.said() == NO_SHIFT, keys
    for words in ("Kurangi Gula", "Tambah Gula", "Kembali 0"):
        assert not hand.button(words).isEnabled()
    hand.click(hand.button("Kembalikan uang"))
    assert hand.said() == NO_SHIFT
    hand.press("F6")
    assert hand.said() == "Buka sif dulu di kasir, baru betulkan cara bayarnya."
    hand.press("F7")
    assert hand.said() == "Buka sif dulu di kasir, baru pindahkan ke ibu yang benar."
    hand.press("F8")
    assert hand.said().startswith("PM-26-000001 bukan dari sif yang terbuka sekarang")
    assert (changes(), fetch("SELECT count(*) FROM voided_document")) == (0, [(0,)])


def test_a_key_is_dim_while_there_is_a_reason_and_tells_it(window: MainWindow) -> None:
    actor = make.cashier("Bu Ani", "7788", Role.SUPERVISOR)
    make.member()
    sold(actor)
    window.unlock(actor)
    window.open(Door("receipts"))
    page = window.page()
    assert isinstance(page, ReceiptsPage)
    hand = Hand(page, window.messages)
    assert dim(window) == ["F4", "F7"], "nothing is chosen to come back, and nobody else sells it at that price"
    hand.press("Enter", "+")
    assert dim(window) == ["F7"]
    hand.type("tidak ada")
    QApplication.processEvents()
    for key in ("F4", "F6", "F7", "F8", "F12", "+"):
        hand.press(key)
        assert hand.said() == CHOOSE, key
    assert dim(window) == ["+ −", "F4", "F7", "F6", "F8", "F12"]
    hint = next(hint for action, hint in window.keys._hints if action.key == "F12")
    assert hint.toolTip() == hint.accessibleDescription() == CHOOSE
    window.messages.history.clear()
    hand.click(hint)
    assert hand.said() == CHOOSE
    hand.press("F3", "Ctrl+A", "Backspace")
    page.search.searched.emit("")
    assert dim(window) == ["F7"]
    assert hand.back() == [("Gula", ONE, "ke rak")], "what was chosen waited"


def test_the_keys_do_nothing_to_the_receipt_behind_a_slip(show: Show[ReceiptsPage], supervisor: Actor) -> None:
    sold(supervisor)
    shown = show(ReceiptsPage, supervisor)
    hand = Hand(shown.page, shown.messages)
    hand.press("F9")
    hand.type("gula")
    hand.press("Enter", "Tab", "Tab")
    hand.inside(type(hand.messages.panel().content)).buyer.setText("Bu Tini")  # type: ignore[union-attr,attr-defined]
    hand.press("F4", "F12", "Enter")
    assert changes() == 1
    hand.scan("RT-26-000001")
    assert hand.page.slip.isVisible()
    told = f"RT-26-000001 bukan struk penjualan. {CHOOSE}"
    for key in ("+", "Shift+Enter", "F4", "F5", "F6", "F7", "F8", "F12"):
        shown.messages.history.clear()
        press(shown.page, key)
        assert hand.said() == told, key
    assert hand.back() == []
    assert changes() == 1
