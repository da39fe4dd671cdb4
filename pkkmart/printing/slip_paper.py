"""A slip as half a sheet of paper: its words as paragraphs, its amounts in a table."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from pkkmart.printing import slip
from pkkmart.printing.paper import Block, Column, Document, Look, Note, Row, Table, letterhead


def slip_document(title: str, elements: Sequence[slip.Element]) -> Document:
    """The slip under the shop's letterhead; its own head, the words in the middle, is left to the letterhead."""
    blocks: list[Block] = []
    for is_table, run in groupby(_said(elements), lambda one: isinstance(one, slip.Columns)):
        if is_table:
            rows = tuple(
                Row((one.left.strip(), one.right), Look.TOTAL if one.bold else Look.PLAIN)
                for one in run
                if isinstance(one, slip.Columns)
            )
            blocks.append(Table((Column("", share=2), Column("", figures=True)), rows))
        else:
            blocks += [Note(one.text.strip(), strong=one.bold) for one in run if isinstance(one, slip.Text)]
    return Document(head=letterhead(), title=_title(elements) or title, period=title, unit="", blocks=tuple(blocks))


def _said(elements: Sequence[slip.Element]) -> list[slip.Text | slip.Columns]:
    return [
        one
        for one in elements
        if isinstance(one, slip.Columns) or (isinstance(one, slip.Text) and one.align != "center")
    ]


def _title(elements: Sequence[slip.Element]) -> str:
    """What the slip calls itself: the last bold words in the middle of its head."""
    bold = [one.text for one in elements if isinstance(one, slip.Text) and one.align == "center" and one.bold]
    return bold[-1] if bold else ""
