"""The receipts to choose from: today's and those before, or those that answer to what is searched."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pkkmart.core import clock
from pkkmart.core.i18n import _, figure, inside, time_short
from pkkmart.sale_changes.queries.receipts import ReceiptRow, receipt_count, receipts
from pkkmart.sale_changes.settings import takes_without_receipt
from pkkmart.sales.tenders import Tender
from pkkmart.ui.buttons import SecondaryButton
from pkkmart.ui.cards import Card, Elided
from pkkmart.ui.fields import SearchField
from pkkmart.ui.messages import Messages
from pkkmart.ui.run import run
from pkkmart.ui.table_model import Column, RowsModel, styled_table
from pkkmart.ui.theme import GAP

AT_ONCE = 50
"""How many receipts are read at once; scrolling to the end reads as many more."""


class ReceiptList(QWidget):
    """A search field over receipts, the newest first; its foot has the way for goods without a receipt."""

    loaded = Signal()
    """The list was read anew, so another receipt may stand chosen."""

    def __init__(self, messages: Messages) -> None:
        super().__init__()
        self._messages = messages
        self._searched, self._ended = "", True
        self.day = clock.today()
        self.search = SearchField(_("Cari struk"), _("Nomor, nama, barang, jumlah; atau pindai struk"))
        columns: list[Column[ReceiptRow]] = [
            Column(_("Struk"), lambda row: row.number, weight=600, note=_moment, second=_second, second_tone=_tone),
            Column(_("Jumlah"), lambda row: figure(row.paid_idr), 108, "right", weight=700),
        ]
        self.model: RowsModel[ReceiptRow] = RowsModel(columns)
        self.table = styled_table(
            self.model,
            _("Daftar struk"),
            row_height=60,
            ordered=True,
            empty_text=_("Tidak ada struk seperti itu. Coba nomornya saja."),
        )
        self.table.horizontalHeader().hide()
        self.without = SecondaryButton(_("Barang tanpa struk"), "F9")
        self.count = Elided("", "caption", tone="muted")
        self.count.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._lay_out()
        # What Enter has shown already stays when the typing rests.
        self.search.searched.connect(lambda text: self.load() if text != self._searched else None)
        self.search.stepped.connect(self.table.step)
        self.table.verticalScrollBar().valueChanged.connect(lambda _value: self._scrolled())

    def _lay_out(self) -> None:
        foot = QHBoxLayout()
        foot.setContentsMargins(6, 4, 6, 2)
        foot.setSpacing(8)
        foot.addWidget(self.without)
        foot.addWidget(self.count, 1)
        card = Card(padding=8, spacing=4)
        card.add(self.table, foot)
        card.body.setStretch(0, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP)
        layout.addWidget(self.search)
        layout.addWidget(card, 1)

    def load(self, day: date | None = None) -> None:
        """Read the list anew, standing on the receipt it stood on, else on the first."""
        self.day = day or self.day
        stood = self.table.current_row()
        self._searched = self.search.text().strip()
        wanted = max(AT_ONCE, len(self.model.rows)) if stood is not None and not self._searched else AT_ONCE
        rows = run(self._messages, receipts, self._searched, self.day, limit=wanted) or []
        self._ended = len(rows) < wanted
        self.model.replace(rows)
        known = isinstance(stood, ReceiptRow)
        if not self.stand_on(stood.id if known else None):
            self.table.select(0)
        self.without.setVisible(takes_without_receipt())
        today = run(self._messages, receipt_count, self.day) or 0
        told = _("hari ini {count} struk") if self.day == clock.today() else _("{count} struk sif ini")
        self.count.setText(told.format(count=figure(today)))
        self.loaded.emit()

    def forget(self) -> None:
        """Show nothing until it is read again."""
        self.model.replace([])

    def stand_on(self, sale_id: int | None) -> bool:
        """Stand on a receipt if it is in the list."""
        place = next((place for place, row in enumerate(self.model.rows) if row.id == sale_id), None)
        if place is not None:
            self.table.select(place)
        return place is not None

    def catch_up(self) -> None:
        """A key that follows the words at once means what they find, not what was found before them."""
        if self.search.text().strip() != self._searched:
            self.load()

    @property
    def current(self) -> ReceiptRow | None:
        row = self.table.current_row()
        return row if isinstance(row, ReceiptRow) else None

    def _scrolled(self) -> None:
        """Near the end of the list the days before are read."""
        bar = self.table.verticalScrollBar()
        if self._ended or not self.model.rows or bar.value() < bar.maximum() - 2 * bar.pageStep() // 3:
            return
        before = self.model.rows[-1].id
        rows = run(self._messages, receipts, self._searched, self.day, before_id=before, limit=AT_ONCE) or []
        self._ended = len(rows) < AT_ONCE
        self.model.extend(rows)


def _moment(row: ReceiptRow) -> str:
    local = clock.local(clock.from_text(row.recorded_at))
    return time_short(local) if local.date() == clock.today() else f"{local:%d/%m}"


def _second(row: ReceiptRow) -> str:
    if row.voided_by:
        return _("dibatalkan {number}").format(number=row.voided_by)
    told = []
    if row.return_id is not None:
        return " · ".join((_("retur tanpa struk"), row.member, row.goods))
    if row.returned_count:
        told.append(_("retur {count} dari {all} barang").format(count=row.returned_count, all=row.goods_count))
    if row.corrected_by:
        told.append(_("cara bayar dibetulkan {number}").format(number=row.corrected_by))
    return " · ".join(told or [part for part in (row.member, _paid_with(row.tenders), row.goods) if part])


def _paid_with(tenders: Sequence[str]) -> str:
    """What is told of how a receipt was paid: `QRIS`, `Campur: tunai + QRIS`; "" for cash alone, the usual."""
    names = [_(tender.label) for tender in Tender if tender in tenders]
    if len(names) > 1:
        return _("Campur: {tenders}").format(tenders=" + ".join(map(inside, names)))
    return "" if Tender.CASH in tenders else "".join(names)


def _tone(row: ReceiptRow) -> str:
    if row.voided_by:
        return "danger"
    return "attention" if row.returned_count or row.return_id is not None or row.corrected_by else "muted"
