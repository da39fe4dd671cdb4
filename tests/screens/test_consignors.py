"""The page of consignors: settle and pay in two Enters, give back, replace, take back, print again."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QSize
from PySide6.QtWidgets import QApplication

from pkkmart.consignment.checks import CHECKS
from pkkmart.consignment.queries import documents, owed_by_person, settlement_view
from pkkmart.consignment.screen import ConsignorsPage
from pkkmart.consignment.screen.account import AccountForm
from pkkmart.consignment.screen.paying import PayForm
from pkkmart.consignment.screen.removal import RemovalForm
from pkkmart.core.actor import Actor
from pkkmart.core.db import fetch
from pkkmart.ledger.screen.cancelling import CancelForm
from pkkmart.printing.queries import copies_of
from pkkmart.printing.settings import PrinterKind
from pkkmart.stock.queries import levels
from pkkmart.till.operations import close_shift, count_drawer
from pkkmart.till.places import CashPlace
from pkkmart.ui.panels import Question
from pkkmart.ui.theme import apply_theme
from pkkmart.users.roles import Role
from tests import make
from tests.books import entry_of
from tests.conftest import FrozenClock
from tests.keys import press, scan, type_as_person
from tests.screens.conftest import Show, Shown
from tests.screens.slips import slip_on_top

KERIPIK = "8992741905442"


@pytest.fixture(autouse=True)
def swept(qapp: QApplication) -> None:
    """The windows of earlier tests are really gone: each one left is dressed anew with every page shown."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def endang(shop: object) -> Actor:
    return make.cashier("Bu Endang", "4321", Role.TREASURER)


@pytest.fixture
def rina(shop: object) -> Actor:
    return make.cashier()


@pytest.fixture
def sari(rina: Actor) -> dict[str, int]:
    """Bu Sari sold ten lemper of fifty; Bu Ani brought keripik; the drawer is open."""
    sari, ani = make.consignor(fixed_idr=1_600, is_member=True), make.consignor("Bu Ani", percent_bp=1_500)
    lemper = make.product("Lemper", 2_000, owner_id=sari)
    keripik = make.product("Keripik", 12_000, owner_id=ani, code=KERIPIK)
    make.delivered(sari, lemper, 50)
    make.delivered(ani, keripik, 5)
    make.shift(rina, 50_000)
    make.sell(rina, (lemper, 10), received_idr=20_000)
    return {"": sari, "Lemper": lemper, "Ani": ani, "Keripik": keripik}


def find(shown: Shown[ConsignorsPage], words: str) -> None:
    shown.page.search.setText(words)
    shown.page._show_rows()


def form(shown: Shown[ConsignorsPage], kind: type) -> object:
    found = [one for one in shown.window.findChildren(kind) if one.isVisible()]
    assert found, f"no {kind.__name__} is open"
    return found[-1]


def green() -> bool:
    return all(check().ok for check in CHECKS)


def test_settle_and_pay_in_two_enters(show: Show[ConsignorsPage], rina: Actor, sari: dict[str, int]) -> None:
    shown = show(ConsignorsPage, rina)
    find(shown, "sari")
    assert (shown.page.details.name.text(), shown.page.details.owed.text()) == ("Bu Sari", "Rp 16.000")
    assert shown.page.details.note.text() == "belum dihitung 16.000 sejak 24/11/2026"
    press(shown.window, "F12")
    account = form(shown, AccountForm)
    assert isinstance(account, AccountForm)
    assert [(row.name, row.qty_milli, row.share_idr) for row in account.model.rows] == [("Lemper", 10_000, 16_000)]
    assert (account.total.text(), account.note.text()) == ("Rp 16.000", "laku 20.000 − komisi 4.000")
    press(shown.window, "Enter")
    assert isinstance(form(shown, PayForm), PayForm)
    press(shown.window, "Enter")
    assert entry_of("payout", 1) == "2102(Bu Sari) D 16.000 / 1101 K 16.000"
    assert shown.said() == ("KW-26-000001: Rp 16.000 dibayar kepada Bu Sari. Minta tanda tangan di kuitansinya.")
    assert shown.page.details.owed.text() == "Rp 0"
    assert shown.page.details.note.text() == "terakhir dibayar 16.000 pada 24/11/2026"
    assert green()


def test_a_typed_cut_off_is_the_cut_off(
    show: Show[ConsignorsPage], rina: Actor, sari: dict[str, int], shop: FrozenClock
) -> None:
    shop.pass_(days=1)
    shown = show(ConsignorsPage, rina)
    find(shown, "sari")
    press(shown.window, "F12")
    account = form(shown, AccountForm)
    assert isinstance(account, AccountForm)
    press(shown.window, "Tab")
    assert account.cut_off.hasFocus()
    type_as_person(shown.window, "23/11/2026")
    assert (account.model.rows, account.total.text()) == ([], "Rp 0")
    press(shown.window, "Enter")
    assert shown.said() == "Belum ada hasil titipan Bu Sari yang perlu dihitung sampai 23/11/2026."
    account.cut_off.clear()
    type_as_person(shown.window, "besok")
    press(shown.window, "Enter")
    assert account._named._note.text() == "Tulis tanggalnya, misalnya 25/11/2026."
    account.cut_off.clear()
    type_as_person(shown.window, "24/11/2026")
    press(shown.window, "Enter")
    assert settlement_view(1).cut_off.isoformat() == "2026-11-24"


def test_what_is_settled_and_not_paid_waits_for_f8(
    show: Show[ConsignorsPage], endang: Actor, sari: dict[str, int]
) -> None:
    make.funded(6_000)
    shown = show(ConsignorsPage, endang)
    find(shown, "sari")
    press(shown.window, "F12")
    press(shown.window, "Enter")
    press(shown.window, "Esc")
    assert shown.said() == "PT-26-000001 belum dibayar: Rp 16.000. F8 untuk membayarnya nanti."
    assert shown.page.details.note.text() == "sudah dihitung, menunggu dibayar 16.000"
    assert [row.amount_idr for row in documents(sari[""]) if row.kind == "settlement"] == [16_000]
    press(shown.window, "F8")
    pay = form(shown, PayForm)
    assert isinstance(pay, PayForm)
    assert [pay.place.itemText(at) for at in range(pay.place.count())] == ["Laci kasir", "Brankas", "Bank", "Kas kecil"]
    assert not pay.day_named.isVisible()
    pay.place.choose(CashPlace.SAFE)
    assert pay.day_named.isVisible()
    type_as_person(shown.window, "20000")
    press(shown.window, "Enter")
    assert "melebihi sisa hak Bu Sari pada PT-26-000001, yaitu 16.000" in shown.said()
    pay.amount.selectAll()
    type_as_person(shown.window, "6000")
    pay.note.setText("Dewi")
    press(shown.window, "Enter")
    assert entry_of("payout", 1) == "2102(Bu Sari) D 6.000 / 1103 K 6.000"
    assert fetch("SELECT received_by FROM payout") == [("Dewi",)]
    press(shown.window, "Esc")  # the kuitansi on screen
    press(shown.window, "F12")
    assert isinstance(form(shown, PayForm), PayForm), "what waits is paid, not counted again"
    press(shown.window, "Enter")
    assert owed_by_person() == {}
    press(shown.window, "Esc")
    press(shown.window, "F8")
    assert shown.said() == "Tidak ada perhitungan Bu Sari yang menunggu dibayar."


def test_what_is_typed_is_not_lost_by_one_esc(show: Show[ConsignorsPage], rina: Actor, sari: dict[str, int]) -> None:
    shown = show(ConsignorsPage, rina)
    find(shown, "sari")
    press(shown.window, "F6")
    type_as_person(shown.window, "3")
    press(shown.window, "Esc")
    question = shown.messages.panel()
    assert isinstance(question, Question)
    assert question.sentence == "Buang isian ini?"
    press(shown.window, "Esc")
    removal = form(shown, RemovalForm)
    assert isinstance(removal, RemovalForm)
    assert removal.typed() == {sari["Lemper"]: 3_000}


def test_without_a_shift_and_the_right_the_page_tells_who_can(show: Show[ConsignorsPage], shop: object) -> None:
    dewi = make.cashier("Bu Dewi", "2345")
    ani = make.consignor("Bu Ani", fixed_idr=1_000)
    bolu = make.product("Bolu", 2_000, owner_id=ani)
    make.delivered(ani, bolu, 5)
    opened = make.shift(dewi)
    make.sell(dewi, (bolu, 1), received_idr=2_000)
    count_drawer(dewi, opened.id, {2_000: 1})
    close_shift(dewi, opened.id)
    shown = show(ConsignorsPage, dewi)
    press(shown.window, "F12")
    press(shown.window, "Enter")
    assert shown.said() == (
        "PT-26-000001 belum dibayar: Rp 1.000. F8 untuk membayarnya nanti. "
        "Buka sif untuk membayar dari laci, atau minta bendahara membayar dari brankas."
    )


def test_give_back_with_the_arrows_and_all_of_it(show: Show[ConsignorsPage], rina: Actor, sari: dict[str, int]) -> None:
    pie = make.product("Pastel", 2_500, owner_id=sari[""])
    make.delivered(sari[""], pie, 8)
    shown = show(ConsignorsPage, rina)
    find(shown, "sari")
    press(shown.window, "F6")
    press(shown.window, "Enter")
    assert shown.said().startswith("Belum ada barang yang diisi.")
    type_as_person(shown.window, "1.5")
    press(shown.window, "Enter")
    assert shown.said() == "“1.5” bukan jumlah Lemper. Ketik angka bulat tanpa titik atau koma, misalnya 12."
    type_as_person(shown.window, "41")
    press(shown.window, "Enter")
    assert shown.said() == "Di rak tercatat 40 Lemper, diminta 41. Hitung lagi; paling banyak 40."
    press(shown.window, "F5")
    press(shown.window, "Down")
    type_as_person(shown.window, "6")
    removal = form(shown, RemovalForm)
    assert isinstance(removal, RemovalForm)
    removal.day.date.setText("25/11/2026")
    press(shown.window, "Enter")
    assert removal.day._note.text() == "Tanggal 25/11/2026 belum tiba. Pakai tanggal hari ini atau sebelumnya."
    removal.day.reset()
    assert removal.typed() == {sari["Lemper"]: 40_000, pie: 6_000}
    press(shown.window, "Enter")
    assert shown.said() == "NR-26-000001 tersimpan: barang dibawa pulang Bu Sari."
    assert {item: level.qty_milli for item, level in levels([sari["Lemper"], pie]).items()} == {
        sari["Lemper"]: 0, pie: 2_000,
    }  # fmt: skip
    assert fetch("SELECT DISTINCT reason FROM return_note_line") == [("UNSOLD",)]


def test_a_scan_in_the_return_counts_and_a_strange_one_is_told(
    show: Show[ConsignorsPage], rina: Actor, sari: dict[str, int]
) -> None:
    shown = show(ConsignorsPage, rina)
    scan(shown.window, KERIPIK)
    assert shown.page.details.name.text() == "Bu Ani"
    press(shown.window, "F6")
    scan(shown.window, KERIPIK)
    scan(shown.window, KERIPIK)
    scan(shown.window, "8990000000001")
    assert shown.said() == "Kode 8990000000001 bukan barang yang ada di rak penitip ini."
    removal = form(shown, RemovalForm)
    assert isinstance(removal, RemovalForm)
    assert removal.typed() == {sari["Keripik"]: 2_000}


def test_lost_goods_are_replaced_by_who_keeps_the_books(
    show: Show[ConsignorsPage], endang: Actor, sari: dict[str, int]
) -> None:
    shown = show(ConsignorsPage, endang)
    find(shown, "sari")
    press(shown.window, "F7")
    type_as_person(shown.window, "2")
    press(shown.window, "Enter")
    assert shown.said() == "RG-26-000001: hak Bu Sari bertambah Rp 3.200 sebagai ganti."
    assert shown.page.details.owed.text() == "Rp 19.200"
    sentence, text, buttons = slip_on_top(shown)
    assert sentence == "Slip RG-26-000001"
    assert "2 pcs                      3.200\n" in text
    assert "Diganti                  Rp3.200\nTerbilang: tiga ribu dua ratus\nrupiah" in text
    assert "Tutup" in buttons
    press(shown.window, "Enter")
    press(shown.window, "F12")
    account = form(shown, AccountForm)
    assert isinstance(account, AccountForm)
    assert account.note.text() == "laku 20.000 − komisi 4.000 + ganti 3.200"


def test_a_cashier_sees_what_a_cashier_may_do(show: Show[ConsignorsPage], rina: Actor, sari: dict[str, int]) -> None:
    shown = show(ConsignorsPage, rina)
    printed = set(shown.keys())
    assert "F7" not in printed
    assert not shown.page.details.loss_button.isVisible()
    assert printed >= {"F12", "F8", "F6", "Ctrl+P", "Del"}


def test_take_a_paper_back_with_a_reason(show: Show[ConsignorsPage], rina: Actor, sari: dict[str, int]) -> None:
    shown = show(ConsignorsPage, rina)
    find(shown, "sari")
    press(shown.window, "F12")
    press(shown.window, "Enter")
    press(shown.window, "Enter")
    press(shown.window, "Esc")
    find(shown, "")
    press(shown.window, "Del")
    assert shown.said() == "Pilih suratnya dengan ↑↓, lalu tekan Del lagi."
    press(shown.window, "Del")
    cancel = form(shown, CancelForm)
    assert isinstance(cancel, CancelForm)
    press(shown.window, "Enter")
    assert cancel.reason._box._note.text() == "Tulis alasannya dulu."
    type_as_person(shown.window, "salah orang")
    press(shown.window, "Enter")
    assert shown.said() == "KW-26-000001 dibatalkan."
    assert shown.page.details.owed.text() == "Rp 16.000"
    press(shown.window, "Del")
    assert shown.said() == "KW-26-000001 sudah dibatalkan dengan BT-26-000001."
    assert green()


def test_every_document_shows_its_slip(show: Show[ConsignorsPage], rina: Actor, sari: dict[str, int]) -> None:
    shown = show(ConsignorsPage, rina)
    find(shown, "sari")
    press(shown.window, "Ctrl+P")
    assert shown.said() == "Belum ada kuitansi atau nota."
    press(shown.window, "F12")
    press(shown.window, "Enter")
    press(shown.window, "Enter")
    assert slip_on_top(shown)[0] == "Slip KW-26-000001", "without a printer the kuitansi is on screen"
    assert shown.said() == "KW-26-000001: Rp 16.000 dibayar kepada Bu Sari. Minta tanda tangan di kuitansinya."
    press(shown.window, "Ctrl+P")
    assert shown.said().startswith("Tanpa printer: slip KW-26-000001 hanya di layar ini."), "nothing was printed"
    assert copies_of("payout", 1, "payout") == 1
    press(shown.window, "Enter")
    press(shown.window, "F4")
    titles = {"settlement": "PERHITUNGAN TITIPAN", "payout": "KUITANSI", "delivery": "NOTA TITIP"}
    for kind, title in titles.items():
        documents = [row.kind for row in shown.page.details.documents_model.rows]
        shown.page.details.documents.select(documents.index(kind))
        press(shown.window, "Enter")
        assert shown.messages.panel() is not None, kind
        if kind != "payout":
            press(shown.window, "Ctrl+P")
        number, paper, buttons = slip_on_top(shown)
        assert number == f"Slip {shown.page.details.documents_model.rows[documents.index(kind)].number}"
        assert (title in paper, buttons) == (True, ["Slip A5", "Teks WA", "Tutup"])
        press(shown.window, "Esc")
        if kind != "payout":
            press(shown.window, "Esc")
        assert shown.messages.panel() is None


def test_a_slip_is_said_to_be_on_its_way_only_with_a_printer(
    show: Show[ConsignorsPage], rina: Actor, sari: dict[str, int]
) -> None:
    shown = show(ConsignorsPage, rina)
    shown.pc.set("printer.kind", str(PrinterKind.FILE))
    find(shown, "sari")
    press(shown.window, "F12")
    press(shown.window, "Enter")
    press(shown.window, "Enter")
    assert shown.messages.panel() is None, "the kuitansi comes out of the printer"
    press(shown.window, "Ctrl+P")
    assert slip_on_top(shown)[2] == ["Slip A5", "Teks WA", "Tutup", "Cetak salinan"]
    press(shown.window, "Enter")
    assert (shown.said(), copies_of("payout", 1, "payout")) == (
        "Salinan KW-26-000001 dikirim ke antrean printer.",
        2,
    )
    press(shown.window, "F4")
    kinds = [row.kind for row in shown.page.details.documents_model.rows]
    shown.page.details.documents.select(kinds.index("settlement"))
    press(shown.window, "Ctrl+P")
    press(shown.window, "Enter")
    assert shown.said() == "PT-26-000001 dikirim ke antrean printer."
    press(shown.window, "Ctrl+P")
    press(shown.window, "Enter")
    assert shown.said() == "Salinan PT-26-000001 dikirim ke antrean printer."


def test_search_filters_and_the_sum(show: Show[ConsignorsPage], rina: Actor, sari: dict[str, int]) -> None:
    shown = show(ConsignorsPage, rina)
    assert [row.name for row in shown.page.model.rows] == ["Bu Ani", "Bu Sari"]
    assert (shown.page.count.text(), shown.page.people.total.figures[0].text()) == ("2 UMKM", "Rp 16.000")
    press(shown.window, "Down")
    assert shown.page.details.name.text() == "Bu Sari"
    press(shown.window, "F5")
    assert [row.name for row in shown.page.model.rows] == ["Bu Sari"]
    press(shown.window, "F5")
    assert (shown.page.model.rows, shown.page.details.isVisible()) == ([], False)
    press(shown.window, "F5")
    press(shown.window, "F5")
    find(shown, "ani")
    assert [row.name for row in shown.page.model.rows] == ["Bu Ani"]
    press(shown.window, "F12")
    assert shown.said() == "Belum ada hasil titipan Bu Ani yang perlu dibayar."
    press(shown.window, "Esc")
    assert shown.page.search.text() == ""


def test_an_empty_shop_has_a_page(show: Show[ConsignorsPage], rina: Actor) -> None:
    shown = show(ConsignorsPage, rina)
    for key in ("F12", "F8", "F6", "F4", "Ctrl+P", "Del", "F5", "Enter"):
        press(shown.window, key)
    assert (shown.page.count.text(), shown.page.people.total.figures[0].text()) == ("0 UMKM", "Rp 0")


@pytest.mark.parametrize(("width", "height", "scale"), [(1_238, 640, 100), (890, 470, 100), (1_238, 640, 150)])
def test_nothing_is_wider_than_the_page(
    show: Show[ConsignorsPage],
    rina: Actor,
    sari: dict[str, int],
    qapp: QApplication,
    width: int,
    height: int,
    scale: int,
) -> None:
    shown = show(ConsignorsPage, rina)
    apply_theme(qapp, scale_percent=scale)
    shown.window.resize(width, height)
    QApplication.processEvents()
    assert (shown.window.width(), shown.window.height()) == (width, height)
    assert shown.page.details.settle_button.height() >= 44
    find(shown, "sari")
    press(shown.window, "F12")
    panel = shown.messages.panel()
    assert panel is not None
    assert panel.card.width() <= width - 32
    press(shown.window, "Enter")
    press(shown.window, "Esc")
    assert settlement_view(1).unpaid_idr == 16_000


def test_on_a_low_screen_documents_have_the_room(
    show: Show[ConsignorsPage], rina: Actor, sari: dict[str, int], qapp: QApplication
) -> None:
    """The page of a window of 1024 by 600: the head is two lines, what was folded away stands in the key bar."""
    for _time in range(5):
        make.delivered(sari[""], sari["Lemper"], 1)
    shown = show(ConsignorsPage, rina)
    details = shown.page.details
    find(shown, "sari")
    around = shown.window.size() - shown.page.size()
    shown.window.resize(QSize(924, 426) + around)
    QApplication.processEvents()
    press(shown.window, "F4")
    QApplication.processEvents()
    assert len(details.documents_model.rows) == 6
    assert details.documents.viewport().height() // details.documents.rowHeight(0) >= 4
    assert all(part.isVisible() for part in (details.settle_button, details.owed, details.name, details.about))
    assert details.list_foot.until.isVisible()
    assert not details.return_button.isVisible()
    assert {"F6", "F8", "F12"} <= {action.key for action in shown.page.actions_shown}
    press(shown.window, "F4")
    assert not details.list_foot.isVisible(), "the day is that of the documents"
    shown.window.resize(1_238, 640)
    QApplication.processEvents()
    assert (details.return_button.isVisible(), details.note.isVisible(), details.list_foot.words.isHidden()) == (
        True,
        True,
        False,
    )
