"""The printer of this PC, written in the PC's own file, so a restored backup never brings another's."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from enum import StrEnum
from typing import Any, Final

from pkkmart.core.errors import UserError
from pkkmart.core.i18n import N_
from pkkmart.core.settings import PcFile
from pkkmart.printing.slip import WIDTHS


class PrinterKind(StrEnum):
    """How the printer is reached."""

    NONE = "none"
    NETWORK = "network"
    USB = "usb"
    WINDOWS = "windows"
    CUPS = "cups"
    SERIAL = "serial"
    FILE = "file"


DOTS: Final = {32: 384, 42: 576, 48: 576}
"""Printable dots of the usual paper for each number of columns."""

BAUDS: Final = (9_600, 19_200, 38_400, 57_600, 115_200)
"""Bits per second a serial printer may be set to."""

_LEAST_TIMEOUT_MS: Final = 100
_MOST_TIMEOUT_MS: Final = 60_000


class HostMissing(UserError):
    template = N_("Alamat printer belum diisi. Tulis alamat IP-nya, misalnya 192.168.1.50.")


class PortOutOfRange(UserError):
    template = N_("Port printer {port} tidak mungkin: antara 1 dan 65535, biasanya 9100.")


class PathMissing(UserError):
    template = N_("Berkas atau perangkat printer belum diisi, misalnya /dev/usb/lp0 atau LPT1.")


class UsbUnknown(UserError):
    template = N_(
        "Nomor USB printer belum benar. Tekan “Cari printer”, atau tulis nomor pembuat dan produknya, misalnya "
        "04b8:0e15."
    )


class SerialMissing(UserError):
    template = N_("Port serial printer belum diisi, misalnya COM3 atau /dev/ttyUSB0.")


class BaudUnknown(UserError):
    template = N_(
        "Kecepatan {baud} tidak dikenal. Pilih 9600 sampai 115200, seperti yang tercetak di uji diri printer."
    )


class QueueMissing(UserError):
    template = N_("Nama printer belum diisi. Tulis persis seperti di daftar printer komputer ini.")


class ColumnsUnknown(UserError):
    template = N_("Lebar {columns} kolom tidak dikenal. Pilih 32 (kertas 58 mm), 42 atau 48 (kertas 80 mm).")


class DotsOutOfRange(UserError):
    template = N_("Lebar {dots} titik tidak mungkin: antara 200 dan 1200, biasanya 384 (58 mm) atau 576 (80 mm).")


class TimeoutOutOfRange(UserError):
    template = N_("Batas tunggu printer {timeout_ms} milidetik tidak mungkin: antara {least} dan {most}.")


@dataclass(frozen=True, slots=True)
class PrinterSettings:
    """What this PC knows of its printer; `dots` is the printable width, `timeout_ms` the wait without progress.

    `queue` is its name at Windows or CUPS, `serial` its port; its USB numbers name manufacturer and product.
    """

    kind: PrinterKind = PrinterKind.NONE
    host: str = ""
    port: int = 9100
    path: str = ""
    columns: int = 32
    dots: int = 384
    cuts: bool = False
    kicks_drawer: bool = False
    timeout_ms: int = 5_000
    usb_vendor: int = 0
    usb_product: int = 0
    serial: str = ""
    baud: int = 9_600
    queue: str = ""

    def check(self) -> None:
        """Raise the sentence that says what is wrong, if something is."""
        if self.columns not in WIDTHS:
            raise ColumnsUnknown(columns=self.columns)
        if not 200 <= self.dots <= 1_200:
            raise DotsOutOfRange(dots=self.dots)
        if not _LEAST_TIMEOUT_MS <= self.timeout_ms <= _MOST_TIMEOUT_MS:
            raise TimeoutOutOfRange(timeout_ms=self.timeout_ms, least=_LEAST_TIMEOUT_MS, most=_MOST_TIMEOUT_MS)
        self._check_way()

    def _check_way(self) -> None:
        match self.kind:
            case PrinterKind.NETWORK if not self.host.strip():
                raise HostMissing
            case PrinterKind.NETWORK if not 1 <= self.port <= 65_535:
                raise PortOutOfRange(port=self.port)
            case PrinterKind.FILE if not self.path.strip():
                raise PathMissing
            case PrinterKind.USB if not (0 < self.usb_vendor <= 0xFFFF and 0 <= self.usb_product <= 0xFFFF):
                raise UsbUnknown
            case PrinterKind.SERIAL if not self.serial.strip():
                raise SerialMissing
            case PrinterKind.SERIAL if self.baud not in BAUDS:
                raise BaudUnknown(baud=self.baud)
            case PrinterKind.WINDOWS | PrinterKind.CUPS if not self.queue.strip():
                raise QueueMissing
            case _:
                return


def read_printer(pc: PcFile) -> PrinterSettings:
    """The printer of this PC; what is absent or unreadable takes its default (no printer)."""
    default = PrinterSettings()
    told: dict[str, Any] = {name: pc.get(f"printer.{name}", value) for name, value in asdict(default).items()}
    told = {name: value.strip() if isinstance(value, str) else value for name, value in told.items()}
    kind = pc.get("printer.kind", "")
    told["kind"] = PrinterKind(kind) if kind in set(PrinterKind) else default.kind
    if told["columns"] not in WIDTHS:
        told["columns"] = default.columns
    told["dots"] = pc.get("printer.dots", DOTS[told["columns"]])
    return PrinterSettings(**told)


def write_printer(pc: PcFile, printer: PrinterSettings) -> None:
    """Keep the printer of this PC, once it has been checked; raises the UserError of `check`."""
    printer.check()
    for field in fields(printer):
        value = getattr(printer, field.name)
        pc.set(f"printer.{field.name}", value.strip() if isinstance(value, str) else value)
