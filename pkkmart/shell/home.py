"""The home page: how the shop stands and what waits; every line opens the page where it is done."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QGridLayout

from pkkmart.closing.checklist import Item, month_checklist
from pkkmart.closing.queries import next_to_close, open_months
from pkkmart.closing.screen.lines import ProgressLine
from pkkmart.core.i18n import _
from pkkmart.core.operation import Changed
from pkkmart.ledger.operations import month_name
from pkkmart.shell.home_figures import Figure, Morning, Waiting, greeting, read_morning
from pkkmart.ui.buttons import SecondaryButton
from pkkmart.ui.cards import Card, SectionTitle, StatCard, Words
from pkkmart.ui.charts import Bars
from pkkmart.ui.doors import Door
from pkkmart.ui.keys import KeyAction
from pkkmart.ui.layout import STRETCH, boxed, column, empty, row, scrolled, wide
from pkkmart.ui.page import Context, Page
from pkkmart.ui.run import run
from pkkmart.ui.theme import GAP, current
from pkkmart.ui.tiles import DoorRow

_LOW_PAGE = 520
"""Below this many pixels of height the second chart and the long sentence give way."""


class FigureCard(StatCard):
    """A figure one can press: a click or Enter opens what it is made of."""

    def __init__(self, caption: str, on_click: Callable[[], object]) -> None:
        super().__init__(caption, wrap=True)
        self._name, self._on_click = caption, on_click
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def show_figure(self, shown: Figure) -> None:
        """Show another figure."""
        self.set(shown.figure, shown.note)
        self.setAccessibleName(f"{self._name}: {shown.figure}, {shown.note}")

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self._on_click()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._on_click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(current().color("focus"), 2))
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 14, 14)


class HomePage(Page):
    """Four figures, two charts, what waits, and how far the month is from its closing."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._doors: dict[str, str] = {}
        self._has_months = False
        self.cards = {
            "sales": self._card("sales", _("Penjualan hari ini")),
            "families": self._card("families", _("Untuk keluarga UMKM")),
            "owed": self._card("owed", _("Harus dibayar ke penitip")),
            "cash": self._card("cash", _("Kas: laci · brankas · bank")),
        }
        self.days, self.months = Bars(_("Penjualan 30 hari")), Bars(_("Untuk keluarga UMKM, per bulan"))
        self.days_note = Words("", "caption", tone="muted")
        self.waiting: list[DoorRow] = []
        self._shown: tuple[Waiting, ...] | None = None
        self._column = column(spacing=2)
        self.progress = ProgressLine()
        self.next = Words("", "caption", tone="muted", wrap=True)
        self.close_button = SecondaryButton(_("Buka daftar periksa"), "F12", on_click=lambda: self._go("close"))
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(250)
        self._later.timeout.connect(self.reload)
        self._lay()
        self.set_actions(
            [
                KeyAction("F12", _("Daftar periksa"), lambda: self._go("close")),
                KeyAction("F5", _("Perbarui"), self.reload),
                KeyAction("Tab", _("Pindah")),
                KeyAction("Enter", _("Buka")),
            ]
        )

    @property
    def title(self) -> str:  # type: ignore[override]  # the greeting follows the clock and who is there
        """`Selamat sore, Bu Endang`."""
        return greeting(self.context.actor.name)

    def _card(self, key: str, caption: str) -> FigureCard:
        return FigureCard(caption, lambda: self._go(self._doors.get(key, "")))

    def _lay(self) -> None:
        figures = QGridLayout()
        figures.setSpacing(GAP)
        for place, card in enumerate(self.cards.values()):
            figures.addWidget(card, 0, place)
            figures.setColumnStretch(place, 1)
        self._months_card = _chart(_("Untuk keluarga UMKM, per bulan"), self.months, Words())
        charts = column(
            wide(_chart(_("Penjualan 30 hari"), self.days, self.days_note)), wide(self._months_card), spacing=GAP
        )
        head = row(SectionTitle(_("Yang menunggu")), margins=(DoorRow.INSET, 0, 0, 0))
        waiting = Card(padding=16, spacing=6).add(head, self._column)
        margins = waiting.body.contentsMargins()
        inset = margins.left() - DoorRow.INSET  # its rows reach out, so that their icons stand under the title
        waiting.body.setContentsMargins(inset, margins.top(), inset, margins.bottom())
        closing = Card(padding=16, spacing=8).add(self.progress, self.next, self.close_button)
        side = boxed(column(waiting, closing, STRETCH, spacing=GAP), plain=True)
        self._side = scrolled(side)
        below = row(wide(charts), self._side, spacing=GAP)
        column(figures, wide(below), spacing=GAP, on=self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = max(current().px(340), self.width() * 2 // 5)
        self._side.setFixedWidth(min(wide, self.width() // 2))
        self._fit()

    def _fit(self) -> None:
        low = self.height() < current().px(_LOW_PAGE)
        self._months_card.setVisible(self._has_months and not low)
        self.next.setVisible(not low)

    def enter(self) -> None:
        self.reload()
        self.close_button.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and self.close_button.hasFocus() and not event.isAutoRepeat():
            self.close_button.click()
        else:
            super().keyPressEvent(event)

    def refresh(self, changes: frozenset[Changed]) -> None:
        self._later.start()

    def reload(self) -> None:
        """Read all figures anew."""
        morning = run(self.context.messages, read_morning, self.context.pc)
        if morning is None:
            return
        self._show(morning)
        month, pc = run(self.context.messages, _month), self.context.pc
        if month:
            items = run(self.context.messages, month_checklist, month, pc, owed=morning.owed_now) or []
            self.progress.show_items(_("Tutup buku {month}").format(month=month_name(month)), items)
            self.next.setText(_next(items))

    def _show(self, morning: Morning) -> None:
        shown = {"sales": morning.sales, "families": morning.families, "owed": morning.owed, "cash": morning.cash}
        for key, found in shown.items():
            self.cards[key].show_figure(found)
            self._doors[key] = found.door
        self.days.set_bars(morning.days)
        self.days_note.setText(morning.days_note)
        self.months.set_bars(morning.months)
        self._has_months = len(morning.months) > 1
        self._fit()
        if morning.waiting != self._shown:
            self._fill(morning.waiting)

    def _fill(self, waiting: tuple[Waiting, ...]) -> None:
        self._shown = waiting
        empty(self._column)
        self.waiting = [
            DoorRow(line.icon, line.title, line.second, tone=line.tone, on_click=partial(self._go, line.door))
            for line in waiting
        ]
        for row in self.waiting:
            self._column.addWidget(row)

    def _go(self, kind: str) -> None:
        if kind:
            self.context.open(Door(kind))


def _chart(title: str, bars: Bars, note: Words) -> Card:
    head = row(wide(SectionTitle(title)), note)
    card = Card(padding=16, spacing=8)
    card.add(head, wide(bars))
    return card


def _month() -> str:
    """The month whose closing comes next; the running one in a shop without books."""
    return next_to_close() or open_months()[0]


def _next(items: list[Item]) -> str:
    red = [item.title[0].lower() + item.title[1:] for item in items if not item.ok]
    if not red:
        return _("Semua yang diperiksa sudah beres.")
    return _("Berikutnya: {what}.").format(what=", ".join(red))
