"""The sheet that finds the buyer among the members by name or number, or makes a new member."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pkkmart.core.i18n import _, rupiah
from pkkmart.people.queries import CapacityKind, Lookalike, PersonRow, find_people
from pkkmart.sales.cart import Member
from pkkmart.savings.dialogs import newcomer_sheet
from pkkmart.savings.operations import Joined
from pkkmart.ui.buttons import PrimaryButton, SecondaryButton
from pkkmart.ui.fields import SearchField
from pkkmart.ui.keys import KeyAction
from pkkmart.ui.messages import Messages
from pkkmart.ui.page import Context
from pkkmart.ui.table_model import Column, RowsModel, styled_table

_NEW_KEY = "F4"
"""As on the page Simpanan."""


class MemberPicker(QWidget):
    """A search field over the list of members it finds."""

    nobody = Signal(bool)
    """After each search: whether no member matches what was typed."""

    def __init__(self, *, may_add: bool = False) -> None:
        super().__init__()
        self.search = SearchField(_("Cari anggota"), _("Ketik nama atau nomor anggota …"), rest_ms=60)
        columns: list[Column[PersonRow]] = [
            Column(_("Anggota"), lambda row: row.name, second=lambda row: row.area),
            Column(_("Nomor"), lambda row: row.number, width=110, align="right"),
        ]
        self.model: RowsModel[PersonRow] = RowsModel(columns)
        self.table = styled_table(
            self.model,
            _("Anggota yang cocok"),
            two_lines=True,
            ordered=True,
            empty_text=_("Tidak ada anggota dengan nama itu. Enter mendaftarkannya.")
            if may_add
            else _("Tidak ada anggota dengan nama itu."),
        )
        self.table.setMinimumHeight(290)
        self.new = SecondaryButton(_("Anggota baru"), _NEW_KEY, icon="user-plus")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.search)
        layout.addWidget(self.table)
        layout.addWidget(self.new, 0, Qt.AlignmentFlag.AlignLeft)
        if not may_add:
            self.new.hide()
        self.search.searched.connect(self._find)
        self.search.stepped.connect(self.table.step)
        self._find("")

    def _find(self, text: str) -> None:
        self._found_text = text.strip()
        self.model.replace(find_people(CapacityKind.MEMBER, text, limit=50))
        if self.model.rows:
            self.table.select(0)
        self.nobody.emit(bool(self._found_text) and not self.model.rows)

    def chosen(self) -> Member | None:
        """The member Enter takes."""
        if self.search.text().strip() != self._found_text:
            self._find(self.search.text())
        row = self.table.current_row()
        return Member(row.id, row.name, row.number) if isinstance(row, PersonRow) else None


def pick_member(messages: Messages, on_pick: Callable[[Member], object], newcomers: Context | None = None) -> None:
    """Open the search over the counter; Enter takes the member, Esc leaves all as it was.

    With `newcomers` who is not found can become a member there and then (F4, or Enter where nothing matches).
    """
    picker = MemberPicker(may_add=newcomers is not None)

    def register() -> None:
        if newcomers is not None:
            newcomer_sheet(newcomers, picker.search.text().strip(), joined, known)

    def joined(new: Joined) -> None:
        sheet.close_panel()
        on_pick(Member(new.person_id, new.name, new.number))
        messages.good(_welcome(new))

    def known(member: Lookalike) -> None:
        sheet.close_panel()
        on_pick(Member(member.person_id, member.name, member.number))
        messages.good(_("{name} sudah anggota {number}.").format(name=member.name, number=member.number))

    def take() -> bool:
        member = picker.chosen()
        if member is not None:
            on_pick(member)
        elif picker.search.text().strip():
            register()
        return member is not None

    def scanned(code: str) -> None:
        picker.search.setText(code)
        if picker.chosen() is not None:
            sheet.accept()

    sheet = messages.sheet(_("Anggota yang berbelanja"), picker, yes=_("Pilih"), on_yes=take)

    def name_button(nobody: bool) -> None:
        if isinstance(sheet.primary, PrimaryButton):
            sheet.primary.set_words(_("Daftarkan") if nobody else _("Pilih"))

    if newcomers is not None:
        picker.nobody.connect(name_button)
        sheet.keys.append(KeyAction(_NEW_KEY, _("Anggota baru"), register))
        picker.new.clicked.connect(register)
    picker.table.opened.connect(lambda _row: sheet.accept())
    sheet.scanned.connect(scanned)


def _welcome(new: Joined) -> str:
    said = _("{name} jadi anggota {number}; harganya sudah harga anggota.").format(name=new.name, number=new.number)
    if new.slip is not None:
        said += " " + _("Pokok {amount} masuk laci, slip {slip}.").format(
            amount=rupiah(new.slip.balance_idr), slip=new.slip.number
        )
    return said
