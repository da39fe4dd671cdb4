"""Which prefix the barcodes begin with that the shop makes itself."""

from __future__ import annotations

from pkkmart.core.i18n import _
from pkkmart.products.operations import use_own_prefix
from pkkmart.products.settings import OWN_PREFIX
from pkkmart.ui.buttons import SecondaryButton
from pkkmart.ui.cards import Card, SectionTitle
from pkkmart.ui.fields import Labeled, TextField
from pkkmart.ui.layout import STRETCH
from pkkmart.ui.page import Context
from pkkmart.ui.run import succeeds


class OwnCodeCard(Card):
    """A prefix and a button; codes made before keep theirs."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.prefix = TextField(_("Awalan barcode buatan toko"), placeholder="20", limit=10)
        self.use_button = SecondaryButton(_("Pakai awalan ini"), icon="barcode", on_click=self.use)
        hint = _(
            "Dua angka dari 20 sampai 29 yang tidak dicetak timbangan. Barcode yang sudah ditempel tetap berlaku; "
            "awalan baru dipakai untuk barang berikutnya."
        )
        self.add(SectionTitle(_("Barcode buatan toko")))
        self.add(Labeled(_("Awalan barcode buatan toko"), self.prefix, hint=hint), self.use_button, STRETCH)
        self.prefix.textChanged.connect(lambda _text: self.use_button.setEnabled(self.is_dirty()))
        self.reload()

    def reload(self) -> None:
        """Show what is recorded."""
        self.prefix.setText(OWN_PREFIX.get())
        self.use_button.setEnabled(False)

    def is_dirty(self) -> bool:
        """Whether something else was typed than what is recorded."""
        return self.prefix.text().strip() != OWN_PREFIX.get()

    def use(self) -> None:
        """Record the prefix; what overlaps the scale's is refused and stays to be mended."""
        if succeeds(self.context.messages, use_own_prefix, self.context.actor, self.prefix.text()):
            self.reload()
            told = _("Barcode buatan toko berikutnya diawali {prefix}.")
            self.context.messages.good(told.format(prefix=OWN_PREFIX.get()))
