"""Taking a document back: what it undoes, why, and never by one key alone. For every room above the ledger."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pkkmart.core.i18n import _
from pkkmart.ui.buttons import PillButton
from pkkmart.ui.cards import Words
from pkkmart.ui.fields import Labeled, TextField
from pkkmart.ui.page import Context
from pkkmart.ui.panels import Sheet
from pkkmart.ui.run import succeeds


class CancelForm(QWidget):
    """What is taken back, and why; one tap fills in the commonest reasons."""

    def __init__(
        self,
        context: Context,
        what: str,
        cancel: Callable[[str], object],
    ) -> None:
        super().__init__()
        self._context, self._cancel = context, cancel
        self.done = False
        self.reason = TextField(_("Alasan"), limit=80)
        self._named = Labeled(_("Alasan"), self.reason)
        pills = QHBoxLayout()
        pills.setSpacing(8)
        for reason in (_("salah jumlah"), _("salah pilih"), _("tercatat dua kali")):
            pill = PillButton(reason, on_click=partial(self._take, reason))
            pill.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            pills.addWidget(pill)
        pills.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(Words(what, "medium", wrap=True))
        column.addWidget(self._named)
        column.addLayout(pills)

    def is_dirty(self) -> bool:
        """Whether a reason was typed."""
        return bool(self.reason.text())

    def save(self) -> bool:
        """Cancel it; False keeps the sheet open and says why."""
        if not self.reason.text().strip():
            self._named.set_error(_("Tulis alasannya dulu."))
            self.reason.setFocus()
            return False
        self.done = succeeds(self._context.messages, self._cancel, self.reason.text())
        return self.done

    def _take(self, reason: str) -> None:
        self.reason.setText(reason)
        self.reason.setFocus()


def cancel_sheet(context: Context, number: str, what: str, cancel: Callable[[str], object]) -> Sheet:
    """Ask why, then call `cancel(reason)`; says so once it is done."""
    form = CancelForm(context, what, cancel)
    sheet = context.messages.sheet(
        _("Batalkan {number}").format(number=number),
        form,
        yes=_("Batalkan dokumen"),
        on_yes=form.save,
        no=_("Tidak jadi"),
        is_dirty=form.is_dirty,
    )
    said = _("{number} dibatalkan.").format(number=number)
    sheet.closed.connect(lambda: context.messages.good(said) if form.done else None)
    return sheet
