"""Proof that every product can be found: the search index holds exactly the products."""

from __future__ import annotations

from pkkmart.core.check import Check
from pkkmart.core.db import fetch_one
from pkkmart.core.i18n import _, figure


def all_searchable() -> Check:
    row = fetch_one(
        "SELECT (SELECT count(*) FROM product),"
        " (SELECT count(*) FROM product WHERE id NOT IN (SELECT rowid FROM product_search))"
    ) or (0, 0)
    text = _("{total} barang, {missing} tidak terindeks").format(total=figure(row[0]), missing=figure(row[1]))
    return Check(_("Semua barang bisa dicari"), text, row[1] == 0)


CHECKS = (all_searchable,)
