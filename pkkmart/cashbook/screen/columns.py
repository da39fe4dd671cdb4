"""A line of the cash book: which paper moved the money, for what, and what lay there after it."""

from __future__ import annotations

from pkkmart.cashbook.kinds import EXPENSE_WORDS
from pkkmart.cashbook.queries import ClearedDays, Movement
from pkkmart.core.i18n import _, date_short, figure
from pkkmart.ledger.screen.words import document_words
from pkkmart.till.places import CashPlace
from pkkmart.ui.table_model import Column


def place_words(place: CashPlace) -> str:
    """Short enough for a card among five."""
    return _("Menuju bank") if place is CashPlace.TRANSIT else _(place.label)


def document_of(row: Movement) -> str:
    """The paper behind a movement, by kind and number."""
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
    """Day, paper, in, out, and what lay there after it."""
    return [
        Column(_("Tanggal"), lambda row: date_short(row.business_date), 110),
        Column(
            _("Dokumen"),
            document_of,
            second=_second,
            tone=lambda row: "muted" if row.cancelled else "plain",
            second_tone=lambda row: "attention" if row.cancelled else "muted",
        ),
        Column(_("Masuk"), lambda row: figure(row.amount_idr) if row.amount_idr > 0 else "", 116, "right"),
        Column(_("Keluar"), lambda row: figure(-row.amount_idr) if row.amount_idr < 0 else "", 116, "right"),
        Column(
            _("Saldo"),
            lambda row: figure(row.balance_idr),
            124,
            "right",
            weight=700,
            tone=lambda row: "danger" if row.balance_idr < 0 else "plain",
        ),
    ]
