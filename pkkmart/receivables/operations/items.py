"""Parts of sales, returns and repayments: what a document adds to a member's bon or takes off."""

from __future__ import annotations

from datetime import date

from pkkmart.core.db import fetch, fetch_one
from pkkmart.core.errors import UserError
from pkkmart.core.i18n import N_, _, date_short, figure
from pkkmart.core.operation import part, write_row
from pkkmart.ledger.chart import Account
from pkkmart.ledger.posting import Line, Origin, credit, debit
from pkkmart.ledger.queries import document_name
from pkkmart.people.queries import CapacityKind, has_capacity
from pkkmart.receivables.models import ReceivableItem
from pkkmart.receivables.queries import limit_idr, numbers_since, owed_idr, payable_idr
from pkkmart.savings.operations import NotMember
from pkkmart.savings.queries import own_name


class BonForMembersOnly(NotMember):
    template = N_(
        "{name} bukan anggota pada {day}. Bon hanya untuk anggota; pakai cara bayar lain, atau daftarkan dulu."
    )


class NoLimit(UserError):
    template = N_(
        "{name} belum punya batas bon. Minta pengurus memberinya batas di halaman Bon anggota, "
        "atau pakai cara bayar lain."
    )


class LimitExceeded(UserError):
    template = N_(
        "Bon {name} tinggal bisa {room}: batasnya {limit}, sudah terpakai {owed}. Bayar {rest} dengan cara lain, "
        "terima angsurannya dulu, atau minta pengurus menaikkan batasnya."
    )


class ChargeRepaid(UserError):
    template = N_("{number} tidak bisa dibatalkan: bonnya sudah dikurangi {numbers}. Batalkan dulu yang itu.")


def require_room(member_id: int, amount_idr: int, day: date) -> None:
    """Raise NotMember, NoLimit or LimitExceeded unless a member may owe an amount more on a day."""
    if not has_capacity(member_id, CapacityKind.MEMBER, day):
        raise BonForMembersOnly(name=own_name(member_id), day=date_short(day))
    limit = limit_idr(member_id, day)
    if not limit:
        raise NoLimit(name=own_name(member_id))
    owed = owed_idr(member_id)
    room = max(limit - owed, 0)
    if amount_idr > room:
        raise LimitExceeded(
            name=own_name(member_id),
            room=figure(room),
            limit=figure(limit),
            owed=figure(owed),
            rest=figure(amount_idr - room),
        )


@part
def charge(member_id: int, amount_idr: int, origin: Origin, *, day: date) -> list[Line]:
    """Let a member owe an amount of a document; returns the debit of 1131.

    Raises NotMember, NoLimit, LimitExceeded.
    """
    line = debit(Account.MEMBER_RECEIVABLE, amount_idr, person=member_id)
    if not amount_idr:
        return []
    require_room(member_id, amount_idr, day)
    moved("CHARGE", member_id, amount_idr, origin, origin, day)
    return [line]


@part
def give_back(sale: Origin, amount_idr: int, origin: Origin, *, day: date) -> tuple[list[Line], int]:
    """Refund what was sold on credit: first lower what is still owed on that sale.

    Returns the credit of 1131 and the rest, which is not owed any more and is refunded in another way.
    """
    if amount_idr < 0:
        raise ValueError(f"a refund of {amount_idr}: amounts are positive")
    member_id = _debtor(sale)
    if member_id is None:
        return [], amount_idr
    lowered = min(amount_idr, max(payable_idr(member_id, sale, day), 0))
    moved("REFUND", member_id, -lowered, sale, origin, day)
    return ([credit(Account.MEMBER_RECEIVABLE, lowered, person=member_id)] if lowered else []), amount_idr - lowered


@part
def undo(origin: Origin, void: Origin, *, day: date) -> None:
    """Negate what a cancelled document did to debts; its entry is reversed by the caller.

    Raises ChargeRepaid when the debt it began was paid or refunded since.
    """
    rows = fetch(
        "SELECT i.id, i.member_id, i.amount_idr, i.debt_kind, i.debt_id FROM receivable_item i"
        " WHERE i.origin_kind = ? AND i.origin_id = ?"
        " AND NOT EXISTS (SELECT 1 FROM receivable_item u WHERE u.undoes_id = i.id) ORDER BY i.id",
        (origin.kind, origin.id),
    )
    for item_id, member_id, amount, debt_kind, debt_id in rows:
        debt = Origin(debt_kind, debt_id)
        moved("VOID", member_id, -amount, debt, void, day, undoes_id=item_id)
        if amount > 0 and payable_idr(member_id, debt, day) < 0:
            raise ChargeRepaid(
                number=document_name(origin.kind, origin.id),
                numbers=", ".join(numbers_since(debt)) or _("angsuran"),
            )


@part
def moved(
    kind: str, member_id: int, amount_idr: int, debt: Origin, origin: Origin, day: date,
    *, undoes_id: int | None = None,
) -> None:  # fmt: skip
    """Write what a document did to one debt; no row for an amount of 0."""
    if amount_idr:
        write_row(
            ReceivableItem, kind=kind, member_id=member_id, amount_idr=amount_idr, debt_kind=debt.kind,
            debt_id=debt.id, origin_kind=origin.kind, origin_id=origin.id, undoes_id=undoes_id,
            business_date=day.isoformat(),
        )  # fmt: skip


def _debtor(sale: Origin) -> int | None:
    """The member who owes a sale; None for a sale without bon."""
    row = fetch_one(
        "SELECT member_id FROM receivable_item WHERE debt_kind = ? AND debt_id = ? LIMIT 1", (sale.kind, sale.id)
    )
    return row[0] if row else None
