"""Labels of a scale: an EAN-13 that tells which goods it is on, and how much they weigh or what they cost. Pure.

GS1 leaves the prefixes 20 to 29 to the shop: two digits of prefix, five of the goods, five of the value, and the
check digit of every EAN-13.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from pkkmart.core.errors import UserError
from pkkmart.core.i18n import N_
from pkkmart.core.money import divide_half_up
from pkkmart.core.quantity import ONE

_LABEL = re.compile(r"^(2[0-9])([0-9]{5})([0-9]{5})[0-9]$")
_PREFIX, _BETWEEN = re.compile(r"^2[0-9]$"), re.compile(r"[\s,;]+")
_KILOGRAMS = ("kg", "kilo", "kilogram")


class NotWeighed(UserError):
    template = N_(
        "{name} tidak dijual timbang, jadi label timbangannya tidak bisa dipakai. Ketik jumlah dan kode barangnya."
    )


class NotInKilograms(UserError):
    template = N_(
        "Label timbangan ini berisi gram, tetapi {name} dijual per {unit}. Ketik jumlahnya, misalnya 0,25*kode."
    )


class LabelEmpty(UserError):
    template = N_("Label timbangan {name} berisi 0. Timbang lagi, lalu pindai label yang baru.")


class LabelTimes(UserError):
    template = N_("Satu label adalah satu bungkus {name}. Ketik jumlah bungkus tanpa koma, misalnya 2*.")


class LabelAmbiguous(UserError):
    template = N_("Kode {item} di label timbangan dipakai {names}. Pilih barangnya, lalu ketik beratnya (F4).")


class PrefixUnfit(UserError):
    template = N_("Awalan {prefix} tidak bisa. Awalan label timbangan dua angka, dari 20 sampai 29.")


class PrefixTwice(UserError):
    template = N_(
        "Awalan {prefix} tidak bisa berisi berat dan harga sekaligus. Pilih salah satu, seperti di timbangannya."
    )


@dataclass(frozen=True, slots=True)
class ScaleLabel:
    """What a label says: the goods' code of five digits, and grams or rupiah, the other None."""

    prefix: str
    item: str
    grams: int | None
    idr: int | None

    @property
    def codes(self) -> tuple[str, str]:
        """The codes its goods may answer to: prefix and item in one, or the item alone."""
        return self.prefix + self.item, self.item


def prefixes(text: str) -> list[str]:
    """The prefixes in a text, each once, whatever stands between them."""
    return list(dict.fromkeys(_BETWEEN.split(text.strip()))) if text.strip() else []


def require_prefixes(weight: str, price: str) -> None:
    """Raise PrefixUnfit or PrefixTwice for prefixes no scale may print, or that mean two things."""
    for prefix in prefixes(weight) + prefixes(price):
        if not _PREFIX.match(prefix):
            raise PrefixUnfit(prefix=prefix)
        if prefix in prefixes(weight) and prefix in prefixes(price):
            raise PrefixTwice(prefix=prefix)


def read_label(code: str, *, weight: str, price: str) -> ScaleLabel | None:
    """A code as a label; `weight` and `price` are the prefixes of each, several with a space between.

    None for anything else: another prefix, a wrong check digit, a prefix set for both.
    """
    from stdnum import ean  # imported late: it brings TLS and mail with it, which a start needs not

    match = _LABEL.match(code.strip()) if code.isascii() else None
    if match is None or not ean.is_valid(match[0]):
        return None
    prefix, item, value = match[1], match[2], int(match[3])
    of_weight, of_price = prefix in prefixes(weight), prefix in prefixes(price)
    if of_weight == of_price:
        return None
    return ScaleLabel(prefix, item, value if of_weight else None, value if of_price else None)


def labelled_milli(label: ScaleLabel, *, name: str, unit: str, by_weight: bool, price_idr: int) -> int:
    """How much of its goods a label stands for, thousandths of a unit: what it weighs, or what it costs by the list.

    Raises NotWeighed, NotInKilograms, LabelEmpty.
    """
    if not by_weight:
        raise NotWeighed(name=name)
    if label.grams is None:
        milli = divide_half_up((label.idr or 0) * ONE, price_idr)
    elif unit.strip().lower() not in _KILOGRAMS:
        raise NotInKilograms(name=name, unit=unit)
    else:
        milli = label.grams
    if not milli:
        raise LabelEmpty(name=name)
    return milli
