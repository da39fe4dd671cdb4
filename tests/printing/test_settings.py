"""The printer of this PC: kept, read back, and refused with a sentence."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from pkkmart.core.errors import UserError
from pkkmart.core.settings import PcFile
from pkkmart.printing.settings import PrinterKind, PrinterSettings, read_printer, write_printer

NETWORK = PrinterSettings(PrinterKind.NETWORK, host="192.168.1.50")


def test_a_new_pc_has_no_printer(tmp_path: Path) -> None:
    assert read_printer(PcFile(tmp_path / "pc.json")) == PrinterSettings()


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    pc = PcFile(tmp_path / "pc.json")
    printer = PrinterSettings(
        PrinterKind.SERIAL, "h", 9101, "/dev/usb/lp0", 42, 576, True, True, 900, 0x04B8, 0x0E15, "COM3", 19_200, "Kasir"
    )
    write_printer(pc, printer)
    assert read_printer(pc) == printer


@pytest.mark.parametrize(
    ("printer", "sentence"),
    [
        (replace(NETWORK, host=" "), "Alamat printer belum diisi"),
        (replace(NETWORK, port=0), "Port printer 0 tidak mungkin"),
        (replace(NETWORK, port=70_000), "antara 1 dan 65535"),
        (replace(NETWORK, columns=40), "Lebar 40 kolom tidak dikenal"),
        (replace(NETWORK, dots=10), "Lebar 10 titik"),
        (replace(NETWORK, timeout_ms=0), "0 milidetik"),
        (PrinterSettings(PrinterKind.USB), "Nomor USB printer belum benar"),
        (PrinterSettings(PrinterKind.USB, usb_vendor=0x10000), "misalnya 04b8:0e15"),
        (PrinterSettings(PrinterKind.SERIAL), "Port serial printer belum diisi"),
        (PrinterSettings(PrinterKind.SERIAL, serial="COM3", baud=1_200), "Kecepatan 1200 tidak dikenal"),
        (PrinterSettings(PrinterKind.WINDOWS, queue=" "), "Nama printer belum diisi"),
        (PrinterSettings(PrinterKind.CUPS), "Nama printer belum diisi"),
        (PrinterSettings(PrinterKind.FILE), "Berkas atau perangkat printer belum diisi"),
    ],
)
def test_a_mistake_is_told_and_nothing_is_written(tmp_path: Path, printer: PrinterSettings, sentence: str) -> None:
    with pytest.raises(UserError, match=sentence):
        write_printer(PcFile(tmp_path / "pc.json"), printer)
    assert not (tmp_path / "pc.json").exists()


def test_a_file_edited_by_hand_does_not_stop_the_shop(tmp_path: Path) -> None:
    path = tmp_path / "pc.json"
    path.write_text(json.dumps({"printer.kind": "fax", "printer.columns": 33, "printer.port": "9100"}))
    assert read_printer(PcFile(path)) == PrinterSettings()
