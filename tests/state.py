"""All that the program remembers between two calls, and the one way back to how it starts.

A module of the program that begins to remember something else must be named in REMEMBERED (tests/test_state.py finds
it) and be put back by `start_anew`.
"""

from __future__ import annotations

import gc
import logging
import sys
from logging.handlers import RotatingFileHandler

from pkkmart.core import clock, i18n, operation
from pkkmart.core.db import _writer, db, forget_rows
from pkkmart.users import pins

REMEMBERED = {
    "pkkmart.core.clock": {"_source", "_zone"},
    "pkkmart.core.db": {"db", "_writer"},
    "pkkmart.core.i18n": {"_translation"},
    "pkkmart.core.operation": {"_current", "_listeners"},
    "pkkmart.core.settings": {"_cache"},
    "pkkmart.products.queries": {"_vocabulary"},
    "pkkmart.ui.theme": {"_current"},
    "pkkmart.ui.worker": {"_running"},
    "pkkmart.users.pins": {"_cost"},
}
"""Names of modules that change while the program runs."""

FILLED_AT_IMPORT = {"pkkmart.core.db": {"_forgetters"}}
"""Names that are filled while the modules are imported and never change after."""

QUICK = pins.Cost(passes=1, memory_kib=8)
"""What hashing a PIN takes in the tests: 0.02 ms where the shop takes 20, thousands of times over."""

SHIPPED = pins._cost
"""What hashing a PIN takes in the shop."""

_SOURCE, _ZONE, _TRANSLATION, _LEVEL = clock._source, clock._zone, i18n._translation, logging.getLogger().level


def start_anew() -> list[str]:
    """Put everything back to how a fresh process has it; returns in words what somebody had left running."""
    _end_the_window()
    left = [*_end_the_act(), *_close_the_database(), *_close_the_diary()]
    if clock._source is not _SOURCE:
        left.append("a clock of its own")
    clock._source, clock._zone, i18n._translation = _SOURCE, _ZONE, _TRANSLATION
    pins.use_cost(QUICK)
    gc.disable()
    return left


def _end_the_act() -> list[str]:
    left = [f"a listener: {listener}" for listener in operation._listeners]
    if operation._current.act is not None:
        left.append(f"an operation under way: {operation._current.act.name}")
    operation._listeners.clear()
    operation._current.act = None
    _writer.is_writing = False
    return left


def _close_the_database() -> list[str]:
    left = []
    if not db.is_closed():
        if db.connection().in_transaction or db.in_transaction():
            left.append("an open transaction")
            db.connection().rollback()
            db._state.transactions.clear()
        db.close()
    db.init(None, pragmas={})  # without pragmas named here peewee keeps those of the last database
    forget_rows()
    return left


def _close_the_diary() -> list[str]:
    root = logging.getLogger()
    handlers = [handler for handler in root.handlers if isinstance(handler, RotatingFileHandler)]
    for handler in handlers:
        root.removeHandler(handler)
        handler.close()
    root.setLevel(_LEVEL)
    return [f"a diary: {handler.baseFilename}" for handler in handlers]


def _end_the_window() -> None:
    """What the toolkit holds, where a test has imported it: chores, windows, key filters, the look."""
    if "pkkmart.ui.theme" in sys.modules:
        from tests.widgets import end_everything

        end_everything()
