"""Copies of the slip of a return or a cancellation: on paper, on half a sheet, as text for a message."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QUrl
from PySide6.QtGui import QGuiApplication

from pkkmart.core.i18n import _
from pkkmart.ledger.screen.slip import COLUMNS, has_printer
from pkkmart.printing.slip import as_text
from pkkmart.printing.spool import reprint
from pkkmart.sale_changes.queries.slips import Slip
from pkkmart.sales.screen.copies import save_half_sheet
from pkkmart.ui.page import Context
from pkkmart.ui.run import run


def print_slip(context: Context, slip: Slip) -> None:
    """One more copy of a slip; without a printer the one on screen is all there is."""
    if not has_printer(context):
        told = _("Tanpa printer: slip {number} hanya di layar ini. Slip A5 bisa dicetak lewat PDF.")
        context.messages.attention(told.format(number=slip.number))
    elif run(context.messages, reprint, context.actor, slip.job_id) is not None:
        context.messages.good(_("Salinan {number} dikirim ke antrean printer.").format(number=slip.number))


def save_slip(context: Context, slip: Slip, viewer: Callable[[QUrl], bool]) -> None:
    """Save a slip on half a sheet and hand it to the PC's own viewer."""
    from pkkmart.printing.slip_paper import slip_document  # imported late: the counter is ready before a PDF can be

    name = f"slip-{slip.number}.pdf"
    save_half_sheet(context, slip.number, name, lambda: slip_document(slip.number, slip.elements), viewer)


def copy_slip_text(context: Context, slip: Slip) -> None:
    """Put a slip as text on the clipboard; between three back quotes WhatsApp keeps its columns."""
    text = as_text(list(slip.elements), COLUMNS).strip()
    QGuiApplication.clipboard().setText(f"```{text}```\n")
    told = _("Teks slip {number} disalin. Tempel di WhatsApp dengan Ctrl+V.")
    context.messages.good(told.format(number=slip.number))
