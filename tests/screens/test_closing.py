"""The treasurer closes October by keyboard, reads what came of it, and two people open it again."""

from __future__ import annotations

import sqlite3
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from pkkmart.closing import screen
from pkkmart.closing.operations import reopen_month
from pkkmart.closing.screen import ClosePage
from pkkmart.closing.screen.asking import RedQuestion, what_closing_does
from pkkmart.closing.screen.lines import PENDING
from pkkmart.closing.screen.reopen import ReopenForm
from pkkmart.core.actor import SYSTEM, Actor, Approval
from pkkmart.core.backup import back_up, backups_in
from pkkmart.core.db import db, fetch
from pkkmart.core.errors import DatabaseLocked
from pkkmart.ledger.chart import Account
from pkkmart.ledger.posting import credit, debit
from pkkmart.ledger.queries import closed_through
from pkkmart.shell.backup_card import BackupCard
from pkkmart.shell.home import HomePage
from pkkmart.shell.people_card import PeopleCard
from pkkmart.ui.cards import Words
from pkkmart.ui.doors import Door
from pkkmart.ui.page import Context, Page
from pkkmart.ui.theme import apply_theme
from pkkmart.users.operations import log_in
from pkkmart.users.queries import all_users
from pkkmart.users.roles import Role
from tests import make
from tests.closing.conftest import file_shop
from tests.conftest import FrozenClock
from tests.keys import press, type_as_person
from tests.make import post_opening
from tests.screens.conftest import Show, Shown


@pytest.fixture
def shop(template: sqlite3.Connection, frozen: FrozenClock, tmp_path: Path) -> FrozenClock:
    """A shop in a file: the proofs and the closing run beside the window."""
    file_shop(template, tmp_path / "toko")
    return frozen


@pytest.fixture
def endang(shop: FrozenClock) -> Actor:
    actor = make.cashier("Bu Endang", "4321", Role.TREASURER)
    shop.at = datetime(2026, 10, 12, 3, 0, tzinfo=UTC)
    make.bought(make.product(), 10, 150_000)
    shop.at = datetime(2026, 11, 24, 3, 42, tzinfo=UTC)
    return actor


@pytest.fixture
def usb(tmp_path: Path) -> Path:
    folder = tmp_path / "usb"
    folder.mkdir()
    return folder


def shown_page(show: Show[ClosePage], actor: Actor, qtbot: QtBot, usb: Path | None = None) -> Shown[ClosePage]:
    shown = show(ClosePage, actor)
    if usb is not None:
        shown.pc.set("backup.folder", str(usb))
        back_up(shown.pc)
    proved(shown, qtbot)
    return shown


def proved(shown: Shown[ClosePage], qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: "proofs" in shown.page.checklist.rows, timeout=10_000)
    shown.page.reload()


def red(shown: Shown[ClosePage]) -> list[str]:
    return [item.key for item in shown.page.checklist.items if not item.ok]


def close_october(shown: Shown[ClosePage], qtbot: QtBot) -> None:
    press(shown.window, "F12")
    press(shown.window, "Enter")
    qtbot.waitUntil(lambda: shown.page.result.isVisible(), timeout=30_000)


def half_opened() -> None:
    """Opening balances of October that are not finished: 3199 still holds a part."""
    lines = [debit(Account.BANK, 500_000), credit(Account.OPENING_BALANCE, 500_000)]
    post_opening(SYSTEM, lines, date(2026, 10, 12))


def test_the_oldest_open_month_comes_first(show: Show[ClosePage], endang: Actor, qtbot: QtBot) -> None:
    half_opened()
    shown = shown_page(show, endang, qtbot)
    page = shown.page
    assert (list(page.pills), page.month) == (["2026-10", "2026-11"], "2026-10")
    assert page.button.accessibleName() == "Tutup buku Oktober 2026"
    assert red(shown) == ["opening", "backup"]
    assert page.progress.chip.text() == "7 dari 9 beres", "as on the home page: the proofs stand apart"
    assert page.sentence.text().startswith("Masih merah: Saldo awal seimbang, Cadangan terbaru.")
    assert page.checklist.rows["opening"].accessibleName() == (
        "Saldo awal seimbang: belum beres, 3199 masih Rp 500.000"
    )
    assert shown.keys() == ["F12", "F5", "F6", "F8"]


def test_a_low_window_opens_at_the_first_line_and_the_proofs_move_nothing(
    show: Show[ClosePage], endang: Actor, shop: FrozenClock, qtbot: QtBot
) -> None:
    shop.at = datetime(2026, 10, 20, 3, 0, tzinfo=UTC)
    shown = show(ClosePage, endang)
    page, lines = shown.page, shown.page._lines.verticalScrollBar()
    shown.window.resize(942, 470)
    page.enter()
    backup, rows = page.checklist.rows["backup"], list(page.checklist.rows.values())
    assert backup.hasFocus(), "the first red line"
    assert PENDING in page.checklist.rows
    proved(shown, qtbot)
    assert lines.maximum() > 0, "a window too high proves nothing"
    qtbot.waitUntil(lambda: backup.visibleRegion().boundingRect() == backup.rect(), timeout=1_000)
    assert backup.hasFocus()
    assert list(page.checklist.rows.values()) == rows, "each line keeps its row"
    rows[-1].setFocus()
    lines.setValue(lines.maximum())
    press(shown.window, "F5")
    assert PENDING in page.checklist.rows
    proved(shown, qtbot)
    assert (lines.value(), rows[-1].hasFocus()) == (lines.maximum(), True), "where she went, she stays"


@pytest.mark.parametrize(("scale", "width", "height"), [(100, 1_238, 625), (150, 1_199, 620), (100, 924, 457)])
def test_the_focus_stands_on_the_first_red_line_when_the_proofs_arrive(
    show: Show[ClosePage], endang: Actor, qapp: QApplication, qtbot: QtBot, scale: int, width: int, height: int
) -> None:
    half_opened()
    apply_theme(qapp, scale_percent=scale)
    shown = show(ClosePage, endang)
    shown.window.resize(width, height)
    shown.page.enter()
    proved(shown, qtbot)
    row = shown.page.checklist.rows["opening"]
    assert row.hasFocus()
    qtbot.waitUntil(lambda: row.visibleRegion().boundingRect() == row.rect(), timeout=1_000)
    doors: list[Door] = []
    shown.page.context.door_wished.connect(doors.append)
    press(shown.window, "Enter")
    assert doors == [Door("account", 3199)]


def test_all_green_leaves_the_focus_on_the_closing_and_enter_asks(
    show: Show[ClosePage], endang: Actor, qtbot: QtBot, usb: Path
) -> None:
    shown = shown_page(show, endang, qtbot, usb)
    shown.page.enter()
    press(shown.window, "Enter")
    assert shown.said() == "Buku masih diperiksa. Tunggu sebentar, lalu tekan F12 lagi."
    proved(shown, qtbot)
    assert shown.page.button.hasFocus()
    assert shown.page.progress.chip.text() == "9 dari 9 beres"
    press(shown.window, "Down")
    assert shown.page.checklist.rows["shifts"].hasFocus(), "not the next button"
    shown.page.button.setFocus()
    press(shown.window, "Enter")
    assert shown.said().startswith("Sesudah ditutup tidak ada dokumen")
    press(shown.window, "Esc")
    assert closed_through() is None


def test_proofs_that_arrive_take_no_focus_from_her(show: Show[ClosePage], endang: Actor, qtbot: QtBot) -> None:
    shown = show(ClosePage, endang)
    shown.page.checklist.rows["cash"].setFocus()
    proved(shown, qtbot)
    assert shown.page.checklist.rows["cash"].hasFocus()


def test_the_home_page_says_the_same_number_before_the_proofs_and_after(
    show: Show[Page], endang: Actor, qtbot: QtBot
) -> None:
    half_opened()
    home = show(HomePage, endang).page
    assert isinstance(home, HomePage)
    page = show(ClosePage, endang).page
    assert isinstance(page, ClosePage)
    assert home.progress.title.text() == "Tutup buku Oktober 2026"
    assert home.progress.chip.text() == page.progress.chip.text() == "7 dari 9 beres"
    qtbot.waitUntil(lambda: "proofs" in page.checklist.rows, timeout=10_000)
    assert page.progress.chip.text() == home.progress.chip.text()


def test_what_cannot_be_read_now_leaves_what_stood(
    show: Show[ClosePage], endang: Actor, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = shown_page(show, endang, qtbot)
    items = shown.page.checklist.items

    def locked(*_args: object) -> None:
        raise DatabaseLocked

    for name in ("open_months", "month_checklist"):
        with monkeypatch.context() as patched:
            patched.setattr(screen, name, locked)
            shown.page.reload()
        assert shown.said() == str(DatabaseLocked())
        assert (shown.page.month, shown.page.checklist.items) == ("2026-10", items)


def test_the_lines_are_walked_and_opened_by_keys(show: Show[ClosePage], endang: Actor, qtbot: QtBot) -> None:
    shown = shown_page(show, endang, qtbot)
    doors: list[Door] = []
    shown.page.context.door_wished.connect(doors.append)
    rows = shown.page.checklist.rows
    rows["shifts"].setFocus()
    press(shown.window, "Up")
    assert rows["shifts"].hasFocus()
    for key in list(rows)[1:]:
        press(shown.window, "Down")
        assert rows[key].hasFocus()
    press(shown.window, "Enter")
    assert doors == [Door("journal")]


def test_each_line_is_a_door(show: Show[ClosePage], endang: Actor, qtbot: QtBot) -> None:
    shown = shown_page(show, endang, qtbot)
    doors: list[Door] = []
    shown.page.context.door_wished.connect(doors.append)
    press(shown.window, "F6")
    assert shown.page.month == "2026-11"
    shown.page.checklist.rows["earlier"].click()
    assert shown.page.month == "2026-10", "an earlier month is mended on this very page"
    proved(shown, qtbot)
    for key in ("shifts", "opening", "cash", "stock", "owed", "queue", "backup", "proofs"):
        shown.page.checklist.rows[key].click()
    assert doors == [
        Door("close_shift"), Door("account", 3199), Door("cash"), Door("stock"), Door("consignors"),
        Door("settings", act="printer"), Door("settings", act="backup"), Door("journal"),
    ]  # fmt: skip


def test_the_papers_of_the_month_one_looks_at_are_proved(show: Show[ClosePage], endang: Actor, qtbot: QtBot) -> None:
    """Also when another is chosen while the first is still being proved."""
    shown = shown_page(show, endang, qtbot)
    page = shown.page
    page.choose("2026-11")
    assert (page.month, page._proving_month) == ("2026-11", "2026-11")
    page.choose("2026-10")
    assert (page.month, page._proving_month) == ("2026-10", "2026-11"), "November's still run"
    assert PENDING in page.checklist.rows
    proved(shown, qtbot)
    assert (page.month, page._proving_month) == ("2026-10", "2026-10")


def test_a_month_that_runs_is_not_offered(show: Show[ClosePage], endang: Actor, qtbot: QtBot) -> None:
    shown = shown_page(show, endang, qtbot)
    press(shown.window, "F6")
    assert not shown.page.button.isEnabled()
    press(shown.window, "F12")
    assert shown.said().startswith("Bulan ini belum selesai; bisa ditutup mulai Selasa, 1 Desember 2026.")
    assert shown.messages.panel() is None


def red_question(shown: Shown[ClosePage]) -> RedQuestion:
    panel = shown.messages.panel()
    assert isinstance(panel, RedQuestion)
    return panel


def test_october_is_closed_by_two_keys_when_all_is_green(
    show: Show[ClosePage], endang: Actor, qtbot: QtBot, usb: Path
) -> None:
    shown = shown_page(show, endang, qtbot, usb)
    close_october(shown, qtbot)
    assert closed_through() == "2026-10"
    page = shown.page
    assert page.result.title.text() == "Oktober 2026 sudah ditutup"
    opened: list[str] = []
    page.result.viewer = lambda url: bool(opened.append(url.toLocalFile())) or True
    page.result.open_button.click()
    assert (page.result.open_button.isVisible(), [Path(one).name for one in opened]) == (True, ["2026-10"])
    assert str(usb) in page.result.backup.text()
    assert len(backups_in(usb)) == 2
    assert page.month == "2026-11"
    assert page.history.isVisible()
    assert page.reopen_button.accessibleName() == "Buka lagi Oktober 2026 …"
    assert next(iter(page.checklist.rows.values())).hasFocus()


@pytest.mark.parametrize("keys", [["Enter"], ["Enter", "Enter", "Enter"], ["Esc"], ["Tab", "Tab", "Enter"]])
def test_no_habit_of_the_fingers_closes_over_a_red_line(
    show: Show[ClosePage], endang: Actor, qtbot: QtBot, usb: Path, keys: list[str]
) -> None:
    half_opened()
    shown = shown_page(show, endang, qtbot, usb)
    press(shown.window, "F12")
    question = red_question(shown)
    assert question.primary is not None
    assert question.primary.accessibleName() == "Belum"
    assert "Saldo awal seimbang: 3199 masih Rp 500.000" in question.accessibleName()
    for key in keys:
        press(shown.window, key)
    assert shown.messages.panel() is None
    assert shown.page.checklist.rows["opening"].hasFocus()
    assert closed_through() is None


def test_a_red_line_is_closed_over_for_a_written_reason(
    show: Show[ClosePage], endang: Actor, qtbot: QtBot, usb: Path
) -> None:
    half_opened()
    shown = shown_page(show, endang, qtbot, usb)
    press(shown.window, "F12")
    question = red_question(shown)
    question.close_button.click()
    assert question._named._note.text() == "Tulis alasannya dulu."
    assert question.reason.hasFocus()
    type_as_person(shown.window, "saldo awal menyusul")
    press(shown.window, "Enter")
    assert question.close_button.hasFocus(), "written, but nothing is done yet"
    assert closed_through() is None
    press(shown.window, "Enter")
    qtbot.waitUntil(shown.page.result.isVisible, timeout=30_000)
    assert fetch("SELECT month, reason FROM period_event") == [("2026-10", "saldo awal menyusul")]
    assert "saldo awal menyusul" in fetch("SELECT details FROM audit WHERE act = 'close_month'")[0][0]


def test_books_not_proved_are_not_closed(show: Show[ClosePage], endang: Actor, qtbot: QtBot, usb: Path) -> None:
    db.execute_sql("UPDATE stock_level SET qty_milli = qty_milli + 1")
    shown = shown_page(show, endang, qtbot, usb)
    assert (red(shown), shown.page.progress.chip.text()) == (["proofs"], "9 dari 9 beres")
    assert shown.page.progress.chip.property("tone") != "good"
    press(shown.window, "F12")
    assert shown.said().startswith("Oktober 2026 belum bisa ditutup: dokumen belum terbukti cocok dengan buku besar")
    assert "(pkkmart verify)" in shown.said()
    assert shown.messages.panel() is None
    assert shown.page.checklist.rows["proofs"].hasFocus()


def test_a_missing_usb_asks_a_reason_and_is_made_good(
    show: Show[ClosePage], endang: Actor, qtbot: QtBot, usb: Path
) -> None:
    shown = shown_page(show, endang, qtbot, usb)
    gone = usb.rename(usb.with_name("dicabut"))
    press(shown.window, "F12")
    type_as_person(shown.window, "USB tertinggal di rumah")
    press(shown.window, "Enter")
    press(shown.window, "Enter")
    qtbot.waitUntil(shown.page.result.isVisible, timeout=30_000)
    assert closed_through() == "2026-10"
    assert "cadangannya belum jadi: Folder cadangan" in shown.page.result.troubles.text()
    gone.rename(usb)
    shown.page.result.again.click()
    qtbot.waitUntil(shown.page.result.backup.isVisible, timeout=30_000)
    assert "cadangannya" not in shown.page.result.troubles.text()
    assert len(backups_in(usb)) == 2


def test_a_line_that_turns_red_after_the_question_keeps_the_month_open(
    show: Show[ClosePage], endang: Actor, qtbot: QtBot, usb: Path
) -> None:
    shown = shown_page(show, endang, qtbot, usb)
    press(shown.window, "F12")
    usb.rename(usb.with_name("dicabut"))
    press(shown.window, "Enter")
    qtbot.waitUntil(lambda: shown.said().startswith("Oktober 2026 masih merah: Cadangan terbaru."), timeout=10_000)
    assert closed_through() is None
    qtbot.waitUntil(shown.page.checklist.rows["backup"].hasFocus, timeout=1_000)
    press(shown.window, "Down")
    assert shown.page.checklist.rows["proofs"].hasFocus()


def test_an_open_shift_keeps_the_month_open(
    show: Show[ClosePage], endang: Actor, shop: FrozenClock, qtbot: QtBot
) -> None:
    shop.at = datetime(2026, 10, 31, 3, 0, tzinfo=UTC)
    make.shift(endang)
    shop.at = datetime(2026, 11, 24, 3, 42, tzinfo=UTC)
    shown = shown_page(show, endang, qtbot)
    assert "shifts" in red(shown)
    shown.page.button.setFocus()
    press(shown.window, "F12")
    assert shown.said().startswith("Oktober 2026 belum bisa ditutup. Sif kasir ditutup: 1 masih terbuka, sif 1")
    assert shown.messages.panel() is None, "a reason would not help"
    assert shown.page.checklist.rows["shifts"].hasFocus(), "the line that is in the way"
    assert closed_through() is None
    assert not shown.page.result.isVisible()


def test_opening_again_takes_two_pins_and_a_reason(
    show: Show[ClosePage], endang: Actor, qtbot: QtBot, usb: Path
) -> None:
    shown = shown_page(show, endang, qtbot, usb)
    press(shown.window, "F8")
    assert shown.said().startswith("Belum ada bulan yang ditutup")
    close_october(shown, qtbot)
    press(shown.window, "F8")
    assert shown.said().startswith("Perlu pengurus kedua")
    make.cashier("Bu Ketua", "9876", Role.ADMIN)
    make.cashier()
    press(shown.window, "F8")
    panel = shown.messages.panel()
    assert panel is not None
    press(shown.window, "Enter")
    assert closed_through() == "2026-10", "no reason yet"
    for words in ("nota tertinggal", "4321"):
        type_as_person(shown.window, words)
        press(shown.window, "Tab")
    press(shown.window, "Tab")
    type_as_person(shown.window, "1111")
    press(shown.window, "Enter")
    assert closed_through() == "2026-10", "a wrong PIN"
    type_as_person(shown.window, "9876")
    press(shown.window, "Enter")
    assert closed_through() is None
    assert shown.said() == "Oktober 2026 terbuka lagi."
    assert shown.page.month == "2026-10"
    told = [words.text() for words in shown.page.history.findChildren(Words)]
    assert any("Bu Endang dan Bu Ketua" in one for one in told), "both who signed are in the history"


def test_closing_again_says_that_the_earlier_papers_stay(
    show: Show[ClosePage], endang: Actor, qtbot: QtBot, usb: Path
) -> None:
    shown = shown_page(show, endang, qtbot, usb)
    assert "folder" not in what_closing_does("2026-10")
    close_october(shown, qtbot)
    ketua = make.cashier("Bu Ketua", "9876", Role.ADMIN)
    reopen_month(endang, "2026-10", "nota tertinggal", approval=Approval(ketua, "setuju"))
    shown.page.enter()
    proved(shown, qtbot)
    press(shown.window, "F12")
    assert shown.said().endswith("Laporan penutupan sebelumnya tidak ditimpa; yang baru di folder 2026-10-ke-2.")


def test_only_keepers_of_the_books_are_offered_as_second(show: Show[ClosePage], endang: Actor, qtbot: QtBot) -> None:
    make.cashier("Bu Ketua", "9876", Role.ADMIN)
    make.cashier()
    shown = shown_page(show, endang, qtbot)
    form = ReopenForm(shown.page.context, "2026-10", lambda: None)
    assert [form.second.itemText(place) for place in range(form.second.count())] == ["Bu Ketua"]


class CardPage(Page):
    """A settings card on a stage of its own."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        from PySide6.QtWidgets import QHBoxLayout

        self.backup, self.people = BackupCard(context), PeopleCard(context)
        layout = QHBoxLayout(self)
        layout.addWidget(self.backup)
        layout.addWidget(self.people)


def test_the_backup_card_makes_a_backup(show: Show[CardPage], endang: Actor, usb: Path, qtbot: QtBot) -> None:
    shown = show(CardPage, endang)
    card = shown.page.backup
    assert (card.state.accessibleName(), card.now.isEnabled()) == ("Belum pernah dicadangkan", False)
    card.use(usb)
    assert card.now.isEnabled()
    assert card._named._note.text() == "Satu disk dengan data toko: bila disk rusak, cadangan ikut hilang."
    card.now.click()
    qtbot.waitUntil(lambda: shown.said().startswith("Cadangan tersimpan: pkkmart-20261124-1042.db"), timeout=10_000)
    assert card.state.accessibleName() == "Cadangan terakhir hari ini 10.42"
    assert len(backups_in(usb)) == 1
    usb.rename(usb.with_name("dicabut"))
    card.reload()
    assert card._named._note.text() == "Folder ini tidak terlihat sekarang. Colokkan USB-nya."
    assert card.state.accessibleName() == "Cadangan terakhir hari ini 10.42 · berkasnya tidak terlihat"
    card.now.click()
    qtbot.waitUntil(lambda: "Colokkan USB-nya, atau pilih folder lain" in shown.said(), timeout=10_000)


def test_pengurus_keep_the_users_in_their_card(show: Show[CardPage], endang: Actor) -> None:
    chair = make.cashier("Bu Ketua", "9876", Role.ADMIN)
    shown = show(CardPage, chair)
    people = shown.page.people
    assert list(people.lines) == [endang.id, chair.id]
    people.add_one()
    press(shown.window, "Enter")
    type_as_person(shown.window, "Bu Yuli")
    press(shown.window, "Tab")
    press(shown.window, "Tab")
    type_as_person(shown.window, "2468")
    press(shown.window, "Enter")
    assert shown.said() == "Bu Yuli sudah bisa masuk."
    yuli = next(user for user in all_users() if user.name == "Bu Yuli")
    assert log_in(yuli.id, "2468").actor is not None
    people.new_pin(yuli)
    type_as_person(shown.window, "1111")
    press(shown.window, "Enter")
    assert shown.messages.panel() is not None, "not an unfit one"
    QApplication.processEvents()
    for _key in range(4):
        press(shown.window, "Backspace")
    type_as_person(shown.window, "1357")
    press(shown.window, "Enter")
    assert shown.said() == "PIN Bu Yuli sudah diganti."
    assert log_in(yuli.id, "1357").actor is not None
    people.ask_leave(yuli)
    press(shown.window, "Enter")
    assert shown.said() == "Bu Yuli sudah dinonaktifkan."
    people.activate(next(user for user in all_users() if user.name == "Bu Yuli"))
    assert shown.said() == "Bu Yuli aktif lagi dengan PIN yang dulu."


def test_others_change_only_their_own_pin(show: Show[CardPage], endang: Actor) -> None:
    shown = show(CardPage, endang)
    people = shown.page.people
    assert (list(people.lines), people.add_button.isVisible()) == ([], False)
    people.own_button.click()
    type_as_person(shown.window, "0000")
    press(shown.window, "Tab")
    type_as_person(shown.window, "2468")
    press(shown.window, "Enter")
    assert shown.messages.panel() is not None
    type_as_person(shown.window, "4321")
    press(shown.window, "Enter")
    assert shown.said() == "PIN Anda sudah diganti."
    assert log_in(endang.id or 0, "2468").actor is not None
