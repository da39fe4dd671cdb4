"""Reads of users: who may log in at this shop, and who once could."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass

from pkkmart.core.actor import Actor, Permission
from pkkmart.core.db import fetch, fetch_one
from pkkmart.users.roles import Role


@dataclass(frozen=True, slots=True)
class UserRow:
    """A user as the log-in screen shows one."""

    id: int
    name: str
    role: Role
    person_id: int | None


def active_users() -> list[UserRow]:
    """The users who may log in, cashiers first, then by name."""
    rows = fetch("SELECT id, name, role, person_id FROM app_user WHERE active ORDER BY role <> 'CASHIER', name")
    return [UserRow(row[0], row[1], Role(row[2]), row[3]) for row in rows]


def others_who_may(actor: Actor, needed: Set[Permission]) -> list[UserRow]:
    """The users with all permissions needed who may approve an act of the actor: anybody but the actor."""
    return [user for user in active_users() if user.id != actor.id and needed <= user.role.permissions]


@dataclass(frozen=True, slots=True)
class KnownUser:
    """A user as the list of users shows one, also one deactivated."""

    id: int
    name: str
    role: Role
    active: bool


def all_users() -> list[KnownUser]:
    """All users, those who may still log in first, then by name."""
    rows = fetch("SELECT id, name, role, active FROM app_user ORDER BY NOT active, name")
    return [KnownUser(row[0], row[1], Role(row[2]), bool(row[3])) for row in rows]


def actor_of(user_id: int) -> Actor:
    """The actor of a user who has typed the right PIN; raises LookupError for an unknown id."""
    row = fetch_one("SELECT id, name, role FROM app_user WHERE id = ? AND active", (user_id,))
    if row is None:
        raise LookupError(f"no active user {user_id}")
    return Actor(row[0], row[1], Role(row[2]).permissions)
