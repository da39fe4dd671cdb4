"""What a buyer takes home of a return, of a void or of a return cancelled, width-free; a signed copy stays."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from pkkmart.core import clock
from pkkmart.core.i18n import N_, _, date_short, figure, time_short
from pkkmart.core.quantity import quantity_text
from pkkmart.printing.letterhead import SHOP_ADDRESS, SHOP_NAME
from pkkmart.printing.slip import Columns, Cut, DrawerKick, Element, Feed, Rule, Text
from pkkmart.sales.queries import SaleView
from pkkmart.sales.queries.loose import LooseView
from pkkmart.sales.queries.returned import ReturnedLine, ReturnView
from pkkmart.sales.receipt import TENDER_WORDS
from pkkmart.till.slip import signatures


def return_elements(view: ReturnView) -> list[Element]:
    """A nota retur: what came back, and by which way it was paid back."""
    return [
        *_kick(dict(view.refunds).get("CASH", 0)),
        *_head(_("NOTA RETUR")),
        Columns(view.number, _moment(view.recorded_at)),
        Columns(_("Struk asal"), view.sale_number),
        Columns(_("Kasir"), view.keeper),
        *([Columns(_("Anggota"), view.member)] if view.member else []),
        Rule(),
        *_goods(view.lines),
        Rule(),
        Columns(_("NILAI RETUR"), figure(view.total_idr), bold=True),
        *(element for tender, amount in view.refunds for element in _refund(tender, amount, view.bank_reference)),
        *([Columns(_("Pembulatan tunai"), figure(-view.rounding_idr))] if view.rounding_idr else []),
        Text(_("Alasan: {reason}").format(reason=view.reason)),
        *signatures((_("Pembeli"), view.member), (_("Kasir"), view.keeper)),
        Cut(),
    ]


def loose_elements(view: LooseView, helper: str) -> list[Element]:
    """The slip of a return without a receipt, for the buyer to sign; `helper` is who allowed it, "" for the cashier."""
    return [
        *_kick(view.cash_idr),
        *_head(_("RETUR TANPA STRUK")),
        Columns(view.number, _moment(view.recorded_at)),
        Columns(_("Kasir"), view.keeper),
        *([Columns(_("Disetujui"), helper)] if helper else []),
        Columns(_("Pembeli, anggota") if view.member == view.buyer else _("Pembeli"), view.buyer),
        *([Columns(_("Anggota"), view.member)] if view.member not in ("", view.buyer) else []),
        Rule(),
        *_goods(view.lines),
        Rule(),
        Columns(_("NILAI RETUR"), figure(view.total_idr), bold=True),
        *([Columns(_("Pembulatan tunai"), figure(-view.rounding_idr))] if view.rounding_idr else []),
        Columns(_("Tunai kembali"), figure(view.cash_idr), bold=True),
        Text(_("Alasan: {reason}").format(reason=view.reason)),
        Feed(),
        Text(_("Barang di atas saya kembalikan dan uangnya sudah saya terima.")),
        *signatures((_("Pembeli"), view.buyer), (_("Kasir"), view.keeper)),
        Cut(),
    ]


def void_elements(sale: SaleView, number: str, reason: str, keeper: str) -> list[Element]:
    """The mark that a whole receipt counts no more, and by which way each tender goes back."""
    return [
        *_kick(sale.cash_back_idr),
        *_head(_("STRUK BATAL")),
        Columns(number, date_short(sale.business_date)),
        Columns(_("Struk"), sale.number),
        Columns(_("Kasir"), keeper),
        Rule(),
        *(Columns(_(_VOIDED[tender]), figure(amount), bold=True) for tender, amount in _voided(sale)),
        *([Columns(_("Ditarik dari simpanan"), figure(sale.to_savings_idr))] if sale.to_savings_idr else []),
        Text(_("Alasan: {reason}").format(reason=reason)),
        *signatures((_("Pembeli"), sale.member), (_("Kasir"), keeper)),
        Cut(),
    ]


def cancelled_return_elements(
    view: ReturnView | LooseView, number: str, recorded_at: str, reason: str, keeper: str
) -> list[Element]:
    """The mark that a return counts no more: the goods are the buyer's again, and by which way the money came back."""
    if isinstance(view, ReturnView):
        ways, buyer = view.refunds, view.member
        whence = [Columns(_("Struk asal"), view.sale_number)]
    else:
        ways, buyer, whence = (("CASH", view.cash_idr),), view.buyer, []
    return [
        *_kick(dict(ways).get("CASH", 0)),
        *_head(_("RETUR BATAL")),
        Columns(number, _moment(recorded_at)),
        Columns(_("Retur"), view.number),
        *whence,
        Columns(_("Kasir"), keeper),
        *([Columns(_("Anggota") if view.member == buyer else _("Pembeli"), buyer)] if buyer else []),
        Rule(),
        *(element for line in view.lines for element in _goods_out(line)),
        Rule(),
        *(Columns(_(_GIVEN_BACK[tender]), figure(amount), bold=True) for tender, amount in ways),
        Text(_("Alasan: {reason}").format(reason=reason)),
        Feed(),
        Text(_("Barang di atas dibawa pembeli lagi dan uangnya sudah diterima toko.")),
        *signatures((_("Pembeli"), buyer), (_("Kasir"), keeper)),
        Cut(),
    ]


_GIVEN_BACK: Final = {
    "CASH": N_("Tunai dari pembeli"),
    "TRANSFER": N_("Masuk lagi ke bank"),
    "SAVINGS": N_("Ditarik dari simpanan"),
    "RECEIVABLE": N_("Bon dicatat lagi"),
}


def _goods_out(line: ReturnedLine) -> list[Element]:
    quantity = _("  {quantity} {unit}").format(quantity=quantity_text(line.qty_milli), unit=line.unit)
    return [Text(line.name), Columns(quantity, figure(line.net_idr))]


_VOIDED: Final = {
    "CASH": N_("Tunai kembali"),
    "QRIS": N_("QRIS batal di aplikasi"),
    "TRANSFER": N_("Transfer dikembalikan"),
    "SAVINGS": N_("Kembali ke simpanan"),
    "RECEIVABLE": N_("Bon dihapus"),
}


def _voided(sale: SaleView) -> list[tuple[str, int]]:
    """What goes back by which tender; change that went into savings is among the cash again."""
    ways = [(one.tender, one.amount_idr) for one in sale.payments if one.tender != "CASH"]
    return [*ways, *([("CASH", sale.cash_back_idr)] if sale.cash_back_idr or not ways else [])]


def _kick(cash_idr: int) -> list[Element]:
    """The drawer opens where money is counted out of it."""
    return [DrawerKick()] if cash_idr > 0 else []


def voided_mark(number: str) -> list[Element]:
    """What stands above every copy of a receipt that was cancelled."""
    return [
        Text(_("BATAL"), align="center", bold=True, size=2),
        Text(_("dibatalkan dengan {number}").format(number=number), align="center", bold=True),
        Rule(),
    ]


def _head(title: str) -> list[Element]:
    return [
        Text(SHOP_NAME.get(), align="center", bold=True),
        *([Text(SHOP_ADDRESS.get(), align="center")] if SHOP_ADDRESS.get() else []),
        Rule(),
        Text(title, align="center", bold=True),
        Rule(),
    ]


def _goods(lines: Sequence[ReturnedLine]) -> list[Element]:
    starred = [Text(_("* barang titipan UMKM"))] if any(line.owner for line in lines) else []
    return [*(element for line in lines for element in _line(line)), *starred]


def _line(line: ReturnedLine) -> list[Element]:
    state = _("kembali ke rak") if line.back_on_shelf else _("rusak")
    quantity = _("  {quantity} {unit} · {state}").format(
        quantity=quantity_text(line.qty_milli), unit=line.unit, state=state
    )
    return [Text(line.name + (" *" if line.owner else "")), Columns(quantity, figure(line.net_idr))]


def _refund(tender: str, amount_idr: int, reference: str) -> list[Element]:
    paid = Columns(_(TENDER_WORDS[tender]) + _(" kembali"), figure(amount_idr))
    return [paid, Columns(_("  No. ref."), reference)] if tender == "TRANSFER" else [paid]


def _moment(recorded_at: str) -> str:
    local = clock.local(clock.from_text(recorded_at))
    return f"{date_short(local.date())} {time_short(local)}"
