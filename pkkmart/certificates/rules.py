"""What a certificate must be to be written down, and when it is reminded of. Pure."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from pkkmart.certificates.kinds import CertificateKind
from pkkmart.core.errors import NeedsConfirmation, Unusual, UserError
from pkkmart.core.i18n import N_, _, date_short

REMINDED: Final = (30, 60, 90)
"""Days before its end at which a certificate is reminded of, each louder than the next."""
PIRT_DIGITS: Final = 15
NIB_DIGITS: Final = 13


class NumberMissing(UserError):
    template = N_("Nomor {kind} belum diisi. Salin nomornya dari sertifikat.")


class NibWrong(UserError):
    template = N_("NIB “{number}” berisi {digits} angka, padahal NIB selalu 13 angka. Periksa nomornya di OSS.")


class DayMissing(UserError):
    template = N_("Tanggal terbit {kind} belum diisi. Tulis seperti 24/11/2026.")


class EndsBeforeItBegins(UserError):
    template = N_("{kind} tidak mungkin habis {end}, sebelum terbit {begin}. Periksa kedua tanggalnya.")


class PirtDigits(Unusual):
    key = "pirt_digits"
    template = N_("Nomor P-IRT biasanya 15 angka, “{number}” berisi {digits}. Betulkan, atau tetap simpan?")


class EndedAlready(Unusual):
    key = "ended_already"
    template = N_("{kind} ini sudah habis {end}. Betulkan tanggalnya, atau tetap simpan sebagai catatan?")


class HasOne(NeedsConfirmation):
    key = "has_one"
    template = N_("{subject} sudah punya {kind} {number}. Simpan yang kedua, di samping yang lama?")


def digits_of(number: str) -> int:
    """How many digits a number has, whatever stands between them."""
    return sum(letter.isdigit() for letter in number)


def require_number(kind: CertificateKind, number: str, confirmed: frozenset[str]) -> None:
    """Raise NumberMissing, NibWrong, or PirtDigits unless that was confirmed."""
    digits = digits_of(number)
    if not number:
        raise NumberMissing(kind=_(kind.label))
    if kind is CertificateKind.NIB and (digits != NIB_DIGITS or not number.replace(" ", "").isdigit()):
        raise NibWrong(number=number, digits=digits)
    if kind is CertificateKind.PIRT and digits != PIRT_DIGITS and PirtDigits.key not in confirmed:
        raise PirtDigits(number=number, digits=digits)


def require_days(
    kind: CertificateKind, begin: date | None, end: date | None, today: date, confirmed: frozenset[str]
) -> None:
    """Raise DayMissing, EndsBeforeItBegins, or EndedAlready unless that was confirmed."""
    if begin is None:
        raise DayMissing(kind=_(kind.label))
    if end is not None and end < begin:
        raise EndsBeforeItBegins(kind=_(kind.label), end=date_short(end), begin=date_short(begin))
    if end is not None and end < today and EndedAlready.key not in confirmed:
        raise EndedAlready(kind=_(kind.label), end=date_short(end))


class CertificateFilter(StrEnum):
    """Which part of the list is wanted; the days include those that end sooner, but not what has ended."""

    ALL = "ALL"
    EXPIRED = "EXPIRED"
    DAYS_30 = "DAYS_30"
    DAYS_60 = "DAYS_60"
    DAYS_90 = "DAYS_90"
    NOT_HALAL = "NOT_HALAL"

    @property
    def days(self) -> int:
        """The days it looks ahead; 0 for a part that does not."""
        return int(self.removeprefix("DAYS_")) if self.startswith("DAYS_") else 0


def is_in(chosen: CertificateFilter, valid_to: date | None, today: date) -> bool:
    """Whether a certificate with this last day belongs to a part of the list."""
    if chosen is CertificateFilter.ALL:
        return True
    if valid_to is None:
        return False
    if chosen is CertificateFilter.EXPIRED:
        return valid_to < today
    return today <= valid_to <= today + timedelta(days=chosen.days)
