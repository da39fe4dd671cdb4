"""The lines of an invoice as they are typed: how many, and what the whole line cost."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from pkkmart.core.i18n import _, date_short, figure
from pkkmart.core.money import divide_half_up
from pkkmart.core.quantity import ONE, quantity_text
from pkkmart.products.queries import ProductRow
from pkkmart.purchasing.operations import PurchaseItem
from pkkmart.purchasing.screen.days import Days
from pkkmart.stock.queries import levels
from pkkmart.ui.buttons import IconButton
from pkkmart.ui.cards import Elided, Words
from pkkmart.ui.fields import MoneyField, QuantityField, focus_whole
from pkkmart.ui.layout import STRETCH, column, gap, row, wide
from pkkmart.ui.scrolling import ListRow, ScrollList
from pkkmart.ui.theme import TARGET, current

_WIDTHS = (88, 124, 132)
"""Quantity, cost and cost per unit, in pixels at 100 % text."""

_ROOMY = 640
"""Below this width (pixels at 100 % text) the cost per unit takes the place of the note."""


class HeadRow(QWidget):
    """The names of the columns, above the lines."""

    def __init__(self) -> None:
        super().__init__()
        self._labels = [Words(words, "caption") for words in (_("JML"), _("TOTAL BELI"), _("PER SATUAN"))]
        for label in self._labels:
            label.setAlignment(Qt.AlignmentFlag.AlignRight)
        goods = wide(Words(_("BARANG"), "caption"))
        row(goods, *self._labels, gap(TARGET + 10), margins=(12, 6, 12, 6), spacing=10, on=self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        _fit(self._labels, self.width())


def _fit(cells: Sequence[QWidget], width: int) -> bool:
    """Give the cells their widths; where there is little room the cost per unit hides (True then)."""
    for cell, pixels in zip(cells, _WIDTHS, strict=True):
        cell.setFixedWidth(current().px(pixels))
    narrow = width < current().px(_ROOMY)
    cells[-1].setVisible(not narrow)
    return narrow


class InvoiceFoot(QWidget):
    """Freight and discount of the whole invoice, below its lines; Enter goes on to the next, then to `finished`."""

    changed = Signal()
    finished = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.freight = MoneyField(_("Ongkir"))
        self.discount = MoneyField(_("Potongan"))
        named = [Words(words, "caption") for words in (_("ONGKIR"), _("POTONGAN"))]
        for field in (self.freight, self.discount):
            field.setFixedWidth(current().px(_WIDTHS[1]))
            field.changed.connect(self.changed)
        self.freight.entered.connect(lambda: focus_whole(self.discount))
        self.discount.entered.connect(self.finished)
        row(
            wide(Words("")), named[0], self.freight, gap(6), named[1], self.discount,
            margins=(12, 6, 12, 6), spacing=10, on=self,
        )  # fmt: skip

    def added_idr(self) -> int:
        """What freight and discount add to the lines, rupiah."""
        return (self.freight.value() or 0) - (self.discount.value() or 0)

    def written(self) -> list[str]:
        """What of freight and discount was filled in, in words."""
        return [
            *([_("ongkir {amount}").format(amount=self.freight.text())] if self.freight.text() else []),
            *([_("potongan {amount}").format(amount=self.discount.text())] if self.discount.text() else []),
        ]

    def clear(self) -> None:
        """Begin a new invoice."""
        self.freight.clear()
        self.discount.clear()


class LineRow(ListRow):
    """One product: Enter goes from its quantity to its cost, and from there to `finished`."""

    changed = Signal()
    finished = Signal()
    stepped = Signal(int, int)
    """-1 or +1, and the column (0 quantity, 1 cost) to stay in."""

    def __init__(self, product: ProductRow, qty_milli: int, on_remove: Callable[[], object]) -> None:
        super().__init__()
        self.product = product
        level = levels([product.id]).get(product.id)
        self._last_unit_idr = divide_half_up(level.unit_cost_micro, 1_000_000) if level else 0
        stock = quantity_text(level.qty_milli) if level else "0"
        self.quantity = QuantityField(
            _("Jumlah {name}").format(name=product.name), whole=not product.sold_by_weight, value=qty_milli
        )
        self.cost = MoneyField(_("Harga beli {name}").format(name=product.name))
        self.unit_cost = Words("", "small", tone="muted")
        self.unit_cost.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        note = _("stok {stock} {unit} · jual {price}").format(
            stock=stock, unit=product.unit, price=figure(product.selling_price_idr)
        )
        self._stock = note
        self.days: Days = (None, None)
        self._note = Elided(note, "caption")
        names = column(Elided(product.name, "medium"), self._note, spacing=0)
        self._remove = IconButton("x", _("Hapus {name}").format(name=product.name), on_click=on_remove)
        self._remove.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        row(
            wide(names),
            self.quantity,
            self.cost,
            self.unit_cost,
            self._remove,
            margins=(12, 5, 12, 5),
            spacing=10,
            on=self,
        )
        self._narrow = False
        self._connect()
        self._show_unit_cost()

    def _connect(self) -> None:
        self.quantity.entered.connect(lambda: focus_whole(self.cost))
        self.cost.entered.connect(self.finished)
        for field in (self.quantity, self.cost):
            field.changed.connect(self._edited)
            field.installEventFilter(self)

    def _edited(self) -> None:
        self.quantity.set_wrong(False)
        self.cost.set_wrong(False)
        self._show_unit_cost()
        self.changed.emit()

    def measure(self) -> None:
        self._narrow = _fit((self.quantity, self.cost, self.unit_cost), self.width())
        self._show_unit_cost()

    def eventFilter(self, target: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
            step = steps.get(Qt.Key(event.key()))
            if step:
                self.stepped.emit(step, 0 if target is self.quantity else 1)
                return True
        return False

    def item(self) -> PurchaseItem:
        """The line as `record_purchase` takes it; an empty quantity is 0."""
        expires, made = self.days
        return PurchaseItem(self.product.id, self.quantity.value() or 0, self.cost.value() or 0, expires, made)

    def bear(self, days: Days) -> None:
        """Tell the days of the goods; they stand below the name."""
        self.days = days
        self._show_unit_cost()

    def add(self, qty_milli: int) -> None:
        """Add a quantity to the line; what is typed there and is no quantity stays."""
        self.quantity.add(qty_milli)

    def _show_unit_cost(self) -> None:
        words, tone = self._unit_words()
        self.unit_cost.setText(words)
        self.unit_cost.set_tone(tone)
        note = words.replace("\n", " · ") if self._narrow and words else self._stock
        expires = self.days[0]
        told = _("kedaluwarsa {day}").format(day=date_short(expires)) if expires else ""
        self._note.setText(" · ".join(part for part in (told, note) if part))
        self._note.set_tone(tone if self._narrow and words else "muted")

    def _unit_words(self) -> tuple[str, str]:
        """What one unit costs on this invoice, or cost last time, and how loudly to say it."""
        qty, cost = self.quantity.value(), self.cost.value()
        if not qty or cost is None:
            last = _("terakhir {cost}").format(cost=figure(self._last_unit_idr)) if self._last_unit_idr else ""
            return last, "muted"
        unit = divide_half_up(cost * ONE, qty)
        if unit > self.product.selling_price_idr:
            return _("{cost}\ndi atas harga jual").format(cost=figure(unit)), "attention"
        return figure(unit), "plain"


class Lines(ScrollList):
    """All lines, the newest at the bottom and always in view."""

    changed = Signal()
    finished = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[LineRow] = []
        self._column = column(STRETCH, spacing=0)
        self._holder = self.fill(self._column)

    def add(self, product: ProductRow, qty_milli: int) -> LineRow:
        """Add a quantity of a product to its line, or to a new one, and put the focus there."""
        for row in self.rows:
            if row.product.id == product.id:
                row.add(qty_milli)
                self._stand_on(row)
                return row
        row = LineRow(product, qty_milli, lambda: self.remove(row))
        row.changed.connect(self.changed)
        row.finished.connect(self.finished)
        row.stepped.connect(lambda by, column: self._step(row, by, column))
        self.rows.append(row)
        self._column.insertWidget(self._column.count() - 1, row)
        self._stand_on(row)
        self.changed.emit()
        return row

    def remove(self, row: LineRow) -> None:
        """Remove a line."""
        self.rows.remove(row)
        row.hide()
        self._column.removeWidget(row)
        row.deleteLater()
        self.changed.emit()

    def clear(self) -> None:
        """Begin a new invoice."""
        for row in list(self.rows):
            self.remove(row)

    def current(self) -> LineRow | None:
        """The line that has the focus, else the last one."""
        focused = [row for row in self.rows if row.quantity.hasFocus() or row.cost.hasFocus()]
        return focused[0] if focused else self.rows[-1] if self.rows else None

    def items(self) -> list[PurchaseItem]:
        """The lines as `record_purchase` takes them."""
        return [row.item() for row in self.rows]

    def total_idr(self) -> int:
        """The sum of the costs typed so far."""
        return sum(row.cost.value() or 0 for row in self.rows)

    def unfit(self) -> str:
        """Mark and stand on the first field that is missing; says which ("" when nothing is)."""
        for row in self.rows:
            unfit = row.quantity.unfit_words()
            wanted = (
                (row.quantity, bool(unfit), "{unfit}"),
                (row.quantity, not row.quantity.value(), _("Jumlah {name} belum diisi.")),
                (row.cost, row.cost.value() is None, _("Harga beli {name} belum diisi. Isi 0 bila memang bonus.")),
            )
            for field, missing, sentence in wanted:
                if missing:
                    field.set_wrong(True)
                    focus_whole(field)
                    self.ensureWidgetVisible(row)
                    return sentence.format(name=row.product.name, unfit=unfit)
        return ""

    def _stand_on(self, row: LineRow) -> None:
        focus_whole(row.quantity)
        self._holder.adjustSize()
        self.ensureWidgetVisible(row)

    def _step(self, row: LineRow, by: int, column: int) -> None:
        place = self.rows.index(row) + by
        if 0 <= place < len(self.rows):
            other = self.rows[place]
            focus_whole(other.cost if column else other.quantity)
            self.ensureWidgetVisible(other)
