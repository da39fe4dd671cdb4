"""The last evening of a month: what is still open, one key that closes it, and what came of it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QHideEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QPushButton, QSizePolicy, QWidget

from pkkmart.closing.checklist import PROOFS, Item, month_checklist, proofs_item
from pkkmart.closing.close import SavedMonth, close_and_save, prove, refusal, save_month
from pkkmart.closing.operations import NothingClosed
from pkkmart.closing.queries import history, open_months
from pkkmart.closing.screen.asking import ask_to_close
from pkkmart.closing.screen.lines import PENDING, ChecklistCard, HistoryCard, ProgressLine
from pkkmart.closing.screen.reopen import ReopenForm, others_who_may
from pkkmart.closing.screen.result import ResultCard
from pkkmart.core import clock
from pkkmart.core.check import Check
from pkkmart.core.db import connection
from pkkmart.core.i18n import N_, _, date_long
from pkkmart.core.operation import Changed
from pkkmart.ledger.operations import month_name
from pkkmart.ledger.queries import closed_through
from pkkmart.reports.documents import month_set
from pkkmart.reports.months import first_day, last_day, next_month
from pkkmart.ui.buttons import PillButton, PrimaryButton, SecondaryButton
from pkkmart.ui.cards import Card, Words
from pkkmart.ui.doors import Door
from pkkmart.ui.flow import FlowLayout
from pkkmart.ui.keys import KeyAction
from pkkmart.ui.layout import STRETCH, boxed, column, row, scrolled, wide
from pkkmart.ui.page import Context, Page
from pkkmart.ui.run import run
from pkkmart.ui.theme import GAP, current, side_width
from pkkmart.ui.worker import Chore, Steps, run_chore

_PILLS = 4
_MARKS = 4
_PASSING_MS = 300
"""Who is only passing through has left by then, and never waits for proofs nobody reads."""


class ClosePage(Page):
    """Months in order, the oldest open one first; a checklist; one primary button."""

    title = N_("Tutup buku")

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.month = ""
        self._proofs: Item | None = None
        self._proving: Chore[list[Check]] | None = None
        self._proving_month = ""
        self._soon = QTimer(self, singleShot=True, interval=_PASSING_MS)
        self._soon.timeout.connect(self.prove)
        self._saved: SavedMonth | None = None
        self._placed: QWidget | None = None
        self.pills: dict[str, PillButton] = {}
        self._flow_holder = QWidget()
        self._flow = FlowLayout(self._flow_holder, spacing=6)
        self.checklist = ChecklistCard(self._go)
        self.progress = ProgressLine()
        self.sentence = Words("", tone="muted", wrap=True)
        self.button = PrimaryButton("", "F12", on_click=self.ask)
        self.result = ResultCard(self.keep_again)
        self.history = HistoryCard()
        self.reopen_button = SecondaryButton("", "F8", icon="rotate-ccw", on_click=self.reopen)
        for button in (self.button, self.reopen_button):  # long words may end in … but never push the column wide
            button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            button.installEventFilter(self)
        self._lay()
        self.set_actions(
            [
                KeyAction("F12", _("Tutup buku"), self.ask),
                KeyAction("F5", _("Periksa lagi"), self.prove),
                KeyAction("F6", _("Bulan lain"), self._next_month),
                KeyAction("F8", _("Buka lagi bulan terakhir"), self.reopen),
            ]
        )

    def _lay(self) -> None:
        month = Card(padding=16, spacing=10).add(self.progress, self.sentence, self.button)
        side = boxed(
            column(month, self.result, self.history, self.reopen_button, STRETCH, margins=(0, 0, 4, 0), spacing=GAP),
            plain=True,
        )
        left = boxed(column(wide(self.checklist), margins=(0, 0, 4, 0)), plain=True)
        self._side = scrolled(side)
        self._lines = scrolled(left)
        columns = row(wide(self._lines), self._side, spacing=GAP)
        column(self._flow_holder, wide(columns), spacing=GAP - 4, on=self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._side.setFixedWidth(max(side_width(self.width()) + 20, min(current().px(300), self.width() // 2)))

    def enter(self) -> None:
        self.month = ""
        self._saved = None
        self._proofs = None
        self.reload()
        self._soon.start()
        self._to_the_top()
        self._place_focus()

    def _to_the_top(self) -> None:
        for area in (self._lines, self._side):
            area.verticalScrollBar().setValue(0)

    # the focus

    def _place_focus(self) -> None:
        """Give the focus to what comes next: the first red line, else the closing, else the first line."""
        closing = self.button if self.button.isEnabled() else None
        target = self.checklist.first_red() or closing or next(iter(self.checklist.rows.values()), None)
        self._placed = target
        if target is not None:
            target.setFocus(Qt.FocusReason.OtherFocusReason)
            self._show_placed()
            QTimer.singleShot(0, self, self._show_placed)  # where it stands once the page is laid out

    def _show_placed(self) -> None:
        if self._placed is not None and self._placed.hasFocus():
            area = self._side if self._side.isAncestorOf(self._placed) else self._lines
            area.ensureWidgetVisible(self._placed, 0, 8)

    def _user_moved_focus(self) -> bool:
        """Whether the person has put the focus somewhere, or something lies over the page."""
        focused = QApplication.focusWidget()
        mine = focused is None or focused in (self, self._placed) or not focused.isVisible()
        return not mine or not self.isVisible() or self.context.messages.panel() is not None

    def eventFilter(self, target: QObject, event: QEvent) -> bool:
        """The arrows lead from a button at the side back to the lines, not to the next button."""
        arrows = (Qt.Key.Key_Up, Qt.Key.Key_Down)
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() in arrows:
            row = self.checklist.first_red() or next(iter(self.checklist.rows.values()), None)
            if row is not None:
                row.setFocus(Qt.FocusReason.TabFocusReason)
                self._lines.ensureWidgetVisible(row, 0, 8)
                return True
        return super().eventFilter(target, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        focused = QApplication.focusWidget()
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat()
        if enter and isinstance(focused, QPushButton) and self.isAncestorOf(focused):
            focused.click()
        else:
            super().keyPressEvent(event)

    def refresh(self, changes: frozenset[Changed]) -> None:
        self.reload()

    def reload(self) -> None:
        """Read months, lines and history anew; the chosen month stays chosen while it is open.

        What can't be read now is told, and what stood stays.
        """
        months = run(self.context.messages, open_months)
        if not months:
            return
        if self.month not in months:
            self.month = months[0]
        items = run(self.context.messages, month_checklist, self.month, self.context.pc)
        if items is None:
            return
        self._show_pills(months)
        pending = Item(PENDING, _("Dokumen cocok dengan buku besar"), _("sedang diperiksa …"), True, "journal")
        items.append(self._proofs or pending)
        self.checklist.show_items(items)
        self.progress.show_items(month_name(self.month), items)
        over = last_day(self.month) < clock.today()
        self.sentence.setText(_sentence(self.month, items, over=over))
        self.button.set_words(_("Tutup buku {month}").format(month=month_name(self.month)))
        self.button.setEnabled(over)
        self.result.show_saved(self._saved)
        self.history.show_marks(run(self.context.messages, history, _MARKS) or [])
        last = run(self.context.messages, closed_through)
        self.reopen_button.setVisible(last is not None)
        if last is not None:
            self.reopen_button.set_words(_("Buka lagi {month} …").format(month=month_name(last)))

    def _show_pills(self, months: list[str]) -> None:
        shown = months[:_PILLS]
        if list(self.pills) != shown:
            self._flow.clear()
            self.pills = {month: PillButton(month_name(month), on_click=partial(self.choose, month)) for month in shown}
            for pill in self.pills.values():
                self._flow.addWidget(pill)
        for month, pill in self.pills.items():
            pill.setChecked(month == self.month)

    def choose(self, month: str) -> None:
        """Look at another open month; its papers are proved too."""
        self.month = month
        self._saved = None
        self.prove()
        self._to_the_top()

    def _next_month(self) -> None:
        months = list(self.pills)
        if months:
            place = months.index(self.month) if self.month in months else -1
            self.choose(months[(place + 1) % len(months)])

    def _go(self, door: Door) -> None:
        """Open the place of a line; an earlier month is mended on this very page."""
        if door.kind == "close":
            self.choose(next(iter(self.pills), self.month))
        else:
            self.context.open(door)

    # the proofs, in a chore

    def prove(self) -> None:
        """Run every proof of the books and of the chosen month's papers again."""
        self._soon.stop()
        self._proofs = None
        self.reload()
        if self._proving is not None and self._proving.is_running():
            return  # when it ends for another month, this one's turn comes
        self._proving_month = self.month
        self._proving = Chore(partial(_prove, self.month))
        self._proving.done.connect(self._proved)
        self._proving.failed.connect(self._not_proved)
        self._proving.stopped.connect(self._not_finished)
        self._proving.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Whoever goes on to another page needs the machine for it: the proofs stop, and begin anew on coming back."""
        if not event.spontaneous():
            self._soon.stop()
            if self._proving is not None:
                self._proving.cancel()
        super().hideEvent(event)

    def _not_finished(self) -> None:
        """Stopped because the page was left; meanwhile somebody may have come back."""
        if self.isVisible():
            self.prove()

    def _proved(self, checks: object) -> None:
        assert isinstance(checks, list)
        self._tell_proofs(proofs_item(checks))

    def _not_proved(self, error: object) -> None:
        title = _("Dokumen cocok dengan buku besar")
        told = _("tidak bisa diperiksa: {why}").format(why=error)
        self._tell_proofs(Item(PROOFS, title, told, False, "settings"))

    def _tell_proofs(self, item: Item) -> None:
        if self._proving_month != self.month:
            self.prove()
            return
        focused = self._user_moved_focus()
        self._proofs = item
        self.reload()
        if not focused:
            self._place_focus()

    # closing

    def ask(self) -> None:
        """Say what closing does and what is still red, then do it; what keeps the month open is told instead."""
        self.reload()
        items = self.checklist.items
        if not self.button.isEnabled():
            self.context.messages.attention(self.sentence.text())
        elif (why := refusal(self.month, items)) is not None:
            self.context.messages.attention(str(why), stays=True)
            self._place_focus()
        elif PENDING in self.checklist.rows:
            self.context.messages.attention(_("Buku masih diperiksa. Tunggu sebentar, lalu tekan F12 lagi."))
        else:
            red = [item for item in items if not item.ok]
            ask_to_close(self.context.messages, self.month, red, self.close_it, self._place_focus)

    def close_it(self, reason: str = "") -> None:
        """Close the chosen month in a chore, with its papers and backup."""
        actor, month, pc = self.context.actor, self.month, self.context.pc

        def work(steps: Steps) -> SavedMonth:
            with connection():
                return close_and_save(actor, month, reason, pc=pc, write_set=month_set, progress=steps)

        title = _("Menutup {month}").format(month=month_name(month))
        run_chore(self.context.messages, title, work, self._closed).failed.connect(self._not_closed)

    def _not_closed(self, _error: object) -> None:
        self.reload()
        self._place_focus()

    def keep_again(self) -> None:
        """Make the papers and the backup of the month just closed again."""
        if self._saved is None:
            return
        month, folder, pc = self._saved.month, self._saved.folder, self.context.pc

        def work(steps: Steps) -> SavedMonth:
            with connection():
                return save_month(month, pc=pc, write_set=month_set, folder=folder, progress=steps)

        run_chore(self.context.messages, _("Menyiapkan laporan dan cadangan"), work, self._closed)

    def _closed(self, saved: SavedMonth) -> None:
        self._saved = saved
        self.prove()  # of the month that is next
        self._place_focus()
        if saved.troubles:
            self.context.messages.attention(saved.troubles[0], stays=True)
        else:
            self.context.messages.good(_("{month} sudah ditutup.").format(month=month_name(saved.month)))

    # reopening

    def reopen(self) -> None:
        """Ask the reason and both PINs."""
        last = run(self.context.messages, closed_through)
        if last is None:
            self.context.messages.attention(str(NothingClosed()))
        elif not others_who_may(self.context.actor):
            self.context.messages.attention(
                _("Perlu pengurus kedua yang boleh mengerjakan pembukuan. Tambahkan dulu di Pengaturan."), stays=True
            )
        else:
            ReopenForm(self.context, last, self._reopened(last)).open()

    def _reopened(self, month: str) -> Callable[[], None]:
        def done() -> None:
            self.month, self._saved = month, None
            self.prove()
            self.context.messages.attention(_("{month} terbuka lagi.").format(month=month_name(month)))

        return done


def _prove(month: str, steps: Steps) -> list[Check]:
    with connection():
        return prove(month, steps)


def _sentence(month: str, items: list[Item], *, over: bool) -> str:
    """What stands between now and the closing."""
    if not over:
        day = date_long(first_day(next_month(month)))
        return _("Bulan ini belum selesai; bisa ditutup mulai {day}. Yang merah bisa dibereskan sekarang.").format(
            day=day
        )
    red = [item.title for item in items if not item.ok]
    if red:
        return _("Masih merah: {what}. Tekan barisnya untuk membereskan.").format(what=", ".join(red))
    return _("Semua beres. Laporan bulanan dan cadangan dibuat sekalian.")
