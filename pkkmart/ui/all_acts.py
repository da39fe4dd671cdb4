"""The sheet of everything that can be done on a screen: each action as a button with its key, under its group."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QPushButton, QWidget

from pkkmart.core.i18n import _
from pkkmart.ui.buttons import KeyCap, SecondaryButton
from pkkmart.ui.cards import Caption, SectionTitle, Words
from pkkmart.ui.keys import KeyAction
from pkkmart.ui.layout import STRETCH, boxed, column, row, wide
from pkkmart.ui.messages import Messages
from pkkmart.ui.panels import Panel
from pkkmart.ui.theme import TARGET, current

ALL_KEY: Final = "Ctrl+Space"
"""The key that opens the sheet on every page."""

_COLUMN: Final = 216
"""The least width of a column, pixels at 100 % text."""

_MOST: Final = 4
"""As many columns at most."""

_GAP: Final = 12
"""Between two columns, pixels."""


class ActButton(QPushButton):
    """One action: its word at the left, its key at the right; dim while there is a reason not to do it now."""

    def __init__(self, action: KeyAction) -> None:
        super().__init__()
        self.action = action
        refusal = action.refusal()
        self.setProperty("look", "act")
        self.setProperty("dim", "true" if refusal else "")
        self.setAutoDefault(False)
        self.setMinimumHeight(TARGET)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(f"{action.label} {action.key}")
        self.setAccessibleDescription(refusal)
        words = Words(action.label, tone="muted" if refusal else "plain", wrap=True)
        self._row = row(wide(words), KeyCap(action.key), margins=(12, 2, 8, 2), spacing=8, on=self)
        for child in self.findChildren(QWidget):
            child.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    @property
    def is_dim(self) -> bool:
        """Whether it is drawn as one that can't be done now."""
        return bool(self.property("dim"))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return max(TARGET, self._row.totalHeightForWidth(width))

    def sizeHint(self) -> QSize:
        return QSize(self._row.totalSizeHint().width(), TARGET)

    def minimumSizeHint(self) -> QSize:
        return QSize(self._row.totalMinimumSize().width(), TARGET)


class AllActs(Panel):
    """Everything a screen can do, by group, in as many columns as fit; a press closes it and does the act.

    What can't be done now tells why and leaves the sheet open. Its keys are those of the screen.
    """

    def __init__(self, host: QWidget, actions: Sequence[KeyAction]) -> None:
        self.acts = [one for one in actions if one.is_enabled() and one.key not in (ALL_KEY, "Esc")]
        self.acts += [one for one in actions if one.is_enabled() and one.key == "Esc"]
        fitting = (host.width() - 32 - 40 + _GAP) // (current().px(_COLUMN) + _GAP)
        columns = max(1, min(_MOST, fitting, len(self.acts) // 4 or 1))
        super().__init__(host, width=columns * (_COLUMN + _GAP) - _GAP + 40)
        self.card.body.setContentsMargins(20, 14, 20, 18)
        self.buttons = [ActButton(action) for action in self.acts]
        for button in self.buttons:
            button.clicked.connect(lambda _checked=False, action=button.action: self._press(action))
        self.keys = [KeyAction(one.key, one.label, partial(self._press, one)) for one in self.acts if one.key != "Esc"]
        self.close_button = SecondaryButton(_("Tutup"), "Esc", on_click=self.escape)
        head = row(wide(SectionTitle(_("Semua tindakan"))), self.close_button)
        packed = _packed(_grouped(self.buttons), columns)
        self.card.add(head, row(*(wide(_stacked(blocks)) for blocks in packed), spacing=_GAP))
        self.setAccessibleName(_("Semua tindakan"))

    def _first_focus(self) -> None:
        self.buttons[0].setFocus(Qt.FocusReason.OtherFocusReason)
        self._inside = self.buttons[0]

    def _press(self, action: KeyAction) -> None:
        if not action.refusal():
            self.close_panel()
        action.trigger()


_Block = tuple[str, list[ActButton]]


def _grouped(buttons: Sequence[ActButton]) -> list[_Block]:
    """The buttons under their groups, in the order the groups come; those without one are last."""
    groups: dict[str, list[ActButton]] = {}
    for button in buttons:
        groups.setdefault(button.action.group, []).append(button)
    rest = groups.pop("", [])
    if rest:
        groups[_("Lain-lain") if groups else ""] = rest
    return list(groups.items())


def _packed(blocks: Sequence[_Block], columns: int) -> list[list[_Block]]:
    """The groups over so many columns, as even as they go; without groups the buttons themselves are dealt out."""
    if len(blocks) == 1:
        title, buttons = blocks[0]
        each = -(-len(buttons) // columns)
        return [[(title, buttons[at : at + each])] for at in range(0, len(buttons), each)]
    packed: list[list[_Block]] = [[] for _column in range(min(columns, len(blocks)))]
    heights = [0] * len(packed)
    places = sorted(range(len(blocks)), key=lambda at: -len(blocks[at][1]))
    into: dict[int, int] = {}
    for at in places:
        into[at] = min(range(len(packed)), key=lambda one: (heights[one], one))
        heights[into[at]] += len(blocks[at][1]) + 1
    for at, block in enumerate(blocks):
        packed[into[at]].append(block)
    return sorted(packed, key=lambda column: blocks.index(column[0]))


def _stacked(blocks: Sequence[_Block]) -> QWidget:
    things: list[QWidget] = []
    for title, buttons in blocks:
        things += [*([Caption(title)] if title else []), *buttons]
    return boxed(column(*things, STRETCH, spacing=6), plain=True)


def show_all_acts(messages: Messages, actions: Sequence[KeyAction]) -> None:
    """Lay the sheet of all actions over the page, unless something lies over it already."""
    if messages.panel() is None and any(one.is_enabled() for one in actions):
        AllActs(messages.host, actions).open()
