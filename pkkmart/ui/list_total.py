"""The total at the foot of a list: the balance of its account, or the sum of the rows of a list that is filtered."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from PySide6.QtWidgets import QWidget

from pkkmart.core.i18n import _, figure, rupiah
from pkkmart.ui.cards import Words
from pkkmart.ui.layout import boxed, column, row, wide
from pkkmart.ui.messages import Messages
from pkkmart.ui.run import run

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Total(Generic[T]):
    """What a list adds up to: its words, the read that gives the account's balance, and the part of one row; rupiah."""

    words: str
    account_idr: Callable[[], int]
    row_idr: Callable[[T], int]


class ListTotal(QWidget, Generic[T]):
    """A line for each total, its words at the left, its figure at the right; one of several that is 0 is left out."""

    def __init__(self, messages: Messages, *totals: Total[T]) -> None:
        super().__init__()
        self._messages, self.totals = messages, totals
        self.part = Words("", "caption", tone="attention", wrap=True)
        self.figures = [Words("", "strong") for _total in totals]
        self._lines = [
            boxed(row(wide(Words(total.words, "caption", tone="muted", wrap=True)), words, spacing=8))
            for total, words in zip(totals, self.figures, strict=True)
        ]
        column(self.part, *self._lines, spacing=0, on=self)

    def show_sums(self, rows: Sequence[T], *, filtered: bool) -> None:
        """Show what the account holds, or of a filtered list what its rows add up to and that it is only these."""
        self.part.setVisible(filtered)
        self.part.setText(_("dari {count} yang tampak").format(count=figure(len(rows))))
        for total, words, line in zip(self.totals, self.figures, self._lines, strict=True):
            sum_idr = sum(map(total.row_idr, rows)) if filtered else run(self._messages, total.account_idr)
            words.setText("" if sum_idr is None else rupiah(sum_idr))
            line.setVisible(bool(sum_idr) or len(self.totals) == 1)
