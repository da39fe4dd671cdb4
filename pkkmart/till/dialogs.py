"""Small forms of the drawer: the float a shift opens with, and a quantity for a line."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QApplication

from pkkmart.core.i18n import _, rupiah
from pkkmart.till.operations import start_shift
from pkkmart.till.queries import ShiftRow, carried_idr
from pkkmart.till.settings import OPENING_FLOAT_IDR
from pkkmart.ui.cards import Words
from pkkmart.ui.fields import Labeled, MoneyField, QuantityField
from pkkmart.ui.page import Context
from pkkmart.ui.panels import column
from pkkmart.ui.run import run, run_confirmed


def start_shift_sheet(context: Context, on_started: Callable[[], object]) -> None:
    """Ask what is in the drawer and open the shift."""
    carried = run(context.messages, carried_idr) or 0
    suggested = carried or run(context.messages, OPENING_FLOAT_IDR.get) or 0
    field = MoneyField(_("Modal laci"), big=True)
    field.set_value(suggested)
    note = (
        _("Sif terakhir meninggalkan {amount} di laci. Selebihnya diambil dari brankas.").format(amount=rupiah(carried))
        if carried
        else _("Uang ini diambil dari brankas. Hitung, lalu isi jumlahnya.")
    )
    form = column(Labeled(_("Uang di laci sekarang"), field), Words(note, tone="muted", wrap=True))

    def done(shift: ShiftRow) -> None:
        context.messages.good(
            _("Sif {number} dibuka. Selamat bekerja, {name}.").format(number=shift.id, name=shift.user_name)
        )
        on_started()

    def accept() -> bool:
        amount = field.value()
        if amount is None:
            context.messages.attention(_("Isi jumlah uang di laci; 0 bila kosong."))
            return False
        run_confirmed(
            context.messages,
            lambda confirmed: start_shift(context.actor, amount, confirmed=confirmed),
            done,
            yes=_("Memang benar, lanjutkan"),
        )
        return True

    context.messages.sheet(_("Buka sif"), form, yes=_("Buka sif"), on_yes=accept)
    field.setFocus()
    field.selectAll()


def quantity_sheet(
    context: Context, name: str, unit: str, qty_milli: int, on_set: Callable[[int], bool], *, whole: bool
) -> None:
    """Ask how many; a barcode scanned meanwhile beeps and changes nothing."""
    field = QuantityField(_("Jumlah"), whole=whole, value=qty_milli)

    def accept() -> bool:
        value = field.value()
        if value is None:
            context.messages.attention(_("Ketik jumlah {name}, misalnya 3.").format(name=name))
            return False
        return on_set(value)

    def refuse(_code: str) -> None:
        QApplication.beep()
        context.messages.attention(_("Simpan jumlah dulu, baru pindai barang berikutnya."))

    sheet = context.messages.sheet(
        name, column(Labeled(_("Jumlah ({unit})").format(unit=unit), field)), yes=_("Simpan"), on_yes=accept
    )
    sheet.scanned.connect(refuse)
    field.setFocus()
    field.selectAll()
