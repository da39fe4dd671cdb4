"""The twenty-four UMKM of the invented shop: women, families and groups of all seven kecamatan."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Consignor:
    """A consignor to invent. `shown` is the name shoppers know; `commission_bp` None means a harga setor per product.

    `income_idr` is what her family earned in a month before it sold here, where she told.
    """

    shown: str
    name: str
    kind: str
    area_code: str
    gender: str | None
    level: str
    commission_bp: int | None
    income_idr: int | None = None
    is_member: bool = False

    @property
    def trade_name(self) -> str:
        return "" if self.shown == self.name else self.shown


_ONE, _GROUP, _COMPANY = "INDIVIDUAL", "GROUP", "COMPANY"

CONSIGNORS: Final = (
    Consignor("Bu Tini", "Tini Suhartini", _ONE, "36.74.06.1001", "F", "MADYA", None, 1_500_000, True),
    Consignor("KWT Melati", "KWT Melati", _GROUP, "36.74.05.1003", None, "UTAMA", None),
    Consignor("Bu Wati", "Wati Rohaeti", _ONE, "36.74.07.1002", "F", "PEMULA", None, 900_000, True),
    Consignor("Dapur Bu Sari", "Sari Handayani", _ONE, "36.74.01.1009", "F", "MANDIRI", 1_500, 2_400_000, True),
    Consignor("UP2K Muncul", "UP2K Muncul", _GROUP, "36.74.07.1001", None, "MADYA", 1_200),
    Consignor("Bu Rahma", "Rahmawati", _ONE, "36.74.04.1003", "F", "PEMULA", None, 850_000, True),
    Consignor("Bu Yuni", "Yuni Astuti", _ONE, "36.74.03.1005", "F", "MADYA", 1_250, None, True),
    Consignor("KWT Anggrek", "KWT Anggrek", _GROUP, "36.74.04.1006", None, "MADYA", None),
    Consignor("Griya Batik Etnik", "Griya Batik Etnik", _COMPANY, "36.74.01.1002", None, "MANDIRI", 2_000),
    Consignor("UP2K Kartini Rempoa", "UP2K Kartini Rempoa", _GROUP, "36.74.05.1005", None, "UTAMA", 1_500),
    Consignor("Dapur Mbak Lastri", "Lastri Wulandari", _ONE, "36.74.03.1004", "F", "UTAMA", 1_500, 1_800_000, True),
    Consignor("Jamu Bu Darmi", "Sudarmi", _ONE, "36.74.02.1001", "F", "MADYA", None, 1_100_000, True),
    Consignor("Rajut Bu Ning", "Ningsih Lestari", _ONE, "36.74.03.1001", "F", "MADYA", 1_500, 700_000),
    Consignor("Anyaman Bambu Keranggan", "Anyaman Bambu Keranggan", _GROUP, "36.74.07.1003", None, "PEMULA", 1_200),
    Consignor("Kopi Pak Dedi", "Dedi Kurniadi", _ONE, "36.74.01.1008", "M", "MADYA", 1_500, 2_000_000),
    Consignor("Keripik Mak Onah", "Onah Maemunah", _ONE, "36.74.03.1009", "F", "UTAMA", 1_500, 1_300_000, True),
    Consignor("Aksesori Nur", "Nurhasanah", _ONE, "36.74.02.1006", "F", "PEMULA", 2_000),
    Consignor("Kelompok Jahit Mawar", "Kelompok Jahit Mawar", _GROUP, "36.74.06.1007", None, "MADYA", 1_500),
    Consignor("Kue Bu Asih", "Asih Rahayu", _ONE, "36.74.06.1002", "F", "MADYA", 1_500, 1_600_000),
    Consignor("Bu Maryam", "Siti Maryam", _ONE, "36.74.05.1001", "F", "PEMULA", None, 750_000),
    Consignor("UP2K Sejahtera Babakan", "UP2K Sejahtera Babakan", _GROUP, "36.74.07.1005", None, "MADYA", 1_200),
    Consignor("Dapur Teh Euis", "Euis Komariah", _ONE, "36.74.02.1003", "F", "MADYA", 1_500, 1_400_000),
    Consignor("Bu Kokom", "Kokom Komalasari", _ONE, "36.74.06.1005", "F", "PEMULA", None, 800_000),
    Consignor("Bu Lilis", "Lilis Suryani", _ONE, "36.74.03.1011", "F", "MADYA", None, None, True),
)

JOINED: Final = {
    "KWT Melati": ("Neneng Hasanah", "Yayah Rokayah", "Enok Sumiati", "Titin Kartini"),
    "UP2K Muncul": ("Mumun Munawaroh", "Rokayah", "Iis Aisyah"),
    "KWT Anggrek": ("Dewi Sartika Putri", "Cucu Sukaesih", "Ratna Juwita"),
    "UP2K Kartini Rempoa": ("Endang Sulastri", "Kurniasih", "Sri Mulyati"),
    "Anyaman Bambu Keranggan": ("Mimin Aminah", "Acih Sukarsih"),
    "Kelompok Jahit Mawar": ("Tuti Alawiyah", "Heni Nuraeni", "Wiwin Winarti"),
    "UP2K Sejahtera Babakan": ("Omah Rohmah", "Nani Maryani", "Ipah Saripah"),
}
"""Members of the co-op who work in a group."""
