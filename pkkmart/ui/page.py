"""What every page of the window is, and the small context it is handed. Pages know no shell."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import ClassVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from pkkmart.core.actor import Actor
from pkkmart.core.i18n import _
from pkkmart.core.operation import Changed
from pkkmart.core.settings import PcFile
from pkkmart.ui.all_acts import ALL_KEY, show_all_acts
from pkkmart.ui.doors import Door
from pkkmart.ui.fields import focus_whole
from pkkmart.ui.keys import LOCK_KEY, KeyAction, Shortcuts
from pkkmart.ui.listing import list_actions
from pkkmart.ui.messages import Messages
from pkkmart.ui.table_model import Table


class Context(QObject):
    """Who acts, how to speak, this PC's file and till, and the way out: a Door is a wish, the shell resolves it."""

    door_wished = Signal(object)
    back_wished = Signal()
    """The page at the front wants to go back to the page it was reached from."""
    lock_wished = Signal()
    buyer_sees = Signal(object)
    """What the buyer may see of this page on the buyer's screen, if there is one; None for nothing."""

    def __init__(
        self, messages: Messages, pc: PcFile, actor: Actor, parent: QObject | None = None, *, till_id: int | None
    ) -> None:
        super().__init__(parent)
        self.messages = messages
        self.pc = pc
        self.actor = actor
        self.till_id = till_id
        """The till this PC stands at; None at a PC that stands at none of several."""

    def open(self, door: Door) -> None:
        """Ask to be shown another place."""
        self.door_wished.emit(door)


class Page(QWidget):
    """One screen. Its keys live while it is visible and are printed at the bottom by the shell."""

    title = ""
    shows: ClassVar[frozenset[Changed]] = frozenset()
    """What the page shows: when one of these changes while it is at the front, it is read again."""
    actions_changed = Signal()
    """Other keys, or the same keys of which other ones can be pressed now."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.setProperty("look", "ground")
        self._shortcuts = Shortcuts(self, ())

    @property
    def actions_shown(self) -> tuple[KeyAction, ...]:
        """The keys of this screen, in the order they are printed."""
        return self._shortcuts.actions

    def set_actions(self, actions: Sequence[KeyAction]) -> None:
        """Take another list of keys; the shell prints them anew. Every page can be locked and shows all its keys."""
        own = [
            *(list_actions(self, self.context.messages, self._list) if self.lists() else []),
            KeyAction(LOCK_KEY, _("Kunci"), self.context.lock_wished.emit, shown=False),
            KeyAction(ALL_KEY, _("Semua tindakan"), self.show_all_acts, shown=False),
        ]
        taken = [*actions, *(one for one in own if all(one.key != other.key for other in actions))]
        self._shortcuts.replace([replace(one, tell=one.tell or self.context.messages.attention) for one in taken])
        self.actions_changed.emit()

    def lists(self) -> Sequence[Table]:
        """The page's lists, the main one first; each is sorted, copied and saved by the same keys."""
        return ()

    def _list(self) -> Table:
        """The list that is meant: the one with the focus, else the first on screen."""
        shown = [one for one in self.lists() if one.isVisibleTo(self)] or self.lists()
        return next((one for one in shown if one.hasFocus()), shown[0])

    def show_all_acts(self) -> None:
        """Lay the sheet of everything that can be done here over the page."""
        show_all_acts(self.context.messages, self.actions_shown)

    def press(self, key: str) -> None:
        """What a button with that key does: the same as the key."""
        next(one for one in self.actions_shown if one.key == key).trigger()

    @property
    def home(self) -> QLineEdit | None:
        """The field that typing should reach when nothing else has the focus: the page's `search`, where it has one."""
        found: QLineEdit | None = getattr(self, "search", None)
        return found

    def focus_search(self) -> None:
        """Put the focus into that field, over what was typed there before."""
        if self.home is not None:
            focus_whole(self.home)

    def enter(self) -> None:
        """The page came to the front: read what it shows and take the focus."""
        if self.home is not None:
            self.home.setFocus()

    def unfinished(self) -> str:
        """The question before what is typed here is lost for good; "" when there is nothing to lose."""
        return ""

    def forget(self) -> None:
        """Throw away what is unfinished; only a page that would not find it again when it is entered has this."""
        raise NotImplementedError

    def may_leave(self, go_on: Callable[[], object]) -> bool:
        """Whether another page may come to the front now; where work would be lost it is asked, then `go_on` called."""
        told = "" if type(self).forget is Page.forget else self.unfinished()

        def leave() -> None:
            self.forget()
            go_on()

        if told:
            self.context.messages.ask_to_discard(told, leave)
        return not told

    def show_item(self, door: Door) -> None:
        """A door with an id led here: show that one (a member, a document). Called after `enter`."""

    def refresh(self, changes: frozenset[Changed]) -> None:
        """Something was committed while the page is at the front."""
        if changes & self.shows:
            self.reload()

    def reload(self) -> None:
        """Read again what the page shows."""

    def scanned(self, code: str) -> None:
        """A scanner read a code. A page that has no use for it beeps."""
        QApplication.beep()
