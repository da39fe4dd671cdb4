"""What a paket is made of, with what the parts would cost alone and what the paket costs the shop."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from pkkmart.core.i18n import _, figure, rupiah
from pkkmart.core.quantity import ONE, times_price
from pkkmart.pricing.below_cost import Floor, Floors, paket_below_cost
from pkkmart.pricing.operations import set_paket
from pkkmart.pricing.queries import paket_of
from pkkmart.pricing.rules import PaketPart
from pkkmart.pricing.screen.goods import ProductPicker
from pkkmart.pricing.words import below_cost_words
from pkkmart.products.queries import ProductRow, by_ids
from pkkmart.ui.buttons import IconButton
from pkkmart.ui.cards import Elided, Words, Wrapped
from pkkmart.ui.fields import QuantityField
from pkkmart.ui.layout import column, row, wide
from pkkmart.ui.page import Context
from pkkmart.ui.panels import Form, Sheet
from pkkmart.ui.run import succeeds
from pkkmart.ui.theme import current


class PartRow(QWidget):
    """One product of a paket and how much of it."""

    def __init__(self, product: ProductRow, qty_milli: int, on_remove: Callable[[], object]) -> None:
        super().__init__()
        self.product = product
        self.quantity = QuantityField(
            _("Jumlah {name}").format(name=product.name), whole=not product.sold_by_weight, value=qty_milli
        )
        self.quantity.setFixedWidth(current().px(88))
        note = _("{owner} · {price} tiap {unit}").format(
            owner=product.owner_name or _("milik koperasi"), price=figure(product.selling_price_idr), unit=product.unit
        )
        names = column(Elided(product.name, "medium"), Elided(note, "caption"), spacing=0)
        row(
            wide(names),
            self.quantity,
            IconButton("x", _("Hapus {name}").format(name=product.name), on_click=on_remove),
            spacing=10,
            on=self,
        )


class PaketForm(Form[bool]):
    """Search, Enter, quantity; the foot says what the buyer saves and whether the shop loses."""

    def __init__(self, context: Context, floors: Floors, paket: ProductRow) -> None:
        super().__init__()
        self._context, self._floors, self._paket = context, floors, paket
        self._costs: dict[int, Floor] = {}
        self.rows: list[PartRow] = []
        self.picker = ProductPicker(lambda product: product.id != paket.id)
        self.picker.picked.connect(self.add)
        self.sum = Wrapped("", "strong")
        self.warning = Wrapped("", "medium", tone="attention")
        price = _("Harga paket {price}").format(price=rupiah(paket.selling_price_idr))
        self._parts = column(spacing=8)
        column(
            Wrapped(paket.name, "medium"),
            Words(price, "caption", tone="muted"),
            self.picker,
            self._parts,
            self.sum,
            self.warning,
            spacing=10,
            on=self,
        )
        parts = paket_of(paket.id)
        products = by_ids(part.product_id for part in parts)
        for part in parts:
            self._insert(products[part.product_id], part.qty_milli)
        self._given = self._written()
        self._show()

    def add(self, product: ProductRow) -> None:
        """One more of a product; a new one gets a row."""
        for row in self.rows:
            if row.product.id == product.id:
                row.quantity.add(ONE)
                return
        self._insert(product, ONE)
        self._show()

    def remove(self, product_id: int) -> None:
        """Take a product out of the paket."""
        (row,) = (row for row in self.rows if row.product.id == product_id)
        self.picker.search.setFocus()
        self.rows.remove(row)
        self._parts.removeWidget(row)
        row.hide()
        row.deleteLater()
        self._show()

    def parts(self) -> list[PaketPart]:
        """What is written down so far; an empty quantity is 0."""
        return [PaketPart(row.product.id, row.quantity.value() or 0) for row in self.rows]

    def _written(self) -> list[tuple[int, str]]:
        return [(row.product.id, row.quantity.text()) for row in self.rows]

    def is_dirty(self) -> bool:
        """Whether it differs from what the paket is made of now."""
        return self._written() != self._given

    def save(self) -> bool:
        """Put the parts in force; Enter in the search takes a product first. False keeps the sheet open."""
        if self.picker.search.hasFocus() and self.picker.take():
            return False
        self.saved = succeeds(self._context.messages, set_paket, self._context.actor, self._paket.id, self.parts())
        return bool(self.saved)

    def _insert(self, product: ProductRow, qty_milli: int) -> None:
        row = PartRow(product, qty_milli, partial(self.remove, product.id))
        row.quantity.changed.connect(lambda _value: self._show())
        self.rows.append(row)
        self._parts.addWidget(row)

    def _show(self) -> None:
        prices = {row.product.id: row.product.selling_price_idr for row in self.rows}
        unknown = [product_id for product_id in prices if product_id not in self._costs]
        self._costs.update(self._floors(unknown) if unknown else {})
        alone = sum(times_price(part.qty_milli, prices[part.product_id]) for part in self.parts())
        saved = alone - self._paket.selling_price_idr
        words = _("Satuan {alone} · paket {price} · pembeli hemat {saved}")
        if saved <= 0:
            words = _("Satuan {alone} · paket {price} · tidak lebih murah dari satuan")
        self.sum.setText(
            words.format(alone=figure(alone), price=figure(self._paket.selling_price_idr), saved=figure(saved))
            if self.rows
            else _("Belum ada isi. Tanpa isi, ini barang biasa.")
        )
        self.sum.set_tone("muted" if not self.rows else "primary" if saved > 0 else "attention")
        known = [
            (part.qty_milli, self._costs[part.product_id]) for part in self.parts() if part.product_id in self._costs
        ]
        below = paket_below_cost(self._paket.name, self._paket.selling_price_idr, known)
        self.warning.setText(below_cost_words([below] if below else []))
        self.warning.setVisible(below is not None)


def paket_sheet(context: Context, floors: Floors, paket: ProductRow, on_done: Callable[[], object]) -> Sheet:
    """Open the form of a paket's parts over the page; `on_done()` comes after it is in force."""
    form = PaketForm(context, floors, paket)
    sheet = context.messages.form(_("Isi paket"), form, lambda _saved: on_done(), yes=_("Simpan paket"))
    sheet.scanned.connect(form.picker.scanned)
    return sheet
