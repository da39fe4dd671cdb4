"""The cart as a table, and what a search found as another: the two lists at the left of the counter."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QPainter, QPaintEvent

from pkkmart.core.i18n import _, figure
from pkkmart.core.quantity import ONE, quantity_text
from pkkmart.pricing.rules import PaketPart
from pkkmart.products.queries import ProductRow, by_ids
from pkkmart.sales.cart import Cart
from pkkmart.sales.lines import CartLine
from pkkmart.sales.priced import PricedLine
from pkkmart.stock.valuation import Level
from pkkmart.ui.buttons import SecondaryButton
from pkkmart.ui.table_model import Column, RowsModel, Table, styled_table
from pkkmart.ui.theme import TARGET, current

QUARTER: Final = ONE // 4
"""What − and + change of goods sold by weight."""


@dataclass(frozen=True, slots=True)
class Found:
    """A product a search found, its price for this buyer, and how many are left ("" when never counted)."""

    product: ProductRow
    price_idr: int
    left: str
    code: str = ""
    pack_milli: int = 1_000


def owner_words(owner_name: str, *, consigned: bool) -> str:
    """`Dapur Bu Sari · titipan` or `milik koperasi`."""
    return _("{owner} · titipan").format(owner=owner_name) if consigned else _("milik koperasi")


def paket_words(owner_names: Iterable[str]) -> str:
    """`paket dari Bu Lilis, koperasi`: whose the parts of a paket are, each told once."""
    owners = dict.fromkeys(name or _("koperasi") for name in owner_names)
    return _("paket dari {consignors}").format(consignors=", ".join(owners))


def line_saved_idr(shown: PricedLine) -> int:
    """What the buyer saved on the whole line; its part of the cart's discount is told under the lines."""
    return max(shown.saved_idr - shown.spread_idr, 0)


def _second(shown: PricedLine, consignors: str, *, narrow: bool) -> str:
    """The owner, and why it costs less than the list says, with what that saves on the whole line.

    A narrow line says the owner last, where its end is cut.
    """
    line = shown.line
    words = [consignors or owner_words(line.owner_name, consigned=line.owner_id is not None)]
    if line.unlisted:
        words = [_("barang umum · milik koperasi")]
    if line.label_idr is not None:
        words.append(_("harga label timbangan"))
    reasons = _reasons(shown)
    saved_idr = line_saved_idr(shown)
    if saved_idr:
        saved = _("hemat {saved}").format(saved=figure(saved_idr))
        words.append(f"{' + '.join(reasons)}, {saved}" if reasons else saved)
    else:
        words += reasons
    return " · ".join([*words[1:], words[0]] if narrow else words)


def _reasons(shown: PricedLine) -> list[str]:
    line, reasons = shown.line, []
    if line.override_idr is not None:
        reasons.append(_("harga diubah dari {price}").format(price=figure(line.list_price_idr)))
    elif shown.price_idr < line.list_price_idr:
        reasons.append(_("harga anggota") if shown.price_idr == line.member_price_idr else _("harga grosir"))
    if shown.promoted.discount_idr:
        reasons.append(shown.promoted.promotion_name)
    if shown.manual_idr:
        reasons.append(_("diskon"))
    return reasons


def _second_tone(shown: PricedLine) -> str:
    changed = shown.price_idr != shown.line.list_price_idr or shown.discount_idr
    return "attention" if changed else "muted"


class PaketConsignors:
    """The consignors of each paket's parts, in words; read once per paket."""

    def __init__(self) -> None:
        self._known: dict[tuple[PaketPart, ...], str] = {}
        self._pakets: Mapping[int, tuple[PaketPart, ...]] = {}

    def look(self, cart: Cart) -> None:
        """Learn the pakets of a cart."""
        self._pakets = cart.book.pakets
        for parts in {self._pakets[line.product_id] for line in cart.lines if line.product_id in self._pakets}:
            if parts not in self._known:
                products = by_ids(part.product_id for part in parts)
                self._known[parts] = paket_words(one.owner_name for one in products.values())

    def of(self, line: CartLine) -> str:
        """`paket dari Bu Lilis, koperasi`; "" for what is no paket."""
        return self._known.get(self._pakets.get(line.product_id, ()), "")


class Stepper(QObject):
    """One less and one more of the selected line: two buttons on its row, for a mouse or a finger."""

    WIDE = 44
    """How wide each is, pixels."""

    def __init__(self, table: Table, column: int, on_set: Callable[[int], object]) -> None:
        super().__init__(table)
        self._table, self._column, self._on_set = table, column, on_set
        self._less_milli = self._more_milli = 0
        self.less = SecondaryButton("−", on_click=lambda: self._on_set(self._less_milli))
        self.more = SecondaryButton("+", on_click=lambda: self._on_set(self._more_milli))
        for button, name in ((self.less, _("Kurangi jumlah")), (self.more, _("Tambah jumlah"))):
            button.setParent(table.viewport())
            button.setProperty("tight", "sign")
            button.setAccessibleName(name)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.setMinimumHeight(0)
            button.hide()
        table.selected.connect(lambda _row: self.place())
        table.verticalScrollBar().valueChanged.connect(lambda _value: self.place())
        table.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self.place()
        return False

    def place(self) -> None:
        """Stand at both sides of the selected row's quantity; nowhere where no such row is seen."""
        shown = self._table.current_row()
        if not isinstance(shown, PricedLine) or not self._table.has_room_for(self._table.currentIndex().row()):
            self.less.hide()
            self.more.hide()
            return
        line = shown.line
        step = QUARTER if line.sold_by_weight else ONE
        self._less_milli, self._more_milli = line.qty_milli - step, line.qty_milli + step
        # A packet's price is on its label, and another quantity would make it another one: that is for F4.
        self.less.setEnabled(self._less_milli > 0 and line.label_idr is None)
        self.more.setEnabled(line.label_idr is None)
        model = self._table.rows_model
        cell = self._table.visualRect(model.index(self._table.currentIndex().row(), self._column))
        tall = min(max(TARGET, current().px(40)), cell.height() - 3)
        top = cell.top() + (cell.height() - 1 - tall) // 2
        self.less.setGeometry(cell.left(), top, self.WIDE, tall)
        self.more.setGeometry(cell.right() + 1 - self.WIDE, top, self.WIDE, tall)
        self.less.show()
        self.more.show()


class _CartView(Table):
    """The cart's rows on a card. A scan paints the row that came and the one it came after, however long the cart."""

    whole_rows = False  # what is moved on the screen must be there whole

    def __init__(self, model: RowsModel[PricedLine], name: str, *, row_height: int) -> None:
        super().__init__(model, name, row_height=row_height, ordered=True)
        # Qt moves what stands on the screen when it scrolls, but only for who paints its own background.
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self.viewport()) as painter:
            painter.fillRect(event.rect(), current().color("card"))
        super().paintEvent(event)

    def follow(self, rows: Sequence[PricedLine], selected: int) -> None:
        """Show the rows and stand on one; what differs from what was shown waits for `paint_now`."""
        if len(rows) > self.rows_model.rowCount() > 0:
            self._grow(rows)
        self.rows_model.follow(rows)
        self.select(selected)

    def paint_now(self) -> None:
        """Paint what waits: with the row one stands on Qt paints all else that waits in the window."""
        self.viewport().repaint(self.visualRect(self.currentIndex()))

    def _grow(self, rows: Sequence[PricedLine]) -> None:
        """Add rows below while Qt may not mark all rows to be painted, as it would; only those that came are."""
        viewport, count = self.viewport(), self.rows_model.rowCount()
        viewport.setAttribute(Qt.WidgetAttribute.WA_UpdatesDisabled)  # setUpdatesEnabled would mark all of them too
        self.rows_model.extend(rows[count:])
        self.executeDelayedItemsLayout()
        viewport.setAttribute(Qt.WidgetAttribute.WA_UpdatesDisabled, False)
        height = (len(rows) - count) * self.rowHeight(count)
        viewport.update(0, self.rowViewportPosition(count), viewport.width(), height)


class CartTable:
    """The cart's lines; `on_quantity` sets the selected line's, in thousandths.

    `low`, under the tiles, its rows are less high and have no titles; in a narrow one nobody reads the price per unit.
    """

    LOW = 48
    """How high a row is under the tiles, pixels at 100 % text."""

    _QUANTITY = 1
    _NARROW, _NARROW_LOW = 500, 620

    def __init__(self, on_quantity: Callable[[int], object]) -> None:
        self._consignors = PaketConsignors()
        self._low = self._narrow = False
        self.model: RowsModel[PricedLine] = RowsModel(self._columns())
        self.table = _CartView(self.model, _("Keranjang"), row_height=54)
        self.stepper = Stepper(self.table, self._QUANTITY, on_quantity)

    def _columns(self) -> list[Column[PricedLine]]:
        price = Column[PricedLine](_("Harga"), lambda shown: figure(shown.price_idr), width=96, align="right")
        return [
            Column(
                _("Barang"),
                lambda shown: shown.line.name,
                second=lambda shown: _second(shown, self._consignors.of(shown.line), narrow=self._narrow),
                second_tone=_second_tone,
                wraps=not self._low,
            ),
            Column(
                _("Jml"),
                lambda shown: quantity_text(shown.line.qty_milli),
                width=round(2 * Stepper.WIDE * 100 / current().scale_percent) + 76,
                align="right",
                weight=600,
                fits=True,
                flank=Stepper.WIDE,
            ),
            *([] if self._narrow else [price]),
            Column(
                _("Jumlah"),
                lambda shown: figure(shown.net_idr + shown.spread_idr),
                width=108,
                align="right",
                weight=700,
            ),
        ]

    def stand(self, *, low: bool, width: int) -> None:
        """Under the tiles or alone, in a width of pixels; the selected row stays selected."""
        narrow = width < current().px(self._NARROW_LOW if low else self._NARROW)
        if (low, narrow) == (self._low, self._narrow):
            return
        self._low, self._narrow = low, narrow
        row = self.table.currentIndex().row()
        self.model.beginResetModel()
        self.model.columns = self._columns()
        self.model.endResetModel()
        self.table.set_row_height(self.LOW if low else 54)
        self.table.horizontalHeader().setVisible(not low)
        if row >= 0:
            self.table.select(row)

    def show(self, cart: Cart) -> None:
        """Show the cart and paint it now: the row must be seen before anything else is done."""
        self._consignors.look(cart)
        self.table.follow(cart.priced, max(cart.selected, 0))
        self.stepper.place()
        self.table.paint_now()


def found_rows(products: Sequence[ProductRow], levels: Mapping[int, Level], *, for_member: bool) -> list[Found]:
    """Products as the results table shows them."""
    rows: list[Found] = []
    for product in products:
        level = levels.get(product.id)
        left = quantity_text(level.qty_milli) if level is not None and level.ever_received else ""
        rows.append(Found(product, product.price_idr(for_member=for_member), left))
    return rows


class ResultsTable:
    """What a search found; Up and Down choose, Enter takes."""

    def __init__(self) -> None:
        columns: list[Column[Found]] = [
            Column(
                _("Barang"),
                lambda found: found.product.name,
                second=lambda found: owner_words(
                    found.product.owner_name, consigned=found.product.owner_id is not None
                ),
            ),
            Column(_("Sisa"), lambda found: found.left, width=90, align="right", tone=_left_tone),
            Column(_("Harga"), lambda found: figure(found.price_idr), width=124, align="right", weight=700),
        ]
        self.model: RowsModel[Found] = RowsModel(columns)
        self.table: Table = styled_table(self.model, _("Hasil pencarian"), two_lines=True, ordered=True)

    def show(self, rows: Sequence[Found]) -> None:
        self.model.replace(list(rows))
        if rows:
            self.table.select(0)

    def chosen(self) -> Found | None:
        """The row Enter would take."""
        row = self.table.current_row()
        return row if isinstance(row, Found) else None


def _left_tone(found: Found) -> str:
    return "danger" if found.left.startswith("-") or found.left == "0" else "muted"
