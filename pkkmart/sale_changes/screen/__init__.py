"""Everything after a sale on one page: find a receipt, see it as it stands, and do what is possible with it."""

from pkkmart.sale_changes.screen.page import ReceiptsPage

__all__ = ["ReceiptsPage"]
