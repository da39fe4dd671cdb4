"""Printers reached through python-escpos: its own classes over libraries that are not there, but for serial.

A serial printer is a pseudo-terminal driven by the real pyserial; USB, Windows and CUPS are not tried on hardware.
"""

from __future__ import annotations

import gc
import os
import sys
import threading
from collections.abc import Iterator
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

from pkkmart.printing.devices import DeviceTransport
from pkkmart.printing.escpos import device_class
from pkkmart.printing.printers import VisiblePrinter, visible_printers
from pkkmart.printing.settings import PrinterKind, PrinterSettings
from pkkmart.printing.transport import DeviceStalled, DeviceUnreachable, LibraryMissing, UsbLibraryMissing

USB = PrinterSettings(PrinterKind.USB, usb_vendor=0x04B8, usb_product=0x0E15, timeout_ms=900)
SERIAL = PrinterSettings(PrinterKind.SERIAL, serial="COM3", baud=19_200, timeout_ms=200)
WINDOWS = PrinterSettings(PrinterKind.WINDOWS, queue="EPSON TM-T20")
CUPS = PrinterSettings(PrinterKind.CUPS, queue="Kasir")
JOB = bytes(range(256)) * 4


def module_of(name: str) -> ModuleType:
    """The module of python-escpos that holds a class."""
    return sys.modules[device_class(name).__module__]


class NoBackendError(ValueError):
    pass


class UsbError(OSError):
    pass


class Interface(list[Any]):
    """An interface of a device: its endpoints."""

    def __init__(self, kind: int, *endpoints: int) -> None:
        super().__init__(SimpleNamespace(bEndpointAddress=endpoint) for endpoint in endpoints)
        self.bInterfaceClass = kind


class Device(list[Any]):
    """A thing in a USB socket: one configuration of one interface; `name` None may not be read."""

    backend = SimpleNamespace(__module__="usb.backend.libusb1")

    def __init__(self, bus: FakeUsb, vendor: int, number: int, interface: Interface, name: str | None) -> None:
        super().__init__([[interface]])
        self.bus, self.idVendor, self.idProduct, self.name = bus, vendor, number, name
        self.manufacturer = "EPSON"

    @property
    def product(self) -> str:
        if self.name is None:
            raise ValueError("The device has no langid")
        return self.name

    def is_kernel_driver_active(self, interface: int) -> bool:
        return False

    def set_configuration(self) -> None: ...

    def reset(self) -> None: ...

    def write(self, endpoint: int, data: bytes, timeout: int) -> int:
        if len(self.bus.written) == self.bus.fails_after:
            raise UsbError(110, "Operation timed out")
        self.bus.written.append((endpoint, bytes(data), timeout))
        return len(data)


class FakeUsb:
    """pyusb with a printer, a keyboard, and a printer whose name nobody may read."""

    def __init__(self) -> None:
        self.written: list[tuple[int, bytes, int]] = []
        self.fails_after: int | None = None
        self.error: Exception | None = None
        self.disposed: list[object] = []
        self.core = SimpleNamespace(find=self.find, USBError=UsbError, NoBackendError=NoBackendError)
        self.util = SimpleNamespace(dispose_resources=self.disposed.append)
        self.printer = Device(self, 0x04B8, 0x0E15, Interface(7, 0x81, 0x03), "TM-T20")
        keyboard = Device(self, 1, 2, Interface(3), "Keyboard")
        self.devices = [keyboard, self.printer, Device(self, 0x0416, 0x5011, Interface(7), None)]

    def find(self, *, find_all: bool = False, idVendor: int = 0, idProduct: int = 0) -> Any:
        if self.error is not None:
            raise self.error
        wanted = (idVendor, idProduct)
        return (
            iter(self.devices)
            if find_all
            else next((device for device in self.devices if (device.idVendor, device.idProduct) == wanted), None)
        )


@pytest.fixture
def usb(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeUsb]:
    fake = FakeUsb()
    monkeypatch.setitem(sys.modules, "usb", fake)  # type: ignore[misc]
    monkeypatch.setitem(sys.modules, "usb.core", fake.core)  # type: ignore[misc]
    monkeypatch.setattr(module_of("Usb"), "usb", fake, raising=False)
    monkeypatch.setattr(module_of("Usb"), "_DEP_USB", True)
    yield fake
    gc.collect()  # python-escpos closes a printer when it is collected, and asks for its library then


def test_usb_is_written_where_the_printer_says_in_packets_and_with_our_patience(usb: FakeUsb) -> None:
    DeviceTransport(USB).send(JOB)
    assert b"".join(data for _endpoint, data, _timeout in usb.written) == JOB
    assert {(endpoint, timeout) for endpoint, _data, timeout in usb.written} == {(0x03, 900)}
    assert max(len(data) for _endpoint, data, _timeout in usb.written) == 64
    assert usb.disposed == [usb.printer]


def test_usb_that_stops_tells_what_it_had_taken(usb: FakeUsb) -> None:
    usb.fails_after = 3
    with pytest.raises(
        DeviceStalled, match="USB 04b8:0e15 berhenti menerima data setelah 192 dari 1024 byte"
    ) as caught:
        DeviceTransport(USB).send(JOB)
    assert caught.value.sent == 192
    assert "(tidak menjawab)" in str(caught.value)
    assert usb.disposed == [usb.printer]


def test_usb_that_is_not_plugged_in(usb: FakeUsb) -> None:
    absent = PrinterSettings(PrinterKind.USB, usb_vendor=5, usb_product=6)
    with pytest.raises(DeviceUnreachable, match=r"Printer USB 0005:0006 tidak bisa dibuka \(tidak ditemukan\)"):
        DeviceTransport(absent).send(JOB)


@pytest.mark.parametrize(
    ("error", "sentence"),
    [(UsbError(13, "Access denied"), "tidak diizinkan"), (NoBackendError("No backend available"), "libusb-1.0")],
)
def test_usb_that_may_not_be_opened_or_lacks_libusb(usb: FakeUsb, error: Exception, sentence: str) -> None:
    usb.error = error
    with pytest.raises((DeviceUnreachable, UsbLibraryMissing), match=sentence):
        DeviceTransport(USB).send(JOB)
    with pytest.raises((DeviceUnreachable, UsbLibraryMissing), match=sentence):
        visible_printers(PrinterKind.USB)


def test_usb_printers_are_found_and_keyboards_are_not(usb: FakeUsb) -> None:
    assert visible_printers(PrinterKind.USB) == [
        VisiblePrinter("EPSON TM-T20 (04b8:0e15)", "", 0x04B8, 0x0E15, 0x03),
        VisiblePrinter("0416:5011", "", 0x0416, 0x5011, 0x01),
    ]


def test_a_stop_is_heard_between_packets(usb: FakeUsb) -> None:
    stopping = threading.Event()
    stopping.set()
    with pytest.raises(DeviceStalled, match="program ditutup") as caught:
        DeviceTransport(USB, stopping).send(JOB)
    assert caught.value.sent == 0


@pytest.fixture
def terminal() -> Iterator[tuple[int, str]]:
    """A serial port of this PC's own: what is written to its path is read from its other end."""
    ours, theirs = os.openpty()
    yield ours, os.ttyname(theirs)
    os.close(theirs)
    os.close(ours)


def test_serial_over_a_pseudo_terminal(terminal: tuple[int, str]) -> None:
    ours, path = terminal
    received = b""

    def read() -> None:
        nonlocal received
        while len(received) < len(JOB):
            received += os.read(ours, 4_096)

    reader = threading.Thread(target=read)
    reader.start()
    DeviceTransport(PrinterSettings(PrinterKind.SERIAL, serial=path, baud=19_200)).send(JOB)
    reader.join(5)
    assert received == JOB


def test_serial_that_stops_reading_is_given_up(terminal: tuple[int, str]) -> None:
    _ours, path = terminal
    with pytest.raises(DeviceStalled) as caught:
        DeviceTransport(PrinterSettings(PrinterKind.SERIAL, serial=path, timeout_ms=150)).send(JOB * 200)
    assert 0 < caught.value.sent < len(JOB) * 200


def test_serial_that_is_not_there() -> None:
    with pytest.raises(DeviceUnreachable, match=r"Printer /dev/tiada tidak bisa dibuka \(tidak ada\)"):
        DeviceTransport(PrinterSettings(PrinterKind.SERIAL, serial="/dev/tiada")).send(JOB)


def test_serial_ports_are_found(monkeypatch: pytest.MonkeyPatch) -> None:
    import serial.tools.list_ports as ports

    monkeypatch.setattr(ports, "comports", lambda: [SimpleNamespace(device="COM3", description="USB-Serial")])
    assert visible_printers(PrinterKind.SERIAL) == [VisiblePrinter("COM3 (USB-Serial)", "COM3")]


class WindowsError(Exception):
    def __init__(self, code: int, strerror: str) -> None:
        super().__init__(code, "WritePrinter", strerror)
        self.strerror = strerror


class FakeWin32:
    """pywin32's door to the spooler of Windows."""

    PRINTER_ENUM_NAME = 8

    def __init__(self) -> None:
        self.said: list[object] = []
        self.broken = False

    def EnumPrinters(self, flags: int, name: str, level: int) -> list[dict[str, str]]:
        return [{"pPrinterName": "EPSON TM-T20"}, {"pPrinterName": "Microsoft Print to PDF"}]

    def OpenPrinter(self, name: str) -> str:
        self.said.append(name)
        return f"handle of {name}"

    def StartDocPrinter(self, handle: str, level: int, document: tuple[str, str, str]) -> int:
        self.said.append(document)
        return 1

    def WritePrinter(self, handle: str, data: bytes) -> None:
        if self.broken:
            raise WindowsError(1_801, "Nama printer tidak sah.")
        self.said.append(data)

    def StartPagePrinter(self, handle: str) -> None: ...

    def EndPagePrinter(self, handle: str) -> None: ...

    def EndDocPrinter(self, handle: str) -> None:
        self.said.append("end")

    def ClosePrinter(self, handle: str) -> None: ...


@pytest.fixture
def windows(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeWin32]:
    fake, module = FakeWin32(), module_of("Win32Raw")
    monkeypatch.setattr(module, "win32print", fake, raising=False)
    monkeypatch.setattr(module, "pywintypes", SimpleNamespace(error=WindowsError), raising=False)
    monkeypatch.setattr(module, "_DEP_WIN32PRINT", True)
    yield fake
    gc.collect()  # python-escpos closes a printer when it is collected, and asks for its library then


def test_windows_is_handed_a_raw_job_under_our_name(windows: FakeWin32) -> None:
    DeviceTransport(WINDOWS).send(JOB)
    assert windows.said[:2] == ["EPSON TM-T20", ("PKK Mart", "", "RAW")]
    assert b"".join(part for part in windows.said if isinstance(part, bytes)) == JOB
    assert windows.said[-1] == "end"


def test_windows_tells_its_own_reason(windows: FakeWin32) -> None:
    windows.broken = True
    with pytest.raises(DeviceStalled, match="Nama printer tidak sah"):
        DeviceTransport(WINDOWS).send(JOB)


def test_windows_printers_are_found_and_a_wrong_name_is_told(windows: FakeWin32) -> None:
    assert [found.name for found in visible_printers(PrinterKind.WINDOWS)] == ["EPSON TM-T20", "Microsoft Print to PDF"]
    with pytest.raises(DeviceUnreachable, match=r"Printer Tiada tidak bisa dibuka \(tidak ditemukan\)"):
        DeviceTransport(PrinterSettings(PrinterKind.WINDOWS, queue="Tiada")).send(JOB)


class FakeCups:
    """pycups with one queue."""

    CUPS_FORMAT_RAW = "application/vnd.cups-raw"

    def __init__(self) -> None:
        self.printed: list[tuple[str, bytes, str, dict[str, str]]] = []
        self.broken = False

    def Connection(self) -> FakeCups:
        return self

    def setServer(self, host: str) -> None: ...

    def setPort(self, port: int) -> None: ...

    def getPrinters(self) -> dict[str, dict[str, object]]:
        return {"Kasir": {}}

    def printFile(self, queue: str, path: str, title: str, options: dict[str, str]) -> None:
        if self.broken:
            raise RuntimeError("client-error-not-accepting-jobs")
        with open(path, "rb") as file:
            self.printed.append((queue, file.read(), title, options))


@pytest.fixture
def cups(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeCups]:
    fake, module = FakeCups(), module_of("CupsPrinter")
    monkeypatch.setitem(sys.modules, "cups", fake)  # type: ignore[misc]
    for name, value in (("cups", fake), ("DEFAULT_HOST", "localhost"), ("DEFAULT_PORT", 631)):
        monkeypatch.setattr(module, name, value, raising=False)
    monkeypatch.setattr(module, "_DEP_PYCUPS", True)
    yield fake
    gc.collect()  # python-escpos closes a printer when it is collected, and asks for its library then


def test_cups_is_handed_one_raw_job(cups: FakeCups) -> None:
    DeviceTransport(CUPS).send(JOB)
    assert cups.printed == [("Kasir", JOB, "PKK Mart", {"document-format": "application/vnd.cups-raw"})]


def test_cups_that_refuses_has_taken_nothing(cups: FakeCups) -> None:
    cups.broken = True
    with pytest.raises(DeviceStalled, match="client-error-not-accepting-jobs") as caught:
        DeviceTransport(CUPS).send(JOB)
    assert caught.value.sent == 0
    assert cups.printed == []


def test_cups_queues_are_found_and_a_wrong_name_is_told(cups: FakeCups) -> None:
    assert visible_printers(PrinterKind.CUPS) == [VisiblePrinter("Kasir", "Kasir")]
    with pytest.raises(DeviceUnreachable, match="tidak ditemukan"):
        DeviceTransport(PrinterSettings(PrinterKind.CUPS, queue="Tiada")).send(JOB)


@pytest.mark.parametrize(
    ("settings", "flag", "extra"),
    [
        (USB, "_DEP_USB", "usb"),
        (SERIAL, "_DEP_PYSERIAL", "serial"),
        (WINDOWS, "_DEP_WIN32PRINT", "windows"),
        (CUPS, "_DEP_PYCUPS", "cups"),
    ],
)
def test_a_missing_library_is_a_sentence_that_names_the_extra(
    monkeypatch: pytest.MonkeyPatch, settings: PrinterSettings, flag: str, extra: str
) -> None:
    names = {"usb": "Usb", "serial": "Serial", "windows": "Win32Raw", "cups": "CupsPrinter"}
    monkeypatch.setattr(module_of(names[extra]), flag, False)
    with pytest.raises(LibraryMissing, match=rf"pip install “pkkmart\[{extra}\]”") as caught:
        DeviceTransport(settings).send(JOB)
    assert caught.value.sent == 0
    with pytest.raises(LibraryMissing):
        visible_printers(settings.kind)


def test_the_network_is_not_searched() -> None:
    assert visible_printers(PrinterKind.NETWORK) == []
