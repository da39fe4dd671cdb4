"""The columns of the three lists: promotions, tier prices, pakets."""

from __future__ import annotations

from pkkmart.core.i18n import _, date_short, figure
from pkkmart.core.quantity import quantity_text, times_price
from pkkmart.pricing.queries import PaketRow, PromotionRow, State, TieredRow
from pkkmart.pricing.words import (
    BEARERS,
    STATES,
    days_words,
    goods_words,
    hours_words,
    names_of,
    off_words,
    tier_words,
)
from pkkmart.ui.table_model import Column

_TONES = {State.RUNNING: "good", State.COMING: "plain", State.PAST: "muted"}


def promotion_columns() -> list[Column[PromotionRow]]:
    """The columns of promotions: what one does, when, who pays, and whether it runs."""
    return [
        Column(_("Promosi"), lambda row: row.promotion.name, second=_does, tone=_quiet),
        Column(_("Kapan"), _when, 236, second=lambda row: hours_words(row.promotion), tone=_quiet),
        Column(_("Ditanggung"), lambda row: _(BEARERS[row.promotion.bearer]), 140, tone=_quiet),
        Column(_("Keadaan"), lambda row: _(STATES[row.state]), 130, tone=lambda row: _TONES[row.state], chip=True),
    ]


def tier_columns() -> list[Column[TieredRow]]:
    """The columns of tier prices: the product and every step of its price."""
    return [
        Column(_("Barang"), lambda row: row.name, second=lambda row: tier_words(row.tiers, row.unit)),
        Column(_("Harga jual"), lambda row: figure(row.selling_price_idr), 120, "right"),
        Column(_("Paling murah"), lambda row: figure(row.tiers[-1].price_idr), 130, "right", weight=700),
    ]


def paket_columns() -> list[Column[PaketRow]]:
    """The columns of pakets: the name, the parts, and what the buyer saves."""
    return [
        Column(_("Paket"), lambda row: row.name, second=_parts),
        Column(_("Satuan"), lambda row: figure(_alone(row)), 120, "right", tone=lambda _row: "muted"),
        Column(_("Harga paket"), lambda row: figure(row.selling_price_idr), 130, "right", weight=700),
    ]


def _does(row: PromotionRow) -> str:
    return f"{off_words(row.promotion)} · {goods_words(row.promotion, names_of(row))}"


def _when(row: PromotionRow) -> str:
    if row.ended_on is not None:
        return _("dihentikan {day}").format(day=date_short(row.ended_on))
    return days_words(row.promotion)


def _quiet(row: PromotionRow) -> str:
    return "muted" if row.state is State.PAST else "plain"


def _parts(row: PaketRow) -> str:
    gone = _("{name} (tidak dijual lagi)")
    return ", ".join(
        f"{quantity_text(part.qty_milli)} {part.name if part.active else gone.format(name=part.name)}"
        for part in row.parts
    )


def _alone(row: PaketRow) -> int:
    return sum(times_price(part.qty_milli, part.selling_price_idr) for part in row.parts)
