"""Everything every page can do, done by the mouse, at the sizes that the gate has no time for."""

from __future__ import annotations

import pytest

from tests.screens.test_every_action import CASES, QUICK, Person, do_every_act, named
from tests.screens.test_every_action import person as person


@pytest.mark.parametrize("person", [case for case in CASES if case not in QUICK], indirect=True, ids=named)
def test_every_act_of_every_page_is_done_by_the_mouse(
    person: Person, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    do_every_act(person, caplog, monkeypatch)
