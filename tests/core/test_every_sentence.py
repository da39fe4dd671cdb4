"""Every sentence people read can be put into another language: no literal in the source is out of reach."""

from __future__ import annotations

from pathlib import Path

import pytest

import pkkmart
from tests.sentences import faults, messages

SOURCE = Path(pkkmart.__file__).parent

AS_IT_IS = {
    ("core/i18n.py", "terbilang"): "an amount in words is Indonesian, as the papers of a cooperative write it",
    ("imports/columns.py", "_INDONESIAN"): "what the head of somebody's file may say",
    ("imports/columns.py", "_ENGLISH"): "what the head of somebody's file may say",
    ("imports/opening.py", "OpeningKind"): "what a row of somebody's sheet may say",
    ("imports/opening.py", "CASH_NAMES"): "what a row of somebody's sheet may say",
    ("imports/opening.py", "template_text"): "an example in the words the reader of a sheet knows",
    ("printing/label_pdf.py", "_CODE128"): "what ReportLab calls it",
    ("reports/exports.py", "_ROOTS"): "the language of the other program",
    ("reports/exports.py", "account_path"): "the language of the other program",
    ("reports/exports.py", "ledger_text"): "the language of the other program",
    ("ui/qt_words.py", "_WORDS"): "what Qt says in English, to be found again",
}
"""What stays in its own language, by file and name, and why."""

DATA_ROOMS = ("demo/", "migrations/")
"""The demo shop's people and goods have names, the migration names the first till: their bare words are data."""


def _files() -> list[tuple[str, str]]:
    """The name of every file of the program, and its source."""
    return [
        (path.relative_to(SOURCE).as_posix(), path.read_text(encoding="utf-8")) for path in sorted(SOURCE.rglob("*.py"))
    ]


def _of_a_trigger(name: str, inside: str) -> bool:
    """Whether a text stands in a trigger of the database, which a migration freezes and no screen shows."""
    is_table = name.endswith("/models.py") or name == "core/audit.py"
    return name == "core/guards.py" or (is_table and inside == "GUARDS")


def test_no_sentence_is_out_of_reach() -> None:
    told, spared = [], set()
    for name, source in _files():
        for fault in faults(source):
            if fault.why == "bare" and _of_a_trigger(name, fault.inside):
                continue
            if fault.why == "bare" and (name, fault.inside) in AS_IT_IS:
                spared.add((name, fault.inside))
            elif fault.why != "bare" or not name.startswith(DATA_ROOMS):
                told.append(f"{name}:{fault.line}: {fault.why}: {fault.text}")
    assert told == []
    assert spared == set(AS_IT_IS), "a name that spares nothing any more"


def test_the_whole_program_is_in_the_catalogue() -> None:
    found = {text for _name, source in _files() for text in messages(source)}
    assert {
        "Keranjang masih kosong. Pindai atau pilih barang dulu.",
        "Tutup sif",
        "Januari",
        "menjual di kasir",
        "Kasir",
    } <= found
    assert "“{text}” bukan angka yang bisa dibaca. Tulis misalnya 12500 atau 12.500." in found


@pytest.mark.parametrize(
    "line",
    [
        'class Broken(UserError):\n    template = "Nama {name} sudah dipakai."',
        'class Kind(Enum):\n    CASH = ("CASH", "Tunai")',
        'WORDS = {Kind.CASH: "uang tunai"}',
        'HEADS = ("Nama", N_("Harga"))',
        'def say(): return "Keranjang masih kosong."',
        'def say(count): return f"{count} barang"',
        'def say(count): return f"Sif {count}"',
        'def say(count): return "{count} barang".format(count=count)',
        'def show(self): self.setText("habis")',
        'def show(self): self.setWindowTitle("layar pembeli")',
        'def show(self): self.field.setPlaceholderText("boleh nanti")',
        'def show(self): self.button.setAccessibleName("hapus")',
        'def show(self): self.button.setToolTip(f"hapus {self.name}")',
        'def show(self): return Words(self.name or "belum")',
        'def show(self): return Words("lunas" if self.paid else _("belum"))',
        'def show(self): return SectionTitle("titipan")',
        'def show(self): return PrimaryButton("simpan", "F12", on_click=self.save)',
        'def show(self): return TextField(_("Nama"), placeholder="boleh nanti")',
        'def show(self): return KeyAction("Del", "Hapus", self.drop)',
        'def show(self): return Column("harga", self.price)',
        'def slip(): return Text("lunas", "center")',
        'def slip(): return Columns("tunai", figure(amount))',
        'def verify(): return Check("struk", "12", True)',
        '@click.option("--out", help="folder tujuan")\ndef report(): ...',
        'def ask(words="Batalkan"): ...',
        'def ask(kind): return _(WORDS.get(kind, "Lain"))',
    ],
)
def test_a_planted_sentence_is_found(line: str) -> None:
    assert [fault.why for fault in faults(line)] == ["bare"]


@pytest.mark.parametrize(
    "line",
    [
        'TITLE = _("Kasir")',
        'class CounterPage(Page):\n    title = _("Kasir")',
        'def ask(words=_("Batalkan")): ...',
        '@click.option("--out", help=_("folder tujuan"))\ndef report(): ...',
        'WORDS = {Kind.CASH: _("tunai")}',
    ],
)
def test_a_sentence_translated_at_import_is_found(line: str) -> None:
    assert [fault.why for fault in faults(line)] == ["translated at import"]


@pytest.mark.parametrize(
    "call",
    ['_(f"{count} barang")', '_("{count} barang".format(count=count))', '_("Sif " + name)', '_("Sif %d" % number)'],
)
def test_a_sentence_composed_too_early_is_found(call: str) -> None:
    assert "composed before it is translated" in [fault.why for fault in faults(f"def say(): return {call}")]


def test_a_mark_an_extractor_passes_over_is_found() -> None:
    in_a_string = faults("""def say(name): return f"{_('Selamat malam')}, {name}\"""")
    in_a_mark = faults('def say(kind): return _(WORDS.get(kind, N_("lain")))')
    assert ["which an extractor passes over" in fault.why for fault in (*in_a_string, *in_a_mark)] == [True, True]


@pytest.mark.parametrize("call", ["N_(words)", 'N_(f"{count} barang")', 'N_("Sif " + name)'])
def test_a_mark_around_no_literal_is_found(call: str) -> None:
    assert "N_ of what is no literal" in [fault.why for fault in faults(f"WORDS = {call}")]


@pytest.mark.parametrize(
    "line",
    [
        '"""A page of the shop."""',
        'def say(): return _("Keranjang masih kosong.")',
        'def say(count): return _("{count} barang").format(count=count)',
        'TITLE = N_("Kasir")\ndef say(): return _(TITLE)',
        'def read(): return fetch("SELECT name FROM person WHERE id = ?", (1,))',
        'NOT_VOID = "NOT EXISTS (SELECT 1 FROM voided_document v WHERE v.origin_id = s.id)"',
        'def find(number): raise LookupError(f"no sale {number}")',
        'def act(name): current_act().subject = f"product {name}"',
        'def act(): assert shown is not None, "the sheet is only laid where there is a place"',
        'def show(self): return PrimaryButton(_("Simpan"), "Enter", icon="check", look="primary")',
        'def act(): log.warning("printer is slow")',
        '__all__ = ["CounterPage"]',
        'ASK = [(one, lambda: _("Batalkan")) for one in Kind]',
    ],
)
def test_what_nobody_reads_is_let_be(line: str) -> None:
    assert faults(line) == []
