"""A page of the guide that ships with the program, set in the window's own type."""

from __future__ import annotations

from PySide6.QtWidgets import QTextBrowser

from pkkmart.core.i18n import _
from pkkmart.core.paths import resources_dir
from pkkmart.ui.theme import current


class Guide(QTextBrowser):
    """One text of resources/guide, by its name without the ending; Page Up and Page Down turn it."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(_("Panduan"))
        self.setOpenLinks(False)
        self.setProperty("look", "guide")
        tokens = current().tokens
        self.document().setDefaultStyleSheet(f"a {{ color: {tokens.primary}; }}")
        self.document().setDefaultFont(current().font())
        self.document().setDocumentMargin(current().px(16))
        self.setMarkdown((resources_dir() / "guide" / f"{name}.md").read_text(encoding="utf-8"))
