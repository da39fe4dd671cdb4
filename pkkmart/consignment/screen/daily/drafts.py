"""What is typed for a consignor in the evening, before it is closed: counts, decisions, and what they come to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from pkkmart.consignment.operations import CountItem, gap_milli
from pkkmart.consignment.queries import Counted, CountedLine, EveningGoods
from pkkmart.consignment.rules import GapDecision
from pkkmart.core.errors import UserError


@dataclass(slots=True)
class RowDraft:
    """One product as it is typed, thousandths of a unit; None is nothing typed yet."""

    goods: EveningGoods
    left_milli: int | None = None
    damaged_milli: int | None = None
    by_shop: bool = False
    decision: GapDecision | None = None

    @property
    def begun(self) -> bool:
        """Whether anything was typed."""
        return self.left_milli is not None or self.damaged_milli is not None

    @property
    def sold_milli(self) -> int:
        """What is gone: brought less what is left and damaged."""
        return self.goods.brought_milli - (self.left_milli or 0) - (self.damaged_milli or 0)

    @property
    def gap_milli(self) -> int:
        """What is gone less what the till sold; below 0 where more is left than can be."""
        return self.sold_milli - self.goods.till_milli if self.left_milli is not None else 0

    @property
    def refusal(self) -> str:
        """Why this count can't be, "" while it can."""
        if self.left_milli is None:
            return ""
        try:
            gap_milli(self.goods, self.left_milli, self.damaged_milli or 0)
        except UserError as error:
            return str(error)
        return ""

    @property
    def undecided(self) -> bool:
        """Whether there is a gap and nothing was decided about it."""
        return self.gap_milli > 0 and self.decision is None

    @property
    def share_idr(self) -> int:
        """The consignor's share: of what the till sold, of a decided gap, of what the shop damaged."""
        replaced, gap = (self.damaged_milli or 0) if self.by_shop else 0, max(self.gap_milli, 0)
        unrung = gap if self.decision is GapDecision.UNRUNG else 0
        replaced += gap if self.decision is GapDecision.REPLACED else 0
        return self.goods.earned_idr + self.goods.share_idr(unrung) + self.goods.share_idr(replaced)

    def item(self, *, kept: bool) -> CountItem:
        """The row as an operation takes it; a row without a leftover is not counted yet."""
        assert self.left_milli is not None
        return CountItem(
            self.goods.product.id, self.left_milli, self.damaged_milli or 0, kept, self.by_shop, self.decision
        )

    def line(self, *, kept: bool) -> CountedLine:
        """The row as a counted line."""
        price = self.goods.product.selling_price_idr
        return CountedLine(
            self.goods.product.id, self.goods.product.name, self.goods.brought_milli, self.left_milli or 0,
            self.damaged_milli or 0, self.goods.till_milli, price, 0, 0, self.share_idr, kept, self.by_shop,
            self.decision,
        )  # fmt: skip


@dataclass(slots=True)
class EveningDraft:
    """A consignor's evening as it is typed; `kept` leftovers stay on the shelf."""

    consignor_id: int
    rows: list[RowDraft] = field(default_factory=list)
    kept: bool = False
    others_idr: int = 0
    """What is due for earlier days and for goods that are not counted."""

    @property
    def begun(self) -> bool:
        return any(row.begun for row in self.rows)

    @property
    def complete(self) -> bool:
        """Whether everything is counted and nothing is refused or undecided."""
        return all(row.left_milli is not None and not row.refusal and not row.undecided for row in self.rows)

    @property
    def troubled(self) -> RowDraft | None:
        """The first row that can't be, or whose gap is not decided."""
        return next((row for row in self.rows if row.refusal or row.undecided), None)

    @property
    def due_idr(self) -> int:
        return self.others_idr + sum(row.share_idr for row in self.rows)

    def take(self, goods: Sequence[EveningGoods]) -> None:
        """Take over the goods as the till has sold them by now; what is typed stays."""
        typed = {row.goods.product.id: row for row in self.rows}
        self.rows = [typed.get(one.product.id, RowDraft(one)) for one in goods]
        for row, one in zip(self.rows, goods, strict=True):
            row.goods = one

    def items(self) -> list[CountItem]:
        """Every counted row."""
        return [row.item(kept=self.kept) for row in self.rows if row.left_milli is not None]

    def counted(self, name: str, day: date) -> Counted:
        """The evening as it would be closed."""
        lines = tuple(row.line(kept=self.kept) for row in self.rows)
        return Counted(0, "", day, self.consignor_id, name, "", "", lines, None, self.due_idr, 0, "")
