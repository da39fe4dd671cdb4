"""The shop's QRIS in the settings: off until pasted, checked, agreed to; on record who did."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from pkkmart.core.actor import Actor
from pkkmart.core.db import fetch
from pkkmart.core.errors import NotPermitted
from pkkmart.sales.qris import QrisCrcWrong
from pkkmart.sales.settings import QRIS_ON, QRIS_TEXT, shop_qris
from pkkmart.shell.operations import QrisUnread, stop_qris, use_qris
from pkkmart.shell.settings_page import SettingsPage
from pkkmart.users.roles import Role
from tests import make
from tests.keys import press, scan
from tests.sales.test_qris import FICTIONAL
from tests.screens.conftest import Show
from tests.ui.reading import cut_texts


@pytest.fixture
def treasurer(shop: object) -> Actor:
    return make.cashier("Bu Endang", role=Role.TREASURER)


def test_qris_is_off_until_somebody_agrees(treasurer: Actor) -> None:
    assert shop_qris() == ""
    with pytest.raises(QrisUnread, match="Baca dulu peringatannya"):
        use_qris(treasurer, FICTIONAL, consented=False)
    assert fetch("SELECT count(*) FROM setting") == [(0,)]
    assert use_qris(treasurer, f" {FICTIONAL}\n", consented=True).nmid == "ID1099999999991"
    assert shop_qris() == FICTIONAL


def test_who_agreed_to_which_nmid_is_in_the_log(treasurer: Actor) -> None:
    use_qris(treasurer, FICTIONAL, consented=True)
    (row,) = fetch("SELECT user_id, subject, details FROM audit WHERE act = 'use_qris'")
    assert row[:2] == (treasurer.id, "ID1099999999991")
    assert '"consented": true' in row[2]
    assert FICTIONAL in row[2]


def test_switching_off_keeps_the_text_and_on_again_asks_anew(treasurer: Actor) -> None:
    use_qris(treasurer, FICTIONAL, consented=True)
    stop_qris(treasurer)
    assert (shop_qris(), QRIS_TEXT.get()) == ("", FICTIONAL)
    with pytest.raises(QrisUnread):
        use_qris(treasurer, FICTIONAL, consented=False)
    use_qris(treasurer, FICTIONAL, consented=True)
    assert fetch("SELECT key, value FROM setting ORDER BY id") == [
        ("sales.qris_text", f'"{FICTIONAL}"'),
        ("sales.qris_on", "true"),
        ("sales.qris_on", "false"),
        ("sales.qris_on", "true"),
    ]


def test_a_changed_letter_or_a_cashier_records_nothing(treasurer: Actor) -> None:
    with pytest.raises(QrisCrcWrong):
        use_qris(treasurer, FICTIONAL.replace("TANGSEL", "TANGSEK"), consented=True)
    cashier = make.cashier("Bu Yuli", pin="5678")
    with pytest.raises(NotPermitted):
        use_qris(cashier, FICTIONAL, consented=True)
    with pytest.raises(NotPermitted):
        stop_qris(cashier)
    assert (QRIS_TEXT.get(), QRIS_ON.get()) == ("", False)


def test_a_pasted_code_says_whom_it_pays_before_it_is_used(show: Show[SettingsPage], treasurer: Actor) -> None:
    shown = show(SettingsPage, treasurer)
    card = shown.page.qris
    assert not card.whom.isVisible()
    assert not card.use_button.isEnabled()
    card.text.setPlainText(FICTIONAL[:-3])
    assert card.whom.text().startswith("Teks QRIS terpotong")
    assert not card.use_button.isEnabled()
    card.text.setPlainText(FICTIONAL)
    assert card.whom.text() == "PKK MART CONTOH, TANGSEL · NMID ID1099999999991 · UMI · CRC cocok"
    card.use_button.click()
    assert shown.said() == str(QrisUnread())
    assert shop_qris() == ""
    card.consent.click()
    card.use_button.click()
    assert shown.said() == "QRIS PKK MART CONTOH dipakai di layar bayar."
    assert shop_qris() == FICTIONAL
    assert (card.use_button.isVisible(), card.consent.isVisible(), card.stop_button.isVisible()) == (False, False, True)
    card.stop_button.click()
    assert shown.said() == "QRIS bernominal dimatikan. Stiker toko tetap berlaku."
    assert (shop_qris(), card.text.toPlainText(), card.consent.isChecked()) == ("", FICTIONAL, False)


def test_another_code_must_be_agreed_to_anew(show: Show[SettingsPage], treasurer: Actor) -> None:
    use_qris(treasurer, FICTIONAL, consented=True)
    card = show(SettingsPage, treasurer).page.qris
    assert card.consent.isChecked()
    card.text.setPlainText(FICTIONAL + "0")
    assert not card.consent.isChecked()
    assert card.consent.isVisible()
    assert card.is_dirty()


def test_esc_asks_before_it_takes_a_pasted_code_back(show: Show[SettingsPage], treasurer: Actor) -> None:
    shown = show(SettingsPage, treasurer)
    shown.page.qris.text.setPlainText(FICTIONAL)
    press(shown.window, "Esc")
    assert shown.said() == "Buang isian yang belum disimpan?"
    press(shown.window, "Enter")
    assert shown.page.qris.text.toPlainText() == FICTIONAL
    press(shown.window, "Esc")
    press(shown.window, "Del")
    assert shown.page.qris.text.toPlainText() == ""


def test_a_scanner_reads_the_sticker_into_the_field(show: Show[SettingsPage], treasurer: Actor) -> None:
    shown = show(SettingsPage, treasurer)
    shown.page.qris.text.setFocus()
    scan(shown.window, FICTIONAL)
    assert shown.page.qris.text.toPlainText() == FICTIONAL
    assert shown.page.qris.whom.text().startswith("PKK MART CONTOH")


def test_nothing_of_the_card_is_cut_while_it_grows(show: Show[SettingsPage], treasurer: Actor) -> None:
    """On a low screen the cards were laid out anew, and the page must still hear that one wants more room."""
    use_qris(treasurer, FICTIONAL, consented=True)
    shown = show(SettingsPage, treasurer)
    shown.window.resize(920, 480)
    QApplication.processEvents()
    card = shown.page.qris
    card.text.setPlainText(FICTIONAL.replace("39CE", "39CF"))
    QApplication.processEvents()
    assert card.consent.isVisible()
    assert cut_texts(card) == []
    assert card.height() >= card.heightForWidth(card.width())


def test_a_cashier_does_not_see_it(show: Show[SettingsPage], shop: object) -> None:
    assert not show(SettingsPage, make.cashier()).page.qris.isVisible()
