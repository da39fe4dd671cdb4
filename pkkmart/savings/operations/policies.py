"""The shop's own rules about savings, recorded as its settings."""

from __future__ import annotations

from pkkmart.core.actor import Actor, Permission
from pkkmart.core.i18n import figure
from pkkmart.core.operation import Changed, current_act, operation
from pkkmart.core.settings import write_setting
from pkkmart.savings.operations.slips import AmountUnfit
from pkkmart.savings.rules import MOST_IDR
from pkkmart.savings.settings import CONSENT, PRINCIPAL_IDR, Consent


@operation(Permission.KEEP_SETTINGS, changes=frozenset({Changed.SETTINGS}))
def choose_consent(actor: Actor, consent: Consent, principal_idr: int) -> None:
    """Record how members agree to pay from sukarela, and the pokok each puts in (rupiah, 0 = not fixed).

    Raises AmountUnfit.
    """
    if not 0 <= principal_idr <= MOST_IDR:
        raise AmountUnfit(amount=figure(principal_idr), most=figure(MOST_IDR))
    if consent != CONSENT.get():
        write_setting(CONSENT, str(consent))
    if principal_idr != PRINCIPAL_IDR.get():
        write_setting(PRINCIPAL_IDR, principal_idr)
    current_act().subject = "savings"
