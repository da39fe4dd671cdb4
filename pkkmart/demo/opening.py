"""What the invented co-op owned and owed the evening before: its savings, its grant, its cash."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Final

from pkkmart.ledger.chart import Account
from pkkmart.ledger.posting import Line, credit, debit

_PRINCIPAL_IDR: Final = 100_000
_MANDATORY_IDR: Final = 20_000
_MOST_MONTHS: Final = 14
_VOLUNTARY_IDR: Final = (75_000, 120_000, 185_000, 250_000, 310_000, 412_500)

_ASSETS: Final = (
    debit(Account.SAFE, 8_500_000),
    debit(Account.BANK, 18_500_000),
    debit(Account.EQUIPMENT, 9_600_000),
    debit(Account.COMPUTERS, 7_200_000),
    credit(Account.EQUIPMENT_DEPRECIATION, 2_400_000),
    credit(Account.COMPUTERS_DEPRECIATION, 3_600_000),
)
_GRANT_IDR: Final = 10_000_000


def opening_lines(members: Sequence[int], rng: random.Random) -> list[Line]:
    """Lines that balance: what is left after savings and the grant is the general reserve. Members by number."""
    lines = [*_ASSETS, credit(Account.GRANT, _GRANT_IDR)]
    for person_id in members:
        months = _MOST_MONTHS if rng.random() < 0.8 else rng.randint(6, _MOST_MONTHS - 1)
        lines.append(credit(Account.PRINCIPAL_SAVINGS, _PRINCIPAL_IDR, person=person_id))
        lines.append(credit(Account.MANDATORY_SAVINGS, _MANDATORY_IDR * months, person=person_id))
    for index, amount in enumerate(_VOLUNTARY_IDR):
        lines.append(credit(Account.VOLUNTARY_SAVINGS, amount, person=members[index * 6]))
    reserve = sum(line.amount_idr for line in lines)
    return [*lines, credit(Account.GENERAL_RESERVE, reserve)]
