"""The list of mothers at the left: who she is, where she lives, and whether she has come today."""

from __future__ import annotations

from collections.abc import Collection
from functools import partial

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QScrollArea

from pkkmart.consignment.queries import MotherRow
from pkkmart.core.i18n import _
from pkkmart.core.quantity import quantity_text
from pkkmart.products.search import words_of
from pkkmart.ui.cards import Words
from pkkmart.ui.layout import STRETCH, boxed, column
from pkkmart.ui.tiles import ListCard


class MotherList(QScrollArea):
    """Cards one taps, or walks through from the search field."""

    chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._mothers: list[MotherRow] = []
        self._unsaved: frozenset[int] = frozenset()
        self._text, self._current = "", 0
        self.cards: dict[int, ListCard] = {}
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.viewport().setAutoFillBackground(False)

    def show_mothers(self, mothers: list[MotherRow], unsaved: Collection[int]) -> None:
        """Show who may come today; `unsaved` are those for whom something is typed."""
        self._mothers, self._unsaved = mothers, frozenset(unsaved)
        if [mother.id for mother in self._shown()] == list(self.cards):
            for mother in self._shown():
                self._dress(self.cards[mother.id], mother)
        else:
            self._build()

    def search(self, text: str) -> None:
        """Leave only those whose name, kelurahan or goods hold every word."""
        self._text = text
        self._build()

    def first(self) -> int | None:
        """The mother on top of what is shown."""
        return next(iter(self.cards), None)

    def stand_on(self, mother_id: int) -> None:
        """Mark the chosen mother and bring her into view."""
        self._current = mother_id
        for known, card in self.cards.items():
            with QSignalBlocker(card):
                card.setChecked(known == mother_id)
        if mother_id in self.cards:
            self.ensureWidgetVisible(self.cards[mother_id])

    def neighbour(self, by: int) -> int | None:
        """The mother above (-1) or below (+1) the chosen one."""
        shown = list(self.cards)
        if not shown:
            return None
        if self._current not in shown:
            return shown[0]
        return shown[max(0, min(len(shown) - 1, shown.index(self._current) + by))]

    def _shown(self) -> list[MotherRow]:
        wanted = words_of(self._text)
        return [mother for mother in self._mothers if _holds(mother, wanted)]

    def _build(self) -> None:
        self.cards = {}
        for mother in self._shown():
            card = ListCard(mother.name, on_click=partial(self.chosen.emit, mother.id))
            card.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self._dress(card, mother)
            self.cards[mother.id] = card
        none = () if self.cards else (Words(_("Tidak ada penitip yang cocok."), tone="muted", wrap=True),)
        listed = column(*self.cards.values(), *none, STRETCH, margins=(0, 0, 6, 0), spacing=8)
        holder = boxed(listed, plain=True)
        self.setWidget(holder)
        holder.setAutoFillBackground(False)
        self.stand_on(self._current)

    def _dress(self, card: ListCard, mother: MotherRow) -> None:
        second = ", ".join(mother.goods) or _("belum ada barang")
        if mother.area:
            second = f"{mother.area} · {second}"
        chip, tone = "", "plain"
        if mother.id in self._unsaved:
            chip, tone = _("belum disimpan"), "attention"
        elif mother.delivered_milli:
            chip = _("masuk {qty}").format(qty=quantity_text(mother.delivered_milli))
        card.set(mother.name, second, chip_text=chip, chip_tone=tone, note="" if chip else _("belum"))


def _holds(mother: MotherRow, wanted: list[str]) -> bool:
    known = words_of(" ".join((mother.name, mother.area, *mother.goods)))
    return all(any(word.startswith(part) for word in known) for part in wanted)
