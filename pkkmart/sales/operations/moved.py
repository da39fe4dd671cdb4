"""A sold line that was another mother's ("salah ibu"): her part comes back, the other's is owed, no cash moves."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from pkkmart.consignment.operations import NoAgreement, SoldLine, record_sold
from pkkmart.consignment.operations.returned import BroughtBack, take_back_sold
from pkkmart.consignment.queries import terms_for
from pkkmart.consignment.queries.sold import sold_of
from pkkmart.consignment.rules import Terms, consignor_share_idr
from pkkmart.core import clock
from pkkmart.core.actor import Actor, Approval, Permission
from pkkmart.core.db import insert_rows, next_id, next_number
from pkkmart.core.errors import UserError
from pkkmart.core.i18n import N_, figure
from pkkmart.core.operation import Changed, current_act, operation, part
from pkkmart.core.quantity import quantity_text
from pkkmart.ledger.chart import Account, CashFlow
from pkkmart.ledger.operations import post
from pkkmart.ledger.posting import Line, Origin
from pkkmart.people.queries import CapacityKind, has_capacity
from pkkmart.products.queries import ProductRow, by_ids
from pkkmart.products.settings import UNLISTED_ID
from pkkmart.sales.models import LineMove
from pkkmart.sales.operations.still_out import require_still_out, require_whole
from pkkmart.sales.queries.moved import is_kit
from pkkmart.sales.queries.returned import ReturnableLine, ReturnableSale, returnable
from pkkmart.sales.queries.swapped import whose_money
from pkkmart.sales.returns import PartBack, part_back
from pkkmart.sales.tenders import Tender
from pkkmart.stock.operations import In, Out, issue, receive
from pkkmart.till.operations import require_shift


class MoveReasonMissing(UserError):
    template = N_("Alasan belum diisi. Tulis singkat apa yang keliru.")


class MovedVoided(UserError):
    template = N_("{number} sudah dibatalkan dengan {void}; tidak ada yang bisa dipindah.")


class MoreThanLeft(UserError):
    template = N_("{name} di struk ini tinggal {left} yang bisa dipindah, diminta {wanted}. Kurangi jumlahnya.")


class OtherPrice(UserError):
    template = N_(
        "{name} dijual {price} per {unit}, di struk {sold} per {sold_unit}. "
        "Terima yang salah sebagai retur, lalu jual lagi yang benar."
    )


class PriceNotItsOwn(UserError):
    template = N_(
        "{name} dijual dengan promo atau di dalam paket, jadi harganya bukan harga satuannya sendiri. "
        "Terima sebagai retur, lalu jual lagi yang benar."
    )


class SameOwner(UserError):
    template = N_(
        "{name} dan {other} milik orang yang sama, jadi tidak ada hak yang berpindah. Betulkan saat hitung sisa."
    )


class NotOnShelves(UserError):
    template = N_("{name} tidak dijual sendiri, jadi tidak bisa menjadi gantinya. Pilih barang lain.")


@dataclass(frozen=True, slots=True)
class MovePlan:
    """What a move does, rupiah, before anything is written: the part of the line, and the one it is to be.

    `share_idr` is what the new owner gets, None where it is the co-op; what the old one loses is the part's share,
    from her next settlement where `settlement` holds the line already ("" where none does).
    """

    line: ReturnableLine
    product: ProductRow
    qty_milli: int
    part: PartBack
    terms: Terms | None
    share_idr: int | None
    owner_is_member: bool
    settlement: str

    @property
    def from_share_idr(self) -> int | None:
        """What the old owner loses, None where it is the co-op."""
        return None if self.line.owner_id is None else self.part.share_idr


@dataclass(frozen=True, slots=True)
class Moved:
    """A move as it was written."""

    id: int
    number: str
    plan: MovePlan


@operation(
    Permission.VOID_SALES,
    changes=frozenset({Changed.SALES, Changed.STOCK, Changed.CONSIGNMENT, Changed.LEDGER}),
)
def move_line(
    actor: Actor, sale_id: int, line_id: int, product_id: int, qty_milli: int, reason: str,
    *, till_id: int | None, approval: Approval | None = None,
) -> Moved:  # fmt: skip
    """Say whose goods a sold line, or a part of it, really was: D 2102(A); 4103 / K 2102(B); 4103, the goods with it.

    `line_id` is that of `returnable`. Of a line in a settlement A's part becomes a carry on 1133; B is owed by her
    terms on the day of the sale, in the open shift. The co-op's own goods are sold, or taken back, at their price.

    Raises NotPermitted, MoveReasonMissing, NoShift, MovedVoided, MoreThanLeft, WholeOnly, BackAlready, NotOnShelves,
    SameOwner, OtherPrice, PriceNotItsOwn, NoAgreement, PeriodClosed.
    """
    why = " ".join(reason.split())
    if not why:
        raise MoveReasonMissing
    shift = require_shift(till_id)
    sale, day = returnable(sale_id), shift.business_date
    plan = plan_move(sale, line_id, product_id, qty_milli)
    require_still_out([(plan.line.product_id, qty_milli)])
    money = _money_lines(sale, plan)
    moved = Moved(next_id(LineMove), next_number(LineMove, "SI", day.year), plan)
    origin = Origin("line_move", moved.id)
    lines, cost = _stock_lines(plan, origin, day, buyer_is_member=sale.buyer_is_member)
    head: dict[str, object] = {
        "id": moved.id,
        "number": moved.number,
        "shift_id": shift.id,
        "business_date": day.isoformat(),
        "recorded_at": clock.now_text(),
        "user_id": actor.id,
        "reason": why,
    }
    insert_rows(LineMove, [{**head, **_snapshot(plan, cost)}])
    lines += _leaves(plan, origin, day, buyer_is_member=sale.buyer_is_member)
    lines += _arrives(plan, origin, day, buyer_is_member=sale.buyer_is_member)
    post([*lines, *money], origin=origin, business_date=day, till_id=till_id)
    act = current_act()
    act.subject = f"{sale.number} {moved.number}"
    act.details.update(left=plan.line.name, arrived=plan.product.name, qty_milli=qty_milli, reason=why)
    return moved


def plan_move(sale: ReturnableSale, line_id: int, product_id: int, qty_milli: int) -> MovePlan:
    """What a move would do. Raises MovedVoided, MoreThanLeft, WholeOnly, NotOnShelves, SameOwner, OtherPrice,
    PriceNotItsOwn, NoAgreement.
    """
    if sale.voided_by:
        raise MovedVoided(number=sale.number, void=sale.voided_by)
    line = next((one for one in sale.lines if one.id == line_id), None)
    if line is None:
        raise LookupError(f"no line {line_id} of {sale.number}")
    if not 0 < qty_milli <= line.left_milli:
        raise MoreThanLeft(name=line.name, left=quantity_text(line.left_milli), wanted=quantity_text(qty_milli))
    require_whole([(line.product_id, qty_milli)])
    product = by_ids([product_id])[product_id]
    _require_same_price(sale, line, product)
    part = part_back(line.whole, sold_milli=line.qty_milli, before_milli=line.taken_milli, now_milli=qty_milli)
    plan = MovePlan(line, product, qty_milli, part, None, None, owner_is_member=False, settlement=_settled(line))
    if product.owner_id is None:
        return plan
    terms = terms_for([product_id], sale.business_date).get(product_id)
    if terms is None:
        raise NoAgreement(name=product.name, owner=product.owner_name)
    share = consignor_share_idr(
        terms, qty_milli=qty_milli, list_price_idr=product.selling_price_idr, net_idr=part.net_idr
    )
    is_member = has_capacity(product.owner_id, CapacityKind.MEMBER, sale.business_date)
    return replace(plan, terms=terms, share_idr=share, owner_is_member=is_member)


def _settled(line: ReturnableLine) -> str:
    """The settlement that holds a line, "" when none does or it is the co-op's own."""
    if line.owner_id is None:
        return ""
    if line.move_id is None:
        return sold_of("sale", [line.sale_line_id])[line.sale_line_id].settlement
    return sold_of("line_move", [line.move_id])[line.move_id].settlement


def _require_same_price(sale: ReturnableSale, line: ReturnableLine, product: ProductRow) -> None:
    """Nothing is paid or given back, so the goods must cost what was paid for those they are taken for."""
    if line.kit_name or line.has_promotion:
        raise PriceNotItsOwn(name=line.name)
    if product.id == UNLISTED_ID.get() or is_kit(product.id):
        raise NotOnShelves(name=product.name)
    if product.owner_id == line.owner_id:
        raise SameOwner(name=product.name, other=line.name)
    price = product.price_idr(for_member=sale.buyer_is_member)
    if (price, product.unit) != (line.price_idr, line.unit):
        raise OtherPrice(
            name=product.name,
            price=figure(price),
            unit=product.unit,
            sold=figure(line.price_idr),
            sold_unit=line.unit,
        )


def _snapshot(plan: MovePlan, cost_idr: int) -> dict[str, object]:
    line, product, terms = plan.line, plan.product, plan.terms
    return {
        "sale_line_id": line.sale_line_id,
        "from_move_id": line.move_id,
        "qty_milli": plan.qty_milli,
        "price_idr": line.price_idr,
        "gross_idr": plan.part.gross_idr,
        "net_idr": plan.part.net_idr,
        "from_product_id": line.product_id,
        "from_owner_id": line.owner_id,
        "from_share_idr": plan.from_share_idr,
        "from_cost_idr": plan.part.cost_idr,
        "product_id": product.id,
        "name": product.name,
        "unit": product.unit,
        "owner_id": product.owner_id,
        "owner_is_member": None if terms is None else plan.owner_is_member,
        "terms_model": terms.model if terms else None,
        "commission_bp": terms.commission_bp if terms else None,
        "unit_share_idr": terms.unit_share_idr if terms else None,
        "share_idr": plan.share_idr,
        "commission_idr": None if plan.share_idr is None else plan.part.net_idr - plan.share_idr,
        "cost_idr": cost_idr,
    }


@part
def _stock_lines(plan: MovePlan, origin: Origin, day: date, *, buyer_is_member: bool) -> tuple[list[Line], int]:
    """The goods rung up are back where they never left, the others are gone; with what these cost us.

    What no list knows has no place on a shelf.
    """
    cost_of = Account.MEMBER_COST if buyer_is_member else Account.OTHER_COST
    lines: list[Line] = []
    back = plan.part.cost_idr
    if plan.line.product_id != UNLISTED_ID.get():
        goods = [In(plan.line.product_id, plan.qty_milli, back)]
        difference = receive(goods, reason="SALE_RETURN", origin=origin, business_date=day)
        lines += [Line(Account.INVENTORY, back - difference), Line(Account.INVENTORY_DIFFERENCE, difference)]
    out = Out(plan.product.id, plan.qty_milli, owned=plan.product.owner_id is None)
    (cost,) = issue([out], reason="SALE", origin=origin, business_date=day)
    return [*lines, Line(Account.INVENTORY, -cost), Line(cost_of, cost - back)], cost


@part
def _leaves(plan: MovePlan, origin: Origin, day: date, *, buyer_is_member: bool) -> list[Line]:
    """What the part was sold as is undone: her share and our commission, or our own sale."""
    line, part_ = plan.line, plan.part
    if line.owner_id is None:
        return _own_sale(part_, -1, buyer_is_member=buyer_is_member)
    commission = Account.MEMBER_COMMISSION if line.owner_is_member else Account.OTHER_COMMISSION
    brought = BroughtBack(
        origin.id, (line.sale_line_id, line.move_id), line.product_id, plan.qty_milli, part_.share_idr
    )
    return [Line(commission, part_.commission_idr), *take_back_sold([brought], origin=origin, business_date=day)]


@part
def _arrives(plan: MovePlan, origin: Origin, day: date, *, buyer_is_member: bool) -> list[Line]:
    """The part is sold as what it was."""
    owner_id, share = plan.product.owner_id, plan.share_idr
    if owner_id is None or share is None:
        return _own_sale(plan.part, 1, buyer_is_member=buyer_is_member)
    commission = Account.MEMBER_COMMISSION if plan.owner_is_member else Account.OTHER_COMMISSION
    sold = SoldLine(origin.id, owner_id, plan.product.id, plan.qty_milli, share, plan.owner_is_member)
    return [Line(commission, share - plan.part.net_idr), *record_sold([sold], origin=origin, business_date=day)]


def _own_sale(part_: PartBack, sign: int, *, buyer_is_member: bool) -> list[Line]:
    """The co-op's own goods sold (sign 1) or not sold after all (-1): price and discount apart (decision 8)."""
    if buyer_is_member:
        sales, off = Account.MEMBER_SALES, Account.MEMBER_RETURNS
    else:
        sales, off = Account.OTHER_SALES, Account.OTHER_RETURNS
    return [Line(sales, -sign * part_.gross_idr), Line(off, sign * part_.discount_idr)]


def _money_lines(sale: ReturnableSale, plan: MovePlan) -> list[Line]:
    """What the buyer paid is no more nor less, but another part of it came for consignors than the sale said.

    So that the sale, its moves and its return leave nothing in the cash flow statement. QRIS is told at the bank,
    where it goes: the clearing tags it as the sale was rung, whether it came already or comes later.
    """
    before = whose_money(sale.id)
    after = replace(before, now_idr=before.now_idr + (plan.share_idr or 0) - (plan.from_share_idr or 0))
    lines: list[Line] = []
    for account, tenders in ((Account.DRAWER, (Tender.CASH,)), (Account.BANK, (Tender.TRANSFER, Tender.QRIS))):
        paid = [sale.paid.get(tender, 0) for tender in tenders]
        lines += retagged(account, sum(after.theirs_idr(amount) - before.theirs_idr(amount) for amount in paid))
    return lines


def retagged(account: Account, theirs_idr: int) -> list[Line]:
    """So much more of what came into a place came for consignors: two lines that cancel out, for no cash moves."""
    return [
        Line(account, theirs_idr, cash_flow=CashFlow.FOR_CONSIGNORS),
        Line(account, -theirs_idr, cash_flow=CashFlow.CUSTOMERS),
    ]
