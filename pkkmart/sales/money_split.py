"""How the money of a sale is split between the co-op and its consignors, as the cash flow statement tells it. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from pkkmart.core.money import allocate


@dataclass(frozen=True, slots=True)
class MoneySplit:
    """What a sale came to, and how much of that was the consignors' as rung and is as its lines stand; rupiah.

    Of a sale of 10.000 with a share of 8.000, 5.000 paid in cash is 4.000 for consignors:

    >>> MoneySplit(10_000, 8_000, 8_000).consignors_idr(5_000)
    4000
    """

    total_idr: int
    rung_idr: int
    now_idr: int

    def consignors_idr(self, paid_idr: int) -> int:
        """The consignors' part of what one tender paid, every owner correction within."""
        return self._of(paid_idr, self.now_idr)

    def corrected_idr(self, paid_idr: int) -> int:
        """How much more (+) or less (-) of what one tender paid is the consignors' than when it was rung."""
        return self.consignors_idr(paid_idr) - self._of(paid_idr, self.rung_idr)

    def _of(self, paid_idr: int, share_idr: int) -> int:
        if not paid_idr:
            return 0
        theirs = min(max(share_idr, 0), self.total_idr)
        return allocate(paid_idr, (self.total_idr - theirs, theirs))[1]
