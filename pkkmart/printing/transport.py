"""How bytes reach a printer, with timeouts of our own; "sent" never means "printed".

python-escpos's network printer waits a minute and leaks its socket when the connect fails.
"""

from __future__ import annotations

import errno
import os
import select
import socket
import sys
import threading
import time
from collections.abc import Callable
from typing import Final, Protocol

from pkkmart.core.errors import EnvironmentFault
from pkkmart.core.i18n import N_, _

_SLICE_S: Final = 0.05
"""How often a wait looks whether the program wants to stop."""
_GREETING_S: Final = 0.02
"""How long a printer gets to hang up at once, as one that serves somebody else does, before it is sent anything."""
_CLOSING_S: Final = 0.3
"""How long a printer may take to hang up; closing on its unread answer could discard the last lines."""


class TransportFault(EnvironmentFault):
    """A try that failed; `sent` bytes had been taken, so something may be on the paper."""

    @property
    def sent(self) -> int:
        sent = self.figures.get("sent", 0)
        return sent if isinstance(sent, int) else 0


class PrinterUnreachable(TransportFault):
    template = N_(
        "Printer {address} tidak bisa dihubungi ({why}). Pastikan printer menyala, kabel jaringannya terpasang "
        "dan alamatnya benar."
    )


class PrinterStalled(TransportFault):
    template = N_(
        "Printer {address} berhenti menerima data setelah {sent} dari {total} byte. Periksa kertas, tutup printer "
        "dan kabelnya."
    )


class FileUnwritable(TransportFault):
    template = N_("Berkas atau perangkat printer {path} tidak bisa ditulis ({why}). Periksa pengaturan printer.")


class LibraryMissing(TransportFault):
    template = N_(
        "Printer {kind} butuh pustaka tambahan. Pasang dengan perintah: pip install “pkkmart[{extra}]”, lalu buka "
        "program ini lagi."
    )


class UsbLibraryMissing(TransportFault):
    template = N_(
        "Printer USB butuh libusb-1.0, yang belum ada di komputer ini. Debian: apt install libusb-1.0-0; Windows: "
        "pasang penggerak WinUSB untuk printernya, atau pilih jenis printer Windows."
    )


class DeviceUnreachable(TransportFault):
    template = N_(
        "Printer {address} tidak bisa dibuka ({why}). Pastikan printer menyala, kabelnya terpasang dan pilihan di "
        "Pengaturan benar."
    )


class DeviceStalled(TransportFault):
    template = N_(
        "Printer {address} berhenti menerima data setelah {sent} dari {total} byte ({why}). Periksa kertas, tutup "
        "printer dan kabelnya."
    )


class Transport(Protocol):
    """Hands a whole job to a printer, or raises a TransportFault."""

    def send(self, data: bytes) -> None: ...


class NetworkTransport:
    """A printer that listens on a TCP port; gives up after `timeout_s` without progress, or once `stopping` is set."""

    def __init__(
        self, host: str, port: int = 9100, timeout_s: float = 5.0, stopping: threading.Event | None = None
    ) -> None:
        self._host, self._port, self._timeout_s = host, port, timeout_s
        self._stopping = stopping or threading.Event()
        self._address = f"{host}:{port}"

    def send(self, data: bytes) -> None:
        with self._connect() as printer:
            if _hung_up(printer):
                raise self._unreachable(_("langsung menutup sambungan, mungkin sedang dipakai"))
            _push(
                printer.send,
                lambda: _ready(printer, self._timeout_s, self._stopping),
                data,
                lambda sent, error: PrinterStalled(address=self._address, sent=sent, total=len(data)),
            )
            self._hang_up(printer)

    def _connect(self) -> socket.socket:
        try:
            family, kind, proto, _name, address = socket.getaddrinfo(self._host, self._port, type=socket.SOCK_STREAM)[0]
        except (OSError, UnicodeError) as error:
            raise self._unreachable(_("alamat tidak dikenal")) from error
        printer = socket.socket(family, kind, proto)
        try:
            printer.setblocking(False)
            # A small buffer keeps the count of taken bytes near the truth.
            printer.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 4_096)
            code = printer.connect_ex(address)
            if code in (errno.EINPROGRESS, errno.EWOULDBLOCK):
                if not _ready(printer, self._timeout_s, self._stopping):
                    raise self._unreachable(_("tidak menjawab"))
                code = printer.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
            if code:
                raise self._unreachable(_reason(OSError(code, os.strerror(code))))
        except OSError as error:
            printer.close()
            raise self._unreachable(_reason(error)) from error
        except BaseException:
            printer.close()
            raise
        return printer

    def _hang_up(self, printer: socket.socket) -> None:
        try:
            printer.shutdown(socket.SHUT_WR)
            until = time.monotonic() + _CLOSING_S
            while not self._stopping.is_set() and time.monotonic() < until:
                if select.select([printer], [], [], _SLICE_S)[0] and not printer.recv(4_096):
                    return
        except OSError:
            # Everything was taken; how rudely a cheap printer hangs up tells nothing.
            return

    def _unreachable(self, why: str) -> PrinterUnreachable:
        return PrinterUnreachable(address=self._address, why=why)


def _hung_up(printer: socket.socket) -> bool:
    """Whether the other side closed at once. What it says unasked, such as its status, is no hanging up."""
    try:
        return bool(select.select([printer], [], [], _GREETING_S)[0]) and not printer.recv(1, socket.MSG_PEEK)
    except OSError:
        return True


class FileTransport:
    """A file or a device node such as /dev/usb/lp0 or LPT1; what is sent is appended."""

    def __init__(self, path: str, timeout_s: float = 5.0, stopping: threading.Event | None = None) -> None:
        self._path, self._timeout_s = path, timeout_s
        self._stopping = stopping or threading.Event()

    def send(self, data: bytes) -> None:
        flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
        try:
            file = os.open(self._path, flags, 0o644)
        except (OSError, ValueError) as error:
            raise FileUnwritable(path=self._path, why=_reason(error)) from error
        try:
            _push(lambda rest: os.write(file, rest), lambda: self._ready(file), data, self._fault(len(data)))
        finally:
            os.close(file)

    def _ready(self, file: int) -> bool:
        # Windows can only wait for sockets; there a device blocks the printer's own thread, nobody else.
        return sys.platform == "win32" or _ready(file, self._timeout_s, self._stopping)

    def _fault(self, total: int) -> Callable[[int, OSError | None], TransportFault]:
        def fault(sent: int, error: OSError | None) -> TransportFault:
            if error is None:
                return PrinterStalled(address=self._path, sent=sent, total=total)
            return FileUnwritable(path=self._path, why=_reason(error), sent=sent)

        return fault


def _push(
    send: Callable[[memoryview], int],
    ready: Callable[[], bool],
    data: bytes,
    fault: Callable[[int, OSError | None], TransportFault],
) -> None:
    """Send everything, or raise the fault with the number of bytes that were taken."""
    sent, rest = 0, memoryview(data)
    while sent < len(data):
        if not ready():
            raise fault(sent, None)
        try:
            sent += send(rest[sent : sent + 4_096])
        except BlockingIOError:
            continue
        except OSError as error:
            raise fault(sent, error) from error


def _ready(target: socket.socket | int, timeout_s: float, stopping: threading.Event) -> bool:
    """Wait until the target takes bytes (or has failed); False when time is up or the program stops."""
    until = time.monotonic() + timeout_s
    while not stopping.is_set():
        left = until - time.monotonic()
        # Windows tells a failed connect among the exceptional ones.
        _none, able, failed = select.select([], [target], [target], max(0.0, min(left, _SLICE_S)))
        if able or failed:
            return True
        if left <= 0:
            return False
    return False


_WHY: Final = {
    errno.ECONNREFUSED: N_("sambungan ditolak"),
    errno.ETIMEDOUT: N_("tidak menjawab"),
    errno.EHOSTUNREACH: N_("tidak ada di jaringan"),
    errno.ENETUNREACH: N_("jaringan tidak tersambung"),
    errno.ECONNRESET: N_("sambungan diputus"),
    errno.EPIPE: N_("sambungan diputus"),
    errno.ENOENT: N_("tidak ada"),
    errno.ENOTDIR: N_("foldernya tidak ada"),
    errno.ENXIO: N_("perangkat tidak tersambung"),
    errno.ENODEV: N_("perangkat tidak tersambung"),
    errno.EISDIR: N_("itu sebuah folder"),
    errno.EACCES: N_("tidak diizinkan"),
    errno.EPERM: N_("tidak diizinkan"),
    errno.EBUSY: N_("sedang dipakai program lain"),
    errno.ENOSPC: N_("disk penuh"),
}


def _reason(error: Exception) -> str:
    code = error.errno if isinstance(error, OSError) else None
    return _(_WHY[code]) if code in _WHY else str(error)


def why_device(error: BaseException) -> str:
    """What a printer's own library meant, in a few words; the system's reason may stand behind its own."""
    seen: list[BaseException] = []
    while error not in seen:
        seen.append(error)
        error = error.__cause__ or error.__context__ or error
    for each in seen:
        if isinstance(each, OSError) and each.errno in _WHY:
            return _reason(each)
    if any(isinstance(each, AssertionError) for each in seen):
        return _("tidak ditemukan")
    words = str(getattr(seen[-1], "strerror", "") or seen[0]).strip() or type(seen[0]).__name__
    return words.splitlines()[-1]
