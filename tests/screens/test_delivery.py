"""The morning of titip kue: consignors, quantities, scans, terms."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from pkkmart.consignment.queries import consignors_on, last_delivered, recent_deliveries, terms_of
from pkkmart.consignment.rules import Bearer
from pkkmart.consignment.screen import DeliveryPage
from pkkmart.consignment.screen.terms import TermsForm, percent_words
from pkkmart.core import clock
from pkkmart.core.actor import SYSTEM, Actor, Permission
from pkkmart.core.db import fetch
from pkkmart.core.operation import operation
from pkkmart.ledger.operations import lock_month
from pkkmart.people.operations import PersonDetails, register_person
from pkkmart.people.queries import CapacityKind, people_with
from pkkmart.products.queries import products_of
from pkkmart.stock.queries import levels
from pkkmart.users.roles import Role
from tests import make
from tests.conftest import FrozenClock
from tests.keys import press, scan, type_as_person
from tests.screens.conftest import Show

KERIPIK = "8992741905442"


@pytest.fixture
def treasurer(shop: object) -> Actor:
    return make.cashier("Bu Endang", role=Role.TREASURER)


@pytest.fixture
def tini(treasurer: Actor) -> dict[str, int]:
    person = make.consignor("Bu Tini", percent_bp=1_000)
    return {"": person} | {
        name: make.product(name, 3_000, owner_id=person) for name in ("Dadar gulung", "Lemper", "Risoles")
    }


@pytest.fixture
def sari(treasurer: Actor) -> dict[str, int]:
    person = make.consignor("Bu Sari", percent_bp=1_500)
    return {"": person, "Keripik": make.product("Keripik", 12_000, owner_id=person, code=KERIPIK)}


def test_find_a_consignor_count_save(
    show: Show[DeliveryPage], treasurer: Actor, sari: object, tini: dict[str, int], qtbot: QtBot
) -> None:
    shown = show(DeliveryPage, treasurer)
    type_as_person(shown.window, "tini")
    press(shown.window, "Enter")
    type_as_person(shown.window, "20")
    press(shown.window, "Enter")
    type_as_person(shown.window, "15")
    press(shown.window, "Down")
    type_as_person(shown.window, "+")
    assert (shown.page.tally.figure.text(), shown.page.tally.note.text()) == ("36", "3 macam · senilai 108.000 di rak")
    press(shown.window, "F12")
    assert shown.said() == "NT-26-000001 tersimpan: 36 barang dari Bu Tini. Tanpa printer: notanya di Ctrl+P."
    known = levels(tini.values())
    assert [known[tini[name]].qty_milli for name in ("Dadar gulung", "Lemper", "Risoles")] == [20_000, 15_000, 1_000]
    assert shown.page.goods.typed() == {}
    assert shown.page.today.text() == "Hari ini 1 dari 2 ibu · 36 barang"
    assert shown.page.home is not None
    assert shown.page.home.hasFocus()


def test_a_scan_brings_its_consignor_and_what_was_typed_waits(
    show: Show[DeliveryPage], treasurer: Actor, sari: dict[str, int], tini: dict[str, int]
) -> None:
    shown = show(DeliveryPage, treasurer)
    shown.page.choose(tini[""])
    type_as_person(shown.window, "20")
    scan(shown.window, KERIPIK)
    scan(shown.window, KERIPIK)
    assert shown.page.name.text() == "Bu Sari"
    assert shown.page.goods.typed() == {sari["Keripik"]: 2_000}
    press(shown.window, "F12")
    shown.page.choose(tini[""])
    assert shown.page.goods.typed() == {tini["Dadar gulung"]: 20_000}


def test_the_keys_walk_through_consignors(
    show: Show[DeliveryPage], treasurer: Actor, sari: object, tini: object
) -> None:
    shown = show(DeliveryPage, treasurer)
    assert shown.page.name.text() == "Bu Sari"
    press(shown.window, "PgDown")
    assert shown.page.name.text() == "Bu Tini"
    assert shown.page.goods.rows[0].quantity.hasFocus()
    press(shown.window, "PgUp")
    assert shown.page.name.text() == "Bu Sari"


def test_as_last_time(show: Show[DeliveryPage], treasurer: Actor, shop: FrozenClock, tini: dict[str, int]) -> None:
    make.delivered(tini[""], tini["Lemper"], 15)
    shop.pass_(days=1)
    make.delivered(tini[""], tini["Lemper"], 12)
    make.delivered(tini[""], tini["Risoles"], 10)
    shop.pass_(days=1)
    assert last_delivered(tini[""], clock.today()) == {tini["Lemper"]: 12_000, tini["Risoles"]: 10_000}
    shown = show(DeliveryPage, treasurer)
    press(shown.window, "F5")
    assert shown.page.goods.typed() == {tini["Lemper"]: 12_000, tini["Risoles"]: 10_000}


def test_nothing_typed_is_said(show: Show[DeliveryPage], treasurer: Actor, tini: object) -> None:
    shown = show(DeliveryPage, treasurer)
    press(shown.window, "F12")
    assert shown.said() == "Belum ada barang titipan yang diisi. Isi jumlah paling sedikit satu barang."


def test_owned_goods_are_sent_where_they_belong(show: Show[DeliveryPage], treasurer: Actor, tini: object) -> None:
    make.product("Gula", 17_500, code="8991001000028")
    shown = show(DeliveryPage, treasurer)
    scan(shown.window, "8991001000028")
    assert shown.said() == "Gula milik koperasi. Terima lewat Stok, Terima barang."


def test_without_an_agreement_the_terms_are_asked(show: Show[DeliveryPage], treasurer: Actor) -> None:
    nani = make.consignor("Bu Nani")
    make.product("Bakwan", 2_000, owner_id=nani)
    shown = show(DeliveryPage, treasurer)
    shown.page.choose(nani)
    type_as_person(shown.window, "10")
    press(shown.window, "F12")
    form = shown.window.findChild(TermsForm)
    assert form is not None
    type_as_person(shown.window, "120")
    press(shown.window, "Enter")
    assert form._percent_named._note.text() == "Isi 0 sampai 100, misalnya 12,5."
    form.percent.clear()
    type_as_person(shown.window, "12,5")
    assert form.example.text() == "Terjual Rp 10.000: ibu menerima Rp 8.750, koperasi Rp 1.250."
    form.shrinkage.choose(Bearer.CONSIGNOR)
    press(shown.window, "Enter")
    terms = terms_of(nani, clock.today())
    assert terms is not None
    assert (terms.commission_bp, terms.shrinkage) == (1_250, Bearer.CONSIGNOR)
    press(shown.window, "F12")
    assert shown.said() == "NT-26-000001 tersimpan: 10 barang dari Bu Nani. Tanpa printer: notanya di Ctrl+P."


def test_a_new_consignor_with_a_first_cake(show: Show[DeliveryPage], treasurer: Actor) -> None:
    shown = show(DeliveryPage, treasurer)
    assert shown.page.name.text() == "Belum ada penitip"
    press(shown.window, "F4")
    type_as_person(shown.window, "Bu Lastri")
    press(shown.window, "Enter")
    form = shown.window.findChild(TermsForm)
    assert form is not None
    type_as_person(shown.window, "10")
    press(shown.window, "Enter")
    press(shown.window, "Ctrl+N")
    type_as_person(shown.window, "Combro")
    press(shown.window, "Tab")
    type_as_person(shown.window, "2500")
    press(shown.window, "Enter")
    type_as_person(shown.window, "30")
    press(shown.window, "F12")
    (lastri,) = people_with(CapacityKind.CONSIGNOR)
    assert [product.name for product in products_of(lastri.id)] == ["Combro"]
    assert [(row.number, row.consignor, row.qty_milli) for row in recent_deliveries()] == [
        ("NT-26-000001", "Bu Lastri", 30_000)
    ]


def test_a_namesake_is_asked_about(show: Show[DeliveryPage], treasurer: Actor, tini: object) -> None:
    shown = show(DeliveryPage, treasurer)
    press(shown.window, "F4")
    press(shown.window, "Enter")
    type_as_person(shown.window, "bu tini")
    press(shown.window, "Enter")
    assert len(people_with(CapacityKind.CONSIGNOR)) == 1
    assert shown.said() == "Sudah ada Bu Tini (P-0001), namanya sama. Apakah dia orangnya?"
    press(shown.window, "F4")
    assert len(people_with(CapacityKind.CONSIGNOR)) == 2


def test_a_member_who_begins_to_sell_stays_one_person(show: Show[DeliveryPage], treasurer: Actor) -> None:
    siti = make.member()
    shown = show(DeliveryPage, treasurer)
    press(shown.window, "F4")
    type_as_person(shown.window, "Bu Siti Wahyuni")
    press(shown.window, "Enter")
    assert shown.said() == "Sudah ada Siti Wahyuni (A-0001), namanya sama. Apakah dia orangnya?"
    press(shown.window, "Esc")
    press(shown.window, "Enter")
    press(shown.window, "Enter")
    assert shown.window.findChild(TermsForm) is not None
    assert [(row.id, row.number) for row in people_with(CapacityKind.CONSIGNOR)] == [(siti.person_id, "P-0001")]


def test_esc_asks_before_it_forgets_what_was_typed(
    show: Show[DeliveryPage], treasurer: Actor, tini: dict[str, int]
) -> None:
    shown = show(DeliveryPage, treasurer)
    shown.page.choose(tini[""])
    type_as_person(shown.window, "20")
    press(shown.window, "Esc")
    assert shown.said() == "Buang jumlah yang sudah diketik untuk Bu Tini?"
    press(shown.window, "Esc")
    assert shown.page.goods.typed() == {tini["Dadar gulung"]: 20_000}
    press(shown.window, "Esc")
    press(shown.window, "Enter")
    assert shown.page.goods.typed() == {tini["Dadar gulung"]: 20_000}
    press(shown.window, "Esc")
    press(shown.window, "Del")
    assert shown.page.goods.typed() == {}


def test_a_cashier_counts_in_and_registers_nobody(show: Show[DeliveryPage], tini: dict[str, int]) -> None:
    shown = show(DeliveryPage, make.cashier("Bu Yuli"))
    assert not {"F4", "F6", "Ctrl+N"} & set(shown.keys())
    nani = make.consignor("Bu Nani")
    make.product("Bakwan", 2_000, owner_id=nani)
    shown.page.choose(nani)
    type_as_person(shown.window, "10")
    press(shown.window, "F12")
    assert shown.said().startswith("Belum ada perjanjian titip jual untuk Bakwan (Bu Nani).")
    shown.page.choose(tini[""])
    type_as_person(shown.window, "10")
    press(shown.window, "F12")
    assert shown.said() == "NT-26-000001 tersimpan: 10 barang dari Bu Tini. Tanpa printer: notanya di Ctrl+P."
    assert [consignor.delivered_milli for consignor in consignors_on(clock.today())] == [0, 10_000]


@pytest.mark.parametrize(("basis_points", "words"), [(1_000, "10"), (1_250, "12,5"), (1_205, "12,05"), (0, "0")])
def test_percent(basis_points: int, words: str) -> None:
    assert percent_words(basis_points) == words


def test_far_more_than_last_time_is_asked_about_and_enter_goes_back(
    show: Show[DeliveryPage], treasurer: Actor, tini: dict[str, int], frozen: FrozenClock
) -> None:
    make.delivered(tini[""], tini["Lemper"], 18)
    make.delivered(tini[""], tini["Risoles"], 10)
    frozen.pass_(days=1)
    shown = show(DeliveryPage, treasurer)
    shown.page.choose(tini[""])
    shown.page.goods.add(tini["Lemper"], 9_999_000)
    shown.page.goods.add(tini["Risoles"], 101_000)
    press(shown.window, "F12")
    assert shown.said() == (
        "Jauh lebih banyak dari biasanya: Lemper 9.999, terakhir 18; Risoles 101, terakhir 10. Periksa jumlahnya."
    )
    press(shown.window, "Enter")
    assert len(recent_deliveries()) == 2
    press(shown.window, "F12")
    press(shown.window, "F12")
    assert levels([tini["Lemper"]])[tini["Lemper"]].qty_milli == 10_017_000


def test_goods_of_yesterday_are_booked_on_their_day(
    show: Show[DeliveryPage], treasurer: Actor, tini: dict[str, int], frozen: FrozenClock
) -> None:
    make.delivered(tini[""], tini["Lemper"], 18)
    frozen.pass_(days=2)
    make.delivered(tini[""], tini["Lemper"], 7)
    shown = show(DeliveryPage, treasurer)
    page = shown.page
    assert (page.today.text(), page.goods.rows[1].last_milli) == ("Hari ini 1 dari 1 ibu · 7 barang", 18_000)
    press(shown.window, "F7")
    type_as_person(shown.window, "25112026")
    press(shown.window, "Enter")
    assert page.today.text() == "25/11/2026: 0 dari 1 ibu · 0 barang"
    assert [words.text() for words in page.head._figures] == ["TERAKHIR", "25/11", "STOK"]
    assert page.goods.rows[0].quantity.hasFocus()
    type_as_person(shown.window, "20")
    press(shown.window, "F12")
    assert shown.said() == "NT-26-000003 per 25/11/2026: 20 barang dari Bu Tini. Tanpa printer: notanya di Ctrl+P."
    assert fetch("SELECT number, business_date FROM delivery ORDER BY id")[2:] == [("NT-26-000003", "2026-11-25")]
    assert fetch("SELECT DISTINCT business_date FROM stock_move WHERE origin_kind = 'delivery' AND origin_id = 3") == [
        ("2026-11-25",)
    ]
    assert page.today.text() == "25/11/2026: 1 dari 1 ibu · 20 barang", "the next mother's note is of that day"
    page.enter()
    assert page.today.text() == "Hari ini 1 dari 1 ibu · 7 barang"


def test_a_day_that_can_not_be_is_refused_and_what_was_typed_stays(
    show: Show[DeliveryPage], treasurer: Actor, tini: dict[str, int]
) -> None:
    @operation(Permission.KEEP_BOOKS)
    def close_october(actor: Actor) -> None:
        lock_month("2026-10")

    close_october(treasurer)
    shown = show(DeliveryPage, treasurer)
    shown.page.choose(tini[""])
    type_as_person(shown.window, "20")
    for typed, told in (
        ("25/11/2026", "Tanggal 25/11/2026 belum tiba. Pakai tanggal hari ini atau sebelumnya."),
        (
            "30/10/2026",
            "Bulan Oktober 2026 sudah ditutup. Pakai tanggal sesudahnya, atau minta pengurus membuka bulan itu.",
        ),
        ("kemarin", "Tulis tanggalnya, misalnya 24/11/2026."),
    ):
        shown.page.day.date.setText(typed)
        press(shown.window, "F12")
        assert (shown.page.day._note.text(), shown.page.day.date.hasFocus()) == (told, True)
    assert (recent_deliveries(), shown.page.goods.typed()) == ([], {tini["Dadar gulung"]: 20_000})


def test_a_day_before_a_mother_came_is_refused_while_her_goods_are_typed(
    show: Show[DeliveryPage], treasurer: Actor, frozen: FrozenClock
) -> None:
    frozen.pass_(days=1)
    nani = register_person(SYSTEM, PersonDetails(name="Bu Nani"), [CapacityKind.CONSIGNOR])
    bakwan = make.product("Bakwan", 2_000, owner_id=nani)
    shown = show(DeliveryPage, treasurer)
    shown.page.choose(nani)
    type_as_person(shown.window, "20")
    press(shown.window, "F7")
    type_as_person(shown.window, "24/11/2026")
    press(shown.window, "Enter")
    assert shown.page.day._note.text() == "Bu Nani belum menitip pada 24/11/2026. Pakai tanggal sesudahnya."
    assert shown.page.goods.typed() == {bakwan: 20_000}


def test_goods_without_terms_on_that_day_get_them_from_that_day(
    show: Show[DeliveryPage], treasurer: Actor, frozen: FrozenClock
) -> None:
    nani = make.consignor("Bu Nani")
    bakwan = make.product("Bakwan", 2_000, owner_id=nani)
    frozen.pass_(days=1)
    shown = show(DeliveryPage, treasurer)
    press(shown.window, "F7")
    type_as_person(shown.window, "24/11/2026")
    press(shown.window, "Enter")
    type_as_person(shown.window, "10")
    press(shown.window, "F12")
    assert shown.said() == "Bu Nani belum punya perjanjian titip jual. Isi dulu, lalu simpan lagi."
    type_as_person(shown.window, "10")
    press(shown.window, "Enter")
    assert fetch("SELECT valid_from FROM agreement") == [("2026-11-24",)]
    press(shown.window, "F12")
    assert fetch("SELECT business_date FROM delivery") == [("2026-11-24",)]
    assert levels([bakwan])[bakwan].qty_milli == 10_000


def test_a_barcode_typed_as_a_quantity_waits_with_its_consignor(
    show: Show[DeliveryPage], treasurer: Actor, tini: dict[str, int], sari: dict[str, int]
) -> None:
    told = f"“{KERIPIK}” terlalu panjang untuk jumlah Dadar gulung. Itu mungkin barcode: ketik jumlahnya lagi."
    shown = show(DeliveryPage, treasurer)
    shown.page.choose(tini[""])
    type_as_person(shown.window, KERIPIK)
    press(shown.window, "F5")
    press(shown.window, "F12")
    field = shown.page.goods.rows[0].quantity
    assert (shown.said(), field.text(), field.hasFocus(), recent_deliveries()) == (told, KERIPIK, True, [])
    type_as_person(shown.window, "+")
    assert field.text() == KERIPIK, "one more of what is no quantity would forget it"
    shown.page.choose(sari[""])
    shown.page.choose(tini[""])
    assert shown.page.goods.rows[0].quantity.text() == KERIPIK
    type_as_person(shown.window, "5")
    press(shown.window, "F12")
    assert levels([tini["Dadar gulung"]])[tini["Dadar gulung"]].qty_milli == 5_000


def test_very_many_of_what_never_came_are_asked_about(
    show: Show[DeliveryPage], treasurer: Actor, tini: dict[str, int]
) -> None:
    shown = show(DeliveryPage, treasurer)
    shown.page.choose(tini[""])
    type_as_person(shown.window, "9999")
    press(shown.window, "F12")
    assert shown.said() == (
        "Jauh lebih banyak dari biasanya: Dadar gulung 9.999, baru pertama kali diantar. Periksa jumlahnya."
    )
    press(shown.window, "Enter")
    assert recent_deliveries() == []
