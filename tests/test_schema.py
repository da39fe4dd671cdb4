"""The schema the migrations build is the one the models and guards declare, and every posted table is guarded."""

from __future__ import annotations

import re
import sqlite3

import pytest
from peewee import BooleanField

from pkkmart.core.db import APPLICATION_ID
from pkkmart.ledger.chart import CASH_ACCOUNTS, PERSON_ACCOUNTS, Account
from pkkmart.people.queries import CapacityKind
from pkkmart.purchasing.operations import PaidFrom
from tests.schema import declared, objects, sets, statements

MUTABLE = {
    "app_user": "master data",
    "account": "names are the shop's to change; its code, sides and life are guarded",
    "area": "the ministry renames areas",
    "attachment": "pictures, replaced at will",
    "barcode": "codes come and go",
    "batch": "master data of goods",
    "column_choice": "what was chosen last for these headings; nothing is booked by it",
    "batch_level": "a projection of stock_move, recomputed by verify",
    "business": "master data; its levels and baselines are rows of their own",
    "capacity": "gets its end date",
    "cart_draft": "the cart as it stands",
    "category": "master data",
    "group_member": "master data",
    "held_cart": "a cart put aside, gone once called",
    "household": "master data",
    "location": "master data",
    "person": "master data",
    "product": "master data; its prices are kept in price_change",
    "product_search": "the search index",
    "product_vocabulary": "the search index",
    "stock_level": "a projection of stock_move, recomputed by verify",
    "till": "master data",
}
"""Tables that may change, each with its reason. Any other table is posted and must be guarded."""

POSTED = {
    "agreement", "audit", "cash_count", "cash_count_line", "cash_movement", "consignment_line", "delivery",
    "delivery_line", "journal_entry", "login_attempt", "payment", "period_event", "posting", "price_change",
    "print_job", "purchase", "purchase_line",
    "sale", "sale_line", "setting", "shift", "shift_close", "stock_move",
}  # fmt: skip
SECOND_HALF = {
    "adjustment", "adjustment_line", "approval_attempt", "cart_permit", "cash_slip",
    "clearing", "clearing_line",
    "business_baseline", "business_level", "drawer_opening", "expense", "kind", "loss", "loss_line",
    "evening_count", "evening_count_line",
    "list_import", "list_import_undone",
    "opening", "payout", "payout_part", "period_balance", "purchase_return", "purchase_return_line", "sale_change",
    "sale_change_line", "sale_change_tender",
    "savings_slip_line", "advance", "arrangement",
    "return_note", "return_note_line", "savings_slip", "settlement", "settlement_line", "supplier_payment", "transfer",
    "voided_document",
    "kit_part", "promotion", "promotion_end", "promotion_target", "tier_price",
    "credit_limit", "receivable_item", "repayment", "savings_line",
    "member_pin", "member_pin_attempt", "savings_consent",
    "count_line", "count_part", "discarded_count", "stock_count", "stocktake", "stocktake_line", "withdrawn_part",
    "certificate", "certificate_withdrawal", "label_print", "label_size",
}  # fmt: skip
"""Posted tables too; attacked row by row in the tests of their own rooms."""


def plain(sql: str) -> str:
    """A statement without what SQLite is free to keep its own way: white space and quotes."""
    return re.sub(r"\s+", " ", sql.replace('"', "")).replace(" IF NOT EXISTS", "").strip()


def tables_of(connection: sqlite3.Connection) -> dict[str, str]:
    return {
        name: sql
        for (kind, name), sql in objects(connection).items()
        if kind == "table" and not re.match(r"product_search_", name)
    }


def test_migrations_build_what_the_models_declare(template: sqlite3.Connection) -> None:
    declared_statements = statements()
    built_anew = sqlite3.connect(":memory:")
    try:
        for statement in declared_statements:
            built_anew.execute(statement)
        wanted = {key: plain(sql) for key, sql in objects(built_anew).items()}
    finally:
        built_anew.close()
    built = {key: plain(sql) for key, sql in objects(template).items()}
    assert sorted(wanted.keys() - built.keys()) == [], "declared, but no migration builds it"
    assert sorted(built.keys() - wanted.keys()) == [], "built by a migration, but nobody declares it"
    for key, sql in wanted.items():
        assert built[key] == sql, key


def test_every_table_is_strict_but_the_search_index(template: sqlite3.Connection) -> None:
    not_strict = {name for name, sql in tables_of(template).items() if not sql.endswith("STRICT")}
    assert not_strict == {"product_search", "product_vocabulary"}


def test_every_table_is_either_posted_or_mutable_for_a_reason(template: sqlite3.Connection) -> None:
    assert set(tables_of(template)) == POSTED | SECOND_HALF | MUTABLE.keys()


@pytest.mark.parametrize("table", sorted(POSTED | SECOND_HALF))
def test_a_posted_table_has_its_guards(template: sqlite3.Connection, table: str) -> None:
    found = template.execute("SELECT name, sql FROM sqlite_master WHERE tbl_name = ? AND type = 'trigger'", (table,))
    triggers: dict[str, str] = dict(found.fetchall())
    events = ("UPDATE", "DELETE", "INSERT")
    assert [event for event in events if not any(f"BEFORE {event} ON" in sql for sql in triggers.values())] == []
    for _seq, index, unique, *_rest in template.execute(f"PRAGMA index_list({table})").fetchall():
        if unique:
            columns = [row[2] for row in template.execute(f"PRAGMA index_info({index})")]
            clash = " AND ".join(f"{column} = NEW.{column}" for column in columns)
            assert clash in triggers[f"{table}_no_replace"], f"REPLACE by {columns} walks past the guard"
    assert "CHECK (id > 0)" in tables_of(template)[table]


def test_a_rupiah_column_never_takes_text_and_dates_are_real_days(template: sqlite3.Connection) -> None:
    for name, sql in tables_of(template).items():
        for column, kind in re.findall(r'"(\w+)" (\w+)', sql):
            if column.endswith(("_idr", "_milli", "_bp", "_micro")):
                assert kind == "INTEGER", f"{name}.{column}"
            if column in ("business_date", "valid_from") and kind == "TEXT":
                assert f"date({column}, '+0 days') IS {column}" in plain(sql), f"{name}.{column}"


def test_a_flag_is_a_flag_in_the_model_and_lets_nothing_but_0_and_1_in(template: sqlite3.Connection) -> None:
    built = {name: plain(sql) for name, sql in tables_of(template).items()}
    for model in declared()[0]:
        table = model._meta.table_name
        for field in model._meta.sorted_fields:
            column = field.column_name
            if isinstance(field, BooleanField):
                assert f"CHECK ({column} IN (0, 1))" in built[table], f"{table}.{column}: FlagField"
            else:
                assert not re.search(rf"CHECK \({column} IN \(0, ?1\)\)", built[table]), f"{table}.{column}: FlagField"
                assert not re.match(r"(is|has|was|ever)_|.*_is_", column), f"{table}.{column}: FlagField"


CLOSED = {
    ("account", "normal_side"): "debit and credit",
    ("period_event", "kind"): "the lock itself knows the two",
    ("person", "gender"): "as the forms of PKK count",
}
"""Sets that can never grow, each with its reason. Any other is a set of `kind`, since a CHECK can't be changed."""


def test_what_is_one_of_a_set_is_held_by_a_trigger_not_by_a_check(template: sqlite3.Connection) -> None:
    found = {
        (table, column)
        for table, sql in tables_of(template).items()
        for column in re.findall(r"CHECK \((\w+) (?:NOT )?IN \(", sql)
        if f"CHECK ({column} IN (0, 1))" not in sql
    }
    assert found == CLOSED.keys()


def test_the_keys_of_every_set_are_those_of_the_code(template: sqlite3.Connection) -> None:
    planted: dict[str, set[str]] = {}
    for name, key in template.execute("SELECT set_name, key FROM kind"):
        planted.setdefault(name, set()).add(key)
    assert planted == {name: set(keys) for name, keys in sets().items()}
    assert planted["capacity"] == set(CapacityKind)
    assert planted["purchase_way"] == set(PaidFrom)
    used = {one for _table, sql in triggers(template) for one in re.findall(r"set_name = '(\w+)'", sql)}
    assert used == planted.keys(), "a set no guard asks for, or a guard that asks for no set"


def test_the_accounts_say_of_themselves_what_the_guards_ask(template: sqlite3.Connection) -> None:
    consignors = {
        Account.CONSIGNOR_RECEIVABLE, Account.MEMBER_CONSIGNOR_PAYABLE, Account.OTHER_CONSIGNOR_PAYABLE,
    }  # fmt: skip
    for column, accounts in (
        ("is_cash", CASH_ACCOUNTS),
        ("needs_person", PERSON_ACCOUNTS),
        ("of_consignor", consignors),
    ):
        rows = template.execute(f"SELECT id FROM account WHERE {column}").fetchall()
        assert {code for (code,) in rows} == accounts, column


def test_a_second_bank_is_a_row(template: sqlite3.Connection) -> None:
    raw = sqlite3.connect(":memory:")
    template.backup(raw)
    posting = "INSERT INTO posting (entry_id, line_no, account_id, amount_idr, cash_flow) VALUES (1, 1, 1112, 5, ?)"
    expense = (
        "INSERT INTO expense (number, account_id, place, amount_idr, business_date, recorded_at, payee, note)"
        " VALUES ('BK-26-000001', 6102, 'BANK_1112', 5, '2026-11-24', '', '', '')"
    )
    for sql, params in ((posting, ("TRANSFER",)), (expense, ())):
        with pytest.raises(sqlite3.IntegrityError):
            raw.execute(sql, params)
    raw.execute(
        "INSERT INTO account (id, name, normal_side, statement, contra, own_capital, is_cash, needs_person,"
        " of_consignor, active) VALUES (1112, 'Bank Kedua', 'D', 'CASH', 0, 0, 1, 0, 0, 1)"
    )
    raw.execute("INSERT INTO kind (set_name, key) VALUES ('place', 'BANK_1112')")
    with pytest.raises(sqlite3.IntegrityError, match="arus kas"):
        raw.execute(posting, (None,))
    raw.execute(posting, ("TRANSFER",))
    raw.execute(expense)
    raw.close()


def triggers(connection: sqlite3.Connection) -> list[tuple[str, str]]:
    return connection.execute("SELECT tbl_name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()


def test_an_unknown_kind_is_refused_on_any_connection(template: sqlite3.Connection) -> None:
    """On a row of nothing else: a trigger speaks before NOT NULL and CHECK do."""
    raw = sqlite3.connect(":memory:")
    template.backup(raw)
    asked = r"NOT EXISTS \(SELECT 1 FROM kind WHERE set_name = '(\w+)' AND key = NEW\.(\w+)\)"
    balanced = "INSERT INTO posting (entry_id, line_no, account_id, amount_idr) VALUES (1, ?, 4111, ?)"
    raw.executemany(balanced, [(1, 500), (2, -500)])
    fitting = {  # what else these ask for, so that it is the kind that is refused
        "consignment_line": {"account_id": 2102},
        "journal_entry": {"id": 1},
        "posting": {"account_id": 1101},
    }
    guarded = 0
    for table, sql in triggers(template):
        columns = {column: name for name, column in re.findall(asked, sql)} if "BEFORE INSERT" in sql else {}
        known = {
            column: raw.execute("SELECT key FROM kind WHERE set_name = ?", (name,)).fetchone()[0]
            for column, name in columns.items()
        }
        for column in columns:
            row = {**known, **fitting.get(table, {}), column: "TAK DIKENAL"}
            for verb in ("INSERT", "INSERT OR REPLACE", "INSERT OR IGNORE"):
                names, marks = ", ".join(row), ", ".join("?" * len(row))
                with pytest.raises(sqlite3.IntegrityError, match=f"^{table}: .*tidak (dikenal|cocok)"):
                    raw.execute(f"{verb} INTO {table} ({names}) VALUES ({marks})", list(row.values()))
            guarded += 1
    assert guarded >= 30
    raw.close()


def test_a_row_that_may_change_does_not_change_to_an_unknown_kind(template: sqlite3.Connection) -> None:
    raw = sqlite3.connect(":memory:")
    template.backup(raw)
    raw.execute("INSERT INTO person VALUES (1, 'GROUP', 'Melati', '', '', NULL, '', NULL, NULL, NULL, NULL, NULL,"
                " NULL, NULL, 1, '')")  # fmt: skip
    raw.execute("INSERT INTO capacity VALUES (1, 1, 'MEMBER', 'A-0001', '2026-11-24', NULL)")
    raw.execute("INSERT INTO app_user VALUES (1, 'Bu Rina', NULL, 'CASHIER', '', 1, '')")
    for table, column, known in (
        ("app_user", "role", "TREASURER"),
        ("area", "level", "VILLAGE"),
        ("capacity", "kind", "SUPPLIER"),
        ("person", "kind", "COMPANY"),
    ):
        for verb in ("UPDATE", "UPDATE OR REPLACE", "UPDATE OR IGNORE"):
            with pytest.raises(sqlite3.IntegrityError, match="tidak dikenal"):
                raw.execute(f"{verb} {table} SET {column} = 'TAK DIKENAL' WHERE id = 1")
        raw.execute(f"UPDATE {table} SET {column} = ? WHERE id = 1", (known,))
    raw.close()


def test_the_file_is_marked_as_ours(template: sqlite3.Connection) -> None:
    assert template.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)


def test_no_view_and_no_foreign_trigger_slipped_in(template: sqlite3.Connection) -> None:
    kinds = {kind for kind, _name in objects(template)}
    assert kinds == {"table", "index", "trigger"}
