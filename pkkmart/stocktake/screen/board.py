"""A count under way as one sees it: the goods, how far it is, what would be booked, and what to do next."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QProgressBar, QWidget

from pkkmart.core import clock
from pkkmart.core.i18n import _, figure, time_short
from pkkmart.products.search import words_of
from pkkmart.sales.screen.unknown import UnknownCode
from pkkmart.stocktake.minutes import total_rows
from pkkmart.stocktake.queries import CountHead, CountRow, totals
from pkkmart.stocktake.screen.columns import (
    BOOK,
    MONEY,
    OUT,
    WHO,
    begun_words,
    count_columns,
    counted_words,
    detail,
    result_words,
)
from pkkmart.ui.buttons import PillButton, PrimaryButton, SecondaryButton
from pkkmart.ui.cards import BigFigure, Caption, Card, Elided, SectionTitle, Words
from pkkmart.ui.fields import SearchField
from pkkmart.ui.flow import flowing
from pkkmart.ui.layout import STRETCH, column, empty, row, wide
from pkkmart.ui.table_model import RowsModel, styled_table
from pkkmart.ui.theme import GAP, current

_ROOMY = 760
"""Below this width (pixels at 100 % text) the table leaves columns out."""
_TALL = 560
"""Below this height (pixels at 100 % text) the cards say less."""


class Part(StrEnum):
    """Which goods of the count are listed."""

    ALL = "ALL"
    UNCOUNTED = "UNCOUNTED"
    DIFFERENT = "DIFFERENT"


class Board(QWidget):
    """The goods at the left, the cards at the right; it shows rows and decides nothing."""

    filtered = Signal(object)
    recount_wished = Signal()
    minutes_wished = Signal()
    book_wished = Signal()
    search_wished = Signal()
    register_wished = Signal()

    def __init__(self, *, may_book: bool, sees_book: bool) -> None:
        super().__init__()
        self.part = Part.ALL
        self.only: frozenset[int] = frozenset()
        """The goods that answer to one code, while somebody is asked which of them is meant."""
        self.rows: list[CountRow] = []
        self.search = SearchField(_("Cari barang yang dihitung"), _("Pindai atau cari barang yang dihitung; 12*kode"))
        self.unknown = UnknownCode(self.search_wished.emit, self.register_wished.emit)
        self.model: RowsModel[CountRow] = RowsModel(count_columns())
        self.table = styled_table(
            self.model, _("Barang yang dihitung"), two_lines=True, empty_text=_("Tidak ada barang yang cocok.")
        )
        self.foot = Words("", "caption", tone="muted", wrap=True)
        self.title, self.begun = SectionTitle(""), Elided("", "caption", tone="muted")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.pills = {one: PillButton("", on_click=partial(self.filtered.emit, one)) for one in Part}
        self.result = BigFigure("", step="figure")
        self.sums = QWidget()
        self._sums = column(spacing=4, on=self.sums)
        self.blind = Words(
            _("Buku dan selisih tampil sesudah hitung ulang, atau bila kepala toko atau bendahara yang masuk."),
            "caption", tone="muted", wrap=True,
        )  # fmt: skip
        self.recount_button = SecondaryButton(_("Hitung ulang yang berbeda"), "F7", on_click=self.recount_wished.emit)
        self.minutes_button = SecondaryButton(_("Berita acara (PDF)"), "Ctrl+P", on_click=self.minutes_wished.emit)
        self.book_button = PrimaryButton(_("Bukukan selisih"), "F12", big=True, on_click=self.book_wished.emit)
        self.note = Words(
            _("Belum ada yang berubah sampai dibukukan. Yang belum dihitung tidak ikut."), "caption", tone="muted",
            wrap=True,
        )  # fmt: skip
        self.may_book, self.sees_book = may_book, sees_book
        self._begun_at = ""
        self._lay()
        self.search.stepped.connect(self.table.step)
        self.search.searched.connect(self._searched)
        self.table.selected.connect(lambda _row: self._tell_foot())

    def _lay(self) -> None:
        card = Card(padding=8, spacing=4).add(wide(self.table), row(wide(self.foot), margins=(12, 0, 12, 6)))
        left = column(self.search, self.unknown, wide(card), spacing=GAP - 4)
        head = Card(padding=16, spacing=8).add(self.title, self.begun, self.bar, flowing(self.pills.values()))
        self._caption = Caption(_("Selisih bila dibukukan"))
        self._figures = Card(padding=16, spacing=6).add(self._caption, self.result, self.sums, STRETCH)
        self._acts = Card(padding=16, spacing=10).add(
            self.blind, self.recount_button, self.minutes_button, self.book_button, self.note
        )
        for widget in (self.blind,) if self.sees_book else (self.minutes_button, self._figures):
            widget.hide()
        self.book_button.setHidden(not self.may_book)
        self._side = QWidget()
        middle = wide(self._figures) if self.sees_book else STRETCH
        column(head, middle, self._acts, spacing=GAP - 2, on=self._side)
        row(wide(left), self._side, spacing=GAP + 2, on=self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._side.setFixedWidth(min(current().px(400), self.width() * 35 // 100))
        self._fit_columns()
        low = self.height() < current().px(_TALL)
        for widget in (self.note, self._caption, self.begun):
            widget.setVisible(not low)
        self.minutes_button.setVisible(self.sees_book and not low)
        self.result.set_step("large" if low else "figure")
        self._tell_foot()

    def show_count(self, head: CountHead, rows: Sequence[CountRow]) -> None:
        """Show a count: its goods, how far it is, and what would be booked."""
        self.rows = list(rows)
        self._begun_at = head.begun_at
        self.title.setText(_("Hitungan {id} · {goods}").format(id=head.id, goods=head.goods))
        self.begun.setText(f"{begun_words(head)} · {counted_words(head.counted, head.products)}")
        self.bar.setRange(0, max(1, head.products))
        self.bar.setValue(head.counted)
        self.bar.setAccessibleName(counted_words(head.counted, head.products))
        differing = sum(one.needs_recount for one in rows)
        counts = {Part.UNCOUNTED: head.products - head.counted, Part.DIFFERENT: differing}
        words = {
            Part.ALL: _("Semua"),
            Part.UNCOUNTED: _("Belum dihitung"),
            Part.DIFFERENT: _("Berbeda"),
        }
        for part, pill in self.pills.items():
            pill.set_words(words[part] if part is Part.ALL else f"{words[part]} · {figure(counts[part])}")
            pill.setChecked(part is self.part)
        sums = totals(rows)
        self.result.setText(result_words(sums.result_idr))
        self.result.set_tone("danger" if sums.result_idr < 0 else "primary")
        empty(self._sums)
        for name, amount in total_rows(sums):
            line = QWidget()
            row(wide(Elided(name, "small")), Words(amount, "small"), on=line)
            self._sums.addWidget(line)
        self.pills[Part.DIFFERENT].setVisible(not self.is_blind() or differing > 0)
        self._fit_columns()
        self.list_rows()

    def is_blind(self) -> bool:
        """Whether the book of no product may be seen yet."""
        return not self.sees_book and all(one.book_milli is None for one in self.rows)

    def _fit_columns(self) -> None:
        blind, narrow = self.is_blind(), self.width() - self._side.width() < current().px(_ROOMY)
        for place in (BOOK, OUT, WHO):
            self.table.setColumnHidden(place, blind or narrow)
        self.table.setColumnHidden(MONEY, blind)

    def list_rows(self, stand_on: int | None = None) -> None:
        """List the goods of the chosen part that answer to the search; stand on a product, else where one stood."""
        stood = self.table.current_row()
        wanted_id = stand_on if stand_on is not None else stood.product_id if stood is not None else None
        place = self.table.currentIndex().row()
        wanted = words_of(self.search.text().rpartition("*")[2])
        shown = [one for one in self.rows if self._is_listed(one, wanted)]
        self.model.replace(shown)
        places = [at for at, one in enumerate(self.model.rows) if one.product_id == wanted_id]
        self.table.select(places[0] if places else max(0, place))
        self._tell_foot()

    def _is_listed(self, one: CountRow, wanted: Sequence[str]) -> bool:
        if self.only:
            return one.product_id in self.only
        if self.part is Part.UNCOUNTED and one.counted_milli is not None:
            return False
        if self.part is Part.DIFFERENT and not one.needs_recount:
            return False
        if not wanted:
            return True
        words = " ".join(words_of(f"{one.name} {one.owner} {one.shelf}"))
        return all(word in words for word in wanted)

    def _searched(self, _text: str) -> None:
        self.only = frozenset()
        self.list_rows()

    def _tell_foot(self) -> None:
        chosen = self.table.current_row()
        if self.is_blind():
            self.foot.setText(_("Kasir tetap boleh menjual selama barang dihitung."))
        elif self.table.isColumnHidden(BOOK) and isinstance(chosen, CountRow) and detail(chosen):
            self.foot.setText(detail(chosen))
        elif self._begun_at:
            hour = time_short(clock.local(clock.from_text(self._begun_at)))
            self.foot.setText(
                _(
                    "* stok buku saat hitungan dimulai pukul {hour}; penjualan sesudahnya sudah diperhitungkan, "
                    "jadi kasir tetap boleh menjual."
                ).format(hour=hour)
            )
