"""A window in the look of the program, with the scan filter at work."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from pkkmart.ui.keys import ScanFilter
from pkkmart.ui.messages import Messages


@dataclass
class Stage:
    """A window under test: put widgets in it, read what was scanned."""

    window: QWidget
    messages: Messages
    scans: ScanFilter
    codes: list[str] = field(default_factory=list)

    def add(self, widget: QWidget) -> None:
        layout = self.window.layout()
        assert layout is not None
        layout.addWidget(widget)
        widget.show()


@pytest.fixture
def stage(qtbot: QtBot, qapp: QApplication) -> Stage:
    window = QWidget()
    QVBoxLayout(window)
    window.resize(900, 700)
    scans = ScanFilter(qapp)
    stage = Stage(window, Messages(window), scans)
    scans.scanned.connect(stage.codes.append)
    window.show()
    return stage
