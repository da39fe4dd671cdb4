"""How a receipt was really paid, and what was done with it since, each change with the way to take it back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pkkmart.core import clock
from pkkmart.core.i18n import _, figure, rupiah, time_short
from pkkmart.core.quantity import quantity_text
from pkkmart.sale_changes.change import ChangeKind
from pkkmart.sale_changes.queries.history import ChangeRow
from pkkmart.sales.queries import ReceiptPayment, SaleView
from pkkmart.sales.tenders import Tender
from pkkmart.ui.buttons import SecondaryButton
from pkkmart.ui.cards import Caption, Words, Wrapped
from pkkmart.ui.layout import boxed, row, wide


def paid_words(one: ReceiptPayment) -> str:
    """`Tunai Rp 7.000 · diterima Rp 10.000, kembali Rp 3.000`: one tender of a sale as it is known."""
    words = f"{_(Tender(one.tender).label)} {rupiah(one.amount_idr)}"
    if one.tender != Tender.CASH:
        return words
    told = _("diterima {received}, kembali {change}").format(
        received=rupiah(one.received_idr), change=rupiah(one.change_idr - one.to_savings_idr)
    )
    if one.to_savings_idr:
        told += ", " + _("{amount} masuk simpanan").format(amount=rupiah(one.to_savings_idr))
    return f"{words} · {told}"


class PaidRow(QWidget):
    """Each tender of the sale as it was really paid, and the way to put it right."""

    def __init__(self, on_correct: Callable[[], object]) -> None:
        super().__init__()
        self.words = Wrapped("", "medium")
        self.button = SecondaryButton(_("Betulkan cara bayar"), "F6", on_click=on_correct)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(Caption(_("Dibayar")), 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.words, 1, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignVCenter)

    def show_sale(self, sale: SaleView, *, may_correct: bool) -> None:
        """Show how a sale was paid."""
        told = [paid_words(one) for one in sale.payments]
        if sale.rounding_idr:
            rounded = _("Pembulatan tunai {amount} dari belanja {total}")
            told.append(rounded.format(amount=_signed(sale.rounding_idr), total=rupiah(sale.total_idr)))
        self.words.setText("\n".join(told))
        self.button.setVisible(may_correct)


def change_words(row: ChangeRow) -> str:
    """What a change did, in one line: `Retur: 1 Lemper · Tunai -2.000 · rusak`; reasons that differ are by goods."""
    told = _(row.kind.label)
    differ = len(set(row.reasons)) > 1
    if row.kind is ChangeKind.RETURN:
        told += ": " + (_goods_with_reasons(row) if differ else _goods(row.leaving))
    elif row.kind is ChangeKind.OWNER:
        told += ": " + _("{wrong} sebenarnya {right}").format(wrong=_goods(row.leaving), right=_goods(row.coming))
    by_bank = {Tender.TRANSFER: _("Lewat bank")} if row.kind is ChangeKind.RETURN else {}
    ways = ", ".join(
        f"{by_bank.get(tender, _(tender.label))} {_signed(amount)}"
        for tender, amount in ((Tender(name), amount) for name, amount in row.tenders)
    )
    if not ways and row.received_idr is not None:
        ways = _("uang diterima {amount}").format(amount=rupiah(row.received_idr))
    return " · ".join(part for part in (told, ways, "" if differ else _(row.reason) if row.reason else "") if part)


def _goods_with_reasons(row: ChangeRow) -> str:
    """`1 Lemper (basi), 1 Gula (salah ambil)`."""
    told = zip(row.leaving, row.reasons, strict=True)
    return ", ".join(f"{_goods([goods])} ({_(why)})" for goods, why in told)


def _goods(goods: Sequence[tuple[str, int]]) -> str:
    return ", ".join(f"{quantity_text(milli)} {name}" for name, milli in goods)


def _signed(amount_idr: int) -> str:
    return f"+{figure(amount_idr)}" if amount_idr > 0 else figure(amount_idr)


class History(QWidget):
    """The changes of one receipt, the newest first; a return of the open shift can be cancelled here."""

    def __init__(self, on_slip: Callable[[str], object], on_cancel: Callable[[int], object]) -> None:
        super().__init__()
        self._on_slip, self._on_cancel = on_slip, on_cancel
        self.last_return: int | None = None
        """The newest return that can be cancelled, by id."""
        self.buttons: list[SecondaryButton] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(8, 0, 0, 0)
        self._column.setSpacing(4)

    def show_changes(self, voided_by: str, changes: Sequence[ChangeRow], shift_id: int | None) -> None:
        """Show what was done with a receipt; `shift_id` is the open shift."""
        while (item := self._column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.last_return, self.buttons = None, []
        if voided_by:
            told = _("Seluruh struk dibatalkan dengan {void}.").format(void=voided_by)
            self._column.addWidget(
                boxed(
                    row(wide(Wrapped(told, "medium", tone="danger")), self._slip(voided_by, _("Slip batal")), spacing=8)
                )
            )
        for change in reversed(changes):
            self._column.addWidget(self._row(change, shift_id))
        self.setVisible(bool(voided_by or changes))

    def _slip(self, number: str, words: str = "") -> SecondaryButton:
        """The button that shows the slip of a return or of its cancellation."""
        button = SecondaryButton(words or _("Slip"), on_click=partial(self._on_slip, number))
        button.setAccessibleName(_("Slip {number}").format(number=number))
        return button

    def _row(self, row: ChangeRow, shift_id: int | None) -> QWidget:
        holder = QWidget()
        layout = QHBoxLayout(holder)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        local = clock.local(clock.from_text(row.recorded_at))
        head = f"{row.number} · {local:%d/%m} {time_short(local)} · {row.cashier}"
        if row.voided_by:
            head += " · " + _("dibatalkan dengan {void}").format(void=row.voided_by)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Words(head, "caption", tone="danger" if row.voided_by else "muted"))
        words.addWidget(Wrapped(change_words(row), tone="muted" if row.voided_by else "plain"))
        layout.addLayout(words, 1)
        if row.kind is ChangeKind.RETURN:
            layout.addWidget(self._slip(row.number), 0, Qt.AlignmentFlag.AlignVCenter)
        if row.voided_by:
            layout.addWidget(self._slip(row.voided_by, _("Slip batal")), 0, Qt.AlignmentFlag.AlignVCenter)
        if row.kind is ChangeKind.RETURN and row.shift_id == shift_id and not row.voided_by:
            key = "" if self.buttons else "Del"
            words_ = _("Batalkan {number}").format(number=row.number)
            button = SecondaryButton(words_, key, on_click=partial(self._on_cancel, row.id))
            self.last_return = self.last_return or row.id
            self.buttons.append(button)
            layout.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        return holder
