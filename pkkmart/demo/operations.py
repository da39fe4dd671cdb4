"""The one write of the demo's own: the letterhead of the invented co-op, and the mark that it is invented."""

from __future__ import annotations

from collections.abc import Sequence

from pkkmart.core.actor import Actor, Permission
from pkkmart.core.operation import Changed, current_act, operation
from pkkmart.core.settings import Setting, write_setting
from pkkmart.demo.settings import DEMO_SHOP


@operation(Permission.KEEP_SETTINGS, changes=frozenset({Changed.SETTINGS}))
def dress_shop(actor: Actor, facts: Sequence[tuple[Setting[str], str]]) -> None:
    """Write what stands at the head of every slip, and mark the shop as a demo."""
    for setting, value in facts:
        write_setting(setting, value)
    write_setting(DEMO_SHOP, True)
    current_act().subject = "demo"
