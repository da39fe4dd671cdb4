"""A stranger with any SQLite tool and no pragma set cannot change what was posted."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from pathlib import Path

import peewee
import pytest

from pkkmart.core import audit
from pkkmart.core.db import db, fetch
from pkkmart.ledger.checks import CHECKS, chain_unbroken, digests_hold, entries_balance, no_orphans
from pkkmart.users.queries import actor_of
from tests import make
from tests.test_schema import POSTED

Row = dict[str, object]
OPEN_SHIFT = (
    "INSERT INTO shift (till_id, user_id, business_date, opened_at, opening_float_idr)"
    " VALUES (1, 1, '2026-11-25', '', 0)"
)


def rows(connection: sqlite3.Connection, table: str) -> list[tuple[object, ...]]:
    return connection.execute(f'SELECT * FROM "{table}" ORDER BY 1').fetchall()


def last_row(connection: sqlite3.Connection, table: str) -> Row:
    """The newest row: for the journal that is a reversal, so that none of its UNIQUE keys is null."""
    cursor = connection.execute(f'SELECT * FROM "{table}" ORDER BY id DESC LIMIT 1')
    found = cursor.fetchone()
    assert found is not None, f"the played shop has no row of {table} to attack"
    return dict(zip((column[0] for column in cursor.description), found, strict=True))


def unique_keys(connection: sqlite3.Connection, table: str) -> list[list[str]]:
    """The id, and every UNIQUE key the schema knows, so a key added later is attacked too."""
    keys = [["id"]]
    for _seq, index, unique, *_rest in connection.execute(f'PRAGMA index_list("{table}")').fetchall():
        if unique:
            keys.append([row[2] for row in connection.execute(f'PRAGMA index_info("{index}")')])
    return keys


def twin(connection: sqlite3.Connection, table: str, key: list[str]) -> Row:
    """A row that meets the newest one in this key and in no other."""
    row = last_row(connection, table)
    for other in unique_keys(connection, table):
        if other != key:
            column = next(name for name in reversed(other) if name not in key)
            value = row[column]
            row[column] = value + 1_000 if isinstance(value, int) else f"{value}x"
    if table == "period_event":
        row["month"] = "2026-10"  # the next month to close, so that it is the key's own guard that speaks
    return row


def changed(connection: sqlite3.Connection, table: str, column: str, value: object) -> object:
    """Another value that the column's type takes."""
    kinds = {row[1]: row[2] for row in connection.execute(f'PRAGMA table_info("{table}")')}
    return int(value or 0) + 1 if kinds[column] == "INTEGER" else f"{value or ''}x"  # type: ignore[call-overload]


def open_drawer(connection: sqlite3.Connection) -> None:
    """An open shift with a movement, so that it is the row's own guard that speaks."""
    connection.execute(OPEN_SHIFT)
    connection.execute(
        "INSERT INTO cash_movement (shift_id, kind, amount_idr, origin_kind, origin_id, recorded_at)"
        " VALUES (2, 'IN', 500, 'tangan', 1, '')"
    )


def insert_sql(table: str, row: Row, how: str) -> str:
    columns = ", ".join(f'"{column}"' for column in row)
    verb, _, tail = how.partition("…")
    return f'{verb.strip()} INTO "{table}" ({columns}) VALUES ({", ".join(":" + column for column in row)}) {tail}'


def refused(connection: sqlite3.Connection, table: str, sql: str, params: Iterable[object] | Row = ()) -> str:
    """The refusal of a statement; the table is as it was."""
    before = rows(connection, table)
    with pytest.raises(sqlite3.Error) as refusal:
        connection.execute(sql, params)  # type: ignore[arg-type]
    assert rows(connection, table) == before
    return str(refusal.value)


@pytest.mark.parametrize("table", sorted(POSTED))
def test_a_posted_row_is_never_deleted_or_changed(stranger: sqlite3.Connection, table: str) -> None:
    row = last_row(stranger, table)
    assert refused(stranger, table, f"DELETE FROM {table} WHERE id = ?", [row["id"]]).startswith(f"{table}:")
    assert refused(stranger, table, f"DELETE FROM {table}").startswith(f"{table}:")
    state = {"state", "attempts", "last_error", "sent_at", "next_try_at", "partial"} if table == "print_job" else set()
    for column in row.keys() - state:
        other = changed(stranger, table, column, row[column])
        for verb in ("UPDATE", "UPDATE OR REPLACE", "UPDATE OR IGNORE"):
            sql = f'{verb} {table} SET "{column}" = ? WHERE id = ?'
            assert refused(stranger, table, sql, [other, row["id"]]).startswith(f"{table}:"), (verb, column)
    assert refused(stranger, table, f"UPDATE {table} SET rowid = rowid + 5000 WHERE id = ?", [row["id"]])


@pytest.mark.parametrize(
    "how",
    ["INSERT…", "REPLACE…", "INSERT OR REPLACE…", "INSERT OR IGNORE…", "INSERT OR ROLLBACK…",
     "INSERT…ON CONFLICT DO NOTHING", "INSERT…ON CONFLICT (KEY) DO UPDATE SET id = id"],
)  # fmt: skip
@pytest.mark.parametrize("table", sorted(POSTED))
def test_a_posted_row_is_never_replaced_by_any_of_its_keys(stranger: sqlite3.Connection, table: str, how: str) -> None:
    if table == "cash_movement":
        open_drawer(stranger)
    for key in unique_keys(stranger, table):
        row = twin(stranger, table, key)
        if table == "journal_entry" and key != ["id"]:
            add_postings(stranger, int(row["id"]), 500, -500)  # type: ignore[call-overload]
        sql = insert_sql(table, row, how.replace("KEY", ", ".join(key)))
        said = refused(stranger, table, sql, row)
        assert said.startswith(f"{table}:"), (key, said)
        if table != "posting":
            assert "tidak bisa diganti" in said, (key, said)


@pytest.mark.parametrize("alias", ["rowid", "oid", "_rowid_"])
def test_the_id_has_no_back_door_by_its_other_names(stranger: sqlite3.Connection, alias: str) -> None:
    row = last_row(stranger, "sale")
    row[alias] = row.pop("id")
    row["number"], row["cart_id"] = "PM-26-999999", "another"
    assert refused(stranger, "sale", insert_sql("sale", row, "REPLACE…"), row).startswith("sale:")


def add_postings(connection: sqlite3.Connection, entry_id: int, *amounts: int, account: int = 4111) -> None:
    for line_no, amount in enumerate(amounts, 1):
        connection.execute(
            "INSERT INTO posting (entry_id, line_no, account_id, amount_idr) VALUES (?, ?, ?, ?)",
            (entry_id, line_no, account, amount),
        )


def entry(entry_id: int, day: str = "2026-11-24", reverses: int | None = None, kind: str = "NORMAL") -> list[object]:
    return [entry_id, kind, day, "2026-11-24T03:42:07.000000Z", "tangan", 1, reverses, None, None, ""]


ENTRY = "INSERT INTO journal_entry VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
PERIOD = "INSERT INTO period_event (month, kind, recorded_at, reason) VALUES (?, ?, ?, '')"
NOW = "2026-11-24T03:42:07.000000Z"
POSTING = "INSERT INTO posting (entry_id, line_no, account_id, amount_idr, person_id, cash_flow) VALUES (?,?,?,?,?,?)"


@pytest.mark.parametrize("amounts", [(1_000, -999), (1_000,), ()], ids=["unbalanced", "one line", "no line"])
def test_an_entry_is_sealed_only_when_it_adds_up(stranger: sqlite3.Connection, amounts: tuple[int, ...]) -> None:
    add_postings(stranger, 900, *amounts)
    assert "tidak sama" in refused(stranger, "journal_entry", ENTRY, entry(900))
    add_postings(stranger, 901, 1_000, -1_000)
    stranger.execute(ENTRY, entry(901))
    assert last_row(stranger, "journal_entry")["id"] == 901


def test_no_line_joins_a_sealed_entry(stranger: sqlite3.Connection) -> None:
    assert "disegel" in refused(stranger, "posting", POSTING, (1, 99, 4111, 500, None, None))


@pytest.mark.parametrize("verb", ["INSERT", "INSERT OR REPLACE"])
@pytest.mark.parametrize(
    "values",
    [
        (900, 1, 4111, 0, None, None),
        (900, 1, 1101, 500, None, None),
        (900, 1, 4101, 500, None, "CUSTOMERS"),
        (900, 1, 2102, -500, None, None),
        (900, 1, 3101, -500, None, None),
        (900, 1, 4111, "dua belas", None, None),
        (900, 1, 4111, 12.5, None, None),
        (900, 1, None, 500, None, None),
        (900, 1, 9999, 500, None, None),
        (900, 1, 1101, 500, None, "TAK DIKENAL"),
    ],
    ids=[
        "zero",
        "cash without flow",
        "flow without cash",
        "no consignor",
        "no member",
        "text",
        "fraction",
        "no account",
        "unknown account",
        "unknown flow",
    ],
)
def test_a_line_that_cannot_be_is_refused(stranger: sqlite3.Connection, verb: str, values: Row) -> None:
    refused(stranger, "posting", POSTING.replace("INSERT", verb), values)


@pytest.mark.parametrize("table", sorted(POSTED | {"person", "product", "app_user", "account", "till"}))
@pytest.mark.parametrize("bad", [0, -1, -(2**63)])
def test_an_id_is_positive(stranger: sqlite3.Connection, table: str, bad: int) -> None:
    if table == "cash_movement":
        open_drawer(stranger)
    row = twin(stranger, table, ["id"])
    row["id"] = bad
    if table == "posting":
        row["entry_id"] = 900
    told = "debet dan kredit" if table == "journal_entry" else "id > 0"
    assert told in refused(stranger, table, insert_sql(table, row, "INSERT…"), row)


@pytest.mark.parametrize(
    "day",
    [
        "2026-02-30",
        "2026-13-01", "24/11/2026", "2026-11-24 00:00", "besok", "", "now",
    ],
)  # fmt: skip
def test_a_day_is_a_day_of_the_calendar(stranger: sqlite3.Connection, day: str) -> None:
    add_postings(stranger, 900, 500, -500)
    refused(stranger, "journal_entry", ENTRY, entry(900, day))
    for table in ("delivery", "purchase", "stock_move", "consignment_line", "shift", "sale"):
        keys = unique_keys(stranger, table)
        row = last_row(stranger, table)
        for key in keys:
            value = row[key[-1]]
            row[key[-1]] = value + 1_000 if isinstance(value, int) else f"{value}x"
        row["business_date"] = day
        said = refused(stranger, table, insert_sql(table, row, "INSERT…"), row)
        assert "date" in said or said == "stock_move: bulan sudah ditutup"


@pytest.mark.parametrize("day", ["2026-09-30", "2026-09-01", "2026-08-31", "1999-01-01"])
def test_a_closed_month_and_all_before_it_take_no_entry(stranger: sqlite3.Connection, day: str) -> None:
    add_postings(stranger, 900, 500, -500)
    assert "ditutup" in refused(stranger, "journal_entry", ENTRY, entry(900, day))
    stranger.execute(ENTRY, entry(900, "2026-10-01"))


def test_a_reopened_month_takes_entries_until_it_closes_again(stranger: sqlite3.Connection) -> None:
    add_postings(stranger, 900, 500, -500)
    stranger.execute(PERIOD, ("2026-09", "REOPENED", NOW))
    stranger.execute(ENTRY, entry(900, "2026-09-30"))
    stranger.execute(PERIOD, ("2026-09", "CLOSED", NOW))
    add_postings(stranger, 901, 500, -500)
    refused(stranger, "journal_entry", ENTRY, entry(901, "2026-09-30"))


@pytest.mark.parametrize(
    ("month", "recorded_at"),
    [
        ("2026-09", NOW), ("2026-08", NOW), ("2026-12", NOW), ("2026-12", "2027-01-05T03:42:07.000000Z"),
        ("2099-12", "2100-01-05T03:42:07.000000Z"), ("2026-10", ""), ("2026-10", "besok"),
        ("2026-11", "2028-01-05T03:42:07.000000Z"),
    ],
    ids=["closed", "before", "not come", "over an open month", "far", "no moment", "no day", "long after all acts"],
)  # fmt: skip
def test_a_month_is_locked_in_order_only(stranger: sqlite3.Connection, month: str, recorded_at: str) -> None:
    for verb in ("INSERT", "INSERT OR REPLACE", "INSERT OR IGNORE"):
        said = refused(stranger, "period_event", PERIOD.replace("INSERT", verb), (month, "CLOSED", recorded_at))
        assert said == "period_event: bulan ditutup berurutan, tidak sebelum tiba"
    stranger.execute(PERIOD, ("2026-10", "CLOSED", NOW))


@pytest.mark.parametrize("month", ["2026-08", "2026-09", "2026-11", "2026-12"])
def test_only_the_last_lock_is_lifted(stranger: sqlite3.Connection, month: str) -> None:
    stranger.execute(PERIOD, ("2026-10", "CLOSED", NOW))
    said = refused(stranger, "period_event", PERIOD, (month, "REOPENED", NOW))
    assert said == "period_event: hanya bulan terakhir yang bisa dibuka lagi"
    stranger.execute(PERIOD, ("2026-10", "REOPENED", NOW))
    assert "terakhir" in refused(stranger, "period_event", PERIOD, ("2026-10", "REOPENED", NOW))


def test_nothing_is_lifted_where_nothing_is_locked(stranger: sqlite3.Connection) -> None:
    stranger.execute(PERIOD, ("2026-09", "REOPENED", NOW))
    assert "terakhir" in refused(stranger, "period_event", PERIOD, ("2026-09", "REOPENED", NOW))


@pytest.mark.parametrize("day", ["2026-09-30", "2026-08-31", "1999-01-01"])
def test_goods_do_not_move_in_a_closed_month(stranger: sqlite3.Connection, day: str) -> None:
    row = twin(stranger, "stock_move", ["product_id"])
    row["id"], row["business_date"] = None, day
    sql = insert_sql("stock_move", row, "INSERT…")
    assert refused(stranger, "stock_move", sql, row) == "stock_move: bulan sudah ditutup"
    row["business_date"] = "2026-10-01"
    stranger.execute(sql, row)


def test_an_entry_is_reversed_once(stranger: sqlite3.Connection) -> None:
    add_postings(stranger, 900, 500, -500)
    reversed_already = last_row(stranger, "journal_entry")["reverses_id"]
    assert isinstance(reversed_already, int)
    said = refused(stranger, "journal_entry", ENTRY, entry(900, reverses=reversed_already, kind="REVERSAL"))
    assert "journal_entry" in said


def test_one_till_has_one_open_shift(stranger: sqlite3.Connection) -> None:
    stranger.execute(OPEN_SHIFT)
    for verb in ("INSERT", "INSERT OR REPLACE", "INSERT OR IGNORE"):
        assert "sif terbuka" in refused(stranger, "shift", OPEN_SHIFT.replace("INSERT", verb, 1))


def test_no_cash_moves_in_a_closed_shift(stranger: sqlite3.Connection) -> None:
    sql = (
        "INSERT INTO cash_movement (shift_id, kind, amount_idr, origin_kind, origin_id, recorded_at)"
        " VALUES (1, 'OUT', -50000, 'tangan', 1, '')"
    )
    assert "sif sudah ditutup" in refused(stranger, "cash_movement", sql)


@pytest.mark.parametrize(
    "sql",
    [
        "DELETE FROM account WHERE id = 1101",
        "DELETE FROM account",
        "UPDATE account SET id = 9999 WHERE id = 1101",
        "UPDATE OR REPLACE account SET id = 1102 WHERE id = 1101",
        "UPDATE account SET normal_side = 'K' WHERE id = 1101",
        "UPDATE account SET contra = 1 WHERE id = 1101",
        "UPDATE account SET statement = 'STAFF_EXPENSES' WHERE id = 4101",
        "UPDATE account SET own_capital = 1 WHERE id = 2111",
        "UPDATE account SET is_cash = 0 WHERE id = 1101",
        "UPDATE account SET needs_person = 0 WHERE id = 2102",
        "UPDATE account SET of_consignor = 1 WHERE id = 2101",
        "REPLACE INTO account VALUES (1101, 'Kas', 'K', 'CASH', 0, 0, 1, 0, 0, 1)",
        "INSERT INTO account VALUES (1101, 'Kas', 'K', 'CASH', 0, 0, 1, 0, 0, 1) ON CONFLICT DO UPDATE SET name = 'x'",
    ],
)
def test_an_account_keeps_its_code_its_side_and_its_line(stranger: sqlite3.Connection, sql: str) -> None:
    assert refused(stranger, "account", sql).startswith("account:")


def test_an_account_may_be_renamed(stranger: sqlite3.Connection) -> None:
    stranger.execute("UPDATE account SET name = 'Kas Laci' WHERE id = 1101")
    assert stranger.execute("SELECT name FROM account WHERE id = 1101").fetchone() == ("Kas Laci",)


def test_an_account_is_not_renumbered_by_its_rowid(stranger: sqlite3.Connection) -> None:
    refused(stranger, "account", "UPDATE account SET rowid = 9999 WHERE id = 1101")


def test_an_entry_without_an_id_is_not_weighed_by_postings_of_minus_one(stranger: sqlite3.Connection) -> None:
    next_id = int(last_row(stranger, "journal_entry")["id"]) + 1  # type: ignore[call-overload]

    def forge() -> None:
        add_postings(stranger, -1, 500, -500)
        add_postings(stranger, next_id, 1_000)
        stranger.execute(ENTRY.replace("?", "NULL", 1), entry(next_id)[1:])

    with pytest.raises(sqlite3.IntegrityError):
        forge()


def test_a_row_at_the_top_of_the_range_does_not_stop_the_shop(stranger: sqlite3.Connection) -> None:
    row = last_row(stranger, "audit")
    row["id"] = 2**63 - 1
    refused(stranger, "audit", insert_sql("audit", row, "INSERT…"), row)


def test_an_orphan_posting_fails_at_our_commit(reopened: Path) -> None:
    with pytest.raises(peewee.IntegrityError), db.atomic():
        db.execute_sql(POSTING, (900, 1, 4111, 500, None, None))
    assert fetch("SELECT count(*) FROM posting WHERE entry_id = 900") == [(0,)]


def test_a_strangers_orphans_are_found_and_do_not_stop_the_shop(stranger: sqlite3.Connection, reopened: Path) -> None:
    assert [check() for check in CHECKS if not check().ok] == []
    stranger.execute(POSTING, (5_000, 1, 4111, 500, None, None))
    stranger.execute(POSTING, (5_000, 2, 4111, -400, 999, None))
    stranger.execute(POSTING, (5_001, 1, 1101, 700, None, "CUSTOMERS"))
    orphans = no_orphans()
    assert (orphans.figure, orphans.ok) == ("4 baris", False)
    assert not digests_hold().ok
    rina = actor_of(1)
    make.shift(rina)
    sold = make.sell(rina, (2, 1))
    assert fetch("SELECT max(id) FROM journal_entry")[0][0] > 5_001
    assert sold.sale.total_idr == 18_000
    assert entries_balance().ok


def drop(connection: sqlite3.Connection, *triggers: str) -> None:
    for trigger in triggers:
        connection.execute(f"DROP TRIGGER {trigger}")


def test_a_posting_changed_behind_the_guards_is_found(stranger: sqlite3.Connection, reopened: Path) -> None:
    drop(stranger, "posting_no_update")
    stranger.execute("UPDATE posting SET amount_idr = amount_idr * 2 WHERE entry_id = 1")
    assert entries_balance().ok, "a change that still balances"
    assert (digests_hold().ok, chain_unbroken().ok) == (False, True)


def test_an_entry_moved_to_another_day_behind_the_guards_is_found(stranger: sqlite3.Connection, reopened: Path) -> None:
    drop(stranger, "journal_entry_no_update")
    stranger.execute("UPDATE journal_entry SET business_date = '2027-01-01' WHERE id = 1")
    assert not digests_hold().ok


def test_an_entry_deleted_behind_the_guards_is_found(stranger: sqlite3.Connection, reopened: Path) -> None:
    drop(stranger, "posting_no_delete", "journal_entry_no_delete")
    last = last_row(stranger, "journal_entry")["id"]
    stranger.execute("DELETE FROM posting WHERE entry_id = ?", (last,))
    stranger.execute("DELETE FROM journal_entry WHERE id = ?", (last,))
    assert entries_balance().ok
    assert not digests_hold().ok


def test_a_posting_turned_to_nonsense_is_found_without_a_crash(stranger: sqlite3.Connection, reopened: Path) -> None:
    drop(stranger, "posting_no_update")
    stranger.execute("UPDATE posting SET account_id = 4999 WHERE account_id = 4111")
    stranger.execute("UPDATE posting SET cash_flow = 'LAIN' WHERE account_id = 1101")
    assert not digests_hold().ok


@pytest.mark.parametrize(
    "column", ["recorded_at", "actor", "act", "subject", "details", "digest", "reason", "approver"]
)
def test_a_changed_audit_row_breaks_the_chain(stranger: sqlite3.Connection, reopened: Path, column: str) -> None:
    drop(stranger, "audit_no_update")
    stranger.execute(f"UPDATE audit SET {column} = {column} || 'x' WHERE id = 4")
    check = chain_unbroken()
    assert not check.ok
    assert check.figure.endswith("putus di nomor 4")
    digests_hold()


def test_a_deleted_audit_row_breaks_the_chain(stranger: sqlite3.Connection, reopened: Path) -> None:
    drop(stranger, "audit_no_delete")
    stranger.execute("DELETE FROM audit WHERE id = 4")
    assert audit.check_chain().broken_at == 5


def test_the_last_acts_cannot_vanish_with_their_entries_unnoticed(stranger: sqlite3.Connection, reopened: Path) -> None:
    drop(stranger, "audit_no_delete")
    stranger.execute("DELETE FROM audit WHERE id = (SELECT max(id) FROM audit)")
    assert chain_unbroken().ok, "a chain cannot know its own tail"
    assert not digests_hold().ok, "but the entry that act posted has lost its witness"
