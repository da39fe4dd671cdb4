"""A member's PIN, the tries at it, and what she agreed to with it.

Frozen: never edited once released.
"""

STATEMENTS = (
    'CREATE TABLE "member_pin" ("id" INTEGER NOT NULL PRIMARY KEY CHECK (id > 0), "person_id" INTEGER NOT NULL, "pin_hash" TEXT NOT NULL, "set_at" TEXT NOT NULL, "user_id" INTEGER, FOREIGN KEY ("person_id") REFERENCES "person" ("id"), FOREIGN KEY ("user_id") REFERENCES "user" ("id")) STRICT',
    'CREATE TABLE "member_pin_attempt" ("id" INTEGER NOT NULL PRIMARY KEY CHECK (id > 0), "member_pin_id" INTEGER NOT NULL, "recorded_at" TEXT NOT NULL, "succeeded" INTEGER NOT NULL, "user_id" INTEGER, FOREIGN KEY ("member_pin_id") REFERENCES "member_pin" ("id"), FOREIGN KEY ("user_id") REFERENCES "user" ("id")) STRICT',
    'CREATE TABLE "savings_consent" ("id" INTEGER NOT NULL PRIMARY KEY CHECK (id > 0), "cart_id" TEXT NOT NULL CHECK (cart_id <> \'\'), "person_id" INTEGER NOT NULL, "amount_idr" INTEGER NOT NULL CHECK (amount_idr > 0), "recorded_at" TEXT NOT NULL, "user_id" INTEGER, FOREIGN KEY ("person_id") REFERENCES "person" ("id"), FOREIGN KEY ("user_id") REFERENCES "user" ("id")) STRICT',
    'CREATE INDEX "member_pin_person_id" ON "member_pin" ("person_id")',
    'CREATE INDEX "member_pin_attempt_member_pin_id" ON "member_pin_attempt" ("member_pin_id")',
    'CREATE INDEX "savings_consent_cart_id" ON "savings_consent" ("cart_id")',
    "CREATE TRIGGER member_pin_no_update BEFORE UPDATE ON member_pin BEGIN SELECT RAISE(ABORT, 'member_pin: tercatat, tidak bisa diubah'); END",
    "CREATE TRIGGER member_pin_no_delete BEFORE DELETE ON member_pin BEGIN SELECT RAISE(ABORT, 'member_pin: tercatat, tidak bisa dihapus'); END",
    "CREATE TRIGGER member_pin_no_replace BEFORE INSERT ON member_pin WHEN EXISTS (SELECT 1 FROM member_pin WHERE id = NEW.id) OR NEW.id > 1000000 + (SELECT coalesce(max(id), 0) FROM member_pin) BEGIN SELECT RAISE(ABORT, 'member_pin: sudah ada, tidak bisa diganti'); END",
    "CREATE TRIGGER member_pin_attempt_no_update BEFORE UPDATE ON member_pin_attempt BEGIN SELECT RAISE(ABORT, 'member_pin_attempt: tercatat, tidak bisa diubah'); END",
    "CREATE TRIGGER member_pin_attempt_no_delete BEFORE DELETE ON member_pin_attempt BEGIN SELECT RAISE(ABORT, 'member_pin_attempt: tercatat, tidak bisa dihapus'); END",
    "CREATE TRIGGER member_pin_attempt_no_replace BEFORE INSERT ON member_pin_attempt WHEN EXISTS (SELECT 1 FROM member_pin_attempt WHERE id = NEW.id) OR NEW.id > 1000000 + (SELECT coalesce(max(id), 0) FROM member_pin_attempt) BEGIN SELECT RAISE(ABORT, 'member_pin_attempt: sudah ada, tidak bisa diganti'); END",
    "CREATE TRIGGER savings_consent_no_update BEFORE UPDATE ON savings_consent BEGIN SELECT RAISE(ABORT, 'savings_consent: tercatat, tidak bisa diubah'); END",
    "CREATE TRIGGER savings_consent_no_delete BEFORE DELETE ON savings_consent BEGIN SELECT RAISE(ABORT, 'savings_consent: tercatat, tidak bisa dihapus'); END",
    "CREATE TRIGGER savings_consent_no_replace BEFORE INSERT ON savings_consent WHEN EXISTS (SELECT 1 FROM savings_consent WHERE id = NEW.id) OR NEW.id > 1000000 + (SELECT coalesce(max(id), 0) FROM savings_consent) BEGIN SELECT RAISE(ABORT, 'savings_consent: sudah ada, tidak bisa diganti'); END",
)


def up(migrator, db):
    for statement in STATEMENTS:
        db.execute_sql(statement)
