"""Tables of what was sold, and of what changed about it since. A line is a snapshot: history never moves when master
data does.

What a sale is now is its rows and the sum of its standing changes, so the two stand together; the acts that change a
sale are the room `sale_changes`.
"""

from __future__ import annotations

from peewee import SQL, ForeignKeyField, IntegerField, TextField

from pkkmart.core.db import FlagField, Row, Table
from pkkmart.core.guards import append_only, one_of
from pkkmart.ledger.models import Document
from pkkmart.people.models import Person
from pkkmart.products.models import Product
from pkkmart.sales.tenders import Tender
from pkkmart.till.models import Shift, Till
from pkkmart.users.models import User


class Sale(Document):
    """`cart_id` is unique, so the same cart cannot be sold twice.

    total = Σ net of lines; rounding is what cash rounding added (+) or took (-).
    """

    SERIES = "PM"
    cart_id = TextField(unique=True)
    till = ForeignKeyField(Till, index=False)
    shift = ForeignKeyField(Shift)
    member = ForeignKeyField(Person, null=True)
    buyer_is_member = FlagField()
    total_idr = IntegerField()
    discount_idr = IntegerField()
    rounding_idr = IntegerField()

    class Meta:
        constraints = [SQL("CHECK (user_id IS NOT NULL)")]


class SaleLine(Row):
    """Prices per base unit; amounts of the whole line. Share and commission are null for owned goods."""

    sale = ForeignKeyField(Sale, index=False)
    line_no = IntegerField()
    product = ForeignKeyField(Product)
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

    sale = ForeignKeyField(Sale, index=False)
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


class CartDraft(Table):
    """The cart on the counter as it stands: one of the few unaudited writes, gone once sold."""

    till = ForeignKeyField(Till, primary_key=True)
    content = TextField()
    saved_at = TextField()

    class Meta:
        table_name = "cart_draft"


class SaleChange(Document):
    """A standing change of a sale: goods that came back, a payment corrected, or goods that were another owner's.

    Signed as the sale itself: what leaves the sale is below 0. total = Σ net of its lines; Σ of its tenders =
    total + rounding. `sale` is null for goods that came back without a receipt, and `buyer` is named then.
    `received_idr` and `change_idr` are the cash handed over and given back after all, of a corrected payment only.
    """

    SERIES = "RJ"
    """That of returns with a receipt; `ChangeKind.series` names those of the other kinds."""

    kind = TextField()
    sale = ForeignKeyField(Sale, null=True)
    shift = ForeignKeyField(Shift)
    reason = TextField()
    member = ForeignKeyField(Person, null=True)
    buyer = TextField()
    total_idr = IntegerField()
    rounding_idr = IntegerField()
    received_idr = IntegerField(null=True)
    change_idr = IntegerField(null=True, constraints=[SQL("CHECK (change_idr >= 0)")])

    class Meta:
        table_name = "sale_change"
        constraints = [
            SQL("CHECK (sale_id IS NOT NULL OR buyer <> '')"),
            SQL("CHECK (sale_id IS NULL OR (member_id IS NULL AND buyer = ''))"),
            SQL("CHECK (kind <> 'PAYMENT' OR received_idr IS NOT NULL)"),
            SQL("CHECK ((received_idr IS NULL) = (change_idr IS NULL))"),
        ]


class SaleChangeLine(Row):
    """Goods that left a sale (quantity and amounts below 0) or came into it instead of them.

    `sale_line` is the line as rung, null without a receipt. `source` is the line of an earlier owner correction whose
    goods leave, null for those of the line as rung. Of goods that leave, `back_on_shelf` is 0 for what can't be sold
    again. Of consigned goods that a buyer returned `fault` says who bears them; it is null where only the owner was
    another's. A share is null for the co-op's own goods.
    """

    sale_change = ForeignKeyField(SaleChange, index=False)
    line_no = IntegerField()
    sale_line = ForeignKeyField(SaleLine, null=True)
    source = ForeignKeyField("self", null=True)
    product = ForeignKeyField(Product)
    name = TextField()
    unit = TextField()
    qty_milli = IntegerField(constraints=[SQL("CHECK (qty_milli <> 0)")])
    price_idr = IntegerField()
    gross_idr = IntegerField()
    net_idr = IntegerField()
    owner = ForeignKeyField(Person, null=True, index=False)
    owner_is_member = FlagField(null=True)
    terms_model = TextField(null=True)
    commission_bp = IntegerField(null=True)
    unit_share_idr = IntegerField(null=True)
    share_idr = IntegerField(null=True)
    commission_idr = IntegerField(null=True)
    cost_idr = IntegerField()
    back_on_shelf = FlagField(null=True)
    fault = TextField(null=True)
    reason = TextField()

    class Meta:
        table_name = "sale_change_line"
        indexes = ((("sale_change", "line_no"), True),)
        constraints = [
            SQL("CHECK (sale_line_id IS NOT NULL OR (source_id IS NULL AND qty_milli < 0))"),
            SQL("CHECK ((owner_id IS NULL) = (share_idr IS NULL))"),
            SQL("CHECK ((owner_id IS NULL) = (owner_is_member IS NULL))"),
            SQL("CHECK (owner_id IS NULL OR share_idr + commission_idr = net_idr)"),
            SQL("CHECK ((qty_milli > 0) = (back_on_shelf IS NULL))"),
            SQL("CHECK (fault IS NULL OR (qty_milli < 0 AND owner_id IS NOT NULL))"),
        ]


class SaleChangeTender(Row):
    """By how much a tender paid more (+) or was paid back (-) since the sale, rupiah; with a transfer's reference."""

    sale_change = ForeignKeyField(SaleChange, index=False)
    line_no = IntegerField()
    tender = TextField()
    amount_idr = IntegerField(constraints=[SQL("CHECK (amount_idr <> 0)")])
    reference = TextField()

    class Meta:
        table_name = "sale_change_tender"
        indexes = ((("sale_change", "line_no"), True),)


class HeldCart(Row):
    """A cart put aside under a name until its buyer comes back: like a draft, gone once called."""

    till = ForeignKeyField(Till, index=False)
    name = TextField()
    content = TextField()
    user = ForeignKeyField(User, null=True, index=False)
    held_at = TextField()

    class Meta:
        table_name = "held_cart"


class CartPermit(Row):
    """What was let through for one cart: a line's price or discount, or the cart's discount (product null)."""

    cart_id = TextField(index=True)
    product = ForeignKeyField(Product, null=True, index=False)
    allowed = TextField()
    user = ForeignKeyField(User, null=True, index=False)
    approver = ForeignKeyField(User, null=True, index=False)
    recorded_at = TextField()

    class Meta:
        table_name = "cart_permit"


GUARDS = {
    **append_only(Sale, SaleLine, Payment, SaleChange, SaleChangeLine, SaleChangeTender, CartPermit),
    **one_of("payment", tender="tender"),
    **one_of("sale_change", kind="sale_change_kind"),
    **one_of("sale_change_line", fault="fault", terms_model="terms_model", optional=("fault", "terms_model")),
    **one_of("sale_change_tender", tender="tender"),
    **one_of("sale_line", bearer="bearer", terms_model="terms_model", optional=("bearer", "terms_model")),
}

SETS = {
    "tender": tuple(Tender),
    "sale_change_kind": ("RETURN", "PAYMENT", "OWNER"),
    "fault": ("CONSIGNOR", "SHOP"),
}
