"""Writes after a sale, one file a noun: returns, payments and owners corrected, cancellations, and their one write."""

from pkkmart.sale_changes.operations.cancelling import cancel_return, void_sale
from pkkmart.sale_changes.operations.owners import OwnerCorrected, correct_owner
from pkkmart.sale_changes.operations.payments import PaymentCorrected, correct_payment
from pkkmart.sale_changes.operations.returns import Returned, ReturnItem, planned_refund, return_goods
from pkkmart.sale_changes.operations.without_receipt import ReturnedForCash, UnreceiptedItem, return_without_receipt
