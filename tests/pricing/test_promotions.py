"""A promotion is written down once, ended by a row of its own, and refused with a sentence where it can't be."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import peewee
import pytest

from pkkmart.core import clock
from pkkmart.core.actor import SYSTEM
from pkkmart.core.db import db, fetch
from pkkmart.core.errors import NotPermitted, UserError
from pkkmart.core.operation import Changed, on_change
from pkkmart.core.quantity import ONE
from pkkmart.pricing.checks import CHECKS
from pkkmart.pricing.operations import PromotionOver, add_promotion, end_promotion, set_paket, set_tiers
from pkkmart.pricing.promotions import Kind, Promotion, PromotionDetails
from pkkmart.pricing.queries import State, price_book, price_book_of, promotions
from pkkmart.pricing.rules import PaketPart, Tier
from pkkmart.products.queries import categories
from tests import make
from tests.conftest import FrozenClock
from tests.pricing.goods import DAY, MORNING, wanted

TOMORROW = DAY + timedelta(days=1)


def details(kind: Kind = Kind.PERCENT, **values: object) -> PromotionDetails:
    """Ten percent off everything from today on, unless told."""
    told = {"name": "Kue sore", "starts_on": DAY, "on_everything": True, **values}
    if kind is Kind.PERCENT:
        told = {"percent_bp": 1_000, **told}
    return PromotionDetails(kind=kind, **told)  # type: ignore[arg-type]


@pytest.fixture
def cake(shop: FrozenClock) -> int:
    return make.product("Kue lapis", 2_000, owner_id=make.consignor(fixed_idr=1_600), category="Kue basah")


def test_what_is_written_down_is_what_the_counter_reads(cake: int) -> None:
    tea = make.product("Teh botol", 5_000, category="Minuman")
    kinds = {name: number for number, name in categories()}
    hour = details(
        name="  Kue   sore ", percent_bp=2_000, bearer="SHARED", on_everything=False, product_ids=frozenset({tea}),
        category_ids=frozenset({kinds["Kue basah"]}), from_minute=960, until_minute=1_200, weekdays=0b0011111,
        ends_on=date(2026, 12, 31),
    )  # fmt: skip
    free = details(Kind.BUY_N_GET_M, pieces=2, free_pieces=1, amount_idr=77, percent_bp=77)
    assert [add_promotion(SYSTEM, hour), add_promotion(SYSTEM, free)] == [1, 2]
    first, second = price_book(DAY).promotions
    assert first == Promotion(
        id=1, name="Kue sore", kind=Kind.PERCENT, bearer="SHARED", percent_bp=2_000, starts_on=DAY,
        ends_on=date(2026, 12, 31), weekdays=0b0011111, from_minute=960, until_minute=1_200,
        product_ids=frozenset({tea}), category_ids=frozenset({kinds["Kue basah"]}),
    )  # fmt: skip
    assert (second.pieces, second.free_pieces, second.amount_idr, second.percent_bp) == (2, 1, 0, 0)
    assert fetch("SELECT subject FROM audit ORDER BY id DESC LIMIT 1") == [("promotion 2 Kue sore",)]


def test_the_book_holds_what_runs_and_what_is_to_come(shop: FrozenClock) -> None:
    today = add_promotion(SYSTEM, details(ends_on=DAY))
    later = add_promotion(SYSTEM, details(starts_on=TOMORROW))
    gone = add_promotion(SYSTEM, details())
    end_promotion(SYSTEM, gone, " salah harga ")
    assert [one.id for one in price_book(DAY).promotions] == [today, later]
    assert [one.id for one in price_book(TOMORROW).promotions] == [later]
    assert price_book(DAY).reduce([wanted(1)], MORNING)[0].promotion_id == today
    assert price_book(DAY).reduce([wanted(1)], MORNING + timedelta(days=1))[0].promotion_id == later
    assert fetch("SELECT promotion_id, user_id, reason FROM promotion_end") == [(gone, None, "salah harga")]


def test_the_book_of_some_goods_leaves_out_what_cannot_touch_them(cake: int) -> None:
    tea, box = make.product("Teh botol", 5_000, category="Minuman"), make.product("Paket", 9_000)
    kinds = {name: number for number, name in categories()}
    everything = add_promotion(SYSTEM, details())
    of_cakes = add_promotion(SYSTEM, details(on_everything=False, category_ids=frozenset({kinds["Kue basah"]})))
    of_both = add_promotion(SYSTEM, details(on_everything=False, product_ids=frozenset({tea, cake})))
    add_promotion(SYSTEM, details(on_everything=False, product_ids=frozenset({box})))
    gone = add_promotion(SYSTEM, details(on_everything=False, product_ids=frozenset({tea})))
    end_promotion(SYSTEM, gone)
    set_tiers(SYSTEM, tea, [Tier(6 * ONE, 4_500)])
    set_paket(SYSTEM, box, [PaketPart(tea, ONE)])
    of_tea = price_book_of(DAY, [tea], [kinds["Minuman"]])
    assert [one.id for one in of_tea.promotions] == [everything, of_both]
    assert (list(of_tea.tiers), of_tea.pakets) == ([tea], {})
    assert [one.id for one in price_book_of(DAY, [cake], [kinds["Kue basah"]]).promotions] == [
        everything, of_cakes, of_both,
    ]  # fmt: skip
    assert price_book_of(DAY, [box], []).pakets == price_book(DAY).pakets
    assert price_book_of(DAY, [tea, cake, box], kinds.values()).tiers == price_book(DAY).tiers


def test_the_list_says_what_runs_what_comes_and_what_is_over(cake: int, shop: FrozenClock) -> None:
    on_cake = frozenset({cake})
    running = add_promotion(SYSTEM, details(on_everything=False, product_ids=on_cake, category_ids=frozenset({1})))
    over = add_promotion(SYSTEM, details(ends_on=DAY))
    coming = add_promotion(SYSTEM, details(starts_on=DAY + timedelta(days=9)))
    ended = add_promotion(SYSTEM, details())
    end_promotion(SYSTEM, ended)
    shop.pass_(days=1)
    rows = promotions()
    assert [(row.promotion.id, row.state) for row in rows] == [
        (running, State.RUNNING), (coming, State.COMING), (ended, State.PAST), (over, State.PAST),
    ]  # fmt: skip
    assert (rows[0].products, rows[0].categories) == (("Kue lapis",), ("Kue basah",))
    assert [row.ended_on for row in rows] == [None, None, DAY, None]
    assert [row.state for row in promotions(DAY)] == [State.RUNNING, State.RUNNING, State.COMING, State.PAST]


REFUSALS = [
    (details(name="  "), "Nama promosi belum diisi. Tulis seperti yang akan tampil di struk, misalnya “Kue sore”."),
    (details(percent_bp=0), "Potongan 0 % tidak bisa. Isi lebih dari 0 dan kurang dari 100 persen."),
    (details(percent_bp=10_000), "Potongan 100 % tidak bisa. Isi lebih dari 0 dan kurang dari 100 persen."),
    (details(Kind.AMOUNT), "Besarnya potongan atau harga belum diisi. Isi lebih dari 0 rupiah."),
    (details(Kind.BUNDLE, pieces=3), "Besarnya potongan atau harga belum diisi. Isi lebih dari 0 rupiah."),
    (
        details(Kind.AMOUNT, amount_idr=2_000, on_everything=False, product_ids=frozenset({1})),
        "Potongan 2.000 tidak bisa: harga Kue lapis hanya 2.000. Isi kurang dari harganya.",
    ),
    (
        details(Kind.BUNDLE, pieces=3, amount_idr=6_000, on_everything=False, product_ids=frozenset({1})),
        "3 buah seharga 6.000 tidak lebih murah: harga satuannya 2.000. Isi kurang dari 6.000.",
    ),
    (details(Kind.BUNDLE, pieces=1, amount_idr=1), "Jumlah barang dalam promosi belum benar. Isi 2 sampai 999."),
    (details(Kind.BUY_N_GET_M, free_pieces=1), "Jumlah barang dalam promosi belum benar. Isi 1 sampai 999."),
    (details(Kind.BUY_N_GET_M, pieces=1), "Jumlah barang dalam promosi belum benar. Isi 1 sampai 999."),
    (
        details(starts_on=TOMORROW, ends_on=DAY),
        "Hari terakhir 24/11/2026 lebih dulu dari hari pertama 25/11/2026. Betulkan tanggalnya.",
    ),
    (
        details(starts_on=date(2026, 11, 1), ends_on=date(2026, 11, 23)),
        "Hari terakhir 23/11/2026 sudah lewat. Isi hari ini atau sesudahnya.",
    ),
    (
        details(from_minute=960, until_minute=960),
        "Jam selesai harus sesudah jam mulai, di hari yang sama. Betulkan jamnya.",
    ),
    (details(weekdays=0), "Belum ada hari yang dipilih. Pilih paling sedikit satu hari."),
    (details(on_everything=False), "Belum ada barang yang dipilih. Pilih barang, kategori, atau semua barang."),
    (
        details(on_everything=False, product_ids=frozenset({3})),
        "Kerupuk sudah tidak dijual. Lepas dari promosi, lalu simpan.",
    ),
    (
        details(bearer="CONSIGNOR", on_everything=False, product_ids=frozenset({2})),
        "Gula milik koperasi, tidak ada UMKM yang menanggung potongannya. Pilih ditanggung toko.",
    ),
]


@pytest.mark.parametrize(("asked", "sentence"), REFUSALS, ids=[sentence[:40] for _asked, sentence in REFUSALS])
def test_what_can_not_be_is_refused_with_a_sentence(cake: int, asked: PromotionDetails, sentence: str) -> None:
    make.product("Gula")
    crackers = make.product("Kerupuk")
    db.execute_sql("UPDATE product SET active = 0 WHERE id = ?", (crackers,))
    with pytest.raises(UserError) as refused:
        add_promotion(SYSTEM, asked)
    assert str(refused.value) == sentence
    assert promotions() == []


def test_umkm_may_bear_the_discount_of_a_paket_and_nobody_else_may_bear_it(cake: int) -> None:
    box = make.product("Paket arisan", 30_000)
    set_paket(SYSTEM, box, [PaketPart(cake, 10 * ONE)])
    consigned = details(bearer="CONSIGNOR", on_everything=False, product_ids=frozenset({box}))
    assert add_promotion(SYSTEM, consigned) == 1
    with pytest.raises(ValueError, match="bearer"):
        add_promotion(SYSTEM, replace(consigned, bearer="NOBODY"))


def test_a_promotion_is_ended_once(shop: FrozenClock) -> None:
    one = add_promotion(SYSTEM, details())
    past = add_promotion(SYSTEM, details(ends_on=DAY))
    end_promotion(SYSTEM, one)
    with pytest.raises(PromotionOver) as refused:
        end_promotion(SYSTEM, one)
    assert str(refused.value) == "Kue sore sudah berakhir pada 24/11/2026. Tidak ada yang perlu dihentikan."
    shop.pass_(days=1)
    with pytest.raises(PromotionOver):
        end_promotion(SYSTEM, past)
    with pytest.raises(LookupError):
        end_promotion(SYSTEM, 99)


def test_only_who_keeps_products_may_and_screens_are_told(shop: FrozenClock) -> None:
    rina = make.cashier()
    with pytest.raises(NotPermitted):
        add_promotion(rina, details())
    heard: list[frozenset[Changed]] = []
    stop = on_change(heard.append)
    end_promotion(SYSTEM, add_promotion(SYSTEM, details()))
    stop()
    assert heard == [frozenset({Changed.PRODUCTS})] * 2
    with pytest.raises(NotPermitted):
        end_promotion(rina, 1)


@pytest.mark.parametrize(
    "attack",
    [
        "UPDATE promotion SET percent_bp = 9000",
        "DELETE FROM promotion",
        "INSERT OR REPLACE INTO promotion SELECT * FROM promotion",
        "UPDATE promotion_target SET product_id = NULL, category_id = 1",
        "DELETE FROM promotion_target",
        "INSERT OR REPLACE INTO promotion_target (promotion_id, product_id) VALUES (1, 1)",
        "DELETE FROM promotion_end",
        "UPDATE promotion_end SET recorded_at = ''",
        "INSERT OR REPLACE INTO promotion_end (promotion_id, recorded_at, reason) VALUES (1, '', '')",
    ],
)
def test_the_database_refuses_to_rewrite_a_promotion(cake: int, attack: str) -> None:
    add_promotion(SYSTEM, details(on_everything=False, product_ids=frozenset({cake})))
    end_promotion(SYSTEM, 1)
    with pytest.raises(peewee.IntegrityError):
        db.execute_sql(attack)


def test_the_proof_finds_a_promotion_on_nothing_and_on_both(cake: int) -> None:
    add_promotion(SYSTEM, details())
    add_promotion(SYSTEM, details(on_everything=False, product_ids=frozenset({cake})))
    figures = [check().figure for check in CHECKS]
    assert figures == ["2 promosi, 0 tanpa barang yang jelas", "0 paket, 0 tidak bisa diurai"]
    db.execute_sql("INSERT INTO promotion_target (promotion_id, product_id) VALUES (1, ?)", (cake,))
    assert not CHECKS[0]().ok
    assert clock.today() == DAY
