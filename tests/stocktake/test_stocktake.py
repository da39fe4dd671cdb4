"""Counted stock as text: what a count books, what a sale in the middle changes, who sees what, and undoing it."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from pkkmart.consignment.operations import (
    LossItem,
    LossRefound,
    LossSettled,
    NoAgreement,
    agree_terms,
    cancel_loss,
    record_loss,
    settle,
)
from pkkmart.consignment.queries import owed_by_person
from pkkmart.consignment.rules import Bearer, Terms, TermsModel
from pkkmart.core import clock
from pkkmart.core.actor import SYSTEM, Actor, Permission
from pkkmart.core.db import close_database, db, fetch, open_database
from pkkmart.core.errors import NotPermitted
from pkkmart.core.operation import operation
from pkkmart.core.quantity import ONE
from pkkmart.ledger.operations import AlreadyVoided, PeriodClosed, lock_month
from pkkmart.products.operations import set_shelf
from pkkmart.sales.operations import hold, save_draft
from pkkmart.stock.operations import AdjustItem, GoodsGone, adjust
from pkkmart.stock.queries import levels
from pkkmart.stock.rules import AdjustReason
from pkkmart.stocktake.checks import lines_are_counted, lines_are_moved, shares_are_owed
from pkkmart.stocktake.operations import (
    CountedUnfit,
    CountOver,
    CountOverlaps,
    DiscardReasonMissing,
    GoodsInCarts,
    MovedBetween,
    NotCounted,
    NothingCounted,
    NothingInScope,
    NothingToRecount,
    NothingToUndo,
    NotInCount,
    add_counted,
    begin_count,
    book_count,
    cancel_stocktake,
    discard_count,
    recount,
    uncount,
    undo_last,
)
from pkkmart.stocktake.queries import (
    CountRow,
    counted_rows,
    draft_minutes,
    minutes,
    open_counts,
    stocktakes,
    totals,
    uncounted_rows,
)
from pkkmart.stocktake.rules import Scope
from pkkmart.users.roles import Role
from tests import make
from tests.books import entry_of, refusal
from tests.conftest import FrozenClock
from tests.scenarios.proofs import failures

WRITTEN = ("stock_count", "count_line", "count_part", "withdrawn_part", "discarded_count", "stocktake", "stock_move")


@pytest.fixture
def endang(shop: FrozenClock) -> Actor:
    return make.cashier("Bu Endang", "4321", Role.TREASURER)


@pytest.fixture
def rina(shop: FrozenClock) -> Actor:
    return make.cashier("Bu Rina", "1234", Role.CASHIER)


@pytest.fixture
def rice(endang: Actor) -> int:
    """Twenty bags at 15.000."""
    product_id = make.product("Beras 1 kg", 18_000, code="899001")
    make.bought(product_id, 20, 300_000)
    return product_id


@pytest.fixture
def cake(endang: Actor) -> int:
    """Twenty cakes of Bu Sari, a member, at a harga setor of 1.600; sold at 2.000."""
    return cakes(make.consignor(fixed_idr=1_600, is_member=True))


def cakes(owner_id: int, name: str = "Kue Lapis") -> int:
    product_id = make.product(name, 2_000, owner_id=owner_id)
    make.delivered(owner_id, product_id, 20)
    return product_id


def counted(actor: Actor, *goods: tuple[int, int], scope: Scope = Scope.ALL, key: int | str | None = None) -> int:
    """A count in which some units of some products are counted."""
    count_id = begin_count(actor, scope, key)
    for product_id, quantity in goods:
        add_counted(actor, count_id, product_id, quantity * ONE, instead=True)
    return count_id


def booked(actor: Actor, *goods: tuple[int, int]) -> int:
    return book_count(actor, counted(actor, *goods)).id


def row_of(count_id: int, product_id: int, *, sees_book: bool = True) -> CountRow:
    """One counted product as it is read alone."""
    (found,) = counted_rows(count_id, sees_book=sees_book, product_id=product_id)
    assert found in counted_rows(count_id, sees_book=sees_book)
    return found


def level_of(product_id: int) -> tuple[int, int]:
    """Units on the shelf and their rupiah."""
    level = levels([product_id])[product_id]
    return level.qty_milli // ONE, level.value_idr


@pytest.mark.worked_entry("23a")
def test_owned_goods_that_are_missing(endang: Actor, rice: int) -> None:
    count_id = counted(endang, (rice, 18))
    assert totals(counted_rows(count_id, sees_book=True)).result_idr == -30_000
    done = book_count(endang, count_id)
    assert (done.number, done.amount_idr) == ("HS-26-000001", -30_000)
    assert entry_of("stocktake", done.id) == "5121 D 30.000 / 1141 K 30.000"
    assert level_of(rice) == (18, 270_000)
    assert failures() == []


@pytest.mark.worked_entry("23b")
def test_owned_goods_that_are_found_come_in_at_their_average(endang: Actor) -> None:
    tea = make.product("Teh Celup", 14_000)
    make.bought(tea, 10, 120_000)
    assert entry_of("stocktake", booked(endang, (tea, 11))) == "1141 D 12.000 / 5121 K 12.000"
    assert level_of(tea) == (11, 132_000)
    assert failures() == []


@pytest.mark.worked_entry("sold-below-stock")
def test_a_count_finds_what_was_sold_below_zero(endang: Actor, rina: Actor) -> None:
    oil = make.product("Minyak", 12_000)
    make.bought(oil, 2, 20_000)
    make.shift(rina)
    make.sell(rina, (oil, 3))
    assert level_of(oil) == (-1, -10_000)
    assert entry_of("stocktake", booked(endang, (oil, 0))) == "1141 D 10.000 / 5121 K 10.000"
    assert level_of(oil) == (0, 0)
    assert failures() == []


@pytest.mark.worked_entry("23c")
def test_consigned_goods_that_are_missing_are_replaced_where_the_shop_bears_them(endang: Actor, cake: int) -> None:
    count_id = counted(endang, (cake, 18))
    (found,) = counted_rows(count_id, sees_book=True)
    assert found.worth is not None
    assert (found.worth.bearer, found.worth.share_idr) == (Bearer.SHOP, 3_200)
    done = book_count(endang, count_id)
    assert entry_of("stocktake", done.id) == "5123 D 3.200 / 2102(Bu Sari) K 3.200"
    assert (done.amount_idr, level_of(cake)) == (-3_200, (18, 0))
    assert list(owed_by_person().values()) == [3_200]
    assert failures() == []


@pytest.mark.worked_entry("shortage-of-consignor")
def test_what_she_bears_only_leaves_the_shelf(endang: Actor) -> None:
    sari = make.consignor()
    terms = Terms(TermsModel.FIXED, None, 1_600, Bearer.SHOP, shrinkage=Bearer.CONSIGNOR)
    agree_terms(SYSTEM, sari, terms, valid_from=make.START)
    cake = cakes(sari)
    count_id = counted(endang, (cake, 17))
    assert totals(counted_rows(count_id, sees_book=True)).borne == (("Bu Sari", "pcs", 3 * ONE),)
    done = book_count(endang, count_id)
    assert fetch("SELECT * FROM journal_entry WHERE origin_kind = 'stocktake'") == []
    assert (done.amount_idr, level_of(cake), owed_by_person()) == (0, (17, 0), {})
    assert failures() == []


@pytest.mark.worked_entry("shortage-of-consignor")
def test_a_lost_cake_that_is_found_is_taken_back_while_it_is_unsettled(endang: Actor, cake: int) -> None:
    sari = fetch("SELECT owner_id FROM product WHERE id = ?", (cake,))[0][0]
    record_loss(endang, sari, [LossItem(cake, ONE)])
    done = book_count(endang, counted(endang, (cake, 20)))
    assert entry_of("stocktake", done.id) == "2102(Bu Sari) D 1.600 / 5123 K 1.600"
    assert (done.amount_idr, owed_by_person(), level_of(cake)) == (1_600, {}, (20, 0))
    kinds = "SELECT kind, qty_milli, amount_idr FROM consignment_line ORDER BY id"
    assert fetch(kinds) == [("LOST", 1_000, 1_600), ("FOUND", -1_000, -1_600)]
    assert failures() == []


def test_more_than_was_lost_is_pieces_of_hers_and_what_was_settled_stays_paid(endang: Actor, cake: int) -> None:
    sari = fetch("SELECT owner_id FROM product WHERE id = ?", (cake,))[0][0]
    record_loss(endang, sari, [LossItem(cake, 3 * ONE)])
    assert entry_of("stocktake", booked(endang, (cake, 18))) == "2102(Bu Sari) D 1.600 / 5123 K 1.600"
    count_id = counted(endang, (cake, 23))
    assert totals(counted_rows(count_id, sees_book=True)).surplus == (("Bu Sari", "pcs", 3 * ONE),)
    assert entry_of("stocktake", book_count(endang, count_id).id) == "2102(Bu Sari) D 3.200 / 5123 K 3.200"
    assert (level_of(cake), owed_by_person()) == ((23, 0), {})
    record_loss(endang, sari, [LossItem(cake, 2 * ONE)])
    settle(endang, sari, clock.today())
    late = booked(endang, (cake, 23))
    assert fetch("SELECT * FROM journal_entry WHERE origin_kind = 'stocktake' AND origin_id = ?", (late,)) == []
    assert owed_by_person() == {sari: 3_200}
    assert failures() == []


def test_a_sale_in_the_middle_makes_no_difference(endang: Actor, rina: Actor, rice: int) -> None:
    """Counted 20 before two are sold, or 18 after: nothing is missing either way, and the book says so."""
    oil = make.product("Minyak", 12_000)
    make.bought(oil, 20, 200_000)
    make.shift(rina)
    count_id = counted(endang, (rice, 20))
    make.sell(rina, (rice, 2), (oil, 2))
    add_counted(endang, count_id, oil, 18 * ONE)
    first, second = row_of(count_id, rice), row_of(count_id, oil)
    assert (first.begun_milli, first.out_milli, first.difference_milli) == (20 * ONE, 0, 0)
    assert (second.begun_milli, second.out_milli, second.difference_milli) == (20 * ONE, 2 * ONE, 0)
    done = book_count(endang, count_id)
    assert (done.amount_idr, level_of(rice), level_of(oil)) == (0, (18, 270_000), (18, 180_000))
    assert fetch("SELECT * FROM stock_move WHERE origin_kind = 'stocktake'") == []
    assert failures() == []


def test_a_sale_between_two_shelves_of_the_same_goods_must_be_counted_again(
    endang: Actor, rina: Actor, rice: int
) -> None:
    make.shift(rina)
    count_id = begin_count(endang, Scope.ALL)
    add_counted(endang, count_id, rice, 12 * ONE)
    make.sell(rina, (rice, 1))
    add_counted(endang, count_id, rice, 8 * ONE)
    row = row_of(count_id, rice)
    assert (row.counted_milli, row.is_unclear, row.difference_milli, row.worth) == (20 * ONE, True, None, None)
    said = refusal(WRITTEN, lambda: book_count(endang, count_id), MovedBetween)
    assert said == (
        "Beras 1 kg terjual di antara dua hitungan, atau disesuaikan sesudahnya. "
        "Hitung ulang dulu (F7), lalu bukukan lagi."
    )
    assert recount(endang, count_id) == 1
    add_counted(endang, count_id, rice, 18 * ONE)
    assert book_count(endang, count_id).amount_idr == -15_000
    assert failures() == []


def test_goods_adjusted_after_they_were_counted_are_not_taken_off_twice(endang: Actor, rice: int) -> None:
    count_id = counted(endang, (rice, 18))
    adjust(endang, [AdjustItem(rice, 2 * ONE)], AdjustReason.MISSING)
    refusal(WRITTEN, lambda: book_count(endang, count_id), MovedBetween)
    recount(endang, count_id)
    add_counted(endang, count_id, rice, 18 * ONE)
    assert book_count(endang, count_id).amount_idr == 0
    assert level_of(rice) == (18, 270_000)


def test_the_recount_holds_and_what_is_not_counted_again_is_not_booked(endang: Actor, rice: int, cake: int) -> None:
    count_id = counted(endang, (rice, 17), (cake, 18))
    assert recount(endang, count_id) == 2
    assert counted_rows(count_id, sees_book=True) == []
    assert [(row.name, row.pass_no) for row in uncounted_rows(count_id)] == [("Beras 1 kg", 2), ("Kue Lapis", 2)]
    add_counted(endang, count_id, rice, 19 * ONE)
    row = row_of(count_id, rice)
    assert (row.earlier_milli, row.counted_milli, row.difference_milli) == (17 * ONE, 19 * ONE, -ONE)
    done = book_count(endang, count_id)
    assert entry_of("stocktake", done.id) == "5121 D 15.000 / 1141 K 15.000"
    assert level_of(cake) == (20, 0)
    told = minutes(done.id)
    assert [(line.name, line.earlier_milli, line.counted_milli) for line in told.rows] == [
        ("Beras 1 kg", 17 * ONE, 19 * ONE)
    ]
    assert (told.uncounted, told.counters, told.number) == (1, ("Bu Endang",), "HS-26-000001")
    assert failures() == []


def test_nothing_differs_so_nothing_is_counted_again(endang: Actor, rice: int) -> None:
    count_id = counted(endang, (rice, 20))
    refusal(WRITTEN, lambda: recount(endang, count_id), NothingToRecount)


def test_a_cashier_counts_blind_until_the_recount(endang: Actor, rina: Actor, rice: int) -> None:
    count_id = counted(rina, (rice, 18))
    blind = row_of(count_id, rice, sees_book=False)
    assert (blind.counted_milli, blind.book_milli, blind.out_milli) == (18 * ONE, None, None)
    assert (blind.difference_milli, blind.begun_milli, blind.worth) == (None, None, None)
    assert row_of(count_id, rice).difference_milli == -2 * ONE
    assert all(row.book_milli is None for row in uncounted_rows(count_id))
    recount(rina, count_id)
    add_counted(rina, count_id, rice, 18 * ONE)
    assert row_of(count_id, rice, sees_book=False).difference_milli == -2 * ONE
    with pytest.raises(NotPermitted):
        book_count(rina, count_id)
    with pytest.raises(NotPermitted):
        discard_count(rina, count_id, "bosan")


def test_two_people_fill_one_count_but_never_two_counts_of_the_same_goods(
    endang: Actor, rina: Actor, rice: int, cake: int
) -> None:
    count_id = begin_count(endang, Scope.OWNED)
    said = refusal(WRITTEN, lambda: begin_count(rina, Scope.ALL), CountOverlaps)
    assert said == (
        "Beras 1 kg sedang dihitung Bu Endang sejak 24/11/2026 10.42 (barang milik koperasi). "
        "Lanjutkan hitungan itu, atau tunggu sampai dibukukan."
    )
    sari = fetch("SELECT owner_id FROM product WHERE id = ?", (cake,))[0][0]
    theirs = begin_count(rina, Scope.CONSIGNOR, sari)
    assert [head.goods for head in open_counts()] == ["barang milik koperasi", "titipan Bu Sari"]
    refusal(
        WRITTEN,
        lambda: add_counted(rina, theirs, rice, ONE, confirmed=frozenset({"add_to_count"})),
        CountOverlaps,
    )
    add_counted(rina, count_id, rice, 12 * ONE)
    add_counted(endang, count_id, rice, 8 * ONE)
    assert row_of(count_id, rice).difference_milli == 0
    book_count(endang, count_id)
    assert draft_minutes(count_id).counters == ("Bu Rina", "Bu Endang")
    assert begin_count(endang, Scope.OWNED) > theirs


def test_a_power_cut_loses_nothing_that_was_counted(tmp_path: Path, frozen: FrozenClock) -> None:
    """Another connection, opened on the file as the cut left it, sees every part."""
    open_database(tmp_path / "pkkmart.db")
    endang = make.cashier("Bu Endang", "4321", Role.TREASURER)
    rice = make.product("Beras 1 kg", 18_000)
    count_id = begin_count(endang, Scope.ALL)
    for _scan in range(3):
        add_counted(endang, count_id, rice, ONE)
    cut = tmp_path / "cut.db"
    for ending in ("", "-wal"):
        lying = tmp_path / f"pkkmart.db{ending}"
        if lying.exists():
            Path(f"{cut}{ending}").write_bytes(lying.read_bytes())
    close_database()
    open_database(cut)
    (head,) = open_counts()
    assert (head.id, head.counted, row_of(count_id, rice).counted_milli) == (count_id, 1, 3 * ONE)
    close_database()


def test_a_count_is_booked_once(endang: Actor, rice: int) -> None:
    count_id = counted(endang, (rice, 18))
    book_count(endang, count_id)
    assert refusal(WRITTEN, lambda: book_count(endang, count_id), CountOver) == (
        "Hitungan semua barang sudah selesai. Mulai hitungan baru untuk menghitung lagi."
    )
    refusal(WRITTEN, lambda: add_counted(endang, count_id, rice, ONE), CountOver)
    refusal(WRITTEN, lambda: discard_count(endang, count_id, "salah"), CountOver)
    assert level_of(rice) == (18, 270_000)


def test_the_database_itself_refuses_a_second_booking_and_a_late_part(endang: Actor, rice: int) -> None:
    count_id = counted(endang, (rice, 18))
    book_count(endang, count_id)
    strangers = (
        "INSERT INTO stocktake (number, business_date, recorded_at, count_id) VALUES ('HS-26-9', '2026-11-24', '', 1)",
        "INSERT INTO count_part (count_line_id, qty_milli, last_move_id, in_cart_milli, recorded_at)"
        " VALUES (1, 1, 1, 0, '')",
        "INSERT INTO withdrawn_part (count_part_id, recorded_at) VALUES (1, '')",
        "INSERT INTO discarded_count (count_id, reason, recorded_at) VALUES (1, 'x', '')",
        "UPDATE stocktake_line SET counted_milli = 20000",
        "UPDATE count_part SET qty_milli = 20000",
    )
    for sql in strangers:
        with pytest.raises(sqlite3.IntegrityError):
            db.connection().execute(sql)


def test_a_closed_month_books_nothing(endang: Actor, rice: int) -> None:
    count_id = counted(endang, (rice, 18))
    operation(Permission.LOG_IN)(lambda actor: lock_month("2026-11"))(SYSTEM)
    refusal(WRITTEN, lambda: book_count(endang, count_id), PeriodClosed)
    assert open_counts()[0].counted == 1


def test_cancelling_puts_goods_value_and_debt_back(endang: Actor, rice: int, cake: int) -> None:
    stocktake_id = booked(endang, (rice, 18), (cake, 18))
    cancel_stocktake(endang, stocktake_id, "salah rak")
    assert (level_of(rice), level_of(cake), owed_by_person()) == ((20, 300_000), (20, 0), {})
    (row,) = stocktakes()
    assert (row.lines, row.differing, row.result_idr, row.cancelled_by) == (2, 2, -33_200, "BT-26-000001")
    assert failures() == []
    with pytest.raises(AlreadyVoided):
        cancel_stocktake(endang, stocktake_id, "lagi")


def test_what_was_settled_found_again_or_sold_since_is_not_cancelled(endang: Actor, rina: Actor, cake: int) -> None:
    sari = fetch("SELECT owner_id FROM product WHERE id = ?", (cake,))[0][0]
    loss = record_loss(endang, sari, [LossItem(cake, ONE)])
    find = booked(endang, (cake, 20))
    said = refusal(WRITTEN, lambda: cancel_loss(endang, loss.id, "keliru"), LossRefound)
    assert said == (f"Barang dari {loss.number} sudah ditemukan lagi menurut HS-26-000001. Batalkan dulu HS-26-000001.")
    cancel_stocktake(endang, find, "keliru")
    cancel_loss(endang, loss.id, "keliru")
    short = booked(endang, (cake, 18))
    settle(endang, sari, clock.today())
    refusal(WRITTEN, lambda: cancel_stocktake(endang, short, "keliru"), LossSettled)
    more = booked(endang, (cake, 25))
    make.shift(rina)
    make.sell(rina, (cake, 22))
    refusal(WRITTEN, lambda: cancel_stocktake(endang, more, "keliru"), GoodsGone)
    assert failures() == []


def test_goods_in_open_carts_are_named_before_they_are_booked_as_missing(endang: Actor, rina: Actor, rice: int) -> None:
    make.shift(rina)
    hold(rina, make.cart((rice, 1)), "Bu Ani", till_id=1)
    save_draft(make.cart((rice, 1)), 1)
    count_id = counted(endang, (rice, 18))
    assert row_of(count_id, rice).in_cart_milli == 2 * ONE
    said = refusal(WRITTEN, lambda: book_count(endang, count_id), GoodsInCarts)
    assert said == (
        "2 Beras 1 kg ada di keranjang terbuka saat dihitung, jadi belum tentu hilang. "
        "Tunggu sampai dibayar lalu hitung ulang, atau tetap bukukan?"
    )
    assert book_count(endang, count_id, confirmed=frozenset({"goods_in_carts"})).amount_idr == -30_000


def test_each_group_of_goods_and_goods_of_another_one(endang: Actor, rice: int, cake: int) -> None:
    set_shelf(SYSTEM, rice, "  B   1 ")
    refusal(WRITTEN, lambda: begin_count(endang, Scope.SHELF, "C"), NothingInScope)
    count_id = begin_count(endang, Scope.SHELF, "B 1")
    assert [row.name for row in uncounted_rows(count_id)] == ["Beras 1 kg"]
    said = refusal(WRITTEN, lambda: add_counted(endang, count_id, cake, ONE), NotInCount)
    assert said == "Kue Lapis tidak termasuk rak B 1. Tambahkan ke hitungan ini?"
    add_counted(endang, count_id, cake, ONE, confirmed=frozenset({"add_to_count"}))
    assert open_counts()[0].products == 2
    discard_count(endang, count_id, "salah rak")
    tea = make.product("Teh", 9_000, category="Minuman")
    category = fetch("SELECT category_id FROM product WHERE id = ?", (tea,))[0][0]
    assert [row.name for row in uncounted_rows(begin_count(endang, Scope.CATEGORY, category))] == ["Teh"]
    chosen = begin_count(endang, Scope.CHOSEN)
    add_counted(endang, chosen, rice, 20 * ONE)
    assert [row.name for row in counted_rows(chosen, sees_book=True)] == ["Beras 1 kg"]


def test_what_was_counted_wrong_is_withdrawn(endang: Actor, rina: Actor, rice: int) -> None:
    count_id = begin_count(endang, Scope.ALL)
    refusal(WRITTEN, lambda: undo_last(endang, count_id), NothingToUndo)
    refusal(WRITTEN, lambda: uncount(endang, count_id, rice), NotCounted)
    add_counted(endang, count_id, rice, 12 * ONE)
    add_counted(rina, count_id, rice, 3 * ONE)
    assert undo_last(endang, count_id) == rice
    assert row_of(count_id, rice).counted_milli == 3 * ONE
    add_counted(endang, count_id, rice, 20 * ONE, instead=True)
    assert row_of(count_id, rice).counted_milli == 20 * ONE
    uncount(endang, count_id, rice)
    assert counted_rows(count_id, sees_book=True) == []
    add_counted(endang, count_id, rice, 0, instead=True)
    assert row_of(count_id, rice).difference_milli == -20 * ONE


def test_bad_figures_say_what_to_do_and_write_nothing(endang: Actor, rice: int) -> None:
    count_id = begin_count(endang, Scope.ALL)
    refusal(WRITTEN, lambda: book_count(endang, count_id), NothingCounted)
    refusal(WRITTEN, lambda: add_counted(endang, count_id, rice, 0), CountedUnfit)
    refusal(WRITTEN, lambda: add_counted(endang, count_id, rice, -ONE, instead=True), CountedUnfit)
    said = refusal(WRITTEN, lambda: add_counted(endang, count_id, rice, 8_990_000_000 * ONE))
    assert said.startswith("Jumlah 8.990.000.000 untuk Beras 1 kg terlalu besar")
    refusal(WRITTEN, lambda: discard_count(endang, count_id, "  "), DiscardReasonMissing)


def test_missing_goods_without_terms_are_not_booked(endang: Actor) -> None:
    sari = make.consignor(fixed_idr=1_600)
    cake = cakes(sari)
    count_id = counted(endang, (cake, 18))
    db.execute_sql("DROP TRIGGER agreement_no_delete")
    db.execute_sql("DELETE FROM agreement")
    assert row_of(count_id, cake).worth is None
    refusal(WRITTEN, lambda: book_count(endang, count_id), NoAgreement)


def test_proofs_name_the_count_that_was_tampered_with(endang: Actor, rice: int, cake: int) -> None:
    booked(endang, (rice, 18), (cake, 18))
    proofs = (lines_are_counted, lines_are_moved, shares_are_owed)
    assert all(proof().ok for proof in proofs)
    db.execute_sql("DROP TRIGGER stocktake_line_no_update")
    attacks = (
        ("UPDATE stocktake_line SET counted_milli = 19000 WHERE line_no = 1", (False, False, True)),
        ("UPDATE stocktake_line SET book_milli = 21000 WHERE line_no = 1", (False, False, True)),
        ("UPDATE stocktake_line SET value_idr = 1 WHERE line_no = 1", (True, False, True)),
        ("UPDATE stocktake_line SET share_idr = 1 WHERE line_no = 2", (True, True, False)),
    )
    for sql, told in attacks:
        with db.atomic() as change:
            db.execute_sql(sql)
            assert tuple(proof().ok for proof in proofs) == told, sql
            assert all("HS-26-000001" in proof().figure for proof, ok in zip(proofs, told, strict=True) if not ok)
            change.rollback()
