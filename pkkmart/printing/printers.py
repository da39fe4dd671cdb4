"""The printers this PC sees, to choose from in the settings. Each library is an extra and imported late, here only."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from pkkmart.core.i18n import N_, _
from pkkmart.printing.escpos import device_class
from pkkmart.printing.settings import PrinterKind
from pkkmart.printing.transport import DeviceUnreachable, LibraryMissing, UsbLibraryMissing, why_device

_USB_PRINTER: Final = 7
"""The class of interface a USB printer has."""
_USB_OUT: Final = 0x01
"""The endpoint most printers are written to."""


@dataclass(frozen=True, slots=True)
class VisiblePrinter:
    """A printer as it calls itself, and what its settings need; `endpoint` is where a USB printer is written to."""

    words: str
    name: str = ""
    usb_vendor: int = 0
    usb_product: int = 0
    endpoint: int = _USB_OUT


@dataclass(frozen=True, slots=True)
class Library:
    """The class python-escpos has for a kind, the extra that brings its library, and how people call the kind."""

    device: str
    extra: str
    words: str


LIBRARIES: Final = {
    PrinterKind.USB: Library("Usb", "usb", N_("USB")),
    PrinterKind.SERIAL: Library("Serial", "serial", N_("serial")),
    PrinterKind.WINDOWS: Library("Win32Raw", "windows", N_("Windows")),
    PrinterKind.CUPS: Library("CupsPrinter", "cups", N_("CUPS")),
}


def require_library(kind: PrinterKind) -> Any:
    """The class python-escpos has for a kind. Raises LibraryMissing, which names the extra."""
    library = LIBRARIES[kind]
    device = device_class(library.device)
    if not device.is_usable():
        raise LibraryMissing(kind=_(library.words), extra=library.extra)
    return device


def visible_printers(kind: PrinterKind) -> list[VisiblePrinter]:
    """What of a kind is plugged in or installed; none for a kind nothing can list.

    Raises LibraryMissing, UsbLibraryMissing, DeviceUnreachable.
    """
    look = _LOOKS.get(kind)
    if look is None:
        return []
    require_library(kind)
    try:
        return look()
    except Exception as error:  # whatever the library throws
        raise unreachable(_(LIBRARIES[kind].words), error) from error


def unreachable(address: str, error: Exception) -> DeviceUnreachable | UsbLibraryMissing:
    """What a library threw while a printer was opened or looked for, as our own fault."""
    if type(error).__name__ == "NoBackendError":
        return UsbLibraryMissing()
    return DeviceUnreachable(address=address, why=why_device(error))


def usb_endpoint(vendor: int, product: int) -> int:
    """Where a USB printer is written to, as it says itself; the usual place when it is not there."""
    known = (each for each in _usb() if (each.usb_vendor, each.usb_product) == (vendor, product))
    return next((each.endpoint for each in known), _USB_OUT)


def _usb() -> list[VisiblePrinter]:
    import usb.core

    found = []
    for device in usb.core.find(find_all=True):
        for interface in (each for configuration in device for each in configuration):
            if interface.bInterfaceClass == _USB_PRINTER:
                found.append(_usb_printer(device, interface))
                break
    return found


def _usb_printer(device: Any, interface: Any) -> VisiblePrinter:
    numbers = f"{device.idVendor:04x}:{device.idProduct:04x}"
    # The direction is the top bit of an endpoint's address: 0 is out, towards the printer.
    outward = [each.bEndpointAddress for each in interface if not each.bEndpointAddress & 0x80]
    try:
        called = " ".join(part for part in (device.manufacturer, device.product) if part)
    except Exception:  # its name can be read only by who may open it
        called = ""
    words = f"{called} ({numbers})" if called else numbers
    return VisiblePrinter(words, "", device.idVendor, device.idProduct, outward[0] if outward else _USB_OUT)


def _serial() -> list[VisiblePrinter]:
    from serial.tools.list_ports import comports

    return [VisiblePrinter(f"{port.device} ({port.description})", port.device) for port in comports()]


def _windows() -> list[VisiblePrinter]:
    return [VisiblePrinter(name, name) for name in device_class("Win32Raw")().printers]


def _cups() -> list[VisiblePrinter]:
    import cups

    return [VisiblePrinter(name, name) for name in cups.Connection().getPrinters()]


_LOOKS: Final[dict[PrinterKind, Callable[[], list[VisiblePrinter]]]] = {
    PrinterKind.USB: _usb,
    PrinterKind.SERIAL: _serial,
    PrinterKind.WINDOWS: _windows,
    PrinterKind.CUPS: _cups,
}
