"""Choosing goods inside a form: search, Enter, and what was chosen can be taken out again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from pkkmart.core.i18n import _, figure
from pkkmart.pricing.promotions import PromotionDetails
from pkkmart.products.queries import ProductRow, by_ids, categories, find_by_code, search
from pkkmart.ui.buttons import PillButton, SecondaryButton
from pkkmart.ui.cards import Words
from pkkmart.ui.fields import ChoiceField, SearchField
from pkkmart.ui.flow import FlowLayout
from pkkmart.ui.layout import column
from pkkmart.ui.table_model import Column, RowsModel, styled_table
from pkkmart.ui.theme import current

_ROWS = 4


class ProductPicker(QWidget):
    """One search field; what it finds stands below it while something is typed, Enter takes the row one stands on."""

    picked = Signal(object)
    """A ProductRow."""

    def __init__(self, fits: Callable[[ProductRow], bool] = lambda _product: True) -> None:
        super().__init__()
        self._fits = fits
        self.search = SearchField(_("Cari barang"), _("Ketik nama barang, atau pindai barcode …"))
        self.found: RowsModel[ProductRow] = RowsModel(_columns())
        self.results = styled_table(
            self.found, _("Hasil pencarian"), two_lines=True, ordered=True,
            empty_text=_("Tidak ada barang yang cocok."),
        )  # fmt: skip
        self.results.hide()
        column(self.search, self.results, spacing=6, on=self)
        self.search.searched.connect(self._searched)
        self.search.stepped.connect(lambda by: self.results.step(by))
        self.results.opened.connect(lambda _row: self.take())

    def take(self) -> bool:
        """Take the product one stands on; False when nothing is being searched."""
        text = self.search.text().strip()
        if not text:
            return False
        self._searched(text)
        product = self.results.current_row()
        if product is not None:
            self._pick(product)
        return True

    def scanned(self, code: str) -> None:
        """Take the product of a code; several that share it are shown to choose from."""
        products = [hit.product for hit in find_by_code(code) if self._fits(hit.product)]
        if len(products) == 1:
            self._pick(products[0])
        else:
            self.search.setText(code)
            self._show(products)

    def _pick(self, product: ProductRow) -> None:
        self.search.clear()
        self.results.hide()
        self.search.setFocus()
        self.picked.emit(product)

    def _searched(self, text: str) -> None:
        if text:
            self._show([product for product in search(text, 40) if self._fits(product)])
        else:
            self.results.hide()

    def _show(self, products: Sequence[ProductRow]) -> None:
        self.found.replace(products)
        self.results.setFixedHeight(current().px(38 + 54 * max(1, min(len(products), _ROWS))) + 4)
        self.results.show()
        self.results.select(0)


class ChosenProducts(QWidget):
    """A picker, and every product it brought as a button that takes it out again."""

    changed = Signal()

    def __init__(self, products: Sequence[ProductRow] = ()) -> None:
        super().__init__()
        self.products: dict[int, ProductRow] = {}
        self.picker = ProductPicker()
        self.picker.picked.connect(self.add)
        self._chosen = QWidget()
        self._flow = FlowLayout(self._chosen, spacing=6)
        self._hint = Words(_("Belum ada barang yang dipilih."), "caption", tone="muted")
        column(self.picker, self._hint, self._chosen, spacing=6, on=self)
        for product in products:
            self.products[product.id] = product
        self._show()

    def add(self, product: ProductRow) -> None:
        """Choose one more."""
        self.products[product.id] = product
        self._show()
        self.changed.emit()

    def remove(self, product_id: int) -> None:
        """Take one out."""
        self.picker.search.setFocus()
        del self.products[product_id]
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        self._flow.clear()
        for product in self.products.values():
            button = SecondaryButton(product.name, icon="x", on_click=partial(self.remove, product.id))
            button.setAccessibleName(_("Lepas {name}").format(name=product.name))
            button.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
            self._flow.addWidget(button)
        self._chosen.setVisible(bool(self.products))
        self._hint.setVisible(not self.products)


class Toggles(QWidget):
    """Several of a few: pills that are on or off, such as the days of the week."""

    changed = Signal()

    def __init__(self, options: Sequence[tuple[int, str]], on: Sequence[int] = ()) -> None:
        super().__init__()
        self._pills: dict[int, PillButton] = {}
        flow = FlowLayout(self, spacing=6)
        for value, words in options:
            pill = PillButton(words, checked=value in on, on_click=self.changed.emit)
            pill.setAutoExclusive(False)
            self._pills[value] = pill
            flow.addWidget(pill)
        if self._pills:
            self.setFocusProxy(next(iter(self._pills.values())))

    def values(self) -> list[int]:
        """Those that are on, in their order."""
        return [value for value, pill in self._pills.items() if pill.isChecked()]

    def words(self) -> list[str]:
        """What those that are on are called."""
        return [pill.accessibleName() for pill in self._pills.values() if pill.isChecked()]

    def toggle(self, value: int) -> None:
        """Turn one on or off."""
        self._pills[value].click()


class GoodsChoice(QWidget):
    """Everything, some categories, or some products; the form finds a place for the `way` itself."""

    def __init__(self, like: PromotionDetails | None) -> None:
        super().__init__()
        known = categories()
        ways = [("CATEGORIES", _("Kategori"))] if known else []
        self.way = ChoiceField[str](
            _("Barang"), [*ways, ("PRODUCTS", _("Barang tertentu")), ("EVERYTHING", _("Semua barang"))]
        )
        self.categories = Toggles(known, sorted(like.category_ids) if like else [])
        self.products = ChosenProducts(list(by_ids(sorted(like.product_ids)).values()) if like else [])
        if like is not None:
            self.way.choose("EVERYTHING" if like.on_everything else "PRODUCTS" if like.product_ids else "CATEGORIES")
        column(self.categories, self.products, on=self)

    def show_way(self) -> None:
        """Show only what the chosen way needs."""
        self.setVisible(self.way.value() != "EVERYTHING")
        self.categories.setVisible(self.way.value() == "CATEGORIES")
        self.products.setVisible(self.way.value() == "PRODUCTS")

    def names(self) -> list[str]:
        """The names of what is chosen."""
        if self.way.value() == "CATEGORIES":
            return self.categories.words()
        return [product.name for product in self.products.products.values()]


def _columns() -> list[Column[ProductRow]]:
    return [
        Column(_("Barang"), lambda row: row.name, second=lambda row: row.owner_name or _("milik koperasi")),
        Column(_("Harga"), lambda row: figure(row.selling_price_idr), 96, "right"),
    ]
