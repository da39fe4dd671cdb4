"""A hand without a plan at the whole window: clicks, keys, scans, words, numbers, the wheel, sizes, other people.

Everything comes from one seed. What goes wrong is told with the seed and the last thirty events.
"""

from __future__ import annotations

import gc
import time
from collections import Counter, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from typing import Final

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from pkkmart.closing.verify import verify
from pkkmart.core.db import fetch
from pkkmart.demo.members import PINS
from pkkmart.sales.screen import CounterPage
from pkkmart.shell.window import MainWindow
from pkkmart.ui.buttons import PrimaryButton
from pkkmart.ui.fields import MoneyField, PinField, QuantityField
from pkkmart.ui.worker import chores_running, end_chores
from pkkmart.users.queries import UserRow, active_users
from pkkmart.users.roles import Role
from tests.conftest import FrozenClock
from tests.keys import press, scan, type_as_person

SIZES: Final = ((1_366, 768), (1_024, 600))
REMEMBERED: Final = 30
"""How many events are told when something goes wrong."""

_KEYS: Final = (
    *["Enter"] * 12, *["Esc"] * 5, *["Tab"] * 4, *["Down"] * 5, "Up", "Up", "Left", "Right", "Home", "End", "Space",
    "PgDown", "PgUp", "Backspace", "Del", "Del", "+", "+", "-", "*", "Shift+Tab", "Ctrl+A", "Ctrl+C", "Ctrl+V",
    "Ctrl+Space", "Ctrl+F", "Ctrl+T", "Ctrl+R", "Ctrl+G", "Ctrl+E", "Ctrl+P", "Ctrl+K", "Ctrl+D", "Ctrl+H", "Ctrl+I",
    "Ctrl+U", "Ctrl+Z", "Ctrl+N", "Ctrl+S", *(f"F{number}" for number in range(1, 13)), "F12", "F12", "F12",
)  # fmt: skip
_WORDS: Final = (
    "keripik", "bu", "siti", "gula", "kue", "a", "salah hitung", "titip", "Pak RT", "=1+1", "'; DROP TABLE sale;--",
    "ñandú 日本 \U0001f36c", "%", "....", "-", "x" * 300, "besok", "PM-26-000003", "0812 3456 789", "RT 03",
)  # fmt: skip
_NUMBERS: Final = (
    "0", "1", "1", "2", "3", "5", "10", "12", "100", "1000", "5000", "20000", "50+", "100+", "100000", "1,5", "0,25",
    "1.5", "10%", "25%", "100%", "2,5 %", "-1", "-5000", "999999999", "123456789012345678901234567890", "00000", "1e9",
    "½", "31/11/2026", "20/11/2026", "1/12/2026", "2026-11-20",
)  # fmt: skip
_STRANGE_CODES: Final = ("8990000000000", "2100001002505", "2212345012349", "00000000", "12345678901234567890")


@dataclass
class RandomHand:
    """Does one random thing after another; `wrong` fills with what no hand may bring about."""

    window: MainWindow
    seed: int
    role: Role
    now: FrozenClock
    print_out: Callable[[], object]
    wrong: list[str] = field(default_factory=list)
    last: deque[str] = field(default_factory=lambda: deque(maxlen=REMEMBERED))
    seen: Counter[str] = field(default_factory=Counter)
    on_event: Callable[[str], object] = lambda _told: None

    def __post_init__(self) -> None:
        self.dice = Random(self.seed)
        self.codes = [code for (code,) in fetch("SELECT code FROM barcode ORDER BY code")]
        self.pins = {user.id: pin for user in active_users() for name, _role, pin in PINS_HERE if user.name == name}
        self.acts: dict[Callable[[], object], int] = {
            self._click_button: 26, self._click_widget: 9, self._click_anywhere: 2, self._press_page_key: 12,
            self._press_key: 16, self._type_words: 4, self._type_number: 8, self._scan: 9, self._turn_wheel: 2,
            self._resize: 1, self._lock: 1, self._wait: 1, self._open_door: 2, self._go_on: 16, self._fill_in: 10,
        }  # fmt: skip

    def run(self, events: int) -> None:
        """So many events, the way out tried now and then; ends at the first thing that is wrong, with a story."""
        for number in range(1, events + 1):
            self.event()
            if number % 40 == 0:
                self.leave()
            if number % 1_000 == 0 or number == events:
                self.wrong += [f"{check.name}: {check.figure}" for check in verify() if not check.ok]
            assert self.wrong == [], self.story(number)

    def story(self, number: int) -> str:
        """What is needed to see it again."""
        told = "\n".join(self.last)
        wrong = "\n".join(self.wrong)
        return f"role {self.role}, seed {self.seed}, event {number}:\n{told}\n{wrong}"

    def done(self) -> str:
        """What the hand did, and what stands in the books because of it."""
        tables = ("sale", "sale_change", "voided_document", "shift_close", "savings_slip", "delivery", "audit")
        written = [f"{fetch(f'SELECT count(*) FROM {table}')[0][0]:,} {table}" for table in tables]
        return ", ".join([*(f"{count:,} {kind}" for kind, count in self.seen.most_common()), *written])

    def event(self) -> None:
        """One thing, and all that comes of it."""
        act = self.dice.choices(list(self.acts), list(self.acts.values()))[0]
        if QApplication.activePopupWidget() is not None and self.dice.random() < 0.8:
            act = self._choose_of_list
        elif self.window.page() is None:
            act = self._anybody_logs_in if self.dice.random() < 0.7 else act
        elif self._pin_asked() and self.dice.random() < 0.5:
            act = self._type_pin
        act()
        self.settle()

    def settle(self) -> None:
        """What the event set off comes to its end: chores, slips, what Qt put off."""
        QApplication.processEvents()
        until = time.monotonic() + 60
        while chores_running() and time.monotonic() < until:
            QApplication.processEvents()
        if chores_running():
            self.wrong.append("a chore that does not end")
            end_chores()
        self.print_out()
        QApplication.processEvents()
        if len(self.last) and self.seen.total() % 50 == 0:
            gc.collect(2 if self.seen.total() % 400 == 0 else 1)

    def tell(self, kind: str, what: str = "") -> None:
        self.seen[kind] += 1
        self.last.append(f"{kind} {what}".rstrip())
        self.on_event(self.last[-1])

    # the way out

    def leave(self) -> None:
        """Esc, and Del where work is thrown away, lead back to a page from everywhere; then to the counter."""
        self.tell("leaves", type(self.window.messages.panel()).__name__)
        for _again in range(12):
            if (popup := QApplication.activePopupWidget()) is not None:
                popup.close()
            if self.window.messages.panel() is None:
                break
            press(self.window, "Esc")
            self.settle()
            if self.window.messages.panel() is not None:
                press(self.window, "Del")
                self.settle()
        else:
            self.wrong.append(f"nothing closes {self._panel_words()}")
            return
        for user in active_users():  # some PIN may have been changed by the hand itself
            if self.window.page() is None:
                self._log_in(user)
                self.settle()
        if self.window.page() is None:
            self.wrong.append(f"nobody is let in: {self.window.login.answer.text()}")
            return
        for _again in range(8):
            lies_over = self.window.messages.panel() is not None
            if isinstance(self.window.page(), CounterPage) and not lies_over:
                return
            press(self.window, "Esc" if lies_over else "Alt+1")
            self.settle()
            if self.window.messages.panel() is not None:  # else Del would open a sheet of the page that cancels
                press(self.window, "Del")
                self.settle()
        if not isinstance(self.window.page(), CounterPage):
            self.wrong.append(f"no way to the counter from {self.window.page()}: {self._panel_words()}")

    def _panel_words(self) -> str:
        panel = self.window.messages.panel()
        return f"{type(panel).__name__} {panel.accessibleName() if panel is not None else ''}"

    # people

    def _anybody_logs_in(self) -> None:
        users = active_users()
        own = [user for user in users if user.role is self.role]
        user = self.dice.choice(own if own and self.dice.random() < 0.7 else users)
        self._log_in(user, pin="0000" if self.dice.random() < 0.15 else "")

    def _log_in(self, user: UserRow, pin: str = "") -> None:
        button = next((one for one in self._buttons() if one.text().strip().startswith(f"{user.name} ·")), None)
        self.tell("logs in", user.name)
        if button is not None:
            self._click(button)
        self.window.login.pin.setFocus()
        press(self.window, "Ctrl+A")
        type_as_person(self.window, pin or self.pins.get(user.id, "4321"))
        press(self.window, "Enter")
        if self.window.page() is None:
            self.now.pass_(minutes=30)

    def _lock(self) -> None:
        self.tell("locks")
        press(self.window, "Ctrl+L")

    def _pin_asked(self) -> bool:
        return isinstance(self.window.focusWidget(), PinField)

    def _type_pin(self) -> None:
        pin = self.dice.choice([*self.pins.values(), "4321", "9876", "1111"])
        self.tell("types PIN", pin)
        type_as_person(self.window, pin)
        press(self.window, "Enter")

    # mouse

    def _buttons(self) -> list[QAbstractButton]:
        within = self.window.messages.panel() or self.window
        return [
            one for one in within.findChildren(QAbstractButton) if one.isVisible() and not one.visibleRegion().isEmpty()
        ]

    def _click_button(self) -> None:
        buttons = self._buttons()
        if buttons:
            button = self.dice.choice(buttons)
            self.tell("clicks", button.accessibleName() or button.text() or type(button).__name__)
            self._click(button)

    def _click_widget(self) -> None:
        within = self.window.messages.panel() or self.window
        kinds = (QComboBox, QLineEdit, QPlainTextEdit, QAbstractItemView)
        found = [
            one
            for kind in kinds
            for one in within.findChildren(kind)
            if one.isVisible() and not one.visibleRegion().isEmpty()
        ]
        if not found:
            return
        widget = self.dice.choice(found)
        twice = isinstance(widget, QAbstractItemView) and self.dice.random() < 0.2
        self.tell("clicks twice" if twice else "clicks", f"{type(widget).__name__} {widget.accessibleName()}")
        target = widget.viewport() if isinstance(widget, QAbstractItemView) else widget
        self._click(target, inside=True, twice=twice)

    def _go_on(self) -> None:
        """The button that Enter takes: without it hardly anything a hand begins would come to an end."""
        buttons = [one for one in self._buttons() if isinstance(one, PrimaryButton) and one.isEnabled()]
        if buttons:
            button = self.dice.choice(buttons)
            self.tell("goes on", button.accessibleName() or button.text())
            self._click(button)

    def _fill_in(self) -> None:
        """Every empty field of what lies on top gets something that it can hold."""
        within = self.window.messages.panel() or self.window.page() or self.window
        for line in within.findChildren(QLineEdit):
            if line.isVisible() and line.isEnabled() and not line.text():
                line.setFocus()
                word = self._fitting(line)
                self.tell("fills in", f"{line.accessibleName()}: {word}")
                type_as_person(self.window, word)

    def _fitting(self, line: QLineEdit) -> str:
        if isinstance(line, PinField):
            return self.dice.choice(list(self.pins.values()))
        if isinstance(line, MoneyField):
            return self.dice.choice(("500", "2000", "10000", "50000"))
        if isinstance(line, QuantityField):
            return self.dice.choice("1234")
        return self.dice.choice(("salah hitung", "bu", "ke", "10%", "1000"))

    def _click_anywhere(self) -> None:
        spot = QPoint(self.dice.randrange(self.window.width()), self.dice.randrange(self.window.height()))
        self.tell("clicks at", f"{spot.x()},{spot.y()}")
        self._click_at(self.window, spot)

    def _click(self, widget: QWidget, *, inside: bool = False, twice: bool = False) -> None:
        """In the middle of what is seen of a widget, or anywhere inside it."""
        seen = widget.visibleRegion().boundingRect()
        spot = seen.center()
        if inside and not seen.isEmpty():
            spot = QPoint(self.dice.randint(seen.left(), seen.right()), self.dice.randint(seen.top(), seen.bottom()))
        self._click_at(widget.window(), widget.mapTo(widget.window(), spot), twice=twice)

    @staticmethod
    def _click_at(window: QWidget, spot: QPoint, *, twice: bool = False) -> None:
        """As the mouse does it: the window finds out what lies there."""
        handle = window.windowHandle()
        act = QTest.mouseDClick if twice else QTest.mouseClick
        act(handle, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, spot)

    def _choose_of_list(self) -> None:
        popup = QApplication.activePopupWidget()
        assert popup is not None
        views = [popup] if isinstance(popup, QAbstractItemView) else popup.findChildren(QAbstractItemView)
        if views and self.dice.random() < 0.5:
            self.tell("clicks in the list")
            self._click(views[0].viewport(), inside=True)
        else:
            key = self.dice.choice(("Down", "Up", "Enter", "Enter", "Esc", "Tab"))
            self.tell("in the list", key)
            press(popup, key)

    def _turn_wheel(self) -> None:
        spot = QPoint(self.dice.randrange(self.window.width()), self.dice.randrange(self.window.height()))
        turn = self.dice.choice((-360, -120, 120))
        self.tell("turns the wheel", f"{turn} at {spot.x()},{spot.y()}")
        under = self.window.childAt(spot) or self.window
        at, everywhere = QPointF(under.mapFrom(self.window, spot)), QPointF(self.window.mapToGlobal(spot))
        QApplication.sendEvent(
            under,
            QWheelEvent(
                at, everywhere, QPoint(), QPoint(0, turn), Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier,
                Qt.ScrollPhase.NoScrollPhase, False,
            ),
        )  # fmt: skip

    def _resize(self) -> None:
        width, height = self.dice.choice((*SIZES, (1_280, 720), (960, 540), (1_600, 900)))
        self.tell("resizes", f"{width}x{height}")
        self.window.resize(width, height)

    # keys

    def _press_page_key(self) -> None:
        page = self.window.page()
        keys = [one.key for one in page.actions_shown] if page is not None else ["Enter"]
        self._press(self.dice.choice(keys or ["Enter"]))

    def _press_key(self) -> None:
        self._press(self.dice.choice(_KEYS))

    def _press(self, key: str) -> None:
        self.tell("presses", key)
        press(QApplication.activePopupWidget() or self.window, key)

    def _type_words(self) -> None:
        words = self.dice.choice(_WORDS)
        self.tell("types", words[:40])
        self._type(words)

    def _type_number(self) -> None:
        self.tell("types", number := self.dice.choice(_NUMBERS))
        self._type(number)

    def _type(self, words: str) -> None:
        type_as_person(self.window, words)
        if self.dice.random() < 0.6:
            self.tell("presses", "Enter")
            press(self.window, "Enter")

    def _scan(self) -> None:
        code = self.dice.choice(self.codes if self.dice.random() < 0.9 else _STRANGE_CODES)
        self.tell("scans", code)
        scan(self.window, code)

    # what comes by itself

    def _wait(self) -> None:
        span = self.dice.choice((60, 60, 600, 600, 3_600, 8 * 3_600, 24 * 3_600))
        self.tell("waits", f"{span} s")
        self.now.pass_(seconds=span)

    def _open_door(self) -> None:
        self._press(f"Alt+{self.dice.randrange(10)}")


PINS_HERE: Final = (*PINS, ("Bu Kepala", Role.SUPERVISOR, "3456"))
"""Who works in the shop of the random hand: the demo's people and a supervisor."""
