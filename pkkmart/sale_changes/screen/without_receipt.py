"""A buyer brings goods back without their receipt: which, why, the name for the slip, and what is paid back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtWidgets import QApplication, QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from pkkmart.core.actor import Approval
from pkkmart.core.i18n import _, figure, rupiah
from pkkmart.core.quantity import ONE, quantity_text
from pkkmart.products.queries import ProductRow, find_by_code, search
from pkkmart.sale_changes.operations import ReturnedForCash, UnreceiptedItem, return_without_receipt
from pkkmart.sale_changes.operations.without_receipt import CashBack, plan_without_receipt
from pkkmart.sale_changes.queries.lately_sold import LatelySold, lately_sold
from pkkmart.sale_changes.queries.returns import ReturnView, standing_returns
from pkkmart.sale_changes.returns import NO_REASON, RETURN_REASONS, reason_of
from pkkmart.sale_changes.screen.brought import Brought, owner_of
from pkkmart.sale_changes.screen.cancelling import cancel_return_sheet, tell_paid_back
from pkkmart.sale_changes.settings import DAYS_WITHOUT_RECEIPT, MOST_WITHOUT_RECEIPT_IDR
from pkkmart.sales.cart import Member
from pkkmart.sales.screen.member import pick_member
from pkkmart.till.dialogs import quantity_sheet
from pkkmart.till.queries import ShiftRow, drawer_words
from pkkmart.ui.buttons import GhostButton, SecondaryButton
from pkkmart.ui.cards import BigFigure, Elided, Words
from pkkmart.ui.fields import Labeled, SearchField, TextField
from pkkmart.ui.flow import FlowLayout
from pkkmart.ui.keys import KeyAction
from pkkmart.ui.page import Context
from pkkmart.ui.panels import Sheet
from pkkmart.ui.reasons import ReasonField, tells_why
from pkkmart.ui.run import run
from pkkmart.ui.table_model import Column, RowsModel, styled_table
from pkkmart.users.dialogs import run_approved


class WithoutReceipt(QWidget):
    """Goods are scanned or searched for; each is compared with what was lately sold as it comes."""

    def __init__(self, context: Context, shift: ShiftRow) -> None:
        super().__init__()
        self.context, self.shift = context, shift
        self.member: Member | None = None
        self.search = SearchField(_("Cari barang"), _("Pindai barangnya, atau ketik namanya …"), rest_ms=60)
        self.found: RowsModel[ProductRow] = RowsModel(
            [
                Column(_("Barang"), lambda row: row.name, second=owner_of),
                Column(_("Harga"), lambda row: figure(row.selling_price_idr), 110, "right"),
            ]
        )
        self.goods: RowsModel[Brought] = RowsModel(
            [
                Column(_("Barang"), lambda row: row.product.name, second=lambda row: row.words),
                Column(_("Retur"), lambda row: quantity_text(row.qty_milli), 74, "right", weight=700),
                Column(_("Nilai"), lambda row: figure(row.sold.least_idr(row.qty_milli)), 96, "right"),
            ]
        )
        self.found_table = styled_table(
            self.found, _("Barang yang cocok"), two_lines=True, empty_text=_("Tidak ada barang dengan nama itu.")
        )
        self.table = styled_table(
            self.goods, _("Barang yang diretur"), two_lines=True, empty_text=_("Belum ada barang.")
        )
        self.tables = QStackedWidget()
        self.tables.addWidget(self.table)
        self.tables.addWidget(self.found_table)
        self.tables.setMinimumHeight(170)
        self.buyer = TextField(_("Nama pembeli"), limit=60)
        self._named = Labeled(_("Nama pembeli, yang menandatangani slip"), self.buyer)
        self.member_button = SecondaryButton(_("Anggota"), "F2", icon="id-card", on_click=self.pick_member)
        self.reason = ReasonField(_("Alasan"), [_(reason) for reason in RETURN_REASONS])
        self.back = BigFigure(rupiah(0), step="money")
        self.how = Elided("", "caption", tone="muted")
        self.earlier = QWidget()
        self._earlier_row = FlowLayout(self.earlier)
        self._lay_out()
        self.search.searched.connect(self._look)
        self.search.stepped.connect(self._step)
        self.found_table.opened.connect(lambda _row: self.take_found())
        self.table.selected.connect(lambda _row: self._show_reason())
        self.reason.changed.connect(self._give_reason)
        self._show()
        self.show_earlier()

    def _lay_out(self) -> None:
        """The goods at the left, who brought them and what is paid at the right: on a low screen both are in view."""
        keys = QHBoxLayout()
        keys.setSpacing(8)
        for words, key, act in (
            (_("Keadaan"), "F4", self.turn_state),
            (_("Jumlah"), "F5", self.ask_quantity),
            (_("Hapus"), "F8", self.remove),
        ):
            keys.addWidget(SecondaryButton(words, key, on_click=act))
        keys.addStretch(1)
        goods = QVBoxLayout()
        goods.setSpacing(8)
        goods.addWidget(self.search)
        goods.addWidget(self.tables, 1)
        goods.addLayout(keys)
        goods.addWidget(self.earlier)
        who = QVBoxLayout()
        who.setSpacing(8)
        for widget in (self._named, self.member_button, self.reason):
            who.addWidget(widget)
        who.addStretch(1)
        who.addWidget(self.back)
        who.addWidget(self.how)
        sides = QHBoxLayout()
        sides.setSpacing(20)
        sides.addLayout(goods, 3)
        sides.addLayout(who, 2)
        day = self.shift.business_date
        rule = _("Yang terjual {days} hari terakhir, dengan harga terendahnya; paling banyak {most}.").format(
            days=DAYS_WITHOUT_RECEIPT.get(day), most=rupiah(MOST_WITHOUT_RECEIPT_IDR.get(day))
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(Words(rule, "caption", tone="muted", wrap=True))
        layout.addLayout(sides)

    @property
    def items(self) -> list[UnreceiptedItem]:
        return [row.item for row in self.goods.rows]

    def is_dirty(self) -> bool:
        """Whether goods or a name were told."""
        return bool(self.goods.rows or self.buyer.text())

    def show_earlier(self) -> None:
        """The returns without a receipt of this shift, each with the way to cancel it."""
        self._earlier_row.clear()
        returns = run(self.context.messages, standing_returns, self.shift.id) or []
        known = [one for one in returns if one.sale_id is None]
        for place, one in enumerate(known[:3]):
            words = _("Batalkan {number} · {amount}").format(number=one.number, amount=figure(one.total_idr))
            self._earlier_row.addWidget(
                GhostButton(words, "" if place else "Del", on_click=partial(self.cancel_earlier, one))
            )
        self.earlier.setVisible(bool(known))
        self.last_earlier = known[0] if known else None

    def cancel_earlier(self, done: ReturnView | None = None) -> None:
        """Del: the newest return without a receipt was wrong."""
        wanted = done or self.last_earlier
        if wanted is not None:
            cancel_return_sheet(self.context, wanted, self.show_earlier)

    # finding

    def _look(self, text: str) -> None:
        self.found.replace(run(self.context.messages, search, text) or [] if text else [])
        self.found_table.select(0)
        self.tables.setCurrentWidget(self.found_table if text else self.table)

    def _step(self, by: int) -> None:
        (self.found_table if self.tables.currentWidget() is self.found_table else self.table).step(by)

    def take_found(self) -> None:
        """Enter in the search: the product the person stands on."""
        if self.tables.currentWidget() is not self.found_table:
            self._look(self.search.text().strip())
        row = self.found_table.current_row()
        if isinstance(row, ProductRow):
            self.add(row)

    def enter_search(self) -> None:
        """Enter while the search has the focus: what it holds is added; empty, it says what pays."""
        if self.search.text().strip():
            self.take_found()
        else:
            self.context.messages.attention(_("Ketik nama barangnya, atau tekan F12 untuk mengembalikan uang."))

    def scanned(self, code: str) -> None:
        """A scan: the product, or the choice between those of several owners that share a code."""
        hits = run(self.context.messages, find_by_code, code)
        if hits is None:
            return
        products = list({hit.product.id: hit.product for hit in hits}.values())
        if len(products) == 1:
            self.add(products[0])
        elif products:
            self.found.replace(products)
            self.found_table.select(0)
            self.tables.setCurrentWidget(self.found_table)
            self.found_table.setFocus()
        else:
            self.context.messages.attention(_("Kode {code} belum terdaftar. Ketik nama barangnya.").format(code=code))

    def add(self, product: ProductRow) -> None:
        """One more of a product; the first of it takes the reason of the goods before it."""
        self.search.clear()
        self._look("")
        self.search.setFocus()
        rows = self.goods.rows
        known = next((row for row in rows if row.product.id == product.id), None)
        if known is not None:
            self._put(known, replace(known, qty_milli=known.qty_milli + ONE))
            return
        day = self.shift.business_date
        sold = run(self.context.messages, lately_sold, [product.id], day, DAYS_WITHOUT_RECEIPT.get(day))
        if sold is None:
            return
        lately = sold.get(product.id, LatelySold())
        first = min(ONE, lately.left_milli) if product.sold_by_weight and lately.left_milli > 0 else ONE
        state = NO_REASON.like(rows[-1].state) if rows else NO_REASON.with_reason(self.reason.text())
        if self._try([*rows, Brought(product, lately, first, state)]):
            self.table.select(-1)

    # changing

    def ask_quantity(self) -> None:
        """F5: how many of the chosen goods."""
        row = self._row()
        if row is not None:
            product, whole = row.product, not row.product.sold_by_weight
            quantity_sheet(self.context, product.name, product.unit, row.qty_milli, self._set_quantity, whole=whole)

    def _set_quantity(self, qty_milli: int) -> bool:
        row = self._row()
        return row is not None and self._put(row, replace(row, qty_milli=qty_milli))

    def turn_state(self) -> None:
        """F4: the next thing that can become of the chosen goods."""
        row = self._row()
        if row is not None:
            self._put(row, replace(row, state=row.state.turned(consigned=row.consigned)))

    def _give_reason(self, words: str) -> None:
        row = self._row()
        if row is not None:
            self._put(row, replace(row, state=row.state.with_reason(words)))

    def remove(self) -> None:
        """F8: the chosen goods stay with the buyer."""
        row = self._row()
        if row is not None:
            self.goods.replace([other for other in self.goods.rows if other is not row])
            self.table.select(0)
            self._show()

    def pick_member(self) -> None:
        """F2: the buyer is a member; pressed again, no member."""
        if self.member is None:
            pick_member(self.context.messages, self._set_member)
        else:
            self._set_member(None)

    def _set_member(self, member: Member | None) -> None:
        self.member = member
        self.member_button.set_words(_("Bukan anggota") if member else _("Anggota"))
        self.buyer.setText(member.name if member else "")
        self._show()

    @property
    def member_id(self) -> int | None:
        """The member it is booked for, None for a stranger."""
        return self.member.person_id if self.member else None

    def words(self) -> str:
        """What a second person stands behind: the goods, who brought them, the money."""
        goods = ", ".join(f"{quantity_text(row.qty_milli)} {row.product.name}" for row in self.goods.rows)
        told = _("Retur tanpa struk dari {buyer}: {goods}. Kembali {amount}, tunai dari {drawer}.")
        drawer = drawer_words(self.context.till_id)
        return told.format(buyer=self.buyer.text().strip(), goods=goods, amount=self.back.text(), drawer=drawer)

    def reasons(self) -> str:
        """All reasons that were given, each once."""
        return "; ".join(dict.fromkeys(_(row.state.reason) for row in self.goods.rows))

    def _row(self) -> Brought | None:
        row = self.table.current_row()
        return row if isinstance(row, Brought) else None

    def _put(self, old: Brought, new: Brought) -> bool:
        return self._try([new if row is old else row for row in self.goods.rows])

    def _try(self, rows: Sequence[Brought]) -> bool:
        """Show these goods if they may come back; why not is said."""
        items = [row.item for row in rows]
        plan = run(self.context.messages, plan_without_receipt, items, self.shift.business_date, self.member_id)
        if plan is not None:
            self.goods.replace(rows)
            self._show(plan)
        return plan is not None

    def _show(self, plan: CashBack | None = None) -> None:
        day = self.shift.business_date
        if plan is None and self.goods.rows:
            plan = run(self.context.messages, plan_without_receipt, self.items, day, self.member_id)
        self.back.setText(rupiah(plan.cash_idr if plan else 0))
        self.how.setText(_("tunai dari laci") if plan else _("Pindai atau cari barangnya."))
        self._show_reason()

    def _show_reason(self) -> None:
        row = self._row()
        if row is None:
            return
        if reason_of(self.reason.text()) != row.state.reason or not self.reason.field.hasFocus():
            self.reason.set(
                _("Alasan · {name}").format(name=row.product.name), _(row.state.reason) if row.state.reason else ""
            )

    def filled(self) -> bool:
        """Whether goods, name and reasons are there, and nothing searched for was left; what is missing is said."""
        left = self.search.text().strip()
        if left:
            told = _("Cari masih berisi “{text}”. Enter memasukkan barangnya, Esc mengosongkannya; lalu F12.")
            self.context.messages.attention(told.format(text=left))
            self.search.setFocus()
            return False
        if not self.goods.rows:
            self.context.messages.attention(_("Belum ada barang. Pindai atau cari yang dibawa pembeli."))
            self.search.setFocus()
            return False
        named = bool(self.buyer.text().strip())
        self._named.set_error("" if named else _("Tulis nama pembeli; dia menandatangani slipnya."))
        if not named:
            self.buyer.setFocus()
            return False
        silent = next((place for place, row in enumerate(self.goods.rows) if not tells_why(row.state.reason)), None)
        if silent is not None:
            self.table.select(silent)
            return self.reason.require(_("Tulis atau pilih alasannya."))
        return True


def without_receipt_sheet(context: Context, shift: ShiftRow, on_done: Callable[[], object]) -> None:
    """Take goods back without a receipt, with a second person behind the cashier."""
    picker = WithoutReceipt(context, shift)

    def enter() -> None:
        """Enter in the search takes the goods and never pays; elsewhere it is the button's."""
        focused = QApplication.focusWidget()
        if picker.search.hasFocus():
            picker.enter_search()
        elif isinstance(focused, QPushButton):
            focused.click()
        else:
            sheet.accept()

    def accept() -> bool:
        if not picker.filled():
            return False

        def act(approval: Approval | None, _confirmed: frozenset[str]) -> ReturnedForCash:
            return return_without_receipt(
                context.actor, picker.items, picker.buyer.text(),
                till_id=context.till_id, member_id=picker.member_id, approval=approval,
            )  # fmt: skip

        run_approved(context, act, paid_back, reason=picker.reasons(), what=picker.words())
        return False

    def paid_back(done: ReturnedForCash) -> None:
        sheet.close_panel()
        tell_paid_back(context, done.number, done.cash_idr, on_done)

    sheet = Sheet(
        context.messages.host, _("Retur tanpa struk"), picker,
        yes=_("Kembalikan uang"), on_yes=accept, is_dirty=picker.is_dirty, yes_key="F12", width=860,
    )  # fmt: skip
    sheet.keys += [
        KeyAction(key, key, act)
        for key, act in (
            ("F2", picker.pick_member),
            ("F4", picker.turn_state),
            ("F5", picker.ask_quantity),
            ("F8", picker.remove),
            ("Del", picker.cancel_earlier),
            ("Enter", enter),
        )
    ]
    sheet.scanned.connect(picker.scanned)
    sheet.open()
    picker.search.setFocus()
