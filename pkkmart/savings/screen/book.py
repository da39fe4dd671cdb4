"""The passbook on screen: what each line was, and the balance of its kind after it."""

from __future__ import annotations

from functools import partial
from typing import Final

from pkkmart.core.i18n import N_, _, date_short, figure, rupiah
from pkkmart.ledger.screen.cancelling import Cancelling
from pkkmart.ledger.screen.columns import amount_column, balance_column, document_column
from pkkmart.savings.operations import cancel_savings_slip
from pkkmart.savings.queries import Balances, PassbookLine, SaverRow, saved_idr
from pkkmart.savings.rules import Direction, SavingsKind
from pkkmart.ui.list_total import Total
from pkkmart.ui.table_model import Column

CANCEL_REASONS: Final = (N_("Salah jumlah"), N_("Salah jenis"), N_("Salah orang"))


def saver_columns() -> list[Column[SaverRow]]:
    """The columns of the list at the left: the member, and the sum of all savings."""
    return [
        Column(
            _("Anggota"),
            lambda row: row.name,
            second=lambda row: " · ".join(part for part in (row.number, row.area) if part),
        ),
        Column(
            _("Simpanan"),
            lambda row: figure(row.balances.total_idr) if row.balances.total_idr else "–",
            92,
            "right",
            tone=lambda row: "plain" if row.balances.total_idr else "muted",
        ),
    ]


def saved_totals() -> list[Total[SaverRow]]:
    """What all members have saved, a total for each kind."""
    return [
        Total(
            _("Simpanan {kind}").format(kind=_(kind.word)),
            partial(saved_idr, kind),
            lambda row, kind=kind: row.balances.of(kind),  # type: ignore[misc]
        )
        for kind in SavingsKind
    ]


def book_columns() -> list[Column[PassbookLine]]:
    """The columns of a passbook: day, what, in, out, and the balance of the line's kind."""
    return [
        Column(_("Tanggal"), lambda line: date_short(line.business_date), 104),
        document_column(_("Uraian"), line_words, _below, lambda line: line.cancelled_by),
        amount_column(_("Masuk"), lambda line: line.in_idr, 90),
        amount_column(_("Keluar"), lambda line: line.out_idr, 90),
        balance_column(_("Saldo"), lambda line: line.balance_idr, 100, lambda line: _(line.kind.word)),
    ]


def line_words(line: PassbookLine) -> str:
    """What happened on a line, in plain words."""
    kind = _(line.kind.word)
    if line.cancels:
        return _("Batal {number}").format(number=line.cancels)
    if line.direction is Direction.DEPOSIT:
        return _("Setoran {kind}").format(kind=kind)
    if line.direction is Direction.WITHDRAWAL:
        return _("Penarikan {kind}").format(kind=kind)
    if line.origin_kind and line.out_idr:
        return _("Bayar belanja")
    if line.origin_kind:
        return _("Kembalian") if line.origin_kind == "sale" else _("Uang kembali dari retur")
    if line.is_opening:
        return _("Saldo awal {kind}").format(kind=kind)
    return line.memo or _("Jurnal {entry}").format(entry=line.entry_id)


def cancelling(line: PassbookLine, slip_id: int, till_id: int | None) -> Cancelling:
    """A slip's line as the sheet of cancellations shows it."""
    back = _("Uangnya keluar lagi.") if line.direction is Direction.DEPOSIT else _("Uangnya harus kembali dulu.")
    what = f"{line_words(line)} {rupiah(line.in_idr or line.out_idr)}. {back}"
    return Cancelling(line.number, what, partial(cancel_savings_slip, till_id=till_id), slip_id, CANCEL_REASONS)


def _below(line: PassbookLine) -> str:
    if line.cancelled_by:
        return _("{number} · dibatalkan").format(number=line.number)
    return line.number


def card_note(kind: SavingsKind, saved: Balances, lines: list[PassbookLine]) -> str:
    """The line under a balance: what it means today."""
    if not saved.of(kind):
        return _("belum ada")
    if kind.withdrawable:
        return _("bisa ditarik")
    paid = [line for line in lines if line.kind is kind and line.in_idr and not line.cancelled_by and not line.cancels]
    return _("terakhir {day}").format(day=date_short(paid[-1].business_date)) if paid else _("tetap selama anggota")
