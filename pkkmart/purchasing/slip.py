"""The slips of goods bought and of money paid to a supplier, drawn up from the documents when they are wanted."""

from __future__ import annotations

from datetime import date

from pkkmart.core.i18n import _, figure
from pkkmart.core.quantity import quantity_text
from pkkmart.printing.queries import Slip
from pkkmart.printing.signed_slip import amount_lines, note_line, signed_slip
from pkkmart.printing.slip import Columns, Element, Rule, Text
from pkkmart.purchasing.operations import PaidFrom
from pkkmart.purchasing.queries import (
    PurchaseLineRow,
    SupplierDocument,
    purchase_lines,
    return_lines,
    supplier_document,
)
from pkkmart.till.places import CashPlace


def purchase_slip(purchase_id: int) -> Slip:
    """The slip of goods received: each with its quantity and cost; raises LookupError for none such."""
    bought = supplier_document("purchase", purchase_id)
    goods = purchase_lines(purchase_id)
    place = PaidFrom(bought.paid_from).place
    way = _(place.label) if place else _("Utang")
    extra = ((_("Ongkir"), bought.freight_idr), (_("Potongan"), -bought.discount_idr))
    return _slip(
        _("PENERIMAAN BARANG"),
        bought,
        [
            *([Columns(_("Faktur"), bought.note)] if bought.note else []),
            Rule(),
            *(element for line in goods for element in _goods(line)),
            Rule(),
            *(Columns(words, figure(amount)) for words, amount in extra if amount),
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
            *amount_lines(_("Dibayar"), paid.total_idr),
            *([Columns(_("Potongan"), figure(paid.discount_idr))] if paid.discount_idr else []),
            Columns(_("Keluar dari"), _(CashPlace(paid.paid_from).label)),
            *note_line(paid.note),
        ],
        (_("Penerima"), _("Petugas")),
    )


def return_slip(return_id: int) -> Slip:
    """The slip of goods that went back to a supplier; raises LookupError for none such."""
    returned, goods = supplier_document("purchase_return", return_id), return_lines(return_id)
    place = PaidFrom(returned.paid_from).place
    return _slip(
        _("RETUR KE PEMASOK"),
        returned,
        [
            Rule(),
            *(Columns(line.name, f"{quantity_text(line.qty_milli)} {line.unit}") for line in goods),
            Rule(),
            Columns(_("Disetujui"), figure(returned.total_idr), bold=True),
            Columns(_("Cara"), _("uang kembali: {place}").format(place=_(place.label)) if place else _("potong utang")),
            *note_line(returned.note),
        ],
        (_("Pemasok"), _("Petugas")),
    )


def _slip(title: str, document: SupplierDocument, body: list[Element], signers: tuple[str, str]) -> Slip:
    supplier = [Columns(_("Pemasok"), document.supplier)] if document.supplier else []
    return signed_slip(
        title,
        document.number,
        date.fromisoformat(document.business_date),
        [*supplier, *body],
        ((signers[0], ""), (signers[1], document.user)),
        origin=(document.kind, document.id),
        cancelled_by=document.cancelled_by,
    )


def _goods(line: PurchaseLineRow) -> list[Element]:
    return [Text(line.name), Columns(f"{quantity_text(line.qty_milli)} {line.unit}", figure(line.cost_idr))]
