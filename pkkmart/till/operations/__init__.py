"""Writes of the drawer, one file a noun: a shift's start, its money, cash in and out, its end."""

from pkkmart.till.operations.cash import (
    CashAmountUnfit,
    CashReasonMissing,
    OpeningReasonMissing,
    SlipShiftClosed,
    cancel_cash_slip,
    cash_in,
    cash_out,
    open_drawer,
)
from pkkmart.till.operations.closing import (
    AlreadyRecounted,
    CountResult,
    CountUnfit,
    DifferenceUnapproved,
    HandOverUnfit,
    NotCounted,
    ReasonNeeded,
    RecountUnapproved,
    close_shift,
    count_drawer,
)
from pkkmart.till.operations.money import (
    Cancellation,
    ClockBehind,
    DrawerShort,
    DrawerSpentSince,
    NoShift,
    NoTill,
    booking_day,
    business_day,
    cancel_document,
    cancel_slip,
    into_drawer,
    pay_money,
    receive_money,
    require_shift,
    require_till,
    shift_at,
    today_or_refuse,
)
from pkkmart.till.operations.starting import (
    ClockBack,
    FloatShort,
    FloatTooLarge,
    FloatUnfit,
    FloatUnfunded,
    FloatUnusual,
    ShiftOpen,
    start_shift,
)
