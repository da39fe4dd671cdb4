"""The X and Z reports as width-free elements: what a shift sold, what else went through its drawer, how it ended."""

from __future__ import annotations

from typing import Final

from pkkmart.core import clock
from pkkmart.core.i18n import N_, _, date_short, figure, time_short
from pkkmart.printing.letterhead import SHOP_NAME
from pkkmart.printing.signed_slip import signatures
from pkkmart.printing.slip import Columns, Cut, Element, Rule, Text
from pkkmart.sales.queries.shifts import ShiftReport
from pkkmart.sales.tenders import Tender
from pkkmart.till.kinds import CashIn
from pkkmart.till.queries import CashSlipRow, Moved, OpeningRow, ShiftEnd

_MOVED_WORDS: Final = {
    "savings_slip": N_("Simpanan"),
    "repayment": N_("Angsuran bon"),
    "payout": N_("Bayar penitip"),
    "advance": N_("Uang muka penitip"),
    "supplier_payment": N_("Bayar pemasok"),
    "purchase": N_("Pembelian"),
    "purchase_return": N_("Retur ke pemasok"),
    "expense": N_("Biaya"),
    "transfer": N_("Pindah kas"),
}
_OWN_LINES: Final = ("sale", "sale_change", "cash_slip")
"""Kinds that have lines of their own on the report."""


def x_elements(report: ShiftReport, number: int, recorded_at: str, *, blind: bool) -> list[Element]:
    """What a shift did so far, the n-th time it is asked.

    A `blind` one is for who counts the drawer without knowing what should lie there: it counts what was paid in cash,
    but tells neither the expected cash nor the sums that give it away: those of cash, of all sales, and of titipan,
    which on a day of titipan alone is that of all sales.
    """
    told = Text(_("Uang laci: dihitung dulu saat tutup"), align="center")
    return [
        *_head(_("LAPORAN X ke-{number}").format(number=number), report),
        Columns(_("Dicetak"), _moment(recorded_at)),
        *_body(report, blind=blind),
        Rule(),
        *([told] if blind else _expected(report, report.expected_idr)),
        Cut(),
    ]


def z_elements(report: ShiftReport) -> list[Element]:
    """How a shift ended, with room for who hands over and who receives; only for a closed one."""
    end = report.shift.end
    assert end is not None, "a Z report is of a closed shift"
    return [
        *_head(_("LAPORAN Z"), report),
        Columns(_("Tutup"), _moment(end.closed_at)),
        *_body(report),
        Rule(),
        *_drawer(report, end),
        *signatures((_("Kasir"), report.shift.cashier), (_("Penerima"), "")),
        Cut(),
    ]


def _head(title: str, report: ShiftReport) -> list[Element]:
    shift = report.shift
    return [
        Text(SHOP_NAME.get(), align="center", bold=True),
        Rule(),
        Text(title, align="center", bold=True),
        Columns(_("Sif {number}").format(number=shift.id), date_short(shift.business_date)),
        Columns(_("Kasir"), shift.cashier),
        Columns(_("Buka"), _moment(shift.opened_at)),
    ]


def _body(report: ShiftReport, *, blind: bool = False) -> list[Element]:
    return [Rule(), *_sold(report, blind=blind), *_other_cash(report, blind=blind), *_openings(report)]


def _sold(report: ShiftReport, *, blind: bool) -> list[Element]:
    rows: list[Element] = [
        Columns(_("PENJUALAN"), _("{count} struk").format(count=report.receipts), bold=True),
        *(
            _sum(f"{_(one.tender.label)} ({one.receipts})", one.amount_idr, hidden=blind and one.tender is Tender.CASH)
            for one in report.tenders
        ),
    ]
    if not blind:
        total = figure(report.total_idr + report.rounding_idr)
        rows.append(Columns(_("Jumlah diterima"), total, bold=True))
    more = (
        (_("termasuk pembulatan"), 0 if blind else report.rounding_idr),
        (_("termasuk titipan"), 0 if blind else report.consigned_idr),
        (_("Diskon diberikan"), report.discount_idr),
        (_("Kembalian jadi simpanan"), 0 if blind else report.saved_change_idr),
    )
    rows += [Columns(words, figure(amount)) for words, amount in more if amount]
    taken_back = (
        (_("Struk batal"), report.voided),
        (_("Retur"), report.returned),
        (_("  dibayar lewat bank"), report.by_bank),
        (_("Retur tanpa struk"), report.without_receipt),
        (_("Retur dibatalkan"), report.cancelled_returns),
    )
    for words, (count, amount) in taken_back:
        if count:
            rows.append(Columns(f"{words} ({count})", figure(amount)))
    if report.corrected:
        rows.append(Columns(_("Cara bayar diganti"), str(report.corrected)))
    return rows


def _other_cash(report: ShiftReport, *, blind: bool) -> list[Element]:
    others = [moved for moved in report.shift.moved if moved.kind not in _OWN_LINES]
    rows: list[Element] = [line for slip in report.shift.slips for line in _slip(slip, hidden=blind)]
    returned = (
        (_("Retur tunai"), report.returned_cash[0]),
        (_("Retur tanpa struk"), report.returned_cash[1]),
        (_("Retur dibatalkan"), report.cancelled_cash),
    )
    rows += [_sum(f"{words} ({count})", amount, hidden=blind) for words, (count, amount) in returned if count]
    rows += [_sum(f"{_moved_words(moved)} ({moved.documents})", moved.amount_idr, hidden=blind) for moved in others]
    return [Rule(), Text(_("UANG LACI SELAIN PENJUALAN"), bold=True), *rows] if rows else []


def _moved_words(moved: Moved) -> str:
    words = _(_MOVED_WORDS[moved.kind]) if moved.kind in _MOVED_WORDS else moved.kind
    return _("{kind} batal").format(kind=words) if moved.cancelled else words


def _sum(words: str, amount_idr: int, *, hidden: bool) -> Columns:
    """A line of the report; a hidden sum leaves its words and how many there were."""
    return Columns(words, "" if hidden else figure(amount_idr))


def _slip(slip: CashSlipRow, *, hidden: bool) -> list[Element]:
    amount = slip.amount_idr if isinstance(slip.kind, CashIn) else -slip.amount_idr
    told = _("{kind}: {reason}").format(kind=_(slip.kind.label), reason=slip.reason)
    if slip.cancelled_by:
        told, amount = _("BATAL {told}").format(told=told), 0
    return [_sum(f"{slip.number} {_time(slip.recorded_at)}", amount, hidden=hidden), Text(told)]


def _openings(report: ShiftReport) -> list[Element]:
    openings = report.shift.openings
    if not openings:
        return []
    title = Columns(_("LACI DIBUKA TANPA JUALAN"), str(len(openings)), bold=True)
    return [Rule(), title, *(Text(_opening(one)) for one in openings)]


def _opening(one: OpeningRow) -> str:
    names = f"{one.cashier}, {one.approver}" if one.approver else one.cashier
    return _("{time} {reason} ({names})").format(time=_time(one.recorded_at), reason=one.reason, names=names)


def _expected(report: ShiftReport, expected_idr: int) -> list[Element]:
    """What should lie in the drawer, and the sums it is made of."""
    others = sum(moved.amount_idr for moved in report.shift.moved) - report.cash_sales_idr
    return [
        Text(_("ISI LACI"), bold=True),
        Columns(_("Modal awal"), figure(report.shift.opening_float_idr)),
        Columns(_("Tunai dari penjualan"), figure(report.cash_sales_idr)),
        Columns(_("Uang laci lain"), figure(others)),
        Columns(_("Seharusnya"), figure(expected_idr), bold=True),
    ]


def _drawer(report: ShiftReport, end: ShiftEnd) -> list[Element]:
    rows = [*_expected(report, end.expected_idr), *_counted(end)]
    off = _("Selisih lebih") if end.difference_idr > 0 else _("Selisih kurang") if end.difference_idr else _("Selisih")
    rows.append(Columns(off, figure(end.difference_idr), bold=True))
    if end.charged_to_staff:
        rows.append(Text(_("Ditanggung {name}").format(name=report.shift.cashier)))
    if end.reason:
        rows.append(Text(_("Sebab: {reason}").format(reason=end.reason)))
    if end.approver:
        rows.append(Text(_("Disetujui {name}").format(name=end.approver)))
    return [
        *rows,
        Columns(_("Setor ke brankas"), figure(end.handed_over_idr), bold=True),
        Columns(_("Tinggal di laci"), figure(end.float_left_idr), bold=True),
        *([Text(_("Ditutup oleh {name}").format(name=end.closed_by))] if end.closed_by != report.shift.cashier else []),
    ]


def _counted(end: ShiftEnd) -> list[Element]:
    """What was counted; of several counts the first, blind one with what was expected then, and the last."""
    if len(end.counts) < 2:
        return [Columns(_("Terhitung"), figure(end.counted_idr))]
    first, last = end.counts[0], end.counts[-1]
    rows: list[Element] = [
        Columns(_("Hitungan pertama {time}").format(time=_time(first.recorded_at)), figure(first.total_idr))
    ]
    if first.last_movement_id != last.last_movement_id:
        rows += [
            Columns(_("  seharusnya saat itu"), figure(first.expected_idr)),
            Columns(_("  selisih saat itu"), figure(first.difference_idr)),
        ]
    told = _("Hitungan ke-{number} {time}").format(number=len(end.counts), time=_time(last.recorded_at))
    return [*rows, Columns(told, figure(last.total_idr))]


def _moment(recorded_at: str) -> str:
    local = clock.local(clock.from_text(recorded_at))
    return f"{date_short(local.date())} {time_short(local)}"


def _time(recorded_at: str) -> str:
    return time_short(clock.local(clock.from_text(recorded_at)))
