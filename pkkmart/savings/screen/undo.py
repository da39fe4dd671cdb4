"""Taking a slip back: why, in one tap or a few words, and never by one key alone."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pkkmart.core.actor import Approval
from pkkmart.core.i18n import _, rupiah
from pkkmart.savings.operations import cancel_savings_slip
from pkkmart.savings.queries import PassbookLine
from pkkmart.savings.rules import Direction
from pkkmart.savings.screen.book import line_words
from pkkmart.ui.buttons import PillButton
from pkkmart.ui.cards import Words
from pkkmart.ui.fields import Labeled, TextField
from pkkmart.ui.page import Context
from pkkmart.ui.panels import Sheet
from pkkmart.users.dialogs import run_approved


class ReasonForm(QWidget):
    """What is taken back, and why."""

    def __init__(self, context: Context, line: PassbookLine) -> None:
        super().__init__()
        self._context, self._slip_id = context, line.slip_id
        self.number: str | None = None
        self.sheet: Sheet | None = None
        self._asked = False
        self.reason = TextField(_("Alasan"), limit=80)
        self._named = Labeled(_("Alasan"), self.reason)
        back = _("Uangnya keluar lagi.") if line.direction is Direction.DEPOSIT else _("Uangnya harus kembali dulu.")
        what = _("{what} {amount}. {back}").format(
            what=line_words(line), amount=rupiah(line.in_idr or line.out_idr), back=back
        )
        pills = QHBoxLayout()
        pills.setSpacing(8)
        for reason in (_("salah jumlah"), _("salah jenis"), _("salah orang")):
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
        reason = self.reason.text()

        def act(approval: Approval | None, _known: frozenset[str]) -> str:
            assert self._slip_id is not None, "only a slip of ours is offered"
            return cancel_savings_slip(
                self._context.actor, self._slip_id, reason, approval=approval, till_id=self._context.till_id
            )

        self._asked = False
        run_approved(self._context, act, self._cancelled, reason=reason)
        self._asked = True
        return self.number is not None

    def _cancelled(self, number: str) -> None:
        self.number = number
        if self._asked and self.sheet is not None:
            self.sheet.close_panel()

    def _take(self, reason: str) -> None:
        self.reason.setText(reason)
        self.reason.setFocus()


def cancel_sheet(context: Context, line: PassbookLine, on_done: Callable[[str], object]) -> Sheet:
    """Ask why; `on_done(number)` comes with the cancellation's number."""
    form = ReasonForm(context, line)
    sheet = context.messages.sheet(
        _("Batalkan {number}").format(number=line.number),
        form,
        yes=_("Batalkan dokumen"),
        on_yes=form.save,
        no=_("Tidak jadi"),
        is_dirty=form.is_dirty,
    )
    form.sheet = sheet
    sheet.closed.connect(lambda: None if form.number is None else on_done(form.number))
    return sheet
