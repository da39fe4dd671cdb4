"""Titip kue with nothing but a finger, at every size a shop's PC has: nothing clipped, nothing too small."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QAbstractButton, QApplication

from pkkmart.consignment.queries import counted, documents
from pkkmart.consignment.screen import DailyPage
from pkkmart.core.actor import SYSTEM
from pkkmart.core.db import fetch
from pkkmart.shell.window import MainWindow
from pkkmart.ui.doors import Door
from pkkmart.ui.theme import apply_theme
from pkkmart.users.operations import add_user
from pkkmart.users.queries import active_users, actor_of
from pkkmart.users.roles import Role
from tests import make
from tests.books import entry_of
from tests.conftest import FrozenClock
from tests.screens.test_by_touch import Finger

SIZES = ((1_366, 768, 100), (1_366, 768, 150), (1_024, 600, 100))


class Hand(Finger):
    """A finger on the page Titip kue; it types on the pad where there is one, else with − and +."""

    @property
    def page(self) -> DailyPage:
        page = self.window.page()
        assert isinstance(page, DailyPage)
        return page

    def next_one(self) -> None:
        """Close the strip; what was said fades after four seconds, or with a click on it."""
        self.press("Tutup")
        if self.window.messages.text:
            self.click(self.window.messages)

    def count(self, number: int) -> None:
        """Type a number into the field it stands in."""
        if self.page.evening.pad.isVisible():
            self.digits("C", *str(number))
            return
        for _again in range(number):
            self.click(self.page.evening.more)
        if not number:
            self.click(self.page.evening.more)
            self.click(self.page.evening.less)

    def assert_whole(self) -> None:
        """Every button of the page is inside the window, and big enough to hit."""
        QApplication.processEvents()
        page, rows = self.page.half, self.page.evening.rows
        for button in page.findChildren(QAbstractButton):
            if button.isVisible() and not any(one.isAncestorOf(button) for one in (rows, page.consignors)):
                place = QRect(button.mapTo(self.window, QPoint()), button.size())
                assert self.window.rect().contains(place), button.accessibleName()
                assert min(place.width(), place.height()) >= 44, button.accessibleName()
                assert button.sizeHint().width() <= button.width() + 60, button.accessibleName()


@pytest.fixture(params=SIZES, ids=lambda size: "x".join(map(str, size)))
def hand(request: pytest.FixtureRequest, window: MainWindow, qapp: QApplication, shop: FrozenClock) -> Iterator[Hand]:
    """Two consignors; a supervisor's hand in a window of a size, at half past six."""
    width, height, scale = request.param
    shop.at = datetime(2026, 11, 23, 23, 30, tzinfo=UTC)
    apply_theme(qapp, scale_percent=scale)
    sari = make.consignor("Bu Sari", fixed_idr=1_600)
    tini = make.consignor("Bu Tini", fixed_idr=1_600)
    for owner, cakes in ((sari, ("Lemper", "Risoles")), (tini, ("Bolu",))):
        for cake in cakes:
            make.product(cake, 2_000, owner_id=owner)
    add_user(SYSTEM, "Bu Bendahara", "3456", Role.TREASURER)
    actor = actor_of(next(user.id for user in active_users() if user.name == "Bu Bendahara"))
    make.shift(actor, 100_000)
    window.resize(width, height)
    window.unlock(actor)
    window.open(Door("daily"))
    yield Hand(window)
    apply_theme(qapp)


def test_morning_and_evening_by_a_finger(hand: Hand, shop: FrozenClock) -> None:
    morning = hand.page.morning
    hand.assert_whole()
    for row in morning.goods.rows:
        for _again in range(4):
            hand.click(row._more)
    hand.click(morning.tally.save_button)
    assert morning.name.text() == "Bu Tini"
    for _again in range(3):
        hand.click(morning.goods.rows[0]._more)
    hand.click(morning.tally.save_button)
    make.sell(hand.page.context.actor, (1, 2), (3, 1), received_idr=6_000)
    shop.pass_(hours=10)

    hand.press("Sore")
    hand.assert_whole()
    evening = hand.page.evening
    assert evening.name.text() == "Bu Sari"
    first, second = evening.rows.rows
    hand.click(first.left)
    hand.count(1)
    hand.click(second.left)
    hand.count(2)
    hand.click(second.damaged)
    hand.count(1)
    assert (first.said.text(), second.said.text()) == ("kurang 1 di kasir", "kurang 1 di kasir")
    hand.assert_whole()
    hand.press("Rusak di toko")
    hand.press("Ganti oleh toko")
    hand.click(first.left)
    hand.press("Catat sebagai terjual")
    assert (evening.due.figure.text(), first.said.text()) == ("Rp 8.000", "1 dicatat terjual")
    hand.press("Sisa di rak")
    hand.press("Bayar tunai")
    hand.next_one()
    assert entry_of("evening_count", 1) == "7103 D 2.000 / 2103(Bu Sari) K 1.600 / 4113 K 400"
    assert entry_of("loss", 1) == "5123 D 3.200 / 2103(Bu Sari) K 3.200"
    assert all(line.kept for line in counted(1).lines)

    assert evening.name.text() == "Bu Tini"
    hand.click(evening.rows.rows[0].left)
    hand.count(2)
    hand.press("Simpan untuk ibu")
    hand.next_one()
    hand.press("Belum diambil · 1")
    assert not isinstance(hand.window.page(), DailyPage)
    assert [row.kind for row in documents(fetch("SELECT id FROM person WHERE name = 'Bu Tini'")[0][0])][:2] == [
        "evening_count",
        "settlement",
    ]
