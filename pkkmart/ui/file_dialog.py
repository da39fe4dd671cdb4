"""The dialog that asks for one file: the window's own, not in the way of anything else."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget


def ask_file(parent: QWidget, title: str, kinds: str, take: Callable[[Path], object], *, save_as: str = "") -> None:
    """Ask for a file of some kinds and hand its path on; under the name `save_as`, for one to be written."""
    dialog = QFileDialog(parent, title, save_as, kinds)
    dialog.setFileMode(QFileDialog.FileMode.AnyFile if save_as else QFileDialog.FileMode.ExistingFile)
    if save_as:
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.fileSelected.connect(lambda name: take(Path(name)))
    dialog.open()
