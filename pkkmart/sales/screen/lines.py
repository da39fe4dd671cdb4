"""The cart as a table, and what a search found as another: the two lists at the left of the counter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent

from pkkmart.core.i18n import _, figure
from pkkmart.core.quantity import quantity_text
from pkkmart.products.queries import ProductRow
from pkkmart.sales.cart import Cart
from pkkmart.sales.priced import PricedLine
from pkkmart.stock.valuation import Level
from pkkmart.ui.table_model import Column, RowsModel, Table, styled_table
from pkkmart.ui.theme import current


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


def _second(shown: PricedLine) -> str:
    line = shown.line
    words = [owner_words(line.owner_name, consigned=line.owner_id is not None)]
    if line.unlisted:
        words = [_("barang umum · milik koperasi")]
    if line.label_idr is not None:
        words.append(_("harga label timbangan"))
    if line.override_idr is not None:
        words.append(_("harga diubah dari {price}").format(price=figure(line.list_price_idr)))
    elif shown.price_idr < line.list_price_idr:
        told = (
            _("harga anggota, hemat {saved}")
            if shown.price_idr == line.member_price_idr
            else _("harga grosir, hemat {saved}")
        )
        words.append(told.format(saved=figure(line.list_price_idr - shown.price_idr)))
    if shown.promoted.discount_idr:
        words.append(f"{shown.promoted.promotion_name} -{figure(shown.promoted.discount_idr)}")
    if shown.manual_idr:
        words.append(_("diskon {amount}").format(amount=figure(shown.manual_idr)))
    return " · ".join(words)


def _second_tone(shown: PricedLine) -> str:
    changed = shown.price_idr != shown.line.list_price_idr or shown.discount_idr
    return "attention" if changed else "muted"


def _columns(*, narrow: bool) -> list[Column[PricedLine]]:
    """The cart's columns; `narrow`, next to the tiles, has none for the price per unit."""
    price = Column[PricedLine](_("Harga"), lambda shown: figure(shown.price_idr), width=104, align="right")
    return [
        Column(_("Barang"), lambda shown: shown.line.name, second=_second, second_tone=_second_tone, wraps=True),
        Column(_("Jml"), lambda shown: quantity_text(shown.line.qty_milli), width=46 if narrow else 62, align="right"),
        *([] if narrow else [price]),
        Column(
            _("Jumlah"),
            lambda shown: figure(shown.net_idr + shown.spread_idr),
            width=90 if narrow else 108,
            align="right",
            weight=700,
        ),
    ]


class _CartView(Table):
    """The cart's rows on a card. A scan paints the row that came and the one it came after, however long the cart."""

    def __init__(self, model: RowsModel[PricedLine], name: str, *, row_height: int) -> None:
        super().__init__(model, name, row_height=row_height)
        # Qt moves what stands on the screen when it scrolls, but only for who paints its own background.
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self.viewport()) as painter:
            painter.fillRect(event.rect(), current().color("card"))
        super().paintEvent(event)

    def follow(self, rows: Sequence[PricedLine], selected: int) -> None:
        """Show the rows and stand on one; what differs from what was shown is painted before this returns."""
        if len(rows) > self.rows_model.rowCount() > 0:
            self._grow(rows)
        self.rows_model.follow(rows)
        self.select(selected)
        # With one row Qt paints all else that waits in the window.
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
    """The cart's lines."""

    def __init__(self) -> None:
        self.model: RowsModel[PricedLine] = RowsModel(_columns(narrow=False))
        self.table = _CartView(self.model, _("Keranjang"), row_height=54)

    def narrow(self, narrow: bool) -> None:
        """Make room for tiles, or take it back."""
        self.model.beginResetModel()
        self.model.columns = _columns(narrow=narrow)
        self.model.endResetModel()
        self.table.measure()

    def show(self, cart: Cart) -> None:
        """Show the cart and paint it now: the row must be seen before anything else is done."""
        self.table.follow(cart.priced, max(cart.selected, 0))


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
        self.table: Table = styled_table(self.model, _("Hasil pencarian"), two_lines=True)

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
