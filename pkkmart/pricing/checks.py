"""Proofs of prices: what a promotion is on, and that every kit can be taken apart."""

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


def kits_are_whole() -> Check:
    """A kit is the co-op's own product and no kit is part of another, so its price reaches every consignor."""
    kits = price_book(clock.today()).kits
    owners = dict(fetch("SELECT id, owner_id FROM product WHERE id IN (SELECT kit_product_id FROM kit_part)"))
    wrong = [
        kit for kit, parts in kits.items() if owners[kit] is not None or any(part.product_id in kits for part in parts)
    ]
    text = _("{count} paket, {wrong} tidak bisa diurai").format(count=figure(len(kits)), wrong=figure(len(wrong)))
    return Check(_("Tiap paket bisa diurai menjadi barangnya"), text, not wrong)


CHECKS = (promotions_have_goods, kits_are_whole)
