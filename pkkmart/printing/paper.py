"""Documents on office paper as plain elements: what a report says, before anything typesets it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

from pkkmart.core.i18n import _, figure
from pkkmart.printing.letterhead import (
    SHOP_ADDRESS,
    SHOP_COOP_NUMBER,
    SHOP_LEGAL_NAME,
    SHOP_LEGAL_NUMBER,
    SHOP_NAME,
    SHOP_NIB,
    SHOP_PHONE,
    SHOP_TAX_NUMBER,
    shop_logo,
)


class Paper(Enum):
    """Width and height in millimetres; F4 as Indonesian offices cut it, A5 for a nota."""

    A4 = (210, 297)
    A5 = (148, 210)
    F4 = (215, 330)


class Look(Enum):
    """How a row of a table is set."""

    PLAIN = "plain"
    HEAD = "head"
    SUBTOTAL = "subtotal"
    TOTAL = "total"
    DETAIL = "detail"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its title, and whether it holds figures (right, never broken)."""

    title: str
    figures: bool = False
    share: int = 1
    """What a column of words takes of the room that is left, against the others; 0: as wide as its words."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table; `indent` moves the first words in by steps."""

    cells: tuple[str, ...]
    look: Look = Look.PLAIN
    indent: int = 0


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under a repeated head; `title` stands above, and stays with the first rows."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    title: str = ""
    groups: tuple[tuple[str, int], ...] = ()
    """A second head above the first: words and how many columns they span."""


@dataclass(frozen=True, slots=True)
class Note:
    """A paragraph in running text; a strong one is what somebody signs for, such as an amount in words."""

    text: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Signatures:
    """Who signs: place and date, then each office with a name ("" leaves a line to write on)."""

    place_and_date: str
    heading: str
    people: tuple[tuple[str, str], ...]


Block = Table | Note | Signatures


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The head of the shop's paper."""

    name: str
    lines: tuple[str, ...] = ()
    logo: bytes = b""


@dataclass(frozen=True, slots=True)
class Document:
    """A whole paper: title, what it is of, its blocks and the words of its footer."""

    head: Letterhead
    title: str
    period: str
    unit: str
    blocks: tuple[Block, ...] = field(default=())
    footer: str = ""
    landscape: bool = False


def letterhead() -> Letterhead:
    """The shop's letterhead as its settings say: legal name first where there is one."""
    name, legal = SHOP_NAME.get(), SHOP_LEGAL_NAME.get()
    number, phone = SHOP_LEGAL_NUMBER.get(), SHOP_PHONE.get()
    contact = " · ".join(
        part for part in (SHOP_ADDRESS.get(), _("Telp. {number}").format(number=phone) if phone else "") if part
    )
    registers = (
        (_("NIK Koperasi {number}"), SHOP_COOP_NUMBER),
        (_("NIB {number}"), SHOP_NIB),
        (_("NPWP {number}"), SHOP_TAX_NUMBER),
    )
    lines = (
        name if legal and legal != name else "",
        _("Badan Hukum No. {number}").format(number=number) if number else "",
        " · ".join(words.format(number=setting.get()) for words, setting in registers if setting.get()),
        contact,
    )
    return Letterhead(legal or name, tuple(line for line in lines if line), shop_logo())


def amount(amount_idr: int) -> str:
    """`1.250.000`, negative `(1.250.000)`, zero `-`, as statements write it."""
    if amount_idr == 0:
        return "-"
    return f"({figure(-amount_idr)})" if amount_idr < 0 else figure(amount_idr)
