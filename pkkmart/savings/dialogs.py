"""Sheets of savings at the counter: a member's PIN before savings pay, and the registration of a new member."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QWidget

from pkkmart.core.actor import Approval
from pkkmart.core.errors import PkkError, UserError
from pkkmart.core.i18n import _, figure, rupiah
from pkkmart.people.dialogs import VillageBox, ask_who
from pkkmart.people.operations import NameMissing
from pkkmart.people.queries import Lookalike
from pkkmart.savings.operations import (
    ConsentResult,
    Joined,
    Newcomer,
    PhoneUnfit,
    SamePerson,
    consent_by_pin,
    join,
    require_new_person,
    require_pin,
)
from pkkmart.savings.queries import balances, own_name
from pkkmart.savings.settings import PRINCIPAL_IDR
from pkkmart.ui.buttons import PrimaryButton
from pkkmart.ui.cards import BigFigure, Wrapped
from pkkmart.ui.fields import Labeled, MoneyField, PinField, TextField
from pkkmart.ui.layout import form_grid
from pkkmart.ui.page import Context
from pkkmart.ui.panels import Sheet, stacked
from pkkmart.ui.run import run, tell
from pkkmart.users.dialogs import run_approved, with_pin_pad

MEMBER_PIN_MOST = 6


class MemberPinForm:
    """A PIN a member types on the pad of a sheet, since the counter has no keyboard for members."""

    sheet: Sheet

    def __init__(self, context: Context, name: str, label: str) -> None:
        self.context = context
        self.pin = PinField(label)
        self.pin.setMaxLength(MEMBER_PIN_MOST)
        self.box = Labeled(_("PIN {name}, diketik sendiri").format(name=name), self.pin)

    def show(self, title: str, fields: QWidget, yes: str) -> Sheet:
        """Show the fields and the pad over the page; a scanned code is refused."""
        holder = with_pin_pad(fields, self.pin)
        self.sheet = self.context.messages.sheet(title, holder, yes=yes, on_yes=self.accept, width=640)
        self.sheet.scanned.connect(lambda _code: self.refuse_scan())
        self.pin.setFocus()
        return self.sheet

    def accept(self) -> bool:
        """Do what the PIN was typed for; False keeps the sheet and says why."""
        raise NotImplementedError

    def refuse_scan(self) -> None:
        """Refuse a scanned code: a PIN printed on a card would be everybody's."""
        QApplication.beep()
        self.pin.clear()
        self.wrong(_("PIN diketik, tidak dipindai."))

    def wrong(self, sentence: str) -> bool:
        """Say what is wrong with the PIN; False, which keeps the sheet."""
        self.box.set_error(sentence)
        self.pin.setFocus()
        return False


def consent_sheet(
    context: Context, cart_id: str, member_id: int, amount_idr: int, on_agreed: Callable[[], object]
) -> Sheet | None:
    """Ask a member for the PIN; `on_agreed()` comes once it was right. None, with a message, when it can't be asked."""
    try:
        require_pin(member_id, amount_idr)
    except UserError as error:
        tell(context.messages, error)
        return None
    return _Consent(context, cart_id, member_id, amount_idr, on_agreed).open()


class _Consent(MemberPinForm):
    """The sheet of consent: how much leaves the member's sukarela, what is left then, and the PIN."""

    def __init__(
        self, context: Context, cart_id: str, member_id: int, amount_idr: int, on_agreed: Callable[[], object]
    ) -> None:
        self.name = own_name(member_id)
        super().__init__(context, self.name, _("PIN {name}").format(name=self.name))
        self.cart_id, self.member_id = cart_id, member_id
        self.amount_idr, self.on_agreed = amount_idr, on_agreed

    def open(self) -> Sheet:
        saved = balances(self.member_id).voluntary_idr
        told = _("diambil dari simpanan sukarela. Saldo {saved}, sesudahnya {left}.").format(
            saved=figure(saved), left=figure(saved - self.amount_idr)
        )
        words = stacked(BigFigure(rupiah(self.amount_idr)), Wrapped(told, "medium"), spacing=2)
        fields = stacked(words, self.box, spacing=18)
        return self.show(_("{name}, setuju?").format(name=self.name), fields, _("Setuju"))

    def accept(self) -> bool:
        pin = self.pin.pin()
        self.pin.clear()
        if pin is None:
            return self.wrong(_("Ketik PIN-nya, 4 sampai 6 angka."))
        consented = (self.context.actor, self.cart_id, self.member_id, self.amount_idr, pin)
        result = run(self.context.messages, consent_by_pin, *consented)
        if result is None:
            return False
        if not result.agreed:
            return self.wrong(_refusal(result))
        self.sheet.close_panel()  # before the sale, whose questions would else close with this sheet
        self.on_agreed()
        return True


def _refusal(result: ConsentResult) -> str:
    if result.wait_minutes:
        return _("PIN salah lima kali. Coba lagi {minutes} menit lagi, atau pakai cara bayar lain (Esc).").format(
            minutes=result.wait_minutes
        )
    return _("PIN salah. Masih {count} kali lagi.").format(count=result.tries_left)


def newcomer_sheet(
    context: Context, typed: str, on_done: Callable[[Joined], object], on_known: Callable[[Lookalike], object]
) -> Sheet:
    """Show the form of a new member; `on_done(joined)` comes after the registration.

    `on_known(member)` comes instead when the person is a member already. `typed` is what was searched in vain: a
    phone number when it is one, else a name.
    """
    form = NewcomerForm(context, typed)
    sheet = context.messages.sheet(
        _("Anggota baru"), form, yes=_("Daftarkan"), on_yes=form.save, is_dirty=form.is_dirty, width=640
    )
    form.place_in(sheet)

    def closed() -> None:
        if form.joined is not None:
            on_done(form.joined)
        elif form.known is not None:
            on_known(form.known)

    sheet.closed.connect(closed)
    form.first_empty().setFocus()
    return sheet


class NewcomerForm(QWidget):
    """The fields of a new member: Enter goes on from field to field and registers at the last one."""

    def __init__(self, context: Context, typed: str) -> None:
        super().__init__()
        self._context = context
        self.sheet: Sheet | None = None
        self.joined: Joined | None = None
        self.known: Lookalike | None = None
        letters, digits = (any(map(kind, typed)) for kind in (str.isalpha, str.isdigit))
        self.name = TextField(_("Nama"), limit=80)
        self.name.setText("" if digits else typed.title() if typed.islower() else typed)
        self.phone = TextField(_("Nomor HP"), placeholder="0812 3456 7890", limit=20)
        self.phone.setText("" if letters else typed)
        self.principal = MoneyField(_("Simpanan pokok dibayar sekarang"), value=PRINCIPAL_IDR.get() or None)
        self.village = VillageBox(_("Kelurahan (boleh kosong)"))
        self._given = self._typed()
        self._named = Labeled(_("Nama"), self.name)
        self._phoned = Labeled(_("Nomor HP (boleh kosong)"), self.phone)
        paid = Labeled(_("Simpanan pokok, tunai ke laci"), self.principal, hint=_("Kosongkan bila dibayar nanti."))
        told = _("Tanyakan dulu: datanya disimpan koperasi hanya untuk keanggotaan. Daftarkan berarti ia setuju.")
        grid = form_grid(self, equal=2)
        for place, box in enumerate((self._named, self._phoned, self.village, paid)):
            grid.addWidget(box, place // 2, place % 2, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(Wrapped(told, "caption", tone="muted"), 2, 0, 1, 2)

        for field in self.fields:
            field.installEventFilter(self)

    def place_in(self, sheet: Sheet) -> None:
        """Remember the sheet that shows the form: its button says what Enter does and takes no focus by a click."""
        self.sheet = sheet
        if sheet.primary is not None:
            sheet.primary.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def eventFilter(self, target: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut) and self.sheet is not None:
            goes_on = event.type() == QEvent.Type.FocusIn and target is not self.principal
            if isinstance(self.sheet.primary, PrimaryButton):
                self.sheet.primary.set_words(_("Lanjut") if goes_on else _("Daftarkan"))
        return False

    @property
    def fields(self) -> tuple[TextField, ...]:
        """The fields in the order Enter visits them."""
        return (self.name, self.phone, self.village.text, self.principal)

    def first_empty(self) -> TextField:
        """The field to go on with after what was typed already."""
        return self.phone if self.name.text() else self.name

    def is_dirty(self) -> bool:
        """Whether something was typed that Esc would lose."""
        return self._typed() != self._given

    def save(self) -> bool:
        """Go on to the next field, or from the last one register the member; False keeps the sheet."""
        for here, following in zip(self.fields, self.fields[1:], strict=False):
            if here.hasFocus():
                following.setFocus(Qt.FocusReason.TabFocusReason)
                return False
        return self._register()

    def _register(self) -> bool:
        for box in (self._named, self._phoned):
            box.set_error("")
        if self.village.is_wrong():
            self.village.text.setFocus()
            return False
        village = self.village.chosen()
        newcomer = Newcomer(
            self.name.text(), self.phone.text(), village.code if village else None, self.principal.value() or 0
        )

        try:
            require_new_person(newcomer, frozenset(), till_id=self._context.till_id)
        except (NameMissing, PhoneUnfit) as error:
            self._wrong(error)
        except SamePerson as same:
            self._ask_who(newcomer, same)
        except PkkError as error:
            tell(self._context.messages, error)
        else:
            self._join(newcomer)
        return False

    def _ask_who(self, newcomer: Newcomer, same: SamePerson) -> None:
        """Ask whether the newcomer is a person on record, who then becomes a member, not a second person."""
        known = same.known
        if known.is_member:
            yes, told = _("Ya, dia orangnya: pilih dia"), _("Ia sudah anggota: tidak ada yang dicatat atau diterima.")
        else:
            yes = _("Ya, dia orangnya: jadikan anggota")
            told = _(
                "Keanggotaannya ditambahkan pada nama itu juga; nomor HP dan kelurahan dilengkapi bila belum tercatat."
            )
        ask_who(
            self._context.messages,
            str(same),
            told,
            yes=yes,
            on_yes=lambda: self._choose(known) if known.is_member else self._join(newcomer, known),
            on_other=lambda: self._join(newcomer, confirmed=frozenset({SamePerson.key})),
        )

    def _choose(self, known: Lookalike) -> None:
        assert self.sheet is not None
        self.known = known
        self.sheet.close_panel()

    def _join(
        self, newcomer: Newcomer, known: Lookalike | None = None, confirmed: frozenset[str] = frozenset()
    ) -> None:
        """Register a new person as a member, or add the membership to a person on record."""

        def act(approval: Approval | None, more: frozenset[str]) -> Joined:
            return join(
                self._context.actor,
                newcomer,
                person_id=known.person_id if known is not None else None,
                approval=approval,
                confirmed=confirmed | more,
                till_id=self._context.till_id,
            )

        name = known.name if known is not None else " ".join(newcomer.name.split())
        run_approved(
            self._context, act, self._done, reason=_("anggota baru {name}").format(name=name), yes=_("Tetap daftarkan")
        )

    def _done(self, joined: Joined) -> None:
        assert self.sheet is not None
        self.joined = joined
        self.sheet.close_panel()

    def _wrong(self, error: UserError) -> None:
        box = self._named if isinstance(error, NameMissing) else self._phoned
        box.set_error(str(error))
        box.field.setFocus()

    def _typed(self) -> tuple[str, ...]:
        return tuple(field.text() for field in self.fields)
