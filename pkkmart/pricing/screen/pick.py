"""Which product? One search over the page, for whatever is to be done with it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from pkkmart.core.i18n import _
from pkkmart.pricing.screen.goods import ProductPicker
from pkkmart.products.dialogs import product_sheet
from pkkmart.products.queries import ProductRow, by_ids
from pkkmart.ui.buttons import SecondaryButton
from pkkmart.ui.keys import KeyAction
from pkkmart.ui.layout import STRETCH, column, row
from pkkmart.ui.page import Context
from pkkmart.ui.panels import Sheet


class PickForm(QWidget):
    """A picker, and a way to register what the shop doesn't have yet."""

    def __init__(self, context: Context, fits: Callable[[ProductRow], bool]) -> None:
        super().__init__()
        self._context = context
        self.product: ProductRow | None = None
        self.picker = ProductPicker(fits)
        self.picker.picked.connect(self._take)
        self.new_button = SecondaryButton(_("Barang baru"), "Ctrl+N", icon="plus")
        column(self.picker, row(self.new_button, STRETCH), spacing=10, on=self)

    def save(self) -> bool:
        """Take the current product; False when there is none."""
        if self.product is None and not self.picker.take():
            self._context.messages.attention(_("Ketik nama barangnya, atau pindai barcode-nya."))
        return self.product is not None

    def _take(self, product: ProductRow) -> None:
        self.product = product


def pick_sheet(
    context: Context, title: str, fits: Callable[[ProductRow], bool], on_pick: Callable[[ProductRow], object]
) -> Sheet:
    """Ask for a product over the page; `on_pick(product)` comes once the sheet is gone."""
    form = PickForm(context, fits)
    sheet = context.messages.sheet(title, form, yes=_("Pilih"), on_yes=form.save, width=560)

    def registered(product_id: int) -> None:
        form.product = by_ids([product_id])[product_id]
        sheet.accept()

    def register() -> None:
        product_sheet(context, name=form.picker.search.text().strip(), on_done=registered)

    form.new_button.clicked.connect(register)
    sheet.keys.append(KeyAction("Ctrl+N", _("Barang baru"), register))
    form.picker.picked.connect(lambda _product: sheet.accept())
    sheet.scanned.connect(form.picker.scanned)
    sheet.closed.connect(lambda: None if form.product is None else on_pick(form.product))
    return sheet
