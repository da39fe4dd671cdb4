"""A hand on the page “Struk”: keys, scans, clicks, and what is seen there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget

from pkkmart.sale_changes.screen import ReceiptsPage
from pkkmart.sale_changes.screen.goods import GoodsTable
from pkkmart.sale_changes.screen.receipt import ReceiptView
from pkkmart.ui.cards import BigFigure
from pkkmart.ui.messages import Messages
from tests.keys import press, scan, type_as_person

W = TypeVar("W", bound=QWidget)


@dataclass
class Hand:
    """Works the page as a person would; `messages` is the voice of its window."""

    page: ReceiptsPage
    messages: Messages

    def press(self, *keys: str) -> None:
        for key in keys:
            press(self.page, key)

    def type(self, text: str) -> None:
        type_as_person(self.page, text)

    def scan(self, code: str) -> None:
        scan(self.page, code)

    def click(self, button: QWidget) -> None:
        """Press a button that is in sight with the mouse, in its middle."""
        QApplication.processEvents()
        assert button.isVisible()
        assert button.isEnabled()
        assert not button.visibleRegion().isEmpty(), "a hand finds it without scrolling"
        QTest.mouseClick(button, Qt.MouseButton.LeftButton, pos=button.rect().center())
        QApplication.processEvents()

    def button(self, words: str) -> QAbstractButton:
        """The visible button with that name, of the panel on top or else of the page."""
        within = self.messages.panel() or self.page
        buttons = within.findChildren(QAbstractButton)
        return next(one for one in buttons if one.isVisible() and one.accessibleName().startswith(words))

    def inside(self, kind: type[W]) -> W:
        """The part of the panel on top."""
        panel = self.messages.panel()
        assert panel is not None
        found = panel.findChild(kind)
        assert isinstance(found, kind)
        return found

    def reads(self) -> str:
        """What stands first under the title of the panel on top."""
        return self.panel_words()[1]

    def panel_words(self) -> list[str]:
        panel = self.messages.panel()
        assert panel is not None
        return [label.text() for label in panel.findChildren(QLabel) if label.isVisible()]

    def said(self) -> str:
        return self.messages.history[-1].text

    @property
    def closed(self) -> bool:
        """Whether nothing lies over the page."""
        return self.messages.panel() is None

    def money(self) -> str:
        """The big figure of the panel on top."""
        return self.inside(BigFigure).text()

    @property
    def view(self) -> ReceiptView:
        return self.page.view

    @property
    def goods(self) -> GoodsTable:
        return self.page.view.goods

    def numbers(self) -> list[str]:
        """The receipts of the list."""
        return [row.number for row in self.page.list.model.rows]

    def back(self) -> list[tuple[str, int, str]]:
        """What comes back: goods, how many thousandths, what becomes of them and why."""
        told = (
            (row.line.name, row.qty_milli, f"{row.state.words(short=True)} · {row.state.told(consigned=row.consigned)}")
            for row in self.goods.back
        )
        return [(name, milli, words.removesuffix(" · ")) for name, milli, words in told]

    def refund(self) -> tuple[str, str]:
        """What is paid back, and by which way."""
        return self.view.back.text(), self.view.how.text()

    def visible(self, words: str) -> bool:
        """Whether a button with that name can be seen on the page."""
        return any(
            one.isVisible() and one.accessibleName().startswith(words)
            for one in self.page.findChildren(QAbstractButton)
        )
