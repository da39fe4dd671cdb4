"""What came of a closing: where the papers and the backup lie, and what to repeat."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt

from pkkmart.closing.close import SavedMonth
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

    def show_saved(self, saved: SavedMonth | None) -> None:
        """Show the papers and backup of a closed month; None hides the card."""
        self.setVisible(saved is not None)
        if saved is None:
            return
        self.title.setText(_("{month} sudah ditutup").format(month=month_name(saved.month)))
        self.papers.setText(_("{count} laporan di {folder}").format(count=len(saved.files), folder=saved.folder))
        self.papers.setVisible(bool(saved.files))
        self.backup.setText(_("Cadangan: {path}").format(path=saved.backup.path) if saved.backup else "")
        self.backup.setVisible(saved.backup is not None)
        self.troubles.setText("\n".join(saved.troubles))
        self.troubles.setVisible(bool(saved.troubles))
        self.again.setVisible(bool(saved.troubles))
        self.set_tone("attention" if saved.troubles else "tint")
