"""Sends what waits in the print queue, after the commit and off the counter's thread.

A printer that is off, jammed or slow is a sentence in the top line, never a pause in selling.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from pkkmart.core import clock
from pkkmart.core.db import connection
from pkkmart.core.errors import UserError, environment_fault
from pkkmart.core.i18n import _
from pkkmart.printing import operations, queries
from pkkmart.printing.devices import DeviceTransport
from pkkmart.printing.escpos import to_bytes, warm_up
from pkkmart.printing.job import DRAWER, Job, JobState
from pkkmart.printing.operations import Outcome, queue, queue_drawer
from pkkmart.printing.settings import PrinterKind, PrinterSettings
from pkkmart.printing.slip import DrawerKick, Element
from pkkmart.printing.transport import FileTransport, NetworkTransport, Transport, TransportFault

__all__ = ["PrinterState", "Pump", "SpoolWorker", "Trouble", "pump", "queue", "queue_drawer"]

log = logging.getLogger(__name__)

PAUSES_S: Final = (2, 5, 15, 30, 60)
"""Pauses after the first, second, … failed try; the last one repeats."""

KICK_FRESH: Final = timedelta(seconds=5)
"""A drawer must not spring open later than this; a kick that waited longer is dropped."""

GIVE_UP_AFTER: Final = timedelta(hours=1)
"""A slip nobody has waited for so long is given up: a morning must not begin with yesterday's receipts."""

PARTIAL_TRIES: Final = 5
"""A slip that was begun is not begun more often than this: each try costs paper."""


class Trouble(StrEnum):
    """How the printer is doing, as far as anyone can know."""

    READY = "ready"
    NO_PRINTER = "no_printer"
    TROUBLE = "trouble"


@dataclass(frozen=True, slots=True)
class PrinterState:
    """What the top line says: how it is, the sentence, and how many slips wait."""

    trouble: Trouble
    sentence: str
    waiting: int = 0


class Pump:
    """One queue being emptied; remembers what became of a try until the database has taken it down."""

    def __init__(self, stopping: threading.Event | None = None) -> None:
        self._stopping = stopping or threading.Event()
        self._unsaved: Outcome | None = None

    def run(self, settings: PrinterSettings) -> PrinterState:
        """Send what is due, oldest first, until it is done or one try fails.

        No transaction is open while the printer is talked to. A database fault passes through; the
        outcome that could not be written is written before anything else is sent.
        """
        self._save()
        if settings.kind is PrinterKind.NONE:
            operations.show_waiting()
            return PrinterState(Trouble.NO_PRINTER, _("Tanpa printer: struk ditampilkan di layar"))
        try:
            settings.check()
        except UserError as error:
            return PrinterState(Trouble.TROUBLE, str(error), queries.waiting_count())
        jobs = queries.waiting_jobs()
        if any(_due(job, clock.now()) for job in jobs):
            transport = _transport(settings, self._stopping)
            for job in jobs:
                self._unsaved = outcome = _try(job, settings, transport)
                self._save()
                if outcome.state is JobState.WAITING or self._stopping.is_set():
                    break
        return _state()

    def _save(self) -> None:
        if self._unsaved is not None:
            operations.record_outcome(self._unsaved)
            self._unsaved = None


def pump(settings: PrinterSettings) -> PrinterState:
    """Send what is due once, on this thread; for the command line and the demo."""
    return Pump().run(settings)


def _state() -> PrinterState:
    backlog = queries.backlog()
    if backlog.trouble:
        return PrinterState(Trouble.TROUBLE, backlog.trouble, backlog.waiting)
    return PrinterState(Trouble.READY, _("Printer siap"), backlog.waiting)


def _due(job: Job, now: datetime) -> bool:
    """Whether a try is due: a new slip always is, and a pause longer than any of ours is a clock set back."""
    longest = timedelta(seconds=PAUSES_S[-1])
    return job.next_try_at is None or not now < job.next_try_at <= now + longest


def _transport(settings: PrinterSettings, stopping: threading.Event) -> Transport:
    timeout_s = settings.timeout_ms / 1_000
    if settings.kind is PrinterKind.NETWORK:
        return NetworkTransport(settings.host, settings.port, timeout_s, stopping)
    if settings.kind is PrinterKind.FILE:
        return FileTransport(settings.path, timeout_s, stopping)
    return DeviceTransport(settings, stopping)


def _try(job: Job, settings: PrinterSettings, transport: Transport) -> Outcome:
    now = clock.now()
    done = Outcome(job.id, JobState.SENT, job.attempts + 1, now, partial=job.partial)
    if now - job.queued_at > GIVE_UP_AFTER:
        sentence = _("{title} terlalu lama menunggu printer. Cetak ulang bila masih perlu.").format(title=job.title)
        return replace(done, state=JobState.FAILED, attempts=job.attempts, error=sentence)
    try:
        elements = _elements(job, settings, now)
        if not elements:
            return replace(done, state=JobState.DROPPED, attempts=job.attempts)
        data = to_bytes(
            elements,
            columns=settings.columns,
            dots=settings.dots,
            copy_mark=_mark(job),
            cuts=settings.cuts,
            picture=queries.picture_of,
        )
    except Exception:  # a slip that cannot be laid out must not stop those behind it
        log.exception("print job %s cannot be laid out", job.id)
        sentence = _("{title} tidak bisa dicetak. Lihat catatan program.").format(title=job.title)
        return replace(done, state=JobState.FAILED, error=sentence)
    try:
        transport.send(data)
    except TransportFault as fault:
        return _failed(job, replace(done, at=clock.now()), fault)
    return replace(done, at=clock.now())


def _failed(job: Job, done: Outcome, fault: TransportFault) -> Outcome:
    partial = job.partial or fault.sent > 0
    if job.kind == DRAWER and partial:
        return replace(done, state=JobState.DROPPED, error=str(fault), partial=True)
    if partial and done.attempts >= PARTIAL_TRIES:
        return replace(done, state=JobState.FAILED, error=str(fault), partial=True)
    pause = timedelta(seconds=PAUSES_S[min(done.attempts, len(PAUSES_S)) - 1])
    return replace(done, state=JobState.WAITING, error=str(fault), partial=partial, next_try_at=done.at + pause)


def _elements(job: Job, settings: PrinterSettings, now: datetime) -> list[Element]:
    """What is sent of a job: its kick only when it is fresh, the original, and was not sent before."""
    elements = queries.elements_of(job.id)
    fresh = -KICK_FRESH <= now - job.queued_at <= KICK_FRESH
    if settings.kicks_drawer and fresh and job.copy_no == 1 and not job.partial:
        return elements
    return [element for element in elements if not isinstance(element, DrawerKick)]


def _mark(job: Job) -> str:
    marks = [_("SALINAN ke-{number}").format(number=job.copy_no - 1)] if job.copy_no > 1 else []
    return " - ".join([*marks, *([_("CETAK ULANG")] if job.partial else [])])


class SpoolWorker:
    """The printer's own thread, with its own connection; writes print jobs and nothing else."""

    def __init__(
        self,
        settings: Callable[[], PrinterSettings],
        on_state: Callable[[PrinterState], None],
        *,
        interval_s: float = 2.0,
    ) -> None:
        """`settings` is asked before each round; `on_state` is called on the worker's thread when the state changes."""
        self._settings, self._on_state, self._interval_s = settings, on_state, interval_s
        self._stopping, self._waking = threading.Event(), threading.Event()
        self._pump = Pump(self._stopping)
        self._told: PrinterState | None = None
        self._trouble = ""
        # A daemon: a device that never returns from a write must not keep the program alive.
        self._thread = threading.Thread(target=self._work, name="printer", daemon=True)

    def start(self) -> None:
        """Begin; what waited from before is sent first."""
        self._thread.start()

    def wake(self) -> None:
        """There is something new to print; returns at once, callable from any thread."""
        self._waking.set()

    def stop(self) -> bool:
        """Stop within two seconds, even in the middle of a job; False if the device still holds the thread."""
        self._stopping.set()
        self._waking.set()
        if self._thread.is_alive():
            self._thread.join(2.0)
        return not self._thread.is_alive()

    def _work(self) -> None:
        self._safely(self._round)
        self._safely(self._warm_up)
        while not self._stopping.is_set():
            self._safely(self._round)
            self._waking.wait(self._interval_s)
            self._waking.clear()

    def _warm_up(self) -> None:
        if self._settings().kind is not PrinterKind.NONE:
            warm_up()

    def _round(self) -> None:
        settings = self._settings()
        with connection():
            state = self._pump.run(settings)
        if state != self._told:
            self._on_state(state)
            self._told = state
        self._trouble = ""

    def _safely(self, act: Callable[[], None]) -> None:
        try:
            act()
        except Exception as error:  # the thread outlives every bug: tomorrow's receipts are printed by it
            fault = environment_fault(error)
            trouble = type(fault or error).__name__
            if trouble != self._trouble:
                log.warning("print queue waits: %s", fault or error, exc_info=None if fault else error)
            self._trouble = trouble
