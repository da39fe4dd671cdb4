"""The slip of a deposit, a withdrawal or its cancellation: what the member keeps, signed by two."""

from __future__ import annotations

from datetime import date

from pkkmart.core import clock
from pkkmart.core.i18n import _, date_short, figure, rupiah_document, terbilang, time_short
from pkkmart.printing.letterhead import SHOP_ADDRESS, SHOP_LEGAL_NAME, SHOP_LEGAL_NUMBER, SHOP_NAME, SHOP_PHONE
from pkkmart.printing.slip import Cell, Columns, Cut, Element, Feed, Row, Rule, Text
from pkkmart.savings.queries import SlipRow
from pkkmart.savings.rules import Direction

_LINE = "." * 13


def slip_elements(slip: SlipRow, balance_idr: int) -> list[Element]:
    """Everything on the paper of a deposit or withdrawal; the balance is that of its kind, after it."""
    deposit = slip.direction is Direction.DEPOSIT
    title = _("SETORAN SIMPANAN") if deposit else _("PENARIKAN SIMPANAN")
    return _paper(title, slip.number, slip.business_date, slip.recorded_at, slip, balance_idr, slip.user)


def cancellation_elements(
    slip: SlipRow, balance_idr: int, *, number: str, day: date, recorded_at: str, user: str, reason: str
) -> list[Element]:
    """The paper that says a slip no longer counts; `number`, day and user are the cancellation's."""
    deposit = slip.direction is Direction.DEPOSIT
    title = _("BATAL SETORAN") if deposit else _("BATAL PENARIKAN")
    return _paper(title, number, day, recorded_at, slip, balance_idr, user, cancelled=slip.number, reason=reason)


def _paper(
    title: str, number: str, day: date, recorded_at: str, slip: SlipRow, balance_idr: int, user: str,
    *, cancelled: str = "", reason: str = "",
) -> list[Element]:  # fmt: skip
    given = (slip.direction is Direction.DEPOSIT) != bool(cancelled)
    notes = [Text(_("Catatan: {note}").format(note=slip.note))] if slip.note and not cancelled else []
    voids: list[Element] = (
        [Columns(_("Membatalkan"), cancelled), Text(_("Sebab: {reason}").format(reason=reason))] if cancelled else []
    )
    return [
        *slip_head(),
        Rule(),
        Text(title, align="center", bold=True),
        Columns(number, slip_moment(day, recorded_at)),
        *voids,
        Columns(_("Anggota"), slip.member_number),
        Text(slip.member, bold=True),
        Rule(),
        Columns(_(slip.kind.label), rupiah_document(slip.amount_idr), bold=True),
        Text(_("Terbilang: {words}").format(words=terbilang(slip.amount_idr))),
        Columns(_("Masuk ke") if given else _("Keluar dari"), _(slip.place.label)),
        *notes,
        Rule(),
        Columns(_("Saldo {kind} sekarang").format(kind=_(slip.kind.word)), figure(balance_idr), bold=True),
        Feed(),
        *slip_signatures(_("Penyetor") if given else _("Penerima"), slip.member, user),
        Cut(),
    ]


def slip_head() -> list[Element]:
    """The shop's name and legal facts, as they stand at the top of a member's slip."""
    legal = _("BH {number}").format(number=SHOP_LEGAL_NUMBER.get()) if SHOP_LEGAL_NUMBER.get() else ""
    phone = _("Telp. {number}").format(number=SHOP_PHONE.get()) if SHOP_PHONE.get() else ""
    return [
        Text(SHOP_NAME.get(), align="center", bold=True, size=2),
        *(Text(text, align="center") for text in (SHOP_LEGAL_NAME.get(), legal, SHOP_ADDRESS.get(), phone) if text),
    ]


def slip_moment(day: date, recorded_at: str) -> str:
    """The day the books use, and the hour where it was written on that day."""
    local = clock.local(clock.from_text(recorded_at))
    return f"{date_short(day)} {time_short(local)}" if local.date() == day else date_short(day)


def slip_signatures(member_word: str, member: str, user: str) -> list[Element]:
    """Two lines to sign on, side by side, each over the name of who signs."""
    pairs = ((member_word, _("Petugas")), (_LINE, _LINE), (member, user or _("Petugas")))
    first, *rest = [Row(tuple(Cell(text, align="center") for text in pair)) for pair in pairs]
    return [first, Feed(3), *rest]
