"""The form of a member's money: quick amounts, and the balance to come while the amount is typed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import Final, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout

from pkkmart.core.actor import Approval, Permission
from pkkmart.core.i18n import _, figure, rupiah
from pkkmart.people.queries import MemberCard
from pkkmart.savings.operations import SavedSlip, deposit, withdraw
from pkkmart.savings.queries import Balances
from pkkmart.savings.rules import Direction, SavingsKind
from pkkmart.till.dialogs import offer_shift
from pkkmart.till.places import CashPlace
from pkkmart.till.queries import open_shift
from pkkmart.till.screen.money_form import PlacedMoneyForm, money_sheet
from pkkmart.ui.buttons import PillButton, SecondaryButton
from pkkmart.ui.cards import BigFigure, Caption, Words
from pkkmart.ui.keys import KeyAction
from pkkmart.ui.layout import STRETCH, column, row, wide
from pkkmart.ui.page import Context
from pkkmart.ui.panels import Sheet

OFFERED: Final = (SavingsKind.MANDATORY, SavingsKind.PRINCIPAL, SavingsKind.VOLUNTARY, SavingsKind.SPECIAL)
"""The kinds of a deposit, the commonest first."""

_KIND_KEYS: Final = ("F2", "F3", "F4", "F5")
_QUICK_IDR: Final = (20_000, 50_000, 100_000)
D = TypeVar("D")


class BalanceForm(PlacedMoneyForm[D]):
    """An amount that changes a member's balance; nothing is read while it is typed."""

    def __init__(self, context: Context, places: Sequence[CashPlace], place: str) -> None:
        super().__init__(context, places, place, amount=_("Jumlah"), note=_("Catatan (boleh kosong)"))
        self._after_caption = Caption()
        self.after = BigFigure("", step="figure", right=True)
        self.now = Words("", "caption", tone="muted")
        for words in (self._after_caption, self.now):
            words.setAlignment(Qt.AlignmentFlag.AlignRight)

    def place_fields(self, *more: SecondaryButton, above: QLayout | None = None) -> None:
        """Put the fields on the grid, with `more` buttons after the quick amounts and `above` over all of it."""
        quick = [tap(f"+{figure(amount)}", partial(self.add, amount)) for amount in _QUICK_IDR]
        if above is not None:
            self.grid.addLayout(above, 0, 0, 1, 2)
        self.grid.addWidget(self.amount_named, 1, 0)
        self.grid.addLayout(column(self._after_caption, self.after, self.now, STRETCH, spacing=0), 1, 1)
        self.grid.addLayout(row(*(wide(button) for button in (*quick, *more)), spacing=8), 2, 0, 1, 2)
        self.grid.addWidget(self.place_named, 3, 0)
        self.grid.addWidget(self.day_named, 3, 1)
        self.grid.addWidget(self.note_named, 4, 0, 1, 2)
        self.place_named.setVisible(self.place.count() > 1)
        self.show_figures()

    def add(self, amount_idr: int) -> None:
        """Add a quick amount to the one typed."""
        self.amount.set_value((self.amount.value() or 0) + amount_idr)
        self.amount.setFocus()

    def balance_idr(self) -> int:
        """The balance now, rupiah."""
        raise NotImplementedError

    def after_idr(self, amount_idr: int) -> int:
        """The balance after the amount, rupiah; below zero is refused."""
        raise NotImplementedError

    def said(self) -> tuple[str, str]:
        """The words over the balance to come, and those for an amount above the balance."""
        raise NotImplementedError

    def written(self) -> str:
        """The note; none is asked at the drawer."""
        return "" if self.at_drawer() else self.note.text()

    def show_figures(self) -> None:
        super().show_figures()
        self.note_named.setVisible(not self.at_drawer())
        amount, (caption, too_much) = self.amount.value() or 0, self.said()
        after = self.after_idr(amount)
        self._after_caption.set_text(caption)
        self.after.setText(rupiah(after))
        self.after.set_tone("danger" if after < 0 else "primary" if amount else "muted")
        self.now.setText(_("sekarang {balance}").format(balance=figure(self.balance_idr())))
        self.amount_named.set_error(too_much if after < 0 else "")


class SlipForm(BalanceForm[SavedSlip]):
    """A deposit or a withdrawal: which kind of savings, and how much."""

    def __init__(
        self, context: Context, member: MemberCard, saved: Balances, direction: Direction, places: list[CashPlace]
    ) -> None:
        self._member, self._balances, self._direction = member, saved, direction
        self.kinds = OFFERED if direction is Direction.DEPOSIT else (SavingsKind.VOLUNTARY,)
        self.kind = self.kinds[0]
        deposits = direction is Direction.DEPOSIT
        super().__init__(context, places, _("Uang masuk ke") if deposits else _("Uang keluar dari"))
        keys = _KIND_KEYS if deposits else ("",)
        self.pills = {kind: _pill(kind, key, self.choose) for kind, key in zip(self.kinds, keys, strict=True)}
        self.pills[self.kind].setChecked(True)
        if deposits:
            self.place_fields(above=row(*self.pills.values(), STRETCH, spacing=8))
        else:
            told = Words(_("Pokok dan wajib baru keluar saat berhenti jadi anggota."), "caption", wrap=True)
            self.place_fields(
                tap(_("Semua"), lambda: self.add(self.after_idr(self.amount.value() or 0))),
                above=row(*self.pills.values(), wide(told), spacing=8),
            )

    def choose(self, kind: SavingsKind) -> None:
        """Choose another kind; the amount stays."""
        self.kind = kind
        self.pills[kind].setChecked(True)
        self.show_figures()

    def balance_idr(self) -> int:
        return self._balances.of(self.kind)

    def after_idr(self, amount_idr: int) -> int:
        return self.balance_idr() + (amount_idr if self._direction is Direction.DEPOSIT else -amount_idr)

    def said(self) -> tuple[str, str]:
        return _("Saldo {kind} menjadi").format(kind=_(self.kind.word)), _("Melebihi saldo.")

    def book(
        self, amount_idr: int, day: date | None, approval: Approval | None, confirmed: frozenset[str]
    ) -> SavedSlip:
        actor, member, place, note = self._context.actor, self._member.id, self.source(), self.written()
        till_id = self._context.till_id
        if self._direction is Direction.DEPOSIT:
            return deposit(
                actor,
                member,
                self.kind,
                amount_idr,
                place,
                day=day,
                note=note,
                till_id=till_id,
                approval=approval,
                confirmed=confirmed,
            )
        return withdraw(actor, member, amount_idr, place, day=day, note=note, till_id=till_id, approval=approval)


def tap(words: str, on_tap: Callable[[], object]) -> SecondaryButton:
    """A button without focus: Enter stays with the primary one."""
    button = SecondaryButton(words, on_click=on_tap)
    button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return button


def _pill(kind: SavingsKind, key: str, choose: Callable[[SavingsKind], object]) -> PillButton:
    """The button of a kind, with its key; the amount keeps the focus."""
    pill = PillButton(_(kind.word).capitalize(), on_click=partial(choose, kind))
    pill.key = key
    pill.set_words(_(kind.word).capitalize())
    pill.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return pill


def slip_sheet(
    context: Context, member: MemberCard, saved: Balances, direction: Direction, places: list[CashPlace],
    on_done: Callable[[SavingsKind, SavedSlip], object],
) -> Sheet:  # fmt: skip
    """Show the form over the page; `on_done(kind, slip)` comes after it was booked."""
    form = SlipForm(context, member, saved, direction, places)
    deposits = direction is Direction.DEPOSIT
    title = _("Setoran {name} · {number}") if deposits else _("Penarikan {name} · {number}")
    sheet = money_sheet(
        context,
        title.format(name=member.name, number=member.number),
        form,
        _("Terima uang") if deposits else _("Bayarkan"),
        lambda slip: on_done(form.kind, slip),
    )
    if deposits:
        sheet.keys += [KeyAction(pill.key, "", partial(form.choose, kind)) for kind, pill in form.pills.items()]
    form.amount.setFocus()
    return sheet


def with_places(context: Context, direction: Direction, then: Callable[[list[CashPlace]], object]) -> None:
    """Call `then(places)` with the places the user may put money into or take it from, the drawer first.

    Where there is no place yet, opening a shift is offered, and its drawer is the place.
    """
    needed = Permission.KEEP_BOOKS if direction is Direction.DEPOSIT else Permission.PAY_FROM_SAFE
    drawer = [CashPlace.DRAWER] if open_shift(context.till_id) is not None else []
    places = [*drawer, *([CashPlace.SAFE, CashPlace.BANK] if context.actor.may(needed) else [])]
    if places:
        then(places)
    else:
        offer_shift(context, lambda: with_places(context, direction, then))
