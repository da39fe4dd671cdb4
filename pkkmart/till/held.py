"""Money leaves a place only where the books say it lies: on the day it leaves, and on every day since."""

from __future__ import annotations

from datetime import date

from pkkmart.core.errors import UserError
from pkkmart.core.i18n import _, date_short, figure
from pkkmart.till.places import CashPlace
from pkkmart.till.queries import day_ends


class PlaceShort(UserError):
    template = (
        "Isi {place} tercatat {held}, tidak cukup untuk {amount}. "
        "Ambil dari tempat lain, atau catat dulu uang yang masuk ke sana."
    )


class PlaceShortThen(PlaceShort):
    template = (
        "Pada {day} isi {place} tercatat {held}, tidak cukup untuk {amount}; baru cukup mulai {enough}. "
        "Pakai tanggal itu atau sesudahnya, atau ambil dari tempat lain."
    )


class MovedOn(UserError):
    template = (
        "{number} tidak bisa dibatalkan: pada {day} isi {place} tinggal {held}, padahal {amount} harus kembali "
        "dari sana. Batalkan dulu yang sesudahnya."
    )


def require_held(place: CashPlace, amount_idr: int, day: date, *, refusal: type[PlaceShort] = PlaceShort) -> None:
    """Raise unless an amount may leave a place on a day: no day since may end with less than nothing.

    The refusal is told when the money is missing now, PlaceShortThen when it only was on some day since. Not
    for the drawer, whose days are its shifts.
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


def require_left(place: CashPlace, amount_idr: int, day: date, number: str) -> None:
    """Raise MovedOn when a cancellation took an amount from a place that had spent it by then, or since."""
    short = [end for end in day_ends(place, day) if end.balance_idr < 0]
    if short:
        raise MovedOn(
            number=number,
            day=date_short(short[-1].day),
            place=_(place.label).lower(),
            held=figure(short[-1].balance_idr + amount_idr),
            amount=figure(amount_idr),
        )
