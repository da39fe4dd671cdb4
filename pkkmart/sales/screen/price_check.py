"""What does this cost? Scan after scan is answered large, and nothing goes into the cart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QGridLayout, QVBoxLayout, QWidget

from pkkmart.core import clock
from pkkmart.core.errors import UserError
from pkkmart.core.i18n import _, figure, rupiah
from pkkmart.core.quantity import ONE, quantity_text
from pkkmart.pricing.rules import PriceBook
from pkkmart.pricing.words import off_words, tier_words
from pkkmart.products.queries import CodeHit, ProductRow, by_ids, find_sold, search
from pkkmart.sales.cart import Cart, Member
from pkkmart.sales.screen.lines import owner_words
from pkkmart.sales.screen.open_cart import OpenCart, split_quantity
from pkkmart.stock.queries import levels
from pkkmart.ui.cards import BigFigure, Words, Wrapped
from pkkmart.ui.fields import TextField
from pkkmart.ui.page import Context
from pkkmart.ui.panels import Sheet
from pkkmart.ui.run import run

_OTHERS = 4
"""How many more finds are named under the first."""


@dataclass(frozen=True, slots=True)
class PriceTold:
    """What a buyer hears of one find: rupiah for `quantity` of it now, and all that else may matter."""

    name: str
    owner: str
    price_idr: int
    quantity: str
    facts: tuple[tuple[str, str], ...] = ()


def priced_now(hit: CodeHit, qty_milli: int, book: PriceBook, member: Member | None) -> PriceTold:
    """What so many of a find cost this buyer now, as the cart would price them. Raises what the cart refuses."""
    product, qty = hit.product, hit.pack_milli * qty_milli // ONE
    label_idr = None if hit.label_idr is None else hit.label_idr * qty_milli // ONE
    cart = Cart.new().with_member(member).add(product, qty, apart=hit.labelled, label_idr=label_idr)
    total = cart.priced_by(book, clock.now()).total_idr
    return PriceTold(
        product.name,
        owner_words(product.owner_name, consigned=product.owner_id is not None),
        total,
        f"{quantity_text(qty)} {product.unit}",
    )


def price_facts(product: ProductRow, book: PriceBook) -> tuple[tuple[str, str], ...]:
    """List price, member price, tiers, promotions that run now, what is in a paket, and what is left of it."""
    facts = [
        (_("Harga daftar"), _("{price} per {unit}").format(price=figure(product.selling_price_idr), unit=product.unit))
    ]
    if product.member_price_idr:
        facts.append((_("Harga anggota"), figure(product.member_price_idr)))
    tiers = book.tiers.get(product.id, ())
    if tiers:
        facts.append((_("Harga grosir"), tier_words(tiers, product.unit)))
    parts = book.pakets.get(product.id, ())
    owned, wall = product.owner_id is None and not parts, clock.local(clock.now())
    facts += [
        (_("Promo"), f"{promotion.name}, {off_words(promotion)}")
        for promotion in book.promotions
        if promotion.runs_at(wall) and promotion.covers(product.id, product.category_id, owned=owned)
    ]
    if parts:
        inside = by_ids(part.product_id for part in parts)
        names = [f"{quantity_text(part.qty_milli)} {inside[part.product_id].name}" for part in parts]
        facts.append((_("Isi paket"), ", ".join(names)))
        return tuple(facts)
    level = levels([product.id]).get(product.id)
    known = level is not None and level.ever_received
    left = (
        f"{quantity_text(level.qty_milli)} {product.unit}" if level is not None and known else _("belum pernah dicatat")
    )
    return (*facts, (_("Sisa"), left))


class PriceCheck(QWidget):
    """A field over the answer; `look` answers for a scan, `look_typed` for what stands in the field."""

    def __init__(self, context: Context, open_cart: OpenCart) -> None:
        super().__init__()
        self.context, self.open_cart = context, open_cart
        self.field = TextField(
            _("Barang yang ditanya"), placeholder=_("Pindai, atau ketik kode atau nama"), look="search"
        )
        self.answer = QWidget()
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(12)
        self.body.addWidget(self.field)
        self.body.addWidget(self.answer)

    def look(self, code: str) -> None:
        """A scan while the sheet is open; it answers instead of what was typed."""
        self.field.clear()
        hits = run(self.context.messages, find_sold, code)
        if hits is not None:
            self._answer(hits, ONE, code)

    def look_typed(self) -> None:
        """What was typed: a code, a quantity and a code, or a name."""
        text = self.field.text().strip()
        try:
            qty_milli, wanted = split_quantity(text)
        except UserError as error:
            self._say(str(error))
            return
        if not wanted:
            return
        hits = run(self.context.messages, find_sold, wanted)
        if hits == []:
            hits = [CodeHit(product, "", ONE) for product in run(self.context.messages, search, wanted) or []]
        if hits is not None:
            self._answer(hits, qty_milli, wanted)

    def _answer(self, hits: Sequence[CodeHit], qty_milli: int, wanted: str) -> None:
        self.context.messages.clear()
        self.field.setFocus()
        self.field.selectAll()
        if not hits:
            QApplication.beep()
            told = _("Kode {code} belum terdaftar.") if wanted.isdigit() else _("Tidak ada barang {code}.")
            self._say(told.format(code=wanted))
            return
        found = run(self.context.messages, self._told, hits, qty_milli)
        if found is None:
            self._say("")
        else:
            self._show(_drawn(found))

    def _told(self, hits: Sequence[CodeHit], qty_milli: int) -> list[PriceTold]:
        """The first find with all its facts, the others with their prices."""
        book, member = self.open_cart.book, self.open_cart.cart.member
        told = [priced_now(hit, qty_milli, book, member) for hit in hits[: 1 + _OTHERS]]
        first, facts = told[0], price_facts(hits[0].product, book)
        return [PriceTold(first.name, first.owner, first.price_idr, first.quantity, facts), *told[1:]]

    def _say(self, sentence: str) -> None:
        self._show(Wrapped(sentence, "medium", tone="attention"))

    def _show(self, answer: QWidget) -> None:
        self.body.replaceWidget(self.answer, answer)
        self.answer.hide()
        self.answer.deleteLater()
        self.answer = answer


def _drawn(found: Sequence[PriceTold]) -> QWidget:
    first, *others = found
    holder = QWidget()
    layout = QVBoxLayout(holder)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(2)
    layout.addWidget(Wrapped(first.name, "title"))
    layout.addWidget(Wrapped(first.owner, "caption", tone="muted"))
    layout.addWidget(BigFigure(rupiah(first.price_idr), step="total"))
    layout.addWidget(Words(_("untuk {quantity}").format(quantity=first.quantity), "caption", tone="muted"))
    layout.addSpacing(10)
    layout.addLayout(_grid([(label, value) for label, value in first.facts], right=False))
    if others:
        layout.addSpacing(10)
        layout.addWidget(Words(_("Juga cocok"), "caption", tone="muted"))
        layout.addLayout(_grid([(f"{one.name} · {one.owner}", rupiah(one.price_idr)) for one in others], right=True))
    return holder


def _grid(rows: Sequence[tuple[str, str]], *, right: bool) -> QGridLayout:
    """Words and what they say, a row each; figures stand at the right."""
    grid = QGridLayout()
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(4)
    for place, (words, value) in enumerate(rows):
        label = Wrapped(words, tone="plain" if right else "muted")
        told = Words(value, "strong") if right else Wrapped(value)
        grid.addWidget(label, place, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(
            told, place, 1, Qt.AlignmentFlag.AlignTop | (Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag(0))
        )
    grid.setColumnMinimumWidth(0, 110)
    grid.setColumnStretch(0 if right else 1, 1)
    return grid


def price_check_sheet(context: Context, open_cart: OpenCart) -> Sheet:
    """Ctrl+I: tell what products cost this cart's buyer, until Esc; the cart stays as it is."""
    check = PriceCheck(context, open_cart)

    def accept() -> bool:
        check.look_typed()
        return False

    sheet = context.messages.sheet(_("Cek harga"), check, yes=_("Cek"), on_yes=accept, no=_("Tutup"), width=640)
    sheet.scanned.connect(check.look)
    check.field.setFocus()
    return sheet
