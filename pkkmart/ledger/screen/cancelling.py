"""Taking a document back: what it undoes, why, and never by one key alone. For every room above the ledger."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pkkmart.core.actor import Approval
from pkkmart.core.i18n import _
from pkkmart.ui.buttons import PillButton
from pkkmart.ui.cards import Words
from pkkmart.ui.fields import Labeled, TextField
from pkkmart.ui.page import Context
from pkkmart.ui.panels import Sheet
from pkkmart.ui.run import succeeds
from pkkmart.users.dialogs import run_approved


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
        return self._try(self.reason.text())

    def _try(self, reason: str) -> bool:
        self.done = succeeds(self._context.messages, self._cancel, reason)
        return self.done

    def _take(self, reason: str) -> None:
        self.reason.setText(reason)
        self.reason.setFocus()


class LentCancelForm(CancelForm):
    """The same for a document that somebody else's PIN may have to stand behind: much money at the safe."""

    def __init__(
        self, context: Context, number: str, what: str, cancel: Callable[[str, Approval | None], object]
    ) -> None:
        super().__init__(context, what, lambda reason: cancel(reason, None))
        self._lent = cancel
        self._what = _("Batalkan {number}. {what}").format(number=number, what=what)
        self._asked = False
        self.sheet: Sheet | None = None

    def _try(self, reason: str) -> bool:
        self._asked = False
        run_approved(
            self._context,
            lambda approval, _known: self._lent(reason, approval),
            self._went,
            reason=reason,
            what=self._what,
        )
        self._asked = True
        return self.done

    def _went(self, _result: object) -> None:
        self.done = True
        if self._asked and self.sheet is not None:
            self.sheet.close_panel()


def cancel_sheet(context: Context, number: str, what: str, cancel: Callable[[str], object]) -> Sheet:
    """Ask why, then call `cancel(reason)`; says so once it is done."""
    return _lay(context, number, CancelForm(context, what, cancel))


def lent_cancel_sheet(
    context: Context, number: str, what: str, cancel: Callable[[str, Approval | None], object]
) -> Sheet:
    """Ask why, then call `cancel(reason, approval)`: a PIN is asked over it where one person is not enough."""
    form = LentCancelForm(context, number, what, cancel)
    form.sheet = _lay(context, number, form)
    return form.sheet


def _lay(context: Context, number: str, form: CancelForm) -> Sheet:
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
