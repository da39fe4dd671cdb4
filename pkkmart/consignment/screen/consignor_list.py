"""The list of consignors for the morning: name, kelurahan, and whether goods came today."""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import partial

from PySide6.QtCore import QSignalBlocker, Qt, Signal

from pkkmart.consignment.queries import ConsignorToday
from pkkmart.core.i18n import _
from pkkmart.core.quantity import quantity_text
from pkkmart.products.search import has_words, words_of
from pkkmart.ui.cards import Words
from pkkmart.ui.layout import STRETCH, column
from pkkmart.ui.scrolling import ScrollList
from pkkmart.ui.tiles import ListCard


class ConsignorList(ScrollList):
    """A card for each consignor, chosen by tap or by the arrows of the search field."""

    chosen = Signal(int)

    def __init__(self, dressed: Callable[[ConsignorToday], dict[str, str]] | None = None) -> None:
        """`dressed` tells what the card of a consignor says besides the name; by default what came this morning."""
        super().__init__()
        self._dressed = dressed or self._morning
        self._usual: frozenset[int] | None = None
        self._consignors: list[ConsignorToday] = []
        self._unsaved: frozenset[int] = frozenset()
        self._text, self._current = "", 0
        self.cards: dict[int, ListCard] = {}

    def show_consignors(
        self, consignors: list[ConsignorToday], unsaved: Collection[int], usual: Collection[int] | None = None
    ) -> None:
        """Show who may come today; `unsaved` are those for whom something is typed.

        Others than the `usual` ones are shown once they came, are chosen, or are searched for.
        """
        self._consignors, self._unsaved = consignors, frozenset(unsaved)
        self._usual = None if usual is None else frozenset(usual)
        if [consignor.id for consignor in self._shown()] == list(self.cards):
            self.redress()
        else:
            self._build()

    def redress(self) -> None:
        """Let every card say its state anew."""
        for consignor in self._shown():
            self._dress(self.cards[consignor.id], consignor)

    def search(self, text: str) -> None:
        """Show only consignors with every word in their name, kelurahan or goods."""
        self._text = text
        self._build()

    def first(self) -> int | None:
        """The consignor on top of what is shown."""
        return next(iter(self.cards), None)

    def stand_on(self, consignor_id: int) -> None:
        """Mark the chosen consignor and scroll to the card."""
        self._current = consignor_id
        for known, card in self.cards.items():
            with QSignalBlocker(card):
                card.setChecked(known == consignor_id)
        if consignor_id in self.cards:
            self.ensureWidgetVisible(self.cards[consignor_id])

    def neighbour(self, by: int) -> int | None:
        """The consignor above (-1) or below (+1) the chosen one."""
        shown = list(self.cards)
        if not shown:
            return None
        if self._current not in shown:
            return shown[0]
        return shown[max(0, min(len(shown) - 1, shown.index(self._current) + by))]

    def _shown(self) -> list[ConsignorToday]:
        wanted = words_of(self._text)
        if not wanted and self._usual is not None:
            shown = self._usual | self._unsaved | {self._current}
            return [one for one in self._consignors if one.id in shown or one.delivered_milli]
        return [one for one in self._consignors if has_words(" ".join((one.name, one.area, *one.goods)), wanted)]

    def _build(self) -> None:
        self.cards = {}
        for consignor in self._shown():
            card = ListCard(consignor.name, on_click=partial(self.chosen.emit, consignor.id))
            card.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self._dress(card, consignor)
            self.cards[consignor.id] = card
        none = () if self.cards else (Words(_("Tidak ada penitip yang cocok."), tone="muted", wrap=True),)
        self.fill(column(*self.cards.values(), *none, STRETCH, margins=(0, 0, 6, 0), spacing=8))
        self.stand_on(self._current)

    def _dress(self, card: ListCard, consignor: ConsignorToday) -> None:
        card.set(consignor.name, **self._dressed(consignor))

    def _morning(self, consignor: ConsignorToday) -> dict[str, str]:
        second = ", ".join(consignor.goods) or _("belum ada barang")
        if consignor.area:
            second = f"{consignor.area} · {second}"
        chip, tone = "", "plain"
        if consignor.id in self._unsaved:
            chip, tone = _("belum disimpan"), "attention"
        elif consignor.delivered_milli:
            chip = _("masuk {qty}").format(qty=quantity_text(consignor.delivered_milli))
        return {"second": second, "chip_text": chip, "chip_tone": tone, "note": "" if chip else _("belum")}
