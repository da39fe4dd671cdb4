"""Words, rupiah and dates as Indonesians read them; never from the operating system's locale.

A sentence is written in Indonesian, as one literal: `_()` where it is shown, `N_()` where it stands in a class
or a module and `_()` where that is shown; holes are filled by `.format` afterwards. A translator's catalogue is
gathered by `pybabel extract -o pkkmart.pot pkkmart`, begun by `pybabel init -i pkkmart.pot -D pkkmart -d
resources/locale -l <language>` and, once translated, built by `pybabel compile -D pkkmart -d resources/locale`.
"""

from __future__ import annotations

import gettext as _gettext
from datetime import date, datetime
from pathlib import Path
from typing import Final

_translation: _gettext.NullTranslations = _gettext.NullTranslations()


def use_language(language: str, folder: Path) -> None:
    """Choose the language of the screens from the catalogues in a folder; Indonesian needs none."""
    global _translation
    _translation = _gettext.translation("pkkmart", str(folder), [language], fallback=True)


def _(text: str) -> str:
    """The sentence in the chosen language; an empty text stays empty (gettext would give the catalogue's head)."""
    return _translation.gettext(text) if text else text


def N_(text: str) -> str:
    """Mark a module-level sentence for translation; `_()` it where it is shown."""
    return text


def inside(words: str) -> str:
    """Words as they stand inside a sentence: `Stok minus` is `stok minus`, `QRIS masuk bank` stays as it is."""
    return words if words[1:2].isupper() else words[:1].lower() + words[1:]


MONTHS: Final = (
    N_("Januari"), N_("Februari"), N_("Maret"), N_("April"), N_("Mei"), N_("Juni"),
    N_("Juli"), N_("Agustus"), N_("September"), N_("Oktober"), N_("November"), N_("Desember"),
)  # fmt: skip
DAYS: Final = (
    N_("Senin"), N_("Selasa"), N_("Rabu"), N_("Kamis"), N_("Jumat"), N_("Sabtu"), N_("Minggu"),
)  # fmt: skip


def figure(amount_idr: int) -> str:
    """`12.500`, for tables; a minus sign in front when negative."""
    return f"{amount_idr:,}".replace(",", ".")


def rupiah(amount_idr: int) -> str:
    """`Rp 12.500`, for totals and cards on screen; a table shows the figure alone."""
    return f"{'-' if amount_idr < 0 else ''}Rp {figure(abs(amount_idr))}"


def rupiah_document(amount_idr: int) -> str:
    """`Rp1.250.000`, for running text of documents."""
    return rupiah(amount_idr).replace("Rp ", "Rp")


def date_long(day: date) -> str:
    """`Selasa, 24 November 2026`."""
    return f"{_(DAYS[day.weekday()])}, {day.day} {_(MONTHS[day.month - 1])} {day.year}"


def date_short(day: date) -> str:
    """`24/11/2026`."""
    return f"{day.day:02d}/{day.month:02d}/{day.year}"


def time_short(moment: datetime) -> str:
    """`14.20`, the hour as it is written in Indonesian."""
    return f"{moment.hour:02d}.{moment.minute:02d}"


def terbilang(amount_idr: int) -> str:
    """`satu juta seribu rupiah`. num2words errs on a thousands group of exactly 001."""
    from num2words import num2words  # imported late: the counter writes no amount in words

    sign = "minus " if amount_idr < 0 else ""
    words = str(num2words(abs(amount_idr), lang="id"))
    if abs(amount_idr) // 1_000 % 1_000 == 1 and abs(amount_idr) >= 1_000_000:
        words = words.replace(" satu ribu", " seribu")
    return f"{sign}{words} rupiah"
