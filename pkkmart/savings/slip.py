"""The slip of a deposit, a withdrawal or its cancellation: a paper for the member, signed by two."""

from __future__ import annotations

from datetime import date

from pkkmart.core import clock
from pkkmart.core.i18n import _, date_short, figure, time_short
from pkkmart.printing.letterhead import SHOP_ADDRESS, SHOP_LEGAL_NAME, SHOP_LEGAL_NUMBER, SHOP_NAME, SHOP_PHONE
from pkkmart.printing.signed_slip import amount_lines, note_line, signatures
from pkkmart.printing.slip import Columns, Cut, Element, Rule, Text
from pkkmart.savings.queries import MemberSlip, SlipRow
from pkkmart.savings.rules import Direction
from pkkmart.till.operations import Cancellation


def slip_elements(slip: SlipRow, balance_idr: int) -> list[Element]:
    """The paper of a deposit or withdrawal; the balance is that of its kind, after it."""
    deposit = slip.direction is Direction.DEPOSIT
    title = _("SETORAN SIMPANAN") if deposit else _("PENARIKAN SIMPANAN")
    return _paper(title, slip, balance_idr)


def cancellation_elements(slip: SlipRow, balance_idr: int, void: Cancellation) -> list[Element]:
    """The paper that says a deposit or withdrawal no longer counts; the balance is that of its kind, now."""
    deposit = slip.direction is Direction.DEPOSIT
    return _paper(_("BATAL SETORAN") if deposit else _("BATAL PENARIKAN"), slip, balance_idr, void)


def _paper(title: str, slip: SlipRow, balance_idr: int, void: Cancellation | None = None) -> list[Element]:
    given = (slip.direction is Direction.DEPOSIT) != bool(void)
    user = (void or slip).user or _("Petugas")
    return [
        *slip_top(title, slip, void),
        *amount_lines(_(slip.kind.label), slip.amount_idr),
        Columns(_("Masuk ke") if given else _("Keluar dari"), _(slip.place.label)),
        *note_line("" if void else slip.note),
        Rule(),
        Columns(_("Saldo {kind} sekarang").format(kind=_(slip.kind.word)), figure(balance_idr), bold=True),
        *signatures((_("Penyetor") if given else _("Penerima"), slip.member), (_("Petugas"), user)),
        Cut(),
    ]


def slip_top(title: str, slip: MemberSlip, void: Cancellation | None) -> list[Element]:
    """The top of a member's slip: shop, title, number and day (of the cancellation when it is one), member."""
    written = void or slip
    voids: list[Element] = (
        [Columns(_("Membatalkan"), slip.number), Text(_("Sebab: {reason}").format(reason=void.reason))] if void else []
    )
    return [
        *_slip_head(),
        Rule(),
        Text(title, align="center", bold=True),
        Columns(written.number, _slip_moment(written.business_date, written.recorded_at)),
        *voids,
        Columns(_("Anggota"), slip.member_number),
        Text(slip.member, bold=True),
        Rule(),
    ]


def _slip_head() -> list[Element]:
    """The shop's name and legal facts, as they stand at the top of a member's slip."""
    legal = _("BH {number}").format(number=SHOP_LEGAL_NUMBER.get()) if SHOP_LEGAL_NUMBER.get() else ""
    phone = _("Telp. {number}").format(number=SHOP_PHONE.get()) if SHOP_PHONE.get() else ""
    return [
        Text(SHOP_NAME.get(), align="center", bold=True, size=2),
        *(Text(text, align="center") for text in (SHOP_LEGAL_NAME.get(), legal, SHOP_ADDRESS.get(), phone) if text),
    ]


def _slip_moment(day: date, recorded_at: str) -> str:
    """The day the books use, and the hour where it was written on that day."""
    local = clock.local(clock.from_text(recorded_at))
    return f"{date_short(day)} {time_short(local)}" if local.date() == day else date_short(day)
