"""The yardstick: the same sale written by hand in raw sqlite3, on the same tables, triggers and pragmas.

It reads what `checkout` must know, once each, and writes exactly the rows `checkout` writes, down to
the receipt and the audit hash; `same_rows` proves it. It checks what a till must check, and nothing
of it is reusable: that is what the ratio prices.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from pathlib import Path
from typing import Any, Final

from pkkmart.core import clock
from pkkmart.core.actor import Actor
from pkkmart.sales.cart import Cart
from tests.bench.by_hand_prices import Goods, half_up, price_by_hand, read_offers

PRAGMAS: Final = (
    "journal_mode = wal", "synchronous = full", "foreign_keys = 1", "recursive_triggers = 1", "busy_timeout = 1000",
    "cache_size = -16000",
)  # fmt: skip

_SHOWN = "CASE WHEN {0}.trade_name <> '' THEN {0}.trade_name ELSE {0}.name END"
_PRODUCTS = (
    "SELECT p.id, p.name, p.unit, p.category_id, coalesce(c.name, ''), p.owner_id,"
    f" coalesce({_SHOWN.format('o')}, ''), p.selling_price_idr, p.member_price_idr, p.active"
    " FROM product p LEFT JOIN category c ON c.id = p.category_id LEFT JOIN person o ON o.id = p.owner_id"
    " WHERE p.id IN ({marks})"
)
_LEVELS = (
    "SELECT product_id, qty_milli, value_idr, unit_cost_micro, ever_received FROM stock_level"
    " WHERE location_id = 1 AND product_id IN ({marks})"
)
_TERMS = (
    "SELECT p.id, a.model, a.commission_bp, a.unit_share_idr, a.bearer FROM product p"
    " JOIN agreement a ON a.consignor_id = p.owner_id AND a.valid_from <= ?"
    " AND (a.product_id = p.id OR (a.product_id IS NULL AND (a.category_id IS NULL OR a.category_id = p.category_id)))"
    " WHERE p.id IN ({marks}) ORDER BY a.product_id IS NULL, a.category_id IS NULL, a.valid_from DESC, a.id DESC"
)
_IS_MEMBER = (
    "SELECT 1 FROM capacity WHERE person_id = ? AND kind = 'MEMBER' AND since <= ? AND (until IS NULL OR until > ?)"
)
_SHIFT = (
    "SELECT s.id, s.business_date, u.name FROM shift s JOIN app_user u ON u.id = s.user_id WHERE s.till_id = 1"
    " AND NOT EXISTS (SELECT 1 FROM shift_close c WHERE c.shift_id = s.id) ORDER BY s.id DESC LIMIT 1"
)
_CLOSED = (
    "SELECT max(c.month) FROM period_event c WHERE c.kind = 'CLOSED' AND NOT EXISTS"
    " (SELECT 1 FROM period_event r WHERE r.month = c.month AND r.kind = 'REOPENED' AND r.id > c.id)"
)
_ENTRY_ID = (
    "SELECT max(coalesce((SELECT max(id) FROM journal_entry), 0), coalesce((SELECT max(entry_id) FROM posting), 0)) + 1"
)
_MEMBER = (
    f"SELECT {_SHOWN.format('p')}, (SELECT number FROM capacity c WHERE c.person_id = p.id AND c.kind = 'MEMBER'"
    " ORDER BY c.since DESC LIMIT 1) FROM person p WHERE p.id = ?"
)
_YEAR = (
    "SELECT coalesce(sum(s.total_idr + coalesce((SELECT sum(r.total_idr) FROM sale_change r WHERE r.sale_id = s.id AND"
    " NOT EXISTS (SELECT 1 FROM voided_document w WHERE w.origin_kind = 'sale_change' AND w.origin_id = r.id)), 0)), 0)"
    " + (SELECT coalesce(sum(o.total_idr), 0) FROM sale_change o WHERE o.member_id = :who"
    " AND o.business_date BETWEEN :since AND :until AND NOT EXISTS"
    " (SELECT 1 FROM voided_document x WHERE x.origin_kind = 'sale_change' AND x.origin_id = o.id))"
    " FROM sale s WHERE s.member_id = :who AND s.business_date BETWEEN :since AND :until"
    " AND NOT EXISTS (SELECT 1 FROM voided_document v WHERE v.origin_kind = 'sale' AND v.origin_id = s.id)"
)
_LEVEL_SET = (
    "INSERT INTO stock_level (product_id, location_id, qty_milli, value_idr, unit_cost_micro, ever_received)"
    " VALUES (?, 1, ?, ?, ?, ?) ON CONFLICT (product_id, location_id) DO UPDATE SET qty_milli = excluded.qty_milli,"
    " value_idr = excluded.value_idr, unit_cost_micro = excluded.unit_cost_micro,"
    " ever_received = excluded.ever_received"
)

_Sold = tuple[Goods, int, int | None, tuple[Any, ...]]
"""A line as priced, what it cost, its consignor's share, and the terms behind it."""


class HandWritten:
    """A till in one function on a connection of its own; `facts` are the shop's settings, read once."""

    def __init__(self, path: Path) -> None:
        self.db = sqlite3.connect(path, isolation_level=None)
        for pragma in PRAGMAS:
            self.db.execute(f"PRAGMA {pragma}")
        rows = self.db.execute("SELECT key, value FROM setting ORDER BY id")
        self.facts: dict[str, Any] = {key: json.loads(value) for key, value in rows}

    def sell(self, actor: Actor, cart: Cart, received: int) -> None:
        self.db.execute("BEGIN IMMEDIATE")
        try:
            self._sell(actor, cart, received)
        except BaseException:
            self.db.execute("ROLLBACK")
            raise
        self.db.execute("COMMIT")

    def _sell(self, actor: Actor, cart: Cart, received: int) -> None:
        run, member = self.db.execute, cart.member
        if run("SELECT id FROM sale WHERE cart_id = ?", (cart.id,)).fetchone():
            raise ValueError("sold already")
        shift_id, day, _holder = run(_SHIFT).fetchone()
        offers, tiers, pakets = read_offers(self.db, cart, day)
        inside = [product_id for parts in pakets.values() for product_id, _qty in parts]
        ids = [*(line.product_id for line in cart.lines), *inside]
        marks = ",".join("?" * len(ids))
        products = {row[0]: row for row in run(_PRODUCTS.format(marks=marks), ids)}
        levels = {row[0]: row[1:] for row in run(_LEVELS.format(marks=marks), ids)}
        goods = price_by_hand(cart, products, offers, tiers, pakets)
        if sum(one.net for one in goods) != cart.total_idr:
            raise ValueError("price changed")
        consigned = [one.product[0] for one in goods if one.product[5] is not None]
        terms: dict[int, tuple[Any, ...]] = {}
        if consigned:
            for row in run(_TERMS.format(marks=",".join("?" * len(consigned))), [day, *consigned]):
                terms.setdefault(row[0], row[1:])
        owners = {one.product[5] for one in goods if one.product[5] is not None}
        member_owners = {owner for owner in owners if run(_IS_MEMBER, (owner, day, day)).fetchone()}

        lines: list[_Sold] = []
        total = shares = 0
        for one in goods:
            product_id = one.product[0]
            level = levels.get(product_id, (0, 0, 0, 0))
            if level[3] and one.qty > level[0]:
                raise ValueError("below stock")
            cost, share, agreed = 0, None, (None, None, None, None)
            if one.product[5] is None:
                cost, level = _issue(level, one.qty)
            else:
                agreed = terms[product_id]
                share = _share(agreed, one)
                shares += share
                level = (level[0] - one.qty, 0, 0, level[3])
            levels[product_id] = level
            total += one.net
            lines.append((one, cost, share, agreed))
        rest = total % 100
        due = total - rest + (100 if 2 * rest > 100 else 0)
        if not due <= received <= due + 10_000_000:
            raise ValueError("money")

        now = clock.now_text()
        sale_id = run("SELECT coalesce(max(id), 0) + 1 FROM sale").fetchone()[0]
        prefix = f"PM-{day[2:4]}-"
        (last,) = run(
            "SELECT max(number) FROM sale WHERE number >= ? AND number < ?", (prefix, prefix + ":")
        ).fetchone()
        number = f"{prefix}{(int(last[6:]) if last else 0) + 1:06d}"
        many = self.db.executemany
        many(
            "INSERT INTO stock_move VALUES (NULL, ?, 1, NULL, 'SALE', ?, ?, 'sale', ?, ?, ?)",
            [(one.product[0], -one.qty, -cost, sale_id, day, now) for one, cost, _share, _agreed in lines],
        )
        many(_LEVEL_SET, [(product_id, *levels[product_id]) for product_id in {one.product[0]: 0 for one in goods}])
        buyer = member.person_id if member else None
        is_member = member is not None
        run(
            "INSERT INTO sale VALUES (?, ?, ?, ?, ?, ?, 1, ?, ?, ?, ?, ?, ?)",
            (
                sale_id,
                number,
                day,
                now,
                actor.id,
                cart.id,
                shift_id,
                buyer,
                is_member,
                total,
                sum(one.off for one in goods),
                due - total,
            ),
        )
        first = run("SELECT coalesce(max(id), 0) + 1 FROM sale_line").fetchone()[0]
        many(
            f"INSERT INTO sale_line VALUES ({','.join('?' * 26)})",
            [_line_row(first, at, sale_id, sold, member_owners) for at, sold in enumerate(lines)],
        )
        run(
            "INSERT INTO payment VALUES (NULL, ?, 1, 'CASH', ?, ?, ?, '', 0)",
            (sale_id, due, received, received - due),
        )
        run(
            "INSERT INTO cash_movement VALUES (NULL, ?, 'SALE', ?, 'sale', ?, ?)",
            (shift_id, due, sale_id, now),
        )
        many(
            "INSERT INTO consignment_line VALUES (NULL, 'SOLD', ?, ?, ?, ?, ?, 'sale', ?, ?, ?, ?)",
            [
                (one.product[5], 2102 if one.product[5] in member_owners else 2103, share, one.product[0], one.qty,
                 sale_id, first + at, day, now)
                for at, (one, _cost, share, _agreed) in enumerate(lines) if share is not None
            ],
        )  # fmt: skip
        closed = run(_CLOSED).fetchone()[0]
        if closed is not None and day[:7] <= closed:
            raise ValueError("month closed")
        postings = _postings(lines, total, due, shares, is_member, member_owners)
        entry_id = run(_ENTRY_ID).fetchone()[0]
        many(
            "INSERT INTO posting VALUES (NULL, ?, ?, ?, ?, ?, ?)",
            [(entry_id, at, account, amount, who, flow) for at, (account, amount, who, flow) in enumerate(postings, 1)],
        )
        run(
            "INSERT INTO journal_entry VALUES (?, 'NORMAL', ?, ?, 'sale', ?, NULL, 1, ?, '')",
            (entry_id, day, now, sale_id, actor.id),
        )
        run("DELETE FROM cart_draft WHERE till_id = 1")
        run("SELECT name FROM till WHERE id = 1").fetchone()
        who = year = None
        if member:
            who = run(_MEMBER, (buyer,)).fetchone()
            year = run(_YEAR, {"who": buyer, "since": day[:4] + "-01-01", "until": day[:4] + "-12-31"}).fetchone()[0]
        receipt = self._receipt(actor, number, day, now, lines, total, due, received, who, year)
        job_id = run("SELECT coalesce(max(id), 0) + 1 FROM print_job").fetchone()[0]
        run(
            "INSERT INTO print_job VALUES (?, 'receipt', ?, 'sale', ?, ?, 1, ?, ?, 'waiting', 0, '', NULL, NULL, 0)",
            (job_id, number, sale_id, receipt, now, actor.id),
        )
        head = f"NORMAL,{day},sale,{sale_id},"
        text = ";".join([head, *(f"{a},{b},{'' if c is None else c},{d or ''}" for a, b, c, d in postings)])
        digest = f"{entry_id}:{hashlib.sha256(text.encode()).hexdigest()}"
        last_id, last_hash = run("SELECT id, hash FROM audit ORDER BY id DESC LIMIT 1").fetchone()
        row = (last_id + 1, now, actor.id, actor.name, "", "", "checkout", number, "{}", digest)
        chained = hashlib.sha256("\x1f".join([last_hash, *map(str, row)]).encode()).hexdigest()
        run("INSERT INTO audit VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", (*row, chained))

    def _receipt(
        self, actor: Actor, number: str, day: str, now: str, lines: list[_Sold], total: int, due: int,
        received: int, member: tuple[str, str] | None, year: int | None,
    ) -> str:  # fmt: skip
        fact = self.facts.get
        local = clock.local(clock.from_text(now))
        slip: list[list[object]] = [["k"], ["t", fact("shop.name", "PKK Mart"), "center", True, 2]]
        phone = fact("shop.phone", "")
        contacts = (fact("shop.legal_name", ""), fact("shop.address", ""), phone and f"Telp. {phone}")
        slip += [["t", text, "center"] for text in contacts if text]
        slip += [
            ["-"],
            ["c", number, f"{day[8:]}/{day[5:7]}/{day[:4]} {local.hour:02d}.{local.minute:02d}"],
            ["c", "Kasir", actor.name],
        ]
        if member:
            slip.append(["c", "Anggota", " ".join(member).strip()])
        slip.append(["-"])
        saved = 0
        goods = [one for one, _cost, _share, _agreed in lines]
        for at, one in enumerate(goods):
            saved += half_up(one.qty * one.product[7], 1_000) - one.net
            star = " *" if one.product[6] else ""
            if one.paket is None:
                slip.append(["t", one.product[1] + star])
                slip.append(["c", f"  {_quantity(one.qty)} {one.product[2]} x {_figure(one.paid)}", _figure(one.gross)])
                if one.off:
                    slip.append(["c", f"  Diskon {one.reason}", _figure(-one.off)])
            else:
                if one.paket == at:
                    worth = sum(other.gross for other in goods if other.paket == at)
                    slip += [["t", one.kit_name], ["c", "", _figure(worth)]]
                slip.append(["t", f"  {_quantity(one.qty)} {one.product[1]}{star}"])
        units = sum(one.qty // 1_000 if one.qty % 1_000 == 0 else 1 for one in goods)
        slip += [["-"], ["c", f"TOTAL ({units} barang)", _figure(total), True]]
        if due != total:
            slip += [["c", "Pembulatan tunai", _figure(due - total)], ["c", "Harus dibayar", _figure(due), True]]
        slip += [["c", "Tunai", _figure(received)], ["c", "Kembali", _figure(received - due), True]]
        if saved:
            slip.append(["c", "ANDA HEMAT", _figure(saved), True])
        slip.append(["-"])
        owners = list(dict.fromkeys(one.product[6] for one in goods if one.product[6]))
        if owners:
            slip += [["t", f"* barang titipan UMKM: {', '.join(owners)}"], ["f"]]
        if year is not None:
            slip.append(["t", f"Belanja Anda tahun {day[:4]}: Rp{_figure(year)}", "center"])
        policy = fact("receipt.policy", "Barang dapat ditukar hari ini juga dengan struk ini.")
        footer = fact("receipt.footer", "Terima kasih. Belanja di sini menghidupi keluarga UMKM.")
        slip += [["t", text, "center"] for text in (policy, footer) if text]
        slip += [["f"], ["b", number], ["x"]]
        return json.dumps(slip, ensure_ascii=False, separators=(",", ":"))


def _figure(amount: int) -> str:
    return f"{amount:,}".replace(",", ".")


def _quantity(qty: int) -> str:
    whole, rest = divmod(qty, 1_000)
    return f"{whole:,}".replace(",", ".") + (f",{rest:03d}".rstrip("0") if rest else "")


def _issue(level: tuple[Any, ...], qty: int) -> tuple[int, tuple[Any, ...]]:
    held, value, unit_cost, ever = level
    if qty < held:
        cost = half_up(value * qty, held)
    else:
        cost = max(value, 0) + half_up((qty - max(held, 0)) * unit_cost, 1_000_000_000)
    return cost, (held - qty, value - cost, unit_cost, ever)


def _share(agreed: tuple[Any, ...], one: Goods) -> int:
    model, rate, unit_share, bearer = agreed
    whole = half_up(one.qty * one.product[7], 1_000)
    borne = {"SHOP": 0, "CONSIGNOR": 0, "SHARED": 0}
    borne[bearer] += whole - one.net - one.off
    borne[one.bearer or bearer] += one.off
    base = whole - borne["SHARED"]
    if model == "PERCENT":
        full = half_up(base * (10_000 - rate), 10_000)
    else:
        full = half_up(one.qty * unit_share, 1_000)
        if borne["SHARED"]:
            full = half_up(full * base, whole)
    return full - borne["CONSIGNOR"]


def _line_row(first: int, at: int, sale_id: int, sold: _Sold, members: set[int]) -> tuple[Any, ...]:
    one, cost, share, (model, rate, unit_share, bearer) = sold
    product_id, name, unit, _category, _shelf, owner, _shown, price, _member, _active = one.product
    is_member = None if owner is None else owner in members
    commission = None if share is None else one.net - share
    borne = None if owner is None else one.bearer or bearer
    return (
        first + at, sale_id, at + 1, product_id, name, unit, one.line.code, one.qty, price, one.paid, one.gross,
        one.off, one.net, borne, one.promotion, one.reason, cost, owner, is_member, model, rate, unit_share, share,
        commission, None if one.paket is None else first + one.paket, one.kit_name,
    )  # fmt: skip


def _postings(
    lines: list[_Sold], total: int, due: int, shares: int, is_member: bool, members: set[int]
) -> list[tuple[int, int, int | None, str | None]]:
    sums: dict[tuple[int, int | None, str | None], int] = {}

    def add(account: int, amount: int, who: int | None = None, flow: str | None = None) -> None:
        sums[account, who, flow] = sums.get((account, who, flow), 0) + amount

    consigned, ours = max(shares, 0), max(total - max(shares, 0), 0)
    own, rest = divmod(due * ours, ours + consigned)
    if not consigned:
        own = due
    elif rest and 2 * rest >= ours + consigned:
        own += 1
    add(1101, own, None, "CUSTOMERS")
    add(1101, due - own, None, "FOR_CONSIGNORS")
    sales, commissions, costs = (4101, 4102, 5101) if is_member else (4111, 4112, 5111)
    for one, cost, share, _agreed in lines:
        if share is None:
            add(sales, -one.gross)
            add(commissions, one.off)
            add(costs, cost)
            add(1141, -cost)
        else:
            add(4103 if one.product[5] in members else 4113, share - one.net)
    for one, _cost, share, _agreed in lines:
        if share is not None:
            add(2102 if one.product[5] in members else 2103, -share, one.product[5])
    add(7102, total - due)
    return [(account, amount, who, flow) for (account, who, flow), amount in sums.items() if amount]


def contents(path: Path) -> dict[str, tuple[int, str]]:
    """Per table of a shop: how many rows, and a digest of all of them."""
    found = {}
    db = sqlite3.connect(path)
    names = db.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE '%STRICT%' OR name = 'product_search'"
    )
    for (name,) in names.fetchall():
        rows, digest = 0, hashlib.sha256()
        for row in db.execute(f'SELECT * FROM "{name}"'):
            rows += 1
            digest.update(repr(row).encode())
        found[name] = (rows, digest.hexdigest())
    db.close()
    return found
