"""The sheets of the page of certificates: a new or renewed one, which categories are food, since when halal counts."""

from __future__ import annotations

from pathlib import Path

from pkkmart.certificates.kinds import CertificateKind
from pkkmart.certificates.operations import CertificateDetails, move_halal_date, record_certificate
from pkkmart.certificates.queries import CertificateRow, businesses
from pkkmart.certificates.settings import halal_from
from pkkmart.core.actor import Permission
from pkkmart.core.i18n import _
from pkkmart.products.operations import choose_food
from pkkmart.products.queries import by_ids, category_rows, search
from pkkmart.ui.buttons import SecondaryButton
from pkkmart.ui.choices import CheckField, ChoiceField
from pkkmart.ui.fields import DateField, Labeled, TextField
from pkkmart.ui.files import Wish, ask_path
from pkkmart.ui.flow import flowing
from pkkmart.ui.layout import column, form_grid
from pkkmart.ui.page import Context
from pkkmart.ui.panels import Form, stacked
from pkkmart.ui.run import run_confirmed, succeeds

MOST_PHOTO = 40 * 1024 * 1024


class CertificateForm(Form[int]):
    """A certificate of a product or of an UMKM; `renews` fills in all but what a new one brings."""

    def __init__(
        self, context: Context, *, renews: CertificateRow | None = None, kind: CertificateKind | None = None,
        product_id: int | None = None,
    ) -> None:  # fmt: skip
        super().__init__()
        self._context, self._renews = context, renews
        self._photo = b""
        self.kind = ChoiceField(_("Jenis"), [(one, _(one.label)) for one in CertificateKind])
        of: list[tuple[tuple[str, int, int], str]] = []
        if product_id is not None:
            of.append((("product", product_id, 0), by_ids([product_id])[product_id].name))
        of += [
            (("business", one.business_id or 0, one.owner_id), _("UMKM {name}").format(name=one.name))
            for one in businesses()
        ]
        self.of = ChoiceField(_("Milik"), of)
        self.goods = TextField(_("Cari barang"), placeholder=_("ketik nama barang, lalu Tab"))
        self.number = TextField(_("Nomor"), limit=60)
        self.issuer = TextField(_("Penerbit"), limit=60)
        self.begin = DateField(_("Terbit"))
        self.end = DateField(_("Berlaku sampai"))
        self.photo = SecondaryButton(_("Foto sertifikat"), icon="image", on_click=self._ask_photo)
        self._begin, self._end = Labeled(_("Terbit"), self.begin), Labeled(_("Berlaku sampai (boleh kosong)"), self.end)
        self._of_options = of
        grid = form_grid(self, equal=4, down=10)
        grid.addWidget(Labeled(_("Jenis"), self.kind), 0, 0, 1, 2)
        grid.addWidget(Labeled(_("Nomor"), self.number), 0, 2, 1, 2)
        grid.addWidget(Labeled(_("Milik"), self.of), 1, 0, 1, 2)
        grid.addWidget(Labeled(_("Untuk satu barang saja"), self.goods), 1, 2, 1, 2)
        grid.addWidget(self._begin, 2, 0, 1, 2)
        grid.addWidget(self._end, 2, 2, 1, 2)
        grid.addWidget(Labeled(_("Penerbit"), self.issuer), 3, 0, 1, 2)
        grid.addWidget(self.photo, 3, 2, 1, 2)
        self.goods.editingFinished.connect(self._found)
        self.kind.currentIndexChanged.connect(lambda _place: self._kind_chosen())
        if kind is not None:
            self.kind.choose(kind)
        self._kind_chosen()
        if renews is not None:
            self._renew(renews)
        self._given = self._typed()

    def _renew(self, row: CertificateRow) -> None:
        self.kind.choose(row.kind)
        self.of.set_options([(("renewed", row.id, 0), row.subject)])
        self.number.setText(row.number)
        self.issuer.setText(row.issuer)
        for field in (self.kind, self.of, self.goods):
            field.setEnabled(False)

    def _kind_chosen(self) -> None:
        kind = self.kind.value()
        if kind is not None and (
            not self.issuer.text() or self.issuer.text() in [_(one.issuer) for one in CertificateKind]
        ):
            self.issuer.setText(_(kind.issuer))

    def _found(self) -> None:
        """Offer the product that was typed first among those a certificate may belong to."""
        hits = search(self.goods.text(), 8)
        if hits:
            goods = [(("product", one.id, 0), one.name) for one in hits]
            self.of.set_options([*goods, *self._of_options])

    def _ask_photo(self) -> None:
        kinds = [_("Foto (*.jpg *.jpeg *.png)")]
        ask_path(self, Wish.OPEN, _("Pilih foto sertifikat"), self._take_photo, kinds=kinds)

    def _take_photo(self, path: Path) -> None:
        if path.stat().st_size > MOST_PHOTO:
            told = _("{name} lebih dari 40 MB. Pakai foto yang lebih kecil.")
            self._context.messages.attention(told.format(name=path.name), stays=True)
        elif succeeds(self._context.messages, lambda: setattr(self, "_photo", path.read_bytes())):
            self.photo.set_words(path.name)

    def _typed(self) -> tuple[object, ...]:
        return (self.number.text(), self.begin.text(), self.end.text(), self._photo)

    def is_dirty(self) -> bool:
        return self._typed() != self._given

    def save(self) -> bool:
        """Record the certificate; what is unusual is asked, what cannot be is said and stays to be mended."""
        for label, field in ((self._begin, self.begin), (self._end, self.end)):
            label.set_error("")
            if field.text().strip() and field.value() is None:
                label.set_error(_("Tulis tanggal seperti 24/11/2026."))
                field.setFocus()
                return False
        what, first, owner = self.of.value() or ("", 0, 0)
        details = CertificateDetails(
            kind=self.kind.value() or CertificateKind.PIRT,
            number=self.number.text(),
            valid_from=self.begin.value(),
            valid_to=self.end.value(),
            issuer=self.issuer.text(),
            product_id=first if what == "product" else None,
            business_id=(first or None) if what == "business" else None,
            owner_id=(owner or None) if what == "business" else None,
            photo=self._photo,
            renews_id=self._renews.id if self._renews is not None else None,
        )

        def recorded(made: int) -> None:
            self.saved = made
            panel = self._context.messages.panel()
            if panel is not None and asked:
                panel.close_panel()

        asked = False
        run_confirmed(
            self._context.messages,
            lambda known: record_certificate(self._context.actor, details, confirmed=known),
            recorded,
            yes=_("Tetap simpan"),
        )
        asked = True
        return self.saved is not None


class FoodForm(Form[bool]):
    """Which categories are food and drink, and from which day halal is a duty."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self.ticks = {one.id: CheckField(one.name, checked=one.is_food) for one in category_rows()}
        self.day = DateField(_("Wajib halal sejak"), value=halal_from())
        may = context.actor.may(Permission.KEEP_SETTINGS)
        self.day.setEnabled(may)
        self._day = Labeled(_("Wajib halal untuk UMK sejak"), self.day)
        self._given = self._typed()
        column(stacked(flowing(self.ticks.values()), self._day), on=self)

    def _typed(self) -> tuple[object, ...]:
        return (*(tick.isChecked() for tick in self.ticks.values()), self.day.value())

    def is_dirty(self) -> bool:
        return self._typed() != self._given

    def save(self) -> bool:
        """Record what is ticked, and the day."""
        day = self.day.value()
        if day is None:
            self._day.set_error(_("Tulis tanggal seperti 24/11/2026."))
            return False
        chosen = [category_id for category_id, tick in self.ticks.items() if tick.isChecked()]
        messages, actor = self._context.messages, self._context.actor
        if not succeeds(messages, choose_food, actor, chosen):
            return False
        if day != halal_from() and not succeeds(messages, move_halal_date, actor, day):
            return False
        self.saved = True
        return True
