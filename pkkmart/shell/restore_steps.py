"""Going back to a backup, in three steps: which one, what would be lost, the PINs of treasurer and chair."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from pkkmart.core.actor import Permission
from pkkmart.core.backup import FOLDER_KEY
from pkkmart.core.db import db
from pkkmart.core.i18n import _, figure, rupiah
from pkkmart.core.restore import RestorePlan, restore_plan
from pkkmart.ledger.screen.words import kind_words
from pkkmart.shell.restore_wish import RestoreWish
from pkkmart.ui.cards import Words, Wrapped
from pkkmart.ui.choices import ChoiceField
from pkkmart.ui.fields import Labeled, PinField
from pkkmart.ui.files import Wish, ask_path
from pkkmart.ui.page import Context
from pkkmart.ui.panels import stacked
from pkkmart.ui.run import run
from pkkmart.ui.worker import Steps, run_chore
from pkkmart.users.operations import log_in
from pkkmart.users.queries import UserRow, active_users
from pkkmart.users.roles import Role


class RestoreSteps:
    """The three steps; `wished(RestoreWish)` is called when both PINs were right. Nothing is changed here."""

    def __init__(self, context: Context, wished: Callable[[RestoreWish], object]) -> None:
        self.context, self.wished = context, wished

    def begin(self) -> None:
        """Ask for the backup."""
        folder = Path(self.context.pc.get(FOLDER_KEY, "") or Path.home())
        kinds = [_("Cadangan PKK Mart (*.db)")]
        title = _("Langkah 1 dari 3: pilih cadangan")
        ask_path(self.context.messages.window(), Wish.OPEN, title, self.take, kinds=kinds, start=folder)

    def take(self, path: Path) -> None:
        """Read a backup next to the present shop, then tell what would change."""
        current = Path(db.database).absolute()

        def compare(_steps: Steps) -> RestorePlan:
            return restore_plan(path, current)

        run_chore(self.context.messages, _("Membaca cadangan"), compare, lambda plan: self._tell(path, plan))

    def _tell(self, path: Path, plan: RestorePlan) -> None:
        lost = [
            _("{kind}: {count}, senilai {amount}").format(
                kind=kind_words(kind), count=figure(count), amount=rupiah(amount)
            )
            for kind, count, amount in plan.lost_entries
        ]
        *before, after = [Wrapped(sentence) for sentence in plan.sentences]
        if lost:
            before.append(Wrapped(_("Yang hilang menurut jurnal:"), "strong"))
            before += [Wrapped(line, tone="danger") for line in lost]
        self.context.messages.sheet(
            _("Langkah 2 dari 3: yang berubah"),
            stacked(*before, after, spacing=8),
            yes=_("Lanjut ke PIN"),
            on_yes=lambda: self._ask_pins(path),
            width=640,
        )

    def _ask_pins(self, path: Path) -> None:
        treasurers, chairs = _signers()
        if not treasurers or not chairs:
            self.context.messages.attention(
                _("Pemulihan perlu PIN bendahara dan pengurus, dua orang. Tambahkan dulu penggunanya di Pengaturan."),
                stays=True,
            )
            return
        form = PinsForm(self.context, treasurers, chairs)
        self.context.messages.sheet(
            _("Langkah 3 dari 3: PIN bendahara dan ketua"),
            form.content,
            yes=_("Pulihkan"),
            on_yes=lambda: self._signed(path, form),
        )

    def _signed(self, path: Path, form: PinsForm) -> bool:
        names = form.signed()
        if names is None:
            return False
        self.wished(RestoreWish(path, *names))
        return True


class PinsForm:
    """Who signs as treasurer and who as chair, each with a PIN."""

    def __init__(self, context: Context, treasurers: list[UserRow], chairs: list[UserRow]) -> None:
        self.context = context
        self.treasurer = ChoiceField(_("Bendahara"), [(user.id, user.name) for user in treasurers])
        self.chair = ChoiceField(_("Ketua atau pengurus"), [(user.id, user.name) for user in chairs])
        self.treasurer_pin, self.chair_pin = PinField(_("PIN bendahara")), PinField(_("PIN ketua"))
        self._labels = {field: Labeled(field.accessibleName(), field) for field in (self.treasurer_pin, self.chair_pin)}
        words = _(
            "Jendela menutup sebentar, lalu terbuka lagi dengan data cadangan. Berkas yang sekarang disimpan di "
            "sampingnya, tidak dihapus."
        )
        self.content = stacked(
            Words(words, tone="muted", wrap=True),
            Labeled(_("Bendahara"), self.treasurer),
            self._labels[self.treasurer_pin],
            Labeled(_("Ketua atau pengurus"), self.chair),
            self._labels[self.chair_pin],
        )

    def signed(self) -> tuple[str, str] | None:
        """The two names when both PINs are right and of two people; else None, and the field says why."""
        for label in self._labels.values():
            label.set_error("")
        if self.treasurer.value() == self.chair.value():
            return self._wrong(self.chair_pin, _("Harus dua orang yang berbeda."))
        names = []
        for choice, field in ((self.treasurer, self.treasurer_pin), (self.chair, self.chair_pin)):
            user_id, pin = choice.value(), field.pin()
            if pin is None or user_id is None:
                return self._wrong(field, _("Ketik PIN, 4 sampai 8 angka."))
            result = run(self.context.messages, log_in, user_id, pin)
            if result is None:
                return None
            if result.actor is None:
                field.clear()
                wait = _("Terlalu sering salah. Tunggu {wait} detik.").format(wait=result.wait_s)
                return self._wrong(field, wait if result.wait_s else _("PIN salah. Coba lagi."))
            names.append(result.actor.name)
        return names[0], names[1]

    def _wrong(self, field: PinField, sentence: str) -> tuple[str, str] | None:
        self._labels[field].set_error(sentence)
        field.setFocus()
        return None


def _signers() -> tuple[list[UserRow], list[UserRow]]:
    """Who may sign as treasurer and who as chair; a second pengurus may stand in where there is no treasurer."""
    users = active_users()
    chairs = [user for user in users if Permission.KEEP_USERS in user.role.permissions]
    treasurers = [user for user in users if user.role is Role.TREASURER]
    return treasurers or chairs[1:], chairs
