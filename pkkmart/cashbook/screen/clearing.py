"""The sheet of a payment of the QRIS provider: what came in, for which days; what is missing is the fee."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem, QTableView

from pkkmart.cashbook.matching import oldest_first
from pkkmart.cashbook.operations import Cleared, settle_clearing
from pkkmart.cashbook.queries import OpenDay
from pkkmart.cashbook.settings import CLEARING_FEE_ASKED_BP
from pkkmart.core import clock
from pkkmart.core.actor import Approval
from pkkmart.core.i18n import _, date_long, figure, rupiah
from pkkmart.core.money import divide_half_up
from pkkmart.pricing.promotions import percent_text
from pkkmart.ui.cards import Words
from pkkmart.ui.choices import CheckField
from pkkmart.ui.fields import DateField, Labeled, MoneyField
from pkkmart.ui.icons import pixmap
from pkkmart.ui.keys import KeyAction
from pkkmart.ui.layout import form_grid, row, wide
from pkkmart.ui.pad import MONEY, pad_of
from pkkmart.ui.page import Context
from pkkmart.ui.panels import Form, Sheet
from pkkmart.ui.table_model import Column, Index, RowDelegate, RowsModel, styled_table
from pkkmart.ui.theme import current
from pkkmart.users.dialogs import book_approved

_STEPS: Final = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_MOST_ROWS: Final = 5
_ROW_HEIGHT, _HEAD_HEIGHT = 46, 38


@dataclass(frozen=True, slots=True)
class Pick:
    """An open day, and whether this payment is for it."""

    waits: OpenDay
    ticked: bool


def age_words(days: int) -> str:
    """`hari ini`, `kemarin`, `8 hari lalu`."""
    if days < 2:
        return _("kemarin") if days else _("hari ini")
    return _("{days} hari lalu").format(days=days)


def _second(row: Pick) -> str:
    day = row.waits
    parts = [age_words(day.age_days)]
    if day.open_idr < 0:
        parts.append(_("lebih banyak yang dikembalikan"))
    elif day.open_idr != day.total_idr:
        parts.append(_("sisa dari {amount}").format(amount=figure(day.total_idr)))
    if day.is_late:
        parts.append(_("tanyakan penyedia"))
    return " · ".join(parts)


def _columns() -> list[Column[Pick]]:
    return [
        Column(_("Masuk"), lambda row: _("ya") if row.ticked else _("belum"), 72),
        Column(
            _("QRIS hari"),
            lambda row: date_long(row.waits.day),
            second=_second,
            tone=lambda row: "plain" if row.ticked else "muted",
            second_tone=lambda row: "attention" if row.waits.is_late else "muted",
        ),
        Column(
            _("Belum masuk"),
            lambda row: figure(row.waits.open_idr),
            136,
            "right",
            weight=700,
            tone=lambda row: "plain" if row.ticked else "muted",
        ),
    ]


class _TickDelegate(RowDelegate):
    """Draws the first cell as a box to tick; its word is for screen readers."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        if index.column():
            super().paint(painter, option, index)
            return
        row, theme, area = index.data(Qt.ItemDataRole.UserRole), current(), option.rect
        if not isinstance(row, Pick):
            return
        view = option.widget
        side = theme.px(22)
        box = QRectF(area.left() + 18, area.top() + (area.height() - side) / 2, side, side)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if isinstance(view, QTableView) and view.currentIndex().row() == index.row():
            painter.fillRect(area, theme.color("tint"))
        painter.fillRect(area.left(), area.bottom(), area.width(), 1, theme.color("line"))
        painter.setPen(theme.color("primary" if row.ticked else "border"))
        painter.setBrush(theme.color("primary" if row.ticked else "card"))
        painter.drawRoundedRect(box, 6, 6)
        if row.ticked:
            tick = pixmap("check", side - 6, theme.tokens.on_primary, view.devicePixelRatioF())
            painter.drawPixmap(round(box.x()) + 3, round(box.y()) + 3, tick)
        painter.restore()


class _ReceivedField(MoneyField):
    """The field of what came in; arrows and space go to the list of days, so that the focus stays here."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (*_STEPS, Qt.Key.Key_Space):
            event.ignore()
        else:
            super().keyPressEvent(event)


class ClearingForm(Form[Cleared]):
    """The open days, each with a tick; what came in; and the fee, which is what is missing."""

    def __init__(self, context: Context, days: Sequence[OpenDay]) -> None:
        super().__init__()
        self._context = context
        today = clock.today()
        self.model: RowsModel[Pick] = RowsModel(_columns(), [Pick(one, one.day < today) for one in days])
        self.table = styled_table(self.model, _("Hari yang menunggu"), row_height=_ROW_HEIGHT, ordered=True)
        self.table.setItemDelegate(_TickDelegate(self.table))
        self.table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.table.clicked.connect(lambda index: self.tick(index.row()))
        self.table.select(0)
        self.help = Words(_("↑↓ memilih, Spasi menandai, F4 semua atau tak satu pun"), "caption", tone="muted")
        self.total = Words("", "medium")
        self.received = _ReceivedField(_("Masuk ke bank"), big=True)
        self.received_named = Labeled(_("Masuk ke bank"), self.received)
        self.day = DateField(_("Tanggal masuk"), value=today)
        self.day_named = Labeled(_("Tanggal masuk"), self.day)
        self.fee = Words("", "medium", wrap=True)
        self.partly = CheckField(_("Selisihnya bukan biaya: masih akan dibayar"))
        self._place_fields()
        self.received.changed.connect(lambda _value: self._show_sums())
        self.partly.toggled.connect(lambda _on: self._show_sums())
        self._show_sums()

    def _place_fields(self) -> None:
        grid = form_grid(self, equal=2, across=16, down=8)
        under = row(wide(self.help), self.total)
        grid.addWidget(self.table, 0, 0, 1, 2)
        grid.addLayout(under, 1, 0, 1, 2)
        grid.addWidget(self.received_named, 2, 0)
        grid.addWidget(self.day_named, 2, 1, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self.fee, 3, 0, 1, 2)
        grid.addWidget(self.partly, 4, 0, 1, 2)
        rows = min(len(self.model.rows), _MOST_ROWS if self._context.messages.host.height() > 640 else 3)
        self.table.setFixedHeight(current().px(_HEAD_HEIGHT) + rows * current().px(_ROW_HEIGHT) + 2)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _STEPS:
            self.table.step(_STEPS[Qt.Key(event.key())])
        elif event.key() == Qt.Key.Key_Space:
            self.tick(self.table.currentIndex().row())
        else:
            super().keyPressEvent(event)

    def tick(self, place: int) -> None:
        """Tick or untick a day."""
        rows = list(self.model.rows)
        if 0 <= place < len(rows):
            rows[place] = replace(rows[place], ticked=not rows[place].ticked)
            self.model.replace(rows)
            self._show_sums()

    def tick_all(self) -> None:
        """Tick every day, or none when every one is ticked already."""
        every = all(row.ticked for row in self.model.rows)
        self.model.replace([replace(row, ticked=not every) for row in self.model.rows])
        self._show_sums()

    def days(self) -> list[tuple[date, int]]:
        """What is settled of each ticked day; with `partly` only as much as came in."""
        ticked = [(row.waits.day, row.waits.open_idr) for row in self.model.rows if row.ticked]
        received = self.received.value()
        if received and self._missing_idr() > 0 and self.partly.isChecked():
            return oldest_first(ticked, received)
        return ticked

    def is_dirty(self) -> bool:
        """Whether something was typed that Esc would lose."""
        return bool(self.received.value())

    def save(self) -> bool:
        """Book it; False keeps the sheet open and says why, or asks about a fee that is high."""
        received = self.received.value()
        if not received:
            self.received_named.set_error(_("Tulis jumlah yang masuk, seperti di rekening atau aplikasi penyedia."))
            self.received.setFocus()
            return False
        day = self.day.value()
        if day is None:
            self.day_named.set_error(_("Tulis tanggalnya, misalnya 24/11/2026."))
            self.day.setFocus()
            return False

        def book(approval: Approval | None, known: frozenset[str]) -> Cleared:
            return settle_clearing(self._context.actor, self.days(), received, day, confirmed=known, approval=approval)

        return book_approved(self._context, self, book, self._keep)

    def _keep(self, saved: Cleared) -> None:
        self.saved = saved

    def _total_idr(self) -> int:
        return sum(row.waits.open_idr for row in self.model.rows if row.ticked)

    def _missing_idr(self) -> int:
        return self._total_idr() - (self.received.value() or 0)

    def _show_sums(self) -> None:
        """Show the sum of the days and what is missing from it, while typing."""
        ticked = sum(row.ticked for row in self.model.rows)
        total, missing, received = self._total_idr(), self._missing_idr(), self.received.value()
        self.total.setText(_("{count} hari ditandai: {amount}").format(count=ticked, amount=rupiah(total)))
        self.received_named.set_error("")
        self.partly.setVisible(bool(received) and missing > 0)
        if not received:
            self.fee.setText(_("Biaya penyedia: selisih antara kedua jumlah itu."))
            self.fee.set_tone("muted")
        elif missing < 0:
            sentence = _("Lebih {amount} dari hari yang ditandai.")
            self.fee.setText(sentence.format(amount=rupiah(-missing)))
            self.fee.set_tone("danger")
        elif missing and self.partly.isChecked():
            self.fee.setText(
                _("Tanpa biaya; {amount} dari hari terbaru tetap menunggu.").format(amount=rupiah(missing))
            )
            self.fee.set_tone("plain")
        else:
            self.fee.setText(_fee_words(missing, total))
            high = missing * 10_000 > total * CLEARING_FEE_ASKED_BP.get()
            self.fee.set_tone("attention" if high else "plain")


def _fee_words(fee_idr: int, total_idr: int) -> str:
    if not fee_idr:
        return _("Tanpa biaya penyedia.")
    percent = percent_text(divide_half_up(fee_idr * 10_000, total_idr))
    return _("Biaya penyedia {amount} ({percent} %)").format(amount=rupiah(fee_idr), percent=percent)


def clearing_sheet(context: Context, days: Sequence[OpenDay], on_done: Callable[[Cleared], object]) -> Sheet:
    """Show the sheet; `on_done(document)` comes after a payment was booked."""
    form = ClearingForm(context, days)
    pad = pad_of(context.pc, form.received, MONEY)
    sheet = context.messages.form(_("QRIS masuk bank"), form, on_done, yes=_("Catat"), width=640, pad=pad)
    sheet.keys.append(KeyAction("F4", _("Semua hari"), form.tick_all))
    return sheet


def cleared_words(document: Cleared) -> str:
    """`CQ-26-000001 tersimpan: 25.321 masuk bank, biaya 179.`"""
    sentence = _("{number} tersimpan: {amount} masuk bank, biaya {fee}.")
    if not document.fee_idr:
        sentence = _("{number} tersimpan: {amount} masuk bank, tanpa biaya.")
    return sentence.format(number=document.number, amount=figure(document.received_idr), fee=figure(document.fee_idr))
