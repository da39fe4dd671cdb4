"""What a cashier does without the cart: open receipts, cash in and out, the drawer; and what the buyer sees."""

from __future__ import annotations

from collections.abc import Callable

from pkkmart.core.i18n import _, figure
from pkkmart.sales.cart import Cart
from pkkmart.sales.operations.shift_papers import print_x
from pkkmart.sales.queries import SaleView, last_sale_id, sale_view
from pkkmart.sales.screen.display import QrisAsked
from pkkmart.sales.screen.pay import PayView
from pkkmart.sales.tenders import Tender
from pkkmart.till.dialogs import cash_sheet, open_drawer_sheet, x_report_sheet
from pkkmart.till.queries import ShiftRow
from pkkmart.ui.doors import Door
from pkkmart.ui.page import Context
from pkkmart.ui.run import run


class DrawerActs:
    """The acts on receipts and the drawer of the open shift; `home` puts the focus back into the search field."""

    def __init__(self, context: Context, shift: Callable[[], ShiftRow | None], home: Callable[[], object]) -> None:
        self.context, self.shift, self.home = context, shift, home

    def open_receipts(self) -> None:
        """Ctrl+R: everything after a sale."""
        self.context.open(Door("receipts"))

    def open_last(self, act: str = "") -> None:
        """The receipt of the last sale, and what is to be done with it; without one, all receipts."""
        sale = self.last_sale()
        self.context.open(Door("sale", sale.id, act) if sale is not None else Door("receipts"))

    def last_sale(self) -> SaleView | None:
        """The newest sale of the shift."""
        last = self.last_id()
        return run(self.context.messages, sale_view, last) if last else None

    def last_id(self) -> int | None:
        """The newest sale of the shift, None while it has none."""
        shift = self.shift()
        return run(self.context.messages, last_sale_id, shift.id) if shift else None

    def correct_payment(self) -> None:
        """Ctrl+G: how the last sale was really paid."""
        self.open_last("payment")

    def correct_owner(self) -> None:
        """Ctrl+M: the last sale was another owner's goods."""
        self.open_last("owner")

    def move_cash(self) -> None:
        """Ctrl+K: cash into the drawer or out of it."""
        cash_sheet(self.context, self.home)

    def print_x(self) -> None:
        """Shift+F8: what the open shift did so far, on paper and on the screen."""
        shift = self.shift()
        if shift is not None:
            x_report_sheet(self.context, shift.id, print_x)

    def open_drawer(self) -> None:
        """Ctrl+D: the drawer without a sale, with a reason."""
        open_drawer_sheet(self.context)


def show_buyer(context: Context, cart: Cart, view: PayView) -> None:
    """Let the buyer see the QRIS code while QRIS is typed, else the cart."""
    amount = view.received.value() if view.tender is Tender.QRIS else None
    context.buyer_sees.emit(QrisAsked(amount, view.reference) if amount else cart)


def member_note(savings_idr: int, room_idr: int | None, bought_idr: int) -> tuple[str, ...]:
    """What a member may pay with and bought this year, in ever shorter wordings."""
    savings = [_("simpanan {amount}").format(amount=figure(savings_idr))] if savings_idr else []
    room = [] if room_idr is None else [_("ruang bon {amount}").format(amount=figure(room_idr))]
    short = [] if room_idr is None else [_("bon {amount}").format(amount=figure(room_idr))]
    bought = [_("belanja tahun ini {amount}").format(amount=figure(bought_idr))]
    told = [savings + room + bought, savings + room, savings + short]
    notes = (" · ".join(parts) for parts in told if parts)
    return tuple(note[:1].upper() + note[1:] for note in notes)
