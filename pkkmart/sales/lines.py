"""A line of the cart and what is taken off it: what was scanned, before anything is priced. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, Final

from pkkmart.core.errors import UserError
from pkkmart.core.i18n import N_, figure
from pkkmart.core.money import BASIS_POINTS, divide_half_up
from pkkmart.core.quantity import MOST, ONE, quantity_text, times_price


class QuantityUnfit(UserError):
    template = N_("Jumlah {name} harus lebih dari 0. Tekan Del untuk menghapus baris.")


class QuantityTooLarge(UserError):
    template = N_("Jumlah {quantity} untuk {name} terlalu besar. Itu mungkin barcode; ketik jumlahnya lagi.")


class TooLittle(UserError):
    template = N_("{quantity} {unit} {name} terlalu sedikit: harganya belum sampai 1 rupiah. Tambah jumlahnya.")


class WholeOnly(UserError):
    template = N_("{name} dijual per {unit} utuh. Ketik jumlah tanpa koma.")


class DiscountUnfit(UserError):
    template = N_("Diskon {discount} tidak bisa dari {amount}. Diskon harus lebih dari 0 dan kurang dari harganya.")


class PromotionBetter(UserError):
    template = N_(
        "Promo {promotion} sudah memotong {taken}, tidak kurang dari diskon {discount}. Promonya tetap dipakai; "
        "beri diskon yang lebih besar bila harus lebih murah."
    )


class PriceUnfit(UserError):
    template = N_("Harga {price} untuk {name} tidak mungkin. Isi antara 1 dan 1.000.000.000 rupiah.")


class UnlistedNameUnfit(UserError):
    template = N_("Nama barang umum “{name}” belum jelas. Tulis sedikitnya 3 huruf, misalnya pita kado.")


class UnlistedPriceUnfit(UserError):
    template = N_(
        "Harga {price} tidak bisa untuk barang umum {name}. Isi antara 1 dan {most} rupiah; "
        "yang lebih mahal didaftarkan dulu sebagai barang."
    )


UNLISTED_MOST_IDR: Final = 1_000_000
"""Whatever costs more is worth a line in the list of products."""


class DiscountKind(StrEnum):
    """PERCENT: of what the goods cost, in basis points. AMOUNT: rupiah off the whole line or cart."""

    PERCENT = "PERCENT"
    AMOUNT = "AMOUNT"


@dataclass(frozen=True, slots=True)
class Discount:
    """What a cashier takes off by hand, and why."""

    kind: DiscountKind
    value: int
    reason: str

    def of(self, amount_idr: int) -> int:
        """Rupiah off an amount, never all of it."""
        if self.kind is DiscountKind.PERCENT:
            return min(divide_half_up(amount_idr * self.value, BASIS_POINTS), max(amount_idr - 1, 0))
        return min(self.value, max(amount_idr - 1, 0))

    @property
    def words(self) -> str:
        """`10 %`, `2,5 %` or `5.000`."""
        if self.kind is DiscountKind.AMOUNT:
            return figure(self.value)
        whole, rest = divmod(self.value, 100)
        return f"{whole},{rest:02d}".rstrip("0").rstrip(",") + " %"

    @classmethod
    def from_values(cls, values: dict[str, Any] | None) -> Discount | None:
        """Read back from a draft."""
        return cls(DiscountKind(values["kind"]), values["value"], values["reason"]) if values else None


def require_discount(discount: Discount, amount_idr: int) -> None:
    """Raise DiscountUnfit unless something is taken off an amount and something is left of it."""
    most = BASIS_POINTS if discount.kind is DiscountKind.PERCENT else amount_idr
    if not 0 < discount.value < most or not discount.of(amount_idr):
        raise DiscountUnfit(discount=discount.words, amount=figure(amount_idr))


@dataclass(frozen=True, slots=True)
class CartLine:
    """One product in the cart; prices per base unit as they were seen when it was scanned.

    `override_idr` is a price somebody with the permission typed instead, with its reason. `label_idr` is what a
    scale's label says the whole line costs: it wins over the list, the member price, tiers and promotions, until
    quantity or price are changed by hand. A line that is `apart` (a label's, or an unlisted thing's) takes no more
    of the same; `unlisted` is a thing with a typed name and price, which no list knows.
    """

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
    category_id: int | None = None
    discount: Discount | None = None
    override_idr: int | None = None
    override_reason: str = ""
    label_idr: int | None = None
    apart: bool = False
    unlisted: bool = False

    def price_idr(self, *, for_member: bool) -> int:
        """What this buyer pays per base unit before tiers and promotions; a scale knows only the list."""
        if self.label_idr is not None:
            return self.list_price_idr
        return self.seen_price_idr(for_member=for_member) if self.override_idr is None else self.override_idr

    def seen_price_idr(self, *, for_member: bool) -> int:
        """The list's price for this buyer, as it was when scanned."""
        return self.member_price_idr if for_member and self.member_price_idr else self.list_price_idr

    @property
    def has_list_price(self) -> bool:
        """Whether its price is the list's, so that a tier may lower it."""
        return self.override_idr is None and self.label_idr is None and not self.unlisted

    def with_quantity(self, qty_milli: int) -> CartLine:
        """So much of it instead: a label told of another quantity."""
        return replace(self, qty_milli=qty_milli, label_idr=None)

    @property
    def is_plain(self) -> bool:
        """Whether it costs what the list says, without discount, typed price or label: more of the same joins it."""
        return self.discount is None and self.has_list_price


def require_quantity(line: CartLine, qty_milli: int) -> None:
    """Raise QuantityUnfit, QuantityTooLarge, TooLittle or WholeOnly for a quantity a line can't have."""
    if qty_milli <= 0:
        raise QuantityUnfit(name=line.name)
    if qty_milli > MOST or line.list_price_idr * qty_milli > 10**15:
        raise QuantityTooLarge(name=line.name, quantity=quantity_text(qty_milli))
    cheapest = min(line.list_price_idr, line.member_price_idr or line.list_price_idr)
    if not times_price(qty_milli, cheapest):
        raise TooLittle(name=line.name, unit=line.unit, quantity=quantity_text(qty_milli))
    if qty_milli % ONE and not line.sold_by_weight:
        raise WholeOnly(name=line.name, unit=line.unit)


def require_unlisted(name: str, price_idr: int) -> None:
    """Raise UnlistedNameUnfit or UnlistedPriceUnfit for a thing that may not be sold as "barang umum"."""
    if sum(map(str.isalpha, name)) < 3:
        raise UnlistedNameUnfit(name=name.strip())
    if not 0 < price_idr <= UNLISTED_MOST_IDR:
        raise UnlistedPriceUnfit(name=name.strip(), price=figure(price_idr), most=figure(UNLISTED_MOST_IDR))
