"""Registering a member at the till: the person, the number, pokok in the drawer, and nobody twice."""

from __future__ import annotations

from datetime import date

import pytest

from pkkmart.consignment.operations import agree_terms
from pkkmart.consignment.rules import Bearer, Terms, TermsModel
from pkkmart.core.actor import SYSTEM, Actor, Approval
from pkkmart.core.db import fetch
from pkkmart.core.errors import NotPermitted, UserError
from pkkmart.people.operations import AreaUnknown, CapacityExists, NameMissing, PersonDetails, register_person
from pkkmart.people.queries import CapacityKind, VillageRow, find_villages, has_capacity, member_card
from pkkmart.printing.queries import jobs_of
from pkkmart.sales.cart import Member
from pkkmart.savings.operations import AmountUnfit, Joined, Newcomer, PhoneUnfit, SamePerson, join
from pkkmart.savings.queries import Balances, balances
from pkkmart.till.operations import NoShift
from pkkmart.till.queries import expected_idr
from pkkmart.users.roles import Role
from tests import make
from tests.books import entry_count, entry_of
from tests.conftest import FrozenClock
from tests.scenarios.proofs import failures

KNOWN = frozenset({"same_person"})


@pytest.fixture
def dewi(shop: FrozenClock) -> Actor:
    return make.cashier("Bu Dewi", "2345", Role.SUPERVISOR)


@pytest.fixture
def siti(dewi: Actor) -> int:
    """Siti Wahyuni, A-0001, of the first kelurahan, with a phone."""
    return register_person(
        SYSTEM,
        PersonDetails(name="Siti Wahyuni", phone="0812 3456 7890", area_code=villages()[0]),
        [CapacityKind.MEMBER],
        since=make.START,
    )


def villages() -> list[str]:
    return [code for (code,) in fetch("SELECT code FROM area WHERE level = 'VILLAGE' ORDER BY code")]


@pytest.mark.worked_entry("29a")
def test_pokok_and_the_person_in_one_go(dewi: Actor) -> None:
    shift = make.shift(dewi)
    code = villages()[3]
    joined = join(dewi, Newcomer("  Rahma   Dewi ", "+62 812-1111-2222", code, 100_000), till_id=1)
    assert joined.slip is not None
    assert (joined.name, joined.number, joined.slip.number) == ("Rahma Dewi", "A-0001", "SP-26-000001")
    assert entry_of("savings_slip", joined.slip.id) == "1101 D 100.000 / 3101(Rahma Dewi) K 100.000"
    assert balances(joined.person_id) == Balances(principal_idr=100_000)
    assert expected_idr(shift.id) == 100_000
    assert [job.title for job in jobs_of("savings_slip", joined.slip.id)] == ["SP-26-000001"]
    card = member_card(joined.person_id, private=True)
    assert card is not None
    assert (card.name, card.number, card.since, card.phone) == (
        "Rahma Dewi", "A-0001", "2026-11-24", "+62 812-1111-2222",
    )  # fmt: skip
    assert fetch(
        "SELECT consent_on, (SELECT code FROM area WHERE id = area_id) FROM person WHERE id = ?", (joined.person_id,)
    ) == [("2026-11-24", code)]
    assert fetch("SELECT subject FROM audit WHERE act = 'join'") == [(f"person {joined.person_id} A-0001 Rahma Dewi",)]
    assert failures() == []


def test_pokok_may_come_later(dewi: Actor) -> None:
    make.shift(dewi)
    before = entry_count()
    joined = join(dewi, Newcomer("Rahma"), till_id=1)
    assert joined == Joined(joined.person_id, "Rahma", "A-0001", None)
    assert (entry_count(), fetch("SELECT count(*) FROM savings_slip")) == (before, [(0,)])


@pytest.mark.worked_entry("member-price-owned")
def test_a_newcomer_is_a_member_on_the_shifts_own_day(dewi: Actor, shop: FrozenClock) -> None:
    make.shift(dewi)
    shop.pass_(hours=20)
    joined = join(dewi, Newcomer("Rahma", principal_idr=50_000), till_id=1)
    assert has_capacity(joined.person_id, CapacityKind.MEMBER, date(2026, 11, 24))
    gula = make.product("Gula", 17_500, member_price_idr=17_000)
    buyer = Member(joined.person_id, joined.name, joined.number)
    sold = make.sell(dewi, (gula, 1), buyer=buyer)
    assert entry_of("sale", sold.sale.id) == "1101 D 17.000 / 4101 K 17.000"
    assert failures() == []


def test_a_cashier_needs_an_approval(dewi: Actor) -> None:
    rina = make.cashier()
    make.shift(rina)
    with pytest.raises(NotPermitted):
        join(rina, Newcomer("Rahma"), till_id=1)
    joined = join(
        rina, Newcomer("Rahma", principal_idr=25_000), approval=Approval(dewi, "anggota baru Rahma"), till_id=1
    )
    assert fetch("SELECT actor, approver, reason FROM audit WHERE act = 'join'") == [
        ("Bu Rina", "Bu Dewi", "anggota baru Rahma")
    ]
    assert balances(joined.person_id).principal_idr == 25_000


@pytest.mark.parametrize(
    ("newcomer", "why"),
    [
        (Newcomer("Bu Rahma", "+62 812-3456-7890"), "nomor HP-nya sama"),
        (Newcomer("Wahyuni Siti", area_code="36.74.01"), "namanya mirip dan kelurahannya sama, Ciater"),
        (Newcomer("Ibu Siti Wahyuningi", area_code="36.74.01"), "namanya mirip dan kelurahannya sama, Ciater"),
        (Newcomer("siti wahyuni"), "namanya sama"),
    ],
)
def test_a_likely_known_person_is_asked_about_by_name(siti: int, dewi: Actor, newcomer: Newcomer, why: str) -> None:
    if newcomer.area_code:
        newcomer = Newcomer(newcomer.name, area_code=villages()[0])
    with pytest.raises(SamePerson) as told:
        join(dewi, newcomer, till_id=1)
    assert str(told.value) == f"Sudah ada Siti Wahyuni (A-0001), {why}. Apakah dia orangnya?"
    assert fetch("SELECT count(*) FROM capacity") == [(1,)]
    assert join(dewi, newcomer, confirmed=KNOWN, till_id=1).number == "A-0002"


@pytest.mark.parametrize(
    ("name", "phone", "place"),
    [
        ("Siti Wahyuni", "", 1),
        ("Siti Aminah", "", 0),
        ("Siti Wahid", "0812 3456 7891", 0),
        ("Wahyu", "", None),
    ],
)
def test_another_person_is_not_asked_about(siti: int, dewi: Actor, name: str, phone: str, place: int | None) -> None:
    code = None if place is None else villages()[place]
    assert join(dewi, Newcomer(name, phone, code), till_id=1).number == "A-0002"


def test_a_known_consignor_is_named_with_the_number(dewi: Actor) -> None:
    register_person(SYSTEM, PersonDetails(name="Sari Lestari", phone="0813777"), [CapacityKind.CONSIGNOR])
    with pytest.raises(SamePerson, match=r"Sudah ada Sari Lestari \(P-0001\), namanya sama"):
        join(dewi, Newcomer("Bu Sari Lestari"), till_id=1)


@pytest.fixture
def sari(dewi: Actor) -> int:
    """Sari Lestari, P-0001, a consignor by 10 % who is no member."""
    person_id = register_person(SYSTEM, PersonDetails(name="Sari Lestari"), [CapacityKind.CONSIGNOR], since=make.START)
    agree_terms(SYSTEM, person_id, Terms(TermsModel.PERCENT, 1_000, None, Bearer.SHOP), valid_from=make.START)
    return person_id


def test_a_consignor_becomes_a_member_too(dewi: Actor, sari: int) -> None:
    make.shift(dewi)
    people = fetch("SELECT count(*) FROM person")
    newcomer = Newcomer("Bu Sari Lestari", "0813 777 8888", villages()[3], 100_000)
    with pytest.raises(SamePerson) as told:
        join(dewi, newcomer, till_id=1)
    assert (told.value.known.person_id, told.value.known.is_member) == (sari, False)
    joined = join(dewi, newcomer, person_id=told.value.known.person_id, till_id=1)
    assert joined.slip is not None
    assert (joined.person_id, joined.name, joined.number) == (sari, "Sari Lestari", "A-0001")
    assert entry_of("savings_slip", joined.slip.id) == "1101 D 100.000 / 3101(Sari Lestari) K 100.000"
    assert fetch("SELECT count(*) FROM person") == people
    assert fetch("SELECT kind, number, since FROM capacity WHERE person_id = ? ORDER BY id", (sari,)) == [
        ("CONSIGNOR", "P-0001", "2026-01-01"),
        ("MEMBER", "A-0001", "2026-11-24"),
    ]
    assert fetch(
        "SELECT name, phone, consent_on, (SELECT code FROM area WHERE id = area_id) FROM person WHERE id = ?", (sari,)
    ) == [("Sari Lestari", "0813 777 8888", "2026-11-24", villages()[3])]
    assert fetch("SELECT subject FROM audit WHERE act = 'join'") == [(f"person {sari} A-0001 Sari Lestari",)]
    with pytest.raises(CapacityExists, match=r"Sari Lestari sudah tercatat \(A-0001\)"):
        join(dewi, newcomer, person_id=sari, till_id=1)
    assert failures() == []


def test_a_newcomer_is_named_by_the_own_name(dewi: Actor) -> None:
    details = PersonDetails(name="Asih Rahayu", trade_name="Kue Bu Asih")
    register_person(SYSTEM, details, [CapacityKind.CONSIGNOR])
    with pytest.raises(SamePerson, match=r"Sudah ada Asih Rahayu \(P-0001, Kue Bu Asih\), namanya sama\. Apakah"):
        join(dewi, Newcomer("Asih Rahayu"), till_id=1)


def test_what_is_on_record_stays(dewi: Actor) -> None:
    sari = register_person(
        SYSTEM,
        PersonDetails(name="Sari Lestari", phone="0813777", area_code=villages()[0], consent_on="2026-02-01"),
        [CapacityKind.SUPPLIER],
    )
    join(dewi, Newcomer("Sari Lestari", "0899 1234 5678", villages()[5]), person_id=sari, till_id=1)
    assert fetch(
        "SELECT phone, consent_on, (SELECT code FROM area WHERE id = area_id) FROM person WHERE id = ?", (sari,)
    ) == [("0813777", "2026-02-01", villages()[0])]
    assert fetch("SELECT json_extract(details, '$.filled') FROM audit WHERE act = 'join'") == [("[]",)]


def test_titipan_is_a_members_from_the_membership_on(dewi: Actor, sari: int) -> None:
    lemper = make.product("Lemper", 2_000, owner_id=sari)
    make.delivered(sari, lemper, 20)
    make.shift(dewi)
    before = make.sell(dewi, (lemper, 5))
    assert entry_of("sale", before.sale.id) == "1101 D 10.000 / 2103(Sari Lestari) K 9.000 / 4113 K 1.000"
    join(dewi, Newcomer("Sari Lestari"), person_id=sari, till_id=1)
    after = make.sell(dewi, (lemper, 5))
    assert entry_of("sale", after.sale.id) == "1101 D 10.000 / 2102(Sari Lestari) K 9.000 / 4103 K 1.000"
    assert failures() == []


def test_a_group_never_counts_as_the_same_person(dewi: Actor) -> None:
    register_person(
        SYSTEM,
        PersonDetails(name="Kelompok Melati", kind="GROUP", phone="0812 3456 7890"),
        [CapacityKind.CONSIGNOR],
    )
    assert join(dewi, Newcomer("Rahma", "0812 3456 7890"), till_id=1).number == "A-0001"


@pytest.mark.parametrize(
    ("newcomer", "refusal"),
    [
        (Newcomer("  "), NameMissing),
        (Newcomer("Rahma", "12345"), PhoneUnfit),
        (Newcomer("Rahma", "nol delapan"), PhoneUnfit),
        (Newcomer("Rahma", area_code="99.99"), AreaUnknown),
        (Newcomer("Rahma", principal_idr=-1), AmountUnfit),
        (Newcomer("Rahma", principal_idr=50_000), NoShift),
    ],
)
def test_what_is_wrong_leaves_nothing_behind(dewi: Actor, newcomer: Newcomer, refusal: type[UserError]) -> None:
    if refusal is not NoShift:
        make.shift(dewi)
    people, entries = fetch("SELECT count(*) FROM person"), entry_count()
    with pytest.raises(refusal):
        join(dewi, newcomer, till_id=1)
    assert (fetch("SELECT count(*) FROM person"), entry_count()) == (people, entries)


def test_a_kelurahan_is_found_by_a_piece_of_its_name_or_of_its_kecamatan(shop: FrozenClock) -> None:
    assert [row.name for row in find_villages("betung")] == ["Pondok Betung"]
    assert find_villages("pondok betung") == [
        VillageRow(find_villages("betung")[0].code, "Pondok Betung", "Pondok Aren")
    ]
    assert [row.district for row in find_villages("setu", limit=3)] == ["Setu"] * 3
    assert find_villages("serpong")[0].name.startswith("Serpong")
    assert (find_villages(""), find_villages("  "), find_villages("%"), find_villages("xyz")) == ([], [], [], [])
