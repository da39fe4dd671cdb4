"""Which barcodes the shop's scale prints, so that the counter reads weight and price out of them."""

from __future__ import annotations

from pkkmart.core.i18n import _
from pkkmart.products.operations import use_scale
from pkkmart.products.settings import SCALE_PRICE_PREFIX, SCALE_WEIGHT_PREFIX
from pkkmart.ui.buttons import SecondaryButton
from pkkmart.ui.cards import Card, SectionTitle, Wrapped
from pkkmart.ui.fields import Labeled, TextField
from pkkmart.ui.layout import STRETCH
from pkkmart.ui.page import Context
from pkkmart.ui.run import succeeds


class ScaleCard(Card):
    """Two prefixes and a button; empty fields mean there is no such scale."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.weight = TextField(_("Awalan label berat"), placeholder="21", limit=30)
        self.price = TextField(_("Awalan label harga"), placeholder="22", limit=30)
        self.use_button = SecondaryButton(_("Pakai awalan ini"), icon="scale", on_click=self.use)
        told = _(
            "Label timbangan: dua angka awalan, lima angka kode barang, lima angka gram atau rupiah. Beri barang yang "
            "dijual timbang kode lima angka itu. Kosongkan bila toko tidak memakai label timbangan."
        )
        self.add(SectionTitle(_("Label timbangan")), Wrapped(told, "caption", tone="muted"))
        self.add(Labeled(_("Awalan berisi berat (gram)"), self.weight))
        self.add(Labeled(_("Awalan berisi harga (rupiah)"), self.price), self.use_button, STRETCH)
        for field in (self.weight, self.price):
            field.textChanged.connect(lambda _text: self.use_button.setEnabled(self.is_dirty()))
        self.reload()

    def reload(self) -> None:
        """Show what is recorded."""
        self.weight.setText(SCALE_WEIGHT_PREFIX.get())
        self.price.setText(SCALE_PRICE_PREFIX.get())
        self.use_button.setEnabled(False)

    def is_dirty(self) -> bool:
        """Whether something else was typed than what is recorded."""
        recorded = (SCALE_WEIGHT_PREFIX.get(), SCALE_PRICE_PREFIX.get())
        return (self.weight.text().strip(), self.price.text().strip()) != recorded

    def use(self) -> None:
        """Record the prefixes; the counter reads such labels from now on."""
        if succeeds(self.context.messages, use_scale, self.context.actor, self.weight.text(), self.price.text()):
            self.reload()
            on = bool(self.weight.text() or self.price.text())
            self.context.messages.good(
                _("Label timbangan dibaca di kasir.") if on else _("Label timbangan tidak dibaca lagi.")
            )
