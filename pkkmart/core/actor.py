"""Who acts, and what they may do. Every operation is handed an Actor."""

from __future__ import annotations

from dataclasses import dataclass

from pkkmart.core.i18n import N_
from pkkmart.core.named import Named


class Permission(Named):
    """One thing a role may do; the value is stored, the label is read by people."""

    SELL = "sell", N_("menjual di kasir")
    RUN_SHIFT = "run_shift", N_("membuka dan menutup sif")
    OPEN_DRAWER = "open_drawer", N_("membuka laci tanpa penjualan")
    APPROVE_DIFFERENCE = "approve_difference", N_("menyetujui selisih laci")
    GIVE_DISCOUNT = "give_discount", N_("memberi diskon di atas batas kasir")
    OVERRIDE_PRICE = "override_price", N_("mengubah harga di kasir")
    SELL_UNLISTED = "sell_unlisted", N_("menjual barang umum")
    SELL_EXPIRED = "sell_expired", N_("menjual barang lewat tanggal")
    VOID_SALES = "void_sales", N_("membatalkan struk")
    RETURN_GOODS = "return_goods", N_("menerima retur pembeli")
    GRANT_CREDIT = "grant_credit", N_("memberi batas bon")
    RECEIVE_GOODS = "receive_goods", N_("menerima barang")
    PAY_FROM_SAFE = "pay_from_safe", N_("membayar dari brankas")
    KEEP_PRODUCTS = "keep_products", N_("mengubah daftar barang")
    KEEP_PEOPLE = "keep_people", N_("mendaftarkan anggota dan UMKM")
    KEEP_USERS = "keep_users", N_("mengatur pengguna dan PIN")
    KEEP_SETTINGS = "keep_settings", N_("mengubah pengaturan")
    KEEP_BOOKS = "keep_books", N_("mengerjakan pembukuan")
    IMPORT_DATA = "import_data", N_("mengimpor data")
    LOG_IN = "log_in", N_("masuk")


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
