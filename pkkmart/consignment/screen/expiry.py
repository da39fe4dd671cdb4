"""The page of goods that expire: what is past its day, what will be soon, and the sheet that takes it off the shelf."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import partial
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QWidget

from pkkmart.consignment.operations import ReturnItem, record_return
from pkkmart.consignment.rules import ReturnReason
from pkkmart.consignment.screen.goods import CountField
from pkkmart.core import clock
from pkkmart.core.actor import Permission
from pkkmart.core.i18n import N_, _, date_short, figure, rupiah
from pkkmart.core.operation import Changed
from pkkmart.core.quantity import quantity_text
from pkkmart.products.queries import by_ids
from pkkmart.stock.operations import AdjustItem, adjust
from pkkmart.stock.queries import ExpiringRow, expiring
from pkkmart.stock.rules import AdjustReason
from pkkmart.stock.settings import NEAR_EXPIRY_DAYS
from pkkmart.ui.buttons import PillButton, PrimaryButton, SecondaryButton
from pkkmart.ui.cards import Card, Elided, Words
from pkkmart.ui.doors import Door
from pkkmart.ui.fields import focus_whole
from pkkmart.ui.flow import flowing
from pkkmart.ui.keys import KeyAction
from pkkmart.ui.layout import STRETCH, column, row, wide
from pkkmart.ui.page import Context, Page
from pkkmart.ui.panels import Form
from pkkmart.ui.run import run
from pkkmart.ui.scrolling import ScrollList
from pkkmart.ui.table_model import Column, RowsModel, Table, styled_table
from pkkmart.ui.theme import GAP, TARGET, current

_MONTH: Final = 30


class Span(StrEnum):
    """How far ahead the list looks."""

    PAST = "PAST"
    SOON = "SOON"
    MONTH = "MONTH"
    ALL = "ALL"

    def until(self, today: date) -> date:
        """The last day of expiry that is in the list."""
        days = {Span.PAST: -1, Span.SOON: NEAR_EXPIRY_DAYS.get(), Span.MONTH: _MONTH}
        return date.max if self is Span.ALL else today + timedelta(days=days[self])

    def words(self, today: date) -> str:
        """What its pill says."""
        if self is Span.SOON:
            return _("{days} hari lagi").format(days=(self.until(today) - today).days)
        return {Span.PAST: _("Lewat"), Span.MONTH: _("Sebulan lagi"), Span.ALL: _("Semua")}[self]


class ExpiryPage(Page):
    """Batches in stock, the first to expire first; F12 takes what has expired off the shelf."""

    title = N_("Kedaluwarsa")
    shows = frozenset({Changed.STOCK, Changed.PRODUCTS, Changed.PEOPLE})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.span = Span.SOON
        self.pills = {span: PillButton("", on_click=partial(self.show_span, span)) for span in Span}
        self.model: RowsModel[ExpiringRow] = RowsModel(_columns())
        self.table = styled_table(
            self.model,
            _("Kedaluwarsa"),
            two_lines=True,
            empty_text=_("Tidak ada. Tanggal kedaluwarsa diisi saat barang diterima."),
        )
        self.table.opened.connect(lambda _row: self.open_card())
        self.sum = Words("", "caption")
        self.one_button = SecondaryButton(_("Tarik barang ini"), "F8", icon="package-x", on_click=self.pull_one)
        self.all_button = PrimaryButton(_("Tarik semua yang lewat"), "F12", on_click=self.pull_past)
        self._lay()
        self.set_actions(
            [
                KeyAction("F12", _("Tarik semua yang lewat"), self.pull_past),
                KeyAction("F8", _("Tarik barang ini"), self.pull_one),
                KeyAction("Enter", _("Lihat di stok")),
                KeyAction("F5", _("Saringan"), self._next_span),
            ]
        )

    def _lay(self) -> None:
        card = Card(padding=8, spacing=4)
        foot = row(wide(self.sum), self.one_button, self.all_button, margins=(10, 4, 4, 4), spacing=10)
        card.add(wide(self.table), foot)
        column(flowing(self.pills.values()), wide(card), spacing=GAP - 4, on=self)

    def lists(self) -> Sequence[Table]:
        return (self.table,)

    def enter(self) -> None:
        super().enter()
        self.reload()
        self.table.setFocus()

    def reload(self) -> None:
        """Read the list again; the batch one stands on stays current."""
        stood, today = self.table.current_row(), clock.today()
        rows = run(self.context.messages, expiring, date.max)
        if rows is None:
            return
        shown = {span: [row for row in rows if row.expires_on <= span.until(today)] for span in Span}
        self.model.replace(shown[self.span])
        if stood is None or not self.table.stand_on(partial(_is_same, stood)):
            self.table.stand_on(None)
        for span, pill in self.pills.items():
            pill.set_words(f"{span.words(today)} · {figure(len(shown[span]))}")
            pill.setChecked(span is self.span)
        cost = sum(row.value_idr for row in shown[self.span])
        self.sum.setText(_("Modal barang koperasi di daftar ini {cost}").format(cost=rupiah(cost)) if cost else "")

    def show_span(self, span: Span) -> None:
        """Look as far ahead as this."""
        self.span = span
        self.reload()

    def show_item(self, door: Door) -> None:
        """Show the part of the list that `act` names."""
        self.show_span(Span(door.act))
        self.table.setFocus()

    def open_card(self) -> None:
        """Show the product in the list of stock."""
        chosen = self.table.current_row()
        if chosen is not None:
            self.context.open(Door("product", chosen.product_id))

    def pull_one(self) -> None:
        """Take the batch one stands on off the shelf, whether it has expired or not."""
        chosen = self.table.current_row()
        if chosen is None:
            self.context.messages.attention(_("Pilih barangnya dulu, lalu tekan F8."))
        else:
            self._pull([chosen])

    def pull_past(self) -> None:
        """Take everything that has expired off the shelf."""
        rows = run(self.context.messages, expiring, Span.PAST.until(clock.today()))
        if rows:
            self._pull(rows)
        elif rows is not None:
            self.context.messages.attention(_("Tidak ada barang yang lewat tanggal."))

    def _pull(self, rows: Sequence[ExpiringRow]) -> None:
        owned = [row for row in rows if row.owner_id is None]
        if owned and not self.context.actor.may(Permission.KEEP_PRODUCTS):
            sentence = _("{name} milik koperasi: kepala toko atau bendahara yang menghapusnya dari stok.")
            self.context.messages.attention(sentence.format(name=owned[0].name), stays=True)
            rows = [row for row in rows if row.owner_id is not None]
        if rows:
            form = PullForm(self.context, rows)
            self.context.messages.form(_("Tarik dari rak"), form, self._pulled, yes=_("Tarik"), width=640)

    def _pulled(self, numbers: list[str]) -> None:
        self.reload()
        self.context.messages.good(_("Sudah ditarik dari rak: {numbers}.").format(numbers=", ".join(numbers)))

    def _next_span(self) -> None:
        spans = list(Span)
        self.show_span(spans[(spans.index(self.span) + 1) % len(spans)])


@dataclass(slots=True)
class _Pulled:
    """A batch of the sheet, and the field with how many of it were found."""

    row: ExpiringRow
    quantity: CountField


class PullForm(Form[list[str]]):
    """How many of each batch were found: titipan goes home on a nota retur, the co-op's own is written off.

    `saved` is the numbers of the documents. A document that is refused leaves its goods in the sheet.
    """

    def __init__(self, context: Context, rows: Sequence[ExpiringRow]) -> None:
        super().__init__()
        self._context, self._numbers = context, list[str]()
        products = by_ids(row.product_id for row in rows)
        self.pulled = [_Pulled(row, _count(row, whole=not products[row.product_id].sold_by_weight)) for row in rows]
        lines = [self._line(one) for one in self.pulled]
        for place, one in enumerate(self.pulled):
            one.quantity.stepped.connect(lambda by, place=place: self._step(place + by))
        self.list = ScrollList()
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.fill(column(*lines, STRETCH, margins=(0, 0, 8, 0), spacing=0))
        each = max(TARGET, lines[0].sizeHint().height())
        most = max(2, (context.messages.host.height() - current().px(300)) // each)
        self.list.setFixedHeight(each * min(len(lines), most) + 4)
        about = Words(_("Hitung yang ada di rak; yang sudah tidak ada diisi 0."), tone="muted", wrap=True)
        column(about, self.list, spacing=12, on=self)

    def _line(self, one: _Pulled) -> QWidget:
        about = _("kedaluwarsa {day} · {where}").format(day=date_short(one.row.expires_on), where=_goes(one.row))
        names = column(Elided(one.row.name, "medium"), Elided(about, "caption"), spacing=0)
        line = QWidget()
        row(wide(names), one.quantity, margins=(2, 4, 2, 4), spacing=10, on=line)
        return line

    def is_dirty(self) -> bool:
        return any(one.quantity.value() != one.row.qty_milli for one in self.pulled)

    def save(self) -> bool:
        wanted = [one for one in self.pulled if one.quantity.value()]
        if not wanted and not self._numbers:
            self._context.messages.attention(_("Belum ada yang ditarik. Isi jumlahnya, atau tutup dengan Esc."))
            return False
        for owner_id in dict.fromkeys(one.row.owner_id for one in wanted):
            mine = [one for one in wanted if one.row.owner_id == owner_id]
            number = run(self._context.messages, self._book, owner_id, mine)
            if number is None:
                return False
            self._numbers.append(number)
            for one in mine:
                one.quantity.set_value(None)
        self.saved = self._numbers
        return True

    def _book(self, owner_id: int | None, mine: Iterable[_Pulled]) -> str:
        """Write what one owner's goods leave by; the number of the document."""
        amounts = [(one.row.product_id, one.quantity.value() or 0) for one in mine]
        actor, note = self._context.actor, _("kedaluwarsa")
        if owner_id is None:
            owned = [AdjustItem(product_id, qty_milli) for product_id, qty_milli in amounts]
            return adjust(actor, owned, AdjustReason.SPOILED, note=note).number
        home = [ReturnItem(product_id, qty_milli, ReturnReason.EXPIRED) for product_id, qty_milli in amounts]
        return record_return(actor, owner_id, home, note=note).number

    def _step(self, place: int) -> None:
        if 0 <= place < len(self.pulled):
            focus_whole(self.pulled[place].quantity)
            self.list.ensureWidgetVisible(self.pulled[place].quantity)


def _count(batch: ExpiringRow, *, whole: bool) -> CountField:
    field = CountField(_("Jumlah {name}").format(name=batch.name), whole=whole, value=batch.qty_milli)
    field.setFixedWidth(current().px(96))
    field.setAlignment(Qt.AlignmentFlag.AlignRight)
    return field


def _goes(batch: ExpiringRow) -> str:
    """Where the goods go, and what that costs the co-op."""
    if batch.owner_id is not None:
        return _("pulang ke {owner}").format(owner=batch.owner)
    return _("milik koperasi, modal {cost}").format(cost=rupiah(batch.value_idr))


def _is_same(stood: ExpiringRow, other: ExpiringRow) -> bool:
    return (stood.product_id, stood.expires_on) == (other.product_id, other.expires_on)


def _columns() -> list[Column[ExpiringRow]]:
    return [
        Column(
            _("Kedaluwarsa"),
            lambda batch: date_short(batch.expires_on),
            130,
            tone=_tone,
            weight=600,
            second=_days_words,
            second_tone=_tone,
        ),
        Column(_("Barang"), lambda batch: batch.name, second=lambda batch: batch.owner or _("milik koperasi")),
        Column(_("Sisa"), lambda batch: quantity_text(batch.qty_milli), 90, "right", 700, lambda batch: batch.unit),
        Column(
            _("Modal"),
            lambda batch: figure(batch.value_idr) if batch.owner_id is None else "–",
            110,
            "right",
            tone=lambda batch: "muted" if batch.owner_id is not None else "plain",
        ),
    ]


def _days_words(batch: ExpiringRow) -> str:
    days = (batch.expires_on - clock.today()).days
    if days < 0:
        return _("lewat {days} hari").format(days=-days)
    return {0: _("hari ini"), 1: _("besok")}.get(days, _("{days} hari lagi").format(days=days))


def _tone(batch: ExpiringRow) -> str:
    today = clock.today()
    if batch.expires_on <= Span.PAST.until(today):
        return "danger"
    return "attention" if batch.expires_on <= Span.SOON.until(today) else "plain"
