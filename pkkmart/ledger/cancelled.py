"""The one way to ask in SQL whether a document stands, and which document cancelled it.

A kind of document is the name of its table; where SQL knows the kind only by a column, that column is named (`d.kind`).
"""

from __future__ import annotations


def stands(kind: str, alias: str, key: str = "id", *, until: str = "") -> str:
    """SQL: the document with its id in a column of an alias was not cancelled; `until` (SQL of a day) not by that day.

    >>> stands("sale", "s")
    "NOT EXISTS (SELECT 1 FROM voided_document v_s WHERE v_s.origin_kind = 'sale' AND v_s.origin_id = s.id)"
    """
    by_then = f" AND v_{alias}.business_date <= {until}" if until else ""
    of = _is_of(f"v_{alias}", kind, alias, key)
    return f"NOT EXISTS (SELECT 1 FROM voided_document v_{alias} WHERE {of}{by_then})"


def cancelled_by(kind: str, alias: str, key: str = "id") -> str:
    """SQL: the number of the document's cancellation, '' while the document stands."""
    of = _is_of(f"v_{alias}", kind, alias, key)
    return f"coalesce((SELECT v_{alias}.number FROM voided_document v_{alias} WHERE {of}), '')"


def join_cancellation(kind: str, alias: str, cancellation: str = "v", key: str = "id") -> str:
    """SQL: a LEFT JOIN of the document's cancellation under an alias of its own, empty while the document stands."""
    return "LEFT " + join_cancelled(kind, alias, cancellation, key)


def join_cancelled(kind: str, alias: str, cancellation: str = "v", key: str = "id") -> str:
    """SQL: a JOIN of the document's cancellation, so that only cancelled documents are left."""
    return f"JOIN voided_document {cancellation} ON {_is_of(cancellation, kind, alias, key)}"


def join_cancelling(alias: str, cancellation: str = "v") -> str:
    """SQL: a LEFT JOIN of the cancellation that wrote a row with an origin; it tells what the row undoes."""
    return (
        f"LEFT JOIN voided_document {cancellation} ON {alias}.origin_kind = 'void'"
        f" AND {cancellation}.id = {alias}.origin_id"
    )


def _is_of(cancellation: str, kind: str, alias: str, key: str) -> str:
    of_kind = kind if "." in kind else f"'{kind}'"
    return f"{cancellation}.origin_kind = {of_kind} AND {cancellation}.origin_id = {alias}.{key}"
