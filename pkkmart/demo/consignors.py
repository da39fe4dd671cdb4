"""The twenty-four UMKM of the invented shop: women, families and groups of all seven kecamatan."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from pkkmart.demo.goods import figure_or_none, invented


@dataclass(frozen=True, slots=True)
class Consignor:
    """A consignor to invent. `shown` is the name shoppers know; `commission_bp` None means a harga setor per product.

    `income_idr` is what the family earned in a month before it sold here, where known.
    """

    shown: str
    name: str
    kind: str
    area_code: str
    gender: str | None
    level: str
    commission_bp: int | None
    income_idr: int | None
    is_member: bool

    @property
    def trade_name(self) -> str:
        return "" if self.shown == self.name else self.shown


CONSIGNORS: Final = tuple(
    Consignor(
        shown=row["shown"],
        name=row["name"],
        kind=row["kind"],
        area_code=row["area_code"],
        gender=row["gender"] or None,
        level=row["level"],
        commission_bp=figure_or_none(row["commission_bp"]),
        income_idr=figure_or_none(row["income_idr"]),
        is_member=bool(row["is_member"]),
    )
    for row in invented("consignors")
)
