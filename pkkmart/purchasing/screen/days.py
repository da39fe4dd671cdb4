"""The sheet of the days of bought goods: when they were made, and when they expire."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from pkkmart.core.i18n import _
from pkkmart.ui.fields import DateField, Labeled
from pkkmart.ui.layout import row, wide
from pkkmart.ui.page import Context
from pkkmart.ui.panels import Form, Sheet

Days = tuple[date | None, date | None]
"""The day goods expire, and the day they were made; None where it isn't told."""


class DaysForm(Form[Days]):
    """Both days may stay empty; goods can't be made after they expire."""

    def __init__(self, days: Days) -> None:
        super().__init__()
        self._days = days
        self.expires = DateField(_("Kedaluwarsa"), value=days[0])
        self.made = DateField(_("Tanggal buat"), value=days[1])
        self.expires_named = Labeled(_("Kedaluwarsa"), self.expires, hint=_("boleh kosong"))
        self.made_named = Labeled(_("Tanggal buat"), self.made, hint=_("boleh kosong"))
        row(wide(self.expires_named), wide(self.made_named), spacing=12, on=self)

    def is_dirty(self) -> bool:
        return (self.expires.value(), self.made.value()) != self._days

    def save(self) -> bool:
        for named, field in ((self.expires_named, self.expires), (self.made_named, self.made)):
            unread = bool(field.text().strip()) and field.value() is None
            named.set_error(_("Tulis tanggalnya, misalnya {day}.").format(day="24/11/2026") if unread else "")
            if unread:
                field.setFocus()
                return False
        expires, made = self.expires.value(), self.made.value()
        wrong = ""
        if made is not None and expires is None:
            wrong = _("Isi juga tanggal kedaluwarsanya.")
        elif made is not None and expires is not None and made > expires:
            wrong = _("Kedaluwarsa mendahului tanggal buat.")
        self.expires_named.set_error(wrong)
        if wrong:
            self.expires.setFocus()
            return False
        self.saved = (expires, made)
        return True


def days_sheet(context: Context, name: str, days: Days, on_done: Callable[[Days], object]) -> Sheet:
    """Ask for the days of goods over the page; `on_done(days)` comes with what was written."""
    return context.messages.form(_("Tanggal {name}").format(name=name), DaysForm(days), on_done, yes=_("Pakai"))
