"""Reads of sales: the draft on the counter, a sale as its receipt shows it, today's figures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pkkmart.core.db import fetch, fetch_one
from pkkmart.core.quantity import times_price
from pkkmart.ledger.cancelled import cancelled_by, stands
from pkkmart.people.queries import DISPLAY_NAME_SQL
from pkkmart.sales.cart import Cart
from pkkmart.sales.queries.accounts import account_notes
from pkkmart.sales.queries.payments import corrected_cash, paid_by
from pkkmart.sales.tenders import Tender


@dataclass(frozen=True, slots=True)
class ReceiptLine:
    """A sold line; prices per base unit, amounts in rupiah. `owner` is "" for the co-op's own goods.

    `discount_name` says why the line was cheaper: the promotion's name, or the reason that was given.
    """

    name: str
    unit: str
    qty_milli: int
    list_price_idr: int
    price_idr: int
    discount_idr: int
    net_idr: int
    owner: str
    discount_name: str = ""
    paket: int | None = None
    """The lines of one paket share this number."""
    kit_name: str = ""

    @property
    def saved_idr(self) -> int:
        """What the buyer saved on it against the list; a packet with a scale's label has its price from the label."""
        if self.paket is None and self.price_idr == self.list_price_idr:
            return self.discount_idr
        return max(times_price(self.qty_milli, self.list_price_idr) - self.net_idr, 0)


@dataclass(frozen=True, slots=True)
class ReceiptPayment:
    """A tender line; for cash also what was handed over, given back, and put into savings out of that."""

    tender: str
    amount_idr: int
    received_idr: int
    change_idr: int
    to_savings_idr: int = 0
    reference: str = ""


@dataclass(frozen=True, slots=True)
class SaleView:
    """One sale, frozen: the receipt on paper, the preview and the last-sale card all show this."""

    id: int
    number: str
    business_date: date
    recorded_at: str
    cashier: str
    till_name: str
    member_id: int | None
    member: str
    member_number: str
    member_year_idr: int
    lines: tuple[ReceiptLine, ...]
    payments: tuple[ReceiptPayment, ...]
    total_idr: int
    rounding_idr: int
    notes: tuple[tuple[str, str], ...] = ()
    """What else this sale did, as words and an amount: change put into savings, what is left of a bon."""
    voided_by: str = ""
    """The number of its cancellation, "" while it stands."""

    @property
    def due_idr(self) -> int:
        """What was to be paid, after rounding of cash."""
        return self.total_idr + self.rounding_idr

    @property
    def change_idr(self) -> int:
        """Cash given back to the buyer."""
        return sum(payment.change_idr - payment.to_savings_idr for payment in self.payments)

    @property
    def to_savings_idr(self) -> int:
        """The part of the change that went into simpanan sukarela."""
        return sum(payment.to_savings_idr for payment in self.payments)

    @property
    def received_idr(self) -> int:
        """Cash handed over."""
        return sum(payment.received_idr for payment in self.payments if payment.tender == "CASH")

    @property
    def cash_back_idr(self) -> int:
        """Cash paid back when the sale is cancelled: all that stayed in the drawer."""
        return sum(one.amount_idr + one.to_savings_idr for one in self.payments if one.tender == "CASH")

    @property
    def saved_idr(self) -> int:
        """What member prices and discounts took off; a price typed above the list saved nothing."""
        return sum(line.saved_idr for line in self.lines)


def draft(till_id: int | None) -> Cart | None:
    """The cart that was on the counter when the program stopped, None when there was none."""
    row = fetch_one("SELECT content FROM cart_draft WHERE till_id = ?", (till_id,))
    return Cart.from_json(row[0]) if row else None


@dataclass(frozen=True, slots=True)
class HeldCartRow:
    """A cart put aside: its name, its content, the cashier who put it aside and when (UTC)."""

    id: int
    name: str
    cart: Cart
    cashier: str
    held_at: str


def held_carts(till_id: int | None) -> list[HeldCartRow]:
    """Carts put aside on a till, the oldest first."""
    rows = fetch(
        "SELECT h.id, h.name, h.content, coalesce(u.name, ''), h.held_at FROM held_cart h"
        " LEFT JOIN app_user u ON u.id = h.user_id WHERE h.till_id = ? ORDER BY h.id",
        (till_id,),
    )
    return [HeldCartRow(row[0], row[1], Cart.from_json(row[2]), row[3], row[4]) for row in rows]


def in_open_carts() -> dict[int, int]:
    """Thousandths of a unit, by product, that lie in carts not yet paid: on a counter, or put aside under a name."""
    goods: dict[int, int] = {}
    for (content,) in fetch("SELECT content FROM cart_draft UNION ALL SELECT content FROM held_cart"):
        for line in Cart.from_json(content).lines:
            goods[line.product_id] = goods.get(line.product_id, 0) + line.qty_milli
    return goods


def sale_of_cart(cart_id: str) -> int | None:
    """The sale a cart became, None while it is unsold."""
    row = fetch_one("SELECT id FROM sale WHERE cart_id = ?", (cart_id,))
    return int(row[0]) if row else None


def sale_view(sale_id: int) -> SaleView:
    """A sale as its receipt shows it; raises LookupError for an unknown id."""
    head = fetch_one(
        f"SELECT s.id, s.number, s.business_date, s.recorded_at, u.name, t.name, s.member_id,"
        f" coalesce({DISPLAY_NAME_SQL.format('m')}, ''), coalesce((SELECT c.number FROM capacity c WHERE"
        " c.person_id = s.member_id AND c.kind = 'MEMBER' ORDER BY c.since DESC LIMIT 1), ''),"
        f" s.total_idr, s.rounding_idr, {cancelled_by('sale', 's')}"
        " FROM sale s JOIN app_user u ON u.id = s.user_id JOIN till t ON t.id = s.till_id"
        " LEFT JOIN person m ON m.id = s.member_id WHERE s.id = ?",
        (sale_id,),
    )
    if head is None:
        raise LookupError(f"no sale {sale_id}")
    lines = fetch(
        f"SELECT l.name, l.unit, l.qty_milli, l.list_price_idr, l.price_idr, l.discount_idr, l.net_idr,"
        f" coalesce({DISPLAY_NAME_SQL.format('o')}, ''), l.discount_reason, l.kit_line_id, l.kit_name"
        " FROM sale_line l LEFT JOIN person o ON o.id = l.owner_id WHERE l.sale_id = ? ORDER BY l.line_no",
        (sale_id,),
    )
    payments = fetch(
        "SELECT tender, amount_idr, received_idr, change_idr, to_savings_idr, reference FROM payment"
        " WHERE sale_id = ? ORDER BY line_no",
        (sale_id,),
    )
    day = date.fromisoformat(head[2])
    rounding, cash = head[10], corrected_cash(sale_id)
    if cash is not None:
        payments, rounding = _as_corrected(sale_id, *cash)
    paid = tuple(ReceiptPayment(*payment) for payment in payments)
    return SaleView(
        id=head[0],
        number=head[1],
        business_date=day,
        recorded_at=head[3],
        cashier=head[4],
        till_name=head[5],
        member_id=head[6],
        member=head[7],
        member_number=head[8],
        member_year_idr=member_purchases_idr(head[6], day, through_sale=sale_id) if head[6] else 0,
        lines=tuple(ReceiptLine(*line) for line in lines),
        payments=paid,
        total_idr=head[9],
        rounding_idr=rounding,
        notes=account_notes(sale_id, head[6], day, {one.tender: one.to_savings_idr for one in paid}),
        voided_by=head[11],
    )


def _as_corrected(
    sale_id: int, received_idr: int, change_idr: int
) -> tuple[list[tuple[str, int, int, int, int, str]], int]:
    """What a sale was really paid with after a correction, as rows of `payment`, cash last; and its rounding.

    A tender keeps the newest reference it was booked or corrected with.
    """
    amounts, rounding = paid_by(sale_id)
    known = dict(
        fetch(
            "SELECT tender, reference FROM (SELECT tender, reference, 0 AS change_id FROM payment WHERE sale_id = :sale"
            " UNION ALL SELECT y.tender, y.reference, w.id FROM sale_change_tender y JOIN sale_change w"
            " ON w.id = y.sale_change_id WHERE w.sale_id = :sale AND w.kind = 'PAYMENT'"
            f" AND {stands('sale_change', 'w')})"
            " AS told WHERE reference <> '' ORDER BY change_id",
            {"sale": sale_id},
        )
    )
    rows = [
        (tender.value, amount, amount, 0, 0, known.get(tender.value, ""))
        for tender, amount in amounts.items()
        if tender is not Tender.CASH
    ]
    if received_idr or not rows:
        rows.append((Tender.CASH.value, amounts.get(Tender.CASH, 0), received_idr, change_idr, 0, ""))
    return rows, rounding


def member_purchases_idr(person_id: int, day: date, *, through_sale: int | None = None) -> int:
    """What a member bought since 1 January of that day's year (up to one sale), less what was returned; rupiah."""
    since, until, last = f"{day.year}-01-01", f"{day.year}-12-31", through_sale or 2**62
    row = fetch_one(
        "SELECT coalesce(sum(s.total_idr + coalesce((SELECT sum(r.total_idr) FROM sale_change r WHERE r.sale_id = s.id"
        f" AND {stands('sale_change', 'r')}), 0)), 0) + (SELECT coalesce(sum(o.total_idr), 0) FROM sale_change o"
        f" WHERE o.member_id = :who AND o.business_date BETWEEN :since AND :until AND {stands('sale_change', 'o')})"
        " FROM sale s WHERE s.member_id = :who AND s.business_date BETWEEN :since AND :until AND s.id <= :last"
        f" AND {stands('sale', 's')}",
        {"who": person_id, "since": since, "until": until, "last": last},
    )
    return int(row[0]) if row else 0


def last_sale_id(shift_id: int) -> int | None:
    """The newest sale of a shift, cancelled or not: a buyer still asks after what was just cancelled."""
    row = fetch_one("SELECT max(id) FROM sale WHERE shift_id = ?", (shift_id,))
    return row[0] if row else None
