"""A shop with sixty members brings them with its sheet: registered with the document, each once, or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pkkmart.closing.verify import verify
from pkkmart.core.actor import SYSTEM, Actor, Permission
from pkkmart.core.db import fetch
from pkkmart.core.errors import NotPermitted
from pkkmart.imports.opening import Judged, OpeningDraft, OpeningKind
from pkkmart.imports.operations import OpeningUnbalanced, RegisteredSince, cancel_opening, record_opening
from pkkmart.imports.owners import Newcomer, alike_words, judge_people, newcomers, people_words, respelt
from pkkmart.imports.queries import judge_opening, judge_sheet, opening_document
from pkkmart.imports.register import Register
from pkkmart.people.operations import PersonDetails, register_person
from pkkmart.people.queries import CapacityKind
from tests import make
from tests.books import entry_count, entry_of
from tests.imports.sheets import DAY, lines, read

MEMBER, CONSIGNOR, SUPPLIER = CapacityKind.MEMBER, CapacityKind.CONSIGNOR, CapacityKind.SUPPLIER
SHEET = """\
jenis;nama;jumlah;rupiah;sisi
Kas;Brankas;;1.000.000;
Simpanan pokok;Ratna Dewi;;100.000;
Simpanan wajib;ratna  dewi;;240.000;
Bon;Euis Komariah;;75.000;
Titipan;Ratna Dewi;;60.000;
Titipan;Dapur Bu Odah;;40.000;
Utang pemasok;Toko Makmur;;500.000;
Titipan;Siti Wahyuni;;30.000;
akun;3104;;105.000;K
"""
PEOPLE = (
    "SELECT p.name, group_concat(c.number, ' '), min(c.since) FROM person p JOIN capacity c ON c.person_id = p.id"
    " GROUP BY p.id ORDER BY p.id"
)


def test_people_nobody_knew_are_registered_with_the_document(living: None, tmp_path: Path) -> None:
    sheet = lines(tmp_path, SHEET)
    assert fetch("SELECT count(*) FROM person") == [(2,)]
    record_opening(SYSTEM, sheet, DAY)
    assert entry_of("opening", 1) == (
        "1103 D 1.000.000 / 1131(Euis Komariah) D 75.000 / 2101(Toko Makmur) K 500.000 / 2102(Ratna Dewi) K 60.000"
        " / 2102(Siti Wahyuni) K 30.000 / 2103(Dapur Bu Odah) K 40.000 / 3101(Ratna Dewi) K 100.000"
        " / 3102(Ratna Dewi) K 240.000 / 3104 K 105.000"
    )
    assert fetch(PEOPLE) == [
        ("Siti Wahyuni", "A-0001 P-0004", "2026-01-01"),
        ("Bu Sari", "P-0001 A-0002", "2026-01-01"),
        ("Ratna Dewi", "A-0003 P-0002", "2026-10-31"),
        ("Euis Komariah", "A-0004", "2026-10-31"),
        ("Dapur Bu Odah", "P-0003", "2026-10-31"),
        ("Toko Makmur", "S-0001", "2026-10-31"),
    ]
    assert fetch("SELECT person_id, amount_idr, account_id FROM consignment_line ORDER BY id") == [
        (3, 60_000, 2102), (5, 40_000, 2103), (1, 30_000, 2102)
    ]  # fmt: skip
    assert [check for check in verify() if not check.ok] == []


def test_the_preview_says_who_is_new_before_anything_is_written(living: None, tmp_path: Path) -> None:
    rows = read(tmp_path, SHEET)
    assert people_words(lines(tmp_path, SHEET)) == (
        "4 orang baru: 1 anggota dan penitip, 1 anggota, 1 penitip, 1 pemasok. 1 orang lama menjadi penitip juga."
    )
    assert [(row.words, row.note) for row in rows[1:]] == [
        ("Simpanan pokok · Ratna Dewi", "anggota baru"),
        ("Simpanan wajib · Ratna Dewi", "anggota baru"),
        ("Bon anggota · Euis Komariah", "anggota baru"),
        ("Utang ke penitip · Ratna Dewi", "penitip baru"),
        ("Utang ke penitip · Dapur Bu Odah", "penitip baru"),
        ("Utang ke pemasok · Toko Makmur", "pemasok baru"),
        ("Utang ke penitip · Siti Wahyuni", "A-0001 menjadi penitip juga"),
        ("Akun lain · 3104 Hibah", ""),
    ]
    assert fetch("SELECT count(*) FROM person") == [(2,)]


def test_a_refused_sheet_registers_nobody(living: None, tmp_path: Path) -> None:
    with pytest.raises(OpeningUnbalanced):
        record_opening(SYSTEM, lines(tmp_path, SHEET)[:-1], DAY)
    treasurer = Actor(None, "Bu Ani", frozenset({Permission.KEEP_BOOKS}))
    with pytest.raises(NotPermitted):
        record_opening(treasurer, lines(tmp_path, SHEET), DAY)
    assert fetch("SELECT count(*) FROM person") == [(2,)]
    assert entry_count() == 0


def test_what_fails_after_they_were_registered_takes_them_back(
    living: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*args: object, **kwargs: object) -> None:
        raise RuntimeError("disk")

    monkeypatch.setattr("pkkmart.imports.operations.opening.record_opening_debts", broken)
    with pytest.raises(RuntimeError):
        record_opening(SYSTEM, lines(tmp_path, SHEET), DAY)
    assert fetch("SELECT count(*) FROM person") == [(2,)]
    assert fetch("SELECT count(*) FROM capacity") == [(3,)]
    assert entry_count() == 0


def test_who_was_registered_meanwhile_is_not_made_twice(living: None, tmp_path: Path) -> None:
    rows = read(tmp_path, SHEET)
    register_person(SYSTEM, PersonDetails(name="Euis Komariah"), [MEMBER])
    with pytest.raises(RegisteredSince) as told:
        record_opening(SYSTEM, [row.line for row in rows if row.line], DAY)
    assert str(told.value) == (
        "Euis Komariah sudah terdaftar sejak lembar ini dibaca: Euis Komariah (A-0003). Periksa barisnya, lalu "
        "bukukan lagi; belum ada yang dibukukan."
    )
    record_opening(SYSTEM, [row.line for row in judge_sheet(rows) if row.line], DAY)
    assert fetch("SELECT count(*) FROM person WHERE name = 'Euis Komariah'") == [(1,)]


def test_cancelled_and_booked_anew_it_finds_the_people_of_the_first_time(living: None, tmp_path: Path) -> None:
    record_opening(SYSTEM, lines(tmp_path, SHEET), DAY)
    cancel_opening(SYSTEM, 1, "salah jumlah")
    before = fetch(PEOPLE)
    again = lines(tmp_path, SHEET)
    assert (newcomers(again), people_words(again)) == ([], "")
    record_opening(SYSTEM, again, DAY)
    assert fetch(PEOPLE) == before
    assert entry_of("opening", 2) == entry_of("opening", 1)
    assert [check for check in verify() if not check.ok] == []


def test_two_of_one_name_are_told_apart_by_number_and_read_back_so(living: None, tmp_path: Path) -> None:
    make.member("Siti Wahyuni")
    sheet = "jenis;nama;jumlah;rupiah;sisi\nKas;Bank;;9.000;\nwajib;Siti Wahyuni;;9.000;\n"
    assert read(tmp_path, sheet)[1].reason == "Nama “Siti Wahyuni” dipakai 2 orang; tulis nomornya: A-0001 atau A-0003."
    record_opening(SYSTEM, lines(tmp_path, sheet.replace("Siti Wahyuni", "A-0003")), DAY)
    name = opening_document(1).lines[1].draft.name
    assert name == "Siti Wahyuni (A-0003)"
    again = judge_opening(OpeningDraft(OpeningKind.MANDATORY, name, 9_000)).line
    assert again is not None
    assert again.person_id == 3


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("17", "“17” bukan nomor siapa pun di toko ini, dan bukan nama. Tulis namanya; nomornya diberi program."),
        ("A-9999", "“A-9999” bukan nomor siapa pun di toko ini, dan bukan nama."),
        ("???", "“???” bukan nomor siapa pun di toko ini, dan bukan nama."),
        ("Siti " * 30, "Namanya 149 huruf, paling banyak 120. Singkatkan."),
    ],
)
def test_what_is_no_name_makes_no_person(living: None, tmp_path: Path, name: str, reason: str) -> None:
    (row,) = read(tmp_path, f"jenis;nama;jumlah;rupiah;sisi\nwajib;{name};;1.000;\n")
    assert row.line is None
    assert reason in row.reason


def test_a_name_that_resembles_another_is_pointed_out(living: None, tmp_path: Path) -> None:
    rows = read(
        tmp_path,
        "jenis;nama;jumlah;rupiah;sisi\nwajib;Siti Wahyunni;;1;\npokok;Siti Wahyunni;;1;\ntitipan;Tuti Kartika;;1;\n"
        "wajib;Tuti Kartikka;;1;\nwajib;Dewi Puspita;;1;\nwajib;Sari;;1;\n",
    )
    assert [row.alike for row in rows] == [
        "Siti Wahyuni (A-0001)", "Siti Wahyuni (A-0001)", "", "Tuti Kartika di baris 4", "",
        "Bu Sari (P-0001, A-0002)",
    ]  # fmt: skip
    assert alike_words(rows) == "3 orang baru mirip nama lain."


def test_a_misspelling_mended_in_one_row_is_mended_in_all_of_hers(living: None, tmp_path: Path) -> None:
    rows = read(
        tmp_path, "jenis;nama;jumlah;rupiah;sisi\nwajib;Siti Wahyunni;;1;\npokok;siti wahyunni;;2;\nwajib;Tuti;;3;\n"
    )
    mended = judge_opening(OpeningDraft(OpeningKind.MANDATORY, "A-0001", 1), 2, rows[1:])
    done, more = respelt([mended, *rows[1:]], rows[0], mended)
    assert more == 1
    assert [row.line.person_id for row in judge_sheet(done) if row.line] == [1, 1, None]
    # Another new name is another person: the rest stays as it was.
    other = judge_opening(OpeningDraft(OpeningKind.MANDATORY, "Siti Aisyah", 1), 2, rows[1:])
    assert respelt([other, *rows[1:]], rows[0], other)[1] == 0


def test_a_row_taken_off_the_sheet_takes_what_it_made_of_her_along(living: None, tmp_path: Path) -> None:
    rows = read(tmp_path, SHEET)
    left = judge_sheet([row for row in rows if "Simpanan" not in row.words])
    owed = [row.line.account for row in left if row.line and row.line.newcomer == "Ratna Dewi"]
    assert owed == [2103]


_NAMES = st.sampled_from(["Ratna Dewi", "ratna dewi", " Ratna  Dewi", "Odah", "ODAH", "Toko Makmur", "Euis"])
_KINDS = st.sampled_from([kind for kind in OpeningKind if kind.capacity is not None])


@given(st.lists(st.tuples(_KINDS, _NAMES), max_size=12))
def test_however_many_rows_a_name_has_it_is_one_person_with_all_she_becomes(
    typed: list[tuple[OpeningKind, str]],
) -> None:
    rows = [Judged(place, "", None, draft=OpeningDraft(kind, name, 1)) for place, (kind, name) in enumerate(typed)]
    judged = [row.line for row in judge_people(rows, Register([])) if row.line]
    new = newcomers(judged)
    wanted: dict[str, set[CapacityKind | None]] = {}
    for kind, name in typed:
        wanted.setdefault(" ".join(name.lower().split()), set()).add(kind.capacity)
    assert len(judged) == len(typed)
    assert {one.name.lower(): set(one.capacities) for one in new} == wanted
    assert len(new) == len(wanted)
    for line in judged:
        if line.draft.kind is OpeningKind.OWED:
            assert (line.account == 2102) == (MEMBER in wanted[line.newcomer.lower()])


def test_newcomers_stand_in_the_order_of_their_first_rows(living: None, tmp_path: Path) -> None:
    assert newcomers(lines(tmp_path, SHEET)) == [
        Newcomer("Ratna Dewi", (MEMBER, CONSIGNOR)),
        Newcomer("Euis Komariah", (MEMBER,)),
        Newcomer("Dapur Bu Odah", (CONSIGNOR,)),
        Newcomer("Toko Makmur", (SUPPLIER,)),
    ]
