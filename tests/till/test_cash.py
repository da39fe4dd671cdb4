"""Cash in and out between sales as text, the drawer opened without a sale, and two names for much out of the safe."""

from __future__ import annotations

import sqlite3
from datetime import UTC, date, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pkkmart.cashbook.operations import cancel_expense, cancel_transfer, record_expense, transfer
from pkkmart.core import clock
from pkkmart.core.actor import SYSTEM, Actor, Approval, Permission
from pkkmart.core.audit import Audit
from pkkmart.core.db import db, fetch
from pkkmart.core.errors import NotPermitted, UserError
from pkkmart.core.operation import operation
from pkkmart.core.settings import write_setting
from pkkmart.ledger.chart import Account
from pkkmart.ledger.operations import AlreadyVoided, ReasonMissing
from pkkmart.ledger.queries import balance_idr
from pkkmart.printing.queries import elements_of, jobs_of
from pkkmart.printing.slip import DrawerKick, as_text
from pkkmart.till.balances import PlaceShort, SecondNameNeeded, SecondNameToCancel
from pkkmart.till.kinds import CashIn, CashOut
from pkkmart.till.operations import (
    CashAmountUnfit,
    CashReasonMissing,
    DrawerShort,
    DrawerSpentSince,
    FloatTooLarge,
    NoShift,
    OpeningReasonMissing,
    SlipShiftClosed,
    cancel_cash_slip,
    cash_in,
    cash_out,
    close_shift,
    count_drawer,
    open_drawer,
    start_shift,
)
from pkkmart.till.places import CashPlace
from pkkmart.till.queries import cash_slip, cash_slips, drawer_openings, expected_idr
from pkkmart.till.settings import SAFE_TWO_NAMES_IDR
from pkkmart.users.roles import Role
from tests import make
from tests.books import cash_flows, entry_count, entry_of
from tests.conftest import FrozenClock, memory_shop
from tests.scenarios.proofs import failures

DRAWER, PETTY, SAFE, TRANSIT, BANK = CashPlace


@pytest.fixture
def rina(shop: FrozenClock) -> Actor:
    return make.cashier()


@pytest.fixture
def endang(rina: Actor) -> Actor:
    return make.cashier("Bu Endang", "4321", Role.TREASURER)


def approval_by(by: Actor, reason: str = "uang receh habis") -> Approval:
    return Approval(by, reason)


def test_small_change_from_the_safe_takes_the_treasurers_pin(rina: Actor, endang: Actor) -> None:
    shift = make.shift(rina, 100_000)
    make.funded(500_000)
    with pytest.raises(NotPermitted) as told:
        cash_in(rina, CashIn.FROM_SAFE, 50_000, "uang receh habis", till_id=1)
    assert told.value.needed is Permission.PAY_FROM_SAFE
    slip = cash_in(rina, CashIn.FROM_SAFE, 50_000, " uang  receh habis", approval=approval_by(endang), till_id=1)
    assert (slip.number, slip.reason, slip.cashier) == ("KL-26-000001", "uang receh habis", "Bu Rina")
    assert entry_of("cash_slip", slip.id) == "1101 D 50.000 / 1103 K 50.000"
    assert cash_flows(fetch("SELECT id FROM journal_entry ORDER BY id DESC LIMIT 1")[0][0]) == {"TRANSFER": 0}
    assert fetch("SELECT kind, amount_idr FROM cash_movement WHERE origin_kind = 'cash_slip'") == [("IN", 50_000)]
    assert expected_idr(shift.id) == 150_000
    row = Audit.select().order_by(Audit.id.desc()).get()
    assert (row.act, row.actor, row.approver, row.subject) == ("cash_in", "Bu Rina", "Bu Endang", "KL-26-000001")
    assert failures() == []


@pytest.mark.worked_entry("26")
def test_a_cashier_hands_cash_to_the_safe_alone(rina: Actor) -> None:
    shift = make.shift(rina, 2_000_000)
    slip = cash_out(rina, CashOut.TO_SAFE, 1_500_000, "setoran siang", till_id=1)
    assert entry_of("cash_slip", slip.id) == "1103 D 1.500.000 / 1101 K 1.500.000"
    assert fetch("SELECT kind, amount_idr FROM cash_movement WHERE origin_kind = 'cash_slip'") == [("OUT", -1_500_000)]
    assert expected_idr(shift.id) == 500_000
    assert failures() == []


def test_petty_cash_is_filled_and_gives_back(rina: Actor, endang: Actor) -> None:
    make.shift(rina, 200_000)
    with pytest.raises(NotPermitted):
        cash_out(rina, CashOut.TO_PETTY, 60_000, "isi kas kecil", till_id=1)
    out = cash_out(rina, CashOut.TO_PETTY, 60_000, "isi kas kecil", approval=approval_by(endang), till_id=1)
    back = cash_in(endang, CashIn.FROM_PETTY, 10_000, "lebih", till_id=1)
    assert entry_of("cash_slip", out.id) == "1102 D 60.000 / 1101 K 60.000"
    assert entry_of("cash_slip", back.id) == "1101 D 10.000 / 1102 K 10.000"
    with pytest.raises(PlaceShort):
        cash_in(endang, CashIn.FROM_PETTY, 50_001, "lebih", till_id=1)
    assert [slip.number for slip in cash_slips(1)] == ["KL-26-000001", "KL-26-000002"]
    assert failures() == []


@pytest.mark.parametrize("amount", [0, -1, 100_000_001])
def test_an_impossible_amount_is_named(endang: Actor, amount: int) -> None:
    make.shift(endang, 100_000)
    for act in (
        lambda: cash_in(endang, CashIn.FROM_SAFE, amount, "receh", till_id=1),
        lambda: cash_out(endang, CashOut.TO_SAFE, amount, "setor", till_id=1),
    ):
        with pytest.raises(CashAmountUnfit) as told:
            act()
        assert str(told.value).endswith("Isi antara 1 dan 100.000.000 rupiah.")


def test_a_reason_a_shift_and_the_money_must_be_there(endang: Actor) -> None:
    with pytest.raises(NoShift):
        cash_out(endang, CashOut.TO_SAFE, 1_000, "setor", till_id=1)
    make.shift(endang, 100_000)
    entries = entry_count()
    with pytest.raises(CashReasonMissing):
        cash_out(endang, CashOut.TO_SAFE, 1_000, "  ", till_id=1)
    with pytest.raises(DrawerShort):
        cash_out(endang, CashOut.TO_SAFE, 100_001, "setor", till_id=1)
    with pytest.raises(PlaceShort):
        cash_in(endang, CashIn.FROM_SAFE, 1_000, "receh", till_id=1)
    assert (entry_count(), fetch("SELECT count(*) FROM cash_slip")) == (entries, [(0,)])


def test_a_slip_is_cancelled_in_its_shift(rina: Actor, endang: Actor) -> None:
    shift = make.shift(rina, 100_000)
    make.funded(50_000)
    slip = cash_in(endang, CashIn.FROM_SAFE, 50_000, "receh", till_id=1)
    with pytest.raises(ReasonMissing):
        cancel_cash_slip(rina, slip.id, " ", till_id=1)
    number = cancel_cash_slip(rina, slip.id, "tidak jadi", till_id=1)
    assert (cash_slip(slip.id).cancelled_by, expected_idr(shift.id)) == (number, 100_000)
    assert entry_of("void", 1) == "1103 D 50.000 / 1101 K 50.000"
    with pytest.raises(AlreadyVoided):
        cancel_cash_slip(rina, slip.id, "lagi", till_id=1)
    assert failures() == []


def test_what_went_to_the_safe_comes_back_under_who_may_pay_from_it(rina: Actor, endang: Actor) -> None:
    make.shift(rina, 100_000)
    slip = cash_out(rina, CashOut.TO_SAFE, 40_000, "setor", till_id=1)
    with pytest.raises(NotPermitted):
        cancel_cash_slip(rina, slip.id, "salah jumlah", till_id=1)
    cancel_cash_slip(rina, slip.id, "salah jumlah", approval=approval_by(endang), till_id=1)
    assert balance_idr(Account.DRAWER) == 100_000
    assert failures() == []


def test_money_that_went_on_does_not_come_back(rina: Actor, endang: Actor) -> None:
    make.shift(rina, 0)
    make.funded(50_000)
    slip = cash_in(endang, CashIn.FROM_SAFE, 50_000, "receh", till_id=1)
    cash_out(rina, CashOut.TO_SAFE, 20_000, "setor", till_id=1)
    with pytest.raises(DrawerSpentSince):
        cancel_cash_slip(rina, slip.id, "tidak jadi", till_id=1)


def test_a_slip_of_another_shift_is_the_treasurers_to_cancel(rina: Actor, endang: Actor) -> None:
    first = make.shift(rina, 50_000)
    make.funded(50_000)
    slip = cash_in(endang, CashIn.FROM_SAFE, 50_000, "receh", till_id=1)
    count_drawer(rina, first.id, {100_000: 1})
    close_shift(rina, first.id)
    with pytest.raises(NotPermitted) as told:
        cancel_cash_slip(rina, slip.id, "tidak jadi", till_id=1)
    assert told.value.needed is Permission.KEEP_BOOKS
    with pytest.raises(SlipShiftClosed) as closed:
        cancel_cash_slip(endang, slip.id, "tidak jadi", till_id=1)
    assert str(closed.value) == (
        "KL-26-000001 ditulis di sif 1 yang sudah ditutup, jadi uangnya kembali lewat laci sif sesudahnya. "
        "Buka sif dulu, lalu batalkan lagi."
    )
    second = make.shift(rina, 100_000)
    cancel_cash_slip(endang, slip.id, "tidak jadi", till_id=1)
    assert (expected_idr(first.id), expected_idr(second.id)) == (100_000, 50_000)
    assert entry_of("void", 1) == "1103 D 50.000 / 1101 K 50.000"
    assert failures() == []


def test_a_slip_of_another_shift_is_not_cancelled_when_the_drawer_moved_on(rina: Actor, endang: Actor) -> None:
    first = make.shift(rina, 50_000)
    make.funded(50_000)
    slip = cash_in(endang, CashIn.FROM_SAFE, 50_000, "receh", till_id=1)
    count_drawer(rina, first.id, {100_000: 1})
    close_shift(rina, first.id, hand_over_idr=80_000)
    make.shift(rina, 20_000)
    with pytest.raises(DrawerSpentSince) as told:
        cancel_cash_slip(endang, slip.id, "tidak jadi", till_id=1)
    assert str(told.value) == (
        "KL-26-000001 tidak bisa dibatalkan: uang di laci tidak cukup untuk 50.000 yang harus kembali. "
        "Isi laci dari brankas dulu, atau batalkan dulu yang sesudahnya."
    )


OUT_32 = """\
            PKK Mart
--------------------------------
        KAS KELUAR LACI
KL-26-000001    24/11/2026 10.42
Sif                            1
Dari                  Laci kasir
Ke                       Brankas
Jumlah               Rp1.500.000
Terbilang: satu juta lima ratus
ribu rupiah
Untuk: setoran siang
--------------------------------

     Kasir          Bendahara



 .............    .............
    Bu Rina
- - - - - - - - - - - - - - - -
"""


def test_the_slip_is_paper_at_three_widths_and_opens_the_drawer(rina: Actor) -> None:
    make.shift(rina, 2_000_000)
    slip = cash_out(rina, CashOut.TO_SAFE, 1_500_000, "setoran siang", till_id=1)
    (job,) = jobs_of("cash_slip", slip.id)
    elements = elements_of(job.id)
    assert (elements[0], job.title) == (DrawerKick(), "KL-26-000001")
    assert as_text(elements, 32) == OUT_32
    for columns in (32, 42, 48):
        text = as_text(elements, columns)
        assert max(map(len, text.splitlines())) <= columns
        assert "Rp1.500.000" in text


def test_the_paper_of_a_cancellation_names_both_numbers(rina: Actor, endang: Actor) -> None:
    make.shift(rina, 100_000)
    slip = cash_out(rina, CashOut.TO_SAFE, 40_000, "setor", till_id=1)
    number = cancel_cash_slip(endang, slip.id, "salah jumlah", till_id=1)
    (job,) = jobs_of("void", 1)
    text = as_text(elements_of(job.id), 42)
    assert "BATAL KAS KELUAR" in text
    assert (number in text, slip.number in text, "Sebab: salah jumlah" in text) == (True, True, True)
    assert [line.split()[-1] for line in text.splitlines() if line.startswith("Ke ")] == ["kasir"]


def test_a_drawer_opened_without_a_sale_is_on_record(rina: Actor, endang: Actor) -> None:
    shift = make.shift(rina, 0)
    with pytest.raises(NotPermitted):
        open_drawer(rina, "menukar uang", till_id=1)
    with pytest.raises(OpeningReasonMissing):
        open_drawer(endang, " ", till_id=1)
    opening_id = open_drawer(rina, "menukar  uang", approval=approval_by(endang, "ada saya"), till_id=1)
    assert [(row.cashier, row.approver, row.reason) for row in drawer_openings(shift.id)] == [
        ("Bu Rina", "Bu Endang", "menukar uang")
    ]
    (job,) = jobs_of("drawer_opening", opening_id)
    assert (job.kind, elements_of(job.id)) == ("drawer", [DrawerKick()])
    row = Audit.select().order_by(Audit.id.desc()).get()
    assert (row.act, row.subject, row.reason) == ("open_drawer", "shift 1", "ada saya")


def test_a_drawer_is_opened_before_the_shift_too(endang: Actor) -> None:
    open_drawer(endang, "mencari modal", till_id=1)
    assert fetch("SELECT shift_id, till_id, reason FROM drawer_opening") == [(None, 1, "mencari modal")]


def test_slips_and_openings_are_never_changed(endang: Actor) -> None:
    make.shift(endang, 100_000)
    cash_out(endang, CashOut.TO_SAFE, 40_000, "setor", till_id=1)
    open_drawer(endang, "menukar uang", till_id=1)
    for table, column in (("cash_slip", "amount_idr"), ("drawer_opening", "till_id")):
        for attack in (
            f"DELETE FROM {table}",
            f"UPDATE {table} SET {column} = 1",
            f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}",
        ):
            with pytest.raises(Exception, match=f"{table}: "):
                db.execute_sql(attack)
    with pytest.raises(Exception, match="cash_slip: sudah ada"):
        db.execute_sql("REPLACE INTO cash_slip SELECT 7, number, business_date, recorded_at, user_id, shift_id,"
                       " kind, 1, reason FROM cash_slip")  # fmt: skip


def test_a_slip_without_its_entry_is_found(endang: Actor) -> None:
    make.shift(endang, 100_000)
    cash_out(endang, CashOut.TO_SAFE, 40_000, "setor", till_id=1)
    db.execute_sql("INSERT INTO cash_slip SELECT 2, 'KL-26-000009', business_date, recorded_at, user_id, shift_id,"
                   " kind, amount_idr, reason FROM cash_slip")  # fmt: skip
    assert [failure.split(":")[0] for failure in failures()] == [
        "Nomor semua surat tanpa lompatan",
        "Kas masuk dan keluar laci sama dengan jurnalnya",
    ]


def test_much_out_of_the_safe_takes_two_names(rina: Actor, endang: Actor) -> None:
    ketua = make.cashier("Bu Ketua", "9876", Role.ADMIN)
    kepala = make.cashier("Bu Wati", "8642", Role.SUPERVISOR)
    make.funded(30_000_000)
    with pytest.raises(SecondNameNeeded) as told:
        transfer(endang, SAFE, TRANSIT, 5_000_001, till_id=1)
    assert str(told.value) == (
        "5.000.001 dari brankas melebihi 5.000.000, jadi perlu dua nama. "
        "Minta pengurus lain yang boleh membayar dari brankas memasukkan PIN-nya."
    )
    assert told.value.needed is Permission.PAY_FROM_SAFE
    for helper in (endang, kepala, rina):
        with pytest.raises(SecondNameNeeded):
            transfer(endang, SAFE, TRANSIT, 5_000_001, approval=approval_by(helper), till_id=1)
    transfer(endang, SAFE, TRANSIT, 5_000_001, approval=approval_by(ketua), till_id=1)
    transfer(endang, SAFE, TRANSIT, 5_000_000, till_id=1)
    record_expense(endang, Account.WAGES, 6_000_000, SAFE, approval=approval_by(ketua), till_id=1)
    record_expense(rina, Account.WAGES, 6_000_000, SAFE, approval=approval_by(endang), till_id=1)
    record_expense(SYSTEM, Account.WAGES, 6_000_000, SAFE, till_id=1)
    assert failures() == []


TO_CANCEL = (
    "Membatalkan {number} mengembalikan 6.000.000 ke brankas, melebihi 5.000.000, jadi perlu dua nama seperti saat "
    "dibayar. Minta pengurus lain yang boleh membayar dari brankas memasukkan PIN-nya."
)


def test_a_hand_over_taken_out_of_the_safe_again_takes_two_names(rina: Actor, endang: Actor) -> None:
    ketua = make.cashier("Bu Ketua", "9876", Role.ADMIN)
    make.shift(rina, 0)
    make.funded(6_000_000)
    cash_in(SYSTEM, CashIn.FROM_SAFE, 6_000_000, "pasar murah", till_id=1)
    handed = transfer(rina, DRAWER, SAFE, 6_000_000, till_id=1)
    entries = entry_count()
    with pytest.raises(SecondNameNeeded) as told:
        cancel_transfer(endang, handed.id, "salah jumlah", till_id=1)
    assert str(told.value).startswith("6.000.000 dari brankas melebihi 5.000.000, jadi perlu dua nama.")
    for helper in (endang, rina):
        with pytest.raises(SecondNameNeeded):
            cancel_transfer(endang, handed.id, "salah jumlah", approval=approval_by(helper), till_id=1)
    assert (entry_count(), balance_idr(Account.SAFE)) == (entries, 6_000_000)
    cancel_transfer(endang, handed.id, "salah jumlah", approval=approval_by(ketua), till_id=1)
    assert entry_of("void", 1) == "1101 D 6.000.000 / 1103 K 6.000.000"
    assert failures() == []


def test_a_payment_of_two_names_is_taken_back_by_two(rina: Actor, endang: Actor) -> None:
    ketua = make.cashier("Bu Ketua", "9876", Role.ADMIN)
    make.funded(20_000_000)
    wages = record_expense(endang, Account.WAGES, 6_000_000, SAFE, approval=approval_by(ketua), till_id=1)
    with pytest.raises(SecondNameToCancel) as told:
        cancel_expense(endang, wages.id, "tercatat dua kali", till_id=1)
    assert str(told.value) == TO_CANCEL.format(number="BK-26-000001")
    assert told.value.needed is Permission.PAY_FROM_SAFE
    cancel_expense(endang, wages.id, "tercatat dua kali", approval=approval_by(ketua), till_id=1)
    assert entry_of("void", 1) == "1103 D 6.000.000 / 6101 K 6.000.000"
    less = record_expense(endang, Account.WAGES, 5_000_000, SAFE, till_id=1)
    cancel_expense(endang, less.id, "tercatat dua kali", till_id=1)
    of_the_bank = transfer(endang, SAFE, BANK, 6_000_000, approval=approval_by(ketua), till_id=1)
    rent = record_expense(endang, Account.RENT, 5_500_000, BANK, till_id=1)
    cancel_expense(endang, rent.id, "salah jumlah", till_id=1)
    with pytest.raises(SecondNameToCancel):
        cancel_transfer(endang, of_the_bank.id, "salah jumlah", till_id=1)
    cancel_transfer(SYSTEM, of_the_bank.id, "salah jumlah", till_id=1)
    assert failures() == []


def test_a_slip_of_much_is_taken_back_by_two(rina: Actor, endang: Actor) -> None:
    make.shift(rina, 1_000_000)
    make.funded(7_000_000)
    slip = cash_in(rina, CashIn.FROM_SAFE, 6_000_000, "pasar murah", approval=approval_by(endang), till_id=1)
    with pytest.raises(SecondNameToCancel) as told:
        cancel_cash_slip(endang, slip.id, "tidak jadi", till_id=1)
    assert str(told.value) == TO_CANCEL.format(number="KL-26-000001")
    cancel_cash_slip(rina, slip.id, "tidak jadi", approval=approval_by(endang), till_id=1)
    out = cash_in(rina, CashIn.FROM_SAFE, 5_500_000, "pasar murah", approval=approval_by(endang), till_id=1)
    assert out.number == "KL-26-000002"
    back = cash_out(rina, CashOut.TO_SAFE, 5_500_000, "tidak jadi", till_id=1)
    with pytest.raises(SecondNameNeeded):
        cancel_cash_slip(endang, back.id, "salah", till_id=1)
    cancel_cash_slip(rina, back.id, "salah", approval=approval_by(endang), till_id=1)
    assert failures() == []


def test_much_out_of_another_place_takes_one(endang: Actor) -> None:
    make.funded(4_000_000)
    transfer(endang, SAFE, TRANSIT, 4_000_000, till_id=1)
    make.funded(4_000_000)
    transfer(endang, SAFE, TRANSIT, 4_000_000, till_id=1)
    transfer(endang, TRANSIT, BANK, 8_000_000, till_id=1)
    record_expense(endang, Account.WAGES, 8_000_000, BANK, till_id=1)
    assert failures() == []


def test_the_limit_is_the_shops(endang: Actor) -> None:
    @operation(Permission.KEEP_SETTINGS)
    def set_limit(actor: Actor) -> None:
        write_setting(SAFE_TWO_NAMES_IDR, 100_000)

    set_limit(SYSTEM)
    make.shift(endang, 0)
    make.funded(1_000_000)
    with pytest.raises(SecondNameNeeded):
        cash_in(endang, CashIn.FROM_SAFE, 100_001, "receh", till_id=1)
    cash_in(endang, CashIn.FROM_SAFE, 100_000, "receh", till_id=1)


def test_a_large_float_is_lent_by_pin_and_a_larger_one_takes_two_names(rina: Actor, endang: Actor) -> None:
    make.funded(20_000_000)
    with pytest.raises(FloatTooLarge) as told:
        start_shift(rina, 3_000_000, till_id=1)
    assert told.value.needed is Permission.PAY_FROM_SAFE
    with pytest.raises(SecondNameNeeded):
        start_shift(endang, 6_000_000, till_id=1)
    assert start_shift(rina, 6_000_000, approval=approval_by(endang), till_id=1).opening_float_idr == 6_000_000


AMOUNTS = st.integers(1, 40).map(lambda thousands: thousands * 1_000)
ACTS = st.one_of(
    st.tuples(st.sampled_from([*CashIn]), AMOUNTS),
    st.tuples(st.sampled_from([*CashOut]), AMOUNTS),
    st.tuples(st.just("cancel"), st.integers(1, 8)),
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=st.lists(ACTS, min_size=1, max_size=12))
def test_in_any_order_the_drawer_is_what_its_slips_say(
    template: sqlite3.Connection, acts: list[tuple[CashIn | CashOut | str, int]]
) -> None:
    with clock.using(lambda: datetime(2026, 11, 24, 4, 0, tzinfo=UTC)), memory_shop(template):
        endang = make.cashier("Bu Endang", "4321", Role.TREASURER)
        shift = make.shift(endang, 50_000)
        make.funded(60_000)
        for kind, amount in acts:
            _try(endang, kind, amount)
        signed = [
            slip.amount_idr if isinstance(slip.kind, CashIn) else -slip.amount_idr
            for slip in cash_slips(shift.id)
            if not slip.cancelled_by
        ]
        assert expected_idr(shift.id) == 50_000 + sum(signed) == balance_idr(Account.DRAWER)
        places = (Account.DRAWER, Account.SAFE, Account.PETTY_CASH)
        assert sum(map(balance_idr, places)) == 110_000
        assert all(balance_idr(place) >= 0 for place in places)
        assert failures() == []


def _try(endang: Actor, kind: CashIn | CashOut | str, amount: int) -> None:
    """Booked whole, or refused with nothing written."""
    written = "SELECT (SELECT count(*) FROM cash_slip), (SELECT count(*) FROM journal_entry)"
    before = fetch(written)
    try:
        if isinstance(kind, CashIn):
            cash_in(endang, kind, amount, "receh", till_id=1)
        elif isinstance(kind, CashOut):
            cash_out(endang, kind, amount, "setor", till_id=1)
        else:
            cancel_cash_slip(endang, amount, "salah", till_id=1)
    except (UserError, LookupError):
        assert fetch(written) == before


def test_a_slip_past_midnight_keeps_the_day_of_its_shift(endang: Actor, shop: FrozenClock) -> None:
    shop.at = datetime(2026, 11, 30, 16, 30, tzinfo=UTC)
    make.shift(endang, 100_000)
    shop.pass_(hours=2)
    slip = cash_out(endang, CashOut.TO_SAFE, 40_000, "setor", till_id=1)
    assert (slip.business_date, slip.number) == (date(2026, 11, 30), "KL-26-000001")
    assert failures() == []
