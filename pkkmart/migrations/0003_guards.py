"""Guards a raw connection walked past: months lock and unlock in order, goods too, and an account stays in its line.

Frozen: never edited once released.
"""

STATEMENTS = (
    'CREATE INDEX "period_event_kind_month" ON "period_event" ("kind", "month")',
    "DROP TRIGGER account_no_renumber",
    "CREATE TRIGGER account_no_renumber BEFORE UPDATE ON account WHEN NEW.id IS NOT OLD.id OR NEW.normal_side IS NOT OLD.normal_side OR NEW.contra IS NOT OLD.contra OR NEW.statement IS NOT OLD.statement OR NEW.own_capital IS NOT OLD.own_capital BEGIN SELECT RAISE(ABORT, 'account: kode, sisi dan tempat akun di laporan tetap'); END",
    "CREATE TRIGGER stock_move_open_month BEFORE INSERT ON stock_move WHEN EXISTS (SELECT 1 FROM period_event c WHERE c.kind = 'CLOSED' AND c.month >= substr(NEW.business_date, 1, 7) AND NOT EXISTS (SELECT 1 FROM period_event r WHERE r.month = c.month AND r.kind = 'REOPENED' AND r.id > c.id)) BEGIN SELECT RAISE(ABORT, 'stock_move: bulan sudah ditutup'); END",
    "CREATE TRIGGER period_event_close_in_order BEFORE INSERT ON period_event WHEN NEW.kind = 'CLOSED' AND (NEW.month <= coalesce((SELECT max(c.month) FROM period_event c WHERE c.kind = 'CLOSED' AND NOT EXISTS (SELECT 1 FROM period_event r WHERE r.month = c.month AND r.kind = 'REOPENED' AND r.id > c.id)), '') OR EXISTS (SELECT 1 FROM journal_entry WHERE business_date > coalesce((SELECT max(c.month) FROM period_event c WHERE c.kind = 'CLOSED' AND NOT EXISTS (SELECT 1 FROM period_event r WHERE r.month = c.month AND r.kind = 'REOPENED' AND r.id > c.id)), '') || '-99' AND business_date < NEW.month || '-01') OR NOT coalesce(NEW.month <= substr(date(NEW.recorded_at, '+1 day'), 1, 7), 0) OR date(NEW.recorded_at) > date((SELECT recorded_at FROM audit ORDER BY id DESC LIMIT 1), '+366 days')) BEGIN SELECT RAISE(ABORT, 'period_event: bulan ditutup berurutan, tidak sebelum tiba'); END",
    "CREATE TRIGGER period_event_reopen_last BEFORE INSERT ON period_event WHEN NEW.kind = 'REOPENED' AND NEW.month <> coalesce((SELECT max(c.month) FROM period_event c WHERE c.kind = 'CLOSED' AND NOT EXISTS (SELECT 1 FROM period_event r WHERE r.month = c.month AND r.kind = 'REOPENED' AND r.id > c.id)), '') BEGIN SELECT RAISE(ABORT, 'period_event: hanya bulan terakhir yang bisa dibuka lagi'); END",
)


def up(migrator, db):
    for statement in STATEMENTS:
        db.execute_sql(statement)
