"""Pages that bring in what a shop has already: its product list and its opening balances."""

from __future__ import annotations

from pkkmart.imports.screen.opening import OpeningPage
from pkkmart.imports.screen.products import ImportPage, MappingForm

__all__ = ["ImportPage", "MappingForm", "OpeningPage"]
