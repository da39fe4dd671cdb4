"""The printer of this PC: kept in the PC's own file, so a restored backup never brings another's."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from pkkmart.core.errors import UserError
from pkkmart.core.i18n import N_
from pkkmart.core.settings import PcFile
from pkkmart.printing.slip import WIDTHS


class PrinterKind(StrEnum):
    """How the printer is reached."""

    NONE = "none"
    NETWORK = "network"
    FILE = "file"


DOTS: Final = {32: 384, 42: 576, 48: 576}
"""Printable dots of the usual paper for each number of columns."""

_LEAST_TIMEOUT_MS: Final = 100
_MOST_TIMEOUT_MS: Final = 60_000


class HostMissing(UserError):
    template = N_("Alamat printer belum diisi. Tulis alamat IP-nya, misalnya 192.168.1.50.")


class PortOutOfRange(UserError):
    template = N_("Port printer {port} tidak mungkin: antara 1 dan 65535, biasanya 9100.")


class PathMissing(UserError):
    template = N_("Berkas atau perangkat printer belum diisi, misalnya /dev/usb/lp0 atau LPT1.")


class ColumnsUnknown(UserError):
    template = N_("Lebar {columns} kolom tidak dikenal. Pilih 32 (kertas 58 mm), 42 atau 48 (kertas 80 mm).")


class DotsOutOfRange(UserError):
    template = N_("Lebar {dots} titik tidak mungkin: antara 200 dan 1200, biasanya 384 (58 mm) atau 576 (80 mm).")


class TimeoutOutOfRange(UserError):
    template = N_("Batas tunggu printer {timeout_ms} milidetik tidak mungkin: antara {least} dan {most}.")


@dataclass(frozen=True, slots=True)
class PrinterSettings:
    """What this PC knows of its printer; `dots` is the printable width, `timeout_ms` the wait without progress."""

    kind: PrinterKind = PrinterKind.NONE
    host: str = ""
    port: int = 9100
    path: str = ""
    columns: int = 32
    dots: int = 384
    cuts: bool = False
    kicks_drawer: bool = False
    timeout_ms: int = 5_000

    def check(self) -> None:
        """Raise the sentence that says what is wrong, if something is."""
        if self.columns not in WIDTHS:
            raise ColumnsUnknown(columns=self.columns)
        if not 200 <= self.dots <= 1_200:
            raise DotsOutOfRange(dots=self.dots)
        if not _LEAST_TIMEOUT_MS <= self.timeout_ms <= _MOST_TIMEOUT_MS:
            raise TimeoutOutOfRange(timeout_ms=self.timeout_ms, least=_LEAST_TIMEOUT_MS, most=_MOST_TIMEOUT_MS)
        if self.kind is PrinterKind.NETWORK:
            if not self.host.strip():
                raise HostMissing
            if not 1 <= self.port <= 65_535:
                raise PortOutOfRange(port=self.port)
        if self.kind is PrinterKind.FILE and not self.path.strip():
            raise PathMissing


def read_printer(pc: PcFile) -> PrinterSettings:
    """The printer of this PC; what is absent or unreadable takes its default (no printer)."""
    default = PrinterSettings()
    kind = pc.get("printer.kind", str(default.kind))
    columns = pc.get("printer.columns", default.columns)
    if columns not in WIDTHS:
        columns = default.columns
    return PrinterSettings(
        kind=PrinterKind(kind) if kind in set(PrinterKind) else default.kind,
        host=pc.get("printer.host", default.host).strip(),
        port=pc.get("printer.port", default.port),
        path=pc.get("printer.path", default.path).strip(),
        columns=columns,
        dots=pc.get("printer.dots", DOTS[columns]),
        cuts=pc.get("printer.cuts", default.cuts),
        kicks_drawer=pc.get("printer.kicks_drawer", default.kicks_drawer),
        timeout_ms=pc.get("printer.timeout_ms", default.timeout_ms),
    )


def write_printer(pc: PcFile, printer: PrinterSettings) -> None:
    """Keep the printer of this PC, once it has been checked; raises the UserError of `check`."""
    printer.check()
    pc.set("printer.kind", str(printer.kind))
    pc.set("printer.host", printer.host.strip())
    pc.set("printer.port", printer.port)
    pc.set("printer.path", printer.path.strip())
    pc.set("printer.columns", printer.columns)
    pc.set("printer.dots", printer.dots)
    pc.set("printer.cuts", printer.cuts)
    pc.set("printer.kicks_drawer", printer.kicks_drawer)
    pc.set("printer.timeout_ms", printer.timeout_ms)
