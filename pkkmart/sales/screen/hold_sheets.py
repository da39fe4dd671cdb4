"""The sheets of carts put aside: naming one, and calling one back."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from pkkmart.core import clock
from pkkmart.core.i18n import _, figure, time_short
from pkkmart.sales.cart import Cart
from pkkmart.sales.operations import hold, recall
from pkkmart.sales.queries import HeldCartRow, held_carts
from pkkmart.sales.screen.paid_chip import came
from pkkmart.ui.fields import Labeled, TextField
from pkkmart.ui.page import Context
from pkkmart.ui.panels import stacked
from pkkmart.ui.run import run
from pkkmart.ui.table_model import Column, RowsModel, styled_table


def hold_at_once(context: Context, cart: Cart, on_held: Callable[[], object]) -> None:
    """Put the cart aside under the name that the sheet would offer: one click, while the next buyer waits."""
    _put_aside(context, cart, _ready_name(context, cart), on_held)


def hold_sheet(context: Context, cart: Cart, on_held: Callable[[], object]) -> None:
    """Ask for a name and put the cart aside under it; a member's own name is filled in."""
    field = TextField(_("Nama keranjang"), limit=40)
    field.setText(_ready_name(context, cart))
    context.messages.sheet(
        _("Tahan keranjang"),
        stacked(Labeled(_("Nama"), field)),
        yes=_("Tahan"),
        on_yes=lambda: _put_aside(context, cart, field.text(), on_held),
    )
    field.setFocus()
    field.selectAll()


def _ready_name(context: Context, cart: Cart) -> str:
    waiting = run(context.messages, held_carts, context.till_id) or []
    return cart.member.name if cart.member else _("Pembeli {count}").format(count=len(waiting) + 1)


def _put_aside(context: Context, cart: Cart, name: str, on_held: Callable[[], object]) -> bool:
    """Whether the cart was put aside; who asked was told why if not."""
    if run(context.messages, hold, context.actor, cart, name, till_id=context.till_id) is None:
        return False
    context.messages.good(_("Keranjang {name} ditahan. F7 untuk memanggilnya.").format(name=name.strip()))
    on_held()
    return True


def recall_sheet(context: Context, on_called: Callable[[Cart], object]) -> None:
    """Show the carts that wait; Enter calls the chosen one."""
    rows = run(context.messages, held_carts, context.till_id)
    if not rows:
        return
    columns: list[Column[HeldCartRow]] = [
        Column(
            _("Nama"),
            lambda row: row.name,
            second=_second,
            second_tone=lambda row: "attention" if row.cart.paid else "muted",
        ),
        Column(_("Baris"), lambda row: figure(len(row.cart.lines)), width=80, align="right"),
        Column(_("Jumlah"), lambda row: figure(row.cart.total_idr), width=120, align="right", weight=700),
    ]
    model: RowsModel[HeldCartRow] = RowsModel(columns)
    table = styled_table(model, _("Keranjang yang ditahan"), two_lines=True, ordered=True)
    table.setMinimumHeight(240)
    model.replace(rows)
    table.select(0)

    def accept() -> bool:
        row = table.current_row()
        if not isinstance(row, HeldCartRow):
            return False
        cart = run(context.messages, recall, context.actor, row.id, till_id=context.till_id)
        if cart is not None:
            on_called(cart)
        return cart is not None

    sheet = context.messages.sheet(_("Panggil keranjang"), table, yes=_("Panggil"), on_yes=accept)
    table.opened.connect(lambda _row: sheet.accept())
    table.setFocus()


def waiting_words(rows: Sequence[HeldCartRow]) -> str:
    """The carts that still wait, for who closes the shift; "" when none does."""
    if not rows:
        return ""
    names = ", ".join(f"{row.name} ({figure(row.cart.total_idr)})" for row in rows[:3])
    if len(rows) > 3:
        names = _("{names} dan {count} lagi").format(names=names, count=len(rows) - 3)
    told = _("{count} keranjang masih ditahan: {names}.")
    return told.format(count=len(rows), names=names)


def _second(row: HeldCartRow) -> str:
    at = time_short(clock.local(clock.from_text(row.held_at)))
    since = _("sejak {time} · {cashier}").format(time=at, cashier=row.cashier)
    return " · ".join([came(row.cart.paid), since] if row.cart.paid else [since])
