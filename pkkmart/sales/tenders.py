"""How a bill is paid: what each tender takes, and what is left for cash. Pure.

Change that goes into savings is taken first; only what is then left in cash is rounded, halves down.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from pkkmart.core.errors import UserError
from pkkmart.core.i18n import N_, _, figure
from pkkmart.core.money import round_cash
from pkkmart.ledger.chart import Account


@dataclass(frozen=True, slots=True)
class TenderFacts:
    """What the program knows of one tender; the words are marked for translation and translated where shown.

    `account` is where its money is booked at a sale. `is_electronic` money is undone in an app of its own and goes
    back in cash or by bank; `is_members` is drawn from an account of the member's own.
    """

    label: str
    on_paper: str
    voided: str
    given_back: str
    account: Account
    is_electronic: bool = False
    is_members: bool = False


class Tender(StrEnum):
    """A way to pay; the value is stored. A new one is a row of `_FACTS`, and a key on the page that pays."""

    CASH = "CASH"
    QRIS = "QRIS"
    TRANSFER = "TRANSFER"
    SAVINGS = "SAVINGS"
    RECEIVABLE = "RECEIVABLE"

    @property
    def facts(self) -> TenderFacts:
        return _FACTS[self]

    @property
    def label(self) -> str:
        return _FACTS[self].label


_FACTS: Final = {
    Tender.CASH: TenderFacts(N_("Tunai"), N_("Tunai"), N_("Tunai kembali"), N_("Tunai dari pembeli"), Account.DRAWER),
    Tender.QRIS: TenderFacts(
        N_("QRIS"), N_("QRIS"), N_("QRIS batal di aplikasi"), N_("QRIS kembali"), Account.CLEARING, is_electronic=True
    ),
    Tender.TRANSFER: TenderFacts(
        N_("Transfer"),
        N_("Transfer bank"),
        N_("Transfer dikembalikan"),
        N_("Masuk lagi ke bank"),
        Account.BANK,
        is_electronic=True,
    ),
    Tender.SAVINGS: TenderFacts(
        N_("Simpanan"),
        N_("Simpanan sukarela"),
        N_("Kembali ke simpanan"),
        N_("Ditarik dari simpanan"),
        Account.VOLUNTARY_SAVINGS,
        is_members=True,
    ),
    Tender.RECEIVABLE: TenderFacts(
        N_("Bon anggota"),
        N_("Bon anggota"),
        N_("Bon dihapus"),
        N_("Bon dicatat lagi"),
        Account.MEMBER_RECEIVABLE,
        is_members=True,
    ),
}

ELECTRONIC: Final = tuple(tender for tender in Tender if tender.facts.is_electronic)


def sum_of_tender(alias: str, tender: Tender, plus: str = "") -> str:
    """SQL: what one tender comes to in rows with a tender and an amount, under its own name; `plus` is added to it."""
    return f"sum(CASE {alias}.tender WHEN '{tender}' THEN {alias}.amount_idr ELSE 0 END){plus} AS {tender.lower()}"


class TenderUnfit(UserError):
    template = N_("{tender} {amount} tidak mungkin. Isi jumlah lebih dari 0.")


class TenderTwice(UserError):
    template = N_("{tender} sudah dipakai di struk ini. Ubah jumlahnya, jangan ditambah baris kedua.")


class OverpaidByTender(UserError):
    template = N_("{tender} {amount} melebihi yang masih harus dibayar, {left}. Hanya tunai yang boleh lebih.")


class MemberNeeded(UserError):
    template = N_("{tender} hanya untuk anggota. Tekan F2 di keranjang dan pilih anggotanya dulu.")


class PaidTooLittle(UserError):
    template = N_("Uang {received} kurang {missing} dari {due}. Minta kurangnya, atau hapus barang.")


class ReceivedUnfit(UserError):
    template = N_("Uang diterima {received} terlalu besar. Itu mungkin barcode; ketik lagi jumlah uangnya.")


class NoChangeToSave(UserError):
    template = N_("Kembalian hanya {change}, tidak bisa {wanted} masuk simpanan. Isi paling banyak {change}.")


class SavingsRoundedAway(NoChangeToSave):
    template = N_(
        "Sisa yang dibayar tunai hanya {left}, jadi {wanted} ke simpanan tidak lagi tertutup sesudah pembulatan. "
        "Isi kelipatan {unit}."
    )


@dataclass(frozen=True, slots=True)
class Paid:
    """What one tender other than cash pays of a bill, rupiah; the reference is what its slip or app shows."""

    tender: Tender
    amount_idr: int
    reference: str = ""


@dataclass(frozen=True, slots=True)
class Bill:
    """A total and how it is paid.

    `others` pay exactly what they say, cash takes the rest. Change that goes into savings is taken first, and only
    then is the cash rounded, so a buyer who saves the small change gets no rounding at all.
    """

    total_idr: int
    others: tuple[Paid, ...] = ()
    to_savings_idr: int = 0
    rounding_unit_idr: int = 100

    @property
    def left_idr(self) -> int:
        """What the other tenders leave for cash, before rounding."""
        return self.total_idr - sum(paid.amount_idr for paid in self.others)

    @property
    def drawer_idr(self) -> int:
        """Cash that stays in the drawer: for the bill, and what goes into savings."""
        wanted = self.left_idr + self.to_savings_idr
        return round_cash(wanted, self.rounding_unit_idr) if wanted else 0

    @property
    def cash_idr(self) -> int:
        """Cash for the bill itself, rounding within."""
        return self.drawer_idr - self.to_savings_idr

    @property
    def rounding_idr(self) -> int:
        """What rounding of the cash added (+) or took (-)."""
        return self.cash_idr - self.left_idr

    def change_idr(self, received_idr: int) -> int:
        """Cash given back."""
        return received_idr - self.drawer_idr

    def of(self, tender: Tender) -> int:
        """What a tender pays, rupiah."""
        return self.cash_idr if tender is Tender.CASH else sum(p.amount_idr for p in self.others if p.tender is tender)

    def with_paid(self, paid: Paid) -> Bill:
        """The bill with one more tender, or another amount of it. Raises TenderUnfit, OverpaidByTender."""
        kept = tuple(other for other in self.others if other.tender is not paid.tender)
        changed = Bill(self.total_idr, (*kept, paid), self.to_savings_idr, self.rounding_unit_idr)
        require_fit(changed)
        return changed

    def without(self, tender: Tender) -> Bill:
        """The bill with a tender taken out again."""
        kept = tuple(other for other in self.others if other.tender is not tender)
        return Bill(self.total_idr, kept, self.to_savings_idr, self.rounding_unit_idr)

    def saving(self, amount_idr: int) -> Bill:
        """The bill with an amount of its change put into savings."""
        return Bill(self.total_idr, self.others, amount_idr, self.rounding_unit_idr)


def require_fit(bill: Bill, *, has_member: bool = True) -> None:
    """Raise TenderUnfit, TenderTwice, OverpaidByTender, MemberNeeded for tenders that can't pay this bill."""
    left, seen = bill.total_idr, set[Tender]()
    for paid in bill.others:
        words = _(paid.tender.label)
        if paid.tender is Tender.CASH or paid.amount_idr <= 0:
            raise TenderUnfit(tender=words, amount=figure(paid.amount_idr))
        if paid.tender in seen:
            raise TenderTwice(tender=words)
        if paid.tender.facts.is_members and not has_member:
            raise MemberNeeded(tender=words)
        if paid.amount_idr > left:
            raise OverpaidByTender(tender=words, amount=figure(paid.amount_idr), left=figure(left))
        seen.add(paid.tender)
        left -= paid.amount_idr


def require_enough(bill: Bill, received_idr: int) -> None:
    """Raise PaidTooLittle, ReceivedUnfit or NoChangeToSave unless the cash handed over pays the bill.

    What is saved is never more than the cash that stays (SavingsRoundedAway): rounding down is for goods alone.
    """
    if bill.to_savings_idr < 0 or (bill.to_savings_idr and received_idr < bill.drawer_idr):
        change = max(received_idr - Bill(bill.total_idr, bill.others, 0, bill.rounding_unit_idr).drawer_idr, 0)
        raise NoChangeToSave(change=figure(change), wanted=figure(bill.to_savings_idr))
    if bill.cash_idr < 0:
        unit = figure(bill.rounding_unit_idr)
        raise SavingsRoundedAway(left=figure(bill.left_idr), wanted=figure(bill.to_savings_idr), unit=unit)
    if received_idr < bill.drawer_idr:
        missing = bill.drawer_idr - received_idr
        raise PaidTooLittle(received=figure(received_idr), due=figure(bill.drawer_idr), missing=figure(missing))
    if received_idr > bill.drawer_idr + 10_000_000:
        raise ReceivedUnfit(received=figure(received_idr))


def small_change(bill: Bill, received_idr: int, unit_idr: int) -> int:
    """How much goes into savings so that the change left is whole in a unit (1.000: no coins); 0 where none."""
    change = received_idr - bill.left_idr
    return change % unit_idr if change > 0 else 0
