"""The writes of promotions: a new one, and the end of one; neither is ever changed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from pkkmart.core import clock
from pkkmart.core.actor import Actor, Permission
from pkkmart.core.db import fetch_one, insert_rows, next_id
from pkkmart.core.errors import UserError
from pkkmart.core.i18n import N_, date_short, figure
from pkkmart.core.money import BASIS_POINTS
from pkkmart.core.operation import Changed, current_act, operation, write_row, write_rows
from pkkmart.pricing.models import PromotionEnd, PromotionRecord, PromotionTarget
from pkkmart.pricing.promotions import BEARERS, DAY_MINUTES, EVERY_DAY, Kind, PromotionDetails, percent_text
from pkkmart.pricing.queries import pakets_among
from pkkmart.products.queries import ProductRow, by_ids

MOST_PIECES = 999


class PromotionNameMissing(UserError):
    template = N_("Nama promosi belum diisi. Tulis seperti yang akan tampil di struk, misalnya “Kue sore”.")


class PercentUnfit(UserError):
    template = N_("Potongan {percent} % tidak bisa. Isi lebih dari 0 dan kurang dari 100 persen.")


class AmountUnfit(UserError):
    template = N_("Potongan {amount} tidak bisa: harga {name} hanya {price}. Isi kurang dari harganya.")


class AmountMissing(UserError):
    template = N_("Besarnya potongan atau harga belum diisi. Isi lebih dari 0 rupiah.")


class PiecesUnfit(UserError):
    template = N_("Jumlah barang dalam promosi belum benar. Isi {least} sampai 999.")


class BundleNotCheaper(UserError):
    template = N_("{pieces} buah seharga {amount} tidak lebih murah: harga satuannya {price}. Isi kurang dari {whole}.")


class DatesUnfit(UserError):
    template = N_("Hari terakhir {last} lebih dulu dari hari pertama {first}. Betulkan tanggalnya.")


class AlreadyOver(UserError):
    template = N_("Hari terakhir {last} sudah lewat. Isi hari ini atau sesudahnya.")


class HoursUnfit(UserError):
    template = N_("Jam selesai harus sesudah jam mulai, di hari yang sama. Betulkan jamnya.")


class WeekdaysMissing(UserError):
    template = N_("Belum ada hari yang dipilih. Pilih paling sedikit satu hari.")


class GoodsMissing(UserError):
    template = N_("Belum ada barang yang dipilih. Pilih barang, kategori, atau semua barang.")


class GoodsGone(UserError):
    template = N_("{name} sudah tidak dijual. Lepas dari promosi, lalu simpan.")


class BearerUnfit(UserError):
    template = N_("{name} milik koperasi, tidak ada UMKM yang menanggung potongannya. Pilih ditanggung toko.")


class PromotionOver(UserError):
    template = N_("{name} sudah berakhir pada {day}. Tidak ada yang perlu dihentikan.")


@operation(Permission.KEEP_PRODUCTS, changes=frozenset({Changed.PRODUCTS}))
def add_promotion(actor: Actor, details: PromotionDetails) -> int:
    """Write a promotion down; it runs from its first day on. Returns its id.

    Raises PromotionNameMissing, PercentUnfit, AmountMissing, AmountUnfit, PiecesUnfit, BundleNotCheaper, DatesUnfit,
    AlreadyOver, HoursUnfit, WeekdaysMissing, GoodsMissing, GoodsGone, BearerUnfit.
    """
    if details.bearer not in BEARERS:
        raise ValueError(f"bearer must be one of {BEARERS}, got {details.bearer}")
    name = " ".join(details.name.split())
    if not name:
        raise PromotionNameMissing
    _require_time(details)
    goods = _goods(details)
    _require_figures(details, goods)
    promotion_id = next_id(PromotionRecord)
    insert_rows(PromotionRecord, [_head(promotion_id, name, details, actor)])
    write_rows(
        PromotionTarget,
        [
            {"promotion_id": promotion_id, "product_id": product_id, "category_id": category_id}
            for product_id, category_id in _targets(details)
        ],
    )
    act = current_act()
    act.subject = f"promotion {promotion_id} {name}"
    act.details.update(kind=details.kind.value, bearer=details.bearer, goods=len(_targets(details)))
    return promotion_id


@operation(Permission.KEEP_PRODUCTS, changes=frozenset({Changed.PRODUCTS}))
def end_promotion(actor: Actor, promotion_id: int, reason: str = "") -> None:
    """End a promotion from this moment on, also one still to come. Raises PromotionOver, LookupError."""
    row = fetch_one(
        "SELECT p.name, p.ends_on, e.recorded_at FROM promotion p LEFT JOIN promotion_end e ON e.promotion_id = p.id"
        " WHERE p.id = ?",
        (promotion_id,),
    )
    if row is None:
        raise LookupError(f"no promotion {promotion_id}")
    name, ends_on, ended_at = row
    if ended_at is not None:
        raise PromotionOver(name=name, day=date_short(clock.local(clock.from_text(ended_at)).date()))
    if ends_on is not None and ends_on < clock.today().isoformat():
        raise PromotionOver(name=name, day=date_short(date.fromisoformat(ends_on)))
    write_row(PromotionEnd, promotion_id=promotion_id, reason=reason.strip())
    current_act().subject = f"promotion {promotion_id} {name}"


def _require_time(details: PromotionDetails) -> None:
    first, last = details.starts_on, details.ends_on
    if last is not None and last < first:
        raise DatesUnfit(first=date_short(first), last=date_short(last))
    if last is not None and last < clock.today():
        raise AlreadyOver(last=date_short(last))
    if not 0 <= details.from_minute < details.until_minute <= DAY_MINUTES:
        raise HoursUnfit
    if not details.weekdays & EVERY_DAY:
        raise WeekdaysMissing


def _goods(details: PromotionDetails) -> list[ProductRow]:
    """The products a promotion names; raises where one is unfit for it."""
    if not details.on_everything and not details.product_ids and not details.category_ids:
        raise GoodsMissing
    if details.on_everything:
        return []
    goods = list(by_ids(sorted(details.product_ids)).values())
    pakets = pakets_among(details.product_ids) if details.bearer == "CONSIGNOR" else set()
    for product in goods:
        if not product.active:
            raise GoodsGone(name=product.name)
        if details.bearer == "CONSIGNOR" and product.owner_id is None and product.id not in pakets:
            raise BearerUnfit(name=product.name)
    return goods


def _require_figures(details: PromotionDetails, goods: Sequence[ProductRow]) -> None:
    if details.kind is Kind.PERCENT:
        if not 0 < details.percent_bp < BASIS_POINTS:
            raise PercentUnfit(percent=percent_text(details.percent_bp))
        return
    least = 1 if details.kind is Kind.BUY_N_GET_M else 2
    if details.kind.is_grouped and not least <= details.pieces <= MOST_PIECES:
        raise PiecesUnfit(least=least)
    if details.kind is Kind.BUY_N_GET_M:
        if not 1 <= details.free_pieces <= MOST_PIECES:
            raise PiecesUnfit(least=1)
        return
    if details.amount_idr <= 0:
        raise AmountMissing
    for product in goods if details.kind is Kind.AMOUNT else ():
        if details.amount_idr >= product.selling_price_idr:
            raise AmountUnfit(
                amount=figure(details.amount_idr), name=product.name, price=figure(product.selling_price_idr)
            )
    dearest = max((product.selling_price_idr for product in goods), default=0)
    narrow = details.kind is Kind.BUNDLE and goods and not details.category_ids
    if narrow and details.amount_idr >= details.pieces * dearest:
        raise BundleNotCheaper(
            pieces=details.pieces,
            amount=figure(details.amount_idr),
            price=figure(dearest),
            whole=figure(details.pieces * dearest),
        )


def _targets(details: PromotionDetails) -> list[tuple[int | None, int | None]]:
    """(product, category) of each row of `promotion_target`; none when it is on everything."""
    if details.on_everything:
        return []
    return [
        *((product_id, None) for product_id in sorted(details.product_ids)),
        *((None, category_id) for category_id in sorted(details.category_ids)),
    ]


def _head(promotion_id: int, name: str, details: PromotionDetails, actor: Actor) -> dict[str, object]:
    """The row of a promotion; figures that its kind doesn't use are written as 0."""
    priced = details.kind in (Kind.AMOUNT, Kind.BUNDLE)
    return {
        "id": promotion_id,
        "name": name,
        "kind": details.kind.value,
        "bearer": details.bearer,
        "percent_bp": details.percent_bp if details.kind is Kind.PERCENT else 0,
        "amount_idr": details.amount_idr if priced else 0,
        "pieces": details.pieces if details.kind.is_grouped else 0,
        "free_pieces": details.free_pieces if details.kind is Kind.BUY_N_GET_M else 0,
        "starts_on": details.starts_on.isoformat(),
        "ends_on": details.ends_on.isoformat() if details.ends_on else None,
        "weekdays": details.weekdays & EVERY_DAY,
        "from_minute": details.from_minute,
        "until_minute": details.until_minute,
        "on_everything": details.on_everything,
        "recorded_at": clock.now_text(),
        "user_id": actor.id,
    }
