"""Writes of a shift's start: the counted float, what the safe added to it, and a check of the clock."""

from __future__ import annotations

from datetime import timedelta

from pkkmart.core import audit, clock
from pkkmart.core.actor import Actor, Approval, Permission
from pkkmart.core.db import insert_rows, next_id
from pkkmart.core.errors import TIMES_ASKED, NotPermitted, Unusual, UserError
from pkkmart.core.i18n import N_, date_short, figure
from pkkmart.core.operation import Changed, current_act, operation
from pkkmart.ledger.chart import Account, CashFlow
from pkkmart.ledger.operations import post, require_open
from pkkmart.ledger.posting import Origin, credit
from pkkmart.till.balances import require_two_names
from pkkmart.till.models import Shift
from pkkmart.till.operations.money import difference_lines, into_drawer, require_till
from pkkmart.till.places import CashPlace
from pkkmart.till.queries import ShiftRow, carried_idr, last_business_date, last_float_idr, lowest_idr, open_shift
from pkkmart.till.settings import MOST_FLOAT_IDR

_SHIFT = frozenset({Changed.SHIFT, Changed.LEDGER})
_CLOCK_SLACK = timedelta(minutes=2)


class ShiftOpen(UserError):
    template = N_("Sif {number} atas nama {name} masih terbuka. Tutup dulu sif itu.")


class FloatUnfit(UserError):
    template = N_("Modal laci {amount} tidak mungkin. Isi angka 0 atau lebih.")


class FloatTooLarge(NotPermitted):
    template = N_(
        "Modal laci {amount} melebihi batas {most}. Minta bendahara memasukkan PIN-nya, atau isi jumlah biasanya."
    )


class FloatUnusual(Unusual):
    key = "float_unusual"
    template = N_("Modal laci {amount}, padahal sif terakhir dibuka dengan {last}. Hitung lagi, lihat nolnya.")


class FloatShort(Unusual):
    key = "float_short"
    template = N_(
        "Sif terakhir meninggalkan {carried} di laci, sekarang dihitung {counted}: kurang {missing}. "
        "Hitung lagi; bila memang kurang, dicatat sebagai Selisih Kas atas nama {name}."
    )


class FloatUnfunded(Unusual):
    key = "float_unfunded"
    template = N_(
        "Brankas menurut buku tinggal {held}, padahal modal laci memerlukan {added} dari sana. "
        "Minta bendahara mencatat saldo awal atau setoran dulu; bila uangnya memang ada dan dilanjutkan, "
        "{missing} dicatat sebagai Selisih Kas lebih atas nama {name}."
    )


class ClockBack(Unusual):
    key = "clock_back"
    template = N_(
        "Jam komputer menunjukkan {now}, padahal catatan terakhir {last}. "
        "Betulkan tanggal komputer dulu; lanjutkan hanya bila tanggal sekarang memang benar."
    )


@operation(Permission.RUN_SHIFT, changes=_SHIFT)
def start_shift(
    actor: Actor, float_idr: int,
    *, till_id: int | None, confirmed: frozenset[str] = frozenset(), approval: Approval | None = None,
) -> ShiftRow:  # fmt: skip
    """Open the drawer with a counted float; returns the shift.

    More than the last shift left comes from the safe; what the safe can't have given, and less than was left,
    is asked about and is a cash difference of that day. Raises ShiftOpen, FloatUnfit, FloatTooLarge,
    SecondNameNeeded, FloatShort, FloatUnusual, FloatUnfunded and ClockBack (confirm their keys), PeriodClosed.
    """
    if float_idr < 0 or float_idr > 1_000_000_000:
        raise FloatUnfit(amount=figure(float_idr))
    till = require_till(till_id)
    standing = open_shift(till)
    if standing is not None:
        raise ShiftOpen(number=standing.id, name=standing.user_name)
    today = clock.today()
    require_open(today)
    if ClockBack.key not in confirmed:
        _require_forward_clock()
    carried = carried_idr(till)
    if FloatUnusual.key not in confirmed:
        _require_usual(float_idr, carried, last_float_idr(till))
    from_safe = _from_safe_idr(actor, float_idr, carried, confirmed)
    require_two_names(CashPlace.SAFE, from_safe)
    shift_id, now = next_id(Shift), clock.now_text()
    assert actor.id is not None, "a shift belongs to a user"
    insert_rows(
        Shift,
        [
            {
                "id": shift_id,
                "till_id": till,
                "user_id": actor.id,
                "business_date": today.isoformat(),
                "opened_at": now,
                "opening_float_idr": float_idr,
            }
        ],
    )
    origin = Origin("shift", shift_id)
    lines = [
        *into_drawer(shift_id, "FLOAT", [(from_safe, CashFlow.TRANSFER)], origin),
        credit(Account.SAFE, from_safe, cash_flow=CashFlow.TRANSFER),
        *difference_lines(shift_id, float_idr - carried - from_safe, origin, staff_id=None),
    ]
    post(lines, origin=origin, business_date=today, till_id=till)
    act = current_act()
    act.subject = f"shift {shift_id}"
    act.details.update({"float": float_idr, "carried": carried})
    opened = open_shift(till)
    assert opened is not None
    return opened


def _require_usual(float_idr: int, carried_idr: int, last_idr: int | None) -> None:
    """Raise FloatUnusual for ten times the float of the till's last shift, or a tenth of it.

    Not for what the last shift left, which was counted then, and not for less: FloatShort asks about that.
    """
    if not last_idr or float_idr <= carried_idr:
        return
    if float_idr >= TIMES_ASKED * last_idr or float_idr * TIMES_ASKED <= last_idr:
        raise FloatUnusual(amount=figure(float_idr), last=figure(last_idr))


def _from_safe_idr(actor: Actor, float_idr: int, carried_idr: int, confirmed: frozenset[str]) -> int:
    """How much of a counted float came from the safe: what was not carried over, up to the safe's balance."""
    added, second = float_idr - carried_idr, current_act().approval
    most, needed = MOST_FLOAT_IDR.get(), Permission.PAY_FROM_SAFE
    if added > most and not actor.may(needed) and not (second and second.by.may(needed)):
        raise FloatTooLarge(amount=figure(float_idr), most=figure(most), needed=needed)
    if added <= 0:
        if added and FloatShort.key not in confirmed:
            raise FloatShort(
                carried=figure(carried_idr), counted=figure(float_idr), missing=figure(-added), name=actor.name
            )
        return 0
    balance = lowest_idr(CashPlace.SAFE, clock.today())
    missing = added - max(balance, 0)
    if missing > 0 and FloatUnfunded.key not in confirmed:
        raise FloatUnfunded(held=figure(balance), added=figure(added), missing=figure(missing), name=actor.name)
    return added - max(missing, 0)


def _require_forward_clock() -> None:
    last_day, last_act = last_business_date(), audit.last_recorded_at()
    now = clock.now()
    if last_day is not None and clock.today() < last_day:
        raise ClockBack(now=date_short(clock.today()), last=date_short(last_day))
    if last_act and now + _CLOCK_SLACK < clock.from_text(last_act):
        last = clock.local(clock.from_text(last_act))
        raise ClockBack(now=f"{clock.local(now):%d/%m/%Y %H.%M}", last=f"{last:%d/%m/%Y %H.%M}")
