"""Goods that lie on the counter without their receipt, as they are chosen: how much, why, in what state."""

from __future__ import annotations

from dataclasses import dataclass

from pkkmart.products.queries import ProductRow
from pkkmart.sale_changes.operations import UnreceiptedItem
from pkkmart.sale_changes.queries.lately_sold import LatelySold
from pkkmart.sale_changes.returns import NO_REASON, State
from pkkmart.sales.screen.lines import owner_words


@dataclass(frozen=True, slots=True)
class UnreceiptedGoods:
    """Goods on the counter: how much, why and in what state, and what was lately sold of them."""

    product: ProductRow
    sold: LatelySold
    qty_milli: int
    state: State = NO_REASON

    @property
    def consigned(self) -> bool:
        return self.product.owner_id is not None

    @property
    def item(self) -> UnreceiptedItem:
        state = self.state
        return UnreceiptedItem(self.product.id, self.qty_milli, state.back_on_shelf, state.fault, state.reason)

    @property
    def words(self) -> str:
        """What is seen under the goods: their owner, what becomes of them, and why they came."""
        told = (owner_of(self.product), self.state.words(), self.state.told(consigned=self.consigned))
        return " · ".join(part for part in told if part)


def owner_of(product: ProductRow) -> str:
    """The owner of goods, in words."""
    return owner_words(product.owner_name, consigned=product.owner_id is not None)
