"""QRIS with an amount: the shop's static code pasted once, checked at every letter, switched on by consent."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtGui import QTextOption
from PySide6.QtWidgets import QPlainTextEdit

from pkkmart.core.errors import UserError
from pkkmart.core.i18n import _
from pkkmart.sales.qris import QrisMerchant, check_static
from pkkmart.sales.settings import QRIS_ON, QRIS_TEXT
from pkkmart.shell.operations import stop_qris, use_qris
from pkkmart.ui.buttons import SecondaryButton
from pkkmart.ui.cards import Card, SectionTitle, StatusDot, Wrapped
from pkkmart.ui.choices import CheckField
from pkkmart.ui.fields import Labeled
from pkkmart.ui.layout import STRETCH
from pkkmart.ui.page import Context
from pkkmart.ui.run import run, succeeds
from pkkmart.ui.theme import current

_LINES = 6


class CodeField(QPlainTextEdit):
    """A long code over a few lines, broken where it must be; Tab leaves it."""

    def __init__(self, name: str, placeholder: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)
        self.setTabChangesFocus(True)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAnywhere)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()
        super().changeEvent(event)

    def _fit(self) -> None:
        self.setFixedHeight(self.fontMetrics().lineSpacing() * _LINES + current().px(26))


class QrisCard(Card):
    """Paste, read whom the code pays, read the caution, tick, use. What is used holds at once."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.state = StatusDot()
        self.text = CodeField(_("Teks QRIS statis toko"), "00020101021126…")
        self.whom = Wrapped("", "small")
        caution = _(
            "Kode bernominal bukan bukti bayar: lihat uang masuk di aplikasi merchant dulu, jangan percaya foto layar."
            " Cocokkan NMID dengan stiker, dan periksa stikernya tiap hari: penipu menukarnya."
            " Menerbitkan kode QR wewenang penyedia QRIS (PJP): minta izin mereka dulu."
        )
        self.caution = Wrapped(caution, "caption", tone="attention")
        self.consent = CheckField(_("Sudah kami baca dan setujui"))
        self.use_button = SecondaryButton(_("Pakai QRIS ini"), icon="qr-code", on_click=self.use)
        self.stop_button = SecondaryButton(_("Matikan"), icon="x", on_click=self.stop)
        self.add(SectionTitle(_("QRIS dengan nominal")), self.state)
        hint = _("Baca stiker toko dengan pembaca QR di HP, salin seluruh teksnya, tempel di sini.")
        self.add(Labeled(_("Teks QRIS statis"), self.text, hint=hint), self.whom)
        self.add(self.caution, self.consent, self.use_button, self.stop_button, STRETCH)
        self.text.textChanged.connect(self._text_changed)
        self.reload()

    def reload(self) -> None:
        """Show what is recorded."""
        self.text.setPlainText(QRIS_TEXT.get())
        self.consent.setChecked(QRIS_ON.get())
        self._look()

    def is_dirty(self) -> bool:
        """Whether another text was pasted than the recorded one."""
        return "".join(self.text.toPlainText().split()) != "".join(QRIS_TEXT.get().split())

    def scanned(self, code: str) -> bool:
        """A scanner read a part of the code (it ends at each space) into this field; says whether it was this field."""
        if not self.text.hasFocus():
            return False
        self.text.insertPlainText(code)
        return True

    def use(self) -> None:
        """Record the text and show codes with an amount from now on."""
        text, consented = self.text.toPlainText(), self.consent.isChecked()
        merchant = run(self.context.messages, use_qris, self.context.actor, text, consented=consented)
        if merchant is None:
            return
        self.reload()
        self.context.messages.good(_("QRIS {name} dipakai di layar bayar.").format(name=merchant.name))

    def stop(self) -> None:
        """Show no more codes."""
        if succeeds(self.context.messages, stop_qris, self.context.actor):
            self.reload()
            self.context.messages.good(_("QRIS bernominal dimatikan. Stiker toko tetap berlaku."))

    def _text_changed(self) -> None:
        """Who agreed to one code has not agreed to another."""
        if self.is_dirty():
            self.consent.setChecked(False)
        self._look()

    def _look(self) -> None:
        """Say of every letter pasted whether the code is whole, and whom it pays."""
        on, text = QRIS_ON.get(), self.text.toPlainText()
        self.stop_button.setVisible(on)
        for widget in (self.consent, self.use_button):
            widget.setVisible(not on or self.is_dirty())
        self.state.set(_("Dipakai di layar bayar") if on else _("Mati"), "good" if on else "muted")
        self.whom.setVisible(bool(text.strip()))
        try:
            merchant = check_static(text)
        except UserError as error:
            self._say(str(error), "danger")
            self.use_button.setEnabled(False)
            return
        self._say(whom_words(merchant), "good")
        self.use_button.setEnabled(True)

    def _say(self, sentence: str, tone: str) -> None:
        self.whom.setText(sentence)
        self.whom.set_tone(tone)


def whom_words(merchant: QrisMerchant) -> str:
    """Whom a code pays, to be compared with the sticker."""
    words = _("{name}, {city} · NMID {nmid} · {criteria} · CRC cocok")
    return words.format(
        name=merchant.name, city=merchant.city, nmid=merchant.nmid, criteria=merchant.criteria or _("tanpa kriteria")
    )
