"""The shop of version 0.1.0: every table, guard and set, the chart of accounts, the first till and the areas.

The tables and guards stand in the `.sql` file of the same name, one statement a line, written by
`python -m tests.schema --write` from the models. Both files are frozen once 0.1.0 is released; later tables and
columns come in scripts of their own.
"""

import csv
from pathlib import Path

from pkkmart.core.paths import resources_dir

SCHEMA = Path(__file__).with_suffix(".sql")

# code, name, normal side, statement line, contra, own capital
ACCOUNTS = (
    (1101, "Kas Laci Kasir", "D", "CASH", False, False),
    (1102, "Kas Kecil", "D", "CASH", False, False),
    (1103, "Kas Bendahara (brankas)", "D", "CASH", False, False),
    (1104, "Setoran Bank dalam Perjalanan", "D", "CASH", False, False),
    (1111, "Bank Operasional", "D", "CASH", False, False),
    (1121, "Piutang Penyelesaian QRIS/EDC", "D", "OTHER_RECEIVABLES", False, False),
    (1131, "Piutang Anggota - Bon Belanja", "D", "MEMBER_RECEIVABLES", False, False),
    (1132, "Piutang Non-Anggota", "D", "OTHER_RECEIVABLES", False, False),
    (1133, "Piutang Penitip", "D", "OTHER_RECEIVABLES", False, False),
    (1134, "Piutang Selisih Kas/Karyawan", "D", "OTHER_RECEIVABLES", False, False),
    (1139, "Penyisihan Kerugian Piutang", "K", "MEMBER_RECEIVABLES", True, False),
    (1141, "Persediaan Barang Dagang", "D", "INVENTORIES", False, False),
    (1142, "Persediaan Perlengkapan Toko", "D", "INVENTORIES", False, False),
    (1151, "Beban Dibayar di Muka", "D", "PREPAYMENTS", False, False),
    (1152, "Uang Muka Pembelian", "D", "PREPAYMENTS", False, False),
    (1153, "PPN Masukan", "D", "PREPAYMENTS", False, False),
    (1201, "Penyertaan pada Koperasi Lain", "D", "INVESTMENTS", False, False),
    (1211, "Tanah dan Bangunan", "D", "FIXED_ASSETS", False, False),
    (1212, "Peralatan dan Inventaris Toko", "D", "FIXED_ASSETS", False, False),
    (1213, "Komputer dan Perangkat Kasir", "D", "FIXED_ASSETS", False, False),
    (1221, "Akum. Penyusutan Bangunan", "K", "FIXED_ASSETS", True, False),
    (1222, "Akum. Penyusutan Peralatan", "K", "FIXED_ASSETS", True, False),
    (1223, "Akum. Penyusutan Komputer", "K", "FIXED_ASSETS", True, False),
    (1231, "Aset Takberwujud", "D", "INTANGIBLES", False, False),
    (1232, "Akum. Amortisasi", "K", "INTANGIBLES", True, False),
    (2101, "Utang Pemasok", "K", "TRADE_PAYABLES", False, False),
    (2102, "Utang Penitip Anggota", "K", "CONSIGNOR_PAYABLES", False, False),
    (2103, "Utang Penitip Non-Anggota", "K", "CONSIGNOR_PAYABLES", False, False),
    (2111, "Simpanan Sukarela Anggota", "K", "MEMBER_DEPOSITS", False, False),
    (2112, "Jasa Simpanan Terutang", "K", "ACCRUALS", False, False),
    (2113, "Simpanan Anggota Keluar Terutang", "K", "OTHER_PAYABLES", False, False),
    (2114, "Simpanan Berjangka", "K", "MEMBER_DEPOSITS", False, False),
    (2121, "Utang PPh Final Jasa Simpanan", "K", "TAXES_PAYABLE", False, False),
    (2122, "Utang PPh Usaha", "K", "TAXES_PAYABLE", False, False),
    (2123, "PPN Keluaran", "K", "TAXES_PAYABLE", False, False),
    (2131, "Beban Masih Harus Dibayar", "K", "ACCRUALS", False, False),
    (2132, "Uang Muka Pesanan Pelanggan", "K", "OTHER_PAYABLES", False, False),
    (2133, "Titipan Lain (donasi, arisan)", "K", "OTHER_PAYABLES", False, False),
    (2134, "Uang Jaminan (galon)", "K", "OTHER_PAYABLES", False, False),
    (2141, "SHU Anggota Terutang", "K", "SHU_FUNDS", False, False),
    (2142, "Dana Pengurus dan Pengawas", "K", "SHU_FUNDS", False, False),
    (2143, "Dana Karyawan", "K", "SHU_FUNDS", False, False),
    (2144, "Dana Pendidikan", "K", "SHU_FUNDS", False, False),
    (2145, "Dana Sosial", "K", "SHU_FUNDS", False, False),
    (2146, "Dana Pembangunan Daerah Kerja", "K", "SHU_FUNDS", False, False),
    (2201, "Utang Bank/LPDB", "K", "BANK_DEBT", False, False),
    (2202, "Liabilitas Imbalan Kerja", "K", "BENEFITS", False, False),
    (3101, "Simpanan Pokok", "K", "PRINCIPAL", False, True),
    (3102, "Simpanan Wajib", "K", "MANDATORY", False, True),
    (3103, "Simpanan Khusus (sifat wajib)", "K", "SPECIAL", False, True),
    (3104, "Hibah", "K", "GRANTS", False, True),
    (3105, "Cadangan Umum", "K", "GENERAL_RESERVES", False, True),
    (3106, "Cadangan Risiko", "K", "RISK_RESERVES", False, True),
    (3107, "Modal Penyertaan", "K", "OTHER_EQUITY", False, False),
    (3108, "SHU Belum Dibagi (menunggu RAT)", "K", "RESULT", False, False),
    (3109, "SHU Tahun Berjalan", "K", "RESULT", False, False),
    (3199, "Penyeimbang Saldo Awal", "K", "OTHER_EQUITY", False, False),
    (4101, "Penjualan - Anggota", "K", "MEMBER_NET_SALES", False, False),
    (4102, "Retur/Potongan - Anggota", "D", "MEMBER_NET_SALES", True, False),
    (4103, "Komisi Konsinyasi - Penitip Anggota", "K", "MEMBER_COMMISSIONS", False, False),
    (4111, "Penjualan - Non-Anggota", "K", "OTHER_NET_SALES", False, False),
    (4112, "Retur/Potongan - Non-Anggota", "D", "OTHER_NET_SALES", True, False),
    (4113, "Komisi Konsinyasi - Penitip Non-Anggota", "K", "OTHER_COMMISSIONS", False, False),
    (5101, "Beban Pokok - Anggota", "D", "MEMBER_COST_OF_SALES", False, False),
    (5111, "Beban Pokok - Non-Anggota", "D", "OTHER_COST_OF_SALES", False, False),
    (5121, "Selisih Persediaan dan Harga Pokok", "D", "STOCK_LOSSES", False, False),
    (5122, "Kerugian Kedaluwarsa/Rusak", "D", "STOCK_LOSSES", False, False),
    (5123, "Penggantian Barang Titipan", "D", "STOCK_LOSSES", False, False),
    (6101, "Honor dan Gaji Karyawan", "D", "STAFF_EXPENSES", False, False),
    (6102, "Listrik, Air, Internet", "D", "GENERAL_EXPENSES", False, False),
    (6103, "Sewa", "D", "GENERAL_EXPENSES", False, False),
    (6104, "Perlengkapan dan Kemasan", "D", "SELLING_EXPENSES", False, False),
    (6105, "Biaya QRIS/EDC (MDR)", "D", "SELLING_EXPENSES", False, False),
    (6106, "Administrasi Bank", "D", "GENERAL_EXPENSES", False, False),
    (6107, "Penyusutan", "D", "DEPRECIATIONS", False, False),
    (6108, "Kerugian Piutang", "D", "GENERAL_EXPENSES", False, False),
    (6109, "Jasa Simpanan Anggota", "D", "SAVINGS_EXPENSES", False, False),
    (6119, "Beban Umum Lain", "D", "GENERAL_EXPENSES", False, False),
    (6201, "Rapat Anggota/RAT", "D", "COOPERATIVE_EXPENSES", False, False),
    (6202, "Honor Pengurus dan Pengawas", "D", "COOPERATIVE_EXPENSES", False, False),
    (6203, "Pendidikan dan Pembinaan Anggota", "D", "COOPERATIVE_EXPENSES", False, False),
    (7101, "Bunga Bank dan Pendapatan Lain", "K", "OTHER_RESULTS", False, False),
    (7102, "Selisih Pembulatan Kas", "K", "OTHER_RESULTS", False, False),
    (7103, "Selisih Kas Lebih/Kurang", "K", "OTHER_RESULTS", False, False),
    (7104, "Laba/Rugi Pelepasan Aset", "K", "OTHER_RESULTS", False, False),
    (7105, "Hasil Investasi", "K", "INVESTMENT_RESULTS", False, False),
    (7106, "Beban Bunga", "D", "OTHER_RESULTS", False, False),
    (7109, "Beban Lain", "D", "OTHER_RESULTS", False, False),
    (8101, "Beban Pajak Penghasilan", "D", "INCOME_TAXES", False, False),
)

# Where money lies, where a posting names a person, and what a consignor is owed or owes.
CASH = {1101, 1102, 1103, 1104, 1111}
PERSONAL = {1131, 1132, 1133, 1134, 2101, 2102, 2103, 2111, 2112, 2113, 2114, 2132, 2141, 3101, 3102, 3103}
OF_CONSIGNORS = {1133, 2102, 2103}

LEVELS = {"provinsi": "PROVINCE", "kota": "CITY", "kecamatan": "DISTRICT", "kelurahan": "VILLAGE"}


def up(migrator, db):
    for statement in SCHEMA.read_text(encoding="utf-8").splitlines():
        db.execute_sql(statement)
    for account in ACCOUNTS:
        code = account[0]
        db.execute_sql(
            "INSERT INTO account (id, name, normal_side, statement, contra, own_capital, is_cash, needs_person,"
            " of_consignor, active) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 1)",
            (*account, code in CASH, code in PERSONAL, code in OF_CONSIGNORS),
        )
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
