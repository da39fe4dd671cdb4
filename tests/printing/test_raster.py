"""The logo as a printer's dots: fits the paper, is dithered, and never stops a receipt."""

from __future__ import annotations

import base64
import io

import pytest
from PIL import Image as Picture

from pkkmart.core.actor import SYSTEM, Actor, Permission
from pkkmart.core.operation import operation
from pkkmart.core.settings import write_setting
from pkkmart.printing.escpos import to_bytes
from pkkmart.printing.letterhead import RECEIPT_LOGO, SHOP_LOGO, logo_sha256
from pkkmart.printing.operations import print_slip
from pkkmart.printing.queries import elements_json, elements_of, picture_of, slip_of
from pkkmart.printing.raster import raster
from pkkmart.printing.settings import PrinterKind, PrinterSettings
from pkkmart.printing.slip import Image, Text
from pkkmart.printing.spool import pump
from tests import make

RASTER = b"\x1dv0\x00"


def picture(width: int, height: int, color: tuple[int, int, int, int] = (0, 0, 0, 255), kind: str = "PNG") -> bytes:
    file = io.BytesIO()
    mode = "RGBA" if kind == "PNG" else "RGB"
    Picture.new(mode, (width, height), color[: len(mode)]).save(file, kind)
    return file.getvalue()


def size_of(command: bytes) -> tuple[int, int]:
    """Dots across (whole bytes) and down."""
    assert command.startswith(RASTER)
    across, down = int.from_bytes(command[4:6], "little"), int.from_bytes(command[6:8], "little")
    assert len(command) == 8 + across * down
    return across * 8, down


def ink_of(command: bytes) -> float:
    """The part of the dots that is black."""
    across, down = size_of(command)
    return sum(byte.bit_count() for byte in command[8:]) / (across * down)


@pytest.mark.parametrize(
    ("made", "dots", "size"),
    [
        (picture(1_000, 1_000), 384, (128, 128)),
        (picture(2_000, 200), 384, (384, 38)),
        (picture(2_000, 100, kind="JPEG"), 576, (576, 29)),
        (picture(48, 20), 384, (48, 20)),
    ],
)
def test_it_fits_the_paper_and_is_never_enlarged(made: bytes, dots: int, size: tuple[int, int]) -> None:
    assert size_of(raster(made, dots)) == size


def test_black_is_ink_glass_is_paper_and_grey_is_dithered() -> None:
    assert ink_of(raster(picture(64, 64), 384)) == 1
    assert ink_of(raster(picture(64, 64, (0, 0, 0, 0)), 384)) == 0
    assert 0.45 < ink_of(raster(picture(64, 64, (128, 128, 128, 255)), 384)) < 0.55
    assert ink_of(raster(picture(12, 4), 384)) == pytest.approx(12 / 16)


@pytest.mark.parametrize("broken", [b"", b"bukan gambar", picture(64, 64)[:50], picture(8_000, 8_000)])
def test_what_cannot_be_read_is_left_out(broken: bytes) -> None:
    assert raster(broken, 384) == b""
    data = to_bytes([Image("x"), Text("Struk")], columns=32, dots=384, picture=lambda _sha: broken)
    assert RASTER not in data
    assert b"Struk" in data


def test_it_stands_in_the_middle_and_what_follows_at_the_left() -> None:
    data = to_bytes([Image("x"), Text("Struk")], columns=32, dots=384, picture=lambda _sha: picture(64, 8))
    at = data.index(RASTER)
    assert data[:at].endswith(b"\x1ba\x01")
    assert data[at + 8 + 64 :].startswith(b"\x1ba\x00")


@operation(Permission.KEEP_SETTINGS)
def _choose_logo(actor: Actor, logo: bytes, shown: bool = True) -> None:
    write_setting(SHOP_LOGO, base64.b64encode(logo).decode())
    write_setting(RECEIPT_LOGO, shown)


def _sold() -> int:
    return make.sell(make.cashier(), (make.product(), 1)).job_id


def test_a_receipt_names_the_logo_and_a_copy_prints_the_one_of_that_day(shop: object, tmp_path: object) -> None:
    first = picture(64, 8)
    _choose_logo(SYSTEM, first)
    make.shift(make.cashier("Bu Dewi", "2345"))
    job_id = _sold()
    sha = logo_sha256(base64.b64encode(first).decode())
    assert elements_of(job_id)[1] == Image(sha)
    assert len(elements_json(job_id)) < 2_000
    _choose_logo(SYSTEM, picture(32, 8))
    assert picture_of(sha) == first
    assert picture_of("0" * 64) == b""
    slip = slip_of("sale", 1)
    assert slip is not None
    print_slip(SYSTEM, slip)
    paper = tmp_path / "lp0"  # type: ignore[operator]
    pump(PrinterSettings(PrinterKind.FILE, path=str(paper)))
    sent = paper.read_bytes()
    assert sent.count(raster(first, 384)) == 2
    assert raster(picture(32, 8), 384) not in sent
    assert sent.index(b"SALINAN ke-1") > sent.index(raster(first, 384))


def test_a_shop_may_keep_its_logo_off_the_receipts(shop: object) -> None:
    _choose_logo(SYSTEM, picture(64, 8), shown=False)
    make.shift(make.cashier("Bu Dewi", "2345"))
    assert not any(isinstance(element, Image) for element in elements_of(_sold()))


def test_no_logo_has_no_name() -> None:
    assert logo_sha256("") == logo_sha256("%%%") == ""
