"""Closing a shift: count first, blind; then see what was expected, and hand the rest to the safe."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from pkkmart.core.actor import Approval
from pkkmart.core.i18n import _, figure, rupiah
from pkkmart.till.operations import CountResult, close_shift, count_drawer
from pkkmart.till.queries import DENOMINATIONS_IDR, ShiftRow, counts_of, expected_idr, open_shift
from pkkmart.till.settings import DIFFERENCE_TOLERANCE_IDR, OPENING_FLOAT_IDR
from pkkmart.ui.buttons import PrimaryButton, SecondaryButton
from pkkmart.ui.cards import BigFigure, Caption, Card, SectionTitle, Words
from pkkmart.ui.doors import Door
from pkkmart.ui.fields import ChoiceField, Labeled, MoneyField, QuantityField
from pkkmart.ui.keys import KeyAction
from pkkmart.ui.page import Context, Page
from pkkmart.ui.run import run
from pkkmart.ui.theme import side_width
from pkkmart.users.dialogs import run_approved

_PIECE = 1_000


class CountForm(QWidget):
    """Pieces of each denomination; Enter goes to the next, the last one to whoever waits."""

    def __init__(self, on_change: Callable[[int], object], on_last: Callable[[], object]) -> None:
        super().__init__()
        self.fields: dict[int, QuantityField] = {}
        self._sums: dict[int, Words] = {}
        self._on_change, self._on_last = on_change, on_last
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        half = len(DENOMINATIONS_IDR) // 2
        for place, denomination in enumerate(DENOMINATIONS_IDR):
            field = QuantityField(_("Jumlah keping {value}").format(value=figure(denomination)), whole=True)
            field.setFixedWidth(110)
            field.changed.connect(lambda _value: self._changed())
            field.entered.connect(lambda place=place: self._next(place))
            total = Words("", tone="muted")
            total.setMinimumWidth(96)
            total.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            name = Words(figure(denomination), "medium")
            name.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            column, row = place // half * 4, place % half
            for offset, widget in enumerate((name, field, total)):
                grid.addWidget(widget, row, column + offset)
            self.fields[denomination], self._sums[denomination] = field, total
        grid.setColumnMinimumWidth(3, 40)
        grid.setColumnStretch(7, 1)

    def pieces(self) -> dict[int, int]:
        """Denomination → pieces; an empty field is none."""
        return {value: (field.value() or 0) // _PIECE for value, field in self.fields.items()}

    def clear(self) -> None:
        for field in self.fields.values():
            field.set_value(None)
        self.fields[DENOMINATIONS_IDR[0]].setFocus()

    def _changed(self) -> None:
        pieces = self.pieces()
        for value, words in self._sums.items():
            words.setText(figure(value * pieces[value]) if pieces[value] else "")
        self._on_change(sum(value * count for value, count in pieces.items()))

    def _next(self, place: int) -> None:
        if place + 1 < len(DENOMINATIONS_IDR):
            field = self.fields[DENOMINATIONS_IDR[place + 1]]
            field.setFocus()
            field.selectAll()
        else:
            self._on_last()


class CloseShiftPage(Page):
    """Two steps: the blind count, then the result with the hand-over."""

    title = "Tutup sif"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.shift: ShiftRow | None = None
        self.result: CountResult | None = None
        self.form = CountForm(self._show_total, self._ask_count)
        self.total = BigFigure(rupiah(0), step="total")
        self.counted_button = PrimaryButton(_("Selesai menghitung"), "F12", on_click=self._ask_count, big=True)
        self.steps = QStackedWidget()
        self.steps.addWidget(self._count_step())
        self.steps.addWidget(self._result_step())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.steps)

    def _count_step(self) -> QWidget:
        words = _(
            "Hitung semua uang di laci menurut pecahan. Yang seharusnya ada baru terlihat setelah hitungan masuk."
        )
        count = Card(padding=24, spacing=12).add(
            SectionTitle(_("Isi laci")), Words(words, tone="muted", wrap=True), self.form
        )
        count.body.addStretch(1)
        side = QVBoxLayout()
        side.setSpacing(10)
        side.addWidget(Card().add(Caption(_("Uang terhitung")), self.total))
        side.addStretch(1)
        side.addWidget(self.counted_button)
        side.addWidget(SecondaryButton(_("Kembali ke kasir"), "Esc", on_click=self._leave))
        return _two_columns(count, side)

    def _result_step(self) -> QWidget:
        self.expected, self.counted, self.difference = (BigFigure("", step="figure", tone="plain") for _n in range(3))
        self.verdict = Words("", "medium", wrap=True)
        figures = QHBoxLayout()
        figures.setSpacing(24)
        for caption, big in (
            (_("Seharusnya"), self.expected),
            (_("Terhitung"), self.counted),
            (_("Selisih"), self.difference),
        ):
            column = QVBoxLayout()
            column.setSpacing(0)
            column.addWidget(Caption(caption))
            column.addWidget(big)
            figures.addLayout(column, 1)
        self.hand_over = MoneyField(_("Setor ke brankas"), big=True)
        self.hand_over.changed.connect(lambda _value: self._show_left())
        self.hand_over.entered.connect(self._close)
        self.left = Words("", tone="muted")
        reasons = [
            ("", _("(pilih sebab selisih)")),
            (_("salah kembalian"), _("Salah memberi kembalian")),
            (_("salah ketik uang diterima"), _("Salah ketik uang diterima")),
            (_("barang tidak terpindai"), _("Ada barang tidak terpindai")),
            (_("sebab belum diketahui"), _("Belum diketahui")),
        ]
        self.reason: ChoiceField[str] = ChoiceField(_("Sebab selisih"), reasons)
        self.reason_box = Labeled(_("Sebab selisih"), self.reason)
        card = Card(padding=24, spacing=14).add(
            SectionTitle(_("Hasil hitungan")), figures, self.verdict, self.reason_box
        )
        card.body.addSpacing(8)
        card.add(Labeled(_("Setor ke brankas"), self.hand_over), self.left)
        card.body.addStretch(1)
        side = QVBoxLayout()
        side.setSpacing(10)
        side.addStretch(1)
        self.close_button = PrimaryButton(_("Tutup sif"), "F12", on_click=self._close, big=True)
        self.recount = SecondaryButton(_("Hitung ulang"), "F4", on_click=self._recount)
        side.addWidget(self.close_button)
        side.addWidget(self.recount)
        side.addWidget(SecondaryButton(_("Kembali ke kasir"), "Esc", on_click=self._leave))
        return _two_columns(card, side)

    @property
    def home(self) -> QLineEdit | None:
        return None

    def enter(self) -> None:
        """Start anew, or where the last count was left when the power went."""
        self.shift = run(self.context.messages, open_shift)
        self.result = None
        if self.shift is None:
            self.context.open(Door("counter"))
            return
        counts = run(self.context.messages, counts_of, self.shift.id) or []
        if counts:
            expected = run(self.context.messages, expected_idr, self.shift.id) or 0
            self._show_result(CountResult(expected, counts[-1].total_idr, may_recount=len(counts) < 2))
            return
        self._start_count()

    def _start_count(self) -> None:
        self.steps.setCurrentIndex(0)
        self.form.clear()
        self.set_actions(
            [
                KeyAction("Enter", _("Pecahan berikutnya")),
                KeyAction("F12", _("Selesai menghitung"), self._ask_count),
                KeyAction("Esc", _("Kembali ke kasir"), self._leave),
            ]
        )

    def _show_total(self, total_idr: int) -> None:
        self.total.setText(rupiah(total_idr))

    def _ask_count(self) -> None:
        total = sum(value * count for value, count in self.form.pieces().items())
        self.context.messages.ask(
            _("Uang di laci {total}. Sudah dihitung semua?").format(total=rupiah(total)),
            yes=_("Ya, catat"),
            no=_("Hitung lagi"),
            on_yes=self._count,
        )

    def _count(self) -> None:
        assert self.shift is not None
        result = run(self.context.messages, count_drawer, self.context.actor, self.shift.id, self.form.pieces())
        if result is not None:
            self._show_result(result)

    def _show_result(self, result: CountResult) -> None:
        self.result = result
        difference = result.difference_idr
        self.expected.setText(rupiah(result.expected_idr))
        self.counted.setText(rupiah(result.counted_idr))
        self.difference.setText(rupiah(difference))
        self.difference.set_tone("good" if not difference else "danger" if difference < 0 else "attention")
        self.verdict.setText(self._verdict(result))
        tolerance = run(self.context.messages, DIFFERENCE_TOLERANCE_IDR.get) or 0
        self.reason.choose("")
        self.reason_box.setVisible(abs(difference) > tolerance)
        self.recount.setVisible(result.may_recount and difference != 0)
        keep = run(self.context.messages, OPENING_FLOAT_IDR.get) or 0
        self.hand_over.set_value(max(result.counted_idr - keep, 0))
        self._show_left()
        self.steps.setCurrentIndex(1)
        keys = [
            KeyAction("F12", _("Tutup sif"), self._close),
            KeyAction("F4", _("Hitung ulang"), self._recount, lambda: self.recount.isVisible()),
            KeyAction("Esc", _("Kembali ke kasir"), self._leave),
        ]
        self.set_actions(keys if self.recount.isVisibleTo(self) else [keys[0], keys[2]])
        (self.reason if self.reason_box.isVisibleTo(self) else self.hand_over).setFocus()

    def _verdict(self, result: CountResult) -> str:
        difference = result.difference_idr
        if not difference:
            return _("Laci pas.")
        if difference < 0:
            words = _("Laci kurang {amount}. Selisih ini dicatat sebagai Selisih Kas.")
        else:
            words = _("Laci lebih {amount}. Selisih ini dicatat sebagai Selisih Kas.")
        return words.format(amount=rupiah(abs(difference)))

    def _show_left(self) -> None:
        if self.result is not None:
            left = self.result.counted_idr - (self.hand_over.value() or 0)
            self.left.setText(_("Tinggal di laci untuk sif berikutnya: {amount}").format(amount=rupiah(left)))

    def _recount(self) -> None:
        if self.result is not None and self.result.may_recount:
            self._start_count()

    def _close(self) -> None:
        assert self.shift is not None
        number, hand_over = self.shift.id, self.hand_over.value() or 0
        reason = (self.reason.value() or "") if self.reason_box.isVisibleTo(self) else ""

        def close(approval: Approval | None, _known: frozenset[str]) -> int:
            actor = self.context.actor
            return close_shift(actor, number, hand_over_idr=hand_over, reason=reason, approval=approval)

        run_approved(self.context, close, lambda _close_id: self._closed(number), reason=reason)

    def _closed(self, number: int) -> None:
        self.shift = None
        self.context.open(Door("counter"))
        self.context.messages.good(_("Sif {number} ditutup dan dibukukan.").format(number=number))

    def _leave(self) -> None:
        if self.steps.currentIndex() == 0 and any(self.form.pieces().values()):
            self.context.messages.ask(
                _("Hitungan belum dicatat. Buang dan kembali ke kasir?"),
                yes=_("Buang hitungan"),
                no=_("Lanjutkan menghitung"),
                on_yes=lambda: self.context.open(Door("counter")),
            )
        else:
            self.context.open(Door("counter"))

    def scanned(self, code: str) -> None:
        self.context.messages.attention(_("Sedang menghitung laci. Tutup sif dulu, atau tekan Esc untuk kembali."))


class _Columns(QWidget):
    """A page with a column at the right that never takes more than a third."""

    side: QWidget

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.side.setFixedWidth(side_width(self.width()))
        super().resizeEvent(event)


def _two_columns(main: QWidget, side: QVBoxLayout) -> QWidget:
    holder, right = _Columns(), QWidget()
    holder.side = right
    right.setLayout(side)
    side.setContentsMargins(0, 0, 0, 0)
    layout = QHBoxLayout(holder)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(14)
    layout.addWidget(main, 1)
    layout.addWidget(right)
    return holder
