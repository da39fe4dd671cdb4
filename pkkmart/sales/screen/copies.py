"""Copies of a receipt: on paper or on screen, as a nota on half a sheet, or as text for a message."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QUrl
from PySide6.QtGui import QGuiApplication

from pkkmart.core.i18n import _
from pkkmart.ledger.screen.slip import has_printer, save_half_sheet
from pkkmart.printing.queries import backlog, elements_of, jobs_of
from pkkmart.printing.settings import read_printer
from pkkmart.printing.slip import Element, Text
from pkkmart.sales.message import receipt_text
from pkkmart.sales.operations.copies import copy_receipt
from pkkmart.sales.queries import SaleView
from pkkmart.sales.queries.as_paid import sale_as_paid
from pkkmart.sales.screen.done import ReceiptPaper
from pkkmart.ui.page import Context
from pkkmart.ui.run import run


def print_copy(context: Context, sale_id: int) -> None:
    """One more copy of a sale's receipt, a cancelled one marked so; on screen when there is no printer."""
    jobs = run(context.messages, jobs_of, "sale", sale_id) or []
    job_id = run(context.messages, copy_receipt, context.actor, sale_id) if jobs else None
    if job_id is None:
        return
    if has_printer(context):
        trouble = backlog().trouble
        words = _("Salinan {number} menunggu giliran printer.").format(number=jobs[0].title)
        if trouble:
            context.messages.attention(f"{words} {trouble}")
        else:
            context.messages.good(words)
        return
    mark = Text(_("SALINAN ke-{count}").format(count=len(jobs)), align="center", bold=True)
    show_receipt(context, jobs[0].title, [mark, *(run(context.messages, elements_of, job_id) or [])])


def show_receipt(context: Context, number: str, elements: list[Element]) -> None:
    """A receipt on screen, as it comes out of a printer."""
    paper = ReceiptPaper()
    paper.columns = read_printer(context.pc).columns
    paper.show_elements(elements)
    paper.setMinimumHeight(min(420, max(160, context.messages.host.height() - 220)))
    context.messages.ask(
        _("Struk {number}").format(number=number),
        yes=_("Tutup"),
        content=paper,
        only_yes=True,
    )


def open_nota(context: Context, sale: SaleView, viewer: Callable[[QUrl], bool]) -> None:
    """Save the nota of a sale among this person's documents and hand it to the PC's own viewer, which prints it."""
    from pkkmart.sales.nota import nota, nota_name  # imported late: the counter is ready before a PDF can be made

    if not _is_cancelled(context, sale):
        save_half_sheet(context, sale.number, nota_name(sale), lambda: nota(sale), viewer)


def copy_text(context: Context, sale_id: int) -> None:
    """Put the receipt as text on the clipboard, to paste into a message."""
    sale = run(context.messages, sale_as_paid, sale_id)
    if sale is None or _is_cancelled(context, sale):
        return
    text = run(context.messages, receipt_text, sale)
    if text is not None:
        QGuiApplication.clipboard().setText(text)
        told = _("Teks struk {number} disalin. Tempel di WhatsApp dengan Ctrl+V.")
        context.messages.good(told.format(number=sale.number))


def _is_cancelled(context: Context, sale: SaleView) -> bool:
    if sale.voided_by:
        told = _("{number} sudah dibatalkan dengan {void}.")
        context.messages.attention(told.format(number=sale.number, void=sale.voided_by))
    return bool(sale.voided_by)
