"""Small forms of the drawer: a shift's float, cash in and out, the drawer opened, and a quantity for a line."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from pkkmart.core.actor import Actor, Approval, Permission
from pkkmart.core.errors import Unusual
from pkkmart.core.i18n import N_, _, rupiah
from pkkmart.core.quantity import ONE, quantity_text
from pkkmart.ledger.screen.cancelling import Cancelling, cancel_sheet
from pkkmart.ledger.screen.slip import SlipPaper
from pkkmart.printing.queries import elements_of
from pkkmart.printing.settings import read_printer
from pkkmart.till.kinds import CashIn, CashKind, CashOut
from pkkmart.till.operations import cancel_cash_slip, cash_in, cash_out, open_drawer, start_shift
from pkkmart.till.queries import CashSlipRow, ShiftRow, carried_idr, cash_slips, open_shift
from pkkmart.till.settings import OPENING_FLOAT_IDR
from pkkmart.ui.buttons import GhostButton
from pkkmart.ui.cards import Caption, Words
from pkkmart.ui.choices import choice_field
from pkkmart.ui.fields import Labeled, MoneyField, QuantityField, focus_whole
from pkkmart.ui.layout import boxed, row, wide
from pkkmart.ui.pad import MONEY, WEIGHT, WHOLE, pad_of
from pkkmart.ui.page import Context
from pkkmart.ui.panels import Sheet, stacked
from pkkmart.ui.reasons import ReasonField
from pkkmart.ui.run import run, run_confirmed
from pkkmart.users.dialogs import run_approved

Print = Callable[[Actor, int], int]
"""Queues a report of a shift; returns the job's id."""


def x_report_sheet(context: Context, shift_id: int, print_x: Print) -> None:
    """Print and show the X report: what was sold so far; the cash only to who may approve a difference."""
    job_id = run(context.messages, print_x, context.actor, shift_id)
    if job_id is None:
        return
    paper = SlipPaper(_("Laporan X"), columns=read_printer(context.pc).columns, keys=True)
    paper.show_elements(run(context.messages, elements_of, job_id) or [])
    paper.setMinimumHeight(380)
    context.messages.ask(
        _("Laporan X sif {number}").format(number=shift_id), yes=_("Tutup"), content=paper, only_yes=True
    )


def start_shift_sheet(context: Context, on_started: Callable[[], object]) -> None:
    """Ask what is in the drawer and open the shift; when it is refused or not approved the sheet stays."""
    carried = run(context.messages, carried_idr, context.till_id) or 0
    suggested = carried or run(context.messages, OPENING_FLOAT_IDR.get) or 0
    field = MoneyField(_("Modal laci"), big=True)
    field.set_value(suggested)
    note = (
        _("Sif terakhir meninggalkan {amount} di laci. Selebihnya diambil dari brankas.").format(amount=rupiah(carried))
        if carried
        else _("Uang ini diambil dari brankas. Hitung, lalu isi jumlahnya.")
    )
    form = stacked(Labeled(_("Uang di laci sekarang"), field), Words(note, tone="muted", wrap=True))

    def done(shift: ShiftRow) -> None:
        sheet.close_panel()
        context.messages.good(
            _("Sif {number} dibuka. Selamat bekerja, {name}.").format(number=shift.id, name=shift.user_name)
        )
        on_started()

    def accept() -> bool:
        amount = field.value()
        if amount is None:
            context.messages.attention(_("Isi jumlah uang di laci; 0 bila kosong."))
            return False
        run_approved(
            context,
            lambda approval, confirmed: start_shift(
                context.actor, amount, confirmed=confirmed, approval=approval, till_id=context.till_id
            ),
            done,
            yes=_("Memang benar, lanjutkan"),
            what=_("Buka sif dengan {amount} di laci").format(amount=rupiah(amount)),
            on_no=field.selectAll,
        )
        return False

    pad = pad_of(context.pc, field, MONEY)
    sheet = context.messages.sheet(
        _("Buka sif"), form, yes=_("Buka sif"), on_yes=accept, is_dirty=lambda: field.value() != suggested, pad=pad
    )
    field.setFocus()
    field.selectAll()


def offer_shift(context: Context, then: Callable[[], object]) -> None:
    """Offer to open a shift where money needs one, and go on with `then()` once it is open."""
    context.messages.ask(
        _("Belum ada sif terbuka, jadi uangnya belum punya laci. Buka sif sekarang?"),
        yes=_("Buka sif"),
        on_yes=lambda: start_shift_sheet(context, then),
    )


OPENING_REASONS: Final = (N_("Menukar uang"), N_("Memeriksa laci"), N_("Laci macet"))


def open_drawer_sheet(context: Context) -> None:
    """Open the drawer without a sale, by another's PIN where the user may not; the reason is recorded."""
    reasons = [_(words) for words in OPENING_REASONS]

    def done(_opening_id: int) -> None:
        context.messages.good(_("Laci dibuka dan tercatat."))

    if not context.actor.may(Permission.OPEN_DRAWER):
        run_approved(
            context,
            lambda approval, _known: open_drawer(
                context.actor, approval.reason if approval else "", approval=approval, till_id=context.till_id
            ),
            done,
            reasons=reasons,
        )
        return
    reason = ReasonField(_("Untuk apa"), reasons)

    def accept() -> bool:
        if not reason.require(_("Tulis dulu untuk apa laci dibuka.")):
            return False
        opening_id = run(context.messages, open_drawer, context.actor, reason.text(), till_id=context.till_id)
        if opening_id is not None:
            done(opening_id)
        return opening_id is not None

    context.messages.sheet(
        _("Buka laci"), reason, yes=_("Buka laci"), on_yes=accept, is_dirty=lambda: bool(reason.text())
    )
    reason.setFocus()


CASH_REASONS: Final[dict[CashKind, tuple[str, ...]]] = {
    CashOut.TO_SAFE: (N_("Setoran siang"), N_("Uang di laci terlalu banyak")),
    CashIn.FROM_SAFE: (N_("Uang receh habis"), N_("Tambah modal")),
    CashOut.TO_PETTY: (N_("Isi kas kecil"),),
    CashIn.FROM_PETTY: (N_("Sisa kas kecil"),),
}


class CashForm:
    """The form of cash in or out between sales: which way, how much, why; then a PIN where it takes one."""

    def __init__(self, context: Context, on_done: Callable[[], object]) -> None:
        self.context, self.on_done = context, on_done
        self.kind = choice_field(_("Jenis"), [(kind, _(kind.label)) for kind in CASH_REASONS])
        self.amount = MoneyField(_("Jumlah"), big=True)
        self._amount_box = Labeled(_("Jumlah"), self.amount)
        self._reasons = QStackedWidget()
        self._fields: dict[CashKind, ReasonField] = {}
        for kind, reasons in CASH_REASONS.items():
            self._fields[kind] = ReasonField(_("Alasan"), [_(words) for words in reasons])
            self._reasons.addWidget(self._fields[kind])
        self.kind.chosen.connect(lambda kind: self._reasons.setCurrentWidget(self._fields[kind]))
        self.sheet: Sheet | None = None

    def open(self) -> None:
        """Show the sheet, with a line that says where costs are recorded."""
        note = Words(_("Biaya toko dicatat bendahara di Kas & bank."), tone="muted", wrap=True)
        content = stacked(Labeled(_("Jenis"), self.kind), self._amount_box, self._reasons, note, *self._written())
        self.sheet = self.context.messages.sheet(
            _("Kas masuk dan keluar laci"),
            content,
            yes=_("Catat"),
            on_yes=self.accept,
            is_dirty=lambda: self.amount.value() is not None or any(one.text() for one in self._fields.values()),
            pad=pad_of(self.context.pc, self.amount, MONEY),
        )
        self.kind.setFocus()

    def _written(self) -> list[QWidget]:
        """The slips of this shift, each with a button to cancel it."""
        shift = run(self.context.messages, open_shift, self.context.till_id)
        slips = run(self.context.messages, cash_slips, shift.id) if shift else None
        standing = [slip for slip in slips or [] if not slip.cancelled_by]
        rows = []
        for slip in standing:
            words = _("{number} · {kind} · {amount}").format(
                number=slip.number, kind=_(slip.kind.label).lower(), amount=rupiah(slip.amount_idr)
            )
            holder = boxed(
                row(
                    wide(Words(words, tone="muted", wrap=True)),
                    GhostButton(_("Batalkan"), on_click=partial(self._cancel, slip)),
                )
            )
            rows.append(holder)
        return [Caption(_("Sif ini")), *rows] if rows else []

    def _cancel(self, slip: CashSlipRow) -> None:
        assert self.sheet is not None
        self.sheet.close_panel()
        cancel_slip_sheet(self.context, slip, self.on_done)

    def accept(self) -> bool:
        """Record the slip; the sheet stays until it is recorded."""
        kind, amount = self.kind.value(), self.amount.value()
        assert kind is not None
        self._amount_box.set_error("" if amount else _("Isi jumlahnya dulu."))
        if not amount:
            self.amount.setFocus()
            return False
        reason = self._fields[kind]
        if reason.require(_("Tulis alasannya dulu.")):
            run_approved(
                self.context, partial(_carry, self.context, kind, amount, reason.text()), self._recorded,
                reason=reason.text(), what=f"{_(kind.label)} {rupiah(amount)}",
            )  # fmt: skip
        return False

    def _recorded(self, slip: CashSlipRow) -> None:
        assert self.sheet is not None
        self.sheet.close_panel()
        self.context.messages.good(
            _("{number}: {kind} {amount} tercatat.").format(
                number=slip.number, kind=_(slip.kind.label).lower(), amount=rupiah(slip.amount_idr)
            )
        )
        self.on_done()


def _carry(
    context: Context, kind: CashKind, amount_idr: int, reason: str, approval: Approval | None, _known: frozenset[str]
) -> CashSlipRow:
    actor, till_id = context.actor, context.till_id
    if isinstance(kind, CashIn):
        return cash_in(actor, kind, amount_idr, reason, approval=approval, till_id=till_id)
    return cash_out(actor, kind, amount_idr, reason, approval=approval, till_id=till_id)


def cancel_slip_sheet(context: Context, slip: CashSlipRow, on_done: Callable[[], object]) -> None:
    """Ask why a slip of cash in or out is cancelled, then cancel it."""
    words = _("{kind} {amount}: {reason}").format(
        kind=_(slip.kind.label), amount=rupiah(slip.amount_idr), reason=slip.reason
    )
    shift = run(context.messages, open_shift, context.till_id)
    if shift is not None and shift.id != slip.shift_id:
        through = _("Ditulis di sif {written}; uangnya berpindah lewat laci sif {now} yang sekarang.")
        words = f"{words}. {through.format(written=slip.shift_id, now=shift.id)}"
    reasons = (N_("Salah jumlah"), N_("Tidak jadi"))
    cancel, called = partial(cancel_cash_slip, till_id=context.till_id), slip_called(slip)
    cancel_sheet(
        context, Cancelling(slip.number, words, cancel, slip.id, reasons, called=called), lambda _void: on_done()
    )


def slip_called(slip: CashSlipRow) -> str:
    """The word for a slip: cash came in or went out."""
    return _("kas masuk") if isinstance(slip.kind, CashIn) else _("kas keluar")


def cash_sheet(context: Context, on_done: Callable[[], object]) -> None:
    """Ask for cash in or out of the drawer and record it; then `on_done()`."""
    CashForm(context, on_done).open()


MANY: Final = 100 * ONE
"""A quantity above this is asked about before it is taken."""


class QuantityUnusual(Unusual):
    key = "quantity_unusual"
    template = N_("{stock}Betul {quantity} {unit} {name}?")


def require_usual(
    name: str, unit: str, qty_milli: int, stock_milli: int | None, confirmed: frozenset[str] = frozenset()
) -> None:
    """Raise QuantityUnusual for more than a hundred, compared with what is recorded as in stock where that is known.

    Less than that but more than there is, is asked about once, when it is sold.
    """
    if qty_milli <= MANY or QuantityUnusual.key in confirmed:
        return
    stock = ""
    if stock_milli is not None:
        stock = _("Stok tercatat {stock} {unit}.").format(stock=quantity_text(stock_milli), unit=unit) + " "
    raise QuantityUnusual(quantity=quantity_text(qty_milli), unit=unit, name=name, stock=stock)


def quantity_sheet(
    context: Context, name: str, unit: str, qty_milli: int, on_set: Callable[[int], bool], *, whole: bool,
    stock_milli: int | None = None,
) -> None:  # fmt: skip
    """Ask for the quantity of a line; a barcode scanned meanwhile beeps and changes nothing.

    What can't be is refused as it was typed; a quantity that is rarely meant is asked about first.
    """
    field = QuantityField(_("Jumlah {name}").format(name=name), whole=whole, value=qty_milli)

    def accept() -> bool:
        value = field.value()
        if value is None:
            context.messages.attention(_("Ketik jumlah {name}, misalnya 3.").format(name=name))
            focus_whole(field)
            return False

        def set_quantity(confirmed: frozenset[str]) -> bool:
            if value != qty_milli:
                require_usual(name, unit, value, stock_milli, confirmed)
            return on_set(value)

        run_confirmed(context.messages, set_quantity, close_when, yes=_("Ya, betul"), no=_("Ubah jumlah"))
        return False

    def close_when(is_set: bool) -> None:
        if is_set:
            sheet.close_panel()

    def refuse(_code: str) -> None:
        QApplication.beep()
        context.messages.attention(_("Simpan jumlah dulu, baru pindai barang berikutnya."))

    form = stacked(Labeled(_("Jumlah ({unit})").format(unit=unit), field))
    pad = pad_of(context.pc, field, WHOLE if whole else WEIGHT)
    sheet = context.messages.sheet(name, form, yes=_("Simpan"), on_yes=accept, pad=pad)
    sheet.scanned.connect(refuse)
    field.setFocus()
    field.selectAll()
