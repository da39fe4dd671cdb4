"""The shop and the window of a random hand: a copied demo shop, wired as the program does; nothing real is touched."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import pytest
from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QFileDialog

from pkkmart.app import dress
from pkkmart.core.actor import SYSTEM
from pkkmart.core.operation import Changed
from pkkmart.core.settings import PcFile
from pkkmart.printing.settings import PrinterKind, PrinterSettings
from pkkmart.printing.spool import pump
from pkkmart.shell.window import MainWindow
from pkkmart.ui.keys import ScanFilter
from pkkmart.ui.run import install_catcher
from pkkmart.ui.worker import end_chores
from pkkmart.users.operations import add_user
from pkkmart.users.roles import Role
from tests.closing.conftest import file_shop
from tests.conftest import Demo, FrozenClock
from tests.screens.random_hand import RandomHand


class _Wrong(logging.Handler):
    """Collects what the program logs as an error: each is a bug that its catcher told."""

    def __init__(self, wrong: list[str]) -> None:
        super().__init__(logging.ERROR)
        self._wrong = wrong
        self.setFormatter(logging.Formatter())

    def emit(self, record: logging.LogRecord) -> None:
        self._wrong.append(self.format(record))


def _file_dialogs(dice: Random, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The dialog for a file answers at once: with a file or folder of the test's own, or with nothing."""
    files = {
        "satu.csv": "nama,harga\nKeripik Baru,5000\n",
        "rusak.db": "bukan basis data",
        "gambar.png": "bukan gambar",
    }
    for name, content in files.items():
        (folder / name).write_text(content)

    def answer(dialog: QFileDialog) -> None:
        if dialog.fileMode() is QFileDialog.FileMode.Directory:
            path = folder
        elif dialog.acceptMode() is QFileDialog.AcceptMode.AcceptSave:
            path = folder / f"simpan-{dice.randrange(10)}.{dialog.defaultSuffix() or 'txt'}"
        else:
            path = dice.choice(sorted(one for one in folder.rglob("*") if one.is_file()))
        if dice.random() < 0.7:
            dialog.fileSelected.emit(str(path))
        dialog.deleteLater()

    monkeypatch.setattr(QFileDialog, "open", answer)


@contextmanager
def random_hand(
    demo: Demo,
    now: FrozenClock,
    app: QApplication,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    *,
    seed: int,
    role: Role,
    size: tuple[int, int],
) -> Iterator[RandomHand]:
    """A hand at the window of a copied demo shop, wired as `app.py` does; its printer is a file."""
    monkeypatch.setenv("HOME", str(folder))
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _url: True)
    (files := folder / "berkas").mkdir()
    _file_dialogs(Random(seed + 1), files, monkeypatch)
    now.at = datetime(2026, 11, 20, 7, 30, tzinfo=UTC)  # the demo's last shift is open
    file_shop(demo.copy, folder / "toko")
    add_user(SYSTEM, "Bu Kepala", "3456", Role.SUPERVISOR)
    pc = PcFile(folder / "pc.json")
    window = MainWindow(pc, ScanFilter(app))
    window.look_changed.connect(lambda: dress(app, pc))
    printer = PrinterSettings(kind=PrinterKind.FILE, path=str(folder / "kertas.bin"))
    changes: set[Changed] = {Changed.PRINT_JOBS}
    window.changed.connect(changes.update)

    def print_out() -> None:
        if Changed.PRINT_JOBS in changes:
            changes.clear()
            window.printer_told.emit(pump(printer))

    hand = RandomHand(window, seed, role, now, print_out)
    handler = _Wrong(hand.wrong)
    undo = install_catcher(window.messages)

    def qt_says(kind: QtMsgType, _where: QMessageLogContext, text: str) -> None:
        hand.seen[f"Qt {kind.name}"] += 1
        if kind in (QtMsgType.QtCriticalMsg, QtMsgType.QtFatalMsg):
            hand.wrong.append(f"Qt: {text}")

    before = qInstallMessageHandler(qt_says)
    logging.getLogger().addHandler(handler)
    try:
        window.resize(*size)
        window.show()
        window.activateWindow()
        QApplication.processEvents()
        yield hand
    finally:
        logging.getLogger().removeHandler(handler)
        qInstallMessageHandler(before)
        undo()
        end_chores()
        window.close()
