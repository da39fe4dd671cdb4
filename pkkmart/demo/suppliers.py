"""Who supplies the co-op's own goods, when and on what terms."""

from __future__ import annotations

from typing import Final

_RICE: Final = "Agen Beras Sumber Padi"
_GROCER: Final = "Grosir Mekar Abadi"
_FARM: Final = "Telur dan Bumbu Pak Jaya"

SUPPLIERS: Final = (_RICE, _GROCER, _FARM)
GIVES_CREDIT: Final = frozenset({_GROCER})
"""Suppliers who are paid later; the others want cash from the safe."""

COMES_ON: Final = {_RICE: frozenset({1, 4}), _GROCER: frozenset({0, 3}), _FARM: frozenset({0, 2, 4, 5})}
"""The weekdays (Monday 0) a supplier comes by; in between a shelf may run low."""
