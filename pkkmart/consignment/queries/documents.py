"""Reads of a consignor's documents: nota titip, nota retur, losses, settlements and kuitansi in one list."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from pkkmart.consignment.queries.deliveries import terms_for
from pkkmart.consignment.rules import TermsModel
from pkkmart.core.db import fetch, fetch_one
from pkkmart.ledger.cancelled import join_cancellation, stands
from pkkmart.people.queries import DISPLAY_NAME_SQL

_TABLES: Final = ("delivery", "return_note", "loss")
"""Documents of goods; the lines of each are in `<table>_line`."""

DOCUMENT_KINDS: Final = (*_TABLES, "settlement", "payout", "advance", "evening_count")
"""Every kind of a consignor's documents, by its table."""


@dataclass(frozen=True, slots=True)
class GoodsLine:
    """A line of a note: thousandths of a unit, the selling price, and the harga setor where one is agreed.

    `replaced_idr` is what the shop owes for lost goods, 0 on other notes.
    """

    product_id: int
    name: str
    unit: str
    qty_milli: int
    price_idr: int
    unit_share_idr: int | None
    replaced_idr: int


@dataclass(frozen=True, slots=True)
class GoodsNote:
    """A nota titip, a nota retur or a loss as its slip and the screen show it; `user` wrote it.

    `cancelled_by` is the number of its cancellation, "" while it stands.
    """

    kind: str
    number: str
    business_date: date
    consignor: str
    area: str
    note: str
    user: str
    cancelled_by: str
    lines: tuple[GoodsLine, ...]

    def by_product(self) -> dict[int, int]:
        """Thousandths of a unit of each product."""
        found: dict[int, int] = {}
        for line in self.lines:
            found[line.product_id] = found.get(line.product_id, 0) + line.qty_milli
        return found

    def name_of(self, product_id: int) -> str:
        """The name of one of its products."""
        return next(line.name for line in self.lines if line.product_id == product_id)


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A document in the list: rupiah where it moves some, thousandths of a unit where it moves goods.

    `unpaid_idr` is what is left of a settlement; `cancelled_by` the number of its cancellation or "".
    """

    kind: str
    id: int
    number: str
    business_date: date
    qty_milli: int
    amount_idr: int
    unpaid_idr: int
    about: str
    cancelled_by: str


@dataclass(frozen=True, slots=True)
class DocumentHead:
    """A document's consignor, number and day."""

    consignor_id: int
    consignor: str
    number: str
    business_date: date


def goods_note(kind: str, document_id: int) -> GoodsNote:
    """A document of goods, with the terms of its day; raises LookupError when there is none."""
    assert kind in _TABLES, kind
    table = kind
    row = fetch_one(
        f"SELECT d.number, d.business_date, {DISPLAY_NAME_SQL.format('p')}, coalesce(a.name, ''), d.note,"
        f" coalesce(u.name, ''), coalesce(v.number, '') FROM {table} d JOIN person p ON p.id = d.consignor_id"
        " LEFT JOIN area a ON a.id = p.area_id LEFT JOIN app_user u ON u.id = d.user_id"
        f" {join_cancellation(table, 'd')} WHERE d.id = ?",
        (document_id,),
    )
    if row is None:
        raise LookupError(f"no {kind} {document_id}")
    day = date.fromisoformat(row[1])
    replaced = "l.share_idr" if table == "loss" else "0"
    lines = fetch(
        f"SELECT l.product_id, p.name, p.unit, l.qty_milli, p.selling_price_idr, {replaced} FROM {table}_line l"
        f" JOIN product p ON p.id = l.product_id WHERE l.{table}_id = ? ORDER BY l.line_no",
        (document_id,),
    )
    terms = terms_for((line[0] for line in lines), day)
    fixed = {
        product_id: agreed.unit_share_idr for product_id, agreed in terms.items() if agreed.model is TermsModel.FIXED
    }
    return GoodsNote(
        kind,
        row[0],
        day,
        row[2],
        row[3],
        row[4],
        row[5],
        row[6],
        tuple(
            GoodsLine(product_id, name, unit, qty_milli, price, fixed.get(product_id), replaced_idr)
            for product_id, name, unit, qty_milli, price, replaced_idr in lines
        ),
    )


_PAPERS: Final = (
    "SELECT d.kind, d.id, d.number, d.business_date, d.qty, d.amount, d.unpaid, d.about, coalesce(v.number, '')"
    " FROM (SELECT 'delivery' AS kind, id, number, business_date, recorded_at, (SELECT sum(qty_milli)"
    " FROM delivery_line WHERE delivery_id = h.id) AS qty, 0 AS amount, 0 AS unpaid, note AS about"
    " FROM delivery h WHERE consignor_id = :who"
    " UNION ALL SELECT 'return_note', id, number, business_date, recorded_at, (SELECT sum(qty_milli)"
    " FROM return_note_line WHERE return_note_id = h.id), 0, 0, note FROM return_note h WHERE consignor_id = :who"
    " UNION ALL SELECT 'loss', id, number, business_date, recorded_at, (SELECT sum(qty_milli)"
    " FROM loss_line WHERE loss_id = h.id), (SELECT sum(share_idr) FROM loss_line WHERE loss_id = h.id), 0, note"
    " FROM loss h WHERE consignor_id = :who"
    " UNION ALL SELECT 'settlement', id, number, business_date, recorded_at, 0, total_idr, total_idr - (SELECT"
    f" coalesce(sum(k.amount_idr), 0) FROM payout k WHERE k.settlement_id = h.id AND {stands('payout', 'k')}), cut_off"
    " FROM settlement h WHERE consignor_id = :who"
    " UNION ALL SELECT 'payout', id, number, business_date, recorded_at, 0, amount_idr, 0, received_by"
    " FROM payout h WHERE consignor_id = :who"
    " UNION ALL SELECT 'advance', id, number, business_date, recorded_at, 0,"
    " CASE direction WHEN 'GIVEN' THEN amount_idr ELSE -amount_idr END, 0, note FROM advance h"
    " WHERE consignor_id = :who"
    " UNION ALL SELECT 'evening_count', id, number, business_date, recorded_at, (SELECT sum(brought_milli)"
    " FROM evening_count_line WHERE evening_count_id = h.id), 0, 0, '' FROM evening_count h"
    " WHERE consignor_id = :who) d"
    f" {join_cancellation('d.kind', 'd')}"
)
_NEWEST: Final = (
    "ORDER BY d.recorded_at DESC, d.kind = 'evening_count' DESC, d.kind = 'payout' DESC, d.kind = 'settlement' DESC,"
    " d.id DESC LIMIT :most"
)


def documents(consignor_id: int, limit: int = 60, until: date | None = None) -> list[DocumentRow]:
    """A consignor's newest documents, the newest first, up to and including a day where told."""
    params = {"who": consignor_id, "until": (until or date.max).isoformat(), "most": limit}
    return [_row(row) for row in fetch(f"{_PAPERS} WHERE d.business_date <= :until {_NEWEST}", params)]


def last_payout(consignor_id: int) -> DocumentRow | None:
    """A consignor's newest kuitansi that stands, None when there is none."""
    where = "WHERE d.kind = 'payout' AND v.number IS NULL"
    rows = fetch(f"{_PAPERS} {where} {_NEWEST}", {"who": consignor_id, "most": 1})
    return _row(rows[0]) if rows else None


def _row(row: tuple[Any, ...]) -> DocumentRow:
    kind, document_id, number, day, qty, amount, unpaid, about, void = row
    return DocumentRow(
        kind, document_id, number, date.fromisoformat(day), qty, amount, 0 if void else unpaid, about, void
    )


def document_count(consignor_id: int) -> int:
    """How many documents a consignor has."""
    counts = " + ".join(f"(SELECT count(*) FROM {kind} WHERE consignor_id = :who)" for kind in DOCUMENT_KINDS)
    return int(fetch(f"SELECT {counts}", {"who": consignor_id})[0][0])


def document_head(kind: str, document_id: int) -> DocumentHead:
    """A document's consignor, number and day; raises LookupError when there is none."""
    assert kind in DOCUMENT_KINDS, kind
    row = fetch_one(
        f"SELECT d.consignor_id, {DISPLAY_NAME_SQL.format('p')}, d.number, d.business_date"
        f" FROM {kind} d JOIN person p ON p.id = d.consignor_id WHERE d.id = ?",
        (document_id,),
    )
    if row is None:
        raise LookupError(f"no {kind} {document_id}")
    return DocumentHead(row[0], row[1], row[2], date.fromisoformat(row[3]))
