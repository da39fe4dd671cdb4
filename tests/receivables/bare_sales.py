"""Sales, returns and cancellations without goods, by the parts of bon and savings that a real sale calls."""

from __future__ import annotations

from datetime import date

from pkkmart.core import clock
from pkkmart.core.actor import Actor, Permission
from pkkmart.core.db import db, fetch
from pkkmart.core.operation import operation
from pkkmart.ledger.chart import Account
from pkkmart.ledger.operations import post, void_document
from pkkmart.ledger.posting import Line, Origin, credit, debit
from pkkmart.receivables import operations as receivables
from pkkmart.receivables.checks import CHECKS as RECEIVABLE_CHECKS
from pkkmart.savings import operations as savings
from pkkmart.savings.checks import CHECKS as SAVINGS_CHECKS

TODAY = date(2026, 11, 24)


def proofs() -> list[str]:
    """Which proofs of the two rooms fail; these sales have no lines, so the proofs of sales would."""
    checks = [check() for check in (*RECEIVABLE_CHECKS, *SAVINGS_CHECKS)]
    return [f"{check.name}: {check.figure}" for check in checks if not check.ok]


@operation(Permission.SELL)
def sell(
    actor: Actor, member_id: int, *, bon: int = 0, saved: int = 0, cash: int = 0, change: int = 0, cost: int = 0,
    day: date = TODAY,
) -> Origin:  # fmt: skip
    """A sale to a member by bon, from savings and in cash (booked on 1121); `change` of it goes into savings."""
    sale = _receipt(actor, day)
    lines = [
        *receivables.charge(member_id, bon, sale, day=day),
        *savings.draw(member_id, saved, sale, day=day),
        *savings.put(member_id, change, sale, day=day),
        debit(Account.CLEARING, cash),
        credit(Account.MEMBER_SALES, bon + saved + cash - change),
        debit(Account.MEMBER_COST, cost),
        credit(Account.INVENTORY, cost),
    ]
    post(lines, origin=sale, business_date=day, till_id=None)
    return sale


@operation(Permission.SELL)
def return_sold(
    actor: Actor, member_id: int, sale: Origin, amount: int, *, by_bon: bool = True, day: date = TODAY
) -> Origin:
    """A return of what was sold: off bon as far as it is still owed, the rest into savings."""
    returned = _note(actor, sale, day)
    lines, rest = receivables.give_back(sale, amount, returned, day=day) if by_bon else ([], amount)
    lines += savings.put(member_id, rest, returned, day=day)
    post([debit(Account.MEMBER_RETURNS, amount), *lines], origin=returned, business_date=day, till_id=None)
    return returned


@operation(Permission.SELL)
def void(actor: Actor, origin: Origin, *, day: date = TODAY) -> Origin:
    """Cancel such a sale or return, with what it did to bon and savings."""
    cancelled = void_document(origin, reason="salah", business_date=day, till_id=None)
    receivables.undo(origin, cancelled, day=day)
    savings.undo(origin, cancelled, day=day)
    return cancelled


@operation(Permission.KEEP_BOOKS)
def book(actor: Actor, lines: list[Line], origin: Origin, day: date = TODAY) -> None:
    """An entry without a document."""
    post(lines, origin=origin, business_date=day, till_id=None)


def _receipt(actor: Actor, day: date) -> Origin:
    """A bare sale, for its number: it has neither lines nor payments."""
    ((sale_id,),) = fetch("SELECT coalesce(max(id), 0) + 1 FROM sale")
    db.execute_sql(
        "INSERT INTO sale (id, cart_id, number, till_id, shift_id, business_date, recorded_at, user_id,"
        " buyer_is_member, total_idr, discount_idr, rounding_idr) VALUES (?, ?, ?, 1, 1, ?, ?, ?, 1, 0, 0, 0)",
        (sale_id, f"cart {sale_id}", f"PM-26-{sale_id:06d}", day.isoformat(), clock.now_text(), actor.id or 1),
    )
    return Origin("sale", sale_id)


def _note(actor: Actor, sale: Origin, day: date) -> Origin:
    """A bare return of a sale, for its number."""
    ((return_id,),) = fetch("SELECT coalesce(max(id), 0) + 1 FROM sale_change")
    db.execute_sql(
        "INSERT INTO sale_change (id, kind, number, sale_id, shift_id, business_date, recorded_at, user_id, reason,"
        " buyer, total_idr, rounding_idr) VALUES (?, 'RETURN', ?, ?, 1, ?, ?, ?, 'rusak', '', 0, 0)",
        (return_id, f"RJ-26-{return_id:06d}", sale.id, day.isoformat(), clock.now_text(), actor.id),
    )
    return Origin("sale_change", return_id)
