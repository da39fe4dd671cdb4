"""The sheet of a living shop, and the way a test reads one."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from pkkmart.imports.opening import Judged, OpeningLine
from pkkmart.imports.queries import read_opening

DAY = date(2026, 10, 31)
SHEET = """\
jenis;nama;jumlah;rupiah;sisi
Kas;Brankas;;2.000.000;
Stok barang;Gula Pasir 1 kg;100;1.500.000;
Utang ke penitip;Bu Sari;;160.000;
Simpanan pokok;A-0001;;100.000;
wajib;Siti Wahyuni;;240.000;
Simpanan sukarela;A-0001;;50.000;
Bon anggota;a-0001;;75.000;
Akun lain;5101 Beban Pokok;;1.000.000;
Akun lain;4101;;3.500.000;
Akun lain;3104;;525.000;K
"""


def read(folder: Path, text: str) -> list[Judged]:
    """The rows of a sheet written to a file."""
    file = folder / "saldo.csv"
    file.write_text(text, encoding="utf-8")
    return read_opening(file)


def lines(folder: Path, text: str = SHEET) -> list[OpeningLine]:
    """What was understood of a sheet."""
    return [row.line for row in read(folder, text) if row.line]
