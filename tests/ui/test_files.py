"""The dialog for files speaks Indonesian, every word of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QLineEdit, QPushButton, QToolButton, QTreeView, QWidget

from pkkmart.ui.files import Wish, ask_path
from tests.ui.conftest import Stage

ENGLISH = {"file", "files", "directory", "look", "type", "name", "size", "date", "modified", "open", "save", "cancel",
           "choose", "back", "forward", "create", "new", "list", "detail", "view", "parent", "computer"}  # fmt: skip


def _said(dialog: QFileDialog) -> list[str]:
    """Everything the dialog says of its own accord."""
    labels = [one.text() for one in dialog.findChildren(QLabel) if one.isVisible()]
    buttons = [one.text() for one in dialog.findChildren(QPushButton) if one.isVisible()]
    tips = [one.toolTip() for one in dialog.findChildren(QToolButton) if one.isVisible()]
    (tree,) = dialog.findChildren(QTreeView)
    header = [str(tree.model().headerData(place, tree.header().orientation())) for place in range(4)]
    return [words for words in (*labels, *buttons, *tips, *header) if words]


@pytest.mark.parametrize("wish", Wish)
def test_every_word_is_ours(stage: Stage, wish: Wish, tmp_path: Path) -> None:
    dialog = ask_path(
        stage.window, wish, "Pilih berkas", lambda _path: None, start=tmp_path, kinds=["Lembar CSV (*.csv)"]
    )
    QApplication.processEvents()
    said = _said(dialog)
    english = [words for words in said if ENGLISH & set(words.lower().replace("&", "").replace(":", "").split())]
    assert english == []
    assert {"Batal", "Nama", "Ukuran", "Diubah"} <= {words.replace("&", "") for words in said}
    assert {"Buka", "Simpan", "Pilih folder ini"} & {words.replace("&", "") for words in said}
    dialog.close()


def test_the_path_is_told(stage: Stage, tmp_path: Path) -> None:
    told: list[Path] = []
    dialog = ask_path(stage.window, Wish.SAVE, "Simpan", told.append, start=tmp_path, name="satu", suffix="csv")
    QApplication.processEvents()
    dialog.accept()
    assert told == [tmp_path / "satu.csv"]


def test_the_menu_of_a_field_is_ours(stage: Stage) -> None:
    field = QLineEdit()
    stage.add(field)
    ask_path(stage.window, Wish.OPEN, "Pilih", lambda _path: None).close()
    words = [action.text().split("\t")[0].replace("&", "") for action in field.createStandardContextMenu().actions()]
    assert [one for one in words if one] == ["Urungkan", "Ulangi", "Potong", "Salin", "Tempel", "Hapus", "Pilih semua"]


def test_a_name_that_is_being_completed_gets_every_letter(stage: Stage, tmp_path: Path) -> None:
    for name in ("pkk-kemarin.db", "pkk-tadi.db"):
        (tmp_path / name).touch()
    dialog = ask_path(stage.window, Wish.OPEN, "Pilih cadangan", lambda _path: None, start=tmp_path)
    field = dialog.findChild(QLineEdit, "fileNameEdit")
    assert isinstance(field, QLineEdit)
    settle()
    field.setFocus()
    _key(field, Qt.Key.Key_P, "p", 10_000)
    settle()
    over_it = field.completer().popup()
    assert over_it.isVisible()
    _key(over_it, Qt.Key.Key_K, "k", 10_500)
    over_it.hide()
    assert field.text() == "pk"
    dialog.close()


def settle() -> None:
    """The folder is read on another thread."""
    for _again in range(8):
        QApplication.processEvents()


def _key(target: QWidget, key: Qt.Key, letter: str, at_ms: int) -> None:
    event = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, letter)
    event.setTimestamp(at_ms)
    QApplication.sendEvent(target, event)
