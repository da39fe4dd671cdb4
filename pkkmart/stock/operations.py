"""Writes that move goods: for the documents of other rooms, and for the adjustment of stock."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from pkkmart.core.actor import Actor, Approval, Permission
from pkkmart.core.db import db, fetch, fetch_one, insert_rows, next_id
from pkkmart.core.errors import UserError
from pkkmart.core.i18n import N_, date_short, figure
from pkkmart.core.money import MOST_IDR, allocate
from pkkmart.core.operation import Changed, current_act, operation, part, write_rows
from pkkmart.core.quantity import MOST, quantity_text, times_price
from pkkmart.ledger.chart import Account
from pkkmart.ledger.operations import post, void_document, write_document, write_lines
from pkkmart.ledger.posting import Line, Origin
from pkkmart.products.queries import ProductRow, by_ids
from pkkmart.stock.batches import NO_BATCH, BatchLeft, after, first_expired, put
from pkkmart.stock.models import Adjustment, AdjustmentLine, Batch, StockMove
from pkkmart.stock.queries import adjustment, batches_left, last_paid_micro, levels, shelf_ends
from pkkmart.stock.rules import AdjustReason
from pkkmart.stock.valuation import Level, found_cost, issued, received, undone
from pkkmart.till.operations import booking_day

MAIN_LOCATION = 1
MOST_UNIT_IDR: Final = 1_000_000_000_000
"""No unit of anything costs more: in millionths of a rupiah it still fits the database's integers."""
_ADJUSTS = frozenset({Changed.STOCK, Changed.LEDGER})


class GoodsGone(UserError):
    template = N_(
        "{number} tidak bisa dibatalkan: {brought} {name} harus keluar lagi, di rak tercatat {stock}. "
        "Hitung barangnya, atau sesuaikan stoknya."
    )


class ValueMixed(UserError):
    template = N_(
        "{number} tidak bisa dibatalkan: sejak itu {name} sudah bercampur dengan harga lain dan keluar, "
        "jadi nilainya tidak bisa dipisahkan lagi. Betulkan jumlahnya lewat Sesuaikan."
    )


class QuantityTooLarge(UserError):
    template = N_("Jumlah {quantity} untuk {name} terlalu besar; paling banyak {most}. Ketik jumlahnya lagi.")


class ValueUnfit(UserError):
    template = N_("Nilai {name} tidak mungkin: {value} untuk {quantity}. Periksa jumlah dan harganya.")


class NotThereThen(UserError):
    template = N_(
        "Pada {day} di rak tercatat {stock} {name}, belum cukup untuk {wanted}; baru cukup mulai {enough}. "
        "Pakai tanggal itu atau sesudahnya."
    )


class MadeAfterExpiry(UserError):
    template = N_("{name}: kedaluwarsa {expires} mendahului tanggal buat {made}. Periksa kedua tanggalnya.")


class NothingAdjusted(UserError):
    template = N_("Belum ada barang yang disesuaikan. Pilih barangnya, lalu isi jumlahnya.")


class AdjustedQuantityUnfit(UserError):
    template = N_("Jumlah penyesuaian {name} harus lebih dari 0.")


class AdjustedConsigned(UserError):
    template = N_("{name} adalah titipan {owner}. Catat lewat Titipan, bagian rusak atau hilang.")


class MoreThanStock(UserError):
    template = N_("Di rak tercatat {stock} {name}, dicatat keluar {wanted}. Hitung lagi; paling banyak {stock}.")


@dataclass(frozen=True, slots=True)
class Out:
    """Goods to take out: thousandths of a unit. Consigned goods carry no cost."""

    product_id: int
    qty_milli: int
    owned: bool


@dataclass(frozen=True, slots=True)
class In:
    """Goods to put in: thousandths of a unit and their total cost in rupiah (0 for consigned).

    With `expires_on` they are a batch; goods that come back name the batch they left (`batch`).
    """

    product_id: int
    qty_milli: int
    cost_idr: int = 0
    expires_on: date | None = None
    produced_on: date | None = None
    batch: int | None = NO_BATCH


@dataclass(frozen=True, slots=True)
class _Move:
    """Goods in (+) or out (-) with their value; `batch` is where they go, or the batch that is taken from first."""

    product_id: int
    qty_milli: int
    value_idr: int
    batch: int | None = NO_BATCH


@dataclass(frozen=True, slots=True)
class AdjustItem:
    """Goods to adjust: thousandths of a unit, positive; the reason says whether they come or go."""

    product_id: int
    qty_milli: int


@dataclass(frozen=True, slots=True)
class Adjusted:
    """An adjustment as it was written; rupiah the stock gained (+) or lost (-)."""

    id: int
    number: str
    value_idr: int


def require_countable(name: str, qty_milli: int) -> None:
    """Raise QuantityTooLarge when a line of a document tells more than anyone counts: a barcode in the wrong field."""
    if qty_milli > MOST:
        raise QuantityTooLarge(quantity=quantity_text(qty_milli), name=name, most=quantity_text(MOST))


def require_there_since(wanted: Mapping[int, int], day: date) -> None:
    """Raise NotThereThen when goods that are on the shelf now were not all there on a day, or on some day since.

    `wanted` is thousandths of a unit by product. What is missing now as well is for the caller to say.
    """
    for product_id, qty_milli in wanted.items():
        ends = shelf_ends(product_id, day)
        short = [end for end in ends if end.qty_milli < qty_milli]
        later = ends[ends.index(short[-1]) + 1 :] if short else []
        if later:
            raise NotThereThen(
                day=date_short(short[-1].day),
                stock=quantity_text(short[-1].qty_milli),
                name=by_ids([product_id])[product_id].name,
                wanted=quantity_text(qty_milli),
                enough=date_short(later[0].day),
            )


@part
def issue(
    items: Sequence[Out], *, reason: str, origin: Origin, business_date: date, known: Mapping[int, Level] | None = None
) -> list[int]:
    """Take goods out, below zero where the caller allows it; returns the cost of each item in order.

    `known` are the levels of these goods when the caller read them in this transaction already.
    """
    known = dict(known) if known is not None else levels(item.product_id for item in items)
    moves: list[_Move] = []
    costs: list[int] = []
    for item in items:
        level = known.get(item.product_id, Level())
        if item.owned:
            known[item.product_id], cost = issued(level, item.qty_milli)
        else:
            cost = 0
            known[item.product_id] = Level(level.qty_milli - item.qty_milli, ever_received=level.ever_received)
        moves.append(_Move(item.product_id, -item.qty_milli, -cost))
        costs.append(cost)
    _write(moves, known, reason, origin, business_date)
    return costs


@part
def receive(items: Sequence[In], *, reason: str, origin: Origin, business_date: date) -> int:
    """Put goods in; returns the difference for 5121 (debit positive) of goods that had left below zero.

    Inventory (1141) takes the items' cost less that difference. Raises ValueUnfit where they would be worth more than
    anything is, MadeAfterExpiry.
    """
    for item in items:
        if item.cost_idr > min(MOST_IDR, times_price(item.qty_milli, MOST_UNIT_IDR)):
            name = by_ids([item.product_id])[item.product_id].name
            raise ValueUnfit(name=name, value=figure(item.cost_idr), quantity=quantity_text(item.qty_milli))
    known = levels(item.product_id for item in items)
    moves: list[_Move] = []
    total_difference = 0
    for item, batch in zip(items, _batches_for(items), strict=True):
        level = known.get(item.product_id, Level())
        if item.cost_idr or level.value_idr:
            known[item.product_id], difference = received(level, item.qty_milli, item.cost_idr)
        else:
            known[item.product_id] = Level(
                level.qty_milli + item.qty_milli, 0, level.unit_cost_micro, ever_received=True
            )
            difference = 0
        moves.append(_Move(item.product_id, item.qty_milli, item.cost_idr - difference, batch))
        total_difference += difference
    _write(moves, known, reason, origin, business_date)
    return total_difference


@part
def put_found(product_id: int, qty_milli: int, *, reason: str, origin: Origin, business_date: date) -> int:
    """Put owned goods in that were found: at the average, or at the last known cost; returns what 1141 gains."""
    cost = found_cost(levels([product_id]).get(product_id, Level()), qty_milli)
    return cost - receive([In(product_id, qty_milli, cost)], reason=reason, origin=origin, business_date=business_date)


@part
def reverse_moves(origin: Origin, number: str, *, void: Origin, business_date: date) -> None:
    """Undo every move of a document at exactly the value it had, so that 1141 follows the reversed entry.

    Averages of what stays may change: the goods leave at their own cost, not at the average. Raises GoodsGone
    when less is on the shelf than has to leave, ValueMixed when what stays would be worth less than nothing,
    or nothing would stay and be worth something.
    """
    moved = fetch(
        "SELECT product_id, batch_id, sum(qty_milli), sum(value_idr) FROM stock_move"
        " WHERE origin_kind = ? AND origin_id = ? GROUP BY product_id, batch_id ORDER BY min(id)",
        (origin.kind, origin.id),
    )
    totals: dict[int, tuple[int, int]] = {}
    for product_id, _batch, qty_milli, value_idr in moved:
        qty_before, value_before = totals.get(product_id, (0, 0))
        totals[product_id] = (qty_before + qty_milli, value_before + value_idr)
    known, products = levels(totals), by_ids(totals)
    for product_id, (qty_milli, value_idr) in totals.items():
        name, level = products[product_id].name, known[product_id]
        if qty_milli > level.qty_milli and qty_milli > 0:
            raise GoodsGone(
                number=number, brought=quantity_text(qty_milli), name=name, stock=quantity_text(level.qty_milli)
            )
        unit_cost = last_paid_micro(product_id, origin) or level.unit_cost_micro
        rest = undone(level, -qty_milli, -value_idr, unit_cost)
        if rest is None:
            raise ValueMixed(number=number, name=name)
        known[product_id] = rest
    moves = [_Move(product_id, -qty, -value, batch) for product_id, batch, qty, value in moved]
    _write(moves, known, "VOID", void, business_date)


@operation(Permission.KEEP_PRODUCTS, changes=_ADJUSTS)
def adjust(
    actor: Actor, items: Sequence[AdjustItem], reason: AdjustReason, *, note: str = "", day: date | None = None
) -> Adjusted:
    """Owned goods found, missing, spoiled or used in the shop: 1141 against the reason's account.

    What is found comes in at the average, or at the last known unit cost where nothing is on the shelf.
    Raises NothingAdjusted, AdjustedQuantityUnfit, QuantityTooLarge, AdjustedConsigned, MoreThanStock, NotThereThen,
    ValueUnfit, DateInFuture, PeriodClosed.
    """
    chosen = booking_day(day)
    wanted = _wanted(items)
    products = _require_ours(items, wanted)
    written = write_document(Adjustment, chosen, reason=reason, note=note.strip())
    number, origin = written.number, written.origin
    values = _moved(wanted, reason, products, origin, chosen)
    rows = [
        {"product_id": product_id, "qty_milli": reason.sign * qty_milli, "value_idr": values[product_id]}
        for product_id, qty_milli in wanted.items()
    ]
    write_lines(AdjustmentLine, written, rows)
    total = sum(values.values())
    lines = [Line(Account.INVENTORY, total), Line(reason.account, -total)]
    post(lines, origin=origin, business_date=chosen, memo=number, till_id=None)
    act = current_act()
    act.subject = number
    act.details.update(reason=reason.value, value=total)
    return Adjusted(written.id, number, total)


@operation(Permission.KEEP_PRODUCTS, changes=_ADJUSTS)
def cancel_adjustment(
    actor: Actor, adjustment_id: int, reason: str, *, day: date | None = None, approval: Approval | None = None
) -> None:
    """Cancel an adjustment: goods and value are as if it had not been.

    Raises GoodsGone, ValueMixed, ReasonMissing, AlreadyVoided, PeriodClosed.
    """
    number = adjustment(adjustment_id).number
    current_act().subject = number
    origin, chosen = Origin("adjustment", adjustment_id), booking_day(day)
    void = void_document(origin, reason=reason, business_date=chosen, till_id=None)
    reverse_moves(origin, number, void=void, business_date=chosen)


def _wanted(items: Sequence[AdjustItem]) -> dict[int, int]:
    wanted: dict[int, int] = {}
    for item in items:
        wanted[item.product_id] = wanted.get(item.product_id, 0) + item.qty_milli
    if not wanted:
        raise NothingAdjusted
    return wanted


def _require_ours(items: Sequence[AdjustItem], wanted: dict[int, int]) -> dict[int, ProductRow]:
    products = by_ids(wanted)
    for item in items:
        product = products[item.product_id]
        if product.owner_id is not None:
            raise AdjustedConsigned(name=product.name, owner=product.owner_name)
        if item.qty_milli <= 0:
            raise AdjustedQuantityUnfit(name=product.name)
        require_countable(product.name, item.qty_milli)
    return products


def _moved(
    wanted: dict[int, int], reason: AdjustReason, products: dict[int, ProductRow], origin: Origin, day: date
) -> dict[int, int]:
    """Move the goods; what each product gained (+) or lost (-) in rupiah."""
    known = levels(wanted)
    moved_as = "SPOILED" if reason is AdjustReason.SPOILED else "ADJUST"
    values: dict[int, int] = {}
    for product_id, qty_milli in wanted.items():
        level = known.get(product_id, Level())
        if reason is AdjustReason.FOUND:
            values[product_id] = put_found(product_id, qty_milli, reason=moved_as, origin=origin, business_date=day)
            continue
        if qty_milli > level.qty_milli:
            raise MoreThanStock(
                name=products[product_id].name,
                stock=quantity_text(max(level.qty_milli, 0)),
                wanted=quantity_text(qty_milli),
            )
        require_there_since({product_id: qty_milli}, day)
        out = Out(product_id, qty_milli, owned=True)
        values[product_id] = -issue([out], reason=moved_as, origin=origin, business_date=day)[0]
    return values


def _batches_for(items: Sequence[In]) -> list[int | None]:
    """The batch each item goes into; one is made where goods of its days were never there. Raises MadeAfterExpiry."""
    batches: list[int | None] = []
    for item in items:
        if item.expires_on is None:
            batches.append(item.batch)
            continue
        if item.produced_on is not None and item.produced_on > item.expires_on:
            name = by_ids([item.product_id])[item.product_id].name
            raise MadeAfterExpiry(name=name, expires=date_short(item.expires_on), made=date_short(item.produced_on))
        made = item.produced_on.isoformat() if item.produced_on else None
        row = {"product_id": item.product_id, "produced_on": made, "expires_on": item.expires_on.isoformat()}
        found = fetch_one(
            "SELECT id FROM batch WHERE product_id = :product_id AND produced_on IS NOT DISTINCT FROM :produced_on"
            " AND expires_on = :expires_on",
            row,
        )
        batch_id = int(found[0]) if found else next_id(Batch)
        if not found:
            insert_rows(Batch, [{"id": batch_id, **row}])
        batches.append(batch_id)
    return batches


def _write(moves: Sequence[_Move], known: dict[int, Level], reason: str, origin: Origin, business_date: date) -> None:
    """Write moves, each over the batches it touches, with the levels (`known`) and batches as they are afterwards."""
    touched = dict.fromkeys(move.product_id for move in moves)
    before = batches_left(touched)
    parts = _over_batches(moves, {one: known[one].qty_milli for one in touched}, before)
    day = business_date.isoformat()
    write_rows(
        StockMove,
        [
            {
                "product_id": part.product_id,
                "location_id": MAIN_LOCATION,
                "batch_id": part.batch,
                "reason": reason,
                "qty_milli": part.qty_milli,
                "value_idr": part.value_idr,
                "origin_kind": origin.kind,
                "origin_id": origin.id,
                "business_date": day,
            }
            for part in parts
        ],
    )
    _keep_batches(part for part in parts if part.batch is not NO_BATCH)
    db.cursor().executemany(
        "INSERT INTO stock_level (product_id, location_id, qty_milli, value_idr, unit_cost_micro, ever_received)"
        " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (product_id, location_id) DO UPDATE SET qty_milli = excluded.qty_milli,"
        " value_idr = excluded.value_idr, unit_cost_micro = excluded.unit_cost_micro,"
        " ever_received = excluded.ever_received",
        [
            (
                product_id,
                MAIN_LOCATION,
                known[product_id].qty_milli,
                known[product_id].value_idr,
                known[product_id].unit_cost_micro,
                known[product_id].ever_received,
            )
            for product_id in touched
        ],
    )


def _over_batches(
    moves: Sequence[_Move], level_after: Mapping[int, int], batches: Mapping[int, Sequence[BatchLeft]]
) -> list[_Move]:
    """Each move as the parts of it that leave or enter one batch; the value by quantity, to the rupiah."""
    left = {product_id: list(some) for product_id, some in batches.items()}
    shelf = dict(level_after)
    for move in moves:
        shelf[move.product_id] -= move.qty_milli
    parts: list[_Move] = []
    for move in sorted(moves, key=lambda one: one.qty_milli > 0):  # what comes in fills what went out below nothing
        here = left.get(move.product_id, [])
        if move.qty_milli < 0 and here:
            out = first_expired(here, -move.qty_milli, move.batch)
            left[move.product_id] = after(here, out)
            over = [(batch, -qty_milli) for batch, qty_milli in out]
        elif move.qty_milli > 0 and move.batch is not NO_BATCH:
            over = put(move.batch, move.qty_milli, sum(one.qty_milli for one in here) - shelf[move.product_id])
        else:
            over = [(NO_BATCH, move.qty_milli)]
        shelf[move.product_id] += move.qty_milli
        values = [move.value_idr] if len(over) == 1 else allocate(move.value_idr, [abs(qty) for _batch, qty in over])
        parts += [_Move(move.product_id, qty, value, batch) for (batch, qty), value in zip(over, values, strict=True)]
    return parts


def _keep_batches(parts: Iterable[_Move]) -> None:
    """Bring what is left of the batches up to date with these parts."""
    for part in parts:
        row = (part.product_id, MAIN_LOCATION, part.batch, part.qty_milli)
        if part.qty_milli > 0:
            db.execute_sql(
                "INSERT INTO batch_level (product_id, location_id, batch_id, qty_milli) VALUES (?, ?, ?, ?)"
                " ON CONFLICT (product_id, location_id, batch_id)"
                " DO UPDATE SET qty_milli = batch_level.qty_milli + excluded.qty_milli",
                row,
            )
            continue
        where = "WHERE product_id = ? AND location_id = ? AND batch_id = ?"
        gone = db.execute_sql(f"DELETE FROM batch_level {where} AND qty_milli = ?", (*row[:3], -part.qty_milli))
        if not gone.rowcount:
            db.execute_sql(f"UPDATE batch_level SET qty_milli = qty_milli + ? {where}", (part.qty_milli, *row[:3]))
