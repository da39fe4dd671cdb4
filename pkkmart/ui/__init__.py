"""The Qt kit: the look, the fields, the keys and the messages of the program. It knows no feature."""

from __future__ import annotations

import sys

import PySide6.QtCore  # noqa: F401 - loads the import hook that is spared its work here


def _spare_reading_of_sources() -> None:
    """Keep PySide from reading, and keeping in memory, the source of every module that is imported after it.

    It looks there for its `__feature__` switch, which no module of ours uses; "may use it" is its default.
    """
    hook = sys.modules.get("shibokensupport.feature")
    if hasattr(hook, "_mod_uses_pyside"):
        vars(hook)["_mod_uses_pyside"] = lambda _module: True


_spare_reading_of_sources()
