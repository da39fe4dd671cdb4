"""The ways to pay at the side of the pay view: what each stands at, in full words where there is room for them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QEvent, QRectF, QSize
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QResizeEvent

from pkkmart.core.i18n import _, rupiah
from pkkmart.sales.tenders import Bill, Tender
from pkkmart.ui.icons import pixmap
from pkkmart.ui.theme import current
from pkkmart.ui.tiles import TenderRow, text

_ICON_ROOM: Final = 27
"""Pixels between the left edge of a row's words and its icon's, as TenderRow paints them."""


@dataclass(frozen=True, slots=True)
class MemberFunds:
    """What a member may pay with besides money: voluntary savings and the room under the bon's limit; rupiah."""

    name: str
    savings_idr: int
    room_idr: int | None
    """None where nobody set a limit: the member has no bon."""


class FittingRow(TenderRow):
    """A tender's row that never cuts its figure: in a narrow row the figure has a line of its own."""

    def __init__(self, icon: str, words: str, key: str, *, on_click: Callable[[], object]) -> None:
        super().__init__(icon, words, key, on_click=on_click)
        self._full, self._figure, self._tone = "", "", "muted"
        self.is_tall = False

    def show_amount(self, word: str, amount: str, tone: str = "muted") -> None:
        """Say at the right what it stands at: `saldo Rp 276.600`, or the amount alone; "" for nothing."""
        self._full, self._figure, self._tone = f"{word} {amount}".strip(), amount, tone
        self._fit()

    @property
    def shown(self) -> str:
        """What it stands at, as it is written now."""
        return self._trailing

    @property
    def room(self) -> float:
        """Pixels for what it stands at: what icon, word and key leave, as TenderRow paints them."""
        if self.is_tall:
            return self._second_line
        theme = current()
        words = QFontMetricsF(theme.font("medium")).horizontalAdvance(self._words)
        cap = QFontMetricsF(theme.font("small", 600)).horizontalAdvance(self._key) + 16
        return self._second_line - (words + 7 + cap + 6)

    @property
    def _second_line(self) -> float:
        return self.width() - 13 - (14 + _ICON_ROOM)

    def _fit(self) -> None:
        """The full words next to the key, else the figure alone, else the full words under the key."""
        metrics = QFontMetricsF(current().font("caption"))
        was_tall, self.is_tall = self.is_tall, False
        self.is_tall = metrics.horizontalAdvance(self._figure) > self.room
        wide = metrics.horizontalAdvance(self._full)
        self.set_trailing(self._full if wide <= self.room else self._figure, self._tone)
        self.setAccessibleName(f"{self._words} {self._key} {self._full}".strip())
        if was_tall != self.is_tall:
            self.updateGeometry()

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        more = QFontMetricsF(current().font("caption")).height() if self.is_tall else 0
        return QSize(hint.width(), hint.height() + round(more))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self.is_tall:
            super().paintEvent(event)
            return
        theme, painter = current(), QPainter(self)
        area = self.paint_card(painter, 12).adjusted(14, 0, -13, 0)
        small, line = (QFontMetricsF(theme.font(step)).height() for step in ("caption", "medium"))
        painter.translate(0, -small / 2)  # the first line as TenderRow paints its only one, moved up for the second
        middle = self.height() / 2
        icon = pixmap(self._icon, 18, theme.tokens.primary, self.devicePixelRatioF())
        painter.drawPixmap(15, round(middle) - 9, icon)
        words = QRectF(area.left() + _ICON_ROOM, middle - line / 2, area.width() - _ICON_ROOM, line)
        text(painter, words, self._words, step="medium")
        advance = QFontMetricsF(theme.font("medium")).horizontalAdvance(self._words)
        self._paint_key(painter, words.left() + advance + 7)
        under = QRectF(words.left(), middle + line / 2, words.width(), small)
        text(painter, under, self._trailing, step="caption", tone=self._trailing_tone)


def amount_of(bill: Bill, tender: Tender, funds: MemberFunds | None) -> tuple[str, str, str]:
    """What a tender stands at in a bill: the word before the figure, the figure, its tone."""
    amount = bill.of(tender)
    if tender is Tender.CASH:
        return "", rupiah(bill.saving(0).drawer_idr), "muted"
    if amount:
        return "", f"{rupiah(amount)} ✓", "good"
    if tender is Tender.SAVINGS and funds is not None:
        return _("saldo"), rupiah(funds.savings_idr), "muted"
    if tender is Tender.RECEIVABLE and funds is not None:
        return _("ruang"), rupiah(funds.room_idr or 0), "muted"
    return "", "", "muted"


def no_limit_words(name: str) -> str:
    """Why a member without a limit has no bon, and who gives one."""
    return _("{name} belum punya batas bon. Bendahara memberinya di Simpanan, halaman Bon anggota.").format(name=name)


def done_words(tender: Tender) -> str:
    """What Enter says when a tender has paid."""
    return {
        Tender.CASH: _("Selesai, cetak struk"),
        Tender.QRIS: _("QRIS sudah diterima"),
        Tender.TRANSFER: _("Transfer sudah masuk"),
        Tender.SAVINGS: _("Ambil dari simpanan"),
        Tender.RECEIVABLE: _("Catat sebagai bon"),
    }[tender]
