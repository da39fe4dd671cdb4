"""What the evening asks about a row: a count that can't be, a gap, damaged goods; and the words of what is due."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from pkkmart.consignment.queries import Counted
from pkkmart.consignment.rules import GapDecision
from pkkmart.consignment.screen.daily.cards import Asked, Choice
from pkkmart.consignment.screen.daily.drafts import RowDraft
from pkkmart.core.i18n import _, figure, rupiah
from pkkmart.core.quantity import quantity_text
from pkkmart.till.queries import drawer_difference_idr


@dataclass(frozen=True, slots=True)
class Answers:
    """What the page does with an answer: decide a gap, say who damaged, count again, write the morning, open Struk."""

    decide: Callable[[GapDecision], object]
    blame: Callable[[bool], object]
    mend: Callable[[], object]
    morning: Callable[[], object]
    receipts: Callable[[], object]


def has_question(row: RowDraft) -> bool:
    """Whether there is anything to ask about a row."""
    return bool(row.refusal or row.gap_milli > 0 or (row.damaged_milli and row.left_milli is not None))


def questions(row: RowDraft, day: date, answers: Answers) -> list[Asked]:
    """What is asked about a row."""
    if row.refusal:
        return [_refused(row, answers)]
    asked = [_gap(row, day, answers)] if row.gap_milli > 0 else []
    return [*asked, _damage(row, answers)] if row.damaged_milli else asked


def _refused(row: RowDraft, answers: Answers) -> Asked:
    above_all = (row.left_milli or 0) + (row.damaged_milli or 0) > row.goods.brought_milli
    morning, receipts = Choice(_("Catat titipan pagi"), answers.morning), Choice(
        _("Buka Struk: ibu lain"), answers.receipts
    )  # fmt: skip
    return Asked(row.refusal, (_mend(answers), morning if above_all else receipts), "danger")


def _gap(row: RowDraft, day: date, answers: Answers) -> Asked:
    sentence = _("{qty} {name} laku tetapi tidak tercatat di kasir. {drawer}").format(
        qty=quantity_text(row.gap_milli), name=row.goods.product.name, drawer=_drawer_words(day)
    )
    sold, lost = GapDecision.UNRUNG, GapDecision.REPLACED
    choices = (
        Choice(_("Catat sebagai terjual"), lambda: answers.decide(sold), row.decision is sold),
        _mend(answers),
        Choice(_("Ganti oleh toko"), lambda: answers.decide(lost), row.decision is lost),
    )
    return Asked(sentence, choices)


def _damage(row: RowDraft, answers: Answers) -> Asked:
    told = _("{qty} {name} rusak.")
    sentence = told.format(qty=quantity_text(row.damaged_milli or 0), name=row.goods.product.name)
    choices = (
        Choice(_("Dari ibu, dibawa pulang"), lambda: answers.blame(False), not row.by_shop),
        Choice(_("Rusak di toko, diganti"), lambda: answers.blame(True), row.by_shop),
    )
    return Asked(sentence, choices, "muted")


def _mend(answers: Answers) -> Choice:
    return Choice(_("Salah hitung, betulkan"), answers.mend)


def _drawer_words(day: date) -> str:
    """What the counted drawers of a day say of money too much."""
    over = drawer_difference_idr(day)
    if over is None:
        return _("Laci belum dihitung.")
    if over == 0:
        return _("Laci hari ini pas.")
    words = _("Laci hari ini lebih {amount}.") if over > 0 else _("Laci hari ini kurang {amount}.")
    return words.format(amount=rupiah(abs(over)))


def note_words(count: Counted) -> str:
    """What the figure that is due is made of, and what became of it once the evening is closed."""
    sold, brought = quantity_text(count.sold_milli), quantity_text(count.brought_milli)
    parts = [_("laku {sold} dari {brought}").format(sold=sold, brought=brought)]
    if count.number and count.due_idr:
        state = _("{number}, belum diambil") if count.unpaid_idr else _("{number}, sudah dibayar")
        parts.append(state.format(number=count.number))
    elif count.number:
        parts.append(count.number)
    if count.others_idr:
        parts.append(_("termasuk hasil lain {amount}").format(amount=figure(count.others_idr)))
    return " · ".join(parts)


def left_words(waiting: list[Counted], closed: list[Counted]) -> str:
    """That everybody is closed, and whose money waits."""
    due = sum(count.due_idr for count in closed)
    sentence = _("Semua selesai: {count} ibu, hak {amount}.").format(count=len(closed), amount=rupiah(due))
    if not waiting:
        return sentence
    kept = _("Belum diambil {count} ibu, {amount}.")
    kept = kept.format(count=len(waiting), amount=rupiah(sum(one.unpaid_idr for one in waiting)))
    return f"{sentence} {kept}"
