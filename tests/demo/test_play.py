"""The played shop is the one the issue promises, proves itself, and comes out the same each time."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from stdnum import ean

from pkkmart.cashbook.queries import open_clearing
from pkkmart.closing.verify import verify
from pkkmart.core import clock
from pkkmart.core.db import fetch
from pkkmart.core.i18n import rupiah
from pkkmart.demo.members import PINS
from pkkmart.demo.play import is_demo, play
from pkkmart.ledger.chart import Account
from pkkmart.ledger.queries import balance_idr, trial_balance
from pkkmart.people.queries import CapacityKind, areas, people_with
from pkkmart.pricing.queries import State, pakets, promotions
from pkkmart.printing.queries import waiting_count
from pkkmart.products.queries import categories, product_count, tiles
from pkkmart.receivables.queries import debtors
from pkkmart.reports.months import month_of, months_between
from pkkmart.reports.queries import consignment_recap
from pkkmart.sales.queries import held_carts
from pkkmart.till.queries import open_shift
from pkkmart.users.operations import AlreadyFounded, log_in
from pkkmart.users.queries import active_users
from tests.conftest import DEMO_UNTIL, Demo, FrozenClock, memory_shop

_OFFICE = (
    *("settlement", "payout", "return_note", "savings_slip", "expense", "transfer", "supplier_payment", "clearing"),
)
_COUNTER = (
    *("sale_change WHERE kind = 'RETURN'", "sale_change WHERE kind = 'PAYMENT'", "cash_slip", "repayment"),
    *("held_cart", "cart_permit", "voided_document"),
)


def dump() -> dict[str, list[tuple[Any, ...]]]:
    """Everything a treasurer would compare: documents, figures, the trial balance, the whole log of acts."""
    return {
        "sales": fetch("SELECT number, cart_id, recorded_at, member_id, total_idr, rounding_idr FROM sale ORDER BY id"),
        "payments": fetch("SELECT sale_id, tender, amount_idr, received_idr, to_savings_idr FROM payment ORDER BY id"),
        "refunds": fetch("SELECT number, sale_id, reason, total_idr FROM sale_change ORDER BY id"),
        "deliveries": fetch("SELECT number, consignor_id, business_date FROM delivery ORDER BY id"),
        "purchases": fetch("SELECT number, supplier_id, invoice_number, total_idr FROM purchase ORDER BY id"),
        "closes": fetch("SELECT shift_id, counted_idr, difference_idr, reason FROM shift_close ORDER BY id"),
        "stock": fetch("SELECT product_id, qty_milli, value_idr FROM stock_level ORDER BY product_id"),
        "balances": fetch("SELECT account_id, person_id, sum(amount_idr) FROM posting GROUP BY 1, 2 ORDER BY 1, 2"),
        "log": fetch("SELECT hash FROM audit ORDER BY id"),
    }


@pytest.fixture
def played(demo: Demo, frozen: FrozenClock) -> Iterator[Demo]:
    """Five days up to a day that is past."""
    with memory_shop(demo.copy):
        yield demo


def test_the_shop_is_the_promised_one(played: Demo) -> None:
    consignors = people_with(CapacityKind.CONSIGNOR, DEMO_UNTIL)
    assert len(consignors) == 24
    assert len(people_with(CapacityKind.MEMBER, DEMO_UNTIL)) == 60
    assert product_count() == 141, "140 goods and the hampers"
    assert len(categories()) >= 9
    assert {row.role.value for row in active_users()} == {"CASHIER", "TREASURER", "ADMIN"}
    kinds = dict(
        fetch(
            "SELECT p.kind, count(*) FROM person p JOIN capacity c ON c.person_id = p.id WHERE c.kind = 'CONSIGNOR'"
            " GROUP BY p.kind"
        )
    )
    assert kinds == {"INDIVIDUAL": 16, "GROUP": 7, "COMPANY": 1}
    assert all(row.area for row in consignors)


def test_the_mothers_live_in_all_seven_districts(played: Demo) -> None:
    districts = {
        row[0]
        for row in fetch(
            "SELECT DISTINCT d.name FROM person p JOIN capacity c ON c.person_id = p.id AND c.kind = 'CONSIGNOR'"
            " JOIN area v ON v.id = p.area_id JOIN area d ON d.id = v.parent_id"
        )
    }
    assert districts == {area.name for area in areas("DISTRICT")}
    assert len(districts) == 7


def test_the_goods_of_the_pictures_are_there(played: Demo) -> None:
    named = dict(fetch("SELECT name, selling_price_idr FROM product"))
    pictured = {
        "Keripik Singkong Balado 150 g": 12_000,
        "Kue Lapis Legit potong": 3_500,
        "Beras Pandan Wangi 5 kg": 78_500,
        "Air Minum Galon PKK": 6_000,
        "Batik Tangsel motif anggrek": 185_000,
        "Gula Pasir 1 kg": 17_500,
    }
    assert pictured.items() <= named.items()
    assert {"Lemper ayam", "Risoles", "Onde-onde", "Putu ayu"} <= {tile.name for tile in tiles()}
    (siti,) = (row for row in people_with(CapacityKind.MEMBER, DEMO_UNTIL) if row.name == "Siti Wahyuni")
    assert siti.number == "A-0031"


def test_every_proof_holds(played: Demo) -> None:
    assert [check for check in verify() if not check.ok] == []
    assert sum(row.closing_idr for row in trial_balance(date(2026, 1, 1), DEMO_UNTIL)) == 0
    assert balance_idr(Account.OPENING_BALANCE) == 0
    assert balance_idr(Account.PRINCIPAL_SAVINGS) == -6_000_000


def test_cash_is_never_below_zero(played: Demo) -> None:
    for account in (Account.DRAWER, Account.SAFE):
        (lowest,) = fetch(
            "SELECT min(b) FROM (SELECT sum(amount_idr) OVER (ORDER BY id) AS b FROM posting WHERE account_id = ?)",
            (int(account),),
        )
        assert lowest[0] >= 0


def test_each_evening_but_the_last_the_shift_is_closed(played: Demo) -> None:
    assert fetch("SELECT count(*) FROM shift") == [(5,)]
    assert fetch("SELECT count(*) FROM shift_close") == [(4,)]
    shift = open_shift(1)
    assert shift is not None
    assert (shift.business_date, shift.user_name) == (DEMO_UNTIL, "Bu Rina")
    last = clock.local(clock.from_text(fetch("SELECT max(recorded_at) FROM audit")[0][0]))
    assert (last.date(), last.hour < 15) == (DEMO_UNTIL, True)


def test_it_says_what_was_played_and_how_to_come_in(played: Demo) -> None:
    assert is_demo()
    assert "struk dalam 5 hari" in played.summary
    assert len(played.told) == 6
    rows = [row for month in months_between("2026-10", month_of(DEMO_UNTIL)) for row in consignment_recap(month).rows]
    share, gross = sum(row.share_idr for row in rows), sum(row.gross_idr for row in rows)
    assert f"Untuk keluarga UMKM {rupiah(share)} dari {rupiah(gross)} barang titipan" in played.summary, "as the recap"
    users = {row.name: row.id for row in active_users()}
    for name, _role, pin in PINS:
        assert pin in played.summary
        assert log_in(users[name], pin).actor is not None


def test_no_receipt_of_the_play_waits_for_a_printer(played: Demo) -> None:
    assert waiting_count() == 0
    assert fetch("SELECT count(*) FROM print_job WHERE kind = 'receipt'") == fetch("SELECT count(*) FROM sale")
    assert fetch("SELECT count(*) FROM print_job WHERE kind = 'delivery'") == fetch("SELECT count(*) FROM delivery")


def test_a_shop_with_users_is_left_alone(played: Demo) -> None:
    before = dump()
    with pytest.raises(AlreadyFounded):
        play(days=1, seed=7, until=DEMO_UNTIL)
    assert dump() == before


def test_an_empty_shop_is_no_demo(shop: FrozenClock) -> None:
    assert not is_demo()


def test_same_seed_and_day_same_shop(template: sqlite3.Connection, frozen: FrozenClock) -> None:
    dumps = []
    for seed in (7, 7, 8):
        with memory_shop(template):
            play(days=2, seed=seed, until=DEMO_UNTIL)
            dumps.append(dump())
        frozen.pass_(days=1)
    assert dumps[0] == dumps[1]
    assert dumps[2]["sales"] != dumps[0]["sales"]
    assert dumps[2]["balances"] != dumps[0]["balances"]


@pytest.mark.parametrize(("hour", "minute", "shifts"), [(3, 42, 1), (0, 10, 0), (11, 0, 1)])
def test_nothing_is_played_beyond_the_real_time_of_today(
    shop: FrozenClock, hour: int, minute: int, shifts: int
) -> None:
    shop.at = datetime(2026, 11, 24, hour, minute, tzinfo=UTC)
    play(days=1, seed=7, until=date(2026, 11, 24))
    assert fetch("SELECT count(*) FROM shift") == [(shifts,)]
    assert clock.from_text(fetch("SELECT max(recorded_at) FROM audit")[0][0]) <= shop.at
    assert [check for check in verify() if not check.ok] == []


def test_a_short_drawer_above_tolerance_has_its_reason(played: Demo) -> None:
    closes = fetch("SELECT difference_idr, reason <> '', float_left_idr FROM shift_close")
    assert {row[2] for row in closes} == {200_000}
    assert any(reason for _difference, reason, _left in closes)
    assert all(bool(reason) == (abs(difference) > 2_000) for difference, reason, _left in closes)


def test_some_goods_are_sold_beyond_the_recorded_stock(played: Demo) -> None:
    below = fetch(
        "SELECT count(*) FROM (SELECT sum(qty_milli) OVER (PARTITION BY product_id ORDER BY id) AS held"
        " FROM stock_move) WHERE held < 0"
    )
    assert below[0][0] > 0


def test_a_day_sells_what_a_shop_like_this_sells(played: Demo) -> None:
    days = fetch("SELECT business_date, count(*), sum(total_idr) FROM sale GROUP BY 1 ORDER BY 1")
    assert days[0][0] == (DEMO_UNTIL - timedelta(days=4)).isoformat()
    for day, count, total_idr in days[:-1]:
        half = 2 if date.fromisoformat(day).weekday() == 6 else 1
        assert 55 <= count * half <= 110
        assert 1_500_000 <= total_idr * half <= 4_000_000


def test_a_buyer_pays_as_buyers_pay(played: Demo) -> None:
    paid = dict(fetch("SELECT tender, count(*) FROM payment GROUP BY tender"))
    assert paid.keys() >= {"CASH", "QRIS", "SAVINGS", "RECEIVABLE"}
    assert paid["CASH"] > 0.6 * sum(paid.values())
    assert 0.18 < paid["QRIS"] / sum(paid.values()) < 0.32
    assert fetch("SELECT count(*) > 0 FROM payment WHERE to_savings_idr > 0") == [(1,)]
    assert fetch("SELECT count(*) FROM payment WHERE tender IN ('QRIS','TRANSFER') AND reference = ''") == [(0,)]


def test_a_dozen_may_owe_and_none_owes_more_than_her_limit(played: Demo) -> None:
    rows = debtors()
    assert len(rows) == 12
    assert all(0 <= row.owed_idr <= row.limit_idr for row in rows)
    assert any(row.owed_idr for row in rows)


def test_what_is_offered_is_bought(played: Demo) -> None:
    discounts = dict(
        fetch("SELECT p.name, count(*) FROM sale_line l JOIN promotion p ON p.id = l.promotion_id GROUP BY p.name")
    )
    assert discounts.keys() >= {"Kue sore", "Es lilin beli 3 gratis 1"}
    assert len(discounts) >= 3
    (hampers,) = pakets()
    assert hampers.name == "Hampers Rasa Tangsel"
    assert len({part.owner for part in hampers.parts}) == 4
    assert fetch("SELECT count(*) > 0 FROM sale_line WHERE kit_name = ?", (hampers.name,)) == [(1,)]
    early = fetch(
        "SELECT s.recorded_at FROM sale_line l JOIN promotion p ON p.id = l.promotion_id"
        " JOIN sale s ON s.id = l.sale_id WHERE p.name = 'Kue sore'"
    )
    assert {clock.local(clock.from_text(row[0])).hour for row in early} <= {16, 17}
    assert fetch("SELECT count(*) > 0 FROM sale_line WHERE qty_milli >= 6000 AND price_idr < list_price_idr") == [(1,)]


def test_after_lunch_a_basket_waits(played: Demo) -> None:
    (held,) = held_carts(1)
    assert held.name


def test_barcodes_are_valid(played: Demo) -> None:
    codes = [row[0] for row in fetch("SELECT code FROM barcode")]
    assert len(codes) == len(set(codes)) > 60
    assert all(ean.is_valid(code) for code in codes if not code.startswith("PKK"))


def test_two_months_close_mothers_are_paid_and_everything_verifies(template: sqlite3.Connection) -> None:
    """September and half of October: the office does its part too."""
    with memory_shop(template):
        play(days=40, seed=7, until=date(2026, 10, 12))
        assert fetch("SELECT DISTINCT month FROM period_event ORDER BY month") == [("2026-09",)]
        for table in _OFFICE + _COUNTER:
            assert fetch(f"SELECT count(*) > 0 FROM {table}") == [(1,)], table
        owned = fetch(
            "SELECT DISTINCT b.owner_id IS NULL FROM sale_change_line b JOIN sale_change c ON c.id = b.sale_change_id"
            " WHERE c.kind = 'RETURN'"
        )
        assert len(owned) == 2, "the co-op's own goods and titipan came back"
        assert {row[0] for row in fetch("SELECT DISTINCT origin_kind FROM voided_document")} == {"sale"}
        assert {row.state for row in promotions()} == {State.RUNNING, State.PAST}
        assert {row.state for row in promotions(date(2026, 10, 8))} >= {State.RUNNING, State.PAST}
        tenders = {row[0] for row in fetch("SELECT DISTINCT tender FROM payment")}
        assert tenders == {"CASH", "QRIS", "TRANSFER", "SAVINGS", "RECEIVABLE"}
        split = fetch("SELECT count(*) FROM (SELECT 1 FROM payment GROUP BY sale_id HAVING count(*) > 1)")
        assert split[0][0] > 5
        fees = fetch("SELECT fee_idr * 10000.0 / (received_idr + fee_idr) FROM clearing")
        assert {round(fee) for (fee,) in fees} == {0, 30}
        assert [one.day for one in open_clearing()] == [date(2026, 10, 12)], "on Monday all but today is in the bank"
        themes = fetch("SELECT count(DISTINCT name) FROM promotion WHERE ends_on < '2026-10-12'")
        assert themes == [(3,)]
        assert [check for check in verify() if not check.ok] == []
