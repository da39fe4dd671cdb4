"""The slips of goods bought and of money paid to a supplier, drawn up from the documents when they are wanted."""

from __future__ import annotations

from datetime import date

from pkkmart.core.i18n import _, date_short, figure, rupiah_document, terbilang
from pkkmart.core.quantity import quantity_text
from pkkmart.printing.letterhead import SHOP_NAME
from pkkmart.printing.queries import Slip
from pkkmart.printing.slip import Columns, Cut, Element, Rule, Text
from pkkmart.purchasing.queries import PurchaseLineRow, SupplierDocument, purchase_lines, supplier_document
from pkkmart.till.places import CashPlace
from pkkmart.till.slip import signatures


def purchase_slip(purchase_id: int) -> Slip:
    """The slip of goods received: each with its quantity and cost; raises LookupError for none such."""
    bought = supplier_document("purchase", purchase_id)
    goods = purchase_lines(purchase_id)
    way = _("Utang") if bought.paid_from == "CREDIT" else _(CashPlace(bought.paid_from).label)
    return _slip(
        _("PENERIMAAN BARANG"),
        bought,
        [
            *([Columns(_("Faktur"), bought.note)] if bought.note else []),
            Rule(),
            *(element for line in goods for element in _goods(line)),
            Rule(),
            Columns(_("JUMLAH ({kinds} macam)").format(kinds=len(goods)), figure(bought.total_idr), bold=True),
            Columns(_("Cara bayar"), way),
        ],
        (_("Pengirim"), _("Penerima")),
    )


def payment_slip(payment_id: int) -> Slip:
    """The slip of a payment to a supplier, the amount in words; raises LookupError for none such."""
    paid = supplier_document("supplier_payment", payment_id)
    return _slip(
        _("BAYAR PEMASOK"),
        paid,
        [
            Rule(),
            Columns(_("Dibayar"), rupiah_document(paid.total_idr), bold=True),
            Text(_("Terbilang: {words}").format(words=terbilang(paid.total_idr))),
            Columns(_("Keluar dari"), _(CashPlace(paid.paid_from).label)),
            *([Text(_("Catatan: {note}").format(note=paid.note))] if paid.note else []),
        ],
        (_("Penerima"), _("Petugas")),
    )


def _slip(title: str, document: SupplierDocument, body: list[Element], signers: tuple[str, str]) -> Slip:
    day = date.fromisoformat(document.business_date)
    void = document.cancelled_by
    elements: list[Element] = [
        Text(SHOP_NAME.get(), align="center", bold=True),
        Rule(),
        Text(title, align="center", bold=True),
        Columns(document.number, date_short(day)),
        *([Text(_("BATAL: dibatalkan dengan {void}.").format(void=void), bold=True)] if void else []),
        *([Columns(_("Pemasok"), document.supplier)] if document.supplier else []),
        *body,
        Rule(),
        *signatures((signers[0], ""), (signers[1], document.user)),
        Cut(),
    ]
    return Slip(document.number, tuple(elements), document.kind, document.kind, document.id)


def _goods(line: PurchaseLineRow) -> list[Element]:
    return [Text(line.name), Columns(f"{quantity_text(line.qty_milli)} {line.unit}", figure(line.cost_idr))]
