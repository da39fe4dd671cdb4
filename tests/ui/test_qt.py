"""The toolkit itself: what has already bitten us must not come back with an upgrade."""

from __future__ import annotations

import sys

import PySide6
import pytest
from PySide6.QtWidgets import QApplication, QWidget

BROKEN = PySide6.__version__ == "6.12.0" and sys.version_info < (3, 12)


@pytest.mark.xfail(BROKEN, reason="PySide6 6.12.0 needs immortal objects, which Python 3.11 has not", strict=True)
def test_a_call_takes_no_reference_of_none_away(qapp: QApplication) -> None:
    """PySide6 6.12.0 on Python 3.11 loses one at every call that returns nothing, until the program aborts."""
    widget = QWidget()
    before = sys.getrefcount(None)
    for _again in range(200):
        widget.setEnabled(True)
    lost = before - sys.getrefcount(None)
    assert lost < 100
