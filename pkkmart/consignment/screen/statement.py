"""The sheet of a consignor's statement: a span of days, then the slip of it and its text for a message."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum

from PySide6.QtGui import QGuiApplication

from pkkmart.consignment.message import period_text
from pkkmart.consignment.queries import Statement, brought_between, statement
from pkkmart.consignment.slip import statement_slip
from pkkmart.core import clock
from pkkmart.core.i18n import _, date_short
from pkkmart.ledger.screen.slip import show_slip
from pkkmart.ui.buttons import SecondaryButton
from pkkmart.ui.choices import choice_field
from pkkmart.ui.fields import DateField, Labeled
from pkkmart.ui.layout import form_grid
from pkkmart.ui.page import Context
from pkkmart.ui.panels import Form, Sheet
from pkkmart.ui.run import run


class Span(StrEnum):
    """A span of days that is often asked for."""

    MONTH = "MONTH"
    LAST_MONTH = "LAST_MONTH"
    YEAR = "YEAR"
    LAST_YEAR = "LAST_YEAR"

    def days(self, today: date) -> tuple[date, date]:
        """The first and the last day, up to today."""
        first = today.replace(day=1)
        if self is Span.MONTH:
            return first, today
        if self is Span.LAST_MONTH:
            last = first - timedelta(days=1)
            return last.replace(day=1), last
        if self is Span.YEAR:
            return date(today.year, 1, 1), today
        return date(today.year - 1, 1, 1), date(today.year - 1, 12, 31)


class StatementForm(Form[Statement]):
    """From which day to which; the chips fill them in."""

    def __init__(self, context: Context, consignor_id: int) -> None:
        super().__init__()
        self._context, self._consignor_id = context, consignor_id
        words = {
            Span.MONTH: _("Bulan ini"),
            Span.LAST_MONTH: _("Bulan lalu"),
            Span.YEAR: _("Tahun ini"),
            Span.LAST_YEAR: _("Tahun lalu"),
        }
        self.span = choice_field(_("Rentang"), list(words.items()))
        self.since, self.until = DateField(_("Dari tanggal")), DateField(_("Sampai tanggal"))
        self._since_named = Labeled(_("Dari tanggal"), self.since)
        self._until_named = Labeled(_("Sampai tanggal"), self.until)
        grid = form_grid(self, equal=2, across=16)
        grid.addWidget(Labeled(_("Rentang"), self.span), 0, 0, 1, 2)
        grid.addWidget(self._since_named, 1, 0)
        grid.addWidget(self._until_named, 1, 1)
        self.span.currentIndexChanged.connect(lambda _index: self._fill())
        self._fill()

    def _fill(self) -> None:
        since, until = (self.span.value() or Span.MONTH).days(clock.today())
        self.since.set_value(since)
        self.until.set_value(until)

    def is_dirty(self) -> bool:
        return False

    def save(self) -> bool:
        """Read the statement; False keeps the sheet open, the day to mend has the focus."""
        since, until = self.since.value(), self.until.value()
        if since is None or until is None or until < since:
            unfit = self._since_named if since is None else self._until_named
            wrong = _("Tulis tanggalnya, misalnya {day}.").format(day=date_short(clock.today()))
            if since is not None and until is not None:
                wrong = _("Sampai {until} mendahului {since}. Tukar tanggalnya.").format(
                    until=date_short(until), since=date_short(since)
                )
            unfit.set_error(wrong)
            unfit.field.setFocus()
            return False
        self.saved = run(self._context.messages, statement, self._consignor_id, since, until)
        return self.saved is not None


def statement_sheet(context: Context, consignor_id: int, name: str) -> Sheet:
    """Ask for a span of days; its statement is then shown as a slip."""
    form = StatementForm(context, consignor_id)
    title = _("Rekening {name}").format(name=name)
    return context.messages.form(title, form, lambda told: _show(context, told), yes=_("Lihat"), width=560)


def _show(context: Context, told: Statement) -> None:
    def copy() -> None:
        brought = run(context.messages, brought_between, told.consignor_id, told.since, told.until)
        if brought is not None:
            QGuiApplication.clipboard().setText(period_text(told, brought))
            sentence = _("Teks untuk {name} disalin. Tempel di WhatsApp dengan Ctrl+V.")
            context.messages.good(sentence.format(name=told.consignor))

    show_slip(context, statement_slip(told), SecondaryButton(_("Ringkasan untuk WA"), on_click=copy))
