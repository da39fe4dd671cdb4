"""The sheet on which a member chooses the PIN for paying from sukarela: typed twice, never shown."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from pkkmart.core import clock
from pkkmart.core.actor import Approval
from pkkmart.core.errors import UserError
from pkkmart.core.i18n import _, date_short
from pkkmart.people.queries import MemberCard
from pkkmart.savings.dialogs import MemberPinForm
from pkkmart.savings.operations import require_pin_fit, set_member_pin
from pkkmart.savings.queries import PinState
from pkkmart.ui.buttons import PrimaryButton
from pkkmart.ui.cards import Words, Wrapped
from pkkmart.ui.page import Context
from pkkmart.ui.panels import Sheet, stacked
from pkkmart.users.dialogs import run_approved


def pin_sheet(context: Context, member: MemberCard, known: PinState | None, on_done: Callable[[], object]) -> Sheet:
    """Show the sheet; `on_done()` comes after the PIN is recorded."""
    return _PinForm(context, member, on_done).open(known)


def pin_words(known: PinState | None) -> str:
    """When a PIN was made; "" without one."""
    return "" if known is None else _("PIN dibuat {day}").format(day=date_short(_day(known)))


def _day(known: PinState) -> date:
    return clock.local(clock.from_text(known.set_at)).date()


class _PinForm(MemberPinForm):
    """One PIN field filled twice, so that one pad serves both times."""

    def __init__(self, context: Context, member: MemberCard, on_done: Callable[[], object]) -> None:
        super().__init__(context, member.name, _("PIN baru"))
        self.member, self.on_done = member, on_done
        self.step = Words("", "strong")
        self.first = ""

    def open(self, known: PinState | None) -> Sheet:
        """Show the sheet; a PIN the member has already is named by its day."""
        told = _("Dipakai waktu membayar dari simpanan sukarela. 4 sampai 6 angka, jangan tanggal lahir.")
        if known is not None:
            told += " " + _("PIN yang dibuat {day} tidak berlaku lagi.").format(day=date_short(_day(known)))
        title = _("PIN {name} · {number}").format(name=self.member.name, number=self.member.number)
        self.show(title, stacked(Wrapped(told), self.step, self.box, spacing=14), _("Lanjut"))
        self._ask_first()
        return self.sheet

    def accept(self) -> bool:
        """Note the first PIN, compare the second with it; False keeps the sheet."""
        pin = self.pin.text()
        self.pin.clear()
        self.box.set_error("")
        if not self.first:
            return self._take_first(pin)
        if pin != self.first:
            self._ask_first()
            return self.wrong(_("Tidak sama dengan yang pertama. Ketik lagi dari awal."))

        def act(approval: Approval | None, _confirmed: frozenset[str]) -> None:
            set_member_pin(self.context.actor, self.member.id, pin, approval=approval)

        run_approved(self.context, act, lambda _none: self._done(), reason=self._reason(), on_no=self._ask_first)
        return False

    def _take_first(self, pin: str) -> bool:
        try:
            require_pin_fit(pin)
        except UserError as error:
            return self.wrong(str(error))
        self.first = pin
        self._say(_("2 dari 2 · ketik sekali lagi"), _("Simpan PIN"))
        self.pin.setFocus()
        return False

    def _ask_first(self) -> None:
        self.first = ""
        self._say(_("1 dari 2 · PIN baru"), _("Lanjut"))

    def _say(self, step: str, yes: str) -> None:
        self.step.setText(step)
        if isinstance(self.sheet.primary, PrimaryButton):
            self.sheet.primary.set_words(yes)

    def _reason(self) -> str:
        return _("PIN baru {name}").format(name=self.member.name)

    def _done(self) -> None:
        self.sheet.close_panel()
        self.on_done()
