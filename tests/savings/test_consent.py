"""Paying from sukarela: by the member's PIN where the shop asks for it, and by nothing else there."""

from __future__ import annotations

import json
import sqlite3

import pytest

from pkkmart.core.actor import SYSTEM, Actor, Approval
from pkkmart.core.db import db, fetch
from pkkmart.core.errors import NotPermitted, UserError
from pkkmart.people.operations import PersonDetails, register_person
from pkkmart.sales.cart import Cart, Member
from pkkmart.sales.operations import checkout
from pkkmart.sales.tenders import Paid, Tender
from pkkmart.savings.operations import (
    ConsentMissing,
    ConsentResult,
    MemberPinUnfit,
    NotEnoughToPay,
    NotMember,
    PinNotSet,
    choose_consent,
    consent_by_pin,
    consent_by_word,
    deposit,
    set_member_pin,
)
from pkkmart.savings.queries import balances, pin_state
from pkkmart.savings.rules import SavingsKind
from pkkmart.savings.settings import CONSENT, PRINCIPAL_IDR, Consent
from pkkmart.till.places import CashPlace
from pkkmart.users.roles import Role
from tests import make
from tests.books import entry_count, entry_of
from tests.conftest import FrozenClock
from tests.scenarios.proofs import failures

AGREED = ConsentResult(True)


@pytest.fixture
def rina(shop: FrozenClock) -> Actor:
    return make.cashier()


@pytest.fixture
def siti(rina: Actor) -> Member:
    """A member with 100.000 of sukarela and the PIN 2580, in a shop that asks for it."""
    siti = make.member()
    make.shift(rina)
    deposit(rina, siti.person_id, SavingsKind.VOLUNTARY, 100_000, CashPlace.DRAWER, till_id=1)
    choose_consent(SYSTEM, Consent.PIN, 0)
    set_member_pin(SYSTEM, siti.person_id, "2580")
    return siti


@pytest.fixture
def cart(siti: Member) -> Cart:
    """A cart of one product for 17.500, of that member."""
    return make.cart((make.product(), 1), buyer=siti)


def pay(rina: Actor, cart: Cart, saved_idr: int) -> int:
    """Sell the cart, an amount from sukarela and the rest in cash; returns the sale's id."""
    left = cart.total_idr - saved_idr
    return checkout(rina, cart, left + 100 if left else 0, others=(Paid(Tender.SAVINGS, saved_idr),), till_id=1).sale.id


def audited(name: str) -> list[dict[str, object]]:
    """The details of an operation's log entries, oldest first."""
    return [json.loads(row[0]) for row in fetch("SELECT details FROM audit WHERE act = ? ORDER BY id", (name,))]


def test_a_pin_allows_exactly_this_amount_for_this_cart(rina: Actor, siti: Member, cart: Cart) -> None:
    assert consent_by_pin(rina, cart.id, siti.person_id, 17_500, "2580") == AGREED
    sale_id = pay(rina, cart, 17_500)
    assert entry_of("sale", sale_id) == "2111(Siti Wahyuni) D 17.500 / 4101 K 17.500"
    assert balances(siti.person_id).voluntary_idr == 82_500
    assert fetch("SELECT cart_id, person_id, amount_idr, user_id FROM savings_consent") == [
        (cart.id, siti.person_id, 17_500, rina.id)
    ]
    assert failures() == []


def test_without_the_pin_nothing_is_sold(rina: Actor, cart: Cart) -> None:
    before = entry_count()
    with pytest.raises(ConsentMissing) as told:
        pay(rina, cart, 17_500)
    assert str(told.value) == (
        "Siti Wahyuni belum menyetujui 17.500 dari simpanannya dengan PIN. Pilih Simpanan (F10) lagi dan minta ia "
        "mengetik PIN-nya, atau pakai cara bayar lain."
    )
    assert (entry_count(), fetch("SELECT count(*) FROM sale")) == (before, [(0,)])


def test_consent_is_for_one_amount_cart_and_member(rina: Actor, siti: Member, cart: Cart) -> None:
    consent_by_pin(rina, cart.id, siti.person_id, 10_000, "2580")
    for wanted in (9_999, 10_001, 17_500):
        with pytest.raises(ConsentMissing):
            pay(rina, cart, wanted)
    other_cart = make.cart((cart.lines[0].product_id, 1), buyer=siti)
    with pytest.raises(ConsentMissing):
        pay(rina, other_cart, 10_000)
    lina = make.member("Lina Marliana")
    deposit(rina, lina.person_id, SavingsKind.VOLUNTARY, 50_000, CashPlace.DRAWER, till_id=1)
    with pytest.raises(ConsentMissing):
        pay(rina, cart.with_member(lina), 10_000)
    sale_id = pay(rina, cart, 10_000)
    assert entry_of("sale", sale_id) == "1101 D 7.500 / 2111(Siti Wahyuni) D 10.000 / 4101 K 17.500"


def test_the_latest_amount_counts(rina: Actor, siti: Member, cart: Cart) -> None:
    consent_by_pin(rina, cart.id, siti.person_id, 17_500, "2580")
    consent_by_pin(rina, cart.id, siti.person_id, 5_000, "2580")
    with pytest.raises(ConsentMissing):
        pay(rina, cart, 17_500)
    pay(rina, cart, 5_000)


def test_change_into_savings_and_a_shop_that_only_asks_need_no_pin(rina: Actor, siti: Member, cart: Cart) -> None:
    checkout(rina, cart, 20_000, to_savings_idr=2_500, till_id=1)
    assert balances(siti.person_id).voluntary_idr == 102_500
    choose_consent(SYSTEM, Consent.CONFIRM, 0)
    pay(rina, make.cart((cart.lines[0].product_id, 1), buyer=siti), 17_500)
    assert balances(siti.person_id).voluntary_idr == 85_000
    assert fetch("SELECT count(*) FROM savings_consent") == [(0,)]


def test_consent_by_word_is_recorded_but_is_no_pin(rina: Actor, siti: Member, cart: Cart) -> None:
    with pytest.raises(ConsentMissing):
        consent_by_word(rina, cart.id, siti.person_id, 17_500)
    choose_consent(SYSTEM, Consent.CONFIRM, 0)
    consent_by_word(rina, cart.id, siti.person_id, 17_500)
    assert fetch("SELECT cart_id, person_id, amount_idr, user_id FROM savings_consent") == [
        (cart.id, siti.person_id, 17_500, rina.id)
    ]


def test_a_wrong_pin_is_returned_and_stays_on_record(rina: Actor, siti: Member, cart: Cart) -> None:
    assert consent_by_pin(rina, cart.id, siti.person_id, 17_500, "1111") == ConsentResult(False, tries_left=4)
    assert audited("consent_by_pin") == [{"amount": 17_500, "refused": "wrong PIN"}]
    assert fetch("SELECT subject FROM audit WHERE act = 'consent_by_pin'") == [
        (f"cart {cart.id[:8]} person {siti.person_id} Siti Wahyuni",)
    ]
    assert fetch("SELECT succeeded, user_id FROM member_pin_attempt") == [(0, rina.id)]
    with pytest.raises(ConsentMissing):
        pay(rina, cart, 17_500)


def test_five_wrong_in_a_row_block_it_for_fifteen_minutes(
    rina: Actor, siti: Member, cart: Cart, shop: FrozenClock
) -> None:
    def try_(pin: str) -> ConsentResult:
        return consent_by_pin(rina, cart.id, siti.person_id, 17_500, pin)

    assert [try_("9999").tries_left for _again in range(4)] == [4, 3, 2, 1]
    assert try_("9999") == ConsentResult(False, wait_minutes=15)
    shop.pass_(minutes=14, seconds=30)
    assert try_("2580") == ConsentResult(False, wait_minutes=1), "the right one too: it may have been guessed"
    assert audited("consent_by_pin")[-1] == {"amount": 17_500, "refused": "pause"}
    assert fetch("SELECT count(*) FROM member_pin_attempt") == [(5,)], "who waits makes the wait no longer"
    shop.pass_(seconds=30)
    assert try_("9998") == ConsentResult(False, wait_minutes=15), "one more wrong one blocks it again"
    shop.pass_(minutes=15)
    assert try_("2580") == AGREED
    assert try_("9999") == ConsentResult(False, tries_left=4), "a right one starts the count anew"


def test_a_right_pin_between_wrong_ones_blocks_nobody(rina: Actor, siti: Member, cart: Cart) -> None:
    for pin in ("9999", "9999", "9999", "9999", "2580", "9999"):
        result = consent_by_pin(rina, cart.id, siti.person_id, 17_500, pin)
    assert result == ConsentResult(False, tries_left=4)


def test_a_new_pin_replaces_the_old_one_and_its_wrong_tries(rina: Actor, siti: Member, cart: Cart) -> None:
    for _again in range(5):
        consent_by_pin(rina, cart.id, siti.person_id, 17_500, "9999")
    set_member_pin(SYSTEM, siti.person_id, "314159")
    assert consent_by_pin(rina, cart.id, siti.person_id, 17_500, "2580") == ConsentResult(False, tries_left=4)
    assert consent_by_pin(rina, cart.id, siti.person_id, 17_500, "314159") == AGREED
    assert [row["replaced"] for row in audited("set_member_pin")] == [False, True]
    hashes = [row[0] for row in fetch("SELECT pin_hash FROM member_pin ORDER BY id")]
    assert [text.startswith("$argon2id$") for text in hashes] == [True, True]
    assert "314159" not in str(fetch("SELECT * FROM audit")) + str(hashes)


def test_without_a_pin_the_refusal_says_where_to_make_one(rina: Actor, siti: Member, cart: Cart) -> None:
    lina = make.member("Lina Marliana")
    with pytest.raises(PinNotSet) as told:
        consent_by_pin(rina, cart.id, lina.person_id, 5_000, "2580")
    assert str(told.value) == (
        "Lina Marliana belum punya PIN. Buatkan di Simpanan (F6 di halamannya), atau pilih cara bayar lain untuk "
        "belanja ini."
    )


def test_no_pin_is_asked_for_more_than_the_balance(rina: Actor, siti: Member, cart: Cart) -> None:
    with pytest.raises(NotEnoughToPay):
        consent_by_pin(rina, cart.id, siti.person_id, 100_001, "2580")
    assert fetch("SELECT count(*) FROM member_pin_attempt") == [(0,)]


@pytest.mark.parametrize("pin", ["", "123", "1234567", "0000", "12a4", "１２３４"])
def test_a_pin_no_member_can_have(siti: Member, pin: str) -> None:
    with pytest.raises(MemberPinUnfit):
        set_member_pin(SYSTEM, siti.person_id, pin)


def test_only_keep_people_sets_a_pin_and_only_of_a_member(rina: Actor, siti: Member) -> None:
    with pytest.raises(NotPermitted):
        set_member_pin(rina, siti.person_id, "8520")
    dewi = make.cashier("Bu Dewi", "2345", Role.SUPERVISOR)
    set_member_pin(rina, siti.person_id, "8520", approval=Approval(dewi, "lupa PIN"))
    assert fetch("SELECT actor, approver FROM audit WHERE act = 'set_member_pin' ORDER BY id DESC LIMIT 1") == [
        ("Bu Rina", "Bu Dewi")
    ]
    stranger = register_person(SYSTEM, PersonDetails(name="Bu Tini"), [])
    with pytest.raises(NotMember):
        set_member_pin(SYSTEM, stranger, "8520")
    assert pin_state(stranger) is None


def test_the_shop_chooses_how_members_agree(rina: Actor) -> None:
    assert (CONSENT.get(), PRINCIPAL_IDR.get()) == ("confirm", 0)
    with pytest.raises(NotPermitted):
        choose_consent(rina, Consent.PIN, 0)
    choose_consent(SYSTEM, Consent.PIN, 100_000)
    choose_consent(SYSTEM, Consent.PIN, 100_000)
    assert (CONSENT.get(), PRINCIPAL_IDR.get()) == ("pin", 100_000)
    assert len(fetch("SELECT 1 FROM setting WHERE key LIKE 'savings.%'")) == 2, "what is the same is not written again"
    with pytest.raises(UserError):
        choose_consent(SYSTEM, Consent.PIN, -1)


@pytest.mark.parametrize(
    "attack",
    [
        "UPDATE savings_consent SET amount_idr = 1000000",
        "DELETE FROM savings_consent",
        "INSERT OR REPLACE INTO savings_consent SELECT id, cart_id, person_id, 9, recorded_at, user_id"
        " FROM savings_consent",
        "UPDATE member_pin SET pin_hash = ''",
        "DELETE FROM member_pin",
        "INSERT OR REPLACE INTO member_pin SELECT id, person_id, '', set_at, user_id FROM member_pin",
        "UPDATE member_pin_attempt SET succeeded = 1",
        "DELETE FROM member_pin_attempt",
        "INSERT INTO savings_consent VALUES (NULL, 'x', 1, 0, '', NULL)",
    ],
)
def test_what_was_agreed_and_tried_cannot_be_changed(rina: Actor, siti: Member, cart: Cart, attack: str) -> None:
    consent_by_pin(rina, cart.id, siti.person_id, 17_500, "2580")
    with pytest.raises(sqlite3.IntegrityError):
        db.connection().execute(attack)
