"""What happens after the closing may fail and be repeated; the month stays closed."""

from __future__ import annotations

import errno
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pkkmart.closing.checklist import month_checklist
from pkkmart.closing.close import (
    BooksUnproved,
    ClosingReasonMissing,
    LineInTheWay,
    close_and_save,
    papers_folder,
    prove,
    refusal,
    save_month,
)
from pkkmart.closing.operations import MonthNotOver, note_restore, reopen_month
from pkkmart.closing.verify import CHECKS
from pkkmart.core.actor import SYSTEM, Actor, Approval
from pkkmart.core.audit import Audit
from pkkmart.core.backup import back_up
from pkkmart.core.db import db, fetch
from pkkmart.core.settings import PcFile
from pkkmart.ledger.queries import closed_through
from pkkmart.reports.documents import month_set
from pkkmart.till.operations import close_shift, count_drawer
from pkkmart.users.roles import Role
from tests import make
from tests.conftest import FrozenClock

WHY = "pemasok libur, dibereskan besok"


def writes(month: str, folder: Path, progress: Callable[[int, int, str], object]) -> Sequence[Path]:
    progress(1, 1, "Laporan")
    paper = folder / f"neraca-saldo-{month}.pdf"
    paper.write_bytes(b"%PDF")
    return [paper]


def full_disk(month: str, folder: Path, progress: Callable[[int, int, str], object]) -> Sequence[Path]:
    raise OSError(errno.ENOSPC, "No space left on device")


def broken(month: str, folder: Path, progress: Callable[[int, int, str], object]) -> Sequence[Path]:
    raise KeyError("akun")


@pytest.fixture
def pc(tmp_path: Path) -> PcFile:
    pc = PcFile(tmp_path / "pc.json")
    (tmp_path / "usb").mkdir()
    pc.set("backup.folder", str(tmp_path / "usb"))
    return pc


def test_papers_and_backup_follow_the_closing(endang: Actor, data: Path, pc: PcFile) -> None:
    told: list[str] = []
    saved = close_and_save(
        endang, "2026-10", WHY, pc=pc, write_set=writes, progress=lambda _done, _total, words: told.append(words)
    )
    assert closed_through() == "2026-10"
    assert saved.folder == data / "laporan" / "2026-10"
    assert [path.name for path in saved.files] == ["neraca-saldo-2026-10.pdf"]
    assert saved.backup is not None
    assert saved.backup.path.is_file()
    assert saved.troubles == ()
    assert told[0] == "Debet sama dengan kredit", "the books are proved first"
    assert len(told) == len(CHECKS) + 4
    assert told[-4:] == ["Laporan", "Menyalin data toko", "Memeriksa salinan", "Menyimpan ke disk"]


def test_a_full_disk_leaves_the_month_closed_and_says_what_to_repeat(endang: Actor, pc: PcFile) -> None:
    saved = close_and_save(endang, "2026-10", WHY, pc=pc, write_set=full_disk)
    assert closed_through() == "2026-10"
    assert saved.backup is not None
    (sentence,) = saved.troubles
    assert sentence.startswith("Oktober 2026 sudah tertutup, tetapi laporannya belum jadi: Disk komputer penuh")
    assert sentence.endswith("Buat lagi dari Laporan.")
    again = save_month("2026-10", pc=pc, write_set=writes)
    assert (len(again.files), again.troubles) == (1, ())


def test_a_missing_usb_leaves_the_month_closed(endang: Actor, pc: PcFile, tmp_path: Path) -> None:
    (tmp_path / "usb").rmdir()
    saved = close_and_save(endang, "2026-10", WHY, pc=pc, write_set=writes)
    assert saved.files
    assert saved.troubles[0].startswith("Oktober 2026 sudah tertutup, tetapi cadangannya belum jadi: Folder cadangan")
    pc.set("backup.folder", "")
    assert save_month("2026-10", pc=pc, write_set=writes).troubles == (
        "Folder cadangan belum dipilih. Pilih di Pengaturan, sebaiknya di USB atau disk lain.",
    )


def test_a_bug_in_a_paper_is_logged_and_told(endang: Actor, pc: PcFile, caplog: pytest.LogCaptureFixture) -> None:
    saved = close_and_save(endang, "2026-10", WHY, pc=pc, write_set=broken)
    assert saved.troubles == (
        "Oktober 2026 sudah tertutup, tetapi laporannya belum jadi: ada yang terhenti, catatannya tersimpan. "
        "Buat lagi dari Laporan.",
    )
    assert "KeyError" in caplog.text
    assert closed_through() == "2026-10"


def test_a_closing_refused_writes_nothing(endang: Actor, data: Path, pc: PcFile, tmp_path: Path) -> None:
    with pytest.raises(MonthNotOver):
        close_and_save(endang, "2026-11", pc=pc, write_set=writes)
    assert not (data / "laporan").exists()
    assert list((tmp_path / "usb").iterdir()) == []


def test_a_restore_leaves_its_mark(endang: Actor) -> None:
    note_restore(SYSTEM, "pkkmart-20261124-1042.db", "pkkmart-sebelum-pulih-20261124-1042.db")
    row = Audit.select().order_by(Audit.id.desc()).get()
    assert (row.act, row.subject) == ("note_restore", "pkkmart-20261124-1042.db")


def test_a_closed_month_leaves_its_five_papers(endang: Actor, data: Path, pc: PcFile) -> None:
    saved = close_and_save(endang, "2026-10", WHY, pc=pc, write_set=month_set)
    assert saved.troubles == ()
    assert [path.name[:9] for path in saved.files] == [f"2026-10-{number}" for number in range(1, 6)]
    assert all(path.read_bytes().startswith(b"%PDF") for path in saved.files)
    assert saved.files[0].parent == data / "laporan" / "2026-10"


def test_a_red_line_asks_a_reason_that_is_kept(endang: Actor, pc: PcFile) -> None:
    with pytest.raises(ClosingReasonMissing) as told:
        close_and_save(endang, "2026-10", "  ", pc=pc, write_set=writes)
    assert str(told.value) == (
        "Oktober 2026 masih merah: Cadangan terbaru. Tulis alasan menutupnya sekarang; alasan ini tercatat selamanya."
    )
    assert closed_through() is None
    close_and_save(endang, "2026-10", WHY, pc=pc, write_set=writes)
    assert fetch("SELECT reason FROM period_event") == [(WHY,)]


def test_papers_of_an_earlier_closing_stay_as_they_were_signed(endang: Actor, data: Path, pc: PcFile) -> None:
    back_up(pc)
    ketua = make.cashier("Bu Ketua", "9876", Role.ADMIN)
    folders, signed = [], {}
    for _time in range(3):
        saved = close_and_save(endang, "2026-10", WHY, pc=pc, write_set=month_set)
        assert saved.troubles == ()
        for path, before in signed.items():
            assert path.read_bytes() == before
        signed |= {path: path.read_bytes() for path in saved.files}
        folders.append(saved.folder)
        again = save_month("2026-10", pc=pc, write_set=writes, folder=saved.folder)
        assert again.folder == saved.folder, "made again after a failure: the same closing"
        reopen_month(endang, "2026-10", "nota tertinggal", approval=Approval(ketua, "setuju"))
    assert folders == [data / "laporan" / name for name in ("2026-10", "2026-10-ke-2", "2026-10-ke-3")]
    assert len(signed) == 15
    assert papers_folder("2026-10").name == "2026-10-ke-4"


def test_papers_that_failed_leave_no_empty_folder_behind(endang: Actor, data: Path, pc: PcFile) -> None:
    assert close_and_save(endang, "2026-10", WHY, pc=pc, write_set=full_disk).files == ()
    assert papers_folder("2026-10") == data / "laporan" / "2026-10"


def test_a_closing_proves_the_papers_of_its_own_month(data: Path, pc: PcFile, frozen: FrozenClock) -> None:
    """October's recap differs from the ledger; November's, the running one, doesn't."""
    frozen.at = datetime(2026, 10, 13, 3, 0, tzinfo=UTC)
    rina, endang = make.cashier(), make.cashier("Bu Endang", "4321", Role.TREASURER)
    make.bought(make.product(), 10, 150_000)
    shift = make.shift(rina)
    make.sell(rina, (1, 2))
    count_drawer(rina, shift.id, {1_000: 35})
    close_shift(rina, shift.id, hand_over_idr=35_000)
    frozen.at = datetime(2026, 11, 24, 3, 42, tzinfo=UTC)
    told: list[str] = []
    proofs = prove("2026-10", lambda _done, _total, what: told.append(what))
    assert [check.name for check in proofs if not check.ok] == []
    assert told == [check.name for check in proofs]
    assert "Oktober 2026: penjualan 35.000, titipan 0, komisi 0, utang penitip 0" in [one.figure for one in proofs]
    db.execute_sql("DROP TRIGGER sale_line_no_update")
    db.execute_sql("UPDATE sale_line SET gross_idr = gross_idr - 1, net_idr = net_idr - 1")
    name = "Rekap sama dengan buku besar"
    wrong = {
        month: [one.name for one in prove(month, lambda *_: None) if not one.ok] for month in ("2026-10", "2026-11")
    }
    assert (name in wrong["2026-10"], name in wrong["2026-11"]) == (True, False)
    with pytest.raises(BooksUnproved, match=name):
        close_and_save(endang, "2026-10", WHY, pc=pc, write_set=writes)


def test_books_that_are_not_proved_stay_open_whatever_the_reason(endang: Actor, data: Path, pc: PcFile) -> None:
    back_up(pc)
    db.execute_sql("UPDATE stock_level SET qty_milli = qty_milli + 1 WHERE product_id = 1")
    with pytest.raises(BooksUnproved) as told:
        close_and_save(endang, "2026-10", WHY, pc=pc, write_set=writes)
    assert "Stok sama dengan jumlah geraknya" in str(told.value)
    assert "Jalankan pemeriksaan buku (pkkmart verify)" in str(told.value)
    assert (closed_through(), (data / "laporan").exists()) == (None, False)


def test_what_close_month_refuses_is_refused_before_a_reason_is_asked(
    endang: Actor, pc: PcFile, frozen: FrozenClock
) -> None:
    frozen.pass_(days=30)
    with pytest.raises(LineInTheWay) as told:
        close_and_save(endang, "2026-11", pc=pc, write_set=writes)
    earlier = "November 2026 belum bisa ditutup. Bulan sebelumnya ditutup: Oktober 2026. Bereskan dulu baris itu."
    assert str(told.value) == earlier
    make.shift(endang)
    frozen.pass_(days=30)
    assert str(refusal("2026-12", month_checklist("2026-12", pc))).startswith(
        "Desember 2026 belum bisa ditutup. Sif kasir ditutup: 1 masih terbuka, sif 1 tanggal 24/12/2026 (Bu Endang)."
    )
    assert closed_through() is None
