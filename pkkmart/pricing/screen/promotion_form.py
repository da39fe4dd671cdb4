"""The form of a new promotion: what, of which goods, when, and who pays; the foot says it in a sentence."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QGridLayout, QStackedWidget

from pkkmart.core import clock
from pkkmart.core.i18n import DAYS, _
from pkkmart.core.quantity import ONE
from pkkmart.pricing.below_cost import BelowCost, Floor, Floors, PricedGoods, promotion_below_cost
from pkkmart.pricing.operations import GoodsMissing, WeekdaysMissing, add_promotion
from pkkmart.pricing.promotions import DAY_MINUTES, Kind, PromotionDetails
from pkkmart.pricing.queries import goods_of
from pkkmart.pricing.screen.goods import GoodsChoice, Toggles
from pkkmart.pricing.screen.hours import HourField
from pkkmart.pricing.words import (
    BEARERS,
    below_cost_words,
    days_words,
    goods_words,
    hours_words,
    off_words,
)
from pkkmart.ui.cards import Wrapped
from pkkmart.ui.fields import ChoiceField, DateField, Labeled, MoneyField, QuantityField, TextField
from pkkmart.ui.layout import boxed, row
from pkkmart.ui.page import Context
from pkkmart.ui.panels import Form, Sheet
from pkkmart.ui.run import run


class PromotionForm(Form[int]):
    """The kind decides which figures are asked; the sentence at the foot is what the promotion will do."""

    def __init__(self, context: Context, floors: Floors, like: PromotionDetails | None = None) -> None:
        super().__init__()
        self._context, self._floors = context, floors
        self._costed: tuple[object, list[PricedGoods], Mapping[int, Floor]] = (None, [], {})
        self.name = TextField(_("Nama promosi"), limit=40, placeholder=_("misalnya Kue sore"))
        self.kind = ChoiceField(_("Jenis"), [(kind, _(kind.label)) for kind in Kind])
        self.percent = QuantityField(_("Persen"))
        self.amount = MoneyField(_("Potongan tiap satuan"))
        self.pieces, self.free = QuantityField(_("Beli"), whole=True), QuantityField(_("Gratis"), whole=True)
        self.bundle, self.price = QuantityField(_("Berapa buah"), whole=True), MoneyField(_("Harga semuanya"))
        self.goods = GoodsChoice(like)
        self.bearer = ChoiceField(_("Ditanggung"), [(bearer, _(words)) for bearer, words in BEARERS.items()])
        self.first, self.last = DateField(_("Mulai"), value=clock.today()), DateField(_("Hari terakhir"))
        self.last.setPlaceholderText(_("sampai dihentikan"))
        self.begin = HourField(_("Dari jam"), like.from_minute if like else 0)
        self.end = HourField(_("Sampai jam"), like.until_minute if like else DAY_MINUTES)
        on = [day for day in range(7) if like is None or like.weekdays >> day & 1]
        self.days = Toggles([(day, DAYS[day]) for day in range(7)], on)
        self.sentence, self.warning = Wrapped("", "strong"), Wrapped("", "medium", tone="attention")
        self._labels = self._labelled()
        self._fill(like)
        self._lay()
        self._connect()
        self._show()
        self._given = self._typed()

    def _labelled(self) -> dict[str, Labeled]:
        fields = {
            "name": self.name, "percent": self.percent, "amount": self.amount, "pieces": self.pieces, "free": self.free,
            "bundle": self.bundle, "price": self.price, "first": self.first, "last": self.last, "begin": self.begin,
            "end": self.end,
        }  # fmt: skip
        labels = {key: Labeled(field.accessibleName(), field) for key, field in fields.items()}
        return {**labels, "goods": Labeled(_("Barang"), self.goods.way), "days": Labeled(_("Hari"), self.days)}

    def _fill(self, like: PromotionDetails | None) -> None:
        if like is None:
            return
        self.name.setText(like.name)
        self.kind.choose(like.kind)
        self.bearer.choose(like.bearer)
        self.percent.set_value(like.percent_bp * 10 or None)
        for money in (self.amount, self.price):
            money.set_value(like.amount_idr or None)
        for count in (self.pieces, self.bundle):
            count.set_value(like.pieces * ONE or None)
        self.free.set_value(like.free_pieces * ONE or None)

    def _lay(self) -> None:
        self._figures = QStackedWidget()
        for keys in (("percent",), ("amount",), ("pieces", "free"), ("bundle", "price")):
            page = boxed(row(*(self._labels[key] for key in keys), spacing=12))
            self._figures.addWidget(page)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(10)
        grid.addWidget(self._labels["name"], 0, 0, 1, 4)
        grid.addWidget(Labeled(_("Jenis"), self.kind), 0, 4, 1, 4)
        grid.addWidget(self._figures, 0, 8, 1, 4)
        grid.addWidget(self._labels["goods"], 1, 0, 1, 6)
        grid.addWidget(Labeled(_("Potongan ditanggung"), self.bearer), 1, 6, 1, 6)
        grid.addWidget(self.goods, 2, 0, 1, 12)
        for place, key in enumerate(("first", "last", "begin", "end")):
            grid.addWidget(self._labels[key], 3, place * 3, 1, 3)
        for place in range(12):
            grid.setColumnStretch(place, 1)
        grid.addWidget(self._labels["days"], 4, 0, 1, 12)
        grid.addWidget(self.sentence, 5, 0, 1, 12)
        grid.addWidget(self.warning, 6, 0, 1, 12)

    def _connect(self) -> None:
        for number in (self.percent, self.amount, self.pieces, self.free, self.bundle, self.price):
            number.changed.connect(lambda _value: self._show())
        for text in (self.name, self.first, self.last, self.begin, self.end):
            text.textChanged.connect(lambda _text: self._show())
        self.kind.activated.connect(lambda _index: self._show())
        self.bearer.activated.connect(lambda _index: self._show())
        self.goods.way.activated.connect(lambda _index: self._show())
        self.goods.categories.changed.connect(self._show)
        self.goods.products.changed.connect(self._show)
        self.days.changed.connect(self._show)

    def scanned(self, code: str) -> None:
        """The product of a code is one of its goods."""
        self.goods.way.choose("PRODUCTS")
        self._show()
        self.goods.products.picker.scanned(code)

    def is_dirty(self) -> bool:
        """Whether something was typed or chosen that a careless Esc would lose."""
        return self._typed() != self._given

    def save(self) -> bool:
        """Save the promotion; False leaves the sheet open with the focus in the field to mend."""
        for label in self._labels.values():
            label.set_error("")
        picker = self.goods.products.picker
        if picker.search.hasFocus() and picker.take():
            return False
        missing = self._missing()
        if missing is not None:
            key, sentence = missing
            self._labels[key].set_error(sentence)
            self._labels[key].field.setFocus()
            return False
        self.saved = run(self._context.messages, add_promotion, self._context.actor, self.details())
        return self.saved is not None

    def details(self) -> PromotionDetails:
        """What is typed so far; what is missing is 0 or today."""
        kind, way = self.kind.value() or Kind.PERCENT, self.goods.way.value()
        begin, end = self.begin.value(), self.end.value()
        counted = self.pieces if kind is Kind.BUY_N_GET_M else self.bundle
        money = self.amount if kind is Kind.AMOUNT else self.price
        return PromotionDetails(
            name=self.name.text(),
            kind=kind,
            bearer=self.bearer.value() or "SHOP",
            percent_bp=(self.percent.value() or 0) // 10,
            amount_idr=money.value() or 0,
            pieces=(counted.value() or 0) // ONE,
            free_pieces=(self.free.value() or 0) // ONE,
            starts_on=self.first.value() or clock.today(),
            ends_on=self.last.value(),
            weekdays=sum(1 << day for day in self.days.values()),
            from_minute=0 if begin is None else begin,
            until_minute=DAY_MINUTES if end is None else end,
            on_everything=way == "EVERYTHING",
            product_ids=frozenset(self.goods.products.products) if way == "PRODUCTS" else frozenset(),
            category_ids=frozenset(self.goods.categories.values()) if way == "CATEGORIES" else frozenset(),
        )

    def _missing(self) -> tuple[str, str] | None:
        """The field to mend first, and what to say under it."""
        asked = [
            ("name", not self.name.text().strip(), _("Nama promosi belum diisi.")),
            *((key, not field.value(), _("Belum diisi.")) for key, field in self._asked()),
            ("percent", bool((self.percent.value() or 0) % 10), _("Paling banyak dua angka di belakang koma.")),
            ("goods", not self.goods.names() and self.goods.way.value() != "EVERYTHING", str(GoodsMissing())),
            ("first", self.first.value() is None, _("Tulis tanggalnya, misalnya 24/11/2026.")),
            (
                "last",
                bool(self.last.text().strip()) and self.last.value() is None,
                _("Tulis tanggalnya, atau kosongkan."),
            ),
            ("begin", self.begin.value() is None, _("Tulis jamnya, misalnya 16.00.")),
            ("end", self.end.value() is None, _("Tulis jamnya, misalnya 20.00.")),
            ("days", not self.days.values(), str(WeekdaysMissing())),
        ]
        return next(((key, sentence) for key, wrong, sentence in asked if wrong), None)

    def _asked(self) -> list[tuple[str, QuantityField | MoneyField]]:
        """The figures its kind needs."""
        asked: dict[Kind, list[tuple[str, QuantityField | MoneyField]]] = {
            Kind.PERCENT: [("percent", self.percent)],
            Kind.AMOUNT: [("amount", self.amount)],
            Kind.BUY_N_GET_M: [("pieces", self.pieces), ("free", self.free)],
            Kind.BUNDLE: [("bundle", self.bundle), ("price", self.price)],
        }
        return asked[self.kind.value() or Kind.PERCENT]

    def _typed(self) -> tuple[object, ...]:
        texts = (self.last, self.begin, self.end, self.percent, self.pieces, self.free, self.bundle)
        return self.details(), *(field.text() for field in texts)

    def _show(self) -> None:
        details = self.details()
        self._figures.setCurrentIndex(list(Kind).index(details.kind))
        self.goods.show_way()
        ready = all(field.value() for _key, field in self._asked())
        names = self.goods.names()
        if not ready or not (names or details.on_everything):
            self.sentence.setText(_("Isi besarnya dan pilih barangnya."))
            self.sentence.set_tone("muted")
            self.warning.hide()
            return
        said = (off_words(details), goods_words(details, names, 3), hours_words(details), days_words(details))
        self.sentence.setText(" · ".join(said))
        self.sentence.set_tone("primary")
        self.warning.setText(below_cost_words(self._below_cost(details)))
        self.warning.setVisible(bool(self.warning.text()))

    def _below_cost(self, details: PromotionDetails) -> list[BelowCost]:
        """Goods are read once for each choice of goods, not at each key."""
        chosen = (details.on_everything, details.product_ids, details.category_ids)
        if self._costed[0] != chosen:
            goods = goods_of(details)
            self._costed = (chosen, goods, self._floors([one.product_id for one in goods]))
        return promotion_below_cost(details, self._costed[1], self._costed[2])


def promotion_sheet(
    context: Context, floors: Floors, on_done: Callable[[int], object], like: PromotionDetails | None = None
) -> Sheet:
    """Open the form of a new promotion over the page, filled in like another one if told."""
    form = PromotionForm(context, floors, like)
    sheet = context.messages.form(_("Promosi baru"), form, on_done, yes=_("Simpan"), width=900)
    sheet.scanned.connect(form.scanned)
    return sheet
