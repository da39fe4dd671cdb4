"""The sheet for goods that leave unsold: returned to the consignor, or lost or broken in the shop."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFrame, QWidget

from pkkmart.consignment.operations import LossItem, ReturnItem, record_loss, record_return
from pkkmart.consignment.queries import ShelfRow, shelf
from pkkmart.consignment.rules import ReturnReason
from pkkmart.consignment.screen.goods import CountField
from pkkmart.core.i18n import _, rupiah
from pkkmart.core.quantity import ONE, quantity_text
from pkkmart.ledger.operations import Recorded
from pkkmart.products.queries import by_ids, find_by_code
from pkkmart.till.screen.day import ChosenDay
from pkkmart.ui.buttons import SecondaryButton
from pkkmart.ui.cards import Elided, Words
from pkkmart.ui.choices import choice_field
from pkkmart.ui.fields import Labeled, TextField, focus_whole
from pkkmart.ui.keys import KeyAction
from pkkmart.ui.layout import STRETCH, column, row, wide
from pkkmart.ui.page import Context
from pkkmart.ui.panels import Form, Sheet
from pkkmart.ui.run import run
from pkkmart.ui.scrolling import ScrollList
from pkkmart.ui.theme import TARGET, current


class _Row(QWidget):
    """One product on the shelf and how many of it leave."""

    def __init__(self, shown: ShelfRow, *, whole: bool) -> None:
        super().__init__()
        self.row = shown
        self.quantity = CountField(_("Jumlah {name}").format(name=shown.name), whole=whole)
        self.quantity.setPlaceholderText("0")
        self.quantity.setFixedWidth(current().px(96))
        about = _("di rak {qty} {unit} · {price}").format(
            qty=quantity_text(shown.qty_milli), unit=shown.unit, price=rupiah(shown.price_idr)
        )
        everything = SecondaryButton(_("Semua"), on_click=lambda: self.quantity.set_value(shown.qty_milli))
        everything.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        everything.setAccessibleName(_("Semua {name}").format(name=shown.name))
        names = column(Elided(shown.name, "medium"), Elided(about, "caption"), spacing=0)
        row(wide(names), everything, self.quantity, margins=(2, 4, 2, 4), spacing=10, on=self)


class RemovalForm(Form[Recorded]):
    """The consignor's goods on the shelf with a quantity each; the arrows move between them, F5 fills in all."""

    def __init__(self, context: Context, consignor_id: int, *, lost: bool) -> None:
        super().__init__()
        self._context, self._consignor_id, self._lost = context, consignor_id, lost
        goods = [row for row in shelf(consignor_id) if row.qty_milli > 0]
        known = by_ids(row.product_id for row in goods)
        self.rows = [_Row(row, whole=not known[row.product_id].sold_by_weight) for row in goods]
        self.reason = choice_field(
            _("Sebabnya"),
            [
                (ReturnReason.UNSOLD, _("Tidak laku")),
                (ReturnReason.EXPIRED, _("Kedaluwarsa")),
                (ReturnReason.DEFECT, _("Cacat dari pembuatnya")),
            ],
        )
        self.note = TextField(_("Catatan"), placeholder=_("misalnya: jatuh dari rak") if lost else "", limit=80)
        self.day = ChosenDay()
        self._lay()

    def _lay(self) -> None:
        for place, one in enumerate(self.rows):
            one.quantity.stepped.connect(lambda by, place=place: self._step(place + by))
        self.list = ScrollList()
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.fill(column(*self.rows, STRETCH, margins=(0, 0, 8, 0), spacing=0))
        each = max(TARGET, self.rows[0].sizeHint().height() if self.rows else TARGET)
        most = max(2, (self._context.messages.host.height() - current().px(380 if self._lost else 456)) // each)
        self.list.setFixedHeight(each * min(len(self.rows), most) + 4)
        about = _("Toko mengganti hak penitip untuk barang ini.") if self._lost else _("Isi jumlah yang dibawa pulang.")
        everything = SecondaryButton(_("Semua barang"), "F5", on_click=self.fill_all)
        everything.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        head = row(wide(Words(about, tone="muted", wrap=True)), everything, spacing=12)
        reason = () if self._lost else (Labeled(_("Sebabnya"), self.reason),)
        below = row(wide(Labeled(_("Catatan"), self.note)), self.day, spacing=12)
        self.day.setFixedWidth(current().px(150))
        column(head, self.list, *reason, below, spacing=12, on=self)

    def typed(self) -> dict[int, int]:
        """What is filled in, by product, thousandths of a unit."""
        return {row.row.product_id: row.quantity.value() or 0 for row in self.rows if row.quantity.value()}

    def is_dirty(self) -> bool:
        return any(row.quantity.text() for row in self.rows) or bool(self.note.text())

    def fill_all(self) -> None:
        """Fill in all that is on the shelf."""
        for row in self.rows:
            row.quantity.set_value(row.row.qty_milli)

    def add(self, code: str) -> None:
        """Add one of a scanned product."""
        shown = {row.row.product_id: row for row in self.rows}
        for hit in find_by_code(code):
            row = shown.get(hit.product.id)
            if row is not None:
                row.quantity.add(hit.pack_milli or ONE)
                self._step(self.rows.index(row))
                return
        QApplication.beep()
        sentence = _("Kode {code} bukan barang yang ada di rak penitip ini.")
        self._context.messages.attention(sentence.format(code=code))

    def save(self) -> bool:
        if not self.day.require():
            return False
        items, run_ = self.typed().items(), self._context.messages
        actor, note, day = self._context.actor, self.note.text(), self.day.booked()
        if self._lost:
            lost = [LossItem(product_id, qty) for product_id, qty in items]
            self.saved = run(run_, record_loss, actor, self._consignor_id, lost, day=day, note=note)
        else:
            reason = self.reason.value() or ReturnReason.UNSOLD
            home = [ReturnItem(product_id, qty, reason) for product_id, qty in items]
            self.saved = run(run_, record_return, actor, self._consignor_id, home, day=day, note=note)
        return self.saved is not None

    def _step(self, place: int) -> None:
        if 0 <= place < len(self.rows):
            field = self.rows[place].quantity
            focus_whole(field)
            self.list.ensureWidgetVisible(self.rows[place])


def removal_sheet(
    context: Context, consignor_id: int, name: str, on_done: Callable[[Recorded], object], *, lost: bool = False
) -> Sheet:
    """Ask which goods leave; `on_done` is called with the document."""
    form = RemovalForm(context, consignor_id, lost=lost)
    title = _("Hilang atau rusak di toko · {name}") if lost else _("Dibawa pulang {name}")
    sheet = context.messages.form(title.format(name=name), form, on_done, yes=_("Simpan"), width=640)
    sheet.keys.append(KeyAction("F5", _("Semua"), form.fill_all))
    sheet.scanned.connect(form.add)
    return sheet
