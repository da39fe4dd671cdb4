"""Writes of the books: one balanced entry per event, reversal, opening balances, month locks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, cast

from pkkmart.core import clock
from pkkmart.core.db import Row, fetch, fetch_one, insert_rows, next_id, next_number
from pkkmart.core.errors import UserError
from pkkmart.core.i18n import MONTHS, N_, _, date_short
from pkkmart.core.operation import current_act, part, write_rows
from pkkmart.ledger.chart import Account, CashFlow
from pkkmart.ledger.models import Document, JournalEntry, PeriodEvent, Posting, VoidedDocument
from pkkmart.ledger.posting import EntryKind, Line, Origin, entry_digest, merged
from pkkmart.ledger.queries import closed_through, dated, document_name, opened_on, recorded_since

DAYS_BEFORE: Final = 62
"""How long before the first entry was recorded a document may be dated: papers lie around for two months, not years."""


class PeriodClosed(UserError):
    template = N_("Bulan {month} sudah ditutup. Pakai tanggal sesudahnya, atau minta pengurus membuka bulan itu.")


class DateInFuture(UserError):
    template = N_("Tanggal {day} belum tiba. Pakai tanggal hari ini atau sebelumnya.")


class BeforeOpening(UserError):
    template = N_(
        "Saldo awal per {day} sudah memuat uang dan barang sampai hari itu. Pakai tanggal sesudahnya, "
        "atau batalkan saldo awal itu bila tanggalnya keliru."
    )


class DayLongAgo(UserError):
    template = N_(
        "Tanggal {day} jauh sebelum {since}, hari pembukuan toko dimulai; periksa tahunnya. "
        "Yang memang lebih lama masuk lewat saldo awal."
    )


class AlreadyReversed(UserError):
    template = N_("Jurnal {entry} sudah pernah dibatalkan.")


def month_name(month: str) -> str:
    """`2026-11` as `November 2026`."""
    return f"{_(MONTHS[int(month[5:7]) - 1])} {month[:4]}"


def require_open(business_date: date) -> None:
    """Raise unless a document may bear a day.

    Its month is open (PeriodClosed); it comes after opening balances that stand, which hold what was until then
    (BeforeOpening); and where there are none it does not lie long before the books began, as a mistyped year does
    (DayLongAgo): months close in order from the oldest entry on, so one such paper would drag years of months behind
    it.
    """
    require_month_open(business_date)
    opened = opened_on()
    if opened is not None:
        if business_date <= opened:
            raise BeforeOpening(day=date_short(opened))
        return
    since = recorded_since()
    if business_date < since - timedelta(days=DAYS_BEFORE):
        raise DayLongAgo(day=date_short(business_date), since=date_short(since))


def require_month_open(business_date: date) -> None:
    """Raise PeriodClosed when the day lies in a closed month."""
    month = business_date.isoformat()[:7]
    closed = closed_through()
    if closed is not None and month <= closed:
        raise PeriodClosed(month=month_name(month))


@part
def post(
    lines: Iterable[Line],
    *,
    origin: Origin,
    business_date: date,
    kind: EntryKind = EntryKind.NORMAL,
    reverses_id: int | None = None,
    till_id: int | None,
    memo: str = "",
) -> int | None:
    """Post one entry of balanced lines; returns its id, or None when every line vanished.

    Postings go in first, the entry last: its arrival seals them, and the database refuses it
    unless they add up to zero. Raises PeriodClosed, and for what happens in the shop BeforeOpening and DayLongAgo:
    opening balances are older than both, and a reversal follows what it takes back.
    """
    if kind is EntryKind.NORMAL:
        require_open(business_date)
    else:
        require_month_open(business_date)
    merged_lines = merged(lines)
    if not merged_lines:
        return None
    if sum(line.amount_idr for line in merged_lines) != 0:
        raise ValueError(f"unbalanced entry for {origin}: {merged_lines}")
    # A stranger's orphan posting must not block the shop.
    act, entry_id = current_act(), next_id(JournalEntry, above="SELECT max(entry_id) FROM posting")
    _write_postings(entry_id, merged_lines)
    head: dict[str, object] = {
        "id": entry_id,
        "kind": kind,
        "business_date": business_date.isoformat(),
        "recorded_at": clock.now_text(),
        "origin_kind": origin.kind,
        "origin_id": origin.id,
        "reverses_id": reverses_id,
        "till_id": till_id,
        "user_id": act.actor.id,
        "memo": memo,
    }
    insert_rows(JournalEntry, [head])
    digested = (kind.value, head["business_date"], origin.kind, origin.id, reverses_id)
    rows = [(int(line.account), line.amount_idr, line.person_id, line.cash_flow) for line in merged_lines]
    act.digest = f"{act.digest} {entry_digest(entry_id, digested, rows)}".strip()
    return entry_id


def _write_postings(entry_id: int, lines: Sequence[Line]) -> None:
    insert_rows(
        Posting,
        [
            {
                "id": None,
                "entry_id": entry_id,
                "line_no": number,
                "account_id": int(line.account),
                "amount_idr": line.amount_idr,
                "person_id": line.person_id,
                "cash_flow": line.cash_flow,
            }
            for number, line in enumerate(lines, 1)
        ],
    )


@part
def reverse(entry_id: int, *, origin: Origin, business_date: date, till_id: int | None, memo: str = "") -> int:
    """Post the exact negation of an entry, pointing at it. Raises AlreadyReversed, PeriodClosed."""
    if fetch_one("SELECT 1 FROM journal_entry WHERE reverses_id = ?", (entry_id,)):
        raise AlreadyReversed(entry=entry_id)
    rows = fetch(
        "SELECT account_id, amount_idr, person_id, cash_flow FROM posting WHERE entry_id = ? ORDER BY line_no",
        (entry_id,),
    )
    if not rows:
        raise LookupError(f"no entry {entry_id}")
    lines = [Line(Account(row[0]), -row[1], row[2], CashFlow(row[3]) if row[3] else None) for row in rows]
    reversal = post(
        lines,
        origin=origin,
        business_date=business_date,
        kind=EntryKind.REVERSAL,
        reverses_id=entry_id,
        till_id=till_id,
        memo=memo,
    )
    assert reversal is not None
    return reversal


class ReasonMissing(UserError):
    template = N_("Tulis alasannya dulu, supaya pembatalan ini bisa dipertanggungjawabkan.")


@dataclass(frozen=True, slots=True)
class Written:
    """A document as it was written, and the origin under which it moves money and goods."""

    id: int
    number: str
    origin: Origin


@dataclass(frozen=True, slots=True)
class Recorded:
    """A document as an operation tells it: its id, its number, and its rupiah (0 where it moves none)."""

    id: int
    number: str
    amount_idr: int = 0


@part
def write_document(model: type[Document], day: date, *, series: str = "", **own: object) -> Written:
    """Write the head of a new document on a day: the next number of its series, and the model's `own` columns.

    `series` is one other than the model's. The operation's actor is the document's user, and the number is the
    subject of the audit unless there is one already.
    """
    act = current_act()
    written_id = cast(int, own.pop("id", None)) or next_id(model)
    number = next_number(model, series or model.SERIES, day.year)
    head = {
        "id": written_id,
        "number": number,
        "business_date": day.isoformat(),
        "recorded_at": clock.now_text(),
        "user_id": act.actor.id,
    }
    insert_rows(model, [{**head, **own}])
    act.subject = act.subject or number
    return Written(written_id, number, Origin(model._meta.table_name, written_id))


@part
def write_lines(model: type[Row], written: Written, rows: Iterable[Mapping[str, object]]) -> None:
    """Write the lines of a document, numbered from 1 as they come."""
    parent = f"{written.origin.kind}_id"
    write_rows(model, [{parent: written.id, "line_no": line_no, **row} for line_no, row in enumerate(rows, 1)])


class AlreadyVoided(UserError):
    template = N_("Dokumen ini sudah dibatalkan dengan {number}.")


class VoidedTooEarly(UserError):
    template = N_(
        "{number} bertanggal {own}, jadi tidak bisa dibatalkan per {day}. Pakai tanggal {own} atau sesudahnya; "
        "uang laci memakai tanggal sifnya."
    )


@part
def void_document(origin: Origin, *, reason: str, business_date: date, till_id: int | None) -> Origin:
    """Record that a document is cancelled and reverse its entries; returns the cancellation's origin.

    Nothing is cancelled on a day before its own. Raises ReasonMissing, AlreadyVoided, VoidedTooEarly, PeriodClosed.
    """
    if not reason.strip():
        raise ReasonMissing
    known = fetch_one(
        "SELECT number FROM voided_document WHERE origin_kind = ? AND origin_id = ?", (origin.kind, origin.id)
    )
    if known:
        raise AlreadyVoided(number=known[0])
    require_month_open(business_date)
    own = dated(origin.kind, origin.id)
    if own is not None and business_date < own:
        number = document_name(origin.kind, origin.id)
        raise VoidedTooEarly(number=number, own=date_short(own), day=date_short(business_date))
    written = write_document(
        VoidedDocument, business_date, origin_kind=origin.kind, origin_id=origin.id, reason=reason.strip()
    )
    void = Origin("void", written.id)
    for entry_id, booked_on in fetch(
        "SELECT id, business_date FROM journal_entry WHERE origin_kind = ? AND origin_id = ? ORDER BY id",
        (origin.kind, origin.id),
    ):
        day = max(business_date, date.fromisoformat(booked_on))
        reverse(entry_id, origin=void, business_date=day, till_id=till_id, memo=written.number)
    current_act().details.update(void=written.number, reason=reason.strip())
    return void


class MonthOutOfOrder(UserError):
    template = N_("{month} belum bisa ditutup: tutup dulu {first}.")


@part
def lock_month(month: str, reason: str = "") -> None:
    """Close a month (`2026-11`) for every posting. Months close in order; raises PeriodClosed, MonthOutOfOrder."""
    closed = closed_through()
    if closed is not None and month <= closed:
        raise PeriodClosed(month=month_name(month))
    earlier = fetch_one(
        "SELECT min(substr(business_date, 1, 7)) FROM journal_entry WHERE substr(business_date, 1, 7) > ?",
        (closed or "",),
    )
    if earlier is not None and earlier[0] is not None and earlier[0] < month:
        raise MonthOutOfOrder(month=month_name(month), first=month_name(earlier[0]))
    PeriodEvent.create(
        month=month, kind="CLOSED", recorded_at=clock.now_text(), user=current_act().actor.id, reason=reason
    )
