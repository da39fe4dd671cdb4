"""How the goods of a count are read on screen."""

from __future__ import annotations

from pkkmart.core import clock
from pkkmart.core.i18n import _, date_short, figure, rupiah, time_short
from pkkmart.core.quantity import quantity_text
from pkkmart.ledger.screen.columns import document_column
from pkkmart.stocktake.minutes import bearer_words, signed
from pkkmart.stocktake.queries import CountHead, CountRow, ScopeRow, StocktakeRow
from pkkmart.ui.table_model import Column

BOOK, OUT, MONEY, WHO = 2, 3, 5, 6
"""The places of columns that a narrow table leaves out (the line below it tells them of the chosen row) or a blind
count has nothing for."""


def count_columns() -> list[Column[CountRow]]:
    """Counted, the book, what was sold meanwhile, the difference and who bears it."""
    return [
        Column(_("Barang"), lambda row: row.name, second=about, second_tone=_about_tone),
        Column(_("Dihitung"), lambda row: _quantity(row.counted_milli), 80, "right", weight=700, fits=True),
        Column(_("Buku*"), lambda row: _quantity(row.begun_milli), 62, "right", tone=lambda _row: "muted", fits=True),
        Column(_("Terjual sejak mulai"), _out, 134, "right", tone=lambda _row: "muted", fits=True),
        Column(_("Selisih"), state, 86, "right", chip=_is_marked, tone=state_tone),
        Column(_("Rupiah"), _money, 102, "right", fits=True),
        Column(_("Ditanggung"), bearer_words, 130, tone=lambda _row: "muted", wraps=True),
    ]


def about(row: CountRow) -> str:
    """The owner, the shelf, and what is to be known of the figure."""
    parts = [row.owner or _("milik koperasi"), row.shelf and _("rak {name}").format(name=row.shelf)]
    if row.in_cart_milli:
        parts.insert(0, _("{qty} ada di keranjang terbuka").format(qty=quantity_text(row.in_cart_milli)))
    if row.is_unclear:
        parts.insert(0, _("terjual di antara dua hitungan: hitung ulang"))
    elif row.pass_no > 1 and row.counted_milli is None:
        parts.insert(0, _("hitung ulang"))
    return " · ".join(part for part in parts if part)


def _about_tone(row: CountRow) -> str:
    return "attention" if row.is_unclear or row.in_cart_milli else "muted"


def detail(row: CountRow) -> str:
    """What a narrow table leaves out of a row; "" where nothing is known."""
    if row.begun_milli is None:
        return ""
    told = _("{name}: buku {book}, terjual sejak mulai {out}").format(
        name=row.name, book=_quantity(row.begun_milli), out=_out(row)
    )
    return " · ".join(part for part in (told, bearer_words(row)) if part)


def _is_marked(row: CountRow) -> bool:
    """Whether the state stands out: what is as it should be, or not known yet, is quiet."""
    return row.needs_recount


def state(row: CountRow) -> str:
    """The difference, or why there is none to see."""
    if row.counted_milli is None:
        return _("belum")
    if row.is_unclear:
        return "?"
    return _("dihitung") if row.difference_milli is None else signed(row.difference_milli)


def state_tone(row: CountRow) -> str:
    """Red where the co-op loses, yellow where goods of a consignor are missing or are to be counted again."""
    difference = row.difference_milli
    if row.is_unclear:
        return "attention"
    if not difference:
        return "muted"
    if difference > 0:
        return "good"
    return "danger" if row.owner_id is None else "attention"


def _quantity(qty_milli: int | None) -> str:
    return "–" if qty_milli is None else quantity_text(qty_milli)


def _out(row: CountRow) -> str:
    if row.out_milli is None:
        return ""
    return quantity_text(row.out_milli) if row.out_milli >= 0 else _("masuk {qty}").format(
        qty=quantity_text(-row.out_milli)
    )  # fmt: skip


def _money(row: CountRow) -> str:
    if row.difference_milli is None:
        return ""
    if row.worth is None or not row.worth.result_idr:
        return "–" if row.difference_milli else "0"
    return f"{'−' if row.worth.result_idr < 0 else ''}{figure(abs(row.worth.result_idr))}"


def begun_words(head: CountHead) -> str:
    """`dimulai Bu Endang 09.40`, with the day where that is not today."""
    begun = clock.local(clock.from_text(head.begun_at))
    day = "" if begun.date() == clock.today() else f"{date_short(begun.date())} "
    return _("dimulai {who} {when}").format(who=head.user or _("sistem"), when=f"{day}{time_short(begun)}")


def counted_words(counted: int, products: int) -> str:
    """`31 dari 46 barang dihitung`."""
    return _("{counted} dari {products} barang dihitung").format(counted=figure(counted), products=figure(products))


def choice_columns() -> list[Column[CountHead | ScopeRow]]:
    """Counts under way, then the goods one can begin with."""
    return [
        Column(_("Barang yang dihitung"), _choice, second=_choice_about),
        Column(_("Terakhir"), _last, 136, "right", chip=_is_under_way, tone=_last_tone),
    ]


def _is_under_way(row: CountHead | ScopeRow) -> bool:
    return isinstance(row, CountHead)


def _last_tone(row: CountHead | ScopeRow) -> str:
    return "good" if isinstance(row, CountHead) else "muted"


def _choice(row: CountHead | ScopeRow) -> str:
    return capitalized(row.goods)


def _choice_about(row: CountHead | ScopeRow) -> str:
    if isinstance(row, CountHead):
        return f"{begun_words(row)} · {counted_words(row.counted, row.products)}"
    return _("{count} barang").format(count=figure(row.products)) if row.products else _("pindai satu per satu")


def _last(row: CountHead | ScopeRow) -> str:
    if isinstance(row, CountHead):
        return _("berjalan")
    if not row.products:
        return ""
    return date_short(row.booked_on) if row.booked_on else _("belum pernah")


def stocktake_columns() -> list[Column[StocktakeRow]]:
    """Booked counts: day, goods, what the co-op gained or lost."""
    return [
        Column(_("Tanggal"), lambda row: date_short(row.business_date), 104),
        document_column(
            _("Hitungan"), lambda row: capitalized(row.goods), _stocktake_about, lambda row: row.cancelled_by
        ),
        Column(_("Selisih"), lambda row: result_words(row.result_idr), 130, "right", weight=700),
    ]


def _stocktake_about(row: StocktakeRow) -> str:
    if row.cancelled_by:
        return _("{number} · dibatalkan dengan {void}").format(number=row.number, void=row.cancelled_by)
    told = _("{lines} barang, {differing} berbeda").format(lines=figure(row.lines), differing=figure(row.differing))
    return " · ".join(part for part in (row.number, told, row.user) if part)


def capitalized(words: str) -> str:
    """`Rak A`, for the beginning of a line."""
    return words[:1].upper() + words[1:]


def result_words(amount_idr: int) -> str:
    """What the co-op gains, or in brackets loses: `Rp 12.000`, `(Rp 30.000)`."""
    return f"({rupiah(-amount_idr)})" if amount_idr < 0 else rupiah(amount_idr)
