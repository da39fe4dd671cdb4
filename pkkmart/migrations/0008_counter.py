"""The counter, complete: carts put aside, what a supervisor let through, and change that becomes savings.

Frozen: never edited once released.
"""

STATEMENTS = (
    'CREATE TABLE "cart_permit" ("id" INTEGER NOT NULL PRIMARY KEY CHECK (id > 0), "cart_id" TEXT NOT NULL, "product_id" INTEGER, "allowed" TEXT NOT NULL, "user_id" INTEGER, "approver_id" INTEGER, "recorded_at" TEXT NOT NULL, FOREIGN KEY ("product_id") REFERENCES "product" ("id"), FOREIGN KEY ("user_id") REFERENCES "user" ("id"), FOREIGN KEY ("approver_id") REFERENCES "user" ("id")) STRICT',
    'CREATE TABLE "held_cart" ("id" INTEGER NOT NULL PRIMARY KEY CHECK (id > 0), "till_id" INTEGER NOT NULL, "name" TEXT NOT NULL, "content" TEXT NOT NULL, "user_id" INTEGER, "held_at" TEXT NOT NULL, FOREIGN KEY ("till_id") REFERENCES "till" ("id"), FOREIGN KEY ("user_id") REFERENCES "user" ("id")) STRICT',
    'CREATE INDEX "cart_permit_cart_id" ON "cart_permit" ("cart_id")',
    "CREATE TRIGGER cart_permit_no_update BEFORE UPDATE ON cart_permit BEGIN SELECT RAISE(ABORT, 'cart_permit: tercatat, tidak bisa diubah'); END",
    "CREATE TRIGGER cart_permit_no_delete BEFORE DELETE ON cart_permit BEGIN SELECT RAISE(ABORT, 'cart_permit: tercatat, tidak bisa dihapus'); END",
    "CREATE TRIGGER cart_permit_no_replace BEFORE INSERT ON cart_permit WHEN EXISTS (SELECT 1 FROM cart_permit WHERE id = NEW.id) OR NEW.id > 1000000 + (SELECT coalesce(max(id), 0) FROM cart_permit) BEGIN SELECT RAISE(ABORT, 'cart_permit: sudah ada, tidak bisa diganti'); END",
    'ALTER TABLE "sale_line" ADD COLUMN "kit_name" TEXT NOT NULL DEFAULT \'\'',
    'ALTER TABLE "payment" ADD COLUMN "to_savings_idr" INTEGER NOT NULL DEFAULT 0 CHECK (to_savings_idr >= 0)',
)


def up(migrator, db):
    for statement in STATEMENTS:
        db.execute_sql(statement)
