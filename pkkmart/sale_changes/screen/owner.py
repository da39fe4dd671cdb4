"""Goods were rung up under a wrong owner: who really owned them, how many, and what that changes before it does."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pkkmart.core.actor import Approval
from pkkmart.core.errors import UserError
from pkkmart.core.i18n import N_, _, figure
from pkkmart.core.quantity import ONE, quantity_text
from pkkmart.sale_changes.operations import OwnerCorrected, correct_owner
from pkkmart.sale_changes.operations.owners import OwnerPlan, plan_owner
from pkkmart.sale_changes.queries.other_owners import Candidate, candidates
from pkkmart.sale_changes.queries.standing import StandingLine, StandingSale
from pkkmart.sales.screen.lines import owner_words
from pkkmart.till.dialogs import quantity_sheet
from pkkmart.ui.buttons import SecondaryButton
from pkkmart.ui.cards import Wrapped
from pkkmart.ui.fields import SearchField
from pkkmart.ui.keys import KeyAction
from pkkmart.ui.page import Context
from pkkmart.ui.reasons import ReasonField
from pkkmart.ui.run import run
from pkkmart.ui.table_model import Column, RowsModel, styled_table
from pkkmart.users.dialogs import run_approved

_REASONS = (N_("salah tekan tombol"), N_("kue mirip"), N_("ibunya yang bilang"))


def effect_words(plan: OwnerPlan) -> str:
    """What an owner correction changes for whom, in one sentence."""
    lost, won = plan.from_share_idr, plan.share_idr
    told = []
    if lost is None:
        told.append(_("Penjualan toko berkurang {amount}").format(amount=figure(plan.amounts.net_idr)))
    else:
        told.append(_("Hak {owner} berkurang {amount}").format(owner=plan.line.owner, amount=figure(lost)))
    if won is None:
        told.append(_("penjualan toko bertambah {amount}").format(amount=figure(plan.amounts.net_idr)))
    else:
        told.append(_("hak {owner} bertambah {amount}").format(owner=plan.product.owner_name, amount=figure(won)))
    words = _("{changes}; uang tidak berpindah.").format(changes=", ".join(told))
    if plan.settlement:
        later = _("Bagian {owner} sudah ada di {settlement}, jadi dipotong dari hitungan berikutnya.")
        words += " " + later.format(owner=plan.line.owner, settlement=plan.settlement)
    return words


def correcting_words(number: str, plan: OwnerPlan) -> str:
    """What a second person stands behind: which goods of which receipt had which owner, and what that changes."""
    line, product = plan.line, plan.product
    told = _("Koreksi penitip di {number}: {quantity} {name} sebenarnya {product}. {effect}")
    return told.format(
        number=number,
        quantity=quantity_text(plan.qty_milli),
        name=f"{line.name} ({owner_words(line.owner, consigned=line.owner_id is not None)})",
        product=f"{product.name} ({owner_words(product.owner_name, consigned=product.owner_id is not None)})",
        effect=effect_words(plan),
    )


class OwnerPicker(QWidget):
    """What the receipt says, and which goods it may have been instead; the same price, so no money moves."""

    def __init__(self, context: Context, sale: StandingSale, line: StandingLine) -> None:
        super().__init__()
        self.context, self.sale, self.line = context, sale, line
        self.qty_milli = line.left_milli
        self._all = run(context.messages, candidates, sale, line) or []
        self.rung = Wrapped("", "medium")
        self.part = SecondaryButton(_("Sebagian"), "F4", on_click=self.ask_part)
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
            ordered=True,
            empty_text=_(
                "Tidak ada barang ibu lain dengan harga itu. Terima yang salah sebagai retur, lalu jual lagi."
            ),
        )
        self.found_table.setMinimumHeight(250)
        self.effect = Wrapped("", "medium")
        self.reason = ReasonField(_("Alasan"), [_(reason) for reason in _REASONS])
        self._lay_out()
        self.search.searched.connect(self._look)
        self.search.stepped.connect(self.found_table.step)
        self.found_table.selected.connect(lambda _row: self._show())
        self.found_table.opened.connect(lambda _row: self.reason.setFocus())
        self._look("")

    def _lay_out(self) -> None:
        """What it may have been at the left, what the receipt says and why it changes at the right."""
        left, right = QVBoxLayout(), QVBoxLayout()
        left.addWidget(self.search)
        left.addWidget(self.found_table, 1)
        right.addWidget(self.rung)
        right.addWidget(self.part, 0, Qt.AlignmentFlag.AlignLeft)
        right.addWidget(self.effect)
        right.addStretch(1)
        right.addWidget(self.reason)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(20)
        for side, share in ((left, 6), (right, 5)):
            side.setSpacing(10)
            layout.addLayout(side, share)

    @property
    def candidate(self) -> Candidate | None:
        row = self.found_table.current_row()
        return row if isinstance(row, Candidate) else None

    def ask_part(self) -> None:
        """F4: only a part of the line was another owner's."""
        line = self.line
        whole = line.qty_milli % ONE == 0
        quantity_sheet(self.context, line.name, line.unit, self.qty_milli, self._take_part, whole=whole)

    def _take_part(self, qty_milli: int) -> bool:
        if not 0 < qty_milli <= self.line.left_milli:
            left = quantity_text(self.line.left_milli)
            self.context.messages.attention(_("Paling banyak {left} yang bisa dipindah.").format(left=left))
            return False
        self.qty_milli = qty_milli
        self._show()
        return True

    def _look(self, text: str) -> None:
        wanted = text.casefold().split()
        found = [one for one in self._all if all(word in _named(one) for word in wanted)]
        self.found.replace(found)
        if wanted or len(found) == 1:  # of many no owner is chosen unless somebody says so
            self.found_table.select(0)
        self._show()

    def plan(self) -> OwnerPlan | None:
        """What is chosen would do this; None while nothing is chosen, or it may not be."""
        planned = self._planned()
        return planned if isinstance(planned, OwnerPlan) else None

    def _planned(self) -> OwnerPlan | str:
        candidate = self.candidate
        if not self._all:
            return ""
        if candidate is None:
            return _("Pilih barang siapa sebenarnya: ketik namanya, atau tekan ↓.")
        try:
            return plan_owner(self.sale, self.line.id, candidate.product.id, self.qty_milli)
        except UserError as refused:
            return str(refused)

    def _show(self) -> None:
        line = self.line
        amount = quantity_text(self.qty_milli)
        if self.qty_milli != line.left_milli:
            amount = _("{part} dari {all}").format(part=amount, all=quantity_text(line.left_milli))
        owner = owner_words(line.owner, consigned=line.owner_id is not None)
        self.rung.setText(_("Tertulis {amount} {name}, {owner}").format(amount=amount, name=line.name, owner=owner))
        planned = run(self.context.messages, self._planned) or ""
        self.effect.setText(effect_words(planned) if isinstance(planned, OwnerPlan) else planned)
        self.effect.set_tone("plain" if isinstance(planned, OwnerPlan) else "muted")


def _second(row: Candidate) -> str:
    told = [owner_words(row.product.owner_name, consigned=row.product.owner_id is not None)]
    if row.delivered_milli:
        told.append(_("datang {count}").format(count=quantity_text(row.delivered_milli)))
    return " · ".join(told)


def _named(row: Candidate) -> str:
    return f"{row.product.name} {row.product.owner_name}".casefold()


def owner_sheet(context: Context, sale: StandingSale, line: StandingLine, on_done: Callable[[], object]) -> None:
    """Ask who really owned the goods of a line of a receipt, and book it."""
    picker = OwnerPicker(context, sale, line)

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

        def act(approval: Approval | None, _confirmed: frozenset[str]) -> OwnerCorrected:
            why = picker.reason.text()
            return correct_owner(
                context.actor, sale.id, line.id, plan.product.id, plan.qty_milli, why,
                till_id=context.till_id, approval=approval,
            )  # fmt: skip

        run_approved(context, act, corrected, reason=picker.reason.text(), what=correcting_words(sale.number, plan))
        return False

    def corrected(done: OwnerCorrected) -> None:
        sheet.close_panel()
        said = _("{number} tercatat. {effect}")
        context.messages.good(said.format(number=done.number, effect=effect_words(done.plan)))
        on_done()

    title = _("Ibu lain di {number}: sebenarnya barang siapa?").format(number=sale.number)
    sheet = context.messages.sheet(
        title, picker, yes=_("Pindahkan"), on_yes=accept, is_dirty=lambda: bool(picker.reason.text()), width=860
    )
    sheet.keys.append(KeyAction("F4", _("Sebagian"), picker.ask_part))
    picker.search.setFocus()
