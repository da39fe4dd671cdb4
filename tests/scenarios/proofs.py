"""Every proof of every room at once: what `verify` will say of the shop as it stands."""

from __future__ import annotations

import importlib
import importlib.util
import pkgutil
from collections.abc import Callable
from functools import cache

import pkkmart
from pkkmart.core.check import Check


@cache
def _proofs() -> tuple[Callable[[], Check], ...]:
    """The proofs of all rooms, so that a new room's join by themselves."""
    found: list[Callable[[], Check]] = []
    for room in pkgutil.iter_modules(pkkmart.__path__):
        name = f"pkkmart.{room.name}.checks"
        if room.ispkg and importlib.util.find_spec(name) is not None:
            found.extend(importlib.import_module(name).CHECKS)
    return tuple(found)


def all_checks() -> list[Check]:
    """What each proof says now."""
    return [prove() for prove in _proofs()]


def failures() -> list[str]:
    """Names and figures of the proofs that fail; [] is a healthy shop."""
    return [f"{check.name}: {check.figure}" for check in all_checks() if not check.ok]
