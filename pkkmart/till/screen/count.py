"""The blind count: pieces of each denomination, without the expected cash."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from pkkmart.core.i18n import _, figure, rupiah
from pkkmart.till.queries import DENOMINATIONS_IDR
from pkkmart.till.screen.side import PadSide
from pkkmart.ui.buttons import PrimaryButton, SecondaryButton
from pkkmart.ui.cards import BigFigure, Caption, Card, SectionTitle, Words
from pkkmart.ui.columns import two_columns
from pkkmart.ui.fields import QuantityField
from pkkmart.ui.keys import KeyAction
from pkkmart.ui.layout import STRETCH, column, form_grid
from pkkmart.ui.pad import NumberPad
from pkkmart.ui.theme import current

_PIECE = 1_000

_LARGE_SUM = 88_888_888
"""The width of a sum is that of this one: more of one denomination than any drawer of a shop holds."""


class CountForm(QWidget):
    """The fields of each denomination's pieces; Enter goes to the next, and from the last one calls back."""

    def __init__(self, on_change: Callable[[int], object], on_last: Callable[[], object]) -> None:
        super().__init__()
        self.fields: dict[int, QuantityField] = {}
        self._sums: dict[int, Words] = {}
        self._on_change, self._on_last = on_change, on_last
        grid = form_grid(self, down=6)
        half = len(DENOMINATIONS_IDR) // 2
        for place, denomination in enumerate(DENOMINATIONS_IDR):
            field = QuantityField(_("Jumlah keping {value}").format(value=figure(denomination)), whole=True)
            field.setMinimumWidth(current().px(64))
            field.setMaximumWidth(current().px(110))
            field.changed.connect(lambda _value: self._changed())
            field.entered.connect(lambda place=place: self._next(place))
            total = Words("", tone="muted")
            total.ensurePolished()
            total.setMinimumWidth(total.fontMetrics().horizontalAdvance(figure(_LARGE_SUM)))
            total.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            name = Words(figure(denomination), "medium")
            name.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            column, row = place // half * 4, place % half
            for offset, widget in enumerate((name, field, total)):
                grid.addWidget(widget, row, column + offset)
            self.fields[denomination], self._sums[denomination] = field, total
        grid.setColumnMinimumWidth(3, 4)
        grid.setColumnStretch(7, 1)

    def pieces(self) -> dict[int, int]:
        """Denomination → pieces; an empty field is none."""
        return {value: (field.value() or 0) // _PIECE for value, field in self.fields.items()}

    def clear(self) -> None:
        for field in self.fields.values():
            field.set_value(None)
        self.fields[DENOMINATIONS_IDR[0]].setFocus()

    def _changed(self) -> None:
        pieces = self.pieces()
        for value, words in self._sums.items():
            words.setText(figure(value * pieces[value]) if pieces[value] else "")
        self._on_change(sum(value * count for value, count in pieces.items()))

    def _next(self, place: int) -> None:
        if place + 1 < len(DENOMINATIONS_IDR):
            field = self.fields[DENOMINATIONS_IDR[place + 1]]
            field.setFocus()
            field.selectAll()
        else:
            self._on_last()


class CountStep(QWidget):
    """The form and its sum; `others` are the keys that stand below "Hitungan selesai"."""

    def __init__(self, on_counted: Callable[[], object], others: Sequence[KeyAction]) -> None:
        super().__init__()
        self.form = CountForm(lambda total_idr: self.total.setText(rupiah(total_idr)), on_counted)
        self.total = BigFigure(rupiah(0), step="total")
        words = _(
            "Hitung semua uang di laci menurut pecahan. Yang seharusnya ada baru terlihat setelah hitungan masuk."
        )
        count = Card(padding=24, spacing=12).add(
            SectionTitle(_("Isi laci")), Words(words, tone="muted", wrap=True), self.form, STRETCH
        )
        self.pad = NumberPad()
        self.side = PadSide(
            Card().add(Caption(_("Uang terhitung")), self.total),
            self.pad,
            PrimaryButton(_("Hitungan selesai"), "F12", on_click=on_counted, big=True),
            [SecondaryButton(action.label, action.key, on_click=action.trigger) for action in others],
        )
        column(two_columns(count, column(self.side)), on=self)

    def counted_idr(self) -> int:
        """What was counted so far, rupiah."""
        return sum(value * count for value, count in self.form.pieces().items())
