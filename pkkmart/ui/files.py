"""Asking for a file or a folder: the one dialog of the program, in its language."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from enum import Enum
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QPushButton, QWidget

from pkkmart.core.i18n import _
from pkkmart.ui.qt_words import speak_our_language


class Wish(Enum):
    """What is asked for: a file to read, a file to write, a folder."""

    OPEN = "open"
    SAVE = "save"
    FOLDER = "folder"


def ask_path(
    owner: QWidget,
    wish: Wish,
    title: str,
    chosen: Callable[[Path], object],
    *,
    kinds: Sequence[str] = (),
    start: Path | None = None,
    name: str = "",
    suffix: str = "",
) -> QFileDialog:
    """Ask for a path and call `chosen` with it; the window goes on meanwhile.

    `kinds` are lines like `Berkas PDF (*.pdf)`, `start` the folder shown first, `name` the file offered, `suffix`
    what a typed name without one gets. Windows and macOS show the dialog their people know; elsewhere it is Qt's own.
    """
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    speak_our_language(app)
    dialog = QFileDialog(owner, title, str(start) if start is not None else "")
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog, sys.platform not in ("win32", "darwin"))
    if wish is Wish.FOLDER:
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    elif wish is Wish.SAVE:
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(suffix)
    else:
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    if kinds:
        dialog.setNameFilters(list(kinds))
        if wish is Wish.SAVE:
            dialog.filterSelected.connect(lambda kind: _follow_kind(dialog, kind))
    if name:
        dialog.selectFile(name)
    accept = {Wish.OPEN: _("Buka"), Wish.SAVE: _("Simpan"), Wish.FOLDER: _("Pilih folder ini")}
    for label, words in (
        (QFileDialog.DialogLabel.LookIn, _("Lihat di")),
        (QFileDialog.DialogLabel.FileName, _("Folder") if wish is Wish.FOLDER else _("Nama berkas")),
        (QFileDialog.DialogLabel.FileType, _("Jenis berkas")),
        (QFileDialog.DialogLabel.Accept, accept[wish]),
        (QFileDialog.DialogLabel.Reject, _("Batal")),
    ):
        dialog.setLabelText(label, words)
    for button in dialog.findChildren(QPushButton):
        button.setIcon(QIcon())
    dialog.resize(min(840, owner.window().width() - 40), min(540, owner.window().height() - 40))
    dialog.fileSelected.connect(lambda path: chosen(Path(path)))
    dialog.open()
    return dialog


def _follow_kind(dialog: QFileDialog, kind: str) -> None:
    """Give the file offered the ending of the kind that was chosen (`Berkas CSV (*.csv)`)."""
    ending = kind.rpartition("*.")[2].rstrip(")")
    dialog.setDefaultSuffix(ending)
    name_field = dialog.findChild(QLineEdit, "fileNameEdit")  # none in a native dialog, which does it by itself
    if name_field is not None and name_field.text():
        name_field.setText(Path(name_field.text()).with_suffix(f".{ending}").name)
