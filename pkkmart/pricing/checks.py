"""Proofs of prices: what a promotion is on, and that every paket can be taken apart."""

from __future__ import annotations

from pkkmart.core import clock
from pkkmart.core.check import Check
from pkkmart.core.db import fetch
from pkkmart.core.i18n import _, figure
from pkkmart.pricing.queries import price_book


def promotions_have_goods() -> Check:
    """Every promotion is on everything, or on at least one product or category, never on both."""
    rows = fetch(
        "SELECT p.on_everything <> (NOT EXISTS (SELECT 1 FROM promotion_target t WHERE t.promotion_id = p.id))"
        " FROM promotion p"
    )
    wrong = sum(row[0] for row in rows)
    text = _("{count} promosi, {wrong} tanpa barang yang jelas").format(count=figure(len(rows)), wrong=figure(wrong))
    return Check(_("Tiap promosi jelas barangnya"), text, not wrong)


def pakets_are_whole() -> Check:
    """A paket is the co-op's own product and no paket is part of another, so its price reaches every consignor."""
    pakets = price_book(clock.today()).pakets
    owners = dict(fetch("SELECT id, owner_id FROM product WHERE id IN (SELECT kit_product_id FROM kit_part)"))
    wrong = [
        paket
        for paket, parts in pakets.items()
        if owners[paket] is not None or any(part.product_id in pakets for part in parts)
    ]
    text = _("{count} paket, {wrong} tidak bisa diurai").format(count=figure(len(pakets)), wrong=figure(len(wrong)))
    return Check(_("Tiap paket bisa diurai menjadi barangnya"), text, not wrong)


CHECKS = (promotions_have_goods, pakets_are_whole)
