"""The sheets of the page of labels: the days that stand on labels, and a size of labels."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Final

from pkkmart.core.i18n import N_, _
from pkkmart.core.quantity import ONE
from pkkmart.labels.operations import save_size
from pkkmart.printing.label_sizes import LabelSize, SizeFigureMissing, TooFine
from pkkmart.ui.cards import Words
from pkkmart.ui.choices import CheckField
from pkkmart.ui.fields import DateField, Labeled, QuantityField, TextField
from pkkmart.ui.layout import boxed, column, form_grid, row
from pkkmart.ui.page import Context
from pkkmart.ui.panels import Form, stacked
from pkkmart.ui.run import succeeds, tell

_TENTH: Final = ONE // 10
_FIELDS: Final = (
    ("paper_width", N_("Lebar kertas")),
    ("paper_height", N_("Panjang kertas (0: gulungan)")),
    ("width", N_("Lebar label")),
    ("height", N_("Tinggi label")),
    ("gap_x", N_("Jarak antar kolom")),
    ("gap_y", N_("Jarak antar baris")),
    ("margin_x", N_("Tepi kiri")),
    ("margin_y", N_("Tepi atas")),
)


class DaysForm(Form[tuple[date | None, date | None, bool]]):
    """The day goods were made and the last day they are good, for one product or for the whole list."""

    def __init__(self, name: str, produced_on: date | None, expires_on: date | None) -> None:
        super().__init__()
        self._given = (produced_on, expires_on)
        self.produced = DateField(_("Tanggal produksi"), value=produced_on)
        self.expires = DateField(_("Kedaluwarsa"), value=expires_on)
        self.every = CheckField(_("Untuk semua barang di daftar"))
        self._produced = Labeled(_("Tanggal produksi (boleh kosong)"), self.produced)
        self._expires = Labeled(_("Kedaluwarsa (boleh kosong)"), self.expires)
        days = boxed(row(self._produced, self._expires, spacing=12))
        column(stacked(Words(name, "medium", wrap=True), days, self.every), on=self)

    def is_dirty(self) -> bool:
        return (self.produced.value(), self.expires.value()) != self._given

    def save(self) -> bool:
        """Take the days; a day that is none, or an end before the beginning, keeps the sheet open."""
        for label, field in ((self._produced, self.produced), (self._expires, self.expires)):
            label.set_error("")
            if field.text().strip() and field.value() is None:
                return self._wrong(label, _("Tulis tanggal seperti 24/11/2026."))
        produced, expires = self.produced.value(), self.expires.value()
        if produced is not None and expires is not None and expires < produced:
            return self._wrong(self._expires, _("Kedaluwarsa tidak mungkin sebelum tanggal produksi."))
        self.saved = (produced, expires, self.every.isChecked())
        return True

    @staticmethod
    def _wrong(label: Labeled, sentence: str) -> bool:
        label.set_error(sentence)
        label.field.setFocus()
        return False


class SizeForm(Form[str]):
    """A size of labels in millimetres; another name adds a size and leaves the one it began with."""

    def __init__(self, context: Context, size: LabelSize) -> None:
        super().__init__()
        self._context, self._given = context, size
        self.name = TextField(_("Nama ukuran"), limit=40)
        self.name.setText(size.name)
        self.columns = QuantityField(_("Kolom"), whole=True, value=size.columns * ONE)
        self.fields = {key: QuantityField(_(words), value=getattr(size, key) * _TENTH) for key, words in _FIELDS}
        self.used = CheckField(_("Tampilkan ukuran ini"), checked=True)
        grid = form_grid(self, equal=4, down=8)
        grid.addWidget(Labeled(_("Nama ukuran (nama lain menambah ukuran)"), self.name), 0, 0, 1, 3)
        grid.addWidget(Labeled(_("Kolom"), self.columns), 0, 3)
        for place, (key, words) in enumerate(_FIELDS):
            grid.addWidget(Labeled(_(words), self.fields[key]), 1 + place // 4, place % 4)
        grid.addWidget(Words(_("Semua dalam milimeter, boleh satu angka di belakang koma."), "caption"), 3, 0, 1, 4)
        grid.addWidget(self.used, 4, 0, 1, 4)

    def is_dirty(self) -> bool:
        try:
            return self._typed() != self._given or not self.used.isChecked()
        except (SizeFigureMissing, TooFine):
            return True

    def save(self) -> bool:
        """Record the size; what cannot be is said, and stays to be mended."""
        try:
            size = self._typed()
        except (SizeFigureMissing, TooFine) as error:
            tell(self._context.messages, error)
            return False
        used = self.used.isChecked()
        if not succeeds(self._context.messages, save_size, self._context.actor, size, used=used):
            return False
        self.saved = size.name
        return True

    def _typed(self) -> LabelSize:
        columns = self.columns.value()
        if columns is None:
            raise SizeFigureMissing(what=_("Kolom"))
        figures = {key: self._tenths(key, _(words)) for key, words in _FIELDS}
        return LabelSize(name=" ".join(self.name.text().split()), columns=columns // ONE, **figures)

    def _tenths(self, key: str, words: str) -> int:
        milli = self.fields[key].value()
        if milli is None:
            raise SizeFigureMissing(what=words)
        if milli % _TENTH:
            raise TooFine(what=words, figure=self.fields[key].text())
        return milli // _TENTH


def days_sheet(
    context: Context,
    name: str,
    produced_on: date | None,
    expires_on: date | None,
    on_done: Callable[[tuple[date | None, date | None, bool]], object],
) -> None:
    """Ask for the days on a product's labels; `on_done((made, last day, for the whole list))` comes after."""
    form = DaysForm(name, produced_on, expires_on)
    context.messages.form(_("Tanggal di label"), form, on_done, yes=_("Pakai"), width=560)


def size_sheet(context: Context, size: LabelSize, on_done: Callable[[str], object]) -> None:
    """Change a size of labels, or add one like it; `on_done(name)` comes after it is recorded."""
    context.messages.form(_("Ukuran label"), SizeForm(context, size), on_done, yes=_("Simpan"), width=760)
