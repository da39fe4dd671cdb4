"""A question about what is unusual: Enter goes back to mend it, F12 goes on."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from pkkmart.core.errors import Unusual
from pkkmart.ui.messages import Messages
from pkkmart.ui.run import run_confirmed


class Far(Unusual):
    key = "far"
    template = "999, padahal biasanya 18"


def test_enter_goes_back_and_f12_goes_on(qapp: QApplication) -> None:
    host, done = QWidget(), list[str]()
    messages = Messages(host)
    host.resize(800, 600)
    host.show()

    def act(confirmed: frozenset[str]) -> str:
        if Far.key not in confirmed:
            raise Far
        return "booked"

    for key, booked in ((Qt.Key.Key_Return, list[str]()), (Qt.Key.Key_F12, ["booked"])):
        run_confirmed(messages, act, done.append, yes="Tetap simpan")
        panel = messages.panel()
        assert panel is not None
        assert messages.history[-1].text == "999, padahal biasanya 18"
        QTest.keyClick(panel, key)
        assert done == booked
        assert messages.panel() is None
    host.close()
