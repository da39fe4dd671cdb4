"""What goods a count takes in, and who bears what it finds missing. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from pkkmart.consignment.rules import Bearer
from pkkmart.core.i18n import N_, _
from pkkmart.core.named import Named


class Scope(Named):
    """Which goods are counted together; the label is filled with the name of the group."""

    ALL = "ALL", N_("semua barang")
    SHELF = "SHELF", N_("rak {name}")
    CATEGORY = "CATEGORY", N_("kategori {name}")
    CONSIGNOR = "CONSIGNOR", N_("titipan {name}")
    OWNED = "OWNED", N_("barang milik koperasi")
    CHOSEN = "CHOSEN", N_("barang pilihan")


def scope_words(scope: str, name: str) -> str:
    """`rak A`, `titipan Bu Sari`: the goods of a count in a few words."""
    return _(Scope(scope).label).format(name=name)


@dataclass(frozen=True, slots=True)
class Worth:
    """What a difference does: rupiah the stock gains or loses, and rupiah its consignor is owed more or less.

    `bearer` says who bears consigned goods that are missing. `found_milli` are goods that were replaced as lost and
    are back: what the consignor was owed for them goes.
    """

    value_idr: int = 0
    share_idr: int = 0
    bearer: Bearer | None = None
    found_milli: int = 0

    @property
    def result_idr(self) -> int:
        """What the co-op gains (+) or loses (-)."""
        return self.value_idr - self.share_idr
