"""A PIN typed to stand behind an act; cash slips and openings of the drawer; who approved a shift's difference.

Frozen: never edited once released.
"""

STATEMENTS = (
    'CREATE TABLE "approval_attempt" ("id" INTEGER NOT NULL PRIMARY KEY CHECK (id > 0), "user_id" INTEGER, "approver_id" INTEGER, "recorded_at" TEXT NOT NULL, FOREIGN KEY ("user_id") REFERENCES "user" ("id"), FOREIGN KEY ("approver_id") REFERENCES "user" ("id")) STRICT',
    """CREATE TABLE "cash_slip" ("id" INTEGER NOT NULL PRIMARY KEY CHECK (id > 0), "number" TEXT NOT NULL, "shift_id" INTEGER NOT NULL, "kind" TEXT NOT NULL CHECK (kind IN ('FROM_SAFE','FROM_PETTY','TO_SAFE','TO_PETTY')), "amount_idr" INTEGER NOT NULL CHECK (amount_idr > 0), "business_date" TEXT NOT NULL CHECK (date(business_date, '+0 days') IS business_date), "recorded_at" TEXT NOT NULL, "user_id" INTEGER, "reason" TEXT NOT NULL, FOREIGN KEY ("shift_id") REFERENCES "shift" ("id")) STRICT""",
    'CREATE TABLE "drawer_opening" ("id" INTEGER NOT NULL PRIMARY KEY CHECK (id > 0), "till_id" INTEGER NOT NULL, "shift_id" INTEGER, "recorded_at" TEXT NOT NULL, "user_id" INTEGER, "approver_id" INTEGER, "reason" TEXT NOT NULL, FOREIGN KEY ("till_id") REFERENCES "till" ("id"), FOREIGN KEY ("shift_id") REFERENCES "shift" ("id")) STRICT',
    'CREATE INDEX "approval_attempt_user_id" ON "approval_attempt" ("user_id")',
    'CREATE UNIQUE INDEX "cash_slip_number" ON "cash_slip" ("number")',
    'CREATE INDEX "cash_slip_shift_id" ON "cash_slip" ("shift_id")',
    'CREATE INDEX "drawer_opening_shift_id" ON "drawer_opening" ("shift_id")',
    'ALTER TABLE "shift_close" ADD COLUMN "approver_id" INTEGER',
    "CREATE TRIGGER cash_slip_no_update BEFORE UPDATE ON cash_slip BEGIN SELECT RAISE(ABORT, 'cash_slip: tercatat, tidak bisa diubah'); END",
    "CREATE TRIGGER cash_slip_no_delete BEFORE DELETE ON cash_slip BEGIN SELECT RAISE(ABORT, 'cash_slip: tercatat, tidak bisa dihapus'); END",
    "CREATE TRIGGER cash_slip_no_replace BEFORE INSERT ON cash_slip WHEN EXISTS (SELECT 1 FROM cash_slip WHERE id = NEW.id) OR EXISTS (SELECT 1 FROM cash_slip WHERE number = NEW.number) OR NEW.id > 1000000 + (SELECT coalesce(max(id), 0) FROM cash_slip) BEGIN SELECT RAISE(ABORT, 'cash_slip: sudah ada, tidak bisa diganti'); END",
    "CREATE TRIGGER drawer_opening_no_update BEFORE UPDATE ON drawer_opening BEGIN SELECT RAISE(ABORT, 'drawer_opening: tercatat, tidak bisa diubah'); END",
    "CREATE TRIGGER drawer_opening_no_delete BEFORE DELETE ON drawer_opening BEGIN SELECT RAISE(ABORT, 'drawer_opening: tercatat, tidak bisa dihapus'); END",
    "CREATE TRIGGER drawer_opening_no_replace BEFORE INSERT ON drawer_opening WHEN EXISTS (SELECT 1 FROM drawer_opening WHERE id = NEW.id) OR NEW.id > 1000000 + (SELECT coalesce(max(id), 0) FROM drawer_opening) BEGIN SELECT RAISE(ABORT, 'drawer_opening: sudah ada, tidak bisa diganti'); END",
    "CREATE TRIGGER approval_attempt_no_update BEFORE UPDATE ON approval_attempt BEGIN SELECT RAISE(ABORT, 'approval_attempt: tercatat, tidak bisa diubah'); END",
    "CREATE TRIGGER approval_attempt_no_delete BEFORE DELETE ON approval_attempt BEGIN SELECT RAISE(ABORT, 'approval_attempt: tercatat, tidak bisa dihapus'); END",
    "CREATE TRIGGER approval_attempt_no_replace BEFORE INSERT ON approval_attempt WHEN EXISTS (SELECT 1 FROM approval_attempt WHERE id = NEW.id) OR NEW.id > 1000000 + (SELECT coalesce(max(id), 0) FROM approval_attempt) BEGIN SELECT RAISE(ABORT, 'approval_attempt: sudah ada, tidak bisa diganti'); END",
)


def up(migrator, db):
    for statement in STATEMENTS:
        db.execute_sql(statement)
