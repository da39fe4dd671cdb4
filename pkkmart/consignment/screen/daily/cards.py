"""The two cards under the table of the evening: what is to be decided, and what is due with the ways to close."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QWidget

from pkkmart.core.i18n import _
from pkkmart.ui.buttons import PillButton, PrimaryButton, SecondaryButton
from pkkmart.ui.cards import BigFigure, Caption, Card, Elided, Picture, Wrapped
from pkkmart.ui.flow import flowing
from pkkmart.ui.layout import aligned, boxed, column, empty, row, wide


@dataclass(frozen=True, slots=True)
class Choice:
    """One way on from a question of the card."""

    words: str
    act: Callable[[], object]
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """A sentence with the ways on from it; tone is attention, danger or muted."""

    sentence: str
    choices: Sequence[Choice]
    tone: str = "attention"


class GapCard(Card):
    """What must be decided about a row before its consignor's day can be closed; nothing to ask hides it."""

    def __init__(self) -> None:
        super().__init__(padding=14, spacing=6)
        self._rows = column(spacing=4)
        self.add(self._rows)
        self.asked: tuple[Asked, ...] = ()
        self.pills: list[PillButton] = []
        self.hide()

    def show_asked(self, asked: Sequence[Asked]) -> None:
        """Show these questions."""
        told = tuple(asked)
        self.setVisible(bool(told))
        if [(one.sentence, one.tone, [c.words for c in one.choices]) for one in told] == [
            (one.sentence, one.tone, [c.words for c in one.choices]) for one in self.asked
        ]:
            self.asked = told
            for pill, choice in zip(self.pills, (c for one in told for c in one.choices), strict=True):
                pill.setChecked(choice.chosen)
            return
        self.asked = told
        self.pills = []
        empty(self._rows)
        for place, one in enumerate(told):
            self._rows.addWidget(self._question(place, one))

    def _question(self, place: int, one: Asked) -> QWidget:
        icon = "circle-alert" if one.tone == "danger" else "triangle-alert" if one.tone == "attention" else "info"
        head = row(
            aligned(Picture(icon, size=20, tone=one.tone), Qt.AlignmentFlag.AlignTop), wide(Wrapped(one.sentence)),
            spacing=10,
        )  # fmt: skip
        pills = []
        for at, choice in enumerate(one.choices):
            pill = PillButton(choice.words, checked=choice.chosen, on_click=partial(self._choose, place, at))
            pill.setAutoExclusive(False)
            pill.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            pills.append(pill)
        self.pills += pills
        return boxed(column(head, flowing(pills), spacing=0), plain=True)

    def _choose(self, place: int, at: int) -> None:
        self.asked[place].choices[at].act()


class DueCard(Card):
    """What is due to the consignor, what that is made of, and the ways to close the day; flat on a low screen."""

    def __init__(
        self, on_pay: Callable[[], object], on_keep: Callable[[], object], on_copy: Callable[[], object],
        on_strip: Callable[[], object],
    ) -> None:  # fmt: skip
        super().__init__(padding=16)
        self.caption = Caption("")
        self.figure = BigFigure("", step="total")
        self.note, self.tomorrow = Elided("", "caption"), Elided("", "caption")
        self._told, self._flat = ("", ""), False
        self.pay = PrimaryButton(_("Bayar tunai"), "F8", big=True, on_click=on_pay)
        self.keep = SecondaryButton(_("Simpan untuk ibu"), "F9", icon="piggy-bank", on_click=on_keep)
        self.strip = SecondaryButton(_("Strip"), "Ctrl+P", icon="printer", on_click=on_strip)
        self.copy = SecondaryButton(_("Salin untuk WA"), icon="copy", on_click=on_copy)
        figures = column(self.caption, self.figure, self.note, self.tomorrow, spacing=0)
        self._second = row(wide(self.keep), wide(self.strip), wide(self.copy), spacing=8)
        self._buttons = column(self.pay, self._second, spacing=8)
        self._all = row(wide(figures, 5), wide(self._buttons, 4), spacing=16)
        self.add(self._all)

    def tell(self, note: str, tomorrow: str) -> None:
        """Say under the figure what it is made of, and what to bring tomorrow; in one line on a low screen."""
        self._told = (note, tomorrow)
        self.note.setText(" · ".join(part for part in self._told if part) if self._flat else note)
        self.tomorrow.setText("" if self._flat else tomorrow)
        self.tomorrow.setVisible(bool(tomorrow) and not self._flat)

    def set_flat(self, flat: bool) -> None:
        """Put the buttons under the figure in one row, or at its right in two."""
        self._flat = flat
        self.tell(*self._told)
        down, sideways = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._all.setDirection(down if flat else sideways)
        self._all.setSpacing(6 if flat else 16)
        self._buttons.setDirection(sideways if flat else down)
        self.pay.set_big(not flat)
        self.figure.set_step("large" if flat else "total")
        self.caption.setVisible(not flat)
