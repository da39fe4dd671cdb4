"""Days of the documents of titipan: goods leave only when they were there, nothing is cancelled or paid too early."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

import pytest

from pkkmart.consignment.operations import (
    DeliveryItem,
    LossItem,
    PaidBeforeSettled,
    ReturnItem,
    cancel_delivery,
    cancel_loss,
    cancel_payout,
    cancel_return,
    cancel_settlement,
    pay_settlement,
    record_delivery,
    record_loss,
    record_return,
    settle,
)
from pkkmart.core.actor import Actor
from pkkmart.core.db import fetch
from pkkmart.core.quantity import ONE
from pkkmart.ledger.operations import VoidedTooEarly
from pkkmart.stock.operations import NotThereThen, QuantityTooLarge
from pkkmart.till.places import CashPlace
from tests import make
from tests.conftest import FrozenClock
from tests.consignment.consignor import TODAY, YESTERDAY, Sari, broken, refused


def test_nothing_is_cancelled_before_it_was_there(sari: Sari, endang: Actor, shop: FrozenClock) -> None:
    sari.sold(10)
    record_return(sari.rina, sari.id, [ReturnItem(sari.lemper, 3 * ONE)])
    record_loss(endang, sari.id, [LossItem(sari.lemper, 2 * ONE)])
    settle(endang, sari.id, TODAY)
    pay_settlement(endang, 1, CashPlace.SAFE, till_id=1)
    shop.pass_(days=1)
    for number, cancel, document in [
        ("KW-26-000001", partial(cancel_payout, till_id=1), 1),
        ("PT-26-000001", cancel_settlement, 1),
        ("RG-26-000001", cancel_loss, 1),
        ("NR-26-000001", cancel_return, 1),
        ("NT-26-000001", cancel_delivery, 1),
    ]:
        refused(f"{number} bertanggal 24/11/2026, jadi tidak bisa dibatalkan per 23/11/2026. Pakai tanggal 24/11/2026 "
                "atau sesudahnya; uang laci memakai tanggal sifnya.",
                VoidedTooEarly, cancel, endang, document, "salah", day=YESTERDAY)  # fmt: skip
    assert fetch("SELECT count(*) FROM voided_document") == [(0,)]
    cancel_payout(endang, 1, "salah orang", day=TODAY, till_id=1)
    cancel_settlement(endang, 1, "salah batas", day=TODAY)
    assert broken() == []


def test_goods_go_home_only_from_where_they_lay(sari: Sari, endang: Actor, shop: FrozenClock) -> None:
    """Not on a day before they came, nor on one since which the shelf held less."""
    refused("Pada 23/11/2026 di rak tercatat 0 Lemper, belum cukup untuk 1; baru cukup mulai 24/11/2026. "
            "Pakai tanggal itu atau sesudahnya.",
            NotThereThen, record_return, endang, sari.id, [ReturnItem(sari.lemper, ONE)], day=YESTERDAY)  # fmt: skip
    with pytest.raises(NotThereThen):
        record_loss(endang, sari.id, [LossItem(sari.lemper, ONE)], day=YESTERDAY)
    record_return(endang, sari.id, [ReturnItem(sari.lemper, 140 * ONE)])
    shop.pass_(days=2)
    make.delivered(sari.id, sari.lemper, 150)
    later = TODAY + timedelta(days=1)
    refused("Pada 25/11/2026 di rak tercatat 10 Lemper, belum cukup untuk 11; baru cukup mulai 26/11/2026. "
            "Pakai tanggal itu atau sesudahnya.",
            NotThereThen, record_return, endang, sari.id, [ReturnItem(sari.lemper, 11 * ONE)], day=later)  # fmt: skip
    with pytest.raises(NotThereThen):
        cancel_delivery(endang, 1, "dobel", day=later)
    record_return(endang, sari.id, [ReturnItem(sari.lemper, 10 * ONE)], day=later)
    cancel_delivery(endang, 1, "dobel")
    assert sari.on_shelf() == 0
    assert broken() == []


def test_a_forgotten_shift_pays_no_settlement_of_a_later_day(sari: Sari, endang: Actor, shop: FrozenClock) -> None:
    sari.sold(10)
    shop.pass_(days=1)
    settle(sari.rina, sari.id, TODAY)
    refused("PT-26-000001 bertanggal 25/11/2026, jadi belum bisa dibayar per 24/11/2026. Pakai tanggal itu atau "
            "sesudahnya; uang laci memakai tanggal sifnya, jadi tutup dulu sif yang lama.",
            PaidBeforeSettled, pay_settlement, sari.rina, 1, CashPlace.DRAWER, till_id=1)  # fmt: skip
    refused("PT-26-000001 bertanggal 25/11/2026, jadi belum bisa dibayar per 24/11/2026. Pakai tanggal itu atau "
            "sesudahnya; uang laci memakai tanggal sifnya, jadi tutup dulu sif yang lama.",
            PaidBeforeSettled, pay_settlement, endang, 1, CashPlace.SAFE, day=TODAY, till_id=1)  # fmt: skip
    pay_settlement(endang, 1, CashPlace.SAFE, till_id=1)
    assert broken() == []


def test_nobody_counts_a_million_of_anything(sari: Sari, endang: Actor) -> None:
    for qty in (1_000_000 * ONE, 10**30):
        for act, item in (
            (record_delivery, DeliveryItem(sari.lemper, qty)),
            (record_return, ReturnItem(sari.lemper, qty)),
            (record_loss, LossItem(sari.lemper, qty)),
        ):
            with pytest.raises(QuantityTooLarge):
                act(endang, sari.id, [item])  # type: ignore[operator]
    refused("Jumlah 1.000.000 untuk Lemper terlalu besar; paling banyak 999.999. Ketik jumlahnya lagi.",
            QuantityTooLarge, record_return, endang, sari.id, [ReturnItem(sari.lemper, 1_000_000 * ONE)])  # fmt: skip
    assert sari.on_shelf() == 150
