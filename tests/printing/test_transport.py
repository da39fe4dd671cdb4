"""Printers that are off, hang, hang up or take everything; each says what happened in a sentence."""

from __future__ import annotations

import os
import socket
import threading
import time
from pathlib import Path
from typing import Any

import pytest

from pkkmart.core.errors import environment_fault
from pkkmart.printing.transport import (
    FileTransport,
    FileUnwritable,
    NetworkTransport,
    PrinterStalled,
    PrinterUnreachable,
)
from tests.printing.conftest import (
    FakePrinter,
    close_at_once,
    close_midway,
    greet,
    hang,
    reset_midway,
    take_all,
    trickle,
)

MUCH = b"x" * 20_000_000


def test_a_printer_that_takes_all(printer_that: Any) -> None:
    printer = printer_that(take_all)
    NetworkTransport("127.0.0.1", printer.port, 1).send(b"halo" * 10_000)
    _wait_for(printer)
    assert printer.received == [b"halo" * 10_000]


def test_a_printer_that_is_off(closed_port: int) -> None:
    with pytest.raises(PrinterUnreachable) as caught:
        NetworkTransport("127.0.0.1", closed_port, 1).send(b"halo")
    assert caught.value.sent == 0
    assert str(caught.value) == (
        f"Printer 127.0.0.1:{closed_port} tidak bisa dihubungi (sambungan ditolak). Pastikan printer menyala, "
        "kabel jaringannya terpasang dan alamatnya benar."
    )
    assert environment_fault(caught.value) is caught.value


def test_an_address_that_is_none() -> None:
    with pytest.raises(PrinterUnreachable, match="alamat tidak dikenal"):
        NetworkTransport("tidak ada..", 9100, 1).send(b"halo")


def test_a_connect_that_is_never_answered_gives_up_in_time() -> None:
    with socket.socket() as full:
        full.bind(("127.0.0.1", 0))
        full.listen(0)
        address = full.getsockname()
        waiting = [socket.socket() for _number in range(4)]
        for one in waiting:
            one.setblocking(False)
            one.connect_ex(address)
        with pytest.raises(PrinterUnreachable, match="tidak menjawab"):
            NetworkTransport("127.0.0.1", address[1], 0.1).send(b"halo")
        for one in waiting:
            one.close()


def test_a_printer_that_hangs(printer_that: Any) -> None:
    began = time.monotonic()
    with pytest.raises(PrinterStalled) as caught:
        NetworkTransport("127.0.0.1", printer_that(hang).port, 0.15).send(MUCH)
    assert time.monotonic() - began < 2
    assert 0 < caught.value.sent < len(MUCH)
    assert f"setelah {caught.value.sent} dari {len(MUCH)} byte" in str(caught.value)


def test_a_printer_that_hangs_up_midway(printer_that: Any) -> None:
    with pytest.raises(PrinterStalled) as caught:
        NetworkTransport("127.0.0.1", printer_that(close_midway).port, 1).send(MUCH)
    assert 0 < caught.value.sent < len(MUCH)


def test_a_printer_that_closes_at_once_has_taken_nothing(printer_that: Any) -> None:
    with pytest.raises(PrinterUnreachable, match="langsung menutup sambungan") as caught:
        NetworkTransport("127.0.0.1", printer_that(close_at_once).port, 1).send(b"struk")
    assert caught.value.sent == 0


def test_a_printer_that_resets_midway(printer_that: Any) -> None:
    with pytest.raises(PrinterStalled) as caught:
        NetworkTransport("127.0.0.1", printer_that(reset_midway).port, 1).send(MUCH)
    assert 0 < caught.value.sent < len(MUCH)


def test_a_slow_printer_is_waited_for_as_long_as_it_goes_on(printer_that: Any) -> None:
    printer = printer_that(trickle)
    began = time.monotonic()
    NetworkTransport("127.0.0.1", printer.port, 0.1).send(b"x" * 200_000)
    assert time.monotonic() - began > 0.2
    _wait_for(printer)
    assert len(printer.received[0]) == 200_000


def test_a_printer_that_greets_is_not_one_that_hangs_up(printer_that: Any) -> None:
    printer = printer_that(greet)
    NetworkTransport("127.0.0.1", printer.port, 1).send(b"struk")
    _wait_for(printer)
    assert printer.received == [b"struk"]


def _wait_for(printer: FakePrinter) -> None:
    until = time.monotonic() + 5
    while not printer.received and time.monotonic() < until:
        time.sleep(0.01)


def test_a_stop_is_heard_in_the_middle_of_a_send(printer_that: Any) -> None:
    stopping = threading.Event()
    threading.Timer(0.05, stopping.set).start()
    began = time.monotonic()
    with pytest.raises(PrinterStalled):
        NetworkTransport("127.0.0.1", printer_that(hang).port, 30, stopping).send(MUCH)
    assert time.monotonic() - began < 2


def test_a_file_is_appended_to(tmp_path: Path) -> None:
    path = tmp_path / "printer.bin"
    FileTransport(str(path)).send(b"satu")
    FileTransport(str(path)).send(b"dua")
    assert path.read_bytes() == b"satudua"


@pytest.mark.parametrize(
    ("path", "why"),
    [("/dev/full", "disk penuh"), ("{}/tiada/printer.bin", "tidak ada"), ("{}", "itu sebuah folder"), ("a\0b", "null")],
)
def test_a_file_that_cannot_be_written(tmp_path: Path, path: str, why: str) -> None:
    with pytest.raises(FileUnwritable, match=why) as caught:
        FileTransport(path.format(tmp_path)).send(b"halo")
    assert caught.value.sent == 0


def test_a_device_that_stops_reading(tmp_path: Path) -> None:
    pipe = tmp_path / "lp0"
    os.mkfifo(pipe)
    with pytest.raises(FileUnwritable, match="tidak tersambung"):
        FileTransport(str(pipe), 0.1).send(b"halo")
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    with pytest.raises(PrinterStalled) as caught:
        FileTransport(str(pipe), 0.1).send(MUCH)
    assert 0 < caught.value.sent < len(MUCH)
    os.close(reader)
