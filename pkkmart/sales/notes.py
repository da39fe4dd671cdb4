"""Which amounts of cash people hand over for a bill. Pure."""

from __future__ import annotations

_STEPS_IDR = (5_000, 10_000, 20_000, 50_000, 100_000)
_NOTE_IDR = 50_000


def handed_over_idr(due_idr: int, count: int = 6) -> list[int]:
    """The exact amount, then the next 5, 10, 20, 50 and 100 thousand, ascending, none twice.

    A bill above 100.000 also offers the next fifties, since nobody hands over 150.000 for a small one.
    """
    amounts = {-(-due_idr // step) * step for step in _STEPS_IDR}
    if due_idr > 100_000:
        first = -(-due_idr // _NOTE_IDR) * _NOTE_IDR
        amounts |= {first + _NOTE_IDR * more for more in range(count) if first + _NOTE_IDR * more <= due_idr * 2}
    return [due_idr, *sorted(amounts - {due_idr})][:count]
