"""The sheet that adjusts stock to what was counted: the quantity, the reason, and its cost."""

from __future__ import annotations

from collections.abc import Callable

from pkkmart.core.i18n import _, rupiah
from pkkmart.core.quantity import quantity_text
from pkkmart.products.queries import by_ids
from pkkmart.stock.operations import Adjusted, AdjustItem, adjust
from pkkmart.stock.queries import StockRow, levels
from pkkmart.stock.rules import AdjustReason
from pkkmart.stock.valuation import Level, found_cost, issued
from pkkmart.till.screen.day import ChosenDay
from pkkmart.ui.cards import Words
from pkkmart.ui.choices import ChipField
from pkkmart.ui.fields import Labeled, QuantityField, TextField
from pkkmart.ui.layout import form_grid
from pkkmart.ui.page import Context
from pkkmart.ui.panels import Form, Sheet
from pkkmart.ui.run import run

_LESS = (AdjustReason.MISSING, AdjustReason.SPOILED, AdjustReason.OWN_USE)
_MORE = (AdjustReason.FOUND,)


class AdjustForm(Form[Adjusted]):
    """The counted quantity and the reason; the difference in goods and rupiah is shown before Enter."""

    def __init__(self, context: Context, row: StockRow) -> None:
        super().__init__()
        self._context, self._row = context, row
        self._level = levels([row.product_id]).get(row.product_id, Level())
        whole = not by_ids([row.product_id])[row.product_id].sold_by_weight
        self.quantity = QuantityField(_("Jumlah sebenarnya"), whole=whole)
        self._quantity_named = Labeled(_("Jumlah sebenarnya di rak ({unit})").format(unit=row.unit), self.quantity)
        self.reason = ChipField[AdjustReason](_("Sebab"))
        self._reason_named = Labeled(_("Sebab"), self.reason)
        self.difference = Words("", "strong", wrap=True)
        self.note = TextField(_("Keterangan"), limit=80)
        self._day_named = ChosenDay()
        self.day = self._day_named.date
        recorded = _("Menurut catatan: {qty} {unit}").format(qty=quantity_text(row.qty_milli), unit=row.unit)
        grid = form_grid(self, equal=2, across=16, down=10)
        grid.addWidget(Words(recorded, "medium"), 0, 0, 1, 2)
        grid.addWidget(self._quantity_named, 1, 0)
        grid.addWidget(self._reason_named, 1, 1)
        grid.addWidget(self.difference, 2, 0, 1, 2)
        grid.addWidget(Labeled(_("Keterangan (boleh kosong)"), self.note), 3, 0)
        grid.addWidget(self._day_named, 3, 1)
        self._offered: tuple[AdjustReason, ...] = ()
        self._offer(_LESS)
        self.quantity.changed.connect(lambda _value: self._show())
        self._show()

    def is_dirty(self) -> bool:
        return bool(self.quantity.text() or self.note.text())

    def save(self) -> bool:
        moved, reason = self._moved(), self.reason.value()
        if not moved:
            self._quantity_named.set_error(
                _("Isi jumlah yang ada di rak.") if moved is None else _("Sama dengan catatan, tidak ada yang berubah.")
            )
            self.quantity.setFocus()
            return False
        if not self._day_named.require():
            return False
        assert reason is not None, "there is always a reason to choose"
        item = AdjustItem(self._row.product_id, abs(moved))
        self.saved = run(
            self._context.messages, adjust, self._context.actor, [item], reason,
            note=self.note.text(), day=self._day_named.booked(),
        )  # fmt: skip
        return self.saved is not None

    def _moved(self) -> int | None:
        """Thousandths more (+) or less (-) than recorded; None while nothing is typed."""
        typed = self.quantity.value()
        return None if typed is None else typed - self._level.qty_milli

    def _value_idr(self, moved: int) -> int:
        return found_cost(self._level, moved) if moved > 0 else -issued(self._level, -moved)[1]

    def _offer(self, reasons: tuple[AdjustReason, ...]) -> None:
        if reasons != self._offered:
            self._offered = reasons
            self.reason.set_options([(reason, _(reason.words)) for reason in reasons])

    def _show(self) -> None:
        moved = self._moved()
        self._quantity_named.set_error("")
        if not moved:
            self.difference.setText(
                _("Ketik jumlah hasil hitungan.") if moved is None else _("Cocok, tidak ada selisih.")
            )
            self.difference.set_tone("muted")
            return
        self._offer(_MORE if moved > 0 else _LESS)
        value = self._value_idr(moved)
        words = _("Lebih {qty} {unit}, senilai {value}") if moved > 0 else _("Kurang {qty} {unit}, senilai {value}")
        self.difference.setText(
            words.format(qty=quantity_text(abs(moved)), unit=self._row.unit, value=rupiah(abs(value)))
        )
        self.difference.set_tone("good" if moved > 0 else "danger")


def adjust_sheet(context: Context, row: StockRow, on_done: Callable[[Adjusted], object]) -> Sheet:
    """Show the form over the list; `on_done(adjusted)` is called once it is booked."""
    title = _("Sesuaikan {name}").format(name=row.name)
    return context.messages.form(title, AdjustForm(context, row), on_done, yes=_("Simpan"))
