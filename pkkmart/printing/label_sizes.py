"""Sizes of labels: what is laid on which paper, in tenths of a millimetre, and which of them can be. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from pkkmart.core.errors import UserError
from pkkmart.core.i18n import N_, _

LEAST_WIDTH: Final = 300
"""The quiet zones and bars of an EAN-13, 113 of 0,25 mm, and a little white at both sides."""
LEAST_HEIGHT: Final = 150
MOST: Final = 5_000
"""No side of a paper or label is longer."""


class SizeNameMissing(UserError):
    template = N_("Nama ukuran belum diisi. Beri nama seperti di bungkus labelnya, misalnya Tom & Jerry 121.")


class SizeFigureMissing(UserError):
    template = N_("{what} belum diisi. Ukur dengan penggaris, dalam milimeter; 0 boleh untuk jarak dan tepi.")


class TooFine(UserError):
    template = N_("{what} {figure} mm terlalu halus. Paling banyak satu angka di belakang koma, misalnya 63,5.")


class LabelTooSmall(UserError):
    template = N_(
        "Label {width} × {height} mm terlalu kecil: barcode 13 angka perlu lebar {least_width} mm dan tinggi "
        "{least_height} mm. Pakai label yang lebih besar."
    )


class PaperTooBig(UserError):
    template = N_("{what} {figure} mm terlalu besar; paling besar {most} mm. Periksa angkanya, satuannya milimeter.")


class NoColumns(UserError):
    template = N_("Jumlah kolom 0. Isi berapa label berdampingan di kertasnya, paling sedikit 1.")


class ColumnsTooWide(UserError):
    template = N_(
        "{columns} kolom label {width} mm dengan jarak dan tepinya perlu {needed} mm, kertasnya hanya {paper} mm. "
        "Kurangi kolom, jarak atau tepi."
    )


class RowsTooHigh(UserError):
    template = N_(
        "Satu baris label {height} mm dengan tepi atas perlu {needed} mm, kertasnya hanya {paper} mm. "
        "Kurangi tinggi atau tepi."
    )


class StartUnfit(UserError):
    template = N_("Mulai dari label ke-{start} tidak mungkin: satu lembar {name} berisi {labels} label.")


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelSize:
    """Labels on their paper, in tenths of a millimetre; `paper_height` 0 is a roll, printed row by row."""

    name: str
    paper_width: int
    paper_height: int
    width: int
    height: int
    columns: int
    gap_x: int = 0
    gap_y: int = 0
    margin_x: int = 0
    margin_y: int = 0

    @property
    def is_roll(self) -> bool:
        """Whether its paper has no end."""
        return self.paper_height == 0

    @property
    def rows(self) -> int:
        """How many rows stand on one page."""
        if self.is_roll:
            return 1
        return (self.paper_height - self.margin_y + self.gap_y) // (self.height + self.gap_y)

    @property
    def labels(self) -> int:
        """How many labels stand on one page."""
        return self.rows * self.columns

    def place(self, number: int) -> tuple[int, int]:
        """The left and the upper edge of a label of a page, counted from 0."""
        down, across = divmod(number, self.columns)
        return self.margin_x + across * (self.width + self.gap_x), self.margin_y + down * (self.height + self.gap_y)

    def pages(self, labels: int, start: int = 1) -> int:
        """How many pages so many labels take when the first one stands on label `start` of the first page."""
        return -(-(labels + start - 1) // self.labels)


def tenths_text(tenths: int) -> str:
    """`63,5` for 635 tenths of a millimetre."""
    return f"{tenths // 10},{tenths % 10}" if tenths % 10 else str(tenths // 10)


def require_fit(size: LabelSize) -> None:
    """Raise a sentence for a size that no printer can print, or no scanner could read."""
    if not size.name.strip():
        raise SizeNameMissing
    for what, tenths in (
        (_("Lebar kertas"), size.paper_width),
        (_("Panjang kertas"), size.paper_height),
        (_("Lebar label"), size.width),
        (_("Tinggi label"), size.height),
    ):
        if tenths > MOST:
            raise PaperTooBig(what=what, figure=tenths_text(tenths), most=tenths_text(MOST))
    if size.width < LEAST_WIDTH or size.height < LEAST_HEIGHT:
        raise LabelTooSmall(
            width=tenths_text(size.width),
            height=tenths_text(size.height),
            least_width=tenths_text(LEAST_WIDTH),
            least_height=tenths_text(LEAST_HEIGHT),
        )
    if size.columns < 1:
        raise NoColumns
    needed = size.margin_x + size.columns * size.width + (size.columns - 1) * size.gap_x
    if needed > size.paper_width:
        raise ColumnsTooWide(
            columns=size.columns,
            width=tenths_text(size.width),
            needed=tenths_text(needed),
            paper=tenths_text(size.paper_width),
        )
    if not size.is_roll and size.rows < 1:
        raise RowsTooHigh(
            height=tenths_text(size.height),
            needed=tenths_text(size.margin_y + size.height),
            paper=tenths_text(size.paper_height),
        )


def require_start(size: LabelSize, start: int) -> None:
    """Raise StartUnfit unless a page has a label of this number, counted from 1."""
    if not 1 <= start <= size.labels:
        raise StartUnfit(start=start, name=size.name, labels=size.labels)


USUAL: Final = (
    LabelSize(
        name=N_("Gulungan 33 × 15 mm, 3 kolom"),
        paper_width=1_050, paper_height=0, width=330, height=150, columns=3, gap_x=20, gap_y=20, margin_x=10,
    ),
    LabelSize(
        name=N_("Gulungan 40 × 30 mm, 2 kolom"),
        paper_width=840, paper_height=0, width=400, height=300, columns=2, gap_x=20, gap_y=20, margin_x=10,
    ),
    LabelSize(
        name=N_("A4, 3 × 8 label (70 × 37 mm)"),
        paper_width=2_100, paper_height=2_970, width=700, height=371, columns=3,
    ),
    LabelSize(
        name=N_("A4, 3 × 7 label (63,5 × 38,1 mm)"),
        paper_width=2_100, paper_height=2_970, width=635, height=381, columns=3, gap_x=25, margin_x=72, margin_y=151,
    ),
    LabelSize(
        name=N_("A4, 5 × 13 label (38 × 21 mm)"),
        paper_width=2_100, paper_height=2_970, width=381, height=212, columns=5, gap_x=25, margin_x=47, margin_y=107,
    ),
)  # fmt: skip
"""What shops here buy; a size of the shop's own with the same name takes the place of one of them."""
