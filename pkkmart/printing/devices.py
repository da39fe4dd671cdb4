"""Printers at a USB socket, a serial port, Windows or CUPS: thin calls of python-escpos, behind `Transport`.

Their libraries are extras. None of these ways has been tried on a real printer by us (README says so).
"""

from __future__ import annotations

import threading
from contextlib import suppress
from typing import Any, Final

from pkkmart.core.i18n import _
from pkkmart.printing.printers import require_library, unreachable, usb_endpoint
from pkkmart.printing.settings import PrinterKind, PrinterSettings
from pkkmart.printing.transport import DeviceStalled, why_device

_PACKET: Final = 64
"""A USB packet: what had been taken when a printer stopped is known to within one."""
_JOB_NAME: Final = "PKK Mart"


class DeviceTransport:
    """Hands a job to the printer of these settings through python-escpos; stops between packets once told to."""

    def __init__(self, settings: PrinterSettings, stopping: threading.Event | None = None) -> None:
        self._settings = settings
        self._stopping = stopping or threading.Event()

    def send(self, data: bytes) -> None:
        """Raises LibraryMissing, UsbLibraryMissing, DeviceUnreachable, DeviceStalled."""
        printer = self._open()
        sent = 0
        try:
            for start in range(0, len(data), _PACKET):
                if self._stopping.is_set():
                    raise InterruptedError(_("program ditutup"))
                printer._raw(data[start : start + _PACKET])
                sent = min(start + _PACKET, len(data))
            printer.close()
        except Exception as error:  # whatever the library throws
            # CUPS is handed the whole job when it is closed: what failed before never left this PC.
            received = 0 if self._settings.kind is PrinterKind.CUPS else sent
            raise DeviceStalled(
                address=address_of(self._settings), sent=received, total=len(data), why=why_device(error)
            ) from error
        finally:
            self._let_go(printer)

    def _open(self) -> Any:
        """python-escpos's printer, opened."""
        device = require_library(self._settings.kind)
        printer = None
        try:
            printer = self._made(device)
            self._begin(printer)
        except Exception as error:  # whatever the library throws
            self._let_go(printer)
            raise unreachable(address_of(self._settings), error) from error
        return printer

    def _made(self, device: Any) -> Any:
        settings = self._settings
        if settings.kind is PrinterKind.USB:
            endpoint = usb_endpoint(settings.usb_vendor, settings.usb_product)
            return device(settings.usb_vendor, settings.usb_product, timeout=settings.timeout_ms, out_ep=endpoint)
        if settings.kind is PrinterKind.SERIAL:
            return device(settings.serial, settings.baud, timeout=settings.timeout_ms / 1_000)
        return device(settings.queue)

    def _begin(self, printer: Any) -> None:
        if self._settings.kind in (PrinterKind.WINDOWS, PrinterKind.CUPS):
            printer.open(job_name=_JOB_NAME)
            return
        printer.open()
        if self._settings.kind is PrinterKind.SERIAL:
            # python-escpos bounds only its reads.
            printer.device.write_timeout = self._settings.timeout_ms / 1_000

    def _let_go(self, printer: Any) -> None:
        """Close what is still open, but never let CUPS print half a job."""
        if self._settings.kind is PrinterKind.CUPS and printer is not None:
            printer.pending_job = False
            printer.tmpfile.close()
        with suppress(Exception):
            printer.close()


def address_of(settings: PrinterSettings) -> str:
    """How a sentence calls the printer of these settings."""
    if settings.kind is PrinterKind.USB:
        return f"USB {settings.usb_vendor:04x}:{settings.usb_product:04x}"
    return settings.serial if settings.kind is PrinterKind.SERIAL else settings.queue
