"""The settings: facts of the shop, of this PC's printer and of this PC's screen."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QTimer, Signal

from pkkmart.core.actor import Permission
from pkkmart.core.i18n import N_, _
from pkkmart.core.operation import Changed
from pkkmart.printing.job import Job, JobState
from pkkmart.printing.letterhead import SHOP_NAME
from pkkmart.printing.queries import elements_of, job
from pkkmart.printing.settings import PrinterKind, read_printer, write_printer
from pkkmart.printing.slip import as_text
from pkkmart.shell.backup_card import BackupCard
from pkkmart.shell.card_columns import CardColumns
from pkkmart.shell.display_card import DisplayCard
from pkkmart.shell.operations import print_test_slip, save_settings
from pkkmart.shell.people_card import PeopleCard
from pkkmart.shell.printer_card import PrinterCard
from pkkmart.shell.qris_card import QrisCard
from pkkmart.shell.receipt_card import ReceiptCard
from pkkmart.shell.settings_cards import Look, LookCard, ShopCard, SignersCard, TillCard, read_look, write_look
from pkkmart.till.queries import PC_TILL, till_of_pc
from pkkmart.ui.buttons import PrimaryButton
from pkkmart.ui.cards import Card, Words
from pkkmart.ui.doors import Door
from pkkmart.ui.keys import KeyAction
from pkkmart.ui.layout import STRETCH, column, row, wide
from pkkmart.ui.page import Context, Page
from pkkmart.ui.run import run, succeeds
from pkkmart.ui.theme import GAP

__all__ = ["Look", "SettingsPage", "read_look"]

_PATIENCE: Final = 30
"""How often the job of a test slip is looked at, every 300 ms, before we say that it still waits."""


class SettingsPage(Page):
    """The shop, this PC, its people; a cashier sees only what is about that cashier and this screen."""

    title = N_("Pengaturan")
    look_changed = Signal()
    """The text size or the colours of this PC were chosen anew: read_look tells which."""
    till_changed = Signal()
    """This PC stands at another till: the context names it."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._may = context.actor.may(Permission.KEEP_SETTINGS)
        self._waiting_for = 0
        self._looks_left = 0
        self.shop, self.printer, self.look = ShopCard(), PrinterCard(), LookCard()
        self.till = TillCard()
        self.signers, self.receipt = SignersCard(), ReceiptCard(context)
        self.people, self.backup = PeopleCard(context), BackupCard(context)
        self.qris, self.display = QrisCard(context), DisplayCard(context)
        self.save_button = PrimaryButton(_("Simpan"), "F12", on_click=self.save)
        self._timer = QTimer(self)
        self._timer.setInterval(300)
        self._timer.timeout.connect(self._look_at_job)
        self._lay()
        self.printer.test.clicked.connect(self.print_test)
        self.look.chosen.connect(self._look_chosen)
        self.till.chosen.connect(self._till_chosen)
        keys = [
            KeyAction("F12", _("Simpan"), self.save),
            KeyAction("F9", _("Cetak uji coba"), self.print_test),
            KeyAction("Esc", _("Kembalikan"), self._revert_asked),
        ]
        self.set_actions(keys if self._may else [])
        self._show_recorded()

    def _lay(self) -> None:
        papers = (self.shop, self.receipt, self.signers, self.printer)
        if self._may:
            self.columns = CardColumns(*self._every_card())
        else:
            for widget in (*papers, self.till, self.backup, self.qris, self.display, self.save_button):
                widget.hide()
            self.columns = CardColumns([self.people, self.look], {2: [0, 1]})
        foot = row(STRETCH, self.save_button)
        column(wide(self.columns), foot, spacing=GAP, on=self)

    def _every_card(self) -> tuple[list[Card], dict[int, list[int]]]:
        """The cards, and in which of two and of three columns each stands."""
        cards: list[Card] = [
            self.shop, self.receipt, self.printer, self.backup, self.people, self.look, self.display, self.qris,
            self.signers,
        ]  # fmt: skip
        two, three = [0, 0, 1, 1, 1, 1, 1, 1, 0], [0, 0, 1, 1, 2, 2, 2, 1, 2]
        if len(self.till.pills) > 1:
            cards.append(self.till)
            two.append(1)
            three.append(0)
        return cards, {2: two, 3: three}

    def enter(self) -> None:
        self.people.reload()
        self.backup.reload()
        self.display.reload()
        if not self.is_dirty():
            self._show_recorded()
        (self.shop.fields[SHOP_NAME] if self._may else self.look.sizes[100]).setFocus()

    def show_item(self, door: Door) -> None:
        """Go to the card that `act` names."""
        cards: dict[str, Card] = {"backup": self.backup, "printer": self.printer}
        if door.act in cards and self._may:
            self.columns.show_card(cards[door.act])

    def scanned(self, code: str) -> None:
        """A scanner may read the shop's QRIS into its field; every other scan is not for this page."""
        if not self.qris.scanned(code):
            super().scanned(code)

    def refresh(self, changes: frozenset[Changed]) -> None:
        if Changed.SETTINGS in changes:
            for card in (self.shop, self.receipt, self.signers, self.qris):
                if not card.is_dirty():
                    card.reload()
        if Changed.USERS in changes:
            self.people.reload()

    def is_dirty(self) -> bool:
        """Whether something typed is not saved yet."""
        return any(card.is_dirty() for card in (self.shop, self.receipt, self.signers, self.printer, self.qris))

    def unfinished(self) -> str:
        return _("Buang isian yang belum disimpan?") if self.is_dirty() else ""

    def save(self) -> bool:
        """Keep the facts of the shop and of the printer; what is wrong is said at its field."""
        if not self.shop.fields[SHOP_NAME].text().strip():
            self.shop.wrong_name()
            return False
        if not self._keep_printer():
            return False
        values = {**self.shop.values(), **self.receipt.facts(), **self.signers.values()}
        changed = run(self.context.messages, save_settings, self.context.actor, values)
        if changed is None:
            return False
        for card in (self.shop, self.receipt, self.signers):
            card.reload()
        self.context.messages.good(_("Pengaturan tersimpan."))
        return True

    def print_test(self) -> None:
        """Keep the printer as it is filled in, send it a slip, and say honestly what became of it."""
        if not self._keep_printer():
            return
        job_id = run(self.context.messages, print_test_slip, self.context.actor)
        if job_id is None:
            return
        if read_printer(self.context.pc).kind is PrinterKind.NONE:
            self._show_on_screen(job_id)
            return
        self.printer.say(_("Mengirim ke printer …"))
        self._waiting_for, self._looks_left = job_id, _PATIENCE
        self._timer.start()

    def _keep_printer(self) -> bool:
        if self.printer.mark():
            return False
        if not succeeds(self.context.messages, write_printer, self.context.pc, self.printer.printer()):
            return False
        self.printer.show_printer(read_printer(self.context.pc))
        return True

    def _show_on_screen(self, job_id: int) -> None:
        slip = Words(as_text(elements_of(job_id), self.printer.printer().columns), "mono")
        self.context.messages.ask(
            _("Tidak ada printer. Beginilah struk akan terlihat di layar."),
            title=_("Uji coba struk"),
            yes=_("Tutup"),
            only_yes=True,
            content=slip,
        )

    def _look_at_job(self) -> None:
        found = run(self.context.messages, job, self._waiting_for)
        self._looks_left -= 1
        if found is None:
            self._timer.stop()
            return
        said = _became(found, last_look=self._looks_left <= 0)
        if said is not None:
            self._timer.stop()
            self.printer.say(*said)

    def _look_chosen(self, look: Look) -> None:
        write_look(self.context.pc, look)
        self.look_changed.emit()

    def _till_chosen(self, till_id: int) -> None:
        if succeeds(self.context.messages, self.context.pc.set, PC_TILL, till_id):
            self.context.till_id = till_of_pc(self.context.pc)
        self.till.show_till(self.context.till_id)
        self.till_changed.emit()

    def _show_recorded(self) -> None:
        self.till.show_till(self.context.till_id)
        for card in (self.shop, self.receipt, self.signers, self.qris):
            card.reload()
        self.printer.show_printer(read_printer(self.context.pc))
        self.look.show_look(read_look(self.context.pc))

    def _revert_asked(self) -> None:
        told = self.unfinished()
        if told:
            self.context.messages.ask_to_discard(told, self._show_recorded)


def _became(found: Job, *, last_look: bool) -> tuple[str, str] | None:
    """What to say of a test slip and how loudly, None while there is nothing to say yet."""
    if found.state is JobState.SENT:
        return _("Sudah dikirim. Lihat kertasnya: angkanya harus rata dan tidak terpotong."), "good"
    if found.state is JobState.SHOWN:
        return _("Tidak ada printer, struk hanya ditampilkan di layar."), "attention"
    if found.state is JobState.WAITING and found.last_error:
        return _("Belum tercetak. {error}").format(error=found.last_error), "attention"
    if found.state is JobState.WAITING:
        waits = _("Masih menunggu printer. Periksa kabel, kertas dan lampunya.")
        return (waits, "attention") if last_look else None
    return _("Gagal. {error}").format(error=found.last_error), "danger"
