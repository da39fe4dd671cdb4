"""The card under the goods being received: their sum and the button that saves."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtWidgets import QBoxLayout

from pkkmart.consignment.screen.goods import GoodsRow
from pkkmart.core.i18n import _, figure
from pkkmart.core.quantity import quantity_text, times_price
from pkkmart.ui.buttons import PrimaryButton, SecondaryButton
from pkkmart.ui.cards import BigFigure, Caption, Card, Elided
from pkkmart.ui.layout import column, row, wide


class Tally(Card):
    """How many, what they are worth on the shelf, and the two buttons; flat where the screen is low."""

    def __init__(self, on_save: Callable[[], object], on_last: Callable[[], object]) -> None:
        super().__init__(padding=16)
        self.save_button = PrimaryButton(_("Simpan"), "F12", big=True, on_click=on_save)
        self.last_button = SecondaryButton(_("Seperti terakhir"), "F5", on_click=on_last)
        self._caption = Caption(_("Diterima sekarang"))
        self.figure = BigFigure("0", step="money")
        self.note = Elided("", "caption")
        figures = column(self._caption, self.figure, self.note, spacing=0)
        self._buttons = column(self.save_button, self.last_button, spacing=8)
        self.add(row(wide(figures, 3), wide(self._buttons, 2), spacing=16))

    def show_typed(self, typed: Mapping[int, int], rows: Sequence[GoodsRow]) -> None:
        """Sum up what is typed, by product, thousandths of a unit."""
        self.figure.setText(quantity_text(sum(typed.values())))
        worth = sum(times_price(typed.get(row.product.id, 0), row.product.selling_price_idr) for row in rows)
        note = _("{kinds} macam · senilai {worth} di rak").format(kinds=len(typed), worth=figure(worth))
        self.note.setText(note if typed else _("ketik jumlah yang dibawa"))

    def set_flat(self, flat: bool) -> None:
        """Put the buttons side by side and leave the caption out, or not."""
        sideways, down = QBoxLayout.Direction.RightToLeft, QBoxLayout.Direction.TopToBottom
        self._buttons.setDirection(sideways if flat else down)
        self._caption.setVisible(not flat)
