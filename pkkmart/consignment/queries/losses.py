"""Reads of goods that were replaced as lost: what of them a find takes back, and the find that did."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pkkmart.consignment.queries.accounts import ROOTED
from pkkmart.core.db import fetch, fetch_one
from pkkmart.core.money import divide_half_up
from pkkmart.ledger.cancelled import stands
from pkkmart.ledger.chart import Account
from pkkmart.ledger.queries import document_name


@dataclass(frozen=True, slots=True)
class Refound:
    """Goods that were replaced as lost and are back, and what their consignor is owed less for them on an account.

    `lost_line_id` is the consignment line that said they were lost; thousandths of a unit, rupiah.
    """

    lost_line_id: int
    person_id: int
    account: Account
    product_id: int
    qty_milli: int
    share_idr: int


def refound(found: Mapping[int, int]) -> list[Refound]:
    """What of found goods (thousandths of a unit by product) was replaced as lost before and is not settled yet."""
    if not found:
        return []
    marks = ",".join("?" * len(found))
    lost = fetch(
        f"SELECT r.id, r.person_id, r.account_id, r.product_id, r.qty_milli, r.amount_idr {ROOTED}"
        f" WHERE r.kind = 'LOST' AND r.product_id IN ({marks})"
        " AND NOT EXISTS (SELECT 1 FROM settlement_line s WHERE s.consignment_line_id = c.id)"
        " GROUP BY r.id HAVING sum(c.qty_milli) > 0 ORDER BY r.id",
        list(found),
    )
    before = dict(
        fetch(
            f"SELECT r.origin_line_id, -sum(c.qty_milli) {ROOTED} WHERE r.kind = 'FOUND' AND r.product_id IN ({marks})"
            " GROUP BY r.origin_line_id",
            list(found),
        )
    )
    left, back = dict(found), []
    for line_id, person_id, account_id, product_id, qty_milli, share_idr in lost:
        already = before.get(line_id, 0)
        taken = min(left[product_id], qty_milli - already)
        if taken > 0:
            upto = [divide_half_up(share_idr * quantity, qty_milli) for quantity in (already, already + taken)]
            left[product_id] -= taken
            back.append(Refound(line_id, person_id, Account(account_id), product_id, taken, upto[1] - upto[0]))
    return back


def refound_in(origin_kind: str, origin_id: int) -> str:
    """The number of a document that stands and found again what another one replaced as lost, "" when none did."""
    row = fetch_one(
        "SELECT f.origin_kind, f.origin_id FROM consignment_line l JOIN consignment_line f ON f.kind = 'FOUND'"
        " AND f.origin_line_id = l.id WHERE l.kind = 'LOST' AND l.origin_kind = ? AND l.origin_id = ?"
        f" AND {stands('f.origin_kind', 'f', key='origin_id')} LIMIT 1",
        (origin_kind, origin_id),
    )
    return document_name(row[0], row[1]) if row else ""
