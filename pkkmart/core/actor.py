"""Who acts, and what they may do. Every operation is handed an Actor."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from pkkmart.core.i18n import N_


class Permission(StrEnum):
    """One thing a role may do; the value is stored, the label is read by people."""

    SELL = "sell"
    RUN_SHIFT = "run_shift"
    OPEN_DRAWER = "open_drawer"
    APPROVE_DIFFERENCE = "approve_difference"
    GIVE_DISCOUNT = "give_discount"
    OVERRIDE_PRICE = "override_price"
    SELL_UNLISTED = "sell_unlisted"
    VOID_SALES = "void_sales"
    RETURN_GOODS = "return_goods"
    GRANT_CREDIT = "grant_credit"
    RECEIVE_GOODS = "receive_goods"
    PAY_FROM_SAFE = "pay_from_safe"
    KEEP_PRODUCTS = "keep_products"
    KEEP_PEOPLE = "keep_people"
    KEEP_USERS = "keep_users"
    KEEP_SETTINGS = "keep_settings"
    KEEP_BOOKS = "keep_books"
    IMPORT_DATA = "import_data"
    LOG_IN = "log_in"

    @property
    def label(self) -> str:
        """What it is called on screen."""
        return _LABELS[self]


_LABELS = {
    Permission.SELL: N_("menjual di kasir"),
    Permission.RUN_SHIFT: N_("membuka dan menutup sif"),
    Permission.OPEN_DRAWER: N_("membuka laci tanpa penjualan"),
    Permission.APPROVE_DIFFERENCE: N_("menyetujui selisih laci"),
    Permission.GIVE_DISCOUNT: N_("memberi diskon di atas batas kasir"),
    Permission.OVERRIDE_PRICE: N_("mengubah harga di kasir"),
    Permission.SELL_UNLISTED: N_("menjual barang umum"),
    Permission.VOID_SALES: N_("membatalkan struk"),
    Permission.RETURN_GOODS: N_("menerima retur pembeli"),
    Permission.GRANT_CREDIT: N_("memberi batas bon"),
    Permission.RECEIVE_GOODS: N_("menerima barang"),
    Permission.PAY_FROM_SAFE: N_("membayar dari brankas"),
    Permission.KEEP_PRODUCTS: N_("mengubah daftar barang"),
    Permission.KEEP_PEOPLE: N_("mendaftarkan anggota dan UMKM"),
    Permission.KEEP_USERS: N_("mengatur pengguna dan PIN"),
    Permission.KEEP_SETTINGS: N_("mengubah pengaturan"),
    Permission.KEEP_BOOKS: N_("mengerjakan pembukuan"),
    Permission.IMPORT_DATA: N_("mengimpor data"),
    Permission.LOG_IN: N_("masuk"),
}


@dataclass(frozen=True, slots=True)
class Actor:
    """The person behind an act; `id` is the user's row, None for the program itself."""

    id: int | None
    name: str
    permissions: frozenset[Permission]

    def may(self, permission: Permission) -> bool:
        return permission in self.permissions


@dataclass(frozen=True, slots=True)
class Approval:
    """A second person who approves one act, with the reason."""

    by: Actor
    reason: str


SYSTEM = Actor(None, "sistem", frozenset(Permission))
"""The command line, the demo and timers act under this name."""
