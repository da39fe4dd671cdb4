"""The prefixes of the shop's scale, and of the codes it makes: typed, refused with a sentence, recorded, taken away."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QVBoxLayout

from pkkmart.products.settings import OWN_PREFIX, SCALE_PRICE_PREFIX, SCALE_WEIGHT_PREFIX
from pkkmart.shell.own_code_card import OwnCodeCard
from pkkmart.shell.scale_card import ScaleCard
from pkkmart.ui.page import Context, Page
from pkkmart.users.roles import Role
from tests import make
from tests.keys import type_as_person
from tests.screens.conftest import Show, Shown


class Alone(Page):
    """The two cards on a page of their own."""

    title = "Pengaturan"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.card, self.own_codes = ScaleCard(context), OwnCodeCard(context)
        layout = QVBoxLayout(self)
        layout.addWidget(self.card)
        layout.addWidget(self.own_codes)


@pytest.fixture
def settings(show: Show[Alone]) -> Shown[Alone]:
    return show(Alone, make.cashier("Bu Endang", "4321", Role.TREASURER))


def test_prefixes_are_recorded_and_taken_away(settings: Shown[Alone]) -> None:
    card = settings.page.card
    assert not card.use_button.isEnabled()
    card.weight.setFocus()
    type_as_person(settings.page, "21")
    card.price.setFocus()
    type_as_person(settings.page, "22,23")
    card.use_button.click()
    assert (SCALE_WEIGHT_PREFIX.get(), SCALE_PRICE_PREFIX.get()) == ("21", "22 23")
    assert (card.price.text(), card.use_button.isEnabled(), card.is_dirty()) == ("22 23", False, False)
    assert settings.said() == "Label timbangan dibaca di kasir."
    card.weight.clear()
    card.price.clear()
    card.use_button.click()
    assert (SCALE_WEIGHT_PREFIX.get(), SCALE_PRICE_PREFIX.get()) == ("", "")
    assert settings.said() == "Label timbangan tidak dibaca lagi."


def test_what_no_scale_prints_is_refused_and_stays_to_be_mended(settings: Shown[Alone]) -> None:
    card = settings.page.card
    card.weight.setText("89")
    card.use_button.click()
    assert settings.said() == "Awalan 89 tidak bisa. Awalan label timbangan dua angka, dari 20 sampai 29."
    assert (card.weight.text(), SCALE_WEIGHT_PREFIX.get()) == ("89", "")


def test_the_scale_and_the_shops_own_codes_never_share_a_prefix(settings: Shown[Alone]) -> None:
    scale, own = settings.page.card, settings.page.own_codes
    assert (own.prefix.text(), own.use_button.isEnabled()) == ("20", False)
    scale.weight.setText("20")
    scale.use_button.click()
    assert settings.said() == (
        "Awalan 20 tidak bisa untuk label timbangan: barcode buatan toko memakai awalan 20. Pilih awalan lain di "
        "timbangan, atau ubah dulu awalan barcode buatan toko."
    )
    scale.weight.setText("21")
    scale.use_button.click()
    own.prefix.setText("21")
    own.use_button.click()
    assert settings.said() == (
        "Awalan 21 tidak bisa untuk barcode buatan toko: label timbangan memakai awalan 21. Pilih awalan lain dari 20 "
        "sampai 29, atau ubah dulu awalan label timbangan."
    )
    assert (own.prefix.text(), OWN_PREFIX.get()) == ("21", "20")
    own.prefix.setText("23")
    own.use_button.click()
    assert (own.is_dirty(), OWN_PREFIX.get(), settings.said()) == (
        False,
        "23",
        "Barcode buatan toko berikutnya diawali 23.",
    )
