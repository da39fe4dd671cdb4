"""The sheet of a consignor's terms, asked the first time goods come."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout

from pkkmart.consignment.operations import agree_terms
from pkkmart.consignment.queries import terms_of
from pkkmart.consignment.rules import Bearer, Terms, TermsModel, full_share_idr
from pkkmart.core import clock
from pkkmart.core.i18n import _, rupiah
from pkkmart.core.quantity import ONE
from pkkmart.products.queries import ProductRow, products_of
from pkkmart.ui.cards import Elided
from pkkmart.ui.choices import ChoiceField, choice_field
from pkkmart.ui.fields import Labeled, MoneyField, QuantityField
from pkkmart.ui.layout import boxed, row
from pkkmart.ui.page import Context
from pkkmart.ui.panels import Form, Sheet
from pkkmart.ui.run import run

_EXAMPLE_IDR = 10_000


def terms_words(terms: Terms | None) -> str:
    """The terms in a few words, for the line under the consignor's name."""
    if terms is None:
        return _("belum ada perjanjian umum")
    if terms.commission_bp is not None:
        return _("komisi {percent} %").format(percent=percent_words(terms.commission_bp))
    return _("harga setor {share}").format(share=rupiah(terms.unit_share_idr or 0))


def percent_words(basis_points: int) -> str:
    """`12,5` for 1250 basis points."""
    whole, rest = divmod(basis_points, 100)
    return f"{whole},{rest:02d}".rstrip("0") if rest else str(whole)


def terms_sheet(
    context: Context, consignor_id: int, name: str, on_done: Callable[[], object], *, product_id: int | None = None,
    valid_from: date | None = None,
) -> Sheet:  # fmt: skip
    """Lay the form of the agreement over the page; `on_done()` comes after it is recorded.

    It holds from today, or from an earlier day for goods that were brought then.
    """
    form = TermsForm(context, consignor_id, product_id, valid_from)
    title = _("Perjanjian dengan {name}").format(name=name)
    sheet = context.messages.form(title, form, lambda _saved: on_done(), yes=_("Simpan"), width=560)
    form.percent.setFocus(Qt.FocusReason.TabFocusReason)
    return sheet


class TermsForm(Form[bool]):
    """A percentage or a harga setor, for all goods of a consignor or for one product, with an example."""

    def __init__(
        self, context: Context, consignor_id: int, product_id: int | None, valid_from: date | None = None
    ) -> None:
        super().__init__()
        self._context, self._consignor_id, self._valid_from = context, consignor_id, valid_from
        self._products: dict[int | None, ProductRow] = {product.id: product for product in products_of(consignor_id)}
        goods = [(product.id, product.name) for product in self._products.values()]
        self.scope = ChoiceField[int | None](_("Berlaku untuk"), [(None, _("Semua barangnya")), *goods])
        self.scope.choose(product_id)
        models = [(TermsModel.PERCENT, _("Komisi persen")), (TermsModel.FIXED, _("Harga setor per satuan"))]
        self.model = choice_field(_("Cara bagi hasil"), models)
        self.percent = QuantityField(_("Komisi koperasi (persen)"))
        self.percent.setPlaceholderText("10")
        self.share = MoneyField(_("Harga setor ke ibu (rupiah)"))
        self._percent_named = Labeled(_("Komisi koperasi (persen)"), self.percent)
        self._share_named = Labeled(_("Harga setor ke ibu (rupiah)"), self.share)
        bearers = [(Bearer.SHOP, _("Koperasi, haknya diganti")), (Bearer.CONSIGNOR, _("Penitip sendiri"))]
        self.shrinkage = ChoiceField(_("Kurang saat dihitung ditanggung"), bearers)
        agreed = terms_of(consignor_id, clock.today())
        self.shrinkage.choose(agreed.shrinkage if agreed is not None else Bearer.SHOP)
        self.example = Elided(" ", tone="primary")
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(12)
        amounts = boxed(row(self._percent_named, self._share_named))
        for place, widget in enumerate(
            (
                Labeled(_("Cara bagi hasil"), self.model),
                amounts,
                Labeled(_("Berlaku untuk"), self.scope),
                Labeled(_("Kurang saat dihitung ditanggung"), self.shrinkage),
                self.example,
            )
        ):
            grid.addWidget(widget, place, 0)
        for choice in (self.model, self.scope):
            choice.activated.connect(lambda _index: self._show())
        for field in (self.percent, self.share):
            field.changed.connect(lambda _value: self._show())
        self._show()

    def is_dirty(self) -> bool:
        return bool(self.percent.text() or self.share.text())

    def terms(self) -> Terms | None:
        """What is filled in, None while it is not readable."""
        shrinkage = self.shrinkage.value() or Bearer.SHOP
        if self.model.value() is TermsModel.PERCENT:
            percent = self.percent.value()
            fits = percent is not None and percent <= 100 * ONE and percent % 10 == 0
            if percent is None or not fits:
                return None
            return Terms(TermsModel.PERCENT, percent // 10, None, Bearer.SHOP, shrinkage)
        share = self.share.value()
        return Terms(TermsModel.FIXED, None, share, Bearer.SHOP, shrinkage) if share is not None else None

    def save(self) -> bool:
        """Record it; False keeps the sheet open, the field to mend has the focus."""
        terms = self.terms()
        if terms is None:
            percent = self.model.value() is TermsModel.PERCENT
            label = self._percent_named if percent else self._share_named
            label.set_error(_("Isi 0 sampai 100, misalnya 12,5.") if percent else _("Harga setor belum diisi."))
            label.field.setFocus()
            return False
        agreed = run(
            self._context.messages,
            agree_terms,
            self._context.actor,
            self._consignor_id,
            terms,
            valid_from=self._valid_from,
            product_id=self.scope.value(),
        )
        self.saved = agreed is not None
        return self.saved

    def _show(self) -> None:
        percent = self.model.value() is TermsModel.PERCENT
        self._percent_named.setVisible(percent)
        self._share_named.setVisible(not percent)
        self._percent_named.set_error("")
        self._share_named.set_error("")
        terms = self.terms()
        if terms is None:
            self.example.setText(" ")
            return
        product = self._products.get(self.scope.value())
        price = product.selling_price_idr if product else _EXAMPLE_IDR
        share = full_share_idr(terms, ONE, price)
        self.example.set_tone("primary" if share <= price else "attention")
        self.example.setText(
            _("Terjual {price}: ibu menerima {share}, koperasi {rest}.").format(
                price=rupiah(price), share=rupiah(share), rest=rupiah(price - share)
            )
        )
