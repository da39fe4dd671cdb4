"""The one catcher: a sentence, a fault of the machine, or a bug with a code; never silence."""

from __future__ import annotations

import logging
import sqlite3
import sys
import threading

import pytest
from PySide6.QtCore import QTimer
from pytestqt.exceptions import capture_exceptions
from pytestqt.qtbot import QtBot

from pkkmart.core.errors import DiskFull, NeedsConfirmation, UnreadableNumber
from pkkmart.ui.run import install_catcher, run, run_confirmed, succeeds
from pkkmart.ui.worker import Steps, run_chore
from tests.keys import press
from tests.ui.conftest import Stage


class NotEnough(NeedsConfirmation):
    template = "Stok tercatat {level}, diminta {asked}."
    key = "stock"


def _raise(error: Exception) -> None:
    raise error


def test_a_result_comes_back(stage: Stage) -> None:
    assert run(stage.messages, int, "7") == 7
    assert succeeds(stage.messages, print, end="")


def test_a_users_error_is_a_sentence(stage: Stage) -> None:
    assert run(stage.messages, _raise, UnreadableNumber(text="x")) is None
    assert stage.messages.history[-1].tone == "attention"
    assert stage.messages.text.startswith("“x” bukan angka")


def test_a_fault_of_the_machine_is_told_with_advice(stage: Stage, caplog: pytest.LogCaptureFixture) -> None:
    for error in (DiskFull(), OSError(28, "No space left")):
        assert not succeeds(stage.messages, _raise, error)
        assert stage.messages.history[-1] == ("danger", str(DiskFull()))
    assert all(record.levelno == logging.WARNING for record in caplog.records)


def test_a_bug_is_logged_and_shown_once_with_a_code(stage: Stage, caplog: pytest.LogCaptureFixture) -> None:
    run(stage.messages, _raise, ZeroDivisionError("x"))
    run(stage.messages, _raise, sqlite3.IntegrityError("y"))
    questions = [said for said in stage.messages.history if said.tone == "question"]
    assert len(questions) == 1
    assert caplog.records[0].message.split()[1] in questions[0].text
    assert len(caplog.records) == 2
    press(stage.window, "Esc")
    assert stage.messages.panel() is None


def test_a_confirmation_is_asked_and_the_work_done_again(stage: Stage) -> None:
    calls: list[frozenset[str]] = []
    results: list[int] = []

    def sell(confirmed: frozenset[str]) -> int:
        calls.append(confirmed)
        if "stock" not in confirmed:
            raise NotEnough(level=2, asked=6)
        return 42

    run_confirmed(stage.messages, sell, results.append, yes="Tetap jual")
    assert results == []
    press(stage.window, "Enter")
    assert (results, calls) == ([42], [frozenset(), frozenset({"stock"})])


def test_a_no_leaves_it_undone(stage: Stage) -> None:
    heard: list[str] = []
    run_confirmed(
        stage.messages,
        lambda confirmed: _raise(NotEnough(level=2, asked=6)),
        lambda result: heard.append("done"),
        on_no=lambda: heard.append("no"),
    )
    press(stage.window, "Esc")
    assert heard == ["no"]


def test_uncaught_exceptions_come_to_the_same_place(stage: Stage, caplog: pytest.LogCaptureFixture) -> None:
    before = sys.excepthook
    undo = install_catcher(stage.messages)
    try:
        sys.excepthook(UnreadableNumber, UnreadableNumber(text="slot"), None)
        assert "slot" in stage.messages.text
    finally:
        undo()
    assert sys.excepthook is before


def test_an_exception_in_a_slot_is_caught(stage: Stage, qtbot: QtBot) -> None:
    with capture_exceptions():
        undo = install_catcher(stage.messages)
        QTimer.singleShot(0, stage.window, lambda: _raise(UnreadableNumber(text="slot")))
        qtbot.waitUntil(lambda: "slot" in stage.messages.text)
        undo()


def test_a_chore_delivers_on_the_windows_thread(stage: Stage, qtbot: QtBot) -> None:
    got: list[tuple[int, bool]] = []

    def work(steps: Steps) -> int:
        steps(1, 2, "setengah")
        return 7

    chore = run_chore(
        stage.messages,
        "Menghitung",
        work,
        lambda result: got.append((result, threading.current_thread() is threading.main_thread())),
    )
    qtbot.waitUntil(lambda: bool(got))
    assert (got, chore.is_running()) == ([(7, True)], False)


def test_a_chore_that_fails_is_told(stage: Stage, qtbot: QtBot) -> None:
    run_chore(stage.messages, "Membaca", lambda steps: _raise(UnreadableNumber(text="z")), lambda result: None)
    qtbot.waitUntil(lambda: "z" in stage.messages.text)


def test_a_long_chore_shows_itself_and_can_be_stopped(stage: Stage, qtbot: QtBot) -> None:
    stopped: list[bool] = []
    gate = threading.Event()

    def work(steps: Steps) -> None:
        while not gate.wait(0.01):
            steps(3, 10, "Menyusun halaman 3")

    run_chore(stage.messages, "Membuat PDF", work, lambda result: None, on_stopped=lambda: stopped.append(True))
    qtbot.waitUntil(lambda: stage.messages.panel() is not None, timeout=3_000)
    press(stage.window, "Esc")
    qtbot.waitUntil(lambda: bool(stopped))
    assert stage.messages.panel() is None
