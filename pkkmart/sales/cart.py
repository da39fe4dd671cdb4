"""The cart on the counter: pure and immutable, so that what is painted is what is sold."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from typing import Any

from pkkmart.core.errors import UserError
from pkkmart.core.quantity import MOST, ONE, quantity_text, times_price
from pkkmart.products.queries import ProductRow


class QuantityUnfit(UserError):
    template = "Jumlah {name} harus lebih dari 0. Tekan Del untuk menghapus baris."


class QuantityTooLarge(UserError):
    template = "Jumlah {quantity} untuk {name} terlalu besar. Itu mungkin barcode; ketik jumlahnya lagi."


class TooLittle(UserError):
    template = "{quantity} {unit} {name} terlalu sedikit: harganya belum sampai 1 rupiah. Tambah jumlahnya."


class WholeOnly(UserError):
    template = "{name} dijual per {unit} utuh. Ketik jumlah tanpa koma."


@dataclass(frozen=True, slots=True)
class Member:
    """The buyer, when she showed her card."""

    person_id: int
    name: str
    number: str


@dataclass(frozen=True, slots=True)
class CartLine:
    """One product in the cart; prices per base unit as they were seen when it was scanned."""

    product_id: int
    name: str
    unit: str
    owner_id: int | None
    owner_name: str
    code: str
    qty_milli: int
    list_price_idr: int
    member_price_idr: int | None
    sold_by_weight: bool = False

    def price_idr(self, *, for_member: bool) -> int:
        """What this buyer pays per base unit."""
        return self.member_price_idr if for_member and self.member_price_idr else self.list_price_idr

    def total_idr(self, *, for_member: bool) -> int:
        return times_price(self.qty_milli, self.price_idr(for_member=for_member))


@dataclass(frozen=True, slots=True)
class Cart:
    """Lines in the order they came, the buyer, and an id that can be sold only once."""

    id: str
    lines: tuple[CartLine, ...] = ()
    member: Member | None = None
    selected: int = -1

    @classmethod
    def new(cls) -> Cart:
        return cls(uuid.uuid4().hex)

    @property
    def for_member(self) -> bool:
        return self.member is not None

    @property
    def total_idr(self) -> int:
        return sum(line.total_idr(for_member=self.for_member) for line in self.lines)

    @property
    def saved_idr(self) -> int:
        """How much the member's prices took off."""
        return sum(line.total_idr(for_member=False) for line in self.lines) - self.total_idr

    @property
    def consigned_idr(self) -> int:
        """The part of the total that is UMKM goods on consignment."""
        return sum(line.total_idr(for_member=self.for_member) for line in self.lines if line.owner_id is not None)

    @property
    def pieces_milli(self) -> int:
        """Units in the cart; what is sold by weight counts as one."""
        return sum(ONE if line.sold_by_weight else line.qty_milli for line in self.lines)

    def add(self, product: ProductRow, qty_milli: int = ONE, code: str = "") -> Cart:
        """One more of a product: onto its line when it is already there at the same price, else at the end."""
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
        )
        _require_quantity(line, qty_milli)
        for index, held in enumerate(self.lines):
            if replace(held, qty_milli=0, code="") == replace(line, qty_milli=0, code=""):
                return self.with_quantity(index, held.qty_milli + qty_milli)
        return replace(self, lines=(*self.lines, line), selected=len(self.lines))

    def with_quantity(self, index: int, qty_milli: int) -> Cart:
        """Set the quantity of a line. Raises QuantityUnfit, QuantityTooLarge, TooLittle, WholeOnly."""
        _require_quantity(self.lines[index], qty_milli)
        lines = list(self.lines)
        lines[index] = replace(lines[index], qty_milli=qty_milli)
        return replace(self, lines=tuple(lines), selected=index)

    def without(self, index: int) -> Cart:
        """Take a line away; the one above becomes the selected one."""
        lines = self.lines[:index] + self.lines[index + 1 :]
        return replace(self, lines=lines, selected=min(index, len(lines) - 1))

    def select(self, index: int) -> Cart:
        return replace(self, selected=index)

    def with_member(self, member: Member | None) -> Cart:
        return replace(self, member=member)

    def repriced(self, products: Iterable[ProductRow]) -> Cart:
        """The same goods at the prices and names that hold now; goods no longer sold are taken away."""
        now = {product.id: product for product in products if product.active}
        lines = tuple(
            replace(
                line,
                name=now[line.product_id].name,
                owner_id=now[line.product_id].owner_id,
                owner_name=now[line.product_id].owner_name,
                list_price_idr=now[line.product_id].selling_price_idr,
                member_price_idr=now[line.product_id].member_price_idr,
            )
            for line in self.lines
            if line.product_id in now
        )
        return replace(self, lines=lines, selected=min(self.selected, len(lines) - 1))

    def to_json(self) -> str:
        """The draft kept against a power cut."""
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> Cart:
        values: dict[str, Any] = json.loads(text)
        member = Member(**values["member"]) if values["member"] else None
        lines = tuple(CartLine(**line) for line in values["lines"])
        return cls(values["id"], lines, member, values["selected"])


def _require_quantity(line: CartLine, qty_milli: int) -> None:
    if qty_milli <= 0:
        raise QuantityUnfit(name=line.name)
    if qty_milli > MOST or line.list_price_idr * qty_milli > 10**15:
        raise QuantityTooLarge(name=line.name, quantity=quantity_text(qty_milli))
    cheapest = min(line.list_price_idr, line.member_price_idr or line.list_price_idr)
    if not times_price(qty_milli, cheapest):
        raise TooLittle(name=line.name, unit=line.unit, quantity=quantity_text(qty_milli))
    if qty_milli % ONE and not line.sold_by_weight:
        raise WholeOnly(name=line.name, unit=line.unit)
