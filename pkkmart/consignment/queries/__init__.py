"""Reads of titipan, one file a noun: deliveries and terms, evenings, what is owed, accounts, statements,
documents."""

from pkkmart.consignment.queries.accounts import (
    AccountRow,
    PaidPart,
    PayoutRow,
    PerAccount,
    SettlementView,
    lines_to_settle,
    payout_head,
    payouts_of,
    settled_in,
    settlement_number,
    settlement_view,
    settlements,
    unsettled_lines,
    unsettled_since,
)
from pkkmart.consignment.queries.advances import AdvanceRow, advance_idr, advance_row, advances_by_person
from pkkmart.consignment.queries.arrangements import ArrangementRow, arrangement_history, arrangement_of, due_since
from pkkmart.consignment.queries.daily import (
    Counted,
    CountedLine,
    EveningGoods,
    count_of,
    count_with_note,
    counted,
    counted_on,
    daily_consignors,
    evening_goods,
    first_notes,
    goods_to_count,
    sold_out,
    suggestions,
    unrung_on,
    unsettled_of,
)
from pkkmart.consignment.queries.deliveries import (
    ConsignorToday,
    consignors_on,
    delivered_on,
    first_delivered,
    last_delivered,
    recent_deliveries,
    terms_for,
    terms_of,
)
from pkkmart.consignment.queries.documents import (
    DOCUMENT_KINDS,
    DocumentRow,
    GoodsLine,
    GoodsNote,
    document_count,
    document_head,
    documents,
    goods_note,
    last_payout,
)
from pkkmart.consignment.queries.losses import Refound, refound, refound_in
from pkkmart.consignment.queries.owed import (
    ConsignorRow,
    ShelfRow,
    all_advances_idr,
    all_owed_idr,
    all_unpaid_idr,
    consignors,
    owed_by_person,
    shelf,
)
from pkkmart.consignment.queries.statements import Statement, brought_between, statement
