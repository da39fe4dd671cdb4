"""How members agree and what pokok is, in the settings: chosen, recorded, shown again."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QVBoxLayout

from pkkmart.savings.settings import CONSENT, PRINCIPAL_IDR, Consent
from pkkmart.shell.savings_card import SavingsCard
from pkkmart.ui.page import Context, Page
from pkkmart.users.roles import Role
from tests import make
from tests.keys import type_as_person
from tests.screens.conftest import Show, Shown


class Alone(Page):
    """The card on a page of its own."""

    title = "Pengaturan"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.card = SavingsCard(context)
        QVBoxLayout(self).addWidget(self.card)


@pytest.fixture
def settings(show: Show[Alone]) -> Shown[Alone]:
    return show(Alone, make.cashier("Bu Endang", "4321", Role.TREASURER))


def test_the_rule_is_chosen_recorded_and_taken_back(settings: Shown[Alone]) -> None:
    card = settings.page.card
    assert (card.consent.value(), card.principal.value(), card.is_dirty()) == (Consent.CONFIRM, None, False)
    assert not card.use_button.isEnabled()
    card.consent.choose(Consent.PIN)
    card.principal.setFocus()
    type_as_person(settings.page, "100+")
    card.use_button.click()
    assert (CONSENT.get(), PRINCIPAL_IDR.get()) == ("pin", 100_000)
    assert (card.principal.text(), card.use_button.isEnabled(), card.is_dirty()) == ("100.000", False, False)
    assert settings.said() == "Aturan simpanan tersimpan dan berlaku sekarang."
    card.consent.choose(Consent.CONFIRM)
    card.principal.clear()
    card.use_button.click()
    assert (CONSENT.get(), PRINCIPAL_IDR.get()) == ("confirm", 0)


def test_what_cannot_be_is_refused_and_stays_to_be_mended(settings: Shown[Alone]) -> None:
    card = settings.page.card
    card.principal.set_value(2_000_000_000)
    card.use_button.click()
    assert settings.said() == "Jumlah 2.000.000.000 tidak mungkin. Isi antara 1 dan 1.000.000.000 rupiah."
    assert (card.principal.value(), PRINCIPAL_IDR.get()) == (2_000_000_000, 0)
