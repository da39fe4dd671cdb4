"""Reads of the two recaps: a month's sales four ways, and what every consignor was owed and paid."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from pkkmart.consignment.queries.advances import PAID
from pkkmart.consignment.queries.shares import OF_SALES
from pkkmart.core.db import fetch
from pkkmart.core.i18n import _, date_short
from pkkmart.ledger.cancelled import join_cancelled
from pkkmart.ledger.chart import CONSIGNOR_ACCOUNTS, codes
from pkkmart.people.queries import DISPLAY_NAME_SQL
from pkkmart.reports.months import first_day, last_day
from pkkmart.sales.tenders import Tender

_UNRUNG: Final = "UNRUNG"
"""The tender of what an evening count found sold and not rung up: none."""

_EVENTS = (
    "WITH event AS ("
    "SELECT 'sale' AS kind, s.id, s.business_date AS day, 1 AS sign, s.total_idr, s.rounding_idr, s.user_id FROM sale s"
    " WHERE s.business_date BETWEEN :first AND :last UNION ALL"
    " SELECT 'sale', s.id, v.business_date, -1, s.total_idr, s.rounding_idr, s.user_id FROM sale s"
    f" {join_cancelled('sale', 's')} WHERE v.business_date BETWEEN :first AND :last"
    " UNION ALL SELECT 'sale_change', c.id, c.business_date, 1, c.total_idr, c.rounding_idr, c.user_id"
    " FROM sale_change c WHERE c.business_date BETWEEN :first AND :last UNION ALL"
    " SELECT 'sale_change', c.id, v.business_date, -1, c.total_idr, c.rounding_idr, c.user_id FROM sale_change c"
    f" {join_cancelled('sale_change', 'c')} WHERE v.business_date BETWEEN :first AND :last"
    " UNION ALL SELECT 'evening_count', h.id, h.business_date, 1, h.unrung_idr, 0, h.user_id FROM evening_count h"
    " WHERE h.unrung_idr > 0 AND h.business_date BETWEEN :first AND :last UNION ALL"
    " SELECT 'evening_count', h.id, v.business_date, -1, h.unrung_idr, 0, h.user_id FROM evening_count h"
    f" {join_cancelled('evening_count', 'h')} WHERE h.unrung_idr > 0 AND v.business_date BETWEEN :first AND :last)"
)
"""SQL: what was sold in a month, and what of any month was changed in it, with its sign: as the ledger counts."""

_GOODS = (
    ", goods AS (SELECT e.*, l.product_id, l.owner_id, l.qty_milli, l.net_idr, l.commission_idr, 0 AS borne_idr"
    " FROM event e JOIN sale_line l ON l.sale_id = e.id WHERE e.kind = 'sale' UNION ALL"
    " SELECT e.*, b.product_id, b.owner_id, b.qty_milli, b.net_idr, b.commission_idr,"
    " CASE b.fault WHEN 'SHOP' THEN b.share_idr ELSE 0 END"
    " FROM event e JOIN sale_change_line b ON b.sale_change_id = e.id WHERE e.kind = 'sale_change' UNION ALL"
    " SELECT e.*, l.product_id, h.consignor_id, l.brought_milli - l.leftover_milli - l.damaged_milli - l.till_milli,"
    " l.net_idr, l.net_idr - l.share_idr, 0 FROM event e JOIN evening_count_line l ON l.evening_count_id = e.id"
    " JOIN evening_count h ON h.id = e.id WHERE e.kind = 'evening_count' AND l.decision = 'UNRUNG')"
)
"""SQL: the lines of those events; `borne_idr` is the share a consignor keeps of goods the shop spoiled."""

_PAID = (
    ", paid AS (SELECT e.sign AS payments, e.sign * y.amount_idr AS amount_idr, y.tender FROM event e"
    " JOIN payment y ON y.sale_id = e.id WHERE e.kind = 'sale' UNION ALL"
    " SELECT CASE c.kind WHEN 'PAYMENT' THEN 0 ELSE -e.sign END, e.sign * y.amount_idr, y.tender FROM event e"
    " JOIN sale_change c ON c.id = e.id JOIN sale_change_tender y ON y.sale_change_id = e.id"
    " WHERE e.kind = 'sale_change' UNION ALL"
    f" SELECT e.sign, e.sign * e.total_idr, '{_UNRUNG}' FROM event e WHERE e.kind = 'evening_count')"
)
"""SQL: what was paid in them and back; a refund takes a payment away, a corrected payment is none of its own."""

_SUMS = (
    "count(DISTINCT CASE WHEN sign > 0 AND kind = 'sale' THEN e.id END)"
    " - count(DISTINCT CASE WHEN sign < 0 AND kind = 'sale' THEN e.id END),"
    " sum(CASE WHEN e.owner_id IS NULL THEN sign * e.net_idr ELSE 0 END),"
    " sum(CASE WHEN e.owner_id IS NOT NULL THEN sign * e.net_idr ELSE 0 END),"
    " sum(coalesce(sign * e.commission_idr, 0))"
)


@dataclass(frozen=True, slots=True)
class SalesRow:
    """Sales of a day, category or cashier: receipts, own goods and titipan at what buyers paid; rupiah.

    `key` is the category's or the user's id, 0 for none: two rows may bear one name.
    """

    label: str
    receipts: int
    owned_idr: int
    consigned_idr: int
    commission_idr: int
    key: int = 0

    @property
    def total_idr(self) -> int:
        return self.owned_idr + self.consigned_idr


@dataclass(frozen=True, slots=True)
class TenderRow:
    """What came in by one tender; rupiah."""

    label: str
    payments: int
    amount_idr: int


@dataclass(frozen=True, slots=True)
class SalesRecap:
    """A month's sales four ways; each way sums to `total_idr`, tenders to total plus cash rounding."""

    receipts: int
    total_idr: int
    rounding_idr: int
    days: tuple[SalesRow, ...]
    categories: tuple[SalesRow, ...]
    cashiers: tuple[SalesRow, ...]
    tenders: tuple[TenderRow, ...]

    @property
    def owned_idr(self) -> int:
        return sum(row.owned_idr for row in self.days)

    @property
    def consigned_idr(self) -> int:
        return sum(row.consigned_idr for row in self.days)

    @property
    def commission_idr(self) -> int:
        return sum(row.commission_idr for row in self.days)


@dataclass(frozen=True, slots=True)
class ConsignorMonth:
    """A consignor's month; thousandths and rupiah. opening + share + other − paid = closing.

    Quantity, gross, commission and share are of what was sold less what was cancelled, brought back or moved to another
    owner, as Rekap Penjualan counts. `other_idr` is what the shop replaced, goods it spoilt and took back among it, and
    what opening balances brought. Opening and closing are the ledger's.
    """

    person_id: int
    name: str
    opening_idr: int
    qty_milli: int
    gross_idr: int
    commission_idr: int
    share_idr: int
    other_idr: int
    paid_idr: int
    closing_idr: int

    @property
    def ties(self) -> bool:
        return self.opening_idr + self.share_idr + self.other_idr - self.paid_idr == self.closing_idr


@dataclass(frozen=True, slots=True)
class ConsignmentRecap:
    """All consignors with anything in a month or still owed; `first` and `last` are its days."""

    first: date
    last: date
    rows: tuple[ConsignorMonth, ...]

    @property
    def closing_idr(self) -> int:
        return sum(row.closing_idr for row in self.rows)

    @property
    def gross_idr(self) -> int:
        return sum(row.gross_idr for row in self.rows)

    @property
    def commission_idr(self) -> int:
        return sum(row.commission_idr for row in self.rows)


def _span(month: str) -> dict[str, object]:
    return {"first": first_day(month).isoformat(), "last": last_day(month).isoformat()}


def sales_recap(month: str) -> SalesRecap:
    """A month's sales by day, category, cashier and tender. Raises MonthUnreadable."""
    span = _span(month)
    (receipts, total, rounding) = fetch(
        f"{_EVENTS} SELECT coalesce(sum(CASE kind WHEN 'sale' THEN sign ELSE 0 END), 0),"
        " coalesce(sum(sign * total_idr), 0),"
        " coalesce(sum(sign * rounding_idr), 0) FROM event",
        span,
    )[0]
    return SalesRecap(
        receipts,
        total,
        rounding,
        sales_days(month),
        tuple(
            row if row.label else replace(row, label=_("Tanpa kategori"))
            for row in _ways(
                month,
                "coalesce(c.name, '')",
                "coalesce(c.id, 0)",
                "c.id IS NULL, min(c.position), 1",
                "JOIN product p ON p.id = e.product_id LEFT JOIN category c ON c.id = p.category_id",
            )
        ),
        tuple(
            row if row.label else replace(row, label=_("sistem"))
            for row in _ways(
                month,
                "coalesce(u.name, '')",
                "coalesce(u.id, 0)",
                "u.id IS NULL, 1",
                "LEFT JOIN app_user u ON u.id = e.user_id",
            )
        ),
        tuple(
            TenderRow(_tender_words(row[0]), row[1], row[2])
            for row in fetch(
                f"{_EVENTS}{_PAID} SELECT tender, sum(payments), sum(amount_idr) FROM paid GROUP BY tender"
                " ORDER BY 3 DESC, 1",
                span,
            )
        ),
    )


def _tender_words(tender: str) -> str:
    return _("Tidak lewat kasir") if tender == _UNRUNG else _(Tender(tender).facts.on_paper)


def sales_days(month: str) -> tuple[SalesRow, ...]:
    """A month's sales by day."""
    return tuple(
        replace(row, label=date_short(date.fromisoformat(row.label))) for row in _ways(month, "e.day", "0", "1")
    )


def _ways(month: str, label: str, key: str, order: str, joins: str = "") -> list[SalesRow]:
    """One way of looking at a month's sales, a row for each label and key."""
    return [
        SalesRow(*row)
        for row in fetch(
            f"{_EVENTS}{_GOODS} SELECT {label}, {_SUMS}, {key} FROM goods e {joins} GROUP BY 1, 6 ORDER BY {order}, 6",
            _span(month),
        )
    ]


Moves = Mapping[str, Mapping[int, int]]
"""By month (`2026-10`) and consignor; rupiah."""


@dataclass(frozen=True, slots=True)
class ConsignorMoves:
    """By how much the debt to each consignor grew in each month, and what of it no sale brought.

    `other` are replaced goods, opening balances, and what was cancelled of these.
    """

    owed: Moves
    other: Moves


def consignor_moves(until: str) -> ConsignorMoves:
    """Every month up to one (`2026-10`), the ledger and the consignors' lines each read once."""
    span = {"last": last_day(until).isoformat()}
    owed = (
        "SELECT substr(e.business_date, 1, 7), p.person_id, -sum(p.amount_idr) FROM posting p JOIN journal_entry e"
        f" ON e.id = p.entry_id WHERE p.account_id IN ({codes(*CONSIGNOR_ACCOUNTS)}) AND e.business_date <= :last"
        " GROUP BY 1, 2"
    )
    other = (
        "SELECT substr(c.business_date, 1, 7), c.person_id, sum(c.amount_idr) FROM consignment_line c"
        " WHERE c.kind NOT IN ('SOLD', 'RETURNED') AND c.business_date <= :last"
        f" AND NOT {OF_SALES.format('c')} GROUP BY 1, 2"
    )
    return ConsignorMoves(_by_month(owed, span), _by_month(other, span))


def _by_month(sql: str, span: Mapping[str, object]) -> dict[str, dict[int, int]]:
    moves: dict[str, dict[int, int]] = {}
    for month, person, amount in fetch(sql, span):
        moves.setdefault(month, {})[person] = amount
    return moves


def consignment_recap(month: str, moves: ConsignorMoves | None = None) -> ConsignmentRecap:
    """Every consignor with anything in a month or still owed, by name. Raises MonthUnreadable.

    `moves` are the `consignor_moves` of this month or a later one, for whoever reads many months; read when None.
    """
    span = _span(month)
    moves = consignor_moves(month) if moves is None else moves
    openings: Counter[int] = Counter()
    for known, grown in moves.owed.items():
        if known < month:
            openings.update(grown)
    now = moves.owed.get(month, {})
    booked = {
        person: (openings[person], openings[person] + now.get(person, 0), person in now)
        for person in openings.keys() | now.keys()
    }
    traded, others = _traded(span), moves.other.get(month, {})
    paid = dict(
        fetch(
            f"SELECT consignor_id, sum(amount_idr) FROM ({PAID}) p"
            " WHERE business_date BETWEEN :first AND :last GROUP BY consignor_id",
            span,
        )
    )
    people = [
        person
        for person in booked.keys() | traded.keys() | others.keys() | paid.keys()
        if person in traded or person in others or person in paid or any(booked[person][1:])
    ]
    marks = ",".join("?" * len(people))
    rows = []
    for person, name in fetch(
        f"SELECT p.id, {DISPLAY_NAME_SQL.format('p')} FROM person p WHERE p.id IN ({marks}) ORDER BY 2, 1", people
    ):
        opening, closing = booked.get(person, (0, 0, False))[:2]
        qty_milli, gross, commission, borne = traded.get(person, (0, 0, 0, 0))
        other = others.get(person, 0) + borne
        rows.append(
            ConsignorMonth(
                person,
                name,
                opening,
                qty_milli,
                gross,
                commission,
                gross - commission,
                other,
                paid.get(person, 0),
                closing,
            )
        )
    return ConsignmentRecap(first_day(month), last_day(month), tuple(rows))


def _traded(span: dict[str, object]) -> dict[int, tuple[int, int, int, int]]:
    """By consignor, what was sold and not returned: quantity, gross, commission, and the shares the shop bears."""
    return {
        row[0]: (row[1], row[2], row[3], row[4])
        for row in fetch(
            f"{_EVENTS}{_GOODS} SELECT owner_id, sum(sign * qty_milli), sum(sign * net_idr),"
            " sum(sign * commission_idr), -sum(sign * borne_idr) FROM goods WHERE owner_id IS NOT NULL GROUP BY 1",
            span,
        )
    }
