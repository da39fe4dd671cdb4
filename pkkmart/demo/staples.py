"""The co-op's own goods, at prices of a Tangerang grocer in 2026, and who supplies them."""

from __future__ import annotations

from typing import Final

from pkkmart.demo.goods import Good, Shelf

_RICE: Final = "Agen Beras Sumber Padi"
_GROCER: Final = "Grosir Mekar Abadi"
_FARM: Final = "Telur dan Bumbu Pak Jaya"

SUPPLIERS: Final = (_RICE, _GROCER, _FARM)
GIVES_CREDIT: Final = frozenset({_GROCER})
"""Suppliers who are paid later; the others want cash from the safe."""

COMES_ON: Final = {_RICE: frozenset({1, 4}), _GROCER: frozenset({0, 3}), _FARM: frozenset({0, 2, 4, 5})}
"""The weekdays (Monday 0) a supplier comes by; in between a shelf may run low."""

_STAPLES: Final[tuple[tuple[str, str, str, int, int | None, int, int, int, int], ...]] = (
    # name, unit, supplier, price, member price, cost, full shelf, least, appeal
    ("Beras Pandan Wangi 5 kg", "sak", _RICE, 78_500, 77_500, 72_000, 24, 6, 4),
    ("Beras Medium 5 kg", "sak", _RICE, 69_500, None, 64_500, 20, 5, 3),
    ("Beras Curah", "kg", _RICE, 14_000, 13_800, 12_900, 50, 15, 5),
    ("Gula Pasir 1 kg", "pcs", _GROCER, 17_500, 17_000, 15_900, 36, 12, 8),
    ("Gula Merah", "kg", _FARM, 22_000, None, 18_500, 10, 3, 2),
    ("Minyak Goreng 1 liter", "pcs", _GROCER, 19_500, 19_000, 17_900, 30, 10, 7),
    ("Minyak Goreng 2 liter", "pcs", _GROCER, 38_500, 37_500, 35_600, 18, 6, 4),
    ("Telur Ayam", "kg", _FARM, 29_500, 29_000, 27_200, 30, 8, 9),
    ("Tepung Terigu 1 kg", "pcs", _GROCER, 12_500, None, 11_200, 24, 8, 4),
    ("Tepung Beras 500 g", "pcs", _GROCER, 8_500, None, 7_400, 20, 6, 3),
    ("Tepung Tapioka 500 g", "pcs", _GROCER, 7_500, None, 6_300, 20, 6, 3),
    ("Tepung Ketan 500 g", "pcs", _GROCER, 11_000, None, 9_500, 12, 4, 2),
    ("Mi Instan Goreng", "pcs", _GROCER, 3_500, 3_300, 3_050, 120, 40, 9),
    ("Mi Instan Kuah Soto", "pcs", _GROCER, 3_400, 3_200, 2_950, 80, 30, 6),
    ("Kecap Manis 275 ml", "pcs", _GROCER, 13_500, None, 11_700, 18, 6, 3),
    ("Saus Sambal 135 ml", "pcs", _GROCER, 7_500, None, 6_300, 18, 6, 2),
    ("Garam 250 g", "pcs", _GROCER, 3_500, None, 2_600, 24, 8, 3),
    ("Santan Instan 65 ml", "pcs", _GROCER, 4_500, None, 3_700, 30, 10, 5),
    ("Margarin 200 g", "pcs", _GROCER, 9_500, None, 8_100, 18, 6, 3),
    ("Susu Kental Manis 370 g", "pcs", _GROCER, 14_500, 14_000, 12_900, 18, 6, 4),
    ("Susu UHT Cokelat 250 ml", "pcs", _GROCER, 6_500, None, 5_600, 30, 10, 5),
    ("Teh Celup isi 25", "pcs", _GROCER, 7_500, None, 6_300, 20, 6, 4),
    ("Kopi Saset isi 10", "renceng", _GROCER, 15_500, None, 13_600, 20, 6, 4),
    ("Bawang Merah", "kg", _FARM, 38_000, None, 32_000, 10, 3, 5),
    ("Bawang Putih", "kg", _FARM, 36_000, None, 30_500, 10, 3, 4),
    ("Cabai Rawit", "kg", _FARM, 58_000, None, 49_000, 6, 2, 4),
    ("Kacang Tanah", "kg", _FARM, 32_000, None, 27_500, 8, 2, 2),
    ("Sabun Mandi Batang", "pcs", _GROCER, 4_500, None, 3_700, 30, 10, 4),
    ("Sabun Cuci Piring 750 ml", "pcs", _GROCER, 15_500, 15_000, 13_700, 18, 6, 3),
    ("Deterjen Bubuk 800 g", "pcs", _GROCER, 21_500, None, 19_000, 18, 6, 3),
    ("Tisu Wajah 250 lembar", "pcs", _GROCER, 12_500, None, 10_600, 18, 6, 2),
)  # fmt: skip

_CLEANING: Final = ("Sabun", "Deterjen", "Tisu")

STAPLES: Final = tuple(
    Good(
        name=name,
        shelf=Shelf.STAPLE,
        category="Kebersihan" if name.startswith(_CLEANING) else "Sembako",
        source=supplier,
        price_idr=price,
        cost_idr=cost,
        member_price_idr=member_price,
        unit=unit,
        par=par,
        least=least,
        appeal=appeal,
        owned=True,
        by_weight=unit == "kg",
        coded=unit != "kg",
    )
    for name, unit, supplier, price, member_price, cost, par, least, appeal in _STAPLES
)
