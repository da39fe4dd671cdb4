"""A return was booked on the wrong line or receipt: find it among this shift's, say why, and take the money back."""

from __future__ import annotations

from collections.abc import Callable

from pkkmart.core import clock
from pkkmart.core.actor import Approval
from pkkmart.core.i18n import _, figure, rupiah, time_short
from pkkmart.ledger.screen.cancelling import lent_cancel_sheet
from pkkmart.sales.operations.cancelled_returns import cancel_loose_return, cancel_return
from pkkmart.sales.queries.paid_back import PaidBack, shift_paid_back
from pkkmart.till.queries import ShiftRow
from pkkmart.ui.cards import BigFigure
from pkkmart.ui.page import Context
from pkkmart.ui.panels import Sheet
from pkkmart.ui.run import run
from pkkmart.ui.table_model import Column, RowsModel, styled_table


def taken_back_sheet(context: Context, shift: ShiftRow, on_done: Callable[[], object]) -> None:
    """Choose one of the shift's returns, with a receipt or without; the newest stands chosen."""
    columns: list[Column[PaidBack]] = [
        Column(_("Retur"), lambda row: row.number, second=_second),
        Column(_("Jam"), lambda row: time_short(clock.local(clock.from_text(row.recorded_at))), 80, "right"),
        Column(_("Nilai"), lambda row: figure(row.total_idr), 110, "right", weight=700),
    ]
    model = RowsModel(columns, run(context.messages, shift_paid_back, shift.id) or [])
    table = styled_table(model, _("Retur sif ini"), two_lines=True)
    table.setMinimumHeight(260)

    def take() -> bool:
        row = table.current_row()
        if isinstance(row, PaidBack):
            sheet.close_panel()
            cancel_return_sheet(context, row, on_done)
        return False

    sheet = context.messages.sheet(
        _("Retur mana yang dibatalkan?"), table, yes=_("Pilih"), on_yes=take, no=_("Kembali"), width=640
    )
    table.opened.connect(lambda _row: take())
    table.select(0)
    table.setFocus()


def _second(row: PaidBack) -> str:
    whence = _("dari {number}").format(number=row.sale_number) if row.sale_number else _("tanpa struk")
    return " · ".join(part for part in (whence, row.buyer, row.goods) if part)


def cancel_return_sheet(context: Context, done: PaidBack, on_done: Callable[[], object]) -> Sheet:
    """Ask why a return is taken back, then do it; who may lends her PIN, and the money to take is told large."""
    voids: list[str] = []

    def cancel(reason: str, approval: Approval | None) -> None:
        act = cancel_return if done.kind == "sale_return" else cancel_loose_return
        voids.append(act(context.actor, done.id, reason, till_id=context.till_id, approval=approval))

    sheet = lent_cancel_sheet(context, done.number, cancelling_words(done), cancel)
    sheet.closed.connect(lambda: _tell(context, voids[0], done, on_done) if voids else None)
    return sheet


def cancelling_words(done: PaidBack) -> str:
    """What taking a return back does: to the goods, and to each way it was paid."""
    ways = (
        (_("{amount} tunai kembali ke laci."), done.cash_idr),
        (_("{amount} ditarik lagi dari simpanannya."), done.savings_idr),
        (_("{amount} menjadi bon lagi."), done.bon_idr),
        (_("{amount} yang dikirim lewat bank harus sudah masuk lagi; lihat mutasi rekeningnya dulu."), done.bank_idr),
    )
    whence = _("Retur dari {number}").format(number=done.sale_number) if done.sale_number else _("Retur tanpa struk")
    goods = _("{whence}: {goods}. Barangnya dibawa pembeli lagi.").format(whence=whence, goods=done.goods)
    return " ".join([goods, *(words.format(amount=rupiah(amount)) for words, amount in ways if amount)])


def _tell(context: Context, void: str, done: PaidBack, on_done: Callable[[], object]) -> None:
    """What she takes from the buyer, large, until it lies in the drawer."""
    if not done.cash_idr:
        on_done()
        return
    context.messages.ask(
        _("{number} dibatalkan dengan {void}. Slipnya dicetak.").format(number=done.number, void=void),
        title=_("Uang kembali dari pembeli"),
        yes=_("Sudah diterima"),
        on_yes=on_done,
        content=BigFigure(rupiah(done.cash_idr), step="total"),
        only_yes=True,
    )
