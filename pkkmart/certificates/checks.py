"""Proof of the certificates: what renews another one is of the same kind and belongs to the same goods or UMKM."""

from __future__ import annotations

from pkkmart.core.check import Check, first_of
from pkkmart.core.db import fetch, fetch_one
from pkkmart.core.i18n import _, figure


def renewals_belong_together() -> Check:
    wrong = fetch(
        "SELECT n.number FROM certificate n JOIN certificate h ON h.id = n.renews_id WHERE n.kind <> h.kind"
        " OR coalesce(n.product_id, 0) <> coalesce(h.product_id, 0)"
        " OR coalesce(n.business_id, 0) <> coalesce(h.business_id, 0) OR n.id <= h.id ORDER BY n.id"
    )
    counted = fetch_one("SELECT count(*) FROM certificate") or (0,)
    text = _("{count} sertifikat, {wrong} memperbarui yang bukan pendahulunya").format(
        count=figure(counted[0]), wrong=len(wrong)
    )
    return Check(_("Sertifikat diperbarui oleh yang sejenis"), text + first_of([row[0] for row in wrong]), not wrong)


CHECKS = (renewals_belong_together,)
