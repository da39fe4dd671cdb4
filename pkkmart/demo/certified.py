"""Certificates of the invented shop: what most who make snacks and drinks have, and a few that soon end."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from pkkmart.certificates.kinds import CertificateKind
from pkkmart.certificates.operations import CertificateDetails, record_certificate
from pkkmart.core.actor import Actor
from pkkmart.demo.cast import Article
from pkkmart.demo.goods import Shelf
from pkkmart.demo.restock import by_source

_YEARS: Final = timedelta(days=4 * 365)
_SOON: Final = (timedelta(days=25), timedelta(days=55), timedelta(days=110))
"""After how many days the halal certificates of the first three consignors end; the others' are new."""


def certify(treasurer: Actor, articles: Sequence[Article], first_day: date) -> None:
    """Give every second consignor of snacks and drinks a NIB and halal, and their snacks a P-IRT."""
    food = [one for one in articles if not one.good.owned and one.good.shelf in (Shelf.SNACK, Shelf.DRINK)]
    for place, goods in enumerate(by_source(food)[::2]):
        begun = first_day - timedelta(days=200 + 30 * place)
        ends = first_day + _SOON[place] if place < len(_SOON) else begun + _YEARS
        owner = goods[0].source_id
        nib = CertificateDetails(
            kind=CertificateKind.NIB, number=f"{place + 1:013d}", valid_from=begun, owner_id=owner, issuer="OSS"
        )
        halal = CertificateDetails(
            kind=CertificateKind.HALAL,
            number=f"ID0000000000{place + 1:02d}",
            valid_from=begun,
            valid_to=ends,
            owner_id=owner,
            issuer="BPJPH",
        )
        pirt = [
            CertificateDetails(
                kind=CertificateKind.PIRT,
                number=f"2060000000{one.product.id:05d}",
                valid_from=begun,
                valid_to=begun + _YEARS,
                product_id=one.product.id,
                issuer="Dinas Kesehatan",
            )
            for one in goods
            if one.good.shelf is Shelf.SNACK
        ]
        for details in (nib, halal, *pirt):
            record_certificate(treasurer, details)
