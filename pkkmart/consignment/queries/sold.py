"""Reads of single sold lines: their consignor and the settlement that locks them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pkkmart.consignment.queries.accounts import ROOTED
from pkkmart.core.db import fetch
from pkkmart.ledger.cancelled import join_cancellation


@dataclass(frozen=True, slots=True)
class ConsignedLine:
    """A consigned line of a sale, or the part of one moved to another consignor: the consignor, the account the share
    waits in, and the number of the settlement that locks it ("" for none).
    """

    line_id: int
    person_id: int
    account_id: int
    settlement: str


def consigned_lines(origin_kind: str, line_ids: Iterable[int]) -> dict[int, ConsignedLine]:
    """By line of a sale (or move), what titipan knows of it; `settlement` is "" while it is in none that stands."""
    wanted = list(line_ids)
    marks = ",".join("?" * len(wanted))
    rows = fetch(
        "SELECT origin_line_id, id, person_id, account_id FROM consignment_line WHERE kind = 'SOLD'"
        f" AND origin_kind = ? AND origin_line_id IN ({marks})",
        (origin_kind, *wanted),
    )
    known = [row[1] for row in rows]
    held = dict(
        fetch(
            f"SELECT r.id, t.number {ROOTED} JOIN settlement_line s ON s.consignment_line_id = c.id"
            " JOIN settlement t ON t.id = s.settlement_id"
            f" {join_cancellation('settlement', 't')}"
            f" WHERE r.id IN ({','.join('?' * len(known))}) AND c.person_id = r.person_id AND v.id IS NULL",
            known,
        )
    )
    return {row[0]: ConsignedLine(row[1], row[2], row[3], held.get(row[1], "")) for row in rows}
