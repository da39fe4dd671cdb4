"""The receipt as width-free elements, from the frozen sale: all that law and buyers ask of a receipt."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from pkkmart.core import clock
from pkkmart.core.i18n import _, date_short, figure, rupiah_document, time_short
from pkkmart.core.quantity import ONE, quantity_text
from pkkmart.printing.letterhead import (
    RECEIPT_FOOTER,
    RECEIPT_HEADER,
    RECEIPT_LOGO,
    RECEIPT_POLICY,
    SHOP_ADDRESS,
    SHOP_LEGAL_NAME,
    SHOP_LEGAL_NUMBER,
    SHOP_LOGO,
    SHOP_NAME,
    SHOP_PHONE,
    logo_sha256,
)
from pkkmart.printing.slip import Barcode, Columns, Cut, DrawerKick, Element, Feed, Image, Rule, Text
from pkkmart.sales.queries import ReceiptLine, ReceiptPayment, SaleView
from pkkmart.sales.tenders import Tender


def receipt_elements(sale: SaleView, *, kick: bool = False) -> list[Element]:
    """Everything on the paper in order; `kick` opens the drawer before anything is printed."""
    return [
        *([DrawerKick()] if kick else []),
        *_head(),
        Rule(),
        Columns(sale.number, sale_moment(sale)),
        Columns(_("Kasir"), sale.cashier),
        *_member(sale),
        Rule(),
        *(element for sold in sold_goods(sale) for element in _goods(sold)),
        Rule(),
        *_totals(sale),
        Rule(),
        *_consignors(sale),
        *_foot(sale),
        Cut(),
    ]


def _head() -> list[Element]:
    legal = _labelled(_("BH {number}"), SHOP_LEGAL_NUMBER.get())
    contact = _labelled(_("Telp. {number}"), SHOP_PHONE.get())
    logo = logo_sha256(SHOP_LOGO.get()) if RECEIPT_LOGO.get() else ""
    return [
        *([Image(logo)] if logo else []),
        Text(SHOP_NAME.get(), align="center", bold=True, size=2),
        *(
            Text(text, align="center")
            for text in (SHOP_LEGAL_NAME.get(), legal, SHOP_ADDRESS.get(), contact, RECEIPT_HEADER.get())
            if text
        ),
    ]


def _labelled(pattern: str, number: str) -> str:
    return pattern.format(number=number) if number else ""


def sale_moment(sale: SaleView) -> str:
    """`24/11/2026 10.42`: the day and hour by the shop's clock, for every paper of a sale."""
    local = clock.local(clock.from_text(sale.recorded_at))
    return f"{date_short(local.date())} {time_short(local)}"


def _member(sale: SaleView) -> list[Element]:
    if sale.member_id is None:
        return []
    return [Columns(_("Anggota"), f"{sale.member} {sale.member_number}".strip())]


@dataclass(frozen=True, slots=True)
class Inside:
    """One part of a paket: how much of it, and what; it has no price of its own on paper."""

    name: str
    consigned: bool

    @property
    def starred(self) -> str:
        """The name, with the star that marks what is titipan."""
        return _starred(self.name, self.consigned)


@dataclass(frozen=True, slots=True)
class Sold:
    """What was sold as every paper of a sale tells it: one line, or one paket, which has no quantity and no price."""

    name: str
    consigned: bool
    gross_idr: int
    off_words: str
    off_idr: int
    quantity: str = ""
    price_idr: int = 0
    inside: tuple[Inside, ...] = ()

    @property
    def starred(self) -> str:
        """The name, with the star that marks what is titipan."""
        return _starred(self.name, self.consigned)


def _starred(name: str, consigned: bool) -> str:
    return f"{name} *" if consigned else name


def sold_goods(sale: SaleView) -> Iterator[Sold]:
    """Every line as it was sold; the lines of a paket once, as what is in it."""
    for paket, group in groupby(sale.lines, key=lambda line: line.paket):
        lines = list(group)
        if paket is None:
            yield from map(_line, lines)
            continue
        off = sum(line.discount_idr for line in lines)
        gross = sum(line.net_idr for line in lines) + off
        inside = tuple(Inside(f"{quantity_text(line.qty_milli)} {line.name}", bool(line.owner)) for line in lines)
        yield Sold(lines[0].kit_name, False, gross, discount_words(lines[0]), off, inside=inside)


def _line(line: ReceiptLine) -> Sold:
    return Sold(
        line.name,
        bool(line.owner),
        line.net_idr + line.discount_idr,
        discount_words(line),
        line.discount_idr,
        f"{quantity_text(line.qty_milli)} {line.unit}",
        line.price_idr,
    )


def _goods(sold: Sold) -> list[Element]:
    price = _("  {quantity} x {price}").format(quantity=sold.quantity, price=figure(sold.price_idr))
    off = [Columns("  " + sold.off_words, figure(-sold.off_idr))] if sold.off_idr else []
    return [
        Text(sold.starred),
        Columns(price if sold.quantity else "", figure(sold.gross_idr)),
        *off,
        *(Text("  " + inside.starred) for inside in sold.inside),
    ]


def discount_words(line: ReceiptLine) -> str:
    """What a line's discount is called: by the promotion or the reason behind it, where one is told."""
    return _("Diskon {name}").format(name=line.discount_name) if line.discount_name else _("Diskon")


def tendered(payment: ReceiptPayment) -> tuple[str, int]:
    """The words of a tender, and what it brought: of cash what was handed over, before the change."""
    return _(Tender(payment.tender).facts.on_paper), payment.received_idr


def units_of(sale: SaleView) -> int:
    """How many things are in the bag; what is sold by weight counts as one."""
    return sum(line.qty_milli // ONE if line.qty_milli % ONE == 0 else 1 for line in sale.lines)


def gave_cash(sale: SaleView) -> bool:
    """Whether change is worth a line: cash was handed over."""
    return sale.change_idr != 0 or any(payment.tender == "CASH" for payment in sale.payments)


def _totals(sale: SaleView) -> list[Element]:
    rows: list[Element] = [
        Columns(_("TOTAL ({count} barang)").format(count=units_of(sale)), figure(sale.total_idr), bold=True)
    ]
    if sale.rounding_idr:
        rows.append(Columns(_("Pembulatan tunai"), figure(sale.rounding_idr)))
        rows.append(Columns(_("Harus dibayar"), figure(sale.due_idr), bold=True))
    for words, amount in map(tendered, sale.payments):
        rows.append(Columns(words, figure(amount)))
    if gave_cash(sale):
        rows.append(Columns(_("Kembali"), figure(sale.change_idr), bold=True))
    rows += [Columns(words, amount) for words, amount in sale.notes]
    if sale.saved_idr:
        rows.append(Columns(_("ANDA HEMAT"), figure(sale.saved_idr), bold=True))
    return rows


def owners_of(sale: SaleView) -> list[str]:
    """The consignors of the goods sold, each once, in the order of the lines."""
    return list(dict.fromkeys(line.owner for line in sale.lines if line.owner))


def _consignors(sale: SaleView) -> list[Element]:
    owners = owners_of(sale)
    if not owners:
        return []
    return [Text(_("* barang titipan UMKM: {names}").format(names=", ".join(owners))), Feed()]


def _foot(sale: SaleView) -> list[Element]:
    year = (
        [Text(_("Belanja Anda tahun {year}: {amount}").format(
            year=sale.business_date.year, amount=rupiah_document(sale.member_year_idr)), align="center")]
        if sale.member_id is not None
        else []
    )  # fmt: skip
    texts = [text for text in (RECEIPT_POLICY.get(), RECEIPT_FOOTER.get()) if text]
    return [*year, *(Text(text, align="center") for text in texts), Feed(), Barcode(sale.number)]
