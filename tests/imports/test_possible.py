"""What a row of opening balances may say, whoever filled it in: the operation trusts no page."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from pkkmart.core.actor import SYSTEM
from pkkmart.core.db import fetch
from pkkmart.core.errors import UserError
from pkkmart.core.quantity import ONE
from pkkmart.imports.opening import OpeningDraft, OpeningKind, OpeningLine
from pkkmart.imports.operations import (
    OpeningAmountUnfit,
    OpeningQuantityUnfit,
    record_opening,
)
from pkkmart.ledger.chart import Account
from pkkmart.stock.operations import QuantityTooLarge, ValueUnfit
from tests.books import entry_count
from tests.imports.sheets import DAY, lines

SUGAR = 1


def goods(amount_idr: int, qty_milli: int) -> list[OpeningLine]:
    """Sugar at the left, the general reserve at the right."""
    stock = OpeningDraft(OpeningKind.STOCK, "Gula Pasir 1 kg", amount_idr, qty_milli)
    reserve = OpeningDraft(OpeningKind.ACCOUNT, "3105 Cadangan Umum", amount_idr, 0, "K")
    return [
        OpeningLine(stock, Account.INVENTORY, is_debit=True, product_id=SUGAR),
        OpeningLine(reserve, Account.GENERAL_RESERVE, is_debit=False),
    ]


@pytest.mark.parametrize(
    ("amount_idr", "qty_milli", "error", "sentence"),
    [
        (-5, ONE, OpeningAmountUnfit,
         "Rupiah Stok barang · Gula Pasir 1 kg tidak mungkin: -5. Isi lebih dari 0, paling banyak "
         "1.000.000.000.000.000."),
        (0, ONE, OpeningAmountUnfit, ""),
        (10**15 + 1, ONE, OpeningAmountUnfit, ""),
        (10**30, ONE, OpeningAmountUnfit, ""),
        (15_000, 0, OpeningQuantityUnfit, "Jumlah Stok barang · Gula Pasir 1 kg harus lebih dari 0."),
        (15_000, -ONE, OpeningQuantityUnfit, ""),
        (15_000, 1_000_000 * ONE, QuantityTooLarge,
         "Jumlah 1.000.000 untuk Gula Pasir 1 kg terlalu besar; paling banyak 999.999. Ketik jumlahnya lagi."),
        (15_000, 10**30, QuantityTooLarge, ""),
        (10**15, 1, ValueUnfit,
         "Nilai Gula Pasir 1 kg tidak mungkin: 1.000.000.000.000.000 untuk 0,001. Periksa jumlah dan harganya."),
    ],
)  # fmt: skip
def test_goods_that_cannot_be(
    living: None, amount_idr: int, qty_milli: int, error: type[UserError], sentence: str
) -> None:
    with pytest.raises(error) as told:
        record_opening(SYSTEM, goods(amount_idr, qty_milli), DAY)
    assert sentence in str(told.value)
    assert (entry_count(), fetch("SELECT count(*) FROM opening")) == (0, [(0,)])


def test_two_wrongs_that_balance_are_refused(living: None, tmp_path: Path) -> None:
    """A debit and a credit of -5 balance, and would have been booked the wrong way round."""
    sheet = lines(tmp_path)
    for kind in {line.draft.kind for line in sheet}:
        wrong = [
            replace(line, draft=replace(line.draft, amount_idr=-5)) if line.draft.kind is kind else line
            for line in sheet
        ]
        with pytest.raises(OpeningAmountUnfit):
            record_opening(SYSTEM, wrong, DAY)
    assert entry_count() == 0
