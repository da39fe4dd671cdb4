"""The permissions of each role: a cashier sells, pengurus do the rest."""

from __future__ import annotations

from enum import StrEnum

from pkkmart.core.actor import Permission
from pkkmart.core.i18n import N_

_CASHIER = frozenset({Permission.SELL, Permission.RUN_SHIFT, Permission.RECEIVE_GOODS, Permission.LOG_IN})
_SUPERVISOR = _CASHIER | {
    Permission.OPEN_DRAWER,
    Permission.APPROVE_DIFFERENCE,
    Permission.GIVE_DISCOUNT,
    Permission.OVERRIDE_PRICE,
    Permission.SELL_UNLISTED,
    Permission.SELL_EXPIRED,
    Permission.VOID_SALES,
    Permission.RETURN_GOODS,
    Permission.KEEP_PRODUCTS,
    Permission.KEEP_PEOPLE,
}
"""What a supervisor may approve for a cashier by PIN."""
_TREASURER = _SUPERVISOR | {
    Permission.GRANT_CREDIT,
    Permission.PAY_FROM_SAFE,
    Permission.KEEP_SETTINGS,
    Permission.KEEP_BOOKS,
    Permission.IMPORT_DATA,
}


class Role(StrEnum):
    """A user's role; its label is the name on screen."""

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
    Role.SUPERVISOR: _SUPERVISOR,
    Role.TREASURER: _TREASURER,
    Role.ADMIN: _TREASURER | {Permission.KEEP_USERS},
}
