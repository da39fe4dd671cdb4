"""Writes of settlements: a consignor's lines up to a day are locked to one settlement, paid or not."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from pkkmart.consignment.models import ConsignmentLine, ReturnNote, Settlement, SettlementLine
from pkkmart.consignment.operations.goods import owed_row
from pkkmart.consignment.queries import lines_to_settle, payouts_of, settlement_number
from pkkmart.core.actor import Actor, Approval, Permission
from pkkmart.core.db import fetch, last_id, next_id
from pkkmart.core.errors import UserError
from pkkmart.core.i18n import N_, date_short, figure
from pkkmart.core.operation import Changed, current_act, operation, part, write_rows
from pkkmart.ledger.models import VoidedDocument
from pkkmart.ledger.operations import Recorded, write_document
from pkkmart.ledger.posting import Origin
from pkkmart.people.queries import person_name
from pkkmart.till.operations import booking_day, cancel_document


class NothingToSettle(UserError):
    template = N_("Belum ada hasil titipan {name} yang perlu dihitung sampai {day}.")


class NothingLeft(UserError):
    template = N_(
        "Hasil titipan {name} sampai {day} berjumlah {total}, jadi belum ada yang dibayar. Hitung lagi nanti."
    )


class CutOffAfterDay(UserError):
    template = N_("Batas {cut_off} sesudah tanggal perhitungan {day}. Pakai batas hari itu atau sebelumnya.")


class StillPaid(UserError):
    template = N_("{number} sudah dibayar dengan {payout}. Batalkan dulu pembayaran itu.")


@operation(Permission.RUN_SHIFT, changes=frozenset({Changed.CONSIGNMENT}))
def settle(actor: Actor, consignor_id: int, cut_off: date, *, day: date | None = None) -> Recorded:
    """Draw up a consignor's account to a cut-off day, that day included; nothing is posted. Returns it with its total.

    Raises NothingToSettle, NothingLeft, CutOffAfterDay, DateInFuture, PeriodClosed.
    """
    chosen = booking_day(day)
    if cut_off > chosen:
        raise CutOffAfterDay(cut_off=date_short(cut_off), day=date_short(chosen))
    return write_settlement(consignor_id, cut_off, chosen)


@part
def write_settlement(consignor_id: int, cut_off: date, day: date) -> Recorded:
    """Draw up a consignor's account inside another act. Raises NothingToSettle, NothingLeft."""
    lines = lines_to_settle(consignor_id, cut_off)
    total = sum(amount for _line_id, amount in lines)
    if not lines:
        raise NothingToSettle(name=person_name(consignor_id), day=date_short(cut_off))
    if total <= 0:
        raise NothingLeft(name=person_name(consignor_id), day=date_short(cut_off), total=figure(total))
    written = write_document(
        Settlement,
        day,
        consignor_id=consignor_id,
        cut_off=cut_off.isoformat(),
        total_idr=total,
        last_return_note_id=last_id(ReturnNote),
        last_void_id=last_id(VoidedDocument),
    )
    _lock(written.id, [line_id for line_id, _amount in lines])
    current_act().details.update(cut_off=cut_off.isoformat(), lines=len(lines), total=total)
    return Recorded(written.id, written.number, total)


@part
def _lock(settlement_id: int, line_ids: Iterable[int]) -> None:
    write_rows(SettlementLine, [{"settlement_id": settlement_id, "consignment_line_id": one} for one in line_ids])


@operation(Permission.RUN_SHIFT, changes=frozenset({Changed.CONSIGNMENT}))
def cancel_settlement(
    actor: Actor, settlement_id: int, reason: str, *, day: date | None = None, approval: Approval | None = None
) -> None:
    """Free the lines of a settlement for the next one; the ledger does not move.

    A lock is never undone: each line is answered by its negation, locked here, and by its twin,
    unsettled. Both name the line they answer. Raises StillPaid, ReasonMissing, AlreadyVoided, VoidedTooEarly,
    PeriodClosed.
    """
    current_act().subject = settlement_number(settlement_id)
    void_settlement(settlement_id, reason, booking_day(day))


@part
def void_settlement(settlement_id: int, reason: str, day: date) -> None:
    """Free the lines of a settlement inside another act. Raises StillPaid."""
    number = settlement_number(settlement_id)
    void = cancel_document(Origin("settlement", settlement_id), reason=reason, till_id=None, day=day)
    for payout in payouts_of(settlement_id):
        if not payout.cancelled_by:
            raise StillPaid(number=number, payout=payout.number)
    rows = fetch(
        "SELECT CASE WHEN c.kind = 'ADJUSTED' AND c.origin_kind = 'void' THEN c.origin_line_id ELSE c.id END,"
        " c.person_id, c.account_id, c.amount_idr, c.product_id, c.qty_milli FROM settlement_line s"
        " JOIN consignment_line c ON c.id = s.consignment_line_id WHERE s.settlement_id = ? ORDER BY c.id",
        (settlement_id,),
    )
    first = next_id(ConsignmentLine)
    twins = [
        owed_row("ADJUSTED", person, account, sign * amount, (product, sign * qty), void, root, day)
        for sign in (-1, 1)
        for root, person, account, amount, product, qty in rows
    ]
    write_rows(ConsignmentLine, [{**row, "id": first + at} for at, row in enumerate(twins)])
    _lock(settlement_id, range(first, first + len(rows)))
