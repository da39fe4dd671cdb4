"""Which certificates there are: the key of each, its name, and who usually issues it."""

from __future__ import annotations

from typing import Self

from pkkmart.core.i18n import N_
from pkkmart.core.named import Named


class CertificateKind(Named):
    """A kind of certificate, its usual issuer, and whether it belongs to a whole UMKM rather than to one product."""

    issuer: str
    of_business: bool

    def __new__(cls, key: str, label: str = "", issuer: str = "", of_business: bool = False) -> Self:
        named = str.__new__(cls, key)
        named._value_, named.label = key, label
        named.issuer, named.of_business = issuer, of_business
        return named

    PIRT = "PIRT", N_("P-IRT"), N_("Dinas Kesehatan")
    HALAL = "HALAL", N_("Halal"), N_("BPJPH"), True
    BPOM = "BPOM", N_("BPOM"), N_("Badan POM")
    NIB = "NIB", N_("NIB"), N_("OSS"), True
    SLHS = "SLHS", N_("SLHS"), N_("Dinas Kesehatan"), True
    BRAND = "BRAND", N_("Merek"), N_("DJKI"), True
