"""Prices that depend on the day, the quantity or the company: promotions, tier prices, paket."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from functools import partial
from typing import Any

from PySide6.QtWidgets import QStackedWidget

from pkkmart.core.i18n import N_, _, figure
from pkkmart.core.operation import Changed
from pkkmart.pricing.below_cost import Floors
from pkkmart.pricing.operations import end_promotion
from pkkmart.pricing.queries import PaketRow, PromotionRow, State, TieredRow, pakets, promotions, tiered
from pkkmart.pricing.screen.columns import paket_columns, promotion_columns, tier_columns
from pkkmart.pricing.screen.paket_form import paket_sheet
from pkkmart.pricing.screen.pick import pick_sheet
from pkkmart.pricing.screen.promotion_form import promotion_sheet
from pkkmart.pricing.screen.tier_form import tier_sheet
from pkkmart.pricing.words import BEARERS, days_words, goods_words, hours_words, names_of, off_words
from pkkmart.products.queries import ProductRow, by_ids
from pkkmart.ui.buttons import PillButton, PrimaryButton
from pkkmart.ui.cards import Card
from pkkmart.ui.flow import flowing
from pkkmart.ui.keys import KeyAction
from pkkmart.ui.layout import column, row, wide
from pkkmart.ui.page import Context, Page
from pkkmart.ui.run import run, succeeds
from pkkmart.ui.table_model import RowsModel, Table, styled_table
from pkkmart.ui.theme import GAP


class Shelf(StrEnum):
    """Which of the three lists is shown."""

    PROMOTIONS = "PROMOTIONS"
    TIERS = "TIERS"
    PAKETS = "PAKETS"


class PromotionsPage(Page):
    """Three lists behind three pills; Ctrl+N adds to the one that is shown, Enter opens the row one stands on."""

    title = N_("Promosi dan paket")
    shows = frozenset({Changed.PRODUCTS})

    def __init__(self, context: Context, floors: Floors) -> None:
        super().__init__(context)
        self._floors, self.shelf = floors, Shelf.PROMOTIONS
        self.pills = {shelf: PillButton("", on_click=partial(self.show_shelf, shelf)) for shelf in Shelf}
        self.promotions: RowsModel[PromotionRow] = RowsModel(promotion_columns())
        self.tiers: RowsModel[TieredRow] = RowsModel(tier_columns())
        self.pakets: RowsModel[PaketRow] = RowsModel(paket_columns())
        self.tables = {
            Shelf.PROMOTIONS: self._table(
                self.promotions,
                _("Promosi"),
                _("Belum ada promosi. Ctrl+N menambah, misalnya kue murah di sore hari."),
            ),
            Shelf.TIERS: self._table(
                self.tiers, _("Harga grosir"), _("Belum ada harga grosir. Ctrl+N memilih barangnya.")
            ),
            Shelf.PAKETS: self._table(
                self.pakets, _("Paket"), _("Belum ada paket. Ctrl+N memilih barang koperasi yang menjadi paket.")
            ),
        }
        self.new_button = PrimaryButton("", "Ctrl+N", icon="plus", on_click=self.add)
        self._lay()
        self.show_shelf(Shelf.PROMOTIONS)

    def _table(self, model: RowsModel[Any], name: str, empty: str) -> Table:
        table = styled_table(model, name, two_lines=True, empty_text=empty)
        table.opened.connect(lambda _row: self.open_row())
        return table

    def _lay(self) -> None:
        top = row(wide(flowing(self.pills.values())), self.new_button)
        self._stack = QStackedWidget()
        for table in self.tables.values():
            self._stack.addWidget(table)
        card = Card(padding=8, spacing=4)
        card.add(self._stack)
        column(top, wide(card), spacing=GAP - 4, on=self)

    def lists(self) -> Sequence[Table]:
        return tuple(self.tables.values())

    def _actions(self) -> list[KeyAction]:
        ending = [
            KeyAction("F7", _("Pakai lagi"), self.repeat),
            KeyAction("Del", _("Hentikan"), self.end),
        ]
        open_words = {Shelf.PROMOTIONS: _("Lihat"), Shelf.TIERS: _("Ubah harga"), Shelf.PAKETS: _("Ubah isi")}
        return [
            KeyAction("Ctrl+N", self._new_words(), self.add),
            KeyAction("Enter", open_words[self.shelf]),
            *(ending if self.shelf is Shelf.PROMOTIONS else []),
            KeyAction("F5", _("Promosi / grosir / paket"), self._next_shelf),
        ]

    def enter(self) -> None:
        super().enter()
        self.reload()
        self.tables[self.shelf].setFocus()

    def scanned(self, code: str) -> None:
        """Among tier prices and pakets a scan opens those of its product."""
        if self.shelf is Shelf.PROMOTIONS:
            super().scanned(code)
        else:
            pick_sheet(self.context, self._pick_title(), self._fits, self._picked).scanned.emit(code)

    def show_shelf(self, shelf: Shelf) -> None:
        """Show one of the three lists."""
        self.shelf = shelf
        self.pills[shelf].setChecked(True)
        self._stack.setCurrentWidget(self.tables[shelf])
        self.new_button.set_words(self._new_words())
        self.set_actions(self._actions())
        self.tables[shelf].setFocus()

    def reload(self) -> None:
        """Read the lists anew; the current row stays current."""
        found = (
            (Shelf.PROMOTIONS, self.promotions, run(self.context.messages, promotions) or []),
            (Shelf.TIERS, self.tiers, run(self.context.messages, tiered) or []),
            (Shelf.PAKETS, self.pakets, run(self.context.messages, pakets) or []),
        )
        for shelf, model, rows in found:
            table, stood = self.tables[shelf], _key(self.tables[shelf].current_row())
            model.replace(rows)  # type: ignore[arg-type]
            if not table.stand_on(partial(_is, stood)):
                table.stand_on(None)
        running = sum(row.state is State.RUNNING for row in self.promotions.rows)
        self.pills[Shelf.PROMOTIONS].set_words(_("Promosi · {count} berjalan").format(count=figure(running)))
        self.pills[Shelf.TIERS].set_words(_("Harga grosir · {count}").format(count=figure(len(self.tiers.rows))))
        self.pills[Shelf.PAKETS].set_words(_("Paket · {count}").format(count=figure(len(self.pakets.rows))))

    def add(self) -> None:
        """Add to the list that is shown."""
        if self.shelf is Shelf.PROMOTIONS:
            promotion_sheet(self.context, self._floors, self._added)
        else:
            pick_sheet(self.context, self._pick_title(), self._fits, self._picked)

    def open_row(self) -> None:
        """Show the promotion one stands on, or change the tiers or parts."""
        row = self.tables[self.shelf].current_row()
        if isinstance(row, PromotionRow):
            self._tell(row)
        elif row is not None:
            self._picked(by_ids([row.product_id])[row.product_id])

    def repeat(self) -> None:
        """A new promotion like the current one."""
        row = self.tables[Shelf.PROMOTIONS].current_row()
        if row is None:
            self.context.messages.attention(_("Pilih promosinya dulu, lalu tekan F7."))
        else:
            promotion_sheet(self.context, self._floors, self._added, row.promotion)

    def end(self) -> None:
        """End the current promotion, after asking."""
        row = self.tables[Shelf.PROMOTIONS].current_row()
        if row is None or row.state is State.PAST:
            self.context.messages.attention(_("Pilih promosi yang berjalan atau akan datang, lalu tekan Del."))
            return
        name = row.promotion.name
        self.context.messages.ask(
            _("Hentikan promosi {name} mulai sekarang? Struk yang sudah jadi tidak berubah.").format(name=name),
            yes=_("Hentikan"),
            on_yes=lambda: self._end(row.promotion.id, name),
            tone="danger",
        )

    def _end(self, promotion_id: int, name: str) -> None:
        if succeeds(self.context.messages, end_promotion, self.context.actor, promotion_id):
            self._said(_("Promosi {name} dihentikan.").format(name=name))

    def _tell(self, row: PromotionRow) -> None:
        one = row.promotion
        bearer = _("ditanggung {who}").format(who=_(BEARERS[one.bearer]))
        lines = (off_words(one), goods_words(one, names_of(row), 20), hours_words(one), days_words(one), bearer)
        self.context.messages.ask(
            "\n".join(line[:1].upper() + line[1:] for line in lines),
            title=one.name,
            yes=_("Tutup"),
            only_yes=True,
        )

    def _added(self, promotion_id: int) -> None:
        self.reload()
        self.tables[Shelf.PROMOTIONS].stand_on(partial(_is, promotion_id))
        self.context.messages.good(_("Promosi tersimpan."))

    def _picked(self, product: ProductRow) -> None:
        if self.shelf is Shelf.TIERS:
            done = _("Harga grosir {name} sudah diubah.").format(name=product.name)
            tier_sheet(self.context, self._floors, product, lambda: self._said(done))
        else:
            done = _("Isi {name} sudah diubah.").format(name=product.name)
            paket_sheet(self.context, self._floors, product, lambda: self._said(done))

    def _fits(self, product: ProductRow) -> bool:
        return self.shelf is Shelf.TIERS or (product.owner_id is None and not product.sold_by_weight)

    def _new_words(self) -> str:
        return {
            Shelf.PROMOTIONS: _("Promosi baru"),
            Shelf.TIERS: _("Harga grosir baru"),
            Shelf.PAKETS: _("Paket baru"),
        }[self.shelf]

    def _pick_title(self) -> str:
        return _("Harga grosir barang apa?") if self.shelf is Shelf.TIERS else _("Barang mana yang menjadi paket?")

    def _next_shelf(self) -> None:
        shelves = list(Shelf)
        self.show_shelf(shelves[(shelves.index(self.shelf) + 1) % len(shelves)])

    def _said(self, sentence: str) -> None:
        self.reload()
        self.context.messages.good(sentence)


def _is(key: int | None, row: PromotionRow | TieredRow | PaketRow) -> bool:
    return _key(row) == key


def _key(row: PromotionRow | TieredRow | PaketRow | None) -> int | None:
    if row is None:
        return None
    return row.promotion.id if isinstance(row, PromotionRow) else row.product_id
