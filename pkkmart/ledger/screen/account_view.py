"""A person's account: who this is, the figures that matter, and every dated line with the newest on top."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Generic, Protocol, TypeVar

from PySide6.QtWidgets import QWidget

from pkkmart.core.i18n import _, figure
from pkkmart.ui.buttons import Button, SecondaryButton
from pkkmart.ui.cards import Avatar, Card, Elided, StatCard
from pkkmart.ui.layout import column, row, wide
from pkkmart.ui.table_model import Column, RowsModel, styled_table
from pkkmart.ui.theme import GAP


class AccountLine(Protocol):
    """A line of an account: the number of its document and of the one that cancelled it ("" while it stands)."""

    @property
    def number(self) -> str: ...
    @property
    def cancelled_by(self) -> str: ...


L = TypeVar("L", bound=AccountLine)


class AccountView(QWidget, Generic[L]):
    """Head with its buttons, figures as cards, and the lines; a room says what a line is."""

    def __init__(
        self,
        lines: Sequence[Column[L]],
        name: str,
        empty_text: str,
        *,
        acts: Sequence[Button],
        figures: Sequence[StatCard],
        more: Sequence[Button] = (),
    ) -> None:
        super().__init__()
        self._person_id: int | None = None
        self.avatar = Avatar(size=48)
        self.name = Elided("", "title")
        self.about = Elided("", "caption")
        self.model: RowsModel[L] = RowsModel(lines)
        self.lines = styled_table(self.model, name, two_lines=True, empty_text=empty_text, ordered=True)
        self.lines.selected.connect(lambda _line: self._offer())
        self.count = Elided("", "caption", tone="muted")
        self.copy_button = SecondaryButton(_("Slip"), "Ctrl+P", icon="printer")
        self.cancel_button = SecondaryButton(_("Batalkan"), "Del", icon="undo-2")
        foot = row(wide(self.count), *more, self.copy_button, self.cancel_button, margins=(10, 4, 4, 2), spacing=8)
        sheet = Card(padding=8, spacing=4).add(self.lines, foot)
        sheet.body.setStretch(0, 1)
        named = column(self.name, self.about, spacing=0)
        column(
            row(self.avatar, wide(named), *acts, spacing=12),
            row(*(wide(card) for card in figures), spacing=GAP - 4),
            wide(sheet),
            spacing=GAP - 4,
            on=self,
        )

    def key_of(self, line: L) -> object:
        """What tells a line from every other of the account."""
        return line.number

    def slip_of(self, line: L) -> int | None:
        """The id of the slip a line is; None for a line of another room's document or of a cancellation."""
        raise NotImplementedError

    def show_lines(self, person_id: int, name: str, about: Sequence[str], lines: Sequence[L], said: str = "") -> None:
        """Show a person's lines, given oldest first; while the newest stays the newest, the line stood on stays too.

        `about` and `said` go under the name and after the count of lines; what is "" is left out.
        """
        self.avatar.set_name(name)
        self.name.setText(name)
        self.about.setText(" · ".join(part for part in about if part))
        count = _("{count} baris").format(count=figure(len(lines))) if lines else ""
        self.count.setText(" · ".join(part for part in (count, said) if part))
        self._fill(person_id, list(lines)[::-1])
        self._offer()

    def _fill(self, person_id: int, rows: list[L]) -> None:
        before, stood = self.model.rows, self.line()
        is_same = person_id == self._person_id and bool(before and rows)
        is_same = is_same and self.key_of(before[0]) == self.key_of(rows[0])
        self._person_id = person_id
        self.model.replace(rows)
        if is_same:
            self.lines.stand_on(lambda row: stood is not None and self.key_of(row) == self.key_of(stood))
        else:
            self.lines.select(0)
            self.lines.scrollToTop()

    def stand_on(self, slip_id: int) -> bool:
        """Stand on a slip's own line, of whatever age; on none, so that Del hits no other, when it isn't there."""
        is_there = self.lines.stand_on(lambda line: self.slip_of(line) == slip_id)
        self._offer()
        return is_there

    def line(self) -> L | None:
        """The line the person at the screen stands on."""
        line: L | None = self.lines.current_row()
        return line

    def slip(self) -> tuple[L, int] | None:
        """The line stood on and the id of the slip it is, when it is one."""
        line = self.line()
        slip_id = self.slip_of(line) if line is not None else None
        return None if line is None or slip_id is None else (line, slip_id)

    def _offer(self) -> None:
        """Only what can be done with the line."""
        slip = self.slip()
        self.copy_button.setVisible(slip is not None)
        self.cancel_button.setVisible(slip is not None and not slip[0].cancelled_by)
