"""`verify` runs the proofs of every room, and a lock that nobody is known to have moved is told."""

from __future__ import annotations

import importlib
import pkgutil
import sqlite3
from datetime import date
from functools import partial

import pytest

import pkkmart
from pkkmart.closing.checks import closings_are_witnessed, months_close_in_order, stored_balances_hold
from pkkmart.closing.close import prove
from pkkmart.closing.operations import close_month, reopen_month
from pkkmart.closing.verify import CHECKS, proved, verify
from pkkmart.core.actor import Actor, Approval
from pkkmart.core.check import Check
from pkkmart.core.db import db, fetch
from pkkmart.imports.opening import OpeningDraft, OpeningKind, OpeningLine
from pkkmart.imports.operations import record_opening
from pkkmart.ledger.chart import Account
from pkkmart.ledger.queries import closed_through
from pkkmart.sales.tenders import Tender
from pkkmart.users.roles import Role
from tests import make
from tests.tampering import tampered

NOW = "2026-11-24T03:42:07.000000Z"
PERIOD = "INSERT INTO period_event (month, kind, recorded_at, user_id, reason) VALUES (?, ?, ?, ?, 'diam-diam')"


def test_every_room_with_checks_is_in_verify() -> None:
    found = []
    for room in pkgutil.iter_modules(pkkmart.__path__):
        names = [one.name for one in pkgutil.iter_modules([f"{pkkmart.__path__[0]}/{room.name}"])] if room.ispkg else []
        if "checks" in names:
            found += list(importlib.import_module(f"pkkmart.{room.name}.checks").CHECKS)
    assert {check.__qualname__ for check in found} == {check.__qualname__ for check in CHECKS}
    assert len(found) == len(CHECKS)


@pytest.fixture
def endang(shop: object) -> Actor:
    """The treasurer of a shop whose August and September are closed, September after a second look."""
    actor = make.cashier("Bu Endang", role=Role.TREASURER)
    lines = [
        OpeningLine(OpeningDraft(OpeningKind.CASH, "Brankas", 500_000), Account.SAFE, is_debit=True),
        OpeningLine(OpeningDraft(OpeningKind.ACCOUNT, "3104 Hibah", 500_000), Account.GRANT, is_debit=False),
    ]
    record_opening(actor, lines, date(2026, 8, 31))
    close_month(actor, "2026-08")
    close_month(actor, "2026-09")
    ketua = make.cashier("Bu Ketua", "9876", Role.ADMIN)
    reopen_month(actor, "2026-09", "nota tertinggal", approval=Approval(ketua, "setuju"))
    close_month(actor, "2026-09")
    return actor


def drop(*triggers: str) -> None:
    for trigger in triggers:
        db.execute_sql(f"DROP TRIGGER {trigger}")


def test_every_closing_and_reopening_has_its_act(endang: Actor) -> None:
    check = closings_are_witnessed()
    assert check.ok
    assert check.figure == "4 penutupan dan pembukaan, 0 tidak sama dengan catatannya"
    assert [check for check in verify() if not check.ok] == []


@pytest.mark.parametrize(("month", "kind"), [("2026-09", "REOPENED"), ("2026-10", "CLOSED")])
def test_a_lock_moved_by_hand_is_found(endang: Actor, month: str, kind: str) -> None:
    """Every guard lets it pass, and every other proof: it looks like the real thing."""
    db.execute_sql(PERIOD, (month, kind, NOW, endang.id))
    assert closed_through() == ("2026-08" if kind == "REOPENED" else "2026-10")
    assert months_close_in_order().ok
    check = closings_are_witnessed()
    assert (check.ok, check.figure) == (False, "5 penutupan dan pembukaan, 1 tidak sama dengan catatannya")
    assert [one.name for one in verify() if not one.ok][-1:] == [check.name]


def test_a_lock_moved_in_another_name_is_found(endang: Actor) -> None:
    drop("period_event_no_update")
    db.execute_sql("UPDATE period_event SET user_id = NULL WHERE id = 2")
    # The event has no act, and the act has no event.
    assert closings_are_witnessed().figure == "4 penutupan dan pembukaan, 2 tidak sama dengan catatannya"


def test_a_closing_that_vanished_is_found(endang: Actor) -> None:
    drop("period_event_no_delete", "period_balance_no_delete")
    db.execute_sql("DELETE FROM period_balance WHERE period_event_id = 4")
    db.execute_sql("DELETE FROM period_event WHERE id = 4")
    assert not closings_are_witnessed().ok


def test_balances_changed_together_with_the_journal_still_differ_from_the_act(endang: Actor) -> None:
    drop("period_balance_no_update", "posting_no_update")
    for table in ("period_balance", "posting"):
        db.execute_sql(f"UPDATE {table} SET amount_idr = amount_idr * 2")
    assert stored_balances_hold().ok
    assert not closings_are_witnessed().ok


def test_a_month_far_away_cannot_be_locked_by_hand(endang: Actor) -> None:
    stranger = sqlite3.connect(":memory:")
    db.connection().backup(stranger)
    with pytest.raises(sqlite3.IntegrityError, match="berurutan"):
        stranger.execute(PERIOD, ("2099-12", "CLOSED", "2100-01-01T00:00:00.000000Z", 1))
    with pytest.raises(sqlite3.IntegrityError, match="hanya bulan terakhir"):
        stranger.execute(PERIOD, ("2026-08", "REOPENED", NOW, 1))
    stranger.close()


def test_a_key_that_only_the_database_knows_is_red(shop: object) -> None:
    rina, goods = make.cashier(), make.product("Beras", 23_400)
    make.shift(rina, 100_000)
    make.sell(rina, (goods, 1), received_idr=50_000)
    ((known,),) = fetch("SELECT count(*) FROM kind")
    tampered("INSERT INTO kind (set_name, key) VALUES ('tender', 'CRYPTO')", "UPDATE payment SET tender = 'CRYPTO'")
    wrong = {check.name: check.figure for check in verify() if not check.ok}
    assert wrong == {
        "Tiap struk sama dengan jurnalnya": "1 struk berbeda: PM-26-000001",
        "Tiap pilihan dikenal program": f"{known + 1} pilihan, 1 tidak dikenal: tender CRYPTO",
    }


def test_a_proof_that_cannot_end_is_red_and_stops_no_other(shop: object) -> None:
    rina, goods = make.cashier(), make.product("Beras", 23_400)
    make.shift(rina, 100_000)
    make.sell(rina, (goods, 1), received_idr=50_000)
    tampered("PRAGMA ignore_check_constraints = ON", "UPDATE journal_entry SET business_date = 'kemarin'")
    found = list(verify())
    stopped = [check for check in found if check.name.startswith("Pemeriksaan ")]
    assert len(found) == len(CHECKS)
    assert stopped
    assert not any(check.ok for check in stopped)
    assert len(prove("2026-11", lambda *_told: None)) == len(CHECKS)


def test_a_proof_of_one_month_that_cannot_end_is_named() -> None:
    def stranger(_month: str) -> Check:
        return Check(str(Tender("CRYPTO")), "", ok=True)

    assert proved(partial(stranger, "2026-11")) == (
        "Pemeriksaan stranger", "berhenti di tengah jalan: 'CRYPTO' is not a valid Tender", False
    )  # fmt: skip
