"""What came of a closing: where the papers and the backup lie, and what to repeat."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt

from pkkmart.closing.close import Kept
from pkkmart.core.i18n import _
from pkkmart.ledger.operations import month_name
from pkkmart.ui.buttons import SecondaryButton
from pkkmart.ui.cards import Card, SectionTitle, Words


class ResultCard(Card):
    """The card that appears once a month is closed."""

    def __init__(self, again: Callable[[], object]) -> None:
        super().__init__(padding=16, spacing=8, tone="tint")
        self.title = SectionTitle("")
        self.papers = Words("", "caption", wrap=True)
        self.backup = Words("", "caption", wrap=True)
        self.troubles = Words("", tone="danger", wrap=True)
        self.again = SecondaryButton(_("Ulangi laporan dan cadangan"), icon="refresh-cw", on_click=again)
        self.add(self.title, self.papers, self.backup, self.troubles, self.again)
        for words in (self.papers, self.backup):
            words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.hide()

    def show_kept(self, kept: Kept | None) -> None:
        """Show what was kept; nothing hides the card."""
        self.setVisible(kept is not None)
        if kept is None:
            return
        self.title.setText(_("{month} sudah ditutup").format(month=month_name(kept.month)))
        self.papers.setText(_("{count} laporan di {folder}").format(count=len(kept.files), folder=kept.folder))
        self.papers.setVisible(bool(kept.files))
        self.backup.setText(_("Cadangan: {path}").format(path=kept.backup.path) if kept.backup else "")
        self.backup.setVisible(kept.backup is not None)
        self.troubles.setText("\n".join(kept.troubles))
        self.troubles.setVisible(bool(kept.troubles))
        self.again.setVisible(bool(kept.troubles))
        self.set_tone("attention" if kept.troubles else "tint")
