"""Writes of agreements: what a consignor and the shop agreed on, from a day on."""

from __future__ import annotations

from datetime import date
from typing import Final

from pkkmart.consignment.models import Agreement
from pkkmart.consignment.rules import Terms, TermsModel
from pkkmart.core import clock
from pkkmart.core.actor import Actor, Permission
from pkkmart.core.errors import UserError
from pkkmart.core.i18n import N_
from pkkmart.core.operation import Changed, current_act, operation, part

MOST_SHARE_IDR: Final = 1_000_000_000
"""No setor of one unit is larger, so that no line's share leaves the database's integers."""


class NoAgreement(UserError):
    template = N_("Belum ada perjanjian titip jual untuk {name} ({owner}). Isi komisi atau harga setornya dulu.")


class TermsUnfit(UserError):
    template = N_("Komisi harus 0 sampai 100 persen, dan harga setor 0 sampai 1.000.000.000 rupiah.")


@part
def add_agreement(
    consignor_id: int, terms: Terms, valid_from: date, *, product_id: int | None = None, category_id: int | None = None
) -> int:
    """New terms from a day on; the old ones stay on record. Raises TermsUnfit."""
    rate, share = terms.commission_bp, terms.unit_share_idr
    percent_fits = terms.model is TermsModel.PERCENT and rate is not None and 0 <= rate <= 10_000 and share is None
    fixed_fits = terms.model is TermsModel.FIXED and share is not None and 0 <= share <= MOST_SHARE_IDR and rate is None
    if not (percent_fits or fixed_fits):
        raise TermsUnfit
    row = Agreement.create(
        consignor=consignor_id,
        product=product_id,
        category=category_id,
        valid_from=valid_from.isoformat(),
        model=terms.model,
        commission_bp=rate,
        unit_share_idr=share,
        bearer=terms.bearer,
        shrinkage_bearer=terms.shrinkage,
        recorded_at=clock.now_text(),
        user_id=current_act().actor.id,
    )
    return int(row.id)


@operation(Permission.KEEP_PEOPLE, changes=frozenset({Changed.CONSIGNMENT}))
def agree_terms(
    actor: Actor,
    consignor_id: int,
    terms: Terms,
    *,
    valid_from: date | None = None,
    product_id: int | None = None,
    category_id: int | None = None,
) -> int:
    """Record what a consignor and the shop agreed; returns the agreement's id. Raises TermsUnfit."""
    current_act().subject = f"consignor {consignor_id} {terms.model}"
    return add_agreement(
        consignor_id, terms, valid_from or clock.today(), product_id=product_id, category_id=category_id
    )
