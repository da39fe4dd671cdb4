"""Hashes of PINs by argon2, of users and members alike."""

from __future__ import annotations

from functools import cache
from typing import Final, NamedTuple

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError


class Cost(NamedTuple):
    """The cost of one hash: passes over the memory, and the memory in KiB."""

    passes: int
    memory_kib: int


# argon2's own default takes 121 ms and 64 MiB on a fast machine; this is OWASP's smaller setting.
OWASP: Final = Cost(passes=2, memory_kib=19 * 1024)
_cost = OWASP


def pin_hash(pin: str) -> str:
    """The hash of a PIN; another text each time."""
    return _hasher(_cost).hash(pin)


def pin_matches(hashed: str, pin: str) -> bool:
    """Whether a PIN is the one of a hash; False for a text that is no hash."""
    try:
        return _hasher(_cost).verify(hashed, pin)
    except (VerificationError, InvalidHashError):
        return False


def use_cost(cost: Cost) -> None:
    """Set the cost of hashing from now on; for tests and benches only, which set it before they hash."""
    global _cost
    _cost = cost


@cache
def _hasher(cost: Cost) -> PasswordHasher:
    return PasswordHasher(time_cost=cost.passes, memory_cost=cost.memory_kib, parallelism=1)
