"""The page of certificates: its chips, a new one and a renewed one by keyboard, and the line of the home page."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from PySide6.QtWidgets import QApplication

from pkkmart.certificates.kinds import CertificateKind
from pkkmart.certificates.operations import CertificateDetails, record_certificate
from pkkmart.certificates.queries import certificates, goods_not_halal
from pkkmart.certificates.rules import CertificateFilter
from pkkmart.certificates.screen import CertificatesPage
from pkkmart.certificates.screen.form import CertificateForm
from pkkmart.core.actor import SYSTEM, Actor
from pkkmart.shell.home_figures import _certificates
from pkkmart.stock.queries import StockFilter, stock_counts, stock_list
from pkkmart.ui.doors import Door
from pkkmart.ui.theme import apply_theme
from pkkmart.users.roles import Role
from tests import make
from tests.keys import press
from tests.screens.conftest import Show
from tests.ui.reading import cut_texts

TODAY = date(2026, 11, 24)


@pytest.fixture
def endang(shop: object) -> Actor:
    """A treasurer of a shop with three certificates, of two UMKM, and a cake without a halal one."""
    sari, tini = make.consignor("Dapur Bu Sari"), make.consignor("Bu Tini")
    make.product("Lemper", owner_id=sari, category="Kue basah")
    make.product("Risoles", owner_id=tini, category="Kue basah")
    for kind, number, owner_id, days in (
        (CertificateKind.HALAL, "ID36110000123450721", sari, 25),
        (CertificateKind.SLHS, "440/12/2024", sari, 80),
        (CertificateKind.SLHS, "440/13/2024", tini, -3),
    ):
        end = TODAY + timedelta(days=days)
        details = CertificateDetails(
            kind=kind, number=number, valid_from=date(2024, 1, 1), valid_to=end, owner_id=owner_id
        )
        record_certificate(SYSTEM, details, confirmed=frozenset({"ended_already"}))
    return make.cashier("Bu Endang", "4321", Role.TREASURER)


def test_chips_count_and_choose_and_the_home_page_lands_on_them(show: Show[CertificatesPage], endang: Actor) -> None:
    shown = show(CertificatesPage, endang)
    assert [pill.accessibleName() for pill in shown.page.pills.values()] == [
        "Semua · 3",
        "Kedaluwarsa · 1",
        "30 hari · 1",
        "60 hari · 1",
        "90 hari · 2",
        "Belum halal · 1",
    ]
    expired, soon = _certificates()
    assert (expired.title, expired.tone, expired.act) == ("1 sertifikat sudah habis", "danger", "EXPIRED")
    assert (soon.title, soon.second, soon.tone) == (
        "2 sertifikat akan habis",
        "dalam 90 hari, 1 dalam 30 hari",
        "attention",
    )
    shown.page.show_item(Door(soon.door, act=soon.act))
    assert len(shown.page.model.rows) == 2
    shown.page.pills[CertificateFilter.EXPIRED].click()
    assert len(shown.page.model.rows) == 1
    assert shown.page.told.text() == "Makanan dan minuman UMK wajib halal sejak 17/10/2026."
    assert stock_counts()[StockFilter.NOT_HALAL] == 1
    assert [row.name for row in stock_list(chosen=StockFilter.NOT_HALAL)[0]] == ["Risoles"]


def test_goods_without_a_halal_certificate_are_given_one_with_enter(
    show: Show[CertificatesPage], endang: Actor
) -> None:
    shown = show(CertificatesPage, endang)
    shown.page.filter_by(CertificateFilter.NOT_HALAL)
    press(shown.window, "Enter")
    form = shown.window.findChild(CertificateForm)
    assert form is not None
    assert form.of.currentText() == "Risoles"
    assert form.issuer.text() == "BPJPH"
    form.number.setText("ID2")
    form.begin.setText("31/02/2026")
    form.number.setFocus()
    press(shown.window, "Enter")
    assert goods_not_halal() != []
    form.begin.setText("01/02/2026")
    press(shown.window, "Enter")
    assert (goods_not_halal(), shown.said()) == ([], "Sertifikat tersimpan.")


def test_a_renewal_takes_the_place_and_a_withdrawal_needs_a_reason(show: Show[CertificatesPage], endang: Actor) -> None:
    shown = show(CertificatesPage, endang)
    press(shown.window, "F2")
    form = shown.window.findChild(CertificateForm)
    assert form is not None
    assert (form.number.text(), form.kind.isEnabled()) == ("440/13/2024", False)
    form.begin.setText("01/11/2026")
    form.end.setText("01/11/2029")
    form.number.setFocus()
    press(shown.window, "Enter")
    assert [row.valid_to for row in certificates()][-1] == date(2029, 11, 1)
    assert len(certificates()) == 3
    press(shown.window, "Del")
    press(shown.window, "Enter")
    assert shown.said().startswith("Alasan mencabut")
    assert len(certificates()) == 3


@pytest.mark.parametrize(("width", "height", "percent"), [(1_238, 690, 100), (896, 522, 100), (1_238, 640, 150)])
def test_nothing_is_cut_at_any_size(
    show: Show[CertificatesPage], endang: Actor, width: int, height: int, percent: int, qapp: QApplication
) -> None:
    apply_theme(qapp, scale_percent=percent)
    shown = show(CertificatesPage, endang)
    shown.window.resize(width, height)
    QApplication.processEvents()
    assert cut_texts(shown.window) == []
    press(shown.window, "Ctrl+N")
    assert cut_texts(shown.window) == []
