"""A document without a page of its own: shown where it can be taken back, as the facts it left, or as its slip."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from pkkmart.cashbook.queries import ShiftFacts, shift_facts
from pkkmart.cashbook.slip import SLIPS
from pkkmart.consignment.queries import DOCUMENT_KINDS
from pkkmart.consignment.slip import loss_slip, settlement_slip
from pkkmart.core import clock
from pkkmart.core.i18n import _, date_long, figure, time_short
from pkkmart.ledger.screen.slip import show_slip
from pkkmart.ledger.screen.words import cancel_words, document_words
from pkkmart.printing.queries import Slip, slip_of
from pkkmart.purchasing.slip import payment_slip, purchase_slip, return_slip
from pkkmart.sales.operations.shift_papers import print_z
from pkkmart.till.dialogs import cancel_slip_sheet, slip_called
from pkkmart.till.queries import cash_slip
from pkkmart.ui.buttons import SecondaryButton
from pkkmart.ui.cards import Words
from pkkmart.ui.doors import Door
from pkkmart.ui.keys import KeyAction
from pkkmart.ui.page import Context
from pkkmart.ui.panels import stacked
from pkkmart.ui.run import run

_OWN: Final[dict[str, Callable[[int], Slip | None]]] = {
    "purchase": purchase_slip,
    "supplier_payment": payment_slip,
    "purchase_return": return_slip,
    "settlement": settlement_slip,
    "loss": loss_slip,
    **SLIPS,
}
"""Kinds of documents that queue no slip of their own: it is drawn up when somebody wants to see it."""


def show_paper(context: Context, door: Door) -> None:
    """Show a document; one that never printed says where it lives."""
    assert door.id is not None
    if door.kind in DOCUMENT_KINDS and _show_with_consignor(context, door):
        return
    if door.kind == "shift":
        _show_shift(context, door.id)
        return
    if door.kind == "cash_slip":
        _show_cash_slip(context, door.id)
        return
    slip = run(context.messages, _OWN.get(door.kind, partial(slip_of, door.kind)), door.id)
    if slip is None:
        context.messages.attention(_("Dokumen ini tidak punya slip; rinciannya ada di jurnal."))
        return
    show_slip(context, slip)


def _show_cash_slip(context: Context, slip_id: int) -> None:
    """Lay a slip of cash in or out over the page, of whatever shift, with the way to take it back."""
    row, slip = run(context.messages, cash_slip, slip_id), run(context.messages, slip_of, "cash_slip", slip_id)
    if row is None or slip is None:
        return

    def cancel() -> None:
        question.close_panel()
        cancel_slip_sheet(context, row, lambda: None)

    words = cancel_words(row.number, slip_called(row))
    below = SecondaryButton(words, "Del", on_click=cancel)
    question = show_slip(context, slip, below, cancelled_by=row.cancelled_by)
    if not row.cancelled_by:
        question.keys.append(KeyAction("Del", words, cancel))


def _show_with_consignor(context: Context, door: Door) -> bool:
    """Show a paper of titipan on the page of its consignor; False for somebody who may not go there."""
    from pkkmart.consignment.screen import ConsignorsPage  # imported late: see shell/pages.py

    context.open(Door("consignors"))
    pages = [page for page in context.messages.host.window().findChildren(ConsignorsPage) if page.isVisible()]
    if pages:
        pages[0].show_item(door)
    return bool(pages)


def _show_shift(context: Context, shift_id: int) -> None:
    """Lay what a shift did to the cash over the page: it is not cancelled; once closed its Z report prints again."""
    facts = run(context.messages, shift_facts, shift_id)
    if facts is None:
        return
    opened = _("{cashier}, {day}, dibuka {hour}").format(
        cashier=facts.cashier, day=date_long(facts.business_date), hour=_hour(facts.opened_at)
    )
    closed = _("ditutup {hour}").format(hour=_hour(facts.closed_at)) if facts.closed_at else _("belum ditutup")
    content = _shift_table(facts)
    if facts.closed_at:
        content = stacked(content, SecondaryButton(_("Cetak laporan Z"), on_click=lambda: _print_z(context, shift_id)))
    context.messages.show_content(f"{opened}, {closed}.", content, title=document_words("shift", facts.id, ""))


def _print_z(context: Context, shift_id: int) -> None:
    if run(context.messages, print_z, context.actor, shift_id) is not None:
        context.messages.good(_("Laporan Z sif {number} masuk antrean cetak.").format(number=shift_id))


def _hour(recorded_at: str) -> str:
    return time_short(clock.local(clock.from_text(recorded_at)))


def _shift_table(facts: ShiftFacts) -> QWidget:
    rows = [(_("Modal laci"), figure(facts.opening_float_idr))]
    how = _("Selisih dan setoran sif ini dicatat saat sif ditutup.")
    if facts.closed_at:
        rows += [
            (_("Seharusnya di laci"), figure(facts.expected_idr)),
            (_("Dihitung"), figure(facts.counted_idr)),
            (_("Selisih"), figure(facts.difference_idr)),
            (_("Disetor ke brankas"), figure(facts.handed_over_idr)),
            (_("Ditinggal di laci"), figure(facts.float_left_idr)),
        ]
        how = _(
            "Sif yang sudah ditutup tidak dibatalkan. Bila keliru, buka sif berikutnya dengan modal sebesar sisa yang "
            "tercatat: setoran yang salah dibetulkan dengan F6 di Kas & bank, hitungan yang salah tercatat sebagai "
            "selisih saat sif itu ditutup."
        )
    holder = QWidget()
    grid = QGridLayout(holder)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setVerticalSpacing(6)
    grid.setColumnStretch(0, 1)
    for place, (name, amount) in enumerate(rows):
        grid.addWidget(Words(name, tone="muted"), place, 0)
        grid.addWidget(Words(amount, "strong"), place, 1, Qt.AlignmentFlag.AlignRight)
    notes = [*([_("Sebab selisih: {reason}").format(reason=facts.reason)] if facts.reason else []), how]
    for place, note in enumerate(notes, len(rows)):
        grid.addWidget(Words(note, "caption", tone="muted", wrap=True), place, 0, 1, 2)
    return holder
