"""The line at the top of every screen: its title, the open shift, the state of the printer, the time."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from pkkmart.core.i18n import date_long, date_short, time_short
from pkkmart.ui.cards import Chip, StatusDot, Words
from pkkmart.ui.layout import STRETCH, row


class TopBar(QWidget):
    """Title and chip at the left, printer and clock at the right. The shell sets the clock once a minute."""

    def __init__(self, title: str = "") -> None:
        super().__init__()
        self._moment: datetime | None = None
        self.title = Words(title, "title")
        self.chip = Chip()
        self.status = StatusDot()
        self.clock = Words("", "caption", tone="muted")
        self._row = row(self.title, self.chip, STRETCH, self.status, self.clock, spacing=20, on=self)
        self.chip.hide()
        self.setMinimumHeight(40)

    def set_title(self, title: str) -> None:
        """Name the screen."""
        self.title.setText(title)

    def set_chip(self, text: str, tone: str = "plain") -> None:
        """Show the words of the open shift."""
        self.chip.set(text, tone)

    def set_status(self, text: str, tone: str = "good") -> None:
        """Say how the printer is; nothing hides it."""
        self.status.set(text, tone)

    def set_clock(self, moment: datetime) -> None:
        """Show a date and an hour in the shop's time; the short date where there is little room."""
        self._moment = moment
        day = date_long(moment.date()) if self.width() > 860 else date_short(moment.date())
        self.clock.setText(f"{day} · {time_short(moment)}")

    def resizeEvent(self, event: object) -> None:
        if self._moment is not None:
            self.set_clock(self._moment)

    def minimumSizeHint(self) -> QSize:
        return QSize(300, super().minimumSizeHint().height())
