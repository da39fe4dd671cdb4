"""Tiles for what has no barcode: this morning's cakes first, one tap each, every tile where it was all shift long."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QScroller, QWidget

from pkkmart.core import clock
from pkkmart.core.i18n import _, figure
from pkkmart.core.quantity import ONE, quantity_text
from pkkmart.products.queries import ProductRow
from pkkmart.sales.queries.tiles import tile_goods
from pkkmart.sales.screen.lines import paket_words
from pkkmart.stock.queries import levels
from pkkmart.stock.valuation import Level
from pkkmart.till.queries import ShiftRow
from pkkmart.ui.flow import FlowLayout
from pkkmart.ui.layout import column, wide
from pkkmart.ui.pill_strip import PillStrip
from pkkmart.ui.theme import current
from pkkmart.ui.tiles import Tile

GAP = 8
"""Pixels between two tiles."""

_UNDER_GROUPS = 0
_THIS_MORNING, _OTHER = 0, -1
_ACROSS = 4
_LEAST, _MOST = 118, 230
"""Pixels at 100 % between which a tile is wide, where the window allows it."""

_FEW = 3 * ONE
"""So many or fewer are few, whatever the product's own minimum is."""


def columns(width: int) -> int:
    """How many tiles stand next to each other: four in the window of a shop's PC."""
    theme = current()
    most = max(1, (width + GAP) // (theme.px(_LEAST) + GAP))
    return min(most, max(_ACROSS, width // theme.px(_MOST)))


class _TileScroll(QScrollArea):
    """Whole rows of tiles; wheel and bar move row by row, so that no tile is cut."""

    def __init__(self, grid: QWidget) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(grid)
        QScroller.grabGesture(self.viewport(), QScroller.ScrollerGestureType.TouchGesture)
        self.verticalScrollBar().actionTriggered.connect(lambda _action: self._snap())

    def _snap(self) -> None:
        """Where the bar was dragged or clicked to, as a whole row."""
        pitch, bar = Tile.tall() + GAP, self.verticalScrollBar()
        bar.setSliderPosition(round(bar.sliderPosition() / pitch) * pitch)

    def show_rows(self, rows: int) -> None:
        """Be as high as so many rows."""
        pitch = Tile.tall() + GAP
        self.setFixedHeight(rows * pitch - GAP)
        self.verticalScrollBar().setSingleStep(pitch)

    def wheelEvent(self, event: QWheelEvent) -> None:
        pitch, bar = Tile.tall() + GAP, self.verticalScrollBar()
        step = (event.angleDelta().y() < 0) - (event.angleDelta().y() > 0)
        bar.setValue((round(bar.value() / pitch) + step) * pitch)
        event.accept()


class TilesPanel(QWidget):
    """Pills of groups above rows of tiles. `picked(ProductRow)` for each tap.

    The order is that of the moment the shift was opened; what comes later is put behind, and nothing moves.
    """

    picked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._shift: tuple[int, date] | None = None
        self._order: list[int] = []
        self._morning: list[int] = []
        self._products: dict[int, ProductRow] = {}
        self._pakets: Mapping[int, Sequence[str]] = {}
        self._groups: list[int] = []
        self._group: int | None = None
        self._shown: dict[int, Tile] = {}
        self._for_member = False
        self.groups = PillStrip(_("Kelompok sebelumnya"), _("Kelompok berikutnya"))
        self.groups.chosen.connect(lambda place: self._choose(self._groups[place]))
        self._grid = QWidget()
        self._grid.setProperty("look", "plain")
        self._grid_flow = FlowLayout(self._grid, spacing=GAP, columns=columns)
        self.rows = _TileScroll(self._grid)
        column(self.groups, wide(self.rows), spacing=_UNDER_GROUPS, on=self)

    @property
    def shown(self) -> list[Tile]:
        """The tiles of the chosen group, in their order."""
        return list(self._shown.values())

    def fit(self, room: int, least: int) -> int:
        """Show as many whole rows as leave `least` of these pixels to what stands below, but one; returns how many."""
        free = room - least - self.groups.sizeHint().height() - _UNDER_GROUPS
        rows = max(1, (free + GAP) // (Tile.tall() + GAP))
        self.rows.show_rows(rows)
        return rows

    def load(self, shift: ShiftRow | None) -> None:
        """Read the tiles of a shift and their groups; the chosen group stays chosen, and every tile in its place."""
        today = clock.today()
        which = (shift.id if shift else 0, today)
        if which != self._shift:
            self._shift, self._order, self._morning = which, [], []
        goods = tile_goods(today, shift.opened_at if shift else clock.now_text())
        self._products, self._pakets = {product.id: product for product in goods.products}, goods.pakets
        self._order = self._joined(self._order, self._products)
        self._morning = self._joined(self._morning, goods.morning)
        self._offer(goods.categories)
        self._show()

    def _joined(self, before: list[int], now: Iterable[int]) -> list[int]:
        """What stood there in its order, then what is new."""
        return [one for one in dict.fromkeys([*before, *now]) if one in self._products]

    def _offer(self, categories: Iterable[tuple[int | None, str]]) -> None:
        """A pill for each group, saying how many tiles it has."""
        counts = Counter(product.category_id for product in self._products.values())
        groups = [(key or _OTHER, name or _("Lain"), counts[key]) for key, name in categories]
        if self._morning:
            groups.insert(0, (_THIS_MORNING, _("Pagi ini"), len(self._morning)))
        self._groups = [key for key, _name, _count in groups]
        if self._group not in self._groups:
            self._group = self._groups[0] if groups else None
        told = [_("{group} · {count}").format(group=name, count=count) for _key, name, count in groups]
        self.groups.offer(told, self._groups.index(self._group) if self._group is not None else 0)

    def _choose(self, group: int) -> None:
        self._group = group
        self._show()
        self.rows.verticalScrollBar().setValue(0)

    def _show(self) -> None:
        self._grid_flow.clear()
        self._shown = {}
        for product_id in self._morning if self._group == _THIS_MORNING else self._order:
            product = self._products[product_id]
            if self._group in (_THIS_MORNING, product.category_id or _OTHER):
                self._shown[product_id] = self._tile(product)
                self._grid_flow.addWidget(self._shown[product_id])
        self.refresh_left()

    def _tile(self, product: ProductRow) -> Tile:
        return Tile(
            product.name,
            paket_words(self._pakets[product.id])
            if product.id in self._pakets
            else product.owner_name or _("milik koperasi"),
            figure(product.price_idr(for_member=self._for_member)),
            on_click=partial(self.picked.emit, product),
        )

    def set_member(self, for_member: bool) -> None:
        """Show the prices this buyer pays."""
        if for_member != self._for_member:
            self._for_member = for_member
            for product_id, tile in self._shown.items():
                tile.set_figure(figure(self._products[product_id].price_idr(for_member=for_member)))

    def refresh_left(self) -> None:
        """Say on each tile how many are left; the tiles stay where they are."""
        known = levels(self._shown)
        for product_id, tile in self._shown.items():
            _say_left(tile, known.get(product_id), self._products[product_id].min_stock_milli)


def _say_left(tile: Tile, level: Level | None, least_milli: int) -> None:
    if level is None or not level.ever_received:
        tile.set_left("")
    elif level.qty_milli <= 0:
        tile.set_left(_("habis"), tone="muted")
    else:
        left = quantity_text(level.qty_milli)
        few = level.qty_milli <= _FEW or level.qty_milli < least_milli
        tile.set_left(left, _("sisa {left}").format(left=left), "attention" if few else "plain")
