"""The stock card of one product: every move with what was left after it, the newest on top."""

from __future__ import annotations

from datetime import date

from pkkmart.core.i18n import _, date_short
from pkkmart.core.quantity import quantity_text
from pkkmart.stock.queries import MoveRow, StockRow, stock_card
from pkkmart.stock.screen.columns import owner_words
from pkkmart.ui.buttons import SecondaryButton
from pkkmart.ui.doors import Door
from pkkmart.ui.layout import STRETCH, boxed
from pkkmart.ui.layout import row as aside
from pkkmart.ui.listing import list_actions
from pkkmart.ui.page import Context
from pkkmart.ui.panels import stacked
from pkkmart.ui.table_model import Column, RowsModel, styled_table
from pkkmart.ui.theme import current


def open_card(context: Context, row: StockRow) -> None:
    """Show the card over the page; a move opens its document."""
    moves = stock_card(row.product_id)[::-1]
    model = RowsModel(_move_columns(), moves)
    table = styled_table(
        model,
        _("Kartu stok {name}").format(name=row.name),
        empty_text=_("Belum pernah masuk atau keluar."),
        ordered=True,
    )
    table.setMinimumHeight(current().px(44) * min(6, max(2, len(moves))) + current().px(40))
    left = _("{owner} · sisa {qty} {unit}").format(
        owner=owner_words(row), qty=quantity_text(row.qty_milli), unit=row.unit
    )
    acts = list_actions(context.messages.host, context.messages, lambda: table)
    save = SecondaryButton(acts[0].label, acts[0].key, on_click=acts[0].trigger)
    panel = context.messages.show_content(left, stacked(table, boxed(aside(STRETCH, save))), title=row.name, width=720)
    panel.keys += acts

    def open_document(move: MoveRow) -> None:
        panel.close_panel()
        context.open(Door(move.origin_kind, move.origin_id))

    table.opened.connect(open_document)


def _move_columns() -> list[Column[MoveRow]]:
    return [
        Column(_("Tanggal"), lambda move: date_short(date.fromisoformat(move.business_date)), 110),
        Column(_("Kejadian"), lambda move: _reason_words(move.reason)),
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
