"""Copies of a receipt: on paper or on screen, as a nota on half a sheet, or as text for a message."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths, QUrl
from PySide6.QtGui import QGuiApplication

from pkkmart.core.files import write_whole
from pkkmart.core.i18n import _
from pkkmart.printing.queries import backlog, elements_of, jobs_of
from pkkmart.printing.settings import PrinterKind, read_printer
from pkkmart.printing.slip import Element, Text
from pkkmart.sales.message import receipt_text
from pkkmart.sales.operations.copies import copy_receipt
from pkkmart.sales.queries import SaleView
from pkkmart.sales.queries.as_paid import sale_as_paid
from pkkmart.sales.screen.done import ReceiptPaper
from pkkmart.ui.page import Context
from pkkmart.ui.run import run
from pkkmart.ui.worker import Steps, run_chore

if TYPE_CHECKING:
    from pkkmart.printing.paper import Document


def print_copy(context: Context, sale_id: int) -> None:
    """One more copy of a sale's receipt, a cancelled one marked so; on screen when there is no printer."""
    jobs = run(context.messages, jobs_of, "sale", sale_id) or []
    job_id = run(context.messages, copy_receipt, context.actor, sale_id) if jobs else None
    if job_id is None:
        return
    if read_printer(context.pc).kind is not PrinterKind.NONE:
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


def save_half_sheet(
    context: Context, number: str, name: str, make: Callable[[], Document], viewer: Callable[[QUrl], bool]
) -> None:
    """Save a document on half a sheet under a name among this person's documents, and hand it to the PC's viewer."""
    # imported late: the counter is ready before a PDF can be made
    from pkkmart.printing.paper import Paper
    from pkkmart.printing.pdf import to_pdf

    places = QStandardPaths.StandardLocation
    folder = Path(QStandardPaths.writableLocation(places.DocumentsLocation) or Path.home())
    path, document = folder / name, run(context.messages, make)
    if document is None:
        return

    def work(_steps: Steps) -> Path:
        write_whole({path: to_pdf(document, Paper.A5)}, make_folders=True)
        return path

    def show(made: Path) -> None:
        if viewer(QUrl.fromLocalFile(str(made))):
            context.messages.good(_("Nota {number} tersimpan: {path}").format(number=number, path=made))
            return
        told = _("Program pembaca PDF tidak ditemukan di komputer ini. Notanya tersimpan di {path}.")
        context.messages.attention(told.format(path=made), stays=True)

    run_chore(context.messages, _("Membuat nota {number}").format(number=number), work, show)


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
