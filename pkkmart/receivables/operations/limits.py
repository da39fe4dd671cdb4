"""Writes of a member's credit limit, set with a reason by a user who may grant credit."""

from __future__ import annotations

from pkkmart.core.actor import Actor, Approval, Permission
from pkkmart.core.errors import UserError
from pkkmart.core.i18n import N_, date_short, figure
from pkkmart.core.operation import Changed, current_act, operation, write_row
from pkkmart.people.queries import CapacityKind, has_capacity
from pkkmart.receivables.models import CreditLimit
from pkkmart.receivables.operations.items import BonForMembersOnly
from pkkmart.receivables.queries import limit_idr as standing_limit_idr
from pkkmart.savings.queries import own_name
from pkkmart.savings.rules import MOST_IDR
from pkkmart.till.operations import today_or_refuse
from pkkmart.till.queries import open_shift


class LimitUnfit(UserError):
    template = N_("Batas bon {amount} tidak mungkin. Isi 0 (tidak boleh bon) sampai {most} rupiah.")


class LimitReasonMissing(UserError):
    template = N_("Tulis alasannya dulu, supaya batas bon {name} bisa dipertanggungjawabkan.")


@operation(Permission.GRANT_CREDIT, changes=frozenset({Changed.PEOPLE}))
def set_limit(
    actor: Actor, member_id: int, limit_idr: int, reason: str,
    *, till_id: int | None, approval: Approval | None = None,
) -> None:  # fmt: skip
    """Let a member owe at most so much from now on; 0 ends the credit, what is owed stays owed.

    It begins on the day of the till's open shift, so that it counts at the drawer past midnight too. Raises
    NotPermitted, LimitUnfit, LimitReasonMissing, NotMember, ClockBehind.
    """
    shift = open_shift(till_id)
    since = shift.business_date if shift is not None else today_or_refuse()
    if not 0 <= limit_idr <= MOST_IDR:
        raise LimitUnfit(amount=figure(limit_idr), most=figure(MOST_IDR))
    if not reason.strip():
        raise LimitReasonMissing(name=own_name(member_id))
    if limit_idr and not has_capacity(member_id, CapacityKind.MEMBER, since):
        raise BonForMembersOnly(name=own_name(member_id), day=date_short(since))
    act = current_act()
    act.subject = own_name(member_id)
    act.details.update(before=standing_limit_idr(member_id, since), limit=limit_idr, reason=reason.strip())
    write_row(CreditLimit, member_id=member_id, limit_idr=limit_idr, since=since.isoformat(), reason=reason.strip())
