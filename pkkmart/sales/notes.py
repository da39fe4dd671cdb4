"""Which amounts of cash people hand over for a bill. Pure."""

from __future__ import annotations

_STEPS_IDR = (5_000, 10_000, 20_000, 50_000, 100_000)


def handed_over_idr(due_idr: int, count: int = 6) -> list[int]:
    """The exact amount first, then the next round sums a buyer is likely to give, ascending, none twice."""
    found = [due_idr]
    for step in _STEPS_IDR:
        amount = -(-due_idr // step) * step
        if amount not in found:
            found.append(amount)
    hundred = -(-due_idr // 100_000) * 100_000
    for extra in (25_000, 50_000, 100_000, 150_000, 200_000):
        amount = -(-due_idr // 50_000) * 50_000 + extra if due_idr > 25_000 else hundred + extra * 2
        if len(found) < count and amount not in found:
            found.append(amount)
    return [found[0], *sorted(found[1:])][:count]
