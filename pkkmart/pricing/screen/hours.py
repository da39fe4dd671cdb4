"""An hour of the day in a field."""

from __future__ import annotations

import re

from pkkmart.pricing.promotions import DAY_MINUTES
from pkkmart.pricing.words import hour_text
from pkkmart.ui.fields import TextField

_HOUR = re.compile(r"^(\d{1,2})(?:[.:](\d{2}))?$")


class HourField(TextField):
    """An hour of the day as it is written here: `16.00`, `16:30` or `16`; 24.00 is the end of the day."""

    def __init__(self, name: str, minute: int) -> None:
        super().__init__(name, placeholder="16.00", limit=5)
        self.setText(hour_text(minute))

    def value(self) -> int | None:
        """The minute of the day, or None while what is written is no hour."""
        found = _HOUR.match(self.text().strip())
        if found is None:
            return None
        hour, minute = int(found[1]), int(found[2] or 0)
        total = hour * 60 + minute
        return total if minute < 60 and total <= DAY_MINUTES else None
