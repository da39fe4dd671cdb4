"""The page of labels: which goods, how many, on what paper; seen before it is printed."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QStandardPaths, QTimer, QUrl
from PySide6.QtGui import QDesktopServices, QResizeEvent
from PySide6.QtWidgets import QApplication, QStackedWidget

from pkkmart.core import clock
from pkkmart.core.actor import Permission
from pkkmart.core.files import write_whole
from pkkmart.core.i18n import N_, _, date_short, figure
from pkkmart.core.operation import Changed
from pkkmart.core.quantity import ONE
from pkkmart.labels.operations import prepare_labels, print_strip, record_print
from pkkmart.labels.queries import (
    LabelLine,
    Receipt,
    as_many,
    changed_prices,
    label_sizes,
    labels_of,
    newest_receipts,
    received_lines,
)
from pkkmart.labels.screen.forms import days_sheet, size_sheet
from pkkmart.labels.screen.lines import MOST_ROWS, Lines
from pkkmart.ledger.screen.paper import PaperView
from pkkmart.ledger.screen.slip import has_printer
from pkkmart.printing.label_sizes import LabelSize
from pkkmart.printing.preview import page_pictures
from pkkmart.products.queries import ProductRow, by_ids, find_by_code, search
from pkkmart.stock.queries import levels
from pkkmart.ui.buttons import PrimaryButton, SecondaryButton
from pkkmart.ui.cards import Card, EmptyState, Words
from pkkmart.ui.choices import ChoiceField
from pkkmart.ui.doors import Door
from pkkmart.ui.fields import Labeled, QuantityField, SearchField
from pkkmart.ui.files import Wish, ask_path
from pkkmart.ui.flow import flowing
from pkkmart.ui.keys import KeyAction
from pkkmart.ui.layout import boxed, column, row, wide
from pkkmart.ui.page import Context, Page
from pkkmart.ui.run import run, run_confirmed, succeeds
from pkkmart.ui.table_model import Column, RowsModel, styled_table
from pkkmart.ui.theme import GAP, TARGET, current

SIZE_KEY: Final = "labels.size"
"""The size of the labels that lie at this PC."""
_PREVIEW_PX, _PREVIEW_PAGES = 900, 3


class LabelsPage(Page):
    """Scan or search, quantity, Enter; the sheet at the right shows what F12 prints."""

    title = N_("Label")
    shows = frozenset({Changed.PRODUCTS, Changed.STOCK})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.viewer: Callable[[QUrl], bool] = QDesktopServices.openUrl
        self.search = SearchField(_("Cari barang"), _("Pindai barcode, atau ketik nama barang …"))
        self.changed_button = SecondaryButton(_("Harga berubah"), "F5", on_click=self.add_changed)
        self.received_button = SecondaryButton(_("Baru diterima"), "F7", on_click=self.choose_receipt)
        self.lines = Lines()
        self.found: RowsModel[ProductRow] = RowsModel(
            [Column(_("Barang"), lambda one: one.name, second=lambda one: one.owner_name or one.category)]
        )
        self.results = styled_table(
            self.found, _("Hasil pencarian"), two_lines=True, empty_text=_("Tidak ada barang yang cocok.")
        )
        self.empty = EmptyState(
            "tag",
            _("Belum ada label"),
            _("Pindai barangnya, atau ambil yang harganya berubah (F5) atau baru datang (F7)."),
        )
        self.sizes: ChoiceField[str] = ChoiceField(_("Ukuran label"))
        self.start = QuantityField(_("Mulai dari label ke"), whole=True, value=ONE)
        self.count = Words("", "caption")
        self.view = PaperView()
        self.print_button = PrimaryButton(_("Cetak"), "F12", on_click=self.print_sheets)
        self.save_button = SecondaryButton(_("Simpan PDF"), "F8", icon="save", on_click=self.ask_file)
        self.strip_button = SecondaryButton(_("Strip struk"), "Ctrl+P", icon="printer", on_click=self.print_strip)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(200)
        self._later.timeout.connect(self.preview)
        self._lay()
        self._connect()
        self.set_actions(self._actions())

    def _lay(self) -> None:
        self.stack = QStackedWidget()
        for widget in (self.empty, self.lines, self.results):
            self.stack.addWidget(widget)
        card = Card(padding=6)
        card.add(self.stack)
        chips = flowing([self.changed_button, self.received_button])
        left = column(self.search, chips, wide(card), self.count, spacing=GAP - 4)
        self._start_field = Labeled(_("Mulai dari label ke"), self.start)
        paper = row(wide(Labeled(_("Ukuran label"), self.sizes)), self._start_field, spacing=10)
        glass = Card(padding=8, spacing=6)
        glass.add(wide(self.view))
        buttons = row(wide(self.strip_button), wide(self.save_button), wide(self.print_button), spacing=8)
        for button in (self.strip_button, self.save_button, self.print_button):
            button.setMinimumWidth(TARGET * 2)  # where room is scarce the key on it goes first
        self._side = boxed(column(paper, wide(glass), buttons, spacing=GAP - 4))
        row(wide(left), self._side, spacing=GAP + 2, on=self)

    def _connect(self) -> None:
        self.search.searched.connect(self._searched)
        self.search.stepped.connect(lambda by: self.results.step(by))
        self.search.entered.connect(self._entered)
        self.results.opened.connect(self.add)
        self.lines.changed.connect(self._lines_changed)
        self.lines.finished.connect(self.focus_search)
        self.sizes.chosen.connect(lambda _name: self._size_chosen())
        self.start.changed.connect(lambda _value: self._later.start())

    def _actions(self) -> list[KeyAction]:
        may = self.context.actor.may(Permission.KEEP_PRODUCTS)
        return [
            KeyAction("F3", _("Cari barang"), self.focus_search),
            KeyAction("F5", _("Harga berubah"), self.add_changed),
            KeyAction("F7", _("Baru diterima"), self.choose_receipt),
            KeyAction("F6", _("Tanggal"), self.ask_days),
            *([KeyAction("F2", _("Ukuran"), self.edit_size)] if may else []),
            KeyAction("F9", _("Hapus baris"), self._remove),
            KeyAction("F8", _("Simpan PDF"), self.ask_file, shown=False),
            KeyAction("Ctrl+P", _("Strip struk"), self.print_strip, shown=False),
            KeyAction("F12", _("Cetak"), self.print_sheets),
            KeyAction("Esc", _("Kosongkan"), self._clear_asked),
        ]

    def enter(self) -> None:
        super().enter()
        self.reload()

    def reload(self) -> None:
        """Read sizes and counts again; the list stays."""
        self._offer_sizes(self.sizes.value() or self.context.pc.get(SIZE_KEY, ""))
        changed = len(changed_prices())
        self.changed_button.set_words(_("Harga berubah · {count}").format(count=figure(changed)))
        self._lines_changed()

    def _offer_sizes(self, name: str) -> None:
        self.sizes.set_options([(size.name, size.name) for size in label_sizes()])
        self.sizes.choose(name)
        self._start_field.setVisible(not self.chosen_size().is_roll)

    def chosen_size(self) -> LabelSize:
        """The size the labels are printed on."""
        return next(size for size in label_sizes() if size.name == self.sizes.value())

    def first_label(self) -> int:
        """Where the first label stands on its sheet, counted from 1."""
        return 1 if self.chosen_size().is_roll else (self.start.value() or 0) // ONE

    def _size_chosen(self) -> None:
        succeeds(self.context.messages, self.context.pc.set, SIZE_KEY, self.sizes.value() or "")
        self.start.set_value(ONE)
        self._offer_sizes(self.sizes.value() or "")
        self._lines_changed()

    def show_item(self, door: Door) -> None:
        """Put one product on the list, or what `act` names."""
        if door.act == "changed":
            self.add_changed()
        elif door.id is not None:
            self.add(by_ids([door.id])[door.id])

    def scanned(self, code: str) -> None:
        """Add one label of a scanned product, or as many as there are of it the first time."""
        hits = find_by_code(code)
        if len(hits) == 1:
            self.add(hits[0].product)
        elif hits:
            self._show_found([hit.product for hit in hits])
        else:
            QApplication.beep()
            told = _("Kode {code} belum dikenal. Cari namanya, lalu cetak labelnya.")
            self.context.messages.attention(told.format(code=code))

    def add(self, product: ProductRow) -> None:
        """Put a product on the list: a label for each unit in stock; once more on the list, one more label."""
        level = levels([product.id]).get(product.id)
        many = as_many(level.qty_milli) if level and not product.sold_by_weight else 1
        self.search.clear()
        self.stack.setCurrentIndex(1)
        self.lines.stand_on(self.lines.add(product, LabelLine(product.id, many), again=1))
        self._lines_changed()

    def add_changed(self) -> None:
        """Put on the list what costs another price than its label says."""
        rows = changed_prices()[:MOST_ROWS]
        if not rows:
            self.context.messages.good(_("Semua label sesuai harga sekarang."))
            return
        known = levels([one.product_id for one in rows])
        counts = {one.product_id: known[one.product_id].qty_milli if one.product_id in known else 0 for one in rows}
        self._add_lines([LabelLine(product_id, as_many(qty)) for product_id, qty in counts.items()])

    def choose_receipt(self) -> None:
        """Ask which goods that came get labels; the newest stands first."""
        receipts = newest_receipts()
        if not receipts:
            self.context.messages.attention(_("Belum ada barang yang diterima."))
            return
        table = styled_table(RowsModel(_receipt_columns(), receipts), _("Baru diterima"), two_lines=True)
        table.setMinimumHeight(current().px(54) * min(5, len(receipts)) + current().px(44))
        panel = self.context.messages.show_content(
            _("Label sebanyak yang datang, dari nota:"), table, title=_("Baru diterima"), width=600
        )

        def take(receipt: Receipt) -> None:
            panel.close_panel()
            self._add_lines(received_lines(receipt))

        table.opened.connect(take)
        table.select(0)

    def _add_lines(self, lines: list[LabelLine]) -> None:
        products = by_ids(line.product_id for line in lines)
        for line in lines:
            self.lines.add(products[line.product_id], line)
        self.stack.setCurrentIndex(1)
        self._lines_changed()
        if self.lines.rows:
            self.lines.stand_on(self.lines.rows[-1])

    def ask_days(self) -> None:
        """Ask the days that stand on the labels of the line one is at."""
        line = self.lines.current()
        if line is None:
            self.context.messages.attention(_("Masukkan barangnya dulu, lalu tekan F6."))
            return

        def print_days(days: tuple[object, object, bool]) -> None:
            produced, expires, every = days
            for one in self.lines.rows if every else [line]:
                one.set_days(produced, expires)  # type: ignore[arg-type]
            self._lines_changed()

        days_sheet(self.context, line.product.name, line.produced_on, line.expires_on, print_days)

    def edit_size(self) -> None:
        """Change the size that is chosen, or add one like it."""
        size_sheet(self.context, self.chosen_size(), self._size_saved)

    def _size_saved(self, name: str) -> None:
        self._offer_sizes(name)
        self._size_chosen()
        self.context.messages.good(_("Ukuran {name} tersimpan.").format(name=name))

    def preview(self) -> None:
        """Draw the first sheets as they will be printed; what is wrong is said when they are."""
        from pkkmart.printing.label_pdf import labels_pdf  # imported late: typesetting costs a tenth of a second

        lines = [line for line in self.lines.lines() if line.labels]
        size, start = self.chosen_size(), self.first_label()
        if not lines or not 1 <= start <= size.labels:
            self.view.show_pages(())
            return
        made = run(
            self.context.messages,
            lambda: page_pictures(
                labels_pdf(labels_of(lines, size.width), size, start=start, most_pages=_PREVIEW_PAGES), _PREVIEW_PX
            ),
        )
        self.view.show_pages(made or (), stay=True)

    def print_sheets(self) -> None:
        """Make the sheets and hand them to the PC's own viewer, which prints them."""
        places = QStandardPaths.StandardLocation
        folder = Path(QStandardPaths.writableLocation(places.DocumentsLocation) or Path.home())
        self._make(lambda: self._written(folder / self._file_name(), view=True))

    def ask_file(self) -> None:
        """Make the sheets and ask where to save them."""
        self._make(
            lambda: ask_path(
                self, Wish.SAVE, _("Simpan label"), partial(self._written, view=False),
                kinds=[_("Berkas PDF (*.pdf)")], name=self._file_name(), suffix="pdf",
            )
        )  # fmt: skip

    @staticmethod
    def _file_name() -> str:
        return f"label-{clock.local(clock.now()):%Y-%m-%d-%H%M}.pdf"

    def _make(self, then: Callable[[], object]) -> None:
        lines, size, start = self.lines.lines(), self.chosen_size(), self.first_label()
        run_confirmed(
            self.context.messages,
            lambda known: prepare_labels(self.context.actor, lines, size, start, confirmed=known),
            lambda _codes: then(),
            yes=_("Tetap cetak"),
        )

    def _written(self, path: Path, *, view: bool) -> None:
        from pkkmart.printing.label_pdf import labels_pdf

        lines, size = self.lines.lines(), self.chosen_size()
        pdf = run(
            self.context.messages,
            lambda: labels_pdf(labels_of(lines, size.width), size, start=self.first_label()),
        )
        if pdf is None or not succeeds(self.context.messages, write_whole, {path: pdf}, make_folders=True):
            return
        if not succeeds(self.context.messages, record_print, self.context.actor, lines, size):
            return
        labels = figure(sum(line.labels for line in lines))
        self._clear()
        if view and not self.viewer(QUrl.fromLocalFile(str(path))):
            told = _("Program pembaca PDF tidak ditemukan di komputer ini. {labels} label tersimpan di {path}.")
            self.context.messages.attention(told.format(labels=labels, path=path), stays=True)
        else:
            self.context.messages.good(_("{labels} label tersimpan: {path}").format(labels=labels, path=path))

    def print_strip(self) -> None:
        """Print the labels on the paper of the receipt printer, one below the other."""
        if not has_printer(self.context):
            self.context.messages.attention(_("PC ini tanpa printer struk. Cetak labelnya lewat PDF (F12)."))
            return
        lines = self.lines.lines()
        run_confirmed(
            self.context.messages,
            lambda known: print_strip(self.context.actor, lines, confirmed=known),
            lambda _job: self._queued(sum(line.labels for line in lines)),
            yes=_("Tetap cetak"),
        )

    def _queued(self, labels: int) -> None:
        self._clear()
        self.context.messages.good(_("{labels} label dikirim ke antrean printer.").format(labels=figure(labels)))

    def unfinished(self) -> str:
        if not self.lines.rows:
            return ""
        return _("Kosongkan {count} baris label?").format(count=len(self.lines.rows))

    def _clear_asked(self) -> None:
        if self.search.text():
            self.search.clear()
        elif told := self.unfinished():
            self.context.messages.ask_to_discard(told, self._clear)

    def _clear(self) -> None:
        self.lines.clear()
        self.start.set_value(ONE)
        self.stack.setCurrentIndex(0)
        self.reload()
        self.focus_search()

    def _remove(self) -> None:
        line = self.lines.current()
        if line is not None:
            self.lines.remove(line)
            self.focus_search()

    def _searched(self, text: str) -> None:
        if text:
            self._show_found(search(text, 60))
        else:
            self.stack.setCurrentIndex(1 if self.lines.rows else 0)

    def _show_found(self, products: list[ProductRow]) -> None:
        self.found.replace(products)
        self.stack.setCurrentIndex(2)
        self.results.select(0)

    def _entered(self) -> None:
        text = self.search.text().strip()
        if find_by_code(text):
            self.search.clear()
            self.scanned(text)
        elif text:
            self._searched(text)
            product = self.results.current_row()
            if product is not None:
                self.add(product)

    def _lines_changed(self) -> None:
        lines, size = self.lines.lines(), self.chosen_size()
        labels = sum(line.labels for line in lines)
        pages = size.pages(labels, max(self.first_label(), 1)) if labels else 0
        told = _("{labels} label · {pages} baris") if size.is_roll else _("{labels} label · {pages} lembar")
        self.count.setText(told.format(labels=figure(labels), pages=figure(pages)) if labels else "")
        if self.stack.currentIndex() != 2:
            self.stack.setCurrentIndex(1 if lines else 0)
        self._later.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._side.setFixedWidth(max(self.width() * 46 // 100, min(current().px(430), self.width() // 2)))


def _receipt_columns() -> list[Column[Receipt]]:
    return [
        Column(_("Nota"), lambda one: one.number, second=lambda one: one.source or _("tunai")),
        Column(_("Tanggal"), lambda one: date_short(one.day), 120),
        Column(_("Macam"), lambda one: figure(one.products), 90, "right"),
    ]
