"""The shop of version 0.1.0: every table, guard and set, the chart of accounts, the first till and the areas.

The tables, guards, sets and accounts stand in the `.sql` file of the same name, one statement a line, written by
`python -m tests.schema --write` from the models and the chart. Both files are frozen once 0.1.0 is released; later
tables and columns come in scripts of their own.
"""

import csv
from pathlib import Path

from pkkmart.core.paths import resources_dir

SCHEMA = Path(__file__).with_suffix(".sql")

LEVELS = {"provinsi": "PROVINCE", "kota": "CITY", "kecamatan": "DISTRICT", "kelurahan": "VILLAGE"}


def up(migrator, db):
    for statement in SCHEMA.read_text(encoding="utf-8").splitlines():
        db.execute_sql(statement)
    db.execute_sql("INSERT INTO till (id, letter, name) VALUES (1, 'A', 'Kasir 1')")
    db.execute_sql("INSERT INTO location (id, name) VALUES (1, 'Toko')")
    _plant_areas(db)
    db.execute_sql("PRAGMA application_id = 0x504B4B4D")


def _plant_areas(db):
    ids = {}
    with (resources_dir() / "areas" / "tangerang_selatan.csv").open(encoding="utf-8", newline="") as file:
        for number, row in enumerate(csv.DictReader(file), 1):
            ids[row["kode"]] = number
            db.execute_sql(
                "INSERT INTO area (id, code, parent_id, level, name) VALUES (?, ?, ?, ?, ?)",
                (number, row["kode"], ids.get(row["induk"]), LEVELS[row["tingkat"]], row["nama"]),
            )
