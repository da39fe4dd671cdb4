"""Goods that buyers bring back, and what was paid back for them.

Frozen: never edited once released.
"""

STATEMENTS = (
    'CREATE TABLE "sale_return" ("id" INTEGER NOT NULL PRIMARY KEY CHECK (id > 0), "number" TEXT NOT NULL, "sale_id" INTEGER NOT NULL, "shift_id" INTEGER NOT NULL, "business_date" TEXT NOT NULL CHECK (date(business_date, \'+0 days\') IS business_date), "recorded_at" TEXT NOT NULL, "user_id" INTEGER, "reason" TEXT NOT NULL, "total_idr" INTEGER NOT NULL, "rounding_idr" INTEGER NOT NULL, FOREIGN KEY ("sale_id") REFERENCES "sale" ("id"), FOREIGN KEY ("shift_id") REFERENCES "shift" ("id"), FOREIGN KEY ("user_id") REFERENCES "user" ("id")) STRICT',
    'CREATE TABLE "refund" ("id" INTEGER NOT NULL PRIMARY KEY CHECK (id > 0), "sale_return_id" INTEGER NOT NULL, "line_no" INTEGER NOT NULL, "tender" TEXT NOT NULL CHECK (tender IN (\'CASH\',\'SAVINGS\',\'RECEIVABLE\')), "amount_idr" INTEGER NOT NULL CHECK (amount_idr > 0), FOREIGN KEY ("sale_return_id") REFERENCES "sale_return" ("id")) STRICT',
    'CREATE TABLE "sale_return_line" ("id" INTEGER NOT NULL PRIMARY KEY CHECK (id > 0), "sale_return_id" INTEGER NOT NULL, "line_no" INTEGER NOT NULL, "sale_line_id" INTEGER NOT NULL, "qty_milli" INTEGER NOT NULL CHECK (qty_milli > 0), "gross_idr" INTEGER NOT NULL, "net_idr" INTEGER NOT NULL, "share_idr" INTEGER NOT NULL, "cost_idr" INTEGER NOT NULL, "back_on_shelf" INTEGER NOT NULL, "fault" TEXT CHECK (fault IN (\'MAKER\',\'SHOP\')), FOREIGN KEY ("sale_return_id") REFERENCES "sale_return" ("id"), FOREIGN KEY ("sale_line_id") REFERENCES "sale_line" ("id")) STRICT',
    'CREATE UNIQUE INDEX "sale_return_number" ON "sale_return" ("number")',
    'CREATE INDEX "sale_return_sale_id" ON "sale_return" ("sale_id")',
    'CREATE INDEX "sale_return_shift_id" ON "sale_return" ("shift_id")',
    'CREATE INDEX "sale_return_business_date" ON "sale_return" ("business_date")',
    'CREATE UNIQUE INDEX "refund_sale_return_id_line_no" ON "refund" ("sale_return_id", "line_no")',
    'CREATE INDEX "sale_return_line_sale_line_id" ON "sale_return_line" ("sale_line_id")',
    'CREATE UNIQUE INDEX "sale_return_line_sale_return_id_line_no" ON "sale_return_line" ("sale_return_id", "line_no")',
    "CREATE TRIGGER sale_return_no_update BEFORE UPDATE ON sale_return BEGIN SELECT RAISE(ABORT, 'sale_return: tercatat, tidak bisa diubah'); END",
    "CREATE TRIGGER sale_return_no_delete BEFORE DELETE ON sale_return BEGIN SELECT RAISE(ABORT, 'sale_return: tercatat, tidak bisa dihapus'); END",
    "CREATE TRIGGER sale_return_no_replace BEFORE INSERT ON sale_return WHEN EXISTS (SELECT 1 FROM sale_return WHERE id = NEW.id) OR EXISTS (SELECT 1 FROM sale_return WHERE number = NEW.number) OR NEW.id > 1000000 + (SELECT coalesce(max(id), 0) FROM sale_return) BEGIN SELECT RAISE(ABORT, 'sale_return: sudah ada, tidak bisa diganti'); END",
    "CREATE TRIGGER sale_return_line_no_update BEFORE UPDATE ON sale_return_line BEGIN SELECT RAISE(ABORT, 'sale_return_line: tercatat, tidak bisa diubah'); END",
    "CREATE TRIGGER sale_return_line_no_delete BEFORE DELETE ON sale_return_line BEGIN SELECT RAISE(ABORT, 'sale_return_line: tercatat, tidak bisa dihapus'); END",
    "CREATE TRIGGER sale_return_line_no_replace BEFORE INSERT ON sale_return_line WHEN EXISTS (SELECT 1 FROM sale_return_line WHERE id = NEW.id) OR EXISTS (SELECT 1 FROM sale_return_line WHERE sale_return_id = NEW.sale_return_id AND line_no = NEW.line_no) OR NEW.id > 1000000 + (SELECT coalesce(max(id), 0) FROM sale_return_line) BEGIN SELECT RAISE(ABORT, 'sale_return_line: sudah ada, tidak bisa diganti'); END",
    "CREATE TRIGGER refund_no_update BEFORE UPDATE ON refund BEGIN SELECT RAISE(ABORT, 'refund: tercatat, tidak bisa diubah'); END",
    "CREATE TRIGGER refund_no_delete BEFORE DELETE ON refund BEGIN SELECT RAISE(ABORT, 'refund: tercatat, tidak bisa dihapus'); END",
    "CREATE TRIGGER refund_no_replace BEFORE INSERT ON refund WHEN EXISTS (SELECT 1 FROM refund WHERE id = NEW.id) OR EXISTS (SELECT 1 FROM refund WHERE sale_return_id = NEW.sale_return_id AND line_no = NEW.line_no) OR NEW.id > 1000000 + (SELECT coalesce(max(id), 0) FROM refund) BEGIN SELECT RAISE(ABORT, 'refund: sudah ada, tidak bisa diganti'); END",
)


def up(migrator, db):
    for statement in STATEMENTS:
        db.execute_sql(statement)
