"""The panel of stock adjustments, the newest first, where one is looked at or cancelled."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Final

from PySide6.QtWidgets import QWidget

from pkkmart.core.i18n import _, date_short, figure
from pkkmart.ledger.screen.cancelling import Cancelling, cancel_sheet, stands
from pkkmart.ledger.screen.columns import document_column
from pkkmart.ledger.screen.list_foot import ListFoot, no_match
from pkkmart.stock.operations import cancel_adjustment
from pkkmart.stock.queries import AdjustmentRow, adjustment, recent_adjustments
from pkkmart.stock.rules import AdjustReason
from pkkmart.ui.keys import KeyAction
from pkkmart.ui.layout import column, wide
from pkkmart.ui.listing import list_actions
from pkkmart.ui.page import Context
from pkkmart.ui.panels import Question
from pkkmart.ui.run import run
from pkkmart.ui.table_model import ALL_ROWS, Column, RowsModel, styled_table
from pkkmart.ui.theme import current

SHOWN: Final = 50


class History(QWidget):
    """The list in the panel; F9 shows older adjustments."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self.model: RowsModel[AdjustmentRow] = RowsModel(_columns())
        self.table = styled_table(self.model, _("Penyesuaian stok"), two_lines=True)
        self.list_foot = ListFoot(SHOWN, self.table, dated=False)
        self.table.read_all = lambda: self._read(None, ALL_ROWS)
        self.list_foot.grown.connect(self._read_on)
        column(wide(self.table), self.list_foot, spacing=4, on=self)

    def show_newest(self) -> bool:
        """Show the newest and choose the first; False when there are none."""
        self.list_foot.reset()
        self._fill(None)
        return bool(self.model.rows)

    def show_one(self, adjustment_id: int) -> bool:
        """Choose one, of any age; none, and False, when the list hasn't it."""
        day = date.fromisoformat(adjustment(adjustment_id).business_date)
        is_it = partial(_is, adjustment_id)
        self.list_foot.back_to(day, self._read, is_it)
        self._fill(is_it)
        return self.table.current_row() is not None

    def _read_on(self) -> None:
        stood = self.table.current_row()
        self._fill(partial(_is, stood.id) if stood else no_match)

    def _read(self, until: date | None, limit: int) -> list[AdjustmentRow]:
        return run(self._context.messages, recent_adjustments, limit, until) or []

    def _fill(self, stands_on: Callable[[AdjustmentRow], bool] | None) -> None:
        rows = self.list_foot.rows(self._read)
        self.model.replace(rows)
        self.table.setMinimumHeight(current().px(54) * min(6, max(2, len(rows))) + current().px(46))
        self.table.stand_on(stands_on)
        oldest = date.fromisoformat(rows[-1].business_date) if rows else None
        self.list_foot.tell(len(rows), oldest, _("{count} penyesuaian").format(count=figure(len(rows))))


def history_panel(context: Context, stand_on: int | None = None) -> Question | None:
    """Show the adjustments over the page; Enter on one cancels it, for a reason. None without any."""
    history = History(context)
    if not history.show_newest():
        context.messages.attention(_("Belum ada penyesuaian stok."))
        return None
    panel = Question(
        context.messages.host,
        _("Pilih yang salah, lalu Enter untuk membatalkannya."),
        title=_("Penyesuaian stok"),
        content=history,
        yes=_("Batalkan penyesuaian"),
        on_yes=lambda: _cancel(context, history.table.current_row()),
        no=_("Tutup"),
        width=760,
    )
    panel.keys.append(KeyAction("F9", _("Lebih lama"), history.list_foot.go_back))
    panel.keys += list_actions(context.messages.host, context.messages, lambda: history.table)
    history.table.opened.connect(lambda _row: panel.primary.click() if panel.primary is not None else None)
    panel.open()
    if stand_on is not None and not history.show_one(stand_on):
        context.messages.attention(_("Penyesuaian itu tidak ada di daftar. Cari nomornya di Jurnal."), stays=True)
    return panel


def _is(adjustment_id: int, row: AdjustmentRow) -> bool:
    return row.id == adjustment_id


def _cancel(context: Context, row: object) -> None:
    if not isinstance(row, AdjustmentRow):
        context.messages.attention(_("Pilih penyesuaiannya dulu, lalu tekan Enter."))
        return
    what = _("{reason}: {goods}. Stok dan nilainya kembali seperti semula.").format(
        reason=_(AdjustReason(row.reason).words), goods=row.goods
    )
    if stands(context, row.number, row.cancelled_by):
        cancel_sheet(context, Cancelling(row.number, what, cancel_adjustment, row.id))


def _columns() -> list[Column[AdjustmentRow]]:
    return [
        Column(_("Tanggal"), lambda row: date_short(date.fromisoformat(row.business_date)), 104),
        document_column(_("Barang"), lambda row: row.goods, _about, lambda row: row.cancelled_by),
        Column(_("Nilai"), _signed, 104, "right", weight=700),
    ]


def _signed(row: AdjustmentRow) -> str:
    return f"{'−' if row.value_idr < 0 else ''}{figure(abs(row.value_idr))}"


def _about(row: AdjustmentRow) -> str:
    if row.cancelled_by:
        return _("{number} · dibatalkan dengan {void}").format(number=row.number, void=row.cancelled_by)
    return " · ".join(part for part in (row.number, _(AdjustReason(row.reason).words), row.note) if part)
