"""What is chosen on a receipt and not yet done."""

from __future__ import annotations

from dataclasses import dataclass, field

from pkkmart.core.i18n import _
from pkkmart.sale_changes.screen.goods import Chosen
from pkkmart.sales.tenders import Tender


@dataclass(slots=True)
class PendingChange:
    """What is chosen on the receipt `number` and not yet done; it waits while another receipt is looked at."""

    number: str
    rows: list[Chosen] = field(default_factory=list)
    way: Tender = Tender.CASH
    reference: str = ""
    at: int = 0

    @property
    def unfinished(self) -> str:
        """The goods that were chosen to come back and did not yet: `Gula, Teh di PM-26-000001`, "" for none."""
        goods = ", ".join(row.line.name for row in self.rows if row.qty_milli)
        return _("{goods} di {number}").format(goods=goods, number=self.number) if goods else ""
