"""The columns of a file as they were chosen the last time."""

from __future__ import annotations

import json
from collections.abc import Sequence

from pkkmart.core.db import fetch_one
from pkkmart.imports.columns import Field, ListKind, Mapping, guess, plain


def columns_of(heading: Sequence[str], kind: ListKind) -> Mapping:
    """The columns chosen the last time a list of this kind had these headings, else the likeliest."""
    row = fetch_one("SELECT places FROM column_choice WHERE kind = ? AND heading = ?", (kind, heading_key(heading)))
    if row is None:
        return guess(heading, kind)
    places = tuple((Field(field), int(place)) for field, place in json.loads(row[0]).items())
    return Mapping(tuple(heading), places, kind)


def heading_key(heading: Sequence[str]) -> str:
    """The headings of a list in one text, to know the next such list by."""
    return "|".join(map(plain, heading))
