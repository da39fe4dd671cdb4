"""Goods come in: cakes each morning, what keeps when it runs low, and the co-op's own from its suppliers."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Final

from pkkmart.consignment.operations import DeliveryItem, ReturnItem, record_delivery, record_return
from pkkmart.consignment.rules import ReturnReason
from pkkmart.core import clock
from pkkmart.core.actor import Actor
from pkkmart.core.quantity import ONE, times_price
from pkkmart.demo.cast import Article
from pkkmart.demo.suppliers import GIVES_CREDIT
from pkkmart.ledger.chart import Account
from pkkmart.ledger.queries import balance_idr
from pkkmart.purchasing.operations import PaidFrom, PurchaseItem, record_purchase
from pkkmart.stock.operations import AdjustItem, adjust
from pkkmart.stock.queries import ExpiringRow, expiring, levels
from pkkmart.stock.rules import AdjustReason

_OF_A_TRAY: Final = (0.55, 0.95)
"""How full a consignor's tray is of what the shelf could take."""

_LEAST_CAKES: Final = 3
"""Nobody walks to the shop for fewer of a kind."""

SAFE_RESERVE_IDR: Final = 1_500_000
"""The treasurer buys for cash only what leaves this much in the safe."""


def stock_of(articles: Iterable[Article]) -> dict[int, int]:
    """Thousandths of a unit on the shelf, by product."""
    known = levels(article.product.id for article in articles)
    return {product_id: level.qty_milli for product_id, level in known.items()}


def by_source(articles: Iterable[Article]) -> list[list[Article]]:
    """The articles of each consignor or supplier, in the order of the catalogue."""
    found: dict[int, list[Article]] = {}
    for article in articles:
        found.setdefault(article.source_id, []).append(article)
    return list(found.values())


def bring_cakes(cashier: Actor, articles: Sequence[Article], rng: random.Random, *, may_rest: bool) -> None:
    """A consignor brings cakes, less what is left from yesterday; with `may_rest`, none one day in twelve."""
    stock = stock_of(articles)
    rests = rng.random() < 1 / 12 and may_rest
    items: list[DeliveryItem] = []
    for article in articles:
        wanted = round(article.good.par * rng.uniform(*_OF_A_TRAY))
        units = wanted - max(stock.get(article.product.id, 0), 0) // ONE
        if units >= _LEAST_CAKES:
            items.append(_item(article, units))
    if items and not rests:
        record_delivery(cashier, articles[0].source_id, items)


def bring_lasting_goods(cashier: Actor, articles: Sequence[Article]) -> None:
    """One consignor fills up what is down to a third of its shelf."""
    stock = stock_of(articles)
    low = [article for article in articles if stock.get(article.product.id, 0) * 3 < article.good.par * ONE]
    items = [_item(article, article.good.par - max(stock.get(article.product.id, 0), 0) // ONE) for article in low]
    if items:
        record_delivery(cashier, articles[0].source_id, items)


def buy_goods(treasurer: Actor, articles: Sequence[Article], rng: random.Random) -> None:
    """Fill up one supplier's goods that fell below their least; what the safe cannot pay is left for later."""
    stock = stock_of(articles)
    low = [one for one in articles if stock.get(one.product.id, 0) < one.good.least * ONE]
    items = [_bought(article, stock.get(article.product.id, 0), rng) for article in low]
    on_credit = articles[0].good.source in GIVES_CREDIT
    total = sum(item.cost_idr for item in items)
    if items and (on_credit or balance_idr(Account.SAFE) - total >= SAFE_RESERVE_IDR):
        record_purchase(
            treasurer,
            items,
            paid_from=PaidFrom.CREDIT if on_credit else PaidFrom.SAFE,
            supplier_id=articles[0].source_id,
            invoice_number=f"F-{rng.randint(1_000, 9_999)}",
        )


def pull_expired(cashier: Actor, treasurer: Actor) -> None:
    """In the morning what expired yesterday leaves the shelf: titipan goes home, the co-op's own is written off."""
    gone: dict[int | None, list[ExpiringRow]] = {}
    for row in expiring(clock.today() - timedelta(days=1)):
        gone.setdefault(row.owner_id, []).append(row)
    for owner_id, rows in gone.items():
        if owner_id is None:
            adjust(treasurer, [AdjustItem(row.product_id, row.qty_milli) for row in rows], AdjustReason.SPOILED)
        else:
            items = [ReturnItem(row.product_id, row.qty_milli, ReturnReason.EXPIRED) for row in rows]
            record_return(cashier, owner_id, items, note="kedaluwarsa")


def _item(article: Article, units: int) -> DeliveryItem:
    return DeliveryItem(article.product.id, units * ONE, expires_on=_expires(article))


def _expires(article: Article) -> date | None:
    """When goods that come today expire; None for what never does."""
    keeps = article.good.keeps_days
    return None if keeps is None else clock.today() + timedelta(days=keeps)


def _bought(article: Article, held_milli: int, rng: random.Random) -> PurchaseItem:
    """A line up to a well filled shelf, at a price that moves a little from invoice to invoice."""
    wanted = round(article.good.par * rng.uniform(0.6, 1.0))
    qty_milli = max(wanted - max(held_milli, 0) // ONE, 1) * ONE
    assert article.good.cost_idr is not None, article.good.name
    unit_cost = article.good.cost_idr * rng.randint(99, 101) // 100 // 10 * 10
    cost_idr = times_price(qty_milli, unit_cost)
    return PurchaseItem(article.product.id, qty_milli, cost_idr, expires_on=_expires(article))
