"""Every paper that has a number is in the proof of the numbers, whichever room it is of."""

from __future__ import annotations

import pytest

from pkkmart.core.db import db, fetch
from pkkmart.ledger.checks import every_series_without_gap

PAPERS = (
    "adjustment", "advance", "cash_slip", "clearing", "delivery", "evening_count", "expense", "loss", "opening",
    "payout", "purchase", "purchase_return", "repayment", "return_note", "sale", "sale_change", "savings_slip",
    "settlement",
    "stocktake", "supplier_payment", "transfer", "voided_document",
)  # fmt: skip


def test_no_paper_is_left_out(shop: object) -> None:
    numbered = fetch(
        "SELECT m.name FROM sqlite_master m JOIN pragma_table_info(m.name) c ON c.name = 'number'"
        " WHERE m.type = 'table' AND m.name NOT IN ('capacity', 'certificate') ORDER BY 1"
    )
    assert tuple(name for (name,) in numbered) == PAPERS


@pytest.mark.parametrize("paper", PAPERS)
def test_a_missing_number_is_found(shop: object, paper: str) -> None:
    assert every_series_without_gap().ok
    db.execute_sql("PRAGMA foreign_keys = OFF")
    db.execute_sql("PRAGMA ignore_check_constraints = ON")
    for (name,) in fetch("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = ?", (paper,)):
        db.execute_sql(f"DROP TRIGGER {name}")
    columns = {row[1]: row for row in db.execute_sql(f"PRAGMA table_info({paper})").fetchall()}
    values = {
        name: "'2026-11-24'" if "TEXT" in row[2] else "1" for name, row in columns.items() if row[3] and name != "id"
    }
    values["number"] = "'XX-26-000002'"
    db.execute_sql(f"INSERT INTO {paper} ({', '.join(values)}) VALUES ({', '.join(values.values())})")
    check = every_series_without_gap()
    assert (check.ok, check.figure) == (False, "1 deret melompat: XX-26-")
