"""Writes of users: adding one, logging in by PIN, changing a PIN, deactivating and activating one."""

from __future__ import annotations

import base64
import re
from collections.abc import Sequence, Set
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from pkkmart.core import clock
from pkkmart.core.actor import SYSTEM, Actor, Permission
from pkkmart.core.db import fetch
from pkkmart.core.errors import UserError
from pkkmart.core.i18n import N_
from pkkmart.core.operation import Changed, current_act, operation, part
from pkkmart.core.settings import write_setting
from pkkmart.people.operations import NameMissing, PersonDetails, add_person
from pkkmart.printing.letterhead import (
    CHAIR,
    LOGO_BYTES,
    SHOP_ADDRESS,
    SHOP_COOP_NUMBER,
    SHOP_LEGAL_NAME,
    SHOP_LEGAL_NUMBER,
    SHOP_LOGO,
    SHOP_NAME,
    SHOP_NIB,
    SHOP_TAX_NUMBER,
    TREASURER,
)
from pkkmart.users.models import ApprovalAttempt, LoginAttempt, User
from pkkmart.users.pins import pin_hash, pin_matches
from pkkmart.users.queries import actor_of, others_who_may
from pkkmart.users.roles import Role

WRONG_PINS_BEFORE_PAUSE = 5
PAUSE_S = 30
_SIGNS: Final = {Role.ADMIN: CHAIR, Role.TREASURER: TREASURER}
"""Who signs the reports of a new shop: the first of its people with such a role."""
_PIN = re.compile(r"[0-9]{4,8}")


class PinUnfit(UserError):
    template = N_("PIN harus 4 sampai 8 angka, dan bukan angka yang sama semua.")


class UserNameExists(UserError):
    template = N_("Nama pengguna “{name}” sudah dipakai. Tambahkan nama panggilan lain.")


@dataclass(frozen=True, slots=True)
class LoginResult:
    """The result of a log-in: `actor` when the PIN was right. Returned, not raised, so that its audit stays."""

    actor: Actor | None
    wait_s: int = 0


@part
def add_user_row(name: str, pin: str, role: Role, person_id: int | None) -> int:
    """Add a user, with a new person when none is given, so that a cash shortage can name one; returns the user's id."""
    name = " ".join(name.split())
    if not name:
        raise NameMissing
    _require_fit(pin)
    if fetch("SELECT 1 FROM app_user WHERE lower(name) = lower(?)", (name,)):
        raise UserNameExists(name=name)
    if person_id is None:
        person_id = add_person(PersonDetails(name=name), (), clock.today())
    user = User.create(name=name, person=person_id, role=role, pin_hash=pin_hash(pin), created_at=clock.now_text())
    return int(user.id)


@operation(Permission.KEEP_USERS, changes=frozenset({Changed.USERS}))
def add_user(actor: Actor, name: str, pin: str, role: Role, person_id: int | None = None) -> int:
    """Add a user who may log in; returns the user's id. Raises PinUnfit, UserNameExists, NameMissing."""
    user_id = add_user_row(name, pin, role, person_id)
    current_act().subject = f"user {user_id} {name} {role}"
    return user_id


class ShopUnnamed(UserError):
    template = N_("Nama toko belum diisi. Nama ini tercetak di setiap struk.")


class AlreadyFounded(UserError):
    template = N_("Toko ini sudah punya pengguna. Masuk dengan PIN yang ada.")


class LogoTooBig(UserError):
    template = N_("Gambar logo {size} KB terlalu besar; paling besar 200 KB. Kecilkan dulu gambarnya.")


@dataclass(frozen=True, slots=True, kw_only=True)
class ShopFacts:
    """The facts of a new shop; only the name is required. The logo is a PNG or JPEG."""

    name: str
    address: str = ""
    legal_name: str = ""
    legal_number: str = ""
    coop_number: str = ""
    nib: str = ""
    tax_number: str = ""
    logo: bytes = b""


@operation(Permission.KEEP_USERS, changes=frozenset({Changed.USERS, Changed.SETTINGS}))
def found_shop(actor: Actor, facts: ShopFacts, people: Sequence[tuple[str, str, Role]]) -> list[int]:
    """Give a new shop its facts and its first users (name, PIN, role), all or none; returns their ids.

    The first pengurus and the first treasurer sign its reports until the settings say otherwise.
    Raises AlreadyFounded, ShopUnnamed, LogoTooBig, PinUnfit, UserNameExists, NameMissing.
    """
    if User.select().exists():
        raise AlreadyFounded
    if not facts.name.strip():
        raise ShopUnnamed
    if len(facts.logo) > LOGO_BYTES:
        raise LogoTooBig(size=len(facts.logo) // 1024)
    for setting, text in (
        (SHOP_NAME, facts.name),
        (SHOP_ADDRESS, facts.address),
        (SHOP_LEGAL_NAME, facts.legal_name),
        (SHOP_LEGAL_NUMBER, facts.legal_number),
        (SHOP_COOP_NUMBER, facts.coop_number),
        (SHOP_NIB, facts.nib),
        (SHOP_TAX_NUMBER, facts.tax_number),
        *((_SIGNS[role], name) for name, _pin, role in reversed(people) if role in _SIGNS),
        (SHOP_LOGO, base64.b64encode(facts.logo).decode()),
    ):
        if text.strip():
            write_setting(setting, " ".join(text.split()))
    act = current_act()
    act.details.pop(SHOP_LOGO.key, None)  # a logo is too long for the log
    act.subject = facts.name.strip()
    return [add_user_row(name, pin, role, None) for name, pin, role in people]


@operation(Permission.KEEP_USERS, changes=frozenset({Changed.USERS}))
def change_pin(actor: Actor, user_id: int, pin: str) -> None:
    """Give a user a new PIN. Raises PinUnfit, UserUnknown."""
    _require_fit(pin)
    user = _known(user_id)
    User.update(pin_hash=pin_hash(pin)).where(User.id == user_id).execute()
    current_act().subject = f"user {user_id} {user.name}"


class OldPinWrong(UserError):
    template = N_("PIN yang lama salah. Coba lagi, atau minta pengurus membuatkan PIN baru.")


@operation(Permission.LOG_IN, changes=frozenset({Changed.USERS}))
def _replace_own_pin(actor: Actor, old_pin: str, pin: str) -> bool:
    act = current_act()
    act.subject = f"user {actor.id} {actor.name}"
    if actor.id is None or _pause_left(actor.id):
        act.details["refused"] = "pause"
        return False
    user = _known(actor.id)
    if not pin_matches(user.pin_hash, old_pin):
        act.details["refused"] = "wrong PIN"
        LoginAttempt.create(user=user, recorded_at=clock.now_text(), succeeded=False)
        return False
    User.update(pin_hash=pin_hash(pin)).where(User.id == actor.id).execute()
    return True


def change_own_pin(actor: Actor, old_pin: str, pin: str) -> None:
    """Change the actor's own PIN. Raises PinUnfit, OldPinWrong; a wrong try stays on record."""
    _require_fit(pin)
    if not _replace_own_pin(actor, old_pin, pin):
        raise OldPinWrong


class UserUnknown(UserError):
    template = N_("Pengguna nomor {user_id} tidak ada.")


class LastAdmin(UserError):
    template = N_(
        "{name} pengurus terakhir yang bisa mengatur pengguna. Tambahkan pengurus lain dulu, baru nonaktifkan."
    )


class NotOneself(UserError):
    template = N_("Anda sedang masuk sebagai {name}. Minta pengurus lain yang menonaktifkannya.")


@operation(Permission.KEEP_USERS, changes=frozenset({Changed.USERS}))
def deactivate_user(actor: Actor, user_id: int) -> None:
    """Deactivate a user, who can't log in any more; what the user did stays on record.

    Raises UserUnknown, NotOneself, LastAdmin.
    """
    user = _known(user_id)
    if user_id == actor.id:
        raise NotOneself(name=user.name)
    others = User.select().where(User.active, User.role == Role.ADMIN, User.id != user_id)
    if user.role == Role.ADMIN and not others.exists():
        raise LastAdmin(name=user.name)
    User.update(active=False).where(User.id == user_id).execute()
    current_act().subject = f"user {user_id} {user.name}"


@operation(Permission.KEEP_USERS, changes=frozenset({Changed.USERS}))
def activate_user(actor: Actor, user_id: int) -> None:
    """Activate a deactivated user again, with the same PIN. Raises UserUnknown."""
    user = _known(user_id)
    User.update(active=True).where(User.id == user_id).execute()
    current_act().subject = f"user {user_id} {user.name}"


def _known(user_id: int) -> User:
    user = User.get_or_none(User.id == user_id)
    if user is None:
        raise UserUnknown(user_id=user_id)
    return user


def _require_fit(pin: str) -> None:
    if not _PIN.fullmatch(pin) or len(set(pin)) == 1:
        raise PinUnfit


@operation(Permission.LOG_IN)
def _try_pin(actor: Actor, user_id: int, pin: str) -> LoginResult:
    act = current_act()
    wait_s = _pause_left(user_id)
    if wait_s:
        act.subject, act.details["refused"] = f"user {user_id}", "pause"
        return LoginResult(None, wait_s)
    user = User.get_or_none(User.id == user_id, User.active)
    known = False
    if user is not None:
        act.subject = f"user {user.id} {user.name}"
        known = pin_matches(user.pin_hash, pin)
        if not known:
            act.details["refused"] = "wrong PIN"
        LoginAttempt.create(user=user, recorded_at=clock.now_text(), succeeded=known)
    return LoginResult(actor_of(user_id)) if known else LoginResult(None, _pause_left(user_id))


def log_in(user_id: int, pin: str) -> LoginResult:
    """Check a PIN; five wrong ones in a row pause that user for 30 s. Right or wrong, it is audited."""
    return _try_pin(SYSTEM, user_id, pin)


def _pause_left(user_id: int) -> int:
    """Seconds until this user may try again. Attempts from a clock that ran ahead don't count."""
    return _pause_after(
        "SELECT succeeded, recorded_at FROM login_attempt WHERE user_id = ? AND recorded_at <= ?"
        " ORDER BY id DESC LIMIT ?",
        user_id,
    )


def _pause_after(tries: str, user_id: int | None) -> int:
    """Seconds until the next try, when the last ones (succeeded, recorded_at) were all wrong just now."""
    now = clock.now()
    since, until = clock.to_text(now - timedelta(seconds=PAUSE_S)), clock.to_text(now)
    rows = fetch(tries, (user_id, until, WRONG_PINS_BEFORE_PAUSE))
    if len(rows) < WRONG_PINS_BEFORE_PAUSE or any(row[0] for row in rows) or rows[0][1] <= since:
        return 0
    passed = (now - clock.from_text(rows[0][1])).total_seconds()
    return max(1, round(PAUSE_S - passed))


@dataclass(frozen=True, slots=True)
class ApproverResult:
    """The result of a second PIN: `approver` when it is of one user who may, `shared` when of several."""

    approver: Actor | None
    wait_s: int = 0
    shared: bool = False


@operation(Permission.LOG_IN)
def find_approver(actor: Actor, needed: Set[Permission], pin: str) -> ApproverResult:
    """Find the user of a PIN who may approve an act of the actor: another one with all permissions needed.

    All their PINs are tried: neither the answer nor its time tells the users apart. Five wrong ones in a row pause the
    asking of that actor for 30 s; each is on record.
    """
    act = current_act()
    act.details["needed"] = sorted(needed)
    wait_s = _approval_pause(actor)
    if wait_s:
        act.details["refused"] = "pause"
        return ApproverResult(None, wait_s)
    asked = [user.id for user in others_who_may(actor, needed)]
    found = [user.id for user in User.select().where(User.id.in_(asked)) if pin_matches(user.pin_hash, pin)]
    approver = actor_of(found[0]) if len(found) == 1 else None
    ApprovalAttempt.create(user=actor.id, approver=approver and approver.id, recorded_at=clock.now_text())
    if approver is not None:
        act.subject = f"user {approver.id} {approver.name}"
        return ApproverResult(approver)
    act.details["refused"] = "shared PIN" if found else "wrong PIN"
    return ApproverResult(None, _approval_pause(actor), shared=bool(found))


def _approval_pause(actor: Actor) -> int:
    return _pause_after(
        "SELECT approver_id IS NOT NULL, recorded_at FROM approval_attempt"
        " WHERE user_id IS NOT DISTINCT FROM ? AND recorded_at <= ? ORDER BY id DESC LIMIT ?",
        actor.id,
    )
