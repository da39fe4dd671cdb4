"""Whose the money of a sale is: the cash flow statement tells what came for the shop and what came for consignors."""

from __future__ import annotations

from dataclasses import dataclass

from pkkmart.core.money import allocate


@dataclass(frozen=True, slots=True)
class WhoseMoney:
    """What a sale came to, and what of that was its makers' as it was rung and is as its lines stand; rupiah."""

    total_idr: int
    rung_idr: int
    now_idr: int

    def theirs_idr(self, paid_idr: int) -> int:
        """The makers' part of what one tender paid, every move within; split as the checkout splits it."""
        return self._of(paid_idr, self.now_idr)

    def moved_idr(self, paid_idr: int) -> int:
        """How much more (+) or less (-) of what one tender paid is the makers' than when it was rung."""
        return self.theirs_idr(paid_idr) - self._of(paid_idr, self.rung_idr)

    def _of(self, paid_idr: int, share_idr: int) -> int:
        if not paid_idr:
            return 0
        theirs = min(max(share_idr, 0), self.total_idr)
        return allocate(paid_idr, (self.total_idr - theirs, theirs))[1]
