"""The view after a sale: the change in large figures and the receipt, until the next scan."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pkkmart.core.i18n import _, rupiah
from pkkmart.ledger.screen.slip import SlipPaper
from pkkmart.printing.slip import Element
from pkkmart.sales.queries import SaleView
from pkkmart.sales.queries.as_paid import sale_as_paid
from pkkmart.sales.queries.payments import corrected_by
from pkkmart.sales.receipt_now import receipt_now
from pkkmart.sales.screen.paid_chip import split
from pkkmart.ui.buttons import SecondaryButton
from pkkmart.ui.cards import BigFigure, Caption, Card, Words, Wrapped
from pkkmart.ui.theme import current


class ReceiptPaper(SlipPaper):
    """A receipt as it comes out of the printer of this PC."""

    def __init__(self) -> None:
        super().__init__(_("Pratinjau struk"))

    @property
    def wide_px(self) -> int:
        """How wide its card is at this text size, pixels."""
        return current().px(28 + 9 * self.columns)


class DoneView(QWidget):
    """The change in figures one reads across the counter, and what was sold.

    Where there is no room for the receipt on paper, a button shows it; `low`, under the tiles, has none for the change
    either, which is large in the card of the last sale then.
    """

    def __init__(self, on_preview: Callable[[], object]) -> None:
        super().__init__()
        self.change = BigFigure("", step="total", tone="primary")
        self.paid = Wrapped("", "medium", tone="muted")
        self.hint = Words(_("Pindai barang pembeli berikutnya."), tone="muted", wrap=True)
        self.copy = Words("", tone="attention", wrap=True)
        self._note = ""
        self.seen: SaleView | None = None
        self._original: list[Element] = []
        self.caption = Caption(_("Kembali"))
        self.paper = ReceiptPaper()
        column = QVBoxLayout()
        column.setSpacing(6)
        column.addSpacing(8)
        column.addWidget(self.caption)
        column.addWidget(self.change)
        column.addWidget(self.paid)
        column.addSpacing(12)
        column.addWidget(self.copy)
        column.addStretch(1)
        column.addWidget(self.hint)
        self.elements: list[Element] = []
        self.preview = SecondaryButton(_("Lihat struk"), icon="receipt", on_click=on_preview)
        self._low = False
        self._card = Card(padding=14).add(self.paper)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(18, 10, 10, 10)
        layout.setSpacing(16)
        layout.addLayout(column, 1)
        layout.addWidget(self.preview, 0, Qt.AlignmentFlag.AlignVCenter)
        layout.addWidget(self._card)

    def set_low(self, low: bool) -> None:
        """Whether it stands under the tiles."""
        self._low = low
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit()
        super().resizeEvent(event)

    def set_columns(self, columns: int) -> None:
        """Lay the receipt out for the printer of this PC."""
        self.paper.columns = columns
        self._fit()

    def _fit(self) -> None:
        self._card.setFixedWidth(self.paper.wide_px)
        seen = not self._low and self.width() > self.paper.wide_px + current().px(204)
        self._card.setVisible(seen)
        self.preview.setVisible(not seen)
        told = _("Ketuk ubin atau pindai barang pembeli berikutnya.")
        self.hint.setText(told if self._low else _("Pindai barang pembeli berikutnya."))
        self.caption.setVisible(not self._low)
        self.change.setVisible(not self._low)
        self._show_note()

    def _show_note(self) -> None:
        """Without a printer: where the receipt is to be seen, which depends on the room there is."""
        seen = not self._card.isHidden()
        self.copy.setText(self._note if seen else _("Tanpa printer: tunjukkan lewat Lihat struk."))
        self.copy.setVisible(bool(self._note))

    def show_sale(self, sale: SaleView, elements: list[Element], printer_note: str) -> None:
        """One finished sale; `printer_note` says when no paper came."""
        self.seen, self._original, self._note = sale, elements, printer_note
        self._tell(sale, "")
        self._show_note()
        self._put(elements)

    def see_again(self, sale: SaleView) -> None:
        """The same sale as it is known now: cancelled, or with its payment put right. Another one changes nothing."""
        if self.seen is None or sale.id != self.seen.id or sale == self.seen:
            return
        self.seen = sale
        true, correction = sale_as_paid(sale.id), corrected_by(sale.id)
        self._tell(true, correction)
        self._put(receipt_now(true, correction, self._original))

    def _put(self, elements: list[Element]) -> None:
        self.elements = elements
        self.paper.show_elements(elements)

    def _tell(self, sale: SaleView, correction: str) -> None:
        void = sale.voided_by
        self.caption.set_text(_("Struk terakhir") if void else _("Kembali"))
        self.change.setText(_("BATAL") if void else rupiah(sale.change_idr))
        self.change.set_tone("danger" if void else "primary")
        if void:
            self.paid.setText(_("{number} dibatalkan dengan {void}.").format(number=sale.number, void=void))
            return
        told = _paid_words(sale)
        if correction:
            told += " · " + _("pembayaran dibetulkan {number}").format(number=correction)
        self.paid.setText(told)


def _paid_words(sale: SaleView) -> str:
    """The number, what was due, what each tender paid of it, the cash handed over, and what was saved of the change."""
    told = _("{number} · harus dibayar {due}").format(number=sale.number, due=rupiah(sale.due_idr))
    if parts := split(sale):
        told += f" · {parts}"
    if sale.received_idr:
        told += " · " + _("uang diterima {received}").format(received=rupiah(sale.received_idr))
    if sale.to_savings_idr:
        told += " · " + _("{amount} masuk simpanan sukarela").format(amount=rupiah(sale.to_savings_idr))
    return told
