"""The columns of the lists of consignors, their goods, accounts and documents."""

from __future__ import annotations

from pkkmart.consignment.queries import AccountRow, ConsignorRow, DocumentRow, GoodsLine, ShelfRow
from pkkmart.core.i18n import _, date_short, figure, rupiah
from pkkmart.core.quantity import quantity_text
from pkkmart.ui.table_model import Column


def consignor_columns() -> list[Column[ConsignorRow]]:
    """Columns of the consignors: name, goods on the shelf, what the shop owes."""
    return [
        Column(_("UMKM"), lambda row: row.name, weight=600, second=lambda row: row.area or _("kelurahan belum diisi")),
        Column(
            _("Di rak"),
            lambda row: quantity_text(row.shelf_milli) if row.kinds else "–",
            92,
            "right",
            second=lambda row: figure(row.shelf_idr) if row.kinds else "",
            tone=lambda row: "plain" if row.kinds else "muted",
        ),
        Column(
            _("Terutang"),
            lambda row: figure(row.owed_idr) if row.owed_idr else "–",
            116,
            "right",
            weight=700,
            second=_paid_words,
            tone=lambda row: "primary" if row.owed_idr > 0 else "danger" if row.owed_idr else "muted",
        ),
    ]


def _paid_words(row: ConsignorRow) -> str:
    return _("dibayar {day}").format(day=date_short(row.last_paid_on)[:5]) if row.last_paid_on else _("belum pernah")


def shelf_columns() -> list[Column[ShelfRow]]:
    """Columns of a consignor's goods on the shelf, at their selling price."""
    return [
        Column(_("Barang"), lambda row: row.name, second=lambda row: rupiah(row.price_idr)),
        Column(
            _("Di rak"),
            lambda row: f"{quantity_text(row.qty_milli)} {row.unit}",
            120,
            "right",
            weight=700,
            tone=lambda row: "danger" if row.qty_milli < 0 else "plain",
        ),
        Column(_("Nilai jual"), lambda row: figure(row.value_idr) if row.qty_milli > 0 else "–", 120, "right"),
    ]


def account_columns() -> list[Column[AccountRow]]:
    """Columns of an account, by product and price: sold, the shop's commission, the consignor's share."""
    return [
        Column(_("Barang"), lambda row: row.name, second=_account_note),
        Column(_("Laku"), lambda row: quantity_text(row.qty_milli) if row.kind == "SOLD" else "–", 76, "right"),
        Column(_("Harga"), lambda row: figure(row.price_idr) if row.price_idr else "–", 88, "right"),
        Column(_("Komisi"), lambda row: figure(row.commission_idr) if row.kind == "SOLD" else "–", 96, "right"),
        Column(_("Hak ibu"), lambda row: figure(row.share_idr), 112, "right", weight=700),
    ]


def _account_note(row: AccountRow) -> str:
    if row.kind == "LOST":
        return _("{qty} hilang atau rusak, diganti toko").format(qty=quantity_text(row.qty_milli))
    if row.kind == "FOUND":
        return _("{qty} hilang, ditemukan lagi").format(qty=quantity_text(-row.qty_milli))
    if row.returned_milli:
        return _("dibawa pulang {qty}").format(qty=quantity_text(row.returned_milli))
    return ""


def document_columns() -> list[Column[DocumentRow]]:
    """Columns of a consignor's documents: number, what it moved, its state."""
    return [
        Column(
            _("Surat"),
            lambda row: kind_words(row.kind),
            second=lambda row: f"{row.number} · {date_short(row.business_date)}",
        ),
        Column(
            _("Isi"),
            moved_words,
            116,
            "right",
            weight=700,
            tone=lambda row: "muted" if row.cancelled_by else "plain",
        ),
        Column("", state_words, 128, chip=True, tone=_state_tone),
    ]


def kind_words(kind: str) -> str:
    """The name of a kind of document."""
    return {
        "delivery": _("Nota titip"),
        "return_note": _("Nota retur"),
        "loss": _("Hilang, rusak"),
        "settlement": _("Perhitungan"),
        "payout": _("Kuitansi"),
        "advance": _("Uang muka"),
        "evening_count": _("Hitung sore"),
    }[kind]


def moved_words(row: DocumentRow) -> str:
    """A document's rupiah, or its quantity where it moves no money."""
    if row.kind in ("delivery", "return_note", "evening_count"):
        return _("{qty} barang").format(qty=quantity_text(row.qty_milli))
    return figure(row.amount_idr)


def state_words(row: DocumentRow) -> str:
    """A document's state in a word or two; "" where there is nothing to say."""
    if row.cancelled_by:
        return _("dibatalkan")
    if row.kind != "settlement":
        return ""
    if not row.unpaid_idr:
        return _("dibayar")
    return (
        _("belum dibayar") if row.unpaid_idr == row.amount_idr else _("sisa {left}").format(left=figure(row.unpaid_idr))
    )


def _state_tone(row: DocumentRow) -> str:
    if row.cancelled_by:
        return "muted"
    return "attention" if row.unpaid_idr else "good"


def goods_columns() -> list[Column[GoodsLine]]:
    """The lines of a nota."""
    return [
        Column(_("Barang"), lambda row: row.name),
        Column(_("Jumlah"), lambda row: f"{quantity_text(row.qty_milli)} {row.unit}", 120, "right", weight=700),
        Column(_("Harga jual"), lambda row: figure(row.price_idr), 110, "right"),
        Column(
            _("Setor"),
            lambda row: "–" if row.unit_share_idr is None else figure(row.unit_share_idr),
            100,
            "right",
        ),
    ]
