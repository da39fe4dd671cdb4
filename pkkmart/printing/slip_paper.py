"""A slip as half a sheet of paper: each of its parts a table or paragraphs, and who signs at the end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from pkkmart.printing import slip
from pkkmart.printing.paper import Block, Column, Document, Look, Note, Row, Signatures, Table, letterhead


def slip_document(title: str, elements: Sequence[slip.Element]) -> Document:
    """The slip under the shop's letterhead, which stands for the slip's own head, down to what it calls itself."""
    name = next((place for place, one in enumerate(elements) if _is_name(elements, place, one)), -1)
    blocks: list[Block] = []
    for is_rule, part in groupby(elements[name + 1 :], lambda one: isinstance(one, slip.Rule)):
        if not is_rule:
            blocks += _blocks(list(part))
    called = _words(elements[name]) if name >= 0 else title
    return Document(head=letterhead(), title=called, period=title, unit="", blocks=tuple(blocks))


def _is_name(elements: Sequence[slip.Element], place: int, one: slip.Element) -> bool:
    """Whether an element is what the slip calls itself: the first bold words in the middle below the shop's name."""
    below = any(isinstance(above, slip.Rule) for above in elements[:place])
    return below and isinstance(one, slip.Text) and one.align == "center" and one.bold


def _blocks(part: Sequence[slip.Element]) -> Iterator[Block]:
    """What stands between two rules: a table where there is an amount, its words as rows too; else paragraphs."""
    said = [one for one in part if isinstance(one, slip.Columns | slip.Text)]
    if any(isinstance(one, slip.Columns) for one in said):
        yield Table((Column("", share=2), Column("", figures=True)), tuple(_row(one) for one in said))
    else:
        yield from (Note(_words(one), strong=one.bold) for one in said)
    signed = [one for one in part if isinstance(one, slip.Row)]
    if len(signed) > 1:
        posts, names = signed[0].cells, signed[-1].cells
        people = ((post.text, name.text.strip("().")) for post, name in zip(posts, names, strict=True))
        yield Signatures("", "", tuple(people))


def _row(one: slip.Text | slip.Columns) -> Row:
    if isinstance(one, slip.Columns):
        return Row((one.left.strip(), one.right), Look.TOTAL if one.bold else Look.PLAIN)
    return Row((_words(one), ""))


def _words(one: slip.Element) -> str:
    return one.text.strip() if isinstance(one, slip.Text) else ""
