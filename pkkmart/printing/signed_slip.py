"""The slip of an office document: shop, title, number and day, what it says, and the two who sign."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from pkkmart.core.i18n import _, date_short, rupiah_document, terbilang
from pkkmart.printing.letterhead import SHOP_NAME
from pkkmart.printing.queries import Slip
from pkkmart.printing.slip import Cell, Columns, Cut, Element, Feed, Row, Rule, Text

_LINE = "." * 13


def signed_slip(
    title: str,
    number: str,
    day: date,
    body: Sequence[Element],
    signers: tuple[tuple[str, str], tuple[str, str]],
    *,
    origin: tuple[str, int],
    cancelled_by: str = "",
) -> Slip:
    """The slip of the document `origin`; each of `signers` is a word and the name of who signs, "" where unknown."""
    elements: list[Element] = [
        Text(SHOP_NAME.get(), align="center", bold=True),
        Rule(),
        Text(title, align="center", bold=True),
        Columns(number, date_short(day)),
        *void_line(cancelled_by),
        *body,
        Rule(),
        *signatures(*signers),
        Cut(),
    ]
    return Slip(number, tuple(elements), origin[0], *origin)


def amount_lines(words: str, amount_idr: int) -> list[Element]:
    """An amount of money in figures and in words: `Dibayar Rp35.000`, `Terbilang: tiga puluh lima ribu rupiah`."""
    return [
        Columns(words, rupiah_document(amount_idr), bold=True),
        Text(_("Terbilang: {words}").format(words=terbilang(amount_idr))),
    ]


def void_line(cancelled_by: str) -> list[Element]:
    """The line that says a document no longer counts; nothing while it stands."""
    return [Text(_("BATAL: dibatalkan dengan {void}.").format(void=cancelled_by), bold=True)] if cancelled_by else []


def note_line(note: str) -> list[Element]:
    """The line of a note; nothing where there is none."""
    return [Text(_("Catatan: {note}").format(note=note))] if note else []


def signatures(left: tuple[str, str], right: tuple[str, str]) -> list[Element]:
    """Two lines to sign on, side by side: each a word and the name of who signs, or room to write it."""
    rows = [(left[0], right[0]), (_LINE, _LINE), (left[1], right[1])]
    first, *rest = [Row(tuple(Cell(text, align="center") for text in pair)) for pair in rows]
    return [Feed(), first, Feed(3), *rest]
