"""`verify` runs the proofs of every room, and a room added later can't be forgotten."""

from __future__ import annotations

import importlib
import pkgutil

import pkkmart
from pkkmart.closing.verify import CHECKS


def test_every_room_with_checks_is_in_verify() -> None:
    found = []
    for room in pkgutil.iter_modules(pkkmart.__path__):
        names = [one.name for one in pkgutil.iter_modules([f"{pkkmart.__path__[0]}/{room.name}"])] if room.ispkg else []
        if "checks" in names:
            found += list(importlib.import_module(f"pkkmart.{room.name}.checks").CHECKS)
    assert {check.__qualname__ for check in found} == {check.__qualname__ for check in CHECKS}
    assert len(found) == len(CHECKS)
