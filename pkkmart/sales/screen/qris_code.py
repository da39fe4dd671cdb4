"""The shop's QRIS with an amount in it, as a buyer's telephone reads it off the screen."""

from __future__ import annotations

from functools import lru_cache
from math import ceil
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from pkkmart.core.errors import UserError
from pkkmart.core.i18n import _, rupiah
from pkkmart.sales.qris import check_static, with_amount
from pkkmart.sales.settings import shop_qris
from pkkmart.ui.cards import Wrapped
from pkkmart.ui.fitted import Fitted

_QUIET: Final = 4
"""Modules of white around a code, by its standard."""

_LEAST_PX: Final = 3
"""Device pixels of a module below which an old telephone gives up."""

_LEAST_SIDE: Final = 240
"""A code this wide is read at an arm's length, pixels."""

Modules = tuple[bytes, ...]
"""Rows of a QR code, one byte for each module, 1 where it is dark."""


@lru_cache(maxsize=4)
def qr_modules(text: str) -> Modules:
    """A QR code at correction level M; the counter and the buyer's screen show the same one."""
    import segno  # 60 ms that only a shop with QRIS has to wait for

    return tuple(bytes(row) for row in segno.make(text, error="m", micro=False).matrix)


def draw_modules(painter: QPainter, modules: Modules, width: int, height: int, ratio: float) -> None:
    """Dark modules on white, centred, each a whole number of the screen's own dots; `ratio` is dots per pixel."""
    count = len(modules) + 2 * _QUIET
    dots = max(1, int(min(width, height) * ratio) // count)
    side = dots / ratio
    left, top = (int((room * ratio - dots * count) / 2) / ratio for room in (width, height))
    painter.fillRect(QRectF(left, top, side * count, side * count), Qt.GlobalColor.white)
    for down, row in enumerate(modules, _QUIET):
        for across, dark in enumerate(row, _QUIET):
            if dark:
                painter.fillRect(QRectF(left + across * side, top + down * side, side, side), Qt.GlobalColor.black)


class QrPicture(QWidget):
    """A QR code as large as its place allows, black on white in either theme."""

    def __init__(self) -> None:
        super().__init__()
        self.modules: Modules = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_modules(self, modules: Modules) -> None:
        """Draw these; none draws nothing."""
        self.modules = modules
        self.updateGeometry()
        self.update()

    def minimumSizeHint(self) -> QSize:
        """Room for modules of whole dots that make a code at least as wide as it is read well."""
        count, ratio = len(self.modules) + 2 * _QUIET, self.devicePixelRatioF()
        dots = max(_LEAST_PX, ceil(_LEAST_SIDE * ratio / count))
        side = ceil(dots * count / ratio)
        return QSize(side, side)

    def sizeHint(self) -> QSize:
        return self.minimumSizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.modules:
            draw_modules(QPainter(self), self.modules, self.width(), self.height(), self.devicePixelRatioF())


class QrisCode(QWidget):
    """A code for one payment, its amount in large figures, and its merchant; words at the right in a wide place.

    Showing it proves nothing: whoever asks "sudah diterima?" looks into the merchant's app.
    """

    def __init__(self) -> None:
        super().__init__()
        self.picture = QrPicture()
        self.amount = Fitted(most_px=72, tone="primary", centred=True)
        self.name = Fitted(most_px=26, lines=2, centred=True)
        self.nmid = Fitted(most_px=20, tone="muted", weight=500, centred=True)
        self.sentence = Wrapped("", "medium", tone="attention")
        self.amount.setMinimumHeight(34)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addStretch(1)
        for widget, share in ((self.amount, 4), (self.name, 2), (self.nmid, 1), (self.sentence, 0)):
            words.addWidget(widget, share)
        words.addStretch(1)
        self._row = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(8)
        self._row.addWidget(self.picture, 5)
        self._row.addLayout(words, 2)
        self.clear()

    @property
    def has_code(self) -> bool:
        """Whether there is a code to pay by; where not, a sentence says why."""
        return bool(self.picture.modules)

    def show_amount(self, amount_idr: int, reference: str = "") -> None:
        """The shop's code with whole rupiah in it and a reference for the merchant's statement."""
        static = shop_qris()
        self.clear()
        if not static:
            self._refuse(_("QRIS bernominal belum dipakai. Minta pembeli memindai stiker dan mengetik jumlahnya."))
            return
        try:
            merchant = check_static(static)
            self.picture.show_modules(qr_modules(with_amount(static, amount_idr, reference)))
        except UserError as error:
            self._refuse(str(error))
            return
        self.amount.setText(rupiah(amount_idr))
        self.name.setText(merchant.name)
        self.nmid.setText(f"NMID {merchant.nmid}")
        self.setAccessibleName(
            _("Kode QRIS {amount} untuk {name}").format(amount=rupiah(amount_idr), name=merchant.name)
        )
        self._fit()

    def clear(self) -> None:
        """Show no code."""
        self.picture.show_modules(())
        for label in (self.amount, self.name, self.nmid, self.sentence):
            label.setText("")
        self.setAccessibleName("")
        self._fit()

    def _refuse(self, sentence: str) -> None:
        self.sentence.setText(sentence)
        self.setAccessibleName(sentence)
        self._fit()

    def _fit(self) -> None:
        for widget in (self.picture, self.amount, self.name, self.nmid):
            widget.setVisible(self.has_code)
        self.sentence.setVisible(bool(self.sentence.text()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # The words go where they leave the code the larger side.
        next_to, above = min(self.height(), self.width() * 5 // 9), min(self.width(), self.height() * 5 // 7)
        wide = next_to >= above
        direction = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        if direction != self._row.direction():
            self._row.setDirection(direction)
            self._row.setStretch(1, 4 if wide else 2)
