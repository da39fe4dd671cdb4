"""The slip of a repayment or its cancellation: what was paid on which purchase, and what is left."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from pkkmart.core.i18n import _, figure, rupiah_document, terbilang
from pkkmart.printing.slip import Columns, Cut, Element, Feed, Rule, Text
from pkkmart.receivables.queries import RepaymentRow
from pkkmart.savings.slip import slip_head, slip_moment, slip_signatures


def repayment_elements(row: RepaymentRow, counted: Sequence[tuple[str, int]], left_idr: int) -> list[Element]:
    """Everything on the paper of a repayment; `counted` is each purchase's number and what was paid on it."""
    return [
        *slip_head(),
        Rule(),
        Text(_("ANGSURAN BON"), align="center", bold=True),
        Columns(row.number, slip_moment(row.business_date, row.recorded_at)),
        Columns(_("Anggota"), row.member_number),
        Text(row.member, bold=True),
        Rule(),
        Columns(_("Angsuran"), rupiah_document(row.amount_idr), bold=True),
        Text(_("Terbilang: {words}").format(words=terbilang(row.amount_idr))),
        Columns(_("Masuk ke"), _(row.place.label)),
        *([Text(_("Catatan: {note}").format(note=row.note))] if row.note else []),
        Rule(),
        Text(_("Untuk belanja")),
        *(Columns(number, figure(amount)) for number, amount in counted),
        Rule(),
        Columns(_("Sisa bon sekarang"), figure(left_idr), bold=True),
        Feed(),
        *slip_signatures(_("Pembayar"), row.member, row.user),
        Cut(),
    ]


def cancellation_elements(
    row: RepaymentRow, left_idr: int, *, number: str, day: date, recorded_at: str, user: str, reason: str
) -> list[Element]:
    """The paper that says a repayment no longer counts; `number`, day and user are the cancellation's."""
    return [
        *slip_head(),
        Rule(),
        Text(_("BATAL ANGSURAN BON"), align="center", bold=True),
        Columns(number, slip_moment(day, recorded_at)),
        Columns(_("Membatalkan"), row.number),
        Text(_("Sebab: {reason}").format(reason=reason)),
        Columns(_("Anggota"), row.member_number),
        Text(row.member, bold=True),
        Rule(),
        Columns(_("Dikembalikan"), rupiah_document(row.amount_idr), bold=True),
        Text(_("Terbilang: {words}").format(words=terbilang(row.amount_idr))),
        Columns(_("Keluar dari"), _(row.place.label)),
        Rule(),
        Columns(_("Sisa bon sekarang"), figure(left_idr), bold=True),
        Feed(),
        *slip_signatures(_("Penerima"), row.member, user),
        Cut(),
    ]
