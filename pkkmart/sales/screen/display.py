"""What the buyer sees on a second monitor: the last item and the total, the code to pay by, the change."""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QLabel, QLayout, QStackedWidget, QVBoxLayout, QWidget

from pkkmart.core.i18n import _, rupiah
from pkkmart.core.quantity import quantity_text
from pkkmart.printing.letterhead import RECEIPT_FOOTER, SHOP_LOGO, SHOP_NAME
from pkkmart.sales.cart import Cart
from pkkmart.sales.queries import SaleView
from pkkmart.sales.screen.paid_chip import split
from pkkmart.sales.screen.qris_code import QrisCode
from pkkmart.ui.cards import Card, Picture
from pkkmart.ui.fitted import Fitted

THANKS_MS = 60_000
"""How long the change stays on the screen, in milliseconds."""


@dataclass(frozen=True, slots=True)
class QrisAsked:
    """The cashier waits for a payment by QRIS: whole rupiah, and the reference that stands in the code."""

    amount_idr: int
    reference: str


Seen = Cart | QrisAsked | SaleView | None
"""What a counter lets the buyer see; None is nothing."""


class CustomerDisplay(QWidget):
    """A window without keys or mouse. It never takes the focus: the scanner types into the counter."""

    def __init__(self) -> None:
        super().__init__()
        self.setWindowTitle("PKK Mart · " + _("layar pembeli"))
        self.setProperty("look", "ground")
        self.setWindowFlags(
            Qt.WindowType.Window | Qt.WindowType.FramelessWindowHint | Qt.WindowType.WindowDoesNotAcceptFocus
        )
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.head = Fitted(most_px=26, tone="muted", weight=500)
        self.welcome, self.counting, self.scan, self.done = _Welcome(), _Counting(), _Scan(), _Done()
        self.views = QStackedWidget()
        for view in (self.welcome, self.counting, self.scan, self.done):
            self.views.addWidget(view)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(32, 20, 32, 28)
        layout.setSpacing(12)
        layout.addWidget(self.head)
        layout.addWidget(self.views, 1)
        self._forget = QTimer(self)
        self._forget.setSingleShot(True)
        self._forget.setInterval(THANKS_MS)
        self._forget.timeout.connect(self.idle)
        self.idle()

    def show_seen(self, seen: Seen) -> None:
        """Show whatever the counter lets the buyer see."""
        if isinstance(seen, Cart):
            self.show_cart(seen)
        elif isinstance(seen, QrisAsked):
            self.show_qris(seen.amount_idr, seen.reference)
        elif isinstance(seen, SaleView):
            self.show_change(seen)
        else:
            self.idle()

    def show_cart(self, cart: Cart) -> None:
        """The item that came last and the total; the last change stays in view while the next cart is empty."""
        if cart.lines:
            self.counting.show_cart(cart)
            self._turn_to(self.counting)
        elif self.views.currentWidget() is not self.done:
            self.idle()

    def show_qris(self, amount_idr: int, reference: str = "") -> None:
        """The code to pay by; without one the total stays where it is."""
        self.scan.code.show_amount(amount_idr, reference)
        if self.scan.code.has_code:
            self._turn_to(self.scan)

    def show_change(self, sale: SaleView) -> None:
        """The change and thanks; after a minute the greeting."""
        self.done.show_sale(sale)
        self._turn_to(self.done)
        self._forget.start()

    def idle(self) -> None:
        """The shop's name and a greeting; the shop's own words are read anew."""
        self.welcome.reload()
        self.head.setText(SHOP_NAME.get())
        self._turn_to(self.welcome)

    def _turn_to(self, view: QWidget) -> None:
        """Show a view; the QRIS code goes with its payment, so that nobody pays the last buyer's amount."""
        self._forget.stop()
        if view is not self.scan:
            self.scan.code.clear()
        self.head.setVisible(view is not self.welcome)
        self.views.setCurrentWidget(view)


class _View(QWidget):
    """One state of the display: a column."""

    def __init__(self) -> None:
        super().__init__()
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(8)

    def add(self, item: QWidget | QLayout, share: int = 0) -> None:
        """Put something below what is there; `share` is its part of the height."""
        if isinstance(item, QWidget):
            self.column.addWidget(item, share)
        else:
            self.column.addLayout(item, share)


class _Welcome(_View):
    """The greeting between two buyers."""

    def __init__(self) -> None:
        super().__init__()
        self.logo = QLabel()
        self.sign = Picture("store", size=96)
        self.shop = Fitted(most_px=84, lines=2, centred=True)
        self.greeting = Fitted(_("Selamat datang, silakan berbelanja"), most_px=34, lines=2, tone="muted", weight=500,
                               centred=True)  # fmt: skip
        self.column.addStretch(2)
        for picture in (self.logo, self.sign):
            self.column.addWidget(picture, 0, Qt.AlignmentFlag.AlignHCenter)
        self.add(self.shop, 3)
        self.add(self.greeting, 2)
        self.column.addStretch(2)

    def reload(self) -> None:
        """Read name and logo of the shop."""
        self.shop.setText(SHOP_NAME.get())
        picture = QPixmap()
        try:
            picture.loadFromData(base64.b64decode(SHOP_LOGO.get(), validate=True))
        except binascii.Error:
            picture = QPixmap()
        side = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        self.logo.setPixmap(picture if picture.isNull() else picture.scaled(320, 160, *side))
        self.logo.setVisible(not picture.isNull())
        self.sign.setVisible(picture.isNull())


class _Counting(_View):
    """The last item and the total while the cashier scans."""

    def __init__(self) -> None:
        super().__init__()
        self.name = Fitted(most_px=76, lines=3)
        self.quantity = Fitted(most_px=34, tone="muted", weight=500)
        self.caption = Fitted(_("Total"), most_px=30, tone="muted", weight=500)
        self.total = Fitted(most_px=170, tone="primary", weight=700)
        self.note = Fitted(most_px=28, tone="muted", weight=500)
        self.add(self.name, 8)
        self.add(self.quantity, 3)
        card = Card(tone="tint", padding=26, spacing=0)
        for widget, share in ((self.caption, 2), (self.total, 7), (self.note, 2)):
            card.body.addWidget(widget, share)
        self.add(card, 11)

    def show_cart(self, cart: Cart) -> None:
        """The selected line is the one that came or changed last."""
        shown = cart.priced[cart.selected if 0 <= cart.selected < len(cart.lines) else -1]
        line, costs_idr = shown.line, shown.net_idr + shown.spread_idr
        self.name.setText(line.name)
        self.quantity.setText(f"{quantity_text(line.qty_milli)} {line.unit} · {rupiah(costs_idr)}")
        self.total.setText(rupiah(cart.total_idr))
        told = [_("{count} barang").format(count=quantity_text(cart.units_milli))]
        if cart.saved_idr > 0:
            told.append(_("hemat {saved}").format(saved=rupiah(cart.saved_idr)))
        self.note.setText(" · ".join(told))


class _Scan(_View):
    """While the buyer pays by QRIS."""

    def __init__(self) -> None:
        super().__init__()
        self.code = QrisCode()
        self.hint = Fitted(
            _("Pindai untuk membayar. Periksa nama toko di aplikasi Anda."),
            most_px=30,
            lines=2,
            weight=500,
            centred=True,
        )
        self.add(self.code, 9)
        self.add(self.hint, 1)


class _Done(_View):
    """After the sale: the change, or that it is paid."""

    def __init__(self) -> None:
        super().__init__()
        self.caption = Fitted(most_px=38, tone="muted", weight=500)
        self.change = Fitted(most_px=200, tone="good", weight=700)
        self.paid = Fitted(most_px=32, lines=2, tone="muted", weight=500)
        self.thanks = Fitted(most_px=46, lines=3)
        card = Card(padding=26, spacing=0)
        for widget, share in ((self.caption, 2), (self.change, 7), (self.paid, 3)):
            card.body.addWidget(widget, share)
        self.add(card, 12)
        self.add(self.thanks, 5)

    def show_sale(self, sale: SaleView) -> None:
        """Figures of a finished sale; the shop's own closing words."""
        self.caption.setText(_("Kembali") if sale.change_idr else _("Lunas"))
        self.change.setText(rupiah(sale.change_idr or sale.due_idr))
        parts = split(sale)
        words = _("Harus dibayar {due}: {parts}. Uang diterima {received}")
        if not parts:
            words = _("Harus dibayar {due}, diterima {received}")
        self.paid.setVisible(bool(sale.change_idr))
        due, received = rupiah(sale.due_idr), rupiah(sale.received_idr)
        self.paid.setText(words.format(due=due, parts=parts, received=received) if sale.change_idr else "")
        self.thanks.setText(RECEIPT_FOOTER.get() or _("Terima kasih."))
