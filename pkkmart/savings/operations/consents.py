"""A member's consent to pay from sukarela: the PIN, each try at it, and the row the checkout asks for.

A screen can't be the only guard: where the shop asks for the PIN, no cart is paid from sukarela without its row.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from pkkmart.core import clock
from pkkmart.core.actor import Actor, Approval, Permission
from pkkmart.core.db import fetch_one
from pkkmart.core.errors import UserError
from pkkmart.core.i18n import N_, figure
from pkkmart.core.operation import Changed, current_act, operation, part, write_row
from pkkmart.savings.models import MemberPin, MemberPinAttempt, SavingsConsent
from pkkmart.savings.operations.slips import AmountUnfit, NotEnoughToPay, require_member
from pkkmart.savings.queries import WRONG_PINS_BEFORE_PAUSE, PinState, balances, own_name, pin_pause, pin_state
from pkkmart.savings.rules import MOST_IDR
from pkkmart.savings.settings import asks_pin
from pkkmart.users.pins import pin_hash, pin_matches

_PIN = re.compile(r"[0-9]{4,6}")


class MemberPinUnfit(UserError):
    template = N_("PIN anggota harus 4 sampai 6 angka, dan bukan angka yang sama semua.")


class PinNotSet(UserError):
    template = N_(
        "{name} belum punya PIN. Buatkan di Simpanan (F6 di halamannya), atau pilih cara bayar lain untuk belanja ini."
    )


class ConsentMissing(UserError):
    template = N_(
        "{name} belum menyetujui {amount} dari simpanannya dengan PIN. Pilih Simpanan (F10) lagi dan minta ia mengetik "
        "PIN-nya, atau pakai cara bayar lain."
    )


@dataclass(frozen=True, slots=True)
class ConsentResult:
    """Whether the member agreed; if not, the tries left or the minutes to wait.

    A wrong PIN is returned, not raised, so that it stays on record.
    """

    agreed: bool
    tries_left: int = 0
    wait_minutes: int = 0


@operation(Permission.KEEP_PEOPLE, changes=frozenset({Changed.PEOPLE}))
def set_member_pin(actor: Actor, member_id: int, pin: str, *, approval: Approval | None = None) -> None:
    """Give a member a PIN, or another one; wrong tries at the old one no longer count.

    Raises NotPermitted, NotMember, MemberPinUnfit.
    """
    require_member(member_id, clock.today())
    require_pin_fit(pin)
    current_act().subject = f"person {member_id} {own_name(member_id)}"
    current_act().details["replaced"] = pin_state(member_id) is not None
    write_row(MemberPin, person_id=member_id, pin_hash=pin_hash(pin), set_at=clock.now_text())


@operation(Permission.SELL)
def consent_by_pin(actor: Actor, cart_id: str, member_id: int, amount_idr: int, pin: str) -> ConsentResult:
    """Check a typed PIN; when it is right, record the member's consent to this amount for this cart.

    Five wrong ones in a row pause the PIN for 15 minutes. Raises PinNotSet, AmountUnfit, NotEnoughToPay.
    """
    state = require_pin(member_id, amount_idr)
    act = current_act()
    act.subject = f"cart {cart_id[:8]} person {member_id} {own_name(member_id)}"
    act.details["amount"] = amount_idr
    before = pin_pause(state.id)
    if before.wait_minutes:
        act.details["refused"] = "pause"
        return ConsentResult(False, wait_minutes=before.wait_minutes)
    right = pin_matches(state.pin_hash, pin)
    write_row(MemberPinAttempt, member_pin_id=state.id, succeeded=right)
    if right:
        write_row(SavingsConsent, cart_id=cart_id, person_id=member_id, amount_idr=amount_idr)
        return ConsentResult(True)
    act.details["refused"] = "wrong PIN"
    after = pin_pause(state.id)
    return ConsentResult(False, max(WRONG_PINS_BEFORE_PAUSE - after.wrong_in_a_row, 0), after.wait_minutes)


@operation(Permission.SELL)
def consent_by_word(actor: Actor, cart_id: str, member_id: int, amount_idr: int) -> None:
    """Record that a member agreed by word to this amount for this cart, and who says so.

    Raises AmountUnfit; ConsentMissing where the shop asks for the PIN.
    """
    if not 0 < amount_idr <= MOST_IDR:
        raise AmountUnfit(amount=figure(amount_idr), most=figure(MOST_IDR))
    if asks_pin():
        raise ConsentMissing(name=own_name(member_id), amount=figure(amount_idr))
    current_act().subject = f"cart {cart_id[:8]} person {member_id} {own_name(member_id)}"
    current_act().details["amount"] = amount_idr
    write_row(SavingsConsent, cart_id=cart_id, person_id=member_id, amount_idr=amount_idr)


def require_pin_fit(pin: str) -> None:
    """Raise MemberPinUnfit unless a member may have this PIN."""
    if not _PIN.fullmatch(pin) or len(set(pin)) == 1:
        raise MemberPinUnfit


def require_pin(member_id: int, amount_idr: int) -> PinState:
    """The PIN a member needs to pay an amount from sukarela; asked before it is typed in vain.

    Raises AmountUnfit, PinNotSet, NotEnoughToPay.
    """
    if not 0 < amount_idr <= MOST_IDR:
        raise AmountUnfit(amount=figure(amount_idr), most=figure(MOST_IDR))
    state = pin_state(member_id)
    if state is None:
        raise PinNotSet(name=own_name(member_id))
    balance = balances(member_id).voluntary_idr
    if amount_idr > balance:
        raise NotEnoughToPay(name=own_name(member_id), balance=figure(balance), amount=figure(amount_idr))
    return state


@part
def require_consent(cart_id: str, member_id: int, amount_idr: int) -> None:
    """Raise ConsentMissing where the shop asks for the PIN and the member has not agreed to exactly this amount."""
    if not amount_idr or not asks_pin():
        return
    row = fetch_one(
        "SELECT amount_idr FROM savings_consent WHERE cart_id = ? AND person_id = ? ORDER BY id DESC LIMIT 1",
        (cart_id, member_id),
    )
    if row is None or row[0] != amount_idr:
        raise ConsentMissing(name=own_name(member_id), amount=figure(amount_idr))
