"""Who buys now and pays later: whom to remind, whose money to take, and how much each may owe."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from pkkmart.core.actor import Permission
from pkkmart.core.i18n import _, date_short, figure, rupiah
from pkkmart.core.operation import Changed
from pkkmart.people.queries import MemberCard, member_card
from pkkmart.printing.queries import elements_of, jobs_of
from pkkmart.printing.settings import PrinterKind, read_printer
from pkkmart.printing.spool import reprint
from pkkmart.receivables.operations import RepaidSlip
from pkkmart.receivables.queries import DebtorRow, debtors, limits, open_debts, owed_idr, repayment, statement
from pkkmart.receivables.screen.columns import debtor_columns
from pkkmart.receivables.screen.forms import cancel_sheet, limit_sheet, repay_sheet
from pkkmart.receivables.screen.member import BonView
from pkkmart.savings.rules import Direction
from pkkmart.savings.screen.form import places_for
from pkkmart.savings.screen.paper import slip_paper
from pkkmart.till.dialogs import start_shift_sheet
from pkkmart.till.queries import open_shift
from pkkmart.ui.cards import Card, EmptyState, Words
from pkkmart.ui.doors import Door
from pkkmart.ui.fields import SearchField
from pkkmart.ui.keys import KeyAction
from pkkmart.ui.page import Context, Page
from pkkmart.ui.run import run
from pkkmart.ui.table_model import RowsModel, styled_table
from pkkmart.ui.theme import GAP, current

SHOWN = 200


class BonPage(Page):
    """Who owes at the left, the oldest debt first; her statement at the right. A scanned card brings her up."""

    title = _("Bon anggota")

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._member: MemberCard | None = None
        self._filling, self._found_text = False, ""
        self.search = SearchField(_("Cari anggota"), _("Cari nama atau nomor …"))
        self.model: RowsModel[DebtorRow] = RowsModel(debtor_columns())
        self.debtors = styled_table(
            self.model,
            _("Yang punya bon"),
            two_lines=True,
            empty_text=_("Belum ada bon. Cari anggota untuk memberinya batas."),
        )
        self.count = Words("", "caption", tone="muted", wrap=True)
        self.view = BonView(self.repay, self.set_limit, self.cancel, self.copy)
        self.none = EmptyState(
            "id-card",
            _("Bon siapa?"),
            _("Pilih dari daftar, ketik nama atau nomornya, atau pindai kartu anggota."),
        )
        self._lay()
        self.search.searched.connect(lambda _text: self.reload())
        self.search.stepped.connect(lambda by: self.debtors.step(by))
        self.search.entered.connect(self._open_statement)
        self.debtors.selected.connect(self._stood_on)
        self.debtors.opened.connect(lambda _row: self._open_statement())
        self.view.lines.opened.connect(lambda _line: self._open_line())

    def _lay(self) -> None:
        listed = Card(padding=8, spacing=4)
        foot = QHBoxLayout()
        foot.setContentsMargins(10, 4, 10, 2)
        foot.addWidget(self.count)
        listed.add(self.debtors, foot)
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

    def _actions(self) -> list[KeyAction]:
        return [
            KeyAction("F3", _("Cari anggota"), self._find),
            KeyAction("↑↓", _("Anggota lain")),
            KeyAction("Enter", _("Catatan bon")),
            KeyAction("F12", _("Angsuran bon"), self.repay),
            KeyAction("F8", _("Batas bon"), self.set_limit),
            KeyAction("Del", _("Batalkan angsuran"), self.cancel),
            KeyAction("Ctrl+P", _("Slip"), self.copy),
            KeyAction("Esc", _("Kembali ke daftar"), self._back, shown=False),
        ]

    @property
    def home(self) -> QLineEdit | None:
        return self.search

    def enter(self) -> None:
        super().enter()
        self.set_actions(self._actions())
        self.reload()

    def refresh(self, changes: frozenset[Changed]) -> None:
        if changes & {Changed.LEDGER, Changed.PEOPLE}:
            self.reload()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._left.setFixedWidth(min(current().px(340), self.width() * 34 // 100))

    def reload(self) -> None:
        """Read the list anew. Who stands at the counter stays there; nobody is chosen for her."""
        stood = self._member.id if self._member else None
        self._found_text = self.search.text().strip()
        rows = run(self.context.messages, debtors, self._found_text, SHOWN) or []
        places = [place for place, row in enumerate(rows) if row.id == stood] or ([0] if self._found_text else [])
        self._filling = True
        self.model.replace(rows)
        if rows and places:
            self.debtors.select(places[0])
        else:
            self.debtors.clearSelection()
            self.debtors.setCurrentIndex(QModelIndex())
        self._filling = False
        owing = [row.owed_idr for row in rows if row.owed_idr]
        self.count.setText(
            _("{count} anggota punya bon, jumlah {sum}").format(count=figure(len(owing)), sum=figure(sum(owing)))
        )
        if self._found_text and rows:
            self._show_id(rows[places[0]].id)
        elif not self._found_text:
            self._show_id(stood)

    def show_member(self, member_id: int) -> None:
        """Bring one member to the front, whatever was searched and wherever in the list she is."""
        self.search.clear()
        self._member = self._card(member_id)
        self.reload()

    def show_item(self, door: Door) -> None:
        """Show a member's bon, or a repayment: the line it made, and no other."""
        assert door.id is not None
        if door.kind != "repayment":
            self.show_member(door.id)
            return
        found = repayment(door.id)
        self.show_member(found.member_id)
        self.view.lines.setFocus(Qt.FocusReason.TabFocusReason)
        if not self.view.stand_on(found.id):
            sentence = _("{number} tidak ada di catatan bon {name}. Cari barisnya menurut tanggal {day}.")
            self.context.messages.attention(
                sentence.format(number=found.number, name=found.member, day=date_short(found.business_date)), stays=True
            )

    def scanned(self, code: str) -> None:
        """A member's card brings her to the front; anything else beeps."""
        for row in debtors(code, 2):
            if row.number.casefold() == code.casefold():
                self.show_member(row.id)
                return
        QApplication.beep()
        sentence = _("Kartu {code} bukan kartu anggota. Ketik namanya, atau pindai lagi.")
        self.context.messages.attention(sentence.format(code=code), stays=True)

    def repay(self) -> None:
        """Take her money on what she owes."""
        member = self._chosen()
        if member is None:
            return
        owed = owed_idr(member.id)
        if not owed:
            self.context.messages.attention(_("{name} tidak punya bon yang belum lunas.").format(name=member.name))
            return
        places = places_for(self.context, Direction.DEPOSIT, drawer_open=open_shift(self.context.till_id) is not None)
        if not places:
            self.context.messages.ask(
                _("Belum ada sif terbuka, jadi uangnya belum punya laci. Buka sif sekarang?"),
                yes=_("Buka sif"),
                on_yes=lambda: start_shift_sheet(self.context, self.repay),
            )
            return
        repay_sheet(self.context, member, owed, places, lambda slip: self._repaid(member, slip))

    def set_limit(self) -> None:
        """How much she may owe from now on."""
        member = self._chosen()
        if member is not None:
            known = limits(member.id)
            standing = known[0].limit_idr if known else 0
            said = _("Batas bon {name} sekarang {limit}.")
            limit_sheet(
                self.context,
                member,
                standing,
                owed_idr(member.id),
                lambda limit: self.context.messages.good(said.format(name=member.name, limit=rupiah(limit))),
            )

    def cancel(self) -> None:
        """Take back the repayment she stands on."""
        line = self.view.repayment()
        if line is None:
            self.context.messages.attention(_("Pilih baris angsuran dulu, lalu tekan Del."))
        elif line.cancelled_by:
            sentence = _("{number} sudah dibatalkan dengan {void}.")
            self.context.messages.attention(sentence.format(number=line.number, void=line.cancelled_by))
        else:
            number, said = line.number, _("{number} dibatalkan dengan {void}.")
            cancel_sheet(
                self.context, line, lambda void: self.context.messages.good(said.format(number=number, void=void))
            )

    def copy(self) -> None:
        """Show the slip of the repayment she stands on; Enter prints it once more."""
        line = self.view.repayment()
        jobs = run(self.context.messages, jobs_of, "repayment", line.origin.id) if line else None
        if not jobs:
            self.context.messages.attention(_("Baris ini tidak punya slip. Pilih baris angsuran."))
            return
        job_id, title = jobs[0].id, jobs[0].title
        elements = run(self.context.messages, elements_of, job_id) or []
        printer = read_printer(self.context.pc).kind is not PrinterKind.NONE
        self.context.messages.ask(
            _("Slip {number}").format(number=title),
            yes=_("Cetak salinan") if printer else _("Tutup"),
            on_yes=(lambda: self._print(job_id, title)) if printer else (lambda: None),
            no=_("Tutup"),
            only_yes=not printer,
            content=slip_paper(elements, self.context.messages.host.height()),
        )

    def _print(self, job_id: int, title: str) -> None:
        if run(self.context.messages, reprint, self.context.actor, job_id) is not None:
            self.context.messages.good(_("Salinan {number} dikirim ke antrean printer.").format(number=title))

    def _repaid(self, member: MemberCard, slip: RepaidSlip) -> None:
        left = _("{number} tersimpan. Sisa bon {name} {owed}.")
        said = left if slip.owed_idr else _("{number} tersimpan. Bon {name} lunas.")
        words = said.format(number=slip.number, name=member.name, owed=rupiah(slip.owed_idr))
        self.view.stand_on(slip.id)
        if read_printer(self.context.pc).kind is PrinterKind.NONE:
            words += " " + _("Tanpa printer: slipnya di Ctrl+P.")
        self.context.messages.good(words)

    def _chosen(self) -> MemberCard | None:
        """Who is meant: a key that follows the name at once means the name, not who was shown before it."""
        if self.search.text().strip() != self._found_text:
            self.reload()
        if self._member is None:
            self.context.messages.attention(_("Pilih anggotanya dulu."))
        return self._member

    def _stood_on(self, row: object) -> None:
        if not self._filling and isinstance(row, DebtorRow):
            self._show_id(row.id)

    def _card(self, member_id: int) -> MemberCard | None:
        return member_card(member_id, private=self.context.actor.may(Permission.KEEP_PEOPLE))

    def _show_id(self, member_id: int | None) -> None:
        self._member = self._card(member_id) if member_id is not None else None
        self.stack.setCurrentIndex(0 if self._member else 1)
        if self._member is not None:
            shown = self._member.id
            self.view.show_member(self._member, open_debts(shown), limits(shown), statement(shown))

    def _open_line(self) -> None:
        """The paper of a line: our own slip, or the receipt of the sale behind it."""
        line = self.view.line()
        if line is not None and line.origin.kind != "repayment":
            self.context.open(Door(line.origin.kind, line.origin.id))
        else:
            self.copy()

    def _open_statement(self) -> None:
        self.reload()
        self.view.lines.setFocus(Qt.FocusReason.TabFocusReason)

    def _find(self) -> None:
        self.search.setFocus(Qt.FocusReason.TabFocusReason)
        self.search.selectAll()

    def _back(self) -> None:
        self.search.clear()
        self._find()
