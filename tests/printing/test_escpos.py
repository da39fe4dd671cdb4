"""The bytes a printer is sent, read back by hand."""

from __future__ import annotations

import logging
import re

import pytest

from pkkmart.printing.escpos import to_bytes
from pkkmart.printing.slip import Barcode, Cut, DrawerKick, Qr, Text
from tests.printing.conftest import SLIP

KICK = b"\x1bp\x00"
CUT = b"\x1dV\x00"


def test_the_kick_leads_the_job_wherever_it_stands() -> None:
    data = to_bytes([Text("a"), DrawerKick()], columns=32, dots=384)
    assert data.startswith(KICK)
    assert data.count(KICK) == 1
    assert to_bytes([DrawerKick()], columns=32, dots=384) == KICK + b"22"


def test_a_printer_without_a_cutter_is_never_told_to_cut() -> None:
    assert CUT not in to_bytes([Text("a"), Cut()], columns=32, dots=384)
    assert to_bytes([Text("a"), Cut()], columns=32, dots=384).endswith(b"a\n\n\n\n\n")
    assert to_bytes([Text("a"), Cut()], columns=32, dots=384, cuts=True).endswith(CUT)


def test_a_receipts_number_fits_58_mm_as_code128() -> None:
    data = to_bytes(SLIP, columns=32, dots=384)
    module = data[data.index(b"\x1dw") + 2]
    at = data.index(b"\x1dkI")
    payload = data[at + 4 : at + 4 + data[at + 3]]
    assert payload == b"{BPM-26-000417"
    symbols = 1 + len(payload.removeprefix(b"{B")) + 1
    quiet = 20
    assert (symbols * 11 + 13 + quiet) * module == 374
    assert data.rindex(b"\x1ba\x01", 0, at) > data.rindex(b"20.000", 0, at)
    assert b"\x1ba\x00" in data[at:]


def test_a_barcode_that_does_not_fit_is_printed_as_words() -> None:
    data = to_bytes([Barcode("PM-26-0000000000417")], columns=32, dots=384)
    assert b"\x1dk" not in data
    assert b"PM-26-0000000000417\n" in data
    assert b"{BA{{B" in to_bytes([Barcode("A{B")], columns=32, dots=384)


def test_the_printer_draws_the_qr_as_large_as_fits() -> None:
    data = to_bytes([Qr("x" * 200)], columns=32, dots=384)
    size = data[data.index(b"\x1d(k\x03\x001C") + 7]
    assert (17 + 4 * 10 + 8) * size <= 384
    assert b"1P0" + b"x" * 200 in data
    words = to_bytes([Qr("y" * 700)], columns=32, dots=384)
    assert b"\x1d(k" not in words
    assert words.count(b"y") == 700


def test_only_ascii_is_sent() -> None:
    data = to_bytes(
        [Text("Café “Ibu” €5 饼"), Barcode("é1"), Qr("é")], columns=32, dots=384, copy_mark="SALINAN ke-1 – é"
    )
    assert max(data) < 0x80
    assert b'Cafe "Ibu" EUR5 ?' in data


def test_a_name_cannot_command_the_printer() -> None:
    assert KICK not in to_bytes([Text("Kue\x1bp\x0022")], columns=32, dots=384)


def test_the_copy_mark_stands_at_the_head_and_size_is_set_back() -> None:
    data = to_bytes(SLIP, columns=32, dots=384, copy_mark="SALINAN ke-1")
    texts = re.findall(rb"[ -~]{6,}", data)
    assert b"*** SALINAN ke-1 ***" in data
    assert data.index(b"SALINAN") < data.index(b"PKK MART") < data.index(b"Jl. Melati")
    assert texts
    big = data.index(b"\x1d!\x11")
    assert b"\x1b!\x00" in data[big : data.index(b"Jl. Melati")]


def test_nothing_is_written_on_the_screen_and_logging_is_left_alone(capsys: pytest.CaptureFixture[str]) -> None:
    before = list(logging.getLogger().handlers)
    to_bytes(SLIP, columns=48, dots=576)
    assert capsys.readouterr() == ("", "")
    assert logging.getLogger().handlers == before
