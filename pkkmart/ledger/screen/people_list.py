"""The list at the left of a page about people: a search, the people found, and what they sum up to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Generic, TypeVar

from PySide6.QtWidgets import QWidget

from pkkmart.ui.cards import Card, Words
from pkkmart.ui.fields import SearchField, focus_whole
from pkkmart.ui.layout import column, wide
from pkkmart.ui.list_total import ListTotal
from pkkmart.ui.table_model import Column, RowsModel, styled_table
from pkkmart.ui.theme import GAP, current

R = TypeVar("R")


class PeopleList(QWidget, Generic[R]):
    """A search over a table of people, with their count and total below it; `between` stands under the search."""

    def __init__(
        self,
        search: SearchField,
        columns: Sequence[Column[R]],
        name: str,
        empty_text: str,
        total: ListTotal[R],
        *between: QWidget,
    ) -> None:
        super().__init__()
        self.search, self.total = search, total
        self.model: RowsModel[R] = RowsModel(columns)
        self.table = styled_table(self.model, name, two_lines=True, empty_text=empty_text)
        self.count = Words("", "caption", tone="muted", wrap=True)
        foot = column(self.count, total, margins=(10, 4, 10, 4), spacing=2)
        card = Card(padding=8, spacing=4).add(self.table, foot)
        card.body.setStretch(0, 1)
        column(search, *between, wide(card), spacing=GAP - 4, on=self)
        search.stepped.connect(self.table.step)

    def fit(self, width: int) -> None:
        """Take a third of a page of this width in pixels, but no more than reads well."""
        self.setFixedWidth(min(current().px(340), width * 34 // 100))

    def search_again(self) -> None:
        """Let a name be typed."""
        focus_whole(self.search)
