"""The goods one consignor brings this morning: a row for each product, with buttons a finger finds."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from pkkmart.consignment.queries import delivered_on, last_delivered, terms_for
from pkkmart.consignment.screen.terms import terms_words
from pkkmart.core import clock
from pkkmart.core.i18n import _, date_short, figure, rupiah
from pkkmart.core.quantity import ONE, quantity_text, times_price
from pkkmart.products.queries import ProductRow, products_of
from pkkmart.stock.queries import levels
from pkkmart.ui.buttons import PrimaryButton, SecondaryButton
from pkkmart.ui.cards import BigFigure, Caption, Card, Elided, Words
from pkkmart.ui.fields import QuantityField, focus_whole
from pkkmart.ui.layout import STRETCH, column, gap, row, wide
from pkkmart.ui.scrolling import ListRow, ScrollList
from pkkmart.ui.theme import GAP, TARGET, current

_FIELD, _NUMBER, _ROOMY = 96, 76, 620
"""Widths in pixels at 100 % text: the quantity, a figure column, and where figures no longer fit."""


@dataclass(frozen=True, slots=True)
class Brought:
    """A product of the consignor, with what came last time and on the day already; thousandths of a unit."""

    product: ProductRow
    last_milli: int
    day_milli: int
    stock_milli: int
    terms: str


def goods_of(consignor_id: int, day: date) -> list[Brought]:
    """The consignor's active products, with what came on a day and the last time before it."""
    products = products_of(consignor_id)
    ids = [product.id for product in products]
    last, brought, stock = last_delivered(consignor_id, day), delivered_on(day), levels(ids)
    terms = terms_for(ids, day)
    return [
        Brought(
            product,
            last.get(product.id, 0),
            brought.get(product.id, 0),
            stock[product.id].qty_milli if product.id in stock else 0,
            terms_words(terms[product.id]) if product.id in terms else _("belum ada perjanjian"),
        )
        for product in products
    ]


class CountField(QuantityField):
    """A quantity one walks through with Down and Enter, and nudges with + and −."""

    stepped = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.stepped.emit(-1 if key == Qt.Key.Key_Up else 1)
        elif event.text() in ("+", "-"):
            self.add(ONE if event.text() == "+" else -ONE)
        else:
            super().keyPressEvent(event)


class GoodsRow(ListRow):
    """One kind: its name and price, what came before, and how many came now."""

    def __init__(self, brought: Brought, typed: str) -> None:
        super().__init__()
        self.product = brought.product
        self.last_milli = brought.last_milli
        self.quantity = CountField(
            _("Jumlah {name}").format(name=self.product.name), whole=not self.product.sold_by_weight
        )
        self.quantity.setText(typed)
        self.quantity.setPlaceholderText("0")
        self._less = _stepper("−", _("Kurangi {name}").format(name=self.product.name))
        self._more = _stepper("+", _("Tambah {name}").format(name=self.product.name))
        self._less.clicked.connect(lambda: self.quantity.add(-ONE))
        self._more.clicked.connect(lambda: self.quantity.add(ONE))
        self._figures = [
            _figure(quantity_text(amount) if amount else "–", "plain" if amount else "muted")
            for amount in (brought.last_milli, brought.day_milli, brought.stock_milli)
        ]
        about = Elided(f"{rupiah(self.product.selling_price_idr)} · {brought.terms}", "caption")
        names = column(Elided(self.product.name, "medium"), about, spacing=0)
        count = (self._less, self.quantity, self._more)
        row(wide(names), *self._figures, gap(GAP), *count, margins=(14, 6, 10, 7), spacing=8, on=self)

    def measure(self) -> None:
        self.quantity.setFixedWidth(current().px(_FIELD))
        fit(self._figures, self.width())


class HeadRow(QWidget):
    """The names of the columns."""

    def __init__(self) -> None:
        super().__init__()
        goods = Words(_("BARANG"), "caption")
        self._figures = [_figure(words, "muted") for words in (_("TERAKHIR"), _("HARI INI"), _("STOK"))]
        self._now = _figure(_("MASUK"), "muted")
        self._now.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        row(wide(goods), *self._figures, gap(GAP), self._now, margins=(14, 4, 10, 4), spacing=8, on=self)
        for label in (*self._figures, self._now):
            label.setProperty("look", "caption")

    def show_day(self, day: date) -> None:
        """Name the day whose goods stand in the second column."""
        self._figures[1].setText(_("HARI INI") if day == clock.today() else date_short(day)[:5])

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        fit(self._figures, self.width())
        self._now.setFixedWidth(current().px(_FIELD) + 2 * (TARGET + 8))


class Goods(ScrollList):
    """The rows of one consignor's products; Enter after the last emits `finished`."""

    changed = Signal()
    finished = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[GoodsRow] = []

    def show_goods(self, goods: list[Brought], drafts: Mapping[int, str]) -> None:
        """Show a consignor's products with what was typed before."""
        self.rows = [GoodsRow(brought, drafts.get(brought.product.id, "")) for brought in goods]
        for place, kind in enumerate(self.rows):
            kind.quantity.changed.connect(lambda _value: self.changed.emit())
            kind.quantity.entered.connect(lambda place=place: self._step(place, 1, last=True))
            kind.quantity.stepped.connect(lambda by, place=place: self._step(place, by))
        self.fill(column(*self.rows, STRETCH, spacing=0))

    def written(self) -> dict[int, str]:
        """What is typed, by product, also what is no quantity."""
        return {row.product.id: row.quantity.text() for row in self.rows if row.quantity.text()}

    def typed(self) -> dict[int, int]:
        """What is filled in, by product, thousandths of a unit."""
        return {row.product.id: row.quantity.value() or 0 for row in self.rows if row.quantity.value()}

    def stand_on(self, place: int) -> None:
        """Stand in the quantity of a row with all it holds selected."""
        if 0 <= place < len(self.rows):
            row = self.rows[place]
            focus_whole(row.quantity)
            self.ensureWidgetVisible(row)

    def add(self, product_id: int, qty_milli: int) -> None:
        """Add a quantity to a scanned product and put the focus on its row."""
        for place, row in enumerate(self.rows):
            if row.product.id == product_id:
                row.quantity.add(qty_milli)
                self.stand_on(place)

    def as_last_time(self) -> bool:
        """Fill every empty quantity with what came last time; says whether there was anything to fill."""
        filled = False
        for row in self.rows:
            if row.last_milli and not row.quantity.value() and not row.quantity.unfit_words():
                row.quantity.set_value(row.last_milli)
                filled = True
        return filled

    def _step(self, place: int, by: int, *, last: bool = False) -> None:
        if last and place + by >= len(self.rows):
            self.finished.emit()
        else:
            self.stand_on(place + by)


class Tally(Card):
    """The sum of what is typed, its worth on the shelf, and the two buttons; flat on a low screen."""

    def __init__(self, on_save: Callable[[], object], on_last: Callable[[], object]) -> None:
        super().__init__(padding=16)
        self.save_button = PrimaryButton(_("Simpan"), "F12", big=True, on_click=on_save)
        self.last_button = SecondaryButton(_("Seperti terakhir"), "F5", on_click=on_last)
        self._caption = Caption(_("Diterima sekarang"))
        self.figure = BigFigure("0", step="money")
        self.note = Elided("", "caption")
        figures = column(self._caption, self.figure, self.note, spacing=0)
        self._buttons = column(self.save_button, self.last_button, spacing=8)
        self.add(row(wide(figures, 3), wide(self._buttons, 2), spacing=16))

    def show_typed(self, typed: Mapping[int, int], rows: Sequence[GoodsRow]) -> None:
        """Sum up what is typed, by product, thousandths of a unit."""
        self.figure.setText(quantity_text(sum(typed.values())))
        worth = sum(times_price(typed.get(row.product.id, 0), row.product.selling_price_idr) for row in rows)
        note = _("{kinds} macam · senilai {worth} di rak").format(kinds=len(typed), worth=figure(worth))
        self.note.setText(note if typed else _("ketik jumlah yang dibawa"))

    def set_flat(self, flat: bool) -> None:
        """Put the buttons in one row without the caption, or under each other with it."""
        sideways, down = QBoxLayout.Direction.RightToLeft, QBoxLayout.Direction.TopToBottom
        self._buttons.setDirection(sideways if flat else down)
        self._caption.setVisible(not flat)


def fit(figures: list[Words], width: int) -> None:
    """Give the figure columns their width, or hide the first and last where there is little room."""
    roomy = width >= current().px(_ROOMY)
    for place, label in enumerate(figures):
        label.setFixedWidth(current().px(_NUMBER))
        label.setVisible(roomy or place == 1)


def _figure(text: str, tone: str) -> Words:
    label = Words(text, "medium" if any(map(str.isdigit, text)) else "", tone=tone)
    label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    return label


def _stepper(sign: str, name: str) -> SecondaryButton:
    button = SecondaryButton(sign)
    button.setAccessibleName(name)
    button.setFixedWidth(TARGET)
    button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    button.setAutoRepeat(True)
    return button
