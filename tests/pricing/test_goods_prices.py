"""Tier prices and pakets of a product: what holds now, what held before, and what is refused."""

from __future__ import annotations

from collections.abc import Sequence

import peewee
import pytest

from pkkmart.core.actor import SYSTEM
from pkkmart.core.db import db, fetch
from pkkmart.core.errors import NotPermitted, UserError
from pkkmart.core.quantity import ONE
from pkkmart.pricing.checks import CHECKS
from pkkmart.pricing.operations import set_paket, set_tiers
from pkkmart.pricing.queries import paket_of, pakets, pakets_among, pakets_with, price_book, tiered, tiers_of
from pkkmart.pricing.rules import PaketPart, Tier
from tests import make
from tests.conftest import FrozenClock
from tests.pricing.goods import DAY, MORNING, wanted


@pytest.fixture
def goods(shop: FrozenClock) -> dict[str, int]:
    sari, ani = make.consignor("Bu Sari", fixed_idr=1_600), make.consignor("Bu Ani", fixed_idr=2_000)
    return {
        "sugar": make.product("Gula", 17_500),
        "rice": make.product("Beras curah", 12_000, by_weight=True, unit="kg"),
        "lemper": make.product("Lemper", 2_000, owner_id=sari),
        "lapis": make.product("Kue lapis", 2_500, owner_id=ani),
        "box": make.product("Paket arisan", 30_000),
        "crackers": make.product("Kerupuk", 9_000),
    }


def test_tiers_hold_from_now_on_and_what_held_before_is_kept(goods: dict[str, int]) -> None:
    sugar = goods["sugar"]
    set_tiers(SYSTEM, sugar, [Tier(12 * ONE, 16_500), Tier(6 * ONE, 17_000)])
    set_tiers(SYSTEM, goods["rice"], [Tier(500, 11_900)])
    assert tiers_of(sugar) == (Tier(6 * ONE, 17_000), Tier(12 * ONE, 16_500))
    set_tiers(SYSTEM, sugar, [Tier(12 * ONE, 16_400), Tier(24 * ONE, 16_000)])
    assert price_book(DAY).tiers == {
        sugar: (Tier(12 * ONE, 16_400), Tier(24 * ONE, 16_000)),
        goods["rice"]: (Tier(500, 11_900),),
    }
    assert [(row.name, len(row.tiers)) for row in tiered()] == [("Beras curah", 1), ("Gula", 2)]
    assert fetch("SELECT min_qty_milli, price_idr FROM tier_price WHERE product_id = ? ORDER BY id", (sugar,)) == [
        (6_000, 17_000), (12_000, 16_500), (6_000, None), (12_000, 16_400), (24_000, 16_000),
    ]  # fmt: skip
    set_tiers(SYSTEM, sugar, [])
    assert (tiers_of(sugar), list(price_book(DAY).tiers)) == ((), [goods["rice"]])
    set_tiers(SYSTEM, sugar, [Tier(6 * ONE, 17_000)])
    assert price_book(DAY).reduce([wanted(sugar, 6, 17_500)], MORNING)[0].price_idr == 17_000


def test_writing_the_same_tiers_again_writes_nothing(goods: dict[str, int]) -> None:
    for _twice in range(2):
        set_tiers(SYSTEM, goods["sugar"], [Tier(6 * ONE, 17_000)])
    assert fetch("SELECT count(*) FROM tier_price") == [(1,)]


@pytest.mark.parametrize(
    ("name", "tiers", "sentence"),
    [
        ("sugar", [Tier(ONE, 17_000)], "Jumlah 1 untuk Gula belum benar. Harga grosir mulai dari lebih dari 1 pcs."),
        ("rice", [Tier(0, 11_000)], "Jumlah 0 untuk Beras curah belum benar. Harga grosir mulai dari lebih dari 0 kg."),
        ("sugar", [Tier(2_500, 17_000)], "Gula dijual per pcs utuh. Isi jumlah grosir tanpa koma."),
        (
            "sugar",
            [Tier(6 * ONE, 17_500)],
            "Harga grosir 17.500 untuk Gula harus lebih dari 0 dan kurang dari harga jual 17.500.",
        ),
        (
            "sugar",
            [Tier(6 * ONE, 0)],
            "Harga grosir 0 untuk Gula harus lebih dari 0 dan kurang dari harga jual 17.500.",
        ),
        (
            "sugar",
            [Tier(6_000, 9), Tier(6_000, 8)],
            "Jumlah 6 ditulis dua kali untuk Gula. Hapus salah satu.",
        ),
        (
            "sugar",
            [Tier(6 * ONE, 17_000), Tier(12 * ONE, 17_000)],
            "Mulai 12 pcs Gula harganya 17.000, tidak lebih murah dari 17.000. Betulkan harganya.",
        ),
    ],
)
def test_tiers_that_make_no_sense_are_refused(
    goods: dict[str, int], name: str, tiers: Sequence[Tier], sentence: str
) -> None:
    with pytest.raises(UserError) as refused:
        set_tiers(SYSTEM, goods[name], tiers)
    assert str(refused.value) == sentence
    assert price_book(DAY).tiers == {}


def test_a_paket_is_made_changed_and_unmade(goods: dict[str, int]) -> None:
    box = goods["box"]
    set_paket(SYSTEM, box, [PaketPart(goods["lapis"], 5 * ONE), PaketPart(goods["lemper"], 5 * ONE)])
    assert paket_of(box) == (PaketPart(goods["lapis"], 5 * ONE), PaketPart(goods["lemper"], 5 * ONE))
    set_paket(SYSTEM, box, [PaketPart(goods["lapis"], 6 * ONE), PaketPart(goods["rice"], 250)])
    assert price_book(DAY).pakets == {box: (PaketPart(goods["lapis"], 6 * ONE), PaketPart(goods["rice"], 250))}
    (row,) = pakets()
    assert (row.name, row.selling_price_idr) == ("Paket arisan", 30_000)
    assert [(part.name, part.owner, part.selling_price_idr, part.qty_milli, part.active) for part in row.parts] == [
        ("Kue lapis", "Bu Ani", 2_500, 6_000, True), ("Beras curah", "", 12_000, 250, True),
    ]  # fmt: skip
    assert (pakets_with([goods["lapis"], box]), pakets_among([goods["lapis"], box])) == (
        {goods["lapis"]: "Paket arisan"}, {box},
    )  # fmt: skip
    set_paket(SYSTEM, box, [])
    assert (paket_of(box), pakets(), price_book(DAY).pakets) == ((), [], {})
    assert len(fetch("SELECT 1 FROM kit_part")) == 7, "every change is a row"


@pytest.mark.parametrize(
    ("paket", "parts", "sentence"),
    [
        (
            "lemper",
            ["lapis"],
            "Lemper milik Bu Sari. Paket adalah barang koperasi; daftarkan barang baru untuk paketnya.",
        ),
        ("rice", ["lapis"], "Beras curah dijual timbang. Paket dijual per buah; daftarkan barang baru untuk paketnya."),
        ("sugar", ["lapis"], "Gula sudah menjadi isi Paket arisan. Daftarkan barang baru untuk paketnya."),
        ("box", ["box"], "Paket arisan tidak bisa menjadi isi paketnya sendiri. Pilih barang lain."),
        ("crackers", ["box"], "Paket arisan adalah paket. Isi paket dengan barangnya satu per satu."),
        ("crackers", ["tea"], "Teh sudah tidak dijual. Pilih barang lain untuk paketnya."),
        ("crackers", ["lapis", "lapis"], "Kue lapis ditulis dua kali. Satukan jumlahnya."),
    ],
)
def test_a_paket_that_can_not_be_taken_apart_is_refused(
    goods: dict[str, int], paket: str, parts: Sequence[str], sentence: str
) -> None:
    goods["tea"] = make.product("Teh")
    db.execute_sql("UPDATE product SET active = 0 WHERE id = ?", (goods["tea"],))
    set_paket(SYSTEM, goods["box"], [PaketPart(goods["sugar"], ONE)])
    before = price_book(DAY).pakets
    with pytest.raises(UserError) as refused:
        set_paket(SYSTEM, goods[paket], [PaketPart(goods[part], ONE) for part in parts])
    assert str(refused.value) == sentence
    assert price_book(DAY).pakets == before


@pytest.mark.parametrize(
    ("qty_milli", "sentence"),
    [
        (0, "Jumlah 0 untuk Lemper belum benar. Isi lebih dari 0."),
        (1_500, "Lemper dijual per pcs utuh. Isi jumlah tanpa koma."),
    ],
)
def test_a_part_has_a_quantity_it_is_sold_in(goods: dict[str, int], qty_milli: int, sentence: str) -> None:
    with pytest.raises(UserError) as refused:
        set_paket(SYSTEM, goods["box"], [PaketPart(goods["lemper"], qty_milli)])
    assert str(refused.value) == sentence


def test_only_who_keeps_products_sets_them_and_there_must_be_such_a_product(goods: dict[str, int]) -> None:
    rina = make.cashier()
    with pytest.raises(NotPermitted):
        set_tiers(rina, goods["sugar"], [])
    with pytest.raises(NotPermitted):
        set_paket(rina, goods["box"], [])
    with pytest.raises(LookupError):
        set_tiers(SYSTEM, 99, [])
    with pytest.raises(LookupError):
        set_paket(SYSTEM, goods["box"], [PaketPart(99, ONE)])


@pytest.mark.parametrize(
    "attack",
    [
        "UPDATE tier_price SET price_idr = 1",
        "DELETE FROM tier_price",
        "INSERT OR REPLACE INTO tier_price SELECT * FROM tier_price",
        "UPDATE kit_part SET qty_milli = 1",
        "DELETE FROM kit_part",
        "INSERT OR REPLACE INTO kit_part SELECT * FROM kit_part",
        "INSERT INTO kit_part (kit_product_id, product_id, qty_milli, recorded_at) VALUES (1, 1, 1, '')",
    ],
)
def test_the_database_refuses_to_rewrite_prices(goods: dict[str, int], attack: str) -> None:
    set_tiers(SYSTEM, goods["sugar"], [Tier(6 * ONE, 17_000)])
    set_paket(SYSTEM, goods["box"], [PaketPart(goods["lemper"], ONE)])
    with pytest.raises(peewee.IntegrityError):
        db.execute_sql(attack)


def test_the_proof_finds_a_paket_in_a_paket_and_a_paket_of_a_consignor(goods: dict[str, int]) -> None:
    set_paket(SYSTEM, goods["box"], [PaketPart(goods["lemper"], ONE)])
    assert CHECKS[1]() == ("Tiap paket bisa diurai menjadi barangnya", "1 paket, 0 tidak bisa diurai", True)
    row = "INSERT INTO kit_part (kit_product_id, product_id, qty_milli, recorded_at) VALUES (?, ?, 1000, '')"
    db.execute_sql(row, (goods["crackers"], goods["box"]))
    db.execute_sql(row, (goods["lapis"], goods["sugar"]))
    assert CHECKS[1]().figure == "3 paket, 2 tidak bisa diurai"
