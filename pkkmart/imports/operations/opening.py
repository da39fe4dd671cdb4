"""Writes of opening balances: a living shop brings everything in one document, or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from pkkmart.consignment.operations.opening import record_opening_debts
from pkkmart.core import clock
from pkkmart.core.actor import Actor, Permission
from pkkmart.core.db import next_id
from pkkmart.core.errors import UserError
from pkkmart.core.i18n import N_, date_short, figure
from pkkmart.core.money import MOST_IDR
from pkkmart.core.operation import Changed, current_act, operation, part, require
from pkkmart.imports.judging import name_key
from pkkmart.imports.models import Opening
from pkkmart.imports.opening import OpeningDraft, OpeningKind, OpeningLine, line_words, totals_idr
from pkkmart.imports.owners import newcomers, promoted
from pkkmart.imports.queries import (
    first_traded_on,
    known_people,
    latest_opening_day,
    opening_document,
    standing_opening,
)
from pkkmart.ledger.chart import CASH_ACCOUNTS, Account, CashFlow
from pkkmart.ledger.operations import DateInFuture, post, require_month_open, write_document
from pkkmart.ledger.posting import EntryKind, Line, Origin
from pkkmart.ledger.queries import recorded_since
from pkkmart.people.operations import PersonDetails, add_capacity, add_person
from pkkmart.stock.operations import In, receive, require_countable

DAYS_BEFORE: Final = 364
"""How long before the books began a sheet may be dated: less than a year, so that a year mistyped by one is caught."""


class OpeningEmpty(UserError):
    template = N_("Lembar saldo awal masih kosong. Tambahkan barisnya, atau ambil dari berkas.")


class OpeningUnbalanced(UserError):
    template = N_(
        "Saldo awal belum seimbang: debet {debit}, kredit {credit}, selisih {difference}. Cari baris yang kurang."
    )


class OpeningAmountUnfit(UserError):
    template = N_("Rupiah {words} tidak mungkin: {amount}. Isi lebih dari 0, paling banyak {most}.")


class OpeningQuantityUnfit(UserError):
    template = N_("Jumlah {words} harus lebih dari 0.")


class OpeningLongAgo(UserError):
    template = N_(
        "Saldo awal per {day} hampir setahun atau lebih sebelum {since}, hari pembukuan toko dimulai; periksa "
        "tahunnya. Paling awal per {earliest}."
    )


class AlreadyOpened(UserError):
    template = N_("Saldo awal sudah dibukukan dengan {number}. Batalkan dulu dokumen itu bila ada yang salah.")


class OpeningTooLate(UserError):
    template = N_(
        "Toko sudah mencatat transaksi sejak {first}, jadi saldo awal paling akhir per {latest}. "
        "Ubah tanggalnya, dan isi saldo seperti pada akhir hari itu."
    )


class RegisteredSince(UserError):
    template = N_(
        "{name} sudah terdaftar sejak lembar ini dibaca: {found}. Periksa barisnya, lalu bukukan lagi; "
        "belum ada yang dibukukan."
    )


@operation(
    Permission.KEEP_BOOKS, changes=frozenset({Changed.LEDGER, Changed.STOCK, Changed.CONSIGNMENT, Changed.PEOPLE})
)
def record_opening(actor: Actor, lines: Sequence[OpeningLine], day: date) -> str:
    """Book a living shop's opening balances as one document and one entry; returns its number.

    Stock comes with its moves, debts to consignors with their lines, savings and bon with their persons; account
    3199 ends at zero because the sheet must balance. A shop may have sold before it brings them, but not on or
    before their day: what those sales moved would be counted twice.

    Afterwards no document may bear that day or an earlier one (`ledger.require_open`).

    Newcomers of the sheet are registered with it, once however many rows they have, and people it knows become
    what their rows make them, both from the day of the sheet on; that takes KEEP_PEOPLE too. Raises OpeningEmpty,
    OpeningAmountUnfit, OpeningQuantityUnfit, QuantityTooLarge, ValueUnfit, OpeningUnbalanced, AlreadyOpened,
    OpeningTooLate, OpeningLongAgo, DateInFuture, PeriodClosed, RegisteredSince, NotPermitted.
    """
    _require_fit(lines, day)
    people = len(newcomers(lines))
    lines = _bring_people(actor, lines, day)
    # Above every entry that calls itself an opening too, so that no two documents ever share one.
    opening_id = next_id(Opening, above="SELECT max(origin_id) FROM journal_entry WHERE origin_kind = 'opening'")
    written = write_document(Opening, day, id=opening_id, note="")
    number, origin = written.number, written.origin
    post(
        [_posted(line) for line in lines],
        origin=origin,
        business_date=day,
        kind=EntryKind.OPENING,
        memo=number,
        till_id=None,
    )
    _bring_goods(lines, origin, day, number)
    record_opening_debts(
        [
            (line.person_id, line.account, line.draft.amount_idr)
            for line in lines
            if line.draft.kind is OpeningKind.OWED and line.person_id
        ],
        origin=origin,
        business_date=day,
    )
    act = current_act()
    act.subject = number
    act.details.update(lines=len(lines), total=totals_idr(lines)[0], people=people)
    return number


def _require_fit(lines: Sequence[OpeningLine], day: date) -> None:
    if not lines:
        raise OpeningEmpty
    standing = standing_opening()
    if standing is not None:
        raise AlreadyOpened(number=opening_document(standing).number)
    for line in lines:
        _require_possible(line.draft)
    debit_idr, credit_idr = totals_idr(lines)
    if debit_idr != credit_idr:
        raise OpeningUnbalanced(
            debit=figure(debit_idr), credit=figure(credit_idr), difference=figure(debit_idr - credit_idr)
        )
    _require_day(day)


def _require_possible(draft: OpeningDraft) -> None:
    """What a row may say, whoever filled it in: the side tells the sign, so nothing is below nothing."""
    words = line_words(draft)
    if not 0 < draft.amount_idr <= MOST_IDR:
        raise OpeningAmountUnfit(words=words, amount=figure(draft.amount_idr), most=figure(MOST_IDR))
    if draft.kind is OpeningKind.STOCK:
        if draft.qty_milli <= 0:
            raise OpeningQuantityUnfit(words=words)
        require_countable(draft.name, draft.qty_milli)


def _require_day(day: date) -> None:
    if day > clock.today():
        raise DateInFuture(day=date_short(day))
    require_month_open(day)
    since = recorded_since()
    earliest = since - timedelta(days=DAYS_BEFORE)
    if day < earliest:
        raise OpeningLongAgo(day=date_short(day), since=date_short(since), earliest=date_short(earliest))
    first, latest = first_traded_on(), latest_opening_day()
    if first is not None and latest is not None and day > latest:
        raise OpeningTooLate(first=date_short(first), latest=date_short(latest))


@part
def _bring_people(actor: Actor, lines: Sequence[OpeningLine], day: date) -> list[OpeningLine]:
    """The same lines with a person on each that names one; who was registered meanwhile is not made twice."""
    new, more = newcomers(lines), promoted(lines)
    if not new and not more:
        return list(lines)
    require(actor, Permission.KEEP_PEOPLE)
    register = known_people()
    ids: dict[str, int] = {}
    for one in new:
        found = register.find(one.name, one.capacities[0])
        if found:
            raise RegisteredSince(name=one.name, found=found[0].words)
        ids[name_key(one.name)] = add_person(PersonDetails(name=one.name), one.capacities, day)
    for person_id, capacity in more:
        person = register.person(person_id)
        if person is None or capacity not in person.capacities:
            add_capacity(person_id, capacity, day)
    return [
        replace(line, person_id=ids[name_key(line.newcomer)]) if line.newcomer and line.person_id is None else line
        for line in lines
    ]


@part
def _bring_goods(lines: Sequence[OpeningLine], origin: Origin, day: date, number: str) -> None:
    """Put the goods on the shelf; what was sold of them before they were recorded costs something only now.

    That difference is no opening balance: it is booked today, when it is found, so that the day the
    books began shows the goods as the sheet says.
    """
    difference = receive(
        [In(line.product_id, line.draft.qty_milli, line.draft.amount_idr) for line in lines if line.product_id],
        reason="OPENING",
        origin=origin,
        business_date=day,
    )
    if difference:
        found = [Line(Account.INVENTORY, -difference), Line(Account.INVENTORY_DIFFERENCE, difference)]
        post(found, origin=origin, business_date=clock.today(), memo=number, till_id=None)


def _posted(line: OpeningLine) -> Line:
    amount = line.draft.amount_idr if line.is_debit else -line.draft.amount_idr
    flow = CashFlow.OPENING if line.account in CASH_ACCOUNTS else None
    return Line(line.account, amount, line.person_id, flow)
