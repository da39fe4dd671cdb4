"""What a slip laid over the page says and offers."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QAbstractButton

from pkkmart.ledger.screen.slip import SlipPaper


def slip_on_top(shown: Any) -> tuple[str, str, list[str]]:
    """The sentence over the slip on top, its text, and the words of its buttons; `shown` has `messages`."""
    panel = shown.messages.panel()
    assert panel is not None, "nothing lies over the page"
    (paper,) = panel.findChildren(SlipPaper)
    buttons = [one for one in panel.findChildren(QAbstractButton) if one.isVisible()]
    return panel.sentence, paper.text.text(), [one.accessibleName() or one.text() for one in buttons]
