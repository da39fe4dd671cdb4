"""QRIS as text: reading the shop's static code, refusing what is not whole, putting an amount into it.

EMV QRCPS merchant-presented mode: fields of two digits tag, two digits length, value; some hold fields
themselves. The last one is a CRC over everything before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from pkkmart.core.errors import UserError
from pkkmart.core.i18n import N_, _, rupiah

_FORMAT, _POINT, _NATIONAL, _CRC = "00", "01", "51", "63"
_CATEGORY, _CURRENCY, _AMOUNT, _TIPS = "52", "53", "54", ("55", "56", "57")
_COUNTRY, _NAME, _CITY, _EXTRA = "58", "59", "60", "62"
_BEGINS: Final = "000201"
_STATIC, _DYNAMIC = "11", "12"
_NATIONAL_DOMAIN: Final = "ID.CO.QRIS.WWW"
_ENDS: Final = re.compile(r"6304[0-9A-F]{4}\Z")
_NMID: Final = re.compile(r"ID\d{13}\Z", re.ASCII)
_TAG_AND_LENGTH: Final = re.compile(r"(\d\d)(\d\d)", re.ASCII)
_AMOUNT_DIGITS: Final = 13
_REFERENCE_LETTERS: Final = 25
_MOST_VALUE: Final = 99


class NotQris(UserError):
    template = N_("Ini bukan teks QRIS: awalnya harus {begins}. Salin lagi seluruh teks kode QR toko.")


class QrisForeignSign(UserError):
    template = N_("Tanda “{sign}” di huruf ke-{place} tidak pernah ada di QRIS. Salin lagi langsung dari kode QR toko.")


class QrisTruncated(UserError):
    template = N_("Teks QRIS terpotong: ujungnya harus 6304 dan empat tanda. Salin lagi sampai huruf terakhir.")


class QrisCrcWrong(UserError):
    template = N_(
        "Teks QRIS ini berubah: satu huruf saja berbeda sudah membuatnya salah (CRC {found}, seharusnya {right})."
        " Salin lagi, jangan diketik."
    )


class QrisBroken(UserError):
    template = N_("Susunan teks QRIS ini rusak di “{rest}”. Minta kode baru dari penyedia QRIS toko.")


class QrisRepeated(UserError):
    template = N_("Bagian {tag} dari QRIS ini tertulis dua kali. Minta kode baru dari penyedia QRIS toko.")


class QrisIncomplete(UserError):
    template = N_("QRIS ini tidak menyebut {what}. Minta kode baru dari penyedia QRIS toko.")


class QrisDynamic(UserError):
    template = N_("QRIS ini hanya untuk sekali bayar (dinamis). Pakai QRIS statis, yang tercetak di stiker toko.")


class QrisAsksTip(UserError):
    template = N_("QRIS ini meminta tip atau biaya dari pembeli. Minta QRIS tanpa tip dari penyedia QRIS toko.")


class QrisWithoutNmid(UserError):
    template = N_("QRIS ini tidak punya NMID (ID dan 13 angka). Minta kode QRIS nasional dari penyedia QRIS toko.")


class QrisForeign(UserError):
    template = N_(
        "QRIS ini bukan untuk rupiah di Indonesia (mata uang {currency}, negara {country}). Pakai QRIS toko sendiri."
    )


class Field(NamedTuple):
    """One field: its two-digit tag and its value, at most 99 signs."""

    tag: str
    value: str


@dataclass(frozen=True, slots=True)
class QrisMerchant:
    """Who is paid by a static code, as the code itself says; `text` is the code, cleaned."""

    text: str
    name: str
    city: str
    nmid: str
    criteria: str
    category_code: str


def crc16(text: str) -> str:
    """CRC-16/CCITT-FALSE in four upper-case hex digits: polynomial 0x1021, from 0xFFFF, nothing reflected."""
    crc = 0xFFFF
    for byte in text.encode():
        crc ^= byte << 8
        for _bit in range(8):
            crc = (crc << 1 ^ 0x1021 if crc & 0x8000 else crc << 1) & 0xFFFF
    return f"{crc:04X}"


def parse(text: str) -> tuple[Field, ...]:
    """The fields of a text, or of a value that holds fields, in their order. Raises QrisBroken at the first bad one."""
    fields: list[Field] = []
    place = 0
    while place < len(text):
        found = _TAG_AND_LENGTH.match(text, place)
        if found is None:
            raise QrisBroken(rest=text[place : place + 12])
        value = text[found.end() : found.end() + int(found[2])]
        if len(value) < int(found[2]):
            raise QrisBroken(rest=text[place : place + 12])
        fields.append(Field(found[1], value))
        place = found.end() + len(value)
    return tuple(fields)


def build(fields: Iterable[Field]) -> str:
    """The text of fields, as `parse` reads it back; a value longer than 99 signs is a ValueError."""
    written: list[str] = []
    for tag, value in fields:
        if len(value) > _MOST_VALUE:
            raise ValueError(f"field {tag} is {len(value)} signs long")
        written.append(f"{tag}{len(value):02d}{value}")
    return "".join(written)


def check_static(text: str) -> QrisMerchant:
    """Who a static code pays, once all of it has been checked; line breaks and spaces around it are forgiven.

    Raises NotQris, QrisForeignSign, QrisTruncated, QrisCrcWrong, QrisBroken, QrisRepeated, QrisIncomplete,
    QrisDynamic, QrisAsksTip, QrisWithoutNmid, QrisForeign: each says what to do about it.
    """
    whole = _whole(text)
    fields = parse(whole)
    _require_once(fields)
    values = dict(fields)
    if values.get(_POINT, _STATIC) != _STATIC:
        raise QrisDynamic
    if any(tag in values for tag in _TIPS):
        raise QrisAsksTip
    if values.get(_CURRENCY) != "360" or values.get(_COUNTRY) != "ID":
        raise QrisForeign(currency=values.get(_CURRENCY, "?"), country=values.get(_COUNTRY, "?"))
    for tag, what in ((_CATEGORY, N_("jenis usaha")), (_NAME, N_("nama toko")), (_CITY, N_("kota"))):
        if not values.get(tag, "").strip():
            raise QrisIncomplete(what=_(what))
    parse(values.get(_EXTRA, ""))
    national = dict(parse(values.get(_NATIONAL, "")))
    nmid = national.get("02", "")
    if national.get("00") != _NATIONAL_DOMAIN or not _NMID.match(nmid):
        raise QrisWithoutNmid
    return QrisMerchant(
        text=whole,
        name=values[_NAME].strip(),
        city=values[_CITY].strip(),
        nmid=nmid,
        criteria=national.get("03", ""),
        category_code=values[_CATEGORY],
    )


def with_amount(text: str, amount_idr: int, reference: str = "") -> str:
    """The code for one payment of a static one: the buyer's app has the amount (whole rupiah) filled in.

    `reference` is what the merchant's statement shows as bill number (25 letters and digits at most; other
    signs are dropped); it is left out where the code has no room. It only fills in an amount: it proves no
    payment. Raises what `check_static` raises; an amount below 1 or above 13 digits is a ValueError.
    """
    merchant = check_static(text)
    amount = str(amount_idr)
    if amount_idr < 1 or len(amount) > _AMOUNT_DIGITS:
        raise ValueError(f"no QRIS for {rupiah(amount_idr)}")
    dropped = {_FORMAT, _POINT, _AMOUNT, *_TIPS, _CRC}
    inside = [field for field in parse(merchant.text) if field.tag not in dropped]
    place = next(index for index, field in enumerate(inside) if field.tag == _COUNTRY)
    inside.insert(place, Field(_AMOUNT, amount))
    fields = [Field(_FORMAT, _BEGINS[4:]), Field(_POINT, _DYNAMIC), *_with_reference(inside, reference)]
    body = build(fields) + "6304"
    return body + crc16(body)


def _whole(text: str) -> str:
    """The text without what copying adds, once its ends, its signs and its CRC are right."""
    whole = re.sub(r"[\r\n\t\u2028\u2029]", "", text).strip()
    if not whole.startswith(_BEGINS):
        raise NotQris(begins=_BEGINS)
    for place, sign in enumerate(whole, 1):
        if not " " <= sign <= "~":
            raise QrisForeignSign(sign=sign, place=place)
    if not _ENDS.search(whole):
        raise QrisTruncated
    found, right = whole[-4:], crc16(whole[:-4])
    if found != right:
        raise QrisCrcWrong(found=found, right=right)
    return whole


def _require_once(fields: Sequence[Field]) -> None:
    """Raise unless every field is there once and the CRC last."""
    seen: set[str] = set()
    for field in fields:
        if field.tag in seen:
            raise QrisRepeated(tag=field.tag)
        seen.add(field.tag)
    if fields[-1].tag != _CRC:
        raise QrisTruncated


def _with_reference(fields: Sequence[Field], reference: str) -> list[Field]:
    """The fields with a bill number in their additional data; the rest of them stays."""
    cleaned = re.sub(r"[^0-9A-Za-z./-]", "", reference)[:_REFERENCE_LETTERS]
    old = next((field.value for field in fields if field.tag == _EXTRA), "")
    value = build([Field("01", cleaned), *(part for part in parse(old) if part.tag != "01")])
    if not cleaned or len(value) > _MOST_VALUE:
        return list(fields)
    return [*(field for field in fields if field.tag != _EXTRA), Field(_EXTRA, value)]
