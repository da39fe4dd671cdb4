"""The day an office document is booked on: today, unless a hand writes another."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal

from pkkmart.core import clock
from pkkmart.core.i18n import _, date_short
from pkkmart.till.operations import booking_day
from pkkmart.ui.fields import DateField, Labeled, focus_whole
from pkkmart.ui.run import refused


class ChosenDay(Labeled):
    """A date field that stands at today; a day that can't be booked is refused below it, with the way out.

    `bare` leaves out the name over the field, where other words say what it is.
    """

    chosen = Signal()
    """Another day was written, and the hand has left the field or pressed Enter."""

    def __init__(self, *, bare: bool = False) -> None:
        self.date = DateField(_("Tanggal"), value=clock.today())
        super().__init__(_("Tanggal"), self.date)
        self._name.setHidden(bare)
        self._offered = clock.today()
        self.date.textEdited.connect(lambda _text: self.set_error(""))
        self.date.editingFinished.connect(self.chosen)

    def reset(self) -> None:
        """Stand at today again."""
        self._offered = clock.today()
        self.date.set_value(self._offered)
        self.set_error("")

    def day(self) -> date:
        """The day that is written; today where nobody wrote another, also after midnight, or where it is no day."""
        if self.date.value() == self._offered:
            self._offered = clock.today()
            self.date.set_value(self._offered)
        return self.date.value() or clock.today()

    def booked(self) -> date | None:
        """The day as operations take it: None for today."""
        return None if self.day() == clock.today() else self.day()

    def require(self, *, stand: bool = True) -> bool:
        """Whether a document can be booked on the day; if not, why is said below the field, which takes the focus.

        Without `stand` the focus stays where it is: a hand that left the field is not called back.
        """
        day = self.day()
        if self.date.value() is None:
            sentence = _("Tulis tanggalnya, misalnya {day}.").format(day=date_short(clock.today()))
        else:
            sentence = refused(booking_day, day)
        self.set_error("")
        if sentence:
            self.refuse(sentence, stand=stand)
        return not sentence

    def refuse(self, sentence: str, *, stand: bool = True) -> None:
        """Say why the day can't be, below the field, which takes the focus."""
        self.set_error(sentence)
        if stand:
            focus_whole(self.date)
