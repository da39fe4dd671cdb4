"""The slip of a repayment or its cancellation: what was paid on which purchase, and what is left."""

from __future__ import annotations

from collections.abc import Sequence

from pkkmart.core.i18n import _, figure
from pkkmart.printing.signed_slip import amount_lines, note_line, signatures
from pkkmart.printing.slip import Columns, Cut, Element, Rule, Text
from pkkmart.savings.queries import MemberSlip
from pkkmart.savings.slip import slip_top
from pkkmart.till.operations import Cancellation


def repayment_elements(row: MemberSlip, counted: Sequence[tuple[str, int]], left_idr: int) -> list[Element]:
    """The paper of a repayment; `counted` is each purchase's number and what was paid on it."""
    return [
        *slip_top(_("ANGSURAN BON"), row, None),
        *amount_lines(_("Angsuran"), row.amount_idr),
        Columns(_("Masuk ke"), _(row.place.label)),
        *note_line(row.note),
        Rule(),
        Text(_("Untuk belanja")),
        *(Columns(number, figure(amount)) for number, amount in counted),
        Rule(),
        Columns(_("Sisa bon sekarang"), figure(left_idr), bold=True),
        *signatures((_("Pembayar"), row.member), (_("Petugas"), row.user or _("Petugas"))),
        Cut(),
    ]


def cancellation_elements(row: MemberSlip, left_idr: int, void: Cancellation) -> list[Element]:
    """The paper that says a repayment no longer counts; `left_idr` is what the member owes again."""
    return [
        *slip_top(_("BATAL ANGSURAN BON"), row, void),
        *amount_lines(_("Dikembalikan"), row.amount_idr),
        Columns(_("Keluar dari"), _(row.place.label)),
        Rule(),
        Columns(_("Sisa bon sekarang"), figure(left_idr), bold=True),
        *signatures((_("Penerima"), row.member), (_("Petugas"), void.user or _("Petugas"))),
        Cut(),
    ]
