"""Writes of owned goods: a purchase paid at once or on credit, and what is paid for it later."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from pkkmart.core.actor import Actor, Approval, Permission
from pkkmart.core.errors import TIMES_ASKED, NeedsConfirmation, Unusual, UserError
from pkkmart.core.i18n import N_, _, date_short, figure
from pkkmart.core.money import MOST_IDR, allocate, divide_half_up
from pkkmart.core.named import Named
from pkkmart.core.operation import Changed, current_act, operation, part, require
from pkkmart.core.quantity import ONE, quantity_text
from pkkmart.ledger.chart import Account, CashFlow
from pkkmart.ledger.operations import post, write_document, write_lines
from pkkmart.ledger.posting import Line, Origin, credit, debit
from pkkmart.ledger.queries import is_voided
from pkkmart.people.queries import person_name
from pkkmart.products.queries import ProductRow, by_ids
from pkkmart.purchasing.models import Purchase, PurchaseLine, PurchaseReturn, PurchaseReturnLine, SupplierPayment
from pkkmart.purchasing.queries import (
    PurchaseLineRow,
    ReturnableRow,
    SupplierDocument,
    owed_idr,
    purchase_lines,
    returnable,
    supplier_document,
    unpaid_invoices,
)
from pkkmart.purchasing.settings import DUE_DAYS
from pkkmart.stock.operations import (
    In,
    MoreThanStock,
    Out,
    cheapen,
    issue,
    receive,
    require_countable,
    require_there_since,
    reverse_moves,
)
from pkkmart.stock.queries import levels
from pkkmart.stock.valuation import Level, found_cost
from pkkmart.till.balances import PlaceShort
from pkkmart.till.operations import booking_day, business_day, cancel_document, pay_money, receive_money, shift_at
from pkkmart.till.places import CashPlace

_NAMED: Final = 3
"""So many goods are told of by name in a question."""


class PaidFrom(Named):
    """How a purchase is paid: from a place of the shop's money, or later."""

    SAFE = "SAFE", CashPlace.SAFE.label
    BANK = "BANK", CashPlace.BANK.label
    DRAWER = "DRAWER", CashPlace.DRAWER.label
    PETTY = "PETTY", CashPlace.PETTY.label
    CREDIT = "CREDIT", N_("Kredit")

    @property
    def place(self) -> CashPlace | None:
        """Where the money lay; None on credit."""
        return None if self is PaidFrom.CREDIT else CashPlace(self.value)


class NothingReceived(UserError):
    template = N_("Belum ada barang yang diisi. Pindai atau pilih barang, lalu isi jumlahnya.")


class QuantityUnfit(UserError):
    template = N_("Jumlah {name} harus lebih dari 0.")


class CostUnfit(UserError):
    template = N_("Harga beli {name} tidak mungkin: {cost}.")


class FreightUnfit(UserError):
    template = N_("Ongkir {freight} tidak mungkin. Isi 0 atau lebih.")


class DiscountUnfit(UserError):
    template = N_("Potongan {discount} tidak mungkin: faktur dan ongkirnya {most}. Isi dari 0 sampai {most}.")


class DueBeforeBought(UserError):
    template = N_("Jatuh tempo {due} mendahului tanggal faktur {day}. Pakai tanggal itu atau sesudahnya.")


class CostAbovePrice(NeedsConfirmation):
    key = "cost_above_price"
    template = N_("Modal di atas harga jual: {goods}. Simpan, lalu ubah harganya di Stok?")


class CostUnusual(Unusual):
    key = "cost_unusual"
    template = N_("Modal per satuan jauh dari biasanya: {goods}. Periksa jumlah dan harganya.")


class NotOwned(UserError):
    template = N_("{name} adalah titipan {owner}. Terima lewat Titipan, bukan pembelian.")


class SupplierNeeded(UserError):
    template = N_("Pembelian kredit perlu nama pemasok. Pilih pemasoknya, atau bayar tunai.")


class AlreadyPaid(UserError):
    template = N_(
        "{number} tidak bisa dibatalkan: {total} dari {name} sudah dibayar, utangnya tinggal {owed}. "
        "Batalkan dulu pembayarannya."
    )


class NothingReturned(UserError):
    template = N_("Belum ada barang yang diretur. Isi jumlahnya.")


class ReturnOfCancelled(UserError):
    template = N_("{number} sudah dibatalkan, jadi barangnya tidak bisa diretur.")


class ReturnedTooMuch(UserError):
    template = N_("Dari {number} paling banyak {most} {name} bisa diretur, diisi {wanted}. Betulkan jumlahnya.")


class ReturnAmountUnfit(UserError):
    template = N_("Jumlah yang disetujui pemasok tidak mungkin: {amount}. Isi lebih dari 0.")


class CreditAboveOwed(UserError):
    template = N_(
        "Utang untuk {number} tinggal {owed}, tidak bisa dipotong {amount}. Pilih tempat uang kembali dari pemasok."
    )


class ReturnedSince(UserError):
    template = N_("{number} tidak bisa dibatalkan: sebagian barangnya sudah diretur. Batalkan dulu returnya.")


class PaymentUnfit(UserError):
    template = N_("Jumlah yang dibayar harus lebih dari 0.")


class PaymentDiscountUnfit(UserError):
    template = N_("Potongan {discount} tidak mungkin. Isi 0 atau lebih.")


class PaidTooMuch(UserError):
    template = N_("Pembayaran {amount} melebihi utang kepada {name}, yaitu {owed}. Bayar paling banyak {owed}.")


class NothingOwedThen(UserError):
    template = N_(
        "Pada {day} utang kepada {name} baru {owed}, belum {amount}. Pakai tanggal sesudah barangnya diterima."
    )


class PlaceUnfit(UserError):
    template = N_("Pemasok tidak bisa dibayar dari {place}. Pilih laci, kas kecil, brankas, atau bank.")


class SafeShort(PlaceShort):
    template = N_(
        "Brankas menurut buku tinggal {held}, tidak cukup untuk {amount}. "
        "Catat saldo awal atau setoran dulu, atau beli sebagai utang."
    )


@dataclass(frozen=True, slots=True)
class Paid:
    """A supplier payment as it was written, and what is still owed; rupiah."""

    id: int
    number: str
    owed_idr: int


@dataclass(frozen=True, slots=True)
class PurchaseItem:
    """Goods on a supplier's invoice: thousandths of a unit, the cost of the whole line in rupiah, and the days they
    were made and expire, if known.
    """

    product_id: int
    qty_milli: int
    cost_idr: int
    expires_on: date | None = None
    produced_on: date | None = None


@operation(Permission.RECEIVE_GOODS, changes=frozenset({Changed.STOCK, Changed.LEDGER, Changed.SHIFT}))
def record_purchase(
    actor: Actor, items: Sequence[PurchaseItem], *, paid_from: PaidFrom, supplier_id: int | None = None,
    business_date: date | None = None, invoice_number: str = "", freight_idr: int = 0, discount_idr: int = 0,
    due_on: date | None = None, till_id: int | None = None, approval: Approval | None = None,
    confirmed: frozenset[str] = frozenset(),
) -> str:  # fmt: skip
    """Receive owned goods and owe or pay for them: D 1141 / K 2101 or the place; returns the document number.

    Freight and discount of the invoice raise and lower what its goods cost, each by its value. A purchase on credit is
    due on the day told, else so many days later as the setting says. The drawer takes RUN_SHIFT, any other place
    PAY_FROM_SAFE. Raises NotPermitted, NothingReceived, QuantityUnfit, QuantityTooLarge, CostUnfit, FreightUnfit,
    DiscountUnfit, DueBeforeBought, ValueUnfit, MadeAfterExpiry, NotOwned, SupplierNeeded, NoShift, DrawerShort,
    SafeShort, PlaceShort, PlaceShortThen, DateInFuture, PeriodClosed, CostAbovePrice (confirm `cost_above_price`),
    CostUnusual (confirm `cost_unusual`).
    """
    place = paid_from.place
    _require_may_pay(actor, place, approval)
    products = _require_fit(items, paid_from, supplier_id)
    landed = _landed(items, freight_idr, discount_idr)
    total = sum(item.cost_idr for item in landed)
    shift = shift_at(place, till_id) if place else None
    day = business_day(place, business_date, till_id=till_id) if place else booking_day(business_date)
    due = _due_day(day, due_on) if place is None else None
    written = write_document(
        Purchase,
        day,
        due_on=due.isoformat() if due else None,
        supplier_id=supplier_id,
        paid_from=paid_from,
        shift_id=shift.id if shift else None,
        invoice_number=invoice_number.strip(),
        freight_idr=freight_idr,
        discount_idr=discount_idr,
        total_idr=total,
    )
    number, origin = written.number, written.origin
    rows = [
        {
            "product_id": item.product_id,
            "qty_milli": item.qty_milli,
            "cost_idr": item.cost_idr,
            "value_idr": cost.cost_idr,
            "produced_on": item.produced_on.isoformat() if item.produced_on else None,
            "expires_on": item.expires_on.isoformat() if item.expires_on else None,
        }
        for item, cost in zip(items, landed, strict=True)
    ]
    write_lines(PurchaseLine, written, rows)
    before = levels(products)
    difference = receive(
        [In(item.product_id, item.qty_milli, item.cost_idr, item.expires_on, item.produced_on) for item in landed],
        reason="PURCHASE",
        origin=origin,
        business_date=day,
    )
    _ask_about_cost(landed, products, before, confirmed)
    lines = [
        Line(Account.INVENTORY, total - difference),
        Line(Account.INVENTORY_DIFFERENCE, difference),
    ]
    if place is not None:
        refusal = SafeShort if place is CashPlace.SAFE else PlaceShort
        lines += pay_money(place, [(total, CashFlow.SUPPLIERS)], origin, day=day, till_id=till_id, refusal=refusal)
    else:
        lines.append(credit(Account.SUPPLIER_PAYABLE, total, person=supplier_id))
    post(lines, origin=origin, business_date=day, memo=number, till_id=shift.till_id if shift else None)
    _require_price_above_cost(products, before, confirmed)
    current_act().subject = number
    return number


def _require_may_pay(actor: Actor, place: CashPlace | None, approval: Approval | None) -> None:
    """The drawer is its cashier's; money from any other place takes PAY_FROM_SAFE."""
    if place is CashPlace.DRAWER:
        require(actor, Permission.RUN_SHIFT, approval)
    elif place is not None:
        require(actor, Permission.PAY_FROM_SAFE, approval)


def _due_day(day: date, due_on: date | None) -> date:
    due = due_on or day + timedelta(days=DUE_DAYS.get())
    if due < day:
        raise DueBeforeBought(due=date_short(due), day=date_short(day))
    return due


def _landed(items: Sequence[PurchaseItem], freight_idr: int, discount_idr: int) -> list[PurchaseItem]:
    """The goods at what they cost with freight and discount, by value; by quantity where all are a bonus."""
    costs = [item.cost_idr for item in items]
    if not 0 <= freight_idr <= MOST_IDR:
        raise FreightUnfit(freight=figure(freight_idr))
    most = sum(costs) + freight_idr
    if not 0 <= discount_idr <= most:
        raise DiscountUnfit(discount=figure(discount_idr), most=figure(most))
    weights = costs if any(costs) else [item.qty_milli for item in items]
    values = allocate(most - discount_idr, weights)
    return [replace(item, cost_idr=value) for item, value in zip(items, values, strict=True)]


def _ask_about_cost(
    items: Sequence[PurchaseItem], products: Mapping[int, ProductRow], before: Mapping[int, Level],
    confirmed: frozenset[str],
) -> None:  # fmt: skip
    """Ask about all goods that cost a tenth of what those on the shelf cost, or ten times it; a bonus costs nothing.

    Goods without a cost so far are compared with their selling price.
    """
    far = list[str]()
    for item in items:
        product = products[item.product_id]
        known = found_cost(before.get(item.product_id, Level()), ONE)
        usual = known or product.selling_price_idr
        cost = divide_half_up(item.cost_idr * ONE, item.qty_milli)
        if usual and item.cost_idr and (cost >= TIMES_ASKED * usual or cost * TIMES_ASKED <= usual):
            told = _("{name} {cost}, biasanya {usual}") if known else _("{name} {cost}, padahal dijual {usual}")
            far.append(told.format(name=product.name, cost=figure(cost), usual=figure(usual)))
    if not far:
        return
    current_act().details[CostUnusual.key] = far
    if CostUnusual.key not in confirmed:
        raise CostUnusual(goods="; ".join(far))


@part
def _require_price_above_cost(
    products: Mapping[int, ProductRow], before: Mapping[int, Level], confirmed: frozenset[str]
) -> None:
    """Raise CostAbovePrice where these goods now cost more than before, and more than they are sold for."""
    now, dearer = levels(products), list[str]()
    for product_id, product in products.items():
        cost_idr = found_cost(now[product_id], ONE)
        lowest = min(product.selling_price_idr, product.member_price_idr or product.selling_price_idr)
        if cost_idr > lowest and cost_idr > found_cost(before.get(product_id, Level()), ONE):
            told = _("{name} modalnya menjadi {cost}, dijual {price}")
            if lowest < product.selling_price_idr:
                told = _("{name} modalnya menjadi {cost}, harga anggota {price}")
            dearer.append(told.format(name=product.name, cost=figure(cost_idr), price=figure(lowest)))
    if not dearer:
        return
    current_act().details["cost_above_price"] = dearer
    if CostAbovePrice.key not in confirmed:
        more = dearer[_NAMED:]
        named = dearer[:_NAMED] + ([_("dan {count} barang lain").format(count=len(more))] if more else [])
        raise CostAbovePrice(goods="; ".join(named))


def _require_fit(items: Sequence[PurchaseItem], paid_from: PaidFrom, supplier_id: int | None) -> dict[int, ProductRow]:
    """The products of an invoice that can be booked."""
    if not items:
        raise NothingReceived
    if paid_from is PaidFrom.CREDIT and supplier_id is None:
        raise SupplierNeeded
    products = by_ids(item.product_id for item in items)
    for item in items:
        product = products[item.product_id]
        if product.owner_id is not None:
            raise NotOwned(name=product.name, owner=product.owner_name)
        if item.qty_milli <= 0:
            raise QuantityUnfit(name=product.name)
        require_countable(product.name, item.qty_milli)
        if not 0 <= item.cost_idr <= 10_000_000_000:
            raise CostUnfit(name=product.name, cost=figure(item.cost_idr))
    return products


@operation(Permission.RECEIVE_GOODS, changes=frozenset({Changed.STOCK, Changed.LEDGER, Changed.SHIFT}))
def cancel_purchase(
    actor: Actor, purchase_id: int, reason: str, *, till_id: int | None = None, approval: Approval | None = None
) -> None:
    """Cancel a purchase: its goods leave the shelf at exactly the value they came in with.

    The entry is the exact negation, so 1141 stays the stock's value; what stays on the shelf keeps what it cost,
    and a purchase whose goods have left in a mix with dearer ones is refused. Money comes back where it was taken,
    with the permission that took it. Raises NotPermitted, NoShift (the drawer paid), GoodsGone, ValueMixed,
    AlreadyPaid, ReasonMissing, AlreadyVoided, PeriodClosed.
    """
    bought = supplier_document("purchase", purchase_id)
    place = PaidFrom(bought.paid_from).place
    _require_may_pay(actor, place, approval)
    current_act().subject = bought.number
    if any(line.returned_milli for line in returnable(purchase_id)):
        raise ReturnedSince(number=bought.number)
    if place is None and not is_voided("purchase", purchase_id):
        assert bought.supplier_id is not None, "a debt is somebody's"
        owed = owed_idr(bought.supplier_id)
        if bought.total_idr > owed:
            raise AlreadyPaid(
                number=bought.number, total=figure(bought.total_idr), name=bought.supplier, owed=figure(owed)
            )
    origin, day = Origin("purchase", purchase_id), business_day(place or CashPlace.SAFE, till_id=till_id)
    void = cancel_document(origin, reason=reason, till_id=till_id, day=day)
    reverse_moves(origin, bought.number, void=void, business_date=day)


@operation(Permission.RECEIVE_GOODS, changes=frozenset({Changed.STOCK, Changed.LEDGER, Changed.SHIFT}))
def return_purchase(
    actor: Actor, purchase_id: int, quantities: Mapping[int, int], amount_idr: int, *, paid_to: PaidFrom,
    till_id: int | None, day: date | None = None, note: str = "", approval: Approval | None = None,
) -> Paid:  # fmt: skip
    """Send goods of a purchase back: D 2101 or the place what the supplier agreed / K 1141 at average cost, rest 5121.

    `quantities` are thousandths of a unit by line of the purchase. The drawer takes RUN_SHIFT, any other place
    PAY_FROM_SAFE. Raises NotPermitted, NothingReturned, ReturnOfCancelled, ReturnedTooMuch, MoreThanStock,
    NotThereThen, ReturnAmountUnfit, CreditAboveOwed, NoShift, DateInFuture, PeriodClosed.
    """
    place = paid_to.place
    _require_may_pay(actor, place, approval)
    bought = supplier_document("purchase", purchase_id)
    back = _require_returnable(bought, quantities)
    shift = shift_at(place, till_id) if place else None
    chosen = business_day(place, day, till_id=till_id) if place else booking_day(day)
    if not 0 < amount_idr <= MOST_IDR:
        raise ReturnAmountUnfit(amount=figure(amount_idr))
    owed = min(owed_idr(bought.supplier_id), owed_idr(bought.supplier_id, until=chosen)) if bought.supplier_id else 0
    if place is None and amount_idr > owed:
        raise CreditAboveOwed(number=bought.number, owed=figure(max(owed, 0)), amount=figure(amount_idr))
    _require_on_shelf(back, chosen)
    written = write_document(
        PurchaseReturn,
        chosen,
        purchase_id=purchase_id,
        paid_to=paid_to,
        shift_id=shift.id if shift else None,
        amount_idr=amount_idr,
        note=note.strip(),
    )
    number, origin = written.number, written.origin
    out = [Out(line.product_id, qty_milli, owned=True) for line, qty_milli in back]
    values = issue(out, reason="PURCHASE_RETURN", origin=origin, business_date=chosen)
    rows = [
        {"purchase_line_id": line.line_id, "qty_milli": qty_milli, "value_idr": value}
        for (line, qty_milli), value in zip(back, values, strict=True)
    ]
    write_lines(PurchaseReturnLine, written, rows)
    if place is not None:
        lines = receive_money(place, [(amount_idr, CashFlow.SUPPLIERS)], origin, till_id=till_id)
    else:
        lines = [debit(Account.SUPPLIER_PAYABLE, amount_idr, person=bought.supplier_id)]
    lines += [Line(Account.INVENTORY, -sum(values)), Line(Account.INVENTORY_DIFFERENCE, sum(values) - amount_idr)]
    post(lines, origin=origin, business_date=chosen, memo=number, till_id=shift.till_id if shift else None)
    current_act().subject = number
    return Paid(written.id, number, owed_idr(bought.supplier_id) if bought.supplier_id else 0)


def _require_returnable(bought: SupplierDocument, quantities: Mapping[int, int]) -> list[tuple[ReturnableRow, int]]:
    """The lines that go back, each with its quantity."""
    if bought.cancelled_by:
        raise ReturnOfCancelled(number=bought.number)
    back = [(line, quantities.get(line.line_id, 0)) for line in returnable(bought.id)]
    for line, qty_milli in back:
        most = line.qty_milli - line.returned_milli
        if not 0 <= qty_milli <= most:
            raise ReturnedTooMuch(
                number=bought.number, most=quantity_text(most), name=line.name, wanted=quantity_text(qty_milli)
            )
    back = [(line, qty_milli) for line, qty_milli in back if qty_milli]
    if not back:
        raise NothingReturned
    return back


def _require_on_shelf(back: Sequence[tuple[ReturnableRow, int]], day: date) -> None:
    wanted: dict[int, int] = {}
    for line, qty_milli in back:
        wanted[line.product_id] = wanted.get(line.product_id, 0) + qty_milli
    known = levels(wanted)
    for line, _qty in back:
        stock = max(known[line.product_id].qty_milli, 0)
        if wanted[line.product_id] > stock:
            raise MoreThanStock(
                name=line.name, stock=quantity_text(stock), wanted=quantity_text(wanted[line.product_id])
            )
    require_there_since(wanted, day)


@operation(Permission.RECEIVE_GOODS, changes=frozenset({Changed.STOCK, Changed.LEDGER, Changed.SHIFT}))
def cancel_purchase_return(
    actor: Actor, return_id: int, reason: str, *, till_id: int | None, approval: Approval | None = None
) -> None:
    """Cancel a return: its goods are on the shelf again at what they left with, and the debt or money is as before.

    Raises NotPermitted, NoShift, DrawerSpentSince, PlaceSpentSince, ValueMixed, ReasonMissing, AlreadyVoided,
    PeriodClosed.
    """
    returned = supplier_document("purchase_return", return_id)
    place = PaidFrom(returned.paid_from).place
    _require_may_pay(actor, place, approval)
    current_act().subject = returned.number
    origin, day = Origin("purchase_return", return_id), business_day(place or CashPlace.SAFE, till_id=till_id)
    void = cancel_document(origin, reason=reason, till_id=till_id, day=day)
    reverse_moves(origin, returned.number, void=void, business_date=day)


_PAYS = frozenset({Changed.LEDGER, Changed.SHIFT, Changed.STOCK})


@operation(Permission.RUN_SHIFT, changes=_PAYS)
def pay_supplier(
    actor: Actor, supplier_id: int, amount_idr: int, place: CashPlace,
    *, till_id: int | None, day: date | None = None, note: str = "", discount_idr: int = 0,
    approval: Approval | None = None,
) -> Paid:  # fmt: skip
    """Pay a supplier what is owed: D 2101 / K the place; 1141, 5121 what the supplier takes off for paying promptly.

    The discount is of the invoices that are settled, the oldest first: what of their goods is still on the shelf
    becomes cheaper, the rest is 5121.

    Money from anywhere but the drawer takes PAY_FROM_SAFE. Raises NotPermitted, PlaceUnfit, PaymentUnfit,
    PaymentDiscountUnfit, PaidTooMuch, NothingOwedThen, PlaceShort, NoShift, DrawerShort, DateInFuture, PeriodClosed.
    """
    if place is not CashPlace.DRAWER:
        require(actor, Permission.PAY_FROM_SAFE, approval)
    if place is CashPlace.TRANSIT:
        raise PlaceUnfit(place=_(place.label).lower())
    if amount_idr <= 0:
        raise PaymentUnfit
    if discount_idr < 0:
        raise PaymentDiscountUnfit(discount=figure(discount_idr))
    settled = amount_idr + discount_idr
    shift, chosen = shift_at(place, till_id), business_day(place, day, till_id=till_id)
    _require_owed(supplier_id, settled, chosen)
    written = write_document(
        SupplierPayment,
        chosen,
        supplier_id=supplier_id,
        paid_from=place,
        shift_id=shift.id if shift else None,
        amount_idr=amount_idr,
        discount_idr=discount_idr,
        note=note.strip(),
    )
    number, origin = written.number, written.origin
    cheaper = _cheaper_goods(supplier_id, settled, discount_idr) if discount_idr else {}
    lowered = cheapen(cheaper, origin=origin, business_date=chosen)
    lines = [
        debit(Account.SUPPLIER_PAYABLE, settled, person=supplier_id),
        Line(Account.INVENTORY, -lowered),
        Line(Account.INVENTORY_DIFFERENCE, lowered - discount_idr),
        *pay_money(place, [(amount_idr, CashFlow.SUPPLIERS)], origin, day=chosen, till_id=till_id),
    ]
    post(lines, origin=origin, business_date=chosen, till_id=shift.till_id if shift else None, memo=number)
    current_act().details.update(place=place.value, amount=amount_idr, discount=discount_idr)
    return Paid(written.id, number, owed_idr(supplier_id))


def _cheaper_goods(supplier_id: int, settled_idr: int, discount_idr: int) -> dict[int, int]:
    """How much the goods still on the shelf become cheaper by a discount on what is settled; rupiah by product."""
    parts = list[tuple[int | None, int]]()
    for unpaid in unpaid_invoices(supplier_id):
        part = min(unpaid.left_idr, settled_idr - sum(amount for _purchase, amount in parts))
        parts.append((unpaid.purchase_id, part))
    lines = [
        (line, discount)
        for (purchase_id, _part), off in zip(parts, allocate(discount_idr, [part for _one, part in parts]), strict=True)
        for line, discount in (_off_lines(purchase_id, off) if purchase_id is not None else ())
    ]
    shelf = {one: max(level.qty_milli, 0) for one, level in levels(line.product_id for line, _off in lines).items()}
    cheaper: dict[int, int] = {}
    for line, off in lines:
        here = min(line.qty_milli, shelf.get(line.product_id, 0))
        shelf[line.product_id] = shelf.get(line.product_id, 0) - here
        cheaper[line.product_id] = cheaper.get(line.product_id, 0) + divide_half_up(off * here, line.qty_milli)
    return cheaper


def _off_lines(purchase_id: int, discount_idr: int) -> list[tuple[PurchaseLineRow, int]]:
    """The goods of an invoice, each with its part of a discount by what it cost; rupiah."""
    lines = purchase_lines(purchase_id)
    return list(zip(lines, allocate(discount_idr, [line.value_idr for line in lines]), strict=True))


def _require_owed(supplier_id: int, amount_idr: int, day: date) -> None:
    owed, then = owed_idr(supplier_id), owed_idr(supplier_id, until=day)
    name, amount = person_name(supplier_id), figure(amount_idr)
    if amount_idr > owed:
        raise PaidTooMuch(amount=amount, name=name, owed=figure(max(owed, 0)))
    if amount_idr > then:
        raise NothingOwedThen(day=date_short(day), name=name, owed=figure(max(then, 0)), amount=amount)


@operation(Permission.RUN_SHIFT, changes=_PAYS)
def cancel_supplier_payment(
    actor: Actor, payment_id: int, reason: str, *, till_id: int | None, approval: Approval | None = None
) -> None:
    """Cancel a payment: the money is back where it came from, the debt is owed again; takes KEEP_BOOKS.

    Goods that a discount made cheaper cost again what they did. Raises NotPermitted, NoShift (it came from the
    drawer), ValueMixed, ReasonMissing, AlreadyVoided, PeriodClosed.
    """
    require(actor, Permission.KEEP_BOOKS, approval)
    paid = supplier_document("supplier_payment", payment_id)
    current_act().subject = paid.number
    origin = Origin("supplier_payment", payment_id)
    void = cancel_document(origin, reason=reason, till_id=till_id)
    if paid.discount_idr:
        day = business_day(CashPlace(paid.paid_from), till_id=till_id)
        reverse_moves(origin, paid.number, void=void, business_date=day)
