"""Registering a member at the till: the person, the membership and pokok paid into the drawer, in one transaction."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from pkkmart.core import clock
from pkkmart.core.actor import Actor, Approval, Permission
from pkkmart.core.errors import NeedsConfirmation, UserError
from pkkmart.core.i18n import N_
from pkkmart.core.operation import Changed, current_act, operation, require
from pkkmart.people.operations import NameMissing, PersonDetails, add_capacity, add_person, complete_person
from pkkmart.people.queries import CapacityKind, Lookalike, lookalike, member_number
from pkkmart.savings.operations.slips import SavedSlip, add_deposit, require_usual
from pkkmart.savings.queries import own_name
from pkkmart.savings.rules import SavingsKind
from pkkmart.savings.settings import CASHIER_REGISTERS
from pkkmart.till.places import CashPlace
from pkkmart.till.queries import open_shift

_PHONE = re.compile(r"\+?[0-9]{8,15}")


class PhoneUnfit(UserError):
    template = N_("“{phone}” bukan nomor HP. Tulis 8 sampai 15 angka, misalnya 0812 3456 7890, atau kosongkan dulu.")


class SamePerson(NeedsConfirmation):
    key = "same_person"
    template = N_("{who} Apakah dia orangnya?")

    @property
    def known(self) -> Lookalike:
        """The person on record."""
        known = self.figures["known"]
        assert isinstance(known, Lookalike)
        return known


@dataclass(frozen=True, slots=True)
class Newcomer:
    """What is asked of a new member; only the name is required. `area_code` is a kelurahan's, pokok in rupiah."""

    name: str
    phone: str = ""
    area_code: str | None = None
    principal_idr: int = 0


@dataclass(frozen=True, slots=True)
class Joined:
    """A member just registered; `slip` is that of pokok, None while it is not paid."""

    person_id: int
    name: str
    number: str
    slip: SavedSlip | None


@operation(
    Permission.SELL,
    changes=frozenset({Changed.PEOPLE, Changed.LEDGER, Changed.SHIFT, Changed.PRINT_JOBS}),
)
def join(
    actor: Actor,
    newcomer: Newcomer,
    *,
    till_id: int | None,
    person_id: int | None = None,
    approval: Approval | None = None,
    confirmed: frozenset[str] = frozenset(),
) -> Joined:
    """Register a member who agreed to be one, and take pokok in cash when it is paid now.

    With `person_id` the membership is added to that person (a consignor, a supplier, a member once), since nobody
    is on record twice, and what the record lacks is filled in. The membership begins on the open shift's day, so
    that it counts at once. Whoever sells may do it where the shop lets cashiers register members; elsewhere it takes
    KEEP_PEOPLE. Consent to the data being stored (UU 27/2022 ps. 20) is dated with it. Raises
    NotPermitted, NameMissing, PhoneUnfit, AreaUnknown, SamePerson (confirm `same_person`), CapacityExists,
    AmountUnfit, NoShift, PrincipalAgain and DepositUnusual (confirm by their keys).
    """
    if not CASHIER_REGISTERS.get():
        require(actor, Permission.KEEP_PEOPLE, approval)
    since = _joins_on(till_id)
    details = PersonDetails(
        name=newcomer.name,
        phone=newcomer.phone,
        area_code=newcomer.area_code,
        consent_on=since.isoformat(),
    )
    filled: list[str] = []
    if person_id is None:
        require_new_person(newcomer, confirmed, till_id=till_id)
        person_id = add_person(details, [CapacityKind.MEMBER], since)
    else:
        _require_readable(newcomer)
        add_capacity(person_id, CapacityKind.MEMBER, since)
        filled = complete_person(person_id, details)
    name, number = own_name(person_id), member_number(person_id)
    slip = None
    if newcomer.principal_idr:
        require(actor, Permission.RUN_SHIFT, approval)
        pokok = newcomer.principal_idr
        require_usual(person_id, SavingsKind.PRINCIPAL, pokok, confirmed)
        slip = add_deposit(actor, person_id, SavingsKind.PRINCIPAL, pokok, CashPlace.DRAWER, till_id=till_id)
    current_act().subject = f"person {person_id} {number} {name}"
    current_act().details.update(confirmed=sorted(confirmed), slip=slip.number if slip else "", filled=filled)
    return Joined(person_id, name, number, slip)


def _joins_on(till_id: int | None) -> date:
    shift = open_shift(till_id)
    return shift.business_date if shift is not None else clock.today()


def require_new_person(newcomer: Newcomer, confirmed: frozenset[str], *, till_id: int | None) -> None:
    """Raise what can be wrong with a newcomer, before anybody is asked for a PIN.

    Raises NameMissing, PhoneUnfit, SamePerson (confirm `same_person`).
    """
    phone = _require_readable(newcomer)
    known = lookalike(newcomer.name, phone, newcomer.area_code, _joins_on(till_id))
    if known is not None and SamePerson.key not in confirmed:
        raise SamePerson(who=known.sentence, known=known)


def _require_readable(newcomer: Newcomer) -> str:
    """The digits of the phone number; raises NameMissing, PhoneUnfit."""
    if not newcomer.name.strip():
        raise NameMissing
    phone = re.sub(r"[\s.()-]", "", newcomer.phone)
    if phone and not _PHONE.fullmatch(phone):
        raise PhoneUnfit(phone=newcomer.phone.strip())
    return phone
