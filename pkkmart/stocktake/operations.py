"""Writes of counted stock: a count is begun, filled part by part, counted again where it differs, and booked once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

from pkkmart.consignment.operations import Lost, NoAgreement, cancel_replacement, replace_lost, take_back_refound
from pkkmart.consignment.queries import refound
from pkkmart.consignment.rules import Bearer
from pkkmart.core import clock
from pkkmart.core.actor import Actor, Approval, Permission
from pkkmart.core.db import fetch, fetch_one, last_id, next_id
from pkkmart.core.errors import NeedsConfirmation, Unusual, UserError
from pkkmart.core.i18n import N_, date_short, time_short
from pkkmart.core.operation import Changed, current_act, operation, part, write_row, write_rows
from pkkmart.core.quantity import quantity_text
from pkkmart.ledger.chart import Account
from pkkmart.ledger.operations import Recorded, post, write_document, write_lines
from pkkmart.ledger.posting import Line, Origin
from pkkmart.people.queries import person_name
from pkkmart.products.queries import by_ids, categories
from pkkmart.sales.queries import in_open_carts
from pkkmart.stock.models import StockMove
from pkkmart.stock.operations import In, Out, issue, put_found, receive, require_countable
from pkkmart.stocktake.models import (
    CountLine,
    CountPart,
    DiscardedCount,
    StockCount,
    Stocktake,
    StocktakeLine,
    WithdrawnPart,
)
from pkkmart.stocktake.queries import (
    NEWEST,
    OPEN,
    PARTS,
    CountRow,
    count_head,
    counted_rows,
    is_in_count,
    stocktake_number,
    totals,
)
from pkkmart.stocktake.rules import Scope, scope_words
from pkkmart.till.operations import booking_day

_COUNTS: Final = frozenset({Changed.STOCK})
_BOOKS: Final = frozenset({Changed.STOCK, Changed.CONSIGNMENT, Changed.LEDGER})
_NAMED: Final = 3
"""So many goods a refusal names."""


class NothingInScope(UserError):
    template = N_("Tidak ada barang untuk {goods}. Pilih kelompok lain, atau isi raknya di Daftar barang.")


class CountOverlaps(UserError):
    template = N_(
        "{names} sedang dihitung {who} sejak {since} ({goods}). Lanjutkan hitungan itu, atau tunggu sampai dibukukan."
    )


class CountOver(UserError):
    template = N_("Hitungan {goods} sudah selesai. Mulai hitungan baru untuk menghitung lagi.")


class NotInCount(NeedsConfirmation):
    key = "add_to_count"
    template = N_("{name} tidak termasuk {goods}. Tambahkan ke hitungan ini?")


class CountedUnfit(UserError):
    template = N_("Jumlah {name} yang dihitung tidak mungkin: {quantity}. Ketik 0 bila memang tidak ada.")


class NotCounted(UserError):
    template = N_("{name} belum dihitung, jadi tidak ada yang ditarik.")


class NothingToUndo(UserError):
    template = N_("Belum ada hitungan Anda yang bisa ditarik di sini.")


class NothingToRecount(UserError):
    template = N_("Tidak ada yang berbeda, jadi tidak ada yang perlu dihitung ulang.")


class NothingCounted(UserError):
    template = N_("Belum ada barang yang dihitung, jadi belum ada yang dibukukan. Pindai atau pilih barangnya dulu.")


class MovedBetween(UserError):
    template = N_(
        "{names} terjual di antara dua hitungan, atau disesuaikan sesudahnya. "
        "Hitung ulang dulu (F7), lalu bukukan lagi."
    )


class GoodsInCarts(Unusual):
    key = "goods_in_carts"
    template = N_(
        "{goods} ada di keranjang terbuka saat dihitung, jadi belum tentu hilang. "
        "Tunggu sampai dibayar lalu hitung ulang, atau tetap bukukan?"
    )


class DiscardReasonMissing(UserError):
    template = N_("Tulis alasannya dulu, supaya hitungan yang dibuang bisa dijelaskan.")


@operation(Permission.RECEIVE_GOODS, changes=_COUNTS)
def begin_count(actor: Actor, scope: Scope, key: int | str | None = None) -> int:
    """Begin to count; returns the count's id.

    `key` is a shelf's name, or the id of a category or a consignor. Chosen goods come as they are scanned. Raises
    NothingInScope, CountOverlaps.
    """
    name, product_ids = _goods_of(scope, key)
    goods = scope_words(scope, name)
    if not product_ids and scope is not Scope.CHOSEN:
        raise NothingInScope(goods=goods)
    _require_free(product_ids)
    count_id = next_id(StockCount)
    write_row(StockCount, id=count_id, scope=scope, name=name, last_move_id=last_id(StockMove))
    _add_lines(count_id, product_ids, 1)
    act = current_act()
    act.subject = f"count {count_id} {goods}"
    act.details["products"] = len(product_ids)
    return count_id


@operation(Permission.RECEIVE_GOODS)
def add_counted(
    actor: Actor, count_id: int, product_id: int, qty_milli: int, *, instead: bool = False,
    confirmed: frozenset[str] = frozenset(),
) -> None:  # fmt: skip
    """Count some more of a product, or a figure `instead` of what was counted of it in this pass.

    Raises CountOver, NotInCount (confirm `add_to_count`), CountOverlaps, CountedUnfit, QuantityTooLarge.
    """
    goods = _require_open(count_id)
    name = by_ids([product_id])[product_id].name
    if qty_milli < 0 or (qty_milli == 0 and not instead):
        raise CountedUnfit(name=name, quantity=quantity_text(qty_milli))
    require_countable(name, qty_milli + (0 if instead else _standing_milli(count_id, product_id)))
    if not is_in_count(count_id, product_id):
        is_chosen = fetch_one("SELECT 1 FROM stock_count WHERE id = ? AND scope = ?", (count_id, Scope.CHOSEN))
        if not is_chosen and NotInCount.key not in confirmed:
            raise NotInCount(name=name, goods=goods)
        _require_free([product_id])
        _add_lines(count_id, [product_id], 1)
    if instead:
        _withdraw(_parts(count_id, product_id))
    write_row(
        CountPart,
        count_line_id=_line_id(count_id, product_id),
        qty_milli=qty_milli,
        last_move_id=last_id(StockMove),
        in_cart_milli=in_open_carts().get(product_id, 0),
    )
    act = current_act()
    act.subject = f"count {count_id} {name}"
    act.details.update(qty_milli=qty_milli, instead=instead)


@operation(Permission.RECEIVE_GOODS)
def uncount(actor: Actor, count_id: int, product_id: int) -> None:
    """Withdraw what was counted of a product in this pass: it is to be counted still. Raises CountOver, NotCounted."""
    _require_open(count_id)
    parts, name = _parts(count_id, product_id), by_ids([product_id])[product_id].name
    if not parts:
        raise NotCounted(name=name)
    _withdraw(parts)
    current_act().subject = f"count {count_id} {name}"


@operation(Permission.RECEIVE_GOODS)
def undo_last(actor: Actor, count_id: int) -> int:
    """Withdraw the part the actor counted last; returns its product's id. Raises CountOver, NothingToUndo."""
    _require_open(count_id)
    row = fetch_one(
        f"SELECT t.id, l.product_id FROM {PARTS}"
        f" WHERE l.count_id = ? AND t.user_id IS NOT DISTINCT FROM ? AND {NEWEST} ORDER BY t.id DESC LIMIT 1",
        (count_id, actor.id),
    )
    if row is None:
        raise NothingToUndo
    _withdraw([row[0]])
    current_act().subject = f"count {count_id} {by_ids([row[1]])[row[1]].name}"
    return int(row[1])


@operation(Permission.RECEIVE_GOODS, changes=_COUNTS)
def recount(actor: Actor, count_id: int) -> int:
    """Count anew what differs, or is unclear: a new pass, blind again. Returns how many goods.

    Raises CountOver, NothingToRecount.
    """
    goods = _require_open(count_id)
    again: dict[int, list[int]] = {}
    for row in counted_rows(count_id, sees_book=True):
        if row.needs_recount:
            again.setdefault(row.pass_no + 1, []).append(row.product_id)
    if not again:
        raise NothingToRecount
    for pass_no, product_ids in again.items():
        _add_lines(count_id, product_ids, pass_no)
    many = sum(map(len, again.values()))
    act = current_act()
    act.subject = f"count {count_id} {goods}"
    act.details["products"] = many
    return many


@operation(Permission.KEEP_PRODUCTS, changes=_COUNTS)
def discard_count(actor: Actor, count_id: int, reason: str, *, approval: Approval | None = None) -> None:
    """Give a count up: nothing of it is booked. Raises CountOver, DiscardReasonMissing."""
    goods = _require_open(count_id)
    if not reason.strip():
        raise DiscardReasonMissing
    write_row(DiscardedCount, count_id=count_id, reason=reason.strip())
    act = current_act()
    act.subject = f"count {count_id} {goods}"
    act.details["reason"] = reason.strip()


@operation(Permission.KEEP_BOOKS, changes=_BOOKS)
def book_count(
    actor: Actor, count_id: int, *, confirmed: frozenset[str] = frozenset(), approval: Approval | None = None
) -> Recorded:
    """Book the differences of what was counted, once; returns the document and what the co-op gained or lost.

    Owned goods: 1141 against 5121, at what they cost. Consigned ones that are missing are replaced at their
    consignor's share (D 5123) where the shop bears them, else they only leave the shelf. Surplus ones are theirs and
    post nothing, but what was replaced as lost before and is not settled is taken back (K 5123). Raises CountOver,
    NothingCounted, MovedBetween, NoAgreement, GoodsInCarts (confirm `goods_in_carts`), PeriodClosed.
    """
    _require_open(count_id)
    rows = counted_rows(count_id, sees_book=True)
    _require_bookable(rows, confirmed)
    chosen = booking_day()
    written = write_document(Stocktake, chosen, count_id=count_id)
    first = next_id(StocktakeLine)
    line_ids = {row.product_id: first + at for at, row in enumerate(rows)}
    owned = _move_owned(rows, written.origin, chosen)
    consigned = _move_consigned(rows, line_ids, written.origin, chosen)
    write_lines(StocktakeLine, written, [_line(row, line_ids[row.product_id]) for row in rows])
    value = [Line(Account.INVENTORY, owned), Line(Account.INVENTORY_DIFFERENCE, -owned)]
    post([*value, *consigned], origin=written.origin, business_date=chosen, till_id=None, memo=written.number)
    result = totals(rows).result_idr
    current_act().details.update(count=count_id, lines=len(rows), result=result)
    return Recorded(written.id, written.number, result)


@operation(Permission.KEEP_BOOKS, changes=_BOOKS)
def cancel_stocktake(
    actor: Actor, stocktake_id: int, reason: str, *, day: date | None = None, approval: Approval | None = None
) -> None:
    """Cancel a booked count: goods, value and what consignors are owed are as if it had not been.

    Raises GoodsGone, ValueMixed, LossSettled, LossRefound, ReasonMissing, AlreadyVoided, VoidedTooEarly, PeriodClosed.
    """
    number = stocktake_number(stocktake_id)
    current_act().subject = number
    cancel_replacement(Origin("stocktake", stocktake_id), number, reason, booking_day(day))


_IN_SCOPE: Final = {
    Scope.ALL: "1",
    Scope.SHELF: "p.shelf = ?",
    Scope.CATEGORY: "p.category_id = ?",
    Scope.CONSIGNOR: "p.owner_id = ?",
    Scope.OWNED: "p.owner_id IS NULL",
    Scope.CHOSEN: "0",
}
"""SQL of the products `p` of each group."""


def _goods_of(scope: Scope, key: int | str | None) -> tuple[str, list[int]]:
    """The name of a group of goods, and its products: those on sale, and any other that is still on the shelf."""
    name = ""
    if scope is Scope.SHELF:
        name = str(key)
    elif scope is Scope.CATEGORY:
        name = dict(categories())[int(key or 0)]
    elif scope is Scope.CONSIGNOR:
        name = person_name(int(key or 0))
    condition = _IN_SCOPE[scope]
    rows = fetch(
        "SELECT p.id FROM product p LEFT JOIN stock_level v ON v.product_id = p.id AND v.location_id = 1"
        f" WHERE (p.active OR coalesce(v.qty_milli, 0) <> 0) AND {condition} ORDER BY p.id",
        [key] if "?" in condition else [],
    )
    return name, [row[0] for row in rows]


def _require_free(product_ids: Iterable[int]) -> None:
    """Raise CountOverlaps when another count that is under way has one of the goods."""
    wanted = set(product_ids)
    for (count_id,) in fetch(f"SELECT c.id FROM stock_count c WHERE {OPEN.format('c')} ORDER BY c.id"):
        theirs = fetch("SELECT DISTINCT product_id FROM count_line WHERE count_id = ?", (count_id,))
        shared = wanted.intersection(row[0] for row in theirs)
        if shared:
            head = count_head(count_id)
            begun = clock.local(clock.from_text(head.begun_at))
            since = f"{date_short(begun.date())} {time_short(begun)}"
            names = _some(product.name for product in by_ids(sorted(shared)[: _NAMED + 1]).values())
            raise CountOverlaps(names=names, who=head.user, since=since, goods=head.goods)


def _some(names: Iterable[str]) -> str:
    listed = list(names)
    return ", ".join(listed[:_NAMED]) + (" …" if len(listed) > _NAMED else "")


def _require_open(count_id: int) -> str:
    """The count's goods in words; raises CountOver once it was booked or discarded."""
    row = fetch_one(f"SELECT c.scope, c.name, {OPEN.format('c')} FROM stock_count c WHERE c.id = ?", (count_id,))
    if row is None:
        raise LookupError(f"no count {count_id}")
    if not row[2]:
        raise CountOver(goods=scope_words(row[0], row[1]))
    return scope_words(row[0], row[1])


@part
def _add_lines(count_id: int, product_ids: Sequence[int], pass_no: int) -> None:
    rows = [{"count_id": count_id, "product_id": product_id, "pass_no": pass_no} for product_id in product_ids]
    write_rows(CountLine, rows)


def _line_id(count_id: int, product_id: int) -> int:
    sql = "SELECT id FROM count_line WHERE count_id = ? AND product_id = ? ORDER BY pass_no DESC LIMIT 1"
    return int(fetch(sql, (count_id, product_id))[0][0])


def _parts(count_id: int, product_id: int) -> list[int]:
    """The parts of a product's newest pass that stand."""
    rows = fetch(
        f"SELECT t.id FROM {PARTS} WHERE l.count_id = ? AND l.product_id = ? AND {NEWEST} ORDER BY t.id",
        (count_id, product_id),
    )
    return [row[0] for row in rows]


def _standing_milli(count_id: int, product_id: int) -> int:
    row = fetch_one(
        f"SELECT coalesce(sum(t.qty_milli), 0) FROM {PARTS} WHERE l.count_id = ? AND l.product_id = ? AND {NEWEST}",
        (count_id, product_id),
    )
    return int(row[0]) if row else 0


@part
def _withdraw(part_ids: Iterable[int]) -> None:
    write_rows(WithdrawnPart, [{"count_part_id": one} for one in part_ids])


def _require_bookable(rows: Sequence[CountRow], confirmed: frozenset[str]) -> None:
    if not rows:
        raise NothingCounted
    between = [row.name for row in rows if row.is_unclear]
    if between:
        raise MovedBetween(names=_some(between))
    for row in rows:
        if row.difference_milli and row.worth is None:
            raise NoAgreement(name=row.name, owner=row.owner)
    in_carts = [row for row in rows if row.in_cart_milli and (row.difference_milli or 0) < 0]
    if in_carts and GoodsInCarts.key not in confirmed:
        raise GoodsInCarts(goods=_some(f"{quantity_text(row.in_cart_milli)} {row.name}" for row in in_carts))


@part
def _move_owned(rows: Sequence[CountRow], origin: Origin, day: date) -> int:
    """Put the co-op's own goods on the shelf as they were counted; returns what 1141 gains."""
    mine = {row.product_id: row.difference_milli or 0 for row in rows if row.owner_id is None}
    short = [Out(product_id, -moved, owned=True) for product_id, moved in mine.items() if moved < 0]
    lost = sum(issue(short, reason="COUNT", origin=origin, business_date=day))
    found = [
        put_found(product_id, moved, reason="COUNT", origin=origin, business_date=day)
        for product_id, moved in mine.items()
        if moved > 0
    ]
    return sum(found) - lost


@part
def _move_consigned(rows: Sequence[CountRow], line_ids: dict[int, int], origin: Origin, day: date) -> list[Line]:
    """Put consigned goods on the shelf as they were counted; returns what their consignors are owed more or less."""
    theirs = {row.product_id: row.difference_milli or 0 for row in rows if row.owner_id is not None}
    short = [Out(product_id, -moved, owned=False) for product_id, moved in theirs.items() if moved < 0]
    issue(short, reason="COUNT", origin=origin, business_date=day)
    surplus = {product_id: moved for product_id, moved in theirs.items() if moved > 0}
    receive([In(product_id, moved) for product_id, moved in surplus.items()], reason="COUNT", origin=origin,
            business_date=day)  # fmt: skip
    lost = [
        Lost(row.owner_id, row.product_id, -theirs[row.product_id], row.worth.share_idr, line_ids[row.product_id])
        for row in rows
        if row.owner_id is not None and row.worth is not None and row.worth.bearer is Bearer.SHOP
    ]
    replaced = replace_lost(lost, origin=origin, business_date=day)
    return [*replaced, *take_back_refound(refound(surplus), origin=origin, business_date=day)]


def _line(row: CountRow, line_id: int) -> dict[str, object]:
    worth = row.worth
    return {
        "id": line_id,
        "product_id": row.product_id,
        "owner_id": row.owner_id,
        "counted_milli": row.counted_milli,
        "book_milli": row.book_milli,
        "last_move_id": row.last_move_id,
        "value_idr": worth.value_idr if worth else 0,
        "share_idr": worth.share_idr if worth else 0,
        "found_milli": worth.found_milli if worth else 0,
        "bearer": worth.bearer if worth else None,
    }
