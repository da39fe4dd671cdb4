"""One row of opening balances typed by hand: the form asks only what its kind needs."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from pkkmart.core.i18n import N_, _
from pkkmart.imports.opening import Judged, OpeningDraft, OpeningKind
from pkkmart.imports.queries import judge_opening
from pkkmart.ui.fields import ChoiceField, Labeled, MoneyField, QuantityField, TextField
from pkkmart.ui.page import Context
from pkkmart.ui.run import run

_HINTS = {
    OpeningKind.CASH: N_("Brankas, Kas kecil atau Bank"),
    OpeningKind.STOCK: N_("nama atau kode barang"),
    OpeningKind.ACCOUNT: N_("kode akun, misalnya 4101"),
}


class RowForm(QWidget):
    """Kind first; a name nobody knows keeps the sheet open and says so under the field."""

    def __init__(self, context: Context, take: Callable[[Judged], object]) -> None:
        super().__init__()
        self._context, self._take = context, take
        self.kind: ChoiceField[OpeningKind] = ChoiceField(_("Jenis"), [(one, _(one.label)) for one in OpeningKind])
        self.name, self.amount = TextField(_("Nama")), MoneyField(_("Rupiah"))
        self.quantity = QuantityField(_("Jumlah barang"))
        sides = [("", _("menurut akunnya")), ("D", _("Debet")), ("K", _("Kredit"))]
        self.side: ChoiceField[str] = ChoiceField(_("Sisi"), sides)
        self._named = Labeled(_("Nama, nomor atau kode"), self.name)
        self._counted, self._sided = Labeled(_("Jumlah barang"), self.quantity), Labeled(_("Sisi"), self.side)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(Labeled(_("Jenis"), self.kind))
        for widget in (self._named, self._counted, Labeled(_("Rupiah"), self.amount), self._sided):
            layout.addWidget(widget)
        self.kind.activated.connect(lambda _index: self._fit())
        self._fit()

    def is_dirty(self) -> bool:
        """Whether something was typed that a careless Esc would lose."""
        return bool(self.name.text())

    def save(self) -> bool:
        """Add the row; False keeps the form open and says why."""
        kind, amount = self.kind.value(), self.amount.value()
        if kind is None or not self.name.text().strip() or not amount:
            self._context.messages.attention(_("Isi nama dan rupiahnya."))
            return False
        quantity = (self.quantity.value() or 0) if kind is OpeningKind.STOCK else 0
        if kind is OpeningKind.STOCK and not quantity:
            self._context.messages.attention(_("Isi jumlah barangnya."))
            return False
        side = (self.side.value() or "") if kind is OpeningKind.ACCOUNT else ""
        draft = OpeningDraft(kind, self.name.text().strip(), amount, quantity, side)
        judged = run(self._context.messages, judge_opening, draft)
        if judged is None or judged.line is None:
            self._named.set_error(judged.reason if judged else "")
            return False
        self._take(judged)
        return True

    def _fit(self) -> None:
        kind = self.kind.value()
        self.name.setPlaceholderText(_(_HINTS.get(kind, N_("nama atau nomor"))) if kind else "")
        self._counted.setVisible(kind is OpeningKind.STOCK)
        self._sided.setVisible(kind is OpeningKind.ACCOUNT)
