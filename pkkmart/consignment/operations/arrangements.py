"""Writes of how a consignor is settled and paid, from a day on; the old arrangement stays on record."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from pkkmart.consignment.models import AgreedArrangement
from pkkmart.consignment.operations.agreements import MOST_SHARE_IDR
from pkkmart.consignment.rules import Arrangement
from pkkmart.core import clock
from pkkmart.core.actor import Actor, Permission
from pkkmart.core.errors import UserError
from pkkmart.core.i18n import N_, figure
from pkkmart.core.operation import Changed, current_act, operation
from pkkmart.people.queries import person_name


class MinimumUnfit(UserError):
    template = N_("Paling sedikit dibayar harus 0 sampai {most} rupiah.")


@operation(Permission.KEEP_PEOPLE, changes=frozenset({Changed.CONSIGNMENT}))
def agree_arrangement(
    actor: Actor, consignor_id: int, agreed: Arrangement, *, valid_from: date | None = None
) -> int:  # fmt: skip
    """Record how a consignor is settled and paid from a day on, today unless told; returns its id.

    Raises MinimumUnfit.
    """
    if not 0 <= agreed.minimum_idr <= MOST_SHARE_IDR:
        raise MinimumUnfit(most=figure(MOST_SHARE_IDR))
    told = replace(agreed, note=agreed.note.strip())
    row = AgreedArrangement.create(
        consignor=consignor_id,
        valid_from=(valid_from or clock.today()).isoformat(),
        cycle=told.cycle,
        minimum_idr=told.minimum_idr,
        expiry_bearer=told.expiry,
        deducts_bon=told.bon,
        deducts_savings=told.savings,
        note=told.note,
        recorded_at=clock.now_text(),
        user_id=actor.id,
    )
    current_act().subject = person_name(consignor_id)
    current_act().details.update(cycle=told.cycle.value, minimum=told.minimum_idr, bon=told.bon, savings=told.savings)
    return int(row.id)
