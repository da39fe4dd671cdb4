"""A buyer brings goods back and has no receipt: which, in what state, her name for the slip, and what she gets."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from PySide6.QtWidgets import QApplication, QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from pkkmart.core.actor import Approval
from pkkmart.core.i18n import _, figure, rupiah
from pkkmart.core.quantity import ONE, quantity_text
from pkkmart.products.queries import ProductRow, find_by_code, search
from pkkmart.sales.cart import Member
from pkkmart.sales.operations.loose import LooseItem, LoosePlan, LooseReturned, plan_loose, return_loose
from pkkmart.sales.queries.loose import LatelySold, lately_sold
from pkkmart.sales.returns import Fault
from pkkmart.sales.screen.goods_back import REASONS, tell_paid_back
from pkkmart.sales.screen.lines import owner_words
from pkkmart.sales.screen.member import pick_member
from pkkmart.sales.settings import LOOSE_DAYS, LOOSE_MOST_IDR
from pkkmart.till.dialogs import quantity_sheet
from pkkmart.till.queries import ShiftRow
from pkkmart.ui.buttons import SecondaryButton
from pkkmart.ui.cards import BigFigure, Elided, Words
from pkkmart.ui.fields import Labeled, SearchField, TextField
from pkkmart.ui.keys import KeyAction
from pkkmart.ui.page import Context
from pkkmart.ui.panels import Sheet
from pkkmart.ui.reasons import ReasonField
from pkkmart.ui.run import run
from pkkmart.ui.table_model import Column, RowsModel, styled_table
from pkkmart.users.dialogs import run_approved


@dataclass(frozen=True, slots=True)
class Brought:
    """Goods on the counter: how much, in what state, and what was lately sold of them."""

    product: ProductRow
    sold: LatelySold
    qty_milli: int
    back_on_shelf: bool = True
    fault: Fault = Fault.MAKER

    @property
    def item(self) -> LooseItem:
        return LooseItem(self.product.id, self.qty_milli, self.back_on_shelf, self.fault)

    @property
    def words(self) -> str:
        """What is seen under the goods: whose they are, and what becomes of them."""
        parts = [_owner(self.product), _("kembali ke rak") if self.back_on_shelf else _("rusak")]
        if self.product.owner_id is not None and not self.back_on_shelf:
            parts.append(_(self.fault.label))
        return " · ".join(parts)


def _owner(product: ProductRow) -> str:
    return owner_words(product.owner_name, consigned=product.owner_id is not None)


class LoosePicker(QWidget):
    """Goods are scanned or searched for; every one is held against what was lately sold as it comes."""

    def __init__(self, context: Context, shift: ShiftRow) -> None:
        super().__init__()
        self.context, self.shift = context, shift
        self.member: Member | None = None
        self.search = SearchField(_("Cari barang"), _("Pindai barangnya, atau ketik namanya …"), rest_ms=60)
        self.found: RowsModel[ProductRow] = RowsModel(
            [
                Column(_("Barang"), lambda row: row.name, second=_owner),
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
        self.tables.setMinimumHeight(190)
        self.buyer = TextField(_("Nama pembeli"), limit=60)
        self._named = Labeled(_("Nama pembeli, yang menandatangani slip"), self.buyer)
        self.member_button = SecondaryButton(_("Anggota"), "F2", icon="id-card", on_click=self.pick_member)
        self.reason = ReasonField(_("Alasan"), [_(reason) for reason in REASONS])
        self.back = BigFigure(rupiah(0), step="money")
        self.how = Elided("", "caption", tone="muted")
        self._lay_out()
        self.search.searched.connect(self._look)
        self.search.stepped.connect(self._step)
        self.found_table.opened.connect(lambda _row: self.take_found())
        self._show()

    def _lay_out(self) -> None:
        """The goods at the left, who brought them and what she gets at the right: on a low screen both are in view."""
        keys = QHBoxLayout()
        keys.setSpacing(8)
        for words, key, act in (
            (_("Jumlah"), "F4", self.ask_quantity),
            (_("Rusak"), "F5", self.toggle_spoiled),
            (_("Tanggungan toko"), "F6", self.toggle_fault),
            (_("Hapus"), "F8", self.remove),
        ):
            keys.addWidget(SecondaryButton(words, key, on_click=act))
        keys.addStretch(1)
        goods = QVBoxLayout()
        goods.setSpacing(8)
        goods.addWidget(self.search)
        goods.addWidget(self.tables, 1)
        goods.addLayout(keys)
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
        days, most = LOOSE_DAYS.get(self.shift.business_date), LOOSE_MOST_IDR.get(self.shift.business_date)
        rule = _("Yang terjual {days} hari terakhir, dengan harga terendahnya; paling banyak {most}.")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(Words(rule.format(days=days, most=rupiah(most)), "caption", tone="muted", wrap=True))
        layout.addLayout(sides)

    @property
    def items(self) -> list[LooseItem]:
        return [row.item for row in self.goods.rows]

    def is_dirty(self) -> bool:
        """Whether goods were named."""
        return bool(self.goods.rows)

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
        """Enter while the search has the focus: what it holds is taken; empty, it says what pays."""
        if self.search.text().strip():
            self.take_found()
        else:
            self.context.messages.attention(_("Ketik nama barangnya, atau tekan F12 untuk mengembalikan uang."))

    def scanned(self, code: str) -> None:
        """A scan: the product, or the choice between several mothers' that share a code."""
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
        """One more of a product."""
        self.search.clear()
        self._look("")
        self.search.setFocus()
        rows = self.goods.rows
        known = next((row for row in rows if row.product.id == product.id), None)
        if known is not None:
            self._put(known, replace(known, qty_milli=known.qty_milli + ONE))
            return
        day = self.shift.business_date
        sold = run(self.context.messages, lately_sold, [product.id], day, LOOSE_DAYS.get(day))
        if sold is None:
            return
        lately = sold.get(product.id, LatelySold())
        first = min(ONE, lately.left_milli) if product.sold_by_weight and lately.left_milli > 0 else ONE
        if self._try([*rows, Brought(product, lately, first)]):
            self.table.select(-1)

    # changing

    def ask_quantity(self) -> None:
        """F4: how many of the chosen goods."""
        row = self._row()
        if row is not None:
            whole = not row.product.sold_by_weight
            quantity_sheet(
                self.context, row.product.name, row.product.unit, row.qty_milli, self._set_quantity, whole=whole
            )

    def _set_quantity(self, qty_milli: int) -> bool:
        row = self._row()
        return row is not None and self._put(row, replace(row, qty_milli=qty_milli))

    def toggle_spoiled(self) -> None:
        """F5: thrown away instead of back on the shelf."""
        row = self._row()
        if row is not None:
            fault = row.fault if row.back_on_shelf else Fault.MAKER
            self._put(row, replace(row, back_on_shelf=not row.back_on_shelf, fault=fault))

    def toggle_fault(self) -> None:
        """F6: a spoiled titipan is the shop's loss, and its maker is still paid."""
        row = self._row()
        if row is not None and row.product.owner_id is not None:
            other = Fault.MAKER if row.fault is Fault.SHOP else Fault.SHOP
            self._put(row, replace(row, fault=other, back_on_shelf=row.back_on_shelf and other is Fault.MAKER))

    def remove(self) -> None:
        """F8: the chosen goods stay with the buyer."""
        row = self._row()
        if row is not None:
            self.goods.replace([other for other in self.goods.rows if other is not row])
            self.table.select(0)
            self._show()

    def pick_member(self) -> None:
        """F2: the buyer is a member; pressed again, she is not."""
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
        """Who it is booked for, None for a stranger."""
        return self.member.person_id if self.member else None

    def words(self) -> str:
        """What a second person puts her name to: the goods, who brought them, the money."""
        goods = ", ".join(f"{quantity_text(row.qty_milli)} {row.product.name}" for row in self.goods.rows)
        told = _("Retur tanpa struk dari {buyer}: {goods}. Kembali {amount}, {how}.")
        return told.format(buyer=self.buyer.text().strip(), goods=goods, amount=self.back.text(), how=self.how.text())

    def _row(self) -> Brought | None:
        row = self.table.current_row()
        return row if isinstance(row, Brought) else None

    def _put(self, old: Brought, new: Brought) -> bool:
        return self._try([new if row is old else row for row in self.goods.rows])

    def _try(self, rows: Sequence[Brought]) -> bool:
        """Show these goods if they may come back; why not is said."""
        items = [row.item for row in rows]
        plan = run(self.context.messages, plan_loose, items, self.shift.business_date, self.member_id)
        if plan is not None:
            self.goods.replace(rows)
            self._show(plan)
        return plan is not None

    def _show(self, plan: LoosePlan | None = None) -> None:
        if plan is None and self.goods.rows:
            plan = run(self.context.messages, plan_loose, self.items, self.shift.business_date, self.member_id)
        self.back.setText(rupiah(plan.cash_idr if plan else 0))
        self.how.setText(_("tunai dari laci") if plan else _("Pindai atau cari barangnya."))

    def filled(self) -> bool:
        """Whether goods, name and reason are there, and nothing searched for was left; what is missing is said."""
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
        return named and self.reason.require(_("Tulis atau pilih alasannya."))


def loose_sheet(context: Context, shift: ShiftRow, on_done: Callable[[], object]) -> None:
    """Take goods back without a receipt, with a supervisor behind the cashier."""
    picker = LoosePicker(context, shift)

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

        def act(approval: Approval | None, _confirmed: frozenset[str]) -> LooseReturned:
            return return_loose(
                context.actor, picker.items, picker.buyer.text(), picker.reason.text(),
                member_id=picker.member_id, approval=approval, till_id=context.till_id
            )  # fmt: skip

        run_approved(context, act, paid_back, reason=picker.reason.text(), what=picker.words())
        return False

    def paid_back(done: LooseReturned) -> None:
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
            ("F4", picker.ask_quantity),
            ("F5", picker.toggle_spoiled),
            ("F6", picker.toggle_fault),
            ("F8", picker.remove),
            ("Enter", enter),
        )
    ]
    sheet.scanned.connect(picker.scanned)
    sheet.open()
    picker.search.setFocus()
