"""The lists of bon on screen: who owes and since when, and what each line of the statement was."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Final

from pkkmart.core import clock
from pkkmart.core.i18n import _, date_short, figure, rupiah
from pkkmart.ledger.screen.cancelling import PERSON_REASONS, Cancelling
from pkkmart.ledger.screen.columns import amount_column, balance_column, document_column
from pkkmart.receivables.operations import cancel_repayment
from pkkmart.receivables.queries import DebtorRow, StatementLine
from pkkmart.ui.table_model import Column

OLD_DAYS: Final = 30
"""Days after which an unpaid purchase is shown as old: bon is paid from a month's income."""


def age_words(oldest: date | None) -> str:
    """How long the oldest purchase has been unpaid."""
    if oldest is None:
        return ""
    days = (clock.today() - oldest).days
    return _("{days} hari").format(days=days) if days > 0 else _("baru hari ini")


def is_old(oldest: date | None) -> bool:
    """Whether the oldest purchase has been unpaid for too long."""
    return oldest is not None and (clock.today() - oldest).days > OLD_DAYS


def debtor_columns() -> list[Column[DebtorRow]]:
    """The columns of the list at the left: the member, how long and how much is owed, and how much more may be."""
    return [
        Column(
            _("Anggota"),
            lambda row: row.name,
            second=lambda row: " · ".join(part for part in (row.number, age_words(row.oldest)) if part),
            second_tone=lambda row: "attention" if is_old(row.oldest) else "muted",
        ),
        Column(
            _("Bon"),
            lambda row: figure(row.owed_idr) if row.owed_idr else "–",
            132,
            "right",
            weight=700,
            second=_room_words,
            tone=lambda row: "plain" if row.owed_idr else "muted",
        ),
    ]


def _room_words(row: DebtorRow) -> str:
    return _("masih bisa {room}").format(room=figure(row.room_idr)) if row.limit_idr else _("tidak boleh bon")


def statement_columns(still_owed: Callable[[StatementLine], int]) -> list[Column[StatementLine]]:
    """The columns of a statement: day, what, bought, paid, and what was owed after it."""
    return [
        Column(_("Tanggal"), lambda line: date_short(line.business_date), 104),
        document_column(_("Uraian"), line_words, _below, lambda line: line.cancelled_by),
        Column(
            _("Bon"),
            lambda line: figure(line.charged_idr) if line.charged_idr else "",
            104,
            "right",
            second=lambda line: _left_words(line, still_owed(line)),
            second_tone=lambda line: "attention" if still_owed(line) else "muted",
        ),
        amount_column(_("Dibayar"), lambda line: line.paid_idr, 90),
        balance_column(_("Sisa bon"), lambda line: line.balance_idr, 100),
    ]


def line_words(line: StatementLine) -> str:
    """What happened on a line, in plain words."""
    if line.cancels:
        return _("Batal {number}").format(number=line.cancels)
    if line.origin.kind == "repayment":
        return _("Angsuran bon")
    if line.origin.kind == "opening":
        return _("Bon dari saldo awal")
    return _("Belanja bon") if line.charged_idr else _("Retur belanja")


def cancelling(line: StatementLine, repayment_id: int, till_id: int | None) -> Cancelling:
    """A repayment's line as the sheet of cancellations shows it."""
    what = _("Angsuran {amount}. Uangnya keluar lagi, dan bonnya terutang lagi.").format(amount=rupiah(line.paid_idr))
    cancel = partial(cancel_repayment, till_id=till_id)
    return Cancelling(line.number, what, cancel, repayment_id, PERSON_REASONS)


def _below(line: StatementLine) -> str:
    return _("{number} · dibatalkan").format(number=line.number) if line.cancelled_by else line.number


def _left_words(line: StatementLine, owed_idr: int) -> str:
    """What of a purchase is still owed, where it is not all of it."""
    if not owed_idr:
        return ""
    return _("belum lunas") if owed_idr == line.charged_idr else _("sisa {owed}").format(owed=figure(owed_idr))
