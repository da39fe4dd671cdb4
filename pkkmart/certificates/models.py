"""Tables of certificates: of a product or of a whole UMKM, dated, never edited."""

from __future__ import annotations

from peewee import SQL, ForeignKeyField, IntegerField, TextField

from pkkmart.certificates.kinds import CertificateKind
from pkkmart.core.db import DayField, Row
from pkkmart.core.guards import append_only, one_of
from pkkmart.people.models import Business
from pkkmart.products.models import Attachment, Product


class Certificate(Row):
    """A certificate as it was shown to the shop; `renews` is the one whose place it takes from its first day on."""

    kind = TextField()
    number = TextField()
    issuer = TextField(default="")
    valid_from = DayField()
    valid_to = DayField(null=True)
    """The last day it holds; null where it has no end."""
    product = ForeignKeyField(Product, null=True)
    business = ForeignKeyField(Business, null=True)
    photo = ForeignKeyField(Attachment, null=True)
    renews = ForeignKeyField("self", null=True)
    recorded_at = TextField()
    user_id = IntegerField(null=True)

    class Meta:
        constraints = [
            SQL("CHECK ((product_id IS NULL) <> (business_id IS NULL))"),
            SQL("CHECK (valid_to IS NULL OR valid_to >= valid_from)"),
        ]


class CertificateWithdrawal(Row):
    """A certificate that does not count any more, and why: written down wrongly, or taken back by its issuer."""

    certificate = ForeignKeyField(Certificate, unique=True)
    reason = TextField()
    recorded_at = TextField()
    user_id = IntegerField(null=True)

    class Meta:
        table_name = "certificate_withdrawal"


SETS = {"certificate_kind": tuple(CertificateKind)}

GUARDS = {
    **one_of("certificate", kind="certificate_kind"),
    **append_only(Certificate, CertificateWithdrawal),
}
