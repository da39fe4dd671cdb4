"""No private word comes back: names, docstrings and comments say what a stranger to the shop's first authors reads."""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from pathlib import Path

import pytest

import pkkmart

ROOT = Path(pkkmart.__file__).parent

NOWHERE = {
    "beside", "desk", "desks", "hers", "keeper", "keepers", "loose", "maker", "makers", "mother", "mothers",
    "wristwatch",
}  # fmt: skip
"""Words no name, docstring or comment has: the idea has a plain word (consignor, cashier, next to)."""
NO_NAME = NOWHERE | {"whose"}
NO_FILE_OR_FUNCTION = {"held", "kept", "losses", "pieces", "taken"}
"""Words that say of a thing what was done to it: a file is called by the thing, a function by what it returns."""

ALLOWED = (
    ("*", "held_cart", "the table of carts on hold, and a cart on hold"),
    ("consignment", "losses", "what is recorded of consigned goods that were lost or broken"),
    ("pricing", "pieces", "how many pieces a promotion, a paket or a tier counts"),
    ("till", "pieces", "how many notes or coins of one denomination a drawer holds"),
)
"""Room, phrase, reason: names a word is right in."""

_PROSE = re.compile(rf"\b({'|'.join(sorted(NOWHERE))})\b", re.IGNORECASE)
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


def words_in(name: str) -> set[str]:
    """The words of a name, in small letters: `MotherCard` has mother and card."""
    return set(_spelled(name).split("_"))


def _spelled(name: str) -> str:
    """A name as a function's would be spelled: `MotherCard` is mother_card."""
    return _HUMP.sub("_", name).lower()


def names_of(tree: ast.Module) -> Iterator[tuple[str, int, bool]]:
    """Every name a module gives or uses: the name, its line, and whether a function or class is called so."""
    for node in ast.walk(tree):
        match node:
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
                yield name, node.lineno, True
            case ast.arg(arg=name) | ast.Attribute(attr=name) | ast.Name(id=name):
                yield name, node.lineno, False
            case ast.keyword(arg=str(name)):
                yield name, node.value.lineno, False


def prose_of(source: str) -> Iterator[tuple[str, int]]:
    """Every docstring and comment of a module, with its first line."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
            yield node.value.value, node.lineno
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.COMMENT:
            yield token.string, token.start[0]


def private_words(source: str, stem: str, room: str) -> list[tuple[int, str]]:
    """What of a module is in private words: the line and the name or word; line 0 for the file's own name."""
    allowed = [phrase for where, phrase, _reason in ALLOWED if where in ("*", room)]

    def bad(name: str, banned: set[str]) -> bool:
        return bool(words_in(name) & banned) and not any(phrase in _spelled(name) for phrase in allowed)

    seen = [(0, stem)] if bad(stem, NO_NAME | NO_FILE_OR_FUNCTION) else []
    for name, line, gives in names_of(ast.parse(source)):
        if bad(name, NO_NAME | NO_FILE_OR_FUNCTION if gives else NO_NAME):
            seen.append((line, name))
    seen += [(line, found[0]) for text, line in prose_of(source) for found in _PROSE.finditer(text)]
    return sorted(seen)


def rooms() -> dict[str, list[Path]]:
    """The modules of each room; a module outside every room is a room of its own. Migrations are no room."""
    modules: dict[str, list[Path]] = {}
    for path in sorted(ROOT.rglob("*.py")):
        room = path.relative_to(ROOT).parts[0]
        if room != "migrations":
            modules.setdefault(room, []).append(path)
    return modules


@pytest.mark.parametrize("room", sorted(rooms()))
def test_a_room_is_written_in_plain_words(room: str) -> None:
    found = [
        f"{path.relative_to(ROOT)}:{line} {word}"
        for path in rooms()[room]
        for line, word in private_words(path.read_text(encoding="utf-8"), path.stem, room)
    ]
    assert found == []


@pytest.mark.parametrize(
    ("source", "word"),
    [
        ("class MotherCard: ...", "MotherCard"),
        ("def pay(makers): ...", "makers"),
        ("page.desk.add(1)", "desk"),
        ("show(whose=1)", "whose"),
        ("def kept(): ...", "kept"),
        ("class Taken: ...", "Taken"),
        ('def f():\n    """The Mother\'s share."""', "Mother"),
        ("x = 1  # lies beside it", "beside"),
    ],
)
def test_a_planted_word_is_found(source: str, word: str) -> None:
    assert [one for _line, one in private_words(source, "shares", "sales")] == [word]


def test_a_file_is_called_by_a_thing() -> None:
    assert private_words("", "kept", "sales") == [(0, "kept")]
    assert private_words("", "losses", "sales") == [(0, "losses")]
    assert private_words("", "losses", "consignment") == []


def test_right_words_pass() -> None:
    source = (
        'def held_carts(kept: int):\n    """Carts on hold, whose time is kept."""\n'
        "    return HeldCart, row.pieces\nclass HeldCart: ..."
    )
    assert private_words(source, "held_carts", "sales") == []
