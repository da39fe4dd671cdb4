"""An evening of titip kue: one count closes a consignor's day, gaps are decided, and a cancellation undoes it all."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from pkkmart.consignment.operations import (
    AlreadyCounted,
    CountItem,
    DrawerNotOver,
    GapUndecided,
    MoreThanBrought,
    MoreThanUnsold,
    NotCounted,
    NothingToCount,
    OfCount,
    cancel_evening,
    cancel_loss,
    cancel_return,
    close_evening,
    daily,
    pay_settlement,
)
from pkkmart.consignment.queries import (
    counted,
    documents,
    goods_to_count,
    owed_by_person,
    settlement_view,
    settlements,
    statement,
    suggestions,
)
from pkkmart.consignment.rules import GapDecision
from pkkmart.core import clock
from pkkmart.core.actor import Actor
from pkkmart.core.db import db, fetch
from pkkmart.core.errors import NotPermitted
from pkkmart.core.quantity import ONE
from pkkmart.ledger.queries import entries_of
from pkkmart.reports.checks import recaps_are_ledger
from pkkmart.reports.queries import consignment_recap
from pkkmart.reports.queries.recaps import sales_recap
from pkkmart.stock.queries import levels
from pkkmart.till.kinds import CashOut
from pkkmart.till.operations import DrawerShort, cash_out, count_drawer
from pkkmart.till.places import CashPlace
from pkkmart.till.queries import expected_idr
from tests import make
from tests.books import entry_of, refusal
from tests.conftest import FrozenClock
from tests.consignment.consignor import TODAY, Sari, broken

UNRUNG, REPLACED = GapDecision.UNRUNG, GapDecision.REPLACED
WRITTEN = (
    "evening_count",
    "evening_count_line",
    "return_note",
    "loss",
    "settlement",
    "payout",
    "stock_move",
    "print_job",
)


def item(sari: Sari, left: int, damaged: int = 0, **how: object) -> CountItem:
    return CountItem(sari.lemper, left * ONE, damaged * ONE, **how)  # type: ignore[arg-type]


def count(sari: Sari, left: int, damaged: int = 0, *, pay: bool = True, **how: object):  # type: ignore[no-untyped-def]
    return close_evening(sari.rina, sari.id, [item(sari, left, damaged, **how)], till_id=1, pay=pay)


@pytest.mark.worked_entry("4", "22")
def test_an_evening_sends_home_settles_and_pays(sari: Sari, shop: FrozenClock) -> None:
    sari.sold(20)
    shop.pass_(hours=6)
    done = count(sari, 128, 2)
    assert (done.count.amount_idr, done.payout, sari.on_shelf()) == (32_000, "KW-26-000001", 0)
    assert entry_of("payout", 1) == "2102(Bu Sari) D 32.000 / 1101 K 32.000"
    assert [entries_of(kind, 1) for kind in ("delivery", "return_note", "settlement", "evening_count")] == [[]] * 4
    assert fetch("SELECT product_id, qty_milli, reason FROM return_note_line ORDER BY id") == [
        (sari.lemper, 128_000, "UNSOLD"),
        (sari.lemper, 2_000, "DEFECT"),
    ]
    assert owed_by_person() == {}
    told = counted(done.count.id)
    assert (told.brought_milli, told.sold_milli, told.due_idr, told.paid_idr) == (150_000, 20_000, 32_000, 32_000)
    assert [(row.kind, row.number) for row in documents(sari.id)] == [
        ("evening_count", "HK-26-000001"),
        ("payout", "KW-26-000001"),
        ("settlement", "PT-26-000001"),
        ("return_note", "NR-26-000001"),
        ("delivery", "NT-26-000001"),
    ]
    assert broken() == []


@pytest.mark.worked_entry("sold-not-rung")
def test_sold_and_not_rung_up_is_owed_as_if_it_had_been(sari: Sari) -> None:
    sari.sold(10)
    done = count(sari, 139, decision=UNRUNG)
    assert entry_of("evening_count", done.count.id) == "7103 D 2.000 / 2102(Bu Sari) K 1.600 / 4103 K 400"
    assert (done.count.amount_idr, sari.on_shelf()) == (17_600, 0)
    assert broken() == []
    row = settlement_view(settlements(sari.id)[0].id).lines
    assert [(one.qty_milli, one.price_idr, one.gross_idr, one.commission_idr, one.share_idr) for one in row] == [
        (11_000, 2_000, 22_000, 4_400, 17_600)
    ]
    assert [line.gross_idr for line in statement(sari.id, TODAY, TODAY).lines] == [22_000]
    month, titipan = sales_recap("2026-11"), consignment_recap("2026-11")
    assert (month.receipts, month.total_idr, month.commission_idr, titipan.gross_idr) == (1, 22_000, 4_400, 22_000)
    assert [(row.label, row.amount_idr) for row in month.tenders] == [("Tunai", 20_000), ("Tidak lewat kasir", 2_000)]
    assert recaps_are_ledger().ok, recaps_are_ledger().figure


@pytest.mark.worked_entry("23c")
def test_what_the_shop_lost_or_damaged_is_replaced_with_a_second_persons_yes(sari: Sari, endang: Actor) -> None:
    sari.sold(10)
    how = {"damaged_by_shop": True, "decision": REPLACED}
    sentence = refusal(WRITTEN, lambda: count(sari, 138, 1, **how), NotPermitted)
    assert sentence.startswith("Bu Rina belum berwenang")
    done = close_evening(endang, sari.id, [item(sari, 138, 1, **how)], till_id=1, pay=True)
    assert entry_of("loss", 1) == "5123 D 3.200 / 2102(Bu Sari) K 3.200"
    assert fetch("SELECT qty_milli FROM loss_line") == [(2_000,)]
    assert (done.count.amount_idr, sari.on_shelf()) == (19_200, 0)
    assert broken() == []


def test_leftovers_may_stay_and_are_counted_again_tomorrow(sari: Sari, shop: FrozenClock) -> None:
    sari.sold(100)
    count(sari, 50, kept=True)
    assert sari.on_shelf() == 50
    make.sell(sari.rina, (sari.lemper, 1))
    assert owed_by_person() == {sari.id: 1_600}
    assert fetch("SELECT count(*) FROM return_note") == [(0,)]
    assert broken() == []


def test_kept_for_her_and_collected_by_another(sari: Sari) -> None:
    sari.sold(10)
    done = count(sari, 140, pay=False)
    assert (done.count.amount_idr, done.payout) == (16_000, "")
    waiting = settlements(sari.id)[0]
    assert (waiting.unpaid_idr, counted(done.count.id).unpaid_idr) == (16_000, 16_000)
    pay_settlement(sari.rina, waiting.id, CashPlace.DRAWER, till_id=1, received_by="Dewi, anaknya")
    assert (counted(done.count.id).unpaid_idr, owed_by_person()) == (0, {})
    assert broken() == []


def test_nothing_sold_closes_the_day_without_money(sari: Sari) -> None:
    done = count(sari, 150)
    assert (done.count.amount_idr, done.payout, sari.on_shelf(), settlements(sari.id)) == (0, "", 0, [])
    assert broken() == []


@pytest.mark.parametrize(
    ("left", "damaged", "how", "kind", "sentence"),
    [
        (
            151, 0, {}, MoreThanBrought,
            "Sisa dan rusak Lemper berjumlah 151, padahal yang masuk hanya 150. Hitung lagi, "
            "atau catat dulu titipan yang belum ditulis.",
        ),
        (
            140, 1, {}, MoreThanUnsold,
            "Sisa dan rusak Lemper berjumlah 141, padahal dari 150 yang masuk kasir sudah menjual 10, jadi paling "
            "banyak 140. Hitung lagi; mungkin tertukar dengan kue ibu lain: betulkan di Struk.",
        ),
        (
            138, 0, {}, GapUndecided,
            "2 Lemper sudah tidak ada tetapi tidak tercatat di kasir. Pilih dulu: terjual, atau diganti toko.",
        ),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_with_its_figures_and_writes_nothing(
    sari: Sari, left: int, damaged: int, how: dict[str, object], kind: type, sentence: str
) -> None:
    sari.sold(10)
    assert refusal(WRITTEN, lambda: count(sari, left, damaged, **how), kind) == sentence


def test_every_product_is_counted_once_a_day(sari: Sari) -> None:
    risoles = make.product("Risoles", 2_500, owner_id=sari.id)
    make.delivered(sari.id, risoles, 10)
    told = refusal(WRITTEN, lambda: count(sari, 150), NotCounted)
    assert told == "Sisa Risoles belum diisi. Hitung yang tersisa di rak; tulis 0 bila habis."
    both = [item(sari, 150, kept=True), CountItem(risoles, 10 * ONE, kept=True)]
    close_evening(sari.rina, sari.id, both, till_id=1, pay=True)
    told = refusal(WRITTEN, lambda: close_evening(sari.rina, sari.id, both, till_id=1, pay=True), AlreadyCounted)
    assert told == "Sisa Bu Sari hari ini sudah dihitung dengan HK-26-000001. Batalkan HK-26-000001 dulu bila keliru."
    with pytest.raises(Exception, match="sudah dihitung hari ini"):
        db.execute_sql(
            "INSERT INTO evening_count SELECT id + 1, 'HK-26-000002', business_date, recorded_at, user_id,"
            " consignor_id, 0, NULL, NULL, NULL FROM evening_count"
        )
    other = make.consignor("Bu Lain")
    told = refusal(WRITTEN, lambda: close_evening(sari.rina, other, [], till_id=1, pay=True), NothingToCount)
    assert told == "Hari ini tidak ada kue Bu Lain yang perlu dihitung. Catat dulu titipan paginya."


def test_what_is_scanned_is_not_counted_but_paid_along(sari: Sari) -> None:
    keripik = make.product("Keripik", 12_000, owner_id=sari.id, code="8992741905442")
    make.delivered(sari.id, keripik, 10)
    make.sell(sari.rina, (keripik, 2), received_idr=24_000)
    sari.sold(10)
    done = count(sari, 140)
    told = counted(done.count.id)
    assert ([line.name for line in told.lines], told.due_idr, told.others_idr) == (["Lemper"], 19_200, 3_200)
    assert levels([keripik])[keripik].qty_milli == 8 * ONE
    assert broken() == []


def test_too_little_in_the_drawer_leaves_nothing_half_done(sari: Sari) -> None:
    sari.sold(10)
    cash_out(sari.rina, CashOut.TO_SAFE, expected_idr(sari.shift_id), "setor", till_id=1)
    told = refusal(WRITTEN, lambda: count(sari, 140), DrawerShort)
    assert told == "Uang di laci tidak cukup untuk 16.000. Ambil dari brankas, atau bayar sebagian."
    assert sari.on_shelf() == 140


def test_a_counted_drawer_that_is_not_over_is_asked_about(sari: Sari) -> None:
    sari.sold(10)
    count_drawer(sari.rina, sari.shift_id, {1_000: expected_idr(sari.shift_id) // 1_000})
    told = refusal(WRITTEN, lambda: count(sari, 139, decision=UNRUNG), DrawerNotOver)
    assert told == (
        "Yang dicatat terjual tanpa struk 2.000, padahal laci yang sudah dihitung hari ini lebih 0. "
        "Selisihnya jadi beban toko."
    )
    close_evening(
        sari.rina, sari.id, [item(sari, 139, decision=UNRUNG)], till_id=1, pay=True,
        confirmed=frozenset({"drawer_not_over"}),
    )  # fmt: skip
    assert broken() == []


def test_cancelling_undoes_all_that_followed(sari: Sari, endang: Actor) -> None:
    sari.sold(10)
    before = expected_idr(sari.shift_id)
    both = [item(sari, 130, 2, damaged_by_shop=True, decision=UNRUNG)]
    done = close_evening(endang, sari.id, both, till_id=1, pay=True)
    with pytest.raises(OfCount) as told:
        cancel_return(endang, 1, "salah")
    assert str(told.value) == (
        "NR-26-000001 bagian dari hitungan sore HK-26-000001. Batalkan HK-26-000001, lalu hitung lagi."
    )
    with pytest.raises(OfCount):
        cancel_loss(endang, 1, "salah")
    with pytest.raises(NotPermitted):
        cancel_evening(sari.rina, done.count.id, "salah hitung", till_id=1)
    assert broken() == []
    cancel_evening(endang, done.count.id, "salah hitung", till_id=1)
    assert (sari.on_shelf(), expected_idr(sari.shift_id)) == (140, before)
    assert owed_by_person() == {sari.id: 16_000}
    assert {row.number[:2]: bool(row.cancelled_by) for row in documents(sari.id)} == {
        "HK": True, "KW": True, "PT": True, "RG": True, "NR": True, "NT": False,
    }  # fmt: skip
    assert broken() == []
    assert recaps_are_ledger().ok, recaps_are_ledger().figure
    again = count(sari, 140)
    assert (again.count.number, again.count.amount_idr, owed_by_person()) == ("HK-26-000002", 16_000, {})
    assert broken() == []


def test_tomorrow_is_the_average_day_and_a_tenth_more_when_it_was_gone_early(sari: Sari, shop: FrozenClock) -> None:
    shop.at = datetime(2026, 11, 24, 2, 40, tzinfo=UTC)  # 09.40 here
    sari.sold(18)
    done = counted(count(sari, 132).count.id)
    assert suggestions(done.lines, TODAY) == {sari.lemper: 18_000}
    line = done.lines[0]
    gone = [type(line)(*(0 if name == "leftover_milli" else getattr(line, name) for name in line.__slots__))]
    assert suggestions(gone, TODAY) == {sari.lemper: 20_000}, "18 and a tenth, up"
    shop.pass_(days=1)
    make.delivered(sari.id, sari.lemper, 20)
    assert clock.today() == TODAY + timedelta(days=1)
    assert [(one.brought_milli, one.till_milli) for one in goods_to_count(sari.id, clock.today())] == [(20_000, 0)]


@pytest.mark.parametrize(
    "step",
    ["write_return", "write_loss", "issue", "record_sold", "post", "write_settlement", "write_document",
     "write_lines", "write_payout", "evening_slip", "queue"],
)  # fmt: skip
def test_a_power_cut_at_any_step_leaves_nothing_half(
    sari: Sari, endang: Actor, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    """The process dies right after a step: what the shop then opens is as it was before."""
    sari.sold(10)

    class PowerCutError(BaseException):
        """What no code catches."""

    whole = getattr(daily, step)

    def cut(*args: object, **kwargs: object) -> object:
        whole(*args, **kwargs)
        raise PowerCutError

    tables = ("journal_entry", "posting", "consignment_line", "cash_movement", "audit", *WRITTEN, "stock_move")
    state = f"SELECT {', '.join(f'(SELECT count(*) FROM {table})' for table in tables)}"
    before = fetch(state)
    monkeypatch.setattr(daily, step, cut)
    items = [item(sari, 130, 2, damaged_by_shop=True, decision=UNRUNG)]
    with pytest.raises(PowerCutError):
        close_evening(endang, sari.id, items, till_id=1, pay=True)
    assert (fetch(state), sari.on_shelf()) == (before, 140)
    monkeypatch.undo()
    assert close_evening(endang, sari.id, items, till_id=1, pay=True).count.number == "HK-26-000001"
    assert broken() == []
