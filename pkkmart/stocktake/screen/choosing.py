"""Where a count is begun or gone on with: one list of what is under way and of what can be counted."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from pkkmart.core.i18n import _
from pkkmart.products.search import words_of
from pkkmart.stocktake.queries import CountHead, ScopeRow, open_counts, scope_rows
from pkkmart.stocktake.screen.columns import choice_columns
from pkkmart.ui.buttons import PrimaryButton, SecondaryButton
from pkkmart.ui.cards import Card, SectionTitle, Words
from pkkmart.ui.fields import SearchField
from pkkmart.ui.layout import STRETCH, column, row, wide
from pkkmart.ui.table_model import RowsModel, styled_table
from pkkmart.ui.theme import GAP, current


class Choosing(QWidget):
    """The list with its search; `chosen(row)` comes for the row one wants to count."""

    chosen = Signal(object)
    history_wished = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[CountHead | ScopeRow] = []
        self.search = SearchField(_("Cari yang dihitung"), _("Cari rak, kategori atau nama penitip …"))
        self.model: RowsModel[CountHead | ScopeRow] = RowsModel(choice_columns())
        self.table = styled_table(
            self.model, _("Barang yang dihitung"), two_lines=True, empty_text=_("Tidak ada yang cocok.")
        )
        self.begin_button = PrimaryButton(_("Mulai menghitung"), "F12", big=True, on_click=self.take)
        history = SecondaryButton(_("Hitungan yang dibukukan"), "F8", on_click=self.history_wished.emit)
        told = _(
            "Setiap yang dipindai langsung tersimpan, juga bila listrik padam. Kasir tetap boleh menjual: yang terjual "
            "selama menghitung sudah diperhitungkan. Belum ada yang berubah sampai dibukukan."
        )
        card = Card(padding=8, spacing=4).add(wide(self.table))
        self._side = QWidget()
        about = Card(padding=18, spacing=10).add(
            SectionTitle(_("Menghitung sambil berjualan")), Words(told, tone="muted", wrap=True)
        )
        column(about, STRETCH, history, self.begin_button, spacing=GAP - 2, on=self._side)
        left = column(self.search, wide(card), spacing=GAP - 4)
        row(wide(left), self._side, spacing=GAP + 2, on=self)
        self.search.searched.connect(lambda _text: self._show())
        self.search.stepped.connect(self.table.step)
        self.search.entered.connect(self.take)
        self.table.opened.connect(lambda _row: self.take())
        self.table.selected.connect(self._selected)

    def reload(self) -> None:
        """Read again what is under way and what can be counted."""
        under_way = open_counts()
        taken = {one.goods for one in under_way}
        self._rows = [*under_way, *(one for one in scope_rows() if one.goods not in taken or not one.products)]
        self._show()

    def stand_on(self, count_id: int | None) -> None:
        """Choose a count under way, or the first row."""
        places = [at for at, one in enumerate(self.model.rows) if isinstance(one, CountHead) and one.id == count_id]
        self.table.select(places[0] if places else 0)

    def take(self) -> None:
        """Count the chosen row."""
        self._show()  # what was typed a moment ago is searched first
        chosen = self.table.current_row()
        if chosen is not None:
            self.chosen.emit(chosen)

    def fit(self, width: int) -> None:
        """Take the width of the page, in pixels."""
        self._side.setFixedWidth(min(current().px(380), width * 35 // 100))

    def _show(self) -> None:
        stood, wanted = self.table.current_row(), words_of(self.search.text())
        shown = [one for one in self._rows if all(word in " ".join(words_of(one.goods)) for word in wanted)]
        self.model.replace(shown)
        places = [place for place, one in enumerate(self.model.rows) if one == stood]
        self.table.select(places[0] if places else 0)
        self._selected(self.table.current_row())

    def _selected(self, chosen: object) -> None:
        goes_on = isinstance(chosen, CountHead)
        self.begin_button.set_words(_("Lanjutkan hitungan") if goes_on else _("Mulai menghitung"))
