"""One evening of titip kue as the page holds it: who brought what, what is counted already, what is typed so far."""

from __future__ import annotations

from datetime import date

from pkkmart.consignment.queries import (
    ConsignorToday,
    Counted,
    EveningGoods,
    consignors_on,
    counted_on,
    evening_goods,
    unsettled_of,
)
from pkkmart.consignment.screen.daily.drafts import EveningDraft
from pkkmart.core import clock
from pkkmart.core.i18n import _, rupiah
from pkkmart.core.quantity import quantity_text


class EveningBook:
    """The consignors of a day with their goods, their closed evenings and what is typed for the others."""

    def __init__(self) -> None:
        self.day = clock.today()
        self.people: dict[int, ConsignorToday] = {}
        self.goods: dict[int, list[EveningGoods]] = {}
        self.closed: dict[int, Counted] = {}
        self._drafts: dict[int, EveningDraft] = {}

    def read(self, day: date) -> None:
        """Read goods, sales and counts of a day; what is typed stays, but for who is closed meanwhile."""
        self.day, self.goods, self.closed = day, evening_goods(day), counted_on(day)
        known = self.goods.keys() | self.closed.keys()
        self.people = {one.id: one for one in consignors_on(day) if one.id in known}
        self._drafts = {who: one for who, one in self._drafts.items() if who in self.goods and who not in self.closed}
        for draft in self._drafts.values():
            self._take(draft)

    def draft(self, consignor_id: int) -> EveningDraft | None:
        """What is typed for a consignor, None once the evening is closed."""
        if consignor_id in self.closed:
            return None
        if consignor_id not in self._drafts:
            self._drafts[consignor_id] = EveningDraft(consignor_id)
            self._take(self._drafts[consignor_id])
        return self._drafts[consignor_id]

    def evening(self, consignor_id: int) -> Counted:
        """A consignor's evening, closed or as it is typed."""
        draft = self.draft(consignor_id)
        return self.closed[consignor_id] if draft is None else draft.counted(self.people[consignor_id].name, self.day)

    def forget(self, consignor_id: int) -> None:
        """Throw away what is typed for a consignor."""
        self._drafts.pop(consignor_id, None)

    @property
    def open(self) -> list[int]:
        """Who is not closed yet, by name."""
        return [one for one in self.people if one not in self.closed]

    @property
    def begun(self) -> list[str]:
        """For whom something is typed and not closed."""
        return [self.people[one].name for one, draft in self._drafts.items() if draft.begun and one in self.people]

    @property
    def waiting(self) -> list[Counted]:
        """The closed evenings whose money is kept."""
        return [count for count in self.closed.values() if count.unpaid_idr]

    @property
    def brought_milli(self) -> int:
        """All cakes of the day."""
        open_goods = (one for who, goods in self.goods.items() if who not in self.closed for one in goods)
        return sum(one.brought_milli for one in open_goods) + sum(one.brought_milli for one in self.closed.values())

    def card(self, consignor: ConsignorToday) -> dict[str, str]:
        """What the card of a consignor says: goods, state, and what is due."""
        count, draft = self.closed.get(consignor.id), self._drafts.get(consignor.id)
        if count is not None:
            return {"second": ", ".join(line.name for line in count.lines), **_closed_words(count)}
        said = {"second": ", ".join(one.product.name for one in self.goods.get(consignor.id, ()))}
        if draft is None or not draft.begun:
            return said | {"note": _("belum"), "figure": "–"}
        return said | {"figure": rupiah(draft.due_idr)} | _typed_words(draft)

    def _take(self, draft: EveningDraft) -> None:
        goods = self.goods[draft.consignor_id]
        draft.take(goods)
        draft.others_idr = unsettled_of(draft.consignor_id, self.day) - sum(one.earned_idr for one in goods)


def _closed_words(count: Counted) -> dict[str, str]:
    if not count.due_idr:
        return {"chip_text": _("selesai"), "chip_tone": "good"}
    words, tone = (_("belum diambil"), "attention") if count.unpaid_idr else (_("sudah dibayar"), "good")
    return {"chip_text": words, "chip_tone": tone, "figure": rupiah(count.due_idr)}


def _typed_words(draft: EveningDraft) -> dict[str, str]:
    trouble = draft.troubled
    if trouble is None:
        return {"chip_text": _("dihitung") if draft.complete else _("sedang dihitung")}
    if trouble.refusal:
        return {"chip_text": _("salah hitung"), "chip_tone": "danger"}
    words = _("selisih {qty}").format(qty=quantity_text(trouble.gap_milli))
    return {"chip_text": words, "chip_tone": "attention"}
