"""Finding the buyer among the members: part of a name or her number."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from pkkmart.core.i18n import _
from pkkmart.people.queries import CapacityKind, PersonRow, find_people
from pkkmart.sales.cart import Member
from pkkmart.ui.fields import SearchField
from pkkmart.ui.messages import Messages
from pkkmart.ui.table_model import Column, RowsModel, styled_table


class MemberPicker(QWidget):
    """A search field over the list of members it finds."""

    def __init__(self) -> None:
        super().__init__()
        self.search = SearchField(_("Cari anggota"), _("Ketik nama atau nomor anggota …"), rest_ms=60)
        columns: list[Column[PersonRow]] = [
            Column(_("Anggota"), lambda row: row.name, second=lambda row: row.area),
            Column(_("Nomor"), lambda row: row.number, width=110, align="right"),
        ]
        self.model: RowsModel[PersonRow] = RowsModel(columns)
        self.table = styled_table(
            self.model, _("Anggota yang cocok"), two_lines=True, empty_text=_("Tidak ada anggota dengan nama itu.")
        )
        self.table.setMinimumHeight(290)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.search)
        layout.addWidget(self.table)
        self.search.searched.connect(self._find)
        self.search.stepped.connect(self.table.step)
        self._find("")

    def _find(self, text: str) -> None:
        self._found_text = text.strip()
        self.model.replace(find_people(CapacityKind.MEMBER, text, limit=50))
        if self.model.rows:
            self.table.select(0)

    def chosen(self) -> Member | None:
        """The member Enter takes."""
        if self.search.text().strip() != self._found_text:
            self._find(self.search.text())
        row = self.table.current_row()
        return Member(row.id, row.name, row.number) if isinstance(row, PersonRow) else None


def pick_member(messages: Messages, on_pick: Callable[[Member], object]) -> None:
    """Lay the search over the counter; Enter takes the member, Esc leaves all as it was."""
    picker = MemberPicker()

    def take() -> bool:
        member = picker.chosen()
        if member is not None:
            on_pick(member)
        return member is not None

    sheet = messages.sheet(_("Anggota yang berbelanja"), picker, yes=_("Pilih"), on_yes=take)
    picker.table.opened.connect(lambda _row: sheet.accept())
    sheet.scanned.connect(picker.search.setText)
    sheet.scanned.connect(lambda _code: sheet.accept())
