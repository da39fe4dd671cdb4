"""The page Titip kue: the morning, when the cakes come, and the evening, when their leftovers are counted."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtWidgets import QLineEdit, QStackedWidget, QWidget

from pkkmart.consignment.screen.daily.evening import EveningPage
from pkkmart.consignment.screen.delivery import DeliveryPage
from pkkmart.core import clock
from pkkmart.core.i18n import N_, _
from pkkmart.core.operation import Changed
from pkkmart.ui.buttons import PillButton
from pkkmart.ui.doors import Door
from pkkmart.ui.keys import KeyAction
from pkkmart.ui.layout import STRETCH, boxed, column, row
from pkkmart.ui.page import Context, Page

NOON = 12
"""The hour from which the evening is shown first."""


class DailyPage(Page):
    """Two pages in one place; the hour chooses which is shown first, F2 and two pills turn it over."""

    title = N_("Titip kue")
    shows = DeliveryPage.shows | EveningPage.shows

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.pills: list[tuple[PillButton, PillButton]] = []
        to_evening, to_morning = KeyAction("F2", _("Ke sore"), self.turn), KeyAction("F2", _("Ke pagi"), self.turn)
        self.morning = DeliveryPage(context, switch=self._switch(), turn=to_evening)
        self.evening = EveningPage(context, self._switch(), to_morning)
        self.halves = QStackedWidget()
        for half in (self.morning, self.evening):
            self.halves.addWidget(half)
            half.actions_changed.connect(self.actions_changed)
        self.evening.morning_wished.connect(self._serve_morning)
        column(self.halves, on=self)
        self._turned_in: tuple[date, bool] | None = None
        """The half of the day in which somebody turned the page over: until it is over the choice stands."""

    def _switch(self) -> QWidget:
        pills = (
            PillButton(_("Pagi: terima"), on_click=partial(self.show_half, 0)),
            PillButton(_("Sore: hitung sisa"), on_click=partial(self.show_half, 1)),
        )
        self.pills.append(pills)
        return boxed(row(*pills, STRETCH, spacing=6), plain=True)

    @property
    def half(self) -> Page:
        """The page that is shown."""
        return self.evening if self.halves.currentIndex() else self.morning

    def show_half(self, place: int) -> None:
        """Show the morning (0) or the evening (1)."""
        self._turned_in = _half_of_day()
        self._turn_to(place)
        self.half.enter()
        self.actions_changed.emit()

    def turn(self) -> None:
        """Show the other half."""
        self.show_half(1 - self.halves.currentIndex())

    def _turn_to(self, place: int) -> None:
        self.halves.setCurrentIndex(place)
        for pills in self.pills:
            pills[place].setChecked(True)

    def _serve_morning(self, consignor_id: int) -> None:
        self.show_half(0)
        self.morning.choose(consignor_id)

    @property
    def actions_shown(self) -> tuple[KeyAction, ...]:
        return self.half.actions_shown

    @property
    def home(self) -> QLineEdit | None:
        return self.half.home

    def enter(self) -> None:
        now = _half_of_day()
        if self._turned_in != now:
            self._turn_to(int(now[1]))
        self.half.enter()

    def refresh(self, changes: frozenset[Changed]) -> None:
        self.half.refresh(changes)

    def reload(self) -> None:
        self.half.reload()

    def scanned(self, code: str) -> None:
        self.half.scanned(code)

    def unfinished(self) -> str:
        return self.morning.unfinished() or self.evening.unfinished()

    def may_leave(self, go_on: Callable[[], object]) -> bool:
        return self.half.may_leave(go_on)

    def show_item(self, door: Door) -> None:
        self.half.show_item(door)


def _half_of_day() -> tuple[date, bool]:
    """The day, and whether its evening is the next thing to do."""
    now = clock.local(clock.now())
    return now.date(), now.hour >= NOON
