"""Barcodes the shop makes itself, for goods that come without one: an EAN-13 of a prefix only the shop uses. Pure.

GS1 leaves the prefixes 20 to 29 to the shop, and a scale takes some of them (`scale.py`): two digits of prefix, one
that counts on where a code is taken already, nine of the product's number, the check digit.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pkkmart.core.errors import UserError
from pkkmart.core.i18n import N_
from pkkmart.products.scale import prefixes

_PREFIX = re.compile(r"2[0-9]")
_OWN = re.compile(r"(2[0-9])[0-9]([0-9]{9})[0-9]")


class OwnPrefixUnfit(UserError):
    template = N_("Awalan {prefix} tidak bisa. Awalan barcode buatan toko satu saja, dua angka, dari 20 sampai 29.")


class PrefixOfScale(UserError):
    template = N_(
        "Awalan {prefix} tidak bisa untuk barcode buatan toko: label timbangan memakai awalan {scale}. Pilih awalan "
        "lain dari 20 sampai 29, atau ubah dulu awalan label timbangan."
    )


class PrefixOfOwnCodes(UserError):
    template = N_(
        "Awalan {prefix} tidak bisa untuk label timbangan: barcode buatan toko memakai awalan {own}. Pilih awalan lain "
        "di timbangan, atau ubah dulu awalan barcode buatan toko."
    )


class PrefixOnGoods(UserError):
    template = N_(
        "Awalan {prefix} tidak bisa untuk label timbangan: {name} memakai barcode buatan toko {code}. Pilih awalan "
        "lain di timbangan."
    )


def require_own_prefix(prefix: str, weight: str, price: str) -> None:
    """Raise OwnPrefixUnfit for a prefix no shop may use, PrefixOfScale for one its scale prints (`weight`, `price`)."""
    if not prefix.isascii() or not _PREFIX.fullmatch(prefix):
        raise OwnPrefixUnfit(prefix=prefix or "–")
    if prefix in prefixes(weight) + prefixes(price):
        raise PrefixOfScale(prefix=prefix, scale=" ".join(prefixes(f"{weight} {price}")))


def require_free_of_own(weight: str, price: str, own: str) -> None:
    """Raise PrefixOfOwnCodes where the scale would print the prefix of the shop's own codes."""
    if own in prefixes(weight) + prefixes(price):
        raise PrefixOfOwnCodes(prefix=own, own=own)


def own_codes(prefix: str, product_id: int) -> Iterator[str]:
    """The codes a product may be given, the first one first: another is only for where a code is taken already."""
    from stdnum import ean  # imported late: it brings TLS and mail with it, which a start needs not

    for count in range(10):
        body = f"{prefix}{count}{product_id:09d}"
        yield f"{body}{ean.calc_check_digit(body)}"


def own_prefix_of(code: str, product_id: int) -> str:
    """The prefix of a code that the shop made for this product, "" for any other code."""
    match = _OWN.fullmatch(code)
    return match[1] if match and int(match[2]) == product_id else ""
