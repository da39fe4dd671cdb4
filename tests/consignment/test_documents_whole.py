"""A document of titipan that is only a number, written past the program, is found by `verify`."""

from __future__ import annotations

from datetime import date

import pytest

from pkkmart.consignment.checks import CHECKS, documents_have_lines
from pkkmart.consignment.operations import cancel_settlement, settle
from pkkmart.core.actor import SYSTEM
from pkkmart.core.db import db, fetch
from tests import make

DAY, NOW = "2026-11-24", "2026-11-24T03:42:07.000000Z"
HEADS = {
    "delivery": ("number, consignor_id, business_date, recorded_at, note", ("NT-26-000002", DAY, NOW, "")),
    "return_note": ("number, consignor_id, business_date, recorded_at, note", ("NR-26-000001", DAY, NOW, "")),
    "loss": ("number, consignor_id, business_date, recorded_at, note", ("BH-26-000001", DAY, NOW, "")),
    "settlement": (
        "number, consignor_id, cut_off, business_date, recorded_at, total_idr, last_return_note_id, last_void_id",
        ("HT-26-000001", DAY, DAY, NOW, 0, 0, 0),
    ),
}


@pytest.fixture
def sari(shop: object) -> int:
    """Bu Sari, who brought 50 lemper."""
    sari = make.consignor(fixed_idr=1_600)
    make.delivered(sari, make.product("Lemper", 2_000, owner_id=sari), 50)
    return sari


@pytest.mark.parametrize("table", list(HEADS))
def test_a_number_without_goods_is_found(sari: int, table: str) -> None:
    assert documents_have_lines().ok
    columns, (number, *values) = HEADS[table]
    marks = ", ".join("?" * (len(values) + 2))
    db.execute_sql(f"INSERT INTO {table} ({columns}) VALUES ({marks})", (number, sari, *values))
    check = documents_have_lines()
    assert (check.ok, check.figure) == (False, "1 tanpa isi")


def test_a_cancelled_settlement_may_be_empty(sari: int) -> None:
    rina = make.cashier()
    make.shift(rina)
    make.sell(rina, (fetch("SELECT id FROM product")[0][0], 5))
    settled = settle(SYSTEM, sari, date(2026, 11, 24))
    cancel_settlement(SYSTEM, settled.id, "salah tanggal")
    assert [check.name for check in (one() for one in CHECKS) if not check.ok] == []
