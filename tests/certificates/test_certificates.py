"""Certificates: what may be written down, what holds when, and what is reminded of at 90, 60 and 30 days."""

from __future__ import annotations

import io
from datetime import date, timedelta
from typing import Any

import pytest
from peewee import IntegrityError
from PIL import Image

from pkkmart.certificates.checks import renewals_belong_together
from pkkmart.certificates.kinds import CertificateKind
from pkkmart.certificates.operations import (
    CertificateDetails,
    ReasonMissing,
    SubjectMissing,
    WithdrawnAlready,
    move_halal_date,
    record_certificate,
    withdraw_certificate,
)
from pkkmart.certificates.queries import (
    businesses,
    certificate,
    certificates,
    counts,
    goods_not_halal,
    history_of,
    label_numbers,
)
from pkkmart.certificates.rules import (
    CertificateFilter,
    DayMissing,
    EndedAlready,
    EndsBeforeItBegins,
    HasOne,
    NibWrong,
    NumberMissing,
    PirtDigits,
)
from pkkmart.certificates.settings import HALAL_FROM, halal_from
from pkkmart.core.actor import SYSTEM
from pkkmart.core.db import db, fetch
from pkkmart.core.errors import NotPermitted
from pkkmart.products.operations import choose_food
from pkkmart.products.pictures import PICTURE_BYTES, PictureUnreadable
from pkkmart.products.queries import category_rows, picture
from tests import make
from tests.conftest import FrozenClock

HALAL, PIRT, NIB = CertificateKind.HALAL, CertificateKind.PIRT, CertificateKind.NIB
TODAY = date(2026, 11, 24)
NUMBER = "2053674010001-29"


def add(kind: CertificateKind = PIRT, number: str = NUMBER, *confirmed: str, **more: Any) -> int:
    details = CertificateDetails(kind=kind, number=number, **{"valid_from": date(2025, 1, 1), **more})
    return record_certificate(SYSTEM, details, confirmed=frozenset(confirmed))


def test_a_certificate_of_a_product_is_written_down_as_it_was_told(shop: object) -> None:
    sambal = make.product("Sambal")
    row = certificate(add(number="  2053674010001-29 ", product_id=sambal, valid_to=date(2030, 1, 1), issuer="Dinkes"))
    assert (row.kind, row.number, row.issuer, row.subject, row.owner) == (PIRT, NUMBER, "Dinkes", "Sambal", "")
    assert (row.valid_from, row.valid_to) == (date(2025, 1, 1), date(2030, 1, 1))
    assert (row.days_left(TODAY), row.product_id) == (1_134, sambal)
    assert certificates() == [row]


def test_of_an_umkm_that_nobody_wrote_down_the_business_is_made_once(shop: object) -> None:
    sari = make.consignor("Dapur Bu Sari")
    assert [(one.name, one.business_id) for one in businesses()] == [("Dapur Bu Sari", None)]
    first = add(HALAL, "ID36110000123450721", owner_id=sari)
    second = add(NIB, "9120001234567", owner_id=sari)
    assert certificate(first).business_id == certificate(second).business_id == businesses()[0].business_id
    assert certificate(first).subject == "Dapur Bu Sari"
    assert len(fetch("SELECT id FROM business")) == 1


@pytest.mark.parametrize(
    ("told", "error", "sentence"),
    [
        ({"number": " "}, NumberMissing, "Nomor P-IRT belum diisi. Salin nomornya dari sertifikat."),
        (
            {"number": "2053674010"},
            PirtDigits,
            "Nomor P-IRT biasanya 15 angka, “2053674010” berisi 10. Betulkan, atau tetap simpan?",
        ),
        (
            {"kind": NIB, "number": "91200012345"},
            NibWrong,
            "NIB “91200012345” berisi 11 angka, padahal NIB selalu 13 angka. Periksa nomornya di OSS.",
        ),
        ({"valid_from": None}, DayMissing, "Tanggal terbit P-IRT belum diisi. Tulis seperti 24/11/2026."),
        (
            {"valid_to": date(2024, 12, 31)},
            EndsBeforeItBegins,
            "P-IRT tidak mungkin habis 31/12/2024, sebelum terbit 01/01/2025. Periksa kedua tanggalnya.",
        ),
        (
            {"valid_to": date(2026, 11, 23)},
            EndedAlready,
            "P-IRT ini sudah habis 23/11/2026. Betulkan tanggalnya, atau tetap simpan sebagai catatan?",
        ),
        (
            {"product_id": None},
            SubjectMissing,
            "Belum dipilih P-IRT ini milik siapa. Pilih barangnya, atau UMKM yang membuatnya.",
        ),
        ({"photo": b"%PDF-1.7"}, PictureUnreadable, "Foto ini tidak bisa dibaca. Pakai foto JPG atau PNG"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(
    shop: object, told: dict[str, Any], error: type[Exception], sentence: str
) -> None:
    with pytest.raises(error) as refused:
        add(**{"product_id": make.product("Sambal"), **told})
    assert str(refused.value).startswith(sentence)
    assert certificates() == []


def test_what_is_unusual_is_written_down_after_a_yes(shop: object) -> None:
    sambal = make.product("Sambal")
    add(PIRT, "2053674010", "pirt_digits", product_id=sambal)
    add(CertificateKind.SLHS, "12/2024", "ended_already", product_id=sambal, valid_to=date(2026, 1, 1))
    with pytest.raises(HasOne, match=r"Sambal sudah punya P-IRT 2053674010. Simpan yang kedua"):
        add(product_id=sambal)
    add(PIRT, NUMBER, "has_one", product_id=sambal)
    assert len(certificates()) == 3


def test_reminders_come_at_ninety_sixty_and_thirty_days(shop: FrozenClock) -> None:
    sambal = make.product("Sambal")
    add(product_id=sambal, valid_to=TODAY + timedelta(days=91))
    add(NIB, "9120001234567", product_id=sambal)  # has no end, so is never reminded of
    expected = ((0, 0, 0, 0), (0, 1, 0, 0), (0, 1, 0, 0), (0, 1, 1, 0), (0, 1, 1, 1), (0, 1, 1, 1), (1, 0, 0, 0))
    passed = 0
    for day, told in zip((0, 1, 30, 31, 61, 91, 92), expected, strict=True):
        shop.pass_(days=day - passed)
        passed = day
        known = counts()
        parts = (CertificateFilter.EXPIRED, CertificateFilter.DAYS_90, CertificateFilter.DAYS_60)
        assert (*(known[one] for one in parts), known[CertificateFilter.DAYS_30]) == told, f"after {day} days"
    assert [row.number for row in certificates(CertificateFilter.EXPIRED)] == [NUMBER]
    assert known[CertificateFilter.ALL] == 2


def test_the_list_is_by_the_last_day_and_what_has_no_end_comes_last(shop: object) -> None:
    for name, days in (("Sambal", 200), ("Kopi", None), ("Abon", 20)):
        add(product_id=make.product(name), valid_to=None if days is None else TODAY + timedelta(days=days))
    assert [row.subject for row in certificates()] == ["Abon", "Sambal", "Kopi"]


def test_a_renewal_takes_the_place_from_its_first_day_on_and_what_is_withdrawn_gives_it_back(
    shop: FrozenClock,
) -> None:
    lemper = make.product("Lemper")
    old = add(HALAL, "ID1", product_id=lemper, valid_to=TODAY + timedelta(days=5))
    assert goods_not_halal() == []
    new = add(HALAL, "ID2", renews_id=old, valid_from=TODAY + timedelta(days=6), valid_to=TODAY + timedelta(days=900))
    assert [row.id for row in certificates()] == [new]
    assert [row.id for row in history_of(new)] == [old]
    assert (goods_not_halal(), label_numbers([lemper])) == ([], {lemper: [(HALAL, "ID1")]})
    shop.pass_(days=6)
    assert (goods_not_halal(), label_numbers([lemper])) == ([], {lemper: [(HALAL, "ID2")]})
    withdraw_certificate(SYSTEM, new, "dibatalkan BPJPH")
    assert [row.id for row in certificates()] == [old]
    assert [row.name for row in goods_not_halal()] == ["Lemper"]
    with pytest.raises(WithdrawnAlready, match="Halal ID2 sudah dicabut: dibatalkan BPJPH"):
        withdraw_certificate(SYSTEM, new, "lagi")
    with pytest.raises(ReasonMissing, match="Alasan mencabut Halal ID1 belum ditulis"):
        withdraw_certificate(SYSTEM, old, "  ")
    assert renewals_belong_together() == (
        "Sertifikat diperbarui oleh yang sejenis",
        "2 sertifikat, 0 memperbarui yang bukan pendahulunya",
        True,
    )


def test_not_halal_is_food_without_a_certificate_of_its_own_or_of_its_maker(shop: object) -> None:
    sari, tini = make.consignor("Bu Sari"), make.consignor("Bu Tini")
    make.product("Lemper", owner_id=sari, category="Kue basah")
    make.product("Risoles", owner_id=tini, category="Kue basah")
    donat = make.product("Donat", owner_id=tini, category="Kue basah")
    make.product("Teh celup", category="Minuman")
    make.product("Tanpa kategori", owner_id=sari)
    make.product("Syal", owner_id=tini, category="Rajut")
    assert [(row.name, row.owner) for row in goods_not_halal()] == [
        ("Lemper", "Bu Sari"),
        ("Tanpa kategori", "Bu Sari"),
        ("Donat", "Bu Tini"),
        ("Risoles", "Bu Tini"),
        ("Teh celup", ""),
    ]
    add(HALAL, "ID1", owner_id=sari)
    add(HALAL, "ID2", product_id=donat, valid_to=TODAY)
    add(PIRT, owner_id=tini)
    assert [row.name for row in goods_not_halal()] == ["Risoles", "Teh celup"]
    assert counts()[CertificateFilter.NOT_HALAL] == 2
    drinks = next(row for row in category_rows() if row.name == "Minuman")
    assert [row.is_food for row in category_rows()] == [True, True, False]
    assert choose_food(SYSTEM, [row.id for row in category_rows() if row.id != drinks.id]) == 2
    assert [row.name for row in goods_not_halal()] == ["Risoles", "Syal"]


def test_the_halal_date_is_the_laws_until_it_is_moved_and_old_days_keep_theirs(shop: object) -> None:
    assert halal_from() == date(2026, 10, 17)
    move_halal_date(SYSTEM, date(2027, 10, 17))
    assert halal_from() == date(2027, 10, 17)
    assert HALAL_FROM.get(TODAY - timedelta(days=1)) == "2026-10-17"
    with pytest.raises(NotPermitted):
        move_halal_date(make.cashier(), TODAY)


def test_a_photo_of_a_phone_is_kept_small_and_upright(shop: object) -> None:
    photo = Image.effect_noise((3_000, 2_000), 90).convert("RGB")
    photo.getexif()[0x0112] = 6  # held upright
    target = io.BytesIO()
    photo.save(target, "JPEG", quality=95, exif=photo.getexif())
    assert len(target.getvalue()) > 2_000_000
    row = certificate(add(product_id=make.product(), photo=target.getvalue()))
    assert row.photo_id is not None
    kept = picture(row.photo_id)
    assert len(kept) <= PICTURE_BYTES
    with Image.open(io.BytesIO(kept)) as shown:
        assert shown.height > shown.width


def test_no_row_is_changed_and_an_unknown_kind_is_refused_on_any_connection(shop: object) -> None:
    made = add(product_id=make.product())
    for sql in (
        f"UPDATE certificate SET number = 'x' WHERE id = {made}",
        f"DELETE FROM certificate WHERE id = {made}",
        "INSERT INTO certificate (kind, number, issuer, valid_from, product_id, recorded_at)"
        " VALUES ('GAIB', '1', '', '2026-01-01', 1, '2026-01-01T00:00:00Z')",
        "INSERT INTO certificate (kind, number, issuer, valid_from, valid_to, product_id, recorded_at)"
        " VALUES ('HALAL', '1', '', '2026-01-02', '2026-01-01', 1, '2026-01-01T00:00:00Z')",
        "INSERT INTO certificate (kind, number, issuer, valid_from, recorded_at)"
        " VALUES ('HALAL', '1', '', '2026-01-02', '2026-01-01T00:00:00Z')",
    ):
        with pytest.raises(IntegrityError):
            db.execute_sql(sql)
