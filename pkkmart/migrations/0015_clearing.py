"""QRIS of some days that the provider paid into the bank, and what it kept.

Frozen: never edited once released.
"""

STATEMENTS = (
    'CREATE TABLE "clearing" ("id" INTEGER NOT NULL PRIMARY KEY CHECK (id > 0), "number" TEXT NOT NULL, "received_idr" INTEGER NOT NULL CHECK (received_idr > 0), "fee_idr" INTEGER NOT NULL CHECK (fee_idr >= 0), "business_date" TEXT NOT NULL CHECK (date(business_date, \'+0 days\') IS business_date), "recorded_at" TEXT NOT NULL, "user_id" INTEGER, "note" TEXT NOT NULL) STRICT',
    'CREATE TABLE "clearing_line" ("id" INTEGER NOT NULL PRIMARY KEY CHECK (id > 0), "clearing_id" INTEGER NOT NULL, "day" TEXT NOT NULL CHECK (date(day, \'+0 days\') IS day), "amount_idr" INTEGER NOT NULL CHECK (amount_idr <> 0), FOREIGN KEY ("clearing_id") REFERENCES "clearing" ("id")) STRICT',
    'CREATE UNIQUE INDEX "clearing_number" ON "clearing" ("number")',
    'CREATE UNIQUE INDEX "clearing_line_clearing_id_day" ON "clearing_line" ("clearing_id", "day")',
    "CREATE TRIGGER clearing_no_update BEFORE UPDATE ON clearing BEGIN SELECT RAISE(ABORT, 'clearing: tercatat, tidak bisa diubah'); END",
    "CREATE TRIGGER clearing_no_delete BEFORE DELETE ON clearing BEGIN SELECT RAISE(ABORT, 'clearing: tercatat, tidak bisa dihapus'); END",
    "CREATE TRIGGER clearing_no_replace BEFORE INSERT ON clearing WHEN EXISTS (SELECT 1 FROM clearing WHERE id = NEW.id) OR EXISTS (SELECT 1 FROM clearing WHERE number = NEW.number) OR NEW.id > 1000000 + (SELECT coalesce(max(id), 0) FROM clearing) BEGIN SELECT RAISE(ABORT, 'clearing: sudah ada, tidak bisa diganti'); END",
    "CREATE TRIGGER clearing_line_no_update BEFORE UPDATE ON clearing_line BEGIN SELECT RAISE(ABORT, 'clearing_line: tercatat, tidak bisa diubah'); END",
    "CREATE TRIGGER clearing_line_no_delete BEFORE DELETE ON clearing_line BEGIN SELECT RAISE(ABORT, 'clearing_line: tercatat, tidak bisa dihapus'); END",
    "CREATE TRIGGER clearing_line_no_replace BEFORE INSERT ON clearing_line WHEN EXISTS (SELECT 1 FROM clearing_line WHERE id = NEW.id) OR EXISTS (SELECT 1 FROM clearing_line WHERE clearing_id = NEW.clearing_id AND day = NEW.day) OR NEW.id > 1000000 + (SELECT coalesce(max(id), 0) FROM clearing_line) BEGIN SELECT RAISE(ABORT, 'clearing_line: sudah ada, tidak bisa diganti'); END",
)


def up(migrator, db):
    for statement in STATEMENTS:
        db.execute_sql(statement)
