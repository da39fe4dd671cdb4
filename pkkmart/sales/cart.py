"""The cart on the counter: pure and immutable, so that what is painted is what is sold."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from functools import cached_property, lru_cache
from typing import Any, Final

from pkkmart.core.i18n import figure
from pkkmart.core.quantity import ONE
from pkkmart.pricing.rules import PriceBook
from pkkmart.products.queries import ProductRow
from pkkmart.sales.lines import (
    CartLine,
    Discount,
    PriceUnfit,
    PromotionBetter,
    require_discount,
    require_quantity,
    require_unlisted,
)
from pkkmart.sales.priced import PricedLine, price
from pkkmart.sales.tenders import ELECTRONIC, Paid, Tender

ACCOUNT_MONEY: Final = ELECTRONIC
"""What is in the shop's account before the sale is done, and so is never forgotten with a key."""


@dataclass(frozen=True, slots=True)
class Member:
    """The buyer, where the buyer is a member."""

    person_id: int
    name: str
    number: str


@dataclass(frozen=True)
class Cart:
    """Lines in the order they came, the buyer, and an id that can be sold only once."""

    id: str
    lines: tuple[CartLine, ...] = ()
    member: Member | None = None
    selected: int = -1
    discount: Discount | None = None
    paid: tuple[Paid, ...] = ()
    """Money by QRIS or transfer that came before the sale; it belongs to the cart until the cart is sold."""
    book: PriceBook = field(default_factory=PriceBook.empty, compare=False, repr=False)
    """The tiers, promotions and pakets the cart is priced by; no part of the draft."""
    at: datetime | None = field(default=None, compare=False, repr=False)
    """The moment it is priced at."""

    @classmethod
    def new(cls) -> Cart:
        return cls(uuid.uuid4().hex)

    @property
    def for_member(self) -> bool:
        return self.member is not None

    @cached_property
    def priced(self) -> tuple[PricedLine, ...]:
        """Every line with what this buyer pays for it."""
        return price(self.lines, self.discount, for_member=self.for_member, book=self.book, at=self.at)

    @cached_property
    def total_idr(self) -> int:
        return sum(one.net_idr for one in self.priced)

    @cached_property
    def before_discount_idr(self) -> int:
        """The total as it is before the whole cart's discount."""
        return sum(one.net_idr + one.spread_idr for one in self.priced)

    @cached_property
    def saved_idr(self) -> int:
        """How much member prices, promotions and discounts took off."""
        return sum(one.saved_idr for one in self.priced)

    @property
    def consigned_idr(self) -> int:
        """The part of the total that is UMKM goods on consignment."""
        return sum(one.net_idr for one in self.priced if one.line.owner_id is not None)

    @property
    def units_milli(self) -> int:
        """Units in the cart; what is sold by weight counts as one."""
        return sum(ONE if line.sold_by_weight else line.qty_milli for line in self.lines)

    def add(
        self,
        product: ProductRow,
        qty_milli: int = ONE,
        code: str = "",
        *,
        apart: bool = False,
        label_idr: int | None = None,
    ) -> Cart:
        """One more of a product: onto its line when it is already there at the same price, else at the end.

        What is `apart` is a packet of its own, never one with another; `label_idr` is what its label says it costs.
        """
        line = CartLine(
            product_id=product.id,
            name=product.name,
            unit=product.unit,
            owner_id=product.owner_id,
            owner_name=product.owner_name,
            code=code,
            qty_milli=qty_milli,
            list_price_idr=product.selling_price_idr,
            member_price_idr=product.member_price_idr,
            sold_by_weight=product.sold_by_weight,
            category_id=product.category_id,
            label_idr=label_idr,
            apart=apart or label_idr is not None,
        )
        require_quantity(line, qty_milli)
        for index, there in enumerate(() if line.apart else self.lines):
            if (
                there.product_id == line.product_id
                and there.is_plain
                and replace(there, qty_milli=0, code="") == replace(line, qty_milli=0, code="")
            ):
                return self.with_quantity(index, there.qty_milli + qty_milli)
        return replace(self, lines=(*self.lines, line), selected=len(self.lines))

    def add_unlisted(self, product_id: int, name: str, price_idr: int) -> Cart:
        """A thing no list knows, as a line of its own; the product is the one behind all such things.

        Raises UnlistedNameUnfit, UnlistedPriceUnfit.
        """
        require_unlisted(name, price_idr)
        words = " ".join(name.split())
        line = CartLine(
            product_id=product_id,
            name=words[:1].upper() + words[1:],
            unit="pcs",
            owner_id=None,
            owner_name="",
            code="",
            qty_milli=ONE,
            list_price_idr=price_idr,
            member_price_idr=None,
            apart=True,
            unlisted=True,
        )
        return replace(self, lines=(*self.lines, line), selected=len(self.lines))

    def with_quantity(self, index: int, qty_milli: int) -> Cart:
        """Set the quantity of a line. Raises QuantityUnfit, QuantityTooLarge, TooLittle, WholeOnly."""
        require_quantity(self.lines[index], qty_milli)
        return self._with_line(index, self.lines[index].with_quantity(qty_milli))

    def without(self, index: int) -> Cart:
        """Take a line away; the one above becomes the selected one."""
        lines = self.lines[:index] + self.lines[index + 1 :]
        return replace(self, lines=lines, selected=min(index, len(lines) - 1))

    def with_line_discount(self, index: int, discount: Discount | None) -> Cart:
        """Take something off one line by hand, or nothing any more; it takes the place of a smaller promotion.

        Raises DiscountUnfit, PromotionBetter.
        """
        plain = self._with_line(index, replace(self.lines[index], discount=None))
        if discount is None:
            return plain
        require_discount(discount, plain.priced[index].gross_idr)
        changed = self._with_line(index, replace(self.lines[index], discount=discount))
        promoted = plain.priced[index].promoted
        if promoted.discount_idr and changed.before_discount_idr >= plain.before_discount_idr:
            off, promoted_idr = discount.of(plain.priced[index].gross_idr), promoted.discount_idr
            if off > promoted_idr:  # it would break a promotion of several lines
                shared = [one.promoted for one in plain.priced if one.promoted.promotion_id == promoted.promotion_id]
                promoted_idr = sum(one.discount_idr for one in shared)
            raise PromotionBetter(promotion=promoted.promotion_name, taken=figure(promoted_idr), discount=figure(off))
        return changed

    def with_discount(self, discount: Discount | None) -> Cart:
        """Take something off the whole cart, or nothing any more. Raises DiscountUnfit."""
        if discount is not None:
            require_discount(discount, self.before_discount_idr)
        return replace(self, discount=discount)

    def with_price(self, index: int, price_idr: int | None, reason: str = "") -> Cart:
        """Another price for one line, or its own again. Raises PriceUnfit."""
        line = self.lines[index]
        if price_idr is not None:
            line = replace(line, label_idr=None)
        if price_idr is not None and not 0 < price_idr <= 1_000_000_000:
            raise PriceUnfit(name=line.name, price=price_idr)
        return self._with_line(
            index, replace(line, override_idr=price_idr, override_reason=reason.strip() if price_idr else "")
        )

    def _with_line(self, index: int, line: CartLine) -> Cart:
        lines = list(self.lines)
        lines[index] = line
        return replace(self, lines=tuple(lines), selected=index)

    def select(self, index: int) -> Cart:
        return replace(self, selected=index)

    def priced_by(self, book: PriceBook, at: datetime) -> Cart:
        """The same goods by the rules of a day, at a moment."""
        return replace(self, book=book, at=at)

    def with_member(self, member: Member | None) -> Cart:
        return replace(self, member=member)

    def with_paid(self, others: Iterable[Paid]) -> Cart:
        """Keep of a bill's tenders the money that is in the shop's account already."""
        return replace(self, paid=tuple(one for one in others if one.tender in ACCOUNT_MONEY))

    def repriced(self, products: Iterable[ProductRow]) -> Cart:
        """The same goods at the prices and names that hold now; goods no longer sold are taken away.

        What no list knows keeps the name and the price it was given.
        """
        now = {product.id: product for product in products if product.active}
        lines = tuple(
            line
            if line.unlisted
            else replace(
                line,
                name=now[line.product_id].name,
                owner_id=now[line.product_id].owner_id,
                owner_name=now[line.product_id].owner_name,
                list_price_idr=now[line.product_id].selling_price_idr,
                member_price_idr=now[line.product_id].member_price_idr,
                category_id=now[line.product_id].category_id,
            )
            for line in self.lines
            if line.unlisted or line.product_id in now
        )
        return replace(self, lines=lines, selected=min(self.selected, len(lines) - 1))

    def to_json(self) -> str:
        """The draft that outlives a power cut."""
        head = {name: getattr(self, name) for name in ("id", "selected")}
        member = asdict(self.member) if self.member else None
        discount = asdict(self.discount) if self.discount else None
        paid = [asdict(one) for one in self.paid]
        rest = json.dumps({**head, "member": member, "discount": discount, "paid": paid}, ensure_ascii=False)
        return f'{{"lines": [{", ".join(map(_line_json, self.lines))}], {rest[1:]}'

    @classmethod
    def from_json(cls, text: str) -> Cart:
        """The cart that `to_json` wrote; older drafts hold no money."""
        values: dict[str, Any] = json.loads(text)
        member = Member(**values["member"]) if values["member"] else None
        lines = tuple(
            CartLine(**{**line, "discount": Discount.from_values(line.get("discount"))}) for line in values["lines"]
        )
        paid = tuple(Paid(**{**one, "tender": Tender(one["tender"])}) for one in values.get("paid", ()))
        discount = Discount.from_values(values.get("discount"))
        return cls(values["id"], lines, member, values["selected"], discount, paid)


@lru_cache(maxsize=256)
def _line_json(line: CartLine) -> str:
    """A line for the draft; every scan writes the whole cart, and all lines but one are what they were."""
    return json.dumps(asdict(line), ensure_ascii=False)
