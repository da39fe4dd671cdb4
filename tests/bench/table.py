"""Times, their median and p99, and the table that is printed."""

from __future__ import annotations

import math
import statistics
from dataclasses import dataclass, field


@dataclass
class Times:
    """Durations in milliseconds."""

    ms: list[float] = field(default_factory=list)

    def add(self, seconds: float) -> None:
        self.ms.append(seconds * 1_000)

    @property
    def median(self) -> float:
        return statistics.median(self.ms)

    @property
    def p99(self) -> float:
        """The smallest time that 99 of 100 do not exceed."""
        return sorted(self.ms)[math.ceil(0.99 * len(self.ms)) - 1]


@dataclass(frozen=True)
class Limit:
    """What the issue asks for: `figure` is "median", "p99" or "ratio"."""

    figure: str
    most: float
    unit: str = "ms"

    def __str__(self) -> str:
        return f"{self.figure} ≤ {self.most:g}{' ' + self.unit if self.unit else 'x'}"


@dataclass(frozen=True)
class Line:
    """One measurement, next to the same done by hand where there is such a thing."""

    what: str
    times: Times
    limits: tuple[Limit, ...] = ()
    by_hand: Times | None = None
    unit: str = "ms"

    @property
    def ratio(self) -> float | None:
        return None if self.by_hand is None else self.times.median / self.by_hand.median

    def figures(self) -> dict[str, float]:
        found = {"median": self.times.median, "p99": self.times.p99}
        return found if self.ratio is None else {**found, "ratio": self.ratio}

    def verdict(self) -> str:
        over = [str(limit) for limit in self.limits if self.figures()[limit.figure] > limit.most]
        return "over: " + ", ".join(over) if over else ("ok" if self.limits else "")


_WIDTHS = (46, 9, 9, 7, 6, 26)


def head() -> str:
    titles = ("what, in milliseconds", "median", "p99", "ratio", "n", "limit", "")
    return _laid(titles) + "\n" + "-" * 122


def laid(line: Line) -> str:
    """One line of the table."""
    ratio = "" if line.ratio is None else f"{line.ratio:.2f}x"
    limits = ", ".join(map(str, line.limits))
    figures = (f"{line.times.median:.2f}", f"{line.times.p99:.2f}", ratio, str(len(line.times.ms)))
    if line.unit != "ms":
        figures = (f"{line.times.median:.0f} {line.unit}", f"{line.times.p99:.0f} {line.unit}", *figures[2:])
    return _laid((line.what, *figures, limits, line.verdict()))


def _laid(cells: tuple[str, ...]) -> str:
    parts = [cells[0].ljust(_WIDTHS[0])]
    parts += [cell.rjust(width) for cell, width in zip(cells[1:5], _WIDTHS[1:5], strict=True)]
    return "  ".join([*parts, cells[5].ljust(_WIDTHS[5]), cells[6]]).rstrip()
