"""The automatic backup: after each shift, and when the program is closed."""

from __future__ import annotations

import logging

from PySide6.QtCore import QObject

from pkkmart.core.backup import FOLDER_KEY, BackupResult, back_up
from pkkmart.core.errors import PkkError
from pkkmart.core.i18n import _
from pkkmart.core.operation import Changed
from pkkmart.core.settings import PcFile
from pkkmart.till.queries import open_shift, till_of_pc
from pkkmart.ui.messages import Messages
from pkkmart.ui.run import run
from pkkmart.ui.worker import Steps, run_chore

log = logging.getLogger(__name__)


class AutomaticBackup(QObject):
    """Makes a backup when a shift ends. Without a chosen folder it does nothing; a failure is only told."""

    def __init__(self, messages: Messages, pc: PcFile, parent: QObject) -> None:
        super().__init__(parent)
        self._messages, self._pc = messages, pc
        self._open_id = self._shift_id()

    def _shift_id(self) -> int | None:
        shift = run(self._messages, lambda: open_shift(till_of_pc(self._pc)))
        return shift.id if shift else None

    def heard(self, changes: frozenset[Changed]) -> None:
        """Something was committed: back up when it ended a shift."""
        if Changed.SHIFT not in changes:
            return
        before, self._open_id = self._open_id, self._shift_id()
        if before is not None and self._open_id is None and self._pc.get(FOLDER_KEY, ""):
            run_chore(self._messages, _("Membuat cadangan data toko …"), self._work, self._done)

    def _work(self, steps: Steps) -> BackupResult:
        return back_up(self._pc, progress=steps)

    def _done(self, result: BackupResult) -> None:
        self._messages.good(_("Cadangan tersimpan dan diperiksa: {name}.").format(name=result.path.name))


def back_up_at_close(pc: PcFile) -> None:
    """Make the backup of a closing program; what fails is in the log and on Beranda tomorrow."""
    if pc.get(FOLDER_KEY, ""):
        try:
            back_up(pc)
        except PkkError as error:
            log.warning("no backup at close: %s", error)
