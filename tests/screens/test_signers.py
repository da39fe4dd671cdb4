"""Who signs the papers is set where the shop is set."""

from __future__ import annotations

from pkkmart.reports.documents import document
from pkkmart.reports.settings import CHAIR, PLACE
from pkkmart.shell.settings_page import SettingsPage
from pkkmart.users.roles import Role
from tests import make
from tests.keys import press
from tests.screens.conftest import Show


def test_the_treasurer_names_who_signs(show: Show[SettingsPage]) -> None:
    endang = make.cashier("Bu Endang", role=Role.ADMIN)
    make.shift(endang, 50_000)
    shown = show(SettingsPage, endang)
    shown.page.signers.fields[CHAIR].setText("Hj. Ratna")
    shown.page.signers.fields[PLACE].setText("Tangerang Selatan")
    assert shown.page.is_dirty()
    press(shown.page, "F12")
    assert shown.said() == "Pengaturan tersimpan."
    assert (CHAIR.get(), PLACE.get()) == ("Hj. Ratna", "Tangerang Selatan")
    signatures = str(document("trial_balance", "2026-11"))
    assert "Hj. Ratna" in signatures
    assert "Tangerang Selatan, " in signatures
