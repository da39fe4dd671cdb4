"""A member's savings and bon after a sale, as the receipt says them: as of that sale, however late they are read."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from pkkmart.core.db import fetch_one
from pkkmart.core.i18n import _, figure
from pkkmart.ledger.chart import Account
from pkkmart.receivables.queries import limit_idr


def account_notes(
    sale_id: int, member_id: int | None, day: date, tenders: Mapping[str, int]
) -> tuple[tuple[str, str], ...]:
    """Change put into savings and the new balance, the bon and the room left under its limit; words and amounts.

    `tenders` tells of each how much of its change went into savings.
    """
    to_savings_idr = sum(tenders.values())
    if member_id is None:
        return ()
    notes: list[tuple[str, int]] = []
    if to_savings_idr:
        notes.append((_("Kembalian ke simpanan"), to_savings_idr))
    if to_savings_idr or "SAVINGS" in tenders:
        notes.append((_("Saldo sukarela"), -_after(sale_id, Account.VOLUNTARY_SAVINGS, member_id)))
    if "RECEIVABLE" in tenders:
        owed = _after(sale_id, Account.MEMBER_RECEIVABLE, member_id)
        notes.append((_("Bon yang belum dibayar"), owed))
        notes.append((_("Sisa batas bon"), max(limit_idr(member_id, day) - owed, 0)))
    return tuple((words, figure(amount)) for words, amount in notes)


def _after(sale_id: int, account: Account, person_id: int) -> int:
    """A person's balance on an account once this sale was booked, debit positive; entries are numbered as they came.

    A tender put right later touches neither account: such a sale is voided instead.
    """
    row = fetch_one(
        "SELECT coalesce(sum(amount_idr), 0) FROM posting WHERE account_id = ? AND person_id = ? AND entry_id <="
        " (SELECT min(id) FROM journal_entry WHERE origin_kind = 'sale' AND origin_id = ?)",
        (int(account), person_id, sale_id),
    )
    return int(row[0]) if row else 0
