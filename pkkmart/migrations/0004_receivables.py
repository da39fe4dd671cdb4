"""Member credit: limits, debts and repayments; and the lines other documents move in savings.

Frozen: never edited once released.
"""

STATEMENTS = (
    """CREATE TABLE "credit_limit" ("id" INTEGER NOT NULL PRIMARY KEY CHECK (id > 0), "member_id" INTEGER NOT NULL, "limit_idr" INTEGER NOT NULL CHECK (limit_idr >= 0), "since" TEXT NOT NULL CHECK (date(since, '+0 days') IS since), "recorded_at" TEXT NOT NULL, "user_id" INTEGER, "reason" TEXT NOT NULL, FOREIGN KEY ("member_id") REFERENCES "person" ("id")) STRICT""",
    """CREATE TABLE "receivable_item" ("id" INTEGER NOT NULL PRIMARY KEY CHECK (id > 0), "kind" TEXT NOT NULL CHECK (kind IN ('CHARGE','REPAYMENT','REFUND','WRITE_OFF','VOID')), "member_id" INTEGER NOT NULL, "amount_idr" INTEGER NOT NULL CHECK (amount_idr <> 0), "debt_kind" TEXT NOT NULL, "debt_id" INTEGER NOT NULL, "origin_kind" TEXT NOT NULL, "origin_id" INTEGER NOT NULL, "undoes_id" INTEGER, "business_date" TEXT NOT NULL CHECK (date(business_date, '+0 days') IS business_date), "recorded_at" TEXT NOT NULL, FOREIGN KEY ("member_id") REFERENCES "person" ("id"), FOREIGN KEY ("undoes_id") REFERENCES "receivable_item" ("id"), CHECK ((kind = 'VOID') = (undoes_id IS NOT NULL)), CHECK (kind = 'VOID' OR (kind = 'CHARGE') = (amount_idr > 0))) STRICT""",
    """CREATE TABLE "repayment" ("id" INTEGER NOT NULL PRIMARY KEY CHECK (id > 0), "number" TEXT NOT NULL, "member_id" INTEGER NOT NULL, "amount_idr" INTEGER NOT NULL CHECK (amount_idr > 0), "place" TEXT NOT NULL CHECK (place IN ('DRAWER','PETTY','SAFE','BANK')), "business_date" TEXT NOT NULL CHECK (date(business_date, '+0 days') IS business_date), "recorded_at" TEXT NOT NULL, "user_id" INTEGER, "note" TEXT NOT NULL, FOREIGN KEY ("member_id") REFERENCES "person" ("id")) STRICT""",
    """CREATE TABLE "savings_line" ("id" INTEGER NOT NULL PRIMARY KEY CHECK (id > 0), "member_id" INTEGER NOT NULL, "kind" TEXT NOT NULL CHECK (kind IN ('PRINCIPAL','MANDATORY','VOLUNTARY','SPECIAL')), "amount_idr" INTEGER NOT NULL CHECK (amount_idr <> 0), "origin_kind" TEXT NOT NULL, "origin_id" INTEGER NOT NULL, "undoes_id" INTEGER, "business_date" TEXT NOT NULL CHECK (date(business_date, '+0 days') IS business_date), "recorded_at" TEXT NOT NULL, FOREIGN KEY ("member_id") REFERENCES "person" ("id"), FOREIGN KEY ("undoes_id") REFERENCES "savings_line" ("id")) STRICT""",
    'CREATE INDEX "credit_limit_member_id" ON "credit_limit" ("member_id")',
    'CREATE UNIQUE INDEX "receivable_item_undoes_id" ON "receivable_item" ("undoes_id")',
    'CREATE INDEX "receivable_item_member_id_debt_kind_debt_id" ON "receivable_item" ("member_id", "debt_kind", "debt_id")',
    'CREATE INDEX "receivable_item_debt_kind_debt_id" ON "receivable_item" ("debt_kind", "debt_id")',
    'CREATE INDEX "receivable_item_origin_kind_origin_id" ON "receivable_item" ("origin_kind", "origin_id")',
    'CREATE UNIQUE INDEX "repayment_number" ON "repayment" ("number")',
    'CREATE INDEX "repayment_member_id" ON "repayment" ("member_id")',
    'CREATE UNIQUE INDEX "savings_line_undoes_id" ON "savings_line" ("undoes_id")',
    'CREATE INDEX "savings_line_member_id_kind" ON "savings_line" ("member_id", "kind")',
    'CREATE INDEX "savings_line_origin_kind_origin_id" ON "savings_line" ("origin_kind", "origin_id")',
    "CREATE TRIGGER credit_limit_no_update BEFORE UPDATE ON credit_limit BEGIN SELECT RAISE(ABORT, 'credit_limit: tercatat, tidak bisa diubah'); END",
    "CREATE TRIGGER credit_limit_no_delete BEFORE DELETE ON credit_limit BEGIN SELECT RAISE(ABORT, 'credit_limit: tercatat, tidak bisa dihapus'); END",
    "CREATE TRIGGER credit_limit_no_replace BEFORE INSERT ON credit_limit WHEN EXISTS (SELECT 1 FROM credit_limit WHERE id = NEW.id) OR NEW.id > 1000000 + (SELECT coalesce(max(id), 0) FROM credit_limit) BEGIN SELECT RAISE(ABORT, 'credit_limit: sudah ada, tidak bisa diganti'); END",
    "CREATE TRIGGER repayment_no_update BEFORE UPDATE ON repayment BEGIN SELECT RAISE(ABORT, 'repayment: tercatat, tidak bisa diubah'); END",
    "CREATE TRIGGER repayment_no_delete BEFORE DELETE ON repayment BEGIN SELECT RAISE(ABORT, 'repayment: tercatat, tidak bisa dihapus'); END",
    "CREATE TRIGGER repayment_no_replace BEFORE INSERT ON repayment WHEN EXISTS (SELECT 1 FROM repayment WHERE id = NEW.id) OR EXISTS (SELECT 1 FROM repayment WHERE number = NEW.number) OR NEW.id > 1000000 + (SELECT coalesce(max(id), 0) FROM repayment) BEGIN SELECT RAISE(ABORT, 'repayment: sudah ada, tidak bisa diganti'); END",
    "CREATE TRIGGER receivable_item_no_update BEFORE UPDATE ON receivable_item BEGIN SELECT RAISE(ABORT, 'receivable_item: tercatat, tidak bisa diubah'); END",
    "CREATE TRIGGER receivable_item_no_delete BEFORE DELETE ON receivable_item BEGIN SELECT RAISE(ABORT, 'receivable_item: tercatat, tidak bisa dihapus'); END",
    "CREATE TRIGGER receivable_item_no_replace BEFORE INSERT ON receivable_item WHEN EXISTS (SELECT 1 FROM receivable_item WHERE id = NEW.id) OR EXISTS (SELECT 1 FROM receivable_item WHERE undoes_id = NEW.undoes_id) OR NEW.id > 1000000 + (SELECT coalesce(max(id), 0) FROM receivable_item) BEGIN SELECT RAISE(ABORT, 'receivable_item: sudah ada, tidak bisa diganti'); END",
    "CREATE TRIGGER savings_line_no_update BEFORE UPDATE ON savings_line BEGIN SELECT RAISE(ABORT, 'savings_line: tercatat, tidak bisa diubah'); END",
    "CREATE TRIGGER savings_line_no_delete BEFORE DELETE ON savings_line BEGIN SELECT RAISE(ABORT, 'savings_line: tercatat, tidak bisa dihapus'); END",
    "CREATE TRIGGER savings_line_no_replace BEFORE INSERT ON savings_line WHEN EXISTS (SELECT 1 FROM savings_line WHERE id = NEW.id) OR EXISTS (SELECT 1 FROM savings_line WHERE undoes_id = NEW.undoes_id) OR NEW.id > 1000000 + (SELECT coalesce(max(id), 0) FROM savings_line) BEGIN SELECT RAISE(ABORT, 'savings_line: sudah ada, tidak bisa diganti'); END",
)


def up(migrator, db):
    for statement in STATEMENTS:
        db.execute_sql(statement)
