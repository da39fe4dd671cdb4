"""A sold line that was another mother's, and returns that know it.

Frozen: never edited once released.
"""

STATEMENTS = (
    'CREATE TABLE "line_move" ("id" INTEGER NOT NULL PRIMARY KEY CHECK (id > 0), "number" TEXT NOT NULL, "sale_line_id" INTEGER NOT NULL, "from_move_id" INTEGER, "shift_id" INTEGER NOT NULL, "business_date" TEXT NOT NULL CHECK (date(business_date, \'+0 days\') IS business_date), "recorded_at" TEXT NOT NULL, "user_id" INTEGER, "reason" TEXT NOT NULL, "qty_milli" INTEGER NOT NULL CHECK (qty_milli > 0), "price_idr" INTEGER NOT NULL, "gross_idr" INTEGER NOT NULL, "net_idr" INTEGER NOT NULL, "from_product_id" INTEGER NOT NULL, "from_owner_id" INTEGER, "from_share_idr" INTEGER, "from_cost_idr" INTEGER NOT NULL, "product_id" INTEGER NOT NULL, "name" TEXT NOT NULL, "unit" TEXT NOT NULL, "owner_id" INTEGER, "owner_is_member" INTEGER, "terms_model" TEXT, "commission_bp" INTEGER, "unit_share_idr" INTEGER, "share_idr" INTEGER, "commission_idr" INTEGER, "cost_idr" INTEGER NOT NULL, FOREIGN KEY ("sale_line_id") REFERENCES "sale_line" ("id"), FOREIGN KEY ("from_move_id") REFERENCES "line_move" ("id"), FOREIGN KEY ("shift_id") REFERENCES "shift" ("id"), FOREIGN KEY ("user_id") REFERENCES "user" ("id"), FOREIGN KEY ("from_product_id") REFERENCES "product" ("id"), FOREIGN KEY ("from_owner_id") REFERENCES "person" ("id"), FOREIGN KEY ("product_id") REFERENCES "product" ("id"), FOREIGN KEY ("owner_id") REFERENCES "person" ("id"), CHECK (owner_id IS NOT from_owner_id), CHECK ((from_owner_id IS NULL) = (from_share_idr IS NULL)), CHECK ((owner_id IS NULL) = (share_idr IS NULL)), CHECK (owner_id IS NULL OR share_idr + commission_idr = net_idr)) STRICT',
    'CREATE UNIQUE INDEX "line_move_number" ON "line_move" ("number")',
    'CREATE INDEX "line_move_sale_line_id" ON "line_move" ("sale_line_id")',
    'CREATE INDEX "line_move_from_move_id" ON "line_move" ("from_move_id")',
    'CREATE INDEX "line_move_shift_id" ON "line_move" ("shift_id")',
    'CREATE INDEX "line_move_business_date" ON "line_move" ("business_date")',
    'CREATE INDEX "line_move_product_id" ON "line_move" ("product_id")',
    "CREATE TRIGGER line_move_no_update BEFORE UPDATE ON line_move BEGIN SELECT RAISE(ABORT, 'line_move: tercatat, tidak bisa diubah'); END",
    "CREATE TRIGGER line_move_no_delete BEFORE DELETE ON line_move BEGIN SELECT RAISE(ABORT, 'line_move: tercatat, tidak bisa dihapus'); END",
    "CREATE TRIGGER line_move_no_replace BEFORE INSERT ON line_move WHEN EXISTS (SELECT 1 FROM line_move WHERE id = NEW.id) OR EXISTS (SELECT 1 FROM line_move WHERE number = NEW.number) OR NEW.id > 1000000 + (SELECT coalesce(max(id), 0) FROM line_move) BEGIN SELECT RAISE(ABORT, 'line_move: sudah ada, tidak bisa diganti'); END",
    'ALTER TABLE "sale_return_line" ADD COLUMN "line_move_id" INTEGER',
)


def up(migrator, db):
    for statement in STATEMENTS:
        db.execute_sql(statement)
