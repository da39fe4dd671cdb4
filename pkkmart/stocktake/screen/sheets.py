"""What lies over the page of a count: a quantity, a reason to discard, the totals before booking, booked counts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from pkkmart.core.actor import Permission
from pkkmart.core.i18n import _, figure
from pkkmart.core.quantity import quantity_text
from pkkmart.ledger.screen.cancelling import Cancelling, cancel_sheet, stands
from pkkmart.ledger.screen.list_foot import ListFoot, no_match
from pkkmart.ledger.screen.slip import save_pdf
from pkkmart.stocktake.minutes import minutes_document, minutes_name, total_rows
from pkkmart.stocktake.operations import cancel_stocktake, discard_count
from pkkmart.stocktake.queries import CountHead, CountRow, Minutes, StocktakeRow, Totals, minutes, stocktakes
from pkkmart.stocktake.screen.columns import capitalized, result_words, stocktake_columns
from pkkmart.ui.buttons import SecondaryButton
from pkkmart.ui.cards import Words
from pkkmart.ui.fields import Labeled, QuantityField
from pkkmart.ui.keys import KeyAction
from pkkmart.ui.layout import STRETCH, boxed, column, form_grid, row, wide
from pkkmart.ui.pad import WEIGHT, pad_of
from pkkmart.ui.page import Context
from pkkmart.ui.panels import Form, Question, Sheet, stacked
from pkkmart.ui.reasons import ReasonField
from pkkmart.ui.run import run, succeeds
from pkkmart.ui.table_model import ALL_ROWS, RowsModel, styled_table
from pkkmart.ui.theme import current

SHOWN: Final = 50


class QuantityForm(Form[int]):
    """How many there are in all: the figure takes the place of what was counted of the product so far."""

    def __init__(self, counted: CountRow) -> None:
        super().__init__()
        self.quantity = QuantityField(_("Jumlah seluruhnya"))
        self._named = Labeled(
            _("Jumlah seluruhnya di rak ({unit}), 0 bila tidak ada").format(unit=counted.unit), self.quantity
        )
        before = counted.counted_milli
        told = _("Belum dihitung.") if before is None else _("Sudah dihitung {qty}; angka ini menggantikannya.").format(
            qty=quantity_text(before)
        )  # fmt: skip
        column(Words(told, "medium", tone="muted", wrap=True), self._named, spacing=10, on=self)

    def is_dirty(self) -> bool:
        return bool(self.quantity.text())

    def save(self) -> bool:
        """Take the figure; the page counts it once the sheet is gone, since it may ask more."""
        value = self.quantity.value()
        if value is None:
            self._named.set_error(_("Isi jumlah yang ada di rak; ketik 0 bila memang tidak ada."))
            self.quantity.setFocus()
            return False
        self.saved = value
        return True


def quantity_sheet(context: Context, counted: CountRow, on_done: Callable[[int], object]) -> Sheet:
    """Ask how many there are; `on_done(thousandths)` comes once the sheet is gone."""
    form = QuantityForm(counted)
    pad = pad_of(context.pc, form.quantity, WEIGHT)
    sheet = context.messages.sheet(
        counted.name, form, yes=_("Simpan"), on_yes=form.save, is_dirty=form.is_dirty, width=460, pad=pad
    )
    sheet.closed.connect(lambda: on_done(form.saved) if form.saved is not None else None)
    return sheet


class DiscardForm(Form[bool]):
    """Why a count is given up."""

    def __init__(self, context: Context, head: CountHead) -> None:
        super().__init__()
        self._context, self._head = context, head
        self.reason = ReasonField(
            _("Alasan"), [_("Salah rak"), _("Dihitung lagi nanti"), _("Dimulai dua kali")], limit=80
        )
        told = _("{count} barang yang sudah dihitung tidak akan dibukukan. Stok tetap seperti sekarang.")
        words = Words(told.format(count=figure(head.counted)), "medium", wrap=True)
        column(words, self.reason, spacing=12, on=self)

    def is_dirty(self) -> bool:
        return bool(self.reason.text())

    def save(self) -> bool:
        if not self.reason.require(_("Tulis alasannya dulu.")):
            return False
        done = succeeds(self._context.messages, discard_count, self._context.actor, self._head.id, self.reason.text())
        self.saved = done or None
        return done


def discard_sheet(context: Context, head: CountHead, on_done: Callable[[], object]) -> Sheet:
    """Ask why a count is given up, and give it up."""
    form = DiscardForm(context, head)
    sheet = context.messages.form(
        _("Buang hitungan {goods}").format(goods=head.goods), form, lambda _saved: on_done(),
        yes=_("Buang hitungan"), no=_("Tidak jadi"), width=520,
    )  # fmt: skip
    form.reason.setFocus()
    return sheet


def totals_table(sums: Totals) -> QWidget:
    """What the differences do, per owner, under each other."""
    holder = QWidget()
    grid = form_grid(holder, down=6)
    grid.setColumnStretch(0, 1)
    for place, (words, figures) in enumerate(total_rows(sums)):
        grid.addWidget(Words(words, "small", wrap=True), place, 0)
        grid.addWidget(Words(figures, "strong"), place, 1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
    return holder


def book_question(context: Context, told: Minutes, on_yes: Callable[[], object]) -> Question:
    """Show the totals per owner before they are booked; F12 books, Enter goes back."""
    left = ""
    if told.uncounted:
        left = _("{count} barang yang belum dihitung tidak ikut.").format(count=figure(told.uncounted))
    differing = sum(1 for one in told.rows if one.difference_milli)
    sentence = _("{counted} barang dihitung, {differing} berbeda. {left}").format(
        counted=figure(len(told.rows)), differing=figure(differing), left=left
    )
    result = Words(_("Selisih: {amount}").format(amount=result_words(told.totals.result_idr)), "section",
                   tone="danger" if told.totals.result_idr < 0 else "plain")  # fmt: skip
    return context.messages.ask(
        sentence.strip(),
        title=_("Bukukan selisih {goods}?").format(goods=told.goods),
        content=stacked(result, totals_table(told.totals)),
        yes=_("Bukukan"),
        yes_key="F12",
        on_yes=on_yes,
        no=_("Kembali"),
        width=560,
    )


def save_minutes(context: Context, told: Minutes) -> None:
    """Save the minutes as a PDF and show them in the PC's viewer."""
    from pkkmart.printing.paper import Paper  # imported late: the counter is ready before a PDF can be made

    number = _("Berita acara {number}").format(number=told.number or _("(draf)"))
    save_pdf(context, number, minutes_name(told), lambda: minutes_document(told), Paper.A4)


def stocktake_panel(context: Context, stocktake_id: int) -> Question | None:
    """Show a booked count: its totals, its minutes, and the way to cancel it."""
    told = run(context.messages, minutes, stocktake_id)
    if told is None:
        return None
    paper = SecondaryButton(_("Berita acara (PDF)"), "Ctrl+P", on_click=lambda: save_minutes(context, told))
    cancel = SecondaryButton(_("Batalkan"), "Del", on_click=lambda: _cancel(context, panel, stocktake_id, told))
    acts = [cancel, paper] if context.actor.may(Permission.KEEP_BOOKS) else [paper]
    state: list[QWidget] = []
    if told.cancelled_by:
        words = _("Sudah dibatalkan dengan {void}.").format(void=told.cancelled_by)
        state.append(Words(words, "medium", tone="attention"))
    panel = context.messages.show_content(
        _("{goods}, {count} barang dihitung, dibukukan {who}.").format(
            goods=capitalized(told.goods), count=figure(len(told.rows)), who=told.booked_by
        ),
        stacked(*state, totals_table(told.totals), boxed(row(STRETCH, *acts, spacing=8))),
        title=_("Hitung stok {number}").format(number=told.number),
        width=560,
    )
    panel.keys.append(KeyAction("Ctrl+P", _("Berita acara (PDF)"), paper.click))
    if context.actor.may(Permission.KEEP_BOOKS):
        panel.keys.append(KeyAction("Del", _("Batalkan"), cancel.click))
    return panel


def _cancel(context: Context, panel: Question, stocktake_id: int, told: Minutes) -> None:
    panel.close_panel()
    if stands(context, told.number, told.cancelled_by):
        what = _("Hitung stok {goods}. Stok, nilai dan utang titipan kembali seperti sebelumnya.")
        cancel_sheet(context, Cancelling(told.number, what.format(goods=told.goods), cancel_stocktake, stocktake_id))


class History(QWidget):
    """The list of booked counts; F9 shows older ones."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self.model: RowsModel[StocktakeRow] = RowsModel(stocktake_columns())
        self.table = styled_table(self.model, _("Hitungan yang dibukukan"), two_lines=True)
        self.list_foot = ListFoot(SHOWN, self.table, dated=False)
        self.table.read_all = lambda: self._read(None, ALL_ROWS)
        self.list_foot.grown.connect(self._read_on)
        column(wide(self.table), self.list_foot, spacing=4, on=self)

    def show_newest(self) -> bool:
        """Show the newest and choose the first; False when there are none."""
        self.list_foot.reset()
        self._fill(None)
        return bool(self.model.rows)

    def _read_on(self) -> None:
        stood = self.table.current_row()
        self._fill(partial(_is, stood.id) if stood else no_match)

    def _read(self, until: date | None, limit: int) -> list[StocktakeRow]:
        return run(self._context.messages, stocktakes, limit, until) or []

    def _fill(self, is_it: Callable[[StocktakeRow], bool] | None) -> None:
        rows = self.list_foot.rows(self._read)
        self.model.replace(rows)
        self.table.setMinimumHeight(current().px(54) * min(6, max(2, len(rows))) + current().px(42))
        self.table.stand_on(is_it)
        oldest = rows[-1].business_date if rows else None
        self.list_foot.tell(len(rows), oldest, _("{count} hitungan").format(count=figure(len(rows))))


def _is(stocktake_id: int, row: StocktakeRow) -> bool:
    return row.id == stocktake_id


def history_panel(context: Context) -> Question | None:
    """Show the booked counts over the page; Enter opens one. None without any."""
    history = History(context)
    if not history.show_newest():
        context.messages.attention(_("Belum ada hitungan yang dibukukan."))
        return None

    def open_row() -> None:
        chosen = history.table.current_row()
        if isinstance(chosen, StocktakeRow):
            stocktake_panel(context, chosen.id)

    panel = Question(
        context.messages.host,
        _("Pilih hitungannya, lalu Enter untuk membukanya."),
        title=_("Hitungan yang dibukukan"),
        content=history,
        yes=_("Buka"),
        on_yes=open_row,
        no=_("Tutup"),
        width=760,
    )
    panel.keys.append(KeyAction("F9", _("Lebih lama"), history.list_foot.go_back))
    history.table.opened.connect(lambda _row: panel.primary.click() if panel.primary is not None else None)
    panel.open()
    return panel
