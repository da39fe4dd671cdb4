"""Reads of purchases: what was bought, what was paid, and what is still owed to whom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pkkmart.core.db import fetch, fetch_one
from pkkmart.ledger.cancelled import join_cancellation, stands
from pkkmart.ledger.chart import Account
from pkkmart.ledger.queries import balance_idr
from pkkmart.people.queries import DISPLAY_NAME_SQL, escaped


@dataclass(frozen=True, slots=True)
class SupplierDocument:
    """A purchase or a payment to a supplier; rupiah. `kind` is its table, `place` its way of paying.

    `freight_idr` and `discount_idr` are what of a purchase's total is not its lines, or a payment's discount;
    `cancelled_by` is the number of its cancellation, "" while it holds; `user` is who wrote the document.
    """

    kind: str
    id: int
    number: str
    business_date: str
    supplier_id: int | None
    supplier: str
    paid_from: str
    total_idr: int
    note: str
    user: str
    cancelled_by: str
    freight_idr: int
    discount_idr: int


@dataclass(frozen=True, slots=True)
class OwedRow:
    """A supplier and what the shop owes the supplier; rupiah.

    `due_on` is the first due day of what is unpaid; `overdue_idr` is what of it is past its day.
    """

    supplier_id: int
    supplier: str
    owed_idr: int
    last_purchase: str
    due_on: date | None = None
    overdue_idr: int = 0


@dataclass(frozen=True, slots=True)
class UnpaidRow:
    """What is left to pay of an invoice, rupiah; of the opening balance where `purchase_id` and `due_on` are None."""

    supplier_id: int
    purchase_id: int | None
    number: str
    due_on: date | None
    left_idr: int


_DOCUMENTS = (
    "SELECT d.kind, d.id, d.number, d.business_date, d.supplier_id,"
    f" coalesce({DISPLAY_NAME_SQL.format('s')}, ''), d.paid_from, d.total_idr, d.note, coalesce(u.name, ''),"
    " coalesce(v.number, ''), d.freight_idr, d.discount_idr"
    " FROM (SELECT 'purchase' AS kind, id, number, business_date, recorded_at, supplier_id, paid_from, total_idr,"
    " invoice_number AS note, user_id, freight_idr, discount_idr FROM purchase UNION ALL SELECT 'supplier_payment', id,"
    " number, business_date, recorded_at, supplier_id, paid_from, amount_idr, note, user_id, 0, discount_idr"
    " FROM supplier_payment UNION ALL SELECT 'purchase_return', r.id, r.number, r.business_date, r.recorded_at,"
    " b.supplier_id, r.paid_to, r.amount_idr, r.note, r.user_id, 0, 0 FROM purchase_return r"
    " JOIN purchase b ON b.id = r.purchase_id) d"
    " LEFT JOIN person s ON s.id = d.supplier_id LEFT JOIN app_user u ON u.id = d.user_id"
    f" {join_cancellation('d.kind', 'd')}"
)


def supplier_document(kind: str, document_id: int) -> SupplierDocument:
    """One `purchase`, `supplier_payment` or `purchase_return`; LookupError when there is none."""
    row = fetch_one(f"{_DOCUMENTS} WHERE d.kind = ? AND d.id = ?", (kind, document_id))
    if row is None:
        raise LookupError(f"no {kind} {document_id}")
    return SupplierDocument(*row)


@dataclass(frozen=True, slots=True)
class PurchaseLineRow:
    """A line of a purchase: thousandths of a unit, the cost of the whole line in rupiah as printed on the invoice, and
    with its part of freight and discount.
    """

    name: str
    unit: str
    qty_milli: int
    cost_idr: int
    product_id: int
    value_idr: int


def purchase_lines(purchase_id: int) -> list[PurchaseLineRow]:
    """The goods of a purchase, as they stood on its invoice."""
    rows = fetch(
        "SELECT p.name, p.unit, l.qty_milli, l.cost_idr, p.id, l.value_idr FROM purchase_line l"
        " JOIN product p ON p.id = l.product_id WHERE l.purchase_id = ? ORDER BY l.line_no",
        (purchase_id,),
    )
    return [PurchaseLineRow(*row) for row in rows]


@dataclass(frozen=True, slots=True)
class ReturnableRow:
    """A line of a purchase: its id, the goods, what was bought and what of it went back, thousandths of a unit."""

    line_id: int
    product_id: int
    name: str
    unit: str
    qty_milli: int
    value_idr: int
    returned_milli: int


def returnable(purchase_id: int) -> list[ReturnableRow]:
    """The lines of a purchase with what of each has gone back to the supplier, cancelled returns left out."""
    rows = fetch(
        "SELECT l.id, p.id, p.name, p.unit, l.qty_milli, l.value_idr, coalesce((SELECT sum(r.qty_milli)"
        " FROM purchase_return_line r JOIN purchase_return d ON d.id = r.purchase_return_id"
        f" WHERE r.purchase_line_id = l.id AND {stands('purchase_return', 'd')}), 0)"
        " FROM purchase_line l JOIN product p ON p.id = l.product_id WHERE l.purchase_id = ? ORDER BY l.line_no",
        (purchase_id,),
    )
    return [ReturnableRow(*row) for row in rows]


def return_lines(return_id: int) -> list[PurchaseLineRow]:
    """The goods that went back with a return, at the value that left the shelf."""
    rows = fetch(
        "SELECT p.name, p.unit, r.qty_milli, r.value_idr, p.id, r.value_idr FROM purchase_return_line r"
        " JOIN purchase_line l ON l.id = r.purchase_line_id JOIN product p ON p.id = l.product_id"
        " WHERE r.purchase_return_id = ? ORDER BY r.line_no",
        (return_id,),
    )
    return [PurchaseLineRow(*row) for row in rows]


def recent_purchases(limit: int = 50) -> list[SupplierDocument]:
    """The newest purchases first."""
    rows = fetch(f"{_DOCUMENTS} WHERE d.kind = 'purchase' ORDER BY d.id DESC LIMIT ?", (limit,))
    return [SupplierDocument(*row) for row in rows]


def supplier_documents(text: str = "", limit: int = 200, until: date | None = None) -> list[SupplierDocument]:
    """Purchases and payments, the newest first, up to and including a day where told.

    Every fragment of the text stands in the number, the supplier's names, the invoice's number or the note.
    """
    searched = "(d.number || ' ' || coalesce(s.name || ' ' || s.trade_name, '') || ' ' || d.note)"
    fragments = [f"%{escaped(fragment)}%" for fragment in text.split()]
    rows = fetch(
        f"{_DOCUMENTS} WHERE d.business_date <= ?"
        + f" AND {searched} LIKE ? ESCAPE '\\'" * len(fragments)
        + " ORDER BY d.business_date DESC, d.recorded_at DESC, d.kind DESC, d.id DESC LIMIT ?",
        [(until or date.max).isoformat(), *fragments, limit],
    )
    return [SupplierDocument(*row) for row in rows]


def owed_idr(supplier_id: int, until: date | None = None) -> int:
    """What the shop owes a supplier (2101), up to and including a day where told; rupiah."""
    return -balance_idr(Account.SUPPLIER_PAYABLE, supplier_id, until)


def all_owed_idr() -> int:
    """What the shop owes all suppliers together, rupiah."""
    return -balance_idr(Account.SUPPLIER_PAYABLE)


def unpaid_invoices(supplier_id: int | None = None) -> list[UnpaidRow]:
    """What is left to pay, of one supplier or of all, the oldest first: payments settle the oldest invoices first.

    What is owed beyond the credit purchases that stand is the opening balance. Together they are 2101.
    """
    owed = fetch(
        "SELECT person_id, -sum(amount_idr) FROM posting WHERE account_id = :payable"
        " AND person_id = coalesce(:supplier, person_id) GROUP BY person_id HAVING sum(amount_idr) < 0",
        {"payable": int(Account.SUPPLIER_PAYABLE), "supplier": supplier_id},
    )
    found: list[UnpaidRow] = []
    for one, owed_idr in owed:
        rest, unpaid = owed_idr, list[UnpaidRow]()
        bought = fetch(
            "SELECT d.id, d.number, d.due_on, d.total_idr FROM purchase d WHERE d.supplier_id = ?"
            f" AND d.paid_from = 'CREDIT' AND {stands('purchase', 'd')} ORDER BY d.business_date DESC, d.id DESC",
            (one,),
        )
        for purchase_id, number, due_on, total_idr in bought:
            left = min(total_idr, rest)
            if left > 0:
                unpaid.append(UnpaidRow(one, purchase_id, number, date.fromisoformat(due_on), left))
            rest -= left
        if rest:
            unpaid.append(UnpaidRow(one, None, "", None, rest))
        found += reversed(unpaid)
    return found


def overdue_idr(today: date) -> int:
    """What the shop owes all suppliers that was due before a day, rupiah."""
    return sum(row.left_idr for row in unpaid_invoices() if row.due_on is not None and row.due_on < today)


def owed_to_suppliers(today: date | None = None) -> list[OwedRow]:
    """Every supplier the shop owes something, by name; what is overdue is told for the day `today`."""
    rows = fetch(
        f"SELECT s.id, {DISPLAY_NAME_SQL.format('s')}, -sum(p.amount_idr), coalesce((SELECT max(b.business_date)"
        " FROM purchase b WHERE b.supplier_id = s.id), '') FROM posting p JOIN person s ON s.id = p.person_id"
        " WHERE p.account_id = ? GROUP BY s.id HAVING sum(p.amount_idr) <> 0 ORDER BY lower(s.name), s.id",
        (int(Account.SUPPLIER_PAYABLE),),
    )
    due: dict[int, list[tuple[date, int]]] = {}
    for one in unpaid_invoices():
        if one.due_on is not None:
            due.setdefault(one.supplier_id, []).append((one.due_on, one.left_idr))
    return [
        OwedRow(
            row[0],
            row[1],
            row[2],
            row[3],
            due_on=min((day for day, _left in due.get(row[0], [])), default=None),
            overdue_idr=sum(left for day, left in due.get(row[0], []) if today is not None and day < today),
        )
        for row in rows
    ]
