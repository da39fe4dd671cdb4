"""Writes of certificates: recorded, renewed by another one, withdrawn; never edited."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pkkmart.certificates.kinds import CertificateKind
from pkkmart.certificates.models import Certificate, CertificateWithdrawal
from pkkmart.certificates.queries import certificate, standing_of, withdrawn_why
from pkkmart.certificates.rules import HasOne, require_days, require_number
from pkkmart.certificates.settings import HALAL_FROM
from pkkmart.core import clock
from pkkmart.core.actor import Actor, Permission
from pkkmart.core.errors import UserError
from pkkmart.core.i18n import N_, _
from pkkmart.core.operation import Changed, current_act, operation, write_row
from pkkmart.core.settings import write_setting
from pkkmart.people.operations import business_of
from pkkmart.products.operations import keep_picture
from pkkmart.products.pictures import JPEG, shrunk

_CERTIFICATES = frozenset({Changed.PRODUCTS})


class SubjectMissing(UserError):
    template = N_("Belum dipilih {kind} ini milik siapa. Pilih barangnya, atau UMKM yang membuatnya.")


class WithdrawnAlready(UserError):
    template = N_("{kind} {number} sudah dicabut: {reason}.")


class ReasonMissing(UserError):
    template = N_("Alasan mencabut {kind} {number} belum ditulis.")


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateDetails:
    """A certificate to record: of a product, of a business, or of an owner whose business is not written down yet."""

    kind: CertificateKind
    number: str
    valid_from: date | None
    valid_to: date | None = None
    issuer: str = ""
    product_id: int | None = None
    business_id: int | None = None
    owner_id: int | None = None
    photo: bytes = b""
    renews_id: int | None = None
    photo_id: int | None = None
    """A picture that is kept already: of the certificate it renews, when only a mistake is mended."""


@operation(Permission.KEEP_PRODUCTS, changes=_CERTIFICATES)
def record_certificate(actor: Actor, details: CertificateDetails, *, confirmed: frozenset[str] = frozenset()) -> int:
    """Record a certificate, or one that takes the place of another; returns its id.

    Raises SubjectMissing, NumberMissing, NibWrong, DayMissing, EndsBeforeItBegins, PictureUnreadable; asks
    `pirt_digits`, `ended_already`, `has_one`.
    """
    number, kind = " ".join(details.number.split()), details.kind
    require_number(kind, number, confirmed)
    require_days(kind, details.valid_from, details.valid_to, clock.today(), confirmed)
    product_id, business_id = _subject(details)
    had = standing_of(kind, product_id, business_id)
    if had is not None and had.id != details.renews_id and HasOne.key not in confirmed:
        raise HasOne(subject=had.subject, kind=_(kind.label), number=had.number)
    photo_id = keep_picture(shrunk(details.photo), JPEG) if details.photo else details.photo_id
    row = Certificate.create(
        kind=kind,
        number=number,
        issuer=details.issuer.strip(),
        valid_from=details.valid_from.isoformat() if details.valid_from else "",
        valid_to=details.valid_to.isoformat() if details.valid_to else None,
        product=product_id,
        business=business_id,
        photo=photo_id,
        renews=details.renews_id,
        recorded_at=clock.now_text(),
        user_id=actor.id,
    )
    current_act().subject = f"certificate {row.id} {kind} {number}"
    return int(row.id)


def _subject(details: CertificateDetails) -> tuple[int | None, int | None]:
    """The product or the business of a certificate, exactly one of them; a renewal keeps that of the one before."""
    if details.renews_id is not None:
        before = certificate(details.renews_id)
        return before.product_id, before.business_id
    if details.product_id is not None:
        return details.product_id, None
    if details.business_id is not None:
        return None, details.business_id
    if details.owner_id is None:
        raise SubjectMissing(kind=_(details.kind.label))
    return None, business_of(details.owner_id)


@operation(Permission.KEEP_PRODUCTS, changes=_CERTIFICATES)
def withdraw_certificate(actor: Actor, certificate_id: int, reason: str) -> None:
    """Let a certificate count no more; one that it renewed counts again. Raises ReasonMissing, WithdrawnAlready."""
    row, reason = certificate(certificate_id), reason.strip()
    known = {"kind": _(row.kind.label), "number": row.number}
    if not reason:
        raise ReasonMissing(**known)
    if withdrawn := withdrawn_why(certificate_id):
        raise WithdrawnAlready(**known, reason=withdrawn)
    write_row(CertificateWithdrawal, certificate_id=certificate_id, reason=reason)
    current_act().subject = f"certificate {certificate_id} {row.kind} {row.number}"


@operation(Permission.KEEP_SETTINGS, changes=frozenset({Changed.SETTINGS, Changed.PRODUCTS}))
def move_halal_date(actor: Actor, day: date) -> None:
    """Record from which day on food and drink must be halal, as the law says today."""
    if day.isoformat() != HALAL_FROM.get():
        write_setting(HALAL_FROM, day.isoformat(), effective_from=clock.today())
