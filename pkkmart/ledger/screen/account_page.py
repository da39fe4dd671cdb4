"""The page of a person's account: members at the left, the account of one at the right, with its slips and keys."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Final, Generic, Protocol, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QStackedWidget

from pkkmart.core.actor import Permission
from pkkmart.core.i18n import _, date_short
from pkkmart.core.operation import Changed
from pkkmart.ledger.screen.account_view import AccountLine, AccountView
from pkkmart.ledger.screen.cancelling import Cancelling, cancel_sheet, stands
from pkkmart.ledger.screen.people_list import PeopleList
from pkkmart.ledger.screen.slip import has_printer, show_slip
from pkkmart.people.queries import MemberCard, member_card
from pkkmart.printing.queries import slip_of
from pkkmart.ui.cards import EmptyState
from pkkmart.ui.doors import Door
from pkkmart.ui.keys import KeyAction
from pkkmart.ui.layout import row, wide
from pkkmart.ui.page import Page
from pkkmart.ui.run import run
from pkkmart.ui.table_model import ALL_ROWS, Table
from pkkmart.ui.theme import GAP

SHOWN: Final = 200


class Listed(Protocol):
    """A row of the list: a member."""

    @property
    def id(self) -> int: ...
    @property
    def number(self) -> str: ...


class Slip(Protocol):
    """A document of one member that is a line of the member's account."""

    @property
    def number(self) -> str: ...
    @property
    def member_id(self) -> int: ...
    @property
    def member(self) -> str: ...
    @property
    def business_date(self) -> date: ...


@dataclass(frozen=True, slots=True)
class AccountWords:
    """What a room calls its account and its lines, marked for translation and translated where it is shown.

    `unlisted` names {number}, {name} and {day} of a slip the account doesn't hold.
    """

    account: str
    cancel: str
    unlisted: str
    choose_slip: str
    no_slip: str


R = TypeVar("R", bound=Listed)
L = TypeVar("L", bound=AccountLine)


class AccountPage(Page, Generic[R, L]):
    """What savings and bon share. A room builds the list and the view and says what it reads and writes."""

    shows = frozenset({Changed.LEDGER, Changed.PEOPLE})
    slip_kind: ClassVar[str]
    """The kind of document that Del cancels and Ctrl+P shows."""
    words: ClassVar[AccountWords]
    people: PeopleList[R]
    view: AccountView[L]

    def build(self, people: PeopleList[R], view: AccountView[L], none: EmptyState) -> None:
        """Lay the page out; `none` stands at the right while no member is chosen."""
        self._member: MemberCard | None = None
        self._filling, self._found_text = False, ""
        self.people, self.view = people, view
        self.search, self.model, self.count = people.search, people.model, people.count
        self.stack = QStackedWidget()
        self.stack.addWidget(view)
        self.stack.addWidget(none)
        row(people, wide(self.stack), spacing=GAP + 2, on=self)
        self.search.searched.connect(lambda _text: self.reload())
        self.search.entered.connect(self._open_account)
        people.table.selected.connect(self._stood_on)
        people.table.opened.connect(lambda _row: self._open_account())
        people.table.stale.connect(self.reload)
        people.table.read_all = self._read_all
        view.lines.opened.connect(lambda _line: self._open_line())
        view.copy_button.clicked.connect(lambda: self.copy())
        view.cancel_button.clicked.connect(lambda: self.cancel())

    def read(self, text: str, limit: int) -> list[R]:
        """The members with a name or number that fits a text, at most so many."""
        raise NotImplementedError

    def counted(self, rows: Sequence[R]) -> str:
        """What the list sums up to, for the line below it."""
        raise NotImplementedError

    def show_account(self, member: MemberCard) -> None:
        """Read a member's account and show it."""
        raise NotImplementedError

    def read_slip(self, slip_id: int) -> Slip:
        """One slip of this room; raises LookupError when there is none."""
        raise NotImplementedError

    def cancelling(self, line: L, slip_id: int) -> Cancelling:
        """A slip's line as the sheet of cancellations asks about it."""
        raise NotImplementedError

    def document_of(self, line: L) -> Door | None:
        """The document of another room behind a line, if there is one."""
        raise NotImplementedError

    def keys(self, acts: Sequence[KeyAction], more: Sequence[KeyAction] = ()) -> list[KeyAction]:
        """The keys of the page around a room's own: `acts` with the person, `more` after what is done with a line."""
        return [
            KeyAction("F3", _("Cari anggota"), self.people.search_again),
            KeyAction("↑↓", _("Anggota lain")),
            KeyAction("Enter", _(self.words.account)),
            *acts,
            KeyAction("Del", _(self.words.cancel), self.cancel),
            KeyAction("Ctrl+P", _("Slip"), self.copy),
            *more,
            KeyAction("Esc", _("Kembali ke daftar"), self._back, shown=False),
        ]

    @property
    def may_keep(self) -> bool:
        """Whether who is here keeps the list of people, and so may see a whole phone number."""
        return self.context.actor.may(Permission.KEEP_PEOPLE)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.people.fit(self.width())

    def reload(self) -> None:
        """Read the list anew. Who stands at the counter stays there; nobody is chosen by the alphabet."""
        stood = self._member.id if self._member else None
        self._found_text = self.search.text().strip()
        table = self.people.table
        rows = run(self.context.messages, self.read, self._found_text, table.most(SHOWN)) or []
        self._filling = True
        self.model.replace(rows)
        if not table.stand_on(lambda row: row.id == stood) and self._found_text:
            table.stand_on(None)
        self._filling = False
        self.count.setText(self.counted(rows))
        self.people.total.show_sums(rows, filtered=bool(self._found_text))
        if self._found_text and rows:
            self._show(table.current_row().id)
        elif not self._found_text:
            self._show(stood)  # also one the list is too short for, or who is no member any more

    def lists(self) -> Sequence[Table]:
        return self.people.table, self.view.lines

    def _read_all(self) -> list[R]:
        return run(self.context.messages, self.read, self._found_text, ALL_ROWS) or []

    def show_member(self, member_id: int) -> None:
        """Bring one member to the front, whatever was searched and wherever in the list the member is."""
        self.search.clear()
        self._member = self._card(member_id)
        self.reload()

    def show_item(self, door: Door) -> None:
        """Show a member, or a slip: its line of the account, and no other."""
        assert door.id is not None
        if door.kind != self.slip_kind:
            self.show_member(door.id)
            return
        slip = self.read_slip(door.id)
        self.show_member(slip.member_id)
        self.view.lines.setFocus(Qt.FocusReason.TabFocusReason)
        if not self.view.stand_on(door.id):
            day = date_short(slip.business_date)
            told = _(self.words.unlisted).format(number=slip.number, name=slip.member, day=day)
            self.context.messages.attention(told, stays=True)

    def scanned(self, code: str) -> None:
        """A member's card shows the member; anything else beeps."""
        for found in self.read(code, 2):
            if found.number.casefold() == code.casefold():
                self.show_member(found.id)
                return
        QApplication.beep()
        sentence = _("Kartu {code} bukan kartu anggota. Ketik namanya, atau pindai lagi.")
        self.context.messages.attention(sentence.format(code=code), stays=True)

    def chosen(self) -> MemberCard | None:
        """Who is meant: a key that follows the name at once means the name, not who was shown before it."""
        if self.search.text().strip() != self._found_text:
            self.reload()
        if self._member is None:
            self.context.messages.attention(_("Pilih anggotanya dulu."))
        return self._member

    def cancel(self) -> None:
        """Cancel the slip of the line stood on."""
        slip = self.view.slip()
        if slip is None:
            self.context.messages.attention(_(self.words.choose_slip))
            return
        line, slip_id = slip
        if stands(self.context, line.number, line.cancelled_by):
            cancel_sheet(self.context, self.cancelling(line, slip_id))

    def copy(self) -> None:
        """Show the slip of the line stood on; Enter prints it once more."""
        slip = self.view.slip()
        found = run(self.context.messages, slip_of, self.slip_kind, slip[1]) if slip is not None else None
        if found is not None:
            show_slip(self.context, found, cancelled_by=slip[0].cancelled_by if slip is not None else "")
        else:
            self.context.messages.attention(_(self.words.no_slip))

    def booked(self, slip_id: int, sentence: str) -> None:
        """Stand on a slip that was just written, and say what became of it."""
        self.view.stand_on(slip_id)
        printed = "" if has_printer(self.context) else " " + _("Tanpa printer: slipnya di Ctrl+P.")
        self.context.messages.good(sentence + printed)

    def _open_line(self) -> None:
        """The paper of a line: a slip of this room, or the document of another one."""
        line = self.view.line()
        door = self.document_of(line) if line is not None else None
        if door is not None:
            self.context.open(door)
        else:
            self.copy()

    def _stood_on(self, person: R | None) -> None:
        if not self._filling and person is not None:
            self._show(person.id)

    def _card(self, member_id: int) -> MemberCard | None:
        return member_card(member_id, private=self.may_keep)

    def _show(self, member_id: int | None) -> None:
        self._member = self._card(member_id) if member_id is not None else None
        self.stack.setCurrentIndex(0 if self._member else 1)
        if self._member is not None:
            self.show_account(self._member)

    def _open_account(self) -> None:
        self.reload()
        self.view.lines.setFocus(Qt.FocusReason.TabFocusReason)

    def _back(self) -> None:
        self.search.clear()
        self.people.search_again()
