"""The sheet a living shop begins with: what each row means and whether it all balances. Pure.

Five columns: `jenis;nama;jumlah;rupiah;sisi`. The side is only asked of plain accounts.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Self

from pkkmart.core.errors import UnreadableNumber
from pkkmart.core.i18n import N_, _
from pkkmart.core.money import parse_rupiah
from pkkmart.core.named import Named
from pkkmart.core.quantity import parse_quantity
from pkkmart.imports.columns import plain
from pkkmart.ledger.chart import DOCUMENT_ACCOUNTS, PERSON_ACCOUNTS, Account
from pkkmart.people.queries import CapacityKind

_MEMBER, _CONSIGNOR, _SUPPLIER = CapacityKind.MEMBER, CapacityKind.CONSIGNOR, CapacityKind.SUPPLIER


class OpeningKind(Named):
    """What a row of the sheet brings.

    `names` are other words for it; `capacity` is what the person of such a row is to the shop (None where a row names
    nobody), `account` the one it is booked on where that is always the same.
    """

    names: tuple[str, ...]
    capacity: CapacityKind | None
    account: Account | None

    def __new__(
        cls,
        key: str,
        label: str = "",
        names: tuple[str, ...] = (),
        capacity: CapacityKind | None = None,
        account: Account | None = None,
    ) -> Self:
        kind = str.__new__(cls, key)
        kind._value_, kind.label, kind.names, kind.capacity, kind.account = key, label, names, capacity, account
        return kind

    CASH = "CASH", N_("Kas"), ("kas", "uang", "cash")
    STOCK = "STOCK", N_("Stok barang"), ("stok", "barang", "persediaan", "stock")
    OWED = "OWED", N_("Utang ke penitip"), ("utang penitip", "penitip", "titipan"), _CONSIGNOR
    SUPPLIER = "SUPPLIER", N_("Utang ke pemasok"), ("utang pemasok", "pemasok"), _SUPPLIER, Account.SUPPLIER_PAYABLE
    PRINCIPAL = "PRINCIPAL", N_("Simpanan pokok"), ("pokok",), _MEMBER, Account.PRINCIPAL_SAVINGS
    MANDATORY = "MANDATORY", N_("Simpanan wajib"), ("wajib",), _MEMBER, Account.MANDATORY_SAVINGS
    VOLUNTARY = "VOLUNTARY", N_("Simpanan sukarela"), ("sukarela",), _MEMBER, Account.VOLUNTARY_SAVINGS
    BON = "BON", N_("Bon anggota"), ("bon", "piutang anggota"), _MEMBER, Account.MEMBER_RECEIVABLE
    ACCOUNT = "ACCOUNT", N_("Akun lain"), ("akun", "rekening")

    @property
    def is_debit(self) -> bool:
        """Whether it stands at the left; a plain account tells its own side."""
        return self in (OpeningKind.CASH, OpeningKind.STOCK, OpeningKind.BON)


SAVINGS: Final = frozenset({OpeningKind.PRINCIPAL, OpeningKind.MANDATORY, OpeningKind.VOLUNTARY})
_KIND_OF_ACCOUNT: Final = {
    **{kind.account: kind for kind in OpeningKind if kind.account is not None},
    Account.SAFE: OpeningKind.CASH,
    Account.PETTY_CASH: OpeningKind.CASH,
    Account.BANK: OpeningKind.CASH,
    Account.INVENTORY: OpeningKind.STOCK,
    Account.MEMBER_CONSIGNOR_PAYABLE: OpeningKind.OWED,
    Account.OTHER_CONSIGNOR_PAYABLE: OpeningKind.OWED,
}
CASH_NAMES: Final = {
    "brankas": Account.SAFE,
    "kas bendahara": Account.SAFE,
    "kas kecil": Account.PETTY_CASH,
    "bank": Account.BANK,
}
HEADING: Final = ("jenis", "nama", "jumlah", "rupiah", "sisi")
_CODES: Final = {str(int(account)): account for account in Account}


@dataclass(frozen=True, slots=True)
class OpeningDraft:
    """A row as it was typed: rupiah always positive, thousandths of a unit for stock, side D or K."""

    kind: OpeningKind
    name: str
    amount_idr: int
    qty_milli: int = 0
    side: str = ""


@dataclass(frozen=True, slots=True)
class OpeningLine:
    """A draft with its name found: account, person or product.

    `newcomer` is the name of a person who will be registered with the document, in place of `person_id`;
    `becomes` says that its person is not yet what the kind of row makes the person (a member, a consignor, a supplier).
    """

    draft: OpeningDraft
    account: Account
    is_debit: bool
    person_id: int | None = None
    product_id: int | None = None
    newcomer: str = ""
    becomes: bool = False


@dataclass(frozen=True, slots=True)
class Judged:
    """A row with its line, or the reason it has none.

    `draft` is what was typed, as far as it could be read; `note` says something about the person; `alike` is whom a
    new person's name resembles.
    """

    row_no: int
    words: str
    line: OpeningLine | None
    reason: str = ""
    draft: OpeningDraft | None = None
    note: str = ""
    alike: str = ""

    @property
    def capacity(self) -> CapacityKind | None:
        """What its person is to the shop; None where it names nobody, or was not read as far as that."""
        draft = self.draft
        return draft.kind.capacity if draft is not None and draft.name and draft.amount_idr > 0 else None


def totals_idr(lines: Iterable[OpeningLine]) -> tuple[int, int]:
    """Debit and credit of a sheet, rupiah; they must be equal before it is booked."""
    debit = credit = 0
    for line in lines:
        if line.is_debit:
            debit += line.draft.amount_idr
        else:
            credit += line.draft.amount_idr
    return debit, credit


def kind_of_account(account: Account) -> OpeningKind:
    """The kind of row that brings an account."""
    return _KIND_OF_ACCOUNT.get(account, OpeningKind.ACCOUNT)


def account_words(account: Account) -> str:
    """How a row names an account that is nobody's: `Brankas`, `3105 Cadangan Umum`."""
    for name, place in CASH_NAMES.items():
        if place is account:
            return name.capitalize()
    return f"{int(account)} {_(account.words)}"


def line_words(draft: OpeningDraft, name: str = "") -> str:
    """`Simpanan wajib · Siti Wahyuni`, with the name as it was typed unless told."""
    return f"{_(draft.kind.label)} · {name or draft.name}"


def is_heading(cells: Sequence[str]) -> bool:
    """Whether a row names the columns of the sheet."""
    words = {cell.strip().casefold() for cell in cells}
    return {"jenis", "nama", "rupiah"} <= words


def kind_of(text: str) -> OpeningKind | None:
    """`Simpanan wajib`, `wajib`, `MANDATORY` …: the kind a word stands for."""
    words = plain(text)
    known = ((kind, name) for kind in OpeningKind for name in (kind.value, kind.label, *kind.names))
    return next((kind for kind, name in known if words == plain(name)), None)


def read_draft(heading: Sequence[str], cells: Sequence[str]) -> tuple[OpeningDraft | None, str]:
    """A row of the sheet as a draft, and the sentence that says what is wrong with it ("" when nothing is).

    A wrong row is read as far as it goes, so that a form can be filled with it: None where its kind is not known.
    """
    found = {name.strip().casefold(): cell.strip() for name, cell in zip(heading, cells, strict=False)}
    kind, name = kind_of(found.get("jenis", "")), found.get("nama", "")
    if kind is None:
        return None, _("Jenis “{text}” tidak dikenal.").format(text=found.get("jenis", ""))
    side = found.get("sisi", "").upper()[:1]
    amount = quantity = 0
    wrong = "" if name else _("Nama belum diisi.")
    try:
        amount = parse_rupiah(found.get("rupiah", ""))
        quantity = parse_quantity(found["jumlah"]) if kind is OpeningKind.STOCK else 0
    except (UnreadableNumber, KeyError) as error:
        wrong = wrong or (str(error) if isinstance(error, UnreadableNumber) else _("Jumlah barang belum diisi."))
    if not wrong and amount <= 0:
        wrong = _("Rupiah harus lebih dari 0.")
    if not wrong and kind is OpeningKind.STOCK and quantity <= 0:
        wrong = _("Jumlah barang harus lebih dari 0.")
    return OpeningDraft(kind, name, max(amount, 0), quantity, side), wrong


def plain_account(draft: OpeningDraft) -> OpeningLine | str:
    """The line of a cash place or of a plain account, or why it has none."""
    if draft.kind is OpeningKind.CASH:
        account = CASH_NAMES.get(plain(draft.name))
        if account is None:
            return _("Kas “{name}” tidak dikenal: tulis Brankas, Kas kecil atau Bank.").format(name=draft.name)
        return OpeningLine(draft, account, is_debit=True)
    account = _CODES.get(draft.name.split()[0])
    if account is None:
        return _("Akun “{name}” tidak ada di bagan akun.").format(name=draft.name)
    if account in DOCUMENT_ACCOUNTS | PERSON_ACCOUNTS or account is Account.OPENING_BALANCE:
        sentence = _("Akun {name} punya barisnya sendiri di lembar ini; pakai jenis yang sesuai.")
        return sentence.format(name=_(account.words))
    return OpeningLine(draft, account, is_debit=(draft.side or account.normal_side) == "D")


def template_text() -> str:
    """An example sheet to fill in, with one row of each kind."""
    rows = [
        ("Kas", "Brankas", "", "2.000.000", ""),
        ("Kas", "Bank", "", "5.000.000", ""),
        ("Stok barang", "Gula Pasir 1 kg", "40", "600.000", ""),
        ("Utang ke penitip", "Dapur Bu Sari", "", "160.000", ""),
        ("Simpanan pokok", "Siti Wahyuni", "", "100.000", ""),
        ("Simpanan wajib", "Siti Wahyuni", "", "240.000", ""),
        ("Simpanan sukarela", "Siti Wahyuni", "", "50.000", ""),
        ("Bon anggota", "Siti Wahyuni", "", "75.000", ""),
        ("Akun lain", account_words(Account.MEMBER_SALES), "", "3.500.000", "K"),
    ]
    return "\r\n".join(";".join(row) for row in (HEADING, *rows)) + "\r\n"
