"""Taking a paper back: what it undoes, why, and never by one key alone."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pkkmart.consignment.operations import (
    cancel_delivery,
    cancel_loss,
    cancel_payout,
    cancel_return,
    cancel_settlement,
)
from pkkmart.consignment.queries import DocumentRow
from pkkmart.consignment.screen.columns import kind_words, moved_words
from pkkmart.core.actor import Approval
from pkkmart.core.i18n import _
from pkkmart.ui.buttons import PillButton
from pkkmart.ui.cards import Words
from pkkmart.ui.fields import Labeled, TextField
from pkkmart.ui.page import Context
from pkkmart.ui.panels import Sheet
from pkkmart.users.dialogs import run_approved

_ALONE = {"delivery": cancel_delivery, "return_note": cancel_return, "settlement": cancel_settlement}
"""What takes one's own permission; behind the others somebody else's PIN may stand."""


class CancelForm(QWidget):
    """What is taken back, and why."""

    def __init__(self, context: Context, row: DocumentRow) -> None:
        super().__init__()
        self._context, self._row = context, row
        self.done = False
        self.sheet: Sheet | None = None
        self._asked = False
        self.reason = TextField(_("Alasan"), limit=80)
        self._named = Labeled(_("Alasan"), self.reason)
        what = f"{kind_words(row.kind)} {moved_words(row)}. {_what_follows(row.kind)}"
        pills = QHBoxLayout()
        pills.setSpacing(8)
        for reason in (_("salah jumlah"), _("salah orang"), _("tercatat dua kali")):
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
        reason, row = self.reason.text(), self._row

        def act(approval: Approval | None, _known: frozenset[str]) -> None:
            actor = self._context.actor
            if row.kind == "payout":
                cancel_payout(actor, row.id, reason, till_id=self._context.till_id, approval=approval)
            elif row.kind == "loss":
                cancel_loss(actor, row.id, reason, approval=approval)
            else:
                _ALONE[row.kind](actor, row.id, reason)

        self._asked = False
        run_approved(self._context, act, self._cancelled, reason=reason)
        self._asked = True
        return self.done

    def _cancelled(self, _nothing: object) -> None:
        self.done = True
        if self._asked and self.sheet is not None:
            self.sheet.close_panel()

    def _take(self, reason: str) -> None:
        self.reason.setText(reason)
        self.reason.setFocus()


def cancel_sheet(context: Context, row: DocumentRow, on_done: Callable[[], object]) -> Sheet:
    """Ask why; `on_done` comes once it is cancelled."""
    form = CancelForm(context, row)
    sheet = context.messages.sheet(
        _("Batalkan {number}").format(number=row.number),
        form,
        yes=_("Batalkan dokumen"),
        on_yes=form.save,
        no=_("Tidak jadi"),
        is_dirty=form.is_dirty,
    )
    form.sheet = sheet
    sheet.closed.connect(lambda: on_done() if form.done else None)
    return sheet


def _what_follows(kind: str) -> str:
    return {
        "delivery": _("Barangnya keluar lagi dari rak."),
        "return_note": _("Barangnya kembali ke rak."),
        "loss": _("Barangnya kembali ke rak, penggantiannya batal."),
        "settlement": _("Isinya bisa dihitung lagi."),
        "payout": _("Uangnya harus kembali dulu."),
    }[kind]
