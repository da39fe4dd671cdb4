"""Settling with a mother at the table: first her account, then the money, each one Enter."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pkkmart.consignment.operations import Recorded, pay_settlement, settle
from pkkmart.consignment.queries import AccountRow, SettlementView, settlement_view, unsettled_lines
from pkkmart.consignment.screen.columns import account_columns
from pkkmart.core import clock
from pkkmart.core.actor import Permission
from pkkmart.core.i18n import _, date_short, figure, rupiah
from pkkmart.till.places import CashPlace
from pkkmart.till.queries import open_shift
from pkkmart.ui.cards import BigFigure, Words
from pkkmart.ui.choices import ChoiceField
from pkkmart.ui.fields import DateField, Labeled, MoneyField, TextField
from pkkmart.ui.page import Context
from pkkmart.ui.panels import Sheet
from pkkmart.ui.run import run
from pkkmart.ui.table_model import RowsModel, Table, styled_table
from pkkmart.ui.theme import current
from pkkmart.users.dialogs import book_approved


class AccountForm(QWidget):
    """Her account to a day she can change: every product, and what is hers of it."""

    def __init__(self, context: Context, consignor_id: int) -> None:
        super().__init__()
        self._context, self._consignor_id = context, consignor_id
        self.settled: Recorded | None = None
        self.cut_off = DateField(_("Dihitung sampai"), value=clock.today())
        self._named = Labeled(_("Dihitung sampai"), self.cut_off)
        self.model: RowsModel[AccountRow] = RowsModel(account_columns())
        self.table = account_table(self.model)
        self.total = BigFigure("", step="money", right=True)
        self.note = Words("", "caption", tone="muted")
        self.note.setAlignment(Qt.AlignmentFlag.AlignRight)
        sums = QVBoxLayout()
        sums.setSpacing(0)
        sums.addWidget(self.total)
        sums.addWidget(self.note)
        foot = QHBoxLayout()
        foot.setSpacing(16)
        foot.addWidget(self._named, 2, Qt.AlignmentFlag.AlignTop)
        foot.addLayout(sums, 3)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.table)
        column.addLayout(foot)
        self.cut_off.textChanged.connect(lambda _text: self.reload())
        self.reload()

    def reload(self) -> None:
        """Draw the account up to the day written, if it is one."""
        day = self.cut_off.value()
        if day is None:
            return
        self._named.set_error("")
        lines = unsettled_lines(self._consignor_id, day)
        self.model.replace(lines)
        fit_rows(self.table, len(lines), self._context.messages.host.height())
        total = sum(line.share_idr for line in lines)
        self.total.setText(rupiah(total))
        self.note.setText(
            sums_words(sum(line.gross_idr for line in lines), sum(line.commission_idr for line in lines), total)
        )

    def save(self) -> bool:
        """Lock the account; False keeps the sheet open and says why."""
        day = self.cut_off.value()
        if day is None:
            self._named.set_error(_("Tulis tanggalnya, misalnya {day}.").format(day=date_short(clock.today())))
            return False
        self.settled = run(self._context.messages, settle, self._context.actor, self._consignor_id, day)
        return self.settled is not None


def account_sheet(context: Context, consignor_id: int, name: str, on_settled: Callable[[Recorded], object]) -> Sheet:
    """Show her account; Enter locks it and `on_settled` goes on to the money."""
    form = AccountForm(context, consignor_id)
    sheet = context.messages.sheet(
        _("Hitung titipan {name}").format(name=name),
        form,
        yes=_("Setuju, bayar"),
        on_yes=form.save,
        no=_("Nanti"),
        width=720,
    )
    form.table.opened.connect(lambda _row: sheet.accept())
    sheet.closed.connect(lambda: None if form.settled is None else on_settled(form.settled))
    return sheet


class PayForm(QWidget):
    """How much, from where, and into whose hand."""

    def __init__(self, context: Context, view: SettlementView, places: list[CashPlace]) -> None:
        super().__init__()
        self._context, self._view = context, view
        self.paid: Recorded | None = None
        self.amount = MoneyField(_("Dibayar sekarang"), big=True, value=view.unpaid_idr)
        self._amount_named = Labeled(
            _("Dibayar sekarang"),
            self.amount,
            hint=_("Hak {name}: {about}").format(name=view.consignor, about=left_words(view)),
        )
        self.place = ChoiceField(_("Diambil dari"), [(place, _(place.label)) for place in places])
        self.day = DateField(_("Tanggal"), value=clock.today())
        self._day_named = Labeled(_("Tanggal"), self.day)
        self.receiver = TextField(_("Diterima oleh"), limit=80)
        self.receiver.setText(view.consignor)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(Labeled(_("Diambil dari"), self.place), 1, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._day_named, 1, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self._amount_named)
        column.addLayout(row)
        column.addWidget(Labeled(_("Diterima oleh"), self.receiver))
        self.place.currentIndexChanged.connect(lambda _index: self._show())
        self._show()

    def _show(self) -> None:
        """The drawer's day is its shift's."""
        self._day_named.setVisible(self.place.value() is not CashPlace.DRAWER)

    def is_dirty(self) -> bool:
        """Whether anything differs from paying all of it to her."""
        return self.amount.value() != self._view.unpaid_idr or self.receiver.text() != self._view.consignor

    def save(self) -> bool:
        """Pay; False keeps the sheet open and says why."""
        place, day = self.place.value(), self.day.value()
        assert place is not None, "a sheet without a place is not opened"
        if place is not CashPlace.DRAWER and day is None:
            self._day_named.set_error(_("Tulis tanggalnya, misalnya {day}.").format(day=date_short(clock.today())))
            return False
        return book_approved(
            self._context,
            self,
            lambda approval, _known: pay_settlement(
                self._context.actor,
                self._view.id,
                place,
                amount_idr=self.amount.value() or 0,
                received_by=self.receiver.text(),
                day=day,
                approval=approval,
                till_id=self._context.till_id,
            ),
            self._keep,
        )

    def _keep(self, paid: Recorded) -> None:
        self.paid = paid


def pay_sheet(context: Context, settlement_id: int, on_paid: Callable[[Recorded], object]) -> Sheet | None:
    """Pay a settlement; when nobody here may take money from anywhere, says what to do instead."""
    places = (
        [CashPlace.DRAWER]
        if open_shift(context.till_id) is not None and context.actor.may(Permission.RUN_SHIFT)
        else []
    )
    if context.actor.may(Permission.PAY_FROM_SAFE):
        places += [CashPlace.SAFE, CashPlace.BANK, CashPlace.PETTY]
    view = run(context.messages, settlement_view, settlement_id)
    if view is None:
        return None
    later = _("{number} belum dibayar: {amount}. F8 untuk membayarnya nanti.").format(
        number=view.number, amount=rupiah(view.unpaid_idr)
    )
    if not places:
        advice = _("Buka sif untuk membayar dari laci, atau minta bendahara membayar dari brankas.")
        context.messages.attention(f"{later} {advice}", stays=True)
        return None
    form = PayForm(context, view, places)
    sheet = context.messages.sheet(
        _("Bayar {name} · {number}").format(name=view.consignor, number=view.number),
        form,
        yes=_("Bayar"),
        on_yes=form.save,
        no=_("Nanti"),
        on_no=lambda: context.messages.attention(later),
        is_dirty=form.is_dirty,
    )
    sheet.closed.connect(lambda: None if form.paid is None else on_paid(form.paid))
    return sheet


def account_table(model: RowsModel[AccountRow]) -> Table:
    """An account as it is shown before and after it is locked."""
    return styled_table(
        model, _("Perhitungan"), two_lines=True, empty_text=_("Belum ada yang laku sampai tanggal ini.")
    )


def fit_rows(table: Table, rows: int, host_height: int) -> None:
    """As many rows as there are and as fit; the rest scrolls."""
    most = max(2, (host_height - current().px(330)) // current().px(54))
    table.setFixedHeight(current().px(54) * min(max(rows, 1), most) + current().px(40))


def sums_words(gross_idr: int, commission_idr: int, share_idr: int) -> str:
    """Where her share comes from, for the line under it."""
    words = _("laku {gross} − komisi {commission}").format(gross=figure(gross_idr), commission=figure(commission_idr))
    other = share_idr - (gross_idr - commission_idr)
    return f"{words} {_('+ ganti {other}').format(other=figure(other))}" if other else words


def left_words(view: SettlementView) -> str:
    """Her total and what of it was paid."""
    total, paid = figure(view.total_idr), figure(view.paid_idr)
    if not view.paid_idr:
        return _("{total}, belum dibayar").format(total=total)
    if not view.unpaid_idr:
        return _("{total}, sudah dibayar").format(total=total)
    return _("{total}, sudah dibayar {paid}").format(total=total, paid=paid)
