"""What the treasurer does: consignors paid, savings deposited, costs, the bank, QRIS, months closed."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from pkkmart.cashbook.operations import record_expense, settle_clearing, transfer
from pkkmart.cashbook.queries import open_clearing
from pkkmart.closing.operations import close_month
from pkkmart.consignment.operations import ReturnItem, pay_settlement, record_return, settle
from pkkmart.consignment.queries import consignors, shelf
from pkkmart.core.actor import Actor, Approval
from pkkmart.core.money import divide_half_up
from pkkmart.demo.cast import TILL_ID, Article, Buyer
from pkkmart.ledger.chart import Account
from pkkmart.ledger.queries import balance_idr, closed_through
from pkkmart.purchasing.operations import pay_supplier
from pkkmart.purchasing.queries import owed_to_suppliers
from pkkmart.reports.months import month_of
from pkkmart.savings.operations import deposit
from pkkmart.savings.rules import SavingsKind
from pkkmart.till.places import CashPlace

_SATURDAY: Final = 5
_MANDATORY_IDR: Final = 20_000
_KEEP_IN_SAFE_IDR: Final = 4_000_000
_FOR_COSTS_IDR: Final = 2_000_000
"""What the consignors leave in the safe: wages and electricity come in the week after."""

_MONTHLY_COSTS: Final = (
    (3, Account.WAGES, CashPlace.SAFE, (1_400_000, 1_500_000), "Bu Rina dan Bu Dewi", "honor kasir"),
    (5, Account.UTILITIES, CashPlace.SAFE, (310_000, 380_000), "PLN", "listrik dan air"),
    (7, Account.RENT, CashPlace.BANK, (500_000, 500_000), "Kelurahan", "sewa kios"),
    (20, Account.BANK_FEE, CashPlace.BANK, (15_000, 15_000), "Bank", "administrasi bank"),
)
"""Day of the month, account, place, least and most rupiah, payee, note."""

_FEE_BP: Final = 30
_FEE_SEEN: Final = 0.3
"""The provider keeps nothing of what a micro shop is paid up to 500.000 at once, 0,3 % of more: seen now and then."""


def send_leftovers_home(cashier: Actor, by_consignor: Sequence[Sequence[Article]]) -> None:
    """In the evening each consignor takes the unsold cakes back."""
    for articles in by_consignor:
        cakes = {article.product.id for article in articles}
        left = [row for row in shelf(articles[0].source_id) if row.product_id in cakes and row.qty_milli > 0]
        if left:
            items = [ReturnItem(row.product_id, row.qty_milli) for row in left]
            record_return(cashier, articles[0].source_id, items, note="sisa sore")


def pay_consignors(treasurer: Actor, day: date) -> None:
    """On Saturdays every account is drawn up and paid: from the safe while it lasts, then from the bank."""
    if day.weekday() != _SATURDAY:
        return
    for consignor in consignors():
        spare = balance_idr(Account.SAFE) - _FOR_COSTS_IDR
        place = CashPlace.SAFE if consignor.unsettled_idr <= spare else CashPlace.BANK
        if 0 < consignor.unsettled_idr <= balance_idr(place.account):
            settlement = settle(treasurer, consignor.id, day)
            pay_settlement(treasurer, settlement.id, place, received_by=consignor.name, till_id=TILL_ID)


def take_savings(cashier: Actor, buyers: Sequence[Buyer], day: date, rng: random.Random) -> None:
    """Two or three members a day bring simpanan wajib, and some of them a little more."""
    per_day = max(len(buyers) // 24, 1)
    start = day.day * per_day
    for place in range(start, start + per_day):
        member_id = buyers[place % len(buyers)].member.person_id
        deposit(cashier, member_id, SavingsKind.MANDATORY, _MANDATORY_IDR, CashPlace.DRAWER, till_id=TILL_ID)
        if rng.random() < 0.4:
            deposit(
                cashier,
                member_id,
                SavingsKind.VOLUNTARY,
                rng.randrange(10, 101, 10) * 1_000,
                CashPlace.DRAWER,
                till_id=TILL_ID,
            )


def pay_costs(treasurer: Actor, day: date, rng: random.Random) -> None:
    """The month's bills on their days, and plastic bags every Monday."""
    for on, account, place, (least, most), payee, note in _MONTHLY_COSTS:
        if day.day == on:
            amount = rng.randrange(least, most + 1, 5_000)
            record_expense(treasurer, account, amount, place, payee=payee, note=note, till_id=TILL_ID)
    if day.weekday() == 0:
        amount = rng.randrange(25_000, 60_001, 5_000)
        record_expense(
            treasurer,
            Account.SUPPLIES,
            amount,
            CashPlace.SAFE,
            payee="Toko Plastik",
            note="kantong plastik",
            till_id=TILL_ID,
        )


def keep_money(treasurer: Actor, chair: Actor, day: date) -> None:
    """What the safe can spare goes to the bank on Tuesday, counted by two; the bank confirms on Wednesday.

    Suppliers are paid on Thursday.
    """
    if day.weekday() == 1:
        spare = (balance_idr(Account.SAFE) - _KEEP_IN_SAFE_IDR) // 100_000 * 100_000
        if spare > 0:
            counted = Approval(chair, "dihitung berdua")
            transfer(
                treasurer,
                CashPlace.SAFE,
                CashPlace.TRANSIT,
                spare,
                note="setor ke bank",
                approval=counted,
                till_id=TILL_ID,
            )
    elif day.weekday() == 2:
        carried = balance_idr(Account.BANK_IN_TRANSIT)
        if carried > 0:
            transfer(
                treasurer, CashPlace.TRANSIT, CashPlace.BANK, carried, note="sudah masuk rekening", till_id=TILL_ID
            )
    elif day.weekday() == 3:
        for supplier in owed_to_suppliers():
            if supplier.owed_idr <= balance_idr(Account.BANK):
                pay_supplier(treasurer, supplier.supplier_id, supplier.owed_idr, CashPlace.BANK, till_id=TILL_ID)


def match_qris(treasurer: Actor, day: date, rng: random.Random) -> None:
    """Record on Monday what the QRIS provider paid for the days before, and its fee."""
    if day.weekday() != 0:
        return
    waiting = [(one.day, one.open_idr) for one in open_clearing() if one.day < day]
    total = sum(amount for _day, amount in waiting)
    if total > 0:
        fee = divide_half_up(total * _FEE_BP, 10_000) if rng.random() < _FEE_SEEN else 0
        settle_clearing(treasurer, waiting, total - fee, note="QRIS, mutasi rekening")


def close_last_month(treasurer: Actor, day: date) -> None:
    """On the second of a month the one before is closed."""
    if day.day != 2:
        return
    month = month_of(day - timedelta(days=2))
    closed = closed_through()
    if closed is None or closed < month:
        close_month(treasurer, month)
