"""A backup comes back from the window: told first, signed by two, and the window starts again on it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from pkkmart.core.actor import SYSTEM
from pkkmart.core.backup import make_backup
from pkkmart.core.db import close_database, fetch, open_database
from pkkmart.core.settings import PcFile
from pkkmart.core.shop import opened_shop, pc_file
from pkkmart.shell import restore_wish
from pkkmart.shell.backup_card import BackupCard
from pkkmart.shell.restore_wish import RestoreWish, finish_mark, restore_shop
from pkkmart.ui.messages import Messages
from pkkmart.ui.page import Context
from pkkmart.users.operations import add_user
from pkkmart.users.roles import Role
from tests import make
from tests.conftest import FrozenClock
from tests.keys import press, type_as_person


@pytest.fixture
def shop_folder(tmp_path: Path, frozen: FrozenClock) -> Iterator[Path]:
    """A shop on disk that sold once more since its backup."""
    folder = tmp_path / "toko"
    folder.mkdir()
    open_database(folder / "pkkmart.db", synchronous="off")
    rina = make.cashier()
    add_user(SYSTEM, "Bu Endang", "4321", Role.TREASURER)
    add_user(SYSTEM, "Bu Ketua", "9876", Role.ADMIN)
    gula = make.product()
    make.bought(gula, 10, 150_000)
    make.shift(rina)
    make.sell(rina, (gula, 1))
    (tmp_path / "usb").mkdir()
    backup = make_backup(tmp_path / "usb").path
    backup.rename(tmp_path / "usb" / "kemarin.db")
    make.sell(rina, (gula, 2))
    make.bought(gula, 5, 80_000)
    yield folder
    close_database()


@pytest.fixture
def card(shop_folder: Path, qtbot: QtBot, tmp_path: Path) -> BackupCard:
    window = QWidget()
    window.resize(1_024, 700)
    layout = QVBoxLayout(window)
    card = BackupCard(Context(Messages(window), PcFile(tmp_path / "pc.json"), SYSTEM, window, till_id=1))
    layout.addWidget(card)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    return card


def _told(card: BackupCard) -> list[str]:
    panel = card.context.messages.panel()
    assert panel is not None
    return [words.text() for words in panel.findChildren(QLabel)]


def _to_the_pins(card: BackupCard, qtbot: QtBot, backup: Path) -> list[RestoreWish]:
    wishes: list[RestoreWish] = []
    card.restore_wished.connect(wishes.append)
    card.restore_steps.take(backup)
    qtbot.waitUntil(lambda: card.context.messages.panel() is not None and "Langkah 2" in " ".join(_told(card)))
    told = "\n".join(_told(card))
    assert "1 struk akan hilang" in told
    assert "nilainya 35.000" in told
    assert "Penjualan: 1, senilai" in told
    assert "Pembelian: 1, senilai Rp 80.000" in told
    press(card, "Enter")
    QApplication.processEvents()
    assert "Langkah 3 dari 3: PIN bendahara dan ketua" in _told(card)
    return wishes


def test_it_tells_what_would_be_lost_and_needs_two_pins(card: BackupCard, qtbot: QtBot, tmp_path: Path) -> None:
    backup = tmp_path / "usb" / "kemarin.db"
    wishes = _to_the_pins(card, qtbot, backup)
    press(card, "Tab")
    type_as_person(card, "4321")
    press(card, "Enter")
    assert "Ketik PIN, 4 sampai 8 angka." in _told(card)
    type_as_person(card, "1111")
    press(card, "Enter")
    assert "PIN salah. Coba lagi." in _told(card)
    assert wishes == []
    type_as_person(card, "9876")
    press(card, "Enter")
    assert wishes == [RestoreWish(backup, "Bu Endang", "Bu Ketua")]
    assert len(fetch("SELECT id FROM sale")) == 2, "nothing is changed while the window is open"


def test_the_shop_that_comes_back_has_the_mark_and_the_present_file(shop_folder: Path, tmp_path: Path) -> None:
    close_database()
    said = restore_shop(RestoreWish(tmp_path / "usb" / "kemarin.db", "Bu Endang", "Bu Ketua"), shop_folder)
    (saved,) = shop_folder.glob("pkkmart-sebelum-pulih-*.db")
    assert (said.sentence, said.went) == (
        f"Toko dipulihkan dari kemarin.db. Data sebelumnya disimpan di {saved.name}.", True,
    )  # fmt: skip
    with opened_shop(shop_folder):
        assert len(fetch("SELECT id FROM sale")) == 1
        (mark,) = fetch("SELECT subject, details FROM audit WHERE act = 'note_restore'")
        assert mark[0] == "kemarin.db"
        assert "Bu Endang dan Bu Ketua" in mark[1]
        assert saved.name in mark[1]


def test_a_power_cut_after_the_restore_costs_no_mark(
    shop_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    close_database()
    monkeypatch.setattr(restore_wish, "opened_shop", _power_cut)
    wish = RestoreWish(tmp_path / "usb" / "kemarin.db", "Bu Endang", "Bu Ketua")
    with pytest.raises(KeyboardInterrupt):
        restore_shop(wish, shop_folder)
    for _start in range(2):
        with opened_shop(shop_folder):
            finish_mark(pc_file(shop_folder), shop_folder)
            (mark,) = fetch("SELECT subject, details FROM audit WHERE act = 'note_restore'")
            assert (mark[0], "Bu Endang dan Bu Ketua" in mark[1]) == ("kemarin.db", True)
            assert len(fetch("SELECT id FROM sale")) == 1


def test_a_power_cut_before_the_restore_leaves_no_mark(
    shop_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    close_database()
    monkeypatch.setattr("pkkmart.core.restore.restore", _power_cut)
    wish = RestoreWish(tmp_path / "usb" / "kemarin.db", "Bu Endang", "Bu Ketua")
    with pytest.raises(KeyboardInterrupt):
        restore_shop(wish, shop_folder)
    with opened_shop(shop_folder):
        finish_mark(pc_file(shop_folder), shop_folder)
        assert fetch("SELECT subject FROM audit WHERE act = 'note_restore'") == []
        assert len(fetch("SELECT id FROM sale")) == 2


def _power_cut(*_told: object, **_more: object) -> None:
    raise KeyboardInterrupt


def test_a_backup_that_is_gone_changes_nothing(shop_folder: Path, tmp_path: Path) -> None:
    close_database()
    said = restore_shop(RestoreWish(tmp_path / "usb" / "dicabut.db", "Bu Endang", "Bu Ketua"), shop_folder)
    assert not said.went
    assert "dicabut.db" in said.sentence
    with opened_shop(shop_folder):
        assert len(fetch("SELECT id FROM sale")) == 2
