"""The slip of a document on screen, with its copies: from the printer, on half a sheet, as text for a message."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QWidget

from pkkmart.core.files import write_whole
from pkkmart.core.i18n import _, inside
from pkkmart.ledger.screen.words import paper_words
from pkkmart.printing.operations import print_slip
from pkkmart.printing.queries import Slip, backlog, copies_of, job
from pkkmart.printing.settings import PrinterKind, read_printer
from pkkmart.printing.slip import Element, as_text
from pkkmart.ui.buttons import SecondaryButton
from pkkmart.ui.cards import Words
from pkkmart.ui.keys import KeyAction
from pkkmart.ui.layout import STRETCH, boxed, row
from pkkmart.ui.page import Context
from pkkmart.ui.panels import Question, stacked
from pkkmart.ui.paper import Paper
from pkkmart.ui.run import run
from pkkmart.ui.theme import current
from pkkmart.ui.worker import Steps, run_chore

if TYPE_CHECKING:
    from pkkmart.printing.paper import Document
    from pkkmart.printing.paper import Paper as Sheet

_NARROW: Final = 32
"""Letters to a line that a phone shows unbroken, and the narrowest printer prints."""

_ROOM, _ROOM_AT_100 = 200, 130
"""Pixels a panel needs around its slip: for its frame, and for its words and buttons at 100 % text."""


class SlipPaper(Paper):
    """A slip as a printer prints it: `columns` letters to a line."""

    def __init__(self, name: str = "", *, columns: int = _NARROW, keys: bool = False) -> None:
        super().__init__(name or _("Pratinjau slip"), keys=keys)
        self.columns = columns

    def show_elements(self, elements: list[Element]) -> None:
        self.show_text(as_text(elements, self.columns))


def has_printer(context: Context) -> bool:
    """Whether this PC prints slips."""
    return read_printer(context.pc).kind is not PrinterKind.NONE


def is_queued(slip: Slip) -> bool:
    """Whether a slip was given to the printer before."""
    return copies_of(slip.origin_kind, slip.origin_id, slip.kind) > 0


def show_slip(context: Context, slip: Slip, below: QWidget | None = None, *, cancelled_by: str = "") -> Question:
    """Lay a slip over the page with buttons for its copies; Enter prints it where there is a printer.

    `below` is what else can be done with the document; of one cancelled by `cancelled_by` that is said instead.
    """
    if cancelled_by:
        below = Words(_("Sudah dibatalkan dengan {void}.").format(void=cancelled_by), "medium", tone="attention")
    printer, messages = has_printer(context), context.messages
    words = _("Cetak salinan") if is_queued(slip) else _("Cetak slip")
    paper = SlipPaper(columns=read_printer(context.pc).columns)
    paper.show_elements(list(slip.elements))
    more = current().px(_ROOM_AT_100) + (below.sizeHint().height() if below is not None else 0)
    room = max(120, messages.host.height() - _ROOM - more)
    paper.setFixedHeight(max(120, min(paper.text.sizeHint().height() + 8, room)))
    copies = boxed(
        row(
            STRETCH,
            SecondaryButton(_("Slip A5"), on_click=lambda: save_slip(context, slip)),
            SecondaryButton(_("Teks WA"), on_click=lambda: copy_slip_text(context, slip)),
            spacing=6,
        )
    )
    question = messages.ask(
        _("Slip {number}").format(number=slip.title),
        yes=words if printer else _("Tutup"),
        on_yes=(lambda: print_copy(context, slip)) if printer else None,
        no=_("Tutup"),
        only_yes=not printer,
        content=stacked(paper, copies, *([below] if below is not None else [])),
    )
    question.keys.append(KeyAction("Ctrl+P", words, lambda: print_copy(context, slip)))
    return question


def tell_booked(context: Context, sentence: str, slip: Slip | None) -> None:
    """Say that a document was booked; a slip that no printer brings already is shown."""
    if slip is not None and not (has_printer(context) and is_queued(slip)):
        show_slip(context, slip)
    context.messages.good(sentence)


def print_copy(context: Context, slip: Slip) -> None:
    """One more copy of a slip; without a printer the one on screen is all there is."""
    if not has_printer(context):
        told = _("Tanpa printer: slip {number} hanya di layar ini. Slip A5 bisa dicetak lewat PDF.")
        context.messages.attention(told.format(number=slip.title))
        return
    job_id = run(context.messages, print_slip, context.actor, slip)
    if job_id is None:
        return
    told = _("Salinan {number} dikirim ke antrean printer.")
    if job(job_id).copy_no == 1:
        told = _("{number} dikirim ke antrean printer.")
    words, trouble = told.format(number=slip.title), backlog().trouble
    if trouble:
        context.messages.attention(f"{words} {trouble}")
    else:
        context.messages.good(words)


def save_slip(context: Context, slip: Slip, viewer: Callable[[QUrl], bool] | None = None) -> None:
    """Save a slip on half a sheet and hand it to the PC's own viewer."""
    from pkkmart.printing.slip_paper import slip_document  # imported late: the counter is ready before a PDF can be

    name = f"slip-{slip.title}.pdf"
    save_half_sheet(context, slip.title, name, lambda: slip_document(slip.title, slip.elements), viewer)


def save_half_sheet(
    context: Context,
    number: str,
    name: str,
    make: Callable[[], Document],
    viewer: Callable[[QUrl], bool] | None = None,
) -> None:
    """Save a document on half a sheet under a name among this person's documents, and hand it to the PC's viewer."""
    from pkkmart.printing.paper import Paper as Sheet  # imported late: the counter is ready before a PDF can be made

    save_pdf(context, number, name, make, Sheet.A5, viewer)


def save_pdf(
    context: Context,
    number: str,
    name: str,
    make: Callable[[], Document],
    sheet: Sheet,
    viewer: Callable[[QUrl], bool] | None = None,
) -> None:
    """Save a document as PDF under a name among this person's documents, and hand it to the PC's viewer.

    `number` is what people call it.
    """
    from pkkmart.printing.pdf import to_pdf  # imported late: the counter is ready before a PDF can be made

    places = QStandardPaths.StandardLocation
    folder = Path(QStandardPaths.writableLocation(places.DocumentsLocation) or Path.home())
    path, document, paper = folder / name, run(context.messages, make), paper_words(number)
    if document is None:
        return

    def work(_steps: Steps) -> Path:
        write_whole({path: to_pdf(document, sheet)}, make_folders=True)
        return path

    def show(made: Path) -> None:
        if (viewer or QDesktopServices.openUrl)(QUrl.fromLocalFile(str(made))):
            context.messages.good(_("{paper} tersimpan: {path}").format(paper=paper, path=made))
            return
        told = _("Program pembaca PDF tidak ditemukan di komputer ini. {paper} tersimpan di {path}.")
        context.messages.attention(told.format(paper=paper, path=made), stays=True)

    run_chore(context.messages, _("Membuat {paper}").format(paper=inside(paper)), work, show)


def copy_slip_text(context: Context, slip: Slip) -> None:
    """Put a slip as text on the clipboard; between three back quotes WhatsApp keeps its columns."""
    text = as_text(list(slip.elements), _NARROW).strip()
    QGuiApplication.clipboard().setText(f"```{text}```\n")
    told = _("Teks slip {number} disalin. Tempel di WhatsApp dengan Ctrl+V.")
    context.messages.good(told.format(number=slip.title))
