"""The exported ledger as text, and its sums against the trial balance."""

from __future__ import annotations

import errno
import os
import re
from datetime import date
from pathlib import Path

import pytest

from pkkmart.core.files import FolderFull, NotAFile
from pkkmart.ledger.queries import trial_balance
from pkkmart.reports.exports import ExportUnwritable, LedgerFormat, account_path, export_ledger, ledger_text
from tests import make


@pytest.fixture
def sold(shop: object) -> None:
    rina = make.cashier()
    sari = make.consignor('Bu "Sari": kue', fixed_idr=1_600)
    make.shift(rina, 100_000)
    make.sell(rina, (make.product("Lemper", 2_000, owner_id=sari), 3), received_idr=6_000)


def test_the_body_is_what_all_three_programs_read(sold: None) -> None:
    text = "\n".join(ledger_text(LedgerFormat.HLEDGER))
    assert text.startswith("commodity IDR\naccount Assets:1101-Kas-Laci-Kasir\n")
    assert (
        '2026-11-24 * "sale" "3"\n'
        "  Assets:1101-Kas-Laci-Kasir  1200 IDR\n"
        "  Assets:1101-Kas-Laci-Kasir  4800 IDR\n"
        "  Income:4113-Komisi-Konsinyasi-Penitip-Non-Anggota  -1200 IDR\n"
        "  Liabilities:2103-Utang-Penitip-Non-Anggota  -4800 IDR ; Bu 'Sari'  kue"
    ) in text


def test_beancount_opens_its_accounts(sold: None) -> None:
    first = next(ledger_text(LedgerFormat.BEANCOUNT))
    assert first == "2026-11-24 open Assets:1101-Kas-Laci-Kasir IDR"


@pytest.mark.parametrize("kind", list(LedgerFormat))
def test_its_sums_are_the_trial_balance(sold: None, tmp_path: Path, kind: LedgerFormat) -> None:
    file = tmp_path / "buku.txt"
    lines = export_ledger(file, kind)
    text = file.read_text(encoding="utf-8")
    assert len(text.splitlines()) == lines
    sums: dict[int, int] = {}
    for code, amount in re.findall(r"^  \w+:(\d{4})\S*  (-?\d+) IDR", text, re.MULTILINE):
        sums[int(code)] = sums.get(int(code), 0) + int(amount)
    assert sums == {row.code: row.closing_idr for row in trial_balance(date(2026, 1, 1), date(2026, 12, 31))}


def test_an_unwritable_place_is_a_sentence_and_leaves_nothing(sold: None, tmp_path: Path) -> None:
    with pytest.raises(ExportUnwritable) as told:
        export_ledger(tmp_path / "tidak" / "ada" / "buku.txt", LedgerFormat.LEDGER)
    assert "tidak bisa ditulis" in str(told.value)
    assert list(tmp_path.iterdir()) == []


def test_a_pipe_or_a_folder_is_not_replaced(sold: None, tmp_path: Path) -> None:
    pipe = tmp_path / "pipa"
    os.mkfifo(pipe)
    with pytest.raises(NotAFile) as told:
        export_ledger(pipe, LedgerFormat.LEDGER)
    assert f"{pipe} adalah folder atau perangkat" in str(told.value)
    assert (pipe.is_fifo(), list(tmp_path.iterdir())) == (True, [pipe])


def test_a_full_usb_is_named_and_no_record_is_said_to_be_lost(
    sold: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(FolderFull) as told:
        export_ledger(tmp_path / "buku.txt", LedgerFormat.LEDGER)
    assert str(told.value) == (
        f"Ruang di {tmp_path} habis, jadi berkas tidak jadi ditulis. Kosongkan ruang di sana atau pilih folder lain; "
        "catatan toko tetap utuh."
    )
    assert list(tmp_path.iterdir()) == []


def test_class_seven_is_income_or_expense_by_its_side() -> None:
    assert account_path(7102, "Selisih Pembulatan Kas", "K") == "Income:7102-Selisih-Pembulatan-Kas"
    assert account_path(7106, "Beban Bunga", "D") == "Expenses:7106-Beban-Bunga"
