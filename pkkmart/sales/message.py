"""A receipt as a message: plain text that reads well in WhatsApp, where *this* is bold and _this_ is slanted."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from pkkmart.core.i18n import _, figure, rupiah_document
from pkkmart.printing.letterhead import RECEIPT_FOOTER, RECEIPT_POLICY, SHOP_ADDRESS, SHOP_NAME, SHOP_PHONE
from pkkmart.sales.queries import SaleView
from pkkmart.sales.receipt import Inside, Sold, gave_cash, owners_of, sale_moment, sold_goods, tendered, units_of

_SIGNS: Final = str.maketrans({"*": "∗", "_": " ", "~": "∼", "`": "'"})
"""Signs by which WhatsApp dresses letters, made harmless in names that hold one."""


def receipt_text(sale: SaleView) -> str:
    """The receipt as paragraphs with an empty line between, for the clipboard; the same figures as on paper."""
    paragraphs = (_head(), _what(sale), _goods(sale), _totals(sale), _foot(sale))
    return "\n\n".join("\n".join(lines) for lines in map(list, paragraphs) if lines) + "\n"


def _head() -> Iterator[str]:
    yield f"*{_plain(SHOP_NAME.get())}*"
    phone = SHOP_PHONE.get()
    contact = (SHOP_ADDRESS.get(), _("Telp. {number}").format(number=phone) if phone else "")
    yield from (_plain(line) for line in contact if line)


def _what(sale: SaleView) -> Iterator[str]:
    yield _("Struk {number}").format(number=sale.number)
    yield _("{moment}, kasir {cashier}").format(moment=sale_moment(sale), cashier=_plain(sale.cashier))
    if sale.member_id is not None:
        yield _("Anggota: {name} {number}").format(name=_plain(sale.member), number=sale.member_number).strip()


def _goods(sale: SaleView) -> Iterator[str]:
    for sold in sold_goods(sale):
        name, gross = _named(sold), figure(sold.gross_idr)
        if sold.quantity:
            price = figure(sold.price_idr)
            yield name
            yield _("{quantity} x {price} = {amount}").format(quantity=sold.quantity, price=price, amount=gross)
        else:
            yield _("{name} = {amount}").format(name=name, amount=gross)
        if sold.off_idr:
            yield f"{_plain(sold.off_words)}: {figure(-sold.off_idr)}"
        # A message knows no indent that every telephone keeps; a dash it shows as a list.
        yield from (f"- {_named(inside)}" for inside in sold.inside)


def _named(goods: Sold | Inside) -> str:
    name = _plain(goods.name)
    return _("{name} (titipan)").format(name=name) if goods.consigned else name


def _totals(sale: SaleView) -> Iterator[str]:
    total = _("Total ({count} barang): {amount}")
    yield f"*{total.format(count=units_of(sale), amount=rupiah_document(sale.total_idr))}*"
    if sale.rounding_idr:
        yield _("Pembulatan tunai: {amount}").format(amount=figure(sale.rounding_idr))
        due = _("Harus dibayar: {amount}").format(amount=rupiah_document(sale.due_idr))
        yield f"*{due}*"
    yield from (f"{words}: {figure(amount)}" for words, amount in map(tendered, sale.payments))
    if gave_cash(sale):
        yield _("Kembali: {amount}").format(amount=figure(sale.change_idr))
    yield from (f"{words}: {amount}" for words, amount in sale.notes)
    if sale.saved_idr:
        yield _("Anda hemat: {amount}").format(amount=figure(sale.saved_idr))


def _foot(sale: SaleView) -> Iterator[str]:
    owners = owners_of(sale)
    if owners:
        yield _("Titipan UMKM: {names}").format(names=", ".join(map(_plain, owners)))
    yield from (f"_{_plain(text)}_" for text in (RECEIPT_POLICY.get(), RECEIPT_FOOTER.get()) if text)


def _plain(text: str) -> str:
    return " ".join(text.translate(_SIGNS).split())
