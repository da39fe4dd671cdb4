"""A sentence survives every trip, and the machine's fault is told from a bug."""

from __future__ import annotations

import importlib
import pickle
import pkgutil
import sqlite3
from string import Formatter

import pytest

import pkkmart
from pkkmart.core.errors import (
    DatabaseLocked,
    DatabaseReadOnly,
    DatabaseUnreadable,
    DiskFull,
    DiskTrouble,
    EnvironmentFault,
    NotPermitted,
    PkkError,
    UnreadableNumber,
    environment_fault,
)


def test_a_sentence_holds_its_figures_and_travels_between_threads_and_processes() -> None:
    error = NotPermitted(name="Bu Rina", permission="membayar dari brankas")
    copy = pickle.loads(pickle.dumps(error))
    assert type(copy) is NotPermitted
    assert str(copy) == str(error)
    assert str(error) == (
        "Bu Rina belum berwenang: membayar dari brankas. Minta pengurus yang berwenang memasukkan PIN-nya."
    )


def sqlite_error(name: str) -> sqlite3.OperationalError:
    error = sqlite3.OperationalError("x")
    error.sqlite_errorname = name
    return error


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        ("SQLITE_FULL", DiskFull), ("SQLITE_BUSY", DatabaseLocked), ("SQLITE_BUSY_SNAPSHOT", DatabaseLocked),
        ("SQLITE_LOCKED_SHAREDCACHE", DatabaseLocked), ("SQLITE_READONLY_DBMOVED", DatabaseReadOnly),
        ("SQLITE_CORRUPT_VTAB", DatabaseUnreadable), ("SQLITE_NOTADB", DatabaseUnreadable),
        ("SQLITE_CANTOPEN", DatabaseUnreadable), ("SQLITE_IOERR_FSYNC", DiskTrouble),
    ],
)  # fmt: skip
def test_sqlites_own_name_decides(name: str, fault: type[EnvironmentFault]) -> None:
    assert type(environment_fault(sqlite_error(name))) is fault


def test_the_fault_is_found_behind_what_it_caused() -> None:
    error = RuntimeError("cannot rollback")
    error.__context__ = ValueError("between")
    error.__context__.__cause__ = sqlite_error("SQLITE_FULL")
    assert isinstance(environment_fault(error), DiskFull)


def test_a_full_disk_outside_the_database_is_the_same_news() -> None:
    assert isinstance(environment_fault(OSError(28, "No space left on device")), DiskFull)
    fault = DiskTrouble(detail="kabel")
    assert environment_fault(fault) is fault


@pytest.mark.parametrize("error", [sqlite_error("SQLITE_CONSTRAINT"), KeyError("x"), OSError(2, "absent")])
def test_a_bug_is_no_fault_of_the_machine(error: Exception) -> None:
    assert environment_fault(error) is None


TOLD_FROM = ("operations", "queries", "rules", "cart", "job", "exports", "documents")


def every_error() -> list[type[PkkError]]:
    for module in pkgutil.walk_packages(pkkmart.__path__, "pkkmart."):
        if module.name.startswith("pkkmart.core.") or module.name.rsplit(".", 1)[-1] in TOLD_FROM:
            importlib.import_module(module.name)

    def below(kind: type[PkkError]) -> list[type[PkkError]]:
        return [found for child in kind.__subclasses__() for found in (child, *below(child))]

    return [kind for kind in below(PkkError) if kind.__module__.startswith("pkkmart.")]


def test_every_error_has_a_sentence_that_ends_and_names_its_figures() -> None:
    kinds = [kind for kind in every_error() if kind.template or not kind.__subclasses__()]
    assert UnreadableNumber in kinds
    for kind in kinds:
        assert kind.template.endswith((".", "?")), kind
        figures = {field: "x" for _text, field, _spec, _conversion in Formatter().parse(kind.template) if field}
        assert str(kind(**figures)), kind
