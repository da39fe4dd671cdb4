"""What became of each row of a list: brought in, brought in with a remark, or refused, and why. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import Enum

from pkkmart.consignment.rules import Terms
from pkkmart.core.i18n import N_
from pkkmart.core.named import Named
from pkkmart.imports.columns import Mapping
from pkkmart.imports.opening import OpeningDraft
from pkkmart.imports.table import Table
from pkkmart.people.operations import PersonDetails
from pkkmart.people.queries import CapacityKind
from pkkmart.products.operations import NewPrice, ProductDetails


class Status(Named):
    """How a row ends."""

    IMPORTED = "imported", N_("Masuk")
    WARNED = "warned", N_("Masuk, periksa")
    REJECTED = "rejected", N_("Ditolak")


class Reason(Enum):
    """Why a row is refused or remarked upon; the value is the sentence for a group of such rows."""

    RAGGED = N_("Jumlah kolomnya lebih dari judul; ada pemisah di dalam salah satu isian")
    NO_NAME = N_("Nama barang kosong")
    NO_PRICE = N_("Harga kosong")
    PRICE_ZERO = N_("Harganya nol")
    PRICE_NEGATIVE = N_("Harganya kurang dari nol")
    UNREADABLE = N_("Angkanya tidak terbaca")
    PRICE_IMPOSSIBLE = N_("Harganya tidak mungkin; mungkin kolomnya tertukar")
    CODE_DAMAGED = N_("Angka terakhir kodenya hilang di Excel; jadikan kolom kode Teks, lalu simpan lagi")
    CODE_DATE = N_("Kodenya dijadikan tanggal oleh Excel; jadikan kolom kode Teks, ketik kodenya lagi")
    CODE_TOO_LONG = N_("Kodenya terlalu panjang")
    DUPLICATE_IN_FILE = N_("Sudah ada di baris lain berkas ini")
    DUPLICATE_IN_SHOP = N_("Sudah ada di daftar barang toko")
    OWNER_UNKNOWN = N_("Penitipnya belum terdaftar; daftarkan dulu")
    OWNER_AMBIGUOUS = N_("Ada lebih dari satu penitip dengan nama itu; tulis nomornya")
    CHECK_DIGIT_MISSING = N_("Kode tanpa angka pemeriksa; disimpan seperti tertulis, kode lengkapnya ikut dicatat")
    CHECK_DIGIT_WRONG = N_("Angka pemeriksa kodenya salah; disimpan sebagai kode sendiri")
    ZERO_RESTORED = N_("Nol di depan kodenya hilang; kode lengkapnya ikut dicatat")
    CODE_BLANKS = N_("Spasi di dalam kode dihapus")
    NAME_TRIMMED = N_("Namanya dipotong menjadi 120 huruf")
    PRICE_HIGH = N_("Harganya lebih dari 100 juta; periksa lagi")
    PRICE_SAME = N_("Harganya sudah seperti itu")
    PRICE_JUMPS = N_("Harganya berubah dua kali lipat atau lebih; periksa lagi")
    PRICE_BELOW_COST = N_("Harganya di bawah modal; periksa lagi")
    PRODUCT_UNKNOWN = N_("Barangnya belum ada di daftar barang")
    PRODUCT_AMBIGUOUS = N_("Ada lebih dari satu barang seperti itu; tulis kode atau penitipnya")
    STOCK_UNFIT = N_("Jumlah atau harga belinya tidak bisa dipakai")
    PERSON_KNOWN = N_("Orangnya sudah terdaftar")
    PERSON_AMBIGUOUS = N_("Ada lebih dari satu orang dengan nama itu; tulis nomornya")
    PERSON_ALIKE = N_("Namanya mirip orang yang sudah terdaftar; periksa lagi")
    PERSON_BECOMES = N_("Orang lama yang menjadi penitip atau anggota juga")
    NUMBER_UNFIT = N_("Nomornya tidak bisa dipakai; program memberi nomor baru")
    NIK_UNFIT = N_("NIK-nya bukan 16 angka")
    PHONE_UNFIT = N_("Nomor HP-nya tidak bisa dipakai")
    PHONE_RESTORED = N_("Nol di depan nomor HP dikembalikan")
    VILLAGE_UNKNOWN = N_("Kelurahannya tidak dikenal")
    DAY_UNFIT = N_("Tanggalnya tidak mungkin")
    WORD_UNKNOWN = N_("Isiannya tidak dikenal")
    TERMS_UNFIT = N_("Perjanjiannya tidak bisa dipakai")
    TERMS_MISSING = N_("Tanpa perjanjian; ditanyakan saat barang pertama datang")
    PERCENT_READ = N_("Komisi pecahan dibaca sebagai persen Excel; periksa lagi")
    MEMBER_PRICE_HIGHER = N_("Harga anggotanya lebih tinggi dari harga jual; periksa lagi")


@dataclass(frozen=True, slots=True)
class Remark:
    """A reason with its sentence about one row."""

    reason: Reason
    sentence: str


@dataclass(frozen=True, slots=True)
class NewPerson:
    """Somebody a list registers; with `person_id` the shop knows the person, who gets the capacity besides.

    `number` is the one the list gives, "" where the program gives one; `terms` are a consignor's.
    """

    details: PersonDetails
    capacity: CapacityKind
    since: date
    number: str = ""
    person_id: int | None = None
    terms: Terms | None = None


Details = ProductDetails | NewPrice | NewPerson | OpeningDraft
"""What a good row brings."""


@dataclass(frozen=True, slots=True)
class RowOutcome:
    """One row of the file. `details` is what would be added; None exactly when it is refused."""

    line: int
    status: Status
    name: str
    code: str
    price: str
    remarks: tuple[Remark, ...] = ()
    details: Details | None = None

    @property
    def sentence(self) -> str:
        """All its remarks, for one cell."""
        return " ".join(remark.sentence for remark in self.remarks)


@dataclass(frozen=True, slots=True)
class Counts:
    """How many rows ended how; the three add up to the file."""

    imported: int
    warned: int
    rejected: int

    @property
    def total(self) -> int:
        return self.imported + self.warned + self.rejected

    @property
    def good(self) -> int:
        """Rows that come in, remarked upon or not."""
        return self.imported + self.warned


@dataclass(frozen=True, slots=True)
class Preview:
    """What an import of a file would do; nothing of it is written yet."""

    table: Table
    mapping: Mapping
    rows: tuple[RowOutcome, ...]

    @property
    def counts(self) -> Counts:
        """How many rows ended how."""
        found = Counter(row.status for row in self.rows)
        return Counts(found[Status.IMPORTED], found[Status.WARNED], found[Status.REJECTED])

    @property
    def good(self) -> list[Details]:
        """What its good rows bring, in the order of the file."""
        return [row.details for row in self.rows if row.details is not None]


def grouped(rows: Iterable[RowOutcome], status: Status) -> list[tuple[Reason, list[RowOutcome]]]:
    """Rows of a status by their first reason, the most frequent first; each row stands in one group."""
    groups: dict[Reason, list[RowOutcome]] = {}
    for row in rows:
        if row.status is status and row.remarks:
            groups.setdefault(row.remarks[0].reason, []).append(row)
    return sorted(groups.items(), key=lambda group: -len(group[1]))
