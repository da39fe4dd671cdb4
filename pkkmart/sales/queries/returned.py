"""Reads of returns: what of a sale may still come back, a return as its slip shows it, today's sales to choose from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from pkkmart.core.db import fetch, fetch_one
from pkkmart.people.queries import DISPLAY_NAME_SQL
from pkkmart.sales.queries import paid_by
from pkkmart.sales.returns import Fault, PartBack

RETURN_STANDS = (
    "NOT EXISTS (SELECT 1 FROM voided_document v WHERE v.origin_kind = 'sale_return' AND v.origin_id = r.id)"
)
"""SQL: the return `r` was not cancelled."""

PARTS = (
    "SELECT l.sale_id, s.business_date, l.line_no, l.id AS sale_line_id, NULL AS move_id, l.product_id, l.name,"
    " l.unit, l.qty_milli, l.price_idr, l.gross_idr, l.net_idr, l.share_idr, l.cost_idr, l.owner_id,"
    " l.owner_is_member, l.kit_name, l.promotion_id, coalesce((SELECT sum(b.qty_milli) FROM sale_return_line b"
    " JOIN sale_return r ON r.id = b.sale_return_id WHERE b.sale_line_id = l.id AND b.line_move_id IS NULL"
    f" AND {RETURN_STANDS}), 0) AS returned_milli, coalesce((SELECT sum(x.qty_milli) FROM line_move x"
    " WHERE x.sale_line_id = l.id AND x.from_move_id IS NULL), 0) AS moved_milli"
    " FROM sale_line l JOIN sale s ON s.id = l.sale_id"
    " UNION ALL SELECT l.sale_id, s.business_date, l.line_no, l.id, m.id, m.product_id, m.name, m.unit,"
    " m.qty_milli, m.price_idr, m.gross_idr, m.net_idr, m.share_idr, m.cost_idr, m.owner_id, m.owner_is_member,"
    " l.kit_name, l.promotion_id, coalesce((SELECT sum(b.qty_milli) FROM sale_return_line b"
    " JOIN sale_return r ON r.id = b.sale_return_id WHERE b.sale_line_id = l.id AND b.line_move_id = m.id"
    f" AND {RETURN_STANDS}), 0), coalesce((SELECT sum(x.qty_milli) FROM line_move x WHERE x.from_move_id = m.id), 0)"
    " FROM line_move m JOIN sale_line l ON l.id = m.sale_line_id JOIN sale s ON s.id = l.sale_id"
)
"""SQL: sold lines as they were rung, and each part that was moved to another mother: what it was, and what left it."""


@dataclass(frozen=True, slots=True)
class ReturnableLine:
    """A sold line, or the part of one that was moved to another mother; thousandths of a unit.

    `id` tells them apart on one receipt: the sale line's own, or below 0 that of the move. `whole` is what all of it
    would take back, `moved_milli` what was another's after all.
    """

    id: int
    sale_line_id: int
    move_id: int | None
    product_id: int
    name: str
    unit: str
    qty_milli: int
    returned_milli: int
    moved_milli: int
    price_idr: int
    whole: PartBack
    owner_id: int | None
    owner: str
    owner_is_member: bool
    kit_name: str
    has_promotion: bool

    @property
    def taken_milli(self) -> int:
        """How much of it is no longer with the buyer as this mother's."""
        return self.returned_milli + self.moved_milli

    @property
    def left_milli(self) -> int:
        """How much of it may still come back, or be moved."""
        return self.qty_milli - self.taken_milli


@dataclass(frozen=True, slots=True)
class ReturnableSale:
    """A sale with what of it came back already; rupiah, `paid` by tender, `refunded` for what is returned."""

    id: int
    number: str
    business_date: date
    recorded_at: str
    shift_id: int
    member_id: int | None
    member: str
    buyer_is_member: bool
    total_idr: int
    paid: Mapping[str, int]
    returned_idr: int
    refunded_idr: int
    voided_by: str
    lines: tuple[ReturnableLine, ...]


@dataclass(frozen=True, slots=True)
class ReturnedLine:
    """A line of a return; thousandths of a unit, rupiah. `owner` is "" for the co-op's own goods."""

    name: str
    unit: str
    qty_milli: int
    net_idr: int
    owner: str
    back_on_shelf: bool
    fault: Fault | None

    @classmethod
    def of(cls, row: tuple[Any, ...]) -> ReturnedLine:
        """A row of the seven columns in this order."""
        name, unit, qty_milli, net_idr, owner, back_on_shelf, fault = row
        return cls(name, unit, qty_milli, net_idr, owner, bool(back_on_shelf), Fault(fault) if fault else None)


@dataclass(frozen=True, slots=True)
class ReturnView:
    """One return, frozen, as its slip shows it; refunds by tender, rupiah, and the reference of one by bank."""

    id: int
    number: str
    sale_id: int
    sale_number: str
    business_date: date
    recorded_at: str
    keeper: str
    member: str
    reason: str
    total_idr: int
    rounding_idr: int
    lines: tuple[ReturnedLine, ...]
    refunds: tuple[tuple[str, int], ...]
    bank_reference: str = ""


@dataclass(frozen=True, slots=True)
class SaleRow:
    """A sale to choose from: when (UTC), who bought, how much, and the number that cancelled it, if one did."""

    id: int
    number: str
    recorded_at: str
    member: str
    goods: str
    total_idr: int
    voided_by: str


def returnable(sale_id: int) -> ReturnableSale:
    """What of a sale may come back; raises LookupError for an unknown id."""
    head = fetch_one(
        "SELECT s.id, s.number, s.business_date, s.recorded_at, s.shift_id, s.member_id,"
        f" coalesce({DISPLAY_NAME_SQL.format('m')}, ''), s.buyer_is_member, s.total_idr,"
        " coalesce((SELECT number FROM voided_document WHERE origin_kind = 'sale' AND origin_id = s.id), '')"
        " FROM sale s LEFT JOIN person m ON m.id = s.member_id WHERE s.id = ?",
        (sale_id,),
    )
    if head is None:
        raise LookupError(f"no sale {sale_id}")
    paid = {tender.value: amount for tender, amount in paid_by(sale_id)[0].items()}
    back = fetch_one(
        "SELECT coalesce(sum(total_idr), 0), coalesce(sum(total_idr - rounding_idr), 0) FROM sale_return r"
        f" WHERE sale_id = ? AND {RETURN_STANDS}",
        (sale_id,),
    )
    return ReturnableSale(
        id=head[0],
        number=head[1],
        business_date=date.fromisoformat(head[2]),
        recorded_at=head[3],
        shift_id=head[4],
        member_id=head[5],
        member=head[6],
        buyer_is_member=bool(head[7]),
        total_idr=head[8],
        paid=paid,
        returned_idr=int(back[0]) if back else 0,
        refunded_idr=int(back[1]) if back else 0,
        voided_by=head[9],
        lines=tuple(_parts(sale_id)),
    )


def _parts(sale_id: int) -> list[ReturnableLine]:
    """The lines of a receipt as they stand, each part with the mother it belongs to; one moved whole is left out."""
    rows = fetch(
        "SELECT l.sale_line_id, l.move_id, l.product_id, l.name, l.unit, l.qty_milli, l.returned_milli, l.moved_milli,"
        " l.price_idr, l.gross_idr, l.net_idr, coalesce(l.share_idr, 0), l.cost_idr, l.owner_id,"
        f" coalesce({DISPLAY_NAME_SQL.format('o')}, ''), coalesce(l.owner_is_member, 0), l.kit_name,"
        f" l.promotion_id IS NOT NULL FROM ({PARTS}) l LEFT JOIN person o ON o.id = l.owner_id"
        " WHERE l.sale_id = ? AND l.moved_milli < l.qty_milli ORDER BY l.line_no, l.move_id",
        (sale_id,),
    )
    return [
        ReturnableLine(
            id=row[0] if row[1] is None else -row[1],
            sale_line_id=row[0],
            move_id=row[1],
            product_id=row[2],
            name=row[3],
            unit=row[4],
            qty_milli=row[5],
            returned_milli=row[6],
            moved_milli=row[7],
            price_idr=row[8],
            whole=PartBack(*row[9:13]),
            owner_id=row[13],
            owner=row[14],
            owner_is_member=bool(row[15]),
            kit_name=row[16],
            has_promotion=bool(row[17]),
        )
        for row in rows
    ]


def return_view(return_id: int) -> ReturnView:
    """A return as its slip shows it; raises LookupError for an unknown id."""
    head = fetch_one(
        "SELECT r.id, r.number, r.sale_id, s.number, r.business_date, r.recorded_at, coalesce(u.name, ''),"
        f" coalesce({DISPLAY_NAME_SQL.format('m')}, ''), r.reason, r.total_idr, r.rounding_idr FROM sale_return r"
        " JOIN sale s ON s.id = r.sale_id LEFT JOIN app_user u ON u.id = r.user_id"
        " LEFT JOIN person m ON m.id = s.member_id WHERE r.id = ?",
        (return_id,),
    )
    if head is None:
        raise LookupError(f"no return {return_id}")
    lines = fetch(
        "SELECT coalesce(m.name, l.name), coalesce(m.unit, l.unit), b.qty_milli, b.net_idr,"
        f" coalesce({DISPLAY_NAME_SQL.format('o')}, ''), b.back_on_shelf, b.fault FROM sale_return_line b"
        " JOIN sale_line l ON l.id = b.sale_line_id LEFT JOIN line_move m ON m.id = b.line_move_id"
        " LEFT JOIN person o ON o.id = CASE WHEN m.id IS NULL THEN l.owner_id ELSE m.owner_id END"
        " WHERE b.sale_return_id = ? ORDER BY b.line_no",
        (return_id,),
    )
    refunds = fetch(
        "SELECT tender, amount_idr, reference FROM (SELECT line_no, tender, amount_idr, '' AS reference FROM refund"
        " WHERE sale_return_id = :id UNION ALL SELECT 0, 'TRANSFER', amount_idr, reference FROM bank_refund"
        " WHERE sale_return_id = :id) ORDER BY tender = 'CASH', line_no = 0, line_no",
        {"id": return_id},
    )
    return ReturnView(
        id=head[0],
        number=head[1],
        sale_id=head[2],
        sale_number=head[3],
        business_date=date.fromisoformat(head[4]),
        recorded_at=head[5],
        keeper=head[6],
        member=head[7],
        reason=head[8],
        total_idr=head[9],
        rounding_idr=head[10],
        lines=tuple(ReturnedLine.of(row) for row in lines),
        refunds=tuple((row[0], row[1]) for row in refunds),
        bank_reference="".join(row[2] for row in refunds),
    )


def sales_to_return(text: str = "", day: date | None = None, limit: int = 100) -> list[SaleRow]:
    """Sales of a day (every day when something is searched), the newest first: by number, member or amount."""
    wanted = text.strip()
    figures = wanted.replace(".", "")
    where, params = "s.business_date = ?", [day.isoformat() if day else "9999-12-31"]
    if wanted:
        where = "(s.number LIKE ? OR m.name LIKE ? OR CAST(s.total_idr AS TEXT) = ?)"
        params = [f"%{wanted}%", f"%{wanted}%", figures]
    rows = fetch(
        f"SELECT s.id, s.number, s.recorded_at, coalesce({DISPLAY_NAME_SQL.format('m')}, ''),"
        " (SELECT group_concat(l.name, ', ') FROM sale_line l WHERE l.sale_id = s.id), s.total_idr,"
        " coalesce((SELECT v.number FROM voided_document v WHERE v.origin_kind = 'sale' AND v.origin_id = s.id), '')"
        f" FROM sale s LEFT JOIN person m ON m.id = s.member_id WHERE {where} ORDER BY s.id DESC LIMIT ?",
        (*params, limit),
    )
    return [SaleRow(*row) for row in rows]


def shift_returns(shift_id: int) -> tuple[int, int]:
    """How many returns a shift took and what they were worth, rupiah."""
    row = fetch_one(
        f"SELECT count(*), coalesce(sum(total_idr), 0) FROM sale_return r WHERE shift_id = ? AND {RETURN_STANDS}",
        (shift_id,),
    )
    return (int(row[0]), int(row[1])) if row else (0, 0)
