"""The main window: rail, top line, pages, keys; it alone resolves doors and tells pages what changed."""

from __future__ import annotations

from functools import cached_property, partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QWidget

from pkkmart.core import clock
from pkkmart.core.actor import SYSTEM, Actor
from pkkmart.core.i18n import _, time_short
from pkkmart.core.operation import Changed, on_change
from pkkmart.core.settings import PcFile
from pkkmart.printing.spool import PrinterState, Trouble
from pkkmart.sales.screen.second_screen import SecondScreen
from pkkmart.shell.automatic_backup import AutomaticBackup
from pkkmart.shell.doors import DOORS, RailDoor, Room
from pkkmart.shell.login import LoginView
from pkkmart.till.queries import open_shift, till_of_pc
from pkkmart.ui.buttons import PillButton
from pkkmart.ui.doors import Door
from pkkmart.ui.keybar import KeyBar
from pkkmart.ui.keys import ScanFilter
from pkkmart.ui.layout import column, empty, row, wide
from pkkmart.ui.messages import Messages
from pkkmart.ui.page import Context, Page
from pkkmart.ui.panels import Panel, Question
from pkkmart.ui.rail import Rail, RailItem
from pkkmart.ui.run import run
from pkkmart.ui.topbar import TopBar
from pkkmart.users.queries import active_users, actor_of
from pkkmart.users.roles import Role

if TYPE_CHECKING:
    from pkkmart.shell.first_run import FirstRunView


class MainWindow(QMainWindow):
    """The window: locked until a user types the PIN; then the pages that user's role may open."""

    changed = Signal(object)
    """Changes from whichever thread committed them, brought to the window's own."""
    printer_told = Signal(object)
    look_changed = Signal()
    demo_wished = Signal()
    restore_wished = Signal(object)
    """A backup is to come back (RestoreWish): who runs the window closes it, restores, and opens it again."""

    def __init__(self, pc: PcFile, scans: ScanFilter) -> None:
        super().__init__()
        self.setWindowTitle("PKK Mart")
        self.setMinimumSize(900, 500)  # a screen of 1366×768 enlarged to half as much again has 910×512
        self.scans = scans
        ground = QWidget()
        ground.setProperty("look", "ground")
        self.messages = Messages(ground)
        self.context = Context(self.messages, pc, SYSTEM, self, till_id=till_of_pc(pc))
        self.rail, self.top, self.keys = Rail(), TopBar(), KeyBar()
        self.pages = QStackedWidget()
        self.login = LoginView(self.context)
        self.pages.addWidget(self.login)
        self._made: dict[str, Page] = {}
        self._room: Room | None = None
        self._before: dict[str, str] = {}
        """The kind of the page that each page was reached from."""
        self._last_user: int | None = None
        self._left: Room | None = None
        """Where the window was locked."""
        self._panels: list[Panel] = []
        """What lay over the page when the window was locked, the lowest first."""
        self._printer_said = ""
        self._over = False
        """Whether the window closes without asking about unfinished work."""
        self._build(ground)
        self._connect()
        self.second = SecondScreen(self, pc)
        self.context.buyer_sees.connect(self.second.show_seen)
        self._automatic_backup = AutomaticBackup(self.messages, pc, self)
        self.changed.connect(self._automatic_backup.heard)
        self._stop_hearing = on_change(self.changed.emit)
        self.lock()

    def _build(self, ground: QWidget) -> None:
        self.tabs = row(spacing=6)
        self._frame = column(self.top, self.tabs, wide(self.pages), self.keys, margins=(18, 8, 18, 0), spacing=6)
        row(self.rail, wide(self._frame), spacing=0, on=ground)
        self.setCentralWidget(ground)
        self._clock = QTimer(self)
        self._clock.setInterval(5_000)
        self._clock.timeout.connect(self._show_time)
        self._clock.start()

    def _connect(self) -> None:
        self.login.entered.connect(self.unlock)
        self.rail.chosen.connect(lambda key: self.open(Door(key)))
        self.rail.refused.connect(self._tell_shut)
        self.context.door_wished.connect(self.open)
        self.context.back_wished.connect(self.back)
        self.context.lock_wished.connect(self.lock)
        self.messages.lock_wished.connect(self.lock)
        self.scans.scanned.connect(self._scanned)
        self.changed.connect(self._refresh)
        self.printer_told.connect(self._show_printer)
        self.keys.all_wished.connect(self._show_all_acts)

    @cached_property
    def first_run(self) -> FirstRunView:
        """The form that founds a shop, made when a shop has no users yet."""
        from pkkmart.shell.first_run import FirstRunView  # imported late: one start of a shop's life needs it

        view = FirstRunView(self.context)
        view.founded.connect(self._founded)
        self.pages.addWidget(view)
        return view

    # locking

    def lock(self) -> None:
        """Back to the PIN; carts, half-filled forms and open panels stay as they are."""
        self.context.actor = SYSTEM
        self._left = self._room if self._room is not None else self._left
        self._panels += self.messages.put_away()
        self._room = None
        self.scans.home = None
        self.context.buyer_sees.emit(None)
        for widget in (self.rail, self.top, self.keys):
            widget.hide()
        self._fill_tabs(None)
        founded = run(self.messages, active_users)
        view = self.login if founded is None or founded else self.first_run
        self.pages.setCurrentWidget(view)
        view.enter()

    def _founded(self, user_id: int) -> None:
        """The treasurer who just founded the shop goes on without typing the PIN again."""
        actor = run(self.messages, actor_of, user_id)
        if actor is not None:
            self.unlock(actor)
            self.open(Door("welcome"))

    def unlock(self, actor: Actor) -> None:
        """Let a user in. The last one goes on in an open form; another finds the cart, but no half-filled form."""
        panels, self._panels = self._panels, []
        if actor.id != self._last_user:
            for kind in [kind for kind in self._made if kind != "counter"]:
                page = self._made.pop(kind)
                self.pages.removeWidget(page)
                page.deleteLater()
            for panel in panels:
                panel.deleteLater()
            panels = []
        self._last_user = actor.id
        self.context.actor = actor
        for widget in (self.rail, self.top, self.keys):
            widget.show()
        items = [(self._translated(door.item), self._rooms(door)) for door in DOORS if door.item is not None]
        self.rail.set_items([item for item, rooms in items if rooms], [item for item, rooms in items if not rooms])
        self._show_time()
        if panels and self._left is not None and self._left.kind in self._made:
            self._go_back(self._left, panels)
            return
        first = next((door.key for door in DOORS if self._rooms(door)), None)
        if first is not None:
            self.open(Door(first))

    def _go_back(self, room: Room, panels: list[Panel]) -> None:
        """The page where the window was locked, with the panels that lay over it."""
        self._bring_forward(next(door for door in DOORS if room in door.rooms), room)
        for panel in panels:
            panel.open()

    @staticmethod
    def _translated(item: RailItem) -> RailItem:
        return RailItem(item.key, item.icon, _(item.words), item.number, item.below)

    def _rooms(self, door: RailDoor) -> list[Room]:
        return [room for room in door.rooms if self.context.actor.may(room.permission)]

    # doors

    def open(self, wish: Door) -> None:
        """Go to a place; a door this person may not open stays shut."""
        if wish.kind == "demo":
            self.demo_wished.emit()
            return
        for door in DOORS:
            rooms = self._rooms(door)
            for room in rooms:
                if wish.kind == room.kind or wish.kind in room.shows or (wish.kind == door.key and room is rooms[0]):
                    page = self.page()
                    if room is not self._room and page is not None and not page.may_leave(lambda: self.open(wish)):
                        return
                    self._enter(door, room)
                    if wish.id is not None or wish.act:
                        self._made[room.kind].show_item(wish)
                    return
        if wish.id is not None:
            from pkkmart.shell.paper import show_paper  # imported late: see shell/pages.py

            show_paper(self.context, wish)

    def _tell_shut(self, key: str) -> None:
        """Say which roles may enter a door that stays shut for this person."""
        item, rooms = next((door.item, door.rooms) for door in DOORS if door.key == key)
        assert item is not None, "only doors of the rail have a key"
        entered = [role for role in Role if any(room.permission in role.permissions for room in rooms)]
        *names, last = [_(role.label) for role in entered]
        who = _("{names} dan {last}").format(names=", ".join(names), last=last) if names else last
        told = _("{room} hanya untuk {who}. Mereka masuk dengan PIN sendiri, lewat Ctrl+L.")
        self.messages.attention(told.format(room=_(item.words).splitlines()[-1], who=who))

    def back(self) -> None:
        """Go back to the page that the one at the front was reached from; to the counter where nobody knows."""
        self.open(Door(self._before.get(self._room.kind, "counter") if self._room is not None else "counter"))

    def _enter(self, door: RailDoor, room: Room) -> None:
        self.messages.clear()
        if room.kind not in self._made:
            page = room.page(self.context)
            page.actions_changed.connect(self._show_keys)
            if room.kind == "settings":
                self._hear_settings(page)
            self._made[room.kind] = page
            self.pages.addWidget(page)
        self._bring_forward(door, room, enters=True)

    def _bring_forward(self, door: RailDoor, room: Room, *, enters: bool = False) -> None:
        """Show a page that was made; it reads its figures anew where somebody enters it."""
        page = self._made[room.kind]
        if self._room is not None and self._room is not room:
            self._before[room.kind] = self._room.kind
        self._room = room
        self.top.set_title(_(page.title))
        self.rail.set_current(door.key if door.item is not None else "counter")
        self._fill_tabs(door)
        self.pages.setCurrentWidget(page)
        if enters:
            page.enter()
        self._show_keys()
        self._show_shift()

    def _hear_settings(self, page: Page) -> None:
        from pkkmart.shell.settings_page import SettingsPage  # imported late: see shell/pages.py

        assert isinstance(page, SettingsPage)
        page.look_changed.connect(self.look_changed)
        page.till_changed.connect(self._show_shift)
        page.display.chosen.connect(self.second.fit)
        page.backup.restore_wished.connect(self.restore_wished)

    def page(self) -> Page | None:
        """The page at the front, None while locked."""
        return self._made.get(self._room.kind) if self._room is not None else None

    def _fill_tabs(self, door: RailDoor | None) -> None:
        empty(self.tabs)
        rooms = self._rooms(door) if door is not None else []
        if len(rooms) < 2:
            return
        for room in rooms:
            pill = PillButton(_(room.tab), checked=room is self._room)
            pill.clicked.connect(lambda _checked=False, room=room: self.open(Door(room.kind)))
            self.tabs.addWidget(pill)
        self.tabs.addStretch(1)

    # what is told

    def _scanned(self, code: str) -> None:
        page = self.page()
        if page is not None:
            page.scanned(code)

    def _refresh(self, changes: frozenset[Changed]) -> None:
        page = self.page()
        if page is not None:
            page.refresh(changes)
        if Changed.SHIFT in changes:
            self._show_shift()

    def _show_keys(self) -> None:
        page = self.page()
        if page is not None:
            self.keys.set_actions(page.actions_shown)
            self.scans.home = page.home

    def _show_all_acts(self) -> None:
        page = self.page()
        if page is not None:
            page.show_all_acts()

    def _show_shift(self) -> None:
        shift = run(self.messages, open_shift, self.context.till_id)
        if shift is None:
            self.top.set_chip(_("Sif belum dibuka"), "attention")
            return
        since = time_short(clock.local(clock.from_text(shift.opened_at)))
        self.top.set_chip(
            _("Sif {number} · {name} · sejak {since}").format(number=shift.id, name=shift.user_name, since=since)
        )

    def _show_time(self) -> None:
        self.top.set_clock(clock.local(clock.now()))

    def _show_printer(self, state: PrinterState) -> None:
        tones = {Trouble.READY: "good", Trouble.NO_PRINTER: "muted", Trouble.TROUBLE: "danger"}
        self.top.set_status(printer_words(state), tones[state.trouble])
        self.top.status.setToolTip(state.sentence)
        if state.sentence and state.sentence != self._printer_said and self.page() is not None:
            if state.trouble is Trouble.READY:
                self.messages.good(state.sentence)
            else:
                self.messages.attention(state.sentence, stays=True)
        self._printer_said = state.sentence

    def close_for_good(self) -> None:
        """Close the window without a question, whatever is unfinished."""
        self._over = True
        self.close()

    def _asks_to_stay(self, given_up: frozenset[str] = frozenset()) -> bool:
        """Whether closing would lose what is typed in a panel or on a page, but for what was given up already.

        A panel asks as it lies, in front or put away behind the lock; a page comes to the front and asks.
        """
        places = [(panel.unfinished(), "") for panel in reversed([*self._panels, *self.messages.panels()])]
        pages = sorted(self._made.items(), key=lambda made: made[1] is not self.page())
        places += [(page.unfinished(), kind) for kind, page in pages]
        for told, kind in places:
            if told and told not in given_up:
                lying = self.messages.panel()
                if not isinstance(lying, Question) or lying.sentence != told:  # asked once, however often it is closed
                    self._show_unfinished(kind)
                    self.messages.ask_to_discard(told, partial(self._go_on_closing, given_up | {told}))
                return True
        return False

    def _go_on_closing(self, given_up: frozenset[str]) -> None:
        if not self._asks_to_stay(given_up):
            self.close_for_good()

    def _show_unfinished(self, kind: str) -> None:
        """Bring a page to the front as it is filled in, unless the window is locked or the work is in a panel ("")."""
        if not kind:
            return
        door, room = next((door, room) for door in DOORS for room in door.rooms if room.kind == kind)
        if self._room is not None and self._room is not room:
            self._bring_forward(door, room)

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self._over and self._asks_to_stay():
            event.ignore()
            return
        self._clock.stop()
        self.second.close()
        self._stop_hearing()
        super().closeEvent(event)


def printer_words(state: PrinterState) -> str:
    """How the printer is, in the few words that fit the top line."""
    if state.trouble is Trouble.NO_PRINTER:
        return _("Tanpa printer")
    if state.trouble is Trouble.TROUBLE:
        return _("Printer bermasalah · {count} menunggu").format(count=state.waiting)
    return _("Printer siap")
