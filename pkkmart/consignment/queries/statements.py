"""Reads of a consignor's statement: owed before, sold and paid by day, owed after. It ties to the ledger by date."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pkkmart.consignment.queries.accounts import ROOTED
from pkkmart.consignment.queries.advances import PAID
from pkkmart.consignment.rules import PayoutWay
from pkkmart.core.db import fetch
from pkkmart.core.i18n import _
from pkkmart.ledger.cancelled import stands
from pkkmart.people.queries import person_name


@dataclass(frozen=True, slots=True)
class StatementLine:
    """What one product brought the consignor on one day; thousandths of a unit, rupiah.

    `kind` as in consignment_line, a cancellation's being that of what it cancels; what came back has minus signs.
    """

    day: date
    kind: str
    product: str
    qty_milli: int
    gross_idr: int
    share_idr: int


@dataclass(frozen=True, slots=True)
class StatementSum:
    """What one product brought over a span, sold or, where not `sold`, replaced or carried; thousandths, rupiah."""

    product: str
    sold: bool
    qty_milli: int
    share_idr: int


@dataclass(frozen=True, slots=True)
class StatementPayment:
    """A part of a payout, or an advance, of a day; negative when paid back or on the day it was cancelled."""

    day: date
    number: str
    way: PayoutWay
    amount_idr: int


@dataclass(frozen=True, slots=True)
class Statement:
    """opening + shares − payments = closing, rupiah."""

    consignor_id: int
    consignor: str
    since: date
    until: date
    opening_idr: int
    lines: tuple[StatementLine, ...]
    payments: tuple[StatementPayment, ...]

    @property
    def share_idr(self) -> int:
        return sum(line.share_idr for line in self.lines)

    @property
    def paid_idr(self) -> int:
        return sum(payment.amount_idr for payment in self.payments)

    @property
    def closing_idr(self) -> int:
        return self.opening_idr + self.share_idr - self.paid_idr

    def earned(self) -> list[StatementSum]:
        """What each product brought over the whole span; what came back is taken off what was sold."""
        sums: dict[tuple[bool, str], StatementSum] = {}
        for line in self.lines:
            sold = line.kind in ("SOLD", "RETURNED")
            known = sums.get((sold, line.product), StatementSum(line.product, sold, 0, 0))
            sums[sold, line.product] = StatementSum(
                line.product, sold, known.qty_milli + line.qty_milli, known.share_idr + line.share_idr
            )
        return sorted(sums.values(), key=lambda one: (not one.sold, one.product))


_PAID = f" FROM ({PAID}) AS paid WHERE consignor_id = :who"

_PAPERS = (
    " LEFT JOIN sale_line l ON r.origin_kind = 'sale' AND l.id = r.origin_line_id"
    " LEFT JOIN sale_change_line b ON r.origin_kind = 'sale_change' AND b.id = r.origin_line_id"
    " LEFT JOIN evening_count_line h ON r.origin_kind = 'evening_count' AND h.id = r.origin_line_id"
)
"""SQL: the line of the document that wrote a root `r`."""

_NET = "CASE WHEN r.kind IN ('SOLD', 'RETURNED') THEN coalesce(l.net_idr, b.net_idr, h.net_idr, 0) ELSE 0 END"
"""SQL: what buyers paid for a root, below 0 where they got it back."""


def statement(consignor_id: int, since: date, until: date) -> Statement:
    """A consignor's statement over a span of days, both included; cancellations count on the day they were made."""
    params = {"who": consignor_id, "since": since.isoformat(), "until": until.isoformat()}
    opening = fetch(
        "SELECT (SELECT coalesce(sum(amount_idr), 0) FROM consignment_line WHERE person_id = :who"
        " AND business_date < :since)"
        f" - (SELECT coalesce(sum(amount_idr), 0) {_PAID} AND business_date < :since)",
        params,
    )[0][0]
    lines = fetch(
        "SELECT c.business_date, r.kind, coalesce(p.name, ''), sum(c.qty_milli),"
        f" sum(CASE WHEN c.qty_milli = r.qty_milli THEN 1 ELSE -1 END * {_NET}), sum(c.amount_idr) {ROOTED}"
        f" LEFT JOIN product p ON p.id = c.product_id {_PAPERS}"
        " WHERE c.person_id = :who AND c.business_date BETWEEN :since AND :until"
        " GROUP BY c.business_date, r.kind, c.product_id HAVING sum(c.qty_milli) <> 0 OR sum(c.amount_idr) <> 0"
        " ORDER BY c.business_date, r.kind <> 'SOLD', p.name",
        params,
    )
    payments = fetch(
        f"SELECT business_date, number, way, amount_idr {_PAID} AND business_date BETWEEN :since AND :until"
        " ORDER BY business_date, number, amount_idr DESC",
        params,
    )
    return Statement(
        consignor_id,
        person_name(consignor_id),
        since,
        until,
        opening,
        tuple(StatementLine(date.fromisoformat(row[0]), row[1], row[2] or _("Saldo awal"), *row[3:]) for row in lines),
        tuple(StatementPayment(date.fromisoformat(row[0]), row[1], PayoutWay(row[2]), row[3]) for row in payments),
    )


def brought_between(consignor_id: int, since: date, until: date) -> dict[str, int]:
    """Thousandths of a unit a consignor brought over a span, by the name of the product."""
    return dict(
        fetch(
            "SELECT p.name, sum(l.qty_milli) FROM delivery d JOIN delivery_line l ON l.delivery_id = d.id"
            " JOIN product p ON p.id = l.product_id WHERE d.consignor_id = ? AND d.business_date BETWEEN ? AND ?"
            f" AND {stands('delivery', 'd')} GROUP BY p.name",
            (consignor_id, since.isoformat(), until.isoformat()),
        )
    )
