"""The checklist as one sees it: green or red lines, each leading to where it is mended."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

from PySide6.QtWidgets import QProgressBar, QSizePolicy, QWidget

from pkkmart.closing.checklist import PROOFS, Item
from pkkmart.closing.queries import PeriodMark
from pkkmart.core.contents import moment_words
from pkkmart.core.i18n import _
from pkkmart.ledger.operations import month_name
from pkkmart.ui.cards import Card, Chip, Picture, SectionTitle, Words
from pkkmart.ui.doors import Door
from pkkmart.ui.layout import STRETCH, boxed, column, empty, row, wide
from pkkmart.ui.tiles import DoorRow

PENDING = "proofs-pending"
"""The key of the line that says the proofs are still being run."""


class ItemRow(DoorRow):
    """One line of the checklist as a door."""

    def __init__(self, item: Item, open_door: Callable[[Door], object]) -> None:
        super().__init__("", item.title, on_click=lambda: open_door(Door(self.item.door, self.item.id, self.item.act)))
        self.show_item(item)

    def show_item(self, item: Item) -> None:
        """Say how the line stands now."""
        self.item = item
        icon, tone = ("circle-check", "good") if item.ok else ("circle-alert", "danger")
        if item.key == PENDING:
            icon, tone = "clock", "muted"
        self.set(icon, item.title, item.figure, tone=tone)
        state = _("beres") if item.ok else _("belum beres")
        self.setAccessibleName(f"{item.title}: {state}, {item.figure}")


def is_counted(item: Item) -> bool:
    """Whether a line counts in "7 dari 9 beres": the proofs stand apart, since the home page doesn't run them."""
    return _slot(item.key) != PROOFS


class ChecklistCard(Card):
    """Every line of the month, in the order one mends them."""

    def __init__(self, open_door: Callable[[Door], object]) -> None:
        super().__init__(padding=12, spacing=0)
        self._open = open_door
        self.rows: dict[str, ItemRow] = {}
        self.items: tuple[Item, ...] = ()
        self._column, self._apart = column(spacing=1), column(margins=(0, 14, 0, 0))
        self.add(self._column, self._apart, STRETCH)

    def first_red(self) -> ItemRow | None:
        """The first line that is to be mended."""
        return next((row for row in self.rows.values() if not row.item.ok), None)

    def show_items(self, items: Sequence[Item]) -> None:
        """Show lines anew, each in the row it had: what is read again moves neither the focus nor the page."""
        if tuple(items) == self.items:
            return
        self.items = tuple(items)
        stood = {_slot(key): row for key, row in self.rows.items()}
        leaving = [stood.pop(slot) for slot in list(stood) if slot not in {_slot(item.key) for item in items}]
        for row in leaving:
            (self._apart if row.item.key in (PROOFS, PENDING) else self._column).removeWidget(row)
        self.rows = {}
        for place, item in enumerate(items):
            row = stood.get(_slot(item.key)) or ItemRow(item, self._open)
            row.show_item(item)
            if not is_counted(item):
                self._apart.addWidget(row)
            elif self._column.indexOf(row) != place:
                self._column.insertWidget(place, row)
            self.rows[item.key] = row
        rows = list(self.rows.values())
        for above, below in pairwise(rows):
            QWidget.setTabOrder(above, below)
        for row in leaving:
            if row.hasFocus() and rows:
                rows[0].setFocus()
            row.hide()
            row.deleteLater()


def _slot(key: str) -> str:
    """The proofs keep their place while they are being run."""
    return PROOFS if key == PENDING else key


class ProgressLine(QWidget):
    """How many lines are green: a bar and a chip."""

    def __init__(self) -> None:
        super().__init__()
        self.chip = Chip()
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.title = SectionTitle("")
        head = row(wide(self.title), self.chip)
        column(head, self.bar, spacing=8, on=self)

    def show_items(self, title: str, items: Sequence[Item]) -> None:
        """Count the lines; green as a whole only when what stands apart is green too."""
        counted = [item for item in items if is_counted(item)]
        good = sum(item.ok for item in counted)
        self.title.setText(title)
        words = _("{good} dari {all} beres").format(good=good, all=len(counted))
        whole = bool(items) and all(item.ok and item.key != PENDING for item in items)
        self.chip.set(words, "good" if whole else "plain")
        self.bar.setRange(0, max(1, len(counted)))
        self.bar.setValue(good)
        self.bar.setAccessibleName(f"{title}: {words}")


class HistoryCard(Card):
    """When each month was closed or opened again, and by whom."""

    def __init__(self) -> None:
        super().__init__(padding=16, spacing=6)
        self._column = column(spacing=8)
        self.add(SectionTitle(_("Riwayat")), self._column)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    def show_marks(self, marks: Sequence[PeriodMark]) -> None:
        """Show the newest marks; none hides the card."""
        empty(self._column)
        for mark in marks:
            self._column.addWidget(_mark(mark))
        self.setVisible(bool(marks))


def _mark(mark: PeriodMark) -> QWidget:
    closed = mark.kind == "CLOSED"
    did = _("ditutup") if closed else _("dibuka lagi")
    who = mark.user_name or _("sistem")
    if mark.second:
        who = _("{first} dan {second}").format(first=who, second=mark.second)
    told = f"{moment_words(mark.recorded_at)} · {who}"
    words = column(
        Words(f"{month_name(mark.month)} {did}", "", tone="plain" if closed else "attention"),
        Words(f"{told} · {mark.reason}" if mark.reason else told, "caption", tone="muted", wrap=True),
        spacing=0,
    )
    return boxed(
        row(
            Picture("lock" if closed else "rotate-ccw", size=18, tone="good" if closed else "attention"),
            wide(words),
            spacing=10,
        )
    )
