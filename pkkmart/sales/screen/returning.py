"""A buyer brings something back: find her receipt, say what and why, see what is paid back before it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pkkmart.core import clock
from pkkmart.core.actor import Approval
from pkkmart.core.errors import UserError
from pkkmart.core.i18n import _, date_long, figure, rupiah, time_short
from pkkmart.core.quantity import ONE, quantity_text
from pkkmart.sales.operations import Returned, ReturnItem, planned_refund, return_goods
from pkkmart.sales.queries.paid_back import shift_paid_back
from pkkmart.sales.queries.returned import ReturnableLine, ReturnableSale, SaleRow, returnable, sales_to_return
from pkkmart.sales.returns import Fault
from pkkmart.sales.screen.cancelled_return import cancel_return_sheet, taken_back_sheet
from pkkmart.sales.screen.cancelling import cancel_receipt
from pkkmart.sales.screen.goods_back import REASONS, tell_paid_back
from pkkmart.sales.screen.loose_return import loose_sheet
from pkkmart.sales.settings import takes_loose_returns
from pkkmart.sales.tenders import Tender
from pkkmart.till.dialogs import quantity_sheet
from pkkmart.till.queries import ShiftRow
from pkkmart.till.settings import CASH_ROUNDING_IDR
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


class SalePicker(QWidget):
    """Today's receipts, or those of any day that answer to a number, a member or an amount."""

    def __init__(self, shift: ShiftRow) -> None:
        super().__init__()
        self._day = shift.business_date
        self.search = SearchField(_("Cari struk"), _("Nomor struk, nama anggota, atau jumlahnya …"), rest_ms=120)
        columns: list[Column[SaleRow]] = [
            Column(_("Struk"), lambda row: row.number, second=_second, tone=_tone),
            Column(_("Jam"), lambda row: _moment(row), 120, "right"),
            Column(_("Jumlah"), lambda row: figure(row.total_idr), 110, "right", weight=700),
        ]
        self.model: RowsModel[SaleRow] = RowsModel(columns)
        self.table = styled_table(
            self.model, _("Struk"), two_lines=True, empty_text=_("Tidak ada struk seperti itu. Coba nomornya saja.")
        )
        self.table.setMinimumHeight(300)
        self.loose = SecondaryButton(_("Tanpa struk"), "F9")
        if not takes_loose_returns():
            self.loose.hide()
        self.cancels = SecondaryButton(_("Batalkan retur"), "F6")
        self.cancels.hide()
        without = QHBoxLayout()
        without.addWidget(self.loose)
        without.addWidget(self.cancels)
        without.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.search)
        layout.addWidget(self.table)
        layout.addLayout(without)
        self.search.searched.connect(self.look)
        self.search.stepped.connect(self.table.step)
        self.look("")

    def look(self, text: str) -> None:
        self.model.replace(sales_to_return(text, self._day))
        if self.model.rows:
            self.table.select(0)

    def chosen(self) -> SaleRow | None:
        if self.search.text().strip() and not self.model.rows:
            self.look(self.search.text())
        row = self.table.current_row()
        return row if isinstance(row, SaleRow) else None


def _second(row: SaleRow) -> str:
    if row.voided_by:
        return _("dibatalkan dengan {number}").format(number=row.voided_by)
    return " · ".join(part for part in (row.member, row.goods) if part)


def _tone(row: SaleRow) -> str:
    return "muted" if row.voided_by else "plain"


def _moment(row: SaleRow) -> str:
    local = clock.local(clock.from_text(row.recorded_at))
    return time_short(local) if local.date() == clock.today() else f"{local:%d/%m} {time_short(local)}"


def return_sheet(context: Context, shift: ShiftRow, on_done: Callable[[], object]) -> None:
    """Ask for the receipt: its number scanned or typed, or one of today's."""
    picker = SalePicker(shift)

    def take() -> bool:
        row = picker.chosen()
        if row is None:
            context.messages.attention(_("Pilih struknya dulu: pindai nomornya, atau pilih dari daftar."))
            return False
        if row.voided_by:
            context.messages.attention(
                _("{number} sudah dibatalkan dengan {void}.").format(number=row.number, void=row.voided_by)
            )
            return False
        sale = run(context.messages, returnable, row.id)
        if sale is None:
            return False
        goods_sheet(context, shift, sale, on_done)
        return True

    def scanned(code: str) -> None:
        picker.search.setText(code)
        picker.look(code)
        sheet.accept()

    def without_receipt() -> None:
        sheet.close_panel()
        loose_sheet(context, shift, on_done)

    def cancel_one() -> None:
        sheet.close_panel()
        taken_back_sheet(context, shift, on_done)

    sheet = context.messages.sheet(_("Retur atau batal"), picker, yes=_("Buka struk"), on_yes=take, width=640)
    if run(context.messages, shift_paid_back, shift.id):
        picker.cancels.show()
        picker.cancels.clicked.connect(cancel_one)
        sheet.keys.append(KeyAction("F6", _("Batalkan retur"), cancel_one))
    if not picker.loose.isHidden():
        picker.loose.clicked.connect(without_receipt)
        sheet.keys.append(KeyAction("F9", _("Tanpa struk"), without_receipt))
    picker.table.opened.connect(lambda _row: sheet.accept())
    sheet.scanned.connect(scanned)
    picker.search.setFocus()


@dataclass(frozen=True, slots=True)
class Chosen:
    """A sold line with how much of it comes back, and in what state."""

    line: ReturnableLine
    qty_milli: int = 0
    back_on_shelf: bool = True
    fault: Fault = Fault.MAKER

    @property
    def item(self) -> ReturnItem:
        return ReturnItem(self.line.id, self.qty_milli, self.back_on_shelf, self.fault)

    @property
    def taken(self) -> str:
        """How much comes back, a dash for none."""
        return quantity_text(self.qty_milli) if self.qty_milli else "-"

    @property
    def words(self) -> str:
        """What is seen under the goods: whose they are, what came back before, what becomes of them."""
        parts = [self.line.kit_name, self.line.owner]
        if self.line.returned_milli:
            parts.append(_("{count} sudah diretur").format(count=quantity_text(self.line.returned_milli)))
        if self.qty_milli:
            parts.append(_("kembali ke rak") if self.back_on_shelf else _("rusak"))
            if self.line.owner_id is not None and not self.back_on_shelf:
                parts.append(_(self.fault.label))
        return " · ".join(part for part in parts if part)


class GoodsPicker(QWidget):
    """The lines of one receipt; Enter takes all of a line, F4 a part, F5 says that it is spoiled.

    F7 sends back by bank what was paid by QRIS or transfer, and asks for the reference of that transfer.
    """

    changed = Signal()

    def __init__(self, context: Context, shift: ShiftRow, sale: ReturnableSale) -> None:
        super().__init__()
        self.context, self.shift, self.sale = context, shift, sale
        columns: list[Column[Chosen]] = [
            Column(_("Barang"), lambda row: row.line.name, second=lambda row: row.words),
            Column(_("Bisa"), lambda row: quantity_text(row.line.left_milli), 64, "right", tone=lambda _row: "muted"),
            Column(
                _("Retur"), lambda row: quantity_text(row.qty_milli) if row.qty_milli else "-", 74, "right", weight=700
            ),
        ]
        self.model: RowsModel[Chosen] = RowsModel(columns, [Chosen(line) for line in sale.lines])
        self.table = styled_table(self.model, _("Barang di struk ini"), two_lines=True)
        self.table.setMinimumHeight(190)
        self.table.opened.connect(lambda _row: self.toggle())
        self.reason = ReasonField(_("Alasan"), [_(reason) for reason in REASONS])
        self.by_bank = False
        self.reference = TextField(_("Nomor referensi transfer"), limit=60)
        self._referred = Labeled(_("Nomor referensi transfer ke pembeli"), self.reference)
        self._referred.hide()
        self.back = BigFigure(rupiah(0), step="money")
        self.how = Elided(_("Enter memilih semua barang di baris itu."), "caption", tone="muted")
        self.bank_button = SecondaryButton(_("Lewat bank"), "F7", on_click=self.toggle_bank)
        self._lay_out()
        if self.model.rows:
            self.table.select(0)

    def _lay_out(self) -> None:
        """The goods at the left, why and how much at the right: on a low screen both are in view."""
        keys = QHBoxLayout()
        keys.setSpacing(8)
        for words, key, act in (
            (_("Sebagian"), "F4", self.ask_part),
            (_("Rusak"), "F5", self.toggle_spoiled),
            (_("Tanggungan toko"), "F6", self.toggle_fault),
        ):
            keys.addWidget(SecondaryButton(words, key, on_click=act))
        keys.addStretch(1)
        self.goods = QVBoxLayout()
        self.goods.setSpacing(8)
        self.goods.addWidget(self.table, 1)
        self.goods.addLayout(keys)
        money = QVBoxLayout()
        money.setSpacing(8)
        if self.paid_by_bank:
            money.addWidget(self.bank_button)
        money.addWidget(self._referred)
        money.addWidget(self.reason)
        money.addStretch(1)
        money.addWidget(self.back)
        money.addWidget(self.how)
        sides = QHBoxLayout()
        sides.setSpacing(20)
        sides.addLayout(self.goods, 3)
        sides.addLayout(money, 2)
        sale = self.sale
        head = _("{day} · {total}").format(day=date_long(sale.business_date), total=rupiah(sale.total_idr))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(Words(" · ".join(part for part in (head, sale.member) if part), tone="muted"))
        layout.addLayout(sides)

    @property
    def items(self) -> list[ReturnItem]:
        return [row.item for row in self.model.rows if row.qty_milli]

    def toggle(self) -> None:
        """Enter: all that can come back of the chosen line, or nothing of it."""
        row = self._row()
        if row is not None:
            self._put(replace(row, qty_milli=0 if row.qty_milli else row.line.left_milli))

    def ask_part(self) -> None:
        """F4: a part of the chosen line."""
        row = self._row()
        if row is None:
            return
        whole = row.line.qty_milli % ONE == 0
        quantity_sheet(self.context, row.line.name, row.line.unit, row.qty_milli or ONE, self._take_part, whole=whole)

    def _take_part(self, qty_milli: int) -> bool:
        row = self._row()
        if row is None or qty_milli > row.line.left_milli:
            left = quantity_text(row.line.left_milli) if row else ""
            self.context.messages.attention(_("Paling banyak {left} yang bisa diretur.").format(left=left))
            return False
        self._put(replace(row, qty_milli=qty_milli))
        return True

    def toggle_spoiled(self) -> None:
        """F5: thrown away instead of back on the shelf."""
        row = self._row()
        if row is not None:
            fault = row.fault if row.back_on_shelf else Fault.MAKER
            self._put(replace(row, back_on_shelf=not row.back_on_shelf, fault=fault))

    def toggle_fault(self) -> None:
        """F6: a spoiled titipan is the shop's loss, and its maker is still paid."""
        row = self._row()
        if row is not None and row.line.owner_id is not None:
            other = Fault.MAKER if row.fault is Fault.SHOP else Fault.SHOP
            self._put(replace(row, fault=other, back_on_shelf=row.back_on_shelf and other is Fault.MAKER))

    @property
    def paid_by_bank(self) -> bool:
        """Whether any of the sale was paid by QRIS or transfer."""
        return any(self.sale.paid.get(tender, 0) for tender in (Tender.QRIS, Tender.TRANSFER))

    def toggle_bank(self) -> None:
        """F7: what was paid by QRIS or transfer is sent back by bank, or counted out of the drawer after all."""
        self.by_bank = not self.by_bank
        self.bank_button.set_words(_("Tunai saja") if self.by_bank else _("Lewat bank"))
        self._referred.setVisible(self.by_bank)
        (self.reference if self.by_bank else self.table).setFocus()
        self._show_refund()

    def filled(self) -> bool:
        """Whether the reason is there, and the reference where money goes by bank; what is missing is said."""
        missing = self.by_bank and not self.reference.text().strip()
        self._referred.set_error(_("Salin nomornya dari bukti transfer.") if missing else "")
        if missing:
            self.reference.setFocus()
        return not missing and self.reason.require(_("Tulis atau pilih alasannya."))

    def words(self) -> str:
        """What a second person puts her name to: the receipt, the goods, the money."""
        goods = ", ".join(f"{row.taken} {row.line.name}" for row in self.model.rows if row.qty_milli)
        told = _("Retur {number}: {goods}. Kembali {amount}, {how}.")
        return told.format(number=self.sale.number, goods=goods, amount=self.back.text(), how=self.how.text())

    def _row(self) -> Chosen | None:
        row = self.table.current_row()
        return row if isinstance(row, Chosen) else None

    def _put(self, changed: Chosen) -> None:
        self.model.replace([changed if row.line.id == changed.line.id else row for row in self.model.rows])
        self._show_refund()
        self.changed.emit()

    def _show_refund(self) -> None:
        unit = run(self.context.messages, CASH_ROUNDING_IDR.get, self.shift.business_date) or 1
        try:
            plan = planned_refund(self.sale, self.items, unit, by_bank=self.by_bank)
        except UserError:
            self.back.setText(rupiah(0))
            self.how.setText(_("Enter memilih semua barang di baris itu."))
            return
        self.back.setText(rupiah(plan.cash_idr + plan.bank_idr))
        told = [_("tunai dari laci")]
        if plan.bank_idr and plan.cash_idr:
            told = [_("{amount} lewat bank").format(amount=rupiah(plan.bank_idr))]
            told.append(_("{amount} tunai dari laci").format(amount=rupiah(plan.cash_idr)))
        elif plan.bank_idr:
            told = [_("lewat bank, bukan dari laci")]
        if plan.savings_idr:
            told.append(_("{amount} kembali ke simpanan").format(amount=rupiah(plan.savings_idr)))
        if plan.bon_idr:
            told.append(_("{amount} mengurangi bonnya").format(amount=rupiah(plan.bon_idr)))
        self.how.setText(", ".join(told))


def goods_sheet(context: Context, shift: ShiftRow, sale: ReturnableSale, on_done: Callable[[], object]) -> None:
    """Ask which goods of a receipt come back and why; a whole one of this shift may be cancelled instead."""
    picker = GoodsPicker(context, shift, sale)

    def accept() -> bool:
        if not picker.items:
            context.messages.attention(_("Pilih barangnya dulu: Enter untuk semua di baris itu, F4 untuk sebagian."))
            return False
        if not picker.filled():
            return False

        def act(approval: Approval | None, _confirmed: frozenset[str]) -> Returned:
            return return_goods(
                context.actor, sale.id, picker.items, picker.reason.text(),
                by_bank=picker.by_bank, reference=picker.reference.text(), approval=approval, till_id=context.till_id
            )  # fmt: skip

        run_approved(context, act, paid_back, reason=picker.reason.text(), what=picker.words())
        return False

    def paid_back(done: Returned) -> None:
        sheet.close_panel()
        tell_paid_back(context, done.number, done.refund.cash_idr, on_done, bank_idr=done.refund.bank_idr)

    def cancel() -> None:
        if picker.reason.require(_("Tulis atau pilih alasannya.")):
            cancel_receipt(context, sale, picker.reason.text(), sheet.close_panel, on_done)

    def cancel_last() -> None:
        sheet.close_panel()
        cancel_return_sheet(context, last[0], on_done)

    title = _("Retur {number}").format(number=sale.number)
    taken = run(context.messages, shift_paid_back, shift.id) or []
    last = [one for one in taken if one.sale_id == sale.id][:1]
    if last:
        words = _("Batalkan {number}").format(number=last[0].number)
        picker.goods.addWidget(SecondaryButton(words, "Del", on_click=cancel_last))
    may_cancel = sale.shift_id == shift.id and not last and not sale.returned_idr
    if may_cancel:
        picker.goods.addWidget(SecondaryButton(_("Batalkan seluruh struk"), "F8", on_click=cancel))
    sheet = Sheet(
        context.messages.host, title, picker, yes=_("Kembalikan uang"), on_yes=accept, yes_key="F12", width=860
    )
    keys = [("F4", picker.ask_part), ("F5", picker.toggle_spoiled), ("F6", picker.toggle_fault)]
    keys += [("F7", picker.toggle_bank)] if picker.paid_by_bank else []
    keys += [("F8", cancel)] if may_cancel else []
    keys += [("Del", cancel_last)] if last else []
    sheet.keys += [KeyAction(key, key, act) for key, act in keys]
    sheet.open()
    picker.table.setFocus()
