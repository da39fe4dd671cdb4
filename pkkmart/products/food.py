"""Whether the name of a new category sounds like food or drink; people correct it where the halal rule asks. Pure."""

from __future__ import annotations

from typing import Final

from pkkmart.products.search import words_of

_NO_FOOD: Final = frozenset({
    "aksesori", "aksesoris", "alat", "anyaman", "atk", "baju", "batik", "busana", "deterjan", "elektronik", "fashion",
    "gas", "handuk", "jahit", "kain", "kebersihan", "kecantikan", "kerajinan", "kertas", "konveksi", "kosmetik",
    "kriya", "listrik", "mainan", "mandi", "mukena", "pakaian", "perabot", "perlengkapan", "pulsa", "rajut", "sabun",
    "sepatu", "souvenir", "suvenir", "tanaman", "tas", "token", "tulis",
})  # fmt: skip
"""Words of categories that are not eaten. Any other word means food: a list too long is seen, one too short is not."""


def sounds_like_food(category: str) -> bool:
    """Whether no word of the name says otherwise."""
    return not _NO_FOOD.intersection(words_of(category))
