"""Running what a screen asks for: every failure is caught here and told in a sentence."""

from __future__ import annotations

import logging
import sys
import threading
import uuid
from collections.abc import Callable
from logging.handlers import RotatingFileHandler
from types import TracebackType
from typing import ParamSpec, TypeVar

from PySide6.QtCore import QObject, Signal

from pkkmart.core.errors import EnvironmentFault, NeedsConfirmation, Unusual, UserError, environment_fault
from pkkmart.core.i18n import _
from pkkmart.ui.messages import Messages
from pkkmart.ui.panels import Question

P = ParamSpec("P")
R = TypeVar("R")
log = logging.getLogger(__name__)


def run(messages: Messages, function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R | None:
    """The function's result, or None after the person was told why there is none."""
    try:
        return function(*args, **kwargs)
    except Exception as error:
        tell(messages, error)
        return None


def succeeds(messages: Messages, function: Callable[P, object], *args: P.args, **kwargs: P.kwargs) -> bool:
    """Whether a function that returns nothing went through; the person was told if not."""
    try:
        function(*args, **kwargs)
    except Exception as error:
        tell(messages, error)
        return False
    return True


def refused(function: Callable[P, object], *args: P.args, **kwargs: P.kwargs) -> str:
    """Why a function that returns nothing refuses, "" when it went through; other failures are the caller's."""
    try:
        function(*args, **kwargs)
    except UserError as error:
        return str(error)
    return ""


def run_confirmed(
    messages: Messages,
    function: Callable[[frozenset[str]], R],
    then: Callable[[R], object],
    *,
    yes: str = "",
    no: str = "",
    on_no: Callable[[], object] | None = None,
    confirmed: frozenset[str] = frozenset(),
) -> None:
    """Call `function(confirmed)`; each NeedsConfirmation becomes a question, and a yes calls it again.

    Enter says yes, except to what is Unusual: there Enter and Esc go back to mend it, and F12 goes on.
    `then(result)` comes when it went through; `on_no` when the person answered no.
    """
    try:
        result = function(confirmed)
    except NeedsConfirmation as error:
        known = confirmed | {error.key}
        if known == confirmed:
            report_bug(messages, error)
            return
        messages.ask(
            str(error),
            yes=yes or _("Lanjutkan"),
            no=no or (_("Betulkan") if isinstance(error, Unusual) else ""),
            on_no=on_no,
            yes_key="F12" if isinstance(error, Unusual) else "Enter",
            on_yes=lambda: run_confirmed(messages, function, then, yes=yes, no=no, on_no=on_no, confirmed=known),
        )
    except Exception as error:
        tell(messages, error)
    else:
        then(result)


def tell(messages: Messages, error: BaseException) -> None:
    """Say what went wrong: a sentence to act on, a fault of the machine, or a bug with its code."""
    fault = environment_fault(error)
    if isinstance(error, UserError):
        messages.attention(str(error), stays=True)
    elif fault is not None or isinstance(error, EnvironmentFault):
        log.warning("fault of the machine", exc_info=error)
        messages.danger(str(fault or error))
    else:
        report_bug(messages, error)


def report_bug(messages: Messages, error: BaseException) -> str:
    """Log a bug under a short code and show that code once; returns the code."""
    code = uuid.uuid4().hex[:8]
    log.error("bug %s", code, exc_info=error)
    panel = messages.panel()
    if isinstance(panel, Question) and panel.objectName() == "bug":
        return code
    question = messages.ask(
        _("Terjadi kesalahan pada program. Kode {code}; catatan tersimpan di {path}.").format(
            code=code, path=log_path() or _("catatan program")
        ),
        title=_("Data yang sudah tersimpan tetap aman"),
        yes=_("Mengerti"),
        only_yes=True,
    )
    question.setObjectName("bug")
    return code


def log_path() -> str:
    """Where our log is written ("" before it is started)."""
    files = [handler for handler in logging.getLogger().handlers if isinstance(handler, RotatingFileHandler)]
    return files[0].baseFilename if files else ""


class _Relay(QObject):
    """Brings another thread's exception to the thread of the window."""

    failed = Signal(object)


def install_catcher(messages: Messages) -> Callable[[], None]:
    """Send every uncaught exception (also in slots and threads) through `tell`; returns the way back."""
    relay = _Relay(messages)
    relay.failed.connect(lambda error: tell(messages, error))
    before, before_thread = sys.excepthook, threading.excepthook

    def caught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, (KeyboardInterrupt, SystemExit)):
            before(kind, error, trace)
        else:
            relay.failed.emit(error)

    def caught_in_thread(args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            relay.failed.emit(args.exc_value)

    def undo() -> None:
        sys.excepthook, threading.excepthook = before, before_thread

    sys.excepthook, threading.excepthook = caught, caught_in_thread
    return undo
