"""Whom a name on a sheet means, and whom it resembles."""

from __future__ import annotations

import pytest

from pkkmart.imports.register import KnownPerson, Register, is_number
from pkkmart.people.queries import CapacityKind

MEMBER, CONSIGNOR = CapacityKind.MEMBER, CapacityKind.CONSIGNOR


def known(person_id: int, name: str, *numbers: str, trade_name: str = "") -> KnownPerson:
    kind_of = {"A": MEMBER, "P": CONSIGNOR, "S": CapacityKind.SUPPLIER}
    held = frozenset(kind_of[number[0]] for number in numbers)
    return KnownPerson(person_id, name, trade_name, numbers, held)


SITI = known(1, "Siti Wahyuni", "A-0031")
SARI = known(2, "Sari Lestari", "P-0002", trade_name="Dapur Bu Sari")
YUNI, YUNI_TOO = known(3, "Yuni", "A-0003", "P-0009"), known(4, "Yuni", "A-0004")
RINA = known(5, "Bu Rina")
BOOK = Register([SITI, SARI, YUNI, YUNI_TOO, RINA])


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("siti  WAHYUNI", [SITI]),
        ("a-0031", [SITI]),
        ("Siti Wahyuni (A-0031)", [SITI]),
        ("Dapur Bu Sari", [SARI]),
        ("Sari Lestari", [SARI]),
        ("Yuni", [YUNI, YUNI_TOO]),
        ("Yuni (A-0003, P-0009)", [YUNI]),
        ("Yuni (A-0004)", [YUNI_TOO]),
        ("Siti", []),
    ],
)
def test_people_answer_to_number_name_and_trade_name(name: str, found: list[KnownPerson]) -> None:
    assert BOOK.find(name, MEMBER) == found


def test_of_two_of_one_name_she_is_meant_who_is_what_the_row_says() -> None:
    assert BOOK.find("Yuni", CONSIGNOR) == [YUNI]


def test_everyone_can_be_written_so_that_nobody_else_is_meant() -> None:
    assert [BOOK.spelling(one) for one in (SITI, SARI, YUNI_TOO)] == ["Siti Wahyuni", "Dapur Bu Sari", "Yuni (A-0004)"]
    for person in (SITI, SARI, YUNI, YUNI_TOO, RINA):
        assert BOOK.find(BOOK.spelling(person), MEMBER) == [person]


@pytest.mark.parametrize(
    "name",
    ["Bu Siti Wahyuni", "Hj. Siti Wahyuni", "Wahyuni Siti", "Sitti Wahyuni", "Siti Wahyunni", "Sitiwahyuni",
     "Siti Wahyumi", "Siti Whayuni", "Siti W.", "Siti Wahjoeni"],
)  # fmt: skip
def test_a_misspelt_name_is_near(name: str) -> None:
    assert BOOK.near(name) is SITI


@pytest.mark.parametrize("name", ["Tuti Wahyuni", "Siti Rahayu", "Siti", "Yani", "Dewi Kartika"])
def test_another_name_is_not(name: str) -> None:
    assert BOOK.near(name) is None


def test_a_part_of_a_name_is_pointed_out_too() -> None:
    assert [BOOK.part(name) for name in ("Siti", "Rina Marlina", "Tuti")] == [SITI, RINA, None]


@pytest.mark.parametrize(
    ("name", "is_one"),
    [("12", True), ("A-0031", True), ("a 31", True), ("-", True), ("?", True), ("Siti 2", False), ("KWT 5", False)],
)
def test_a_number_is_no_name(name: str, is_one: bool) -> None:
    assert is_number(name) is is_one
