"""The slips of returns and cancellations on Struk: seen, printed again, on half a sheet, as text."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from pkkmart.core.actor import SYSTEM, Approval
from pkkmart.core.db import fetch
from pkkmart.core.quantity import ONE
from pkkmart.printing.settings import PrinterKind
from pkkmart.printing.slip_paper import slip_document
from pkkmart.sale_changes.operations import ReturnItem, UnreceiptedItem, return_goods, return_without_receipt
from pkkmart.sale_changes.queries.slips import change_slip
from pkkmart.sale_changes.queries.standing import standing_sale
from pkkmart.sale_changes.screen import ReceiptsPage
from pkkmart.users.roles import Role
from tests import make
from tests.screens.after_sale import Hand
from tests.screens.conftest import Show


@pytest.fixture
def hand(show: Show[ReceiptsPage], shop: object) -> Hand:
    """Three sugar sold in an open shift, one of them back, and one more back without a receipt."""
    rina, sugar = make.cashier(), make.product("Gula", 17_500)
    make.bought(sugar, 5, 75_000)
    make.shift(rina, 100_000)
    make.sell(rina, (sugar, 3), received_idr=52_500)
    return_goods(SYSTEM, 1, [ReturnItem(standing_sale(1).lines[0].id, ONE)], "salah barang", till_id=1)
    return_without_receipt(SYSTEM, [UnreceiptedItem(sugar, ONE)], "Bu Tini", "rusak", till_id=1)
    shown = show(ReceiptsPage, SYSTEM)
    return Hand(shown.page, shown.messages)


def copies() -> list[tuple[str, int]]:
    """What was printed again: which document, which copy of it."""
    return fetch("SELECT title, copy_no FROM print_job WHERE copy_no > 1 ORDER BY id")


def paper(hand: Hand) -> str:
    assert hand.page.slip.isVisible()
    return hand.page.slip.paper.text.text()


def test_a_return_is_seen_and_printed_again_from_its_receipt(hand: Hand) -> None:
    hand.page.context.pc.set("printer.kind", str(PrinterKind.FILE))
    hand.click(hand.button("Slip RJ-26-000001"))
    assert "NOTA RETUR" in paper(hand)
    assert "RJ-26-000001" in paper(hand)
    assert hand.visible("Batalkan retur pembeli RJ-26-000001")
    hand.press("Ctrl+P")
    assert copies() == [("RJ-26-000001", 2)], "not the receipt"
    assert hand.said() == "Salinan RJ-26-000001 dikirim ke antrean printer."
    hand.click(hand.button("Buka struk PM-26-000001"))
    assert (hand.view.isVisible(), hand.view.number.text()) == (True, "PM-26-000001")
    hand.press("Ctrl+P")
    assert copies()[1:] == [("PM-26-000001", 2)]


def test_a_cancelled_return_and_receipt_have_their_slips_too(hand: Hand) -> None:
    hand.press("Del")
    hand.type("salah")
    hand.press("Enter", "Enter")
    hand.click(hand.button("Slip BT-26-000001"))
    assert "RETUR BATAL" in paper(hand)
    assert not hand.visible("Batalkan")
    hand.press("Del")
    assert hand.closed, "a cancellation is not cancelled"
    hand.click(hand.button("Buka struk"))
    hand.click(hand.button("Slip RJ-26-000001"))
    assert hand.page.slip.state.text() == "Sudah dibatalkan dengan BT-26-000001."
    hand.click(hand.button("Slip batal"))
    assert hand.page.slip.number.text() == "BT-26-000001"
    make.sell(make.cashier("Bu Tuti", "5566"), (make.product("Teh", 9_000), 1), received_idr=9_000)
    hand.scan("PM-26-000002")
    hand.press("F8")
    hand.type("dobel")
    hand.press("Enter", "Enter")
    hand.click(hand.button("Slip BT-26-000002"))
    assert "STRUK BATAL" in paper(hand)


def test_goods_without_a_receipt_copy_their_own_slip(
    hand: Hand, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    seen: list[Path] = []
    hand.page.viewer = lambda url: not seen.append(Path(url.toLocalFile()))  # type: ignore[func-returns-value]
    hand.scan("RT-26-000001")
    hand.press("Ctrl+P")
    assert hand.said().startswith("Tanpa printer: slip RT-26-000001 hanya di layar ini.")
    assert copies() == []
    hand.click(hand.button("Slip A5"))
    qtbot.waitUntil(lambda: bool(seen))
    assert (seen[0].name, seen[0].read_bytes()[:4]) == ("slip-RT-26-000001.pdf", b"%PDF")
    hand.click(hand.button("Teks WA"))
    assert "RETUR TANPA STRUK" in QApplication.clipboard().text()
    assert hand.said() == "Teks slip RT-26-000001 disalin. Tempel di WhatsApp dengan Ctrl+V."


def test_half_a_sheet_says_what_the_slip_says(hand: Hand) -> None:
    found = change_slip("RT-26-000001")
    assert found is not None
    document = slip_document(found.slip.title, found.slip.elements)
    assert (document.title, document.period) == ("RETUR TANPA STRUK", "RT-26-000001")
    said = repr(document.blocks)
    for words in ("Bu Tini", "Gula", "17.500", "rusak", "Tunai kembali"):
        assert words in said


def test_a_slip_on_screen_names_who_approved_as_the_printed_one_does(hand: Hand) -> None:
    ani, tini = make.cashier("Bu Ani", "4321", Role.TREASURER), make.cashier("Bu Tini", "5566")
    items = [UnreceiptedItem(1, ONE)]
    return_without_receipt(tini, items, "Bu Sri", "basi", approval=Approval(ani, "basi"), till_id=1)
    hand.scan("RT-26-000002")
    approver = [line for line in paper(hand).splitlines() if line.startswith("Disetujui")]
    assert [line.split(maxsplit=1) for line in approver] == [["Disetujui", "Bu Ani"]]


def test_what_has_no_slip_shows_none(hand: Hand) -> None:
    assert change_slip("PM-26-000001") is None
    assert change_slip("RJ-26-000009") is None
