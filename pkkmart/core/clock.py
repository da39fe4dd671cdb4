"""The only module that asks the system for the time; tests and the demo put their own clock in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

DEFAULT_ZONE = "Asia/Jakarta"

_source: Callable[[], datetime] = lambda: datetime.now(UTC)  # noqa: E731 - replaced as a value
_zone = ZoneInfo(DEFAULT_ZONE)


def now() -> datetime:
    """This moment, in UTC."""
    return _source()


def now_text() -> str:
    """This moment as stored in `recorded_at`: `2026-11-24T03:42:07.123456Z`."""
    return to_text(now())


def to_text(moment: datetime) -> str:
    """A UTC moment as fixed-width ISO text, so that text order is time order."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds").removesuffix("+00:00") + "Z"


def from_text(text: str) -> datetime:
    """The moment written by `to_text`, in UTC; a ValueError for any other text."""
    if len(text) != len("2026-11-24T03:42:07.123456Z") or text[10] != "T" or text[-1] != "Z":
        raise ValueError(f"not a recorded moment: {text!r}")
    return datetime.fromisoformat(text)  # many times as fast as strptime


def local(moment: datetime) -> datetime:
    """A moment on the shop's wall clock."""
    return moment.astimezone(_zone)


def today() -> date:
    """The calendar day in the shop, whatever zone the PC is set to."""
    return local(now()).date()


def day_begins(day: date) -> datetime:
    """The moment a day begins in the shop, in UTC: what is recorded earlier belongs to the day before."""
    return datetime.combine(day, time(), tzinfo=_zone).astimezone(UTC)


def use_zone(name: str) -> None:
    """Set the shop's time zone (a setting of the shop, `Asia/Jakarta` unless told)."""
    global _zone
    _zone = ZoneInfo(name)


@contextmanager
def using(source: Callable[[], datetime]) -> Iterator[None]:
    """Let another clock tell the time inside the block."""
    global _source
    before = _source
    _source = source
    try:
        yield
    finally:
        _source = before
