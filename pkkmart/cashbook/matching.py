"""The days a payment of QRIS settles when it does not pay all of them. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date


def oldest_first(days: Sequence[tuple[date, int]], received_idr: int) -> list[tuple[date, int]]:
    """What an amount pays of each day without a fee, the oldest first; the rest of the newest day stays open.

    `days` are what stands open, rupiah, at least as much in all as was received; a day that gave back is taken
    off whole. A day that gets nothing is left out.
    """
    left = received_idr - sum(amount for _day, amount in days if amount < 0)
    paid: list[tuple[date, int]] = []
    for day, amount in sorted(days):
        part = amount if amount < 0 else min(amount, left)
        left -= max(part, 0)
        if part:
            paid.append((day, part))
    return paid
