"""Finding things at 100,000 products: the search as it is typed, letter by letter, and a code."""

from __future__ import annotations

import random
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from pkkmart.core.db import fetch
from pkkmart.products.queries import find_by_code, forget_vocabulary, search, vocabulary
from pkkmart.stock.queries import levels
from tests.bench.handwritten import PRAGMAS
from tests.bench.table import Times

TYPED: Final = (
    "keripik singkong", "kripik pedas", "minyak goreng", "mihnyak", "gula", "gulla pasir", "beras 1 kg", "lemper",
    "lmper ayam", "kopi bubuk", "kopi mnis", "susu", "sambal bawang", "smbal", "kacang goreng", "kcang", "air mineral",
    "bolu pisang", "blou", "teh botol", "dendeng balado", "dendng", "sabun cair", "jus jeruk 200", "kecap manis 600",
    "tepung trigu", "kue kering", "donat", "rempeyek", "rempeyk kacang", "nastar spesial", "madu asli", "madu asly",
)  # fmt: skip
"""What cashiers type; every beginning of each is a keystroke that searches."""

_BY_HAND = (
    "WITH hit AS (SELECT s.rowid AS id FROM product_search s JOIN product k ON k.id = s.rowid AND k.active"
    " WHERE product_search MATCH ? {order} LIMIT 30)"
    " SELECT p.id, p.name, p.unit, c.name, o.trade_name, o.name, p.selling_price_idr, p.member_price_idr, l.qty_milli"
    " FROM hit h JOIN product p ON p.id = h.id LEFT JOIN category c ON c.id = p.category_id"
    " LEFT JOIN person o ON o.id = p.owner_id LEFT JOIN stock_level l ON l.product_id = p.id AND l.location_id = 1"
)
_CODE_BY_HAND = (
    "SELECT p.id, p.name, p.unit, c.name, o.trade_name, o.name, p.selling_price_idr, p.member_price_idr, b.pack_milli"
    " FROM barcode b JOIN product p ON p.id = b.product_id LEFT JOIN category c ON c.id = p.category_id"
    " LEFT JOIN person o ON o.id = p.owner_id WHERE b.code = ? AND p.active"
)


def keystrokes() -> list[str]:
    """Every beginning of everything that is typed."""
    return [text[:length] for text in TYPED for length in range(1, len(text) + 1) if text[length - 1] != " "]


def _by_hand(db: sqlite3.Connection, text: str) -> None:
    """One query of prefixes, ranked from three letters on; it forgives nothing."""
    words = text.split()
    order = "ORDER BY rank" if max(map(len, words)) >= 3 else ""
    db.execute(_BY_HAND.format(order=order), (" ".join(f'"{word}"*' for word in words),)).fetchall()


def _counter(text: str) -> None:
    levels(product.id for product in search(text))


def run_search(path: Path, rounds: int) -> tuple[Times, Times, int]:
    """The counter's search and levels on the open database, one FTS query by hand on the same; and keystrokes."""
    forget_vocabulary()
    vocabulary()
    typed = keystrokes()
    db = _connect(path)
    times = _alternating([(text, text) for text in typed * rounds], _counter, lambda text: _by_hand(db, text))
    db.close()
    return *times, len(typed)


def run_codes(path: Path, count: int) -> tuple[Times, Times]:
    """A scanned code, and the same row by hand."""
    codes = [row[0] for row in fetch("SELECT code FROM barcode")]
    db = _connect(path)
    wanted = [(code, code) for code in random.Random(3).sample(codes, count)]
    times = _alternating(wanted, find_by_code, lambda code: db.execute(_CODE_BY_HAND, (code,)).fetchall())
    db.close()
    return times


def _connect(path: Path) -> sqlite3.Connection:
    db = sqlite3.connect(path, isolation_level=None)
    for pragma in PRAGMAS:
        db.execute(f"PRAGMA {pragma}")
    return db


def _alternating(
    pairs: list[tuple[str, str]], ours: Callable[[str], object], theirs: Callable[[str], object]
) -> tuple[Times, Times]:
    found = (Times(), Times())
    for at, (mine, yours) in enumerate(pairs):
        turns = [(found[0], ours, mine), (found[1], theirs, yours)]
        for times, act, text in turns if at % 2 else reversed(turns):
            began = time.perf_counter()
            act(text)
            times.add(time.perf_counter() - began)
    return found
