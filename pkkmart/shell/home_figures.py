"""What the home page shows, read in one go and put into words; no widget here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from pkkmart.certificates.queries import counts
from pkkmart.certificates.rules import CertificateFilter
from pkkmart.closing.checklist import OWED_DAYS
from pkkmart.closing.figures import (
    DaySales,
    Owed,
    cash_at,
    for_families,
    owed_to_consignors,
    sales_by_day,
    sales_until,
)
from pkkmart.consignment.queries import due_since
from pkkmart.consignment.queries.shares import shares_by_month
from pkkmart.core import clock
from pkkmart.core.i18n import DAYS, MONTHS, _, date_short, figure, rupiah
from pkkmart.core.settings import PcFile
from pkkmart.printing.queries import backlog
from pkkmart.purchasing.queries import overdue_idr
from pkkmart.reports.months import first_day, month_of
from pkkmart.shell.backup_card import backup_words
from pkkmart.stock.queries import StockFilter, expiring, stock_counts
from pkkmart.stock.settings import NEAR_EXPIRY_DAYS
from pkkmart.till.places import CashPlace
from pkkmart.till.queries import open_shifts
from pkkmart.ui.charts import Bar

_DAYS_SHOWN = 30
_MONTHS_SHOWN = 12


@dataclass(frozen=True, slots=True)
class Figure:
    """A card: the figure, what it means, the kind of Door behind it and what of the page it opens (Door.act)."""

    figure: str
    note: str
    door: str
    act: str = ""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A line of what waits: its icon and tone, two lines of words, the kind and act of the Door that solves it."""

    icon: str
    tone: str
    title: str
    second: str
    door: str
    act: str = ""


@dataclass(frozen=True, slots=True)
class Morning:
    """Everything on the home page but the month's checklist."""

    sales: Figure
    families: Figure
    owed: Figure
    cash: Figure
    days: tuple[Bar, ...]
    days_note: str
    months: tuple[Bar, ...]
    waiting: tuple[Waiting, ...]
    owed_now: Owed


def greeting(name: str) -> str:
    """`Selamat sore, Bu Endang`, by the shop's clock."""
    now = clock.local(clock.now())
    minutes = now.hour * 60 + now.minute
    for until, words in (
        (11 * 60, _("Selamat pagi")),
        (15 * 60, _("Selamat siang")),
        (18 * 60 + 30, _("Selamat sore")),
    ):
        if 4 * 60 <= minutes < until:
            return f"{words}, {name}"
    words = _("Selamat malam")
    return f"{words}, {name}"


def millions(amount_idr: int) -> str:
    """`12,5` for 12.500.000: millions with one decimal, as a note next to a full figure."""
    tenths = (abs(amount_idr) + 50_000) // 100_000
    sign = "-" if amount_idr < 0 and tenths else ""
    return f"{sign}{figure(tenths // 10)},{tenths % 10}" if tenths % 10 else f"{sign}{figure(tenths // 10)}"


def read_morning(pc: PcFile) -> Morning:
    """What the home page shows, read from the books; takes some tens of milliseconds in a shop of a few months."""
    today = clock.today()
    days = sales_by_day(today - timedelta(days=_DAYS_SHOWN - 1), today)
    owed = owed_to_consignors()
    bars, average = _day_bars(days, today)
    return Morning(
        sales=_sales(days.get(today, DaySales()), today),
        families=_families(today),
        owed=_owed(owed, today),
        cash=_cash(),
        days=bars,
        days_note=_("rata-rata Rp {average} juta sehari").format(average=millions(average)) if average else "",
        months=_month_bars(today),
        waiting=_waiting(owed, today, pc),
        owed_now=owed,
    )


def _sales(sold: DaySales, today: date) -> Figure:
    week = timedelta(days=7)
    before = sales_until(today - week, clock.to_text(clock.now() - week))
    note = _("{count} struk").format(count=figure(sold.receipts))
    if before:
        percent = round((sold.total_idr - before) * 100 / before)
        words = _("naik {percent} % dari {day} lalu jam ini")
        if percent < 0:
            words = _("turun {percent} % dari {day} lalu jam ini")
        note += " · " + words.format(percent=figure(abs(percent)), day=_(DAYS[today.weekday()]))
    return Figure(rupiah(sold.total_idr), note, "reports", "sales_recap")


def _families(today: date) -> Figure:
    got = for_families(month_of(today))
    parts = []
    if got.people or not got.groups:
        parts.append(_("{people} ibu").format(people=got.people))
    if got.groups:
        parts.append(_("{groups} kelompok").format(groups=got.groups))
    who = _("bulan ini, {who}").format(who=_(" dan ").join(parts))
    return Figure(rupiah(got.total_idr), who, "reports", "consignment_recap")


def _owed(owed: Owed, today: date) -> Figure:
    note = _("tidak ada yang menunggu")
    if owed.people:
        note = _("{people} orang").format(people=owed.people)
    if owed.oldest is not None:
        note += " · " + _("tertua {days} hari").format(days=(today - owed.oldest).days)
    return Figure(rupiah(owed.total_idr), note, "consignors", "OWED")


def _cash() -> Figure:
    balances = cash_at()
    shown = (CashPlace.DRAWER, CashPlace.SAFE, CashPlace.BANK)
    note = " · ".join(millions(balances[place]) for place in shown) + " " + _("juta")
    other = balances[CashPlace.PETTY] + balances[CashPlace.TRANSIT]
    if other:
        note += " · " + _("lainnya {amount}").format(amount=millions(other))
    return Figure(rupiah(sum(balances.values())), note, "cash")


def _day_bars(days: dict[date, DaySales], today: date) -> tuple[tuple[Bar, ...], int]:
    bars = []
    for back in range(_DAYS_SHOWN - 1, -1, -1):
        day = today - timedelta(days=back)
        total = days.get(day, DaySales()).total_idr
        label = _("kini") if not back else f"{day.day}/{day.month}" if back % 7 == 0 else ""
        bars.append(Bar(total, label, f"{_(DAYS[day.weekday()])} {date_short(day)}: {rupiah(total)}"))
    full = [sold.total_idr for day, sold in days.items() if day < today]
    return tuple(bars), sum(full) // len(full) if full else 0


def _month_bars(today: date) -> tuple[Bar, ...]:
    """Twelve months up to the running one; leading months before the first sale are left out."""
    month, months = month_of(today), []
    for _back in range(_MONTHS_SHOWN):
        months.append(month)
        month = month_of(first_day(month) - timedelta(days=1))
    months.reverse()
    shares = shares_by_month(first_day(months[0]), today)
    started = [place for place, one in enumerate(months) if shares.get(one)]
    return tuple(
        Bar(
            shares.get(one, 0),
            _(MONTHS[int(one[5:]) - 1])[:3],
            f"{_(MONTHS[int(one[5:]) - 1])}: {rupiah(shares.get(one, 0))}",
        )
        for one in months[started[0] if started else len(months) :]
    )


def _waiting(owed: Owed, today: date, pc: PcFile) -> tuple[Waiting, ...]:
    stock = [*_stock(), *_expiring(today), *_certificates()]
    found = [*_shifts(today), *stock, *_consignors(owed, today), *_suppliers(today), *_printer()]
    words, tone = backup_words(pc)
    icon = "circle-check" if tone == "good" else "hard-drive-download"
    second = _("diperiksa") if tone == "good" else _("pilih folder dan cadangkan di Pengaturan")
    found.append(Waiting(icon, tone, words, second, "settings", "backup"))
    loudness = {"danger": 0, "attention": 1}
    return tuple(sorted(found, key=lambda line: loudness.get(line.tone, 2)))


def _shifts(today: date) -> list[Waiting]:
    return [
        Waiting(
            "lock",
            "danger",
            _("Sif {shift} belum ditutup").format(shift=shift.id),
            _("{day} · {name}").format(day=date_short(shift.business_date), name=shift.user_name),
            "close_shift",
        )
        for shift in open_shifts(until=today - timedelta(days=1))
    ]


def _stock() -> list[Waiting]:
    found, counts = [], stock_counts()
    below, low = counts[StockFilter.MINUS], counts[StockFilter.LOW]
    if below:
        title = _("{count} barang berstok minus").format(count=figure(below))
        found.append(
            Waiting("package-x", "danger", title, _("hitung dan sesuaikan stoknya"), "stock", StockFilter.MINUS)
        )
    if low > below:  # what is below zero is below its minimum too, and was told
        title = _("{count} barang di bawah stok minimum").format(count=figure(low))
        found.append(Waiting("archive", "attention", title, _("lihat daftar belanja"), "stock", StockFilter.LOW))
    return found


def _expiring(today: date) -> list[Waiting]:
    """What is past its day, and what will be within the days of the rule; what came today is no news."""
    soon = [row for row in expiring(today + timedelta(days=NEAR_EXPIRY_DAYS.get())) if row.came_on < today]
    past = [row for row in soon if row.expires_on < today]
    found = []
    if past:
        title = _("{count} barang lewat tanggal kedaluwarsa").format(count=figure(len(past)))
        found.append(Waiting("calendar-x-2", "danger", title, _("tarik dari rak"), "expiry", "PAST"))
    if len(soon) > len(past):
        title = _("{count} barang hampir kedaluwarsa").format(count=figure(len(soon) - len(past)))
        found.append(Waiting("calendar-clock", "attention", title, soon[len(past)].name, "expiry", "SOON"))
    return found


def _certificates() -> list[Waiting]:
    """What ended, then what ends soonest; the sooner, the louder."""
    known = counts()
    ended, soon, later = (
        known[one] for one in (CertificateFilter.EXPIRED, CertificateFilter.DAYS_30, CertificateFilter.DAYS_90)
    )
    found = []
    if ended:
        title = _("{count} sertifikat sudah habis").format(count=figure(ended))
        found.append(Waiting("badge-alert", "danger", title, _("perbarui atau cabut"), "certificates", "EXPIRED"))
    if later:
        title = _("{count} sertifikat akan habis").format(count=figure(later))
        second = _("dalam 90 hari, {count} dalam 30 hari").format(count=figure(soon))
        tone = "attention" if soon else "plain"
        found.append(Waiting("badge-alert", tone, title, second, "certificates", CertificateFilter.DAYS_90))
    return found


def _suppliers(today: date) -> list[Waiting]:
    overdue = overdue_idr(today)
    if not overdue:
        return []
    title = _("Utang pemasok jatuh tempo {amount}").format(amount=rupiah(overdue))
    return [Waiting("truck", "attention", title, _("lihat dan bayar pemasoknya"), "suppliers", "OVERDUE")]


def _consignors(owed: Owed, today: date) -> list[Waiting]:
    found = []
    if due := due_since(today):
        title = _("{count} penitip jatuh tempo dihitung").format(count=figure(len(due)))
        second = _("sejak {day}").format(day=date_short(min(due.values())))
        found.append(Waiting("hand-heart", "attention", title, second, "consignors", "DUE"))
    days = (today - owed.oldest).days if owed.oldest is not None else 0
    if days <= OWED_DAYS:
        return found
    title = _("Titipan belum dibayar {days} hari").format(days=days)
    second = _("{amount} untuk {people} orang").format(amount=rupiah(owed.total_idr), people=owed.people)
    return [*found, Waiting("hand-coins", "attention", title, second, "consignors", "OWED")]


def _printer() -> list[Waiting]:
    queue = backlog()
    if not queue.waiting or not queue.trouble:
        return []
    title = _("Printer: {count} cetakan menunggu").format(count=queue.waiting)
    return [Waiting("printer", "attention", title, queue.trouble, "settings", "printer")]
