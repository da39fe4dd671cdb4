"""The owner of a sold line corrected: the share of the one rung up comes back, the other's is owed, no cash moves."""

from __future__ import annotations

from dataclasses import dataclass, replace

from pkkmart.consignment.operations import NoAgreement
from pkkmart.consignment.queries import terms_for
from pkkmart.consignment.queries.sold import consigned_lines
from pkkmart.consignment.rules import Terms, consignor_share_idr
from pkkmart.core.actor import Actor, Approval, Permission
from pkkmart.core.errors import UserError
from pkkmart.core.i18n import N_, figure
from pkkmart.core.operation import Changed, current_act, operation
from pkkmart.core.quantity import quantity_text
from pkkmart.ledger.chart import Account, CashFlow
from pkkmart.ledger.posting import Line, Origin
from pkkmart.people.queries import CapacityKind, has_capacity
from pkkmart.products.queries import ProductRow, by_ids
from pkkmart.products.settings import UNLISTED_ID
from pkkmart.sale_changes.change import Change, ChangedGoods, ChangedTender, ChangeKind
from pkkmart.sale_changes.operations.limits import require_still_out, require_whole
from pkkmart.sale_changes.operations.writing import write_change
from pkkmart.sale_changes.queries.other_owners import is_paket
from pkkmart.sale_changes.queries.standing import StandingLine, StandingSale, standing_sale
from pkkmart.sale_changes.returns import PartBack, part_back
from pkkmart.sales.queries.payments import money_split
from pkkmart.sales.tenders import Tender
from pkkmart.till.operations import require_shift


class OwnerReasonMissing(UserError):
    template = N_("Alasan belum diisi. Tulis singkat apa yang keliru.")


class OwnerOfVoided(UserError):
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
class OwnerPlan:
    """What an owner correction does, rupiah, before anything is written: the part of the line, and what it really was.

    `share_idr` is what the real owner gets, None where that is the co-op; what the one rung up loses is the share of
    `amounts`, from the next settlement where `settlement` holds the line already ("" where none does).
    """

    line: StandingLine
    product: ProductRow
    qty_milli: int
    amounts: PartBack
    terms: Terms | None
    share_idr: int | None
    owner_is_member: bool
    settlement: str

    @property
    def from_share_idr(self) -> int | None:
        """What the owner rung up loses, None where that is the co-op."""
        return None if self.line.owner_id is None else self.amounts.share_idr


@dataclass(frozen=True, slots=True)
class OwnerCorrected:
    """An owner correction as it was written."""

    id: int
    number: str
    plan: OwnerPlan


@operation(
    Permission.VOID_SALES,
    changes=frozenset({Changed.SALES, Changed.STOCK, Changed.CONSIGNMENT, Changed.LEDGER}),
)
def correct_owner(
    actor: Actor, sale_id: int, line_id: int, product_id: int, qty_milli: int, reason: str,
    *, till_id: int | None, approval: Approval | None = None,
) -> OwnerCorrected:  # fmt: skip
    """Give a sold line, or a part of it, to the owner it really had; returns the correction as it was written.

    The goods that were rung up are back on the shelf they never left, the product that was really sold leaves it.
    Its owner is owed the share that the terms gave on the day of the sale; the owner who was rung up is owed so much
    less, and carries it on 1133 where the line is in a settlement already: D 2102 (rung up) / K 2102 (really), with
    the commission of each. The co-op's own goods are sold, or taken back, at their price. No cash moves.

    `line_id` is that of a line of `standing_sale`.

    Raises NotPermitted, OwnerReasonMissing, NoShift, OwnerOfVoided, MoreThanLeft, WholeOnly, BackAlready,
    NotOnShelves, SameOwner, OtherPrice, PriceNotItsOwn, NoAgreement, PeriodClosed.
    """
    why = " ".join(reason.split())
    if not why:
        raise OwnerReasonMissing
    shift = require_shift(till_id)
    sale = standing_sale(sale_id)
    plan = plan_owner(sale, line_id, product_id, qty_milli)
    require_still_out([(plan.line.product_id, qty_milli, plan.amounts.net_idr)])
    money = _money_lines(sale, plan)
    change = Change(ChangeKind.OWNER, _goods(plan, why), why, sale_id, sale.buyer_is_member)

    def retag(_origin: Origin) -> tuple[list[Line], list[ChangedTender]]:
        return money, []

    written = write_change(shift, change, retag)
    act = current_act()
    act.subject = f"{sale.number} {written.number}"
    act.details.update(left=plan.line.name, arrived=plan.product.name, qty_milli=qty_milli, reason=why)
    return OwnerCorrected(written.id, written.number, plan)


def plan_owner(sale: StandingSale, line_id: int, product_id: int, qty_milli: int) -> OwnerPlan:
    """What an owner correction would do. Raises OwnerOfVoided, MoreThanLeft, WholeOnly, NotOnShelves, SameOwner,
    OtherPrice, PriceNotItsOwn, NoAgreement.
    """
    if sale.voided_by:
        raise OwnerOfVoided(number=sale.number, void=sale.voided_by)
    line = next((one for one in sale.lines if one.id == line_id), None)
    if line is None:
        raise LookupError(f"no line {line_id} of {sale.number}")
    if not 0 < qty_milli <= line.left_milli:
        raise MoreThanLeft(name=line.name, left=quantity_text(line.left_milli), wanted=quantity_text(qty_milli))
    require_whole([(line.product_id, qty_milli)])
    product = by_ids([product_id])[product_id]
    _require_same_price(sale, line, product)
    amounts = part_back(line.whole, sold_milli=line.qty_milli, before_milli=line.gone_milli, now_milli=qty_milli)
    plan = OwnerPlan(line, product, qty_milli, amounts, None, None, owner_is_member=False, settlement=_settled(line))
    if product.owner_id is None:
        return plan
    terms = terms_for([product_id], sale.business_date).get(product_id)
    if terms is None:
        raise NoAgreement(name=product.name, owner=product.owner_name)
    share = consignor_share_idr(
        terms, qty_milli=qty_milli, list_price_idr=product.selling_price_idr, net_idr=amounts.net_idr
    )
    is_member = has_capacity(product.owner_id, CapacityKind.MEMBER, sale.business_date)
    return replace(plan, terms=terms, share_idr=share, owner_is_member=is_member)


def _settled(line: StandingLine) -> str:
    """The settlement that holds a line, "" when none does or it is the co-op's own."""
    if line.owner_id is None:
        return ""
    if line.source_id is None:
        return consigned_lines("sale", [line.sale_line_id])[line.sale_line_id].settlement
    return consigned_lines("sale_change", [line.source_id])[line.source_id].settlement


def _require_same_price(sale: StandingSale, line: StandingLine, product: ProductRow) -> None:
    """Nothing is paid or given back, so the goods must cost what was paid for those they are taken for."""
    if line.kit_name or line.has_promotion:
        raise PriceNotItsOwn(name=line.name)
    if product.id == UNLISTED_ID.get() or is_paket(product.id):
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


def _goods(plan: OwnerPlan, reason: str) -> list[ChangedGoods]:
    """The goods rung up leave the sale and are back on the shelf they never left; the others come into the sale."""
    line, product = plan.line, plan.product
    leaves = ChangedGoods(
        line.product_id,
        line.name,
        line.unit,
        -plan.qty_milli,
        line.price_idr,
        -plan.amounts,
        reason,
        sale_line_id=line.sale_line_id,
        source_id=line.source_id,
        owner_id=line.owner_id,
        owner_is_member=line.owner_is_member,
        back_on_shelf=True,
    )
    comes = ChangedGoods(
        product.id,
        product.name,
        product.unit,
        plan.qty_milli,
        line.price_idr,
        replace(plan.amounts, share_idr=plan.share_idr or 0, cost_idr=0),
        reason,
        sale_line_id=line.sale_line_id,
        owner_id=product.owner_id,
        owner_is_member=plan.owner_is_member,
        terms=plan.terms,
    )
    return [leaves, comes]


def _money_lines(sale: StandingSale, plan: OwnerPlan) -> list[Line]:
    """What the buyer paid is no more nor less, but another part of it came for consignors than the sale said.

    So that the sale, its owner corrections and its return leave nothing in the cash flow statement. QRIS is told at
    the bank, where it goes: the clearing tags it as the sale was rung, whether it came already or comes later.
    """
    before = money_split(sale.id)
    after = replace(before, now_idr=before.now_idr + (plan.share_idr or 0) - (plan.from_share_idr or 0))
    lines: list[Line] = []
    for account, tenders in ((Account.DRAWER, (Tender.CASH,)), (Account.BANK, (Tender.TRANSFER, Tender.QRIS))):
        paid = [sale.paid.get(tender, 0) for tender in tenders]
        more = sum(after.consignors_idr(amount) - before.consignors_idr(amount) for amount in paid)
        lines += retagged(account, more)
    return lines


def retagged(account: Account, theirs_idr: int) -> list[Line]:
    """So much more of what came into a place came for consignors: two lines that cancel out, for no cash moves."""
    return [
        Line(account, theirs_idr, cash_flow=CashFlow.FOR_CONSIGNORS),
        Line(account, -theirs_idr, cash_flow=CashFlow.CUSTOMERS),
    ]
