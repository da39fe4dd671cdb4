"""The slips of costs, of money carried and of QRIS that reached the bank, drawn up when they are wanted."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from pkkmart.cashbook.kinds import EXPENSE_WORDS
from pkkmart.cashbook.queries import cleared_days, document
from pkkmart.core.i18n import _, date_short, figure, rupiah_document
from pkkmart.printing.queries import Slip
from pkkmart.printing.signed_slip import amount_lines, note_line, signed_slip
from pkkmart.printing.slip import Columns, Element, Rule, Text


def expense_slip(expense_id: int) -> Slip:
    """The bukti kas keluar of a cost, signed by who received the money; raises LookupError for none such."""
    paid = document("expense", expense_id)
    assert paid.account is not None, "a cost has the account of its kind"
    body: list[Element] = [
        Rule(),
        *([Text(_("Kepada: {name}").format(name=paid.payee), bold=True)] if paid.payee else []),
        Text(_("Untuk: {reason}").format(reason=_(EXPENSE_WORDS[paid.account]))),
        *amount_lines(_("Dibayar"), paid.amount_idr),
        Columns(_("Keluar dari"), _(paid.place.label)),
        *note_line(paid.note),
    ]
    signers = ((_("Penerima"), paid.payee), (_("Petugas"), paid.user))
    return signed_slip(
        _("BUKTI KAS KELUAR"), paid.number, paid.business_date, body, signers,
        origin=("expense", expense_id), cancelled_by=paid.cancelled_by,
    )  # fmt: skip


def transfer_slip(transfer_id: int) -> Slip:
    """The slip of money carried from place to place, signed at both ends; raises LookupError for none such."""
    carried = document("transfer", transfer_id)
    assert carried.to_place is not None, "carried money has a place it went to"
    body: list[Element] = [
        Rule(),
        Columns(_("Dari"), _(carried.place.label)),
        Columns(_("Ke"), _(carried.to_place.label)),
        *amount_lines(_("Jumlah"), carried.amount_idr),
        *note_line(carried.note),
    ]
    signers = ((_("Diserahkan"), carried.user), (_("Diterima"), ""))
    return signed_slip(
        _("BUKTI SETOR / PINDAH KAS"), carried.number, carried.business_date, body, signers,
        origin=("transfer", transfer_id), cancelled_by=carried.cancelled_by,
    )  # fmt: skip


def clearing_slip(clearing_id: int) -> Slip:
    """The recap of QRIS that reached the bank: each day, the provider's fee, what came in; LookupError for none."""
    cleared, days = document("clearing", clearing_id), cleared_days(clearing_id)
    total = sum(amount for _day, amount in days)
    body: list[Element] = [
        Rule(),
        *(Columns(date_short(day), figure(amount)) for day, amount in days),
        Rule(),
        Columns(_("JUMLAH ({days} hari)").format(days=len(days)), figure(total), bold=True),
        Columns(_("Biaya penyedia"), figure(cleared.amount_idr - total)),
        Columns(_("Masuk bank"), rupiah_document(cleared.amount_idr), bold=True),
        *note_line(cleared.note),
    ]
    signers = ((_("Dicatat"), cleared.user), (_("Diperiksa"), ""))
    return signed_slip(
        _("REKAP QRIS MASUK BANK"), cleared.number, cleared.business_date, body, signers,
        origin=("clearing", clearing_id), cancelled_by=cleared.cancelled_by,
    )  # fmt: skip


SLIPS: Final[dict[str, Callable[[int], Slip]]] = {
    "expense": expense_slip,
    "transfer": transfer_slip,
    "clearing": clearing_slip,
}
"""The slip of each kind of document of the cash book."""
