"""What a supervisor let through for one cart: another price, a discount above the cashier's, a thing no list knows."""

from __future__ import annotations

import json
from dataclasses import asdict

from pkkmart.core import clock
from pkkmart.core.actor import Actor, Approval, Permission
from pkkmart.core.db import fetch, insert_rows
from pkkmart.core.errors import UserError
from pkkmart.core.money import BASIS_POINTS
from pkkmart.core.operation import current_act, operation, part, require
from pkkmart.products.operations import unlisted_product
from pkkmart.products.queries import by_ids
from pkkmart.sales.cart import Cart
from pkkmart.sales.lines import CartLine, Discount, require_unlisted
from pkkmart.sales.models import CartPermit
from pkkmart.sales.operations.goods import needed_products, sold_goods
from pkkmart.sales.operations.losses import agreed_text, require_above_cost
from pkkmart.sales.priced import is_above
from pkkmart.sales.settings import CASHIER_DISCOUNT_BP


class PermitMissing(UserError):
    template = "{what} belum disetujui kepala toko. Hapus diskon, harga atau baris itu, lalu minta persetujuan lagi."


class ReasonMissing(UserError):
    template = "Alasan belum diisi. Tulis singkat kenapa harganya diubah."


@operation(Permission.OVERRIDE_PRICE)
def permit_price(
    actor: Actor, cart: Cart, index: int, price_idr: int, reason: str,
    *, approval: Approval | None = None, confirmed: frozenset[str] = frozenset(),
) -> Cart:  # fmt: skip
    """Let one line have another price; returns the cart with it.

    Raises NotPermitted, PriceUnfit, ReasonMissing, BelowCost (confirm `below_cost`).
    """
    _require_reason(reason)
    changed = cart.with_price(index, price_idr, reason)
    line = changed.lines[index]
    _permit(cart.id, line.product_id, json.dumps(price_idr), actor, approval)
    _permit_losses(changed, actor, approval, confirmed)
    current_act().subject = f"cart {cart.id[:8]} {line.name}"
    current_act().details.update(price=price_idr, list_price=line.list_price_idr, reason=reason.strip())
    return changed


@operation(Permission.SELL)
def permit_discount(
    actor: Actor, cart: Cart, index: int | None, discount: Discount,
    *, approval: Approval | None = None, confirmed: frozenset[str] = frozenset(),
) -> Cart:  # fmt: skip
    """Take something off one line, or off the cart (index None); returns the cart with it.

    Above the cashier's limit it needs GIVE_DISCOUNT, hers or that of who stands behind her. Raises NotPermitted,
    DiscountUnfit, ReasonMissing, BelowCost (confirm `below_cost`).
    """
    _require_reason(discount.reason)
    changed = cart.with_discount(discount) if index is None else cart.with_line_discount(index, discount)
    line = None if index is None else changed.lines[index]
    of = changed.before_discount_idr if line is None else changed.priced[index or 0].gross_idr
    if is_above(discount.of(of), of, CASHIER_DISCOUNT_BP.get()):
        require(actor, Permission.GIVE_DISCOUNT, approval)
        _permit(cart.id, line.product_id if line else None, _text(discount), actor, approval)
    _permit_losses(changed, actor, approval, confirmed)
    current_act().subject = f"cart {cart.id[:8]} {line.name if line else ''}".strip()
    current_act().details.update(discount=discount.words, off=discount.of(of), reason=discount.reason)
    return changed


@operation(Permission.SELL_UNLISTED)
def permit_unlisted(actor: Actor, cart: Cart, name: str, price_idr: int, *, approval: Approval | None = None) -> Cart:
    """Let a thing no list knows be sold under a typed name and price (per piece); returns the cart with it.

    It is always the co-op's own: nobody would be owed for a titipan sold like this. Raises NotPermitted,
    UnlistedNameUnfit, UnlistedPriceUnfit.
    """
    require_unlisted(name, price_idr)
    changed = cart.add_unlisted(unlisted_product(), name, price_idr)
    line = changed.lines[-1]
    _permit(cart.id, line.product_id, _unlisted_text(line), actor, approval)
    current_act().subject = f"cart {cart.id[:8]} {line.name}"
    current_act().details.update(price=price_idr)
    return changed


@part
def require_permits(cart: Cart, actor: Actor) -> None:
    """Raise PermitMissing where something is above what a cashier may and nobody let it through."""
    wanted: list[tuple[int | None, str, str]] = []
    limit = BASIS_POINTS if actor.may(Permission.GIVE_DISCOUNT) else CASHIER_DISCOUNT_BP.get()
    for one in cart.priced:
        line = one.line
        if line.override_idr is not None and not actor.may(Permission.OVERRIDE_PRICE):
            wanted.append((line.product_id, json.dumps(line.override_idr), line.name))
        if line.unlisted and not actor.may(Permission.SELL_UNLISTED):
            wanted.append((line.product_id, _unlisted_text(line), line.name))
        if line.discount is not None and is_above(one.manual_idr, one.gross_idr, limit):
            wanted.append((line.product_id, _text(line.discount), line.name))
    if cart.discount is not None:
        before = cart.before_discount_idr
        if is_above(cart.discount.of(before), before, limit):
            wanted.append((None, _text(cart.discount), cart.discount.words))
    if not wanted:
        return
    known = set(fetch("SELECT product_id, allowed FROM cart_permit WHERE cart_id = ?", (cart.id,)))
    for product_id, allowed, what in wanted:
        if (product_id, allowed) not in known:
            raise PermitMissing(what=what)


@part
def _permit_losses(cart: Cart, actor: Actor, approval: Approval | None, confirmed: frozenset[str]) -> None:
    """Ask about goods that go below what they cost now rather than at the payment, and write down the yes."""
    goods = sold_goods(cart.priced, by_ids(needed_products(cart, cart.book)), cart.book, clock.today())
    for loss in require_above_cost(actor, cart, goods, confirmed):
        _permit(cart.id, loss.one.line.product_id, agreed_text(loss), actor, approval)


@part
def _permit(cart_id: str, product_id: int | None, allowed: str, actor: Actor, approval: Approval | None) -> None:
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


def _unlisted_text(line: CartLine) -> str:
    return json.dumps({"unlisted": line.name, "price": line.list_price_idr}, ensure_ascii=False)


def _text(discount: Discount) -> str:
    return json.dumps(asdict(discount), sort_keys=True)


def _require_reason(reason: str) -> None:
    if not reason.strip():
        raise ReasonMissing
