"""Tables of what was sold. A line is a snapshot: history never moves when master data does."""

from __future__ import annotations

from peewee import SQL, AutoField, BooleanField, ForeignKeyField, IntegerField, TextField

from pkkmart.core.db import POSITIVE_ID, DayField, FlagField, Row
from pkkmart.core.guards import append_only, one_of
from pkkmart.people.models import Person
from pkkmart.products.models import Product
from pkkmart.sales.tenders import Tender
from pkkmart.till.models import Shift, Till
from pkkmart.users.models import User


class Sale(Row):
    """`cart_id` is unique, so the same cart cannot be sold twice.

    total = Σ net of lines; rounding is what cash rounding added (+) or took (-).
    """

    id = AutoField(constraints=POSITIVE_ID)
    cart_id = TextField(unique=True)
    number = TextField(unique=True)
    till = ForeignKeyField(Till, index=False)
    till_id: IntegerField[int]
    shift = ForeignKeyField(Shift)
    shift_id: IntegerField[int]
    business_date = DayField(index=True)
    recorded_at = TextField()
    user = ForeignKeyField(User, index=False)
    user_id: IntegerField[int]
    member = ForeignKeyField(Person, null=True)
    member_id: IntegerField[int | None]
    buyer_is_member = FlagField()
    total_idr = IntegerField()
    discount_idr = IntegerField()
    rounding_idr = IntegerField()


class SaleLine(Row):
    """Prices per base unit; amounts of the whole line. Share and commission are null for owned goods."""

    id = AutoField(constraints=POSITIVE_ID)
    sale = ForeignKeyField(Sale, index=False)
    sale_id: IntegerField[int]
    line_no = IntegerField()
    product = ForeignKeyField(Product)
    product_id: IntegerField[int]
    name = TextField()
    unit = TextField()
    code = TextField()
    qty_milli = IntegerField(constraints=[SQL("CHECK (qty_milli > 0)")])
    list_price_idr = IntegerField()
    price_idr = IntegerField()
    gross_idr = IntegerField()
    discount_idr = IntegerField()
    net_idr = IntegerField()
    bearer = TextField(null=True)
    promotion_id = IntegerField(null=True)
    discount_reason = TextField()
    cost_idr = IntegerField()
    owner = ForeignKeyField(Person, null=True, index=False)
    owner_id: IntegerField[int | None]
    owner_is_member = FlagField(null=True)
    terms_model = TextField(null=True)
    commission_bp = IntegerField(null=True)
    unit_share_idr = IntegerField(null=True)
    share_idr = IntegerField(null=True)
    commission_idr = IntegerField(null=True)
    kit_line_id = IntegerField(null=True)
    kit_name = TextField(constraints=[SQL("DEFAULT ''")])
    """The paket a line was part of; the lines of one share `kit_line_id`, the id of the first of them."""

    class Meta:
        table_name = "sale_line"
        indexes = ((("sale", "line_no"), True),)
        constraints = [
            SQL("CHECK (net_idr = gross_idr - discount_idr)"),
            SQL("CHECK ((owner_id IS NULL) = (share_idr IS NULL))"),
            SQL("CHECK (owner_id IS NULL OR share_idr + commission_idr = net_idr)"),
        ]


class Payment(Row):
    """`amount_idr` went to the sale; cash also keeps what was handed over and given back."""

    id = AutoField(constraints=POSITIVE_ID)
    sale = ForeignKeyField(Sale, index=False)
    sale_id: IntegerField[int]
    line_no = IntegerField()
    tender = TextField()
    amount_idr = IntegerField()
    received_idr = IntegerField()
    change_idr = IntegerField()
    reference = TextField()
    to_savings_idr = IntegerField(constraints=[SQL("DEFAULT 0"), SQL("CHECK (to_savings_idr >= 0)")])
    """The part of the change that went into the buyer's simpanan sukarela."""

    class Meta:
        indexes = ((("sale", "line_no"), True),)
        constraints = [SQL("CHECK (received_idr = amount_idr + change_idr)"), SQL("CHECK (change_idr >= 0)")]


class CartDraft(Row):
    """The cart on the counter as it stands: one of the few unaudited writes, gone once sold."""

    till = ForeignKeyField(Till, primary_key=True)
    till_id: IntegerField[int]
    content = TextField()
    saved_at = TextField()

    class Meta:
        table_name = "cart_draft"


class SaleReturn(Row):
    """A nota retur of a buyer: goods of one sale that came back, and what was paid back for them.

    total = Σ net of lines = Σ refunds + rounding.
    """

    id = AutoField(constraints=POSITIVE_ID)
    number = TextField(unique=True)
    sale = ForeignKeyField(Sale)
    sale_id: IntegerField[int]
    shift = ForeignKeyField(Shift)
    shift_id: IntegerField[int]
    business_date = TextField(index=True, constraints=[SQL("CHECK (date(business_date, '+0 days') IS business_date)")])
    recorded_at = TextField()
    user = ForeignKeyField(User, null=True, index=False)
    user_id: IntegerField[int | None]
    reason = TextField()
    total_idr = IntegerField()
    rounding_idr = IntegerField()

    class Meta:
        table_name = "sale_return"


class SaleReturnLine(Row):
    """A part of a sale line that came back, at that line's own price, discount, share and cost.

    `back_on_shelf` is 0 for what can't be sold again; `fault` says who bears a titipan, null for owned goods.
    """

    id = AutoField(constraints=POSITIVE_ID)
    sale_return = ForeignKeyField(SaleReturn, index=False)
    sale_return_id: IntegerField[int]
    line_no = IntegerField()
    sale_line = ForeignKeyField(SaleLine)
    sale_line_id: IntegerField[int]
    qty_milli = IntegerField(constraints=[SQL("CHECK (qty_milli > 0)")])
    gross_idr = IntegerField()
    net_idr = IntegerField()
    share_idr = IntegerField()
    cost_idr = IntegerField()
    back_on_shelf = BooleanField()
    fault = TextField(null=True, constraints=[SQL("CHECK (fault IN ('MAKER','SHOP'))")])
    line_move_id = IntegerField(null=True)
    """The move that brought these goods to another mother since they were sold; null for the line as it was rung."""

    class Meta:
        table_name = "sale_return_line"
        indexes = ((("sale_return", "line_no"), True),)


class RefundRow(Row):
    """What one tender gave back for a return, rupiah: cash, sukarela, or less bon."""

    id = AutoField(constraints=POSITIVE_ID)
    sale_return = ForeignKeyField(SaleReturn, index=False)
    sale_return_id: IntegerField[int]
    line_no = IntegerField()
    tender = TextField(constraints=[SQL("CHECK (tender IN ('CASH','SAVINGS','RECEIVABLE'))")])
    amount_idr = IntegerField(constraints=[SQL("CHECK (amount_idr > 0)")])

    class Meta:
        table_name = "refund"
        indexes = ((("sale_return", "line_no"), True),)


class BankRefund(Row):
    """The part of a return that went back by bank instead of in cash, rupiah, and the transfer's reference."""

    id = AutoField(constraints=POSITIVE_ID)
    sale_return = ForeignKeyField(SaleReturn, unique=True)
    sale_return_id: IntegerField[int]
    amount_idr = IntegerField(constraints=[SQL("CHECK (amount_idr > 0)")])
    reference = TextField(constraints=[SQL("CHECK (reference <> '')")])

    class Meta:
        table_name = "bank_refund"


class LooseReturn(Row):
    """A return without a receipt: who brought the goods, and what was paid back for them in cash.

    total = Σ net of lines; `rounding_idr` is what rounding of the cash kept (+) or gave (-).
    """

    id = AutoField(constraints=POSITIVE_ID)
    number = TextField(unique=True)
    shift = ForeignKeyField(Shift)
    shift_id: IntegerField[int]
    business_date = TextField(index=True, constraints=[SQL("CHECK (date(business_date, '+0 days') IS business_date)")])
    recorded_at = TextField()
    user = ForeignKeyField(User, null=True, index=False)
    user_id: IntegerField[int | None]
    member = ForeignKeyField(Person, null=True)
    member_id: IntegerField[int | None]
    buyer = TextField(constraints=[SQL("CHECK (buyer <> '')")])
    reason = TextField()
    total_idr = IntegerField(constraints=[SQL("CHECK (total_idr > 0)")])
    rounding_idr = IntegerField()

    class Meta:
        table_name = "loose_return"


class LooseReturnLine(Row):
    """Goods that came back without a receipt, at the lowest price they were lately sold at.

    Share by the terms of that day, cost at the average of that day; `fault` as in sale_return_line.
    """

    id = AutoField(constraints=POSITIVE_ID)
    loose_return = ForeignKeyField(LooseReturn, index=False)
    loose_return_id: IntegerField[int]
    line_no = IntegerField()
    product = ForeignKeyField(Product)
    product_id: IntegerField[int]
    name = TextField()
    unit = TextField()
    qty_milli = IntegerField(constraints=[SQL("CHECK (qty_milli > 0)")])
    net_idr = IntegerField(constraints=[SQL("CHECK (net_idr >= 0)")])
    owner = ForeignKeyField(Person, null=True, index=False)
    owner_id: IntegerField[int | None]
    share_idr = IntegerField()
    cost_idr = IntegerField()
    back_on_shelf = BooleanField()
    fault = TextField(null=True, constraints=[SQL("CHECK (fault IN ('MAKER','SHOP'))")])

    class Meta:
        table_name = "loose_return_line"
        indexes = ((("loose_return", "line_no"), True),)
        constraints = [SQL("CHECK ((owner_id IS NULL) = (fault IS NULL))")]


class TenderSwap(Row):
    """A sale was paid otherwise than booked, or another amount was handed over: what is true instead.

    Its lines say by how much each tender of the sale is more (+) or less (-); cash received and given back are whole.
    """

    id = AutoField(constraints=POSITIVE_ID)
    number = TextField(unique=True)
    sale = ForeignKeyField(Sale)
    sale_id: IntegerField[int]
    shift = ForeignKeyField(Shift)
    shift_id: IntegerField[int]
    business_date = TextField(index=True, constraints=[SQL("CHECK (date(business_date, '+0 days') IS business_date)")])
    recorded_at = TextField()
    user = ForeignKeyField(User, null=True, index=False)
    user_id: IntegerField[int | None]
    reason = TextField()
    received_idr = IntegerField()
    change_idr = IntegerField(constraints=[SQL("CHECK (change_idr >= 0)")])
    rounding_idr = IntegerField()

    class Meta:
        table_name = "tender_swap"


class TenderSwapLine(Row):
    id = AutoField(constraints=POSITIVE_ID)
    tender_swap = ForeignKeyField(TenderSwap, index=False)
    tender_swap_id: IntegerField[int]
    line_no = IntegerField()
    tender = TextField(constraints=[SQL("CHECK (tender IN ('CASH','QRIS','TRANSFER'))")])
    amount_idr = IntegerField(constraints=[SQL("CHECK (amount_idr <> 0)")])

    class Meta:
        table_name = "tender_swap_line"
        indexes = ((("tender_swap", "line_no"), True),)


class LineMove(Row):
    """A part of a sold line was another mother's ("salah ibu"): from whom, to whom, and what each was owed for it.

    `from_move_id` is the move that brought it to the one it leaves now, null for the line as it was rung. Amounts are
    of the part, rupiah; prices per base unit. A share is null for the co-op's own goods, a cost is 0 for titipan.
    """

    id = AutoField(constraints=POSITIVE_ID)
    number = TextField(unique=True)
    sale_line = ForeignKeyField(SaleLine)
    sale_line_id: IntegerField[int]
    from_move = ForeignKeyField("self", null=True)
    from_move_id: IntegerField[int | None]
    shift = ForeignKeyField(Shift)
    shift_id: IntegerField[int]
    business_date = TextField(index=True, constraints=[SQL("CHECK (date(business_date, '+0 days') IS business_date)")])
    recorded_at = TextField()
    user = ForeignKeyField(User, null=True, index=False)
    user_id: IntegerField[int | None]
    reason = TextField()
    qty_milli = IntegerField(constraints=[SQL("CHECK (qty_milli > 0)")])
    price_idr = IntegerField()
    gross_idr = IntegerField()
    net_idr = IntegerField()
    from_product = ForeignKeyField(Product, index=False)
    from_product_id: IntegerField[int]
    from_owner = ForeignKeyField(Person, null=True, index=False)
    from_owner_id: IntegerField[int | None]
    from_share_idr = IntegerField(null=True)
    from_cost_idr = IntegerField()
    product = ForeignKeyField(Product)
    product_id: IntegerField[int]
    name = TextField()
    unit = TextField()
    owner = ForeignKeyField(Person, null=True, index=False)
    owner_id: IntegerField[int | None]
    owner_is_member = BooleanField(null=True)
    terms_model = TextField(null=True)
    commission_bp = IntegerField(null=True)
    unit_share_idr = IntegerField(null=True)
    share_idr = IntegerField(null=True)
    commission_idr = IntegerField(null=True)
    cost_idr = IntegerField()

    class Meta:
        table_name = "line_move"
        constraints = [
            SQL("CHECK (owner_id IS NOT from_owner_id)"),
            SQL("CHECK ((from_owner_id IS NULL) = (from_share_idr IS NULL))"),
            SQL("CHECK ((owner_id IS NULL) = (share_idr IS NULL))"),
            SQL("CHECK (owner_id IS NULL OR share_idr + commission_idr = net_idr)"),
        ]


class HeldCart(Row):
    """A cart put aside under a name until its buyer comes back: like a draft, gone once called."""

    id = AutoField(constraints=POSITIVE_ID)
    till = ForeignKeyField(Till, index=False)
    till_id: IntegerField[int]
    name = TextField()
    content = TextField()
    user = ForeignKeyField(User, null=True, index=False)
    user_id: IntegerField[int | None]
    held_at = TextField()

    class Meta:
        table_name = "held_cart"


class CartPermit(Row):
    """What was let through for one cart: a line's price or discount, or the cart's discount (product null)."""

    id = AutoField(constraints=POSITIVE_ID)
    cart_id = TextField(index=True)
    product = ForeignKeyField(Product, null=True, index=False)
    product_id: IntegerField[int | None]
    allowed = TextField()
    user = ForeignKeyField(User, null=True, index=False)
    user_id: IntegerField[int | None]
    approver = ForeignKeyField(User, null=True, index=False)
    approver_id: IntegerField[int | None]
    recorded_at = TextField()

    class Meta:
        table_name = "cart_permit"


GUARDS = {
    **append_only("line_move", [("number",)]),
    **append_only("tender_swap", [("number",)]),
    **append_only("tender_swap_line", [("tender_swap_id", "line_no")]),
    **append_only("sale_return", [("number",)]),
    **append_only("sale_return_line", [("sale_return_id", "line_no")]),
    **append_only("refund", [("sale_return_id", "line_no")]),
    **append_only("bank_refund", [("sale_return_id",)]),
    **append_only("loose_return", [("number",)]),
    **append_only("loose_return_line", [("loose_return_id", "line_no")]),
    **append_only("cart_permit"),
    **append_only("sale", [("cart_id",), ("number",)]),
    **append_only("sale_line", [("sale_id", "line_no")]),
    **append_only("payment", [("sale_id", "line_no")]),
    **one_of("payment", tender="tender"),
    **one_of("sale_line", bearer="bearer", terms_model="terms_model", optional=("bearer", "terms_model")),
}

SETS = {"tender": tuple(Tender)}
