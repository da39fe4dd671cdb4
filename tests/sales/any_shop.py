"""A shop drawn at random, and whatever a buyer may bring to its counter: for the tests that hold for every cart."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from random import Random

from pkkmart.consignment.operations import DeliveryItem, record_delivery
from pkkmart.consignment.rules import Bearer
from pkkmart.core import clock
from pkkmart.core.actor import SYSTEM, Actor, Permission
from pkkmart.core.errors import UserError
from pkkmart.core.quantity import ONE
from pkkmart.pricing.operations import add_promotion, set_paket, set_tiers
from pkkmart.pricing.promotions import BEARERS, Kind, PromotionDetails
from pkkmart.pricing.queries import price_book
from pkkmart.pricing.rules import PaketPart, Tier
from pkkmart.products.queries import by_ids, categories
from pkkmart.purchasing.operations import PaidFrom, PurchaseItem, record_purchase
from pkkmart.receivables.operations import set_limit
from pkkmart.sales.cart import Cart, Member
from pkkmart.sales.lines import Discount, DiscountKind
from pkkmart.sales.tenders import Bill, Paid, Tender
from pkkmart.savings.operations import deposit
from pkkmart.savings.rules import SavingsKind
from pkkmart.till.places import CashPlace
from tests import make

SHELVES = ("Sembako", "Kue basah", "Keripik")
OTHERS = (Tender.QRIS, Tender.TRANSFER, Tender.SAVINGS, Tender.RECEIVABLE)
UNIT_IDR = 100
USUAL = frozenset({"delivery_unusual"})


@dataclass(frozen=True)
class AnyShop:
    """Who is in it and what it sells; `weighed` are sold by weight, `pakets` as their parts."""

    cashier: Actor
    members: tuple[Member, ...]
    consignors: tuple[int, ...]
    owned: tuple[int, ...]
    consigned: tuple[tuple[int, int], ...]
    """(consignor, product) of what is on consignment."""
    weighed: frozenset[int]
    pakets: tuple[int, ...]

    @property
    def shelf(self) -> tuple[int, ...]:
        """Everything that has stock of its own."""
        return (*self.owned, *(product_id for _consignor, product_id in self.consigned))


def price(dice: Random) -> int:
    """Of a sweet, of a cake or of a sack; seldom round."""
    return dice.choice((dice.randint(20, 999), dice.randint(1_000, 9_999), 500 * dice.randint(20, 180)))


def any_shop(dice: Random, *, pieces: int = 200) -> AnyShop:
    """Consignors of every kind of terms, goods with and without tiers, pakets, promotions; stock of so many pieces."""
    cashier = Actor(make.cashier().id, "Bu Rina", frozenset(Permission))
    members = tuple(make.member(name) for name in ("Siti Wahyuni", "Tuti Lestari"))
    consignors = tuple(_consignor(dice, at) for at in range(4))
    # Some cost the same whoever owns them: one is rung up for the other.
    alike = {False: _prices(dice), True: _prices(dice)}
    owned = tuple(_product(dice, f"Barang {at}", None, alike, by_weight=at == 3, of_many=at > 1) for at in range(4))
    consigned = tuple(
        (one, _product(dice, f"Kue {at}", one, alike, by_weight=at == 3, of_many=at != 1))
        for at, one in enumerate(consignors)
    )
    shop = AnyShop(cashier, members, consignors, owned, consigned, frozenset({owned[3], consigned[3][1]}), ())
    restock(dice, shop, pieces)
    for one in members:
        deposit(SYSTEM, one.person_id, SavingsKind.VOLUNTARY, 3_000_000, CashPlace.SAFE, till_id=1)
        set_limit(SYSTEM, one.person_id, 3_000_000, "rapat pengurus", till_id=1)
    shop = AnyShop(
        cashier, members, consignors, owned, consigned, shop.weighed, tuple(_paket(dice, shop, at) for at in range(2))
    )
    for product_id in shop.owned + shop.pakets:
        _tiers(dice, product_id, by_weight=product_id in shop.weighed)
    for _one in range(dice.randint(0, 5)):
        any_promotion(dice, shop)
    return shop


def restock(dice: Random, shop: AnyShop, pieces: int) -> None:
    """So many more of everything, what is owned at a cost that never divides well."""
    cost = {product_id: pieces * dice.randint(10, 60_000) + dice.randint(0, 99) for product_id in shop.owned}
    make.funded(sum(cost.values()) + 40_000_000)
    items = [PurchaseItem(product_id, pieces * ONE, cost[product_id]) for product_id in shop.owned]
    record_purchase(SYSTEM, items, paid_from=PaidFrom.SAFE, approval=make.SEEN, confirmed=make.DEARER)
    for consignor, product_id in shop.consigned:
        record_delivery(SYSTEM, consignor, [DeliveryItem(product_id, pieces * ONE)], confirmed=USUAL)


def _consignor(dice: Random, at: int) -> int:
    """Percent or harga setor, member or not, each once."""
    bearer = dice.choice(list(Bearer))
    terms = {"percent_bp": dice.randint(0, 5_000)} if at % 2 else {"fixed_idr": dice.randint(10, 4_000)}
    return make.consignor(f"Bu {'SDTN'[at]}", is_member=at < 2, bearer=bearer, **terms)


def _prices(dice: Random) -> tuple[int, int | None]:
    """A list price, and perhaps one for members."""
    list_idr = price(dice)
    return list_idr, dice.randint(list_idr // 2 + 1, list_idr) if dice.random() < 0.4 else None


def _product(
    dice: Random, name: str, owner_id: int | None, alike: Mapping[bool, tuple[int, int | None]],
    *, by_weight: bool, of_many: bool,
) -> int:  # fmt: skip
    list_idr, member_idr = alike[by_weight] if of_many else _prices(dice)
    return make.product(
        name, list_idr, owner_id=owner_id, member_price_idr=member_idr, by_weight=by_weight,
        unit="kg" if by_weight else "pcs", category=dice.choice(SHELVES),
    )  # fmt: skip


def _paket(dice: Random, shop: AnyShop, at: int) -> int:
    chosen = dice.sample(shop.shelf, dice.randint(2, 4))
    goods = by_ids(chosen)
    parts = [PaketPart(one, dice.randint(1, 3) * (ONE // 4 if one in shop.weighed else ONE)) for one in chosen]
    alone = sum(goods[part.product_id].selling_price_idr * part.qty_milli // ONE for part in parts)
    paket = make.product(f"Paket {at}", max(alone * dice.randint(60, 110) // 100, 10), category=dice.choice(SHELVES))
    set_paket(SYSTEM, paket, parts)
    return paket


def _tiers(dice: Random, product_id: int, *, by_weight: bool) -> None:
    selling = by_ids([product_id])[product_id].selling_price_idr
    least = (250 if by_weight else 2 * ONE) * dice.randint(1, 3)
    steps = [Tier(least, selling * 9 // 10), Tier(least + 3 * ONE, selling * 7 // 10)][: dice.randint(0, 2)]
    set_tiers(SYSTEM, product_id, steps)


def any_promotion(dice: Random, shop: AnyShop) -> None:
    """One that runs now, of any kind and borne by anyone; what the shop refuses to write down is none."""
    kind = dice.choice(list(Kind))
    figures = {
        Kind.PERCENT: {"percent_bp": dice.randint(1, 9_999)},
        Kind.AMOUNT: {"amount_idr": dice.randint(1, 20_000)},
        Kind.BUY_N_GET_M: {"pieces": dice.randint(1, 4), "free_pieces": dice.randint(1, 2)},
        Kind.BUNDLE: {"pieces": dice.randint(2, 4), "amount_idr": dice.randint(1, 50_000)},
    }[kind]
    goods = dice.choice(
        (
            {"on_everything": True},
            {"product_ids": frozenset(dice.sample(shop.shelf + shop.pakets, dice.randint(1, 3)))},
            {"category_ids": frozenset({dice.choice(categories())[0]})},
        )
    )
    try:
        add_promotion(
            SYSTEM,
            PromotionDetails(
                name=f"Promo {kind.value.lower()}", kind=kind, bearer=dice.choice(BEARERS), starts_on=clock.today(),
                **figures, **goods,  # type: ignore[arg-type]
            ),
        )  # fmt: skip
    except UserError:
        return


def any_cart(dice: Random, shop: AnyShop) -> Cart:
    """One to six lines as the counter shows them now, perhaps with prices and discounts by hand."""
    cart = Cart.new().with_member(dice.choice(shop.members) if dice.random() < 0.5 else None)
    known = by_ids(shop.shelf + shop.pakets)
    for _line in range(dice.randint(1, 6)):
        product = known[dice.choice(list(known))]
        if product.id in shop.weighed:
            cart = cart.add(product, dice.randint(100, 3_000))
        else:
            cart = cart.add(product, dice.randint(1, 2 if product.id in shop.pakets else 8) * ONE)
    cart = cart.priced_by(price_book(clock.today()), clock.now())
    if dice.random() < 0.15:
        at = dice.randrange(len(cart.lines))
        cart = cart.with_price(at, dice.randint(10, 2 * cart.lines[at].list_price_idr), "salah label")
    if dice.random() < 0.3:
        at = dice.randrange(len(cart.lines))
        cart = _discounted(cart, at, _discount(dice, cart.priced[at].gross_idr))
    if dice.random() < 0.3:
        cart = _discounted(cart, None, _discount(dice, cart.total_idr))
    return cart


def _discount(dice: Random, amount_idr: int) -> Discount:
    if dice.random() < 0.5:
        return Discount(DiscountKind.PERCENT, dice.randint(1, 9_999), "kemasan rusak")
    return Discount(DiscountKind.AMOUNT, dice.randint(1, amount_idr), "pelanggan lama")


def _discounted(cart: Cart, at: int | None, discount: Discount) -> Cart:
    try:
        return cart.with_discount(discount) if at is None else cart.with_line_discount(at, discount)
    except UserError:
        return cart


def any_payment(dice: Random, total_idr: int, *, of_member: bool) -> tuple[Bill, int]:
    """Tenders that pay a total, and the cash handed over; a member may also save from the change."""
    left, others = total_idr, list[Paid]()
    for tender in dice.sample(OTHERS if of_member else OTHERS[:2], dice.randint(0, 2)):
        amount = left if dice.random() < 0.3 else dice.randint(1, left)
        amount = amount // UNIT_IDR * UNIT_IDR if dice.random() < 0.5 else amount
        if amount:
            others.append(Paid(tender, amount, "A1"))
            left -= amount
        if not left:
            break
    bill = Bill(total_idr, tuple(others), 0, UNIT_IDR)
    received = bill.drawer_idr + dice.choice((0, 0, 7_400, 50_000))
    if of_member and received - left > 0 and dice.random() < 0.4:
        bill = bill.saving(dice.randint(1, received - left))
        received = max(received, bill.drawer_idr)
    return bill, received
