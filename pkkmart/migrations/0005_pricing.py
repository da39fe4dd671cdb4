"""Prices that depend on the day or the quantity: promotions and their ends, tier prices, what a kit is made of.

Frozen: never edited once released.
"""

STATEMENTS = (
    """CREATE TABLE "promotion" ("id" INTEGER NOT NULL PRIMARY KEY CHECK (id > 0), "name" TEXT NOT NULL, "kind" TEXT NOT NULL CHECK (kind IN ('PERCENT','AMOUNT','BUY_N_GET_M','BUNDLE')), "bearer" TEXT NOT NULL CHECK (bearer IN ('SHOP','CONSIGNOR','SHARED')), "percent_bp" INTEGER NOT NULL CHECK (percent_bp BETWEEN 0 AND 9999), "amount_idr" INTEGER NOT NULL CHECK (amount_idr >= 0), "pieces" INTEGER NOT NULL CHECK (pieces >= 0), "free_pieces" INTEGER NOT NULL CHECK (free_pieces >= 0), "starts_on" TEXT NOT NULL CHECK (date(starts_on, '+0 days') IS starts_on), "ends_on" TEXT CHECK (date(ends_on, '+0 days') IS ends_on), "weekdays" INTEGER NOT NULL CHECK (weekdays BETWEEN 1 AND 127), "from_minute" INTEGER NOT NULL CHECK (from_minute BETWEEN 0 AND 1439), "until_minute" INTEGER NOT NULL CHECK (until_minute BETWEEN 1 AND 1440), "on_everything" INTEGER NOT NULL, "recorded_at" TEXT NOT NULL, "user_id" INTEGER, CHECK (ends_on IS NULL OR starts_on <= ends_on), CHECK (from_minute < until_minute), CHECK ((kind = 'PERCENT') = (percent_bp > 0)), CHECK ((kind IN ('AMOUNT','BUNDLE')) = (amount_idr > 0)), CHECK ((kind IN ('BUY_N_GET_M','BUNDLE')) = (pieces > 0)), CHECK ((kind = 'BUY_N_GET_M') = (free_pieces > 0))) STRICT""",
    'CREATE TABLE "promotion_target" ("id" INTEGER NOT NULL PRIMARY KEY CHECK (id > 0), "promotion_id" INTEGER NOT NULL, "product_id" INTEGER, "category_id" INTEGER, FOREIGN KEY ("promotion_id") REFERENCES "promotion" ("id"), FOREIGN KEY ("product_id") REFERENCES "product" ("id"), FOREIGN KEY ("category_id") REFERENCES "category" ("id"), CHECK ((product_id IS NULL) <> (category_id IS NULL))) STRICT',
    'CREATE TABLE "promotion_end" ("id" INTEGER NOT NULL PRIMARY KEY CHECK (id > 0), "promotion_id" INTEGER NOT NULL, "recorded_at" TEXT NOT NULL, "user_id" INTEGER, "reason" TEXT NOT NULL, FOREIGN KEY ("promotion_id") REFERENCES "promotion" ("id")) STRICT',
    'CREATE TABLE "tier_price" ("id" INTEGER NOT NULL PRIMARY KEY CHECK (id > 0), "product_id" INTEGER NOT NULL, "min_qty_milli" INTEGER NOT NULL CHECK (min_qty_milli > 0), "price_idr" INTEGER CHECK (price_idr > 0), "recorded_at" TEXT NOT NULL, "user_id" INTEGER, FOREIGN KEY ("product_id") REFERENCES "product" ("id")) STRICT',
    'CREATE TABLE "kit_part" ("id" INTEGER NOT NULL PRIMARY KEY CHECK (id > 0), "kit_product_id" INTEGER NOT NULL, "product_id" INTEGER NOT NULL, "qty_milli" INTEGER NOT NULL CHECK (qty_milli >= 0), "recorded_at" TEXT NOT NULL, "user_id" INTEGER, FOREIGN KEY ("kit_product_id") REFERENCES "product" ("id"), FOREIGN KEY ("product_id") REFERENCES "product" ("id"), CHECK (kit_product_id <> product_id)) STRICT',
    'CREATE INDEX "kit_part_product_id" ON "kit_part" ("product_id")',
    'CREATE INDEX "kit_part_kit_product_id_product_id" ON "kit_part" ("kit_product_id", "product_id")',
    'CREATE UNIQUE INDEX "promotion_end_promotion_id" ON "promotion_end" ("promotion_id")',
    'CREATE INDEX "promotion_target_product_id" ON "promotion_target" ("product_id")',
    'CREATE INDEX "promotion_target_category_id" ON "promotion_target" ("category_id")',
    'CREATE UNIQUE INDEX "promotion_target_promotion_id_product_id" ON "promotion_target" ("promotion_id", "product_id")',
    'CREATE UNIQUE INDEX "promotion_target_promotion_id_category_id" ON "promotion_target" ("promotion_id", "category_id")',
    'CREATE INDEX "tier_price_product_id_min_qty_milli" ON "tier_price" ("product_id", "min_qty_milli")',
    "CREATE TRIGGER promotion_no_update BEFORE UPDATE ON promotion BEGIN SELECT RAISE(ABORT, 'promotion: tercatat, tidak bisa diubah'); END",
    "CREATE TRIGGER promotion_no_delete BEFORE DELETE ON promotion BEGIN SELECT RAISE(ABORT, 'promotion: tercatat, tidak bisa dihapus'); END",
    "CREATE TRIGGER promotion_no_replace BEFORE INSERT ON promotion WHEN EXISTS (SELECT 1 FROM promotion WHERE id = NEW.id) OR NEW.id > 1000000 + (SELECT coalesce(max(id), 0) FROM promotion) BEGIN SELECT RAISE(ABORT, 'promotion: sudah ada, tidak bisa diganti'); END",
    "CREATE TRIGGER promotion_target_no_update BEFORE UPDATE ON promotion_target BEGIN SELECT RAISE(ABORT, 'promotion_target: tercatat, tidak bisa diubah'); END",
    "CREATE TRIGGER promotion_target_no_delete BEFORE DELETE ON promotion_target BEGIN SELECT RAISE(ABORT, 'promotion_target: tercatat, tidak bisa dihapus'); END",
    "CREATE TRIGGER promotion_target_no_replace BEFORE INSERT ON promotion_target WHEN EXISTS (SELECT 1 FROM promotion_target WHERE id = NEW.id) OR EXISTS (SELECT 1 FROM promotion_target WHERE promotion_id = NEW.promotion_id AND product_id = NEW.product_id) OR EXISTS (SELECT 1 FROM promotion_target WHERE promotion_id = NEW.promotion_id AND category_id = NEW.category_id) OR NEW.id > 1000000 + (SELECT coalesce(max(id), 0) FROM promotion_target) BEGIN SELECT RAISE(ABORT, 'promotion_target: sudah ada, tidak bisa diganti'); END",
    "CREATE TRIGGER promotion_end_no_update BEFORE UPDATE ON promotion_end BEGIN SELECT RAISE(ABORT, 'promotion_end: tercatat, tidak bisa diubah'); END",
    "CREATE TRIGGER promotion_end_no_delete BEFORE DELETE ON promotion_end BEGIN SELECT RAISE(ABORT, 'promotion_end: tercatat, tidak bisa dihapus'); END",
    "CREATE TRIGGER promotion_end_no_replace BEFORE INSERT ON promotion_end WHEN EXISTS (SELECT 1 FROM promotion_end WHERE id = NEW.id) OR EXISTS (SELECT 1 FROM promotion_end WHERE promotion_id = NEW.promotion_id) OR NEW.id > 1000000 + (SELECT coalesce(max(id), 0) FROM promotion_end) BEGIN SELECT RAISE(ABORT, 'promotion_end: sudah ada, tidak bisa diganti'); END",
    "CREATE TRIGGER tier_price_no_update BEFORE UPDATE ON tier_price BEGIN SELECT RAISE(ABORT, 'tier_price: tercatat, tidak bisa diubah'); END",
    "CREATE TRIGGER tier_price_no_delete BEFORE DELETE ON tier_price BEGIN SELECT RAISE(ABORT, 'tier_price: tercatat, tidak bisa dihapus'); END",
    "CREATE TRIGGER tier_price_no_replace BEFORE INSERT ON tier_price WHEN EXISTS (SELECT 1 FROM tier_price WHERE id = NEW.id) OR NEW.id > 1000000 + (SELECT coalesce(max(id), 0) FROM tier_price) BEGIN SELECT RAISE(ABORT, 'tier_price: sudah ada, tidak bisa diganti'); END",
    "CREATE TRIGGER kit_part_no_update BEFORE UPDATE ON kit_part BEGIN SELECT RAISE(ABORT, 'kit_part: tercatat, tidak bisa diubah'); END",
    "CREATE TRIGGER kit_part_no_delete BEFORE DELETE ON kit_part BEGIN SELECT RAISE(ABORT, 'kit_part: tercatat, tidak bisa dihapus'); END",
    "CREATE TRIGGER kit_part_no_replace BEFORE INSERT ON kit_part WHEN EXISTS (SELECT 1 FROM kit_part WHERE id = NEW.id) OR NEW.id > 1000000 + (SELECT coalesce(max(id), 0) FROM kit_part) BEGIN SELECT RAISE(ABORT, 'kit_part: sudah ada, tidak bisa diganti'); END",
)


def up(migrator, db):
    for statement in STATEMENTS:
        db.execute_sql(statement)
