"""A document that has no page of its own is shown as the slip it printed."""

from __future__ import annotations

from pkkmart.core.i18n import _
from pkkmart.printing.queries import elements_of, jobs_of
from pkkmart.sales.screen.done import ReceiptPaper
from pkkmart.ui.doors import Door
from pkkmart.ui.messages import Messages
from pkkmart.ui.run import run


def show_paper(messages: Messages, door: Door) -> None:
    """Lay the original slip of a document over the page; one that never printed says where it lives."""
    assert door.id is not None
    jobs = run(messages, jobs_of, door.kind, door.id) or []
    if not jobs:
        messages.attention(_("Dokumen ini tidak punya slip; rinciannya ada di jurnal."))
        return
    paper = ReceiptPaper()
    paper.show_elements(run(messages, elements_of, jobs[0].id) or [])
    paper.setMinimumHeight(420)
    messages.ask(jobs[0].title, yes=_("Tutup"), on_yes=lambda: None, content=paper, only_yes=True)
