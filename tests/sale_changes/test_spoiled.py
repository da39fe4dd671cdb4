"""Spoiled goods never go back on the shelf, and each line of a return has a reason and a state of its own."""

from __future__ import annotations

import pytest

from pkkmart.closing.verify import verify
from pkkmart.core.actor import SYSTEM, Actor
from pkkmart.core.db import fetch
from pkkmart.core.quantity import ONE
from pkkmart.printing.queries import elements_of
from pkkmart.printing.slip import as_text
from pkkmart.sale_changes.operations import ReturnItem, return_goods
from pkkmart.sale_changes.operations.without_receipt import UnreceiptedItem, return_without_receipt
from pkkmart.sale_changes.queries.returns import return_view
from pkkmart.sale_changes.queries.standing import standing_sale
from pkkmart.sale_changes.returns import RETURN_REASONS, SPOILED, back_to_shelf
from pkkmart.stock.queries import levels
from tests import make
from tests.books import entry_of

ROWS = "SELECT name, reason, back_on_shelf FROM sale_change_line ORDER BY line_no"


@pytest.fixture
def rina(shop: object) -> Actor:
    return make.cashier()


def stocked(name: str, price_idr: int) -> int:
    product = make.product(name, price_idr)
    make.bought(product, 10, price_idr * 5)
    return product


def shelf(*products: int) -> list[int]:
    known = levels(products)
    return [known[product].qty_milli // ONE for product in products]


def proven() -> list[object]:
    return [check for check in verify() if not check.ok]


@pytest.mark.parametrize("reason", [SPOILED, f"  {SPOILED.replace(' ', '  ')} ", SPOILED.lower()])
def test_what_is_spoiled_is_thrown_away_whatever_was_ticked(rina: Actor, reason: str) -> None:
    milk = stocked("Susu", 10_000)
    make.shift(rina, 100_000)
    sold = make.sell(rina, (milk, 3), received_idr=30_000).sale
    item = ReturnItem(standing_sale(sold.id).lines[0].id, 2 * ONE, back_on_shelf=True, reason=reason)
    done = return_goods(SYSTEM, sold.id, [item], till_id=1)
    assert shelf(milk) == [7]
    assert entry_of("sale_change", done.id) == "4112 D 20.000 / 5122 D 10.000 / 1101 K 20.000 / 5111 K 10.000"
    assert fetch(ROWS) == [("Susu", " ".join(reason.split()), 0)]
    lines = [" ".join(line.split()) for line in as_text(elements_of(done.print_job_id), 32).splitlines()]
    assert "2 pcs . rusak 20.000" in lines
    assert not any("kembali ke rak" in line for line in lines)
    assert proven() == []


def test_what_is_spoiled_without_a_receipt_is_thrown_away_too(rina: Actor) -> None:
    milk = stocked("Susu", 10_000)
    make.shift(rina, 100_000)
    make.sell(rina, (milk, 3), received_idr=30_000)
    item = UnreceiptedItem(milk, 2 * ONE, back_on_shelf=True, reason=SPOILED)
    done = return_without_receipt(SYSTEM, [item], "Bu Tini", till_id=1)
    assert (shelf(milk), fetch(ROWS)) == ([7], [("Susu", SPOILED, 0)])
    assert entry_of("sale_change", done.id) == "4112 D 20.000 / 5122 D 10.000 / 1101 K 20.000 / 5111 K 10.000"
    assert proven() == []


def test_only_spoiled_goods_may_not_be_sold_again() -> None:
    assert [reason for reason in RETURN_REASONS if not back_to_shelf(reason)] == [SPOILED]


def test_each_line_has_its_reason_and_its_state(rina: Actor) -> None:
    milk, sugar, oil = stocked("Susu", 10_000), stocked("Gula", 17_500), stocked("Minyak", 20_000)
    make.shift(rina, 200_000)
    sold = make.sell(rina, (milk, 1), (sugar, 1), (oil, 1), received_idr=47_500).sale
    first, second, third = (line.id for line in standing_sale(sold.id).lines)
    items = [
        ReturnItem(first, ONE, reason=SPOILED),
        ReturnItem(second, ONE, reason="Salah barang"),
        ReturnItem(third, ONE, back_on_shelf=False),
    ]
    done = return_goods(SYSTEM, sold.id, items, "kemasannya sobek", till_id=1)
    assert fetch(ROWS) == [("Susu", SPOILED, 0), ("Gula", "Salah barang", 1), ("Minyak", "kemasannya sobek", 0)]
    assert shelf(milk, sugar, oil) == [9, 10, 9]
    assert [(line.reason, line.back_on_shelf) for line in return_view(done.id).lines] == [
        (SPOILED, False), ("Salah barang", True), ("kemasannya sobek", False)
    ]  # fmt: skip
    assert return_view(done.id).reason == f"{SPOILED}; Salah barang; kemasannya sobek"
    lines = [" ".join(line.split()) for line in as_text(elements_of(done.print_job_id), 48).splitlines()]
    at = lines.index("Susu")
    assert lines[at : at + 9] == [
        "Susu", "1 pcs . rusak 10.000", f"Alasan: {SPOILED}",
        "Gula", "1 pcs . kembali ke rak 17.500", "Alasan: Salah barang",
        "Minyak", "1 pcs . rusak 20.000", "Alasan: kemasannya sobek",
    ]  # fmt: skip
    assert sum(line.startswith("Alasan") for line in lines) == 3
    assert proven() == []
