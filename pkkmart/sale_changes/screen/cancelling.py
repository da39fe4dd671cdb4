"""Cancelling at the counter: a whole receipt of this shift, or a return; and the money counted out for it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt

from pkkmart.core.i18n import _, inside, rupiah
from pkkmart.ledger.screen.cancelling import Cancelling, cancel_sheet
from pkkmart.ledger.screen.slip import has_printer, show_slip, tell_booked
from pkkmart.printing.queries import Slip
from pkkmart.sale_changes.operations import cancel_return, void_sale
from pkkmart.sale_changes.operations.cancelling import require_cancellable
from pkkmart.sale_changes.queries.returns import ReturnView
from pkkmart.sale_changes.queries.slips import change_slip
from pkkmart.sale_changes.queries.standing import StandingSale
from pkkmart.sale_changes.slip import undone_tenders
from pkkmart.sales.queries import sale_view
from pkkmart.sales.queries.as_paid import sale_as_paid
from pkkmart.sales.tenders import ELECTRONIC, Tender
from pkkmart.till.queries import drawer_words
from pkkmart.ui.buttons import SecondaryButton
from pkkmart.ui.cards import BigFigure
from pkkmart.ui.layout import STRETCH, Thing, boxed, row
from pkkmart.ui.page import Context
from pkkmart.ui.run import run


def cancel_receipt(context: Context, sale: StandingSale, on_done: Callable[[], object]) -> None:
    """Ask why a whole receipt is cancelled, then do it; `on_done` comes when the money was counted.

    QRIS and transfer are undone in their own apps, which the drawer can't: a receipt that can't be is returned.
    """
    if run(context.messages, require_cancellable, sale, context.till_id) is None:
        return
    outside = sum(sale.paid.get(tender, 0) for tender in ELECTRONIC)
    if not outside:
        _ask_why(context, sale, on_done)
        return
    told = _(
        "{amount} dari struk ini dibayar QRIS atau transfer. Batalkan hanya bila pembayaran itu bisa dibatalkan di "
        "aplikasinya; kalau tidak, terima sebagai retur."
    )
    context.messages.ask(
        told.format(amount=rupiah(outside)),
        yes=_("Sudah dibatalkan"),
        yes_key="F12",
        no=_("Kembali"),
        on_yes=lambda: _ask_why(context, sale, on_done),
    )


def _ask_why(context: Context, sale: StandingSale, on_done: Callable[[], object]) -> None:
    def tell(void: str | None) -> None:
        voided = run(context.messages, sale_view, sale.id)
        if voided is not None:
            tell_paid_back(context, void or sale.number, voided.cash_back_idr, on_done)

    what = run(context.messages, voiding_words, sale.id, context.till_id)
    if what is not None:
        cancelling = Cancelling(sale.number, what, partial(void_sale, till_id=context.till_id), sale.id)
        cancel_sheet(context, cancelling, tell)


def voiding_words(sale_id: int, till_id: int | None) -> str:
    """What cancelling a whole receipt does: which money goes back whence, and to the goods."""
    sale = sale_as_paid(sale_id)
    ways = [
        _("{amount} {way}").format(amount=rupiah(amount), way=inside(_(Tender(tender).facts.voided)))
        for tender, amount in undone_tenders(sale)
        if tender != Tender.CASH
    ]
    if sale.to_savings_idr:
        ways.append(_("{amount} ditarik dari simpanan").format(amount=rupiah(sale.to_savings_idr)))
    if sale.cash_back_idr:
        told = _("{amount} tunai dari {drawer}")
        ways.append(told.format(amount=rupiah(sale.cash_back_idr), drawer=drawer_words(till_id)))
    told = _("Seluruh struk, belanja {total}: {ways}. Barangnya kembali ke rak.")
    return told.format(total=rupiah(sale.total_idr), ways=", ".join(ways))


def cancel_return_sheet(context: Context, done: ReturnView, on_done: Callable[[], object]) -> None:
    """Ask why a return is cancelled, then do it; who may lends a PIN, and the money to take is told large."""
    act = partial(cancel_return, till_id=context.till_id)
    cancelling = Cancelling(done.number, cancelling_words(done, drawer_words(context.till_id)), act, done.id)
    cancel_sheet(context, cancelling, lambda void: _tell_received(context, void or "", done, on_done))


def cancelling_words(done: ReturnView, drawer: str) -> str:
    """What cancelling a return does: to the goods, and to each way it was paid."""
    refunds = dict(done.refunds)
    ways = (
        (_("{amount} tunai kembali ke {drawer}."), done.cash_idr),
        (_("{amount} ditarik lagi dari simpanannya."), refunds.get(Tender.SAVINGS, 0)),
        (_("{amount} menjadi bon lagi."), refunds.get(Tender.RECEIVABLE, 0)),
        (_("{amount} yang dikirim lewat bank harus sudah masuk lagi; lihat mutasi rekeningnya dulu."), done.bank_idr),
    )
    whence = _("Retur dari {number}").format(number=done.sale_number) if done.sale_number else _("Retur tanpa struk")
    goods = _("{whence}: {goods}. Barangnya dibawa pembeli lagi.").format(whence=whence, goods=done.goods)
    return " ".join([goods, *(words.format(amount=rupiah(amount), drawer=drawer) for words, amount in ways if amount)])


def _tell_received(context: Context, void: str, done: ReturnView, on_done: Callable[[], object]) -> None:
    """What the buyer gives back, large, until it lies in the drawer."""
    if not done.cash_idr:
        on_done()
        return
    _tell(
        context,
        void,
        _("{number} dibatalkan dengan {void}. {slip}").format(number=done.number, void=void, slip=_slip_told(context)),
        _("Uang kembali dari pembeli"),
        _("Sudah diterima"),
        done.cash_idr,
        on_done,
    )


def tell_paid_back(context: Context, number: str, cash_idr: int, on_done: Callable[[], object], sent: str = "") -> None:
    """What is counted into the buyer's hand, large, until it was; `sent` says what went another way."""
    if cash_idr:
        said = _("{number} tercatat. {sent}{slip}").format(number=number, sent=sent, slip=_slip_told(context))
        _tell(context, number, said, _("Uang kembali ke pembeli"), _("Sudah diserahkan"), cash_idr, on_done)
        return
    told = _("{number} tercatat. {sent}Tidak ada uang dari laci. {slip}")
    on_done()
    tell_booked(context, told.format(number=number, sent=sent, slip=_slip_told(context)), _slip_of(context, number))


def _slip_told(context: Context) -> str:
    """What became of the slip on paper: this PC may have no printer."""
    return _("Slipnya dikirim ke antrean printer.") if has_printer(context) else _("Tanpa printer: slip tidak dicetak.")


def _slip_of(context: Context, number: str) -> Slip | None:
    found = run(context.messages, change_slip, number)
    return found.slip if found is not None else None


def _tell(
    context: Context, number: str, said: str, title: str, yes: str, cash_idr: int, on_done: Callable[[], object]
) -> None:
    """The cash of a document, large, and a button for the slip of that document where no printer brings one."""
    slip = None if has_printer(context) else _slip_of(context, number)
    parts: list[Thing] = [BigFigure(rupiah(cash_idr), step="total"), STRETCH]
    if slip is not None:
        look = SecondaryButton(_("Lihat slip"), on_click=partial(show_slip, context, slip))
        look.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves Enter to the money
        parts.append(look)
    context.messages.ask(said, title=title, yes=yes, on_yes=on_done, content=boxed(row(*parts)), only_yes=True)
