"""The page of the papers: pick one, look at it, print it, save it; one key saves the set of the month."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QStandardPaths, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QResizeEvent

from pkkmart.core.db import connection
from pkkmart.core.i18n import N_, _
from pkkmart.core.operation import Changed
from pkkmart.ledger.screen.paper import PaperView
from pkkmart.printing.preview import PagePicture, page_pictures
from pkkmart.reports.documents import month_set, render, write_whole
from pkkmart.reports.months import month_words
from pkkmart.reports.papers import report_of, reports_for
from pkkmart.reports.queries import is_closed, report_months
from pkkmart.ui.buttons import PrimaryButton, SecondaryButton
from pkkmart.ui.cards import Card, Chip, Elided
from pkkmart.ui.choices import ChoiceField
from pkkmart.ui.doors import Door
from pkkmart.ui.fields import Labeled
from pkkmart.ui.files import Wish, ask_path
from pkkmart.ui.keys import KeyAction
from pkkmart.ui.layout import STRETCH, aligned, boxed, column, row, wide
from pkkmart.ui.page import Context, Page
from pkkmart.ui.run import succeeds
from pkkmart.ui.theme import GAP, TARGET, current
from pkkmart.ui.tiles import ListCard
from pkkmart.ui.worker import Chore, Steps, run_chore

FOLDER_KEY: Final = "reports.folder"
"""Where this PC keeps its reports."""

PICTURE_PX: Final = 1_400


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper that was made: which, of what month, its PDF and its pages as pictures."""

    key: str
    month: str
    pdf: bytes
    pages: tuple[PagePicture, ...]


class ReportsPage(Page):
    """The papers of a month at the left, the chosen one at the right as it will be printed."""

    title = N_("Laporan")

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.reports = reports_for(context.actor)
        self.key = self.reports[0].key
        self.paper: Paper | None = None
        self.viewer: Callable[[QUrl], bool] = QDesktopServices.openUrl
        self._chore: Chore[Paper] | None = None
        self.months: ChoiceField[str] = ChoiceField(_("Bulan"))
        self.state = Chip()
        self.cards = {
            report.key: ListCard(_(report.title), _(report.about), on_click=partial(self.choose, report.key))
            for report in self.reports
        }
        self.name = Elided("", "section")
        self.where = Elided("", "caption")
        self.view = PaperView()
        self.print_button = SecondaryButton(_("Buka / cetak"), "Ctrl+P", icon="printer", on_click=self.open_viewer)
        self.save_button = SecondaryButton(_("Simpan PDF"), "F8", icon="save", on_click=self.ask_file)
        self.all_button = PrimaryButton(_("Simpan semua"), "F12", icon="folder-open", on_click=self.ask_folder)
        self._lay()
        self.months.chosen.connect(lambda _month: self.make())
        self.view.moved.connect(self._page_moved)
        self.set_actions(self._actions())

    def _lay(self) -> None:
        self._left = boxed(
            column(
                Labeled(_("Bulan"), self.months),
                aligned(self.state, Qt.AlignmentFlag.AlignLeft),
                *self.cards.values(),
                STRETCH,
                self.where,
                spacing=8,
            )
        )
        head = row(wide(self.name), margins=(10, 4, 4, 2), spacing=8)
        for button in (self.print_button, self.save_button, self.all_button):
            button.setMinimumWidth(TARGET * 2)  # where room is scarce the key on it goes first
            head.addWidget(button)
        glass = Card(padding=8, spacing=6)
        glass.add(head, wide(self.view))
        row(self._left, wide(glass), spacing=GAP + 2, on=self)

    def _actions(self) -> list[KeyAction]:
        return [
            KeyAction("↑↓", _("Laporan lain")),
            KeyAction("Up", _("Laporan sebelum"), lambda: self.step(-1), shown=False),
            KeyAction("Down", _("Laporan berikut"), lambda: self.step(1), shown=False),
            KeyAction("←→", _("Bulan lain")),
            KeyAction("Left", _("Bulan sebelum"), lambda: self.step_month(1), shown=False),
            KeyAction("Right", _("Bulan berikut"), lambda: self.step_month(-1), shown=False),
            KeyAction("PgDown", _("Gulir"), lambda: self.view.turn(1)),
            KeyAction("PgUp", _("Gulir ke atas"), lambda: self.view.turn(-1), shown=False),
            KeyAction("+", _("Perbesar"), lambda: self.view.enlarge(1)),
            KeyAction("-", _("Perkecil"), lambda: self.view.enlarge(-1), shown=False),
            KeyAction("F8", _("Simpan PDF"), self.ask_file),
            KeyAction("F12", _("Simpan semua"), self.ask_folder),
            KeyAction("Ctrl+P", _("Buka / cetak"), self.open_viewer),
        ]

    @property
    def month(self) -> str:
        """The month that is shown."""
        return self.months.value() or report_months()[0]

    def enter(self) -> None:
        month = self.months.value()
        self.months.set_options([(one, month_words(one)) for one in report_months()])
        if month is not None:
            self.months.choose(month)
        self.view.setFocus()
        self.make()

    def show_item(self, door: Door) -> None:
        """Show the paper that `act` names, of the running month."""
        if door.act in self.cards:
            self.months.choose(report_months()[0])
            self.choose(door.act)

    def refresh(self, changes: frozenset[Changed]) -> None:
        if changes - {Changed.PRINT_JOBS}:
            self.make(anew=True)

    def choose(self, key: str) -> None:
        """Show another paper."""
        self.key = key
        self.make()

    def step(self, by: int) -> None:
        """The paper above or below in the list."""
        keys = list(self.cards)
        self.choose(keys[(keys.index(self.key) + by) % len(keys)])

    def step_month(self, by: int) -> None:
        """An older (1) or newer (-1) month; at the end of the list nothing happens."""
        place = self.months.currentIndex() + by
        if 0 <= place < self.months.count():
            self.months.setCurrentIndex(place)
            self.make()

    def make(self, *, anew: bool = False) -> None:
        """Make the chosen paper in a chore and show it; a newer choice overtakes an older one."""
        key, month = self.key, self.month
        self.cards[key].setChecked(True)
        title = _(report_of(key).title)
        self.name.setText(title)
        closed = is_closed(month)
        self.state.set(
            _("Sudah ditutup") if closed else _("Sementara: belum ditutup"), "good" if closed else "attention"
        )
        if self._chore is not None:
            self._chore.cancel()
        self._offer(False)

        def work(steps: Steps) -> Paper:
            steps(0, 0, title)
            with connection():
                pdf = render(key, month)
            steps(0, 0, _("Menggambar halaman"))
            return Paper(key, month, pdf, tuple(page_pictures(pdf, PICTURE_PX)))

        self._chore = run_chore(
            self.context.messages, _("Menyusun laporan"), work, lambda paper: self._made(paper, stay=anew)
        )

    def _made(self, paper: Paper, *, stay: bool) -> None:
        if (paper.key, paper.month) != (self.key, self.month):
            return
        self.paper = paper
        self.view.show_pages(paper.pages, stay=stay)
        self._offer(True)

    def _offer(self, ready: bool) -> None:
        self.print_button.setEnabled(ready)
        self.save_button.setEnabled(ready)
        if not ready:
            self.paper = None

    def _page_moved(self, page: int, pages: int) -> None:
        place = _("halaman {page} dari {pages}").format(page=page, pages=pages) if pages else ""
        self.where.setText(" · ".join(part for part in (month_words(self.month), place) if part))

    def folder(self) -> Path:
        """Where reports go on this PC: the last folder, or the person's documents."""
        known = self.context.pc.get(FOLDER_KEY, "")
        places = QStandardPaths.StandardLocation
        return Path(known or QStandardPaths.writableLocation(places.DocumentsLocation) or Path.home())

    def ask_file(self) -> None:
        """Ask where to save the paper that is shown."""
        if self.paper is None:
            return
        ask_path(
            self,
            Wish.SAVE,
            _("Simpan laporan"),
            self.save,
            kinds=[_("Berkas PDF (*.pdf)")],
            start=self.folder(),
            name=report_of(self.paper.key).file_name(self.paper.month),
            suffix="pdf",
        )

    def ask_folder(self) -> None:
        """Ask for the folder of the month's set."""
        ask_path(self, Wish.FOLDER, _("Pilih folder laporan"), self.save_all, start=self.folder())

    def save(self, path: Path) -> bool:
        """Save the paper that is shown; says where, or why not."""
        if self.paper is None or not succeeds(self.context.messages, write_whole, {path: self.paper.pdf}):
            return False
        self._remember(path.parent)
        self.context.messages.good(_("Tersimpan: {path}").format(path=path))
        return True

    def save_all(self, folder: Path) -> None:
        """Save the month's papers, all or none."""
        month = self.month

        def work(steps: Steps) -> list[Path]:
            with connection():
                return month_set(month, folder, steps, self.reports)

        run_chore(self.context.messages, _("Menyimpan laporan"), work, lambda files: self._saved(folder, len(files)))

    def _saved(self, folder: Path, files: int) -> None:
        self._remember(folder)
        self.context.messages.good(_("{files} laporan tersimpan di {folder}").format(files=files, folder=folder))

    def open_viewer(self) -> None:
        """Save the paper and hand it to the PC's own viewer, which prints it."""
        if self.paper is None:
            return
        path = self.folder() / report_of(self.paper.key).file_name(self.paper.month)
        if self.save(path) and not self.viewer(QUrl.fromLocalFile(str(path))):
            sentence = _("Program pembaca PDF tidak ditemukan di komputer ini. Laporannya tersimpan di {path}.")
            self.context.messages.attention(sentence.format(path=path), stays=True)

    def _remember(self, folder: Path) -> None:
        succeeds(self.context.messages, self.context.pc.set, FOLDER_KEY, str(folder))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.name.setVisible(self.width() > current().px(1_100))
        self._left.setFixedWidth(min(current().px(290), self.width() * 30 // 100))
