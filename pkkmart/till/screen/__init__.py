"""The page that closes a shift: a blind count, the result with the hand-over to the safe, and the report."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtWidgets import QLineEdit, QStackedWidget

from pkkmart.core.actor import Approval
from pkkmart.core.i18n import N_, _, rupiah
from pkkmart.printing.queries import elements_of
from pkkmart.printing.settings import read_printer
from pkkmart.till.dialogs import Print, cash_sheet, x_report_sheet
from pkkmart.till.operations import CountResult, close_shift, count_drawer
from pkkmart.till.queries import ShiftRow, counts_of, every_count, expected_idr, open_shift, shift_view
from pkkmart.till.screen.closed import ClosedStep
from pkkmart.till.screen.count import CountStep
from pkkmart.till.screen.result import ResultStep
from pkkmart.ui.doors import Door
from pkkmart.ui.fields import refuse_unfit
from pkkmart.ui.keys import KeyAction
from pkkmart.ui.layout import column
from pkkmart.ui.pad import read_pad
from pkkmart.ui.page import Context, Page
from pkkmart.ui.run import run, succeeds
from pkkmart.users.dialogs import run_approved


@dataclass(frozen=True, slots=True)
class ShiftPapers:
    """The reports of a shift. Their figures come from the room of sales, above this one, so the shell hands them in."""

    x: Print
    z: Print


class CloseShiftPage(Page):
    """Three steps: the blind count, the result with the hand-over, and the report of the closed shift."""

    title = N_("Tutup sif")

    def __init__(self, context: Context, papers: ShiftPapers) -> None:
        super().__init__(context)
        self.papers = papers
        self.shift: ShiftRow | None = None
        self._shown = 0
        self._count_keys = [
            KeyAction("Ctrl+K", _("Kas masuk/keluar"), self._move_cash),
            KeyAction("F8", _("Laporan X"), self._print_x),
            KeyAction("Esc", _("Kembali ke kasir"), self._to_counter),
        ]
        self.count = CountStep(self._ask_count, self._count_keys)
        self.result = ResultStep(self._close, self._recount, self._to_counter)
        self.closed = ClosedStep(self._to_counter, self._print_z)
        self.steps = QStackedWidget()
        for step in (self.count, self.result, self.closed):
            self.steps.addWidget(step)
        column(self.steps, on=self)

    @property
    def home(self) -> QLineEdit | None:
        return None

    def enter(self) -> None:
        """Start a count, or go on after the last one when the program was closed in between."""
        self.shift = run(self.context.messages, open_shift, self.context.till_id)
        if self.shift is None:
            self._to_counter()
            return
        counts = run(self.context.messages, counts_of, self.shift.id) or []
        if counts:
            expected = run(self.context.messages, expected_idr, self.shift.id) or 0
            self._show_result(CountResult(expected, counts[-1].total_idr, may_recount=len(counts) < 2))
        else:
            self._start_count()
            self._tell_again(self.shift.id)

    def _tell_again(self, number: int) -> None:
        """Say before the count that it is not blind any more, since the shift was counted before."""
        counts = run(self.context.messages, every_count, number) or []
        if counts:
            told = _(
                "Sif ini sudah dihitung {total}, lalu ada transaksi. Ini hitungan ke-{number}; "
                "hitungan pertama tetap tercetak di laporan Z."
            )
            self.context.messages.attention(told.format(total=rupiah(counts[0].total_idr), number=len(counts) + 1))

    def _start_count(self) -> None:
        self.steps.setCurrentWidget(self.count)
        self.count.form.clear()
        self.count.side.show_pad(read_pad(self.context.pc))
        self.set_actions(
            [
                KeyAction("Enter", _("Pecahan berikutnya")),
                KeyAction("F12", _("Hitungan selesai"), self._ask_count),
                *self._count_keys,
            ]
        )

    def _ask_count(self) -> None:
        if refuse_unfit(self.count, self.context.messages.attention):
            return
        self.context.messages.ask(
            _("Uang di laci {total}. Sudah dihitung semua?").format(total=rupiah(self.count.counted_idr())),
            yes=_("Ya, catat"),
            no=_("Hitung lagi"),
            on_yes=self._count,
        )

    def _count(self) -> None:
        assert self.shift is not None
        pieces = self.count.form.pieces()
        result = run(self.context.messages, count_drawer, self.context.actor, self.shift.id, pieces)
        if result is not None:
            self._show_result(result)

    def _show_result(self, result: CountResult) -> None:
        assert self.shift is not None
        counts = run(self.context.messages, every_count, self.shift.id) or []
        self.steps.setCurrentWidget(self.result)
        self.result.side.show_pad(read_pad(self.context.pc))
        if not succeeds(self.context.messages, self.result.show_result, result, counts, self.shift.user_name):
            return
        recount = [KeyAction("F4", _("Hitung ulang"), self._recount)] if self.result.may_recount else []
        self.set_actions(
            [
                KeyAction("F12", _("Tutup sif"), self._close),
                *recount,
                KeyAction("Esc", _("Kembali ke kasir"), self._to_counter),
            ]
        )

    def _recount(self) -> None:
        if self.result.may_recount:
            self._start_count()

    def _close(self) -> None:
        assert self.shift is not None
        if self.result.needs_reason and not self.result.reason.require(_("Tulis sebab selisihnya dulu.")):
            return
        number, hand_over = self.shift.id, self.result.hand_over.value() or 0
        reason = self.result.reason.text() if self.result.needs_reason else ""
        charged = self.result.charge_to_staff()

        def close(approval: Approval | None, _known: frozenset[str]) -> int:
            return close_shift(
                self.context.actor, number,
                hand_over_idr=hand_over, reason=reason, charge_to_staff=charged, approval=approval,
            )  # fmt: skip

        run_approved(
            self.context, close, lambda _close_id: self._after_close(number), reason=reason or _("laci dihitung ulang")
        )

    def _after_close(self, number: int) -> None:
        """Print the report as an act of its own: the shift is closed even when the paper fails."""
        self.shift = None
        self._show_closed(number, run(self.context.messages, self.papers.z, self.context.actor, number))
        self.context.messages.good(_("Sif {number} ditutup dan dibukukan.").format(number=number))

    def _show_closed(self, number: int, job_id: int | None) -> None:
        shift = run(self.context.messages, shift_view, number)
        if shift is None:
            self._to_counter()
            return
        self._shown = number
        elements = run(self.context.messages, elements_of, job_id) if job_id is not None else None
        self.closed.show_shift(shift, elements or [], read_printer(self.context.pc).columns)
        self.steps.setCurrentWidget(self.closed)
        self.closed.paper.setFocus()
        self.set_actions(
            [
                KeyAction("Enter", _("Ke kasir"), self._to_counter),
                KeyAction("Ctrl+P", _("Cetak ulang Z"), self._print_z),
                KeyAction("Esc", _("Ke kasir"), self._to_counter, shown=False),
            ]
        )

    def _print_z(self) -> None:
        if run(self.context.messages, self.papers.z, self.context.actor, self._shown) is not None:
            self.context.messages.good(_("Laporan Z sif {number} masuk antrean cetak.").format(number=self._shown))

    def _print_x(self) -> None:
        """Print and show the X report: what was sold so far; the cash only to who may approve a difference."""
        assert self.shift is not None
        x_report_sheet(self.context, self.shift.id, self.papers.x)

    def _move_cash(self) -> None:
        cash_sheet(self.context, lambda: None)

    def _to_counter(self) -> None:
        self.context.open(Door("counter"))

    def unfinished(self) -> str:
        step = self.steps.currentWidget()
        if step is self.count and self.count.counted_idr():
            return _("Hitungan laci {total} belum dicatat. Buang?").format(total=rupiah(self.count.counted_idr()))
        if step is self.result and self.result.unfinished:
            return _("Sebab selisih belum dicatat, sif belum ditutup. Buang?")
        return ""

    def forget(self) -> None:
        self.count.form.clear()
        self.result.reason.field.clear()

    def scanned(self, code: str) -> None:
        if self.shift is None:
            self.context.messages.attention(_("Sif sudah ditutup. Tekan Enter untuk ke kasir, lalu buka sif baru."))
        else:
            self.context.messages.attention(_("Sedang menghitung laci. Tutup sif dulu, atau tekan Esc untuk kembali."))
