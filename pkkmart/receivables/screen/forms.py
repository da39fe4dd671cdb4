"""Small forms of bon: money paid on it, and how much a member may owe."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Final

from pkkmart.core.actor import Approval
from pkkmart.core.i18n import N_, _, figure
from pkkmart.people.queries import MemberCard
from pkkmart.receivables.operations import RepaidSlip, repay, set_limit
from pkkmart.savings.screen.form import BalanceForm, tap
from pkkmart.till.places import CashPlace
from pkkmart.till.screen.money_form import money_sheet
from pkkmart.ui.cards import Wrapped
from pkkmart.ui.fields import Labeled, MoneyField
from pkkmart.ui.pad import MONEY, pad_of
from pkkmart.ui.page import Context
from pkkmart.ui.panels import Sheet, stacked
from pkkmart.ui.reasons import ReasonField
from pkkmart.users.dialogs import run_approved

LIMIT_REASONS: Final = (N_("Keputusan rapat pengurus"), N_("Selalu lunas tepat waktu"), N_("Belum lunas terlalu lama"))


class RepayForm(BalanceForm[RepaidSlip]):
    """The form of a repayment; what is left of the bon is shown while the amount is typed."""

    def __init__(self, context: Context, member: MemberCard, owed_idr: int, places: list[CashPlace]) -> None:
        self._member, self._owed_idr = member, owed_idr
        super().__init__(context, places, _("Uang masuk ke"))
        self.place_fields(tap(_("Lunas"), self.pay_all))

    def pay_all(self) -> None:
        """Fill in all that is owed."""
        self.amount.set_value(self._owed_idr)
        self.amount.setFocus()

    def balance_idr(self) -> int:
        return self._owed_idr

    def after_idr(self, amount_idr: int) -> int:
        return self._owed_idr - amount_idr

    def said(self) -> tuple[str, str]:
        return _("Sisa bon menjadi"), _("Melebihi bonnya.")

    def book(
        self, amount_idr: int, day: date | None, approval: Approval | None, confirmed: frozenset[str]
    ) -> RepaidSlip:
        return repay(
            self._context.actor, self._member.id, amount_idr, self.source(),
            day=day, note=self.written(), approval=approval, till_id=self._context.till_id,
        )  # fmt: skip


def repay_sheet(
    context: Context, member: MemberCard, owed_idr: int, places: list[CashPlace],
    on_done: Callable[[RepaidSlip], object],
) -> Sheet:  # fmt: skip
    """Show the form over the page; `on_done(slip)` comes after it was booked."""
    form = RepayForm(context, member, owed_idr, places)
    title = _("Angsuran bon {name} · {number}").format(name=member.name, number=member.number)
    sheet = money_sheet(context, title, form, _("Terima uang"), on_done)
    form.amount.setFocus()
    return sheet


def limit_sheet(
    context: Context, member: MemberCard, limit_idr: int, owed_idr: int, on_done: Callable[[int], object]
) -> Sheet:
    """Ask how much a member may owe, and why, with a PIN where the user may not grant it; then `on_done(limit)`."""
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
        stacked(Wrapped(about.format(owed=figure(owed_idr), limit=figure(limit_idr))), named, reason),
        yes=_("Simpan batas"),
        on_yes=accept,
        is_dirty=lambda: bool(reason.text()),
        pad=pad_of(context.pc, amount, MONEY),
    )
    amount.setFocus()
    amount.selectAll()
    return sheet
