"""Reads of the account with a consignor: what is not yet settled, a settlement as it stands, a statement.

A settlement locks lines; cancelling one answers each with two twins of kind ADJUSTED with the
cancellation as origin and the first line itself (the root) as `origin_line_id`. A twin counts, and is shown,
as its root: its day for the cut-off, its sale for price and commission.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from pkkmart.consignment.rules import PayoutWay
from pkkmart.core.db import fetch, fetch_one
from pkkmart.core.i18n import _
from pkkmart.ledger.cancelled import join_cancellation, stands
from pkkmart.ledger.chart import CONSIGNOR_ACCOUNTS, Account, codes
from pkkmart.ledger.queries import voided
from pkkmart.people.queries import DISPLAY_NAME_SQL

PAYOUT_STANDS = stands("payout", "k")
"""SQL: the payout `k` was not cancelled."""

_IS_TWIN = "c.kind = 'ADJUSTED' AND c.origin_kind = 'void'"
ROOTED = (
    " FROM consignment_line c JOIN consignment_line r"
    f" ON r.id = CASE WHEN {_IS_TWIN} THEN c.origin_line_id ELSE c.id END"
)
"""SQL: each line `c` with its root `r`."""
_UNSETTLED = (
    "c.person_id = ? AND r.business_date <= ?"
    " AND NOT EXISTS (SELECT 1 FROM settlement_line s WHERE s.consignment_line_id = c.id)"
)


@dataclass(frozen=True, slots=True)
class AccountRow:
    """A product in a consignor's account at one price. Thousandths of a unit and rupiah.

    `kind` is that of the lines behind it (SOLD, LOST, …). `returned_milli` is what was returned unsold in
    the same span; gross − commission = share, and what was not sold has neither gross nor commission.
    """

    kind: str
    product_id: int | None
    name: str
    qty_milli: int
    returned_milli: int
    price_idr: int
    gross_idr: int
    commission_idr: int
    share_idr: int


@dataclass(frozen=True, slots=True)
class PerAccount:
    """What a settlement holds on one account (2102, 2103, 1133) and what of it was paid, rupiah."""

    account_id: int
    share_idr: int
    paid_idr: int

    @property
    def unpaid_idr(self) -> int:
        return self.share_idr - self.paid_idr


@dataclass(frozen=True, slots=True)
class PaidPart:
    """What of a payout went by one way, rupiah."""

    way: PayoutWay
    amount_idr: int


@dataclass(frozen=True, slots=True)
class PayoutRow:
    """A kuitansi, gross, and its parts; `cancelled_by` is the number of its cancellation, "" while it stands."""

    id: int
    number: str
    business_date: date
    parts: tuple[PaidPart, ...]
    amount_idr: int
    received_by: str
    cancelled_by: str

    @property
    def money(self) -> tuple[PaidPart, ...]:
        """The parts that were handed over."""
        return tuple(part for part in self.parts if part.way.place is not None)

    @property
    def withheld(self) -> tuple[PaidPart, ...]:
        """The parts that were deducted or saved."""
        return tuple(part for part in self.parts if part.way.place is None)

    @property
    def money_idr(self) -> int:
        """What was handed over, rupiah."""
        return sum(part.amount_idr for part in self.money)


@dataclass(frozen=True, slots=True)
class SettlementView:
    """A settlement as screen, slip and PDF show it: its lines never change, only what is paid of it does.

    `first_day` and `last_day` are those of its lines; `user` drew it up. A cancelled one shows what it was.
    """

    id: int
    number: str
    consignor_id: int
    consignor: str
    area: str
    cut_off: date
    business_date: date
    first_day: date | None
    last_day: date | None
    lines: tuple[AccountRow, ...]
    accounts: tuple[PerAccount, ...]
    total_idr: int
    paid_idr: int
    payouts: tuple[PayoutRow, ...]
    cancelled_by: str
    user: str

    @property
    def unpaid_idr(self) -> int:
        return 0 if self.cancelled_by else self.total_idr - self.paid_idr

    @property
    def gross_idr(self) -> int:
        return sum(line.gross_idr for line in self.lines)

    @property
    def commission_idr(self) -> int:
        return sum(line.commission_idr for line in self.lines)


@dataclass(frozen=True, slots=True)
class SettlementRow:
    """A settlement as lists show it; rupiah."""

    id: int
    number: str
    consignor_id: int
    cut_off: date
    business_date: date
    total_idr: int
    paid_idr: int
    cancelled_by: str

    @property
    def unpaid_idr(self) -> int:
        return 0 if self.cancelled_by else self.total_idr - self.paid_idr


def lines_to_settle(consignor_id: int, cut_off: date) -> list[tuple[int, int]]:
    """A consignor's unsettled lines up to a day: id and rupiah."""
    rows = fetch(
        f"SELECT c.id, c.amount_idr {ROOTED} WHERE {_UNSETTLED} ORDER BY c.id", (consignor_id, cut_off.isoformat())
    )
    return [(int(row[0]), int(row[1])) for row in rows]


def unsettled_lines(consignor_id: int, cut_off: date) -> list[AccountRow]:
    """A consignor's account as it would be settled to a day: by product and price, sold first."""
    lines = _account(_UNSETTLED, (consignor_id, cut_off.isoformat()))
    return _with_returns(lines, _returned(consignor_id, cut_off, *_EVER))


def unsettled_since(consignor_id: int) -> date | None:
    """The day of a consignor's oldest unsettled line, None when all is settled."""
    row = fetch_one(f"SELECT min(r.business_date) {ROOTED} WHERE {_UNSETTLED}", (consignor_id, "9999-12-31"))
    return date.fromisoformat(row[0]) if row and row[0] else None


def _account(where: str, params: tuple[object, ...]) -> list[AccountRow]:
    """Lines summed by kind, product and price. The sale's own snapshot names price and net; a twin has its sign."""
    rows = fetch(
        "SELECT r.kind, c.product_id, coalesce(max(l.name), max(m.name), max(p.name), ''), sum(c.qty_milli),"
        " coalesce(l.price_idr, m.price_idr, h.price_idr, 0),"
        " sum(CASE WHEN c.id = r.id OR c.qty_milli = r.qty_milli THEN 1 ELSE -1 END"
        f" * coalesce(l.net_idr, m.net_idr, h.net_idr)), sum(c.amount_idr) {ROOTED}"
        " LEFT JOIN sale_line l ON r.kind = 'SOLD' AND r.origin_kind = 'sale' AND l.id = r.origin_line_id"
        " LEFT JOIN sale_change_line m ON r.kind = 'SOLD' AND r.origin_kind = 'sale_change' AND m.id = r.origin_line_id"
        " LEFT JOIN evening_count_line h ON r.kind = 'SOLD' AND r.origin_kind = 'evening_count'"
        " AND h.id = r.origin_line_id"
        f" LEFT JOIN product p ON p.id = c.product_id WHERE {where}"
        " GROUP BY r.kind, c.product_id, coalesce(l.price_idr, m.price_idr, h.price_idr)"
        " HAVING sum(c.qty_milli) <> 0 OR sum(c.amount_idr) <> 0 ORDER BY r.kind <> 'SOLD', 3, 5",
        params,
    )
    return [
        AccountRow(
            kind,
            product_id,
            name or _("Saldo awal"),
            qty,
            0,
            price,
            0 if gross is None else gross,
            0 if gross is None else gross - share,
            share,
        )
        for kind, product_id, name, qty, price, gross, share in rows
    ]


def _with_returns(lines: list[AccountRow], returned: Mapping[int, tuple[str, int]]) -> list[AccountRow]:
    """Add what was returned unsold: on the product's first line, or on a line of its own."""
    left = dict(returned)
    shown: list[AccountRow] = []
    for line in lines:
        home = left.pop(line.product_id, None) if line.kind == "SOLD" and line.product_id is not None else None
        shown.append(replace(line, returned_milli=home[1]) if home else line)
    others = [AccountRow("SOLD", product, name, 0, qty, 0, 0, 0, 0) for product, (name, qty) in left.items()]
    return [*shown, *others]


_EVER = (2**62, 2**62, 2**62)
"""No settlement yet, and every return note and cancellation is known."""


def _returned(
    consignor_id: int, cut_off: date, settlement_id: int, last_note_id: int, last_void_id: int
) -> dict[int, tuple[str, int]]:
    """Name and thousandths returned unsold since the settlement before, as known up to a note and a cancellation."""
    rows = fetch(
        "SELECT l.product_id, max(p.name), sum(l.qty_milli) FROM return_note n"
        " JOIN return_note_line l ON l.return_note_id = n.id JOIN product p ON p.id = l.product_id"
        f" {join_cancellation('return_note', 'n')}"
        " WHERE n.consignor_id = :who AND n.business_date <= :cut_off AND n.id <= :note"
        " AND (v.id IS NULL OR v.id > :void) AND NOT EXISTS (SELECT 1 FROM settlement e"
        f" {join_cancellation('settlement', 'e', 'x')}"
        " WHERE e.consignor_id = :who AND e.id < :settlement AND (x.id IS NULL OR x.id > :void)"
        " AND n.business_date <= e.cut_off AND n.id <= e.last_return_note_id) GROUP BY l.product_id ORDER BY 2",
        {
            "who": consignor_id,
            "cut_off": cut_off.isoformat(),
            "settlement": settlement_id,
            "note": last_note_id,
            "void": last_void_id,
        },
    )
    return {row[0]: (row[1], row[2]) for row in rows}


def settlement_number(settlement_id: int) -> str:
    """The number of a settlement; raises LookupError when there is none."""
    row = fetch_one("SELECT number FROM settlement WHERE id = ?", (settlement_id,))
    if row is None:
        raise LookupError(f"no settlement {settlement_id}")
    return str(row[0])


def settlement_view(settlement_id: int) -> SettlementView:
    """A settlement with its lines and payouts; raises LookupError when there is none."""
    row = fetch_one(
        f"SELECT t.number, t.consignor_id, {DISPLAY_NAME_SQL.format('p')}, coalesce(a.name, ''), t.cut_off,"
        " t.business_date, t.total_idr, coalesce(v.id, 0), coalesce(v.number, ''),"
        " t.last_return_note_id, t.last_void_id, coalesce(u.name, '') FROM settlement t"
        " JOIN person p ON p.id = t.consignor_id LEFT JOIN area a ON a.id = p.area_id"
        " LEFT JOIN app_user u ON u.id = t.user_id"
        f" {join_cancellation('settlement', 't')} WHERE t.id = ?",
        (settlement_id,),
    )
    if row is None:
        raise LookupError(f"no settlement {settlement_id}")
    number, consignor_id, name, area, cut_off, day, total, void_id, void, last_note, last_void, user = row
    mine = (
        "c.id IN (SELECT consignment_line_id FROM settlement_line WHERE settlement_id = ?)"
        f" AND NOT ({_IS_TWIN} AND c.origin_id = ?)"
    )
    lines = _account(mine, (settlement_id, void_id))
    span = fetch_one(
        f"SELECT min(r.business_date), max(r.business_date) {ROOTED} WHERE {mine}", (settlement_id, void_id)
    )
    first, last = span if span else (None, None)
    home = _returned(consignor_id, date.fromisoformat(cut_off), settlement_id, last_note, last_void)
    payouts = tuple(payouts_of(settlement_id))
    return SettlementView(
        settlement_id,
        number,
        consignor_id,
        name,
        area,
        date.fromisoformat(cut_off),
        date.fromisoformat(day),
        date.fromisoformat(first) if first else None,
        date.fromisoformat(last) if last else None,
        tuple(_with_returns(lines, home)),
        tuple(_per_account(settlement_id, mine, void_id)),
        total,
        sum(payout.amount_idr for payout in payouts if not payout.cancelled_by),
        payouts,
        void,
        user,
    )


def _per_account(settlement_id: int, mine: str, void_id: int) -> list[PerAccount]:
    paid = dict(
        fetch(
            "SELECT g.account_id, sum(g.amount_idr) FROM payout k"
            " JOIN journal_entry e ON e.origin_kind = 'payout' AND e.origin_id = k.id AND e.kind = 'NORMAL'"
            f" JOIN posting g ON g.entry_id = e.id AND g.account_id IN ({codes(*CONSIGNOR_ACCOUNTS)})"
            f" WHERE k.settlement_id = ? AND {PAYOUT_STANDS} GROUP BY g.account_id",
            (settlement_id,),
        )
    )
    netted = fetch(
        "SELECT coalesce(sum(w.amount_idr), 0) FROM payout k JOIN payout_part w ON w.payout_id = k.id"
        f" AND w.way = 'ADVANCE' WHERE k.settlement_id = ? AND {PAYOUT_STANDS}",
        (settlement_id,),
    )[0][0]
    owing = int(Account.CONSIGNOR_RECEIVABLE)  # a payout's credit there is a carry, or nets an advance
    paid[owing] = paid.get(owing, 0) + netted
    rows = fetch(
        f"SELECT c.account_id, sum(c.amount_idr) {ROOTED} WHERE {mine} GROUP BY c.account_id ORDER BY c.account_id",
        (settlement_id, void_id),
    )
    return [PerAccount(account, share, paid.get(account, 0)) for account, share in rows]


def payouts_of(settlement_id: int) -> list[PayoutRow]:
    """The kuitansi of a settlement, cancelled ones too, oldest first."""
    cancelled = voided("payout")
    rows = fetch(
        "SELECT id, number, business_date, amount_idr, received_by FROM payout WHERE settlement_id = ? ORDER BY id",
        (settlement_id,),
    )
    parts: dict[int, list[PaidPart]] = {row[0]: [] for row in rows}
    for payout_id, way, amount in fetch(
        "SELECT w.payout_id, w.way, w.amount_idr FROM payout_part w JOIN payout k ON k.id = w.payout_id"
        " WHERE k.settlement_id = ? ORDER BY w.payout_id, w.line_no",
        (settlement_id,),
    ):
        parts[payout_id].append(PaidPart(PayoutWay(way), amount))
    return [
        PayoutRow(id, number, date.fromisoformat(day), tuple(parts[id]), amount, received, cancelled.get(id, ""))
        for id, number, day, amount, received in rows
    ]


def payout_head(payout_id: int) -> tuple[str, frozenset[PayoutWay]]:
    """The number of a payout and the ways it went; raises LookupError when there is none."""
    rows = fetch(
        "SELECT k.number, w.way FROM payout k JOIN payout_part w ON w.payout_id = k.id WHERE k.id = ?", (payout_id,)
    )
    if not rows:
        raise LookupError(f"no payout {payout_id}")
    return str(rows[0][0]), frozenset(PayoutWay(way) for _number, way in rows)


def settled_in(origin_kind: str, origin_id: int) -> str:
    """The number of a settlement that stands and holds a line of a document (or its twin), "" when none does."""
    row = fetch_one(
        f"SELECT t.number {ROOTED} JOIN settlement_line s ON s.consignment_line_id = c.id"
        " JOIN settlement t ON t.id = s.settlement_id"
        f" {join_cancellation('settlement', 't')}"
        " WHERE r.origin_kind = ? AND r.origin_id = ? AND c.person_id = r.person_id AND v.id IS NULL LIMIT 1",
        (origin_kind, origin_id),
    )
    return str(row[0]) if row else ""


def settlements(consignor_id: int) -> list[SettlementRow]:
    """A consignor's settlements, the newest first."""
    cancelled = voided("settlement")
    rows = fetch(
        "SELECT t.id, t.number, t.consignor_id, t.cut_off, t.business_date, t.total_idr,"
        f" (SELECT coalesce(sum(k.amount_idr), 0) FROM payout k WHERE k.settlement_id = t.id AND {PAYOUT_STANDS})"
        " FROM settlement t WHERE t.consignor_id = ? ORDER BY t.id DESC",
        (consignor_id,),
    )
    return [
        SettlementRow(
            id, number, who, date.fromisoformat(cut_off), date.fromisoformat(day), total, paid, cancelled.get(id, "")
        )
        for id, number, who, cut_off, day, total, paid in rows
    ]


def unsettled_idr(person_id: int, account_id: int) -> int:
    """What no settlement holds of a consignor's lines on one account, rupiah."""
    row = fetch_one(
        "SELECT coalesce(sum(c.amount_idr), 0) FROM consignment_line c WHERE c.person_id = ? AND c.account_id = ?"
        " AND NOT EXISTS (SELECT 1 FROM settlement_line s WHERE s.consignment_line_id = c.id)",
        (person_id, int(account_id)),
    )
    return int(row[0]) if row else 0
