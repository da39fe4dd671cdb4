"""One consignor: what the shop owes, the goods on the shelf, and every document between consignor and shop."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from pkkmart.consignment.queries import (
    ConsignorRow,
    DocumentRow,
    arrangement_of,
    document_count,
    documents,
    shelf,
    terms_of,
    unsettled_since,
)
from pkkmart.consignment.rules import Arrangement
from pkkmart.consignment.screen.arrangement import arrangement_words
from pkkmart.consignment.screen.columns import document_columns, shelf_columns
from pkkmart.consignment.screen.terms import terms_words
from pkkmart.core import clock
from pkkmart.core.i18n import _, date_short, figure, rupiah
from pkkmart.ledger.screen.list_foot import ListFoot, no_match
from pkkmart.ui.buttons import PillButton, PrimaryButton, SecondaryButton
from pkkmart.ui.cards import BigFigure, Caption, Card, Elided, SectionTitle, Words
from pkkmart.ui.layout import STRETCH, aligned, boxed, column, gap, row, wide
from pkkmart.ui.table_model import ALL_ROWS, RowsModel, styled_table
from pkkmart.ui.theme import GAP, current

SHOWN: Final = 60


class ConsignorDetails(QWidget):
    """The chosen consignor's column at the right; what its buttons do is given by the page."""

    def __init__(
        self,
        on_settle: Callable[[], object],
        on_return: Callable[[], object],
        on_loss: Callable[[], object],
        on_pay: Callable[[], object],
    ) -> None:
        super().__init__()
        self.name, self.about = SectionTitle(""), Elided("", "caption")
        self._caption = Caption(_("Terutang sekarang"))
        self.owed = BigFigure("", step="money")
        self.note = Words("", "caption", tone="muted", wrap=True)
        self.settle_button = PrimaryButton(_("Hitung & bayar"), "F12", big=True, on_click=on_settle)
        self.return_button = SecondaryButton(_("Retur"), "F6", on_click=on_return)
        self.loss_button = SecondaryButton(_("Hilang, rusak"), "F7", on_click=on_loss)
        self.pay_button = SecondaryButton(_("Bayar tertunda"), "F8", on_click=on_pay)
        self.shelf_pill = PillButton("", checked=True, on_click=lambda: self.show_documents(False))
        self.documents_pill = PillButton("", on_click=lambda: self.show_documents(True))
        self.shelf_model, self.documents_model = RowsModel(shelf_columns()), RowsModel(document_columns())
        self.shelf_table = styled_table(
            self.shelf_model, _("Barang di rak"), two_lines=True, empty_text=_("Tidak ada barangnya di rak.")
        )
        self.documents = styled_table(
            self.documents_model, _("Surat-surat"), two_lines=True, empty_text=_("Belum ada nota atau perhitungan.")
        )
        self.list_foot = ListFoot(SHOWN, self.documents)
        self.documents.read_all = lambda: self._read(self.list_foot.day, ALL_ROWS)
        self.stack = QStackedWidget()
        self._shown_id: int | None = None
        self._folded = False
        self._lay()
        self.list_foot.grown.connect(self._read_documents)
        self.list_foot.moved.connect(lambda: self._fill(None))
        self.list_foot.finished.connect(lambda: self.documents.setFocus())

    def _lay(self) -> None:
        self._names = row(self.name, wide(self.about), spacing=10)
        self._sum = row(wide(self.owed), spacing=10)
        said = column(self._names, gap(4), self._caption, self._sum, self.note, spacing=0)
        settle = aligned(self.settle_button, Qt.AlignmentFlag.AlignVCenter)
        buttons = (self.return_button, self.loss_button, self.pay_button)
        self._buttons = boxed(row(*(wide(button) for button in buttons), spacing=8))
        head = Card(padding=16, spacing=8).add(row(wide(said), settle, spacing=16), self._buttons)
        column(head, wide(self._listed()), spacing=GAP, on=self)

    def _listed(self) -> Card:
        """The tables of goods and documents; on a low screen older documents are reached from the row of pills."""
        self._pills = row(self.shelf_pill, self.documents_pill, STRETCH, margins=(6, 4, 6, 4), spacing=6)
        self._foot = row(self.list_foot, margins=(10, 0, 4, 2))
        self.stack.addWidget(self.shelf_table)
        self.stack.addWidget(boxed(column(wide(self.documents), self._foot, spacing=4)))
        body = Card(padding=8, spacing=4).add(self._pills, self.stack)
        body.body.setStretch(1, 1)
        return body

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold(self.height() < current().px(520))

    def _fold(self, folded: bool) -> None:
        """On a low screen the head is two lines, so that documents have room; its keys stay in the key bar."""
        if folded == self._folded:
            return
        self._folded = folded
        self.owed.set_step("large" if folded else "money")
        self.settle_button.set_big(not folded)
        for part in (self._caption, self.note, self._buttons):
            part.setVisible(not folded)
        (self._sum if folded else self._names).addWidget(self.about, 1)
        self.list_foot.words.setVisible(not folded)
        (self._pills if folded else self._foot).addWidget(self.list_foot)
        self._show_foot()

    def _show_foot(self) -> None:
        self.list_foot.setVisible(self.shows_documents() or not self._folded)

    def show_consignor(self, row: ConsignorRow) -> None:
        """Show everything of one consignor."""
        today = clock.today()
        self.name.setText(row.name)
        terms = terms_of(row.id, today)
        agreed = arrangement_of(row.id, today)
        how = arrangement_words(agreed) if agreed != Arrangement() else ""
        self.about.setText(" · ".join(part for part in (row.area, terms_words(terms) if terms else "", how) if part))
        self.owed.setText(rupiah(row.owed_idr))
        self.owed.set_tone("primary" if row.owed_idr > 0 else "danger" if row.owed_idr else "muted")
        self.note.setText(_owed_words(row, unsettled_since(row.id)))
        self.settle_button.set_words(_("Hitung & bayar") if row.unsettled_idr or not row.unpaid_idr else _("Bayar"))
        self.settle_button.setEnabled(row.earned_idr > 0)
        self.pay_button.setEnabled(row.unpaid_idr > 0)
        goods = shelf(row.id)
        self.shelf_model.replace(goods)
        self.shelf_pill.set_words(_("Di rak · {count}").format(count=figure(len(goods))))
        self.documents_pill.set_words(_("Surat · {count}").format(count=figure(document_count(row.id))))
        self.return_button.setEnabled(any(one.qty_milli > 0 for one in goods))
        self.loss_button.setEnabled(any(one.qty_milli > 0 for one in goods))
        if row.id != self._shown_id:
            self._shown_id = row.id
            self.list_foot.reset()
            self._fill(None)
        else:
            self._read_documents()

    def show_document(self, kind: str, document_id: int, day: date) -> bool:
        """Choose one document, of any age; none, and False, when it is another consignor's."""
        is_it = partial(_is, kind, document_id)
        self.show_documents(True)
        self.list_foot.back_to(day, self._read, is_it)
        self._fill(is_it)
        return self.document() is not None

    def _read(self, until: date | None, limit: int) -> list[DocumentRow]:
        return documents(self._shown_id, limit, until) if self._shown_id is not None else []

    def _read_documents(self) -> None:
        """Read the documents again; the chosen one stays chosen, or none."""
        stood = self.document()
        if self.shows_documents():
            self._fill(partial(_is, stood.kind, stood.id) if stood else no_match)
        else:
            self._fill(None)

    def _fill(self, stands_on: Callable[[DocumentRow], bool] | None) -> None:
        rows = self.list_foot.rows(self._read)
        self.documents_model.replace(rows)
        self.documents.stand_on(stands_on)
        oldest = rows[-1].business_date if rows else None
        self.list_foot.tell(len(rows), oldest, _("{count} surat").format(count=figure(len(rows))))

    def show_documents(self, documents: bool) -> None:
        """Show the documents, or the goods on the shelf."""
        self.stack.setCurrentIndex(1 if documents else 0)
        (self.documents_pill if documents else self.shelf_pill).setChecked(True)
        self._show_foot()
        if documents:
            self.documents.setFocus(Qt.FocusReason.TabFocusReason)

    def shows_documents(self) -> bool:
        """Whether the documents are shown."""
        return self.stack.currentIndex() == 1

    def document(self) -> DocumentRow | None:
        """The chosen document."""
        row = self.documents.current_row()
        return row if isinstance(row, DocumentRow) else None


def _is(kind: str, document_id: int, row: DocumentRow) -> bool:
    return (row.kind, row.id) == (kind, document_id)


def _owed_words(row: ConsignorRow, since: date | None) -> str:
    parts = []
    if row.unsettled_idr and since is not None:
        parts.append(
            _("belum dihitung {amount} sejak {day}").format(amount=figure(row.unsettled_idr), day=date_short(since))
        )
    if row.unpaid_idr:
        parts.append(_("sudah dihitung, menunggu dibayar {amount}").format(amount=figure(row.unpaid_idr)))
    if row.due_on is not None:
        parts.append(_("jatuh tempo hitung {day}").format(day=date_short(row.due_on)))
    if row.advance_idr:
        parts.append(_("uang muka {amount}").format(amount=figure(row.advance_idr)))
    if not parts and row.last_paid_on is not None:
        parts.append(
            _("terakhir dibayar {amount} pada {day}").format(
                amount=figure(row.last_paid_idr), day=date_short(row.last_paid_on)
            )
        )
    return " · ".join(parts) or _("belum ada yang laku")
