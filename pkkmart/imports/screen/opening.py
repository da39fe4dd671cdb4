"""Opening balances: one page, or a sheet from a file, that can only be booked when it balances."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from pkkmart.core import clock
from pkkmart.core.errors import UserError
from pkkmart.core.i18n import _, figure, rupiah
from pkkmart.core.quantity import quantity_text
from pkkmart.imports.opening import Judged, OpeningDraft, OpeningKind, OpeningLine, template_text, totals_idr
from pkkmart.imports.operations import record_opening
from pkkmart.imports.queries import judge_opening, opening_document, read_opening, standing_opening
from pkkmart.ui.buttons import PrimaryButton, SecondaryButton
from pkkmart.ui.cards import Card, StatCard, Words
from pkkmart.ui.fields import ChoiceField, DateField, Labeled, MoneyField, QuantityField, TextField
from pkkmart.ui.keys import KeyAction
from pkkmart.ui.page import Context, Page
from pkkmart.ui.panels import column
from pkkmart.ui.run import run
from pkkmart.ui.table_model import Column, RowsModel, styled_table
from pkkmart.ui.theme import side_width

_HINTS = {
    OpeningKind.CASH: _("Brankas, Kas kecil atau Bank"),
    OpeningKind.STOCK: _("nama atau kode barang"),
    OpeningKind.ACCOUNT: _("kode akun, misalnya 4101"),
}


def _side(row: Judged, *, debit: bool) -> str:
    if row.line is None or row.line.is_debit != debit:
        return ""
    return figure(row.line.draft.amount_idr)


class OpeningPage(Page):
    """Rows are gathered on the page; nothing is written before F12, and then all of it or nothing."""

    title = "Saldo awal"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.rows: list[Judged] = []
        self._dialog: QFileDialog | None = None
        columns: list[Column[Judged]] = [
            Column(
                _("Baris"),
                lambda row: row.words,
                second=lambda row: row.reason or _second(row.line),
                second_tone=lambda row: "danger" if row.reason else "muted",
            ),
            Column(_("Debet"), lambda row: _side(row, debit=True), width=130, align="right"),
            Column(_("Kredit"), lambda row: _side(row, debit=False), width=130, align="right"),
        ]
        self.model: RowsModel[Judged] = RowsModel(columns)
        self.table = styled_table(
            self.model,
            _("Baris saldo awal"),
            two_lines=True,
            empty_text=_("Belum ada baris. Tambahkan satu per satu (F4), atau ambil dari berkas CSV (Ctrl+O)."),
        )
        self.day = DateField(_("Tanggal saldo awal"), value=clock.today())
        self.debit, self.credit = Words("", "strong"), Words("", "strong")
        self.difference = StatCard(_("Selisih"))
        self.book = PrimaryButton(_("Bukukan saldo awal"), "F12", on_click=self.record, big=True)
        self._lay()
        self._show()
        self.set_actions(
            [
                KeyAction("F4", _("Tambah baris"), self.add_row),
                KeyAction("Ctrl+O", _("Ambil dari berkas"), self.choose_file),
                KeyAction("F6", _("Simpan contoh lembar"), self.choose_template),
                KeyAction("Del", _("Hapus baris"), self.remove_row),
                KeyAction("F12", _("Bukukan"), self.record, lambda: self.book.isEnabled()),
            ]
        )

    def _lay(self) -> None:
        words = _("Pindahkan saldo buku lama: kas, stok, utang penitip, simpanan, bon. Jumlah kedua sisi harus sama.")
        left = Card(padding=14, spacing=8).add(Words(words, tone="muted", wrap=True))
        left.body.addWidget(self.table, 1)
        self._side = QWidget()
        side = QVBoxLayout(self._side)
        side.setContentsMargins(0, 0, 0, 0)
        side.setSpacing(8)
        side.addWidget(Labeled(_("Per tanggal"), self.day))
        sums = QGridLayout()
        for place, (words, total) in enumerate(((_("Debet"), self.debit), (_("Kredit"), self.credit))):
            sums.addWidget(Words(words, tone="muted"), place, 0)
            sums.addWidget(total, place, 1, Qt.AlignmentFlag.AlignRight)
        side.addWidget(Card(padding=14).add(sums))
        side.addWidget(self.difference)
        side.addStretch(1)
        side.addWidget(self.book)
        side.addWidget(SecondaryButton(_("Tambah baris"), "F4", on_click=self.add_row))
        side.addWidget(SecondaryButton(_("Ambil dari berkas"), "Ctrl+O", on_click=self.choose_file))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(14)
        layout.addWidget(left, 1)
        layout.addWidget(self._side)

    def resizeEvent(self, event: object) -> None:
        self._side.setFixedWidth(side_width(self.width()))

    def enter(self) -> None:
        standing = run(self.context.messages, standing_opening)
        if standing is not None:
            number = opening_document(standing).number
            self.context.messages.attention(_("Saldo awal sudah dibukukan dengan {number}.").format(number=number))
        self.table.setFocus()

    def lines(self) -> list[OpeningLine]:
        """The rows that were understood."""
        return [row.line for row in self.rows if row.line is not None]

    def _show(self) -> None:
        self.model.replace(self.rows)
        debit, credit = totals_idr(self.lines())
        self.debit.setText(rupiah(debit))
        self.credit.setText(rupiah(credit))
        balanced = debit == credit and debit > 0
        words = _("seimbang") if balanced else _("debet lebih") if debit > credit else _("kredit lebih")
        tone = "good" if balanced else "danger"
        self.difference.set(rupiah(abs(debit - credit)), words if debit or credit else "", tone=tone)
        self.book.setEnabled(balanced and all(row.line is not None for row in self.rows))

    def add_row(self) -> None:
        """A small form for one row."""
        kind: ChoiceField[OpeningKind] = ChoiceField(_("Jenis"), [(one, _(one.label)) for one in OpeningKind])
        name, amount = TextField(_("Nama")), MoneyField(_("Rupiah"))
        quantity = Labeled(_("Jumlah barang"), QuantityField(_("Jumlah barang")))
        side: ChoiceField[str] = ChoiceField(
            _("Sisi"), [("", _("menurut akunnya")), ("D", _("Debet")), ("K", _("Kredit"))]
        )
        named, sided = Labeled(_("Nama, nomor atau kode"), name), Labeled(_("Sisi"), side)

        def fit() -> None:
            chosen = kind.value()
            name.setPlaceholderText(_HINTS.get(chosen, _("nama atau nomor")) if chosen else "")
            quantity.setVisible(chosen is OpeningKind.STOCK)
            sided.setVisible(chosen is OpeningKind.ACCOUNT)

        def accept() -> bool:
            chosen, value = kind.value(), amount.value()
            field = quantity.field
            assert isinstance(field, QuantityField)
            if chosen is None or not name.text().strip() or not value:
                self.context.messages.attention(_("Isi nama dan rupiahnya."))
                return False
            if chosen is OpeningKind.STOCK and not field.value():
                self.context.messages.attention(_("Isi jumlah barangnya."))
                return False
            draft = OpeningDraft(chosen, name.text().strip(), value, field.value() or 0, side.value() or "")
            judged = run(self.context.messages, judge_opening, draft)
            if judged is None or judged.line is None:
                named.set_error(judged.reason if judged else "")
                return False
            self.rows = [*self.rows, judged]
            self._show()
            return True

        kind.activated.connect(lambda _index: fit())
        fit()
        form = column(Labeled(_("Jenis"), kind), named, quantity, Labeled(_("Rupiah"), amount), sided)
        self.context.messages.sheet(
            _("Baris saldo awal"), form, yes=_("Tambahkan"), on_yes=accept, is_dirty=lambda: bool(name.text())
        )

    def remove_row(self) -> None:
        place = self.table.currentIndex().row()
        if 0 <= place < len(self.rows):
            self.rows = self.rows[:place] + self.rows[place + 1 :]
            self._show()

    def choose_file(self) -> None:
        dialog = QFileDialog(self, _("Pilih lembar saldo awal"), "", _("Lembar CSV (*.csv *.txt)"))
        dialog.fileSelected.connect(lambda name: self.take_file(Path(name)))
        self._dialog = dialog
        dialog.open()

    def take_file(self, path: Path) -> None:
        """Read a sheet; rows that are not understood stay in view with their reason."""
        rows = run(self.context.messages, read_opening, path)
        if rows is not None:
            self.rows = rows
            self._show()
            wrong = sum(row.line is None for row in rows)
            if wrong:
                self.context.messages.attention(
                    _("{count} baris belum dimengerti; lihat sebabnya.").format(count=wrong)
                )

    def choose_template(self) -> None:
        dialog = QFileDialog(self, _("Simpan contoh lembar"), "saldo-awal.csv", _("Lembar CSV (*.csv)"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.fileSelected.connect(lambda name: self.save_template(Path(name)))
        self._dialog = dialog
        dialog.open()

    def save_template(self, path: Path) -> None:
        """An example sheet that Excel opens with its letters right."""
        if run(self.context.messages, path.write_text, template_text(), encoding="utf-8-sig") is not None:
            self.context.messages.good(_("Contoh lembar disimpan di {path}.").format(path=path))

    def record(self) -> None:
        debit, _credit = totals_idr(self.lines())
        self.context.messages.ask(
            _("Bukukan {count} baris saldo awal, masing-masing sisi {total}?").format(
                count=len(self.rows), total=rupiah(debit)
            ),
            yes=_("Bukukan"),
            on_yes=self._book,
        )

    def _book(self) -> None:
        day = self.day.value()
        if day is None:
            self.context.messages.attention(str(NoDay()))
            return
        number = run(self.context.messages, record_opening, self.context.actor, self.lines(), day)
        if number is not None:
            self.rows = []
            self._show()
            self.context.messages.good(_("Saldo awal dibukukan: {number}.").format(number=number))


class NoDay(UserError):
    template = "Tanggal saldo awal belum diisi dengan benar, misalnya 31/10/2026."


def _second(line: OpeningLine | None) -> str:
    if line is None:
        return ""
    words = _("akun {code}").format(code=int(line.account))
    if line.draft.qty_milli:
        words += _(" · {quantity} buah").format(quantity=quantity_text(line.draft.qty_milli))
    return words
