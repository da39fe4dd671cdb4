"""Figures, dates and words as Indonesians read them, whatever the operating system thinks."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pkkmart.core import clock
from pkkmart.core.i18n import (
    _,
    date_long,
    date_short,
    figure,
    rupiah,
    rupiah_document,
    terbilang,
    time_short,
    use_language,
)


@pytest.mark.parametrize(
    ("amount", "in_tables", "on_cards", "in_documents"),
    [
        (12_500, "12.500", "Rp 12.500", "Rp12.500"),
        (0, "0", "Rp 0", "Rp0"),
        (-1_250_000, "-1.250.000", "-Rp 1.250.000", "-Rp1.250.000"),
        (999, "999", "Rp 999", "Rp999"),
        (4_800_000_000, "4.800.000.000", "Rp 4.800.000.000", "Rp4.800.000.000"),
    ],
)
def test_rupiah_have_one_style_for_each_place(amount: int, in_tables: str, on_cards: str, in_documents: str) -> None:
    assert (figure(amount), rupiah(amount), rupiah_document(amount)) == (in_tables, on_cards, in_documents)


@pytest.mark.parametrize(
    ("day", "long", "short"),
    [
        (date(2026, 11, 24), "Selasa, 24 November 2026", "24/11/2026"),
        (date(2026, 3, 5), "Kamis, 5 Maret 2026", "05/03/2026"),
        (date(2028, 2, 29), "Selasa, 29 Februari 2028", "29/02/2028"),
        (date(2027, 1, 1), "Jumat, 1 Januari 2027", "01/01/2027"),
        (date(2026, 5, 31), "Minggu, 31 Mei 2026", "31/05/2026"),
    ],
)
def test_days_are_written_out(day: date, long: str, short: str) -> None:
    assert (date_long(day), date_short(day)) == (long, short)


def test_the_hour_has_a_dot() -> None:
    assert time_short(datetime(2026, 11, 24, 7, 5, tzinfo=UTC)) == "07.05"


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        (0, "nol"), (1, "satu"), (10, "sepuluh"), (11, "sebelas"), (12, "dua belas"), (19, "sembilan belas"),
        (20, "dua puluh"), (21, "dua puluh satu"), (100, "seratus"), (101, "seratus satu"), (111, "seratus sebelas"),
        (200, "dua ratus"), (1_000, "seribu"), (1_100, "seribu seratus"), (2_000, "dua ribu"),
        (11_000, "sebelas ribu"), (100_000, "seratus ribu"), (101_000, "seratus satu ribu"), (1_000_000, "satu juta"),
        (1_000_001, "satu juta satu"), (1_001_000, "satu juta seribu"), (2_001_000, "dua juta seribu"),
        (1_101_000, "satu juta seratus satu ribu"), (21_001_500, "dua puluh satu juta seribu lima ratus"),
        (1_000_000_000, "satu miliar"), (1_000_001_000, "satu miliar seribu"),
        (1_001_001_000, "satu miliar satu juta seribu"), (2_000_000_000_000, "dua triliun"),
        (-23_500, "minus dua puluh tiga ribu lima ratus"),
    ],
)  # fmt: skip
def test_terbilang(amount: int, words: str) -> None:
    assert terbilang(amount) == f"{words} rupiah"


UNITS = ("", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh", "sebelas")


def spoken(number: int) -> str:
    """Another hand's terbilang, by the rule that 001 after a higher group is “seribu”."""
    if number < 12:
        return UNITS[number]
    if number < 20:
        return f"{UNITS[number - 10]} belas"
    steps = ((10**12, "triliun"), (10**9, "miliar"), (10**6, "juta"), (1_000, "ribu"), (100, "ratus"), (10, "puluh"))
    size, word = next(step for step in steps if number >= step[0])
    head, rest = divmod(number, size)
    first = f"se{word}" if head == 1 and size in (100, 1_000) else f"{spoken(head)} {word}"
    return f"{first} {spoken(rest)}".strip()


@settings(max_examples=60)
@given(st.integers(1, 10**13 - 1))
def test_terbilang_follows_the_rule_everywhere(amount: int) -> None:
    assert terbilang(amount) == f"{spoken(amount)} rupiah"


def test_a_language_without_catalogue_keeps_indonesian(tmp_path: Path) -> None:
    use_language("xx", tmp_path)
    assert _("Keranjang masih kosong.") == "Keranjang masih kosong."


def test_moments_are_text_whose_order_is_time_order() -> None:
    early, late = datetime(2026, 11, 24, 3, 42, 7, 5, tzinfo=UTC), datetime(2026, 11, 24, 3, 42, 7, 40, tzinfo=UTC)
    assert clock.to_text(early) == "2026-11-24T03:42:07.000005Z"
    assert clock.to_text(early) < clock.to_text(late)
    assert clock.from_text(clock.to_text(early)) == early


def test_the_day_is_the_shops_whatever_the_pc_thinks() -> None:
    with clock.using(lambda: datetime(2026, 11, 24, 17, 30, tzinfo=UTC)):
        assert clock.today() == date(2026, 11, 25)
        assert clock.now_text().startswith("2026-11-24T17:30")
        clock.use_zone("Asia/Jayapura")
        assert clock.local(clock.now()).hour == 2
        clock.use_zone("Europe/London")
        assert clock.today() == date(2026, 11, 24)


def test_the_clock_comes_back_after_a_failure() -> None:
    def fail() -> None:
        with clock.using(lambda: datetime(2000, 1, 1, tzinfo=UTC)):
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    assert clock.now().year > 2000
