"""Writes of the drawer: open a shift, take and give cash, count blind, close."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from pkkmart.core import audit, clock
from pkkmart.core.actor import Actor, Permission
from pkkmart.core.db import fetch, fetch_one, insert_rows, next_id
from pkkmart.core.errors import NeedsConfirmation, UserError
from pkkmart.core.i18n import _, date_short, figure
from pkkmart.core.operation import Changed, current_act, operation, part
from pkkmart.ledger.chart import Account, CashFlow
from pkkmart.ledger.operations import DateInFuture, post, require_open, void_document
from pkkmart.ledger.posting import Line, Origin, credit, debit
from pkkmart.ledger.queries import document_numbers
from pkkmart.till.held import PlaceShort, require_held, require_left
from pkkmart.till.models import CashCount, CashCountLine, CashMovement, Shift, ShiftClose
from pkkmart.till.places import CashPlace
from pkkmart.till.queries import (
    ShiftRow,
    carried_idr,
    counts_of,
    expected_idr,
    last_business_date,
    lowest_idr,
    open_shift,
    received_by,
    total_idr,
)
from pkkmart.till.settings import DIFFERENCE_TOLERANCE_IDR, MOST_FLOAT_IDR

_SHIFT = frozenset({Changed.SHIFT, Changed.LEDGER})
_CLOCK_SLACK = timedelta(minutes=2)


class ShiftOpen(UserError):
    template = "Sif {number} atas nama {name} masih terbuka. Tutup dulu sif itu."


class NoShift(UserError):
    template = "Belum ada sif terbuka. Buka sif dulu, isi modal laci."


class FloatUnfit(UserError):
    template = "Modal laci {amount} tidak mungkin. Isi angka 0 atau lebih."


class FloatTooLarge(UserError):
    template = "Modal laci {amount} melebihi batas {most}. Minta bendahara membuka sif, atau isi jumlah biasanya."


class FloatShort(NeedsConfirmation):
    key = "float_short"
    template = (
        "Sif terakhir meninggalkan {carried} di laci, sekarang dihitung {counted}: kurang {missing}. "
        "Hitung lagi; bila memang kurang, dicatat sebagai Selisih Kas atas nama {name}."
    )


class FloatUnfunded(NeedsConfirmation):
    key = "float_unfunded"
    template = (
        "Brankas menurut buku tinggal {held}, padahal modal laci memerlukan {added} dari sana. "
        "Minta bendahara mencatat saldo awal atau setoran dulu; bila uangnya memang ada dan dilanjutkan, "
        "{missing} dicatat sebagai Selisih Kas lebih atas nama {name}."
    )


class ClockBack(NeedsConfirmation):
    key = "clock_back"
    template = (
        "Jam komputer menunjukkan {now}, padahal catatan terakhir {last}. "
        "Betulkan tanggal komputer dulu; lanjutkan hanya bila tanggal sekarang memang benar."
    )


class CountUnfit(UserError):
    template = "Jumlah keping {denomination} tidak mungkin: {pieces}."


class AlreadyRecounted(UserError):
    template = "Laci sudah dihitung dua kali. Lanjutkan menutup sif dengan hitungan terakhir."


class NotCounted(UserError):
    template = "Laci belum dihitung, atau ada transaksi sesudah hitungan terakhir. Hitung isi laci sekarang."


class ReasonNeeded(UserError):
    template = "Selisih {difference} melebihi batas {tolerance}. Tulis sebabnya dulu."


class HandOverUnfit(UserError):
    template = "Setoran {amount} melebihi isi laci {counted}. Kurangi setorannya."


@dataclass(frozen=True, slots=True)
class CountResult:
    """What a blind count found, shown once the count is in. Rupiah; difference = counted − expected."""

    expected_idr: int
    counted_idr: int
    may_recount: bool

    @property
    def difference_idr(self) -> int:
        return self.counted_idr - self.expected_idr


@operation(Permission.RUN_SHIFT, changes=_SHIFT)
def start_shift(actor: Actor, float_idr: int, *, till_id: int = 1, confirmed: frozenset[str] = frozenset()) -> ShiftRow:
    """Open the drawer with a counted float; returns the shift.

    More than the last shift left comes from the safe; what the safe can't have given, and less than was left,
    is a cash difference of that day. Raises ShiftOpen, FloatUnfit, FloatTooLarge, FloatShort, FloatUnfunded and
    ClockBack (confirm their keys), PeriodClosed.
    """
    if float_idr < 0 or float_idr > 1_000_000_000:
        raise FloatUnfit(amount=figure(float_idr))
    standing = open_shift(till_id)
    if standing is not None:
        raise ShiftOpen(number=standing.id, name=standing.user_name)
    today = clock.today()
    require_open(today)
    if ClockBack.key not in confirmed:
        _require_forward_clock()
    carried = carried_idr(till_id)
    from_safe = _from_safe_idr(actor, float_idr, carried, confirmed)
    shift_id, now = next_id(Shift), clock.now_text()
    assert actor.id is not None, "a shift belongs to a user"
    insert_rows(
        Shift,
        [
            {
                "id": shift_id,
                "till_id": till_id,
                "user_id": actor.id,
                "business_date": today.isoformat(),
                "opened_at": now,
                "opening_float_idr": float_idr,
            }
        ],
    )
    origin = Origin("shift", shift_id)
    lines = [
        *take(shift_id, "FLOAT", [(from_safe, CashFlow.TRANSFER)], origin),
        credit(Account.SAFE, from_safe, cash_flow=CashFlow.TRANSFER),
        *_difference_lines(shift_id, float_idr - carried - from_safe, origin, staff_id=None),
    ]
    post(lines, origin=origin, business_date=today, till_id=till_id)
    act = current_act()
    act.subject = f"shift {shift_id}"
    act.details.update({"float": float_idr, "carried": carried})
    opened = open_shift(till_id)
    assert opened is not None
    return opened


def _from_safe_idr(actor: Actor, float_idr: int, carried_idr: int, confirmed: frozenset[str]) -> int:
    """How much of a counted float the safe gave: what was not carried over, as far as the books say it held it."""
    added = float_idr - carried_idr
    if added > MOST_FLOAT_IDR.get() and not actor.may(Permission.PAY_FROM_SAFE):
        raise FloatTooLarge(amount=figure(float_idr), most=figure(MOST_FLOAT_IDR.get()))
    if added <= 0:
        if added and FloatShort.key not in confirmed:
            raise FloatShort(
                carried=figure(carried_idr), counted=figure(float_idr), missing=figure(-added), name=actor.name
            )
        return 0
    held = lowest_idr(CashPlace.SAFE, clock.today())
    missing = added - max(held, 0)
    if missing > 0 and FloatUnfunded.key not in confirmed:
        raise FloatUnfunded(held=figure(held), added=figure(added), missing=figure(missing), name=actor.name)
    return added - max(missing, 0)


def _require_forward_clock() -> None:
    last_day, last_act = last_business_date(), audit.last_recorded_at()
    now = clock.now()
    if last_day is not None and clock.today() < last_day:
        raise ClockBack(now=date_short(clock.today()), last=date_short(last_day))
    if last_act and now + _CLOCK_SLACK < clock.from_text(last_act):
        last = clock.local(clock.from_text(last_act))
        raise ClockBack(now=f"{clock.local(now):%d/%m/%Y %H.%M}", last=f"{last:%d/%m/%Y %H.%M}")


@part
def take(shift_id: int, kind: str, amounts: Sequence[tuple[int, CashFlow]], origin: Origin) -> list[Line]:
    """Cash into the drawer: one movement, and the ledger lines that debit it by cash flow."""
    _move(shift_id, kind, sum(amount for amount, _flow in amounts), origin)
    return [debit(Account.DRAWER, amount, cash_flow=flow) for amount, flow in amounts if amount]


@part
def give(shift_id: int, kind: str, amounts: Sequence[tuple[int, CashFlow]], origin: Origin) -> list[Line]:
    """Cash out of the drawer: one movement, and the ledger lines that credit it by cash flow."""
    _move(shift_id, kind, -sum(amount for amount, _flow in amounts), origin)
    return [credit(Account.DRAWER, amount, cash_flow=flow) for amount, flow in amounts if amount]


def _move(shift_id: int, kind: str, amount_idr: int, origin: Origin) -> None:
    if amount_idr:
        row: dict[str, object] = {
            "id": None,
            "shift_id": shift_id,
            "kind": kind,
            "amount_idr": amount_idr,
            "origin_kind": origin.kind,
            "origin_id": origin.id,
            "recorded_at": clock.now_text(),
        }
        insert_rows(CashMovement, [row])


class DrawerShort(UserError):
    template = "Uang di laci tidak cukup untuk {amount}. Ambil dari brankas, atau bayar sebagian."


class DrawerMovedOn(DrawerShort):
    template = (
        "{number} tidak bisa dibatalkan: uang di laci tidak cukup untuk {amount} yang harus kembali. "
        "Isi laci dari brankas dulu, atau batalkan dulu yang sesudahnya."
    )


class ClockBehind(UserError):
    template = (
        "Jam komputer menunjukkan {now}, padahal sif terakhir {last}. Betulkan tanggal komputer dulu; "
        "bila tanggalnya memang benar, buka sif baru untuk mengukuhkannya."
    )


def booking_day(day: date | None = None) -> date:
    """The day a document is booked on: the one chosen, else today. Raises DateInFuture, PeriodClosed (decision 21)."""
    chosen = day or today_or_refuse()
    if chosen > clock.today():
        raise DateInFuture(day=date_short(chosen))
    require_open(chosen)
    return chosen


def today_or_refuse() -> date:
    """Today, unless the clock stands before the newest shift's day: a dead battery must not date papers."""
    last, today = last_business_date(), clock.today()
    if last is not None and today < last:
        raise ClockBehind(now=date_short(today), last=date_short(last))
    return today


@part
def business_day(place: CashPlace, day: date | None = None, *, till_id: int = 1) -> date:
    """The day a movement of money is booked on: the drawer's is its shift's, any other the one chosen.

    Raises NoShift for the drawer without one, DateInFuture, PeriodClosed (decision 21).
    """
    if place is CashPlace.DRAWER:
        shift = open_shift(till_id)
        if shift is None:
            raise NoShift
        chosen = shift.business_date
    else:
        return booking_day(day)
    require_open(chosen)
    return chosen


@part
def receive_money(
    place: CashPlace, amounts: Sequence[tuple[int, CashFlow]], origin: Origin, *, kind: str = "IN", till_id: int = 1
) -> list[Line]:
    """Money into a place; the drawer also gets its movement. Returns the debit lines by cash flow."""
    if place is CashPlace.DRAWER:
        return take(_open(till_id).id, kind, amounts, origin)
    return [debit(place.account, amount, cash_flow=flow) for amount, flow in amounts if amount]


@part
def pay_money(
    place: CashPlace, amounts: Sequence[tuple[int, CashFlow]], origin: Origin,
    *, day: date, kind: str = "OUT", till_id: int = 1, refusal: type[PlaceShort] = PlaceShort,
) -> list[Line]:  # fmt: skip
    """Money out of a place on a day; none gives more than it holds. Returns the credit lines by cash flow.

    Raises NoShift, DrawerShort, the refusal (PlaceShort), PlaceShortThen.
    """
    wanted = sum(amount for amount, _flow in amounts)
    if place is CashPlace.DRAWER:
        shift = _open(till_id)
        if wanted > expected_idr(shift.id):
            raise DrawerShort(amount=figure(wanted))
        return give(shift.id, kind, amounts, origin)
    require_held(place, wanted, day, refusal=refusal)
    return [credit(place.account, amount, cash_flow=flow) for amount, flow in amounts if amount]


@part
def cancel_document(origin: Origin, *, reason: str, day: date | None = None, till_id: int = 1) -> Origin:
    """Cancel a document (decision 23): reverse its entries, and its cash movements in the open shift.

    Returns the origin of the cancellation, under which the caller undoes what else hangs on the
    document. Raises ReasonMissing, AlreadyVoided, NoShift (its cash was in the drawer), DrawerMovedOn and
    MovedOn (the money it brought was spent since), PeriodClosed.
    """
    moved = fetch(
        "SELECT coalesce(sum(amount_idr), 0) FROM cash_movement WHERE origin_kind = ? AND origin_id = ?",
        (origin.kind, origin.id),
    )[0][0]
    chosen = business_day(CashPlace.DRAWER if moved else CashPlace.SAFE, day, till_id=till_id)
    if moved > 0 and moved > expected_idr(_open(till_id).id):
        raise DrawerMovedOn(number=_number(origin), amount=figure(moved))
    void = void_document(origin, reason=reason, business_date=chosen, till_id=till_id)
    if moved:
        _move(_open(till_id).id, "OUT" if moved > 0 else "IN", -moved, void)
    for place, amount in received_by(origin):
        require_left(place, amount, chosen, _number(origin))
    return void


def _number(origin: Origin) -> str:
    """The document's number, for the sentence that refuses to cancel it."""
    return document_numbers([(origin.kind, origin.id)]).get((origin.kind, origin.id), _("Dokumen ini"))


def _open(till_id: int) -> ShiftRow:
    shift = open_shift(till_id)
    if shift is None:
        raise NoShift
    return shift


@operation(Permission.RUN_SHIFT, changes=frozenset({Changed.SHIFT}))
def count_drawer(actor: Actor, shift_id: int, pieces: Mapping[int, int]) -> CountResult:
    """Record a blind count (denomination → pieces); only then is the expected cash told.

    Raises CountUnfit, AlreadyRecounted, NoShift.
    """
    for denomination, count in pieces.items():
        if count < 0 or count > 100_000:
            raise CountUnfit(denomination=figure(denomination), pieces=count)
    _require_still_open(shift_id)
    earlier = counts_of(shift_id)
    if len(earlier) >= 2:
        raise AlreadyRecounted
    total, count_id = total_idr(pieces), next_id(CashCount)
    head: dict[str, object] = {
        "id": count_id,
        "shift_id": shift_id,
        "kind": "RECOUNT" if earlier else "CLOSING",
        "total_idr": total,
        "expected_idr": expected_idr(shift_id),
        "last_movement_id": _last_movement(shift_id),
        "recorded_at": clock.now_text(),
        "user_id": actor.id,
    }
    insert_rows(CashCount, [head])
    insert_rows(
        CashCountLine,
        [
            {"id": None, "cash_count_id": count_id, "denomination_idr": denomination, "pieces": count}
            for denomination, count in pieces.items()
            if count
        ],
    )
    result = CountResult(expected_idr(shift_id), total, may_recount=not earlier)
    act = current_act()
    act.subject = f"shift {shift_id}"
    act.details.update(counted=total, expected=result.expected_idr)
    return result


@operation(Permission.RUN_SHIFT, changes=_SHIFT)
def close_shift(
    actor: Actor, shift_id: int, *, hand_over_idr: int = 0, reason: str = "", charge_to_staff: bool = False
) -> int:
    """End a shift on its last count: book the difference, hand cash to the safe; returns shift_close's id.

    A shortage goes to 7103, or to the cashier (1134) when charged to staff. Raises NotCounted,
    ReasonNeeded, HandOverUnfit, NoShift.
    """
    shift = _require_still_open(shift_id)
    counts = counts_of(shift_id)
    if not counts:
        raise NotCounted
    counted, expected = counts[-1].total_idr, expected_idr(shift_id)
    difference = counted - expected
    tolerance = DIFFERENCE_TOLERANCE_IDR.get()
    if abs(difference) > tolerance and not reason.strip():
        raise ReasonNeeded(difference=figure(difference), tolerance=figure(tolerance))
    if not 0 <= hand_over_idr <= counted:
        raise HandOverUnfit(amount=figure(hand_over_idr), counted=figure(counted))
    close_id, origin = next_id(ShiftClose), Origin("shift", shift_id)
    charged = charge_to_staff and difference < 0
    lines = [
        *_difference_lines(shift_id, difference, origin, staff_id=_person_of(shift.user_id) if charged else None),
        *give(shift_id, "HANDOVER", [(hand_over_idr, CashFlow.TRANSFER)], origin),
        debit(Account.SAFE, hand_over_idr, cash_flow=CashFlow.TRANSFER),
    ]
    post(lines, origin=origin, business_date=shift.business_date, till_id=shift.till_id)
    row: dict[str, object] = {
        "id": close_id,
        "shift_id": shift_id,
        "closed_at": clock.now_text(),
        "user_id": actor.id,
        "expected_idr": expected,
        "counted_idr": counts[0].total_idr,
        "recounted_idr": counts[1].total_idr if len(counts) > 1 else None,
        "difference_idr": difference,
        "charged_to_staff": int(charged),
        "handed_over_idr": hand_over_idr,
        "float_left_idr": counted - hand_over_idr,
        "reason": reason.strip(),
        "approver_id": None,
    }
    insert_rows(ShiftClose, [row])
    act = current_act()
    act.subject = f"shift {shift_id}"
    # Every count of the shift, also those that a later sale made stale: a blind count is blind only once.
    every = fetch("SELECT total_idr - expected_idr FROM cash_count WHERE shift_id = ? ORDER BY id", (shift_id,))
    act.details.update(difference=difference, handed_over=hand_over_idr, counted_off_by=[row[0] for row in every])
    return close_id


def _difference_lines(shift_id: int, difference_idr: int, origin: Origin, *, staff_id: int | None) -> list[Line]:
    flow = [(abs(difference_idr), CashFlow.OTHER_OPERATING)]
    if difference_idr >= 0:
        return [*take(shift_id, "DIFFERENCE", flow, origin), credit(Account.CASH_DIFFERENCE, difference_idr)]
    account = Account.CASH_DIFFERENCE if staff_id is None else Account.STAFF_RECEIVABLE
    return [debit(account, -difference_idr, person=staff_id), *give(shift_id, "DIFFERENCE", flow, origin)]


def _require_still_open(shift_id: int) -> ShiftRow:
    row = fetch_one("SELECT till_id FROM shift WHERE id = ?", (shift_id,))
    shift = open_shift(row[0]) if row else None
    if shift is None or shift.id != shift_id:
        raise NoShift
    return shift


def _last_movement(shift_id: int) -> int:
    row = fetch_one("SELECT coalesce(max(id), 0) FROM cash_movement WHERE shift_id = ?", (shift_id,))
    return int(row[0]) if row else 0


def _person_of(user_id: int) -> int:
    row = fetch_one("SELECT person_id FROM user WHERE id = ?", (user_id,))
    assert row is not None, "every user is a person"
    assert row[0] is not None, "every user is a person"
    return int(row[0])
