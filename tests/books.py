"""Journal entries as text, the way our worked entries state them: `Kas Laci D 10.000 / Penjualan K 10.000`."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pkkmart.core.db import fetch
from pkkmart.core.errors import UserError
from pkkmart.core.i18n import figure
from pkkmart.ledger.queries import entries_of, entry_lines


def entry_text(entry_id: int) -> str:
    """`1101 D 20.000 / 2102(Bu Sari) K 16.000 / 4103 K 4.000`: by account and person, cash flows merged."""
    sums: dict[tuple[int, str], int] = {}
    for line in entry_lines(entry_id):
        key = (line.code, line.person_name)
        sums[key] = sums.get(key, 0) + line.amount_idr
    sides = sorted(((key, amount) for key, amount in sums.items() if amount), key=lambda one: (one[1] < 0, one[0]))
    return " / ".join(
        f"{code}{f'({person})' if person else ''} {'D' if amount > 0 else 'K'} {figure(abs(amount))}"
        for (code, person), amount in sides
    )


def entry_of(kind: str, origin_id: int) -> str:
    """The one entry of a document as text."""
    (entry_id,) = entries_of(kind, origin_id)
    return entry_text(entry_id)


def cash_flows(entry_id: int) -> dict[str, int]:
    """Rupiah by cash-flow line of one entry."""
    return {
        row[0]: row[1]
        for row in fetch(
            "SELECT cash_flow, sum(amount_idr) FROM posting WHERE entry_id = ? AND cash_flow IS NOT NULL"
            " GROUP BY cash_flow ORDER BY cash_flow",
            (entry_id,),
        )
    }


def entry_count() -> int:
    """The number of entries in the books."""
    return int(fetch("SELECT count(*) FROM journal_entry")[0][0])


def refusal(tables: tuple[str, ...], act: Callable[[], object], kind: type[UserError] = UserError) -> str:
    """The sentence of a refusal that wrote no entry and no row of the tables."""
    written = f"SELECT {', '.join(f'(SELECT count(*) FROM {table})' for table in ('journal_entry', *tables))}"
    before = fetch(written)
    with pytest.raises(kind) as told:
        act()
    assert fetch(written) == before
    return str(told.value)
