"""The sixty members of the invented co-op, in the order of their numbers, and who stands at its till."""

from __future__ import annotations

from typing import Final

from pkkmart.users.roles import Role

MEMBERS: Final = (
    "Endang Sulastri", "Rina Marlina", "Dewi Sartika Putri", "Tini Suhartini", "Sri Mulyati",
    "Kurniasih", "Neneng Hasanah", "Sari Handayani", "Yayah Rokayah", "Enok Sumiati",
    "Titin Kartini", "Wati Rohaeti", "Mumun Munawaroh", "Rokayah", "Iis Aisyah",
    "Rahmawati", "Cucu Sukaesih", "Ratna Juwita", "Yuni Astuti", "Mimin Aminah",
    "Acih Sukarsih", "Tuti Alawiyah", "Heni Nuraeni", "Wiwin Winarti", "Omah Rohmah",
    "Nani Maryani", "Ipah Saripah", "Lastri Wulandari", "Eti Suhaeti", "Nunung Nurjanah",
    "Siti Wahyuni", "Sudarmi", "Ida Farida", "Elis Lisnawati", "Maya Sofiati",
    "Onah Maemunah", "Yanti Mulyanti", "Ai Rohayati", "Lina Marliana", "Dede Kurniasari",
    "Lilis Suryani", "Hj. Maemunah", "Susilowati", "Ani Mulyani", "Ratih Purnamasari",
    "Fitri Handayani", "Ika Kartika", "Yeni Rahmawati", "Imas Masitoh", "Nurlaela",
    "Rosmiati", "Tati Hartati", "Ella Nurlaela", "Sumarni", "Watini",
    "Ujang Supriatna", "Bambang Hermanto", "Agus Priyono", "Evi Novianti", "Desi Ratnasari",
)  # fmt: skip

MEN: Final = frozenset({"Ujang Supriatna", "Bambang Hermanto", "Agus Priyono"})

HOUSEHOLDS: Final = {
    "Keluarga Supriatna": ("Omah Rohmah", "Ujang Supriatna"),
    "Keluarga Hermanto": ("Susilowati", "Bambang Hermanto"),
    "Keluarga Priyono": ("Sumarni", "Agus Priyono"),
    "Keluarga Wahyuni": ("Siti Wahyuni", "Desi Ratnasari"),
    "Keluarga Sulastri": ("Endang Sulastri", "Evi Novianti"),
    "Keluarga Maemunah": ("Hj. Maemunah", "Fitri Handayani"),
}

REGULARS: Final = frozenset(
    {"Siti Wahyuni", "Eti Suhaeti", "Ida Farida", "Maya Sofiati", "Imas Masitoh", "Ani Mulyani"}
)
"""They shop here almost every other day."""

USERS: Final = (
    ("Bu Rina", "1234", Role.CASHIER, "Rina Marlina"),
    ("Bu Dewi", "2345", Role.CASHIER, "Dewi Sartika Putri"),
    ("Bu Endang", "4321", Role.TREASURER, "Endang Sulastri"),
)
"""Name, PIN, role, and the name of the member."""

CHAIR: Final = ("Bu Ketua", "9876", Role.ADMIN)

PINS: Final = (*((name, role, pin) for name, pin, role, _member in USERS), (CHAIR[0], CHAIR[2], CHAIR[1]))
"""Every PIN of the demo (name, role, PIN), for whoever wants to log in."""
