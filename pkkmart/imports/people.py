"""The rules of a list of people: members with what they bring, consignors with their terms. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping as Lookup
from collections.abc import Set
from dataclasses import dataclass, field
from datetime import date
from typing import Final, TypeVar

from pkkmart.consignment.operations.agreements import MOST_SHARE_IDR
from pkkmart.consignment.rules import Bearer, Terms, TermsModel
from pkkmart.core.errors import UnreadableNumber
from pkkmart.core.i18n import N_, _
from pkkmart.core.quantity import parse_quantity, quantity_text
from pkkmart.imports.columns import Field, ListKind, Mapping
from pkkmart.imports.judging import Judging, listed, name_key
from pkkmart.imports.outcome import Details, NewPerson, Preview, Reason
from pkkmart.imports.owners import CAPACITY_WORDS
from pkkmart.imports.register import KnownPerson, Register
from pkkmart.imports.table import Table, TableRow
from pkkmart.people.operations import PersonDetails, is_number_of
from pkkmart.people.queries import CapacityKind

CAPACITY_OF: Final = {ListKind.CONSIGNORS: CapacityKind.CONSIGNOR, ListKind.MEMBERS: CapacityKind.MEMBER}
BEARER_WORDS: Final = {
    Bearer.SHOP: N_("koperasi"),
    Bearer.CONSIGNOR: N_("penitip"),
    Bearer.SHARED: N_("bersama"),
}
PERSON_KIND_WORDS: Final = {"INDIVIDUAL": N_("perorangan"), "GROUP": N_("kelompok"), "COMPANY": N_("perusahaan")}
_SAVED: Final = (Field.PRINCIPAL, Field.MANDATORY, Field.VOLUNTARY, Field.BON)
_NIK: Final = re.compile(r"[0-9]{16}")
_PHONE: Final = re.compile(r"\+?[0-9]{8,15}")
_MOST_WORDS: Final = 200
_K = TypeVar("_K", bound=str)


@dataclass(frozen=True, slots=True)
class KnownPeople:
    """Everybody on record, every number and NIK ever given, and the code of each kelurahan by `name_key`.

    The code is "" where several kelurahan have the name.
    """

    register: Register
    today: date
    numbers: Set[str] = frozenset()
    niks: Lookup[str, str] = field(default_factory=dict)
    villages: Lookup[str, str] = field(default_factory=dict)


def preview_people(table: Table, mapping: Mapping, known: KnownPeople) -> Preview:
    """Judge every row of a list of members or consignors. Raises ColumnMissing."""
    return _People(table, mapping, known).preview()


class _People(Judging):
    shown = (Field.PERSON, Field.NUMBER, Field.PHONE)

    def __init__(self, table: Table, mapping: Mapping, known: KnownPeople) -> None:
        super().__init__(table, mapping)
        self._known, self._capacity = known, CAPACITY_OF[mapping.kind]
        self._taken: dict[tuple[str, str], int] = {}

    def details_of(self, row: TableRow) -> Details | None:
        name = self.name(row, Field.PERSON)
        details = PersonDetails(
            name=name,
            kind=self._word(row, Field.PERSON_KIND, PERSON_KIND_WORDS, "INDIVIDUAL"),
            trade_name=self.cell(row, Field.TRADE_NAME)[:_MOST_WORDS],
            phone=self._phone(row),
            nik=self._nik(row),
            address=self.cell(row, Field.ADDRESS)[:_MOST_WORDS],
            area_code=self._village(row),
        )
        since = self.day(row, Field.SINCE, self._known.today) or self._known.today
        terms = self._terms(row)
        for saved in _SAVED:
            if self.cell(row, saved).strip("-– "):  # a spreadsheet shows nothing as a dash
                self.rupiah(row, saved)
        number = self._number(row)
        person = self._person(row, name) if name else None
        if self.is_refused or self._is_repeated(row, details, number):
            return None
        return NewPerson(details, self._capacity, since, number, person.id if person else None, terms)

    def amount(self, details: Details) -> str:
        return details.details.phone if isinstance(details, NewPerson) else ""

    def _person(self, row: TableRow, name: str) -> KnownPerson | None:
        """Somebody the shop knows who gets one capacity more; who has it already is refused."""
        found = self._known.register.find(name, self._capacity)
        if len(found) > 1 and not any(self._capacity in one.capacities for one in found):
            numbers = listed([one.numbers[0] for one in found if one.numbers])
            sentence = _("Ada {count} orang bernama {name} ({numbers}). Tambahkan pembeda pada namanya.")
            self.refuse(Reason.PERSON_AMBIGUOUS, sentence.format(count=len(found), name=name, numbers=numbers))
        elif any(self._capacity in one.capacities for one in found):
            sentence = _("Sudah terdaftar: {who}. Bila orangnya lain, tambahkan pembeda pada namanya.")
            self.refuse(Reason.PERSON_KNOWN, sentence.format(who=found[0].words))
        elif found:
            sentence = _("{who} menjadi {capacity} juga.")
            capacity = _(CAPACITY_WORDS[self._capacity])
            self.remark(Reason.PERSON_BECOMES, sentence.format(who=found[0].words, capacity=capacity))
            return found[0]
        else:
            alike = self._known.register.near(name)
            if alike is not None:
                self.remark(Reason.PERSON_ALIKE, _("Mirip {who}, yang sudah terdaftar.").format(who=alike.words))
        return None

    def _is_repeated(self, row: TableRow, details: PersonDetails, number: str) -> bool:
        keys = [("name", name_key(details.name)), ("number", number), ("nik", details.nik or "")]
        for key in keys:
            if key[1] and key in self._taken:
                sentence = _("Sama dengan baris {line}.").format(line=self._taken[key])
                self.refuse(Reason.DUPLICATE_IN_FILE, sentence)
                return True
        self._taken.update((key, row.line) for key in keys if key[1])
        return False

    def _number(self, row: TableRow) -> str:
        """The number of the list where it is one of ours and free."""
        number = self.cell(row, Field.NUMBER).upper()
        if not number:
            return ""
        if is_number_of(self._capacity, number) and number not in self._known.numbers:
            return number
        sentence = _("Nomor {number} sudah dipakai atau bukan bentuk nomor toko; program memberi nomor baru.")
        self.remark(Reason.NUMBER_UNFIT, sentence.format(number=number))
        return ""

    def _phone(self, row: TableRow) -> str:
        cell = self.cell(row, Field.PHONE)
        phone = re.sub(r"[\s.()\-']", "", cell)
        if not phone:
            return ""
        if phone.startswith("8") and len(phone) in range(9, 13):
            phone = "0" + phone
            self.remark(Reason.PHONE_RESTORED, _("Nol di depan dikembalikan: {phone}.").format(phone=phone))
        if not _PHONE.fullmatch(phone):
            sentence = _("Nomor HP “{phone}” harus 8 sampai 15 angka, misalnya 081234567890.")
            self.refuse(Reason.PHONE_UNFIT, sentence.format(phone=cell))
        return phone

    def _nik(self, row: TableRow) -> str | None:
        cell = self.cell(row, Field.NIK)
        nik = re.sub(r"[\s.']", "", cell)
        if not nik:
            return None
        if not _NIK.fullmatch(nik):
            sentence = _("NIK “{nik}” harus 16 angka. Jadikan kolomnya Teks di Excel, atau kosongkan.")
            self.refuse(Reason.NIK_UNFIT, sentence.format(nik=cell))
        elif nik in self._known.niks:
            self.refuse(Reason.PERSON_KNOWN, _("NIK-nya milik {who}.").format(who=self._known.niks[nik]))
        return nik

    def _village(self, row: TableRow) -> str | None:
        cell = self.cell(row, Field.VILLAGE)
        if not cell:
            return None
        code = self._known.villages.get(name_key(cell))
        if not code:
            sentence = _("Kelurahan “{name}” tidak dikenal. Tulis seperti di daftar wilayah, atau kosongkan.")
            self.refuse(Reason.VILLAGE_UNKNOWN, sentence.format(name=cell))
        return code

    def _word(self, row: TableRow, which: Field, words: Lookup[_K, str], usual: _K) -> _K:
        """The key whose word stands in a cell, the usual one for an empty cell."""
        cell = self.cell(row, which)
        known = {name_key(_(word)): key for key, word in words.items()}
        if cell and name_key(cell) not in known:
            sentence = _("{label} “{cell}” tidak dikenal; tulis {known}.")
            label = _(which.label)
            self.refuse(Reason.WORD_UNKNOWN, sentence.format(label=label, cell=cell, known=listed(list(known))))
        return known.get(name_key(cell), usual)

    def _terms(self, row: TableRow) -> Terms | None:
        """A consignor's terms: a commission or a harga setor, never both; None where neither is told."""
        if self._capacity is not CapacityKind.CONSIGNOR:
            return None
        bearer = self._word(row, Field.BEARER, BEARER_WORDS, Bearer.SHOP)
        rate, share = self._rate_bp(row), self.rupiah(row, Field.SHARE)
        if rate is not None and share is not None:
            self.refuse(Reason.TERMS_UNFIT, _("Isi komisi atau harga setor, jangan keduanya."))
        elif share is not None and not 0 <= share <= MOST_SHARE_IDR:
            self.refuse(Reason.TERMS_UNFIT, _("Harga setor harus 0 sampai 1.000.000.000 rupiah."))
        elif rate is not None:
            return Terms(TermsModel.PERCENT, rate, None, bearer)
        elif share is not None:
            return Terms(TermsModel.FIXED, None, share, bearer)
        elif not self.is_refused:
            self.remark(Reason.TERMS_MISSING, _("Tanpa perjanjian; ditanyakan saat barang pertama datang."))
        return None

    def _rate_bp(self, row: TableRow) -> int | None:
        """Basis points; Excel keeps 10 % as 0,1, so a figure between 0 and 1 is read so and said."""
        cell = self.cell(row, Field.COMMISSION)
        if not cell:
            return None
        try:
            percent = parse_quantity(cell.rstrip("% "))
        except UnreadableNumber:
            self.refuse_unreadable(Field.COMMISSION, cell)
            return None
        if 0 < percent < 1_000 and "%" not in cell:
            percent *= 100
            words = _("Komisi {cell} dibaca {percent} %.")
            self.remark(Reason.PERCENT_READ, words.format(cell=cell, percent=quantity_text(percent)))
        if not 0 <= percent <= 100_000 or percent % 10:
            sentence = _("Komisi {cell} harus 0 sampai 100 persen, paling banyak dua angka di belakang koma.")
            self.refuse(Reason.TERMS_UNFIT, sentence.format(cell=cell))
            return None
        return percent // 10
