"""Proof of titipan: per consignor, the lines are what accounts 2102, 2103 and 1133 say."""

from __future__ import annotations

from pkkmart.consignment.queries import owed_by_person
from pkkmart.core.check import Check
from pkkmart.core.i18n import _, figure
from pkkmart.ledger.chart import Account
from pkkmart.ledger.queries import balances_by_person


def lines_are_payables() -> Check:
    """Decision 25, as far as nothing is settled yet: every line counts."""
    owed = owed_by_person()
    booked = balances_by_person(
        Account.MEMBER_CONSIGNOR_PAYABLE, Account.OTHER_CONSIGNOR_PAYABLE, Account.CONSIGNOR_RECEIVABLE
    )
    wrong = [person for person in owed.keys() | booked.keys() if owed.get(person, 0) != -booked.get(person, 0)]
    text = _("baris titipan {lines}, Utang Penitip {booked}, {wrong} penitip berbeda").format(
        lines=figure(sum(owed.values())), booked=figure(-sum(booked.values())), wrong=len(wrong)
    )
    return Check(_("Baris titipan sama dengan Utang Penitip"), text, not wrong)


CHECKS = (lines_are_payables,)
