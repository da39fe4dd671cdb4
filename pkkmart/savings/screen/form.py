"""Money over the counter for somebody's savings: which kind, how much, and the balance before anyone says yes."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from pkkmart.core import clock
from pkkmart.core.actor import Approval, Permission
from pkkmart.core.i18n import _, figure, rupiah
from pkkmart.people.queries import MemberCard
from pkkmart.savings.operations import SavedSlip, deposit, withdraw
from pkkmart.savings.queries import Balances
from pkkmart.savings.rules import Direction, SavingsKind
from pkkmart.till.places import CashPlace
from pkkmart.ui.buttons import PillButton, SecondaryButton
from pkkmart.ui.cards import BigFigure, Caption, Words
from pkkmart.ui.choices import ChoiceField
from pkkmart.ui.fields import DateField, Labeled, MoneyField, TextField
from pkkmart.ui.keys import KeyAction
from pkkmart.ui.page import Context
from pkkmart.ui.panels import Sheet
from pkkmart.users.dialogs import book_approved

OFFERED: Final = (SavingsKind.MANDATORY, SavingsKind.PRINCIPAL, SavingsKind.VOLUNTARY, SavingsKind.SPECIAL)
"""The kinds of a deposit, the commonest first."""

_KIND_KEYS: Final = ("F2", "F3", "F4", "F5")
_QUICK_IDR: Final = (20_000, 50_000, 100_000)


class SlipForm(QWidget):
    """A deposit or a withdrawal being typed; nothing is read while she types."""

    def __init__(
        self, context: Context, member: MemberCard, saved: Balances, direction: Direction, places: list[CashPlace]
    ) -> None:
        super().__init__()
        self._context, self._member, self._saved, self._direction = context, member, saved, direction
        self.kinds = OFFERED if direction is Direction.DEPOSIT else (SavingsKind.VOLUNTARY,)
        self.kind = self.kinds[0]
        self.saved: SavedSlip | None = None
        keys = _KIND_KEYS if len(self.kinds) > 1 else ("",)
        self.pills = {kind: _pill(kind, key, self.choose) for kind, key in zip(self.kinds, keys, strict=True)}
        self.pills[self.kind].setChecked(True)
        self.amount = MoneyField(_("Jumlah"), big=True)
        self.amount.changed.connect(lambda _amount: self._show())
        self._amount_named = Labeled(_("Jumlah"), self.amount)
        self._after_caption = Caption()
        self.after = BigFigure("", step="figure", right=True)
        self.now = Words("", "caption", tone="muted")
        self.now.setAlignment(Qt.AlignmentFlag.AlignRight)
        deposits = direction is Direction.DEPOSIT
        place_words = _("Uang masuk ke") if deposits else _("Uang keluar dari")
        self.place = ChoiceField(place_words, [(place, _(place.label)) for place in places])
        self.place.currentIndexChanged.connect(lambda _index: self._show())
        self._place_named = Labeled(place_words, self.place)
        self.day = DateField(_("Tanggal"), value=clock.today())
        self._day_named = Labeled(_("Tanggal"), self.day)
        self.note = TextField(_("Catatan"), limit=80)
        self._note_named = Labeled(_("Catatan (boleh kosong)"), self.note)
        self._lay(len(places) > 1)
        self._show()

    def _lay(self, may_choose: bool) -> None:
        kinds = QHBoxLayout()
        kinds.setSpacing(8)
        for pill in self.pills.values():
            kinds.addWidget(pill)
        if len(self.pills) == 1:
            kinds.addWidget(
                Words(_("Pokok dan wajib baru keluar saat berhenti jadi anggota."), "caption", wrap=True), 1
            )
        kinds.addStretch(0 if len(self.pills) == 1 else 1)
        after = QVBoxLayout()
        after.setSpacing(0)
        for widget in (self._after_caption, self.after, self.now):
            after.addWidget(widget)
        self._after_caption.setAlignment(Qt.AlignmentFlag.AlignRight)
        after.addStretch(1)
        quick = QHBoxLayout()
        quick.setSpacing(8)
        for amount in _QUICK_IDR:
            quick.addWidget(_tap(f"+{figure(amount)}", partial(self.add, amount)), 1)
        if self._direction is Direction.WITHDRAWAL:
            quick.addWidget(
                _tap(_("Semua"), lambda: self.add(self._saved.of(self.kind) - (self.amount.value() or 0))), 1
            )
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(12)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        grid.addLayout(kinds, 0, 0, 1, 2)
        grid.addWidget(self._amount_named, 1, 0)
        grid.addLayout(after, 1, 1)
        grid.addLayout(quick, 2, 0, 1, 2)
        grid.addWidget(self._place_named, 3, 0)
        grid.addWidget(self._day_named, 3, 1)
        grid.addWidget(self._note_named, 4, 0, 1, 2)
        self._place_named.setVisible(may_choose)

    def is_dirty(self) -> bool:
        """Whether an amount was typed that a careless Esc would lose."""
        return bool(self.amount.value() or self.note.text())

    def choose(self, kind: SavingsKind) -> None:
        """Another kind; the amount stays."""
        self.kind = kind
        self.pills[kind].setChecked(True)
        self._show()

    def add(self, amount_idr: int) -> None:
        """One more note on the table."""
        self.amount.set_value((self.amount.value() or 0) + amount_idr)
        self.amount.setFocus()

    def save(self) -> bool:
        """Book it; False keeps the sheet open and says why."""
        amount, place = self.amount.value(), self.place.value()
        if not amount:
            self._amount_named.set_error(_("Jumlah belum diisi."))
            self.amount.setFocus()
            return False
        assert place is not None, "the sheet is only laid where there is a place"
        day = None if place is CashPlace.DRAWER else self.day.value()
        if place is not CashPlace.DRAWER and day is None:
            self._day_named.set_error(_("Tulis tanggalnya, misalnya 24/11/2026."))
            self.day.setFocus()
            return False
        actor, member = self._context.actor, self._member.id
        note = self.note.text() if place is not CashPlace.DRAWER else ""

        def book(approval: Approval | None, _known: frozenset[str]) -> SavedSlip:
            if self._direction is Direction.DEPOSIT:
                return deposit(
                    actor,
                    member,
                    self.kind,
                    amount,
                    place,
                    day=day,
                    note=note,
                    approval=approval,
                    till_id=self._context.till_id,
                )
            return withdraw(
                actor, member, amount, place, day=day, note=note, approval=approval, till_id=self._context.till_id
            )

        return book_approved(self._context, self, book, self._keep)

    def _keep(self, saved: SavedSlip) -> None:
        self.saved = saved

    def _show(self) -> None:
        away = self.place.value() is not CashPlace.DRAWER
        self._day_named.setVisible(away)
        self._note_named.setVisible(away)
        amount, now = self.amount.value() or 0, self._saved.of(self.kind)
        after = now + amount if self._direction is Direction.DEPOSIT else now - amount
        self._after_caption.set_text(_("Saldo {kind} menjadi").format(kind=_(self.kind.word)))
        self.after.setText(rupiah(after))
        self.after.set_tone("danger" if after < 0 else "primary" if amount else "muted")
        self.now.setText(_("sekarang {balance}").format(balance=figure(now)))
        self._amount_named.set_error(_("Melebihi saldo.") if after < 0 else "")


def _tap(words: str, on_tap: Callable[[], object]) -> SecondaryButton:
    """A button for a finger alone: Enter stays with the primary one."""
    button = SecondaryButton(words, on_click=on_tap)
    button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return button


def _pill(kind: SavingsKind, key: str, choose: Callable[[SavingsKind], object]) -> PillButton:
    """A kind with its key on it; the amount keeps the focus."""
    pill = PillButton(_(kind.word).capitalize(), on_click=partial(choose, kind))
    pill.key = key
    pill.set_words(_(kind.word).capitalize())
    pill.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return pill


def slip_sheet(
    context: Context, member: MemberCard, saved: Balances, direction: Direction, places: list[CashPlace],
    on_done: Callable[[SavingsKind, SavedSlip], object],
) -> Sheet:  # fmt: skip
    """Lay the form over her page; `on_done(kind, slip)` comes after it was booked."""
    form = SlipForm(context, member, saved, direction, places)
    deposits = direction is Direction.DEPOSIT
    sheet = context.messages.sheet(
        (_("Setoran {name} · {number}") if deposits else _("Penarikan {name} · {number}")).format(
            name=member.name, number=member.number
        ),
        form,
        yes=_("Terima uang") if deposits else _("Bayarkan"),
        on_yes=form.save,
        is_dirty=form.is_dirty,
        width=600,
    )
    if len(form.pills) > 1:
        sheet.keys += [KeyAction(pill.key, "", partial(form.choose, kind)) for kind, pill in form.pills.items()]
    sheet.closed.connect(lambda: None if form.saved is None else on_done(form.kind, form.saved))
    form.amount.setFocus()
    return sheet


def places_for(context: Context, direction: Direction, *, drawer_open: bool) -> list[CashPlace]:
    """Where this person may put the money, or take it from; the drawer first while a shift is open."""
    needed = Permission.KEEP_BOOKS if direction is Direction.DEPOSIT else Permission.PAY_FROM_SAFE
    drawer = [CashPlace.DRAWER] if drawer_open else []
    return [*drawer, *([CashPlace.SAFE, CashPlace.BANK] if context.actor.may(needed) else [])]
