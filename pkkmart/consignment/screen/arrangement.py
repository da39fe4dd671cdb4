"""The sheet of how a consignor is settled and paid: cycle, minimum, who bears what is past its day, deductions."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt

from pkkmart.consignment.operations import agree_arrangement
from pkkmart.consignment.queries import arrangement_history, arrangement_of
from pkkmart.consignment.rules import Arrangement, Bearer, Cycle
from pkkmart.core import clock
from pkkmart.core.i18n import _, date_short, inside, rupiah
from pkkmart.ui.cards import Words
from pkkmart.ui.choices import CheckField, choice_field
from pkkmart.ui.fields import Labeled, MoneyField, TextField
from pkkmart.ui.layout import form_grid
from pkkmart.ui.page import Context
from pkkmart.ui.panels import Form, Sheet
from pkkmart.ui.run import run

_TOLD = 3
"""So many earlier arrangements are told under the form."""


def arrangement_words(agreed: Arrangement) -> str:
    """What is agreed in a few words: `dihitung tiap minggu · paling sedikit Rp 50.000 · potong bon`."""
    parts = [_("dihitung {cycle}").format(cycle=inside(_(agreed.cycle.label)))]
    if agreed.minimum_idr:
        parts.append(_("paling sedikit {amount}").format(amount=rupiah(agreed.minimum_idr)))
    if agreed.expiry is Bearer.SHOP:
        parts.append(_("kedaluwarsa ditanggung koperasi"))
    if agreed.bon:
        parts.append(_("potong bon"))
    if agreed.savings:
        parts.append(_("potong simpanan"))
    return " · ".join([*parts, *([agreed.note] if agreed.note else [])])


class ArrangementForm(Form[int]):
    """What is agreed from today on; what held before is told under it."""

    def __init__(self, context: Context, consignor_id: int) -> None:
        super().__init__()
        self._context, self._consignor_id = context, consignor_id
        self._known = arrangement_of(consignor_id, clock.today())
        self.cycle = choice_field(_("Hasilnya dihitung"), [(one, _(one.label)) for one in Cycle])
        self.cycle.choose(self._known.cycle)
        minimum = _("Dihitung bila paling sedikit (rupiah)")
        self.minimum = MoneyField(minimum, value=self._known.minimum_idr or None)
        bearers = [(Bearer.CONSIGNOR, _("Penitip sendiri")), (Bearer.SHOP, _("Koperasi, haknya diganti"))]
        self.expiry = choice_field(_("Lewat tanggal ditanggung"), bearers)
        self.expiry.choose(self._known.expiry)
        self.bon = CheckField(_("Setuju bonnya dipotong dari hasil titipan"), checked=self._known.bon)
        self.savings = CheckField(_("Setuju simpanan wajib dipotong dari hasil titipan"), checked=self._known.savings)
        self.note = TextField(_("Catatan"), limit=80)
        self.note.setText(self._known.note)
        grid = form_grid(self)
        fields = (
            Labeled(_("Hasilnya dihitung"), self.cycle),
            Labeled(minimum, self.minimum),
            Labeled(_("Lewat tanggal ditanggung"), self.expiry),
            self.bon,
            self.savings,
            Labeled(_("Catatan"), self.note),
            *self._history(),
        )
        for place, widget in enumerate(fields):
            grid.addWidget(widget, place, 0, Qt.AlignmentFlag.AlignTop)

    def _history(self) -> list[Words]:
        told = _("sejak {day}: {agreed}")
        return [
            Words(told.format(day=date_short(row.since), agreed=arrangement_words(row.agreed)), "caption", tone="muted",
                  wrap=True)
            for row in arrangement_history(self._consignor_id)[:_TOLD]
        ]  # fmt: skip

    def agreed(self) -> Arrangement:
        """What is filled in."""
        return Arrangement(
            self.cycle.value() or Cycle.ON_DEMAND, self.minimum.value() or 0, self.expiry.value() or Bearer.CONSIGNOR,
            self.bon.isChecked(), self.savings.isChecked(), self.note.text(),
        )  # fmt: skip

    def is_dirty(self) -> bool:
        return self.agreed() != self._known

    def save(self) -> bool:
        """Record it; False keeps the sheet open."""
        self.saved = run(
            self._context.messages, agree_arrangement, self._context.actor, self._consignor_id, self.agreed()
        )
        return self.saved is not None


def arrangement_sheet(context: Context, consignor_id: int, name: str, on_done: Callable[[], object]) -> Sheet:
    """Lay the form over the page; `on_done()` comes after it is recorded."""
    form = ArrangementForm(context, consignor_id)
    title = _("Cara hitung dengan {name}").format(name=name)
    return context.messages.form(title, form, lambda _saved: on_done(), yes=_("Simpan"), width=600)
