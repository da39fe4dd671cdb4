"""Tiny lists as bytes, and the preview a shop would get of them."""

from __future__ import annotations

from pkkmart.imports.columns import guess, is_heading
from pkkmart.imports.outcome import Preview, RowOutcome
from pkkmart.imports.products import Known, preview_products
from pkkmart.imports.table import Table, parse_table

HEADING = "Kode;Nama Barang;Harga Jual"
MISREAD = "8992741905441"
"""A barcode with a wrong check digit."""


def table(text: str, *, encoding: str = "utf-8", name: str = "daftar.csv") -> Table:
    return parse_table(text.encode(encoding), name, is_heading)


def preview(*rows: str, heading: str = HEADING, known: Known | None = None) -> Preview:
    read = table("\n".join([heading, *rows]) + "\n")
    return preview_products(read, guess(read.heading), known or Known())


def only(row: str, *, heading: str = HEADING, known: Known | None = None) -> RowOutcome:
    (outcome,) = preview(row, heading=heading, known=known).rows
    return outcome
