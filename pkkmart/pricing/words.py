"""How prices are told in words: what a promotion takes off, when, of what, and who pays for it."""

from __future__ import annotations

from collections.abc import Sequence

from pkkmart.core.i18n import DAYS, N_, _, date_short, figure
from pkkmart.core.quantity import quantity_text
from pkkmart.pricing.below_cost import BelowCost, BelowCostKind
from pkkmart.pricing.promotions import DAY_MINUTES, EVERY_DAY, Kind, PromotionDetails, percent_text
from pkkmart.pricing.queries import PromotionRow, State
from pkkmart.pricing.rules import Tier

BEARERS = {
    "SHOP": N_("Toko"),
    "CONSIGNOR": N_("UMKM"),
    "SHARED": N_("Toko dan UMKM"),
}
STATES = {State.RUNNING: N_("Berjalan"), State.COMING: N_("Akan datang"), State.PAST: N_("Berakhir")}

_BELOW_COST = {
    BelowCostKind.BELOW_COST: N_("{name} menjadi {price}, di bawah modalnya {floor}."),
    BelowCostKind.BELOW_SHARE: N_("{name} menjadi {price}, di bawah hak UMKM-nya {floor}."),
    BelowCostKind.ABOVE_SHARE: N_("{name} dipotong {price}, lebih dari hak UMKM-nya {floor}."),
}


def off_words(details: PromotionDetails) -> str:
    """`potong 20 %`, `3 buah 5.000`."""
    if details.kind is Kind.PERCENT:
        return _("potong {percent} %").format(percent=percent_text(details.percent_bp))
    if details.kind is Kind.AMOUNT:
        return _("potong {amount} tiap satuan").format(amount=figure(details.amount_idr))
    if details.kind is Kind.BUY_N_GET_M:
        return _("beli {pieces} gratis {free}").format(pieces=details.pieces, free=details.free_pieces)
    return _("{pieces} buah {amount}").format(pieces=details.pieces, amount=figure(details.amount_idr))


def goods_words(details: PromotionDetails, names: Sequence[str], most: int = 2) -> str:
    """`semua barang`, `Kue basah`, `Lemper, Risoles dan 3 lagi`."""
    if details.on_everything:
        return _("semua barang")
    shown = ", ".join(names[:most])
    return _("{names} dan {more} lagi").format(names=shown, more=len(names) - most) if len(names) > most else shown


def names_of(row: PromotionRow) -> list[str]:
    """The names of its categories and products."""
    return [*row.categories, *row.products]


def days_words(details: PromotionDetails) -> str:
    """`24/11/2026 – 31/12/2026`, `mulai 24/11/2026`."""
    if details.ends_on is None:
        return _("mulai {first}").format(first=date_short(details.starts_on))
    if details.ends_on == details.starts_on:
        return date_short(details.starts_on)
    return f"{date_short(details.starts_on)} – {date_short(details.ends_on)}"


def hours_words(details: PromotionDetails) -> str:
    """`tiap hari`, `Sabtu, Minggu · 16.00–20.00`."""
    days = [name for bit, name in enumerate(DAYS) if details.weekdays >> bit & 1]
    words = [_("tiap hari") if details.weekdays == EVERY_DAY else ", ".join(days)]
    if (details.from_minute, details.until_minute) != (0, DAY_MINUTES):
        words.append(f"{hour_text(details.from_minute)}–{hour_text(details.until_minute)}")
    return " · ".join(words)


def hour_text(minute: int) -> str:
    """`16.00` for minute 960 of the day."""
    return f"{minute // 60:02d}.{minute % 60:02d}"


def below_cost_words(goods_below: Sequence[BelowCost]) -> str:
    """The first of the goods below cost in full and how many more there are; "" for none."""
    if not goods_below:
        return ""
    first = goods_below[0]
    price, floor = figure(first.price_idr), figure(first.floor_idr)
    words = _(_BELOW_COST[first.kind]).format(name=first.name, price=price, floor=floor)
    more = (
        _("Begitu juga {more} barang lain.").format(more=figure(len(goods_below) - 1)) if len(goods_below) > 1 else ""
    )
    return f"{words} {more}".strip()


def tier_words(tiers: Sequence[Tier], unit: str) -> str:
    """`mulai 6 pcs 17.000 · mulai 12 pcs 16.500`."""
    words = _("mulai {quantity} {unit} {price}")
    return " · ".join(
        words.format(quantity=quantity_text(tier.min_qty_milli), unit=unit, price=figure(tier.price_idr))
        for tier in tiers
    )
