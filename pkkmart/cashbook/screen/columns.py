"""A line of the cash book: which document moved the money, for what, and the balance after it."""

from __future__ import annotations

from pkkmart.cashbook.kinds import EXPENSE_WORDS
from pkkmart.cashbook.queries import ClearedDays, Movement
from pkkmart.core.i18n import _, date_short, figure
from pkkmart.ledger.screen.columns import amount_column, balance_column, document_column
from pkkmart.ledger.screen.words import document_words
from pkkmart.till.places import CashPlace
from pkkmart.ui.table_model import Column


def place_words(place: CashPlace) -> str:
    """A place's name, short enough for a card."""
    return _("Menuju bank") if place is CashPlace.TRANSIT else _(place.label)


def document_of(row: Movement) -> str:
    """The document behind a movement, by kind and number."""
    return document_words(row.origin_kind, row.origin_id, row.number, undoes=row.cancels, original=row.original)


def what_moved(row: Movement) -> str:
    """`Plastik, kemasan, perlengkapan · Toko Plastik`, `Brankas → Bank`."""
    parts = []
    if row.account is not None:
        parts.append(_(EXPENSE_WORDS[row.account]))
    if row.places is not None:
        parts.append(_("{source} → {target}").format(source=_(row.places[0].label), target=_(row.places[1].label)))
    if row.cleared is not None:
        parts.append(_cleared(row.cleared))
    return " · ".join([*parts, *([row.about] if row.about else [])])


def _cleared(days: ClearedDays) -> str:
    """`20/11/2026 – 22/11/2026 · biaya 179`, of one day only that."""
    shown = [date_short(days.first)] + ([date_short(days.last)] if days.last != days.first else [])
    fee = _("biaya {amount}").format(amount=figure(days.fee_idr)) if days.fee_idr else _("tanpa biaya")
    return f"{' – '.join(shown)} · {fee}"


def _second(row: Movement) -> str:
    return " · ".join(part for part in (_("dibatalkan") if row.cancelled else "", what_moved(row)) if part)


def movement_columns() -> list[Column[Movement]]:
    """The columns: day, document, in, out, and the balance after it."""
    return [
        Column(_("Tanggal"), lambda row: date_short(row.business_date), 110),
        document_column(_("Dokumen"), document_of, _second, lambda row: row.cancelled),
        amount_column(_("Masuk"), lambda row: row.amount_idr, 116),
        amount_column(_("Keluar"), lambda row: -row.amount_idr, 116),
        balance_column(_("Saldo"), lambda row: row.balance_idr, 124),
    ]
