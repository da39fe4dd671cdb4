"""What a supervisor let through for one cart: another price, a discount above the cashier's, a thing no list knows."""

from __future__ import annotations

from collections.abc import Sequence

from pkkmart.core import clock
from pkkmart.core.actor import Actor, Approval, Permission
from pkkmart.core.db import fetch, insert_rows
from pkkmart.core.errors import UserError
from pkkmart.core.i18n import N_
from pkkmart.core.money import BASIS_POINTS
from pkkmart.core.operation import current_act, operation, part, require
from pkkmart.core.quantity import ONE
from pkkmart.products.operations import unlisted_product
from pkkmart.sales.allowed import (
    Allowed,
    Wish,
    by_hand_bp,
    discount_wish,
    hardness,
    price_wish,
    read_allowed,
    seen_bp,
    seen_in_cart_bp,
    take,
    unlisted_wish,
)
from pkkmart.sales.cart import Cart
from pkkmart.sales.lines import Discount, require_unlisted
from pkkmart.sales.models import CartPermit
from pkkmart.sales.operations.below_cost import agreed_text, require_above_cost
from pkkmart.sales.operations.goods import read_goods, sold_goods
from pkkmart.sales.priced import PricedLine, is_above
from pkkmart.sales.settings import CASHIER_DISCOUNT_BP


class PermitMissing(UserError):
    template = N_(
        "{what} belum disetujui kepala toko, atau disetujui untuk jumlah yang lain. "
        "Hapus diskon, harga atau baris itu, lalu minta persetujuan lagi."
    )


class ReasonMissing(UserError):
    template = N_("Alasan belum diisi. Tulis singkat kenapa harganya diubah.")


@operation(Permission.OVERRIDE_PRICE)
def permit_price(
    actor: Actor, cart: Cart, index: int, price_idr: int, reason: str,
    *, approval: Approval | None = None, confirmed: frozenset[str] = frozenset(),
) -> Cart:  # fmt: skip
    """Let one line have another price, for at most its quantity now; returns the cart with it.

    Raises NotPermitted, PriceUnfit, ReasonMissing, BelowCost (confirm `below_cost`).
    """
    _require_reason(reason)
    changed = cart.with_price(index, price_idr, reason)
    line = changed.lines[index]
    _permit(cart.id, price_wish(line, price_idr), actor, approval)
    _permit_below_cost(changed, actor, approval, confirmed)
    current_act().subject = f"cart {cart.id[:8]} {line.name}"
    current_act().details.update(price=price_idr, list_price=line.list_price_idr, reason=reason.strip())
    return changed


@operation(Permission.SELL)
def permit_discount(
    actor: Actor, cart: Cart, index: int | None, discount: Discount,
    *, approval: Approval | None = None, confirmed: frozenset[str] = frozenset(),
) -> Cart:  # fmt: skip
    """Take something off one line, or off the cart (index None); returns the cart with it.

    Above the cashier's limit, alone or with what was taken off a line before, it needs GIVE_DISCOUNT, of the cashier
    or of who approves. Raises NotPermitted, DiscountUnfit, PromotionBetter, ReasonMissing, BelowCost (confirm
    `below_cost`).
    """
    _require_reason(discount.reason)
    changed = cart.with_discount(discount) if index is None else cart.with_line_discount(index, discount)
    line = None if index is None else changed.lines[index]
    wish = _cart_wish(changed, discount) if index is None else _line_wish(changed.priced[index], discount)
    limit = CASHIER_DISCOUNT_BP.get()
    together = changed.priced if index is None else changed.priced[index : index + 1]
    if is_above(discount.of(wish.size), wish.size, limit) or any(by_hand_bp(one) > limit for one in together):
        require(actor, Permission.GIVE_DISCOUNT, approval)
        _permit(cart.id, wish, actor, approval)
    _permit_below_cost(changed, actor, approval, confirmed)
    current_act().subject = f"cart {cart.id[:8]} {line.name if line else ''}".strip()
    current_act().details.update(discount=discount.words, off=discount.of(wish.size), reason=discount.reason)
    return changed


@operation(Permission.SELL_UNLISTED)
def permit_unlisted(
    actor: Actor, cart: Cart, name: str, price_idr: int, qty_milli: int = ONE, *, approval: Approval | None = None
) -> Cart:
    """Let a thing no list knows be sold under a typed name and price (per piece); returns the cart with it.

    It is let through once, for at most this quantity. It is always the co-op's own: nobody would be owed for a titipan
    sold like this. Raises NotPermitted, UnlistedNameUnfit, UnlistedPriceUnfit, and what a quantity can't be.
    """
    require_unlisted(name, price_idr)
    changed = cart.add_unlisted(unlisted_product(), name, price_idr)
    changed = changed.with_quantity(changed.selected, qty_milli)
    line = changed.lines[-1]
    _permit(cart.id, unlisted_wish(line), actor, approval)
    current_act().subject = f"cart {cart.id[:8]} {line.name}"
    current_act().details.update(price=price_idr)
    return changed


@part
def require_permits(cart: Cart, actor: Actor) -> None:
    """Raise PermitMissing where something is above what a cashier may and no permit covers so much of it.

    A permit is for one line. ReasonMissing where something is taken off without a word why.
    """
    _require_reasons(cart)
    wanted = _above(cart, actor)
    limit = BASIS_POINTS if actor.may(Permission.GIVE_DISCOUNT) else CASHIER_DISCOUNT_BP.get()
    off = [one for one in cart.priced if by_hand_bp(one) > limit or is_above(one.manual_idr, one.gross_idr, limit)]
    before, discount = cart.before_discount_idr, cart.discount
    whole = discount is not None and is_above(discount.of(before), before, limit)
    if not (wanted or off or whole):
        return
    known = _known(cart.id)
    most_bp = limit
    if discount is not None:
        allowed = take(known, _cart_wish(cart, discount))
        if whole and allowed is None:
            raise PermitMissing(what=discount.words)
        most_bp = max(limit, allowed.most_bp) if allowed else limit
    for wish, name in wanted:
        if take(known, wish) is None:
            raise PermitMissing(what=name)
    _require_off(off, known, limit, most_bp)


def _above(cart: Cart, actor: Actor) -> list[tuple[Wish, str]]:
    """The prices and unlisted things that need a permit, each with its name, the hardest to grant first."""
    wanted: list[tuple[Wish, str]] = []
    for line in cart.lines:
        if line.override_idr is not None and not actor.may(Permission.OVERRIDE_PRICE):
            wanted.append((price_wish(line, line.override_idr), line.name))
        if line.unlisted and not actor.may(Permission.SELL_UNLISTED):
            wanted.append((unlisted_wish(line), line.name))
    return sorted(wanted, key=lambda one: hardness(one[0]))


def _require_off(off: Sequence[PricedLine], known: list[Allowed], limit_bp: int, cart_bp: int) -> None:
    """Raise PermitMissing for a line that is cheaper by hand than its own permit and the cart's let it be."""
    wishes = {at: _line_wish(one, one.line.discount) for at, one in enumerate(off) if one.line.discount is not None}
    permits: dict[int, Allowed | None] = {}
    for at, wish in sorted(wishes.items(), key=lambda one: hardness(one[1])):
        permits[at] = take(known, wish)
    for at, one in enumerate(off):
        allowed = permits.get(at)
        alone = is_above(one.manual_idr, one.gross_idr, limit_bp)
        if (alone and allowed is None) or by_hand_bp(one) > max(cart_bp, allowed.most_bp if allowed else 0):
            raise PermitMissing(what=one.line.name)


def _cart_wish(cart: Cart, discount: Discount) -> Wish:
    before = cart.before_discount_idr
    return discount_wish(None, discount, before, seen_in_cart_bp(discount.of(before), before, cart.priced))


def _line_wish(one: PricedLine, discount: Discount) -> Wish:
    return discount_wish(one.line.product_id, discount, one.gross_idr, seen_bp(one))


def _known(cart_id: str) -> list[Allowed]:
    rows = fetch("SELECT product_id, allowed FROM cart_permit WHERE cart_id = ?", (cart_id,))
    return [allowed for row in rows if (allowed := read_allowed(*row)) is not None]


@part
def _permit_below_cost(cart: Cart, actor: Actor, approval: Approval | None, confirmed: frozenset[str]) -> None:
    """Ask about goods that go below what they cost now rather than at the payment, and write down the yes."""
    known = read_goods(cart, cart.book, clock.today())
    for below in require_above_cost(actor, cart, sold_goods(cart.priced, known), known.levels, confirmed):
        write_permit(cart.id, below.one.line.product_id, agreed_text(below), actor, approval)


@part
def _permit(cart_id: str, wish: Wish, actor: Actor, approval: Approval | None) -> None:
    write_permit(cart_id, wish.product_id, wish.row(), actor, approval)


@part
def write_permit(cart_id: str, product_id: int | None, allowed: str, actor: Actor, approval: Approval | None) -> None:
    """Write down what somebody let through for a cart; `allowed` is its JSON."""
    row: dict[str, object] = {
        "id": None,
        "cart_id": cart_id,
        "product_id": product_id,
        "allowed": allowed,
        "user_id": actor.id,
        "approver_id": approval.by.id if approval else None,
        "recorded_at": clock.now_text(),
    }
    insert_rows(CartPermit, [row])


def _require_reasons(cart: Cart) -> None:
    """Raise ReasonMissing for a discount or a price without a reason."""
    if cart.discount is not None:
        _require_reason(cart.discount.reason)
    for line in cart.lines:
        if line.discount is not None:
            _require_reason(line.discount.reason)
        if line.override_idr is not None:
            _require_reason(line.override_reason)


def _require_reason(reason: str) -> None:
    if not reason.strip():
        raise ReasonMissing
