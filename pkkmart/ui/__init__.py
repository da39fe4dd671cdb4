"""The Qt kit: the look, the fields, the keys and the messages of the program. It knows no feature."""

from __future__ import annotations

import sys

import PySide6.QtCore  # noqa: F401 - loads the import hook that is spared its work here

# PySide reads the source of every module imported after it, to see whether the module may use PySide's `__feature__`
# switch, and keeps all of them in memory. No module of ours uses the switch; "may use it" is the default.
_hook = sys.modules.get("shibokensupport.feature")
if hasattr(_hook, "_mod_uses_pyside"):
    vars(_hook)["_mod_uses_pyside"] = lambda _module: True
