"""A cake was rung up under the wrong mother: which line, whose it was, and what that changes before it does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pkkmart.core.actor import Approval
from pkkmart.core.errors import UserError
from pkkmart.core.i18n import N_, _, figure
from pkkmart.core.quantity import ONE, quantity_text
from pkkmart.sales.operations import Moved, move_line
from pkkmart.sales.operations.moved import MovePlan, plan_move
from pkkmart.sales.queries.moved import Candidate, candidates
from pkkmart.sales.queries.returned import ReturnableLine, ReturnableSale, returnable
from pkkmart.sales.screen.lines import owner_words
from pkkmart.sales.screen.returning import SalePicker
from pkkmart.till.dialogs import quantity_sheet
from pkkmart.till.queries import ShiftRow
from pkkmart.ui.buttons import SecondaryButton
from pkkmart.ui.cards import Wrapped
from pkkmart.ui.fields import SearchField
from pkkmart.ui.keys import KeyAction
from pkkmart.ui.page import Context
from pkkmart.ui.panels import Sheet
from pkkmart.ui.reasons import ReasonField
from pkkmart.ui.run import run
from pkkmart.ui.table_model import Column, RowsModel, styled_table
from pkkmart.users.dialogs import run_approved

_REASONS = (N_("salah tekan tombol"), N_("kue mirip"), N_("ibunya yang bilang"))


@dataclass(frozen=True, slots=True)
class Rung:
    """A sold line, and how much of it was another's."""

    line: ReturnableLine
    qty_milli: int

    @property
    def owner(self) -> str:
        return owner_words(self.line.owner, consigned=self.line.owner_id is not None)

    @property
    def amount(self) -> str:
        """`2 dari 5`, or just how many when it is all of them."""
        if self.qty_milli == self.line.left_milli:
            return quantity_text(self.qty_milli)
        return _("{part} dari {all}").format(
            part=quantity_text(self.qty_milli), all=quantity_text(self.line.left_milli)
        )


def effect_words(plan: MovePlan) -> str:
    """What a move changes for whom, in one sentence."""
    lost, won = plan.from_share_idr, plan.share_idr
    told = []
    if lost is None:
        told.append(_("Penjualan toko berkurang {amount}").format(amount=figure(plan.part.net_idr)))
    else:
        told.append(_("Hak {owner} berkurang {amount}").format(owner=plan.line.owner, amount=figure(lost)))
    if won is None:
        told.append(_("penjualan toko bertambah {amount}").format(amount=figure(plan.part.net_idr)))
    else:
        told.append(_("hak {owner} bertambah {amount}").format(owner=plan.product.owner_name, amount=figure(won)))
    words = _("{changes}; uang tidak berpindah.").format(changes=", ".join(told))
    if plan.settlement:
        later = _("Bagian {owner} sudah ada di {settlement}, jadi dipotong dari hitungan berikutnya.")
        words += " " + later.format(owner=plan.line.owner, settlement=plan.settlement)
    return words


def move_words(number: str, plan: MovePlan) -> str:
    """What a second person puts her name to: which goods of which receipt were whose, and what that changes."""
    line, product = plan.line, plan.product
    told = _("Salah ibu di {number}: {quantity} {name} sebenarnya {product}. {effect}")
    return told.format(
        number=number,
        quantity=quantity_text(plan.qty_milli),
        name=f"{line.name} ({owner_words(line.owner, consigned=line.owner_id is not None)})",
        product=f"{product.name} ({owner_words(product.owner_name, consigned=product.owner_id is not None)})",
        effect=effect_words(plan),
    )


class MotherPicker(QWidget):
    """What the receipt says at the left, whose it may have been at the right; the same price, so no money moves."""

    def __init__(self, context: Context, sale: ReturnableSale) -> None:
        super().__init__()
        self.context, self.sale = context, sale
        self._all: list[Candidate] = []
        self.rung: RowsModel[Rung] = RowsModel(
            [
                Column(_("Tertulis di struk"), lambda row: row.line.name, second=lambda row: row.owner),
                Column(_("Pindah"), lambda row: row.amount, 92, "right", weight=700),
            ],
            [Rung(line, line.left_milli) for line in sale.lines if line.left_milli],
        )
        self.table = styled_table(
            self.rung, _("Tertulis di struk"), two_lines=True, empty_text=_("Semua sudah diretur.")
        )
        self.search = SearchField(_("Cari ibu atau barang"), _("Nama ibu atau barangnya …"), rest_ms=60)
        self.found: RowsModel[Candidate] = RowsModel(
            [
                Column(_("Sebenarnya"), lambda row: row.product.name, second=_second),
                Column(_("Di rak"), lambda row: quantity_text(row.shelf_milli), 72, "right"),
            ]
        )
        self.found_table = styled_table(
            self.found,
            _("Sebenarnya barang siapa"),
            two_lines=True,
            empty_text=_(
                "Tidak ada barang ibu lain dengan harga itu. Terima yang salah sebagai retur, lalu jual lagi."
            ),
        )
        self.effect = Wrapped("", "medium")
        self.reason = ReasonField(_("Alasan"), [_(reason) for reason in _REASONS])
        self._lay_out()
        self.table.selected.connect(lambda _row: self._load())
        self.table.opened.connect(lambda _row: self.search.setFocus())
        self.search.searched.connect(self._look)
        self.search.stepped.connect(self.found_table.step)
        self.found_table.selected.connect(lambda _row: self._show())
        self.found_table.opened.connect(lambda _row: self.reason.setFocus())
        self.table.select(0)

    def _lay_out(self) -> None:
        left, right, sides = QVBoxLayout(), QVBoxLayout(), QHBoxLayout()
        keys = QHBoxLayout()
        self.other = SecondaryButton(_("Struk lain"), "F3")
        keys.addWidget(SecondaryButton(_("Sebagian"), "F4", on_click=self.ask_part))
        keys.addWidget(self.other)
        keys.addStretch(1)
        left.addWidget(self.table, 1)
        left.addLayout(keys)
        right.addWidget(self.search)
        right.addWidget(self.found_table, 1)
        for side, share in ((left, 5), (right, 6)):
            side.setSpacing(8)
            sides.addLayout(side, share)
        sides.setSpacing(20)
        for table in (self.table, self.found_table):
            table.setMinimumHeight(170)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addLayout(sides)
        layout.addWidget(self.effect)
        layout.addWidget(self.reason)

    def start(self) -> None:
        """One line on the receipt leaves nothing to choose there."""
        (self.search if len(self.rung.rows) == 1 else self.table).setFocus()

    # choosing

    @property
    def chosen(self) -> Rung | None:
        row = self.table.current_row()
        return row if isinstance(row, Rung) else None

    @property
    def candidate(self) -> Candidate | None:
        row = self.found_table.current_row()
        return row if isinstance(row, Candidate) else None

    def ask_part(self) -> None:
        """F4: a part of the chosen line."""
        row = self.chosen
        if row is not None:
            whole = row.line.qty_milli % ONE == 0
            quantity_sheet(
                self.context, row.line.name, row.line.unit, row.qty_milli, partial(self._take_part, row), whole=whole
            )

    def _take_part(self, row: Rung, qty_milli: int) -> bool:
        if not 0 < qty_milli <= row.line.left_milli:
            left = quantity_text(row.line.left_milli)
            self.context.messages.attention(_("Paling banyak {left} yang bisa dipindah.").format(left=left))
            return False
        self.rung.replace([replace(one, qty_milli=qty_milli) if one is row else one for one in self.rung.rows])
        self._show()
        return True

    def _load(self) -> None:
        row = self.chosen
        self._all = (run(self.context.messages, candidates, self.sale, row.line) or []) if row else []
        self._look(self.search.text().strip())

    def _look(self, text: str) -> None:
        wanted = text.casefold().split()
        found = [one for one in self._all if all(word in _named(one) for word in wanted)]
        self.found.replace(found)
        if wanted or len(found) == 1:  # of many nobody is taken for her unless somebody says so
            self.found_table.select(0)
        self._show()

    def plan(self) -> MovePlan | None:
        """What is chosen would do this; None while nothing is chosen, or it may not be."""
        planned = self._planned()
        return planned if isinstance(planned, MovePlan) else None

    def _planned(self) -> MovePlan | str:
        row, candidate = self.chosen, self.candidate
        if row is None or not self._all:
            return ""
        if candidate is None:
            return _("Pilih barang siapa sebenarnya: ketik namanya, atau tekan ↓.")
        try:
            return plan_move(self.sale, row.line.id, candidate.product.id, row.qty_milli)
        except UserError as refused:
            return str(refused)

    def _show(self) -> None:
        planned = run(self.context.messages, self._planned) or ""
        self.effect.setText(effect_words(planned) if isinstance(planned, MovePlan) else planned)
        self.effect.set_tone("plain" if isinstance(planned, MovePlan) else "muted")


def _second(row: Candidate) -> str:
    told = [owner_words(row.product.owner_name, consigned=row.product.owner_id is not None)]
    if row.delivered_milli:
        told.append(_("datang {count}").format(count=quantity_text(row.delivered_milli)))
    return " · ".join(told)


def _named(row: Candidate) -> str:
    return f"{row.product.name} {row.product.owner_name}".casefold()


def wrong_mother_sheet(context: Context, shift: ShiftRow, sale_id: int, on_done: Callable[[], object]) -> None:
    """Ask which line of a receipt was another's, and whose; F3 takes another receipt."""
    sale = run(context.messages, returnable, sale_id)
    if sale is None:
        return
    if sale.voided_by:
        told = _("{number} sudah dibatalkan dengan {void}. Pilih struk lain.")
        context.messages.attention(told.format(number=sale.number, void=sale.voided_by))
        pick_sale_sheet(context, shift, on_done)
        return
    if not any(line.left_milli for line in sale.lines):
        told = _("Semua barang {number} sudah diretur. Pilih struk lain.")
        context.messages.attention(told.format(number=sale.number))
        pick_sale_sheet(context, shift, on_done)
        return
    picker = MotherPicker(context, sale)

    def accept() -> bool:
        plan = picker.plan()
        if plan is None:
            context.messages.attention(picker.effect.text() or _("Tidak ada barang ibu lain dengan harga itu."))
            picker.search.setFocus()
            return False
        if not picker.reason.text() and not picker.reason.field.hasFocus():
            picker.reason.setFocus()
            return False
        if not picker.reason.require(_("Tulis atau pilih alasannya.")):
            return False

        def act(approval: Approval | None, _confirmed: frozenset[str]) -> Moved:
            why = picker.reason.text()
            return move_line(
                context.actor, sale_id, plan.line.id, plan.product.id, plan.qty_milli, why,
                till_id=shift.till_id, approval=approval,
            )  # fmt: skip

        run_approved(context, act, moved, reason=picker.reason.text(), what=move_words(sale.number, plan))
        return False

    def moved(done: Moved) -> None:
        sheet.close_panel()
        said = _("{number} tercatat. {effect}")
        context.messages.good(said.format(number=done.number, effect=effect_words(done.plan)))
        on_done()

    def another() -> None:
        sheet.close_panel()
        pick_sale_sheet(context, shift, on_done)

    title = _("Salah ibu di {number}: sebenarnya barang siapa?").format(number=sale.number)
    sheet = context.messages.sheet(
        title, picker, yes=_("Pindahkan"), on_yes=accept, is_dirty=lambda: bool(picker.reason.text()), width=860
    )
    picker.other.clicked.connect(another)
    sheet.keys += [
        KeyAction("F4", _("Sebagian"), picker.ask_part),
        KeyAction("F3", _("Struk lain"), another),
    ]
    picker.start()


def pick_sale_sheet(context: Context, shift: ShiftRow, on_done: Callable[[], object]) -> None:
    """Ask for the receipt: its number scanned or typed, or one of today's."""
    picker = SalePicker(shift)
    picker.loose.hide()

    def take() -> bool:
        row = picker.chosen()
        if row is None:
            context.messages.attention(_("Pilih struknya dulu: pindai nomornya, atau pilih dari daftar."))
            return False
        sheet.close_panel()
        wrong_mother_sheet(context, shift, row.id, on_done)
        return False

    def scanned(code: str) -> None:
        picker.search.setText(code)
        picker.look(code)
        sheet.accept()

    sheet: Sheet = context.messages.sheet(
        _("Salah ibu di struk mana?"), picker, yes=_("Buka struk"), on_yes=take, width=640
    )
    picker.table.opened.connect(lambda _row: sheet.accept())
    sheet.scanned.connect(scanned)
    picker.search.setFocus()
