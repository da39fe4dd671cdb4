"""The cakes that come each morning: no barcode, on tiles, gone by the evening."""

from __future__ import annotations

from typing import Final

from pkkmart.demo.goods import Good, Shelf

_CAKES: Final[tuple[tuple[str, str, int, int | None, int, int], ...]] = (
    # name, consignor, price, harga setor (None: percentage), pieces a morning, appeal
    ("Lemper ayam", "Bu Tini", 3_000, 2_400, 20, 9),
    ("Risoles", "Bu Tini", 2_500, 2_000, 18, 9),
    ("Dadar gulung", "Bu Tini", 2_000, 1_600, 15, 6),
    ("Semar mendem", "Bu Tini", 3_500, 2_800, 8, 3),
    ("Sosis solo", "Bu Tini", 3_000, 2_400, 10, 5),
    ("Kroket kentang", "Bu Tini", 3_000, 2_400, 10, 4),
    ("Kue Lapis Legit potong", "KWT Melati", 3_500, 2_800, 20, 8),
    ("Kue lumpur", "KWT Melati", 3_000, 2_400, 12, 5),
    ("Bika ambon potong", "KWT Melati", 3_500, 2_800, 10, 4),
    ("Kue lapis pepe", "KWT Melati", 2_500, 2_000, 10, 4),
    ("Bolu pandan potong", "KWT Melati", 3_000, 2_400, 8, 3),
    ("Onde-onde", "Bu Wati", 2_000, 1_600, 25, 8),
    ("Putu ayu", "Bu Wati", 2_000, 1_600, 15, 6),
    ("Kue mangkok", "Bu Wati", 2_000, 1_600, 10, 3),
    ("Apem", "Bu Wati", 2_000, 1_600, 8, 2),
    ("Kue cucur", "Bu Wati", 2_000, 1_600, 10, 4),
    ("Pastel", "Dapur Bu Sari", 3_000, None, 15, 9),
    ("Martabak mini telur", "Dapur Bu Sari", 3_500, None, 10, 4),
    ("Tahu isi", "Dapur Bu Sari", 2_000, None, 15, 6),
    ("Bolu kukus", "UP2K Muncul", 2_500, None, 16, 5),
    ("Donat kentang", "UP2K Muncul", 3_000, None, 12, 5),
    ("Getuk lindri", "Bu Rahma", 2_000, 1_600, 10, 3),
    ("Klepon", "Bu Rahma", 2_000, 1_600, 15, 6),
    ("Cenil", "Bu Rahma", 2_500, 2_000, 8, 2),
    ("Ongol-ongol", "Bu Rahma", 2_000, 1_600, 8, 2),
    ("Lupis", "Bu Rahma", 2_500, 2_000, 8, 3),
    ("Arem-arem", "Bu Yuni", 3_000, None, 15, 7),
    ("Lontong isi", "Bu Yuni", 2_500, None, 15, 6),
    ("Nasi uduk bungkus", "Bu Yuni", 5_000, None, 12, 8),
    ("Bakwan jagung", "Bu Yuni", 1_500, None, 20, 7),
    ("Nagasari", "KWT Anggrek", 2_500, 2_000, 14, 5),
    ("Lemet singkong", "KWT Anggrek", 2_000, 1_600, 8, 2),
    ("Pisang goreng pasir", "KWT Anggrek", 2_000, 1_600, 15, 6),
    ("Kue talam ubi", "KWT Anggrek", 2_500, 2_000, 10, 3),
    ("Kue sus", "Kue Bu Asih", 3_500, None, 10, 5),
    ("Pai buah mini", "Kue Bu Asih", 5_000, None, 6, 2),
    ("Brownies kukus potong", "Kue Bu Asih", 4_000, None, 10, 4),
    ("Bolu gulung potong", "Kue Bu Asih", 4_000, None, 8, 3),
    ("Carabikang", "Bu Maryam", 2_000, 1_600, 8, 2),
    ("Serabi kuah", "Bu Maryam", 3_500, 2_800, 8, 3),
    ("Kue ape", "Bu Maryam", 2_000, 1_600, 8, 2),
    ("Wingko babat", "Bu Maryam", 3_000, 2_400, 8, 3),
    ("Combro", "Dapur Teh Euis", 1_500, None, 15, 5),
    ("Misro", "Dapur Teh Euis", 1_500, None, 12, 4),
    ("Kue cincin", "Bu Kokom", 1_500, 1_200, 10, 2),
    ("Gemblong", "Bu Kokom", 2_000, 1_600, 10, 3),
)

CAKES: Final = tuple(
    Good(
        name=name,
        shelf=Shelf.CAKE,
        category="Kue basah",
        source=consignor,
        price_idr=price,
        cost_idr=setor,
        par=par,
        appeal=appeal,
        coded=False,
        keeps_days=0,
    )
    for name, consignor, price, setor, par, appeal in _CAKES
)
