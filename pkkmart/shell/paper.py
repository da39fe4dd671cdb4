"""A document without a page of its own: shown where it can be taken back, as the facts it left, or as its slip."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from pkkmart.cashbook.queries import ShiftFacts, shift_facts
from pkkmart.consignment.queries import DOCUMENT_KINDS
from pkkmart.core import clock
from pkkmart.core.i18n import _, date_long, figure, time_short
from pkkmart.ledger.screen.words import cancel_words, document_words
from pkkmart.printing.queries import elements_of, jobs_of
from pkkmart.printing.slip import Element
from pkkmart.sales.operations.shift_papers import print_z
from pkkmart.sales.screen.done import ReceiptPaper
from pkkmart.till.dialogs import cancel_slip_sheet, slip_called
from pkkmart.till.queries import cash_slip
from pkkmart.till.slip import cash_slip_elements
from pkkmart.ui.buttons import SecondaryButton
from pkkmart.ui.cards import Words
from pkkmart.ui.doors import Door
from pkkmart.ui.keys import KeyAction
from pkkmart.ui.messages import Messages
from pkkmart.ui.page import Context
from pkkmart.ui.panels import stacked
from pkkmart.ui.run import run
from pkkmart.ui.theme import current

_BUTTONS, _WORDS = 200, 80
"""Pixels a panel needs around its paper: its buttons, and its words at 100 % text."""


def show_paper(messages: Messages, door: Door) -> None:
    """Show a document; one that never printed says where it lives."""
    assert door.id is not None
    if door.kind in DOCUMENT_KINDS and _show_with_consignor(messages.host, door):
        return
    if door.kind == "shift":
        _show_shift(messages, door.id)
        return
    if door.kind == "cash_slip":
        _show_cash_slip(messages, door.id)
        return
    jobs = run(messages, jobs_of, door.kind, door.id) or []
    if not jobs:
        messages.attention(_("Dokumen ini tidak punya slip; rinciannya ada di jurnal."))
        return
    paper = _paper(messages.host, run(messages, elements_of, jobs[0].id) or [], 420)
    messages.show_content(jobs[0].title, paper)


def _paper(host: QWidget, elements: Sequence[Element], height: int) -> ReceiptPaper:
    """A slip of that height where the window has room for it and its buttons; in a low one it scrolls."""
    paper = ReceiptPaper()
    paper.show_elements(list(elements))
    room = max(120, host.height() - _BUTTONS - current().px(_WORDS))
    paper.setMinimumHeight(min(height, room))
    paper.setMaximumHeight(room)
    return paper


def _show_cash_slip(messages: Messages, slip_id: int) -> None:
    """Lay a slip of cash in or out over the page, of whatever shift, with the way to take it back."""
    slip = run(messages, cash_slip, slip_id)
    context = messages.host.window().findChild(Context)
    if slip is None or context is None:
        return

    def cancel() -> None:
        question.close_panel()
        cancel_slip_sheet(context, slip, lambda: None)

    words = cancel_words(slip.number, slip_called(slip))
    below: QWidget = SecondaryButton(words, "Del", on_click=cancel)
    if slip.cancelled_by:
        below = Words(_("Sudah dibatalkan dengan {void}.").format(void=slip.cancelled_by), "medium", tone="attention")
    content = stacked(_paper(messages.host, cash_slip_elements(slip, ""), 330), below)
    question = messages.show_content(slip.number, content)
    if not slip.cancelled_by:
        question.keys.append(KeyAction("Del", words, cancel))


def _show_with_consignor(host: QWidget, door: Door) -> bool:
    """Show a paper of titipan on the page of its consignor; False for somebody who may not go there."""
    from pkkmart.consignment.screen import ConsignorsPage  # imported late: see shell/pages.py

    context = host.window().findChild(Context)
    if context is None:
        return False
    context.open(Door("consignors"))
    pages = [page for page in host.window().findChildren(ConsignorsPage) if page.isVisible()]
    if pages:
        pages[0].show_item(door)
    return bool(pages)


def _show_shift(messages: Messages, shift_id: int) -> None:
    """Lay what a shift did to the cash over the page: it is not cancelled; once closed its Z report prints again."""
    facts = run(messages, shift_facts, shift_id)
    if facts is None:
        return
    opened = _("{cashier}, {day}, dibuka {hour}").format(
        cashier=facts.cashier, day=date_long(facts.business_date), hour=_hour(facts.opened_at)
    )
    closed = _("ditutup {hour}").format(hour=_hour(facts.closed_at)) if facts.closed_at else _("belum ditutup")
    content = _shift_table(facts)
    if facts.closed_at:
        content = stacked(content, SecondaryButton(_("Cetak laporan Z"), on_click=lambda: _print_z(messages, shift_id)))
    messages.show_content(f"{opened}, {closed}.", content, title=document_words("shift", facts.id, ""))


def _print_z(messages: Messages, shift_id: int) -> None:
    context = messages.host.window().findChild(Context)
    if context is not None and run(messages, print_z, context.actor, shift_id) is not None:
        messages.good(_("Laporan Z sif {number} masuk antrean cetak.").format(number=shift_id))


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
