"""What the program shows and no catalogue can reach: a search of the source, file by file.

A sentence is marked when it is the one argument of `_()` or `N_()`. A literal is taken for a sentence when it
has two words or begins with a capital; where a widget is given its words, three small letters are enough.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

MARKS: Final = frozenset({"_", "N_"})

SHOWN: Final = frozenset(
    {"setText", "setToolTip", "setPlaceholderText", "setAccessibleName", "setAccessibleDescription", "setWindowTitle"}
    | {"setTitle", "set_title", "set_error", "addAction", "echo"}
    | {"Words", "Wrapped", "Elided", "SectionTitle", "Fitted", "Labeled", "TextField", "ChoiceField", "ChipField"}
    | {"choice_field", "QuantityField"}
    | {"MoneyField", "DateField", "PinField", "PrimaryButton", "SecondaryButton", "DangerButton", "KeyHint"}
    | {"Column", "Text", "Columns", "Check", "TopBar", "Chip", "Caption", "BigFigure", "GhostButton", "PillButton"}
)
"""Calls whose first argument is read by people: three small letters there make a sentence."""

SHOWN_AS: Final = frozenset({"placeholder", "tooltip", "words", "title", "help", "yes", "no"})
"""Arguments given by these names are read by people too, whatever is called."""

NEVER_SHOWN: Final = frozenset(
    {"fetch", "fetch_one", "execute", "execute_sql", "executemany", "executescript", "SQL"}
    | {"LookupError", "ValueError", "TypeError", "RuntimeError", "KeyError", "IntegrityError", "NotImplementedError"}
    | {"compile", "search", "match", "sub", "strftime", "strptime", "replace", "removeprefix", "removesuffix"}
    | {"debug", "info", "warning", "exception", "critical", "getLogger", "setDefaultStyleSheet", "setStyle"}
    | {"setApplicationName", "setFamily", "device_class", "version", "user_data_dir", "TypeVar", "Setting", "Library"}
)
"""Calls whose words go to the database, the log, a programmer or the system. What a `Setting` means is told by its
card; its default is a sentence of the shop's own, which the shop may rewrite."""

PROPER: Final = frozenset(
    {"PKK Mart", "PKK Mart · ", "Plus Jakarta Sans", "JetBrains Mono", "PlusJakartaSans-Regular"}
    | {"PlusJakartaSans-Bold", "Asia/Jakarta", "Windows-1252", "NoBackendError", "google drive", "my drive"}
    | {"icloud drive", "wrong PIN", "shared PIN", "Rp ", "Rp", "Alt+{}", "INITIALLY DEFERRED", "pcs"}
    | {"COM3, /dev/ttyUSB0", "/dev/usb/lp0, LPT1"}
)
"""Names, and words that are written but never read as a sentence."""

_KEY: Final = re.compile(
    r"(?:(?:Ctrl|Alt|Shift)\+)*(?:Enter|Return|Esc|Del|Tab|Up|Down|Left|Right|PgUp|PgDown|Home|End|Space|F?\d+|[A-Z])"
)
_SQL: Final = re.compile(
    r"\b(?:PRAGMA|SELECT|FROM|WHERE|AND|OR|JOIN|UNION|CASE|WHEN|THEN|END|CHECK|GROUP BY|ORDER BY|NULL|LIKE|COLLATE"
    r"|INSERT|VALUES|CREATE|BEFORE|AS|NEW|IN)\b|\b[a-z]\.[a-z_]{2,}|[=<>] ?[?:]|<>"
)
_TWO_WORDS: Final = re.compile(r"[A-Za-z]{2,} +[A-Za-z]{2,}|\{\} +[A-Za-z]*[a-z]{3,}|[A-Za-z]*[a-z]{3,}:? +\{\}")
_CAPITAL: Final = re.compile(r"\W*[A-Z][a-z]{2,}")
_SMALL: Final = re.compile(r"[a-z]{3,}")


@dataclass(frozen=True, slots=True)
class Fault:
    """A literal no catalogue can reach, or a mark that does not do its work."""

    line: int
    why: str
    text: str
    inside: str
    """The function, class or constant of the file it stands in."""


def faults(source: str) -> list[Fault]:
    """Everything in a file that would stay Indonesian in another language, in order of lines."""
    tree = ast.parse(source)
    parents = {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _called(node) in MARKS:
            inside = _inside(node, parents)
            found += [Fault(node.lineno, why, ast.unparse(node), inside) for why in _misused(node, parents)]
        elif isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and isinstance(node.value, str)):
            text = _text(node)
            if not isinstance(parents.get(node), ast.JoinedStr | ast.FormattedValue) and _is_bare(node, text, parents):
                found.append(Fault(node.lineno, "bare", text, _inside(node, parents)))
    return sorted(found, key=lambda fault: fault.line)


def messages(source: str) -> set[str]:
    """Every sentence of a file that an extractor finds."""
    return {
        str(node.args[0].value)
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call) and _called(node) in MARKS and _is_literal(node)
        if isinstance(node.args[0], ast.Constant)
    }


def _inside(node: ast.AST, parents: dict[ast.AST, ast.AST]) -> str:
    while not isinstance(parents[node], ast.Module):
        node = parents[node]
    if isinstance(node, ast.Assign):
        return ast.unparse(node.targets[0])
    return ast.unparse(node.target) if isinstance(node, ast.AnnAssign) else getattr(node, "name", "")


def _called(node: ast.Call) -> str:
    return node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")


def _is_literal(node: ast.Call) -> bool:
    return len(node.args) == 1 and isinstance(node.args[0], ast.Constant) and isinstance(node.args[0].value, str)


def _misused(node: ast.Call, parents: dict[ast.AST, ast.AST]) -> Iterator[str]:
    """What is wrong with one `_()` or `N_()`."""
    if not _is_literal(node):
        if _called(node) == "N_":
            yield "N_ of what is no literal"
        elif any(isinstance(inner, ast.Call) and _called(inner) in MARKS for inner in ast.walk(node) if inner != node):
            yield "a mark inside a mark, which an extractor passes over"
        elif any(_is_composed(inner) for inner in ast.walk(node)):
            yield "composed before it is translated"
    elif any(isinstance(above, ast.JoinedStr) for above in _around(node, parents)):
        yield "in an f-string, which an extractor passes over"
    if _called(node) == "_" and _runs_at_import(node, parents):
        yield "translated at import"


def _around(node: ast.AST, parents: dict[ast.AST, ast.AST]) -> Iterator[ast.AST]:
    """What a node stands in, from the inside out, up to its statement."""
    while node in parents and not isinstance(node, ast.stmt):
        node = parents[node]
        yield node


def _is_composed(node: ast.AST) -> bool:
    if isinstance(node, ast.Call):
        return _called(node) == "format"
    return isinstance(node, ast.JoinedStr) or (isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add | ast.Mod))


def _runs_at_import(node: ast.AST, parents: dict[ast.AST, ast.AST]) -> bool:
    """Whether no function's body stands around: a module, a class, a default or a decorator."""
    below: ast.AST = node
    while below in parents:
        above = parents[below]
        if isinstance(above, ast.FunctionDef | ast.AsyncFunctionDef) and below in above.body:
            return False
        if isinstance(above, ast.Lambda) and below is above.body:
            return False
        below = above
    return True


def _text(node: ast.JoinedStr | ast.Constant) -> str:
    """The words of a literal, with `{}` for every hole."""
    if isinstance(node, ast.Constant):
        return re.sub(r"\{\w*\}", "{}", str(node.value))
    return "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values)


def _is_bare(node: ast.AST, text: str, parents: dict[ast.AST, ast.AST]) -> bool:
    if text in PROPER or _KEY.fullmatch(text):
        return False
    parent = parents[node]
    if isinstance(parent, ast.Call) and _called(parent) in MARKS and parent.args[:1] == [node]:
        return False
    if _is_given_to_people(node, parents):
        return _SMALL.search(text) is not None and not _never_shown(node, parents)
    visible = _CAPITAL.match(text) or (_TWO_WORDS.search(text) and not _SQL.search(text))
    return bool(visible) and not _never_shown(node, parents)


def _is_given_to_people(node: ast.AST, parents: dict[ast.AST, ast.AST]) -> bool:
    """Whether a literal is the first argument of a call that shows it, or one by name; `a or "words"` counts too."""
    while isinstance(parents[node], ast.IfExp | ast.BoolOp | ast.BinOp):
        node = parents[node]
    parent = parents[node]
    if isinstance(parent, ast.keyword):
        return parent.arg in SHOWN_AS
    return isinstance(parent, ast.Call) and _called(parent) in SHOWN and parent.args[:1] == [node]


def _never_shown(node: ast.AST, parents: dict[ast.AST, ast.AST]) -> bool:
    """Whether a literal goes to the database, the log or a programmer; or says what code is for."""
    while node in parents:
        above = parents[node]
        if isinstance(above, ast.Expr) and isinstance(above.value, ast.Constant):
            return True
        if isinstance(above, ast.Assert) and node is above.msg:
            return True
        if isinstance(above, ast.Call) and _called(above) in NEVER_SHOWN:
            return True
        if isinstance(above, ast.Assign) and any(_is_machine_name(target) for target in above.targets):
            return True
        if isinstance(above, ast.stmt):
            return False
        node = above
    return False


def _is_machine_name(target: ast.expr) -> bool:
    """`__all__`, and the subject of an act, by which the log is searched."""
    if isinstance(target, ast.Tuple):
        return any(_is_machine_name(one) for one in target.elts)
    return (isinstance(target, ast.Name) and target.id.startswith("__")) or (
        isinstance(target, ast.Attribute) and target.attr == "subject"
    )
