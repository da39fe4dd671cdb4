"""The sheet that settles with a consignor: the account up to a day, locked with one Enter."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt

from pkkmart.consignment.operations import settle
from pkkmart.consignment.queries import AccountRow, SettlementView, unsettled_lines
from pkkmart.consignment.screen.columns import account_columns
from pkkmart.core import clock
from pkkmart.core.i18n import _, date_short, figure, rupiah
from pkkmart.ledger.operations import Recorded
from pkkmart.ui.cards import BigFigure, Words
from pkkmart.ui.fields import DateField, Labeled
from pkkmart.ui.layout import aligned, column, row, wide
from pkkmart.ui.page import Context
from pkkmart.ui.panels import Form, Sheet
from pkkmart.ui.run import run
from pkkmart.ui.table_model import RowsModel, Table, styled_table
from pkkmart.ui.theme import current


class AccountForm(Form[Recorded]):
    """A consignor's unsettled account up to a day that can be changed: each product and the consignor's share."""

    def __init__(self, context: Context, consignor_id: int) -> None:
        super().__init__()
        self._context, self._consignor_id = context, consignor_id
        self.cut_off = DateField(_("Dihitung sampai"), value=clock.today())
        self._named = Labeled(_("Dihitung sampai"), self.cut_off)
        self.model: RowsModel[AccountRow] = RowsModel(account_columns())
        self.table = account_table(self.model)
        self.total = BigFigure("", step="money", right=True)
        self.note = Words("", "caption", tone="muted")
        self.note.setAlignment(Qt.AlignmentFlag.AlignRight)
        sums = column(self.total, self.note, spacing=0)
        foot = row(aligned(wide(self._named, 2), Qt.AlignmentFlag.AlignTop), wide(sums, 3), spacing=16)
        column(self.table, foot, spacing=12, on=self)
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
        self.saved = run(self._context.messages, settle, self._context.actor, self._consignor_id, day)
        return self.saved is not None


def account_sheet(context: Context, consignor_id: int, name: str, on_settled: Callable[[Recorded], object]) -> Sheet:
    """Show the account; Enter settles it and `on_settled` is called with the settlement."""
    form = AccountForm(context, consignor_id)
    title = _("Hitung titipan {name}").format(name=name)
    sheet = context.messages.form(title, form, on_settled, yes=_("Setuju, bayar"), no=_("Nanti"), width=720)
    form.table.opened.connect(lambda _row: sheet.accept())
    return sheet


def account_table(model: RowsModel[AccountRow]) -> Table:
    """An account as it is shown before and after it is locked."""
    return styled_table(
        model, _("Perhitungan"), two_lines=True, empty_text=_("Belum ada yang laku sampai tanggal ini."), ordered=True
    )


def fit_rows(table: Table, rows: int, host_height: int) -> None:
    """As many rows as there are and as fit; the rest scrolls."""
    most = max(2, (host_height - current().px(330)) // current().px(54))
    table.setFixedHeight(current().px(54) * min(max(rows, 1), most) + current().px(40))


def sums_words(gross_idr: int, commission_idr: int, share_idr: int) -> str:
    """Gross less commission, for the line under the consignor's share."""
    words = _("laku {gross} − komisi {commission}").format(gross=figure(gross_idr), commission=figure(commission_idr))
    other = share_idr - (gross_idr - commission_idr)
    return words + " " + _("+ ganti {other}").format(other=figure(other)) if other else words


def left_words(view: SettlementView) -> str:
    """A settlement's total and what of it was paid."""
    total, paid = figure(view.total_idr), figure(view.paid_idr)
    if not view.paid_idr:
        return _("{total}, belum dibayar").format(total=total)
    if not view.unpaid_idr:
        return _("{total}, sudah dibayar").format(total=total)
    return _("{total}, sudah dibayar {paid}").format(total=total, paid=paid)
