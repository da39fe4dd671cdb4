"""How a PIN is kept: as its argon2 hash, a user's and a member's alike."""

from __future__ import annotations

from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError


def pin_hash(pin: str) -> str:
    """What is written down instead of the PIN; another text each time."""
    return _hasher().hash(pin)


def pin_matches(kept: str, pin: str) -> bool:
    """Whether a PIN is the one behind a hash; a hash that is none matches nothing."""
    try:
        return _hasher().verify(kept, pin)
    except (VerificationError, InvalidHashError):
        return False


@cache
def _hasher() -> PasswordHasher:
    # argon2's own default takes 121 ms and 64 MiB on a fast machine; this is OWASP's smaller setting.
    return PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
