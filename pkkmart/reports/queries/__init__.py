"""Reads of the reports, one file a noun: the month's books, and the two recaps."""

from pkkmart.reports.queries.books import (
    ConsignedStock,
    MonthBalance,
    as_of,
    balances_at_end,
    books_begun,
    consigned_stock,
    is_closed,
    month_balances,
    report_months,
    snapshot,
)
from pkkmart.reports.queries.recaps import (
    ConsignmentRecap,
    ConsignorMonth,
    SalesRecap,
    SalesRow,
    TenderRow,
    consignment_recap,
    sales_recap,
)
