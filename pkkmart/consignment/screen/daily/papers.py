"""What leaves the evening on paper or as text: a strip, all strips, a message; and who is left."""

from __future__ import annotations

from functools import partial

from PySide6.QtGui import QGuiApplication

from pkkmart.consignment.message import evening_text
from pkkmart.consignment.queries import Counted, sold_out, suggestions
from pkkmart.consignment.screen.daily.book import EveningBook
from pkkmart.consignment.screen.daily.questions import left_words
from pkkmart.core.i18n import _
from pkkmart.ledger.screen.slip import has_printer, print_copy, show_slip
from pkkmart.printing.queries import slip_of
from pkkmart.ui.page import Context


def show_strip(context: Context, count: Counted | None) -> None:
    """Show the strip of an evening; of one that is not closed, say when there will be one."""
    slip = slip_of("evening_count", count.id) if count is not None and count.id else None
    if slip is None:
        context.messages.attention(_("Stripnya ada sesudah sisanya dihitung dan disimpan."))
    else:
        show_slip(context, slip)


def copy_message(context: Context, count: Counted) -> None:
    """Put an evening as a message on the clipboard."""
    gone = sold_out((line.product_id for line in count.lines), count.business_date)
    text = evening_text(count, gone, suggestions(count.lines, count.business_date))
    QGuiApplication.clipboard().setText(text)
    told = _("Teks untuk {name} disalin. Tempel di WhatsApp dengan Ctrl+V.")
    context.messages.good(told.format(name=count.consignor))


def show_left(context: Context, book: EveningBook) -> None:
    """Say who is not closed yet; when nobody is left, offer all strips."""
    if book.open:
        names = ", ".join(book.people[one].name for one in book.open)
        sentence = _("Belum dihitung {count} ibu: {names}.").format(count=len(book.open), names=names)
        context.messages.attention(sentence, stays=True)
        return
    if not book.closed:
        context.messages.attention(_("Hari ini belum ada kue yang dititipkan."))
        return
    closed = list(book.closed.values())
    sentence = left_words(book.waiting, closed)
    if has_printer(context):
        print_all = partial(_print_all, context, closed)
        context.messages.ask(sentence, yes=_("Cetak semua strip"), on_yes=print_all, no=_("Tutup"))
    else:
        context.messages.good(sentence)


def _print_all(context: Context, closed: list[Counted]) -> None:
    for count in closed:
        slip = slip_of("evening_count", count.id)
        if slip is not None:
            print_copy(context, slip)
