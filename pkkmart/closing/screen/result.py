"""What came of a closing: where the papers and the backup lie, and what to repeat."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices

from pkkmart.closing.close import SavedMonth
from pkkmart.core.i18n import _
from pkkmart.ledger.operations import month_name
from pkkmart.ui.buttons import SecondaryButton
from pkkmart.ui.cards import Card, SectionTitle, Words


class ResultCard(Card):
    """The card that appears once a month is closed."""

    def __init__(self, again: Callable[[], object]) -> None:
        super().__init__(padding=16, spacing=8, tone="tint")
        self.viewer: Callable[[QUrl], bool] = QDesktopServices.openUrl
        self._folder: Path | None = None
        self.open_button = SecondaryButton(_("Buka laporan"), icon="folder-open", on_click=self.open_folder)
        self.title = SectionTitle("")
        self.papers = Words("", "caption", wrap=True)
        self.backup = Words("", "caption", wrap=True)
        self.troubles = Words("", tone="danger", wrap=True)
        self.again = SecondaryButton(_("Ulangi laporan dan cadangan"), icon="refresh-cw", on_click=again)
        self.add(self.title, self.papers, self.open_button, self.backup, self.troubles, self.again)
        for words in (self.papers, self.backup):
            words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.hide()

    def open_folder(self) -> None:
        """Show the folder of the papers in the program this PC has for folders."""
        if self._folder is not None and not self.viewer(QUrl.fromLocalFile(str(self._folder))):
            self.troubles.setText(_("Folder tidak bisa dibuka di komputer ini: {folder}").format(folder=self._folder))
            self.troubles.show()

    def show_saved(self, saved: SavedMonth | None) -> None:
        """Show the papers and backup of a closed month; None hides the card."""
        self.setVisible(saved is not None)
        if saved is None:
            return
        self.title.setText(_("{month} sudah ditutup").format(month=month_name(saved.month)))
        self.papers.setText(_("{count} laporan di {folder}").format(count=len(saved.files), folder=saved.folder))
        self.papers.setVisible(bool(saved.files))
        self._folder = saved.folder if saved.files else None
        self.open_button.setVisible(bool(saved.files))
        self.backup.setText(_("Cadangan: {path}").format(path=saved.backup.path) if saved.backup else "")
        self.backup.setVisible(saved.backup is not None)
        self.troubles.setText("\n".join(saved.troubles))
        self.troubles.setVisible(bool(saved.troubles))
        self.again.setVisible(bool(saved.troubles))
        self.set_tone("attention" if saved.troubles else "tint")
