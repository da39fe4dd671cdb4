"""Rules of money that leaves a place: never more than its balance since that day, and much of the safe by two names.

The balance is the least the place had at the end of the chosen day and of every later one; cancelling what brought
money asks the same. The drawer is asked in the order of its shifts instead.
"""

from __future__ import annotations

from datetime import date

from pkkmart.core.actor import Permission
from pkkmart.core.errors import NotPermitted, UserError
from pkkmart.core.i18n import N_, _, date_short, figure
from pkkmart.core.operation import current_act, part
from pkkmart.till.places import CashPlace
from pkkmart.till.queries import day_ends
from pkkmart.till.settings import SAFE_TWO_NAMES_IDR


class PlaceShort(UserError):
    template = N_(
        "Isi {place} tercatat {held}, tidak cukup untuk {amount}. "
        "Ambil dari tempat lain, atau catat dulu uang yang masuk ke sana."
    )


class PlaceShortThen(PlaceShort):
    template = N_(
        "Pada {day} isi {place} tercatat {held}, tidak cukup untuk {amount}; baru cukup mulai {enough}. "
        "Pakai tanggal itu atau sesudahnya, atau ambil dari tempat lain."
    )


class PlaceSpentSince(UserError):
    template = N_(
        "{number} tidak bisa dibatalkan: pada {day} isi {place} tinggal {held}, padahal {amount} harus kembali "
        "dari sana. Batalkan dulu yang sesudahnya."
    )


class SecondNameNeeded(NotPermitted):
    template = N_(
        "{amount} dari brankas melebihi {limit}, jadi perlu dua nama. "
        "Minta pengurus lain yang boleh membayar dari brankas memasukkan PIN-nya."
    )


class SecondNameToCancel(SecondNameNeeded):
    template = N_(
        "Membatalkan {number} mengembalikan {amount} ke brankas, melebihi {limit}, jadi perlu dua nama seperti "
        "saat dibayar. Minta pengurus lain yang boleh membayar dari brankas memasukkan PIN-nya."
    )


@part
def has_second_name() -> bool:
    """Whether somebody else who may pay from the safe approves the act.

    The program itself (the command line) acts under one name, and that is enough.
    """
    act = current_act()
    second = act.approval.by if act.approval else None
    return act.actor.id is None or (
        second is not None and second.id != act.actor.id and second.may(Permission.PAY_FROM_SAFE)
    )


@part
def require_two_names(place: CashPlace, amount_idr: int) -> None:
    """Raise SecondNameNeeded when much leaves the safe and nobody else who may pay from it approves the act."""
    limit = SAFE_TWO_NAMES_IDR.get()
    if place is CashPlace.SAFE and amount_idr > limit and not has_second_name():
        raise SecondNameNeeded(amount=figure(amount_idr), limit=figure(limit), needed=Permission.PAY_FROM_SAFE)


@part
def require_two_names_back(amount_idr: int, number: str) -> None:
    """Raise SecondNameToCancel when a cancellation puts much back into the safe and nobody else approves it."""
    limit = SAFE_TWO_NAMES_IDR.get()
    if amount_idr > limit and not has_second_name():
        raise SecondNameToCancel(
            number=number, amount=figure(amount_idr), limit=figure(limit), needed=Permission.PAY_FROM_SAFE
        )


def require_balance(place: CashPlace, amount_idr: int, day: date, *, refusal: type[PlaceShort] = PlaceShort) -> None:
    """Raise unless an amount may leave a place on a day: no day since may end below 0.

    Raises `refusal` when the money is missing now, PlaceShortThen when it only was on some day since. Not for the
    drawer, which is asked by its shifts.
    """
    ends = day_ends(place, day)
    short = [end for end in ends if end.balance_idr < amount_idr]
    if amount_idr <= 0 or not short:
        return
    told: dict[str, object] = {
        "place": _(place.label).lower(),
        "held": figure(short[-1].balance_idr),
        "amount": figure(amount_idr),
    }
    later = ends[ends.index(short[-1]) + 1 :]
    if not later:
        raise refusal(**told)
    raise PlaceShortThen(day=date_short(short[-1].day), enough=date_short(later[0].day), **told)


def require_balance_left(place: CashPlace, amount_idr: int, day: date, number: str) -> None:
    """Raise PlaceSpentSince when a cancellation took an amount from a place that had spent it by then, or since."""
    short = [end for end in day_ends(place, day) if end.balance_idr < 0]
    if short:
        raise PlaceSpentSince(
            number=number,
            day=date_short(short[-1].day),
            place=_(place.label).lower(),
            held=figure(short[-1].balance_idr + amount_idr),
            amount=figure(amount_idr),
        )
