"""Somebody stands at the counter with her book and twenty thousand: find her, take it, and she sees it grow."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from pkkmart.core.actor import Permission
from pkkmart.core.i18n import _, date_short, figure, rupiah
from pkkmart.core.operation import Changed
from pkkmart.people.dialogs import person_sheet
from pkkmart.people.queries import CapacityKind, MemberCard, member_card
from pkkmart.printing.queries import elements_of, jobs_of
from pkkmart.printing.settings import PrinterKind, read_printer
from pkkmart.printing.spool import reprint
from pkkmart.savings.operations import SavedSlip
from pkkmart.savings.queries import SaverRow, balances, members_with_balances, passbook, pin_state, slip
from pkkmart.savings.rules import Direction, SavingsKind
from pkkmart.savings.screen.book import saver_columns
from pkkmart.savings.screen.form import places_for, slip_sheet
from pkkmart.savings.screen.member import MemberView
from pkkmart.savings.screen.paper import slip_paper
from pkkmart.savings.screen.pin import pin_sheet, pin_words
from pkkmart.savings.screen.undo import cancel_sheet
from pkkmart.till.dialogs import start_shift_sheet
from pkkmart.till.queries import open_shift
from pkkmart.ui.buttons import PrimaryButton
from pkkmart.ui.cards import Card, EmptyState, Words
from pkkmart.ui.doors import Door
from pkkmart.ui.fields import SearchField
from pkkmart.ui.keys import KeyAction
from pkkmart.ui.page import Context, Page
from pkkmart.ui.run import run
from pkkmart.ui.table_model import RowsModel, styled_table
from pkkmart.ui.theme import GAP, current

SHOWN = 200


class SavingsPage(Page):
    """Members at the left, her passbook at the right; a scanned card brings her to the front."""

    title = _("Simpanan")

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._member: MemberCard | None = None
        self._filling, self._found_text = False, ""
        self.search = SearchField(_("Cari anggota"), _("Cari nama atau nomor …"))
        self.model: RowsModel[SaverRow] = RowsModel(saver_columns())
        self.members = styled_table(
            self.model, _("Daftar anggota"), two_lines=True, empty_text=_("Tidak ada anggota yang cocok.")
        )
        self.count = Words("", "caption", tone="muted", wrap=True)
        self.view = MemberView(self.deposit, self.withdraw, self.cancel, self.copy, self.set_pin)
        self.new_button = PrimaryButton(_("Anggota baru"), "F4", on_click=self.new_member)
        self.none = EmptyState(
            "id-card",
            _("Siapa yang datang?"),
            _("Ketik nama atau nomornya, pilih dari daftar, atau pindai kartu anggota."),
            self.new_button,
        )
        self._lay()
        self._connect()

    @property
    def may_add(self) -> bool:
        """Whether who is here keeps the list of people, and so may see a whole phone number."""
        return self.context.actor.may(Permission.KEEP_PEOPLE)

    def _lay(self) -> None:
        listed = Card(padding=8, spacing=4)
        foot = QHBoxLayout()
        foot.setContentsMargins(10, 4, 10, 2)
        foot.addWidget(self.count)
        listed.add(self.members, foot)
        listed.body.setStretch(0, 1)
        self._left = QWidget()
        left = QVBoxLayout(self._left)
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(GAP - 4)
        left.addWidget(self.search)
        left.addWidget(listed, 1)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.view)
        self.stack.addWidget(self.none)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP + 2)
        layout.addWidget(self._left)
        layout.addWidget(self.stack, 1)

    def _connect(self) -> None:
        self.search.searched.connect(lambda _text: self.reload())
        self.search.stepped.connect(lambda by: self.members.step(by))
        self.search.entered.connect(self._open_book)
        self.members.selected.connect(self._stood_on)
        self.members.opened.connect(lambda _row: self._open_book())
        self.view.book.opened.connect(lambda _line: self._open_line())

    def _actions(self) -> list[KeyAction]:
        new = [KeyAction("F4", _("Anggota baru"), self.new_member)] if self.may_add else []
        return [
            KeyAction("F3", _("Cari anggota"), self._find),
            KeyAction("↑↓", _("Anggota lain")),
            KeyAction("Enter", _("Buku simpanan")),
            KeyAction("F12", _("Setor"), self.deposit),
            KeyAction("F8", _("Tarik"), self.withdraw),
            KeyAction("Del", _("Batalkan baris"), self.cancel),
            KeyAction("Ctrl+P", _("Slip"), self.copy),
            KeyAction("F6", _("PIN"), self.set_pin),
            *new,
            KeyAction("Esc", _("Kembali ke daftar"), self._back, shown=False),
        ]

    @property
    def home(self) -> QLineEdit | None:
        return self.search

    def enter(self) -> None:
        """The page outlives a change of hands: what she may do is asked each time."""
        super().enter()
        self.new_button.setVisible(self.may_add)
        self.set_actions(self._actions())
        self.reload()

    def refresh(self, changes: frozenset[Changed]) -> None:
        if changes & {Changed.LEDGER, Changed.PEOPLE}:
            self.reload()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._left.setFixedWidth(min(current().px(320), self.width() * 32 // 100))

    def reload(self) -> None:
        """Read the list anew. Who stands at the counter stays there; nobody is chosen for her by the alphabet."""
        stood = self._member.id if self._member else None
        self._found_text = self.search.text().strip()
        rows = run(self.context.messages, members_with_balances, self._found_text, SHOWN) or []
        places = [place for place, row in enumerate(rows) if row.id == stood] or ([0] if self._found_text else [])
        self._filling = True
        self.model.replace(rows)
        if rows and places:
            self.members.select(places[0])
        else:
            self.members.clearSelection()
            self.members.setCurrentIndex(QModelIndex())
        self._filling = False
        self.count.setText(
            _("{shown} pertama · ketik nama untuk mempersempit").format(shown=SHOWN)
            if len(rows) >= SHOWN
            else _("{count} anggota").format(count=figure(len(rows)))
        )
        if self._found_text and rows:
            self._show(self.members.current_row())
        elif not self._found_text:
            self._show_id(stood)  # also one the list is too short for, or who is no member any more

    def show_member(self, member_id: int) -> None:
        """Bring one member to the front, whatever was searched and wherever in the list she is."""
        self.search.clear()
        self._member = member_card(member_id, private=self.may_add)
        self.reload()

    def show_item(self, door: Door) -> None:
        """Show a member, or a slip: the line of her book it made, and no other."""
        assert door.id is not None
        if door.kind != "savings_slip":
            self.show_member(door.id)
            return
        found = slip(door.id)
        self.show_member(found.member_id)
        self.view.book.setFocus(Qt.FocusReason.TabFocusReason)
        if not self.view.stand_on(found.id):
            sentence = _("{number} tidak ada di buku simpanan {name}. Cari barisnya menurut tanggal {day}.")
            self.context.messages.attention(
                sentence.format(number=found.number, name=found.member, day=date_short(found.business_date)), stays=True
            )

    def scanned(self, code: str) -> None:
        """A member's card brings her to the front; anything else beeps."""
        for row in members_with_balances(code, 2):
            if row.number.casefold() == code.casefold():
                self.show_member(row.id)
                return
        QApplication.beep()
        sentence = _("Kartu {code} bukan kartu anggota. Ketik namanya, atau pindai lagi.")
        self.context.messages.attention(sentence.format(code=code), stays=True)

    def deposit(self) -> None:
        """Take her money."""
        self._open_sheet(Direction.DEPOSIT)

    def withdraw(self) -> None:
        """Give her some of her sukarela."""
        self._catch_up()
        if self._member is not None and not balances(self._member.id).voluntary_idr:
            sentence = _("{name} belum punya simpanan sukarela. Pokok dan wajib baru keluar saat berhenti.")
            self.context.messages.attention(sentence.format(name=self._member.name))
            return
        self._open_sheet(Direction.WITHDRAWAL)

    def set_pin(self) -> None:
        """Let her choose the PIN her sukarela pays with."""
        self._catch_up()
        member = self._member
        if member is None:
            self.context.messages.attention(_("Pilih anggotanya dulu."))
            return
        said = _("PIN {name} tersimpan.").format(name=member.name)
        pin_sheet(self.context, member, pin_state(member.id), lambda: self.context.messages.good(said))

    def cancel(self) -> None:
        """Take back the slip of the line she stands on."""
        line = self.view.line()
        if line is None or line.slip_id is None:
            self.context.messages.attention(_("Pilih baris setoran atau penarikan dulu, lalu tekan Del."))
        elif line.cancelled_by:
            sentence = _("{number} sudah dibatalkan dengan {void}.")
            self.context.messages.attention(sentence.format(number=line.number, void=line.cancelled_by))
        else:
            number = line.number
            said = _("{number} dibatalkan dengan {void}.")
            cancel_sheet(
                self.context, line, lambda void: self.context.messages.good(said.format(number=number, void=void))
            )

    def copy(self) -> None:
        """Show the slip of the line she stands on; Enter prints it once more."""
        line = self.view.line()
        jobs = run(self.context.messages, jobs_of, "savings_slip", line.slip_id) if line and line.slip_id else None
        if not jobs:
            self.context.messages.attention(_("Baris ini tidak punya slip. Pilih baris setoran atau penarikan."))
            return
        job_id, title = jobs[0].id, jobs[0].title
        elements = run(self.context.messages, elements_of, job_id) or []
        paper = slip_paper(elements, self.context.messages.host.height())
        printer = read_printer(self.context.pc).kind is not PrinterKind.NONE
        self.context.messages.ask(
            _("Slip {number}").format(number=title),
            yes=_("Cetak salinan") if printer else _("Tutup"),
            on_yes=(lambda: self._print(job_id, title)) if printer else (lambda: None),
            no=_("Tutup"),
            only_yes=not printer,
            content=paper,
        )

    def _open_line(self) -> None:
        """The paper of a line: our own slip, or the receipt of the sale that moved her savings."""
        line = self.view.line()
        if line is not None and line.origin_id is not None:
            self.context.open(Door(line.origin_kind, line.origin_id))
        else:
            self.copy()

    def new_member(self) -> None:
        """Register somebody; what was searched in vain becomes her name."""
        name = self.search.text().strip() if not self.model.rows else ""
        person_sheet(self.context, [CapacityKind.MEMBER], self._registered, name="" if name.isdigit() else name)

    def _registered(self, person_id: int) -> None:
        self.show_member(person_id)
        if self._member is not None:
            said = _("{name} terdaftar dengan nomor {number}. F12 untuk simpanan pokoknya.")
            self.context.messages.good(said.format(name=self._member.name, number=self._member.number))

    def _print(self, job_id: int, title: str) -> None:
        if run(self.context.messages, reprint, self.context.actor, job_id) is not None:
            self.context.messages.good(_("Salinan {number} dikirim ke antrean printer.").format(number=title))

    def _open_sheet(self, direction: Direction) -> None:
        self._catch_up()
        member = self._member
        if member is None:
            self.context.messages.attention(_("Pilih anggotanya dulu."))
            return
        places = places_for(self.context, direction, drawer_open=open_shift(self.context.till_id) is not None)
        if not places:
            self.context.messages.ask(
                _("Belum ada sif terbuka, jadi uangnya belum punya laci. Buka sif sekarang?"),
                yes=_("Buka sif"),
                on_yes=lambda: start_shift_sheet(self.context, lambda: self._open_sheet(direction)),
            )
            return
        slip_sheet(
            self.context,
            member,
            balances(member.id),
            direction,
            places,
            lambda kind, slip: self._booked(member, direction, kind, slip),
        )

    def _catch_up(self) -> None:
        """A key that follows the name at once means the name, not who was shown before it."""
        if self.search.text().strip() != self._found_text:
            self.reload()

    def _booked(self, member: MemberCard, direction: Direction, kind: SavingsKind, slip: SavedSlip) -> None:
        said = _("{number} tersimpan. Saldo {kind} {name} {balance}.").format(
            number=slip.number, kind=_(kind.word), name=member.name, balance=rupiah(slip.balance_idr)
        )
        self.view.stand_on(slip.id)
        if read_printer(self.context.pc).kind is PrinterKind.NONE:
            said += " " + _("Tanpa printer: slipnya di Ctrl+P.")
        self.context.messages.good(said)

    def _stood_on(self, row: object) -> None:
        if not self._filling and isinstance(row, SaverRow):
            self._show(row)

    def _show(self, row: SaverRow | None) -> None:
        self._show_id(row.id if row is not None else None)

    def _show_id(self, member_id: int | None) -> None:
        self._member = member_card(member_id, private=self.may_add) if member_id is not None else None
        self.stack.setCurrentIndex(0 if self._member else 1)
        if self._member is not None:
            member = self._member
            self.view.show_member(member, balances(member.id), passbook(member.id), pin_words(pin_state(member.id)))

    def _open_book(self) -> None:
        self.reload()
        self.view.book.setFocus(Qt.FocusReason.TabFocusReason)

    def _find(self) -> None:
        self.search.setFocus(Qt.FocusReason.TabFocusReason)
        self.search.selectAll()

    def _back(self) -> None:
        self.search.clear()
        self._find()
