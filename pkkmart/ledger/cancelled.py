"""The one way to ask in SQL whether a document stands or which document cancelled it."""

from __future__ import annotations


def stands(kind: str, alias: str) -> str:
    """SQL: the document of a kind (its table's name) under an alias was not cancelled.

    >>> stands("sale", "s")
    "NOT EXISTS (SELECT 1 FROM voided_document v_s WHERE v_s.origin_kind = 'sale' AND v_s.origin_id = s.id)"
    """
    return f"NOT EXISTS (SELECT 1 FROM {_cancellation(kind, alias)})"


def cancelled_by(kind: str, alias: str) -> str:
    """SQL: the number of the document's cancellation, '' while the document stands."""
    return f"coalesce((SELECT v_{alias}.number FROM {_cancellation(kind, alias)}), '')"


def _cancellation(kind: str, alias: str) -> str:
    cancelled = f"v_{alias}"
    return (
        f"voided_document {cancelled} WHERE {cancelled}.origin_kind = '{kind}' AND {cancelled}.origin_id = {alias}.id"
    )
