"""The bench shops, played through the real operations: a counter of 100,000 products, and books of four years.

Each is built once into `.bench/` (with synchronous=off, a few minutes) and kept until the schema or
GENERATOR changes; then every check of `verify` has to pass.
"""

from __future__ import annotations

import hashlib
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Final

from filelock import FileLock

from pkkmart.closing.operations import close_month
from pkkmart.closing.verify import verify
from pkkmart.consignment.operations import DeliveryItem, add_agreement, record_delivery
from pkkmart.consignment.rules import Bearer, Terms, TermsModel
from pkkmart.core import clock, settings
from pkkmart.core.actor import SYSTEM, Actor, Permission
from pkkmart.core.db import MIGRATIONS, close_database, db, fetch, open_database
from pkkmart.core.operation import operation
from pkkmart.core.quantity import ONE
from pkkmart.ledger.chart import Account
from pkkmart.ledger.posting import credit, debit
from pkkmart.people.operations import PersonDetails, add_person
from pkkmart.people.queries import CapacityKind
from pkkmart.printing.operations import show_waiting
from pkkmart.products.operations import ProductDetails, add_products
from pkkmart.products.queries import ProductRow, by_ids
from pkkmart.purchasing.operations import CostAbovePrice, PaidFrom, PurchaseItem, record_purchase
from pkkmart.reports.months import month_of
from pkkmart.sales.cart import Cart, Member
from pkkmart.sales.operations import checkout
from pkkmart.shell.operations import save_settings
from pkkmart.till.operations import close_shift, count_drawer, start_shift
from pkkmart.till.queries import DENOMINATIONS_IDR, expected_idr
from pkkmart.users.operations import ShopFacts, found_shop
from pkkmart.users.queries import active_users, actor_of
from pkkmart.users.roles import Role
from tests.bench import words
from tests.make import post_opening

GENERATOR: Final = 1
"""Count up when this file or words.py makes another shop."""

LAST_DAY: Final = date(2026, 11, 24)
PIN: Final = "1234"
_FLOAT_IDR: Final = 300_000


@dataclass(frozen=True)
class Plan:
    """How much of everything a shop holds at LAST_DAY; `closes` locks each month once it is over."""

    products: int
    consignors: int
    members: int
    sales: int
    days: int
    popular: int
    closes: bool = False

    @property
    def first_day(self) -> date:
        return LAST_DAY - timedelta(days=self.days)


COUNTER: Final = Plan(products=100_000, consignors=500, members=300, sales=50_000, days=365, popular=6_000)
BOOKS: Final = Plan(products=2_000, consignors=100, members=300, sales=190_000, days=1_460, popular=2_000, closes=True)
"""More than a million postings in four years, all months closed but the running one."""


class PlayedClock:
    """Stands still until the shop's day goes on."""

    def __init__(self) -> None:
        self.at = datetime(2000, 1, 1, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.at

    def morning_of(self, day: date) -> None:
        """Seven o'clock in Jakarta."""
        self.at = datetime(day.year, day.month, day.day, tzinfo=UTC)


def bench_shop(folder: Path, plan: Plan = COUNTER) -> Path:
    """The database of a shop, built into a folder when it is not there; its last day's shift is open."""
    name = "books" if plan.closes else "shop"
    scripts = sorted(MIGRATIONS.glob("0*.*"))
    key = hashlib.sha256(b"".join(script.read_bytes() for script in scripts) + str(GENERATOR).encode()).hexdigest()
    folder.mkdir(exist_ok=True)
    shop = folder / f"{name}-{key[:12]}.db"
    with FileLock(folder / "bench.lock"):
        if not shop.exists():
            for old in folder.glob(f"{name}-*.db*"):
                old.unlink()
            draft = folder / f"{name}-building.db"
            _build(draft, plan)
            draft.rename(shop)
    return shop


def _build(path: Path, plan: Plan) -> None:
    print(f"building a shop: {plan.products:,} products, {plan.sales:,} sales; this takes some minutes", flush=True)
    began = time.perf_counter()
    ours = PlayedClock()
    ours.morning_of(plan.first_day - timedelta(days=1))
    open_database(path, synchronous="off")
    settings.forget_cached()
    try:
        with clock.using(ours):
            _found(ours, plan)
            print(f"  goods on the shelf after {time.perf_counter() - began:.0f} s", flush=True)
            _play(ours, random.Random(GENERATOR), plan)
        print(f"  {plan.sales:,} sales through checkout after {time.perf_counter() - began:.0f} s", flush=True)
        if not report_checks():
            raise RuntimeError("the bench shop does not add up")
        db.execute_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        close_database()
        settings.forget_cached()
    print(f"  done after {time.perf_counter() - began:.0f} s, {path.stat().st_size / 2**20:.0f} MiB", flush=True)


def report_checks() -> bool:
    """Run `verify` on the open database and say how it went."""
    checks = list(verify())
    failed = [f"{check.name}: {check.figure}" for check in checks if not check.ok]
    print(f"  verify: {len(checks) - len(failed)} of {len(checks)} checks pass", *failed, sep="\n    ", flush=True)
    return not failed


def _found(ours: PlayedClock, plan: Plan) -> None:
    rng = random.Random(GENERATOR)
    known = words.words(rng)
    found_shop(
        SYSTEM, ShopFacts(name="PKK Mart Melati"), [("Bu Rina", PIN, Role.CASHIER), ("Bu Wati", "2468", Role.TREASURER)]
    )
    save_settings(SYSTEM, {"shop.address": "Jl. Melati 12, Pamulang", "shop.phone": "021-7412345"})
    supplier, consignors = _people(SYSTEM, rng, known, plan)
    consigned = plan.products * 3 // 10
    owners = [None] * (plan.products - consigned) + [consignors[at % plan.consignors] for at in range(consigned)]
    rng.shuffle(owners)
    codes = words.codes()
    goods = [_product(rng, known, owner, next(codes)) for owner in owners]
    for start in range(0, plan.products, 5_000):
        _add(SYSTEM, goods[start : start + 5_000])
        ours.at += timedelta(minutes=1)
    _receive(rng, supplier, plan)
    # What the first drawer opens with lay in the safe.
    money = [debit(Account.SAFE, _FLOAT_IDR), credit(Account.GRANT, _FLOAT_IDR)]
    post_opening(SYSTEM, money, plan.first_day - timedelta(days=1))


@operation(Permission.KEEP_PEOPLE)
def _people(actor: Actor, rng: random.Random, known: list[str], plan: Plan) -> tuple[int, list[int]]:
    """A supplier, the members, and the consignors with their terms: half by percent, half by harga setor."""
    since = plan.first_day - timedelta(days=1)
    supplier = add_person(PersonDetails(name="Grosir Sumber Makmur"), [CapacityKind.SUPPLIER], since)
    for _ in range(plan.members):
        add_person(PersonDetails(name=words.person_name(rng, known)), [CapacityKind.MEMBER], since)
    consignors = []
    for at in range(plan.consignors):
        name = words.person_name(rng, known)
        kinds = [CapacityKind.CONSIGNOR] + ([CapacityKind.MEMBER] if at % 5 < 3 else [])
        consignor = add_person(PersonDetails(name=f"Bu {name}", trade_name=f"Dapur {name}"), kinds, since)
        bearer = list(Bearer)[at % 3]
        terms = (
            Terms(TermsModel.PERCENT, 1_000 + 500 * (at % 4), None, bearer)
            if at % 2
            else Terms(TermsModel.FIXED, None, 1_500, bearer)
        )
        add_agreement(consignor, terms, since)
        consignors.append(consignor)
    return supplier, consignors


def _product(rng: random.Random, known: list[str], owner: int | None, code: str) -> ProductDetails:
    price = rng.randrange(2_000, 12_000, 500) if owner else rng.randrange(1_500, 90_000, 500)
    return ProductDetails(
        name=words.product_name(rng, known),
        selling_price_idr=price,
        member_price_idr=price - 100 * rng.randint(1, 4) if rng.random() < 0.2 else None,
        category=rng.choice(words.CATEGORIES),
        owner_id=owner,
        codes=(code,),
        min_stock_milli=5 * ONE,
    )


@operation(Permission.KEEP_PRODUCTS)
def _add(actor: Actor, goods: Sequence[ProductDetails]) -> None:
    add_products(goods)


def _receive(rng: random.Random, supplier: int, plan: Plan) -> None:
    """Everything comes once, enough for all the days; a few things are left without stock."""
    most = max(400, 16 * plan.sales // plan.products)
    owned = fetch("SELECT id, selling_price_idr FROM product WHERE owner_id IS NULL ORDER BY id")
    for start in range(0, len(owned), 2_000):
        items = [
            PurchaseItem(product_id, units * ONE, units * price * rng.randint(70, 85) // 100)
            for product_id, price in owned[start : start + 2_000]
            for units in (rng.randint(most // 4, most),)
        ]
        confirmed = frozenset({CostAbovePrice.key})
    record_purchase(SYSTEM, items, paid_from=PaidFrom.CREDIT, supplier_id=supplier, confirmed=confirmed)
    by_consignor: dict[int, list[DeliveryItem]] = {}
    for product_id, consignor in fetch("SELECT id, owner_id FROM product WHERE owner_id IS NOT NULL ORDER BY id"):
        by_consignor.setdefault(consignor, []).append(DeliveryItem(product_id, rng.randint(most // 4, most) * ONE))
    for consignor, items in by_consignor.items():
        record_delivery(SYSTEM, consignor, items)


def _play(ours: PlayedClock, rng: random.Random, plan: Plan) -> None:
    """One shift a day; the shift of LAST_DAY stays open."""
    cashier, treasurer = (actor_of(user.id) for user in active_users())
    popular = list(by_ids(rng.sample(range(1, plan.products + 1), plan.popular)).values())
    members = all_members()
    sold = 0
    for day in range(plan.days + 1):
        today = plan.first_day + timedelta(days=day)
        ours.morning_of(today)
        if plan.closes and day and today.day == 1:
            close_month(treasurer, month_of(today - timedelta(days=1)))
        shift = start_shift(cashier, _FLOAT_IDR, till_id=1)
        for _ in range((plan.sales * (day + 1)) // (plan.days + 1) - sold):
            ours.at += timedelta(seconds=rng.randint(60, 250))
            cart = random_cart(rng, popular, members, min(rng.randint(1, 5), rng.randint(1, 6)))
            checkout(cashier, cart, received(cart), confirmed=frozenset({"below_stock"}), till_id=1)
            sold += 1
        show_waiting()
        if day == plan.days:
            break
        counted = expected_idr(shift.id)
        count_drawer(cashier, shift.id, _units(counted))
        close_shift(cashier, shift.id, hand_over_idr=counted - _FLOAT_IDR)


def all_members() -> list[Member]:
    """The members of the bench shop."""
    rows = fetch(
        "SELECT p.id, p.name, c.number FROM person p JOIN capacity c ON c.person_id = p.id"
        " WHERE c.kind = 'MEMBER' AND p.trade_name = '' ORDER BY p.id"
    )
    return [Member(*row) for row in rows]


def random_cart(rng: random.Random, goods: Sequence[ProductRow], members: Sequence[Member], lines: int) -> Cart:
    """A basket of so many different goods; every third buyer is a member."""
    member = rng.choice(members) if rng.random() < 1 / 3 else None
    cart = Cart(f"{rng.getrandbits(128):032x}", member=member)
    for product in rng.sample(list(goods), lines):
        cart = cart.add(product, rng.choice((1, 1, 1, 2, 3)) * ONE)
    return cart


def received(cart: Cart) -> int:
    """What the buyer hands over: notes of 50.000."""
    return (cart.total_idr // 50_000 + 1) * 50_000


def _units(amount_idr: int) -> dict[int, int]:
    units = {}
    for denomination in DENOMINATIONS_IDR:
        units[denomination], amount_idr = divmod(amount_idr, denomination)
    return units
