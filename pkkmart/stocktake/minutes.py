"""The minutes of a count on A4: what was counted, what differs, who bears it, and who signs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from pkkmart.consignment.rules import Bearer
from pkkmart.core import clock
from pkkmart.core.i18n import MONTHS, _, date_long, time_short
from pkkmart.core.quantity import quantity_text
from pkkmart.printing.letterhead import PLACE, TREASURER
from pkkmart.printing.paper import Block, Column, Document, Look, Note, Row, Signatures, Table, amount, letterhead
from pkkmart.stocktake.queries import CountRow, Minutes, Totals


def minutes_document(told: Minutes) -> Document:
    """The minutes as plain elements; a draft says so in its title."""
    begun = clock.local(clock.from_text(told.begun_at))
    day = told.booked_on or clock.today()
    number = _("No. {number}").format(number=told.number) if told.number else _("DRAF, belum dibukukan")
    if told.cancelled_by:
        number = _("{number}, dibatalkan dengan {void}").format(number=number, void=told.cancelled_by)
    return Document(
        head=letterhead(),
        title=_("Berita acara hitung stok") + ("" if told.number else _(" (DRAF)")),
        period=f"{number} · {date_long(day)}",
        unit=_("{goods} · dimulai {who}, {day} pukul {hour}").format(
            goods=told.goods, who=told.begun_by or _("sistem"), day=date_long(begun.date()), hour=time_short(begun)
        ),
        blocks=(_table(told.rows), *_sums(told), _signatures(told, day)),
    )


def minutes_name(told: Minutes) -> str:
    """What the file is called."""
    return f"hitung-stok-{told.number or 'draf'}.pdf"


def bearer_words(row: CountRow) -> str:
    """Who bears a difference, or whose the surplus is; "" where nothing differs."""
    difference, worth = row.difference_milli, row.worth
    if not difference:
        return ""
    if row.owner_id is None:
        return _("koperasi (5121)")
    if worth is None:
        return _("belum ada perjanjian")
    if difference > 0:
        if worth.found_milli == difference:
            return _("ditemukan lagi, utang 5123 batal")
        return _("milik {owner}, di nota titip").format(owner=row.owner)
    return _("koperasi, sesuai perjanjian") if worth.bearer is Bearer.SHOP else row.owner


def signed(qty_milli: int) -> str:
    """`+1`, `−0,25`, `0`."""
    sign = "+" if qty_milli > 0 else "−" if qty_milli < 0 else ""
    return f"{sign}{quantity_text(abs(qty_milli))}"


def _table(rows: tuple[CountRow, ...]) -> Table:
    columns = (
        Column(_("Barang"), share=3),
        Column(_("Pemilik"), share=2),
        Column(_("Buku"), figures=True),
        Column(_("Dihitung"), figures=True),
        Column(_("Selisih"), figures=True),
        Column(_("Rupiah"), figures=True),
        Column(_("Ditanggung"), share=2),
    )
    return Table(columns, tuple(_rows(rows)))


def _rows(rows: tuple[CountRow, ...]) -> Iterator[Row]:
    for row in rows:
        difference = row.difference_milli
        counted = quantity_text(row.counted_milli or 0)
        book = "?" if difference is None else quantity_text((row.counted_milli or 0) - difference)
        told = "?" if difference is None else signed(difference)
        money = amount(row.worth.result_idr) if row.worth else "-"
        who = bearer_words(row) if difference is not None else _("hitung ulang")
        yield Row((f"{row.name} ({row.unit})", row.owner or _("koperasi"), book, counted, told, money, who))
        if row.earlier_milli is not None:
            again = _("hitungan sebelumnya {qty}").format(qty=quantity_text(row.earlier_milli))
            yield Row((again, *[""] * 6), Look.DETAIL, indent=1)


def total_rows(sums: Totals) -> list[tuple[str, str]]:
    """What the differences do, per owner: words, and rupiah or pieces."""
    rows = [(_("Barang koperasi"), amount(sums.owned_idr))]
    if sums.replaced_idr:
        rows.append((_("Titipan, ditanggung koperasi"), amount(-sums.replaced_idr)))
    if sums.refound_idr:
        rows.append((_("Titipan hilang, ditemukan lagi"), amount(sums.refound_idr)))
    for owner, unit, milli in sums.surplus:
        pieces = f"{quantity_text(milli)} {unit}"
        rows.append((_("Lebih, milik {owner}").format(owner=owner), pieces))
    for owner, unit, milli in sums.borne:
        pieces = f"{quantity_text(milli)} {unit}"
        rows.append((_("Kurang, ditanggung {owner}").format(owner=owner), pieces))
    return rows


def _sums(told: Minutes) -> list[Block]:
    sums = told.totals
    rows = [Row(pair) for pair in total_rows(sums)]
    total = Row((_("Untung (rugi) koperasi"), amount(sums.result_idr)), Look.TOTAL)
    notes = [_("{count} barang dihitung").format(count=len(told.rows))]
    if told.uncounted:
        notes.append(_("{count} barang belum dihitung dan tidak ikut").format(count=told.uncounted))
    if told.counters:
        notes.append(_("dihitung oleh {names}").format(names=", ".join(told.counters)))
    columns = (Column(_("Pemilik")), Column(_("Rp / jumlah"), figures=True))
    return [Table(columns, (*rows, total), title=_("Selisih per pemilik")), Note("; ".join(notes) + ".")]


def _signatures(told: Minutes, day: date) -> Signatures:
    place = PLACE.get()
    when = f"{day.day} {_(MONTHS[day.month - 1])} {day.year}"
    counter = told.counters[0] if len(told.counters) == 1 else ""
    people = ((_("Yang menghitung"), counter), (_("Bendahara"), TREASURER.get()), (_("Pengawas"), ""))
    return Signatures(f"{place}, {when}" if place else when, "", people)
