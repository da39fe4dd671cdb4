"""Approval of an act by a second user's PIN, for what the actor may not do alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from pkkmart.core.actor import Approval, Permission
from pkkmart.core.errors import NeedsConfirmation, NotPermitted
from pkkmart.core.i18n import _
from pkkmart.ui.cards import Wrapped
from pkkmart.ui.fields import Labeled, PinField
from pkkmart.ui.layout import aligned, row, wide
from pkkmart.ui.pad import NumberPad
from pkkmart.ui.page import Context
from pkkmart.ui.panels import Sheet, stacked
from pkkmart.ui.reasons import ReasonField
from pkkmart.ui.run import run, run_confirmed, tell
from pkkmart.ui.theme import current
from pkkmart.users.operations import ApproverResult, find_approver
from pkkmart.users.queries import UserRow, others_who_may

R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class _Refused:
    """An attempt that needs another user's PIN, and what was already confirmed by then."""

    error: NotPermitted
    confirmed: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Words:
    """The caller's words: reasons to pick from, the one given already, a question's yes, the act itself."""

    reasons: tuple[str, ...]
    reason: str
    yes: str
    what: str


def run_approved(
    context: Context,
    function: Callable[[Approval | None, frozenset[str]], R],
    then: Callable[[R], object],
    *,
    reasons: Sequence[str] = (),
    reason: str = "",
    yes: str = "",
    what: str = "",
    on_no: Callable[[], object] | None = None,
) -> None:
    """Call `function(approval, confirmed)`: first without an approval, after NotPermitted with a second person's.

    Each NeedsConfirmation becomes a question (`yes` is its button), as `run_confirmed` asks it. `then(result)`
    comes when it went through, `on_no` when the user gave up at a question or at the sheet. `reasons` are short
    ones to pick from, any other may be written; `reason` is the one already given. `what` is what the second
    user approves (act, goods, amount), shown over the PIN; without it only the missing permission is.
    """
    words = _Words(tuple(reasons), reason, yes, what)
    _Approving(context, function, then, words, on_no).attempt(None, frozenset(), frozenset())


def book_approved(
    context: Context,
    form: QWidget,
    function: Callable[[Approval | None, frozenset[str]], R],
    on_done: Callable[[R], object],
    *,
    reason: str = "",
    what: str = "",
) -> bool:
    """`run_approved` for the `on_yes` of a sheet that holds a form: True when it went through at once.

    False keeps the sheet: it was refused, or a PIN is asked over it. `on_done(result)` comes when it went through;
    after a PIN the sheet then closes by itself.
    """
    done: list[R] = []
    asked = False

    def then(result: R) -> None:
        on_done(result)
        done.append(result)
        if asked:
            _sheet_of(form).close_panel()

    run_approved(context, function, then, reason=reason, what=what)
    asked = True
    return bool(done)


def with_pin_pad(fields: QWidget, pin: PinField) -> QWidget:
    """Fields at the left of a pad that types into the PIN, in one widget; OK is the Enter of the sheet."""
    holder, pad = QWidget(), NumberPad(pin)
    pad.setFixedWidth(current().px(210))
    row(aligned(wide(fields), Qt.AlignmentFlag.AlignTop), pad, spacing=24, on=holder)
    return holder


def _leave_fields(context: Context) -> None:
    """Take the hand out of any field: who takes a refusal for a wrong PIN types it again, and it must not be read."""
    panel, focused = context.messages.panel(), QApplication.focusWidget()
    if panel is not None:
        panel.setFocus(Qt.FocusReason.OtherFocusReason)
    elif focused is not None:
        focused.clearFocus()


def _sheet_of(form: QWidget) -> Sheet:
    widget: QWidget | None = form
    while widget is not None and not isinstance(widget, Sheet):
        widget = widget.parentWidget()
    assert widget is not None, "the form is in a sheet"
    return widget


class _Approving(Generic[R]):
    """One act being tried: first alone, then with the approval it lacks."""

    def __init__(
        self,
        context: Context,
        function: Callable[[Approval | None, frozenset[str]], R],
        then: Callable[[R], object],
        words: _Words,
        on_no: Callable[[], object] | None,
    ) -> None:
        self.context, self.function, self.then = context, function, then
        self.words, self.on_no = words, on_no

    def attempt(self, approval: Approval | None, approved: frozenset[Permission], confirmed: frozenset[str]) -> None:
        """Try the act with what was approved so far; ask one user for all that is still missing."""

        def tried(known: frozenset[str]) -> R | _Refused:
            try:
                return self.function(approval, known)
            except NotPermitted as error:
                if error.needed in approved:
                    raise
                return _Refused(error, known)
            except NeedsConfirmation:
                raise
            except Exception:
                if approval is not None:
                    _leave_fields(self.context)
                raise

        def went(result: R | _Refused) -> None:
            if isinstance(result, _Refused):
                self._ask(result, approved | {result.error.needed})
            else:
                self.then(result)

        run_confirmed(self.context.messages, tried, went, yes=self.words.yes, on_no=self.on_no, confirmed=confirmed)

    def _ask(self, refused: _Refused, needed: frozenset[Permission]) -> None:
        others = run(self.context.messages, others_who_may, self.context.actor, needed)
        if others:
            form = ApprovalForm(
                self.context,
                str(refused.error),
                needed,
                others,
                self.words,
                lambda approval: self.attempt(approval, needed, refused.confirmed),
            )
            form.open(self.on_no)
        elif others is not None:
            tell(self.context.messages, refused.error)


class ApprovalForm:
    """The sheet of an approval: what is needed, who may give it, the PIN and the reason."""

    def __init__(
        self,
        context: Context,
        sentence: str,
        needed: frozenset[Permission],
        others: Sequence[UserRow],
        words: _Words,
        on_approved: Callable[[Approval], object],
    ) -> None:
        self.context, self.needed, self.on_approved = context, needed, on_approved
        self.sentence, self.what = sentence, words.what
        self.pin = PinField(_("PIN"))
        self.reason = ReasonField(_("Alasan, tercatat dengan kedua nama"), words.reasons, value=words.reason)
        self.reason.picked.connect(lambda: (self.reason if self.pin.pin() else self.pin).setFocus())
        names = _(" atau ").join(user.name for user in others)
        self._pin_box = Labeled(_("PIN {names}").format(names=names), self.pin)
        self.sheet: Sheet | None = None

    def open(self, on_no: Callable[[], object] | None = None) -> Sheet:
        """Show the sheet."""
        fields = stacked(*self._words_above(), self._pin_box, self.reason)
        holder = with_pin_pad(fields, self.pin)
        self.sheet = self.context.messages.sheet(
            _("Perlu PIN kedua"), holder, yes=_("Setujui"), on_yes=self.accept, on_no=on_no, width=720
        )
        self.sheet.scanned.connect(self._scanned)
        self.pin.setFocus()
        return self.sheet

    def _words_above(self) -> list[QWidget]:
        """What is approved; a second permission is named too, as the reason of asking once more."""
        if not self.what:
            return [Wrapped(self.sentence, "medium")]
        asks = _("Diminta {name}, yang belum boleh melakukannya sendiri.").format(name=self.context.actor.name)
        return [Wrapped(self.what, "medium"), Wrapped(self.sentence if len(self.needed) > 1 else asks, tone="muted")]

    def accept(self) -> bool:
        """Find the user of the PIN, then do the act with that approval; False keeps the sheet."""
        self._pin_box.set_error("")
        pin = self.pin.pin()
        if pin is None:
            return self._wrong(_("Ketik PIN, 4 sampai 8 angka."))
        if not self.reason.require(_("Tulis alasannya dulu.")):
            return False
        result = run(self.context.messages, find_approver, self.context.actor, self.needed, pin)
        if result is None:
            return False
        if result.approver is None:
            self.pin.clear()
            return self._wrong(_refusal(result))
        approval = Approval(result.approver, self.reason.text())
        assert self.sheet is not None
        self.sheet.close_panel()  # before the act, whose questions would else close with this sheet
        self.on_approved(approval)
        return True

    def _scanned(self, _code: str) -> None:
        QApplication.beep()
        self._wrong(_("PIN diketik, tidak dipindai."))

    def _wrong(self, sentence: str) -> bool:
        self._pin_box.set_error(sentence)
        self.pin.setFocus()
        return False


def _refusal(result: ApproverResult) -> str:
    if result.wait_s:
        return _("Terlalu sering salah. Tunggu {wait} detik.").format(wait=result.wait_s)
    if result.shared:
        return _("PIN ini dipakai lebih dari satu orang. Pakai PIN lain, lalu minta pengurus menggantinya.")
    return _("PIN salah, atau bukan PIN yang berwenang. Coba lagi.")
