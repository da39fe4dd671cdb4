"""The time of the played days: it stands still until the play moves it, and never goes back."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from pkkmart.core import clock


class PlayClock:
    """A source for `clock.using`."""

    def __init__(self, at: datetime) -> None:
        self._at = at

    def __call__(self) -> datetime:
        return self._at

    def move_to(self, moment: datetime) -> None:
        """Go forward to a moment; an earlier one leaves the time as it is."""
        self._at = max(self._at, moment)

    def pass_s(self, seconds: float) -> None:
        """Let some seconds go by."""
        self._at += timedelta(seconds=seconds)


def moment(day: date, hour: int, minute: int = 0) -> datetime:
    """A time on the shop's wall clock, in UTC."""
    naive = datetime.combine(day, time(hour, minute), UTC)
    return naive - (clock.local(naive).utcoffset() or timedelta())
