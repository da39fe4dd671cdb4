"""Picture tiles for what has no barcode: this morning's cakes first, one tap each."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPixmap, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from pkkmart.consignment.queries import delivered_on
from pkkmart.core import clock
from pkkmart.core.i18n import _, figure
from pkkmart.core.quantity import quantity_text
from pkkmart.products.queries import ProductRow, picture, tiles
from pkkmart.stock.queries import levels
from pkkmart.ui.buttons import PillButton
from pkkmart.ui.fields import ChoiceField
from pkkmart.ui.flow import FlowLayout
from pkkmart.ui.theme import current
from pkkmart.ui.tiles import Tile

_COLORS = ("#F6C6A1", "#D1E3B5", "#F3DBA4", "#E6CCA0", "#BFDFC5", "#EAD2B7", "#F7DDA4", "#F1B8C1", "#BBDCB0", "#C9D8EE")
"""Quiet colours for tiles without a photo, from the design."""

_THIS_MORNING, _NONE = 0, -2
_MORE = 120
"""Pixels at 100 % for the list of categories that found no room."""


class TilesPanel(QWidget):
    """Pills of categories above a grid of tiles. `picked(ProductRow)` for each tap."""

    picked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._products: list[ProductRow] = []
        self._category: int | None = None
        self._categories: list[tuple[int, str]] = []
        self._each_pill: list[PillButton] = []
        self._shown: dict[int, Tile] = {}
        self._for_member = False
        self._pills = QWidget()
        self._pills_row = QHBoxLayout(self._pills)
        self._pills_row.setContentsMargins(0, 0, 0, 0)
        self._pills_row.setSpacing(6)
        self._choice: ChoiceField[int] = ChoiceField(_("Kelompok ubin"))
        self._choice.chosen.connect(self._choose)
        self._grid = QWidget()
        self._grid.setProperty("look", "plain")
        self._grid_flow = FlowLayout(self._grid, spacing=8, columns_of=122)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(self._grid)
        self._pills.setMinimumWidth(1)
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
        self._offer(list(categories))
        self._show()

    def _offer(self, categories: list[tuple[int, str]]) -> None:
        """Pills where they fit in one row, else a list to choose from."""
        while self._pills_row.takeAt(0) is not None:
            pass
        for old in self._each_pill:
            old.hide()
            old.deleteLater()
        self._each_pill = []
        for key, name in categories:
            pill = PillButton(name, checked=key == self._category, on_click=self._chooser(key))
            self._pills_row.addWidget(pill)
            self._each_pill.append(pill)
        self._pills_row.addWidget(self._choice)
        self._pills_row.addStretch(1)
        self._categories = categories
        self._fit()

    def _fit(self) -> None:
        """As many pills as one row holds; the rest wait in a list behind them."""
        widths = [pill.sizeHint().width() + self._pills_row.spacing() for pill in self._each_pill]
        room = self.width() if sum(widths) <= self.width() else self.width() - current().px(_MORE)
        shown = 0
        while shown < len(widths) and sum(widths[: shown + 1]) <= room:
            shown += 1
        for place, pill in enumerate(self._each_pill):
            pill.setVisible(place < shown)
        rest = self._categories[shown:]
        self._choice.set_options([(_NONE, _("Lainnya …")), *rest])
        self._choice.choose(self._category if self._category in [key for key, _name in rest] else _NONE)
        self._choice.setVisible(bool(rest))

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit()
        super().resizeEvent(event)

    def _chooser(self, key: int) -> Callable[[], None]:
        return lambda: self._choose(key)

    def _choose(self, key: int) -> None:
        if key == _NONE:
            return
        self._category = key
        for pill, (known, _name) in zip(self._each_pill, self._categories, strict=True):
            pill.setAutoExclusive(False)
            pill.setChecked(known == key)
            pill.setAutoExclusive(True)
        self._choice.choose(key)
        self._show()

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
