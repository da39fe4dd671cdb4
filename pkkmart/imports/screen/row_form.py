"""One row of opening balances typed by hand: the form asks only what its kind needs."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from pkkmart.core.i18n import N_, _
from pkkmart.imports.judging import name_key
from pkkmart.imports.opening import Judged, OpeningDraft, OpeningKind
from pkkmart.ui.choices import choice_field
from pkkmart.ui.fields import ChoiceField, Labeled, MoneyField, QuantityField, TextField
from pkkmart.ui.layout import column
from pkkmart.ui.page import Context
from pkkmart.ui.run import run

_HINTS = {
    OpeningKind.CASH: N_("Brankas, Kas kecil atau Bank"),
    OpeningKind.STOCK: N_("nama atau kode barang"),
    OpeningKind.ACCOUNT: N_("kode atau nama akun, misalnya 4101"),
}
_NAMED = N_("nama atau nomor")


class RowForm(QWidget):
    """Kind first; a row that is not understood keeps the form open and says why under the name.

    A new name that resembles another is asked about once: the same name again is a new person.
    """

    def __init__(
        self,
        context: Context,
        judge: Callable[[OpeningDraft], Judged],
        take: Callable[[Judged], object],
        row: Judged | None = None,
    ) -> None:
        super().__init__()
        self._context, self._judge, self._take = context, judge, take
        self._warned = ""
        self.kind: ChoiceField[OpeningKind] = ChoiceField(_("Jenis"), [(one, _(one.label)) for one in OpeningKind])
        self.name, self.amount = TextField(_("Nama")), MoneyField(_("Rupiah"))
        self.quantity = QuantityField(_("Jumlah barang"))
        sides = [("", _("menurut akunnya")), ("D", _("Debet")), ("K", _("Kredit"))]
        self.side = choice_field(_("Sisi"), sides)
        self._named = Labeled(_("Nama, nomor atau kode"), self.name)
        self._counted, self._sided = Labeled(_("Jumlah barang"), self.quantity), Labeled(_("Sisi"), self.side)
        column(
            Labeled(_("Jenis"), self.kind),
            self._named,
            self._counted,
            Labeled(_("Rupiah"), self.amount),
            self._sided,
            spacing=12,
            on=self,
        )
        self.kind.activated.connect(lambda _index: self._fit())
        self._fill(row)
        self._fit()
        self._given = self._typed()

    def is_dirty(self) -> bool:
        """Whether something was typed that a careless Esc would lose."""
        return self._typed() != self._given

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
        judged = run(self._context.messages, self._judge, draft)
        if judged is None or judged.line is None:
            return self._ask(judged.reason if judged else "")
        if judged.alike and self._warned != name_key(draft.name):
            self._warned = name_key(draft.name)
            return self._ask(_alike_words(judged))
        self._take(judged)
        return True

    def _ask(self, sentence: str) -> bool:
        self._named.set_error(sentence)
        self.name.setFocus()
        self.name.selectAll()
        return False

    def _typed(self) -> tuple[object, ...]:
        return self.name.text(), self.amount.value(), self.quantity.text(), self.side.value()

    def _fill(self, row: Judged | None) -> None:
        """Show a row that is to be mended, and what it is to be mended for."""
        if row is None:
            return
        draft = row.draft
        if draft is not None:
            self.kind.choose(draft.kind)
            self.name.setText(draft.name)
            self.amount.set_value(draft.amount_idr or None)
            self.quantity.set_value(draft.qty_milli or None)
            self.side.choose(draft.side)
        if row.alike and draft is not None:
            self._warned = name_key(draft.name)
        self._named.set_error(row.reason or (_alike_words(row) if row.alike else ""))

    def _fit(self) -> None:
        kind = self.kind.value()
        self.name.setPlaceholderText(_(_HINTS.get(kind, _NAMED)) if kind else "")
        self._counted.setVisible(kind is OpeningKind.STOCK)
        self._sided.setVisible(kind is OpeningKind.ACCOUNT)


def _alike_words(row: Judged) -> str:
    """What to do about a new name that resembles another."""
    sentence = _(
        "Belum ada orang dengan nama ini; mirip {alike}. Bila orangnya sama, tulis seperti itu atau nomornya. "
        "Bila orang lain, tekan Enter."
    )
    return sentence.format(alike=row.alike)
