"""What is asked before a month is closed: one key when all is green, a written reason and no key when a line is red."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from pkkmart.closing.checklist import Item
from pkkmart.closing.close import papers_folder
from pkkmart.core.i18n import _
from pkkmart.ledger.operations import month_name
from pkkmart.ui.buttons import DangerButton, PrimaryButton
from pkkmart.ui.cards import SectionTitle, Words
from pkkmart.ui.fields import Labeled, TextField
from pkkmart.ui.layout import STRETCH, boxed, row
from pkkmart.ui.messages import Messages
from pkkmart.ui.panels import Panel


def what_closing_does(month: str) -> str:
    """What the treasurer says yes to; papers of an earlier closing are said to stay."""
    told = _(
        "Sesudah ditutup tidak ada dokumen yang bisa dicatat di bulan itu. Saldo disimpan, laporan bulanan dan "
        "cadangan dibuat. Membukanya lagi perlu dua pengurus."
    )
    folder = papers_folder(month).name
    if folder == month:
        return told
    saved = _("Laporan penutupan sebelumnya tidak ditimpa; yang baru di folder {folder}.")
    return f"{told} {saved.format(folder=folder)}"


def ask_to_close(
    messages: Messages, month: str, red: Sequence[Item], yes: Callable[[str], object], no: Callable[[], object]
) -> None:
    """Ask; `yes` gets the reason, "" when nothing is red."""
    if red:
        RedQuestion(messages.host, month, red, yes, no).open()
    else:
        title = _title(month)
        messages.ask(
            what_closing_does(month), title=title, yes=_("Tutup buku"), on_yes=lambda: yes(""), no=_("Belum"), on_no=no
        )


def _title(month: str) -> str:
    return _("Tutup buku {month}?").format(month=month_name(month))


class RedQuestion(Panel):
    """Closing over red lines. Enter and Esc mean "Belum"; the other button wants its reason first.

    Enter in a reason that is written goes on to that button and presses nothing.
    """

    def __init__(
        self,
        host: QWidget,
        month: str,
        red: Sequence[Item],
        on_close: Callable[[str], object],
        on_not: Callable[[], object],
    ) -> None:
        super().__init__(host, width=560)
        self._on_close, self._on_not = on_close, on_not
        self.reason = TextField(_("Alasan"), placeholder=_("misalnya: USB cadangan rusak, diganti besok"))
        self._named = Labeled(_("Alasan menutupnya sekarang, tercatat selamanya"), self.reason)
        self.primary = PrimaryButton(_("Belum"), "Esc", on_click=self.escape)
        self.close_button = DangerButton(_("Tutup buku"), on_click=self.accept)
        buttons = boxed(row(STRETCH, self.close_button, self.primary, margins=(0, 8, 0, 0), spacing=12))
        lines = "\n".join(f"{item.title}: {item.figure}" for item in red)
        self.card.add(
            SectionTitle(_title(month)),
            Words(_("Masih merah:") + "\n" + lines, tone="danger", wrap=True),
            Words(what_closing_does(month), wrap=True),
            self._named,
            buttons,
        )
        self.setAccessibleName(_title(month) + " " + _("Masih merah:") + " " + lines)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and self.reason.hasFocus() and self.reason.text().strip():
            event.accept()
            if not event.isAutoRepeat():
                self.close_button.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            super().keyPressEvent(event)

    def accept(self) -> None:
        """Close the month for the reason that is written; without one say so."""
        reason = self.reason.text().strip()
        if not reason:
            self._named.set_error(_("Tulis alasannya dulu."))
            self.reason.setFocus()
            return
        self.close_panel()
        self._on_close(reason)

    def escape(self) -> None:
        self.close_panel()
        self._on_not()
