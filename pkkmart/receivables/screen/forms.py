"""Small forms of bon: money paid on it, how much somebody may owe, and taking a repayment back."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from pkkmart.core import clock
from pkkmart.core.actor import Approval
from pkkmart.core.i18n import N_, _, figure, rupiah
from pkkmart.people.queries import MemberCard
from pkkmart.receivables.operations import RepaidSlip, cancel_repayment, repay, set_limit
from pkkmart.receivables.queries import StatementLine
from pkkmart.till.places import CashPlace
from pkkmart.ui.buttons import SecondaryButton
from pkkmart.ui.cards import BigFigure, Caption, Words, Wrapped
from pkkmart.ui.choices import ChoiceField
from pkkmart.ui.fields import DateField, Labeled, MoneyField, TextField
from pkkmart.ui.page import Context
from pkkmart.ui.panels import Sheet, column
from pkkmart.ui.reasons import ReasonField
from pkkmart.ui.run import run
from pkkmart.users.dialogs import run_approved

_QUICK_IDR: Final = (20_000, 50_000, 100_000)
LIMIT_REASONS: Final = (N_("Keputusan rapat pengurus"), N_("Selalu lunas tepat waktu"), N_("Belum lunas terlalu lama"))
CANCEL_REASONS: Final = (N_("Salah jumlah"), N_("Salah orang"), N_("Tercatat dua kali"))


class RepayForm(QWidget):
    """A repayment being typed; what is left of her bon is shown before anyone says yes."""

    def __init__(self, context: Context, member: MemberCard, owed_idr: int, places: list[CashPlace]) -> None:
        super().__init__()
        self._context, self._member, self._owed_idr = context, member, owed_idr
        self.repaid: RepaidSlip | None = None
        self.amount = MoneyField(_("Jumlah"), big=True)
        self.amount.changed.connect(lambda _amount: self._show())
        self._amount_named = Labeled(_("Jumlah"), self.amount)
        self._after_caption = Caption(_("Sisa bon menjadi"))
        self.after = BigFigure("", step="figure", right=True)
        self.now = Words(_("sekarang {owed}").format(owed=figure(owed_idr)), "caption", tone="muted")
        for words in (self._after_caption, self.now):
            words.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.place = ChoiceField(_("Uang masuk ke"), [(place, _(place.label)) for place in places])
        self.place.currentIndexChanged.connect(lambda _index: self._show())
        self._place_named = Labeled(_("Uang masuk ke"), self.place)
        self.day = DateField(_("Tanggal"), value=clock.today())
        self._day_named = Labeled(_("Tanggal"), self.day)
        self.note = TextField(_("Catatan"), limit=80)
        self._note_named = Labeled(_("Catatan (boleh kosong)"), self.note)
        self._lay(len(places) > 1)
        self._show()

    def _lay(self, may_choose: bool) -> None:
        after = QVBoxLayout()
        after.setSpacing(0)
        for widget in (self._after_caption, self.after, self.now):
            after.addWidget(widget)
        after.addStretch(1)
        quick = QHBoxLayout()
        quick.setSpacing(8)
        for amount in _QUICK_IDR:
            quick.addWidget(_tap(f"+{figure(amount)}", partial(self.add, amount)), 1)
        quick.addWidget(_tap(_("Lunas"), self.pay_all), 1)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(12)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        grid.addWidget(self._amount_named, 0, 0)
        grid.addLayout(after, 0, 1)
        grid.addLayout(quick, 1, 0, 1, 2)
        grid.addWidget(self._place_named, 2, 0)
        grid.addWidget(self._day_named, 2, 1)
        grid.addWidget(self._note_named, 3, 0, 1, 2)
        self._place_named.setVisible(may_choose)

    def is_dirty(self) -> bool:
        """Whether something was typed that a careless Esc would lose."""
        return bool(self.amount.value() or self.note.text())

    def add(self, amount_idr: int) -> None:
        """One more note on the table."""
        self.amount.set_value((self.amount.value() or 0) + amount_idr)
        self.amount.setFocus()

    def pay_all(self) -> None:
        """Everything she owes."""
        self.amount.set_value(self._owed_idr)
        self.amount.setFocus()

    def save(self) -> bool:
        """Book it; False keeps the sheet open and says why."""
        amount, place = self.amount.value(), self.place.value()
        if not amount:
            self._amount_named.set_error(_("Jumlah belum diisi."))
            self.amount.setFocus()
            return False
        assert place is not None, "the sheet is only laid where there is a place"
        away = place is not CashPlace.DRAWER
        day = self.day.value() if away else None
        if away and day is None:
            self._day_named.set_error(_("Tulis tanggalnya, misalnya 24/11/2026."))
            self.day.setFocus()
            return False
        self.repaid = run(
            self._context.messages, repay, self._context.actor, self._member.id, amount, place,
            day=day, note=self.note.text() if away else "", till_id=self._context.till_id
        )  # fmt: skip
        return self.repaid is not None

    def _show(self) -> None:
        away = self.place.value() is not CashPlace.DRAWER
        self._day_named.setVisible(away)
        self._note_named.setVisible(away)
        amount = self.amount.value() or 0
        left = self._owed_idr - amount
        self.after.setText(rupiah(left))
        self.after.set_tone("danger" if left < 0 else "primary" if amount else "muted")
        self._amount_named.set_error(_("Melebihi bonnya.") if left < 0 else "")


def _tap(words: str, on_tap: Callable[[], object]) -> SecondaryButton:
    """A button for a finger alone: Enter stays with the primary one."""
    button = SecondaryButton(words, on_click=on_tap)
    button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return button


def repay_sheet(
    context: Context, member: MemberCard, owed_idr: int, places: list[CashPlace],
    on_done: Callable[[RepaidSlip], object],
) -> Sheet:  # fmt: skip
    """Lay the form over her page; `on_done(slip)` comes after it was booked."""
    form = RepayForm(context, member, owed_idr, places)
    sheet = context.messages.sheet(
        _("Angsuran bon {name} · {number}").format(name=member.name, number=member.number),
        form,
        yes=_("Terima uang"),
        on_yes=form.save,
        is_dirty=form.is_dirty,
        width=600,
    )
    sheet.closed.connect(lambda: None if form.repaid is None else on_done(form.repaid))
    form.amount.setFocus()
    return sheet


def limit_sheet(
    context: Context, member: MemberCard, limit_idr: int, owed_idr: int, on_done: Callable[[int], object]
) -> Sheet:
    """How much she may owe, and why; who may not grant it is lent it by PIN. `on_done(limit)` once it holds."""
    amount = MoneyField(_("Batas bon"), value=limit_idr or None, big=True)
    named = Labeled(_("Batas bon"), amount)
    reason = ReasonField(_("Alasan"), [_(words) for words in LIMIT_REASONS])
    about = _("Bonnya sekarang {owed}, batasnya {limit}. Batas 0 berarti tidak boleh bon lagi.")
    sheet: Sheet

    def accept() -> bool:
        limit = amount.value()
        named.set_error("" if limit is not None else _("Isi batasnya; 0 bila tidak boleh bon."))
        if limit is None:
            amount.setFocus()
        elif reason.require(_("Tulis alasannya dulu.")):
            _grant(limit)
        return False

    def _grant(limit: int) -> None:
        def act(approval: Approval | None, _confirmed: frozenset[str]) -> int:
            set_limit(context.actor, member.id, limit, reason.text(), approval=approval, till_id=context.till_id)
            return limit

        def granted(limit: int) -> None:
            sheet.close_panel()
            on_done(limit)

        run_approved(context, act, granted, reason=reason.text())

    sheet = context.messages.sheet(
        _("Batas bon {name} · {number}").format(name=member.name, number=member.number),
        column(Wrapped(about.format(owed=figure(owed_idr), limit=figure(limit_idr))), named, reason),
        yes=_("Simpan batas"),
        on_yes=accept,
        is_dirty=lambda: bool(reason.text()),
    )
    amount.setFocus()
    amount.selectAll()
    return sheet


def cancel_sheet(context: Context, line: StatementLine, on_done: Callable[[str], object]) -> Sheet:
    """Ask why a repayment is taken back; `on_done(number)` comes with the cancellation's number."""
    reason = ReasonField(_("Alasan"), [_(words) for words in CANCEL_REASONS])
    what = _("Angsuran {amount}. Uangnya keluar lagi, dan bonnya terutang lagi.")
    sheet: Sheet

    def accept() -> bool:
        def act(approval: Approval | None, _confirmed: frozenset[str]) -> str:
            return cancel_repayment(
                context.actor, line.origin.id, reason.text(), approval=approval, till_id=context.till_id
            )

        def cancelled(number: str) -> None:
            sheet.close_panel()
            on_done(number)

        if reason.require(_("Tulis alasannya dulu.")):
            run_approved(context, act, cancelled, reason=reason.text())
        return False

    sheet = context.messages.sheet(
        _("Batalkan {number}").format(number=line.number),
        column(Words(what.format(amount=rupiah(line.paid_idr)), "medium", wrap=True), reason),
        yes=_("Batalkan dokumen"),
        on_yes=accept,
        no=_("Tidak jadi"),
        is_dirty=lambda: bool(reason.text()),
    )
    reason.setFocus()
    return sheet
