"""The result of a count: the figures, the reason, who bears the difference, and what goes to the safe."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from pkkmart.core.i18n import N_, _, rupiah
from pkkmart.till.operations import CountResult
from pkkmart.till.queries import CountRow
from pkkmart.till.screen.side import PadSide
from pkkmart.till.settings import DIFFERENCE_TOLERANCE_IDR, OPENING_FLOAT_IDR, SHORTAGE_TO_CASHIER
from pkkmart.ui.buttons import PrimaryButton, SecondaryButton
from pkkmart.ui.cards import BigFigure, Caption, Card, SectionTitle, Words
from pkkmart.ui.choices import CheckField
from pkkmart.ui.columns import two_columns
from pkkmart.ui.fields import Labeled, MoneyField
from pkkmart.ui.layout import STRETCH, boxed, column, row, wide
from pkkmart.ui.pad import MONEY, NumberPad
from pkkmart.ui.reasons import ReasonField

REASONS = (
    N_("Salah memberi kembalian"),
    N_("Salah ketik uang diterima"),
    N_("Ada barang tidak terpindai"),
    N_("Belum diketahui"),
)


class ResultStep(QWidget):
    """The step that shows a count and asks what closing the shift needs."""

    def __init__(
        self, on_close: Callable[[], object], on_recount: Callable[[], object], on_leave: Callable[[], object]
    ) -> None:
        super().__init__()
        self.result: CountResult | None = None
        self._policy = False
        self.expected, self.first, self.counted, self.difference = (
            BigFigure("", step="figure", tone="plain") for _n in range(4)
        )
        self.verdict = Words("", "medium", wrap=True)
        self.reason = ReasonField(_("Sebab selisih"), [_(words) for words in REASONS])
        self.charged = CheckField("")
        self.hand_over = MoneyField(_("Setor ke brankas"), big=True)
        self.hand_over.changed.connect(lambda _value: self._show_left())
        self.hand_over.entered.connect(on_close)
        self.left = Words("", tone="muted", wrap=True)
        card = Card(padding=24, spacing=12).add(
            SectionTitle(_("Hasil hitungan")), self._figures(), self.verdict, self.reason, self.charged, STRETCH
        )
        self.recount = SecondaryButton(_("Hitung ulang"), "F4", on_click=on_recount)
        self.side = PadSide(
            Card().add(Labeled(_("Setor ke brankas"), self.hand_over), self.left),
            NumberPad(self.hand_over, MONEY),
            PrimaryButton(_("Tutup sif"), "F12", on_click=on_close, big=True),
            [self.recount, SecondaryButton(_("Kembali ke kasir"), "Esc", on_click=on_leave)],
        )
        column(two_columns(card, column(self.side)), on=self)

    def _figures(self) -> QWidget:
        figures = (
            (_("Seharusnya"), self.expected),
            (_("Hitungan pertama"), self.first),
            (_("Terhitung"), self.counted),
            (_("Selisih"), self.difference),
        )
        boxes = [boxed(column(Caption(caption), big, spacing=0)) for caption, big in figures]
        self._first_box = boxes[1]
        return boxed(row(*map(wide, boxes), spacing=24))

    def show_result(self, result: CountResult, counts: Sequence[CountRow], cashier: str) -> None:
        """Show the result of a count and set the focus; `counts` are all of the shift."""
        self.result = result
        difference = result.difference_idr
        self.expected.setText(rupiah(result.expected_idr))
        self.counted.setText(rupiah(result.counted_idr))
        self.first.setText(rupiah(counts[0].total_idr) if counts else "")
        self._first_box.setVisible(len(counts) > 1)
        self.difference.setText(rupiah(difference))
        self.difference.set_tone("good" if not difference else "danger" if difference < 0 else "attention")
        self.verdict.setText(_verdict(difference) + _told_again(counts))
        self.reason.field.clear()
        self.reason.setVisible(abs(difference) > DIFFERENCE_TOLERANCE_IDR.get())
        self.charged.setText(_("Ditanggung {name}").format(name=cashier))
        self._policy = SHORTAGE_TO_CASHIER.get()
        self.charged.setChecked(self._policy)
        self.charged.setVisible(difference < 0)
        self.recount.setVisible(self.may_recount)
        self.hand_over.set_value(max(result.counted_idr - OPENING_FLOAT_IDR.get(), 0))
        self._show_left()
        (self.reason if self.needs_reason else self.hand_over).setFocus()

    @property
    def needs_reason(self) -> bool:
        """Whether the difference needs a reason."""
        return self.reason.isVisibleTo(self)

    @property
    def may_recount(self) -> bool:
        """Whether counting once more is offered."""
        return self.result is not None and self.result.may_recount and self.result.difference_idr != 0

    @property
    def unfinished(self) -> bool:
        """Whether a reason was typed, which is recorded with the closing only."""
        return self.needs_reason and bool(self.reason.text())

    def charge_to_staff(self) -> bool | None:
        """Who bears a shortage; None where there is none, or it stays as the shop's policy is."""
        otherwise = self.charged.isVisibleTo(self) and self.charged.isChecked() != self._policy
        return self.charged.isChecked() if otherwise else None

    def _show_left(self) -> None:
        if self.result is not None:
            left = self.result.counted_idr - (self.hand_over.value() or 0)
            self.left.setText(_("Tinggal di laci: {amount}").format(amount=rupiah(left)))


def _told_again(counts: Sequence[CountRow]) -> str:
    """Words on which count of the shift it is, where something moved in the drawer after the first."""
    if not counts or counts[0].last_movement_id == counts[-1].last_movement_id:
        return ""
    told = _(" Ini hitungan ke-{number}; hitungan pertama selisih {difference} dan ikut tercetak di laporan Z.")
    return told.format(number=len(counts), difference=rupiah(counts[0].difference_idr))


def _verdict(difference_idr: int) -> str:
    if not difference_idr:
        return _("Laci pas.")
    if difference_idr < 0:
        words = _("Laci kurang {amount}. Selisih ini dicatat sebagai Selisih Kas.")
    else:
        words = _("Laci lebih {amount}. Selisih ini dicatat sebagai Selisih Kas.")
    return words.format(amount=rupiah(abs(difference_idr)))
