"""A consignor's evening as a message: what was sold of what came, when it was gone, what is due, what to bring next."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from pkkmart.consignment.queries import Counted, CountedLine, Statement
from pkkmart.core import clock
from pkkmart.core.i18n import _, date_short, rupiah, time_short
from pkkmart.core.quantity import quantity_text
from pkkmart.printing.letterhead import SHOP_NAME


def evening_text(count: Counted, gone: Mapping[int, datetime], tomorrow: Mapping[int, int]) -> str:
    """The message for WhatsApp: `gone` is when the till sold the last one of a product, `tomorrow` what to bring."""
    lines = [_("{shop}, titip kue {day}").format(shop=SHOP_NAME.get(), day=date_short(count.business_date))]
    for line in count.lines:
        wanted = tomorrow.get(line.product_id)
        told = _("{name}: {sold}, hak {amount}").format(
            name=line.name, sold=_sold(line, gone.get(line.product_id)), amount=rupiah(line.earned_idr)
        )
        more = _("{told}; saran besok {wanted}")
        lines.append(more.format(told=told, wanted=quantity_text(wanted)) if wanted else told)
    if count.others_idr:
        lines.append(_("Hasil lain: {amount}").format(amount=rupiah(count.others_idr)))
    lines.append(_("Hak {name}: {amount}").format(name=count.consignor, amount=rupiah(count.due_idr)))
    if count.number and count.due_idr:
        lines.append(_("Disimpan, belum diambil.") if count.unpaid_idr else _("Sudah dibayar."))
    return "\n".join(lines) + "\n"


def period_text(told: Statement, brought: Mapping[str, int]) -> str:
    """The message for WhatsApp of any span: what was sold of what came, what is due, paid and left."""
    lines = [_("{shop}, titipan {days}").format(shop=SHOP_NAME.get(), days=days_words(told.since, told.until))]
    for one in told.earned():
        came = brought.get(one.product)
        if one.sold and came:
            words = _("{name}: laku {sold} dari {brought}, hak {amount}")
        elif one.sold:
            words = _("{name}: laku {sold}, hak {amount}")
        else:
            words = _("{name}: hasil lain {amount}")
        lines.append(
            words.format(
                name=one.product,
                sold=quantity_text(one.qty_milli),
                brought=quantity_text(came or 0),
                amount=rupiah(one.share_idr),
            )
        )
    if told.opening_idr:
        lines.append(_("Sebelumnya: {amount}").format(amount=rupiah(told.opening_idr)))
    lines.append(_("Hak {name}: {amount}").format(name=told.consignor, amount=rupiah(told.share_idr)))
    lines.append(_("Sudah dibayar: {amount}").format(amount=rupiah(told.paid_idr)))
    lines.append(_("Belum dibayar: {amount}").format(amount=rupiah(told.closing_idr)))
    return "\n".join(lines) + "\n"


def days_words(since: date, until: date) -> str:
    """`24/11/2026`, or `01/11/2026 s.d. 30/11/2026`."""
    if since == until:
        return date_short(since)
    return _("{first} s.d. {last}").format(first=date_short(since), last=date_short(until))


def tomorrow_words(count: Counted, tomorrow: Mapping[int, int]) -> str:
    """`saran besok: 16 Lapis legit, 9 Kue lumpur`; "" where no sale tells anything."""
    wanted = [(line.name, tomorrow[line.product_id]) for line in count.lines if tomorrow.get(line.product_id)]
    goods = ", ".join(f"{quantity_text(qty)} {name}" for name, qty in wanted)
    return _("saran besok: {goods}").format(goods=goods) if goods else ""


def _sold(line: CountedLine, last: datetime | None) -> str:
    told = _("laku {sold} dari {brought}").format(
        sold=quantity_text(line.sold_milli), brought=quantity_text(line.brought_milli)
    )
    if last is not None and not line.leftover_milli:
        return _("{told}, habis {time}").format(told=told, time=time_short(clock.local(last)))
    return told
