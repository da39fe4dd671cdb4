"""Tables over frozen rows: fast at 100,000 lines, calm to read, and never wider than their card."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from math import ceil
from typing import Any, Final, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QEvent, QModelIndex, QPersistentModelIndex, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPen,
    QRegion,
    QResizeEvent,
)  # fmt: skip
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from pkkmart.core.sheet import pasted
from pkkmart.ui.cell import Place, sort_place
from pkkmart.ui.theme import TARGET, Theme, current, tint_of, tone_color

T = TypeVar("T")
Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
ALL_ROWS: Final = 1_000_000
"""The limit of a read that wants the whole list; a spreadsheet has no more lines."""
_LEFT, _FIRST_LEFT, _RIGHT = 8, 14, 11
"""Pixels between a cell's edges and its text; the first column stands further in."""
_MOST_SEEN: Final = 60
"""No window shows more rows."""
_TEXT_KEEPS: Final = 110
"""Pixels at 100 % text that the columns without a width keep when figures need more room."""
_SIDES = {
    "left": Qt.AlignmentFlag.AlignLeft,
    "right": Qt.AlignmentFlag.AlignRight,
    "center": Qt.AlignmentFlag.AlignHCenter,
}


@dataclass(frozen=True)
class Column(Generic[T]):
    """One column: its title, how a row fills it, and how it looks.

    `width` is in pixels at 100 % text, more where what is shown needs more; 0 takes what is left and gives
    way. `second` is a muted line below the text. `tone` and `second_tone` give a tone (`muted`, `attention`, …) for a
    row. `chip` draws the text as a pill of its tone, in every row or where it says so. With `wraps` a text too long
    for one line takes the second line's place. `note` is small and muted after the text, left out where there is no
    room for all of it. A column that `fits` keeps its width: a longer figure is set smaller. On the current row the
    text stands between two buttons of `flank` pixels each.
    """

    title: str
    text: Callable[[T], str]
    width: int = 0
    align: str = "left"
    weight: int = 400
    second: Callable[[T], str] | None = None
    tone: Callable[[T], str] | None = None
    second_tone: Callable[[T], str] | None = None
    chip: bool | Callable[[T], bool] = False
    wraps: bool = False
    note: Callable[[T], str] | None = None
    fits: bool = False
    flank: int = 0

    def texts(self, row: T) -> list[str]:
        """What is read in the row: the text, and the second line where the column has one."""
        return [self.text(row), self.second(row)] if self.second else [self.text(row)]

    def sort_place(self, row: T) -> Place | None:
        """Where the row stands in a list sorted by this column; None at its end."""
        return sort_place(self.text(row), is_figure=self.align == "right")

    def font(self, theme: Theme) -> QFont:
        """The font of the text; a chip's is smaller."""
        if self.chip:
            return theme.font("small", 700)
        is_bigger = self.second is not None or self.weight >= 600 or self.align == "right"
        return theme.font("medium" if is_bigger else "base", self.weight)

    def width_of(self, rows: Sequence[T], theme: Theme) -> float:
        """The pixels the column needs to show its title and these rows whole; a second line of texts may be cut."""
        text, small = QFontMetricsF(self.font(theme)), QFontMetricsF(theme.font("small"))
        head = small.horizontalAdvance(f"{self.title.upper()} ↓")
        widths = [head, *(text.horizontalAdvance(self.text(row)) + 22 * bool(self.chip) for row in rows)]
        if self.second and self.width:
            widths += [small.horizontalAdvance(self.second(row)) for row in rows]
        return max(widths)


@dataclass(frozen=True, slots=True)
class Sorting:
    """The column a list is sorted by, and whether the greatest stands first."""

    column: int
    descending: bool = False

    def mark(self, column: int) -> str:
        """The arrow after a column's title; "" after the others."""
        return "" if column != self.column else " ↓" if self.descending else " ↑"


class RowsModel(QAbstractTableModel, Generic[T]):
    """A list of frozen rows as Qt wants it, in the order given or sorted by a column."""

    def __init__(self, columns: Sequence[Column[T]], rows: Sequence[T] = ()) -> None:
        super().__init__()
        self.columns = list(columns)
        self.sorting: Sorting | None = None
        """How the list is sorted, None in the order given."""
        self._given: list[T] = list(rows)
        self._rows = self._given

    @property
    def rows(self) -> list[T]:
        """What is shown, in the order it is shown."""
        return self._rows

    def in_order(self, rows: Sequence[T]) -> list[T]:
        """Rows in the order of the list; those that have nothing to be sorted by stand last either way."""
        if self.sorting is None:
            return list(rows)
        column = self.columns[self.sorting.column]
        placed = [(column.sort_place(row), row) for row in rows]
        filled = [(place, row) for place, row in placed if place is not None]
        filled.sort(key=lambda one: one[0], reverse=self.sorting.descending)
        return [row for _place, row in filled] + [row for place, row in placed if place is None]

    def sort_by(self, sorting: Sorting | None) -> None:
        """Sort the list, or give it its own order back; each row stays selected that was."""
        self.layoutAboutToBeChanged.emit()
        before = list(self.persistentIndexList())
        stood = [self._rows[index.row()] for index in before]
        self.sorting = sorting
        self._rows = self.in_order(self._given) if sorting else self._given
        now = {id(row): place for place, row in enumerate(self._rows)}
        after = [self.index(now[id(row)], index.column()) for row, index in zip(stood, before, strict=True)]
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.columns) - 1)

    def replace(self, rows: Sequence[T]) -> None:
        """Show other rows. When as many as before, selection and scroll position stay."""
        is_same_count = len(rows) == len(self._rows)
        if not is_same_count:
            self.beginResetModel()
        self._given = list(rows)
        self._rows = self.in_order(rows) if self.sorting else self._given
        if is_same_count:
            if self._rows:
                self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, len(self.columns) - 1))
            return
        self.endResetModel()

    def follow(self, rows: Sequence[T]) -> None:
        """Show rows most of which are shown already: told of are those that differ, one by one, and more or fewer.

        For lists in the order given only.
        """
        if len(rows) < len(self._rows):
            self.beginRemoveRows(_ROOT, len(rows), len(self._rows) - 1)
            del self._rows[len(rows) :]
            self.endRemoveRows()
        for place, (row, shown) in enumerate(zip(rows, self._rows, strict=False)):
            if row != shown:
                self._rows[place] = row
                self.dataChanged.emit(self.index(place, 0), self.index(place, len(self.columns) - 1))
        self.extend(rows[len(self._rows) :])

    def extend(self, rows: Sequence[T]) -> None:
        """Show more rows below those that are shown, in a list in the order given; selection and scrolling stay."""
        if rows:
            self.beginInsertRows(_ROOT, len(self._rows), len(self._rows) + len(rows) - 1)
            self._rows += rows
            self.endInsertRows()

    def row(self, index: Index) -> T | None:
        """The row an index stands on."""
        return self._rows[index.row()] if index.isValid() and index.row() < len(self._rows) else None

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        column = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            mark = (
                ""
                if self.sorting is None or self.sorting.column != section
                else " ↓"
                if self.sorting.descending
                else " ↑"
            )
            return column.title.upper() + mark
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _SIDES[column.align] | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.row(index)
        if row is None:
            return None
        column = self.columns[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.text(row)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _SIDES[column.align] | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.AccessibleTextRole:
            more = [tell(row) for tell in (column.note, column.second) if tell]
            return " ".join(part for part in (column.title, column.text(row), *more) if part)
        return row if role == Qt.ItemDataRole.UserRole else None


class Table(QTableView):
    """A table with the look of the till. Enter or a double click on a row emits `opened(row)`."""

    opened = Signal(object)
    selected = Signal(object)
    """The row that became current, or None."""
    stale = Signal()
    """Other rows are to be read: all of them once the list is sorted, its first ones in its own order again."""
    whole_rows = True
    """Whether a row that would be cut at the bottom is left out until there is room for it."""

    def __init__(
        self, model: RowsModel[Any], name: str, *, row_height: int = 44, empty_text: str = "", ordered: bool = False
    ) -> None:
        super().__init__()
        self.ordered = ordered
        """Whether the order of the rows means something (a running balance, a cart), so that nobody sorts them."""
        self.read_all: Callable[[], Sequence[Any]] = lambda: model.rows
        """Reads every row of a list that shows only its first ones."""
        self._needed: dict[int, int] = {}
        self._lends = not any(column.flank for column in model.columns)
        self.rows_model = model
        self._row_height, self._empty_text = row_height, empty_text
        self.setAccessibleName(name)
        self.setModel(model)
        self.setItemDelegate(RowDelegate(self))
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        per = QAbstractItemView.ScrollMode
        self.setVerticalScrollMode(per.ScrollPerItem if self.whole_rows else per.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.verticalHeader().setMinimumSectionSize(16)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setSectionsClickable(not ordered)
        if not ordered:
            self.horizontalHeader().viewport().setCursor(Qt.CursorShape.PointingHandCursor)
        self.horizontalHeader().sectionClicked.connect(self.turn)
        model.modelReset.connect(self._fit_anew)
        model.dataChanged.connect(self._fit_changed)
        model.rowsInserted.connect(self._fit_new)
        self.verticalScrollBar().valueChanged.connect(lambda _value: self._fit())
        self.doubleClicked.connect(lambda index: self.opened.emit(self.rows_model.row(index)))
        self.measure()

    def measure(self) -> None:
        """Set widths and heights again, for the text size in force."""
        theme = current()
        self.verticalHeader().setDefaultSectionSize(theme.px(self._row_height))
        header = self.horizontalHeader()
        header.setMinimumSectionSize(16)
        header.setFixedHeight(theme.px(38 if self.ordered else TARGET))
        for place, column in enumerate(self.rows_model.columns):
            stretches = column.width == 0
            mode = QHeaderView.ResizeMode.Stretch if stretches else QHeaderView.ResizeMode.Fixed
            header.setSectionResizeMode(place, mode)
            if not stretches:
                header.resizeSection(place, theme.px(column.width))
        self._fit_anew()

    def _fit_anew(self) -> None:
        """Give the columns the width that other rows, or another text size, need."""
        self._needed = {}
        self._fit()

    def _fit_changed(self, first: Index, last: Index) -> None:
        self._fit(first.row(), last.row())

    def _fit_new(self, _parent: Index, first: int, last: int) -> None:
        self._fit(first, last)

    def _fit(self, first: int = 0, last: int = ALL_ROWS) -> None:
        """Give the columns the widths that the rows on screen, of those between two places, need to be seen whole.

        Figures first: a text gives way to them. Then a text that is cut takes the room that figures don't need.
        """
        top, bottom = self.rowAt(0), self.rowAt(self.viewport().height() - 1)
        rows = self.rows_model.rows[max(first, top) : min(last, top + _MOST_SEEN if bottom < 0 else bottom) + 1]
        theme, columns = current(), self.rows_model.columns
        fixed = {place: theme.px(one.width) for place, one in enumerate(columns) if one.width}
        fixed = {place: width for place, width in fixed.items() if not self.isColumnHidden(place)}
        for place, column in enumerate(columns):
            if not (column.fits or column.flank or column.wraps):
                needed = ceil(column.width_of(rows, theme)) + (_LEFT if place else _FIRST_LEFT) + _RIGHT
                self._needed[place] = max(self._needed.get(place, 0), needed)
        texts = [self._needed.get(place, 0) for place, one in enumerate(columns) if not one.width]
        free = self.viewport().width() - sum(fixed.values())
        room, lacks = free - theme.px(_TEXT_KEEPS) * len(texts), sum(texts) - free
        for place, width in fixed.items():
            more = min(self._needed.get(place, width) - width, max(room, 0))
            if more < 0:
                more = max(more, -max(lacks, 0)) if self._lends else 0
                lacks += more
            room -= more
            if self.columnWidth(place) != width + more:
                self.setColumnWidth(place, width + more)

    def turn(self, place: int) -> None:
        """Sort by a column, the least first; again, the greatest first; a third time, the list's own order."""
        if self.ordered:
            return
        now = self.rows_model.sorting
        again = now is not None and now.column == place
        self.sort_by(Sorting(place) if not again else None if now and now.descending else Sorting(place, True))

    def turn_on(self) -> None:
        """The next order from the keyboard: each column, the least and the greatest first, then the list's own."""
        now = self.rows_model.sorting
        if now is None or not now.descending:
            self.turn(now.column if now else 0)
        else:
            following = now.column + 1
            self.sort_by(Sorting(following) if following < len(self.rows_model.columns) else None)

    def sort_by(self, sorting: Sorting | None) -> None:
        """Sort the list; the row the person stands on stays selected and in view, who stands at the top stays there."""
        was_whole, at_top = self.rows_model.sorting is not None, self.currentIndex().row() == 0
        self.rows_model.sort_by(sorting)
        if was_whole != (sorting is not None):
            self.stale.emit()
        if at_top:
            self.select(0)
        if self.currentIndex().isValid():
            self.scrollTo(self.currentIndex())

    def most(self, shown: int) -> int:
        """How many rows to read of a list that shows so many at first: all where the list is sorted by a column."""
        return shown if self.rows_model.sorting is None else ALL_ROWS

    def stand_on(self, is_it: Callable[[Any], bool] | None) -> bool:
        """Select the row that is meant, the first without a condition; False, and no row selected, when there is none.

        Never another row: Del cancels the document selected.
        """
        place = next((place for place, row in enumerate(self.rows_model.rows) if is_it is None or is_it(row)), None)
        if place is not None:
            self.select(place)
        else:
            self.clearSelection()
            self.setCurrentIndex(QModelIndex())
        return place is not None

    def set_row_height(self, pixels: int) -> None:
        """Rows of another height, in pixels at 100 % text."""
        self._row_height = pixels
        self.measure()

    def current_row(self) -> Any:
        """The row the person stands on, or None."""
        return self.rows_model.row(self.currentIndex())

    def select(self, place: int) -> None:
        """Stand on a row (negative counts from the end) and bring it into view."""
        count = self.rows_model.rowCount()
        if count:
            self.selectRow(place % count if place < 0 else min(place, count - 1))
            self.scrollTo(self.currentIndex())

    def step(self, by: int) -> None:
        """Move the selection up or down, from a field that keeps the focus."""
        place = self.currentIndex().row() if self.currentIndex().isValid() else (-1 if by > 0 else 0)
        self.select(max(0, place + by))

    def has_room_for(self, place: int) -> bool:
        """Whether a row is seen whole; the first one that is seen always counts as such."""
        top = self.rowViewportPosition(place)
        return top <= 0 or top + self.rowHeight(place) <= self.viewport().height()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the row the person stands on in view where it would now be cut at the bottom."""
        super().resizeEvent(event)
        self._fit()
        if self.currentIndex().isValid() and not self.has_room_for(self.currentIndex().row()):
            self.scrollTo(self.currentIndex())

    def currentChanged(self, now: Index, before: Index) -> None:
        super().currentChanged(now, before)
        self.selected.emit(self.rows_model.row(now))

    def keyboardSearch(self, search: str) -> None:
        """Nothing: letters belong to the search field."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            if not event.isAutoRepeat():  # an Enter that is still down from before opens nothing
                self.opened.emit(self.current_row())
        elif event.matches(QKeySequence.StandardKey.Copy) and self.currentIndex().isValid():
            row = self.current_row()
            texts = [text for column in self.rows_model.columns for text in column.texts(row)]
            QApplication.clipboard().setText(pasted(texts))
        elif (
            event.text().isprintable() and event.text() and not event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "rows_model"):
            self.measure()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint whole rows only: one that would be cut at the bottom waits below."""
        last = self.rowAt(self.viewport().height() - 1)
        whole = self.viewport().rect()
        if self.whole_rows and last >= 0 and not self.has_room_for(last):
            whole.setHeight(self.rowViewportPosition(last))
        super().paintEvent(QPaintEvent(event.region() & QRegion(whole)))
        if self._empty_text and not self.rows_model.rowCount():
            painter = QPainter(self.viewport())
            painter.setPen(tone_color("muted"))
            area = self.viewport().rect().adjusted(24, 24, -24, -24)
            flags = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
            painter.drawText(area, int(flags), self._empty_text)


def styled_table(
    model: RowsModel[Any],
    name: str,
    *,
    two_lines: bool = False,
    row_height: int = 0,
    empty_text: str = "",
    ordered: bool = False,
) -> Table:
    """A table in the look of the till; `two_lines` makes room for a second line, nobody sorts an `ordered` one."""
    height = row_height or (54 if two_lines else 44)
    return Table(model, name, row_height=height, empty_text=empty_text, ordered=ordered)


class RowDelegate(QStyledItemDelegate):
    """Paints one cell: a tint when selected, a thin line below, one or two lines of text, or a chip."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model, view, theme = index.model(), option.widget, current()
        row = index.data(Qt.ItemDataRole.UserRole)
        if not isinstance(model, RowsModel) or row is None:
            return
        column: Column[Any] = model.columns[index.column()]
        area = QRect(option.rect)
        is_current = isinstance(view, QTableView) and view.currentIndex().row() == index.row()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if is_current:
            painter.fillRect(area, theme.color("tint"))
        painter.fillRect(area.left(), area.bottom(), area.width(), 1, theme.color("line"))
        if is_current and isinstance(view, QTableView) and view.hasFocus() and index.column() == 0:
            painter.fillRect(area.left(), area.top(), 4, area.height(), theme.color("focus"))
        inside = QRectF(area).adjusted(_LEFT if index.column() else _FIRST_LEFT, 0, -_RIGHT, -1)
        if column.flank and is_current:
            inside = QRectF(area).adjusted(column.flank + 2, 0, -column.flank - 2, -1)
            column = replace(column, align="center")
        tone = column.tone(row) if column.tone else "plain"
        if column.chip(row) if callable(column.chip) else column.chip:
            _paint_chip(painter, inside, column, row, tone, theme)
        else:
            _paint_lines(painter, inside, column, row, tone, theme)
        painter.restore()


def _paint_lines(painter: QPainter, area: QRectF, column: Column[Any], row: Any, tone: str, theme: Theme) -> None:
    second = column.second(row) if column.second else ""
    side = _SIDES[column.align]
    font = column.font(theme)
    if column.fits or column.align == "right":
        font = fitting(font, column.text(row), area.width())
    height = QFontMetricsF(font).height()
    if column.wraps and QFontMetricsF(font).horizontalAdvance(column.text(row)) > area.width():
        painter.setFont(font)
        painter.setPen(tone_color(tone))
        flags = int(side | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap)
        painter.drawText(area, flags, column.text(row))
        return
    small = fitting(theme.font("small"), second, area.width()) if column.align == "right" else theme.font("small")
    block = height + (QFontMetricsF(small).height() if second else 0)
    top = area.top() + (area.height() - block) / 2
    _line(painter, QRectF(area.left(), top, area.width(), height), column.text(row), font, tone_color(tone), side)
    if column.note:
        after = QFontMetricsF(font).horizontalAdvance(f"{column.text(row)} ")
        room = QRectF(area.left() + after, top, area.width() - after, height)
        if QFontMetricsF(theme.font("caption")).horizontalAdvance(column.note(row)) <= room.width():
            _line(painter, room, column.note(row), theme.font("caption"), tone_color("muted"), side)
    if second:
        below = QRectF(area.left(), top + height, area.width(), block - height)
        second_tone = column.second_tone(row) if column.second_tone else "muted"
        _line(painter, below, second, small, tone_color(second_tone), side)


def fitting(font: QFont, text: str, width: float) -> QFont:
    """The font, smaller by as much as a text needs to be seen whole in a width of pixels, down to half its size."""
    fitted = QFont(font)
    while fitted.pointSizeF() > font.pointSizeF() / 2 and QFontMetricsF(fitted).horizontalAdvance(text) > width:
        fitted.setPointSizeF(fitted.pointSizeF() - 0.5)
    return fitted


def _line(painter: QPainter, area: QRectF, text: str, font: Any, color: QColor, side: Qt.AlignmentFlag) -> None:
    painter.setFont(font)
    painter.setPen(color)
    shown = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, area.width())
    painter.drawText(area, int(side | Qt.AlignmentFlag.AlignVCenter), shown)


def _paint_chip(painter: QPainter, area: QRectF, column: Column[Any], row: Any, tone: str, theme: Theme) -> None:
    text = column.text(row)
    if not text:
        return
    font = theme.font("small", 700)
    width = min(QFontMetricsF(font).horizontalAdvance(text) + 22, area.width())
    height = QFontMetricsF(font).height() + 6
    left = area.right() - width if column.align == "right" else area.left()
    pill = QRectF(left, area.center().y() - height / 2, width, height)
    painter.setPen(QPen(Qt.PenStyle.NoPen))
    painter.setBrush(tint_of(tone))
    painter.drawRoundedRect(pill, 9, 9)
    color = tone_color("primary" if tone == "plain" else tone)
    _line(painter, pill.adjusted(6, 0, -6, 0), text, font, color, Qt.AlignmentFlag.AlignHCenter)
