"""Writes of QRIS that reached the bank: the provider's payment for some days, and its fee. QRIS is cash only then."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from pkkmart.cashbook.models import Clearing, ClearingLine
from pkkmart.cashbook.operations.moving import MOST_IDR, AmountUnfit
from pkkmart.cashbook.queries import document, for_consignors_idr, open_clearing
from pkkmart.cashbook.settings import CLEARING_FEE_ASKED_BP
from pkkmart.core.actor import Actor, Approval, Permission
from pkkmart.core.errors import Unusual, UserError
from pkkmart.core.i18n import N_, date_short, figure
from pkkmart.core.money import divide_half_up
from pkkmart.core.operation import Changed, current_act, operation, part, write_rows
from pkkmart.ledger.chart import Account, CashFlow
from pkkmart.ledger.operations import post, write_document
from pkkmart.ledger.posting import Origin, credit, debit
from pkkmart.pricing.promotions import percent_text
from pkkmart.till.operations import business_day, cancel_document, receive_money
from pkkmart.till.places import CashPlace

_CHANGES = frozenset({Changed.LEDGER})


class NoDayChosen(UserError):
    template = N_("Belum ada hari yang ditandai. Tandai hari-hari yang dibayar penyedia.")


class DayNotOpen(UserError):
    template = N_(
        "QRIS tanggal {day} yang belum masuk bank tercatat {open}, jadi {wanted} tidak bisa dicocokkan. "
        "Mungkin sudah dicatat; muat ulang daftarnya."
    )


class NothingLeft(UserError):
    template = N_("Hari yang ditandai berjumlah {sum}, tidak ada yang bisa masuk bank. Tandai juga hari lainnya.")


class MoreThanOpen(UserError):
    template = N_(
        "Yang masuk {received} lebih dari QRIS hari yang ditandai, {sum}. Tandai juga hari lain yang ikut dibayar. "
        "Bila penyedia mengembalikan biaya, catat bersama pembayarannya yang berikut: biayanya lalu berkurang."
    )


class BeforeItsDay(UserError):
    template = N_("QRIS tanggal {day} tidak bisa masuk bank pada {chosen}. Pakai tanggal {day} atau sesudahnya.")


class FeeHigh(Unusual):
    key = "clearing_fee"
    template = N_(
        "Biaya {fee} dari {sum} adalah {percent} %, lebih dari {most} %. Biasanya ada angka salah ketik, atau satu "
        "hari yang ditandai belum dibayar. Periksa lagi; catat bila memang begitu."
    )


@dataclass(frozen=True, slots=True)
class Cleared:
    """A payment of the QRIS provider as it was recorded; rupiah."""

    id: int
    number: str
    received_idr: int
    fee_idr: int


@operation(Permission.KEEP_BOOKS, changes=_CHANGES)
def settle_clearing(
    actor: Actor, days: Sequence[tuple[date, int]], received_idr: int, day: date | None = None,
    *, note: str = "", confirmed: frozenset[str] = frozenset(), approval: Approval | None = None,
) -> Cleared:  # fmt: skip
    """Match what reached the bank with the days it pays: D 1111 received; 6105 fee / K 1121 the days' sum.

    `days` are dates with what is settled of each, rupiah. The fee is what was seen to be missing, never computed.
    What consignors own of those days counts as received for them whole, since the fee is the shop's. Raises
    NotPermitted, NoDayChosen, DayNotOpen, NothingLeft, AmountUnfit, MoreThanOpen, BeforeItsDay, FeeHigh (confirm
    `clearing_fee`), DateInFuture, PeriodClosed.
    """
    settled = _require_open_days(days)
    total = sum(settled.values())
    if total <= 0:
        raise NothingLeft(sum=figure(total))
    if not 0 < received_idr <= MOST_IDR:
        raise AmountUnfit(amount=figure(received_idr), most=figure(MOST_IDR))
    if received_idr > total:
        raise MoreThanOpen(received=figure(received_idr), sum=figure(total))
    chosen = business_day(CashPlace.BANK, day, till_id=None)
    if chosen < max(settled):
        raise BeforeItsDay(day=date_short(max(settled)), chosen=date_short(chosen))
    fee = total - received_idr
    if FeeHigh.key not in confirmed:
        _ask_about(fee, total)
    written = write_document(Clearing, chosen, received_idr=received_idr, fee_idr=fee, note=note.strip())
    _write_days(written.id, settled)
    theirs = max(min(for_consignors_idr(settled), received_idr), 0)
    flows = [(received_idr - theirs, CashFlow.CUSTOMERS), (theirs, CashFlow.FOR_CONSIGNORS)]
    lines = [
        *receive_money(CashPlace.BANK, flows, written.origin, till_id=None),
        debit(Account.CLEARING_FEE, fee),
        credit(Account.CLEARING, total),
    ]
    post(lines, origin=written.origin, business_date=chosen, memo=written.number, till_id=None)
    told = {one.isoformat(): settled[one] for one in sorted(settled)}
    current_act().details.update(received=received_idr, fee=fee, days=told)
    return Cleared(written.id, written.number, received_idr, fee)


@operation(Permission.KEEP_BOOKS, changes=_CHANGES)
def cancel_clearing(actor: Actor, clearing_id: int, reason: str, *, approval: Approval | None = None) -> None:
    """Cancel a payment of the QRIS provider: its days are open again.

    Raises NotPermitted, PlaceSpentSince when the bank has spent the money since, ReasonMissing, AlreadyVoided,
    PeriodClosed.
    """
    current_act().subject = document("clearing", clearing_id).number
    cancel_document(Origin("clearing", clearing_id), reason=reason, till_id=None)


def _require_open_days(days: Sequence[tuple[date, int]]) -> dict[date, int]:
    """The days by date; raises unless each still has that much open, with the same sign."""
    if not days:
        raise NoDayChosen
    wanted: dict[date, int] = {}
    for day, amount in days:
        wanted[day] = wanted.get(day, 0) + amount
    open_idr = {one.day: one.open_idr for one in open_clearing()}
    for day, amount in sorted(wanted.items()):
        left = open_idr.get(day, 0)
        if not (0 < amount <= left or left <= amount < 0):
            raise DayNotOpen(day=date_short(day), open=figure(left), wanted=figure(amount))
    return wanted


def _ask_about(fee_idr: int, total_idr: int) -> None:
    most_bp = CLEARING_FEE_ASKED_BP.get()
    if fee_idr * 10_000 > total_idr * most_bp:
        raise FeeHigh(
            fee=figure(fee_idr),
            sum=figure(total_idr),
            percent=percent_text(divide_half_up(fee_idr * 10_000, total_idr)),
            most=percent_text(most_bp),
        )


@part
def _write_days(clearing_id: int, settled: Mapping[date, int]) -> None:
    rows = [
        {"clearing_id": clearing_id, "day": one.isoformat(), "amount_idr": amount}
        for one, amount in sorted(settled.items())
    ]
    write_rows(ClearingLine, rows)
