"""A print queue in memory or in a file, printers of every temper, and a clock that stands still."""

from __future__ import annotations

import socket
import struct
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from pkkmart.core import clock
from pkkmart.core.actor import SYSTEM, Actor, Permission
from pkkmart.core.audit import Audit
from pkkmart.core.db import db
from pkkmart.core.kinds import Kind
from pkkmart.core.operation import operation
from pkkmart.printing.models import GUARDS, SETS, PrintJob
from pkkmart.printing.settings import PrinterKind, PrinterSettings
from pkkmart.printing.slip import Barcode, Cell, Columns, Cut, DrawerKick, Element, Row, Rule, Text
from pkkmart.printing.spool import queue

SLIP: list[Element] = [
    DrawerKick(),
    Text("PKK MART", "center", bold=True, size=2),
    Text("Jl. Melati 5, Tangerang Selatan", "center"),
    Rule(),
    Columns("Kue lemper ayam bumbu kuning isi abon Bu Sari", "12.500"),
    Row((Cell("3", 1, "right"), Cell("x", 1, "center"), Cell("2.500", 3, "right"), Cell("7.500", 4, "right"))),
    Columns("TOTAL", "20.000", bold=True),
    Barcode("PM-26-000417"),
    Cut(),
]
BIG: list[Element] = [Text("Baris yang sangat panjang " * 5_000)]
"""More than any socket's buffers hold."""


class Clock:
    """The time in a test: stands still until told to go on."""

    def __init__(self) -> None:
        self.time = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.time

    def go_on(self, seconds: float) -> None:
        self.time += timedelta(seconds=seconds)


@pytest.fixture
def frozen() -> Iterator[Clock]:
    source = Clock()
    with clock.using(source):
        yield source


def _make_tables() -> None:
    db.create_tables([Audit, Kind, PrintJob])
    Kind.insert_many([{"set_name": name, "key": key} for name, keys in SETS.items() for key in keys]).execute()
    for sql in GUARDS.values():
        db.execute_sql(sql)


@pytest.fixture
def database() -> None:
    db.init(":memory:", pragmas={"recursive_triggers": 1})
    db.connect()
    _make_tables()


@pytest.fixture
def database_file(tmp_path: Path) -> Path:
    path = tmp_path / "toko.db"
    db.init(str(path), pragmas={"journal_mode": "wal", "busy_timeout": 100, "synchronous": "off"})
    db.connect()
    _make_tables()
    return path


@operation(Permission.SELL)
def queue_slip(
    actor: Actor, elements: list[Element], kind: str = "receipt", title: str = "PM-26-000417", origin_id: int = 1
) -> int:
    return queue(kind, title, elements, "sale", origin_id)


def queued(elements: list[Element], **rest: object) -> int:
    """A slip queued in an operation of its own."""
    return queue_slip(SYSTEM, elements, **rest)  # type: ignore[arg-type]


class FakePrinter:
    """Listens on this PC's own address and does with each connection what it is told."""

    def __init__(self, behave: Callable[[socket.socket, FakePrinter], None]) -> None:
        self.received: list[bytes] = []
        self.closing = threading.Event()
        self.met = threading.Event()
        self._behave = behave
        self._listener = socket.socket()
        self._listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4_096)
        self._listener.bind(("127.0.0.1", 0))
        self._listener.listen(8)
        self._listener.settimeout(0.02)
        self.port: int = self._listener.getsockname()[1]
        self._thread = threading.Thread(target=self._serve)
        self._thread.start()

    def _serve(self) -> None:
        while not self.closing.is_set():
            try:
                connection, _address = self._listener.accept()
            except TimeoutError:
                continue
            self.met.set()
            with connection:
                connection.settimeout(2)
                self._behave(connection, self)

    def close(self) -> None:
        self.closing.set()
        self._thread.join()
        self._listener.close()

    def settings(self, **rest: object) -> PrinterSettings:
        values = {"kind": PrinterKind.NETWORK, "host": "127.0.0.1", "port": self.port, "timeout_ms": 120, **rest}
        return PrinterSettings(**values)  # type: ignore[arg-type]


def take_all(connection: socket.socket, printer: FakePrinter) -> None:
    received = b""
    while piece := connection.recv(65_536):
        received += piece
    printer.received.append(received)


def hang(connection: socket.socket, printer: FakePrinter) -> None:
    printer.closing.wait(5)


def close_midway(connection: socket.socket, printer: FakePrinter) -> None:
    connection.recv(1_000)


def close_at_once(connection: socket.socket, printer: FakePrinter) -> None:
    """Hangs up before a byte came, as one that serves another till does."""


def reset_midway(connection: socket.socket, printer: FakePrinter) -> None:
    """Forgets the connection, as one whose plug was pulled and put back does."""
    connection.recv(1_000)
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def trickle(connection: socket.socket, printer: FakePrinter) -> None:
    """Takes a little every now and then, never stopping for as long as the patience of a test."""
    received = b""
    while piece := connection.recv(2_048):
        received += piece
        time.sleep(0.005)
    printer.received.append(received)


def greet(connection: socket.socket, printer: FakePrinter) -> None:
    """Says how it is before it is asked."""
    connection.sendall(b"\x14\x00\x00\x0f")
    take_all(connection, printer)


@pytest.fixture
def printer_that() -> Iterator[Callable[[Callable[[socket.socket, FakePrinter], None]], FakePrinter]]:
    made: list[FakePrinter] = []

    def make(behave: Callable[[socket.socket, FakePrinter], None]) -> FakePrinter:
        made.append(FakePrinter(behave))
        return made[-1]

    yield make
    for printer in made:
        printer.close()


@pytest.fixture
def closed_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
