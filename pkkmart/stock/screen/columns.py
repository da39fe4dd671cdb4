"""The columns of the stock list: their texts and tones."""

from __future__ import annotations

from pkkmart.core.i18n import _, figure
from pkkmart.core.quantity import quantity_text
from pkkmart.stock.queries import StockRow
from pkkmart.ui.table_model import Column


def stock_columns() -> list[Column[StockRow]]:
    """Columns of the stock list: name, code, prices, stock."""
    return [
        Column(_("Barang"), lambda row: row.name, second=owner_words),
        Column(_("Kode"), lambda row: row.code, 140, tone=lambda _row: "muted"),
        Column(_("Harga"), lambda row: figure(row.selling_price_idr), 96, "right"),
        Column(
            _("Anggota"),
            lambda row: figure(row.member_price_idr) if row.member_price_idr else "–",
            96,
            "right",
            tone=lambda row: "plain" if row.member_price_idr else "muted",
        ),
        Column(
            _("Stok"),
            lambda row: quantity_text(row.qty_milli) if row.ever_received or row.qty_milli else "–",
            124,
            "right",
            weight=700,
            second=_stock_note,
            tone=_stock_tone,
            second_tone=lambda row: "muted" if _stock_tone(row) == "plain" else _stock_tone(row),
        ),
    ]


def owner_words(row: StockRow) -> str:
    """A product's category, owner and shelf, for the line below its name."""
    shelf = _("rak {name}").format(name=row.shelf) if row.shelf else ""
    return " · ".join(part for part in (row.category, row.owner or _("milik koperasi"), shelf) if part)


def _stock_tone(row: StockRow) -> str:
    return "danger" if row.is_out else "attention" if row.is_low else "plain"


def _stock_note(row: StockRow) -> str:
    if row.is_low and not row.is_out:
        return _("di bawah {minimum}").format(minimum=quantity_text(row.min_stock_milli))
    if row.is_out:
        return _("habis")
    return row.unit if row.ever_received else _("belum masuk")
