"""Tables of titipan: dated agreements, deliveries, and the lines that say what is owed to whom."""

from __future__ import annotations

from peewee import SQL, ForeignKeyField, IntegerField, TextField

from pkkmart.consignment.rules import AdvanceDirection, Bearer, Cycle, GapDecision, PayoutWay, ReturnReason, TermsModel
from pkkmart.core.db import DayField, FlagField, Row
from pkkmart.core.guards import append_only, one_of, refuse
from pkkmart.ledger.cancelled import stands
from pkkmart.ledger.models import AccountRow, Document
from pkkmart.people.models import Person
from pkkmart.products.models import Category, Product
from pkkmart.till.models import Shift


class Agreement(Row):
    """Terms from a day on; the most specific wins (product, category, consignor), then the newest."""

    consignor = ForeignKeyField(Person)
    product = ForeignKeyField(Product, null=True)
    category = ForeignKeyField(Category, null=True)
    valid_from = DayField()
    model = TextField()
    commission_bp = IntegerField(null=True, constraints=[SQL("CHECK (commission_bp BETWEEN 0 AND 10000)")])
    unit_share_idr = IntegerField(null=True, constraints=[SQL("CHECK (unit_share_idr >= 0)")])
    bearer = TextField()
    shrinkage_bearer = TextField(default="SHOP")
    """Who bears goods a count finds missing."""
    recorded_at = TextField()
    user_id = IntegerField(null=True)

    class Meta:
        constraints = [
            SQL("CHECK ((model = 'PERCENT') = (commission_bp IS NOT NULL))"),
            SQL("CHECK ((model = 'FIXED') = (unit_share_idr IS NOT NULL))"),
            SQL("CHECK (product_id IS NULL OR category_id IS NULL)"),
        ]


class AgreedArrangement(Row):
    """How a consignor's account is drawn up and paid from a day on; the newest row of the latest day holds."""

    consignor = ForeignKeyField(Person)
    valid_from = DayField()
    cycle = TextField()
    minimum_idr = IntegerField(constraints=[SQL("CHECK (minimum_idr >= 0)")])
    expiry_bearer = TextField()
    deducts_bon = FlagField()
    deducts_savings = FlagField()
    note = TextField()
    recorded_at = TextField()
    user_id = IntegerField(null=True)

    class Meta:
        table_name = "arrangement"


class Delivery(Document):
    """A nota titip: goods came to the shelf; nothing is owed yet and nothing is posted."""

    SERIES = "NT"
    consignor = ForeignKeyField(Person)
    note = TextField()


class DeliveryLine(Row):
    delivery = ForeignKeyField(Delivery)
    line_no = IntegerField()
    product = ForeignKeyField(Product)
    qty_milli = IntegerField(constraints=[SQL("CHECK (qty_milli > 0)")])
    produced_on = DayField(null=True)
    expires_on = DayField(null=True)

    class Meta:
        table_name = "delivery_line"
        indexes = ((("delivery", "line_no"), True),)


class ConsignmentLine(Row):
    """One change in what is owed to a consignor: settled once, by a row of another table.

    `origin_line_id` is the line of its document; of ADJUSTED and FOUND the consignment line that is answered.
    """

    kind = TextField()
    person = ForeignKeyField(Person)
    account = ForeignKeyField(AccountRow, index=False)
    amount_idr = IntegerField()
    product = ForeignKeyField(Product, null=True)
    qty_milli = IntegerField()
    origin_kind = TextField()
    origin_id = IntegerField()
    origin_line_id = IntegerField(null=True)
    business_date = DayField()
    recorded_at = TextField()

    class Meta:
        table_name = "consignment_line"
        indexes = ((("origin_kind", "origin_id"), False),)


class ReturnNote(Document):
    """A nota retur: unsold goods went home; nothing is posted."""

    SERIES = "NR"
    consignor = ForeignKeyField(Person)
    note = TextField()

    class Meta:
        table_name = "return_note"


class ReturnNoteLine(Row):
    return_note = ForeignKeyField(ReturnNote)
    line_no = IntegerField()
    product = ForeignKeyField(Product)
    qty_milli = IntegerField(constraints=[SQL("CHECK (qty_milli > 0)")])
    reason = TextField()

    class Meta:
        table_name = "return_note_line"
        indexes = ((("return_note", "line_no"), True),)


class Loss(Document):
    """Consigned goods lost or broken in the shop, which owes the consignor's share for them."""

    SERIES = "RG"
    consignor = ForeignKeyField(Person)
    note = TextField()


class LossLine(Row):
    loss = ForeignKeyField(Loss)
    line_no = IntegerField()
    product = ForeignKeyField(Product)
    qty_milli = IntegerField(constraints=[SQL("CHECK (qty_milli > 0)")])
    share_idr = IntegerField(constraints=[SQL("CHECK (share_idr >= 0)")])

    class Meta:
        table_name = "loss_line"
        indexes = ((("loss", "line_no"), True),)


class Settlement(Document):
    """A consignor's account drawn up to a cut-off day: its lines are locked to it, paid or not."""

    SERIES = "PT"
    consignor = ForeignKeyField(Person)
    cut_off = DayField()
    total_idr = IntegerField()
    last_return_note_id = IntegerField()
    last_void_id = IntegerField()
    """The newest return note and cancellation at that moment, 0 for none: the paper shows what was known then."""


class SettlementLine(Row):
    """One consignment line, settled once."""

    settlement = ForeignKeyField(Settlement)
    consignment_line = ForeignKeyField(ConsignmentLine, unique=True)

    class Meta:
        table_name = "settlement_line"


class Payout(Document):
    """What of a settlement a consignor was paid, with its kuitansi: gross; its parts say by which ways it went."""

    SERIES = "KW"
    settlement = ForeignKeyField(Settlement)
    consignor = ForeignKeyField(Person)
    shift = ForeignKeyField(Shift, null=True, index=False)
    amount_idr = IntegerField(constraints=[SQL("CHECK (amount_idr > 0)")])
    received_by = TextField()


class PayoutPart(Row):
    """What of a payout went by one way (a place of money, savings, a debt repaid), rupiah; Σ parts = the payout."""

    payout = ForeignKeyField(Payout, index=False)
    line_no = IntegerField()
    way = TextField()
    amount_idr = IntegerField(constraints=[SQL("CHECK (amount_idr > 0)")])

    class Meta:
        table_name = "payout_part"
        indexes = ((("payout", "line_no"), True),)


class Advance(Document):
    """Uang muka: money a consignor got before it was earned, or paid back; payouts net the rest."""

    SERIES = "UM"
    consignor = ForeignKeyField(Person)
    direction = TextField()
    amount_idr = IntegerField(constraints=[SQL("CHECK (amount_idr > 0)")])
    place = TextField()
    shift = ForeignKeyField(Shift, null=True, index=False)
    note = TextField()

    class Meta:
        constraints = [SQL("CHECK ((shift_id IS NOT NULL) = (place = 'DRAWER'))")]


class EveningCount(Document):
    """A consignor's leftovers counted at the end of a day, with the documents that followed from the count.

    `unrung_idr` is the price of what was sold and never rung up; its entry, its shares and its moves have the count as
    their origin. `settlement` is null where nothing was owed.
    """

    SERIES = "HK"
    consignor = ForeignKeyField(Person)
    unrung_idr = IntegerField(constraints=[SQL("CHECK (unrung_idr >= 0)")])
    return_note = ForeignKeyField(ReturnNote, null=True)
    loss = ForeignKeyField(Loss, null=True)
    settlement = ForeignKeyField(Settlement, null=True)

    class Meta:
        table_name = "evening_count"


class EveningCountLine(Row):
    """One product of a count, in thousandths of a unit: what lay there, what was left, what the till sold.

    The gap is what is gone beyond the till: brought - leftover - damaged - till. `net_idr` and `share_idr` are the
    price and the consignor's share of a gap that was sold and not rung up.
    """

    evening_count = ForeignKeyField(EveningCount)
    line_no = IntegerField()
    product = ForeignKeyField(Product)
    brought_milli = IntegerField()
    leftover_milli = IntegerField(constraints=[SQL("CHECK (leftover_milli >= 0)")])
    damaged_milli = IntegerField(constraints=[SQL("CHECK (damaged_milli >= 0)")])
    till_milli = IntegerField()
    kept = FlagField()
    damaged_by_shop = FlagField()
    decision = TextField(null=True)
    price_idr = IntegerField(constraints=[SQL("CHECK (price_idr >= 0)")])
    net_idr = IntegerField(constraints=[SQL("CHECK (net_idr >= 0)")])
    share_idr = IntegerField(constraints=[SQL("CHECK (share_idr >= 0)")])

    class Meta:
        table_name = "evening_count_line"
        indexes = ((("evening_count", "line_no"), True), (("evening_count", "product"), True))
        constraints = [
            SQL("CHECK (brought_milli - leftover_milli - damaged_milli - till_milli >= 0)"),
            SQL("CHECK ((decision IS NULL) = (brought_milli - leftover_milli - damaged_milli - till_milli = 0))"),
        ]


SETS = {
    "consignment_kind": ("SOLD", "RETURNED", "LOST", "FOUND", "ADJUSTED", "OPENING"),
    "terms_model": tuple(TermsModel),
    "bearer": tuple(Bearer),
    "shrinkage_bearer": (Bearer.SHOP, Bearer.CONSIGNOR),
    "return_reason": tuple(ReturnReason),
    "gap_decision": tuple(GapDecision),
    "settlement_cycle": tuple(Cycle),
    "payout_way": tuple(PayoutWay),
    "advance_direction": tuple(AdvanceDirection),
}

GUARDS = {
    **one_of("agreement", model="terms_model", bearer="bearer", shrinkage_bearer="shrinkage_bearer"),
    **one_of("arrangement", cycle="settlement_cycle", expiry_bearer="shrinkage_bearer"),
    **one_of("consignment_line", kind="consignment_kind"),
    **refuse(
        "consignment_line",
        "account",
        "NOT EXISTS (SELECT 1 FROM account WHERE id = NEW.account_id AND of_consignor)",
        "bukan akun penitip",
    ),
    **one_of("return_note_line", reason="return_reason"),
    **append_only(
        Agreement,
        AgreedArrangement,
        Delivery,
        DeliveryLine,
        ConsignmentLine,
        ReturnNote,
        ReturnNoteLine,
        Loss,
        LossLine,
        Settlement,
        SettlementLine,
        Payout,
        PayoutPart,
        Advance,
        EveningCount,
        EveningCountLine,
    ),
    **one_of("payout_part", way="payout_way"),
    **one_of("advance", place="place", direction="advance_direction"),
    **one_of("evening_count_line", optional=("decision",), decision="gap_decision"),
    **refuse(
        "evening_count",
        "one_a_day",
        "EXISTS (SELECT 1 FROM evening_count e WHERE e.consignor_id = NEW.consignor_id"
        f" AND e.business_date = NEW.business_date AND {stands('evening_count', 'e')})",
        "sudah dihitung hari ini",
    ),
}
