"""The users: adding one, a new PIN, ending and giving back the right to log in."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from pkkmart.core.actor import Permission
from pkkmart.core.i18n import _
from pkkmart.people.operations import NameMissing
from pkkmart.ui.buttons import IconButton, SecondaryButton
from pkkmart.ui.cards import Avatar, Card, Elided, SectionTitle
from pkkmart.ui.choices import ChoiceField
from pkkmart.ui.fields import Labeled, PinField, TextField
from pkkmart.ui.layout import STRETCH, boxed, column, empty, row, wide
from pkkmart.ui.page import Context
from pkkmart.ui.panels import stacked
from pkkmart.ui.run import run, succeeds
from pkkmart.users.operations import (
    OldPinWrong,
    PinUnfit,
    UserNameExists,
    activate_user,
    add_user,
    change_own_pin,
    change_pin,
    deactivate_user,
)
from pkkmart.users.queries import KnownUser, all_users
from pkkmart.users.roles import Role

_ROLES = (Role.CASHIER, Role.SUPERVISOR, Role.TREASURER, Role.ADMIN)


class PeopleCard(Card):
    """One line for each user, what may be done to that user at its end. Others only change their own PIN."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.lines: dict[int, QWidget] = {}
        self._column = column(spacing=6)
        self.add_button = SecondaryButton(_("Tambah pengguna"), icon="user-plus", on_click=self.add_one)
        self.own_button = SecondaryButton(_("Ganti PIN saya"), icon="key-round", on_click=self.change_own)
        self.add(SectionTitle(_("Pengguna dan PIN")), self._column, self.add_button, self.own_button, STRETCH)
        self.reload()

    def reload(self) -> None:
        """Read the users anew, as far as this person may see them."""
        empty(self._column)
        self.lines = {}
        keeps = self.context.actor.may(Permission.KEEP_USERS)
        for user in (run(self.context.messages, all_users) or []) if keeps else []:
            self.lines[user.id] = self._line(user)
            self._column.addWidget(self.lines[user.id])
        self.add_button.setVisible(keeps)
        self.own_button.setVisible(self.context.actor.id is not None)

    def _line(self, user: KnownUser) -> QWidget:
        role = _(user.role.label)
        note = role if user.active else _("{role} · nonaktif").format(role=role)
        names = column(
            Elided(user.name, "", tone="plain" if user.active else "muted"),
            Elided(note, "caption", tone="muted"),
            spacing=0,
        )
        return boxed(row(Avatar(user.name, size=36), wide(names), *self._buttons(user), spacing=10))

    def _buttons(self, user: KnownUser) -> list[IconButton]:
        if not user.active:
            words = _("Aktifkan lagi {name}").format(name=user.name)
            return [IconButton("undo-2", words, on_click=lambda: self.activate(user))]
        pin = IconButton("key-round", _("PIN baru untuk {name}").format(name=user.name),
                         on_click=lambda: self.new_pin(user))  # fmt: skip
        if user.id == self.context.actor.id:
            return [pin]
        words = _("Nonaktifkan {name}").format(name=user.name)
        return [pin, IconButton("user-round-x", words, on_click=lambda: self.ask_leave(user))]

    def add_one(self) -> None:
        """Ask name, role and PIN of a new user."""
        name = TextField(_("Nama"), placeholder=_("Bu …"))
        role = ChoiceField(_("Tugas"), [(role, _(role.label)) for role in _ROLES])
        pin = PinField(_("PIN"))
        named, with_pin = Labeled(_("Nama"), name), Labeled(_("PIN (4–8 angka)"), pin)

        def save() -> bool:
            named.set_error("")
            with_pin.set_error("")
            try:
                add_user(self.context.actor, name.text(), pin.text(), role.value() or Role.CASHIER)
            except (NameMissing, UserNameExists) as error:
                return _wrong(named, str(error))
            except PinUnfit as error:
                return _wrong(with_pin, str(error))
            return self._said(_("{name} sudah bisa masuk.").format(name=name.text().strip()))

        self.context.messages.sheet(
            _("Pengguna baru"),
            stacked(named, Labeled(_("Tugas"), role), with_pin),
            yes=_("Simpan"),
            on_yes=lambda: run(self.context.messages, save) or False,
            is_dirty=lambda: bool(name.text().strip() or pin.text()),
        )

    def new_pin(self, user: KnownUser) -> None:
        """Give somebody another PIN."""
        pin = PinField(_("PIN baru"))
        labeled = Labeled(_("PIN baru untuk {name} (4–8 angka)").format(name=user.name), pin)

        def save() -> bool:
            try:
                change_pin(self.context.actor, user.id, pin.text())
            except PinUnfit as error:
                return _wrong(labeled, str(error))
            return self._said(_("PIN {name} sudah diganti.").format(name=user.name))

        self._pin_sheet(_("PIN baru"), stacked(labeled), save, [pin])

    def change_own(self) -> None:
        """Change one's own PIN with the old one."""
        old, new = PinField(_("PIN lama")), PinField(_("PIN baru"))
        with_old, with_new = Labeled(_("PIN lama"), old), Labeled(_("PIN baru (4–8 angka)"), new)

        def save() -> bool:
            with_old.set_error("")
            with_new.set_error("")
            try:
                change_own_pin(self.context.actor, old.text(), new.text())
            except PinUnfit as error:
                return _wrong(with_new, str(error))
            except OldPinWrong as error:
                old.clear()
                return _wrong(with_old, str(error))
            return self._said(_("PIN Anda sudah diganti."))

        self._pin_sheet(_("Ganti PIN saya"), stacked(with_old, with_new), save, [old, new])

    def _pin_sheet(self, title: str, content: QWidget, save: object, fields: list[PinField]) -> None:
        assert callable(save)
        self.context.messages.sheet(
            title,
            content,
            yes=_("Simpan"),
            on_yes=lambda: run(self.context.messages, save) or False,
            is_dirty=lambda: any(field.text() for field in fields),
        )

    def ask_leave(self, user: KnownUser) -> None:
        """End a user's right to log in, once it is confirmed."""
        self.context.messages.ask(
            _("{name} tidak bisa masuk lagi. Catatannya tetap atas namanya, dan ia bisa diaktifkan lagi.").format(
                name=user.name
            ),
            title=_("Nonaktifkan {name}?").format(name=user.name),
            yes=_("Nonaktifkan"),
            on_yes=lambda: self._leave(user),
            tone="danger",
        )

    def _leave(self, user: KnownUser) -> None:
        if succeeds(self.context.messages, deactivate_user, self.context.actor, user.id):
            self._said(_("{name} sudah dinonaktifkan.").format(name=user.name))

    def activate(self, user: KnownUser) -> None:
        """Give a user the right to log in again, with the PIN from before."""
        if succeeds(self.context.messages, activate_user, self.context.actor, user.id):
            self._said(_("{name} aktif lagi dengan PIN yang dulu.").format(name=user.name))

    def _said(self, sentence: str) -> bool:
        self.reload()
        self.context.messages.good(sentence)
        return True


def _wrong(label: Labeled, sentence: str) -> bool:
    label.set_error(sentence)
    label.field.setFocus()
    return False
