"""Some 7,500 words that look Indonesian, the names made of them, and codes that look like EAN-13."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Final

from stdnum import ean


def _split(text: str, by: str | None = None) -> tuple[str, ...]:
    return tuple(text.split(by))


GOODS: Final = _split(
    "keripik minyak gula beras tepung lemper risoles donat kacang kopi teh susu sabun sampo sambal kecap garam mie"
    " telur roti bolu nastar kastengel rempeyek emping kerupuk dendeng abon rendang bandeng terasi santan kelapa"
    " pisang singkong talas ubi jagung kedelai tempe tahu bawang cabai merica ketumbar kunyit jahe kencur serai"
    " madu sirup jus air mineral permen cokelat biskuit wafer agar puding selai mentega keju margarin saus cuka"
    " batik tas dompet gantungan bros taplak sarung mukena jilbab daster celemek sandal anyaman rajutan boneka"
    " pensil buku pulpen tisu deterjen pewangi pembersih lilin korek plastik kantong gelas piring sendok"
)
"""What stands first in a name; these are typed by the searches."""

_KINDS: Final = _split(
    "manis pedas asin gurih original balado rasa spesial super jumbo mini kering basah goreng bakar kukus murni asli"
    " segar organik curah kemasan botol sachet"
)
_SIZES: Final = ("100 g", "250 g", "500 g", "1 kg", "200 ml", "600 ml", "1 liter", "isi 3", "isi 10", "")
CATEGORIES: Final = _split(
    "kue basah,kue kering,keripik,minuman,bumbu,sembako,sayur,lauk,kerajinan,sabun,alat tulis,rumah tangga", ","
)
WORDS: Final = 7_500

_FIRST: Final = _split("b c d g h j k l m n p r s t w b k m s t ny ng")
_VOWELS: Final = _split("a a a i i u u e o")
_LAST: Final = ("", "", "", "n", "ng", "r", "s", "k", "t", "m", "h", "l")


def words(rng: random.Random) -> list[str]:
    """WORDS distinct words; the real ones lead."""
    found = dict.fromkeys([*GOODS, *_KINDS, *(word for name in CATEGORIES for word in name.split())])
    while len(found) < WORDS:
        syllables = rng.choice((2, 2, 3))
        found["".join(rng.choice(_FIRST) + rng.choice(_VOWELS) for _ in range(syllables)) + rng.choice(_LAST)] = None
    return list(found)


def product_name(rng: random.Random, known: list[str]) -> str:
    """`Keripik Singkong Balado Sabaning 250 g`."""
    parts = [rng.choice(GOODS), rng.choice(known), rng.choice(_KINDS) if rng.random() < 0.6 else rng.choice(known)]
    return " ".join([*(part.capitalize() for part in dict.fromkeys(parts)), rng.choice(_SIZES)]).strip()


def person_name(rng: random.Random, known: list[str]) -> str:
    return f"{rng.choice(known).capitalize()} {rng.choice(known).capitalize()}"


def codes() -> Iterator[str]:
    """EAN-13 codes of Indonesia, one after another."""
    for number in range(10**6):
        body = f"899{number * 7_919 % 10**9:09d}"
        yield body + ean.calc_check_digit(body)
