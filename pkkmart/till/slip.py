"""The slip of cash in or out of the drawer: a paper for the drawer, signed by two."""

from __future__ import annotations

from collections.abc import Sequence

from pkkmart.core import clock
from pkkmart.core.i18n import _, date_short, time_short
from pkkmart.printing.letterhead import SHOP_NAME
from pkkmart.printing.signed_slip import amount_lines, signatures
from pkkmart.printing.slip import Columns, Cut, DrawerKick, Element, Rule, Text
from pkkmart.till.kinds import CashIn
from pkkmart.till.places import CashPlace
from pkkmart.till.queries import CashSlipRow


def cash_slip_elements(slip: CashSlipRow, helper: str, *, kick: bool = False) -> list[Element]:
    """The paper of cash in or out; `helper` is who approved it ("" when nobody had to), `kick` opens the drawer."""
    title = _("KAS MASUK LACI") if isinstance(slip.kind, CashIn) else _("KAS KELUAR LACI")
    return [*([DrawerKick()] if kick else []), *_paper(title, slip.number, slip, slip.cashier, helper)]


def cancelled_slip_elements(slip: CashSlipRow, cashier: str, reason: str) -> list[Element]:
    """The paper that says a slip of cash in or out no longer counts."""
    title = _("BATAL KAS MASUK") if isinstance(slip.kind, CashIn) else _("BATAL KAS KELUAR")
    voids: list[Element] = [Columns(_("Membatalkan"), slip.number), Text(_("Sebab: {reason}").format(reason=reason))]
    return _paper(title, slip.cancelled_by, slip, cashier, "", voids=voids)


def _paper(
    title: str, number: str, slip: CashSlipRow, cashier: str, helper: str, *, voids: Sequence[Element] = ()
) -> list[Element]:
    drawer, other = _(CashPlace.DRAWER.label), _(slip.kind.place.label)
    came = isinstance(slip.kind, CashIn) != bool(voids)
    return [
        Text(SHOP_NAME.get(), align="center", bold=True),
        Rule(),
        Text(title, align="center", bold=True),
        Columns(number, _moment(slip.cancelled_at or slip.recorded_at)),
        Columns(_("Sif"), str(slip.shift_id)),
        *voids,
        Columns(_("Dari"), other if came else drawer),
        Columns(_("Ke"), drawer if came else other),
        *amount_lines(_("Jumlah"), slip.amount_idr),
        *([] if voids else [Text(_("Untuk: {reason}").format(reason=slip.reason))]),
        Rule(),
        *signatures((_("Kasir"), cashier), (_("Bendahara"), helper)),
        Cut(),
    ]


def _moment(recorded_at: str) -> str:
    local = clock.local(clock.from_text(recorded_at))
    return f"{date_short(local.date())} {time_short(local)}"
