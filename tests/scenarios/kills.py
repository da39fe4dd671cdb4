"""A shop that is killed in the middle of its work, again and again: `python -m tests.scenarios.kills DB ROUNDS SEED`.

Each round a child sells on its own connection and tells each number once checkout has returned; it
is killed with SIGKILL at a random moment: in four of five rounds after its first sale, however slow the machine is,
else while it may still be opening the shop. Whatever was told must be in the books, which must verify.
"""

from __future__ import annotations

import os
import random
import select
import signal
import sys
import time
from pathlib import Path

from pkkmart.closing.verify import verify
from pkkmart.core.db import close_database, fetch, open_database
from pkkmart.products.queries import by_ids
from pkkmart.sales.cart import Cart
from pkkmart.sales.operations import checkout, save_draft
from pkkmart.sales.queries import draft
from pkkmart.users.queries import actor_of
from tests import make


def prepare(path: Path) -> None:
    """A shop with owned and consigned goods and an open shift."""
    open_database(path)
    rina = make.cashier()
    sari = make.consignor(percent_bp=1_500)
    make.delivered(sari, make.product("Lemper", 3_000, owner_id=sari), 500)
    make.bought(make.product("Gula", 17_550), 500, 7_500_000)
    make.shift(rina, 200_000)
    close_database()


def sell_until_killed(path: Path, told: int, seed: int) -> None:
    """The child: draft, draft, sale, tell; for ever."""
    open_database(path)
    rina, chance = actor_of(1), random.Random(seed)
    products = by_ids([1, 2])
    while True:
        cart = Cart.new()
        for _line in range(chance.randint(1, 3)):
            cart = cart.add(products[chance.randint(1, 2)], chance.randint(1, 4) * 1_000)
            save_draft(cart, till_id=1)
        result = checkout(rina, cart, cart.total_idr + 100, confirmed=frozenset({"below_stock"}), till_id=1)
        os.write(told, f"{result.sale.number} {result.sale.total_idr}\n".encode())


def run_round(path: Path, seed: int) -> dict[str, int]:
    """One child's life; returns what it told: number → total."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        sell_until_killed(path, writing, seed)
    os.close(writing)
    if seed % 5:
        select.select([reading], [], [], 20)
    time.sleep(random.Random(seed * 31).uniform(0.005, 0.12))
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    with os.fdopen(reading) as lines:
        pairs = (line.split() for line in lines.read().splitlines())
        return {number: int(total) for number, total in pairs}


def main(path: Path, rounds: int, seed: int) -> int:
    prepare(path)
    told: dict[str, int] = {}
    drafts = 0
    for number in range(rounds):
        told.update(run_round(path, seed + number))
        open_database(path)
        booked = dict(fetch("SELECT number, total_idr FROM sale"))
        lost = {sale: total for sale, total in told.items() if booked.get(sale) != total}
        wrong = [check for check in verify() if not check.ok]
        restored = draft(1)
        sold = restored is not None and fetch("SELECT 1 FROM sale WHERE cart_id = ?", (restored.id,))
        drafts += restored is not None
        close_database()
        if lost or wrong or sold:
            print(f"round {number}: lost {lost}, wrong {wrong}, sold draft {bool(sold)}")
            return 1
    print(f"{rounds} kills, {len(told)} sales told, none lost; {drafts} drafts kept")
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])))
