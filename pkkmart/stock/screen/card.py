"""The stock card of one product: every move with what was left after it, the newest on top."""

from __future__ import annotations

from datetime import date
from typing import Final

from PySide6.QtWidgets import QWidget

from pkkmart.core.i18n import _, date_short, figure
from pkkmart.core.quantity import quantity_text
from pkkmart.ledger.screen.list_foot import ListFoot
from pkkmart.stock.queries import MoveRow, StockRow, stock_card
from pkkmart.stock.screen.columns import owner_words
from pkkmart.ui.buttons import SecondaryButton
from pkkmart.ui.doors import Door
from pkkmart.ui.keys import KeyAction
from pkkmart.ui.layout import STRETCH, boxed, column, wide
from pkkmart.ui.layout import row as aside
from pkkmart.ui.listing import list_actions
from pkkmart.ui.page import Context
from pkkmart.ui.panels import stacked
from pkkmart.ui.run import run
from pkkmart.ui.table_model import ALL_ROWS, Column, RowsModel, styled_table
from pkkmart.ui.theme import current

SHOWN: Final = 200


class StockCard(QWidget):
    """The newest moves of a product; F9 shows older ones."""

    def __init__(self, context: Context, row: StockRow) -> None:
        super().__init__()
        self._context, self._product_id = context, row.product_id
        self.model: RowsModel[MoveRow] = RowsModel(_move_columns())
        self.table = styled_table(
            self.model,
            _("Kartu stok {name}").format(name=row.name),
            two_lines=True,
            empty_text=_("Belum pernah masuk atau keluar."),
            ordered=True,
        )
        self.table.read_all = lambda: self._read(None, ALL_ROWS)
        self.list_foot = ListFoot(SHOWN, self.table, dated=False)
        self.list_foot.grown.connect(self.reload)
        self.reload()
        self.table.setMinimumHeight(current().px(54) * min(5, max(2, len(self.model.rows))) + current().px(40))
        column(wide(self.table), self.list_foot, spacing=4, on=self)

    def reload(self) -> None:
        """Read the moves again; the one that is stood on stays selected."""
        stood = self.table.current_row()
        rows = self.list_foot.rows(self._read)
        self.model.replace(rows)
        self.table.stand_on((lambda move: move.id == stood.id) if stood is not None else None)
        oldest = date.fromisoformat(rows[-1].business_date) if rows else None
        self.list_foot.tell(len(rows), oldest, _("{count} gerak").format(count=figure(len(rows))))

    def _read(self, _until: date | None, limit: int) -> list[MoveRow]:
        return (run(self._context.messages, stock_card, self._product_id, limit) or [])[::-1]


def open_card(context: Context, row: StockRow) -> None:
    """Show the card over the page; a move opens its document."""
    card = StockCard(context, row)
    left = _("{owner} · sisa {qty} {unit}").format(
        owner=owner_words(row), qty=quantity_text(row.qty_milli), unit=row.unit
    )
    acts = list_actions(context.messages.host, context.messages, lambda: card.table)
    save = SecondaryButton(acts[0].label, acts[0].key, on_click=acts[0].trigger)
    panel = context.messages.show_content(left, stacked(card, boxed(aside(STRETCH, save))), title=row.name, width=720)
    panel.keys += [*acts, KeyAction("F9", _("Lebih lama"), card.list_foot.go_back)]

    def open_document(move: MoveRow) -> None:
        panel.close_panel()
        context.open(Door(move.origin_kind, move.origin_id))

    card.table.opened.connect(open_document)


def _move_columns() -> list[Column[MoveRow]]:
    return [
        Column(_("Tanggal"), lambda move: date_short(date.fromisoformat(move.business_date)), 110),
        Column(_("Kejadian"), lambda move: _reason_words(move.reason), second=_batch_words),
        Column(_("Masuk"), lambda move: quantity_text(move.qty_milli) if move.qty_milli > 0 else "", 90, "right"),
        Column(_("Keluar"), lambda move: quantity_text(-move.qty_milli) if move.qty_milli < 0 else "", 90, "right"),
        Column(
            _("Sisa"),
            lambda move: quantity_text(move.balance_milli),
            90,
            "right",
            weight=700,
            tone=lambda move: "danger" if move.balance_milli < 0 else "plain",
        ),
    ]


def _batch_words(move: MoveRow) -> str:
    if not move.expires_on:
        return ""
    return _("kedaluwarsa {day}").format(day=date_short(date.fromisoformat(move.expires_on)))


def _reason_words(reason: str) -> str:
    return {
        "PURCHASE": _("Pembelian"),
        "PURCHASE_RETURN": _("Retur ke pemasok"),
        "PURCHASE_DISCOUNT": _("Potongan pemasok"),
        "DELIVERY": _("Titipan masuk"),
        "DELIVERY_RETURN": _("Titipan diambil"),
        "SALE": _("Penjualan"),
        "SALE_RETURN": _("Retur pembeli"),
        "VOID": _("Batal jual"),
        "ADJUST": _("Penyesuaian"),
        "COUNT": _("Hitung stok"),
        "SPOILED": _("Rusak"),
        "OPENING": _("Stok awal"),
    }.get(reason, reason)
