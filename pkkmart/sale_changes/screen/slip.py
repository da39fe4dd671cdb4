"""The slip of a return or of a cancellation as its buyer signed it, with copies of it and the way to cancel it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout

from pkkmart.core.i18n import _
from pkkmart.ledger.screen.slip import SlipPaper
from pkkmart.ledger.screen.words import cancel_words
from pkkmart.sale_changes.queries.slips import ChangeSlip
from pkkmart.ui.buttons import SecondaryButton
from pkkmart.ui.cards import Card, Words


@dataclass(frozen=True, slots=True)
class SlipActs:
    """What the buttons on a slip do; the page decides."""

    copy: Callable[[], object]
    nota: Callable[[], object]
    text: Callable[[], object]
    cancel: Callable[[int], object]
    open_sale: Callable[[int], object]
    show_slip: Callable[[str], object]


class SlipView(Card):
    """The paper of one return or cancellation."""

    def __init__(self, acts: SlipActs) -> None:
        super().__init__(padding=16, spacing=8)
        self._acts = acts
        self.shown: ChangeSlip | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.number = Words("", "title")
        self.paper = SlipPaper()
        self.state = Words("", "medium", tone="attention", wrap=True)
        self.receipt = SecondaryButton("", on_click=self._open_sale)
        self.void = SecondaryButton(_("Slip batal"), on_click=self._show_void)
        self.cancel = SecondaryButton("", "Del", on_click=self._cancel)
        head, foot = QHBoxLayout(), QHBoxLayout()
        head.setSpacing(6)
        head.addWidget(self.number, 1)
        for button in (
            SecondaryButton(_("Cetak salinan"), "Ctrl+P", on_click=acts.copy),
            SecondaryButton(_("Slip A5"), on_click=acts.nota),
            SecondaryButton(_("Teks WA"), on_click=acts.text),
        ):
            head.addWidget(button)
        foot.addWidget(self.state, 1)
        foot.addWidget(self.void)
        foot.addWidget(self.receipt)
        foot.addWidget(self.cancel)
        self.add(head, self.paper, foot)
        self.body.setStretch(1, 1)

    def show_slip(self, shown: ChangeSlip, columns: int) -> None:
        """Show a slip with so many letters to a line; a return of another shift can only be cancelled there."""
        self.shown = shown
        self.number.setText(shown.slip.title)
        self.setAccessibleName(shown.slip.title)
        self.paper.columns = columns
        self.paper.show_elements(list(shown.slip.elements))
        told = _("Sudah dibatalkan dengan {void}.").format(void=shown.voided_by) if shown.voided_by else ""
        self.state.setText(told)
        self.receipt.set_words(_("Buka struk {number}").format(number=shown.sale_number))
        self.receipt.setVisible(shown.sale_id is not None)
        self.void.setVisible(bool(shown.voided_by))
        self.cancel.set_words(cancel_words(shown.slip.title))
        self.cancel.setVisible(self.cancellable is not None)

    @property
    def cancellable(self) -> int | None:
        """The return that Del cancels, None where there is nothing left to cancel."""
        return self.shown.return_id if self.shown is not None and not self.shown.voided_by else None

    def _open_sale(self) -> None:
        if self.shown is not None and self.shown.sale_id is not None:
            self._acts.open_sale(self.shown.sale_id)

    def _show_void(self) -> None:
        if self.shown is not None and self.shown.voided_by:
            self._acts.show_slip(self.shown.voided_by)

    def _cancel(self) -> None:
        if self.cancellable is not None:
            self._acts.cancel(self.cancellable)
