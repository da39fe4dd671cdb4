"""Opening balances that were booked: the document as it stands, and the way to take it back."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from pkkmart.core import clock
from pkkmart.core.i18n import _, date_long, figure, rupiah, time_short
from pkkmart.imports.opening import Judged, line_words
from pkkmart.imports.queries import OpeningDocument
from pkkmart.imports.screen.rows import row_columns
from pkkmart.ui.buttons import PrimaryButton, SecondaryButton
from pkkmart.ui.cards import Card, StatCard, Words
from pkkmart.ui.columns import two_columns
from pkkmart.ui.layout import STRETCH, column, wide
from pkkmart.ui.table_model import RowsModel, styled_table


class OpenedView(QWidget):
    """Its rows at the left; number, days, who and the total at the right."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__()
        self.model: RowsModel[Judged] = RowsModel(row_columns())
        self.table = styled_table(self.model, _("Baris saldo awal"), two_lines=True, ordered=True)
        self.number, self.state = Words("", "title"), Words("", "strong", wrap=True)
        self.about = Words("", tone="muted", wrap=True)
        self.total = StatCard(_("Tiap sisi"))
        self.cancel_button = SecondaryButton(_("Batalkan saldo awal"), "Del", icon="undo-2")
        self.anew_button = PrimaryButton(_("Isi saldo awal baru"), "F4")
        left = Card(padding=14, spacing=8).add(wide(self.table))
        side = column(
            Card(padding=16, spacing=6).add(self.number, self.state, self.about),
            self.total,
            STRETCH,
            self.anew_button,
            self.cancel_button,
            spacing=8,
        )
        column(two_columns(left, side), on=self)

    def show_document(self, document: OpeningDocument, *, may_refill: bool) -> None:
        """Show one document; `may_refill` offers a new sheet, where none stands."""
        self.model.replace(rows_of(document))
        self.table.select(0)
        self.number.setText(document.number)
        stands = not document.cancelled_by
        self.state.setText(
            _("Saldo awal per {day}").format(day=date_long(document.business_date))
            if stands
            else _("Dibatalkan dengan {number}: {reason}").format(number=document.cancelled_by, reason=document.reason)
        )
        self.state.set_tone("plain" if stands else "attention")
        at = clock.local(clock.from_text(document.recorded_at))
        booked = _("Dibukukan {day} pukul {time} oleh {name}.").format(
            day=date_long(at.date()), time=time_short(at), name=document.user_name or _("sistem")
        )
        dated = "" if stands else _("Per {day}. ").format(day=date_long(document.business_date))
        self.about.setText(dated + booked)
        rows = _("{count} baris").format(count=figure(len(document.lines)))
        self.total.set(rupiah(document.total_idr), rows, tone="primary" if stands else "muted")
        self.cancel_button.setVisible(stands)
        self.anew_button.setVisible(may_refill)


def rows_of(document: OpeningDocument) -> list[Judged]:
    """The rows of a document as a sheet shows them, to be looked at or booked anew."""
    return [Judged(0, line_words(line.draft), line, draft=line.draft) for line in document.lines]
