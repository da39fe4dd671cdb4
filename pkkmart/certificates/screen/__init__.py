"""The page of certificates: what ends when, what has ended, and which food and drink is not halal yet."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from pkkmart.certificates.kinds import CertificateKind
from pkkmart.certificates.operations import withdraw_certificate
from pkkmart.certificates.queries import (
    CertificateRow,
    NotHalalRow,
    certificates,
    counts,
    goods_not_halal,
    history_of,
)
from pkkmart.certificates.rules import REMINDED, CertificateFilter
from pkkmart.certificates.screen.form import CertificateForm, FoodForm
from pkkmart.certificates.settings import halal_from
from pkkmart.core import clock
from pkkmart.core.actor import Permission
from pkkmart.core.i18n import N_, _, date_short, figure
from pkkmart.core.operation import Changed
from pkkmart.products.queries import picture
from pkkmart.ui.buttons import PillButton
from pkkmart.ui.cards import Card, Words
from pkkmart.ui.doors import Door
from pkkmart.ui.flow import flowing
from pkkmart.ui.keys import KeyAction
from pkkmart.ui.layout import column, row, wide
from pkkmart.ui.page import Context, Page
from pkkmart.ui.panels import stacked
from pkkmart.ui.reasons import ReasonField
from pkkmart.ui.run import succeeds
from pkkmart.ui.table_model import Column, RowsModel, Table, styled_table
from pkkmart.ui.theme import GAP

Shown = CertificateRow | NotHalalRow


class CertificatesPage(Page):
    """Chips choose a part of the list; Enter opens a certificate, or records the halal one of goods without."""

    title = N_("Sertifikat")
    shows = frozenset({Changed.PRODUCTS, Changed.PEOPLE, Changed.SETTINGS})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._filter = CertificateFilter.ALL
        self.pills = {one: PillButton("", on_click=partial(self.filter_by, one)) for one in CertificateFilter}
        self.model: RowsModel[Shown] = RowsModel(_columns())
        self.table = styled_table(
            self.model, _("Sertifikat"), two_lines=True, empty_text=_("Tidak ada sertifikat di bagian ini.")
        )
        self.table.opened.connect(lambda _row: self.open_row())
        self.told = Words("", "caption", wrap=True)
        card = Card(padding=8, spacing=4)
        card.add(wide(self.table), row(wide(self.told), margins=(10, 4, 10, 2)))
        column(flowing(self.pills.values()), wide(card), spacing=GAP - 4, on=self)
        may = context.actor.may(Permission.KEEP_PRODUCTS)
        acts = [
            KeyAction("Ctrl+N", _("Sertifikat baru"), self.new),
            KeyAction("F2", _("Perbarui"), self.renew),
            KeyAction("Del", _("Cabut"), self.withdraw),
            KeyAction("F7", _("Mana makanan"), self.choose_food),
        ]
        opened = KeyAction("Enter", _("Buka"))
        self.set_actions([opened, *(acts if may else []), KeyAction("F5", _("Saringan"), self._next_filter)])

    def lists(self) -> Sequence[Table]:
        return (self.table,)

    def enter(self) -> None:
        super().enter()
        self.reload()
        self.table.setFocus()

    def show_item(self, door: Door) -> None:
        """Show the part of the list that `act` names."""
        if door.act:
            self.filter_by(CertificateFilter(door.act))

    def filter_by(self, chosen: CertificateFilter) -> None:
        """Show one part of the list."""
        self._filter = chosen
        self.reload()

    def reload(self) -> None:
        """Read the list again; the row one stands on stays chosen."""
        stood = self.table.current_row()
        self.model.replace([*self._rows()])
        if stood is None or not self.table.stand_on(lambda row: row == stood):
            self.table.stand_on(None)
        known = counts()
        for one, pill in self.pills.items():
            pill.set_words(f"{_filter_words(one)} · {figure(known[one])}")
            pill.setChecked(one is self._filter)
        day, today = halal_from(), clock.today()
        told = _("Makanan dan minuman UMK wajib halal mulai {day}.")
        if day <= today:
            told = _("Makanan dan minuman UMK wajib halal sejak {day}.")
        self.told.setText(told.format(day=date_short(day)))
        self.told.set_tone("attention" if day <= today and known[CertificateFilter.NOT_HALAL] else "muted")

    def _rows(self) -> list[CertificateRow] | list[NotHalalRow]:
        return goods_not_halal() if self._filter is CertificateFilter.NOT_HALAL else certificates(self._filter)

    def open_row(self) -> None:
        """Show a certificate with its photo and those before it, or record the halal one of goods without."""
        chosen = self.table.current_row()
        if isinstance(chosen, NotHalalRow):
            self._ask(CertificateForm(self.context, kind=CertificateKind.HALAL, product_id=chosen.product_id))
        elif chosen is not None:
            self._show(chosen)

    def _show(self, chosen: CertificateRow) -> None:
        from PySide6.QtCore import Qt
        from PySide6.QtGui import QPixmap
        from PySide6.QtWidgets import QLabel

        lines = [chosen.issuer, _("terbit {day}").format(day=date_short(chosen.valid_from)), _end_words(chosen)]
        parts: list[QLabel] = [Words(" · ".join(line for line in lines if line), "medium", wrap=True)]
        if chosen.photo_id is not None:
            image, photo = QPixmap(), QLabel()
            image.loadFromData(picture(chosen.photo_id))
            smooth = Qt.TransformationMode.SmoothTransformation
            photo.setPixmap(image.scaled(560, 300, Qt.AspectRatioMode.KeepAspectRatio, smooth))
            photo.setAccessibleName(_("Foto sertifikat"))
            parts.append(photo)
        for before in history_of(chosen.id):
            told = _("sebelumnya {number}, {end}").format(number=before.number, end=_end_words(before))
            parts.append(Words(told, "caption", tone="muted", wrap=True))
        title = f"{_(chosen.kind.label)} {chosen.number}"
        self.context.messages.show_content(chosen.subject, stacked(*parts), title=title, width=640)

    def new(self) -> None:
        """Record a certificate."""
        self._ask(CertificateForm(self.context))

    def renew(self) -> None:
        """Record what takes the place of the chosen certificate."""
        chosen = self.table.current_row()
        if isinstance(chosen, CertificateRow):
            self._ask(CertificateForm(self.context, renews=chosen))
        else:
            self.context.messages.attention(_("Pilih sertifikatnya dulu, lalu tekan F2."))

    def _ask(self, form: CertificateForm) -> None:
        done = _("Sertifikat tersimpan.")
        self.context.messages.form(
            _("Sertifikat"), form, lambda _made: self.context.messages.good(done), yes=_("Simpan"), width=680
        )

    def withdraw(self) -> None:
        """Ask why the chosen certificate counts no more."""
        chosen = self.table.current_row()
        if not isinstance(chosen, CertificateRow):
            self.context.messages.attention(_("Pilih sertifikatnya dulu, lalu tekan Del."))
            return
        reason = ReasonField(_("Alasan"), (_("Salah catat"), _("Dicabut penerbit"), _("Usaha berhenti")))
        title = _("Cabut {kind} {number}").format(kind=_(chosen.kind.label), number=chosen.number)

        def take() -> bool:
            words = reason.field.text()
            return succeeds(self.context.messages, withdraw_certificate, self.context.actor, chosen.id, words)

        self.context.messages.sheet(title, reason, yes=_("Cabut"), on_yes=take)

    def choose_food(self) -> None:
        """Ask which categories are food and drink."""
        done = _("Kategori makanan dan tanggal wajib halal tersimpan.")
        form = FoodForm(self.context)
        self.context.messages.form(
            _("Makanan dan minuman"), form, lambda _saved: self.context.messages.good(done), yes=_("Simpan"), width=640
        )

    def _next_filter(self) -> None:
        every = list(CertificateFilter)
        self.filter_by(every[(every.index(self._filter) + 1) % len(every)])


def _filter_words(chosen: CertificateFilter) -> str:
    if chosen.days:
        return _("{days} hari").format(days=chosen.days)
    return {
        CertificateFilter.ALL: _("Semua"),
        CertificateFilter.EXPIRED: _("Kedaluwarsa"),
        CertificateFilter.NOT_HALAL: _("Belum halal"),
    }[chosen]


def _columns() -> list[Column[Shown]]:
    return [
        Column(_("Milik"), lambda one: one.name if isinstance(one, NotHalalRow) else one.subject, second=_owner_words),
        Column(
            _("Sertifikat"),
            lambda one: _("belum halal") if isinstance(one, NotHalalRow) else _(one.kind.label),
            260,
            second=lambda one: one.category if isinstance(one, NotHalalRow) else one.number,
        ),
        Column(
            _("Berlaku"),
            lambda one: "–" if isinstance(one, NotHalalRow) else _end_words(one),
            190,
            tone=_tone,
            second=lambda one: "" if isinstance(one, NotHalalRow) else _left_words(one),
            second_tone=_tone,
        ),
    ]


def _owner_words(one: Shown) -> str:
    return one.owner or _("milik koperasi")


def _end_words(one: CertificateRow) -> str:
    return _("tanpa batas") if one.valid_to is None else _("sampai {day}").format(day=date_short(one.valid_to))


def _left_words(one: CertificateRow) -> str:
    left = one.days_left(clock.today())
    if left is None:
        return ""
    return _("habis {days} hari lalu").format(days=-left) if left < 0 else _("{days} hari lagi").format(days=left)


def _tone(one: Shown) -> str:
    left = None if isinstance(one, NotHalalRow) else one.days_left(clock.today())
    if left is None or left > max(REMINDED):
        return "plain"
    return "danger" if left < min(REMINDED) else "attention"
