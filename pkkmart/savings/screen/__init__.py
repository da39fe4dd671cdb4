"""The page of savings: members with their balances, the passbook of one, deposits and withdrawals."""

from __future__ import annotations

from collections.abc import Sequence

from pkkmart.core.i18n import N_, _, figure, rupiah
from pkkmart.ledger.screen.account_page import SHOWN, AccountPage, AccountWords
from pkkmart.ledger.screen.cancelling import Cancelling
from pkkmart.ledger.screen.people_list import PeopleList
from pkkmart.people.dialogs import person_sheet
from pkkmart.people.queries import CapacityKind, MemberCard
from pkkmart.savings.operations import SavedSlip
from pkkmart.savings.queries import (
    PassbookLine,
    SaverRow,
    SlipRow,
    balances,
    members_with_balances,
    passbook,
    pin_state,
    slip,
)
from pkkmart.savings.rules import Direction, SavingsKind
from pkkmart.savings.screen.book import cancelling, saved_totals, saver_columns
from pkkmart.savings.screen.form import slip_sheet, with_places
from pkkmart.savings.screen.member import MemberView
from pkkmart.savings.screen.pin import pin_sheet, pin_words
from pkkmart.ui.buttons import PrimaryButton
from pkkmart.ui.cards import EmptyState
from pkkmart.ui.doors import Door
from pkkmart.ui.fields import SearchField
from pkkmart.ui.keys import KeyAction
from pkkmart.ui.list_total import ListTotal
from pkkmart.ui.page import Context


class SavingsPage(AccountPage[SaverRow, PassbookLine]):
    """Members at the left, the passbook of one at the right; a scanned card selects its member."""

    title = N_("Simpanan")
    slip_kind = "savings_slip"
    words = AccountWords(
        account=N_("Buku simpanan"),
        cancel=N_("Batalkan baris"),
        unlisted=N_("{number} tidak ada di buku simpanan {name}. Cari barisnya menurut tanggal {day}."),
        choose_slip=N_("Pilih baris setoran atau penarikan dulu, lalu tekan Del."),
        no_slip=N_("Baris ini tidak punya slip. Pilih baris setoran atau penarikan."),
    )
    view: MemberView

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        search = SearchField(_("Cari anggota"), _("Cari nama atau nomor …"))
        self.new_button = PrimaryButton(_("Anggota baru"), "F4", on_click=self.new_member)
        self.build(
            PeopleList(
                search,
                saver_columns(),
                _("Simpanan"),
                _("Tidak ada anggota yang cocok."),
                ListTotal(context.messages, *saved_totals()),
            ),
            MemberView(self.deposit, self.withdraw, self.set_pin),
            EmptyState(
                "id-card",
                _("Siapa yang datang?"),
                _("Ketik nama atau nomornya, pilih dari daftar, atau pindai kartu anggota."),
                self.new_button,
            ),
        )

    def enter(self) -> None:
        """Ask anew what the user may do: the page stays when another user logs in."""
        super().enter()
        self.new_button.setVisible(self.may_keep)
        new = [KeyAction("F4", _("Anggota baru"), self.new_member)] if self.may_keep else []
        acts = [KeyAction("F12", _("Setor"), self.deposit), KeyAction("F8", _("Tarik"), self.withdraw)]
        self.set_actions(self.keys(acts, [KeyAction("F6", _("PIN"), self.set_pin), *new]))
        self.reload()

    def read(self, text: str, limit: int) -> list[SaverRow]:
        return members_with_balances(text, limit)

    def counted(self, rows: Sequence[SaverRow]) -> str:
        if len(rows) >= SHOWN:
            return _("{shown} pertama · ketik nama untuk mempersempit").format(shown=SHOWN)
        return _("{count} anggota").format(count=figure(len(rows)))

    def show_account(self, member: MemberCard) -> None:
        self.view.show_member(member, balances(member.id), passbook(member.id), pin_words(pin_state(member.id)))

    def read_slip(self, slip_id: int) -> SlipRow:
        return slip(slip_id)

    def cancelling(self, line: PassbookLine, slip_id: int) -> Cancelling:
        return cancelling(line, slip_id, self.context.till_id)

    def document_of(self, line: PassbookLine) -> Door | None:
        return None if line.origin_id is None else Door(line.origin_kind, line.origin_id)

    def deposit(self) -> None:
        """Open the sheet of a deposit."""
        self._open_sheet(self.chosen(), Direction.DEPOSIT)

    def withdraw(self) -> None:
        """Open the sheet of a withdrawal of sukarela."""
        member = self.chosen()
        if member is not None and not balances(member.id).voluntary_idr:
            sentence = _("{name} belum punya simpanan sukarela. Pokok dan wajib baru keluar saat berhenti.")
            self.context.messages.attention(sentence.format(name=member.name))
            return
        self._open_sheet(member, Direction.WITHDRAWAL)

    def set_pin(self) -> None:
        """Let a member choose the PIN for paying from sukarela."""
        member = self.chosen()
        if member is not None:
            said = _("PIN {name} tersimpan.").format(name=member.name)
            pin_sheet(self.context, member, pin_state(member.id), lambda: self.context.messages.good(said))

    def new_member(self) -> None:
        """Register a member; what was searched in vain becomes the name."""
        name = self.search.text().strip() if not self.model.rows else ""
        person_sheet(self.context, [CapacityKind.MEMBER], self._registered, name="" if name.isdigit() else name)

    def _registered(self, person_id: int) -> None:
        self.show_member(person_id)
        if self._member is not None:
            said = _("{name} terdaftar dengan nomor {number}. F12 untuk simpanan pokoknya.")
            self.context.messages.good(said.format(name=self._member.name, number=self._member.number))

    def _open_sheet(self, member: MemberCard | None, direction: Direction) -> None:
        if member is not None:
            with_places(
                self.context,
                direction,
                lambda places: slip_sheet(
                    self.context,
                    member,
                    balances(member.id),
                    direction,
                    places,
                    lambda kind, slip: self._booked(member, kind, slip),
                ),
            )

    def _booked(self, member: MemberCard, kind: SavingsKind, slip: SavedSlip) -> None:
        said = _("{number} tersimpan. Saldo {kind} {name} {balance}.")
        self.booked(
            slip.id,
            said.format(number=slip.number, kind=_(kind.word), name=member.name, balance=rupiah(slip.balance_idr)),
        )
