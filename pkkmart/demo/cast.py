"""Who and what the played days work with, once the shop is founded."""

from __future__ import annotations

from dataclasses import dataclass

from pkkmart.core.actor import Actor
from pkkmart.demo.goods import Good, Shelf
from pkkmart.products.queries import ProductRow
from pkkmart.sales.cart import Member

TILL_ID = 1
"""The only till of the demo shop."""


@dataclass(frozen=True, slots=True)
class Article:
    """An invented good, the product it became, its code ("" on tiles) and who brings it (consignor or supplier)."""

    good: Good
    product: ProductRow
    code: str
    source_id: int


@dataclass(frozen=True, slots=True)
class Buyer:
    """A member who shops; `visits` weighs how often."""

    member: Member
    visits: int


@dataclass(frozen=True, slots=True)
class Cast:
    """Everyone and everything on stage; `debtors` may buy on bon."""

    cashiers: tuple[Actor, ...]
    treasurer: Actor
    chair: Actor
    buyers: tuple[Buyer, ...]
    articles: tuple[Article, ...]
    hampers: ProductRow
    debtors: tuple[Member, ...]

    def on(self, shelf: Shelf) -> list[Article]:
        """The articles of one shelf."""
        return [article for article in self.articles if article.good.shelf is shelf]

    def cakes(self) -> list[Article]:
        """What comes each morning."""
        return self.on(Shelf.CAKE)

    def lasting(self) -> list[Article]:
        """Titipan that keeps."""
        return [one for one in self.articles if not one.good.owned and one.good.shelf is not Shelf.CAKE]

    def owned(self) -> list[Article]:
        """The co-op's own goods."""
        return [one for one in self.articles if one.good.owned]
