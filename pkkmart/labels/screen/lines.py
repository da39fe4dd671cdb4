"""The goods whose labels are to be printed: how many of each, and the days that stand on them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent

from pkkmart.core.i18n import _, date_short, rupiah
from pkkmart.core.quantity import ONE
from pkkmart.labels.queries import LabelLine
from pkkmart.products.queries import ProductRow
from pkkmart.ui.buttons import IconButton
from pkkmart.ui.cards import Elided
from pkkmart.ui.fields import QuantityField, focus_whole
from pkkmart.ui.layout import STRETCH, column, row, wide
from pkkmart.ui.scrolling import ListRow, ScrollList
from pkkmart.ui.theme import current

MOST_ROWS = 200
"""So many goods stand in the list at once; the others come when these are printed."""


class LineRow(ListRow):
    """One product; Enter in its quantity goes back to the search."""

    changed = Signal()
    finished = Signal()
    stepped = Signal(int)
    focused = Signal()

    def __init__(self, product: ProductRow, line: LabelLine, on_remove: Callable[[], object]) -> None:
        super().__init__()
        self.product = product
        self.quantity = QuantityField(
            _("Jumlah label {name}").format(name=product.name), whole=True, value=line.labels * ONE
        )
        self._note = Elided("", "caption")
        names = column(Elided(product.name, "medium"), self._note, spacing=0)
        remove = IconButton("x", _("Hapus {name}").format(name=product.name), on_click=on_remove)
        remove.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        row(wide(names), self.quantity, remove, margins=(12, 5, 6, 5), spacing=10, on=self)
        self.quantity.entered.connect(self.finished)
        self.quantity.changed.connect(lambda _value: self._edited())
        self.quantity.installEventFilter(self)
        self.set_days(line.produced_on, line.expires_on)

    def measure(self) -> None:
        self.quantity.setFixedWidth(current().px(88))

    def set_days(self, produced_on: date | None, expires_on: date | None) -> None:
        """Print these days on the labels; None for a day that stays untold."""
        self.produced_on, self.expires_on = produced_on, expires_on
        told = [rupiah(self.product.selling_price_idr)]
        if produced_on is not None:
            told.append(_("Prod {day}").format(day=date_short(produced_on)))
        if expires_on is not None:
            told.append(_("Exp {day}").format(day=date_short(expires_on)))
        if len(told) == 1:
            told.append(self.product.owner_name or _("milik koperasi"))
        self._note.setText(" · ".join(told))

    def line(self) -> LabelLine:
        """What is to be printed; an empty quantity is 0."""
        labels = (self.quantity.value() or 0) // ONE
        return LabelLine(self.product.id, labels, self.produced_on, self.expires_on)

    def _edited(self) -> None:
        self.quantity.set_wrong(False)
        self.changed.emit()

    def eventFilter(self, target: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn:
            self.focused.emit()
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
            if step:
                self.stepped.emit(step)
                return True
        return False


class Lines(ScrollList):
    """All lines, the newest at the bottom; `current` is the one that had the focus last."""

    changed = Signal()
    finished = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[LineRow] = []
        self._current: LineRow | None = None
        self._column = column(STRETCH, spacing=0)
        self._holder = self.fill(self._column)

    def add(self, product: ProductRow, line: LabelLine, *, again: int = 0) -> LineRow:
        """Put a product on the list; one that stands there gets `again` more labels, or what the line says."""
        for known in self.rows:
            if known.product.id == product.id:
                more = (known.quantity.value() or 0) + again * ONE if again else line.labels * ONE
                known.quantity.set_value(more)
                if line.produced_on or line.expires_on:
                    known.set_days(line.produced_on, line.expires_on)
                return known
        made = LineRow(product, line, lambda: self.remove(made))
        made.changed.connect(self.changed)
        made.finished.connect(self.finished)
        made.stepped.connect(lambda by: self._step(made, by))
        made.focused.connect(lambda: self._chosen(made))
        self.rows.append(made)
        self._column.insertWidget(self._column.count() - 1, made)
        return made

    def stand_on(self, row: LineRow) -> None:
        """Put the focus into the quantity of a line, in view."""
        focus_whole(row.quantity)
        self._holder.adjustSize()
        self.ensureWidgetVisible(row)

    def remove(self, row: LineRow) -> None:
        """Take a line off the list."""
        self.rows.remove(row)
        self._current = None if self._current is row else self._current
        row.hide()
        self._column.removeWidget(row)
        row.deleteLater()
        self.changed.emit()

    def clear(self) -> None:
        """Take every line off the list."""
        for row in list(self.rows):
            self.remove(row)

    def current(self) -> LineRow | None:
        """The line that had the focus last, else the last one."""
        return self._current or (self.rows[-1] if self.rows else None)

    def lines(self) -> list[LabelLine]:
        """What is to be printed."""
        return [row.line() for row in self.rows]

    def mark(self, product_id: int) -> None:
        """Stand on the line of a product whose quantity must be mended."""
        for row in self.rows:
            if row.product.id == product_id:
                row.quantity.set_wrong(True)
                self.stand_on(row)

    def _chosen(self, row: LineRow) -> None:
        self._current = row

    def _step(self, row: LineRow, by: int) -> None:
        place = self.rows.index(row) + by
        if 0 <= place < len(self.rows):
            self.stand_on(self.rows[place])
