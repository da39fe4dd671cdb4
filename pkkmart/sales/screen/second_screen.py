"""Whether the buyer's window is open, and on which monitor: a fact of this PC and of what is plugged in."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtWidgets import QWidget

from pkkmart.core.settings import PcFile
from pkkmart.sales.screen.display import CustomerDisplay, Seen


@dataclass(frozen=True, slots=True)
class DisplayChoice:
    """What this PC does with a second monitor; `screen` is its name, "" for whichever is there."""

    on: bool = False
    screen: str = ""


def read_display(pc: PcFile) -> DisplayChoice:
    """What this PC's file says of the buyer's screen."""
    return DisplayChoice(pc.get("display.on", False), pc.get("display.screen", ""))


def write_display(pc: PcFile, choice: DisplayChoice) -> None:
    """Keep the choice of this PC."""
    pc.set("display.on", choice.on)
    pc.set("display.screen", choice.screen)


def other_screens(window: QWidget) -> list[QScreen]:
    """Monitors other than the one a window is on, from left to right; one that mirrors it would cover the counter."""
    own = window.screen().geometry()
    others = [screen for screen in QGuiApplication.screens() if not screen.geometry().intersects(own)]
    return sorted(others, key=lambda screen: (screen.geometry().x(), screen.geometry().y()))


class SecondScreen(QObject):
    """Opens the buyer's window where it belongs, moves it, and closes it when its monitor is unplugged."""

    def __init__(self, window: QWidget, pc: PcFile) -> None:
        super().__init__(window)
        self.display: CustomerDisplay | None = None
        self._window, self._pc = window, pc
        self._seen: Seen = None
        app = QGuiApplication.instance()
        assert isinstance(app, QGuiApplication)
        for moved in (app.screenAdded, app.screenRemoved, app.primaryScreenChanged):
            moved.connect(self._screens_changed)

    def show_seen(self, seen: Seen) -> None:
        """What the counter lets the buyer see; remembered for a monitor that is plugged in later."""
        self._seen = seen
        if self.display is not None:
            self.display.show_seen(seen)

    def fit(self) -> None:
        """Open, move or close the window as this PC's file and the monitors now say."""
        screen = self._wanted()
        if screen is None or not self._window.isVisible():
            self.close()
            return
        if self.display is None:
            self.display = CustomerDisplay()
            self.display.show_seen(self._seen)
        self.display.setScreen(screen)
        self.display.setGeometry(screen.geometry())
        self.display.setWindowState(Qt.WindowState.WindowFullScreen)
        self.display.show()  # showFullScreen would also activate it, and the next scan would go there

    def close(self) -> None:
        """Close the window, if it is open."""
        display, self.display = self.display, None
        if display is not None:
            display.close()
            display.deleteLater()

    def _screens_changed(self, _screen: QScreen) -> None:
        self.fit()

    def _wanted(self) -> QScreen | None:
        """The monitor chosen for this PC, another one while that is missing, None where there is only one."""
        choice = read_display(self._pc)
        others = other_screens(self._window) if choice.on else []
        return next((screen for screen in others if screen.name() == choice.screen), others[0] if others else None)
