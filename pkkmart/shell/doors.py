"""The one list of doors: the entries of the rail, and the pages each opens."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from pkkmart.core.actor import Permission
from pkkmart.core.i18n import N_
from pkkmart.shell import pages
from pkkmart.ui.page import Context, Page
from pkkmart.ui.rail import RailItem


@dataclass(frozen=True, slots=True)
class Room:
    """A page behind a door: its name for Door values, its tab, what it takes to enter."""

    kind: str
    tab: str
    page: Callable[[Context], Page]
    permission: Permission
    shows: tuple[str, ...] = ()
    """Kinds of doors with an id (a member, a document's table) that this page shows."""


@dataclass(frozen=True, slots=True)
class RailDoor:
    """An entry of the rail and the rooms behind it; `item` None is a room reached from elsewhere."""

    key: str
    item: RailItem | None
    rooms: tuple[Room, ...]


DOORS: tuple[RailDoor, ...] = (
    RailDoor(
        "home",
        RailItem("home", "house", N_("PKK Mart\nBeranda"), 0),
        (Room("home", N_("Beranda"), pages.home, Permission.KEEP_BOOKS),),
    ),
    RailDoor(
        "counter",
        RailItem("counter", "store", N_("Kasir"), 1),
        (Room("counter", N_("Kasir"), pages.counter, Permission.SELL),),
    ),
    RailDoor(
        "stock",
        RailItem("stock", "package", N_("Stok"), 2),
        (
            Room("stock", N_("Daftar barang"), pages.stock, Permission.SELL, ("adjustment", "product")),
            Room("receive", N_("Terima barang"), pages.receive, Permission.RECEIVE_GOODS),
            Room("count", N_("Hitung stok"), pages.stocktake, Permission.RECEIVE_GOODS, ("stocktake",)),
            Room("labels", N_("Label"), pages.labels, Permission.RECEIVE_GOODS, ("label",)),
            Room("expiry", N_("Kedaluwarsa"), pages.expiry, Permission.RECEIVE_GOODS),
            Room("certificates", N_("Sertifikat"), pages.certificates, Permission.RECEIVE_GOODS),
            Room("promotions", N_("Promosi"), pages.promotions, Permission.KEEP_PRODUCTS),
            Room("import", N_("Impor daftar"), pages.product_import, Permission.IMPORT_DATA),
        ),
    ),
    RailDoor(
        "consignment",
        RailItem("consignment", "hand-heart", N_("Titipan"), 3),
        (
            Room("consignors", N_("UMKM"), pages.consignors, Permission.RECEIVE_GOODS),
            Room("daily", N_("Titip kue"), pages.daily, Permission.RECEIVE_GOODS),
            Room("delivery", N_("Terima titipan"), pages.delivery, Permission.RECEIVE_GOODS),
        ),
    ),
    RailDoor(
        "savings",
        RailItem("savings", "piggy-bank", N_("Simpanan"), 4),
        (
            Room("savings", N_("Simpanan"), pages.savings, Permission.RUN_SHIFT, ("member", "savings_slip")),
            Room("bon", N_("Bon anggota"), pages.bon, Permission.RUN_SHIFT, ("repayment",)),
        ),
    ),
    RailDoor(
        "books",
        RailItem("books", "book-open", N_("Pembukuan"), 5),
        (
            Room("cash", N_("Kas & bank"), pages.cash, Permission.KEEP_BOOKS, ("expense", "transfer", "clearing")),
            Room("suppliers", N_("Pemasok"), pages.suppliers, Permission.KEEP_BOOKS, ("purchase", "supplier_payment")),
            Room("journal", N_("Jurnal"), pages.journal, Permission.KEEP_BOOKS, ("journal_entry", "account")),
            Room("opening", N_("Saldo awal"), pages.opening, Permission.KEEP_BOOKS),
            Room("close", N_("Tutup buku"), pages.closing, Permission.KEEP_BOOKS),
        ),
    ),
    RailDoor(
        "reports",
        RailItem("reports", "chart-column", N_("Laporan"), 6),
        (Room("reports", N_("Laporan"), pages.reports, Permission.KEEP_BOOKS),),
    ),
    RailDoor(
        "settings",
        RailItem("settings", "settings", N_("Pengaturan"), 7, below=True),
        (
            Room("settings", N_("Pengaturan"), pages.settings, Permission.LOG_IN),
            Room("rules", N_("Aturan kasir"), pages.rules, Permission.KEEP_SETTINGS),
        ),
    ),
    RailDoor(
        "receipts",
        None,
        (Room("receipts", N_("Struk"), pages.receipts, Permission.SELL, ("sale", "sale_change")),),
    ),
    RailDoor("welcome", None, (Room("welcome", N_("Selamat datang"), pages.welcome, Permission.KEEP_SETTINGS),)),
    RailDoor(
        "close_shift",
        None,
        (Room("close_shift", N_("Tutup sif"), pages.close_shift, Permission.RUN_SHIFT),),
    ),
)
