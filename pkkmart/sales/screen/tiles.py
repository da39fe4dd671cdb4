"""Picture tiles for what has no barcode: this morning's cakes first, one tap each."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from pkkmart.consignment.queries import delivered_on
from pkkmart.core import clock
from pkkmart.core.i18n import _, figure
from pkkmart.core.quantity import quantity_text
from pkkmart.products.queries import ProductRow, picture, tiles
from pkkmart.stock.queries import levels
from pkkmart.ui.buttons import PillButton
from pkkmart.ui.flow import FlowLayout
from pkkmart.ui.tiles import Tile

_COLORS = ("#F6C6A1", "#D1E3B5", "#F3DBA4", "#E6CCA0", "#BFDFC5", "#EAD2B7", "#F7DDA4", "#F1B8C1", "#BBDCB0", "#C9D8EE")
"""Quiet colours for tiles without a photo, from the design."""

_THIS_MORNING = 0


class TilesPanel(QWidget):
    """Pills of categories above a grid of tiles. `picked(ProductRow)` for each tap."""

    picked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._products: list[ProductRow] = []
        self._category: int | None = None
        self._shown: dict[int, Tile] = {}
        self._for_member = False
        self._pills = QWidget()
        self._pills_flow = FlowLayout(self._pills, spacing=6)
        self._grid = QWidget()
        self._grid.setProperty("look", "plain")
        self._grid_flow = FlowLayout(self._grid, spacing=8, columns_of=122)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(self._grid)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self._pills)
        layout.addWidget(scroll, 1)

    def load(self) -> None:
        """Read the tiles and their categories; keep the category in view."""
        self._products = tiles()
        self._morning = delivered_on(clock.today())
        categories = dict.fromkeys((row.category_id or -1, row.category or _("Lain")) for row in self._products)
        if self._morning:
            categories = {(_THIS_MORNING, _("Kue pagi ini")): None, **categories}
        known = [key for key, _name in categories]
        if self._category not in known:
            self._category = known[0] if known else None
        self._pills_flow.clear()
        for key, name in categories:
            pill = PillButton(name, checked=key == self._category, on_click=self._chooser(key))
            self._pills_flow.addWidget(pill)
        self._show()

    def _chooser(self, key: int) -> Callable[[], None]:
        def choose() -> None:
            self._category = key
            self._show()

        return choose

    def _show(self) -> None:
        self._grid_flow.clear()
        self._shown = {}
        for product in self._products:
            if self._belongs(product):
                tile = self._tile(product)
                self._shown[product.id] = tile
                self._grid_flow.addWidget(tile)
        self.refresh_left()

    def _belongs(self, product: ProductRow) -> bool:
        if self._category == _THIS_MORNING:
            return product.id in self._morning
        return (product.category_id or -1) == self._category

    def _tile(self, product: ProductRow) -> Tile:
        photo = None
        if product.picture_id is not None:
            photo = QPixmap()
            photo.loadFromData(picture(product.picture_id))
        return Tile(
            product.name,
            product.owner_name or _("milik koperasi"),
            figure(product.price_idr(for_member=self._for_member)),
            photo=photo,
            color=_COLORS[product.id % len(_COLORS)],
            on_click=lambda: self.picked.emit(product),
        )

    def set_member(self, for_member: bool) -> None:
        """Show the prices this buyer pays."""
        if for_member != self._for_member:
            self._for_member = for_member
            self._show()

    def refresh_left(self) -> None:
        """Say on each tile how many are left."""
        known = levels(self._shown)
        for product_id, tile in self._shown.items():
            level = known.get(product_id)
            if level is None or not level.ever_received:
                tile.set_badge("")
            elif level.qty_milli <= 0:
                tile.set_badge(_("habis"), "danger")
            else:
                tile.set_badge(_("sisa {left}").format(left=quantity_text(level.qty_milli)))
