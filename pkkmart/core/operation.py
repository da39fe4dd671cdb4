"""What makes a function a write: permission, one transaction, one audit row, then the news.

`@operation` is a door: it may not be opened from inside another one. `@part` is a piece that only
runs inside. What changed is announced after the commit, outside the transaction, so that a screen
that fails to refresh never makes a booked sale look failed.
"""

from __future__ import annotations

import functools
import logging
import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Concatenate, ParamSpec, TypeVar

from pkkmart.core import audit, clock
from pkkmart.core.actor import Actor, Approval, Permission
from pkkmart.core.db import Row, db, insert_rows, writing
from pkkmart.core.errors import NotPermitted, PkkError, environment_fault
from pkkmart.core.i18n import _

P = ParamSpec("P")
R = TypeVar("R")
log = logging.getLogger(__name__)


class Changed(Enum):
    """What an operation touched, told to the screens that show it."""

    PEOPLE = auto()
    USERS = auto()
    PRODUCTS = auto()
    STOCK = auto()
    SHIFT = auto()
    SALES = auto()
    CONSIGNMENT = auto()
    LEDGER = auto()
    SETTINGS = auto()
    PRINT_JOBS = auto()


@dataclass(slots=True)
class Act:
    """The operation under way on this thread; parts add to what its audit row will say."""

    name: str
    actor: Actor
    approval: Approval | None
    subject: str = ""
    details: dict[str, object] = field(default_factory=dict)
    digest: str = ""


class _Current(threading.local):
    act: Act | None = None


_current = _Current()
_listeners: list[Callable[[frozenset[Changed]], None]] = []


def current_act() -> Act:
    """The operation this thread is inside; a RuntimeError outside one, because that is a bug."""
    if _current.act is None:
        raise RuntimeError("a part was called outside an operation")
    return _current.act


def on_change(listener: Callable[[frozenset[Changed]], None]) -> Callable[[], None]:
    """Hear what each committed operation changed, on its thread; returns the way to stop hearing."""
    _listeners.append(listener)
    return lambda: _listeners.remove(listener)


def operation(
    permission: Permission, *, changes: frozenset[Changed] = frozenset()
) -> Callable[[Callable[Concatenate[Actor, P], R]], Callable[Concatenate[Actor, P], R]]:
    """Make a function one transaction: `f(actor, …, approval=Approval(…))`.

    Raises NotPermitted before anything is read, EnvironmentFault when the machine failed; either way
    nothing was written.
    """

    def decorate(function: Callable[Concatenate[Actor, P], R]) -> Callable[Concatenate[Actor, P], R]:
        @functools.wraps(function)
        def run(actor: Actor, /, *args: P.args, **kwargs: P.kwargs) -> R:
            approval = kwargs.get("approval")
            assert approval is None or isinstance(approval, Approval)
            require(actor, permission, approval)
            if db.in_transaction() or _current.act is not None:
                raise RuntimeError(f"{function.__name__}: an operation cannot run inside another one")
            act = Act(function.__name__, actor, approval)
            try:
                with writing():
                    _current.act = act
                    result = function(actor, *args, **kwargs)
                    audit.append(act.name, actor, approval, act.subject, act.details, act.digest)
            except PkkError:
                raise
            except Exception as error:
                fault = environment_fault(error, str(db.database))
                if fault is not None:
                    raise fault from error
                raise
            finally:
                _current.act = None
            _announce(changes)
            return result

        return run

    return decorate


def require(actor: Actor, permission: Permission, approval: Approval | None = None) -> None:
    """Raise NotPermitted unless the actor, or the approver, may do this part of an act."""
    if not (actor.may(permission) or (approval is not None and approval.by.may(permission))):
        raise NotPermitted(name=actor.name, permission=_(permission.label), needed=permission)


def part(function: Callable[P, R]) -> Callable[P, R]:
    """Mark a piece of a write that refuses to run outside an operation."""

    @functools.wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        current_act()
        return function(*args, **kwargs)

    return run


@part
def write_rows(model: type[Row], rows: Iterable[Mapping[str, object]]) -> None:
    """Write rows of a table in the act under way.

    Their ids, the moment and the actor are filled in where the table has a column for them and a row names none.
    """
    own = {"id": None, "recorded_at": clock.now_text(), "user_id": current_act().actor.id}
    filled = {name: value for name, value in own.items() if name in model._meta.columns}
    insert_rows(model, [{**filled, **row} for row in rows])


def write_row(model: type[Row], **columns: object) -> None:
    """Write one row of a table, as `write_rows` does."""
    write_rows(model, [columns])


def _announce(changes: frozenset[Changed]) -> None:
    for listener in list(_listeners) if changes else ():
        try:
            listener(changes)
        except Exception:  # a screen's failure is not the sale's
            log.exception("a listener failed after %s", sorted(change.name for change in changes))
