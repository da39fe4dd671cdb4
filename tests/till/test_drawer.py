"""Closing a drawer: its difference, the hand-over, the float, the blind count and the clock, as text."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime

import pytest

from pkkmart.core.actor import SYSTEM, Actor, Approval, Permission
from pkkmart.core.audit import Audit
from pkkmart.core.db import fetch, fetch_one
from pkkmart.core.errors import NotPermitted
from pkkmart.core.operation import operation
from pkkmart.ledger.chart import Account
from pkkmart.ledger.operations import PeriodClosed, lock_month
from pkkmart.ledger.posting import credit, debit
from pkkmart.ledger.queries import balance_idr, entries_of
from pkkmart.till.checks import CHECKS
from pkkmart.till.operations import (
    AlreadyRecounted,
    ClockBack,
    ClockBehind,
    CountUnfit,
    FloatShort,
    FloatTooLarge,
    FloatUnfit,
    FloatUnfunded,
    FloatUnusual,
    HandOverUnfit,
    NoShift,
    NotCounted,
    ReasonNeeded,
    RecountUnapproved,
    ShiftOpen,
    close_shift,
    count_drawer,
    start_shift,
)
from pkkmart.till.queries import carried_idr, counts_of, every_count, expected_idr, open_shift
from pkkmart.users.roles import Role
from tests import make
from tests.books import cash_flows, entry_count, entry_text
from tests.conftest import FrozenClock
from tests.make import post_opening


@pytest.fixture
def rina(shop: FrozenClock) -> Actor:
    return make.cashier()


def closing_entry(shift_id: int) -> str:
    """What the close of a shift posted: its newest entry."""
    return entry_text(entries_of("shift", shift_id)[-1])


def in_drawer(rina: Actor, amount: int) -> int:
    """An open shift with an amount expected in its drawer."""
    return make.shift(rina, amount).id


@pytest.mark.worked_entry("float")
def test_the_float_comes_from_the_safe(rina: Actor) -> None:
    shift = make.shift(rina, 200_000)
    (entry_id,) = entries_of("shift", shift.id)
    assert entry_text(entry_id) == "1101 D 200.000 / 1103 K 200.000"
    assert fetch("SELECT amount_idr, cash_flow FROM posting WHERE entry_id = ? ORDER BY line_no", (entry_id,)) == [
        (200_000, "TRANSFER"),
        (-200_000, "TRANSFER"),
    ]
    assert (shift.business_date, shift.user_name, shift.opening_float_idr) == (date(2026, 11, 24), "Bu Rina", 200_000)
    assert expected_idr(shift.id) == 200_000


def test_an_empty_drawer_opens_without_an_entry(rina: Actor) -> None:
    assert expected_idr(make.shift(rina, 0).id) == 0
    assert entry_count() == 0


@pytest.mark.worked_entry("25a", "26")
def test_short_at_close_and_handed_to_the_treasurer(rina: Actor) -> None:
    shift_id = in_drawer(rina, 1_705_000)
    found = count_drawer(rina, shift_id, {100_000: 17})
    assert (found.expected_idr, found.counted_idr, found.difference_idr) == (1_705_000, 1_700_000, -5_000)
    close_shift(rina, shift_id, hand_over_idr=1_500_000, reason="salah kembalian", approval=make.SEEN)
    assert closing_entry(shift_id) == "1103 D 1.500.000 / 7103 D 5.000 / 1101 K 1.505.000"
    assert cash_flows(entries_of("shift", shift_id)[-1]) == {"OTHER_OPERATING": -5_000, "TRANSFER": 0}
    assert fetch("SELECT expected_idr, counted_idr, recounted_idr, difference_idr, charged_to_staff, handed_over_idr,"
                 " float_left_idr, reason FROM shift_close") == [
        (1_705_000, 1_700_000, None, -5_000, 0, 1_500_000, 200_000, "salah kembalian")
    ]  # fmt: skip
    assert carried_idr(1) == balance_idr(Account.DRAWER) == 200_000


@pytest.mark.worked_entry("25b")
def test_drawer_over(rina: Actor) -> None:
    shift_id = in_drawer(rina, 98_000)
    count_drawer(rina, shift_id, {100_000: 1})
    close_shift(rina, shift_id)
    assert closing_entry(shift_id) == "1101 D 2.000 / 7103 K 2.000"
    assert carried_idr(1) == 100_000


@pytest.mark.worked_entry("25c")
def test_short_charged_to_the_cashier(rina: Actor) -> None:
    shift_id = in_drawer(rina, 105_000)
    count_drawer(rina, shift_id, {100_000: 1})
    close_shift(SYSTEM, shift_id, reason="disepakati", charge_to_staff=True)
    assert closing_entry(shift_id) == "1134(Bu Rina) D 5.000 / 1101 K 5.000"
    assert fetch("SELECT charged_to_staff FROM shift_close") == [(1,)]


def test_an_overage_is_never_charged_to_the_cashier(rina: Actor) -> None:
    shift_id = in_drawer(rina, 95_000)
    count_drawer(rina, shift_id, {100_000: 1})
    close_shift(rina, shift_id, reason="lebih", charge_to_staff=True, approval=make.SEEN)
    assert closing_entry(shift_id) == "1101 D 5.000 / 7103 K 5.000"
    assert fetch("SELECT charged_to_staff FROM shift_close") == [(0,)]


def test_an_exact_drawer_posts_nothing_at_close(rina: Actor) -> None:
    shift_id = in_drawer(rina, 100_000)
    count_drawer(rina, shift_id, {50_000: 2})
    close_shift(rina, shift_id)
    assert len(entries_of("shift", shift_id)) == 1
    assert open_shift(1) is None


def test_the_next_shift_carries_what_was_left(rina: Actor) -> None:
    first = in_drawer(rina, 200_000)
    count_drawer(rina, first, {100_000: 2})
    close_shift(rina, first)
    same = make.shift(rina, 200_000)
    assert entries_of("shift", same.id) == []
    count_drawer(rina, same.id, {100_000: 2})
    close_shift(rina, same.id)
    more = make.shift(rina, 250_000)
    assert entry_text(entries_of("shift", more.id)[0]) == "1101 D 50.000 / 1103 K 50.000"
    assert expected_idr(more.id) == 250_000


def test_a_float_smaller_than_what_was_left_is_a_difference(rina: Actor) -> None:
    first = in_drawer(rina, 200_000)
    count_drawer(rina, first, {100_000: 2})
    close_shift(rina, first)
    with pytest.raises(FloatShort) as asked:
        start_shift(rina, 190_000, till_id=1)
    assert str(asked.value) == (
        "Sif terakhir meninggalkan 200.000 di laci, sekarang dihitung 190.000: kurang 10.000. "
        "Hitung lagi; bila memang kurang, dicatat sebagai Selisih Kas atas nama Bu Rina."
    )
    second = make.shift(rina, 190_000)
    assert entry_text(entries_of("shift", second.id)[0]) == "7103 D 10.000 / 1101 K 10.000"
    assert expected_idr(second.id) == 190_000
    assert [check() for check in CHECKS if not check().ok] == []


def test_expected_cash_over_several_shifts_and_sales(rina: Actor) -> None:
    sugar = make.product(price_idr=17_500)
    for _day in range(3):
        carried = carried_idr(1)
        shift = make.shift(rina, carried + 50_000)
        make.sell(rina, (sugar, 2), received_idr=50_000)
        assert expected_idr(shift.id) == carried + 85_000
        count_drawer(rina, shift.id, {5_000: (carried + 85_000) // 5_000})
        close_shift(rina, shift.id, hand_over_idr=35_000)
    assert carried_idr(1) == 150_000
    assert [expected_idr(shift_id) for shift_id in (1, 2, 3)] == [50_000, 100_000, 150_000]
    assert balance_idr(Account.SAFE) == 50_000 - 3 * 50_000 + 3 * 35_000 + 2 * 15_000
    assert [check() for check in CHECKS if not check().ok] == []


def test_the_count_is_blind_then_once_again_then_no_more(rina: Actor) -> None:
    shift_id = in_drawer(rina, 100_000)
    first = count_drawer(rina, shift_id, {50_000: 1, 20_000: 2, 500: 0})
    assert (first.difference_idr, first.may_recount) == (-10_000, True)
    second = count_drawer(rina, shift_id, {100_000: 1})
    assert (second.difference_idr, second.may_recount) == (0, False)
    with pytest.raises(AlreadyRecounted) as third:
        count_drawer(rina, shift_id, {100_000: 1})
    assert str(third.value) == "Laci sudah dihitung dua kali. Lanjutkan menutup sif dengan hitungan terakhir."
    assert [(count.kind, count.total_idr) for count in counts_of(shift_id)] == [
        ("CLOSING", 90_000),
        ("RECOUNT", 100_000),
    ]
    lines = fetch("SELECT denomination_idr, pieces FROM cash_count_line WHERE cash_count_id = 1")
    assert dict(lines) == {50_000: 1, 20_000: 2}
    close_shift(rina, shift_id)
    assert fetch("SELECT counted_idr, recounted_idr, difference_idr FROM shift_close") == [(90_000, 100_000, 0)]


@pytest.mark.parametrize("pieces", [{100_000: -1}, {500: 100_001}])
def test_an_impossible_count_is_named(rina: Actor, pieces: dict[int, int]) -> None:
    shift_id = in_drawer(rina, 0)
    with pytest.raises(CountUnfit) as refused:
        count_drawer(rina, shift_id, pieces)
    assert "tidak mungkin" in str(refused.value)
    assert counts_of(shift_id) == []


@pytest.mark.parametrize("counted", [97_000, 103_000])
def test_a_difference_above_the_limit_needs_its_reason(rina: Actor, counted: int) -> None:
    shift_id = in_drawer(rina, 100_000)
    count_drawer(rina, shift_id, {1_000: counted // 1_000})
    for reason in ("", "   "):
        with pytest.raises(ReasonNeeded) as asked:
            close_shift(rina, shift_id, reason=reason)
    assert "melebihi batas 2.000. Tulis sebabnya dulu." in str(asked.value)
    assert open_shift(1) is not None
    close_shift(rina, shift_id, reason="tidak tahu", approval=make.SEEN)
    assert open_shift(1) is None


def test_a_difference_at_the_limit_needs_none(rina: Actor) -> None:
    shift_id = in_drawer(rina, 100_000)
    count_drawer(rina, shift_id, {1_000: 98})
    close_shift(rina, shift_id)
    assert closing_entry(shift_id) == "7103 D 2.000 / 1101 K 2.000"


@pytest.mark.parametrize("amount", [100_001, -1])
def test_no_more_is_handed_over_than_was_counted(rina: Actor, amount: int) -> None:
    shift_id = in_drawer(rina, 100_000)
    count_drawer(rina, shift_id, {100_000: 1})
    entries = entry_count()
    with pytest.raises(HandOverUnfit):
        close_shift(rina, shift_id, hand_over_idr=amount)
    assert entry_count() == entries
    close_shift(rina, shift_id, hand_over_idr=100_000)
    assert carried_idr(1) == 0


def test_a_shift_is_closed_only_after_a_count_and_only_once(rina: Actor) -> None:
    shift_id = in_drawer(rina, 100_000)
    with pytest.raises(NotCounted):
        close_shift(rina, shift_id)
    count_drawer(rina, shift_id, {100_000: 1})
    close_shift(rina, shift_id)
    for again in (
        lambda: close_shift(rina, shift_id),
        lambda: count_drawer(rina, shift_id, {}),
        lambda: close_shift(rina, 77),
    ):
        with pytest.raises(NoShift):
            again()


def test_a_second_shift_waits_for_the_first(rina: Actor) -> None:
    make.shift(rina, 0)
    with pytest.raises(ShiftOpen) as told:
        make.shift(make.cashier("Bu Tuti"), 0)
    assert str(told.value) == "Sif 1 atas nama Bu Rina masih terbuka. Tutup dulu sif itu."


@pytest.mark.parametrize("amount", [-1, 8_992_741_905_442])
def test_an_impossible_float_is_named(rina: Actor, amount: int) -> None:
    with pytest.raises(FloatUnfit):
        start_shift(rina, amount, till_id=1)
    assert open_shift(1) is None


def test_who_may_not_run_a_shift_is_refused(rina: Actor) -> None:
    with pytest.raises(NotPermitted):
        start_shift(Actor(rina.id, "Tamu", frozenset()), 0, till_id=1)


def test_a_clock_set_back_a_day_asks_first(rina: Actor, shop: FrozenClock) -> None:
    shift_id = in_drawer(rina, 0)
    count_drawer(rina, shift_id, {})
    close_shift(rina, shift_id)
    shop.pass_(days=-1)
    with pytest.raises(ClockBack) as asked:
        start_shift(rina, 0, till_id=1)
    assert "Jam komputer menunjukkan 23/11/2026, padahal catatan terakhir 24/11/2026." in str(asked.value)
    shift = start_shift(rina, 0, confirmed=frozenset({ClockBack.key}), till_id=1)
    assert shift.business_date == date(2026, 11, 23)


def test_a_clock_set_back_some_hours_asks_too_but_not_for_a_minute(rina: Actor, shop: FrozenClock) -> None:
    shop.pass_(minutes=-1)
    shift_id = in_drawer(rina, 0)
    count_drawer(rina, shift_id, {})
    close_shift(rina, shift_id)
    shop.pass_(hours=-3)
    with pytest.raises(ClockBack) as asked:
        start_shift(rina, 0, till_id=1)
    assert "24/11/2026 07.41, padahal catatan terakhir 24/11/2026 10.41" in str(asked.value)


def test_a_clock_once_ahead_asks_only_until_it_was_answered(rina: Actor, shop: FrozenClock) -> None:
    def one_shift(*confirmed: str) -> None:
        shift = start_shift(rina, 0, confirmed=frozenset(confirmed), till_id=1)
        count_drawer(rina, shift.id, {})
        close_shift(rina, shift.id)

    shop.pass_(days=400)
    one_shift()
    shop.pass_(days=-400)
    with pytest.raises(ClockBack):
        one_shift()
    one_shift(ClockBack.key)
    shop.pass_(days=1)
    one_shift()


def test_a_shift_past_midnight_keeps_its_day(rina: Actor, shop: FrozenClock) -> None:
    shop.at = datetime(2026, 11, 30, 16, 30, tzinfo=UTC)
    sugar = make.product(price_idr=17_500)
    shift = make.shift(rina, 0)
    shop.pass_(hours=2)
    sold = make.sell(rina, (sugar, 1), received_idr=17_500)
    assert sold.sale.business_date == shift.business_date == date(2026, 11, 30)
    count_drawer(rina, shift.id, {500: 35})
    close_shift(rina, shift.id, hand_over_idr=17_500)
    assert {row[0] for row in fetch("SELECT business_date FROM journal_entry")} == {"2026-11-30"}
    assert fetch_one("SELECT closed_at FROM shift_close") == ("2026-11-30T18:30:00.000000Z",)
    assert make.shift(rina, 0).business_date == date(2026, 12, 1)


def test_a_closed_month_opens_no_shift(rina: Actor) -> None:
    @operation(Permission.KEEP_BOOKS)
    def lock(actor: Actor) -> None:
        lock_month("2026-11")

    lock(SYSTEM)
    with pytest.raises(PeriodClosed):
        make.shift(rina, 0)


def test_each_act_at_the_drawer_is_on_record(rina: Actor) -> None:
    shift_id = in_drawer(rina, 100_000)
    count_drawer(rina, shift_id, {100_000: 1})
    close_shift(rina, shift_id)
    acts = [(row.act, row.actor, row.subject) for row in Audit.select().order_by(Audit.id)][-3:]
    assert acts == [(act, "Bu Rina", "shift 1") for act in ("start_shift", "count_drawer", "close_shift")]


def test_each_till_has_its_own_drawer(rina: Actor) -> None:
    from pkkmart.core.db import db

    db.execute_sql("INSERT INTO till VALUES (2, 'B', 'Kasir 2')")
    tuti = make.cashier("Bu Tuti")
    make.funded(150_000)
    start_shift(rina, 100_000, till_id=1)
    second = start_shift(tuti, 50_000, till_id=2)
    assert (expected_idr(1), expected_idr(second.id)) == (100_000, 50_000)
    count_drawer(tuti, second.id, {50_000: 1})
    close_shift(tuti, second.id)
    assert (carried_idr(1), carried_idr(2)) == (0, 50_000)
    assert [check() for check in CHECKS if not check().ok] == []


def test_a_sale_after_the_count_makes_it_stale(shop: FrozenClock) -> None:
    """A sale after a count makes it stale; after a right count it costs the cashier no PIN."""
    rina = make.cashier()
    sugar = make.product(price_idr=17_500)
    shift = make.shift(rina, 100_000)
    assert count_drawer(rina, shift.id, {100_000: 1}).difference_idr == 0
    make.sell(rina, (sugar, 1), received_idr=17_500)
    with pytest.raises(NotCounted) as told:
        close_shift(rina, shift.id)
    assert str(told.value).startswith("Laci belum dihitung, atau ada transaksi sesudah hitungan terakhir.")
    again = count_drawer(rina, shift.id, {100_000: 1, 10_000: 1, 5_000: 1, 2_000: 1, 500: 1})
    assert (again.difference_idr, again.may_recount, again.number) == (0, True, 2)
    assert [(count.kind, count.total_idr) for count in every_count(shift.id)] == [
        ("CLOSING", 100_000),
        ("RECOUNT", 117_500),
    ]
    close_shift(rina, shift.id)
    assert fetch("SELECT expected_idr, counted_idr, recounted_idr, difference_idr FROM shift_close") == [
        (117_500, 100_000, 117_500, 0)
    ]


def test_a_count_made_to_see_the_figure_stays_and_needs_a_second_name(shop: FrozenClock) -> None:
    """A wrong count to read the expected cash, a sale, then a "right" count: that one is not blind."""
    rina, wati = make.cashier(), make.cashier("Bu Wati", role=Role.SUPERVISOR)
    sugar = make.product(price_idr=10_000)
    shift = make.shift(rina, 100_000)
    assert count_drawer(rina, shift.id, {50_000: 1}).difference_idr == -50_000
    make.sell(rina, (sugar, 1), received_idr=10_000)
    assert count_drawer(rina, shift.id, {100_000: 1, 10_000: 1}).difference_idr == 0
    for approval in (None, Approval(rina, "sendiri")):
        with pytest.raises(RecountUnapproved) as told:
            close_shift(rina, shift.id, approval=approval)
    assert str(told.value).startswith(
        "Ini hitungan ke-2 dan isi yang seharusnya sudah terlihat; hitungan sebelumnya selisih -50.000."
    )
    assert open_shift(1) is not None
    close_shift(rina, shift.id, approval=Approval(wati, "dihitung berdua"))
    assert fetch("SELECT counted_idr, recounted_idr, difference_idr, approver_id FROM shift_close") == [
        (50_000, 110_000, 0, wati.id)
    ]


def test_a_third_count_after_a_wrong_one_needs_a_second_name_too(shop: FrozenClock) -> None:
    rina = make.cashier()
    make.cashier("Bu Wati", role=Role.SUPERVISOR)
    sugar = make.product(price_idr=10_000)
    shift = make.shift(rina, 100_000)
    count_drawer(rina, shift.id, {100_000: 1})
    make.sell(rina, (sugar, 1), received_idr=10_000)
    count_drawer(rina, shift.id, {100_000: 1})
    assert count_drawer(rina, shift.id, {100_000: 1, 10_000: 1}).number == 3
    with pytest.raises(RecountUnapproved):
        close_shift(rina, shift.id)
    close_shift(rina, shift.id, approval=make.SEEN)
    assert fetch("SELECT counted_idr, recounted_idr, difference_idr FROM shift_close") == [(100_000, 110_000, 0)]


def test_a_cashier_takes_no_fortune_from_the_safe(shop: FrozenClock) -> None:
    rina, endang = make.cashier(), make.cashier("Bu Endang", role=Role.TREASURER)
    with pytest.raises(FloatTooLarge) as told:
        start_shift(rina, 900_000_000, till_id=1)
    assert str(told.value).startswith("Modal laci 900.000.000 melebihi batas 2.000.000.")
    make.funded(3_000_000)
    assert start_shift(endang, 3_000_000, till_id=1).opening_float_idr == 3_000_000


@pytest.mark.parametrize(
    ("amount", "told"),
    [
        (
            2_000_000,
            "Modal laci 2.000.000, padahal sif terakhir dibuka dengan 200.000. Hitung lagi, lihat nolnya.",
        ),
        (20_000, "Modal laci 20.000, padahal sif terakhir dibuka dengan 200.000. Hitung lagi, lihat nolnya."),
    ],
)
def test_a_float_with_a_nought_too_many_or_too_few_is_asked_about(rina: Actor, amount: int, told: str) -> None:
    first = in_drawer(rina, 200_000)
    count_drawer(rina, first, {100_000: 2})
    close_shift(rina, first, hand_over_idr=200_000)
    make.funded(2_000_000)
    with pytest.raises(FloatUnusual) as asked:
        start_shift(rina, amount, till_id=1)
    assert str(asked.value) == told
    assert open_shift(1) is None
    assert start_shift(rina, 200_000 * 10 - 1 if amount > 200_000 else 20_001, till_id=1).id == 2, "less is usual"


def test_the_confirmed_float_is_booked_and_what_was_left_is_never_unusual(rina: Actor) -> None:
    first = in_drawer(rina, 100_000)
    count_drawer(rina, first, {100_000: 12})
    close_shift(rina, first, reason="uang kemarin", approval=make.SEEN)
    kept = start_shift(rina, 1_200_000, till_id=1)
    assert (kept.opening_float_idr, entries_of("shift", kept.id)) == (1_200_000, [])
    count_drawer(rina, kept.id, {100_000: 12})
    close_shift(rina, kept.id, hand_over_idr=1_200_000)
    small = start_shift(rina, 100_000, confirmed=frozenset({FloatUnusual.key}), till_id=1)
    assert entry_text(entries_of("shift", small.id)[0]) == "1101 D 100.000 / 1103 K 100.000"


def test_a_float_the_safe_never_held_is_asked_about_and_booked_as_a_difference(shop: FrozenClock) -> None:
    rina = make.cashier()
    make.funded(60_000)
    with pytest.raises(FloatUnfunded) as asked:
        start_shift(rina, 200_000, till_id=1)
    assert str(asked.value) == (
        "Brankas menurut buku tinggal 60.000, padahal modal laci memerlukan 200.000 dari sana. "
        "Minta bendahara mencatat saldo awal atau setoran dulu; bila uangnya memang ada dan dilanjutkan, "
        "140.000 dicatat sebagai Selisih Kas lebih atas nama Bu Rina."
    )
    assert open_shift(1) is None
    shift = start_shift(rina, 200_000, confirmed=frozenset({FloatUnfunded.key}), till_id=1)
    (entry_id,) = entries_of("shift", shift.id)
    assert entry_text(entry_id) == "1101 D 200.000 / 1103 K 60.000 / 7103 K 140.000"
    assert cash_flows(entry_id) == {"TRANSFER": 0, "OTHER_OPERATING": 140_000}
    assert (expected_idr(shift.id), balance_idr(Account.SAFE)) == (200_000, 0)
    assert [check() for check in CHECKS if not check().ok] == []


def test_a_place_below_zero_on_any_day_is_found(shop: FrozenClock) -> None:
    post_opening(SYSTEM, [debit(Account.GRANT, 5_000), credit(Account.SAFE, 5_000)], date(2026, 11, 2))
    make.funded(90_000)
    check = CHECKS[-1]()
    assert (check.ok, check.figure) == (False, "Brankas -5.000 pada 02/11/2026")


def test_every_count_of_a_shift_is_in_the_log(shop: FrozenClock) -> None:
    rina = make.cashier()
    sugar = make.product(price_idr=10_000)
    shift = make.shift(rina, 100_000)
    count_drawer(rina, shift.id, {1_000: 5})
    make.sell(rina, (sugar, 1), received_idr=10_000)
    count_drawer(rina, shift.id, {100_000: 1, 10_000: 1})
    close_shift(rina, shift.id, approval=make.SEEN)
    (details,) = fetch("SELECT details FROM audit WHERE act = 'close_shift'")[0]
    assert json.loads(details)["counted_off_by"] == [-95_000, 0]


def test_papers_wait_for_a_clock_that_stands_before_the_newest_shift(shop: FrozenClock) -> None:
    rina = make.cashier()
    sugar = make.product()
    make.shift(rina)
    shop.pass_(days=-1)
    with pytest.raises(ClockBehind) as told:
        make.bought(sugar, 1, 10_000)
    assert "Jam komputer menunjukkan 23/11/2026, padahal sif terakhir 24/11/2026." in str(told.value)
    sari = make.consignor(percent_bp=1_000)
    with pytest.raises(ClockBehind):
        make.delivered(sari, make.product("Lemper", 2_000, owner_id=sari), 5)
