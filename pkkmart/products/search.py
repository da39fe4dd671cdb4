"""Full-text queries of what a cashier types, with misspellings corrected. Pure."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Sequence

_WORD = re.compile(r"[0-9a-z]+")
_ALIKE = 66
"""Lowest likeness (0–100) at which a word of the vocabulary stands in for a misspelt one."""


def words_of(text: str) -> list[str]:
    """The words of a text as in the index: lower case, without accents."""
    plain = unicodedata.normalize("NFKD", text.lower())
    return _WORD.findall("".join(char for char in plain if not unicodedata.combining(char)))


def match_all(words: Sequence[str]) -> str:
    """An FTS5 query for rows with a word beginning with each of these, in any order."""
    return " ".join(f'"{word}"*' for word in words)


def match_corrected(words: Sequence[str], vocabulary: Sequence[str]) -> str | None:
    """The query with each unknown word replaced by its likes in the sorted vocabulary, None if one has none."""
    from rapidfuzz import fuzz, process  # imported late: a start needs no search

    parts: list[str] = []
    for word in words:
        if _begins_a_word(word, vocabulary):
            parts.append(f'"{word}"*')
            continue
        likes = process.extract(word, vocabulary, scorer=fuzz.ratio, limit=4, score_cutoff=_ALIKE)
        if not likes:
            return None
        parts.append("(" + " OR ".join(f'"{like[0]}"' for like in likes) + ")")
    return " AND ".join(parts)


def _begins_a_word(word: str, vocabulary: Sequence[str]) -> bool:
    index = bisect_left(vocabulary, word)
    return index < len(vocabulary) and vocabulary[index].startswith(word)
