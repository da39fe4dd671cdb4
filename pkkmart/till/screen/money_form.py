"""The form of money paid or received: how much, the place, the day, and a note."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TypeVar

from pkkmart.core.actor import Approval
from pkkmart.core.i18n import _
from pkkmart.till.places import CashPlace
from pkkmart.till.screen.day import ChosenDay
from pkkmart.ui.choices import choice_field
from pkkmart.ui.fields import Labeled, MoneyField, TextField
from pkkmart.ui.layout import form_grid
from pkkmart.ui.pad import MONEY, pad_of
from pkkmart.ui.page import Context
from pkkmart.ui.panels import Form, Sheet
from pkkmart.users.dialogs import book_approved

D = TypeVar("D")
"""The document that is written."""


class MoneyForm(Form[D]):
    """An amount, a day and a note on a grid of two columns; a room says what they book.

    A document of the drawer bears the day of its shift, so that no day is asked for it.
    """

    def __init__(
        self, context: Context, *, amount: str, note: str, amount_idr: int | None = None, hint: str = ""
    ) -> None:
        super().__init__()
        self._context = context
        self._offered_idr = amount_idr
        self.amount = MoneyField(amount, big=True, value=amount_idr)
        self.amount_named = Labeled(amount, self.amount, hint=hint)
        self.setFocusProxy(self.amount)  # what a hand has to type; the choices above stand at what is likely
        self.day_named = ChosenDay()
        self.day = self.day_named.date
        self.note = TextField(note, limit=80)
        self.note_named = Labeled(note, self.note)
        self.grid = form_grid(self, equal=2, across=16)
        self.amount.changed.connect(lambda _amount: self.show_figures())

    def source(self) -> CashPlace:
        """The place the money leaves, or the one it goes to."""
        raise NotImplementedError

    def at_drawer(self) -> bool:
        """Whether the drawer is the source or the target."""
        return self.source() is CashPlace.DRAWER

    def book(self, amount_idr: int, day: date | None, approval: Approval | None, confirmed: frozenset[str]) -> D:
        """Write the document; raises what the operation raises."""
        raise NotImplementedError

    def show_figures(self) -> None:
        """Show what the amount does, while it is typed. First called when every field is on the grid.

        A field that is shown without a parent would be a window of its own.
        """
        self.day_named.setVisible(not self.at_drawer())
        self.amount_named.set_error("")

    def is_dirty(self) -> bool:
        return (self.amount.value() or 0) != (self._offered_idr or 0) or bool(self.note.text())

    def save(self) -> bool:
        amount = self.amount.value()
        if not amount:
            self.amount_named.set_error(_("Jumlah belum diisi."))
            self.amount.setFocus()
            return False
        if not self.at_drawer() and not self.day_named.require():
            return False
        day = None if self.at_drawer() else self.day_named.booked()

        def book(approval: Approval | None, confirmed: frozenset[str]) -> D:
            return self.book(amount, day, approval, confirmed)

        return book_approved(self._context, self, book, self._keep)

    def _keep(self, saved: D) -> None:
        self.saved = saved


class PlacedMoneyForm(MoneyForm[D]):
    """A form of money with a choice of places; the first one is offered."""

    def __init__(
        self,
        context: Context,
        places: Sequence[CashPlace],
        place: str,
        *,
        amount: str,
        note: str,
        amount_idr: int | None = None,
        hint: str = "",
    ) -> None:
        super().__init__(context, amount=amount, note=note, amount_idr=amount_idr, hint=hint)
        self.place = choice_field(place, [(one, _(one.label)) for one in places])
        self.place_named = Labeled(place, self.place)
        self.place.currentIndexChanged.connect(lambda _index: self.show_figures())

    def source(self) -> CashPlace:
        place = self.place.value()
        assert place is not None, "the sheet is only laid where there is a place"
        return place


def money_sheet(
    context: Context,
    title: str,
    form: MoneyForm[D],
    yes: str,
    on_done: Callable[[D], object],
    *,
    no: str = "",
    on_no: Callable[[], object] | None = None,
) -> Sheet:
    """Show a form over the page; `on_done(document)` comes after it was booked."""
    pad = pad_of(context.pc, form.amount, MONEY)
    return context.messages.form(title, form, on_done, yes=yes, no=no, on_no=on_no, pad=pad)
