"""A return without a receipt, shown as the slip its buyer signed, with the way to cancel it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout

from pkkmart.core.i18n import _
from pkkmart.sale_changes.queries.returns import ReturnView, return_view
from pkkmart.sale_changes.slip import return_elements
from pkkmart.sales.screen.done import ReceiptPaper
from pkkmart.ui.buttons import SecondaryButton
from pkkmart.ui.cards import Card, Words


class SlipView(Card):
    """The paper of one return without a receipt."""

    def __init__(self, on_cancel: Callable[[int], object]) -> None:
        super().__init__(padding=16, spacing=8)
        self._on_cancel = on_cancel
        self._shown: ReturnView | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.number = Words("", "title")
        self.paper = ReceiptPaper()
        self.state = Words("", "medium", tone="attention", wrap=True)
        self.cancel = SecondaryButton(_("Batalkan dokumen"), "Del", on_click=self._cancel)
        foot = QHBoxLayout()
        foot.addWidget(self.state, 1)
        foot.addWidget(self.cancel)
        self.add(self.number, self.paper, foot)
        self.body.setStretch(1, 1)

    def show_return(self, done: ReturnView) -> None:
        """Show a return; one of another shift is refused with its reason when it is to be cancelled."""
        self._shown = done
        self.number.setText(done.number)
        self.setAccessibleName(done.number)
        self.paper.show_elements(return_elements(done))
        told = _("Sudah dibatalkan dengan {void}.").format(void=done.voided_by) if done.voided_by else ""
        self.state.setText(told)
        self.cancel.setVisible(not done.voided_by)

    def reload(self) -> None:
        """Read the shown return anew."""
        if self._shown is not None:
            self.show_return(return_view(self._shown.id))

    @property
    def cancellable(self) -> int | None:
        """The return that Del cancels, None where there is nothing left to cancel."""
        return self._shown.id if self._shown is not None and not self._shown.voided_by else None

    def _cancel(self) -> None:
        if self.cancellable is not None:
            self._on_cancel(self.cancellable)
