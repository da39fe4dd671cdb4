"""Two people open a closed month again: each with a PIN, and why."""

from __future__ import annotations

from collections.abc import Callable

from pkkmart.closing.operations import reopen_month
from pkkmart.core.actor import Actor, Approval, Permission
from pkkmart.core.i18n import _
from pkkmart.ledger.operations import month_name
from pkkmart.ui.cards import Words
from pkkmart.ui.choices import ChoiceField
from pkkmart.ui.fields import Labeled, PinField, TextField
from pkkmart.ui.page import Context
from pkkmart.ui.panels import Sheet, stacked
from pkkmart.ui.run import run
from pkkmart.users.operations import log_in
from pkkmart.users.queries import UserRow, active_users


def others_who_may(actor: Actor) -> list[UserRow]:
    """The other users who may keep the books."""
    return [user for user in active_users() if user.id != actor.id and Permission.KEEP_BOOKS in user.role.permissions]


class ReopenForm:
    """The fields of the sheet and what Enter does with them."""

    def __init__(self, context: Context, month: str, on_done: Callable[[], object]) -> None:
        self.context, self.month, self.on_done = context, month, on_done
        self.reason = TextField(_("Alasan"), placeholder=_("misalnya: nota listrik tertinggal"))
        self.own_pin = PinField(_("PIN Anda"))
        people = [(user.id, user.name) for user in others_who_may(context.actor)]
        self.second = ChoiceField(_("Pengurus kedua"), people)
        self.second_pin = PinField(_("PIN pengurus kedua"))
        self._named = {
            self.reason: Labeled(_("Alasan, tercatat selamanya"), self.reason),
            self.own_pin: Labeled(_("PIN {name}").format(name=context.actor.name), self.own_pin),
            self.second_pin: Labeled(_("PIN pengurus kedua"), self.second_pin),
        }

    def open(self) -> Sheet:
        """Lay the form over the page."""
        words = Words(
            _("Sesudah dibuka, dokumen bulan itu bisa dicatat lagi; laporannya harus dicetak ulang."),
            tone="muted",
            wrap=True,
        )
        content = stacked(
            words,
            self._named[self.reason],
            self._named[self.own_pin],
            Labeled(_("Pengurus kedua"), self.second),
            self._named[self.second_pin],
        )
        return self.context.messages.sheet(
            _("Buka lagi {month}").format(month=month_name(self.month)),
            content,
            yes=_("Buka lagi"),
            on_yes=self.accept,
            is_dirty=lambda: bool(self.reason.text().strip()),
        )

    def accept(self) -> bool:
        """Check both PINs, then open the month; False keeps the sheet."""
        for label in self._named.values():
            label.set_error("")
        if not self.reason.text().strip():
            return self._wrong(self.reason, _("Tulis alasannya dulu."))
        second_id = self.second.value()
        assert second_id is not None
        if self._shown(self.context.actor.id or 0, self.own_pin) is None:
            return False
        second = self._shown(second_id, self.second_pin)
        if second is None:
            return False
        approval = Approval(second, self.reason.text().strip())
        done = run(
            self.context.messages,
            reopen_month,
            self.context.actor,
            self.month,
            self.reason.text(),
            approval=approval,
        )
        if done is None:
            return False
        self.on_done()
        return True

    def _shown(self, user_id: int, field: PinField) -> Actor | None:
        """The actor of the PIN in a field; what is wrong is said there."""
        pin = field.pin()
        if pin is None:
            self._wrong(field, _("Ketik PIN, 4 sampai 8 angka."))
            return None
        result = run(self.context.messages, log_in, user_id, pin)
        if result is None:
            return None
        if result.actor is None:
            field.clear()
            said = _("PIN salah. Coba lagi.")
            if result.wait_s:
                said = _("Terlalu sering salah. Tunggu {wait} detik.").format(wait=result.wait_s)
            self._wrong(field, said)
        return result.actor

    def _wrong(self, field: TextField, sentence: str) -> bool:
        self._named[field].set_error(sentence)
        field.setFocus()
        return False
