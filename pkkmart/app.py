"""The composition root of the window: fonts, theme, scanner, printer thread, main window. Nothing else wires."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from pkkmart.core import clock
from pkkmart.core.errors import PkkError
from pkkmart.core.i18n import _
from pkkmart.core.operation import Changed
from pkkmart.core.settings import PcFile
from pkkmart.core.shop import opened_shop, pc_file, use_pc_language
from pkkmart.printing.settings import read_printer
from pkkmart.printing.spool import SpoolWorker
from pkkmart.shell.automatic_backup import back_up_at_close
from pkkmart.shell.restore_wish import RestoreWish, Said, finish_mark, restore_shop
from pkkmart.shell.window import MainWindow
from pkkmart.ui.buttons import PrimaryButton
from pkkmart.ui.cards import Words
from pkkmart.ui.collector import Collector
from pkkmart.ui.keys import ScanFilter
from pkkmart.ui.layout import aligned, column
from pkkmart.ui.qt_words import speak_our_language
from pkkmart.ui.run import install_catcher
from pkkmart.ui.theme import apply_theme, load_fonts
from pkkmart.ui.worker import end_chores

_RESTORE = 72
"""Exit status of the event loop by which the window asks for a restore."""

_SHOW_DEMO = 71
"""Exit status of the event loop by which the window asks for the demo shop."""

DEMO_FOLDER = "contoh"


def run_window(folder: Path) -> int:
    """Open the shop's window and stay until it is closed; returns the exit status."""
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    app.setApplicationName("PKK Mart")
    load_fonts()
    use_pc_language(pc_file(folder))
    try:
        status = _serve(app, folder)
        if status == _SHOW_DEMO:
            status = _serve(app, folder / DEMO_FOLDER, prepare=_play_demo)
    except PkkError as error:
        return _refuse(app, str(error))
    return 0 if status == _SHOW_DEMO else status


def _play_demo() -> None:
    from pkkmart.demo.play import is_demo, play  # imported late: hardly any start needs it

    if not is_demo():
        play(days=10, seed=7, until=clock.today())


def _serve(app: QApplication, folder: Path, *, prepare: Callable[[], object] = lambda: None) -> int:
    """Show the window of one shop, again after each restore; returns the exit status of its event loop."""
    said: Said | None = None
    while True:
        wishes: list[RestoreWish] = []
        with opened_shop(folder) as data:
            finish_mark(pc_file(data), data)
            prepare()
            status = _run(app, pc_file(data), wishes, said)
        if status != _RESTORE or not wishes:
            return status
        said = restore_shop(wishes[0], folder)


def _run(app: QApplication, pc: PcFile, wishes: list[RestoreWish], said: Said | None) -> int:
    dress(app, pc)
    speak_our_language(app)
    collector = Collector(app)
    scans = ScanFilter(app)
    window = MainWindow(pc, scans)
    undo_catcher = install_catcher(window.messages)
    worker = SpoolWorker(lambda: read_printer(pc), window.printer_told.emit)
    window.changed.connect(lambda changes: worker.wake() if Changed.PRINT_JOBS in changes else None)
    window.look_changed.connect(lambda: dress(app, pc))
    window.demo_wished.connect(lambda: app.exit(_SHOW_DEMO))
    window.restore_wished.connect(wishes.append)
    window.restore_wished.connect(lambda _wish: app.exit(_RESTORE))
    worker.start()
    window.showMaximized()
    if said is not None:
        title = _("Pemulihan selesai") if said.went else _("Pemulihan tidak jadi")
        window.messages.ask(said.sentence, title=title, yes=_("Mengerti"), on_yes=lambda: None, only_yes=True)
    window.second.fit()
    try:
        return int(app.exec())
    finally:
        worker.stop()
        window.close_for_good()
        end_chores()
        if not wishes:  # else a new backup could crowd out the one that is wanted; the restore saves the present file
            back_up_at_close(pc)
        app.removeEventFilter(scans)
        undo_catcher()
        collector.stop()


def dress(app: QApplication, pc: PcFile) -> None:
    """Text size and theme as this PC has them."""
    apply_theme(app, scale_percent=pc.get("ui.scale_percent", 100), dark=pc.get("ui.theme", "light") == "dark")


def _refuse(app: QApplication, sentence: str) -> int:
    """Say why the shop can't be opened, in a window, since a double click shows no terminal."""
    apply_theme(app)
    print(sentence, file=sys.stderr)  # noqa: T201 - for whoever started it from a terminal
    window = QWidget()
    window.setWindowTitle("PKK Mart")
    window.setProperty("look", "ground")
    words = Words(sentence, "medium", wrap=True)
    words.setMinimumWidth(460)
    column(
        words,
        aligned(PrimaryButton(_("Tutup"), on_click=window.close), Qt.AlignmentFlag.AlignRight),
        margins=32,
        spacing=20,
        on=window,
    )
    window.show()
    app.exec()
    return 1
