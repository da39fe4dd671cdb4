"""A promotion: what it takes off, of which goods, on which days and hours. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from pkkmart.core.i18n import N_
from pkkmart.core.named import Named
from pkkmart.core.quantity import quantity_text

EVERY_DAY: Final = 0b111_1111
"""All seven bits of `weekdays`; bit 0 is Monday."""

DAY_MINUTES: Final = 24 * 60

BEARERS: Final = ("SHOP", "CONSIGNOR", "SHARED")
"""Who pays for what is taken off; what it means for a share is titipan's to know."""


class Kind(Named):
    """How a promotion takes off: a part, an amount per unit, the cheapest pieces, or pieces at one price."""

    PERCENT = "PERCENT", N_("Potong persen")
    AMOUNT = "AMOUNT", N_("Potong rupiah tiap satuan")
    BUY_N_GET_M = "BUY_N_GET_M", N_("Beli sekian gratis sekian")
    BUNDLE = "BUNDLE", N_("Sekian buah satu harga")

    @property
    def is_grouped(self) -> bool:
        """Whether several pieces must come together before anything is taken off."""
        return self in (Kind.BUY_N_GET_M, Kind.BUNDLE)


def percent_text(percent_bp: int) -> str:
    """`12,5` for 1.250 basis points."""
    return quantity_text(percent_bp * 10)


@dataclass(frozen=True, slots=True, kw_only=True)
class PromotionDetails:
    """A promotion as it is written down; figures that its kind doesn't use are 0.

    PERCENT: `percent_bp` off each line. AMOUNT: `amount_idr` off each unit. BUY_N_GET_M: of every `pieces` +
    `free_pieces` the cheapest `free_pieces` are free. BUNDLE: every `pieces` cost `amount_idr` together.
    `ends_on` is its last day, None until it is ended; `until_minute` of the day is the first it doesn't run in.
    """

    name: str
    kind: Kind
    bearer: str = "SHOP"
    percent_bp: int = 0
    amount_idr: int = 0
    pieces: int = 0
    free_pieces: int = 0
    starts_on: date
    ends_on: date | None = None
    weekdays: int = EVERY_DAY
    from_minute: int = 0
    until_minute: int = DAY_MINUTES
    on_everything: bool = False
    product_ids: frozenset[int] = frozenset()
    category_ids: frozenset[int] = frozenset()

    def runs_on(self, day: date) -> bool:
        """Whether it runs at some hour of a day."""
        begun = self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)
        return begun and bool(self.weekdays >> day.weekday() & 1)

    def runs_at(self, wall: datetime) -> bool:
        """Whether it runs at a moment of the shop's wall clock."""
        return self.from_minute <= wall.hour * 60 + wall.minute < self.until_minute and self.runs_on(wall.date())

    def covers(self, product_id: int, category_id: int | None, *, owned: bool) -> bool:
        """Whether it is on these goods; what UMKM pay for is never on the co-op's own."""
        if owned and self.bearer == "CONSIGNOR":
            return False
        return self.on_everything or product_id in self.product_ids or category_id in self.category_ids


@dataclass(frozen=True, slots=True, kw_only=True)
class Promotion(PromotionDetails):
    """A promotion on record; the older one has the lower id."""

    id: int
