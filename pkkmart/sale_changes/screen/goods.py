"""The lines of one receipt: what was bought, − and + for what comes back, what becomes of it, and its owner."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from pkkmart.core.i18n import _, figure
from pkkmart.core.quantity import ONE, quantity_text
from pkkmart.sale_changes.operations import ReturnItem
from pkkmart.sale_changes.queries.standing import StandingLine
from pkkmart.sale_changes.returns import NO_REASON, State, stepped
from pkkmart.sales.screen.lines import owner_words
from pkkmart.till.dialogs import quantity_sheet
from pkkmart.ui.buttons import Button, GhostButton, SecondaryButton
from pkkmart.ui.cards import Chip, Elided, Words, restyle
from pkkmart.ui.page import Context
from pkkmart.ui.table_model import Column, RowsModel, Table
from pkkmart.ui.theme import TARGET, current

_BOUGHT, _BACK, _STATE, _OWNER = 1, 2, 3, 4
"""The columns after the goods themselves."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """A line of a receipt and how much of it comes back; `other_owner` where its owner can have been mistaken."""

    line: StandingLine
    other_owner: bool = False
    qty_milli: int = 0
    state: State = NO_REASON

    @property
    def item(self) -> ReturnItem:
        state = self.state
        return ReturnItem(self.line.id, self.qty_milli, state.back_on_shelf, state.fault, state.reason)

    @property
    def consigned(self) -> bool:
        return self.line.owner_id is not None

    @property
    def words(self) -> str:
        """What is seen under the goods: what is gone of them, the price, their owner."""
        line = self.line
        gone = [
            (line.returned_milli, _("{count} sudah diretur")),
            (line.corrected_milli, _("{count} milik ibu lain")),
        ]
        parts = [told.format(count=quantity_text(milli)) for milli, told in gone if milli]
        parts += [figure(line.price_idr), line.kit_name, owner_words(line.owner, consigned=self.consigned)]
        return " · ".join(part for part in parts if part)


class _Stepper(QWidget):
    """− and + around the quantity that comes back; the quantity itself is typed when it is pressed."""

    def __init__(self, name: str, less: Callable[[], object], ask: Callable[[], object], more: Callable[[], object]):
        super().__init__()
        self.less = SecondaryButton("−", on_click=less)
        self.more = SecondaryButton("+", on_click=more)
        self.figure = GhostButton("0", on_click=ask)
        self.less.setAccessibleName(_("Kurangi {name}").format(name=name))
        self.more.setAccessibleName(_("Tambah {name}").format(name=name))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for button in (self.less, self.figure, self.more):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.setProperty("tight", "true" if button is self.figure else "sign")
            button.setFixedWidth(TARGET if button is not self.figure else max(TARGET, current().px(TARGET)))
            row.addWidget(button)

    def show_row(self, row: Chosen, *, open_now: bool) -> None:
        self.figure.set_words(quantity_text(row.qty_milli))
        self.figure.setAccessibleName(_("Kembali {count}").format(count=quantity_text(row.qty_milli)))
        restyle(self.figure, tone="" if row.qty_milli else "muted")
        self.less.setEnabled(open_now and row.qty_milli > 0)
        self.more.setEnabled(open_now and row.qty_milli < row.line.left_milli)
        self.figure.setEnabled(open_now and row.line.left_milli > 0)


class _StateCell(QPushButton):
    """What becomes of the goods, and why they came; pressed, the next thing that can become of them."""

    def __init__(self, turn: Callable[[], object]) -> None:
        super().__init__()
        self.setProperty("look", "key")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setMinimumHeight(TARGET)
        self.chip, self.change, self.why = Chip(), Words(_("ubah"), "caption", tone="muted"), Elided("", "caption")
        self.chip.setProperty("tight", "true")
        top = QHBoxLayout()
        top.setSpacing(6)
        top.addWidget(self.chip)
        top.addWidget(self.change)
        top.addStretch(1)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(8, 0, 0, 0)  # under its title
        self._column.setSpacing(0)
        self._column.addStretch(1)
        self._column.addLayout(top)
        self._column.addWidget(self.why)
        self._column.addStretch(1)
        for child in self.findChildren(QWidget):
            child.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.clicked.connect(lambda: turn())

    def show_row(self, row: Chosen) -> None:
        shown = row.qty_milli > 0
        self.setEnabled(shown)
        words = row.state.words() if shown else ""
        self.chip.set(words, "good" if row.state.back_on_shelf else "danger")
        self.change.setVisible(shown)
        told = row.state.told(consigned=row.consigned) if shown else ""
        self.why.setText(told or (_("alasan belum dipilih") if shown else ""))
        self.why.set_tone("muted" if row.state.reason else "attention")
        self.why.setVisible(shown)
        self.setAccessibleName(" · ".join(part for part in (words, told) if part))


class GoodsTable(Table):
    """The lines with their steppers; as high as it needs, what lies around it scrolls."""

    changed = Signal()
    """Something else comes back now."""
    owner_wished = Signal(object)
    """The line with the owner that is to be corrected."""

    def __init__(self, context: Context) -> None:
        self.model_of_rows: RowsModel[Chosen] = RowsModel([])
        self._context, self._short = context, False
        self.why_not = ""
        """Why nothing of the receipt can come back now, "" when it can."""
        self.model_of_rows.columns = self._columns()
        super().__init__(self.model_of_rows, _("Barang di struk ini"), row_height=54, ordered=True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.opened.connect(lambda _row: self.give(1))

    def _columns(self) -> list[Column[Chosen]]:
        short = self._short
        return [
            Column(_("Barang"), lambda row: row.line.name, second=self._second, second_tone=_gone_tone),
            Column(_("Dibeli"), lambda row: quantity_text(row.line.qty_milli), 58 if short else 66, "right"),
            Column(_("Kembali"), lambda _row: "", self._stepper_width, "center"),
            Column(_("Keadaan"), lambda _row: "", 226),
            Column("", lambda _row: "", 84, "right"),
        ]

    def _second(self, row: Chosen) -> str:
        """Under the goods; on a narrow page also what becomes of those that come back."""
        if self._short and row.qty_milli:
            state = row.state
            return " · ".join(part for part in (state.words(short=True), state.told(consigned=row.consigned)) if part)
        return row.words

    @property
    def _stepper_width(self) -> int:
        """The width of − and + at 100 %, pixels: the buttons don't grow with the text, the figure does."""
        return round((2 * TARGET + max(TARGET, current().px(TARGET)) + 18) * 100 / current().scale_percent)

    def set_short(self, short: bool) -> None:
        """Leave out what a narrow page has no room for."""
        if short != self._short:
            self._short = short
            self.measure()
            self.setColumnHidden(_STATE, short)

    def measure(self) -> None:
        self.model_of_rows.columns = self._columns()
        super().measure()
        self.fit()

    def fit(self) -> None:
        """As high as the lines are."""
        rows = self.verticalHeader().defaultSectionSize() * len(self.model_of_rows.rows)
        self.setFixedHeight(self.horizontalHeader().height() + rows + 2)

    # showing

    def show_rows(self, rows: Sequence[Chosen], at: int = 0, *, why_not: str = "") -> None:
        """Show another receipt's lines, standing on one of them; `why_not` is why nothing of it can come back now."""
        self.why_not = why_not
        self.model_of_rows.replace([])  # the buttons of the lines before go with their rows
        self.model_of_rows.replace(rows)
        self.fit()
        for place, row in enumerate(rows):
            self._dress(place, row)
            self._fill(row)
        self.select(min(at, len(rows) - 1))

    def _dress(self, place: int, row: Chosen) -> None:
        """Lay the buttons of a line over it."""
        line_id = row.line.id
        step, ask = partial(self._step_line, line_id), partial(self._with_line, line_id, self.ask_quantity)
        stepper = _Stepper(row.line.name, partial(step, -1), ask, partial(step, 1))
        self.setIndexWidget(self.rows_model.index(place, _BACK), _centred(stepper))
        self.setIndexWidget(
            self.rows_model.index(place, _STATE), _StateCell(partial(self._with_line, line_id, self.turn_state))
        )
        if row.other_owner:
            words = SecondaryButton(_("Ibu lain"), on_click=partial(self._with_line, line_id, self.wish_owner))
            words.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            words.setProperty("tight", "true")
            words.setAccessibleName(_("{name}: ibu lain").format(name=row.line.name))
            self.setIndexWidget(self.rows_model.index(place, _OWNER), _centred(words))

    def _fill(self, row: Chosen) -> None:
        place = self._place(row.line.id)
        back, state = (self.indexWidget(self.rows_model.index(place, column)) for column in (_BACK, _STATE))
        stepper = back.findChild(_Stepper) if back is not None else None
        if isinstance(stepper, _Stepper):
            stepper.show_row(row, open_now=not self.why_not)
        if isinstance(state, _StateCell):
            state.show_row(row)

    def _place(self, line_id: int) -> int:
        return next(place for place, row in enumerate(self.model_of_rows.rows) if row.line.id == line_id)

    # choosing

    @property
    def rows(self) -> list[Chosen]:
        return self.model_of_rows.rows

    @property
    def back(self) -> list[Chosen]:
        """The lines of which something comes back."""
        return [row for row in self.rows if row.qty_milli]

    @property
    def chosen(self) -> Chosen | None:
        """The line the person stands on."""
        row = self.current_row()
        return row if isinstance(row, Chosen) else None

    def words(self) -> str:
        """What comes back, as a second person reads it."""
        return ", ".join(f"{quantity_text(row.qty_milli)} {row.line.name}" for row in self.back)

    def _with_line(self, line_id: int, act: Callable[[], object]) -> None:
        self.select(self._place(line_id))
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        act()

    def _step_line(self, line_id: int, by: int) -> None:
        self._with_line(line_id, partial(self.give, by))

    def _to_change(self) -> Chosen | None:
        """The line the person stands on, None while nothing can come back; why not is said."""
        if self.why_not:
            self._context.messages.attention(self.why_not)
            return None
        return self.chosen

    def give(self, by: int) -> None:
        """+ or Enter, and −: one more or less of the chosen line comes back; of goods by weight how much is typed."""
        row = self._to_change()
        if row is None:
            return
        if by > 0 and row.line.left_milli % ONE:
            self.ask_quantity()
        elif by > 0 and not row.line.left_milli:
            told = _("{name} sudah kembali semua.") if row.line.returned_milli else _("{name} tidak ada lagi di sini.")
            self._context.messages.attention(told.format(name=row.line.name))
        else:
            self.put(replace(row, qty_milli=stepped(row.qty_milli, by, row.line.left_milli)))

    def take_all(self) -> None:
        """Shift+Enter: all that can come back of the chosen line; nothing of it when all was chosen."""
        row = self._to_change()
        if row is not None and row.line.left_milli:
            left = row.line.left_milli
            self.put(replace(row, qty_milli=0 if row.qty_milli == left else left))

    def ask_quantity(self) -> None:
        """Type how much of the chosen line comes back."""
        row = self._to_change()
        if row is not None:
            line, whole = row.line, row.line.qty_milli % ONE == 0
            known = row.qty_milli or (ONE if whole else line.left_milli)
            quantity_sheet(self._context, line.name, line.unit, known, partial(self._typed, row), whole=whole)

    def _typed(self, row: Chosen, qty_milli: int) -> bool:
        if qty_milli > row.line.left_milli:
            told = _("Paling banyak {left} yang bisa diretur.")
            self._context.messages.attention(told.format(left=quantity_text(row.line.left_milli)))
            return False
        self.put(replace(row, qty_milli=qty_milli))
        return True

    def turn_state(self) -> None:
        """F4: the next thing that can become of the goods of the chosen line."""
        row = self._to_change()
        if row is not None and row.qty_milli:
            self.put(replace(row, state=row.state.turned(consigned=row.consigned)))

    def why_not_turned(self) -> str:
        """Why F4 has no goods to turn, "" when it has."""
        row = self.chosen
        if self.why_not or (row is not None and row.qty_milli):
            return self.why_not
        return _("Tekan + dulu pada barang yang kembali, lalu pilih keadaannya.")

    def give_reason(self, words: str) -> None:
        """Say why the goods of the chosen line came back."""
        row = self.chosen
        if row is not None and row.qty_milli:
            self.put(replace(row, state=row.state.with_reason(words)))

    def wish_owner(self) -> None:
        """F7: the goods of the chosen line were another owner's."""
        if self.chosen is not None:
            self.owner_wished.emit(self.chosen)

    def put(self, changed: Chosen) -> None:
        """Show a line anew. The first of it that comes back takes the reason of the line chosen before it."""
        before = self.rows[self._place(changed.line.id)]
        if changed.qty_milli and not before.qty_milli and not changed.state.reason:
            known = [row.state for row in self.back if row.state.reason]
            changed = replace(changed, state=changed.state.like(known[-1] if known else NO_REASON))
        self.model_of_rows.replace([changed if row.line.id == changed.line.id else row for row in self.rows])
        self._fill(changed)
        self.changed.emit()


def _gone_tone(row: Chosen) -> str:
    return "attention" if row.line.gone_milli else "muted"


def _centred(button: Button | _Stepper) -> QWidget:
    """A control of 44 pixels in the middle of its cell."""
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(4, 0, 4, 1)
    row.addStretch(1)
    row.addWidget(button)
    return holder
