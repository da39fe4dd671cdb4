"""Tier prices of a product: from how many on, and what a unit costs then."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QGridLayout

from pkkmart.core.i18n import _, rupiah
from pkkmart.pricing.below_cost import Floors, price_below_cost
from pkkmart.pricing.operations import set_tiers
from pkkmart.pricing.queries import tiers_of
from pkkmart.pricing.rules import Tier
from pkkmart.pricing.words import below_cost_words
from pkkmart.products.queries import ProductRow
from pkkmart.ui.cards import Words, Wrapped
from pkkmart.ui.fields import MoneyField, QuantityField
from pkkmart.ui.page import Context
from pkkmart.ui.panels import Form, Sheet
from pkkmart.ui.run import succeeds

_ROWS = 4


class TierForm(Form[bool]):
    """A few rows of quantity and price; an empty row is no tier."""

    def __init__(self, context: Context, floors: Floors, product: ProductRow) -> None:
        super().__init__()
        self._context, self._product = context, product
        self._floor = floors([product.id]).get(product.id)
        self.warning = Wrapped("", "medium", tone="attention")
        tiers = tiers_of(product.id)
        self.rows: list[tuple[QuantityField, MoneyField]] = []
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        grid.addWidget(Wrapped(product.name, "medium"), 0, 0, 1, 2)
        owner = product.owner_name or _("milik koperasi")
        now = _("{owner} · harga jual {price}").format(owner=owner, price=rupiah(product.selling_price_idr))
        grid.addWidget(Wrapped(now, "caption", tone="muted"), 1, 0, 1, 2)
        grid.addWidget(Words(_("Mulai berapa {unit}").format(unit=product.unit), "caption"), 2, 0)
        grid.addWidget(Words(_("Harga tiap {unit}").format(unit=product.unit), "caption"), 2, 1)
        for place in range(max(_ROWS, len(tiers) + 1)):
            tier = tiers[place] if place < len(tiers) else None
            quantity = QuantityField(
                _("Jumlah mulai, baris {row}").format(row=place + 1),
                whole=not product.sold_by_weight,
                value=tier.min_qty_milli if tier else None,
            )
            price = MoneyField(_("Harga, baris {row}").format(row=place + 1), value=tier.price_idr if tier else None)
            price.setPlaceholderText("")
            self.rows.append((quantity, price))
            grid.addWidget(quantity, place + 3, 0)
            grid.addWidget(price, place + 3, 1)
            price.changed.connect(lambda _value: self._show())
        grid.addWidget(self.warning, len(self.rows) + 3, 0, 1, 2)
        self._given = self._written()
        self._show()

    def is_dirty(self) -> bool:
        """Whether a row differs from what holds now."""
        return self._written() != self._given

    def save(self) -> bool:
        """Put the rows in force; False leaves the sheet open with the reason."""
        for quantity, price in self.rows:
            for field, other in ((quantity, price), (price, quantity)):
                if field.value() is None and other.value() is not None:
                    field.set_wrong(True)
                    field.setFocus()
                    self._context.messages.attention(_("Isi jumlah dan harganya, atau kosongkan keduanya."))
                    return False
                field.set_wrong(False)
        tiers = [Tier(quantity or 0, price or 0) for quantity, price in self._typed() if quantity is not None]
        self.saved = succeeds(self._context.messages, set_tiers, self._context.actor, self._product.id, tiers)
        return bool(self.saved)

    def _written(self) -> list[tuple[str, str]]:
        return [(quantity.text(), price.text()) for quantity, price in self.rows]

    def _typed(self) -> list[tuple[int | None, int | None]]:
        return [(quantity.value(), price.value()) for quantity, price in self.rows]

    def _show(self) -> None:
        floor, prices = self._floor, [price for _quantity, price in self._typed() if price]
        below = price_below_cost(self._product.name, min(prices), floor) if prices and floor else None
        self.warning.setText(below_cost_words([below] if below else []))
        self.warning.setVisible(below is not None)


def tier_sheet(context: Context, floors: Floors, product: ProductRow, on_done: Callable[[], object]) -> Sheet:
    """Open the tier prices of a product over the page; `on_done()` comes after they are in force."""
    form = TierForm(context, floors, product)
    return context.messages.form(_("Harga grosir"), form, lambda _saved: on_done(), yes=_("Simpan harga"), width=520)
