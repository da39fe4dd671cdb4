"""A return without a receipt, and the part of a return that was paid back by bank.

Frozen: never edited once released.
"""

STATEMENTS = (
    'CREATE TABLE "bank_refund" ("id" INTEGER NOT NULL PRIMARY KEY CHECK (id > 0), "sale_return_id" INTEGER NOT NULL, "amount_idr" INTEGER NOT NULL CHECK (amount_idr > 0), "reference" TEXT NOT NULL CHECK (reference <> \'\'), FOREIGN KEY ("sale_return_id") REFERENCES "sale_return" ("id")) STRICT',
    'CREATE TABLE "loose_return" ("id" INTEGER NOT NULL PRIMARY KEY CHECK (id > 0), "number" TEXT NOT NULL, "shift_id" INTEGER NOT NULL, "business_date" TEXT NOT NULL CHECK (date(business_date, \'+0 days\') IS business_date), "recorded_at" TEXT NOT NULL, "user_id" INTEGER, "member_id" INTEGER, "buyer" TEXT NOT NULL CHECK (buyer <> \'\'), "reason" TEXT NOT NULL, "total_idr" INTEGER NOT NULL CHECK (total_idr > 0), "rounding_idr" INTEGER NOT NULL, FOREIGN KEY ("shift_id") REFERENCES "shift" ("id"), FOREIGN KEY ("user_id") REFERENCES "user" ("id"), FOREIGN KEY ("member_id") REFERENCES "person" ("id")) STRICT',
    'CREATE TABLE "loose_return_line" ("id" INTEGER NOT NULL PRIMARY KEY CHECK (id > 0), "loose_return_id" INTEGER NOT NULL, "line_no" INTEGER NOT NULL, "product_id" INTEGER NOT NULL, "name" TEXT NOT NULL, "unit" TEXT NOT NULL, "qty_milli" INTEGER NOT NULL CHECK (qty_milli > 0), "net_idr" INTEGER NOT NULL CHECK (net_idr >= 0), "owner_id" INTEGER, "share_idr" INTEGER NOT NULL, "cost_idr" INTEGER NOT NULL, "back_on_shelf" INTEGER NOT NULL, "fault" TEXT CHECK (fault IN (\'MAKER\',\'SHOP\')), FOREIGN KEY ("loose_return_id") REFERENCES "loose_return" ("id"), FOREIGN KEY ("product_id") REFERENCES "product" ("id"), FOREIGN KEY ("owner_id") REFERENCES "person" ("id"), CHECK ((owner_id IS NULL) = (fault IS NULL))) STRICT',
    'CREATE UNIQUE INDEX "bank_refund_sale_return_id" ON "bank_refund" ("sale_return_id")',
    'CREATE UNIQUE INDEX "loose_return_number" ON "loose_return" ("number")',
    'CREATE INDEX "loose_return_shift_id" ON "loose_return" ("shift_id")',
    'CREATE INDEX "loose_return_business_date" ON "loose_return" ("business_date")',
    'CREATE INDEX "loose_return_member_id" ON "loose_return" ("member_id")',
    'CREATE INDEX "loose_return_line_product_id" ON "loose_return_line" ("product_id")',
    'CREATE UNIQUE INDEX "loose_return_line_loose_return_id_line_no" ON "loose_return_line" ("loose_return_id", "line_no")',
    "CREATE TRIGGER bank_refund_no_update BEFORE UPDATE ON bank_refund BEGIN SELECT RAISE(ABORT, 'bank_refund: tercatat, tidak bisa diubah'); END",
    "CREATE TRIGGER bank_refund_no_delete BEFORE DELETE ON bank_refund BEGIN SELECT RAISE(ABORT, 'bank_refund: tercatat, tidak bisa dihapus'); END",
    "CREATE TRIGGER bank_refund_no_replace BEFORE INSERT ON bank_refund WHEN EXISTS (SELECT 1 FROM bank_refund WHERE id = NEW.id) OR EXISTS (SELECT 1 FROM bank_refund WHERE sale_return_id = NEW.sale_return_id) OR NEW.id > 1000000 + (SELECT coalesce(max(id), 0) FROM bank_refund) BEGIN SELECT RAISE(ABORT, 'bank_refund: sudah ada, tidak bisa diganti'); END",
    "CREATE TRIGGER loose_return_no_update BEFORE UPDATE ON loose_return BEGIN SELECT RAISE(ABORT, 'loose_return: tercatat, tidak bisa diubah'); END",
    "CREATE TRIGGER loose_return_no_delete BEFORE DELETE ON loose_return BEGIN SELECT RAISE(ABORT, 'loose_return: tercatat, tidak bisa dihapus'); END",
    "CREATE TRIGGER loose_return_no_replace BEFORE INSERT ON loose_return WHEN EXISTS (SELECT 1 FROM loose_return WHERE id = NEW.id) OR EXISTS (SELECT 1 FROM loose_return WHERE number = NEW.number) OR NEW.id > 1000000 + (SELECT coalesce(max(id), 0) FROM loose_return) BEGIN SELECT RAISE(ABORT, 'loose_return: sudah ada, tidak bisa diganti'); END",
    "CREATE TRIGGER loose_return_line_no_update BEFORE UPDATE ON loose_return_line BEGIN SELECT RAISE(ABORT, 'loose_return_line: tercatat, tidak bisa diubah'); END",
    "CREATE TRIGGER loose_return_line_no_delete BEFORE DELETE ON loose_return_line BEGIN SELECT RAISE(ABORT, 'loose_return_line: tercatat, tidak bisa dihapus'); END",
    "CREATE TRIGGER loose_return_line_no_replace BEFORE INSERT ON loose_return_line WHEN EXISTS (SELECT 1 FROM loose_return_line WHERE id = NEW.id) OR EXISTS (SELECT 1 FROM loose_return_line WHERE loose_return_id = NEW.loose_return_id AND line_no = NEW.line_no) OR NEW.id > 1000000 + (SELECT coalesce(max(id), 0) FROM loose_return_line) BEGIN SELECT RAISE(ABORT, 'loose_return_line: sudah ada, tidak bisa diganti'); END",
)


def up(migrator, db):
    for statement in STATEMENTS:
        db.execute_sql(statement)
