"""Long work off the window's thread, with progress one can see and a way to stop it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, Generic, TypeVar

from PySide6.QtCore import QObject, Qt, QThread, QTimer, Signal
from PySide6.QtWidgets import QProgressBar

from pkkmart.core.i18n import _
from pkkmart.ui.buttons import SecondaryButton
from pkkmart.ui.cards import SectionTitle, Words
from pkkmart.ui.messages import Messages
from pkkmart.ui.panels import Panel
from pkkmart.ui.run import tell

R = TypeVar("R")
BUSY_AFTER_MS: Final = 300


class Cancelled(Exception):
    """The person asked to stop; raised inside the work at its next step."""


class Steps(QObject):
    """Handed to the work: it reports what it is doing, and learns here that it should stop."""

    moved = Signal(int, int, str)

    def __init__(self) -> None:
        super().__init__()
        self.cancelled = False

    def __call__(self, done: int, total: int, what: str = "") -> None:
        """Tell how far the work is (total 0: unknown). Raises Cancelled when it should stop."""
        if self.cancelled:
            raise Cancelled
        self.moved.emit(done, total, what)


class _Thread(QThread):
    def __init__(self, work: Callable[[], None]) -> None:
        super().__init__()
        self._work = work

    def run(self) -> None:
        self._work()


class Chore(QObject, Generic[R]):
    """A callable run in its own thread; signals arrive on the window's thread.

    The callable gets a `Steps` and opens its own database connection (`core.db.connection()`).
    Exactly one of `done(result)`, `failed(exception)`, `stopped()` comes, once.
    """

    done = Signal(object)
    failed = Signal(object)
    stopped = Signal()
    progress = Signal(int, int, str)
    _ended = Signal()

    def __init__(self, work: Callable[[Steps], R]) -> None:
        super().__init__()
        self._work_itself = work
        self._steps = Steps()
        self._steps.moved.connect(self.progress)
        self._outcome: tuple[str, Any] = ("stopped", None)
        self._thread = _Thread(self._work)
        self._thread.finished.connect(self._deliver)

    def start(self) -> None:
        """Begin; the chore keeps itself alive until it has delivered."""
        _running.add(self)
        self._thread.start()

    def cancel(self) -> None:
        """Ask the work to stop at its next step."""
        self._steps.cancelled = True

    def wait(self) -> None:
        """Block until the work has ended; nothing is delivered by it."""
        self._thread.wait()
        _running.discard(self)

    def is_running(self) -> bool:
        """Whether it has not delivered yet."""
        return self in _running

    def _work(self) -> None:
        try:
            self._outcome = ("done", self._work_itself(self._steps))
        except Cancelled:
            self._outcome = ("stopped", None)
        except BaseException as error:
            self._outcome = ("failed", error)

    def _deliver(self) -> None:
        self._thread.wait()
        _running.discard(self)
        kind, value = self._outcome
        if kind == "done":
            self.done.emit(value)
        elif kind == "failed":
            self.failed.emit(value)
        else:
            self.stopped.emit()


_running: set[Chore[Any]] = set()


def chores_running() -> bool:
    """Whether any chore has not delivered yet."""
    return bool(_running)


def end_chores() -> None:
    """Ask every chore to stop and wait for it: a thread that outlives the program would abort it."""
    for chore in list(_running):
        chore.cancel()
    for chore in list(_running):
        chore.wait()


class BusyPanel(Panel):
    """What is being done, how far it is, and Esc to stop it."""

    def __init__(self, messages: Messages, chore: Chore[Any], title: str) -> None:
        super().__init__(messages.host, width=440)
        self._chore = chore
        self.what = Words("", "caption", tone="muted", wrap=True)
        self.bar = QProgressBar()
        self.bar.setRange(0, 0)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(title)
        self.stop = SecondaryButton(_("Hentikan"), "Esc", on_click=self.escape)
        self.card.add(SectionTitle(title), self.what, self.bar)
        self.card.body.addWidget(self.stop, 0, Qt.AlignmentFlag.AlignRight)
        self.setAccessibleName(title)
        chore.progress.connect(self.show_progress)

    def show_progress(self, done: int, total: int, what: str) -> None:
        """Move the bar; an unknown total keeps it going round."""
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        self.what.setText(what)

    def escape(self) -> None:
        self._chore.cancel()
        self.stop.setEnabled(False)
        self.what.setText(_("Menghentikan …"))


def run_chore(
    messages: Messages,
    title: str,
    work: Callable[[Steps], R],
    then: Callable[[R], object],
    *,
    on_stopped: Callable[[], object] | None = None,
) -> Chore[R]:
    """Do long work on another thread than the window's: busy is shown after 300 ms, a failure is told as by `run`."""
    chore: Chore[R] = Chore(work)
    panel = BusyPanel(messages, chore, title)

    def finish(deliver: Callable[[], object] | None) -> None:
        opened = panel.isVisibleTo(messages.host)
        panel.close_panel() if opened else panel.deleteLater()
        if deliver is not None:
            deliver()

    chore.done.connect(lambda result: finish(lambda: then(result)))
    chore.failed.connect(lambda error: finish(lambda: tell(messages, error)))
    chore.stopped.connect(lambda: finish(on_stopped))
    QTimer.singleShot(BUSY_AFTER_MS, panel, lambda: panel.open() if chore.is_running() else None)
    chore.start()
    return chore
