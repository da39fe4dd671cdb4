"""What each role may do. A cashier sells; pengurus keep the rest."""

from __future__ import annotations

from enum import StrEnum

from pkkmart.core.actor import Permission
from pkkmart.core.i18n import N_

_CASHIER = frozenset({Permission.SELL, Permission.RUN_SHIFT, Permission.RECEIVE_GOODS, Permission.LOG_IN})
_TREASURER = _CASHIER | {
    Permission.PAY_FROM_SAFE,
    Permission.KEEP_PRODUCTS,
    Permission.KEEP_PEOPLE,
    Permission.KEEP_SETTINGS,
    Permission.KEEP_BOOKS,
    Permission.IMPORT_DATA,
}


class Role(StrEnum):
    """A user's role; its label is what people call the post."""

    CASHIER = "CASHIER"
    SUPERVISOR = "SUPERVISOR"
    TREASURER = "TREASURER"
    ADMIN = "ADMIN"

    @property
    def label(self) -> str:
        return _LABELS[self]

    @property
    def permissions(self) -> frozenset[Permission]:
        return _PERMISSIONS[self]


_LABELS = {
    Role.CASHIER: N_("Kasir"),
    Role.SUPERVISOR: N_("Kepala toko"),
    Role.TREASURER: N_("Bendahara"),
    Role.ADMIN: N_("Pengurus"),
}

_PERMISSIONS = {
    Role.CASHIER: _CASHIER,
    Role.SUPERVISOR: _CASHIER | {Permission.KEEP_PRODUCTS, Permission.KEEP_PEOPLE},
    Role.TREASURER: _TREASURER,
    Role.ADMIN: _TREASURER | {Permission.KEEP_USERS},
}
