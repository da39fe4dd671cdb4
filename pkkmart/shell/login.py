"""The locked screen: the users to choose from, and the field of the PIN."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QPushButton, QWidget

from pkkmart.core.i18n import _
from pkkmart.printing.letterhead import SHOP_NAME
from pkkmart.till.queries import open_shift
from pkkmart.ui.buttons import SecondaryButton
from pkkmart.ui.cards import Card, Picture, SectionTitle, Words
from pkkmart.ui.fields import PinField
from pkkmart.ui.keys import KeyAction, Shortcuts
from pkkmart.ui.layout import STRETCH, aligned, column, empty, gap, row, wide
from pkkmart.ui.pad import NumberPad
from pkkmart.ui.page import Context
from pkkmart.ui.run import run
from pkkmart.ui.theme import current
from pkkmart.users.operations import log_in
from pkkmart.users.queries import UserRow, active_users


class LoginView(QWidget):
    """Names at the left, PIN at the right. `entered(Actor)` when the PIN was right."""

    entered = Signal(object)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.users: list[UserRow] = []
        self._group = QButtonGroup(self)
        self._names = column(spacing=8)
        self.shop = Words("", "title", wrap=True)
        self.shift = Words("", tone="muted", wrap=True)
        self.pin = PinField(_("PIN"))
        self.pin.entered.connect(self._try)
        self.answer = Words("", tone="danger", wrap=True)
        self.answer.setMinimumHeight(40)
        self._card = self._make_card()
        self._keys = Shortcuts(
            self, [KeyAction(key, "", partial(self._move, by), shown=False) for key, by in (("Up", -1), ("Down", 1))]
        )
        column(STRETCH, aligned(self._card, Qt.AlignmentFlag.AlignHCenter), STRETCH, margins=None, on=self)

    def _make_card(self) -> Card:
        head = row(Picture("store", size=34), wide(self.shop), spacing=12)
        left = column(
            head, self.shift, gap(8), SectionTitle(_("Siapa yang bekerja?")), self._names, STRETCH, spacing=10
        )
        right = column(SectionTitle(_("PIN")), self.pin, NumberPad(self.pin), self.answer, spacing=10)
        return Card(padding=32).add(row(wide(left), right, spacing=36))

    def _fit(self) -> None:
        self._card.setFixedWidth(min(current().px(760), self.width() - 32))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def enter(self) -> None:
        """Show who may log in; the last one on this PC is chosen."""
        self._fit()
        self.shop.setText(run(self.context.messages, SHOP_NAME.get) or "PKK Mart")
        shift = run(self.context.messages, open_shift, self.context.till_id)
        self.shift.setText(
            _("Sif {number} atas nama {name} sedang terbuka.").format(number=shift.id, name=shift.user_name)
            if shift
            else _("Belum ada sif terbuka.")
        )
        self.users = run(self.context.messages, active_users) or []
        self._fill(self.context.pc.get("login.last_user", 0) if shift is None else shift.user_id)
        self.pin.clear()
        self.answer.setText("")
        self.pin.setFocus()

    def _fill(self, chosen_id: int) -> None:
        empty(self._names)
        known = {user.id for user in self.users}
        chosen = chosen_id if chosen_id in known else (self.users[0].id if self.users else 0)
        for user in self.users:
            button: QPushButton = SecondaryButton(
                f"{user.name} · {_(user.role.label)}", icon="user", big=True, left=True
            )
            button.setCheckable(True)
            button.setChecked(user.id == chosen)
            button.clicked.connect(self.pin.setFocus)
            self._group.addButton(button, user.id)
            self._names.addWidget(button)

    def _move(self, by: int) -> None:
        """Choose the name before (-1) or after (1) the chosen one; the PIN keeps the focus."""
        ids = [user.id for user in self.users]
        if self._group.checkedId() in ids:
            self._group.button(ids[(ids.index(self._group.checkedId()) + by) % len(ids)]).setChecked(True)

    def _try(self) -> None:
        pin, user_id = self.pin.pin(), self._group.checkedId()
        if pin is None or user_id < 0:
            self.answer.setText(_("Ketik PIN, 4 sampai 8 angka."))
            return
        result = run(self.context.messages, log_in, user_id, pin)
        self.pin.clear()
        self.pin.setFocus()
        if result is None:
            return
        if result.actor is not None:
            self.context.pc.set("login.last_user", user_id)
            self.entered.emit(result.actor)
        elif result.wait_s:
            self.answer.setText(_("Terlalu sering salah. Tunggu {wait} detik.").format(wait=result.wait_s))
        else:
            self.answer.setText(_("PIN salah. Coba lagi."))
