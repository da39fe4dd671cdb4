"""A slip as it comes out of a 58 mm printer, to read on screen and to print once more."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea

from pkkmart.core.i18n import _
from pkkmart.printing.queries import elements_of, jobs_of
from pkkmart.printing.settings import PrinterKind, read_printer
from pkkmart.printing.slip import Element, as_text
from pkkmart.printing.spool import reprint
from pkkmart.ui.cards import Words
from pkkmart.ui.layout import aligned, boxed, row
from pkkmart.ui.page import Context
from pkkmart.ui.run import run
from pkkmart.ui.theme import current

COLUMNS: Final = 32


def copy_sheet(context: Context, kind: str, document_id: int) -> bool:
    """Show the slip of a document; Enter prints it once more. False when the document has no slip."""
    messages = context.messages
    jobs = run(messages, jobs_of, kind, document_id)
    if not jobs:
        return False
    job = jobs[0]
    printer = has_printer(context)

    def print_copy() -> None:
        if printer and run(messages, reprint, context.actor, job.id) is not None:
            messages.good(_("Salinan {number} dikirim ke antrean printer.").format(number=job.title))

    messages.ask(
        _("Slip {number}").format(number=job.title),
        yes=_("Cetak salinan") if printer else _("Tutup"),
        on_yes=print_copy,
        no=_("Tutup"),
        only_yes=not printer,
        content=slip_paper(run(messages, elements_of, job.id) or [], messages.host.height()),
    )
    return True


def has_printer(context: Context) -> bool:
    """Whether this PC prints slips."""
    return read_printer(context.pc).kind is not PrinterKind.NONE


def slip_paper(elements: list[Element], room: int) -> QScrollArea:
    """The slip as text; `room` is the height of the window in pixels, of which the buttons below keep their part."""
    words = Words(as_text(elements, COLUMNS).rstrip(), "mono")
    words.setAccessibleName(_("Pratinjau slip"))
    holder = boxed(row(aligned(words, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)), plain=True)
    paper = QScrollArea()
    paper.setFrameShape(QFrame.Shape.NoFrame)
    paper.setWidgetResizable(True)
    paper.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    paper.viewport().setAutoFillBackground(False)
    paper.setWidget(holder)
    holder.setAutoFillBackground(False)
    paper.setFixedHeight(max(160, min(words.sizeHint().height() + 4, room - current().px(210))))
    return paper
