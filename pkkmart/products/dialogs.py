"""The sheets of a new product and of a new price, for any page."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QMenu

from pkkmart.core.i18n import _, rupiah
from pkkmart.people.queries import CapacityKind, people_with
from pkkmart.products.operations import ProductDetails, change_price, create_product, set_shelf
from pkkmart.products.queries import ProductRow, categories, find_by_code, shelves
from pkkmart.ui.cards import Words
from pkkmart.ui.choices import CheckField, ChoiceField, choice_field
from pkkmart.ui.fields import Labeled, MoneyField, QuantityField, TextField
from pkkmart.ui.icons import icon
from pkkmart.ui.layout import boxed, column, form_grid, row
from pkkmart.ui.page import Context
from pkkmart.ui.panels import Form, Sheet, stacked
from pkkmart.ui.run import run, run_confirmed, succeeds
from pkkmart.ui.theme import current


def product_sheet(
    context: Context, *, code: str = "", name: str = "", owner_id: int | None = None, on_done: Callable[[int], object]
) -> Sheet:
    """Show the form of a new product; a known code, name or owner is filled in.

    `on_done(product_id)` comes after it is registered. A scan while it is open becomes its barcode.
    """
    form = ProductForm(context, code=code, name=name, owner_id=owner_id)
    sheet = context.messages.form(_("Barang baru"), form, on_done, yes=_("Simpan"), width=640)
    sheet.scanned.connect(form.add_code)
    return sheet


def price_sheet(
    context: Context, product: ProductRow, on_done: Callable[[], object], *, cost_idr: int | None = None
) -> Sheet:
    """Show the form of a new price; `on_done()` comes after it is in force.

    A price below `cost_idr`, what a unit costs, is asked about; None where it is not known.
    """
    form = PriceForm(context, product, cost_idr)
    sheet = context.messages.form(_("Ubah harga"), form, lambda _saved: on_done(), yes=_("Simpan harga"), width=560)
    form.agreed.connect(sheet.close_panel)
    return sheet


class CategoryField(TextField):
    """A category in use, completed while it is typed or picked from a list (Down, or the arrow); or a new word."""

    def __init__(self, name: str) -> None:
        super().__init__(name, limit=40)
        self._known = [words for _id, words in categories()]
        completer = QCompleter(self._known, self)
        completer.setCompletionMode(QCompleter.CompletionMode.InlineCompletion)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setCompleter(completer)
        if self._known:
            arrow = self.addAction(icon("chevron-down", current().tokens.muted), self.ActionPosition.TrailingPosition)
            arrow.setText(_("Daftar kategori"))
            arrow.triggered.connect(self.open_list)

    def open_list(self) -> None:
        """Offer the categories in use."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for words in self._known:
            menu.addAction(words, partial(self.setText, words))
        menu.setMinimumWidth(self.width())
        menu.popup(self.mapToGlobal(QPoint(0, self.height())))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down and self._known:
            self.open_list()
        else:
            super().keyPressEvent(event)


class ProductForm(Form[int]):
    """The form of a new product; only name and price are required."""

    def __init__(self, context: Context, *, code: str, name: str, owner_id: int | None) -> None:
        super().__init__()
        self._context = context
        self._touched_tiles = False
        self.name = TextField(_("Nama barang"), limit=80)
        self.price = MoneyField(_("Harga jual"))
        self.member_price = MoneyField(_("Harga anggota"))
        self.member_price.setPlaceholderText(_("sama"))
        self.owner = ChoiceField[int | None](_("Milik"), _owners())
        self.category = CategoryField(_("Kategori"))
        self.unit = TextField(_("Satuan"), limit=12)
        self.codes = TextField(_("Barcode"), limit=200)
        self.shelf = TextField(_("Rak"), limit=20)
        self.min_stock = QuantityField(_("Stok minimum"))
        self.min_stock.setPlaceholderText("0")
        self.by_weight = CheckField(_("Dijual timbang"))
        self.on_tiles = CheckField(_("Tampil di ubin kasir"))
        self.own_code = CheckField(_("Buat kode toko"))
        self.own_code.setToolTip(_("Barcode buatan toko, untuk ditempel di barang tanpa barcode"))
        self._labels = {
            "name": Labeled(_("Nama barang"), self.name),
            "price": Labeled(_("Harga jual"), self.price),
            "member_price": Labeled(_("Harga anggota (boleh kosong)"), self.member_price),
            "codes": Labeled(_("Barcode (boleh kosong)"), self.codes),
        }
        self._place_fields()
        self._fill(code, name, owner_id)

    def _place_fields(self) -> None:
        grid = form_grid(self, equal=4, down=10)
        grid.addWidget(self._labels["name"], 0, 0, 1, 4)
        grid.addWidget(self._labels["price"], 1, 0, 1, 2)
        grid.addWidget(self._labels["member_price"], 1, 2, 1, 2)
        grid.addWidget(Labeled(_("Milik"), self.owner), 2, 0, 1, 2)
        grid.addWidget(self._labels["codes"], 2, 2, 1, 2)
        grid.addWidget(Labeled(_("Kategori"), self.category), 3, 0, 1, 2)
        grid.addWidget(Labeled(_("Satuan"), self.unit), 3, 2)
        few = boxed(row(Labeled(_("Rak"), self.shelf), Labeled(_("Stok min."), self.min_stock), spacing=8))
        grid.addWidget(few, 3, 3)
        grid.addWidget(self.by_weight, 4, 0, 1, 2)
        grid.addWidget(self.own_code, 4, 2, 1, 2)
        grid.addWidget(self.on_tiles, 5, 0, 1, 4)
        self.codes.textChanged.connect(lambda _text: self._codes_changed())
        self.on_tiles.clicked.connect(self._tiles_chosen)
        self.own_code.toggled.connect(lambda _on: self._codes_changed())
        self.by_weight.clicked.connect(self._weight_chosen)

    def _fill(self, code: str, name: str, owner_id: int | None) -> None:
        self.name.setText(name)
        self.unit.setText("pcs")
        self.codes.setText(code)
        if owner_id is not None:
            self.owner.choose(owner_id)
            self.owner.setEnabled(False)
        self._given = (name, code)
        self._codes_changed()

    def add_code(self, code: str) -> None:
        """Add a scanned barcode."""
        known = self.codes.text().split()
        if code not in known:
            self.codes.setText(" ".join([*known, code]))

    def is_dirty(self) -> bool:
        typed = self.price.text() or self.member_price.text() or self.category.text() or self.min_stock.text()
        return (self.name.text(), self.codes.text()) != self._given or bool(typed)

    def save(self) -> bool:
        """Register the product; False keeps the sheet open, with the focus on the wrong field."""
        for label in self._labels.values():
            label.set_error("")
        if self.name.hasFocus() and self.name.text().strip() and self.price.value() is None:
            self.price.setFocus(Qt.FocusReason.TabFocusReason)
            return False
        if not self.name.text().strip():
            return self._wrong("name", _("Nama barang belum diisi."))
        price = self.price.value()
        if not price:
            return self._wrong("price", _("Harga jual belum diisi."))
        if self.member_price.value() == 0:
            return self._wrong("member_price", _("Harga anggota 0. Kosongkan bila sama dengan harga jual."))
        details = ProductDetails(
            name=self.name.text(),
            selling_price_idr=price,
            member_price_idr=self.member_price.value(),
            category=self.category.text(),
            unit=self.unit.text(),
            owner_id=self.owner.value(),
            codes=tuple(self.codes.text().split()),
            own_code=self.own_code.isChecked(),
            min_stock_milli=self.min_stock.value() or 0,
            shelf=self.shelf.text(),
            sold_by_weight=self.by_weight.isChecked(),
            on_tiles=self.on_tiles.isChecked(),
        )
        self.saved = run(self._context.messages, create_product, self._context.actor, details)
        return self.saved is not None

    def _wrong(self, field: str, sentence: str) -> bool:
        self._labels[field].set_error(sentence)
        self._labels[field].field.setFocus()
        return False

    def _codes_changed(self) -> None:
        codes = self.codes.text().split()
        if not self._touched_tiles:
            self.on_tiles.setChecked(not codes and not self.own_code.isChecked())
        others = [hit.product.name for code in codes for hit in find_by_code(code)]
        warning = _("Kode ini juga dipakai {names}; kasir akan ditanya.").format(names=", ".join(others[:2]))
        self._labels["codes"].set_error(warning if others else "")

    def _tiles_chosen(self) -> None:
        self._touched_tiles = True

    def _weight_chosen(self) -> None:
        if self.by_weight.isChecked() and self.unit.text().strip() in ("", "pcs"):
            self.unit.setText("kg")


class ShelfForm(Form[bool]):
    """On which shelf a product stands; an empty field for none."""

    def __init__(self, context: Context, product: ProductRow) -> None:
        super().__init__()
        self._context, self._product = context, product
        self.shelf = TextField(_("Rak"), limit=20)
        self.shelf.setText(product.shelf)
        known = shelves()
        completer = QCompleter(known, self)
        completer.setCompletionMode(QCompleter.CompletionMode.InlineCompletion)
        self.shelf.setCompleter(completer)
        hint = (
            _("Yang sudah ada: {names}").format(names=", ".join(known)) if known else _("Misalnya A, atau depan kasir.")
        )
        column(Labeled(_("Rak"), self.shelf, hint=hint), on=self)

    def is_dirty(self) -> bool:
        return self.shelf.text().strip() != self._product.shelf

    def save(self) -> bool:
        done = succeeds(self._context.messages, set_shelf, self._context.actor, self._product.id, self.shelf.text())
        self.saved = done or None
        return done


def shelf_sheet(context: Context, product: ProductRow, on_done: Callable[[], object]) -> Sheet:
    """Ask on which shelf a product stands; `on_done()` comes after it is recorded."""
    title = _("Rak {name}").format(name=product.name)
    return context.messages.form(
        title, ShelfForm(context, product), lambda _saved: on_done(), yes=_("Simpan"), width=460
    )


class PriceForm(Form[bool]):
    """The form of a new price, with the old one and a reason. `agreed` comes when it is set after a question."""

    agreed = Signal()

    def __init__(self, context: Context, product: ProductRow, cost_idr: int | None = None) -> None:
        super().__init__()
        self._context, self._product, self._cost_idr = context, product, cost_idr
        self.price = MoneyField(_("Harga jual"), value=product.selling_price_idr)
        self.member_price = MoneyField(_("Harga anggota"), value=product.member_price_idr)
        self.member_price.setPlaceholderText(_("sama"))
        self.reason = choice_field(_("Alasan"), [(words, words) for words in _reasons()])
        self._priced = Labeled(_("Harga jual per {unit}").format(unit=product.unit), self.price)
        self._member_priced = Labeled(_("Harga anggota (boleh kosong)"), self.member_price)
        prices = boxed(row(self._priced, self._member_priced, spacing=12))
        owner = _("{owner} · sekarang {price}").format(
            owner=product.owner_name or _("milik koperasi"), price=rupiah(product.selling_price_idr)
        )
        body = stacked(
            Words(product.name, "medium", wrap=True),
            Words(owner, "caption", tone="muted"),
            prices,
            Labeled(_("Alasan"), self.reason),
        )
        column(body, on=self)

    def is_dirty(self) -> bool:
        """Whether a price differs from the one in force."""
        return (self.price.value(), self.member_price.value()) != (
            self._product.selling_price_idr,
            self._product.member_price_idr,
        )

    def save(self) -> bool:
        """Set the prices; False keeps the sheet open, with the focus on the wrong field."""
        self._priced.set_error("")
        self._member_priced.set_error("")
        price, member_price = self.price.value(), self.member_price.value()
        if not price:
            return self._wrong(self._priced, _("Harga jual belum diisi."))
        if member_price == 0:
            return self._wrong(self._member_priced, _("Kosongkan bila sama dengan harga jual."))
        if member_price is not None and member_price > price:
            return self._wrong(self._member_priced, _("Harga anggota lebih mahal dari harga jual."))
        if not self.is_dirty():
            return True
        asked = False

        def change(known: frozenset[str]) -> None:
            change_price(
                self._context.actor, self._product.id, price, member_price, self.reason.value() or "",
                cost_idr=self._cost_idr, confirmed=known,
            )  # fmt: skip

        def changed(_nothing: None) -> None:
            self.saved = True
            if asked:
                self.agreed.emit()

        run_confirmed(self._context.messages, change, changed, yes=_("Tetap pakai"), no=_("Ubah lagi"))
        asked = True
        return bool(self.saved)

    @staticmethod
    def _wrong(label: Labeled, sentence: str) -> bool:
        label.set_error(sentence)
        label.field.setFocus()
        return False


def _owners() -> list[tuple[int | None, str]]:
    consignors = [(person.id, person.display_name) for person in people_with(CapacityKind.CONSIGNOR)]
    return [(None, _("Koperasi")), *consignors]


def _reasons() -> list[str]:
    return [
        _("Harga beli berubah"),
        _("Permintaan penitip"),
        _("Harga promosi"),
        _("Membetulkan salah ketik"),
        _("Lain-lain"),
    ]
