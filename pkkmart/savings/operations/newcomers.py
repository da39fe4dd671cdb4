"""Somebody at the till becomes a member: registered, her pokok taken into the drawer, in one transaction."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pkkmart.core import clock
from pkkmart.core.actor import Actor, Approval, Permission
from pkkmart.core.errors import NeedsConfirmation, UserError
from pkkmart.core.i18n import _
from pkkmart.core.operation import Changed, current_act, operation, require
from pkkmart.people.operations import NameMissing, PersonDetails, add_person
from pkkmart.people.queries import CapacityKind, Lookalike, lookalike, member_number
from pkkmart.savings.operations.slips import SavedSlip, add_deposit
from pkkmart.savings.rules import SavingsKind
from pkkmart.till.places import CashPlace
from pkkmart.till.queries import open_shift

_PHONE = re.compile(r"\+?[0-9]{8,15}")


class PhoneUnfit(UserError):
    template = "“{phone}” bukan nomor HP. Tulis 8 sampai 15 angka, misalnya 0812 3456 7890, atau kosongkan dulu."


class SamePerson(NeedsConfirmation):
    key = "same_person"
    template = "Sudah ada {name} ({number}), {why}. Daftarkan juga, sebagai orang lain?"


@dataclass(frozen=True, slots=True)
class Newcomer:
    """What the queue leaves time for: only the name must be there. The area is a kelurahan's code; pokok in rupiah."""

    name: str
    phone: str = ""
    area_code: str | None = None
    principal_idr: int = 0


@dataclass(frozen=True, slots=True)
class Joined:
    """The new member; `slip` is that of her pokok, None while she has not paid it."""

    person_id: int
    name: str
    number: str
    slip: SavedSlip | None


@operation(
    Permission.KEEP_PEOPLE,
    changes=frozenset({Changed.PEOPLE, Changed.LEDGER, Changed.SHIFT, Changed.PRINT_JOBS}),
)
def join(
    actor: Actor, newcomer: Newcomer, *, approval: Approval | None = None, confirmed: frozenset[str] = frozenset()
) -> Joined:
    """Register a member who agreed to be, and take her pokok in cash (row 29a) when it is paid now.

    She is a member from the open shift's day on, so that she buys as one at once. That she agreed to her data being
    kept (UU 27/2022 ps. 20) is dated with it. Raises NotPermitted, NameMissing, PhoneUnfit, AreaUnknown, SamePerson
    (confirm `same_person`), AmountUnfit, NoShift.
    """
    require_new_person(newcomer, confirmed)
    shift = open_shift()
    since = shift.business_date if shift is not None else clock.today()
    details = PersonDetails(
        name=newcomer.name,
        phone=newcomer.phone,
        area_code=newcomer.area_code,
        consent_on=since.isoformat(),
    )
    person_id = add_person(details, [CapacityKind.MEMBER], since)
    name, number = " ".join(newcomer.name.split()), member_number(person_id)
    slip = None
    if newcomer.principal_idr:
        require(actor, Permission.RUN_SHIFT, approval)
        slip = add_deposit(actor, person_id, SavingsKind.PRINCIPAL, newcomer.principal_idr, CashPlace.DRAWER)
    current_act().subject = f"person {person_id} {number} {name}"
    current_act().details.update(confirmed=sorted(confirmed), slip=slip.number if slip else "")
    return Joined(person_id, name, number, slip)


def require_new_person(newcomer: Newcomer, confirmed: frozenset[str]) -> None:
    """What can be wrong with her before anybody lends a PIN.

    Raises NameMissing, PhoneUnfit, SamePerson (confirm `same_person`).
    """
    if not newcomer.name.strip():
        raise NameMissing
    phone = re.sub(r"[\s.()-]", "", newcomer.phone)
    if phone and not _PHONE.fullmatch(phone):
        raise PhoneUnfit(phone=newcomer.phone.strip())
    known = lookalike(newcomer.name, phone, newcomer.area_code)
    if known is not None and SamePerson.key not in confirmed:
        raise SamePerson(name=known.name, number=known.number, why=_why(known))


def _why(known: Lookalike) -> str:
    if known.same_phone:
        return _("nomor HP-nya sama")
    if known.same_area:
        return _("namanya mirip dan kelurahannya sama, {area}").format(area=known.area)
    return _("namanya sama")
