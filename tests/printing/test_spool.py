"""The print queue: honest states through every kind of printer, and a worker that never holds anyone up."""

from __future__ import annotations

import sqlite3
import threading
import time
from pathlib import Path
from typing import Any

import peewee
import pytest

from pkkmart.core.actor import SYSTEM
from pkkmart.core.audit import Audit
from pkkmart.core.db import db, fetch
from pkkmart.core.settings import PcFile
from pkkmart.printing import queries
from pkkmart.printing.job import DRAWER, JobState
from pkkmart.printing.operations import print_slip
from pkkmart.printing.queries import JobUnknown
from pkkmart.printing.settings import PrinterKind, PrinterSettings, read_printer
from pkkmart.printing.slip import DrawerKick, Text
from pkkmart.printing.spool import PrinterState, Pump, SpoolWorker, Trouble, pump, queue
from tests.printing.conftest import BIG, SLIP, Clock, close_midway, hang, queued, take_all

NO_PRINTER = PrinterSettings()
KICK = b"\x1bp\x00"


def to_file(path: Path, **rest: Any) -> PrinterSettings:
    return PrinterSettings(PrinterKind.FILE, path=str(path / "printer.bin"), **rest)


def off(port: int) -> PrinterSettings:
    return PrinterSettings(PrinterKind.NETWORK, host="127.0.0.1", port=port, timeout_ms=100)


pytestmark = pytest.mark.usefixtures("frozen")


@pytest.mark.usefixtures("database")
class TestQueue:
    def test_a_slip_is_queued_only_inside_an_operation(self) -> None:
        with pytest.raises(RuntimeError):
            queue("receipt", "PM-26-000417", SLIP, "sale", 1)

    def test_a_queued_slip_waits_as_it_was(self) -> None:
        job_id = queued(SLIP)
        job = queries.job(job_id)
        assert (job.state, job.copy_no, job.attempts, job.title) == (JobState.WAITING, 1, 0, "PM-26-000417")
        assert queries.elements_of(job_id) == SLIP
        assert queries.jobs_of("sale", 1) == [job]
        assert queries.waiting_count() == 1

    def test_an_unknown_job(self) -> None:
        with pytest.raises(JobUnknown, match="nomor 9"):
            queries.elements_of(9)
        assert queries.slip_of("sale", 9) is None

    def test_a_copy_counts_on_and_says_so(self, tmp_path: Path) -> None:
        first = queued(SLIP)
        queued(SLIP, kind="note")
        slip = queries.slip_of("sale", 1)
        assert slip is not None
        assert slip == queries.Slip("PM-26-000417", tuple(SLIP), "receipt", "sale", 1)
        second, third = print_slip(SYSTEM, slip), print_slip(SYSTEM, slip)
        assert [job.copy_no for job in queries.jobs_of("sale", 1)] == [1, 1, 2, 3]
        assert [job.id for job in queries.jobs_of("sale", 1)][2:] == [second, third] != [first, first]
        assert queries.elements_of(third) == SLIP
        assert Audit.select().where(Audit.act == "print_slip").count() == 2
        pump(to_file(tmp_path, kicks_drawer=True))
        printed = (tmp_path / "printer.bin").read_bytes()
        assert printed.count(b"SALINAN ke-1") == printed.count(b"SALINAN ke-2") == 1
        assert printed.count(KICK) == 2, "a copy opens no drawer"

    def test_the_drawer_alone_has_no_copy(self) -> None:
        queued([DrawerKick()], kind=DRAWER, title="Buka laci")
        assert queries.slip_of("sale", 1) is None

    @pytest.mark.parametrize(
        "sql",
        [
            "UPDATE print_job SET elements = '[]'",
            "UPDATE print_job SET kind = 'x'",
            "UPDATE print_job SET title = 'x'",
            "UPDATE print_job SET origin_id = 2",
            "UPDATE print_job SET origin_kind = 'x'",
            "UPDATE print_job SET copy_no = 2",
            "UPDATE print_job SET queued_at = 'x'",
            "UPDATE print_job SET user_id = 4",
            "UPDATE print_job SET id = 7",
            "UPDATE print_job SET rowid = 7",
            "DELETE FROM print_job",
            "INSERT OR REPLACE INTO print_job SELECT * FROM print_job",
            "UPDATE print_job SET state = 'printed'",
            "UPDATE OR REPLACE print_job SET id = 2 WHERE id = 1",
        ],
    )
    def test_what_is_to_be_printed_is_frozen(self, sql: str) -> None:
        queued(SLIP)
        queued(SLIP)
        before = fetch("SELECT * FROM print_job")
        with pytest.raises(peewee.IntegrityError):
            db.execute_sql(sql)
        assert fetch("SELECT * FROM print_job") == before

    def test_what_was_sent_does_not_wait_again(self, tmp_path: Path) -> None:
        queued(SLIP)
        pump(to_file(tmp_path))
        with pytest.raises(peewee.IntegrityError, match="sudah selesai"):
            db.execute_sql("UPDATE print_job SET state = 'waiting'")


@pytest.mark.usefixtures("database")
class TestPump:
    def test_without_a_printer_a_slip_is_shown_and_nothing_piles_up(self) -> None:
        slip, kick = queued(SLIP), queued([DrawerKick()], kind=DRAWER)
        state = pump(NO_PRINTER)
        assert state == PrinterState(Trouble.NO_PRINTER, "Tanpa printer: struk ditampilkan di layar", 0)
        assert queries.job(slip).state is JobState.SHOWN
        assert queries.job(kick).state is JobState.DROPPED

    def test_a_printer_that_takes_all(self, printer_that: Any, frozen: Clock) -> None:
        first, second = queued([Text("satu")]), queued([Text("dua")])
        printer = printer_that(take_all)
        assert pump(printer.settings()) == PrinterState(Trouble.READY, "Printer siap", 0)
        for job_id in (first, second):
            job = queries.job(job_id)
            assert (job.state, job.attempts, job.sent_at) == (JobState.SENT, 1, frozen.time)
        printer.close()
        assert [b"satu" in printer.received[0], b"dua" in printer.received[1]] == [True, True]

    def test_a_printer_that_is_off_is_tried_again_with_growing_pauses(
        self, closed_port: int, frozen: Clock, tmp_path: Path
    ) -> None:
        job_id = queued(SLIP)
        second = queued(SLIP)
        tries = []
        for _second in range(120):
            state = pump(off(closed_port))
            tries.append(queries.job(job_id).attempts)
            frozen.go_on(1)
        assert [tries.index(number) for number in (1, 2, 3, 4, 5, 6)] == [0, 2, 7, 22, 52, 112]
        assert state.trouble is Trouble.TROUBLE
        assert state.sentence.startswith(f"Printer 127.0.0.1:{closed_port} tidak bisa dihubungi")
        assert state.waiting == 2
        assert queries.job(second).attempts == 0, "one try tells enough of the printer"
        frozen.go_on(60)
        assert pump(to_file(tmp_path)).trouble is Trouble.READY
        assert queries.job(job_id).state is queries.job(second).state is JobState.SENT
        assert b"CETAK ULANG" not in (tmp_path / "printer.bin").read_bytes(), "nothing had been on paper"

    def test_a_new_slip_is_reason_enough_to_try_and_the_oldest_goes_first(
        self, closed_port: int, tmp_path: Path
    ) -> None:
        queued([Text("satu")])
        pump(off(closed_port))
        assert pump(to_file(tmp_path)).waiting == 1, "the pause is kept"
        queued([Text("dua")])
        assert pump(to_file(tmp_path)).waiting == 0
        printed = (tmp_path / "printer.bin").read_bytes()
        assert 0 < printed.index(b"satu") < printed.index(b"dua")

    def test_a_clock_set_back_does_not_hold_the_queue(self, closed_port: int, frozen: Clock, tmp_path: Path) -> None:
        queued(SLIP)
        pump(off(closed_port))
        frozen.go_on(-86_400)
        assert pump(to_file(tmp_path)).waiting == 0

    @pytest.mark.parametrize("behave", [hang, close_midway])
    def test_a_slip_begun_on_paper_is_marked_when_it_comes_again(
        self, behave: Any, printer_that: Any, frozen: Clock, tmp_path: Path
    ) -> None:
        job_id = queued([DrawerKick(), *BIG])
        state = pump(printer_that(behave).settings(kicks_drawer=True))
        job = queries.job(job_id)
        assert (job.state, job.partial, job.attempts) == (JobState.WAITING, True, 1)
        assert "berhenti menerima data setelah" in state.sentence
        frozen.go_on(2)
        pump(to_file(tmp_path, kicks_drawer=True))
        printed = (tmp_path / "printer.bin").read_bytes()
        assert b"*** CETAK ULANG ***" in printed[:100]
        assert KICK not in printed, "the drawer had its kick"
        assert queries.job(job_id).state is JobState.SENT

    def test_a_slip_is_not_begun_for_ever(self, printer_that: Any, frozen: Clock) -> None:
        job_id = queued(BIG)
        settings = printer_that(close_midway).settings()
        for _try in range(6):
            state = pump(settings)
            frozen.go_on(60)
        assert (queries.job(job_id).state, queries.job(job_id).attempts) == (JobState.FAILED, 5)
        assert state.trouble is Trouble.TROUBLE
        assert state.waiting == 0

    @pytest.mark.parametrize("path", ["/dev/full", "/proc/tiada/lp0"])
    def test_a_device_that_is_not_there(self, path: str) -> None:
        job_id = queued(SLIP)
        state = pump(PrinterSettings(PrinterKind.FILE, path=path))
        assert "tidak bisa ditulis" in state.sentence
        assert (queries.job(job_id).state, queries.job(job_id).partial) == (JobState.WAITING, False)

    def test_a_kick_is_sent_fresh_or_not_at_all(self, frozen: Clock, tmp_path: Path) -> None:
        settings = to_file(tmp_path, kicks_drawer=True)
        queued(SLIP)
        frozen.go_on(5)
        pump(settings)
        assert (tmp_path / "printer.bin").read_bytes().count(KICK) == 1
        queued(SLIP)
        alone = queued([DrawerKick()], kind=DRAWER)
        frozen.go_on(5.1)
        pump(settings)
        printed = (tmp_path / "printer.bin").read_bytes()
        assert (printed.count(KICK), printed.count(b"PKK MART")) == (1, 2)
        assert queries.job(alone).state is JobState.DROPPED

    def test_a_printer_without_a_drawer_gets_no_kick(self, tmp_path: Path) -> None:
        queued(SLIP)
        queued([DrawerKick()], kind=DRAWER)
        pump(to_file(tmp_path))
        assert KICK not in (tmp_path / "printer.bin").read_bytes()

    def test_a_morning_does_not_begin_with_yesterdays_receipts(self, frozen: Clock, tmp_path: Path) -> None:
        job_id = queued(SLIP)
        frozen.go_on(3_601)
        state = pump(to_file(tmp_path))
        assert queries.job(job_id).state is JobState.FAILED
        assert state.sentence == "PM-26-000417 terlalu lama menunggu printer. Cetak ulang bila masih perlu."
        slip = queries.slip_of("sale", 1)
        assert slip is not None
        print_slip(SYSTEM, slip)
        assert pump(to_file(tmp_path)).trouble is Trouble.READY

    def test_a_slip_that_cannot_be_laid_out_does_not_stop_the_next(
        self, tmp_path: Path, caplog: pytest.LogCaptureFixture
    ) -> None:
        broken = queued(SLIP)
        db.execute_sql("DROP TRIGGER print_job_frozen")
        db.execute_sql("UPDATE print_job SET elements = 'rusak'")
        good = queued(SLIP)
        pump(to_file(tmp_path))
        assert queries.job(broken).state is JobState.FAILED
        assert "tidak bisa dicetak" in queries.job(broken).last_error
        assert queries.job(good).state is JobState.SENT
        assert "cannot be laid out" in caplog.text

    def test_settings_that_cannot_work_are_told(self) -> None:
        queued(SLIP)
        state = pump(PrinterSettings(PrinterKind.NETWORK))
        assert state.sentence.startswith("Alamat printer belum diisi")
        assert state.waiting == 1


def test_a_locked_database_does_not_print_a_slip_twice(database_file: Path, tmp_path: Path) -> None:
    job_id = queued(SLIP)
    stranger = sqlite3.connect(database_file, isolation_level=None)
    stranger.execute("BEGIN IMMEDIATE")
    spool = Pump()
    for _try in range(2):
        with pytest.raises(peewee.OperationalError):
            spool.run(to_file(tmp_path))
    stranger.execute("ROLLBACK")
    stranger.close()
    assert spool.run(to_file(tmp_path)).trouble is Trouble.READY
    assert queries.job(job_id).state is JobState.SENT
    assert (tmp_path / "printer.bin").read_bytes().count(b"PKK MART") == 1


class Told:
    """What the worker told the window."""

    def __init__(self) -> None:
        self.states: list[PrinterState] = []
        self.news = threading.Event()

    def __call__(self, state: PrinterState) -> None:
        self.states.append(state)
        self.news.set()


def wait_for(done: Any) -> None:
    until = time.monotonic() + 3
    while not done():
        assert time.monotonic() < until
        time.sleep(0.005)


class TestWorker:
    def test_a_slip_is_sent_as_soon_as_the_worker_is_woken(self, database_file: Path, tmp_path: Path) -> None:
        told = Told()
        worker = SpoolWorker(lambda: to_file(tmp_path), told, interval_s=60)
        worker.start()
        assert told.news.wait(3)
        job_id = queued(SLIP)
        worker.wake()
        wait_for(lambda: queries.job(job_id).state is JobState.SENT)
        assert worker.stop()
        # A look in between may have seen the slip waiting; that is true, too.
        assert {state.trouble for state in told.states} == {Trouble.READY}
        assert told.states[-1] == PrinterState(Trouble.READY, "Printer siap", 0)

    def test_it_stops_quickly_while_a_printer_hangs(self, database_file: Path, printer_that: Any) -> None:
        job_id = queued(BIG)
        printer = printer_that(hang)
        settings = printer.settings(timeout_ms=30_000)
        worker = SpoolWorker(lambda: settings, Told())
        worker.start()
        assert printer.met.wait(5)
        time.sleep(0.3)
        queued(SLIP, origin_id=2)
        began = time.monotonic()
        assert worker.stop()
        assert time.monotonic() - began < 2
        assert queries.job(job_id).partial
        assert queries.waiting_count() == 2

    def test_it_outlives_every_fault(
        self, database_file: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
    ) -> None:
        rounds = 0

        def settings() -> PrinterSettings:
            nonlocal rounds
            rounds += 1
            if rounds < 4:
                raise KeyError("printer")
            return read_printer(PcFile(tmp_path / "pc.json"))

        told = Told()
        worker = SpoolWorker(settings, told, interval_s=0.01)
        worker.start()
        assert told.news.wait(3)
        assert worker.stop()
        assert told.states[0].trouble is Trouble.NO_PRINTER
        assert len([record for record in caplog.records if record.name == "pkkmart.printing.spool"]) == 1

    def test_it_waits_for_a_locked_database(
        self, database_file: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
    ) -> None:
        job_id = queued(SLIP)
        stranger = sqlite3.connect(database_file, isolation_level=None)
        stranger.execute("BEGIN IMMEDIATE")
        worker = SpoolWorker(lambda: to_file(tmp_path), Told(), interval_s=0.01)
        worker.start()
        wait_for(lambda: "sedang dipakai program lain" in caplog.text)
        stranger.execute("ROLLBACK")
        stranger.close()
        wait_for(lambda: queries.job(job_id).state is JobState.SENT)
        assert worker.stop()
        assert (tmp_path / "printer.bin").read_bytes().count(b"PKK MART") == 1

    def test_one_that_was_never_started_stops(self) -> None:
        assert SpoolWorker(lambda: NO_PRINTER, Told()).stop()
