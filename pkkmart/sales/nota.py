"""The nota of one sale on half a sheet, for an office that must account for what it bought."""

from __future__ import annotations

from collections.abc import Iterator

from pkkmart.core.i18n import MONTHS, _, figure, terbilang
from pkkmart.printing.letterhead import PLACE, RECEIPT_POLICY
from pkkmart.printing.paper import Block, Column, Document, Look, Note, Paper, Row, Signatures, Table, letterhead
from pkkmart.printing.pdf import to_pdf
from pkkmart.sales.queries import SaleView
from pkkmart.sales.receipt import owners_of, sale_moment, sold_goods, tendered


def nota_pdf(sale: SaleView) -> bytes:
    """The nota as PDF bytes: A5, as many pages as its lines need."""
    return to_pdf(nota(sale), Paper.A5)


def nota(sale: SaleView) -> Document:
    """The nota as plain elements; the amount in words is what was to be paid, rounding included."""
    buyer = f"{sale.member} ({sale.member_number})" if sale.member_id is not None else _("umum")
    return Document(
        head=letterhead(),
        title=_("Nota penjualan"),
        period=_("No. {number}").format(number=sale.number),
        unit=_("{moment} · Kasir {cashier} · Pembeli {buyer}").format(
            moment=sale_moment(sale), cashier=sale.cashier, buyer=buyer
        ),
        blocks=(_table(sale), *_notes(sale), _signatures(sale)),
    )


def nota_name(sale: SaleView) -> str:
    """What the file is called until somebody calls it otherwise."""
    return f"nota-{sale.number}.pdf"


def _table(sale: SaleView) -> Table:
    columns = (
        Column(_("Barang")),
        Column(_("Banyaknya"), figures=True),
        Column(_("Harga satuan"), figures=True),
        Column(_("Jumlah (Rp)"), figures=True),
    )
    return Table(columns, (*_goods(sale), *_sums(sale)))


def _goods(sale: SaleView) -> Iterator[Row]:
    for place, sold in enumerate(sold_goods(sale), 1):
        price = figure(sold.price_idr) if sold.quantity else ""
        yield Row((f"{place}. {sold.starred}", sold.quantity, price, figure(sold.gross_idr)))
        for inside in sold.inside:
            yield Row((inside.starred, "", "", ""), Look.DETAIL, indent=1)
        if sold.off_idr:
            yield Row((sold.off_words, "", "", figure(-sold.off_idr)), Look.DETAIL, indent=1)


def _sums(sale: SaleView) -> Iterator[Row]:
    yield _sum(_("Jumlah"), sale.total_idr, Look.TOTAL if not sale.rounding_idr else Look.SUBTOTAL)
    if sale.rounding_idr:
        yield _sum(_("Pembulatan tunai"), sale.rounding_idr)
        yield _sum(_("Harus dibayar"), sale.due_idr, Look.TOTAL)


def _sum(words: str, amount_idr: int, look: Look = Look.PLAIN) -> Row:
    return Row((words, "", "", figure(amount_idr)), look)


def _notes(sale: SaleView) -> list[Block]:
    words = terbilang(sale.due_idr)
    amount = _("Terbilang: # {words} #").format(words=f"{words[:1].upper()}{words[1:]}")
    owners = owners_of(sale)
    told = (
        _("* barang titipan UMKM: {names}.").format(names=", ".join(owners)) if owners else "",
        RECEIPT_POLICY.get(),
    )
    small = " ".join(text for text in told if text)
    return [Note(amount, strong=True), Note(_paid(sale)), *([Note(small)] if small else [])]


def _paid(sale: SaleView) -> str:
    """How it was paid, in one paragraph: half a sheet has no room for a line each."""
    paid = [f"{words} {figure(amount)}" for words, amount in map(tendered, sale.payments)]
    if sale.change_idr:
        paid.append(_("kembali {amount}").format(amount=figure(sale.change_idr)))
    paid += [f"{words} {amount}" for words, amount in sale.notes]
    if sale.saved_idr:
        paid.append(_("hemat {amount}").format(amount=figure(sale.saved_idr)))
    return _("Dibayar: {parts}.").format(parts=" · ".join(paid))


def _signatures(sale: SaleView) -> Signatures:
    day = f"{sale.business_date.day} {_(MONTHS[sale.business_date.month - 1])} {sale.business_date.year}"
    place = PLACE.get()
    return Signatures(
        f"{place}, {day}" if place else day,
        "",
        ((_("Penerima"), sale.member), (_("Hormat kami"), sale.cashier)),
    )
