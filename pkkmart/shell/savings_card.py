"""How members agree to pay from their savings, and the pokok each of them puts in: chosen once by the co-op."""

from __future__ import annotations

from pkkmart.core.i18n import _
from pkkmart.savings.operations import choose_consent
from pkkmart.savings.settings import CONSENT, PRINCIPAL_IDR, Consent
from pkkmart.ui.buttons import SecondaryButton
from pkkmart.ui.cards import Card, SectionTitle, Wrapped
from pkkmart.ui.choices import ChoiceField
from pkkmart.ui.fields import Labeled, MoneyField
from pkkmart.ui.layout import STRETCH
from pkkmart.ui.page import Context
from pkkmart.ui.run import succeeds


class SavingsCard(Card):
    """A choice, an amount and a button; what is used holds from the next sale on."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        kinds = [(kind, _(kind.label)) for kind in Consent]
        self.consent: ChoiceField[Consent] = ChoiceField(_("Persetujuan bayar dari sukarela"), kinds)
        self.principal = MoneyField(_("Simpanan pokok per anggota"))
        self.use_button = SecondaryButton(_("Pakai aturan ini"), icon="piggy-bank", on_click=self.use)
        told = _(
            "Dengan PIN, simpanan sukarela hanya bisa membayar belanja sesudah pemiliknya mengetik PIN. Buatkan PIN "
            "tiap anggota di Simpanan (F6)."
        )
        self.add(SectionTitle(_("Simpanan anggota")), Labeled(_("Persetujuan bayar dari sukarela"), self.consent))
        self.add(Wrapped(told, "caption", tone="muted"))
        hint = _("Diisikan di kasir untuk anggota baru. Kosongkan bila belum ditetapkan RAT.")
        self.add(Labeled(_("Simpanan pokok per anggota"), self.principal, hint=hint), self.use_button, STRETCH)
        self.consent.currentIndexChanged.connect(lambda _place: self._look())
        self.principal.changed.connect(lambda _amount: self._look())
        self.reload()

    def reload(self) -> None:
        """Show what is recorded."""
        self.consent.choose(Consent(CONSENT.get()))
        self.principal.set_value(PRINCIPAL_IDR.get() or None)
        self._look()

    def is_dirty(self) -> bool:
        """Whether something else was chosen than what is recorded."""
        return (self.consent.value(), self.principal.value() or 0) != (Consent(CONSENT.get()), PRINCIPAL_IDR.get())

    def use(self) -> None:
        """Record what is chosen."""
        consent, principal = self.consent.value(), self.principal.value() or 0
        assert consent is not None, "there is always one to choose"
        if succeeds(self.context.messages, choose_consent, self.context.actor, consent, principal):
            self.reload()
            self.context.messages.good(_("Aturan simpanan tersimpan dan berlaku sekarang."))

    def _look(self) -> None:
        self.use_button.setEnabled(self.is_dirty())
