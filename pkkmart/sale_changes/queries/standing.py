"""Reads of a sale as it stands: what of each line is left with the buyer, and what came back of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from pkkmart.core.db import fetch, fetch_one
from pkkmart.ledger.cancelled import cancelled_by, stands
from pkkmart.people.queries import DISPLAY_NAME_SQL
from pkkmart.sale_changes.change import ChangeKind
from pkkmart.sale_changes.returns import PartBack
from pkkmart.sales.queries.payments import paid_by

_LEFT_BY: Final = (
    "coalesce((SELECT -sum(b.qty_milli) FROM sale_change_line b JOIN sale_change h ON h.id = b.sale_change_id"
    " WHERE {part} AND b.qty_milli < 0 AND h.kind = '{kind}'"
    f" AND {stands('sale_change', 'h')}), 0)"
)
_RUNG: Final = "b.sale_line_id = l.id AND b.source_id IS NULL"
_CORRECTED: Final = "b.source_id = c.id"

PARTS: Final = (
    "SELECT l.sale_id, s.business_date, l.line_no, l.id AS sale_line_id, NULL AS source_id, l.product_id, l.name,"
    " l.unit, l.qty_milli, l.price_idr, l.gross_idr, l.net_idr, l.share_idr, l.cost_idr, l.owner_id,"
    " l.owner_is_member, l.kit_name, l.promotion_id,"
    f" {_LEFT_BY.format(part=_RUNG, kind=ChangeKind.RETURN.value)} AS returned_milli,"
    f" {_LEFT_BY.format(part=_RUNG, kind=ChangeKind.OWNER.value)} AS corrected_milli"
    " FROM sale_line l JOIN sale s ON s.id = l.sale_id"
    " UNION ALL SELECT l.sale_id, s.business_date, l.line_no, l.id, c.id, c.product_id, c.name, c.unit, c.qty_milli,"
    " c.price_idr, c.gross_idr, c.net_idr, c.share_idr, c.cost_idr, c.owner_id, c.owner_is_member, l.kit_name,"
    f" l.promotion_id, {_LEFT_BY.format(part=_CORRECTED, kind=ChangeKind.RETURN.value)},"
    f" {_LEFT_BY.format(part=_CORRECTED, kind=ChangeKind.OWNER.value)}"
    " FROM sale_change_line c JOIN sale_change o ON o.id = c.sale_change_id JOIN sale_line l ON l.id = c.sale_line_id"
    f" JOIN sale s ON s.id = l.sale_id WHERE c.qty_milli > 0 AND {stands('sale_change', 'o')}"
)
"""SQL: the lines of sales as rung, and each part corrected to another owner: what it was, and what left it since."""


@dataclass(frozen=True, slots=True)
class StandingLine:
    """A sold line as rung, or the part of one that was corrected to another owner; thousandths of a unit.

    `id` tells them apart on one receipt: the sale line's own, or below 0 that of the correction's line. `whole` are
    the amounts of all of it; `corrected_milli` is what turned out to be another owner's.
    """

    sale_line_id: int
    source_id: int | None
    product_id: int
    name: str
    unit: str
    qty_milli: int
    returned_milli: int
    corrected_milli: int
    price_idr: int
    whole: PartBack
    owner_id: int | None
    owner: str
    owner_is_member: bool
    kit_name: str
    has_promotion: bool

    @property
    def id(self) -> int:
        return self.sale_line_id if self.source_id is None else -self.source_id

    @property
    def gone_milli(self) -> int:
        """How much of it came back or was another owner's."""
        return self.returned_milli + self.corrected_milli

    @property
    def left_milli(self) -> int:
        """How much of it may still come back, or be corrected."""
        return self.qty_milli - self.gone_milli


@dataclass(frozen=True, slots=True)
class StandingSale:
    """A sale with what changed about it since; rupiah. `paid` is by tender, `refunded_idr` what returns gave back."""

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
    lines: tuple[StandingLine, ...]


def standing_sale(sale_id: int) -> StandingSale:
    """A sale as it stands now; raises LookupError for an unknown id."""
    head = fetch_one(
        "SELECT s.id, s.number, s.business_date, s.recorded_at, s.shift_id, s.member_id,"
        f" coalesce({DISPLAY_NAME_SQL.format('m')}, ''), s.buyer_is_member, s.total_idr, {cancelled_by('sale', 's')}"
        " FROM sale s LEFT JOIN person m ON m.id = s.member_id WHERE s.id = ?",
        (sale_id,),
    )
    if head is None:
        raise LookupError(f"no sale {sale_id}")
    back = fetch_one(
        "SELECT coalesce(-sum(r.total_idr), 0), coalesce(-sum(r.total_idr + r.rounding_idr), 0) FROM sale_change r"
        f" WHERE r.sale_id = ? AND r.kind = ? AND {stands('sale_change', 'r')}",
        (sale_id, ChangeKind.RETURN),
    )
    return StandingSale(
        id=head[0],
        number=head[1],
        business_date=date.fromisoformat(head[2]),
        recorded_at=head[3],
        shift_id=head[4],
        member_id=head[5],
        member=head[6],
        buyer_is_member=bool(head[7]),
        total_idr=head[8],
        paid={tender.value: amount for tender, amount in paid_by(sale_id)[0].items()},
        returned_idr=int(back[0]) if back else 0,
        refunded_idr=int(back[1]) if back else 0,
        voided_by=head[9],
        lines=tuple(_lines(sale_id)),
    )


def _lines(sale_id: int) -> list[StandingLine]:
    """The lines of a receipt as they stand, each part with its owner; one that was another's whole is left out."""
    rows = fetch(
        "SELECT l.sale_line_id, l.source_id, l.product_id, l.name, l.unit, l.qty_milli, l.returned_milli,"
        " l.corrected_milli, l.price_idr, l.gross_idr, l.net_idr, coalesce(l.share_idr, 0), l.cost_idr, l.owner_id,"
        f" coalesce({DISPLAY_NAME_SQL.format('o')}, ''), coalesce(l.owner_is_member, 0), l.kit_name,"
        f" l.promotion_id IS NOT NULL FROM ({PARTS}) l LEFT JOIN person o ON o.id = l.owner_id"
        " WHERE l.sale_id = ? AND l.corrected_milli < l.qty_milli ORDER BY l.line_no, coalesce(l.source_id, 0)",
        (sale_id,),
    )
    return [
        StandingLine(*(*row[:9], PartBack(*row[9:13]), *row[13:15], bool(row[15]), row[16], bool(row[17])))
        for row in rows
    ]
