"""The table of the evening: a row for each product, with a field for what is left and one for what is damaged."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from pkkmart.consignment.queries import Counted, CountedLine
from pkkmart.consignment.rules import GapDecision
from pkkmart.consignment.screen.daily.drafts import RowDraft
from pkkmart.consignment.screen.goods import CountField
from pkkmart.core.i18n import _, figure
from pkkmart.core.quantity import ONE, quantity_text
from pkkmart.ui.cards import Chip, Elided, Words
from pkkmart.ui.fields import focus_whole
from pkkmart.ui.layout import STRETCH, aligned, boxed, column, row, wide
from pkkmart.ui.scrolling import ListRow, ScrollList
from pkkmart.ui.theme import current

_FIELD, _NUMBER, _STATE, _ROOMY = 78, 62, 150, 800
"""Widths in pixels at 100 % text: a field, a figure, the state of a gap, and where all figures have a column."""

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class _Field(CountField):
    """A count that tells when the hand comes to it."""

    reached = Signal()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.reached.emit()


class CountRow(ListRow):
    """One product: what lay there, what is left and damaged, and what that comes to against the till.

    Where there is little room the small figures stand under the name, and the state under the share.
    """

    def __init__(self, name: str, *, whole: bool) -> None:
        super().__init__()
        self.name = Elided(name, "medium")
        self.about = Elided("", "caption")
        self.left = _Field(_("Sisa {name}").format(name=name), whole=whole)
        self.damaged = _Field(_("Rusak {name}").format(name=name), whole=whole)
        self.damaged.setPlaceholderText("0")
        self.brought, self.sold, self.till, self.unit = _number(), _number("strong"), _number(), _number()
        self.share, self.state = _number("strong"), Chip()
        self.said = Elided("", "caption")
        self.said.setAlignment(_RIGHT)
        self._state_box = boxed(row(aligned(self.state, Qt.AlignmentFlag.AlignVCenter), STRETCH, spacing=0), plain=True)
        self._money = boxed(column(STRETCH, self.share, self.said, STRETCH, spacing=0), plain=True)
        names = column(STRETCH, self.name, self.about, STRETCH, spacing=0)
        row(
            wide(names), self.brought, self.left, self.damaged, self.sold, self.till, self._state_box, self.unit,
            self._money, margins=(14, 6, 10, 7), spacing=10, on=self,
        )  # fmt: skip

    def measure(self) -> None:
        px, roomy = current().px, self.width() >= current().px(_ROOMY)
        for one in (self.left, self.damaged):
            one.setFixedWidth(px(_FIELD))
        for number in (self.brought, self.sold, self.till, self.unit):
            number.setFixedWidth(px(_NUMBER))
            number.setVisible(roomy)
        self._state_box.setFixedWidth(px(_STATE))
        self._state_box.setVisible(roomy)
        self._money.setFixedWidth(px(_NUMBER + 22) if roomy else px(128))
        self.about.setVisible(not roomy)
        self.said.setVisible(not roomy)

    def show_draft(self, draft: RowDraft) -> None:
        """Show what a typed row comes to."""
        goods, counted = draft.goods, draft.left_milli is not None
        if draft.refusal:
            told = _("lebih {qty}").format(qty=quantity_text(-draft.gap_milli))
            self._tell(told, "danger")
        elif not counted:
            self._tell(_("belum"), "muted")
        else:
            self._tell(*gap_words(draft.gap_milli, draft.decision))
        sold = quantity_text(draft.sold_milli) if counted and not draft.refusal else "–"
        self._show(goods.brought_milli, sold, goods.till_milli, goods.share_idr(ONE), draft.share_idr)

    def show_line(self, line: CountedLine) -> None:
        """Show a row that is closed."""
        self.left.set_value(line.leftover_milli)
        self.damaged.set_value(line.damaged_milli)
        self._tell(*gap_words(line.gap_milli, line.decision))
        gone = line.brought_milli - line.leftover_milli - line.damaged_milli
        unit = line.earned_idr * ONE // line.sold_milli if line.sold_milli else 0
        self._show(line.brought_milli, quantity_text(gone), line.till_milli, unit, line.earned_idr)
        for one in (self.left, self.damaged):
            one.setEnabled(False)

    def _tell(self, words: str, tone: str) -> None:
        self.state.set(words, tone)
        self.said.setText(words)
        self.said.set_tone(tone)

    def _show(self, brought_milli: int, sold: str, till_milli: int, unit_idr: int, share_idr: int) -> None:
        brought, till = quantity_text(brought_milli), quantity_text(till_milli)
        self.brought.setText(brought)
        self.sold.setText(sold)
        self.till.setText(till)
        self.unit.setText(figure(unit_idr) if unit_idr else "–")
        self.share.setText(figure(share_idr))
        about = _("masuk {brought} · laku {sold} · kasir {till}").format(brought=brought, sold=sold, till=till)
        self.about.setText(about)


class CountHead(QWidget):
    """The names of the columns."""

    def __init__(self) -> None:
        super().__init__()
        self._goods = Words(_("KUE"), "caption")
        self._numbers = [_head(words) for words in (_("MASUK"), _("LAKU"), _("DI KASIR"), _("SETOR"))]
        self._fields = [_head(words) for words in (_("SISA"), _("RUSAK"))]
        self._state = Words(_("SELISIH"), "caption")
        self._share = _head(_("HAK IBU"))
        brought, sold, till, unit = self._numbers
        row(
            wide(self._goods), brought, *self._fields, sold, till, self._state, unit, self._share,
            margins=(14, 4, 10, 4), spacing=10, on=self,
        )  # fmt: skip

    def leave_room(self, pixels: int) -> None:
        """Leave so many pixels at the right free, as the rows below leave them to their scroll bar."""
        margins = self.contentsMargins()
        margins.setRight(pixels)
        self.setContentsMargins(margins)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        px, roomy = current().px, self.width() >= current().px(_ROOMY)
        for number in self._numbers:
            number.setFixedWidth(px(_NUMBER))
            number.setVisible(roomy)
        for one in self._fields:
            one.setFixedWidth(px(_FIELD))
        self._state.setFixedWidth(px(_STATE))
        self._state.setVisible(roomy)
        self._share.setFixedWidth(px(_NUMBER + 22) if roomy else px(128))


class CountRows(ScrollList):
    """The rows of one consignor. Enter goes to the next leftover; after the last one `finished` comes."""

    changed = Signal()
    reached = Signal()
    """The hand came to another field."""
    finished = Signal()
    stepped = Signal(int)
    """-1 or +1: the consignor above or below is wanted."""

    def __init__(self) -> None:
        super().__init__()
        self.head = CountHead()
        self.rows: list[CountRow] = []
        self.drafts: list[RowDraft] = []

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.head.leave_room(self.width() - self.viewport().width())

    def show_drafts(self, drafts: Sequence[RowDraft]) -> None:
        """Show typed rows; the same goods keep their fields, and the focus in them."""
        same = [one.goods.product.id for one in drafts] == [one.goods.product.id for one in self.drafts]
        if not (same and self.rows and self.drafts):
            self._build(drafts)
        self.drafts = list(drafts)
        for shown, draft in zip(self.rows, drafts, strict=True):
            for one, value in ((shown.left, draft.left_milli), (shown.damaged, draft.damaged_milli)):
                if one.value() != value:
                    one.blockSignals(True)
                    one.set_value(value)
                    one.blockSignals(False)
            shown.show_draft(draft)

    def show_counted(self, count: Counted) -> None:
        """Show closed rows, which nobody can type into."""
        self.drafts = []
        self.rows = [CountRow(line.name, whole=False) for line in count.lines]
        self.fill(column(*self.rows, STRETCH, spacing=0))
        for shown, line in zip(self.rows, count.lines, strict=True):
            shown.show_line(line)

    def _build(self, drafts: Sequence[RowDraft]) -> None:
        self.rows = []
        for place, draft in enumerate(drafts):
            product = draft.goods.product
            shown = CountRow(product.name, whole=not product.sold_by_weight)
            for one in (shown.left, shown.damaged):
                one.changed.connect(lambda _value, place=place: self._typed(place))
                one.stepped.connect(self.stepped.emit)
                one.reached.connect(self.reached.emit)
                one.entered.connect(lambda place=place: self._next(place))
            self.rows.append(shown)
        self.fill(column(*self.rows, STRETCH, spacing=0))

    def place(self) -> int:
        """The row that has the focus, -1 for none."""
        field = self.field()
        return next((at for at, one in enumerate(self.rows) if field in (one.left, one.damaged)), -1)

    def field(self) -> CountField | None:
        """The field that has the focus."""
        focused = self.window().focusWidget()
        return next((one for shown in self.rows for one in (shown.left, shown.damaged) if one is focused), None)

    def stand_on(self, place: int) -> None:
        """Stand in the leftover of a row with all it holds selected."""
        if 0 <= place < len(self.rows):
            focus_whole(self.rows[place].left)
            self.ensureWidgetVisible(self.rows[place])

    def stand_on_open(self) -> None:
        """Stand in the first leftover that is not typed yet, else in the first."""
        opened = [place for place, draft in enumerate(self.drafts) if draft.left_milli is None]
        self.stand_on(opened[0] if opened else 0)

    def _typed(self, place: int) -> None:
        shown, draft = self.rows[place], self.drafts[place]
        draft.left_milli, draft.damaged_milli = shown.left.value(), shown.damaged.value()
        if draft.gap_milli <= 0:
            draft.decision = None
        if not draft.damaged_milli:
            draft.by_shop = False
        shown.show_draft(draft)
        self.changed.emit()

    def _next(self, place: int) -> None:
        if place + 1 < len(self.rows):
            self.stand_on(place + 1)
        else:
            self.finished.emit()


def gap_words(qty_milli: int, decision: GapDecision | None) -> tuple[str, str]:
    """What is said of a gap and in which tone."""
    if qty_milli <= 0:
        return _("cocok"), "good"
    words = {
        GapDecision.UNRUNG: _("{qty} dicatat terjual"),
        GapDecision.REPLACED: _("{qty} diganti toko"),
        None: _("kurang {qty} di kasir"),
    }[decision]
    return words.format(qty=quantity_text(qty_milli)), "attention" if decision is None else "plain"


def _number(look: str = "") -> Words:
    label = Words("", look)
    label.setAlignment(_RIGHT)
    return label


def _head(words: str) -> Words:
    label = Words(words, "caption")
    label.setAlignment(_RIGHT)
    return label
