"""The sheet that asks why a document is cancelled: one for every room above the ledger."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Protocol

from PySide6.QtWidgets import QWidget

from pkkmart.core.actor import Actor, Approval
from pkkmart.core.i18n import N_, _
from pkkmart.ledger.screen.words import cancel_words
from pkkmart.ui.cards import Words
from pkkmart.ui.layout import column
from pkkmart.ui.page import Context
from pkkmart.ui.reasons import ReasonField
from pkkmart.users.dialogs import book_approved

REASONS: Final = (N_("Salah jumlah"), N_("Salah pilih"), N_("Tercatat dua kali"))
PERSON_REASONS: Final = (N_("Salah jumlah"), N_("Salah orang"), N_("Tercatat dua kali"))
"""Ready reasons where the document names a person."""


class Cancel(Protocol):
    """An operation that cancels one document; returns the number of the cancellation where it tells it."""

    def __call__(
        self, actor: Actor, document_id: int, reason: str, /, *, approval: Approval | None = None
    ) -> str | None: ...


@dataclass(frozen=True, slots=True)
class Cancelling:
    """A document somebody wants to cancel and the operation that does it.

    `what` tells its figures and what the cancellation undoes; `reasons` are ready ones, marked for translation.
    `called` is a word for the document where the series of its number tells too little.
    """

    number: str
    what: str
    cancel: Cancel
    document_id: int
    reasons: tuple[str, ...] = REASONS
    called: str = ""


class CancelForm(QWidget):
    """What is cancelled, and a reason that must not stay empty."""

    def __init__(self, context: Context, cancelling: Cancelling) -> None:
        super().__init__()
        self._context, self._cancelling = context, cancelling
        self.done = False
        self.void: str | None = None
        self.reason = ReasonField(_("Alasan"), [_(words) for words in cancelling.reasons], limit=80)
        column(Words(cancelling.what, "medium", wrap=True), self.reason, spacing=12, on=self)

    def save(self) -> bool:
        """Cancel the document; False keeps the sheet: no reason yet, refused, or a second name is asked for."""
        if not self.reason.require(_("Tulis alasannya dulu.")):
            return False
        reason, asked, actor = self.reason.text(), self._cancelling, self._context.actor
        return book_approved(
            self._context,
            self,
            lambda approval, _known: asked.cancel(actor, asked.document_id, reason, approval=approval),
            self._cancelled,
            reason=reason,
            what=_("Batalkan {number}. {what}").format(number=asked.number, what=asked.what),
        )

    def _cancelled(self, void: str | None) -> None:
        self.done, self.void = True, void


def cancel_sheet(
    context: Context, cancelling: Cancelling, on_done: Callable[[str | None], object] | None = None
) -> None:
    """Ask why, cancel the document and say so; a PIN is asked over the sheet where one name is not enough.

    `on_done(void)` comes last, with the number the operation returned.
    """
    form, number = CancelForm(context, cancelling), cancelling.number
    sheet = context.messages.sheet(
        _("Batalkan {number}").format(number=number),
        form,
        yes=cancel_words(number, cancelling.called),
        on_yes=form.save,
        no=_("Tidak jadi"),
        is_dirty=lambda: bool(form.reason.text()),
    )

    def closed() -> None:
        if not form.done:
            return
        said = _("{number} dibatalkan dengan {void}.") if form.void else _("{number} dibatalkan.")
        context.messages.good(said.format(number=number, void=form.void))
        if on_done is not None:
            on_done(form.void)

    sheet.closed.connect(closed)
    form.reason.setFocus()


def stands(context: Context, number: str, cancelled_by: str | None) -> bool:
    """Whether a document can still be cancelled; if not, the person is told which document cancelled it."""
    if cancelled_by:
        sentence = _("{number} sudah dibatalkan dengan {void}.")
        context.messages.attention(sentence.format(number=number, void=cancelled_by))
    return not cancelled_by
