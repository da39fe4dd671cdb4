"""Reads of how a sale was really paid: its payments and every correction since."""

from __future__ import annotations

from typing import Final

from pkkmart.core.db import fetch, fetch_one
from pkkmart.ledger.cancelled import stands
from pkkmart.sales.money_split import MoneySplit
from pkkmart.sales.tenders import Tender

CORRECTIONS: Final = f"sale_change w WHERE w.kind = 'PAYMENT' AND {stands('sale_change', 'w')}"
"""SQL: the corrections of payments that stand, under the alias `w`."""


def paid_by(sale_id: int) -> tuple[dict[Tender, int], int]:
    """What each tender paid of a sale and what cash rounding added, every correction since within; rupiah."""
    rows = fetch(
        "SELECT tender, sum(amount_idr) FROM (SELECT tender, amount_idr FROM payment WHERE sale_id = :sale UNION ALL"
        " SELECT y.tender, y.amount_idr FROM sale_change_tender y WHERE y.sale_change_id IN"
        f" (SELECT w.id FROM {CORRECTIONS} AND w.sale_id = :sale)) GROUP BY tender HAVING sum(amount_idr) <> 0",
        {"sale": sale_id},
    )
    rounding = fetch_one(
        "SELECT (SELECT rounding_idr FROM sale WHERE id = :sale)"
        f" + coalesce((SELECT sum(w.rounding_idr) FROM {CORRECTIONS} AND w.sale_id = :sale), 0)",
        {"sale": sale_id},
    )
    return {Tender(row[0]): int(row[1]) for row in rows}, int(rounding[0]) if rounding else 0


def corrected_cash(sale_id: int) -> tuple[int, int] | None:
    """Cash handed over and given back by the newest correction of a sale, None while it stands as rung; rupiah."""
    row = fetch_one(
        f"SELECT w.received_idr, w.change_idr FROM {CORRECTIONS} AND w.sale_id = ? ORDER BY w.id DESC LIMIT 1",
        (sale_id,),
    )
    return (int(row[0]), int(row[1])) if row else None


def corrected_by(sale_id: int) -> str:
    """The number of the newest correction of a sale's payment, "" while it stands as rung."""
    row = fetch_one(f"SELECT w.number FROM {CORRECTIONS} AND w.sale_id = ? ORDER BY w.id DESC LIMIT 1", (sale_id,))
    return str(row[0]) if row else ""


def money_split(sale_id: int) -> MoneySplit:
    """How the money of a sale is split between the co-op and consignors: as rung, and with every owner correction."""
    ((total, rung, moved),) = fetch(
        "SELECT s.total_idr, coalesce((SELECT sum(l.share_idr) FROM sale_line l WHERE l.sale_id = s.id), 0),"
        " coalesce((SELECT sum(coalesce(c.share_idr, 0)) FROM sale_change_line c JOIN sale_change o"
        f" ON o.id = c.sale_change_id WHERE o.sale_id = s.id AND o.kind = 'OWNER' AND {stands('sale_change', 'o')}), 0)"
        " FROM sale s WHERE s.id = ?",
        (sale_id,),
    )
    return MoneySplit(total, rung, rung + moved)
