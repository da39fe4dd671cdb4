"""The page “Struk”: receipts at the left, the chosen one at the right with every act that is possible with it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QStackedWidget

from pkkmart.core.i18n import N_, _
from pkkmart.core.operation import Changed
from pkkmart.ledger.screen.slip import copy_slip_text, print_copy, save_slip
from pkkmart.printing.queries import Slip
from pkkmart.printing.settings import read_printer
from pkkmart.products.queries import find_by_code
from pkkmart.sale_changes.operations.cancelling import require_cancellable
from pkkmart.sale_changes.operations.payments import require_unreturned
from pkkmart.sale_changes.queries.history import changes_of, document_of, sale_of_change
from pkkmart.sale_changes.queries.other_owners import may_be_anothers
from pkkmart.sale_changes.queries.returns import return_view
from pkkmart.sale_changes.queries.slips import change_slip
from pkkmart.sale_changes.queries.standing import StandingSale, standing_sale
from pkkmart.sale_changes.screen.acts import AfterSale, PageWays
from pkkmart.sale_changes.screen.pending_change import PendingChange
from pkkmart.sale_changes.screen.receipt import WIDE, Receipt, ReceiptActs, ReceiptView
from pkkmart.sale_changes.screen.receipt_list import ReceiptList
from pkkmart.sale_changes.screen.slip import SlipActs, SlipView
from pkkmart.sales.queries.as_paid import sale_as_paid
from pkkmart.sales.screen import copies
from pkkmart.sales.screen.help import help_sheet
from pkkmart.till.queries import ShiftRow, open_shift
from pkkmart.till.settings import CASH_ROUNDING_IDR
from pkkmart.ui.cards import EmptyState
from pkkmart.ui.doors import Door
from pkkmart.ui.keys import KeyAction
from pkkmart.ui.page import Context, Page
from pkkmart.ui.run import refused, run
from pkkmart.ui.theme import GAP, current


class ReceiptsPage(Page):
    """Everything after a sale. The cart on the counter waits untouched meanwhile."""

    title = N_("Struk")

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.shift: ShiftRow | None = None
        self._works: dict[int, PendingChange] = {}
        self._filling = self._searching = False
        self.viewer: Callable[[QUrl], bool] = QDesktopServices.openUrl
        self.list = ReceiptList(context.messages)
        self.search = self.list.search
        self.view = ReceiptView(
            context,
            ReceiptActs(
                find=self._find,
                copy=self.print_copy,
                nota=self.open_nota,
                text=self.copy_text,
                correct_payment=lambda: self.press("F6"),
                correct_owner=lambda: self.press("F7"),
                show_slip=self.show_slip,
                cancel_return=lambda return_id: self.acts.cancel_return(return_id),
                cancel_all=lambda: self.press("F8"),
                give_back=lambda: self.press("F12"),
            ),
        )
        ways = PageWays(lambda: self.shift, lambda: self.sale, self._no_sale, self._changed, self.reload, self._find)
        self.acts = AfterSale(context, self.view, ways)
        self.slip = SlipView(
            SlipActs(
                self.print_copy, self.open_nota, self.copy_text, self.acts.cancel_return, self.open_sale, self.show_slip
            )
        )
        self.none = EmptyState(
            "receipt", _("Struk mana?"), _("Ketik nomornya, nama anggota, barang atau jumlahnya, atau pindai struknya.")
        )
        self.stack = QStackedWidget()
        for widget in (self.none, self.view, self.slip):
            self.stack.addWidget(widget)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP + 2)
        layout.addWidget(self.list)
        layout.addWidget(self.stack, 1)
        self._connect()
        self.set_actions(self._actions())

    def _connect(self) -> None:
        for changed in (self.list.table.selected, self.list.loaded):
            changed.connect(lambda _row=None: None if self._filling else self._show_chosen())
        self.list.table.opened.connect(lambda _row: self.open_chosen())
        self.list.table.clicked.connect(lambda _index: self._show_chosen())
        self.list.without.clicked.connect(lambda: self.press("F9"))
        self.search.entered.connect(self.open_chosen)
        self.view.changed.connect(self.actions_changed)
        self.view.goods.changed.connect(self._chosen_changed)
        self.stack.currentChanged.connect(lambda _place: self._fit())

    def _actions(self) -> list[KeyAction]:
        goods, acts = self.view.goods, self.acts
        back = acts.why_not_back
        return [
            KeyAction("F1", _("Bantuan"), self._help),
            KeyAction("↑↓", _("Struk / barang")),
            KeyAction("+ −", _("Jumlah kembali"), None, back),
            KeyAction("F4", _("Keadaan"), goods.turn_state, acts.why_not_turned),
            KeyAction("F7", _("Ibu lain"), acts.correct_owner, acts.why_not_anothers),
            KeyAction("F6", _("Cara bayar"), acts.correct_payment, acts.why_not_repaid),
            KeyAction("F8", _("Batalkan struk"), acts.cancel_all, acts.why_not_cancelled, tell=self._refuse),
            KeyAction("F12", _("Kembalikan uang"), acts.give_back, back),
            KeyAction("F9", _("Tanpa struk"), acts.without_receipt, acts.why_not_without_receipt),
            KeyAction("Esc", _("Kembali"), self.context.back_wished.emit),
            KeyAction("+", _("Satu lagi kembali"), lambda: goods.give(1), back, shown=False),
            KeyAction("=", _("Satu lagi kembali"), lambda: goods.give(1), back, shown=False),
            KeyAction("-", _("Satu tidak jadi kembali"), lambda: goods.give(-1), back, shown=False),
            KeyAction("Shift+Enter", _("Semua di baris itu kembali"), goods.take_all, back, shown=False),
            KeyAction("F3", _("Cari struk"), self._find, shown=False),
            KeyAction("F5", _("Ganti cara uang kembali"), self.view.turn_way, back, shown=False),
            KeyAction("Del", _("Batalkan retur terakhir"), self.cancel_last_return, shown=False),
            KeyAction("Ctrl+P", _("Cetak salinan"), self.print_copy, self._nothing_shown, shown=False),
        ]

    # coming and going

    @property
    def home(self) -> QLineEdit | None:
        return self.search

    def enter(self) -> None:
        """Unfinished work is where it was; else the newest receipt stands chosen."""
        super().enter()
        if self.view.receipt is None or not self.view.work.unfinished:
            self.search.clear()
            self.list.forget()
            self.stack.setCurrentWidget(self.none)
        self.search.selectAll()
        self.reload()

    def refresh(self, changes: frozenset[Changed]) -> None:
        if changes & {Changed.SALES, Changed.SHIFT}:
            self.reload()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.list.setFixedWidth(min(current().px(400), self.width() * 36 // 100))
        self._fit()

    def _fit(self) -> None:
        """Where both have no room the goods come first: the list goes while any are chosen; F3 brings it again."""
        room = self.width() - self.list.width() - GAP
        chosen = self.stack.currentWidget() is self.view and self.view.goods.back
        hidden = bool(chosen) and room < current().px(WIDE) and not self._searching
        if hidden and self.list.isAncestorOf(QApplication.focusWidget() or self):
            self.view.goods.setFocus(Qt.FocusReason.OtherFocusReason)
        self.list.setVisible(not hidden)
        self.view.others.setVisible(hidden)

    def _chosen_changed(self) -> None:
        self._searching = False
        self._fit()

    def reload(self) -> None:
        """Read the list and the chosen receipt anew; what was chosen on receipts stays."""
        self.shift = run(self.context.messages, open_shift, self.context.till_id)
        self._filling = True
        self.list.load(self.shift.business_date if self.shift else None)
        self._filling = False
        if self.stack.currentWidget() is self.slip:
            self.show_slip(self.slip.number.text())
        else:
            self._show_chosen()

    def unfinished(self) -> str:
        chosen = "; ".join(work.unfinished for work in self._works.values() if work.unfinished)
        return _("Uang {goods} belum dikembalikan. Buang isian ini?").format(goods=chosen) if chosen else ""

    def forget(self) -> None:
        self._works.clear()
        self.view.receipt = None

    # finding

    def show_item(self, door: Door) -> None:
        """Stand on the receipt of a sale or of a change of one; a return without a receipt is its slip."""
        assert door.id is not None
        sale_id = door.id if door.kind == "sale" else run(self.context.messages, sale_of_change, door.id)
        if sale_id is None:
            self._show_slip(door.id)
            self.slip.setFocus()
            return
        self.open_sale(sale_id)
        keys = {"payment": "F6", "owner": "F7"}
        if door.act in keys:
            self.press(keys[door.act])

    def open_sale(self, sale_id: int) -> None:
        """Bring one receipt to the front, wherever in the list it is, with the hand on its goods."""
        sale = run(self.context.messages, standing_sale, sale_id)
        if sale is None:
            return
        self._filling = True
        if not self.list.stand_on(sale_id):
            self.search.setText(sale.number)
            self.list.load()
            self.list.stand_on(sale_id)
        self._filling = False
        self._show(sale)
        self.view.goods.setFocus(Qt.FocusReason.TabFocusReason)

    def open_chosen(self) -> None:
        """Enter: the hand goes to the goods of the chosen receipt; a number that is none's finds its document."""
        self.list.catch_up()
        self._searching = False
        if self.list.current is not None:
            self._show_chosen()
            shown = self.view.goods if self.stack.currentWidget() is self.view else self.slip
            shown.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self._open_number(self.search.text())

    def _open_number(self, number: str) -> bool:
        found = run(self.context.messages, document_of, number)
        if found is not None:
            self.show_item(Door(*found))
        return found is not None

    def scanned(self, code: str) -> None:
        """A receipt is opened; goods of the open receipt come back, any other find the receipts they are on."""
        if self._open_number(code):
            return
        hits = run(self.context.messages, find_by_code, code) or []
        ids = {hit.product.id for hit in hits}
        rows = self.view.goods.rows if self.stack.currentWidget() is self.view else []
        place = next(
            (place for place, row in enumerate(rows) if row.line.product_id in ids and row.line.left_milli), -1
        )
        if place >= 0:
            self.view.goods.select(place)
            self.view.goods.setFocus()
            self.view.goods.give(1)
        elif hits:
            self.search.setText(hits[0].product.name)
            self.list.load()
        else:
            QApplication.beep()
            told = _("Kode {code} bukan struk dan bukan barang di sini. Ketik nomor struknya, atau pindai lagi.")
            self.context.messages.attention(told.format(code=code), stays=True)

    def _find(self) -> None:
        self._searching = True
        self._fit()
        self.search.setFocus(Qt.FocusReason.TabFocusReason)
        self.search.selectAll()

    # showing

    def _show_chosen(self) -> None:
        row = self.list.current
        if row is not None and row.return_id is not None:
            self._show_slip(row.return_id)
            return
        sale = run(self.context.messages, standing_sale, row.id) if row is not None else None
        if sale is None:
            self.view.receipt = None
            self.stack.setCurrentWidget(self.none)
            self.actions_changed.emit()
        else:
            self._show(sale)

    def _show(self, sale: StandingSale) -> None:
        receipt = run(self.context.messages, self._receipt, sale)
        if receipt is not None:
            self.view.show_receipt(receipt, self._works.setdefault(sale.id, PendingChange(sale.number)))
            self.stack.setCurrentWidget(self.view)
            self._fit()
            self.actions_changed.emit()

    def _receipt(self, sale: StandingSale) -> Receipt:
        return Receipt(
            standing=sale,
            paid=sale_as_paid(sale.id),
            changes=changes_of(sale.id),
            anothers=may_be_anothers(sale),
            unit_idr=CASH_ROUNDING_IDR.get(self.shift.business_date if self.shift else sale.business_date),
            shift_id=self.shift.id if self.shift else None,
            why_not_cancelled=refused(require_cancellable, sale, self.context.till_id),
            why_not_repaid=refused(require_unreturned, sale),
        )

    def _show_slip(self, return_id: int) -> None:
        done = run(self.context.messages, return_view, return_id)
        if done is not None:
            self.show_slip(done.number)

    def show_slip(self, number: str) -> None:
        """The slip of a return or of a cancellation in place of the receipt."""
        found = run(self.context.messages, change_slip, number)
        if found is not None:
            self.slip.show_slip(found, read_printer(self.context.pc).columns)
            self.stack.setCurrentWidget(self.slip)
            self.actions_changed.emit()

    # acts

    @property
    def sale(self) -> StandingSale | None:
        """The receipt at the right; what is still being typed is looked for first."""
        self.list.catch_up()
        receipt = self.view.receipt if self.stack.currentWidget() is self.view else None
        return receipt.standing if receipt is not None else None

    def _no_sale(self) -> str:
        """Why no receipt is chosen, "" when one is."""
        if self.sale is not None:
            return ""
        choose = _("Pilih struknya dulu: pindai nomornya, atau pilih dari daftar.")
        if self.stack.currentWidget() is not self.slip:
            return choose
        return _("{number} bukan struk penjualan.").format(number=self.slip.number.text()) + " " + choose

    def _refuse(self, sentence: str) -> None:
        """Why the receipt can't be cancelled; a PIN typed all the same must not be read among the reasons."""
        if self.view.reason.field.hasFocus():
            self.view.goods.setFocus(Qt.FocusReason.OtherFocusReason)
        self.context.messages.attention(sentence)

    def cancel_last_return(self) -> None:
        """Del: the newest return of this shift on the receipt, or the one that is shown as its slip."""
        shown = self.slip.cancellable if self.stack.currentWidget() is self.slip else self.view.history.last_return
        if shown is not None:
            self.acts.cancel_return(shown)

    @property
    def _slip_shown(self) -> Slip | None:
        """The slip at the right, None where a receipt or nothing is shown."""
        shown = self.slip.shown if self.stack.currentWidget() is self.slip else None
        return shown.slip if shown is not None else None

    def _nothing_shown(self) -> str:
        """Why nothing can be copied, "" while a slip or a receipt is shown."""
        return "" if self._slip_shown is not None else self._no_sale()

    def _changed(self, sale_id: int) -> None:
        """Something was done with a receipt: nothing is chosen on it any more, and all of it is read anew."""
        self._works.pop(sale_id, None)
        self.reload()
        self._find()

    def print_copy(self) -> None:
        """Ctrl+P: one more copy of the receipt, or of the slip that is shown."""
        slip, sale = self._slip_shown, self.sale
        if slip is not None:
            print_copy(self.context, slip)
        elif sale is not None:
            copies.print_copy(self.context, sale.id)

    def open_nota(self) -> None:
        """The receipt as a nota, or the slip that is shown, on half a sheet."""
        slip = self._slip_shown
        if slip is not None:
            save_slip(self.context, slip, self.viewer)
        elif self.sale is not None and self.view.receipt is not None:
            copies.open_nota(self.context, self.view.receipt.paid, self.viewer)

    def copy_text(self) -> None:
        """The receipt, or the slip that is shown, as text for a message."""
        slip, sale = self._slip_shown, self.sale
        if slip is not None:
            copy_slip_text(self.context, slip)
        elif sale is not None:
            copies.copy_text(self.context, sale.id)

    def _help(self) -> None:
        help_sheet(
            self.context, [one for one in self.actions_shown if one.key != "="], self._find, at_the_counter=False
        )
