"""A slip as bytes in the language of receipt printers; python-escpos is imported nowhere else."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from typing import Any, Final

from pkkmart.printing.raster import raster
from pkkmart.printing.slip import Barcode, Cut, DrawerKick, Element, Image, LaidLine, Qr, Text, layout
from pkkmart.printing.wrap import aligned, ascii_only

_MODULE_DOTS: Final = 2
"""The narrowest bar every printer knows (GS w 2)."""

_WIDE_MODULE_DOTS: Final = 3
"""Goods are scanned again and again: an EAN-13 with its quiet zones is 113 bars, 339 of the 384 dots of 58 mm paper."""

_QUIET_MODULES: Final = 20
"""White a scanner wants around a CODE128, both sides together."""

_TEAR_FEED: Final = 4
"""Lines between the head and the edge where paper without a cutter is torn."""

_QR_BYTES: Final = (14, 26, 42, 62, 84, 106, 122, 152, 180, 213, 251, 287, 331, 362, 412, 450, 504, 560, 624, 666)
"""Bytes a QR of version 1, 2, … holds at error level M (ISO/IEC 18004, table 7)."""


def _no_picture(sha256: str) -> bytes:
    return b""


def to_bytes(
    elements: Sequence[Element],
    *,
    columns: int,
    dots: int,
    copy_mark: str = "",
    cuts: bool = False,
    picture: Callable[[str], bytes] = _no_picture,
) -> bytes:
    """The job for a printer of so many columns and dots; `copy_mark` stands at the head in bold.

    Only ASCII text is sent. A DrawerKick, wherever it stands, is sent first. `picture` finds an image by its sha256;
    one that is unknown or broken is left out, since the receipt matters more.
    """
    marked: list[Element] = [Text(f"*** {copy_mark} ***", "center", True)] if copy_mark else []
    lines = layout([*marked, *elements], columns)
    device = _device()
    if any(isinstance(line.mark, DrawerKick) for line in lines):
        device.cashdraw(2)
        lines = [line for line in lines if not isinstance(line.mark, DrawerKick)]
    if lines:
        device.hw("INIT")
    for line in lines:
        if isinstance(line.mark, Image):
            _put_picture(device, raster(picture(line.mark.sha256), dots))
        else:
            _put(device, line, columns, dots, cuts)
    return bytes(device.output)


def warm_up() -> None:
    """Import python-escpos now (a fifth of a second), so that the first receipt does not wait for it."""
    _device()


def device_class(name: str) -> Any:
    """One of python-escpos's printers by its class name; its import configures logging, so it is shown that we have."""
    root, ours = logging.getLogger(), logging.NullHandler()
    root.addHandler(ours)
    try:
        from escpos import printer
    finally:
        root.removeHandler(ours)
    return getattr(printer, name)


def _device() -> Any:
    """python-escpos's printer into memory."""
    return device_class("Dummy")()


def _put(device: Any, line: LaidLine, columns: int, dots: int, cuts: bool) -> None:
    match line.mark:
        case Barcode(text, ean13=True):
            _draw_barcode(device, text, "EAN13", width=_WIDE_MODULE_DOTS)
        case Barcode(text):
            _put_barcode(device, ascii_only(text), columns, dots)
        case Qr(text):
            _put_qr(device, ascii_only(text), columns, dots)
        case Cut():
            if cuts:
                device.cut()
            else:
                device.text("\n" * _TEAR_FEED)
        case _:
            styled = line.bold or line.size > 1
            if styled:
                device.set(bold=line.bold, custom_size=True, width=line.size, height=line.size)
            device.text(aligned(line.text, columns // line.size, line.align) + "\n")
            if styled:
                device.set(bold=False, normal_textsize=True)


def _put_picture(device: Any, command: bytes) -> None:
    if command:
        # The public method prints a remark on stdout for a printer without a profile.
        device.set(align="center")
        device._raw(command)
        device.set(align="left")


def _put_barcode(device: Any, text: str, columns: int, dots: int) -> None:
    if not text or (code128_modules(text) + _QUIET_MODULES) * _MODULE_DOTS > dots:
        _put(device, LaidLine(text[:columns], "center"), columns, dots, False)
        return
    _draw_barcode(device, "{B" + text.replace("{", "{{"), "CODE128", width=_MODULE_DOTS)


def _draw_barcode(device: Any, data: str, symbology: str, *, width: int) -> None:
    # The public method prints a remark on stdout each time.
    device._hw_barcode(
        data, symbology, height=64, width=width, pos="BELOW", align_ct=True, function_type="B", check=False
    )
    device.set(align="left")


def code128_modules(text: str) -> int:
    """Bars and spaces of a CODE128 in code set B: start, characters, check character, stop."""
    return 11 * (len(text) + 2) + 13


def _put_qr(device: Any, text: str, columns: int, dots: int) -> None:
    version = next((number for number, most in enumerate(_QR_BYTES, 1) if len(text) <= most), 0)
    size = min(8, dots // (17 + 4 * version + 8))
    if not text or not version or size < 3:
        for line in layout([Text(text)], columns):
            _put(device, line, columns, dots, False)
        return
    device.set(align="center")
    device.qr(text, ec=1, size=size, native=True)
    device.text("\n")
    device.set(align="left")
