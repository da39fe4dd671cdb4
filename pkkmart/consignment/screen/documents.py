"""A consignor's document over the page, to be read or to be cancelled."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from pkkmart.consignment.operations import (
    cancel_advance,
    cancel_delivery,
    cancel_evening,
    cancel_loss,
    cancel_payout,
    cancel_return,
    cancel_settlement,
)
from pkkmart.consignment.queries import AccountRow, DocumentRow, SettlementView, goods_note, settlement_view
from pkkmart.consignment.screen.account import account_table, fit_rows, left_words, sums_words
from pkkmart.consignment.screen.columns import account_columns, goods_columns, kind_words, moved_words
from pkkmart.consignment.slip import document_slip, part_words
from pkkmart.core.i18n import N_, _, date_short, figure, rupiah
from pkkmart.ledger.screen.cancelling import PERSON_REASONS, Cancel, Cancelling
from pkkmart.ledger.screen.slip import show_slip
from pkkmart.ui.buttons import SecondaryButton
from pkkmart.ui.cards import BigFigure, Caption, Words
from pkkmart.ui.keys import KeyAction
from pkkmart.ui.layout import STRETCH, boxed, column, row
from pkkmart.ui.page import Context
from pkkmart.ui.panels import stacked
from pkkmart.ui.run import run
from pkkmart.ui.table_model import RowsModel, Table, styled_table
from pkkmart.ui.theme import current

_FOLLOWS: Final = {
    "delivery": N_("Barangnya keluar lagi dari rak."),
    "return_note": N_("Barangnya kembali ke rak."),
    "loss": N_("Barangnya kembali ke rak, penggantiannya batal."),
    "settlement": N_("Isinya bisa dihitung lagi."),
    "payout": N_("Uangnya harus kembali dulu; potongan dan simpanan di dalamnya ikut batal."),
    "advance": N_("Uangnya kembali ke tempat asalnya."),
    "evening_count": N_("Pembayaran, perhitungan, dan retur di dalamnya ikut batal; uangnya harus kembali dulu."),
}


def show_document(context: Context, document: DocumentRow) -> None:
    """Show a document of any kind over the page."""
    if document.kind == "settlement":
        _settlement(context, document)
    elif document.kind in ("payout", "advance", "evening_count"):
        show_slip_of(context, document)
    else:
        _goods(context, document)


def show_slip_of(context: Context, document: DocumentRow) -> bool:
    """Show the slip of a document over the page; False when it has none."""
    slip = run(context.messages, document_slip, document.kind, document.id)
    if slip is not None:
        show_slip(context, slip, cancelled_by=document.cancelled_by)
    return slip is not None


def _goods(context: Context, document: DocumentRow) -> None:
    note = run(context.messages, goods_note, document.kind, document.id)
    if note is None:
        return
    table = styled_table(RowsModel(goods_columns(), note.lines), kind_words(document.kind), ordered=True)
    table.setFixedHeight(current().px(44) * min(max(len(note.lines), 2), 6) + current().px(40))
    about = " · ".join(part for part in (note.consignor, date_short(note.business_date), note.note) if part)
    title = f"{kind_words(document.kind)} {note.number}"
    _lay(context, document, about, table, title=title, width=640)


def _settlement(context: Context, document: DocumentRow) -> None:
    """Show a settlement as it was drawn up, with its payouts."""
    view = run(context.messages, settlement_view, document.id)
    if view is None:
        return
    model: RowsModel[AccountRow] = RowsModel(account_columns(), view.lines)
    table = account_table(model)
    fit_rows(table, len(view.lines), context.messages.host.height() - current().px(60 + 22 * len(view.payouts)))
    until = date_short(view.cut_off)
    state = _("dibatalkan dengan {void}").format(void=view.cancelled_by) if view.cancelled_by else left_words(view)
    about = _("{name} · sampai {day} · {state}").format(name=view.consignor, day=until, state=state)
    _lay(context, document, about, table, title=view.number, width=720, below=_with_sums(table, view))


def _lay(
    context: Context,
    document: DocumentRow,
    about: str,
    table: Table,
    *,
    title: str,
    width: int,
    below: QWidget | None = None,
) -> None:
    """Lay a document over the page, with the button of its slip."""
    button = SecondaryButton(_("Slip"), "Ctrl+P", icon="printer", on_click=lambda: show_slip_of(context, document))
    panel = context.messages.show_content(
        about, stacked(below or table, boxed(row(STRETCH, button))), title=title, width=width
    )
    panel.keys.append(KeyAction("Ctrl+P", _("Slip"), lambda: show_slip_of(context, document)))
    table.opened.connect(lambda _row: panel.close_panel())


def _with_sums(table: Table, view: SettlementView) -> QWidget:
    caption = Caption(_("Hak penitip"))
    caption.setAlignment(Qt.AlignmentFlag.AlignRight)
    note = Words(sums_words(view.gross_idr, view.commission_idr, view.total_idr), "caption", tone="muted")
    note.setAlignment(Qt.AlignmentFlag.AlignRight)
    things: list[QWidget] = [table, caption, BigFigure(rupiah(view.total_idr), step="figure", right=True), note]
    for payout in view.payouts:
        words = _("{number} · {day} · {place} · {amount} · diterima {name}").format(
            number=payout.number,
            day=date_short(payout.business_date),
            place=", ".join(part_words(part) for part in payout.parts),
            amount=figure(payout.amount_idr),
            name=payout.received_by,
        )
        gone = _(" (dibatalkan)") if payout.cancelled_by else ""
        things.append(Words(words + gone, "caption", tone="muted" if gone else "plain", wrap=True))
    return boxed(column(*things, spacing=8))


def cancelling(document: DocumentRow, till_id: int | None) -> Cancelling:
    """A consignor's document as the sheet of cancellations at a till asks about it."""
    cancels: dict[str, Cancel] = {
        "delivery": cancel_delivery,
        "return_note": cancel_return,
        "loss": cancel_loss,
        "settlement": cancel_settlement,
        "payout": partial(cancel_payout, till_id=till_id),
        "advance": partial(cancel_advance, till_id=till_id),
        "evening_count": partial(cancel_evening, till_id=till_id),
    }
    what = f"{kind_words(document.kind)} {moved_words(document)}. {_(_FOLLOWS[document.kind])}"
    return Cancelling(document.number, what, cancels[document.kind], document.id, PERSON_REASONS)
