"""One hash-chained log of every act: who, when, what, and the digest of the entry it posted."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass

from peewee import IntegerField, TextField

from pkkmart.core import clock
from pkkmart.core.actor import Actor, Approval
from pkkmart.core.db import Row, fetch, fetch_one, insert_rows, next_id
from pkkmart.core.guards import append_only, refuse


class Audit(Row):
    recorded_at = TextField()
    user_id = IntegerField(null=True)
    actor = TextField()
    approver = TextField()
    reason = TextField()
    act = TextField()
    subject = TextField()
    details = TextField()
    digest = TextField()
    hash = TextField()

    class Meta:
        table_name = "audit"


GUARDS = {
    **append_only(Audit),
    **refuse("audit", "next", "NEW.id > (SELECT coalesce(max(id), 0) + 1 FROM audit)", "harus nomor berikutnya"),
}


@dataclass(frozen=True, slots=True)
class ChainState:
    """How many rows the log holds and the first id whose hash does not follow (None: all do)."""

    rows: int
    broken_at: int | None


_COLUMNS = "id, recorded_at, user_id, actor, approver, reason, act, subject, details, digest"


def append(
    act: str, actor: Actor, approval: Approval | None, subject: str, details: Mapping[str, object], digest: str
) -> None:
    """Add one row inside the running transaction."""
    last = fetch_one("SELECT hash FROM audit ORDER BY id DESC LIMIT 1")
    row: dict[str, object] = {
        "id": next_id(Audit),
        "recorded_at": clock.now_text(),
        "user_id": actor.id,
        "actor": actor.name,
        "approver": approval.by.name if approval else "",
        "reason": approval.reason if approval else "",
        "act": act,
        "subject": subject,
        "details": json.dumps(details, ensure_ascii=False, sort_keys=True, default=str) if details else "{}",
        "digest": digest,
    }
    row["hash"] = _hash(last[0] if last else "", tuple(row.values()))
    insert_rows(Audit, [row])


def last_recorded_at() -> str:
    """When the newest act was recorded ("" in an empty shop): the clock must not stand before it."""
    row = fetch_one("SELECT recorded_at FROM audit ORDER BY id DESC LIMIT 1")
    return str(row[0]) if row else ""


def check_chain() -> ChainState:
    """Recompute every hash from the first row on."""
    previous, rows, last_id = "", 0, 0
    for row in fetch(f"SELECT {_COLUMNS}, hash FROM audit ORDER BY id"):
        rows += 1
        if row[0] != last_id + 1 or _hash(previous, row[:-1]) != row[-1]:
            return ChainState(rows, int(row[0]))
        previous, last_id = row[-1], row[0]
    return ChainState(rows, None)


def _hash(previous: str, values: tuple[object, ...]) -> str:
    text = "\x1f".join([previous, *("" if value is None else str(value) for value in values)])
    return hashlib.sha256(text.encode()).hexdigest()
