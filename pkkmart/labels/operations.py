"""Writes of labels: codes for goods without one, every print, and the sizes of the shop's labels."""

from __future__ import annotations

from collections.abc import Sequence

from pkkmart.core.actor import Actor, Permission
from pkkmart.core.db import next_id
from pkkmart.core.errors import Unusual, UserError
from pkkmart.core.i18n import N_, _, date_short, figure
from pkkmart.core.operation import Changed, current_act, operation, part, write_row, write_rows
from pkkmart.labels.models import LabelPrint, LabelSizeRow
from pkkmart.labels.queries import (
    MOST_LABELS,
    STRIP_WIDTH,
    LabelLine,
    label_code,
    label_sizes,
    labels_of,
    unit_codes,
)
from pkkmart.labels.ways import LabelWay
from pkkmart.printing.label import strip
from pkkmart.printing.label_sizes import LabelSize, require_fit
from pkkmart.printing.operations import queue
from pkkmart.products.operations import add_own_code
from pkkmart.products.queries import by_ids

_ASKED = 600
"""So many labels at once are asked about: twenty-five sheets of A4, or a typing error."""
_ASKED_STRIP = 30
"""So many on receipt paper are asked about: each takes four centimetres."""
_STRIP_MM = 42
_LABELS = frozenset({Changed.PRODUCTS})


class NoLabels(UserError):
    template = N_("Belum ada label untuk dicetak. Pindai barangnya, atau cari namanya, lalu isi berapa label.")


class LabelsUnfit(UserError):
    template = N_("Jumlah label {name} {labels} tidak mungkin. Isi 1 sampai {most}, atau hapus barisnya.")


class ExpiresBeforeProduced(UserError):
    template = N_("{name} tidak mungkin kedaluwarsa {expires}, sebelum dibuat {produced}. Betulkan tanggalnya.")


class ManyLabels(Unusual):
    key = "many_labels"
    template = N_("{labels} label sekali cetak, {what}. Betulkan jumlahnya, atau memang sebanyak itu?")


class LastSize(UserError):
    template = N_("{name} ukuran terakhir yang dipakai. Tambah ukuran lain dulu, baru simpan yang ini.")


def require_lines(
    lines: Sequence[LabelLine], size: LabelSize | None, start: int = 1, confirmed: frozenset[str] = frozenset()
) -> None:
    """Raise NoLabels, LabelsUnfit, ExpiresBeforeProduced, ManyLabels for what should not be printed.

    `size` None is the receipt printer's paper.
    """
    if not lines:
        raise NoLabels
    products = by_ids(line.product_id for line in lines)
    for line in lines:
        name = products[line.product_id].name
        if not 1 <= line.labels <= MOST_LABELS:
            raise LabelsUnfit(name=name, labels=figure(line.labels), most=figure(MOST_LABELS))
        if line.produced_on and line.expires_on and line.expires_on < line.produced_on:
            expires, produced = date_short(line.expires_on), date_short(line.produced_on)
            raise ExpiresBeforeProduced(name=name, expires=expires, produced=produced)
    labels = sum(line.labels for line in lines)
    if labels > (_ASKED if size else _ASKED_STRIP) and ManyLabels.key not in confirmed:
        what = _("kertas struk kira-kira {metres} meter").format(metres=figure(-(-labels * _STRIP_MM // 1_000)))
        if size is not None:
            pages = figure(size.pages(labels, start))
            told = _("{pages} baris gulungan") if size.is_roll else _("{pages} lembar")
            what = told.format(pages=pages)
        raise ManyLabels(labels=figure(labels), what=what)


@part
def give_codes(lines: Sequence[LabelLine], width_tenths: int) -> int:
    """Give every product a code that fits a label of this width, where it has none; returns how many were given."""
    codes = unit_codes(line.product_id for line in lines)
    given = 0
    for product_id in dict.fromkeys(line.product_id for line in lines):
        if label_code(product_id, codes[product_id], width_tenths) not in codes[product_id]:
            add_own_code(product_id)
            given += 1
    return given


@operation(Permission.RECEIVE_GOODS, changes=_LABELS)
def prepare_labels(
    actor: Actor,
    lines: Sequence[LabelLine],
    size: LabelSize,
    start: int = 1,
    *,
    confirmed: frozenset[str] = frozenset(),
) -> int:
    """Make the goods ready for labels on sheets: a code for each without one; returns how many codes were made.

    Raises what `require_lines` raises, PrefixOfScale.
    """
    require_lines(lines, size, start, confirmed)
    current_act().subject = size.name
    return give_codes(lines, size.width)


@operation(Permission.RECEIVE_GOODS, changes=_LABELS)
def record_print(actor: Actor, lines: Sequence[LabelLine], size: LabelSize) -> None:
    """Remember labels whose sheets were made, with the price and code on each."""
    current_act().subject = size.name
    _remember(lines, LabelWay.SHEET, size.name, size.width)


@operation(Permission.RECEIVE_GOODS, changes=_LABELS | {Changed.PRINT_JOBS})
def print_strip(actor: Actor, lines: Sequence[LabelLine], *, confirmed: frozenset[str] = frozenset()) -> int:
    """Queue the labels for the receipt printer and remember them; returns the job's id.

    Raises what `require_lines` raises, PrefixOfScale.
    """
    require_lines(lines, None, confirmed=confirmed)
    give_codes(lines, STRIP_WIDTH)
    title, first = _("label barang"), next_id(LabelPrint)
    current_act().subject = title
    elements = strip(labels_of(lines, STRIP_WIDTH))
    _remember(lines, LabelWay.STRIP, _(LabelWay.STRIP.label), STRIP_WIDTH)
    return queue("labels", title, elements, "label_print", first)


def _remember(lines: Sequence[LabelLine], way: LabelWay, size: str, width_tenths: int) -> None:
    products, codes = by_ids(line.product_id for line in lines), unit_codes(line.product_id for line in lines)
    current_act().details["labels"] = sum(line.labels for line in lines)
    write_rows(
        LabelPrint,
        [
            {
                "product_id": line.product_id,
                "labels": line.labels,
                "code": label_code(line.product_id, codes[line.product_id], width_tenths),
                "selling_price_idr": products[line.product_id].selling_price_idr,
                "produced_on": line.produced_on.isoformat() if line.produced_on else None,
                "expires_on": line.expires_on.isoformat() if line.expires_on else None,
                "way": way,
                "size": size,
            }
            for line in lines
        ],
    )


@operation(Permission.KEEP_PRODUCTS, changes=_LABELS)
def save_size(actor: Actor, size: LabelSize, *, used: bool = True) -> None:
    """Add a size of labels, change the one of the same name, or put it away (`used` False).

    Raises what `require_fit` raises, LastSize.
    """
    require_fit(size)
    name = " ".join(size.name.split())
    if not used and [known.name for known in label_sizes()] == [name]:
        raise LastSize(name=name)
    current_act().subject = name
    write_row(
        LabelSizeRow,
        name=name,
        paper_width=size.paper_width,
        paper_height=size.paper_height,
        width=size.width,
        height=size.height,
        columns=size.columns,
        gap_x=size.gap_x,
        gap_y=size.gap_y,
        margin_x=size.margin_x,
        margin_y=size.margin_y,
        used=used,
    )
