"""Ending a shift: the blind count, the difference, and where the cash went."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pkkmart.core import clock
from pkkmart.core.actor import Actor, Approval, Permission
from pkkmart.core.db import fetch_one, insert_rows, next_id
from pkkmart.core.errors import NotPermitted, UserError
from pkkmart.core.i18n import N_, figure
from pkkmart.core.operation import Changed, current_act, operation, require
from pkkmart.ledger.chart import Account, CashFlow
from pkkmart.ledger.operations import post
from pkkmart.ledger.posting import Origin, debit
from pkkmart.till.models import CashCount, CashCountLine, ShiftClose
from pkkmart.till.operations.money import NoShift, difference_lines, out_of_drawer
from pkkmart.till.queries import CountRow, ShiftRow, counts_of, every_count, expected_idr, open_shift, total_idr
from pkkmart.till.settings import DIFFERENCE_PIN_IDR, DIFFERENCE_TOLERANCE_IDR, SHORTAGE_TO_CASHIER
from pkkmart.users.queries import others_who_may

_SHIFT = frozenset({Changed.SHIFT, Changed.LEDGER})


class CountUnfit(UserError):
    template = N_("Jumlah keping {denomination} tidak mungkin: {pieces}.")


class AlreadyRecounted(UserError):
    template = N_("Laci sudah dihitung dua kali. Lanjutkan menutup sif dengan hitungan terakhir.")


class NotCounted(UserError):
    template = N_("Laci belum dihitung, atau ada transaksi sesudah hitungan terakhir. Hitung isi laci sekarang.")


class ReasonNeeded(UserError):
    template = N_("Selisih {difference} melebihi batas {tolerance}. Tulis sebabnya dulu.")


class DifferenceUnapproved(NotPermitted):
    template = N_(
        "Selisih {difference} melebihi {most}, jadi perlu disetujui. Minta kepala toko atau bendahara memasukkan "
        "PIN-nya; sampai itu sif tetap terbuka."
    )


class RecountUnapproved(NotPermitted):
    template = N_(
        "Ini hitungan ke-{number} dan isi yang seharusnya sudah terlihat; hitungan sebelumnya selisih {difference}. "
        "Minta kepala toko atau bendahara memasukkan PIN-nya; sampai itu sif tetap terbuka."
    )


class HandOverUnfit(UserError):
    template = N_("Setoran {amount} melebihi isi laci {counted}. Kurangi setorannya.")


@dataclass(frozen=True, slots=True)
class CountResult:
    """What a blind count found, shown once the count is in. Rupiah; difference = counted − expected.

    `number` counts those of the shift from 1: from the second on the cashier knew the expected cash.
    """

    expected_idr: int
    counted_idr: int
    may_recount: bool
    number: int = 1

    @property
    def difference_idr(self) -> int:
        return self.counted_idr - self.expected_idr


@operation(Permission.RUN_SHIFT, changes=frozenset({Changed.SHIFT}))
def count_drawer(actor: Actor, shift_id: int, pieces: Mapping[int, int]) -> CountResult:
    """Record a blind count (denomination → pieces); only then is the expected cash shown.

    Raises CountUnfit, AlreadyRecounted, NoShift.
    """
    for denomination, count in pieces.items():
        if count < 0 or count > 100_000:
            raise CountUnfit(denomination=figure(denomination), pieces=count)
    _require_still_open(shift_id)
    every, holding = every_count(shift_id), counts_of(shift_id)
    if len(holding) >= 2:
        raise AlreadyRecounted
    total, count_id = total_idr(pieces), next_id(CashCount)
    head: dict[str, object] = {
        "id": count_id,
        "shift_id": shift_id,
        "kind": "RECOUNT" if every else "CLOSING",
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
    result = CountResult(expected_idr(shift_id), total, may_recount=not holding, number=len(every) + 1)
    act = current_act()
    act.subject = f"shift {shift_id}"
    act.details.update(counted=total, expected=result.expected_idr, number=result.number)
    return result


@operation(Permission.RUN_SHIFT, changes=_SHIFT)
def close_shift(
    actor: Actor, shift_id: int,
    *, hand_over_idr: int = 0, reason: str = "", charge_to_staff: bool | None = None, approval: Approval | None = None,
) -> int:  # fmt: skip
    """End a shift on its last count: book the difference, hand cash to the safe; returns shift_close's id.

    Above the tolerance a difference needs its reason, above DIFFERENCE_PIN_IDR an approval. A shortage goes
    to 7103, or to the cashier (1134), as the shop's policy is; otherwise than that (`charge_to_staff`) it takes
    approval too, and so does a count that came after its figure was seen (`_require_blind`). Raises NotCounted,
    ReasonNeeded, DifferenceUnapproved, RecountUnapproved, HandOverUnfit, NoShift.
    """
    shift = _require_still_open(shift_id)
    counts = every_count(shift_id)
    if not counts or counts[-1].last_movement_id != _last_movement(shift_id):
        raise NotCounted
    counted, expected = counts[-1].total_idr, expected_idr(shift_id)
    difference = counted - expected
    tolerance = DIFFERENCE_TOLERANCE_IDR.get()
    if abs(difference) > tolerance and not reason.strip():
        raise ReasonNeeded(difference=figure(difference), tolerance=figure(tolerance))
    _require_blind(actor, counts, approval)
    charged = _charged(actor, difference, charge_to_staff, approval)
    if not 0 <= hand_over_idr <= counted:
        raise HandOverUnfit(amount=figure(hand_over_idr), counted=figure(counted))
    close_id, origin = next_id(ShiftClose), Origin("shift", shift_id)
    lines = [
        *difference_lines(shift_id, difference, origin, staff_id=_person_of(shift.user_id) if charged else None),
        *out_of_drawer(shift_id, "HANDOVER", [(hand_over_idr, CashFlow.TRANSFER)], origin),
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
        "recounted_idr": counts[-1].total_idr if len(counts) > 1 else None,
        "difference_idr": difference,
        "charged_to_staff": int(charged),
        "handed_over_idr": hand_over_idr,
        "float_left_idr": counted - hand_over_idr,
        "reason": reason.strip(),
        "approver_id": approval.by.id if approval else None,
    }
    insert_rows(ShiftClose, [row])
    act = current_act()
    act.subject = f"shift {shift_id}"
    # Every count of the shift, also the stale ones: only the first is blind.
    off_by = [count.difference_idr for count in counts]
    act.details.update(difference=difference, handed_over=hand_over_idr, counted_off_by=off_by)
    return close_id


def _charged(actor: Actor, difference_idr: int, wanted: bool | None, approval: Approval | None) -> bool:
    """Whether the cashier bears the shortage; much of a difference needs a second name.

    Nobody approves the difference of the own drawer, except where no other user could.
    """
    policy, most, needed = SHORTAGE_TO_CASHIER.get(), DIFFERENCE_PIN_IDR.get(), Permission.APPROVE_DIFFERENCE
    if abs(difference_idr) > most and not _is_seen(actor, approval):
        raise DifferenceUnapproved(difference=figure(difference_idr), most=figure(most), needed=needed)
    if difference_idr >= 0:
        return False
    if wanted not in (None, policy):
        require(actor, needed, approval)
    return policy if wanted is None else wanted


def _require_blind(actor: Actor, counts: Sequence[CountRow], approval: Approval | None) -> None:
    """Raise RecountUnapproved where an earlier count was off and the last one came too late to be the one recount.

    Too late is after something moved in the drawer, or as the third or later, whatever the difference. A sale after
    a count that was right needs no approval: its figure told nothing new.
    """
    *earlier, last = counts
    off = [count for count in earlier if abs(count.difference_idr) > DIFFERENCE_TOLERANCE_IDR.get()]
    late = len(earlier) > 1 or any(count.last_movement_id != last.last_movement_id for count in off)
    if off and late and not _is_seen(actor, approval):
        raise RecountUnapproved(
            number=len(counts), difference=figure(off[0].difference_idr), needed=Permission.APPROVE_DIFFERENCE
        )


def _is_seen(actor: Actor, approval: Approval | None) -> bool:
    """Whether another user who may approve differences approves the closing, or no other user could."""
    needed = Permission.APPROVE_DIFFERENCE
    approved = approval is not None and approval.by.id != actor.id and approval.by.may(needed)
    return approved or _is_alone(actor, needed)


def _is_alone(actor: Actor, needed: Permission) -> bool:
    return actor.may(needed) and not others_who_may(actor, {needed})


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
    row = fetch_one("SELECT person_id FROM app_user WHERE id = ?", (user_id,))
    assert row is not None, "every user is a person"
    assert row[0] is not None, "every user is a person"
    return int(row[0])
