"""Which lines of a receipt may have been another owner's: only where somebody else has such goods at that price."""

from __future__ import annotations

import pytest

from pkkmart.core.actor import SYSTEM
from pkkmart.core.db import db
from pkkmart.core.quantity import ONE
from pkkmart.pricing.operations import set_paket
from pkkmart.pricing.rules import PaketPart
from pkkmart.sale_changes.queries.other_owners import candidates, may_be_anothers
from pkkmart.sale_changes.queries.standing import StandingSale, standing_sale
from tests import make


def mistakable(sale: StandingSale) -> list[str]:
    """The names of the lines that may be another owner's; the list of candidates says the same."""
    ids = may_be_anothers(sale)
    assert ids == {line.id for line in sale.lines if candidates(sale, line)}
    return [line.name for line in sale.lines if line.id in ids]


def test_only_what_another_owner_sells_in_that_unit_at_that_price(shop: object) -> None:
    rina = make.cashier()
    sari, ani = make.consignor("Bu Sari", fixed_idr=1_600), make.consignor("Bu Ani", fixed_idr=1_700)
    make.shift(rina, 0)
    goods = [
        make.product("Lemper", 2_000, owner_id=sari),
        make.product("Bolu", 3_000, owner_id=sari),
        make.product("Onde", 3_000, owner_id=sari),
        make.product("Nasi", 9_000, owner_id=ani),
        make.product("Air", 2_500),
        make.product("Teh", 2_600),
    ]
    make.product("Arem-arem", 2_000, owner_id=ani)
    make.product("Dadar", 2_500, owner_id=ani, unit="bungkus")
    make.product("Kopi", 2_600)
    sold = make.sell(rina, *((one, 1) for one in goods))
    assert mistakable(standing_sale(sold.sale.id)) == ["Lemper"]
    make.product("Soto", 9_000)
    make.product("Cincau", 2_600, owner_id=sari)
    assert mistakable(standing_sale(sold.sale.id)) == ["Lemper", "Nasi", "Teh"]


def test_neither_a_paket_nor_what_is_listed_no_more(shop: object) -> None:
    rina, sari = make.cashier(), make.consignor("Bu Sari", fixed_idr=1_600)
    make.shift(rina, 0)
    cake = make.product("Lemper", 2_000, owner_id=sari)
    box, old = make.product("Kotak", 2_000), make.product("Teh lama", 2_000)
    set_paket(SYSTEM, box, [PaketPart(make.product("Gula", 900), 2 * ONE)])
    db.execute_sql("UPDATE product SET active = 0 WHERE id = ?", (old,))
    sold = make.sell(rina, (cake, 1))
    assert mistakable(standing_sale(sold.sale.id)) == []


@pytest.mark.parametrize(("is_member", "found"), [(True, ["Lemper"]), (False, [])])
def test_the_price_is_that_of_this_buyer(shop: object, is_member: bool, found: list[str]) -> None:
    rina, sari = make.cashier(), make.consignor("Bu Sari", fixed_idr=1_600)
    siti = make.member()
    make.shift(rina, 0)
    cake = make.product("Lemper", 2_000, owner_id=sari)
    make.product("Air", 2_400, member_price_idr=2_000)
    sold = make.sell(rina, (cake, 1), buyer=siti if is_member else None)
    assert mistakable(standing_sale(sold.sale.id)) == found


def test_one_query_for_all_lines(shop: object, monkeypatch: pytest.MonkeyPatch) -> None:
    rina, sari = make.cashier(), make.consignor("Bu Sari", fixed_idr=600)
    make.shift(rina, 0)
    sold = make.sell(rina, *((make.product(f"Kue {price}", price, owner_id=sari), 1) for price in range(1_000, 1_020)))
    sale, asked = standing_sale(sold.sale.id), list[str]()
    execute = type(db).execute_sql
    monkeypatch.setattr(
        type(db), "execute_sql", lambda self, sql, *rest: (asked.append(sql), execute(self, sql, *rest))[1]
    )
    may_be_anothers(sale)
    assert sum("FROM product" in sql for sql in asked) == 1
