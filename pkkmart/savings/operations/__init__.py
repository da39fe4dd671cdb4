"""Writes of savings, one file a noun: slips and what documents move, consent by PIN, new members, the shop's rules."""

from pkkmart.savings.operations.consents import (
    ConsentMissing,
    ConsentResult,
    MemberPinUnfit,
    PinNotSet,
    consent_by_pin,
    consent_by_word,
    require_consent,
    require_pin,
    require_pin_fit,
    set_member_pin,
)
from pkkmart.savings.operations.newcomers import Joined, Newcomer, PhoneUnfit, SamePerson, join, require_new_person
from pkkmart.savings.operations.policies import choose_consent
from pkkmart.savings.operations.slips import (
    AmountUnfit,
    DepositUnusual,
    NotEnoughToPay,
    NotMember,
    PrincipalAgain,
    SavedSlip,
    SavingsUsedSince,
    cancel_savings_slip,
    deposit,
    draw,
    put,
    require_usual,
    undo,
    withdraw,
)
