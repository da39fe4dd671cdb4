"""Everything done with a sale after it was sold: goods given back, payments and owners corrected, the sale cancelled.

Each act but the cancellation of a whole sale is one `SaleChange` (table in `sales/models.py`): signed goods and signed
tenders with a reason, in a shift, of a sale or (goods without a receipt) of none. What is left of a line, how a sale
was really paid and who really owned the goods are sums of the changes that stand.
"""
