"""Persons with their capacities, found by number, name or trade name."""

from __future__ import annotations

from datetime import date

import pytest

from pkkmart.core.actor import SYSTEM
from pkkmart.core.db import db, fetch
from pkkmart.core.errors import NotPermitted
from pkkmart.people.operations import (
    AlreadyInGroup,
    AreaUnknown,
    CapacityExists,
    NameMissing,
    NikWrong,
    PersonDetails,
    grant_capacity,
    join_group,
    register_household,
    register_person,
)
from pkkmart.people.queries import (
    CapacityKind,
    areas,
    find_people,
    has_capacity,
    member_number,
    people_with,
    person_name,
)
from tests import make

pytestmark = pytest.mark.usefixtures("shop")
MEMBER, CONSIGNOR = CapacityKind.MEMBER, CapacityKind.CONSIGNOR
DAY = date(2026, 11, 24)


def enrol(name: str, *kinds: CapacityKind, trade_name: str = "", since: date = make.START) -> int:
    return register_person(SYSTEM, PersonDetails(name=name, trade_name=trade_name), kinds, since=since)


def found(kind: CapacityKind, text: str) -> list[str]:
    return [row.name for row in find_people(kind, text)]


def test_each_capacity_counts_its_own_numbers() -> None:
    siti, sari = enrol("Siti", MEMBER, CONSIGNOR), enrol("Sari", CONSIGNOR)
    assert grant_capacity(SYSTEM, sari, MEMBER) == "A-0002"
    assert grant_capacity(SYSTEM, siti, CapacityKind.SUPPLIER) == "S-0001"
    assert fetch("SELECT person_id, number FROM capacity ORDER BY id") == [
        (siti, "A-0001"), (siti, "P-0001"), (sari, "P-0002"), (sari, "A-0002"), (siti, "S-0001"),
    ]  # fmt: skip
    assert (member_number(siti), member_number(enrol("Tuti"))) == ("A-0001", "")


def test_the_ten_thousandth_member_has_a_number_too() -> None:
    siti = enrol("Siti", MEMBER)
    db.execute_sql("UPDATE capacity SET number = 'A-9999' WHERE person_id = ?", (siti,))
    enrol("Ani", MEMBER)
    enrol("Ina", MEMBER)
    assert [row[0] for row in fetch("SELECT number FROM capacity ORDER BY id")] == ["A-9999", "A-10000", "A-10001"]


def test_a_capacity_is_held_once_at_a_time() -> None:
    siti = enrol("Siti Wahyuni", MEMBER)
    with pytest.raises(CapacityExists) as refused:
        grant_capacity(SYSTEM, siti, MEMBER)
    assert str(refused.value) == "Siti Wahyuni sudah tercatat (A-0001). Tidak perlu didaftarkan lagi."
    db.execute_sql("UPDATE capacity SET until = '2026-06-01'")
    assert grant_capacity(SYSTEM, siti, MEMBER) == "A-0002"
    assert member_number(siti) == "A-0002"


def test_a_capacity_holds_between_its_days() -> None:
    siti = enrol("Siti", MEMBER, since=date(2026, 3, 1))
    db.execute_sql("UPDATE capacity SET until = '2026-11-24'")
    days = (date(2026, 2, 28), date(2026, 3, 1), date(2026, 11, 23), date(2026, 11, 24))
    assert [has_capacity(siti, MEMBER, day) for day in days] == [False, True, True, False]
    assert [row.name for row in people_with(MEMBER, date(2026, 11, 23))] == ["Siti"]
    assert people_with(MEMBER) == []
    assert not has_capacity(siti, CONSIGNOR, date(2026, 3, 1))


def test_a_person_is_found_by_number_name_or_trade_name_in_any_order() -> None:
    enrol("Siti Wahyuni", MEMBER, CONSIGNOR, trade_name="Dapur Berkah")
    enrol("Wahyuni Astuti", MEMBER)
    enrol("100% Halal_1", MEMBER)
    assert found(MEMBER, "a-0002") == ["Wahyuni Astuti"]
    assert found(MEMBER, "wahyu") == ["Wahyuni Astuti", "Siti Wahyuni"]
    assert found(MEMBER, "yuni sit") == ["Siti Wahyuni"]
    assert found(CONSIGNOR, "berkah dap") == ["Siti Wahyuni"]
    assert found(CONSIGNOR, "astuti") == []
    assert found(MEMBER, "0% l_1") == ["100% Halal_1"]
    assert found(MEMBER, "_") == ["100% Halal_1"]
    assert found(MEMBER, "'; DROP TABLE person; --") == []
    assert len(found(MEMBER, "")) == 3
    assert [row.display_name for row in people_with(CONSIGNOR)] == ["Dapur Berkah"]


def test_who_is_called_so_comes_before_who_only_holds_the_letters() -> None:
    for name in ("Aceng Surveti", "Bu Eti Kartika", "Eti Suhaeti", "Wati Rohaeti"):
        enrol(name, MEMBER)
    enrol("Zahra", MEMBER, trade_name="Etika Snack")
    assert found(MEMBER, "eti") == ["Eti Suhaeti", "Zahra", "Bu Eti Kartika", "Aceng Surveti", "Wati Rohaeti"]
    assert found(MEMBER, "eti k") == ["Bu Eti Kartika", "Zahra"]
    assert [row.name for row in find_people(MEMBER, "eti", limit=1)] == ["Eti Suhaeti"]


def test_a_name_is_tidied_and_required() -> None:
    assert person_name(enrol("  Siti   Wahyuni ")) == "Siti Wahyuni"
    for name in ("", "   "):
        with pytest.raises(NameMissing):
            enrol(name)
    with pytest.raises(LookupError):
        person_name(99)


@pytest.mark.parametrize("nik", ["", "123", "3674071234567890x", "36740712345678901", "³674071234567890"])
def test_a_nik_has_sixteen_digits(nik: str) -> None:
    with pytest.raises(NikWrong):
        register_person(SYSTEM, PersonDetails(name="Siti", nik=nik))
    assert fetch("SELECT count(*) FROM person") == [(0,)]


def test_a_full_registration_keeps_everything() -> None:
    area = areas("VILLAGE")[0]
    household = register_household(SYSTEM, "Keluarga Wahyuni", card_number="3674", area_code=area.code)
    person_id = register_person(
        SYSTEM,
        PersonDetails(
            name="Siti", nik="3674071234567890", area_code=area.code, household_id=household, gender="F",
            up2k_level="MADYA", baseline_income_idr=1_500_000, consent_on="2026-11-24",
        ),
        [MEMBER],
    )  # fmt: skip
    assert fetch(
        "SELECT p.area_id, p.household_id, p.created_at, b.name, l.level, l.since, i.monthly_income_idr, i.told_on"
        " FROM person p JOIN business b ON b.owner_id = p.id JOIN business_level l ON l.business_id = b.id"
        " JOIN business_baseline i ON i.business_id = b.id WHERE p.id = ?", (person_id,)
    ) == [
        (area.id, household, "2026-11-24T03:42:07.000000Z", "Siti", "MADYA", "2026-11-24", 1_500_000, "2026-11-24")
    ]  # fmt: skip
    assert people_with(MEMBER)[0].area == area.name


def test_an_area_nobody_knows_is_said_not_forgotten() -> None:
    for register in (
        lambda: register_person(SYSTEM, PersonDetails(name="Siti", area_code="99.99")),
        lambda: register_household(SYSTEM, "Keluarga", area_code="99.99"),
    ):
        with pytest.raises(AreaUnknown) as refused:
            register()
        assert str(refused.value) == "Kode wilayah 99.99 tidak dikenal. Pilih kelurahan dari daftar."


def test_a_group_has_members_once() -> None:
    group = register_person(SYSTEM, PersonDetails(name="Kelompok Melati", kind="GROUP"), [CONSIGNOR])
    siti = enrol("Siti")
    join_group(SYSTEM, group, siti)
    with pytest.raises(AlreadyInGroup) as refused:
        join_group(SYSTEM, group, siti)
    assert str(refused.value) == "Siti sudah anggota Kelompok Melati."
    assert fetch("SELECT group_id, person_id, since, until, share_bp FROM group_member") == [
        (group, siti, "2026-11-24", None, None)
    ]


def test_a_cashier_does_not_register_people() -> None:
    with pytest.raises(NotPermitted):
        register_person(make.cashier(), PersonDetails(name="Siti"))


def test_the_city_has_seven_kecamatan_and_fifty_four_kelurahan() -> None:
    levels = dict(fetch("SELECT level, count(*) FROM area GROUP BY level"))
    assert levels == {"PROVINCE": 1, "CITY": 1, "DISTRICT": 7, "VILLAGE": 54}
    districts = {row.id: row for row in areas("DISTRICT")}
    assert all(village.parent_id in districts for village in areas("VILLAGE"))
    assert {row.name for row in districts.values()} == {
        "Serpong", "Serpong Utara", "Pondok Aren", "Ciputat", "Ciputat Timur", "Pamulang", "Setu",
    }  # fmt: skip
    assert all(village.code.startswith(districts[village.parent_id or 0].code) for village in areas("VILLAGE"))
