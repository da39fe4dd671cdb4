"""Taking opening balances back: a wrong sheet is cancelled whole, and a right one booked in its place."""

from __future__ import annotations

from datetime import date

from pkkmart.consignment.operations.goods import negate_lines
from pkkmart.consignment.queries import settled_in
from pkkmart.core.actor import Actor, Approval, Permission
from pkkmart.core.errors import UserError
from pkkmart.core.i18n import N_, _, figure
from pkkmart.core.operation import Changed, current_act, operation
from pkkmart.core.quantity import quantity_text
from pkkmart.imports.opening import SAVINGS, OpeningKind
from pkkmart.imports.queries import OpeningDocument, opening_document
from pkkmart.ledger.operations import void_document
from pkkmart.ledger.posting import Origin
from pkkmart.people.queries import person_name
from pkkmart.purchasing.queries import owed_idr
from pkkmart.receivables.queries import payable_idr
from pkkmart.savings.queries import balances
from pkkmart.savings.rules import KIND_OF
from pkkmart.stock.operations import reverse_moves
from pkkmart.stock.queries import levels
from pkkmart.till.balances import require_balance_left
from pkkmart.till.queries import received_by


class OpeningInUse(UserError):
    """Something later stands on what the sheet brought: that has to be cancelled first."""


class OpenedGoodsSold(OpeningInUse):
    template = N_(
        "{number} tidak bisa dibatalkan: {brought} {name} harus keluar lagi, di rak tercatat {stock}, jadi sebagian "
        "sudah terjual. Betulkan jumlahnya lewat Stok, Sesuaikan."
    )


class OpenedShareSettled(OpeningInUse):
    template = N_(
        "{number} tidak bisa dibatalkan: utang titipannya sudah masuk perhitungan {settlement}. "
        "Batalkan dulu perhitungan itu."
    )


class OpenedSavingsSpent(OpeningInUse):
    template = N_(
        "{number} tidak bisa dibatalkan: {kind} {name} dari saldo awal sudah ditarik, kurang {missing}. "
        "Batalkan dulu penarikannya."
    )


class OpenedDebtPaid(OpeningInUse):
    template = N_(
        "{number} tidak bisa dibatalkan: utang kepada {name} dari saldo awal sudah dibayar, kurang {missing}. "
        "Batalkan dulu pembayarannya."
    )


class OpenedBonPaid(OpeningInUse):
    template = N_(
        "{number} tidak bisa dibatalkan: bon {name} dari saldo awal sudah diangsur, kurang {missing}. "
        "Batalkan dulu angsurannya."
    )


@operation(
    Permission.KEEP_BOOKS, changes=frozenset({Changed.LEDGER, Changed.STOCK, Changed.CONSIGNMENT, Changed.PEOPLE})
)
def cancel_opening(actor: Actor, opening_id: int, reason: str, *, approval: Approval | None = None) -> None:
    """Take opening balances back: the exact negation of their entry, their goods and their debts to consignors.

    Dated as the opening itself, not today: otherwise every day in between would show the old sheet next to the
    one booked in its place. The people the sheet registered stay, with their numbers and capacities: other documents
    may name them by now, and the sheet booked in its place finds them instead of making them twice.

    Raises OpeningInUse (goods sold, a share settled, savings withdrawn, a supplier or a bon paid), ValueMixed,
    ReasonMissing, AlreadyVoided, PeriodClosed, PlaceSpentSince (its money was spent since).
    """
    opened = opening_document(opening_id)
    current_act().subject = opened.number
    origin, day = Origin("opening", opening_id), opened.business_date
    # Not by cancel_document: while the sheet stands no other paper may bear its day.
    void = void_document(origin, reason=reason, business_date=day, till_id=None)
    for place, amount in received_by(origin):
        require_balance_left(place, amount, day, opened.number)
    settlement = settled_in(origin.kind, origin.id)
    if settlement:
        raise OpenedShareSettled(number=opened.number, settlement=settlement)
    _require_on_shelf(opened)
    reverse_moves(origin, opened.number, void=void, business_date=day)
    negate_lines(origin, void, day)
    _require_savings_whole(opened)
    _require_debts_whole(opened)
    _require_bon_whole(opened)


def _require_on_shelf(opened: OpeningDocument) -> None:
    brought: dict[int, int] = {}
    names: dict[int, str] = {}
    for line in opened.lines:
        if line.product_id is not None:
            brought[line.product_id] = brought.get(line.product_id, 0) + line.draft.qty_milli
            names[line.product_id] = line.draft.name
    for product_id, level in levels(brought).items():
        if level.qty_milli < brought[product_id]:
            raise OpenedGoodsSold(
                number=opened.number,
                brought=quantity_text(brought[product_id]),
                name=names[product_id],
                stock=quantity_text(level.qty_milli),
            )


def _require_savings_whole(opened: OpeningDocument) -> None:
    """After the reversal nobody may have withdrawn more than was deposited since."""
    for line in opened.lines:
        if line.draft.kind in SAVINGS and line.person_id is not None:
            left = balances(line.person_id).of(KIND_OF[int(line.account)])
            if left < 0:
                raise OpenedSavingsSpent(
                    number=opened.number,
                    kind=_(line.draft.kind.label).lower(),
                    name=person_name(line.person_id),
                    missing=figure(-left),
                )


def _require_debts_whole(opened: OpeningDocument) -> None:
    for line in opened.lines:
        if line.draft.kind is OpeningKind.SUPPLIER and line.person_id is not None:
            owed = owed_idr(line.person_id)
            if owed < 0:
                raise OpenedDebtPaid(number=opened.number, name=person_name(line.person_id), missing=figure(-owed))


def _require_bon_whole(opened: OpeningDocument) -> None:
    for line in opened.lines:
        if line.draft.kind is OpeningKind.BON and line.person_id is not None:
            left = payable_idr(line.person_id, Origin("opening", opened.id), date.max)
            if left < 0:
                raise OpenedBonPaid(number=opened.number, name=person_name(line.person_id), missing=figure(-left))
