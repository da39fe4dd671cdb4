"""Where backups go, when the last one was made, and one button that makes one now."""

from __future__ import annotations

import os
from pathlib import Path

from PySide6.QtCore import Signal

from pkkmart.core import clock
from pkkmart.core.backup import FOLDER_KEY, BackupResult, back_up, last_backup
from pkkmart.core.db import db
from pkkmart.core.i18n import _, date_short, time_short
from pkkmart.core.settings import PcFile
from pkkmart.shell.restore_steps import RestoreSteps
from pkkmart.ui.buttons import SecondaryButton
from pkkmart.ui.cards import Card, SectionTitle, StatusDot, Words, Wrapped
from pkkmart.ui.fields import Labeled, TextField
from pkkmart.ui.files import Wish, ask_path
from pkkmart.ui.layout import STRETCH
from pkkmart.ui.page import Context
from pkkmart.ui.worker import Steps, run_chore


class BackupCard(Card):
    """The folder, the last backup, "Cadangkan sekarang", and the way back. Picked, the folder holds at once."""

    restore_wished = Signal(object)
    """Two people want a backup back (RestoreWish): the window has to close for it."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.folder = TextField(_("Folder cadangan"), placeholder=_("belum dipilih"), limit=400)
        self.folder.setReadOnly(True)
        self._named = Labeled(_("Folder, sebaiknya di USB atau disk lain"), self.folder)
        self.pick = SecondaryButton(_("Pilih folder …"), icon="folder-open", on_click=self.choose)
        self.now = SecondaryButton(_("Cadangkan sekarang"), icon="hard-drive-download", on_click=self.back_up)
        self.restore_steps = RestoreSteps(context, self.restore_wished.emit)
        self.restore = SecondaryButton(_("Pulihkan dari cadangan …"), icon="history", on_click=self.restore_steps.begin)
        self.state = StatusDot()
        self.where = Wrapped("", "caption", tone="muted")
        hint = _("Cadangan dibuat sendiri sesudah tiap sif dan saat tutup buku, lalu diperiksa.")
        self.add(SectionTitle(_("Cadangan")), self._named, self.pick, self.now, self.state, self.where)
        self.add(Words(hint, "caption", wrap=True), self.restore, STRETCH)
        self.reload()

    def reload(self) -> None:
        """Show what this PC remembers."""
        pc = self.context.pc
        folder = pc.get(FOLDER_KEY, "")
        self.folder.setText(folder)
        self.folder.setCursorPosition(0)
        self._named.set_error(_folder_trouble(folder))
        self.now.setEnabled(bool(folder))
        words, tone = backup_words(pc)
        self.state.set(words, tone)
        last = last_backup(pc)
        self.where.setText(last.path.name if last is not None else "")
        self.where.setVisible(last is not None)

    def choose(self) -> None:
        """Ask for a folder."""
        ask_path(self, Wish.FOLDER, _("Pilih folder cadangan"), self.use, start=self._start())

    def _start(self) -> Path:
        """The folder a dialog shows first."""
        return Path(self.context.pc.get(FOLDER_KEY, "") or Path.home())

    def use(self, folder: Path) -> None:
        """Keep a folder for the backups of this PC."""
        self.context.pc.set(FOLDER_KEY, str(folder))
        self.reload()

    def back_up(self) -> None:
        """Make a backup while the window goes on, and show what came of it."""
        pc = self.context.pc

        def work(steps: Steps) -> BackupResult:
            return back_up(pc, progress=steps)

        run_chore(self.context.messages, _("Mencadangkan data toko"), work, self._done)

    def _done(self, result: BackupResult) -> None:
        self.reload()
        self.context.messages.good(_("Cadangan tersimpan: {name}").format(name=result.path.name))


def backup_words(pc: PcFile) -> tuple[str, str]:
    """How the last backup is, and the tone of it."""
    last = last_backup(pc)
    if last is None:
        return _("Belum pernah dicadangkan"), "danger"
    at = clock.local(last.at)
    days = (clock.today() - at.date()).days
    day = {0: _("hari ini"), 1: _("kemarin")}.get(days, date_short(at.date()))
    told = _("Cadangan terakhir {day} {time}").format(day=day, time=time_short(at))
    if not last.is_there:
        return told + " · " + _("berkasnya tidak terlihat"), "danger"
    return told, "good" if days <= 3 else "attention"


def _folder_trouble(folder: str) -> str:
    """What is wrong with a folder, "" when nothing is."""
    if not folder:
        return ""
    path = Path(folder)
    try:
        if not path.is_dir():
            return _("Folder ini tidak terlihat sekarang. Colokkan USB-nya.")
        if os.stat(path).st_dev == os.stat(Path(db.database).absolute().parent).st_dev:
            return _("Satu disk dengan data toko: bila disk rusak, cadangan ikut hilang.")
    except OSError as error:
        return str(error.strerror or error)
    return ""
