"""How an entry and its lines are read on screen."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from pkkmart.core.i18n import _, date_long, date_short, figure, inside
from pkkmart.ledger.queries import EntryLine, JournalRow
from pkkmart.ledger.screen.words import document_words, flow_words, kind_words
from pkkmart.ui.table_model import Column

T = TypeVar("T")


def document_column(
    title: str, text: Callable[[T], str], second: Callable[[T], str], is_cancelled: Callable[[T], object]
) -> Column[T]:
    """A document with a line below it; a cancelled one is muted, and the line that says so stands out."""
    return Column(
        title,
        text,
        second=second,
        tone=lambda row: "muted" if is_cancelled(row) else "plain",
        second_tone=lambda row: "attention" if is_cancelled(row) else "muted",
    )


def amount_column(title: str, amount_idr: Callable[[T], int], width: int) -> Column[T]:
    """Rupiah on one side of an account; nothing where they are on the other side."""
    return Column(title, lambda row: figure(amount_idr(row)) if amount_idr(row) > 0 else "", width, "right")


def balance_column(
    title: str, balance_idr: Callable[[T], int], width: int, second: Callable[[T], str] | None = None
) -> Column[T]:
    """What is left after a line, in rupiah; less than nothing is red."""
    return Column(
        title,
        lambda row: figure(balance_idr(row)),
        width,
        "right",
        weight=700,
        second=second,
        tone=lambda row: "danger" if balance_idr(row) < 0 else "plain",
    )


def entry_words(row: JournalRow) -> str:
    """The paper behind an entry, by kind and number."""
    return document_words(row.origin_kind, row.origin_id, row.number, undoes=row.undoes, original=row.cancels)


def about_words(row: JournalRow) -> str:
    """Which entry, of which day, by whom, and what it reverses or was reversed by."""
    parts = [
        _("Jurnal {id}").format(id=figure(row.id)),
        date_long(row.business_date),
        _("oleh {name}").format(name=row.user_name or _("sistem")),
    ]
    if row.undoes:
        parts.append(_("membatalkan {what}").format(what=row.cancels or kind_words(row.origin_kind)))
    if row.cancelled_by:
        parts.append(_("dibatalkan dengan {number}").format(number=row.cancelled_by))
    return " · ".join(parts)


def _second(row: JournalRow) -> str:
    """The number first: a narrow list may cut what follows it."""
    if row.cancelled_by:
        note = _("dibatalkan dengan {number}").format(number=row.cancelled_by)
    elif row.undoes:
        note = _("membatalkan {number}").format(number=row.cancels or inside(kind_words(row.origin_kind)))
    else:
        note = row.user_name or _("sistem")
    return " · ".join(part for part in (row.number, note) if part)


def entry_columns() -> list[Column[JournalRow]]:
    """Day, paper, amount."""
    return [
        Column(_("Tanggal"), lambda row: date_short(row.business_date), 104),
        Column(
            _("Dokumen"),
            lambda row: document_words(
                row.origin_kind, row.origin_id, "", undoes=row.undoes, original=row.cancels or row.number
            ),
            second=_second,
            tone=lambda row: "muted" if row.cancelled_by else "plain",
            second_tone=lambda row: "attention" if row.cancelled_by or row.undoes else "muted",
        ),
        Column(_("Jumlah"), lambda row: figure(row.total_idr), 112, "right", weight=700),
    ]


def line_columns() -> list[Column[EntryLine]]:
    """The account with its person, and the side."""
    return [
        Column(
            _("Akun"),
            lambda line: _(line.account_name),
            second=lambda line: " · ".join(
                part for part in (str(line.code), line.person_name, flow_words(line.cash_flow)) if part
            ),
        ),
        amount_column("D", lambda line: line.amount_idr, 98),
        amount_column("K", lambda line: -line.amount_idr, 98),
    ]
