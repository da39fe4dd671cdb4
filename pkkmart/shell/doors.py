"""The one list of doors: what stands in the rail, and which pages lie behind each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from pkkmart.cashbook.screen import CashPage
from pkkmart.closing.screen import ClosePage
from pkkmart.consignment.screen import ConsignorsPage, DeliveryPage
from pkkmart.core.actor import Permission
from pkkmart.core.i18n import N_
from pkkmart.imports.screen import ImportPage, OpeningPage
from pkkmart.ledger.screen import JournalPage
from pkkmart.pricing.screen import PromotionsPage
from pkkmart.purchasing.screen import ReceivePage
from pkkmart.purchasing.screen.suppliers import SuppliersPage
from pkkmart.receivables.screen import BonPage
from pkkmart.reports.screen import ReportsPage
from pkkmart.sale_changes.screen import ReceiptsPage
from pkkmart.sales.operations.shift_papers import print_x, print_z
from pkkmart.sales.screen import CounterPage
from pkkmart.savings.screen import SavingsPage
from pkkmart.shell.floors import floors
from pkkmart.shell.home import HomePage
from pkkmart.shell.rules_page import RulesPage
from pkkmart.shell.settings_page import SettingsPage
from pkkmart.shell.welcome import WelcomePage
from pkkmart.stock.screen import StockPage
from pkkmart.till.screen import CloseShiftPage, ShiftPapers
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
        (Room("home", N_("Beranda"), HomePage, Permission.KEEP_BOOKS),),
    ),
    RailDoor(
        "counter",
        RailItem("counter", "store", N_("Kasir"), 1),
        (Room("counter", N_("Kasir"), CounterPage, Permission.SELL),),
    ),
    RailDoor(
        "stock",
        RailItem("stock", "package", N_("Stok"), 2),
        (
            Room("stock", N_("Daftar barang"), StockPage, Permission.SELL, ("adjustment", "product")),
            Room("receive", N_("Terima barang"), ReceivePage, Permission.RECEIVE_GOODS),
            Room("promotions", N_("Promosi"), partial(PromotionsPage, floors=floors), Permission.KEEP_PRODUCTS),
            Room("import", N_("Impor daftar"), ImportPage, Permission.IMPORT_DATA),
            Room("opening", N_("Saldo awal"), OpeningPage, Permission.KEEP_BOOKS),
        ),
    ),
    RailDoor(
        "consignment",
        RailItem("consignment", "hand-heart", N_("Titipan"), 3),
        (
            Room("consignors", N_("UMKM"), ConsignorsPage, Permission.RECEIVE_GOODS),
            Room("delivery", N_("Terima titipan"), DeliveryPage, Permission.RECEIVE_GOODS),
        ),
    ),
    RailDoor(
        "savings",
        RailItem("savings", "piggy-bank", N_("Simpanan"), 4),
        (
            Room("savings", N_("Simpanan"), SavingsPage, Permission.RUN_SHIFT, ("member", "savings_slip")),
            Room("bon", N_("Bon anggota"), BonPage, Permission.RUN_SHIFT, ("repayment",)),
        ),
    ),
    RailDoor(
        "books",
        RailItem("books", "book-open", N_("Pembukuan"), 5),
        (
            Room("cash", N_("Kas & bank"), CashPage, Permission.KEEP_BOOKS, ("expense", "transfer", "clearing")),
            Room("suppliers", N_("Pemasok"), SuppliersPage, Permission.KEEP_BOOKS, ("purchase", "supplier_payment")),
            Room("journal", N_("Jurnal"), JournalPage, Permission.KEEP_BOOKS, ("journal_entry", "account")),
            Room("close", N_("Tutup buku"), ClosePage, Permission.KEEP_BOOKS),
        ),
    ),
    RailDoor(
        "reports",
        RailItem("reports", "chart-column", N_("Laporan"), 6),
        (Room("reports", N_("Laporan"), ReportsPage, Permission.KEEP_BOOKS),),
    ),
    RailDoor(
        "settings",
        RailItem("settings", "settings", N_("Pengaturan"), 7, below=True),
        (
            Room("settings", N_("Pengaturan"), SettingsPage, Permission.LOG_IN),
            Room("rules", N_("Aturan kasir"), RulesPage, Permission.KEEP_SETTINGS),
        ),
    ),
    RailDoor(
        "receipts",
        None,
        (Room("receipts", N_("Struk"), ReceiptsPage, Permission.SELL, ("sale", "sale_change")),),
    ),
    RailDoor("welcome", None, (Room("welcome", N_("Selamat datang"), WelcomePage, Permission.KEEP_SETTINGS),)),
    RailDoor(
        "close_shift",
        None,
        (
            Room(
                "close_shift",
                N_("Tutup sif"),
                partial(CloseShiftPage, papers=ShiftPapers(print_x, print_z)),
                Permission.RUN_SHIFT,
            ),
        ),
    ),
)
