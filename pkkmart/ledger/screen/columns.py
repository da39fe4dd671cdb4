"""How an entry and its lines are read on screen."""

from __future__ import annotations

from pkkmart.core.i18n import _, date_long, date_short, figure
from pkkmart.ledger.queries import EntryLine, JournalRow
from pkkmart.ledger.screen.words import document_words, flow_words, kind_words
from pkkmart.ui.table_model import Column


def entry_words(row: JournalRow) -> str:
    """The paper behind an entry, by kind and number."""
    return document_words(row.origin_kind, row.origin_id, row.number, undoes=row.undoes, original=row.cancels)


def about_words(row: JournalRow) -> str:
    """Which entry, of which day, by whom, and what it takes back or was taken back by."""
    parts = [
        _("Jurnal {id}").format(id=figure(row.id)),
        date_long(row.business_date),
        _("oleh {name}").format(name=row.user_name or _("sistem")),
    ]
    if row.undoes:
        parts.append(f"{_('membatalkan')} {row.cancels or kind_words(row.origin_kind)}")
    if row.cancelled_by:
        parts.append(_("dibatalkan dengan {number}").format(number=row.cancelled_by))
    return " · ".join(parts)


def _second(row: JournalRow) -> str:
    """The number first: a narrow list may cut what follows it."""
    if row.cancelled_by:
        note = _("dibatalkan dengan {number}").format(number=row.cancelled_by)
    elif row.undoes:
        note = _("membatalkan {number}").format(number=row.cancels or kind_words(row.origin_kind).lower())
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
            lambda line: line.account_name,
            second=lambda line: " · ".join(
                part for part in (str(line.code), line.person_name, flow_words(line.cash_flow)) if part
            ),
        ),
        Column("D", lambda line: figure(line.amount_idr) if line.amount_idr > 0 else "", 98, "right"),
        Column("K", lambda line: figure(-line.amount_idr) if line.amount_idr < 0 else "", 98, "right"),
    ]
