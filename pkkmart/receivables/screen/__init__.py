"""The page of bon: what each member owes, what was paid, and how much each may owe."""

from __future__ import annotations

from collections.abc import Sequence

from pkkmart.core.i18n import N_, _, figure, rupiah
from pkkmart.ledger.screen.account_page import AccountPage, AccountWords
from pkkmart.ledger.screen.cancelling import Cancelling
from pkkmart.ledger.screen.people_list import PeopleList
from pkkmart.people.queries import MemberCard
from pkkmart.receivables.operations import RepaidSlip
from pkkmart.receivables.queries import (
    DebtorRow,
    StatementLine,
    all_owed_idr,
    debtors,
    limits,
    open_debts,
    owed_idr,
    repayment,
    statement,
)
from pkkmart.receivables.screen.columns import cancelling, debtor_columns
from pkkmart.receivables.screen.forms import limit_sheet, repay_sheet
from pkkmart.receivables.screen.member import BonView
from pkkmart.savings.queries import MemberSlip
from pkkmart.savings.rules import Direction
from pkkmart.savings.screen.form import with_places
from pkkmart.ui.cards import EmptyState
from pkkmart.ui.doors import Door
from pkkmart.ui.fields import SearchField
from pkkmart.ui.keys import KeyAction
from pkkmart.ui.list_total import ListTotal, Total
from pkkmart.ui.page import Context


class BonPage(AccountPage[DebtorRow, StatementLine]):
    """Members who owe at the left, the oldest debt first; the statement of one at the right."""

    title = N_("Bon anggota")
    slip_kind = "repayment"
    words = AccountWords(
        account=N_("Catatan bon"),
        cancel=N_("Batalkan angsuran"),
        unlisted=N_("{number} tidak ada di catatan bon {name}. Cari barisnya menurut tanggal {day}."),
        choose_slip=N_("Pilih baris angsuran dulu, lalu tekan Del."),
        no_slip=N_("Baris ini tidak punya slip. Pilih baris angsuran."),
    )
    view: BonView

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        search = SearchField(_("Cari anggota"), _("Cari nama atau nomor …"))
        empty_text = _("Belum ada bon. Cari anggota untuk memberinya batas.")
        self.build(
            PeopleList(
                search,
                debtor_columns(),
                _("Bon anggota"),
                empty_text,
                ListTotal(context.messages, Total(_("Jumlah bon"), all_owed_idr, lambda row: row.owed_idr)),
            ),
            BonView(self.repay, self.set_limit),
            EmptyState(
                "id-card",
                _("Bon siapa?"),
                _("Pilih dari daftar, ketik nama atau nomornya, atau pindai kartu anggota."),
            ),
        )

    def enter(self) -> None:
        super().enter()
        self.set_actions(
            self.keys(
                [KeyAction("F12", _("Angsuran bon"), self.repay), KeyAction("F8", _("Batas bon"), self.set_limit)]
            )
        )
        self.reload()

    def read(self, text: str, limit: int) -> list[DebtorRow]:
        return debtors(text, limit)

    def counted(self, rows: Sequence[DebtorRow]) -> str:
        return _("{count} anggota punya bon").format(count=figure(sum(row.owed_idr != 0 for row in rows)))

    def show_account(self, member: MemberCard) -> None:
        self.view.show_member(member, open_debts(member.id), limits(member.id), statement(member.id))

    def read_slip(self, slip_id: int) -> MemberSlip:
        return repayment(slip_id)

    def cancelling(self, line: StatementLine, slip_id: int) -> Cancelling:
        return cancelling(line, slip_id, self.context.till_id)

    def document_of(self, line: StatementLine) -> Door | None:
        return None if line.origin.kind == self.slip_kind else Door(line.origin.kind, line.origin.id)

    def repay(self) -> None:
        """Open the sheet of a repayment."""
        member = self.chosen()
        if member is None:
            return
        owed = owed_idr(member.id)
        if not owed:
            self.context.messages.attention(_("{name} tidak punya bon yang belum lunas.").format(name=member.name))
            return
        with_places(
            self.context,
            Direction.DEPOSIT,
            lambda places: repay_sheet(self.context, member, owed, places, lambda slip: self._repaid(member, slip)),
        )

    def set_limit(self) -> None:
        """Open the sheet of a member's limit."""
        member = self.chosen()
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

    def _repaid(self, member: MemberCard, slip: RepaidSlip) -> None:
        left = _("{number} tersimpan. Sisa bon {name} {owed}.")
        said = left if slip.owed_idr else _("{number} tersimpan. Bon {name} lunas.")
        self.booked(slip.id, said.format(number=slip.number, name=member.name, owed=rupiah(slip.owed_idr)))
