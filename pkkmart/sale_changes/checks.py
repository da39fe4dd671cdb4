"""Proofs that every change of a sale is its goods, its tenders and its entry, and a change of its own sale."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from pkkmart.core.check import Check, first_of
from pkkmart.core.db import fetch, fetch_one
from pkkmart.core.i18n import _, figure
from pkkmart.ledger.cancelled import stands
from pkkmart.ledger.chart import COMMISSIONS, COST_OF_SALES, OWNED_SALES, Account, codes, sum_on
from pkkmart.ledger.queries import first_documents
from pkkmart.products.settings import UNLISTED_ID
from pkkmart.sale_changes.change import ChangeKind
from pkkmart.sales.queries.payments import CORRECTIONS
from pkkmart.sales.tenders import Tender, sum_of_tender

_SHORTAGE: Final = (Account.STAFF_RECEIVABLE, Account.CASH_DIFFERENCE)
_OF_PAYMENT: Final = (Account.DRAWER, Account.CLEARING, Account.BANK, Account.CASH_ROUNDING, *_SHORTAGE)
"""The only accounts a corrected payment moves."""

_BOOKED: Final = (
    f"booked AS (SELECT e.origin_id AS id, -{sum_on(*OWNED_SALES)} AS sales, {sum_on(*COST_OF_SALES)} AS cost,"
    f" -{sum_on(*COMMISSIONS)} AS commission, {sum_on(Account.CONSIGNED_LOSS)} AS borne,"
    f" {sum_on(*_SHORTAGE)} AS shortage, -{sum_on(Account.CASH_ROUNDING)} AS rounding,"
    f" {', '.join(f'{sum_on(one.facts.account)} AS {one.lower()}' for one in Tender)},"
    f" sum(CASE WHEN p.account_id NOT IN ({codes(*_OF_PAYMENT)}) THEN 1 ELSE 0 END) AS others"
    " FROM journal_entry e JOIN posting p ON p.entry_id = e.id"
    " WHERE e.origin_kind = 'sale_change' AND e.kind = 'NORMAL' GROUP BY e.origin_id)"
)
_GOODS: Final = (
    "goods AS (SELECT sale_change_id AS id, sum(net_idr) AS net,"
    " sum(CASE WHEN owner_id IS NULL THEN net_idr ELSE 0 END) AS sales, sum(cost_idr) AS cost,"
    " coalesce(sum(commission_idr), 0) AS commission,"
    " -sum(CASE fault WHEN 'SHOP' THEN share_idr ELSE 0 END) AS borne FROM sale_change_line GROUP BY sale_change_id)"
)
_TENDERS: Final = (
    f"paid AS (SELECT y.sale_change_id AS id, {', '.join(sum_of_tender('y', one) for one in Tender)},"
    " sum(y.amount_idr) AS total FROM sale_change_tender y GROUP BY y.sale_change_id)"
)


def changes_are_posted() -> Check:
    """A change is its goods, its tenders, its rounding and its entry.

    Cash that a closed shift counted is that shift's shortage (1134, 7103) and none of today's drawer.
    """
    same = " OR ".join(
        f"coalesce(b.{booked}, 0) <> coalesce({told}, 0)"
        for booked, told in (
            ("sales", "g.sales"),
            ("cost", "g.cost"),
            ("commission", "g.commission"),
            ("borne", "g.borne"),
            *((one.lower(), f"p.{one.lower()}") for one in Tender if one is not Tender.CASH),
            ("rounding", "c.rounding_idr"),
            ("cash", "CASE WHEN c.counted THEN 0 ELSE p.cash END"),
            ("shortage", "CASE WHEN c.counted THEN p.cash ELSE 0 END"),
        )
    )
    rows = fetch(
        f"WITH {_BOOKED}, {_GOODS}, {_TENDERS}, change AS (SELECT c.*, c.kind = 'PAYMENT' AND c.shift_id <> s.shift_id"
        " AS counted FROM sale_change c LEFT JOIN sale s ON s.id = c.sale_id)"
        " SELECT c.id FROM change c LEFT JOIN goods g ON g.id = c.id LEFT JOIN booked b ON b.id = c.id"
        " LEFT JOIN paid p ON p.id = c.id WHERE c.total_idr <> coalesce(g.net, 0)"
        f" OR c.total_idr + c.rounding_idr <> coalesce(p.total, 0) OR {same}"
        " OR (c.kind <> 'PAYMENT') <> (g.id IS NOT NULL) OR (c.kind = 'PAYMENT' AND b.others > 0)"
        " UNION ALL SELECT b.id FROM booked b WHERE b.id NOT IN (SELECT id FROM sale_change)"
    )
    return _told(_("Tiap perubahan struk sama dengan barang, uang, dan jurnalnya"), rows)


def changes_fit_their_sales() -> Check:
    """No part of a line leaves its sale twice; what leaves is its own sale's line, its owner's and worth its part.

    A part is worth what it is of the line it leaves, to the rupiah that its rounding may move.
    """
    rows = fetch(
        "SELECT max(b.sale_change_id) FROM sale_change_line b JOIN sale_change c ON c.id = b.sale_change_id"
        " JOIN sale_line l ON l.id = b.sale_line_id LEFT JOIN sale_change_line o ON o.id = b.source_id"
        f" WHERE {stands('sale_change', 'c')} AND b.qty_milli < 0 GROUP BY b.sale_line_id, b.source_id"
        " HAVING sum(-b.qty_milli) > coalesce(max(o.qty_milli), max(l.qty_milli))"
        " UNION ALL SELECT c.id FROM sale_change_line b JOIN sale_change c ON c.id = b.sale_change_id"
        " LEFT JOIN sale_line l ON l.id = b.sale_line_id LEFT JOIN sale_change_line o ON o.id = b.source_id"
        " WHERE (l.id IS NULL) <> (c.sale_id IS NULL) OR l.sale_id <> c.sale_id OR o.sale_line_id <> b.sale_line_id"
        " OR (b.qty_milli < 0 AND l.id IS NOT NULL AND (b.product_id <> coalesce(o.product_id, l.product_id)"
        " OR b.owner_id IS DISTINCT FROM CASE WHEN o.id IS NULL THEN l.owner_id ELSE o.owner_id END"
        " OR abs(b.gross_idr * coalesce(o.qty_milli, l.qty_milli) - coalesce(o.gross_idr, l.gross_idr) * b.qty_milli)"
        " > coalesce(o.qty_milli, l.qty_milli)))"
    )
    return _told(_("Barang yang kembali tidak melebihi yang dijual"), rows)


def goods_of_changes_are_moved() -> Check:
    """What a change put on the shelf and took from it is its lines, product by product, and worth what was booked.

    What a product's goods below zero had cost more or less is 5121, what the co-op threw away 5122, and no goods that
    the shop bears are on the shelf again.
    """
    difference, spoiled = int(Account.INVENTORY_DIFFERENCE), int(Account.SPOILAGE)
    rows = fetch(
        "WITH shelf AS (SELECT * FROM sale_change_line WHERE (qty_milli > 0 OR back_on_shelf)"
        " AND product_id <> :unlisted), moved AS (SELECT * FROM stock_move WHERE origin_kind = 'sale_change')"
        " SELECT id FROM (SELECT sale_change_id AS id, product_id AS what, qty_milli AS much FROM shelf"
        " UNION ALL SELECT origin_id, product_id, qty_milli FROM moved"
        " UNION ALL SELECT sale_change_id, -:difference, cost_idr FROM shelf"
        " UNION ALL SELECT origin_id, -:difference, value_idr FROM moved"
        " UNION ALL SELECT sale_change_id, -:spoiled, cost_idr FROM sale_change_line"
        " WHERE qty_milli < 0 AND NOT back_on_shelf AND owner_id IS NULL"
        " UNION ALL SELECT e.origin_id, -p.account_id, p.amount_idr FROM journal_entry e JOIN posting p"
        " ON p.entry_id = e.id AND p.account_id IN (:difference, :spoiled) WHERE e.origin_kind = 'sale_change')"
        " GROUP BY id, what HAVING sum(much) <> 0"
        " UNION ALL SELECT sale_change_id FROM sale_change_line WHERE fault = 'SHOP' AND back_on_shelf",
        {"unlisted": UNLISTED_ID.get(), "difference": difference, "spoiled": spoiled},
    )
    return _told(_("Barang perubahan struk sama dengan gerak stoknya"), rows)


def payments_are_as_corrected() -> Check:
    """A sale with its corrections is paid in full by tenders that none are below 0, in cash as the newest one says.

    A correction moved to another sale fits neither what that sale was paid with nor the cash that was handed over.
    """
    rows = fetch(
        "WITH corrected AS (SELECT w.sale_id AS id, max(w.id) AS newest, sum(w.rounding_idr) AS rounding"
        f" FROM {CORRECTIONS} GROUP BY w.sale_id), tenders AS (SELECT id, tender, sum(amount) AS amount,"
        " sum(saved) AS saved FROM (SELECT y.sale_id AS id, y.tender AS tender, y.amount_idr AS amount,"
        " y.to_savings_idr AS saved FROM payment y JOIN corrected c ON c.id = y.sale_id UNION ALL"
        " SELECT w.sale_id, y.tender, y.amount_idr, 0 FROM sale_change_tender y JOIN sale_change w"
        f" ON w.id = y.sale_change_id WHERE w.kind = 'PAYMENT' AND {stands('sale_change', 'w')})"
        " GROUP BY id, tender), paid AS (SELECT id, min(amount) AS least, sum(amount) AS total, sum(saved) AS saved,"
        " sum(CASE tender WHEN 'CASH' THEN amount ELSE 0 END) AS cash FROM tenders GROUP BY id)"
        " SELECT c.newest FROM corrected c JOIN sale_change n ON n.id = c.newest LEFT JOIN sale s ON s.id = c.id"
        " LEFT JOIN paid p ON p.id = c.id WHERE s.id IS NULL OR p.id IS NULL OR p.least < 0"
        " OR p.total <> s.total_idr + s.rounding_idr + c.rounding"
        " OR n.received_idr - n.change_idr <> p.cash + p.saved"
    )
    return _told(_("Struk yang dibetulkan pembayarannya tetap lunas"), rows)


def corrections_are_witnessed() -> Check:
    """Each correction of a payment or an owner is an act of the log on the same sale, and each such act is one.

    A correction moved to a sale that was paid alike passes every other proof.
    """
    rows = fetch(
        "WITH acts AS (SELECT subject FROM audit WHERE act IN ('correct_payment', 'correct_owner')),"
        " told AS (SELECT c.number, s.number || ' ' || c.number AS subject"
        " FROM sale_change c LEFT JOIN sale s ON s.id = c.sale_id WHERE c.kind <> 'RETURN')"
        " SELECT number FROM told WHERE coalesce(subject, '') NOT IN (SELECT subject FROM acts)"
        " UNION ALL SELECT subject FROM acts WHERE subject NOT IN (SELECT subject FROM told WHERE subject IS NOT NULL)"
    )
    total = fetch_one("SELECT count(*) FROM sale_change WHERE kind <> 'RETURN'") or (0,)
    text = _("{count} pembetulan, {wrong} tidak sama dengan catatannya").format(count=figure(total[0]), wrong=len(rows))
    text += first_of([name for (name,) in rows])
    return Check(_("Tiap pembetulan struk tercatat di catatan kejadian"), text, not rows)


def changes_bear_their_numbers() -> Check:
    """The number of a change tells its kind, whether there was a receipt, and its year; its entry is of its day."""
    series = " ".join(
        f"WHEN '{kind}' THEN "
        f"CASE WHEN c.sale_id IS NULL THEN '{kind.series(with_receipt=False)}' ELSE '{kind.series()}' END"
        for kind in ChangeKind
    )
    rows = fetch(
        "SELECT c.id FROM sale_change c LEFT JOIN journal_entry e ON e.origin_kind = 'sale_change'"
        f" AND e.origin_id = c.id WHERE substr(c.number, 1, 2) IS DISTINCT FROM CASE c.kind {series} END"
        " OR substr(c.number, 4, 2) <> substr(c.business_date, 3, 2) OR e.business_date <> c.business_date"
        " OR e.kind <> 'NORMAL'"
    )
    return _told(_("Nomor dan tanggal perubahan struk sesuai isinya"), rows)


def shares_follow_changes() -> Check:
    """Each consigned line of a change made exactly one line of debt to its owner, none where the shop bears it.

    Of returned goods somebody bears the loss; where only the owner was another's nobody does.
    """
    rows = fetch(
        "WITH owed AS (SELECT origin_line_id AS id, max(origin_id) AS change_id, count(*) AS lines,"
        " sum(amount_idr) AS amount_idr, sum(qty_milli) AS qty_milli, max(product_id) AS product_id,"
        " max(person_id) AS person_id FROM consignment_line WHERE origin_kind = 'sale_change' GROUP BY origin_line_id)"
        " SELECT b.sale_change_id FROM sale_change_line b LEFT JOIN owed o ON o.id = b.id WHERE coalesce(o.lines, 0) <>"
        " CASE WHEN b.owner_id IS NULL OR coalesce(b.fault, '') = 'SHOP' THEN 0 ELSE 1 END"
        " OR o.amount_idr <> b.share_idr OR o.person_id <> b.owner_id OR o.qty_milli <> b.qty_milli"
        " OR o.product_id <> b.product_id OR o.change_id <> b.sale_change_id"
        " UNION ALL SELECT c.id FROM sale_change_line b JOIN sale_change c ON c.id = b.sale_change_id WHERE"
        " (c.kind = 'RETURN' AND b.owner_id IS NOT NULL) <> (b.fault IS NOT NULL)"
        " UNION ALL SELECT o.change_id FROM owed o LEFT JOIN sale_change_line b ON b.id = o.id WHERE b.id IS NULL"
    )
    return _told(_("Hak penitip sama dengan perubahan struk"), rows)


def owner_corrections_move_no_money() -> Check:
    """What an owner correction tells of whose the money was cancels out in each place, and it changes no total."""
    cash = codes(Account.DRAWER, Account.BANK)
    rows = fetch(
        "SELECT c.id FROM sale_change c JOIN journal_entry e ON e.origin_kind = 'sale_change' AND e.origin_id = c.id"
        " JOIN posting p ON p.entry_id = e.id WHERE c.kind = 'OWNER' GROUP BY c.id HAVING max(abs(c.total_idr)) > 0"
        f" OR {sum_on(Account.DRAWER)} <> 0 OR {sum_on(Account.BANK)} <> 0"
        f" OR sum(CASE WHEN p.cash_flow IS NOT NULL AND p.account_id NOT IN ({cash}) THEN 1 ELSE 0 END) > 0"
    )
    return _told(_("Koreksi penitip tidak memindahkan uang"), rows)


def cancelled_changes_are_undone() -> Check:
    """A cancelled change leaves no goods, share, cash, savings or bon moved."""
    both = (
        "WITH gone AS (SELECT id, origin_kind, origin_id FROM voided_document WHERE origin_kind = 'sale_change'),"
        " paper AS (SELECT id, origin_kind, origin_id FROM gone UNION ALL SELECT id, 'void', id FROM gone)"
    )
    left = " UNION ALL ".join(
        f"SELECT p.id FROM paper p JOIN {table} x ON x.origin_kind = p.origin_kind AND x.origin_id = p.origin_id"
        f" GROUP BY p.id, {by} HAVING " + " OR ".join(f"sum(x.{figures}) <> 0" for figures in moved)
        for table, by, moved in (
            ("stock_move", "x.product_id", ("qty_milli", "value_idr")),
            ("consignment_line", "x.person_id, x.account_id, x.product_id", ("qty_milli", "amount_idr")),
            ("cash_movement", "x.shift_id", ("amount_idr",)),
            ("savings_line", "x.member_id, x.kind", ("amount_idr",)),
            ("receivable_item", "x.debt_kind, x.debt_id", ("amount_idr",)),
        )
    )
    rows = fetch(f"{both} {left}")
    total = fetch_one(f"{both} SELECT count(*) FROM gone") or (0,)
    text = _("{count} retur batal, {wrong} meninggalkan sesuatu").format(count=figure(total[0]), wrong=len(set(rows)))
    text += first_documents(("void", row[0]) for row in rows)
    return Check(_("Retur yang dibatalkan tidak meninggalkan apa pun"), text, not rows)


def _told(name: str, rows: Iterable[tuple[int]]) -> Check:
    """The check that names the changes of some rows, given by their ids, as wrong."""
    wrong = {("sale_change", change_id) for (change_id,) in rows}
    counts = dict(fetch("SELECT kind, count(*) FROM sale_change GROUP BY kind"))
    told = ", ".join(f"{_(kind.label)} {figure(counts.get(kind.value, 0))}" for kind in ChangeKind)
    text = _("{told}; {wrong} berbeda").format(told=told, wrong=len(wrong)) + first_documents(wrong)
    return Check(name, text, not wrong)


CHECKS = (
    changes_are_posted,
    changes_bear_their_numbers,
    changes_fit_their_sales,
    payments_are_as_corrected,
    corrections_are_witnessed,
    goods_of_changes_are_moved,
    shares_follow_changes,
    owner_corrections_move_no_money,
    cancelled_changes_are_undone,
)
