"""A set of keys that people know by words: the base of every enum that is stored as a key and shown by a label."""

from __future__ import annotations

from enum import StrEnum
from typing import Self


class Named(StrEnum):
    """A key and its label, written together: `SAFE = "SAFE", N_("Brankas")`.

    A set with more facts to a key writes a `__new__` of its own, with a default for all but the key, since
    `Place("SAFE")` looks a key up.
    """

    label: str
    """The name on screen; translate where it is shown."""

    def __new__(cls, key: str, label: str = "") -> Self:
        named = str.__new__(cls, key)
        named._value_, named.label = key, label
        return named
