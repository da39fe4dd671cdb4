"""The settings of savings: how a member agrees to pay from sukarela, and the pokok of every member."""

from __future__ import annotations

from enum import StrEnum

from pkkmart.core.i18n import N_
from pkkmart.core.settings import Setting


class Consent(StrEnum):
    """How a member agrees to pay from sukarela at the counter; the value is stored."""

    CONFIRM = "confirm"
    PIN = "pin"

    @property
    def label(self) -> str:
        """The name on screen; translate where it is shown."""
        return _LABELS[self]


_LABELS = {
    Consent.CONFIRM: N_("Kasir bertanya, anggota menjawab"),
    Consent.PIN: N_("Anggota mengetik PIN-nya"),
}

CONSENT = Setting("savings.consent", "confirm", "persetujuan bayar dari simpanan sukarela: confirm (ditanya) atau pin")
PRINCIPAL_IDR = Setting("savings.principal_idr", 0, "simpanan pokok setiap anggota, rupiah (0 = belum ditetapkan)")
"""UU 25/1992: pokok is the same for every member; how much is written in the co-op's own statutes."""


CASHIER_REGISTERS = Setting("savings.cashier_registers", False, "kasir mendaftarkan anggota baru tanpa PIN kepala toko")


def asks_pin() -> bool:
    """Whether a member's PIN is asked before sukarela pays."""
    return CONSENT.get() == Consent.PIN
