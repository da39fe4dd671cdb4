"""The rules of the counter: each is shown, explained, checked and recorded; dated ones wait for the next day."""

from __future__ import annotations

import json

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QLabel

from pkkmart.core.actor import Actor, Permission
from pkkmart.core.db import fetch
from pkkmart.core.errors import NotPermitted
from pkkmart.savings.settings import CONSENT, Consent
from pkkmart.shell.doors import DOORS
from pkkmart.shell.operations import LimitNeedsTwo, save_rules
from pkkmart.shell.rule_cards import StillChoice
from pkkmart.shell.rules import RULES, ChoiceUnknown, FloatAboveMost, RuleKind, RuleUnfit
from pkkmart.shell.rules_page import RulesPage
from pkkmart.till.operations import close_shift, count_drawer
from pkkmart.till.settings import CASH_ROUNDING_IDR, MOST_FLOAT_IDR, SAFE_TWO_NAMES_IDR, SHORTAGE_TO_CASHIER
from pkkmart.ui.fields import MoneyField, QuantityField
from pkkmart.users.roles import Role
from tests import make
from tests.conftest import FrozenClock
from tests.keys import press, type_as_person
from tests.screens.conftest import Show, Shown

ROUNDING, DISCOUNT, LIMIT = "till.cash_rounding_idr", "sales.cashier_discount_bp", "till.safe_two_names_idr"


@pytest.fixture
def endang(shop: FrozenClock) -> Actor:
    return make.cashier("Bu Endang", "4321", Role.TREASURER)


@pytest.fixture
def rules(show: Show[RulesPage], endang: Actor) -> Shown[RulesPage]:
    return show(RulesPage, endang)


def words(shown: Shown[RulesPage], key: str) -> list[str]:
    """What stands at a rule: its name, what it explains or what is wrong."""
    return [label.text() for label in shown.page.fields[key].findChildren(QLabel)]


def fill(shown: Shown[RulesPage], key: str, text: str) -> None:
    """Type over what a rule holds."""
    field = shown.page.fields[key].input
    assert isinstance(field, MoneyField | QuantityField)
    field.setFocus()
    field.selectAll()
    type_as_person(shown.page, text)


def logged() -> list[dict[str, dict[str, object]]]:
    return [json.loads(row[0]) for row in fetch("SELECT details FROM audit WHERE act = 'save_rules' ORDER BY id")]


def test_every_rule_is_shown_with_what_follows_from_it(rules: Shown[RulesPage]) -> None:
    assert list(rules.page.fields) == list(RULES)
    assert len(RULES) == 16
    for key, rule in RULES.items():
        assert words(rules, key) == [rule.words, rule.tells]
        assert rules.page.fields[key].typed() == rule.setting.default
        rule.check(rule.setting.default)
    assert (rules.page.is_dirty(), rules.page.save_button.isEnabled()) == (False, False)
    assert rules.keys() == ["F12", "Esc"]


def test_rules_are_filled_in_by_keyboard_and_logged_old_and_new(rules: Shown[RulesPage]) -> None:
    press(rules.page, "Down")
    press(rules.page, "Tab")
    type_as_person(rules.page, "12,5")
    press(rules.page, "Tab")
    press(rules.page, "Tab")
    press(rules.page, "Down")
    fill(rules, "till.opening_float_idr", "150+")
    fill(rules, "cashbook.clearing_late_days", "10")
    assert rules.page.save_button.isEnabled()
    press(rules.page, "F12")
    assert rules.said() == "5 aturan tersimpan."
    assert logged() == [
        {
            ROUNDING: {"old": 100, "new": 500, "from": "2026-11-24"},
            DISCOUNT: {"old": 1_000, "new": 1_250},
            "stock.below_stock": {"old": "ask", "new": "refuse"},
            "till.opening_float_idr": {"old": 200_000, "new": 150_000},
            "cashbook.clearing_late_days": {"old": 7, "new": 10},
        }
    ]
    for key, value in {ROUNDING: 500, DISCOUNT: 1_250, "stock.below_stock": "refuse"}.items():
        assert RULES[key].setting.get() == value
    assert (rules.page.is_dirty(), rules.page.save_button.isEnabled()) == (False, False)


def test_rounding_waits_for_a_day_without_a_shift(rules: Shown[RulesPage], endang: Actor, shop: FrozenClock) -> None:
    shift = make.shift(endang, 0)
    sugar = make.product(price_idr=17_130)
    make.sell(endang, (sugar, 1))
    choice = rules.page.fields[ROUNDING].input
    assert isinstance(choice, StillChoice)
    choice.choose(500)
    press(rules.page, "F12")
    assert (CASH_ROUNDING_IDR.get(), choice.value(), rules.page.is_dirty()) == (100, 500, False)
    assert words(rules, ROUNDING)[1] == "Mulai besok Rp 500; hari ini masih Rp 100."
    make.sell(endang, (sugar, 1))
    make.sell(endang, (sugar, 2))
    count_drawer(endang, shift.id, {100: 684, 500: 0})
    close_shift(endang, shift.id, reason="dicoba")
    make.shift(endang, 68_400)
    make.sell(endang, (sugar, 1))
    booked = "SELECT sum(amount_idr) FROM payment GROUP BY sale_id ORDER BY sale_id"
    assert fetch(booked) == [(17_100,), (17_100,), (34_300,), (17_100,)], "the second shift of that day as well"
    shop.pass_(hours=24)
    rules.page.enter()
    assert (CASH_ROUNDING_IDR.get(), words(rules, ROUNDING)[1]) == (500, RULES[ROUNDING].tells)


def test_a_choice_taken_back_before_it_began(rules: Shown[RulesPage], endang: Actor, shop: FrozenClock) -> None:
    make.shift(endang, 0)
    for value in (50, 100):
        assert save_rules(endang, {ROUNDING: value}) == 1
    assert save_rules(endang, {ROUNDING: 100}) == 0
    shop.pass_(hours=24)
    assert CASH_ROUNDING_IDR.get() == 100


@pytest.mark.parametrize(
    ("key", "text", "sentence"),
    [
        (DISCOUNT, "100,01", "Diskon kasir tanpa PIN (persen): 100,01 tidak mungkin. Isi antara 0 dan 100."),
        (
            DISCOUNT,
            "2,125",
            "Diskon kasir tanpa PIN (persen): paling banyak dua angka di belakang koma, misalnya 12,5.",
        ),
        (
            "returns.without_receipt_days",
            "0",
            "Retur tanpa struk paling lama (hari): 0 tidak mungkin. Isi antara 1 dan 365.",
        ),
        (
            LIMIT,
            "1000000001",
            "Uang brankas yang cukup satu nama: 1.000.000.001 tidak mungkin. Isi antara 0 dan 1.000.000.000.",
        ),
    ],
)
def test_what_cannot_be_is_said_at_the_field(rules: Shown[RulesPage], key: str, text: str, sentence: str) -> None:
    fill(rules, key, text)
    press(rules.page, "F12")
    assert words(rules, key)[1] == sentence
    assert rules.page.fields[key].input.hasFocus()
    assert (logged(), rules.page.is_dirty()) == ([], True)
    press(rules.page, "Esc")
    assert rules.said() == "Buang isian yang belum disimpan?"
    press(rules.page, "Enter")
    assert rules.page.is_dirty(), "Enter is the safe answer"
    press(rules.page, "Esc")
    press(rules.page, "Del")
    assert (words(rules, key)[1], rules.page.is_dirty()) == (RULES[key].tells, False)


def test_an_empty_figure_is_no_zero(rules: Shown[RulesPage]) -> None:
    field = rules.page.fields["till.difference_tolerance_idr"]
    assert isinstance(field.input, MoneyField)
    field.input.clear()
    press(rules.page, "F12")
    assert words(rules, "till.difference_tolerance_idr")[1] == (
        "Selisih laci tanpa sebab tertulis belum diisi. Isi angkanya; 0 juga boleh bila memang begitu."
    )
    fill(rules, "till.difference_tolerance_idr", "0")
    press(rules.page, "F12")
    assert logged() == [{"till.difference_tolerance_idr": {"old": 2_000, "new": 0}}]


def test_two_rules_that_contradict_each_other(rules: Shown[RulesPage], endang: Actor) -> None:
    fill(rules, "till.opening_float_idr", "2500000")
    press(rules.page, "F12")
    assert rules.said() == (
        "Modal laci yang disarankan 2.500.000 melebihi modal dari brankas paling banyak 2.000.000, jadi membuka sif "
        "akan selalu meminta PIN. Kecilkan yang pertama atau besarkan yang kedua."
    )
    fill(rules, "till.most_float_idr", "3000000")
    press(rules.page, "F12")
    assert MOST_FLOAT_IDR.get() == 3_000_000
    with pytest.raises(FloatAboveMost):
        save_rules(endang, {"till.most_float_idr": 2_000_000})


def test_no_cashier_approves_taking_more_from_the_safe_alone(rules: Shown[RulesPage], endang: Actor) -> None:
    make.cashier("Bu Ketua", "9876", Role.ADMIN)
    fill(rules, LIMIT, "8000000")
    press(rules.page, "F12")
    assert SAFE_TWO_NAMES_IDR.get() == 5_000_000
    QApplication.processEvents()
    type_as_person(rules.page, "9876")
    press(rules.page, "Tab")
    type_as_person(rules.page, "putusan rapat")
    press(rules.page, "Enter")
    assert (SAFE_TWO_NAMES_IDR.get(), rules.said()) == (8_000_000, "1 aturan tersimpan.")
    assert fetch("SELECT actor, approver, reason FROM audit WHERE act = 'save_rules'") == [
        ("Bu Endang", "Bu Ketua", "putusan rapat")
    ]
    with pytest.raises(LimitNeedsTwo) as told:
        save_rules(endang, {LIMIT: 9_000_000})
    assert str(told.value) == (
        "Batas satu nama di brankas naik dari 8.000.000 menjadi 9.000.000. Yang melonggarkan batas ini tidak boleh "
        "sendirian: minta pengurus lain yang boleh membayar dari brankas memasukkan PIN-nya."
    )
    assert save_rules(endang, {LIMIT: 1_000_000}) == 1, "tightening it takes one"


def test_what_no_screen_would_send_is_refused_too(endang: Actor, shop: FrozenClock) -> None:
    with pytest.raises(ChoiceUnknown) as told:
        save_rules(endang, {ROUNDING: 200})
    assert str(told.value) == (
        "Pembulatan tunai: 200 tidak ada di pilihan. Pilih salah satu: Tidak dibulatkan, Rp 50, Rp 100, Rp 500."
    )
    for key, value in ((ROUNDING, True), ("till.shortage_to_cashier", 1), ("stock.below_stock", "never")):
        with pytest.raises(ChoiceUnknown):
            save_rules(endang, {key: value})
    for key, other in ((DISCOUNT, -1), (DISCOUNT, True), (LIMIT, "5"), ("cashbook.clearing_late_days", 366)):
        with pytest.raises(RuleUnfit):
            save_rules(endang, {key: other})
    with pytest.raises(KeyError):
        save_rules(endang, {"demo.shop": True})
    assert logged() == []


def test_only_who_keeps_the_settings_has_the_page(show: Show[RulesPage], shop: FrozenClock) -> None:
    rina = make.cashier()
    with pytest.raises(NotPermitted):
        save_rules(rina, {"till.shortage_to_cashier": True})
    assert not SHORTAGE_TO_CASHIER.get()
    (room,) = [room for door in DOORS for room in door.rooms if room.kind == "rules"]
    assert (room.permission, rina.may(room.permission)) == (Permission.KEEP_SETTINGS, False)


def test_the_wheel_scrolls_past_a_choice(rules: Shown[RulesPage]) -> None:
    for key, rule in RULES.items():
        if rule.kind is not RuleKind.CHOICE:
            continue
        choice, before = rules.page.fields[key].input, rules.page.fields[key].typed()
        down = QWheelEvent(
            QPointF(20, 10), QPointF(choice.mapToGlobal(QPoint(20, 10))), QPoint(), QPoint(0, -120),
            Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(choice, down)
        assert rules.page.fields[key].typed() == before


def test_what_others_change_is_shown_unless_it_is_being_filled_in(rules: Shown[RulesPage], endang: Actor) -> None:
    save_rules(endang, {"till.shortage_to_cashier": True})
    QApplication.processEvents()
    assert rules.page.fields["till.shortage_to_cashier"].typed() is True
    fill(rules, LIMIT, "4000000")
    save_rules(endang, {LIMIT: 3_000_000})
    QApplication.processEvents()
    assert rules.page.fields[LIMIT].typed() == 4_000_000
    press(rules.page, "F12")
    assert rules.said().startswith("Batas satu nama di brankas naik dari 3.000.000 menjadi 4.000.000.")
    assert (SHORTAGE_TO_CASHIER.get(), SAFE_TWO_NAMES_IDR.get()) == (True, 3_000_000)


def test_how_members_agree_is_chosen_on_the_same_page(rules: Shown[RulesPage]) -> None:
    rules.page.savings.consent.choose(Consent.PIN)
    assert rules.page.is_dirty()
    rules.page.savings.use_button.click()
    assert (CONSENT.get(), rules.page.is_dirty()) == ("pin", False)


@pytest.mark.parametrize(("width", "columns"), [(1_238, 3), (950, 2), (640, 1)])
def test_the_cards_stand_side_by_side_where_there_is_room(rules: Shown[RulesPage], width: int, columns: int) -> None:
    rules.window.resize(width, 690)
    QApplication.processEvents()
    places = {card.mapTo(rules.page, QPoint()).x() for card in rules.page.every}
    assert len(places) == columns
    for card in rules.page.every:
        assert card.mapTo(rules.page, QPoint(card.width(), 0)).x() <= rules.page.width()
