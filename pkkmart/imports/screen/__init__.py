"""Pages that bring in what a shop has already: its lists and its opening balances."""

from __future__ import annotations

from pkkmart.imports.screen.lists import ImportPage, MappingForm
from pkkmart.imports.screen.opening import OpeningPage

__all__ = ["ImportPage", "MappingForm", "OpeningPage"]
