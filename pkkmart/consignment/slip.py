"""The slips a consignor signs: nota titip, nota retur, berita kehilangan, perhitungan, kuitansi."""

from __future__ import annotations

from pkkmart.consignment.message import days_words
from pkkmart.consignment.queries import (
    AccountRow,
    Counted,
    CountedLine,
    GoodsLine,
    GoodsNote,
    PaidPart,
    PayoutRow,
    SettlementView,
    Statement,
    advance_idr,
    advance_row,
    count_with_note,
    goods_note,
    settlement_view,
)
from pkkmart.consignment.rules import AdvanceDirection, GapDecision
from pkkmart.core.i18n import _, date_short, figure, inside, rupiah_document, terbilang
from pkkmart.core.quantity import quantity_text
from pkkmart.printing.letterhead import SHOP_ADDRESS, SHOP_LEGAL_NAME, SHOP_NAME, SHOP_PHONE
from pkkmart.printing.queries import Slip, slip_of
from pkkmart.printing.signed_slip import amount_lines, note_line, signed_slip, void_line
from pkkmart.printing.slip import Cell, Columns, Cut, DrawerKick, Element, Feed, Row, Rule, Text


def goods_slip(note: GoodsNote, user: str) -> list[Element]:
    """A nota titip or a nota retur; `user` is who received or handed out the goods."""
    delivery = note.kind == "delivery"
    return [
        *_head(_("NOTA TITIP") if delivery else _("NOTA RETUR TITIPAN")),
        Columns(note.number, date_short(note.business_date)),
        Columns(_("Penitip"), note.consignor),
        *([Columns(_("Kelurahan"), note.area)] if note.area else []),
        Rule(),
        *(element for line in note.lines for element in _goods(line)),
        Rule(),
        Columns(
            _("JUMLAH ({kinds} macam)").format(kinds=len(note.lines)),
            quantity_text(sum(line.qty_milli for line in note.lines)),
            bold=True,
        ),
        *([Text(note.note)] if note.note else []),
        *_signatures((_("Penitip"), note.consignor), (_("Penerima") if delivery else _("Petugas"), user)),
        Cut(),
    ]


def payout_slip(view: SettlementView, payout: PayoutRow, cashier: str, *, kick: bool = False) -> list[Element]:
    """The kuitansi of a payout: what was handed over, the account it pays, and what was deducted or saved.

    `kick` opens the drawer before anything is printed.
    """
    amount_words = terbilang(payout.money_idr)
    return [
        *([DrawerKick()] if kick else []),
        *_head(_("KUITANSI")),
        Columns(payout.number, date_short(payout.business_date)),
        Rule(),
        Text(_("Sudah dibayar kepada")),
        Text(view.consignor, bold=True),
        *(
            [Text(_("diterima oleh {name}").format(name=payout.received_by))]
            if payout.received_by != view.consignor
            else []
        ),
        Feed(),
        Text(rupiah_document(payout.money_idr), align="center", bold=True, size=2),
        Text(f"# {amount_words[:1].upper()}{amount_words[1:]} #", align="center"),
        Feed(),
        Text(_("Untuk hasil titipan {days}, perhitungan {number}.").format(days=_days(view), number=view.number)),
        Rule(),
        *(element for line in view.lines for element in _sold(line)),
        Rule(),
        *_totals(view, payout),
        *_signatures((_("Penitip"), payout.received_by), (_("Kasir"), cashier)),
        Cut(),
    ]


def document_slip(kind: str, document_id: int) -> Slip | None:
    """The slip of a consignor's document: what was signed, or a settlement and a loss as they stand.

    A nota retur of an evening count has the strip of that count.
    """
    drawn = {"settlement": settlement_slip, "loss": loss_slip, "advance": advance_slip}.get(kind)
    if drawn:
        return drawn(document_id)
    slip = slip_of(kind, document_id)
    count_id = count_with_note(document_id) if slip is None and kind == "return_note" else None
    return slip if count_id is None else slip_of("evening_count", count_id)


def advance_slip(advance_id: int) -> Slip:
    """The kuitansi of an uang muka, or of what was paid back on one, with what is open now."""
    row = advance_row(advance_id)
    given = row.direction is AdvanceDirection.GIVEN
    body: list[Element] = [
        Columns(_("Penitip"), row.consignor),
        Rule(),
        *amount_lines(_("Diberikan") if given else _("Dikembalikan"), row.amount_idr),
        Columns(_("Keluar dari") if given else _("Masuk ke"), _(row.place.label)),
        *note_line(row.note),
        Rule(),
        Columns(_("Uang muka sekarang"), figure(advance_idr(row.consignor_id)), bold=True),
        *([Text(_("Dipotong dari hasil titipan berikutnya."))] if given else []),
    ]
    title = _("UANG MUKA PENITIP") if given else _("PENGEMBALIAN UANG MUKA")
    signers = ((_("Penitip"), row.consignor), (_("Petugas"), row.user))
    origin = ("advance", row.id)
    return signed_slip(
        title, row.number, row.business_date, body, signers, origin=origin, cancelled_by=row.cancelled_by
    )


def statement_slip(told: Statement) -> Slip:
    """The statement of a consignor over a span: owed before, earned by product, paid by document, owed after."""
    elements: list[Element] = [
        *_head(_("REKENING TITIPAN")),
        Columns(_("Penitip"), told.consignor),
        Text(days_words(told.since, told.until)),
        Rule(),
        Columns(_("Terutang sebelumnya"), figure(told.opening_idr)),
        *(
            element
            for one in told.earned()
            for element in (
                Text(one.product),
                Columns(
                    _("laku {qty}").format(qty=quantity_text(one.qty_milli)) if one.sold else _("hasil lain"),
                    figure(one.share_idr),
                ),
            )
        ),
        Columns(_("Hak penitip"), figure(told.share_idr), bold=True),
        Rule(),
        *(
            element
            for payment in told.payments
            for element in (
                Text(f"{date_short(payment.day)} {payment.number}"),
                Columns(_(payment.way.label), figure(-payment.amount_idr)),
            )
        ),
        Columns(_("Sudah dibayar"), figure(told.paid_idr), bold=True),
        Rule(),
        Columns(_("Terutang sekarang"), figure(told.closing_idr), bold=True),
        *_signatures((_("Penitip"), told.consignor), (_("Petugas"), "." * 13)),
        Cut(),
    ]
    title = _("rekening {name}").format(name=told.consignor)
    return Slip(title, tuple(elements), "statement", "person", told.consignor_id)


def loss_slip(loss_id: int) -> Slip:
    """The berita kehilangan of goods lost or broken in our care: what is gone, and what the shop replaces of it."""
    note = goods_note("loss", loss_id)
    total = sum(line.replaced_idr for line in note.lines)
    elements: list[Element] = [
        *_head(_("BERITA KEHILANGAN TITIPAN")),
        Columns(note.number, date_short(note.business_date)),
        *void_line(note.cancelled_by),
        Columns(_("Penitip"), note.consignor),
        *([Columns(_("Kelurahan"), note.area)] if note.area else []),
        Text(_("Hilang atau rusak di toko, diganti sebesar hak penitip.")),
        Rule(),
        *(
            element
            for line in note.lines
            for element in (
                Text(line.name),
                Columns(f"{quantity_text(line.qty_milli)} {line.unit}", figure(line.replaced_idr)),
            )
        ),
        Rule(),
        *amount_lines(_("Diganti"), total),
        *note_line(note.note),
        *_signatures((_("Penitip"), note.consignor), (_("Petugas"), note.user)),
        Cut(),
    ]
    return Slip(note.number, tuple(elements), "loss", "loss", loss_id)


def settlement_slip(settlement_id: int) -> Slip:
    """The slip of a settlement as it stands now: what was sold, what is due, what of it is paid."""
    view = settlement_view(settlement_id)
    elements: list[Element] = [
        *_head(_("PERHITUNGAN TITIPAN")),
        Columns(view.number, date_short(view.business_date)),
        *void_line(view.cancelled_by),
        Columns(_("Penitip"), view.consignor),
        *([Columns(_("Kelurahan"), view.area)] if view.area else []),
        Text(_("Hasil titipan {days}.").format(days=_days(view))),
        Rule(),
        *(element for line in view.lines for element in _sold(line)),
        Rule(),
        *_due(view),
        *([Columns(_("Sudah dibayar"), figure(view.paid_idr))] if view.paid_idr else []),
        *([Columns(_("Belum dibayar"), figure(view.unpaid_idr))] if view.unpaid_idr else []),
        *_signatures((_("Penitip"), view.consignor), (_("Petugas"), view.user)),
        Cut(),
    ]
    return Slip(view.number, tuple(elements), "settlement", "settlement", view.id)


def evening_slip(count: Counted) -> list[Element]:
    """The strip of a consignor's evening: brought, sold, left and damaged of each product, what is due and paid."""
    paid, left = count.paid_idr, count.unpaid_idr
    return [
        *_head(_("TITIP KUE")),
        Columns(count.number, date_short(count.business_date)),
        Columns(_("Penitip"), count.consignor),
        Rule(),
        *(element for line in count.lines for element in _counted(line)),
        Rule(),
        Columns(
            _("laku {sold} dari {brought}").format(
                sold=quantity_text(count.sold_milli), brought=quantity_text(count.brought_milli)
            ),
            "",
        ),
        *(Columns(words, quantity_text(qty)) for words, qty in _left(count) if qty),
        *([Columns(_("Hasil lain"), figure(count.others_idr))] if count.others_idr else []),
        Columns(_("Hak penitip"), figure(count.due_idr), bold=True),
        *([Columns(_("Dibayar tunai"), figure(paid))] if paid else []),
        *([Columns(_("Disimpan untuk ibu"), figure(left))] if left else []),
        *_signatures((_("Penitip"), count.consignor), (_("Kasir"), count.user)),
        Cut(),
    ]


def _counted(line: CountedLine) -> list[Element]:
    told = _("masuk {brought} laku {sold} sisa {left} rusak {damaged}").format(
        brought=quantity_text(line.brought_milli),
        sold=quantity_text(line.sold_milli),
        left=quantity_text(line.leftover_milli),
        damaged=quantity_text(line.damaged_milli),
    )
    return [Columns(line.name, figure(line.earned_idr)), Text(told)]


def _left(count: Counted) -> list[tuple[str, int]]:
    """Where what was not sold went, in words and thousandths of a unit."""
    lines = count.lines
    kept = sum(line.leftover_milli for line in lines if line.kept)
    home = sum(line.leftover_milli for line in lines if not line.kept)
    broken = sum(line.damaged_milli for line in lines if not line.damaged_by_shop)
    replaced = sum(line.damaged_milli for line in lines if line.damaged_by_shop) + sum(
        line.gap_milli for line in lines if line.decision is GapDecision.REPLACED
    )
    return [
        (_("sisa dibawa pulang"), home),
        (_("sisa tinggal di rak"), kept),
        (_("rusak dibawa pulang"), broken),
        (_("rusak, hilang, diganti toko"), replaced),
    ]


def _head(title: str) -> list[Element]:
    phone = SHOP_PHONE.get()
    contact = _("Telp. {number}").format(number=phone) if phone else ""
    return [
        Text(SHOP_NAME.get(), align="center", bold=True, size=2),
        *(Text(text, align="center") for text in (SHOP_LEGAL_NAME.get(), SHOP_ADDRESS.get(), contact) if text),
        Rule(),
        Text(title, align="center", bold=True),
    ]


def _goods(line: GoodsLine) -> list[Element]:
    if line.unit_share_idr is None:
        terms = _("jual {price}").format(price=figure(line.price_idr))
    else:
        terms = _("setor {share}").format(share=figure(line.unit_share_idr))
    return [Columns(line.name, f"{quantity_text(line.qty_milli)} {line.unit}"), Text(terms)]


def _sold(line: AccountRow) -> list[Element]:
    if line.kind != "SOLD" or not line.qty_milli:
        word = {
            "LOST": _("diganti toko {qty}"),
            "FOUND": _("ditemukan lagi {qty}"),
            "SOLD": _("dibawa pulang {qty}"),
        }.get(line.kind, "{qty}")
        qty = (-line.qty_milli if line.kind == "FOUND" else line.qty_milli) or line.returned_milli
        about = word.format(qty=quantity_text(qty)) if qty else ""
        return [Text(line.name), Columns(about, figure(line.share_idr))]
    about = _("laku {qty} x {price}").format(qty=quantity_text(line.qty_milli), price=figure(line.price_idr))
    home = (
        [Text(_("dibawa pulang {qty}").format(qty=quantity_text(line.returned_milli)))] if line.returned_milli else []
    )
    return [Text(line.name), Columns(about, figure(line.gross_idr)), *home]


def _due(view: SettlementView) -> list[Element]:
    due = Columns(_("Hak penitip"), figure(view.total_idr), bold=True)
    return [*([Columns(_("Komisi koperasi"), figure(-view.commission_idr))] if view.commission_idr else []), due]


def _totals(view: SettlementView, payout: PayoutRow) -> list[Element]:
    rows = _due(view)
    before = view.paid_idr - payout.amount_idr
    if before:
        rows.append(Columns(_("Sudah dibayar sebelumnya"), figure(before)))
    split = bool(payout.withheld) or len(payout.money) > 1
    if before or view.unpaid_idr or (split and payout.amount_idr != view.total_idr):
        rows.append(Columns(_("Dibayar sekarang"), figure(payout.amount_idr)))
    rows += [Columns(_(part.way.label), figure(-part.amount_idr)) for part in payout.withheld]
    if split:
        rows.append(Columns(_("Diserahkan"), figure(payout.money_idr), bold=True))
        rows += [
            Columns(_("dari {place}").format(place=part_words(part)), figure(part.amount_idr)) for part in payout.money
        ]
    if view.unpaid_idr:
        rows.append(Columns(_("Belum dibayar"), figure(view.unpaid_idr)))
    return rows


def part_words(part: PaidPart) -> str:
    """The way of a part inside a sentence: `laci kasir`, `simpanan sukarela`."""
    return inside(_(part.way.label))


def _days(view: SettlementView) -> str:
    until = date_short(view.cut_off)
    if view.first_day is None or view.first_day == view.cut_off:
        return until
    return _("{first} s.d. {last}").format(first=date_short(view.first_day), last=until)


def _signatures(*people: tuple[str, str]) -> list[Element]:
    """Who signs, side by side, with room for a pen."""
    return [
        Feed(),
        Row(tuple(Cell(post, align="center") for post, _name in people)),
        Feed(3),
        Row(tuple(Cell(f"({name})", align="center") for _post, name in people)),
        Feed(),
    ]
