"""The slips of a return, of a cancelled sale and of a cancelled return, width-free."""

from __future__ import annotations

from collections.abc import Sequence

from pkkmart.core import clock
from pkkmart.core.i18n import _, date_short, figure, time_short
from pkkmart.core.quantity import quantity_text
from pkkmart.printing.letterhead import SHOP_ADDRESS, SHOP_NAME
from pkkmart.printing.signed_slip import signatures
from pkkmart.printing.slip import Columns, Cut, DrawerKick, Element, Feed, Rule, Text
from pkkmart.sale_changes.queries.returns import ReturnedLine, ReturnView
from pkkmart.sales.queries import SaleView
from pkkmart.sales.tenders import Tender


def return_elements(view: ReturnView, approver: str = "") -> list[Element]:
    """The slip of a return for the buyer to sign: what came back, and by which way it was paid back.

    `approver` is who let the cashier take it, "" where nobody had to.
    """
    with_receipt = view.sale_id is not None
    buyer = view.member if with_receipt else view.buyer
    return [
        *_kick(view.cash_idr),
        *_head(_("NOTA RETUR") if with_receipt else _("RETUR TANPA STRUK")),
        Columns(view.number, _moment(view.recorded_at)),
        *([Columns(_("Struk asal"), view.sale_number)] if with_receipt else []),
        Columns(_("Kasir"), view.cashier),
        *([Columns(_("Disetujui"), approver)] if approver else []),
        *_buyer(view),
        Rule(),
        *_goods(view.lines),
        Rule(),
        Columns(_("NILAI RETUR"), figure(view.total_idr), bold=True),
        *_paid_back(view),
        *_reasons(view),
        *_received(view),
        *signatures((_("Pembeli"), buyer), (_("Kasir"), view.cashier)),
        Cut(),
    ]


def _buyer(view: ReturnView) -> list[Element]:
    """Who brought the goods: the member of the receipt, or the name that was given, and whose membership it was."""
    if view.sale_id is not None:
        return [Columns(_("Anggota"), view.member)] if view.member else []
    words = _("Pembeli, anggota") if view.member == view.buyer else _("Pembeli")
    named = view.member not in ("", view.buyer)
    return [Columns(words, view.buyer), *([Columns(_("Anggota"), view.member)] if named else [])]


def _received(view: ReturnView) -> list[Element]:
    if view.sale_id is not None:
        return []
    return [Feed(), Text(_("Barang di atas saya kembalikan dan uangnya sudah saya terima."))]


def _paid_back(view: ReturnView) -> list[Element]:
    rounding = [Columns(_("Pembulatan tunai"), figure(-view.rounding_idr))] if view.rounding_idr else []
    if view.sale_id is None:
        return [*rounding, Columns(_("Tunai kembali"), figure(view.cash_idr), bold=True)]
    ways = [element for tender, amount in view.refunds for element in _refund(tender, amount, view.bank_reference)]
    return [*ways, *rounding]


def _reasons(view: ReturnView) -> list[Element]:
    """One reason where all goods share it; where they differ each stands with its goods."""
    if len({line.reason for line in view.lines}) > 1:
        return []
    return [Text(_("Alasan: {reason}").format(reason=view.reason))]


def void_elements(sale: SaleView, number: str, reason: str, cashier: str) -> list[Element]:
    """The mark that a whole receipt counts no more, and by which way each tender goes back."""
    return [
        *_kick(sale.cash_back_idr),
        *_head(_("STRUK BATAL")),
        Columns(number, date_short(sale.business_date)),
        Columns(_("Struk"), sale.number),
        Columns(_("Kasir"), cashier),
        Rule(),
        *(
            Columns(_(Tender(tender).facts.voided), figure(amount), bold=True)
            for tender, amount in undone_tenders(sale)
        ),
        *([Columns(_("Ditarik dari simpanan"), figure(sale.to_savings_idr))] if sale.to_savings_idr else []),
        Text(_("Alasan: {reason}").format(reason=reason)),
        *signatures((_("Pembeli"), sale.member), (_("Kasir"), cashier)),
        Cut(),
    ]


def cancelled_return_elements(
    view: ReturnView, number: str, recorded_at: str, reason: str, cashier: str
) -> list[Element]:
    """The mark that a return counts no more: the goods are the buyer's again, and by which way the money came back."""
    buyer = view.buyer or view.member
    return [
        *_kick(view.cash_idr),
        *_head(_("RETUR BATAL")),
        Columns(number, _moment(recorded_at)),
        Columns(_("Retur"), view.number),
        *([Columns(_("Struk asal"), view.sale_number)] if view.sale_number else []),
        Columns(_("Kasir"), cashier),
        *([Columns(_("Anggota") if view.member == buyer else _("Pembeli"), buyer)] if buyer else []),
        Rule(),
        *(element for line in view.lines for element in _goods_out(line)),
        Rule(),
        *(Columns(_(Tender(tender).facts.given_back), figure(amount), bold=True) for tender, amount in view.refunds),
        Text(_("Alasan: {reason}").format(reason=reason)),
        Feed(),
        Text(_("Barang di atas dibawa pembeli lagi dan uangnya sudah diterima toko.")),
        *signatures((_("Pembeli"), buyer), (_("Kasir"), cashier)),
        Cut(),
    ]


def _goods_out(line: ReturnedLine) -> list[Element]:
    quantity = _("  {quantity} {unit}").format(quantity=quantity_text(line.qty_milli), unit=line.unit)
    return [Text(line.name), Columns(quantity, figure(line.net_idr))]


def undone_tenders(sale: SaleView) -> list[tuple[str, int]]:
    """What goes back by which tender; change that went into savings is among the cash again."""
    ways = [(one.tender, one.amount_idr) for one in sale.payments if one.tender != "CASH"]
    return [*ways, *([("CASH", sale.cash_back_idr)] if sale.cash_back_idr or not ways else [])]


def _kick(cash_idr: int) -> list[Element]:
    """The drawer opens where money is counted out of it."""
    return [DrawerKick()] if cash_idr > 0 else []


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
    told = len({line.reason for line in lines}) > 1
    return [*(element for line in lines for element in _line(line, with_reason=told)), *starred]


def _line(line: ReturnedLine, *, with_reason: bool) -> list[Element]:
    state = _("kembali ke rak") if line.back_on_shelf else _("rusak")
    quantity = _("  {quantity} {unit} · {state}").format(
        quantity=quantity_text(line.qty_milli), unit=line.unit, state=state
    )
    why = [Text(_("  Alasan: {reason}").format(reason=line.reason))] if with_reason else []
    return [Text(line.name + (" *" if line.owner else "")), Columns(quantity, figure(line.net_idr)), *why]


def _refund(tender: str, amount_idr: int, reference: str) -> list[Element]:
    paid = Columns(_(Tender(tender).facts.on_paper) + _(" kembali"), figure(amount_idr))
    return [paid, Columns(_("  No. ref."), reference)] if tender == "TRANSFER" else [paid]


def _moment(recorded_at: str) -> str:
    local = clock.local(clock.from_text(recorded_at))
    return f"{date_short(local.date())} {time_short(local)}"
