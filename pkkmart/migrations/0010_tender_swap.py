"""A sale that was paid otherwise than booked.

Frozen: never edited once released.
"""

STATEMENTS = (
    'CREATE TABLE "tender_swap" ("id" INTEGER NOT NULL PRIMARY KEY CHECK (id > 0), "number" TEXT NOT NULL, "sale_id" INTEGER NOT NULL, "shift_id" INTEGER NOT NULL, "business_date" TEXT NOT NULL CHECK (date(business_date, \'+0 days\') IS business_date), "recorded_at" TEXT NOT NULL, "user_id" INTEGER, "reason" TEXT NOT NULL, "received_idr" INTEGER NOT NULL, "change_idr" INTEGER NOT NULL CHECK (change_idr >= 0), "rounding_idr" INTEGER NOT NULL, FOREIGN KEY ("sale_id") REFERENCES "sale" ("id"), FOREIGN KEY ("shift_id") REFERENCES "shift" ("id"), FOREIGN KEY ("user_id") REFERENCES "user" ("id")) STRICT',
    'CREATE TABLE "tender_swap_line" ("id" INTEGER NOT NULL PRIMARY KEY CHECK (id > 0), "tender_swap_id" INTEGER NOT NULL, "line_no" INTEGER NOT NULL, "tender" TEXT NOT NULL CHECK (tender IN (\'CASH\',\'QRIS\',\'TRANSFER\')), "amount_idr" INTEGER NOT NULL CHECK (amount_idr <> 0), FOREIGN KEY ("tender_swap_id") REFERENCES "tender_swap" ("id")) STRICT',
    'CREATE UNIQUE INDEX "tender_swap_number" ON "tender_swap" ("number")',
    'CREATE INDEX "tender_swap_sale_id" ON "tender_swap" ("sale_id")',
    'CREATE INDEX "tender_swap_shift_id" ON "tender_swap" ("shift_id")',
    'CREATE INDEX "tender_swap_business_date" ON "tender_swap" ("business_date")',
    'CREATE UNIQUE INDEX "tender_swap_line_tender_swap_id_line_no" ON "tender_swap_line" ("tender_swap_id", "line_no")',
    "CREATE TRIGGER tender_swap_no_update BEFORE UPDATE ON tender_swap BEGIN SELECT RAISE(ABORT, 'tender_swap: tercatat, tidak bisa diubah'); END",
    "CREATE TRIGGER tender_swap_no_delete BEFORE DELETE ON tender_swap BEGIN SELECT RAISE(ABORT, 'tender_swap: tercatat, tidak bisa dihapus'); END",
    "CREATE TRIGGER tender_swap_no_replace BEFORE INSERT ON tender_swap WHEN EXISTS (SELECT 1 FROM tender_swap WHERE id = NEW.id) OR EXISTS (SELECT 1 FROM tender_swap WHERE number = NEW.number) OR NEW.id > 1000000 + (SELECT coalesce(max(id), 0) FROM tender_swap) BEGIN SELECT RAISE(ABORT, 'tender_swap: sudah ada, tidak bisa diganti'); END",
    "CREATE TRIGGER tender_swap_line_no_update BEFORE UPDATE ON tender_swap_line BEGIN SELECT RAISE(ABORT, 'tender_swap_line: tercatat, tidak bisa diubah'); END",
    "CREATE TRIGGER tender_swap_line_no_delete BEFORE DELETE ON tender_swap_line BEGIN SELECT RAISE(ABORT, 'tender_swap_line: tercatat, tidak bisa dihapus'); END",
    "CREATE TRIGGER tender_swap_line_no_replace BEFORE INSERT ON tender_swap_line WHEN EXISTS (SELECT 1 FROM tender_swap_line WHERE id = NEW.id) OR EXISTS (SELECT 1 FROM tender_swap_line WHERE tender_swap_id = NEW.tender_swap_id AND line_no = NEW.line_no) OR NEW.id > 1000000 + (SELECT coalesce(max(id), 0) FROM tender_swap_line) BEGIN SELECT RAISE(ABORT, 'tender_swap_line: sudah ada, tidak bisa diganti'); END",
)


def up(migrator, db):
    for statement in STATEMENTS:
        db.execute_sql(statement)
