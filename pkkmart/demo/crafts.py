"""What consignors bring that keeps: snacks, sambal, drinks, coffee, batik, crochet, wickerwork, trinkets."""

from __future__ import annotations

from typing import Final

from pkkmart.demo.goods import Good, Shelf

_SNACK: Final = (
    # name, consignor, price, harga setor, units on the shelf, appeal
    ("Keripik & camilan", "bks", (
        ("Keripik Singkong Balado 150 g", "Dapur Bu Sari", 12_000, None, 30, 9),
        ("Keripik Singkong Original 150 g", "Dapur Bu Sari", 11_000, None, 24, 6),
        ("Keripik Bayam 100 g", "Dapur Bu Sari", 13_000, None, 15, 3),
        ("Keripik Pisang Manis 200 g", "Keripik Mak Onah", 15_000, None, 20, 5),
        ("Keripik Talas 150 g", "Keripik Mak Onah", 16_000, None, 15, 3),
        ("Keripik Tempe 150 g", "Keripik Mak Onah", 14_000, None, 20, 5),
        ("Opak Singkong 200 g", "Keripik Mak Onah", 10_000, None, 15, 3),
        ("Basreng Pedas 150 g", "Keripik Mak Onah", 13_500, None, 24, 7),
        ("Rempeyek Kacang 200 g", "UP2K Sejahtera Babakan", 17_000, None, 18, 5),
        ("Rempeyek Teri 200 g", "UP2K Sejahtera Babakan", 19_000, None, 12, 3),
        ("Kembang Goyang 200 g", "UP2K Sejahtera Babakan", 16_000, None, 12, 2),
        ("Kacang Telur 250 g", "UP2K Sejahtera Babakan", 18_000, None, 15, 4),
        ("Emping Melinjo 250 g", "UP2K Sejahtera Babakan", 28_000, None, 10, 2),
    )),
    ("Kue kering", "toples", (
        ("Nastar 400 g", "UP2K Kartini Rempoa", 65_000, None, 8, 2),
        ("Kastengel 400 g", "UP2K Kartini Rempoa", 75_000, None, 6, 1),
        ("Putri Salju 400 g", "UP2K Kartini Rempoa", 60_000, None, 6, 1),
        ("Sagu Keju 300 g", "UP2K Kartini Rempoa", 48_000, None, 8, 1),
        ("Lidah Kucing 250 g", "UP2K Kartini Rempoa", 38_000, None, 8, 2),
        ("Akar Kelapa 300 g", "Bu Lilis", 25_000, 20_500, 10, 2),
        ("Biji Ketapang 250 g", "Bu Lilis", 20_000, 16_500, 10, 2),
        ("Bangket Jahe 250 g", "Bu Lilis", 22_000, 18_000, 10, 2),
    )),
    ("Sambal & bumbu", "botol", (
        ("Sambal Bawang 150 g", "Dapur Mbak Lastri", 22_000, None, 18, 5),
        ("Sambal Terasi 150 g", "Dapur Mbak Lastri", 22_000, None, 15, 4),
        ("Sambal Cumi 150 g", "Dapur Mbak Lastri", 32_000, None, 12, 3),
        ("Bumbu Rendang 200 g", "Dapur Mbak Lastri", 18_000, None, 12, 2),
        ("Bumbu Pecel 250 g", "Dapur Mbak Lastri", 17_000, None, 15, 4),
        ("Serundeng Kelapa 200 g", "Dapur Teh Euis", 18_000, None, 10, 2),
        ("Abon Ikan 100 g", "Dapur Teh Euis", 24_000, None, 10, 2),
    )),
)  # fmt: skip

_DRINK: Final = (
    ("Minuman & jamu", "botol", (
        ("Jamu Kunyit Asam 350 ml", "Jamu Bu Darmi", 8_000, 6_400, 12, 6),
        ("Jamu Beras Kencur 350 ml", "Jamu Bu Darmi", 8_000, 6_400, 12, 5),
        ("Wedang Jahe Bubuk 200 g", "Jamu Bu Darmi", 24_000, 19_500, 10, 2),
        ("Temulawak Bubuk 200 g", "Jamu Bu Darmi", 22_000, 18_000, 8, 1),
        ("Es Lilin Kacang Hijau", "Bu Lilis", 2_000, 1_600, 30, 8),
        ("Sari Kacang Hijau 250 ml", "Bu Lilis", 6_000, 4_800, 15, 5),
        ("Susu Kedelai 250 ml", "Bu Lilis", 5_000, 4_000, 18, 6),
        ("Es Teh Lemon 350 ml", "Bu Lilis", 5_000, 4_000, 18, 6),
    )),
    ("Air galon", "pcs", (
        ("Air Minum Galon PKK", "UP2K Muncul", 6_000, None, 24, 10),
        ("Air Minum Botol PKK 600 ml", "UP2K Muncul", 3_000, None, 48, 7),
    )),
    ("Kopi & teh", "bks", (
        ("Kopi Bubuk Robusta 200 g", "Kopi Pak Dedi", 28_000, None, 12, 2),
        ("Kopi Bubuk Arabika 100 g", "Kopi Pak Dedi", 35_000, None, 8, 1),
        ("Teh Hijau Celup isi 20", "Kopi Pak Dedi", 16_000, None, 10, 1),
        ("Teh Bunga Telang 30 g", "Kopi Pak Dedi", 20_000, None, 10, 1),
    )),
)  # fmt: skip

_CRAFT: Final = (
    ("Batik & busana", "pcs", (
        ("Batik Tangsel motif anggrek", "Griya Batik Etnik", 185_000, None, 6, 2),
        ("Batik Cap motif bambu 2 m", "Griya Batik Etnik", 150_000, None, 5, 1),
        ("Selendang Batik", "Griya Batik Etnik", 85_000, None, 6, 1),
        ("Tas Kain Batik", "Griya Batik Etnik", 65_000, None, 8, 2),
        ("Mukena Katun", "Kelompok Jahit Mawar", 165_000, None, 5, 1),
        ("Daster Katun", "Kelompok Jahit Mawar", 75_000, None, 10, 4),
        ("Celemek Dapur", "Kelompok Jahit Mawar", 35_000, None, 10, 3),
    )),
    ("Rajut", "pcs", (
        ("Tas Rajut", "Rajut Bu Ning", 125_000, None, 5, 1),
        ("Dompet Rajut", "Rajut Bu Ning", 35_000, None, 10, 3),
        ("Sepatu Bayi Rajut", "Rajut Bu Ning", 45_000, None, 8, 2),
        ("Topi Rajut", "Rajut Bu Ning", 55_000, None, 6, 1),
        ("Tatakan Gelas Rajut isi 4", "Rajut Bu Ning", 30_000, None, 8, 2),
    )),
    ("Anyaman", "pcs", (
        ("Keranjang Bambu", "Anyaman Bambu Keranggan", 45_000, None, 8, 2),
        ("Tampah Bambu 30 cm", "Anyaman Bambu Keranggan", 25_000, None, 10, 3),
        ("Tas Anyaman Pandan", "Anyaman Bambu Keranggan", 60_000, None, 6, 1),
        ("Besek Bambu isi 10", "Anyaman Bambu Keranggan", 20_000, None, 20, 5),
        ("Tikar Pandan Kecil", "Anyaman Bambu Keranggan", 95_000, None, 4, 1),
    )),
    ("Aksesori", "pcs", (
        ("Bros Bunga Kain", "Aksesori Nur", 15_000, None, 15, 5),
        ("Gelang Manik", "Aksesori Nur", 18_000, None, 12, 3),
        ("Gantungan Kunci Anggrek", "Aksesori Nur", 10_000, None, 20, 5),
        ("Kalung Manik", "Aksesori Nur", 35_000, None, 8, 2),
    )),
)  # fmt: skip

_MEMBER_PRICE: Final = {"Keripik Singkong Balado 150 g": 11_500, "Sambal Bawang 150 g": 21_000}
_UNCODED: Final = frozenset({"Es Lilin Kacang Hijau", "Air Minum Galon PKK"})
_KEEPS_DAYS: Final = {"Jamu Kunyit Asam 350 ml": 3, "Jamu Beras Kencur 350 ml": 3, "Susu Kedelai 250 ml": 3}

CRAFTS: Final = tuple(
    Good(
        name=name,
        shelf=shelf,
        category=category,
        source=consignor,
        price_idr=price,
        cost_idr=setor,
        member_price_idr=_MEMBER_PRICE.get(name),
        unit=unit,
        par=par,
        appeal=appeal,
        coded=name not in _UNCODED,
        keeps_days=_KEEPS_DAYS.get(name, 90),
    )
    for shelf, groups in ((Shelf.SNACK, _SNACK), (Shelf.DRINK, _DRINK), (Shelf.CRAFT, _CRAFT))
    for category, unit, rows in groups
    for name, consignor, price, setor, par, appeal in rows
)
